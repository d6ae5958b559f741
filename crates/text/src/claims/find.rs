//! Acts in a sentence, with their participants.

use super::claim::{Claim, ClaimRole, Count, Modality, Participant, ParticipantKind, Tie};
use super::demand_items;
use super::demands::without_demanded;
use super::once::{is_addressed, repeats, take_in, tells_more, without_repeats};
use super::places::Places;
use super::quotes;
use super::source::who_says;
use super::spoken::{SoFar, Spoken};
use super::stance::{self, FoundCue, Stance};
use super::who::Reader;
use crate::Span;
use crate::acts;
use crate::attribution::Attribution;
use crate::document::Sentence;
use crate::people::People;
use crate::phrase;
use crate::rules::{Cue, FoundAct, Frame, Rules, words};
use crate::russian::{Chunk, Form, form_of, is_somebody};
use crate::token::{Kind, Token};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

/// Words that begin a clause with a verb and a day of its own.
pub(super) const TURNS: &[&str] =
    &["who", "which", "whom", "whose", "where", "when", "while", "because", "after"];

/// What persons suffer and organisations don't.
const OF_PERSONS: [&str; 6] = ["killing", "injury", "victim_named", "disappearance", "detention", "torture"];

/// What an article's sentences say.
pub(crate) struct Found {
    /// In the order of the sentences.
    pub(crate) claims: Vec<Claim>,
    /// What words say of which only the model thinks, and is not sure, that they tell of an act.
    pub(crate) guesses: Vec<Claim>,
    /// How many sentences were read.
    pub(crate) read: usize,
}

/// Returns the claims of an article's sentences; after that in which there are `most` no further one is read. `said` is what the article puts
/// down to others; `model` finds words of acts that no rule has.
pub(crate) fn find(
    text: &str,
    sentences: &[Sentence],
    people: &People,
    rules: &Rules,
    said: &[Attribution],
    model: Option<&acts::Model>,
    most: usize,
) -> Found {
    let (mut list, mut guessed) = (Vec::new(), Vec::new());
    let mut so_far = SoFar::new(sentences, said, people, rules);
    let mut lines = demand_items::Lines::default();
    for (at, sentence) in sentences.iter().enumerate() {
        so_far.learn_persons(sentence);
        let reader = Reader { text, sentence, people, spoken: so_far.spoken() };
        let (cues, mut acts) = (stance::cues(sentence, rules), rules.acts_and_looks(&sentence.tokens));
        let further = model.map_or(Vec::new(), |model| acts::read(sentence, at, model, &mut acts));
        let (guesses, further): (Vec<_>, Vec<_>) = further.into_iter().partition(|act| act.is_guess);
        let learnt: Vec<Span> = further.iter().map(|act| sentence.span_of(&act.range)).collect();
        acts.extend(further);
        acts.retain(|act| act.frame != Frame::None);
        acts.sort_by_key(|act| act.range.start);
        let finder = Finder { reader, said, cues, acts, rules, chunks: OnceCell::new() };
        let before = list.len();
        finder.claims(&mut list);
        if list.len() == before
            && let Some(last) = list.last().filter(|last| is_near(last, sentence))
        {
            list.extend(finder.withdrawn(last));
        }
        let elided = finder.russian_elided(&list, before);
        list.extend(elided);
        let rivals = finder.russian_rivals(&list, before);
        list.extend(rivals);
        let alone = finder.figures_alone(&list, before);
        list.extend(alone);
        let disowned = finder.disowned(&list, before);
        list.extend(disowned);
        without_demanded(&mut list, before);
        list[before..].iter_mut().for_each(without_own_hand);
        without_told(&mut list, before, &learnt);
        let of_model = list[before..].iter_mut().filter(|claim| learnt.contains(&claim.trigger));
        of_model.for_each(|claim| finder.widen(claim));
        quotes::cut(&mut list[before..], sentence, &learnt);
        demand_items::part(&mut list, before, sentence);
        without_repeats(&mut list, before);
        lines.read(sentence, &mut list, before);
        let own = &list[before.min(list.len())..];
        guessed.extend(finder.guessed(guesses, own, &learnt));
        so_far.learn(sentence, own, said, people);
        if list.len() + guessed.len() >= most {
            return Found { claims: list, guesses: guessed, read: at + 1 };
        }
    }
    Found { claims: list, guesses: guessed, read: sentences.len() }
}

/// Takes out of the claims of a sentence, from a place on, those of the words that the model has found where nothing else is quoted, or where a
/// rule says the same of the same people: "the body of X, who was kidnapped, was found".
fn without_told(list: &mut Vec<Claim>, from: usize, learnt: &[Span]) {
    if learnt.is_empty() {
        return;
    }
    let names = |claim: &Claim| -> Vec<String> { claim.who.iter().map(|who| who.name.clone()).collect() };
    let of_rules: Vec<(String, Span, Vec<String>)> = list[from..]
        .iter()
        .filter(|claim| !learnt.contains(&claim.trigger) && !claim.who.is_empty())
        .map(|claim| (claim.claim_type.clone(), claim.quote, names(claim)))
        .collect();
    let mut at = 0;
    list.retain(|claim| {
        at += 1;
        let is_same = |(told, quote, who): &(String, Span, Vec<String>)| {
            *told == claim.claim_type && quote.overlaps(claim.quote) && *who == names(claim)
        };
        let is_told = claim.quote == claim.trigger || of_rules.iter().any(is_same);
        at <= from || !learnt.contains(&claim.trigger) || !is_told
    });
}

pub(super) struct Finder<'d> {
    pub(super) reader: Reader<'d>,
    pub(super) said: &'d [Attribution],
    pub(super) cues: Vec<FoundCue>,
    /// The words that tell of acts.
    pub(super) acts: Vec<FoundAct<'d>>,
    pub(super) rules: &'d Rules,
    /// The phrases of a Russian sentence, cut when first asked for.
    pub(super) chunks: OnceCell<Vec<Chunk>>,
}

impl Finder<'_> {
    pub(super) fn tokens(&self) -> &[Token] {
        &self.reader.sentence.tokens
    }

    fn claims(&self, list: &mut Vec<Claim>) {
        let sentence = self.reader.sentence;
        for act in &self.acts {
            let FoundAct { range: trigger, claim_type, .. } = act;
            if let Some(claim) = self.claim_of(act) {
                let goes_on = self.goes_on(trigger, claim_type);
                list.extend(self.disputed(&claim));
                let mut others = self.rival_figures(trigger, &claim);
                others.extend(self.part(trigger, &claim).or_else(|| self.russian_part(trigger, &claim)));
                match list.last_mut().filter(|last| sentence.span.contains(last.trigger)) {
                    Some(last) if repeats(last, &claim) => {}
                    Some(last) if is_addressed(last, &claim) => last.who.extend(claim.who),
                    Some(last)
                        if goes_on && tells_more(last, &claim) && !self.is_called_by_month(trigger) =>
                    {
                        take_in(last, claim);
                    }
                    _ => list.push(claim),
                }
                list.extend(others);
            }
        }
    }

    /// Returns the claim of an act that was found. A word of a name is no act, nor is one of a date: "8 March".
    fn claim_of(&self, act: &FoundAct<'_>) -> Option<Claim> {
        let (sentence, trigger) = (self.reader.sentence, &act.range);
        let words = sentence.span_of(trigger);
        let frame = match act.frame {
            Frame::Verb if self.is_noun(trigger) => Frame::Noun,
            Frame::Deed if self.is_event(trigger) => Frame::Event,
            Frame::Named if self.some_of_the_dead(trigger).is_some() => Frame::Dead,
            other => other,
        };
        let is_none = self.is_named(trigger, act.frame)
            || self.is_gun(trigger)
            || self.is_month(trigger)
            || self.is_video_title(trigger)
            || sentence.times().any(|time| time.contains(words));
        if is_none { None } else { self.claim(trigger, act.claim_type, frame, act.is_sure) }
    }

    /// Returns the claims of words of which the model is not sure that they tell of acts, besides the sentence's `own`: those change nothing of
    /// these.
    fn guessed(&self, guesses: Vec<FoundAct<'_>>, own: &[Claim], learnt: &[Span]) -> Vec<Claim> {
        if guesses.is_empty() {
            return Vec::new();
        }
        let sentence = self.reader.sentence;
        let mut all = own.to_vec();
        for act in &guesses {
            let Some(mut claim) = self.claim_of(act) else { continue };
            self.widen(&mut claim);
            let is_told =
                |told: &Claim| told.claim_type == claim.claim_type && told.quote.overlaps(claim.quote);
            if claim.quote != claim.trigger && !all.iter().any(is_told) {
                all.push(Claim { is_guess: true, ..claim });
            }
        }
        let of_guesses = guesses.iter().map(|act| sentence.span_of(&act.range));
        let learnt: Vec<Span> = learnt.iter().copied().chain(of_guesses).collect();
        quotes::cut(&mut all, sentence, &learnt);
        all.split_off(own.len())
    }

    /// Quotes a claim with the clause of its word: which words beside it tell on of it is not known of a word that only the model has found.
    fn widen(&self, claim: &mut Claim) {
        let sentence = self.reader.sentence;
        let clause = phrase::clause(self.tokens(), &sentence.range_of(claim.trigger));
        claim.quote = claim.quote.join(sentence.span_of(&clause));
    }

    /// Returns the claim of an act; where the model is sure of it (`is_sure`), a noun may stand alone.
    fn claim(&self, trigger: &Range<usize>, claim_type: &str, frame: Frame, is_sure: bool) -> Option<Claim> {
        let tokens = self.tokens();
        let clause = phrase::clause(tokens, trigger);
        let places = self.parties(trigger, &clause, claim_type, frame)?;
        let is_given = self.is_given(trigger, claim_type, frame);
        let cues = self.cues_of(trigger, frame);
        let stance =
            stance::of(self.reader.sentence, self.said, &cues, trigger, &clause, claim_type, is_given);
        let is_question = tokens.last().is_some_and(|token| token.is("?"));
        if stance.hypothetical
            || is_question
            || self.crosses_in_peace(trigger, &places)
            || frame != Frame::Deed && self.suffers_as_thing(trigger, &places)
            || self.is_lifeless(claim_type, &places)
            || self.takes_nobody(trigger, &places)
            || self.tells_of_no_act(trigger, frame, claim_type, &places, stance.modality, is_sure)
        {
            return None;
        }
        let stance = self.stance(stance, trigger, claim_type, frame, &places);
        let reader = Reader { spoken: self.spoken(claim_type), ..self.reader };
        // "two of the dead were children"
        let some = self.some_of_the_dead(trigger).filter(|_| frame == Frame::Dead);
        let some = some.map(|some| trigger.end.max(some.start)..some.end);
        let mut who = victims(&reader, some.as_ref().or(places.victim.as_ref()), claim_type);
        if claim_type == "body_withheld" && who.is_empty() {
            who.extend(reader.whose_body(trigger));
        }
        let count = self.counted(trigger, claim_type, frame, &places, &who);
        if let Some(phrase) = &places.actor {
            who.extend(reader.participants(phrase, ClaimRole::Actor));
        }
        if matches!(frame, Frame::Verb | Frame::State | Frame::Dead) {
            who.extend(self.listed(trigger, places.victim.as_ref()));
            who.extend(self.included(trigger, places.victim.as_ref()));
        }
        who.extend(self.addressees(trigger, claim_type, &who));
        let told_type = self.told_type(trigger, claim_type, frame, &places);
        let quote =
            self.quote(trigger, &self.own_clause(trigger, &clause, claim_type, frame), &places, frame);
        let claim = Claim { quote, who, count, ..self.bare(trigger, &clause, told_type, stance) };
        let attributed_to = claim.attributed_to.or_else(|| self.source(&claim, trigger, frame));
        let mut claim = Claim { attributed_to, ..claim };
        let may_be_bare = is_sure && matches!(frame, Frame::Noun | Frame::Event);
        if !may_be_bare && self.is_bare(&claim, trigger, claim_type, frame) {
            return None;
        }
        self.without_nobody(&mut claim);
        if matches!(frame, Frame::Verb | Frame::State | Frame::Deed) {
            self.count_people(&mut claim, trigger, &clause);
        }
        Some(quoted_whole(claim))
    }

    /// Returns the cues that may speak of an act: "по подозрению в убийстве задержан" speaks of the noun alone, and so does who is called by a
    /// charge, "подозреваемого в убийстве задержали".
    fn cues_of(&self, trigger: &Range<usize>, frame: Frame) -> Cow<'_, [FoundCue]> {
        let tokens = self.tokens();
        if !tokens[trigger.start].is_cyrillic() {
            return Cow::Borrowed(&self.cues);
        }
        let is_of_noun = matches!(frame, Frame::Noun | Frame::Event | Frame::Dead);
        let leads = |at: usize| tokens[at].is_any(&["в", "во"]);
        let is_charge = |range: &Range<usize>| !is_of_noun && range.len() > 1 && leads(range.end - 1);
        let is_called = |range: &Range<usize>, cue: Cue| {
            let is_led = range.end < trigger.start && leads(range.end) || range.end == trigger.start;
            cue == Cue::Alleged
                && range.len() == 1
                && form_of(&tokens[range.start]) == Form::Full
                && !(is_of_noun && (is_led || !is_somebody(&tokens[range.start])))
        };
        let speaks = |(range, cue): &&FoundCue| !is_charge(range) && !is_called(range, *cue);
        if self.cues.iter().all(|cue| speaks(&cue)) {
            return Cow::Borrowed(&self.cues);
        }
        Cow::Owned(self.cues.iter().filter(speaks).cloned().collect())
    }

    /// Returns what the phrases around an act add to its stance: that nobody suffered it, that it is demanded, who puts it so.
    fn stance(
        &self,
        stance: Stance,
        trigger: &Range<usize>,
        claim_type: &str,
        frame: Frame,
        places: &Places,
    ) -> Stance {
        let is_told_not = match self.tokens()[trigger.start].is_cyrillic() {
            true => self.is_russian_negated(trigger, frame),
            false => stance.negated,
        };
        let is_of_none = || places.victim.as_ref().is_some_and(|victim| self.is_of_none(victim, trigger));
        let denier = || self.denier(trigger).or_else(|| self.denier_before(trigger));
        let is_denied = stance.modality == Modality::Denied;
        let said_by = stance.attributed_to.and_then(|span| who_says(self.reader.text, self.said, span));
        let attributed_to = said_by.or_else(|| is_denied.then(denier).flatten());
        let stance = Stance { negated: is_told_not || is_of_none(), attributed_to, ..stance };
        if let Some(teller) = self.who_puts(trigger, frame) {
            return Stance { modality: Modality::Reported, attributed_to: Some(teller), ..stance };
        }
        if self.is_untried(trigger) {
            return Stance { modality: Modality::Alleged, ..stance };
        }
        if stance.modality == Modality::Asserted && self.accusation_of(trigger).is_some() {
            return Stance { modality: Modality::Alleged, ..stance };
        }
        let is_open = matches!(frame, Frame::Noun | Frame::Event);
        match is_open && claim_type != "appeal" && self.is_in_demands(trigger) {
            true => Stance { modality: Modality::Demanded, ..stance },
            false => stance,
        }
    }

    /// Returns whom pronouns mean beside an act of a type: "he died" is seldom said of who was accused, "he was sentenced" is.
    fn spoken(&self, claim_type: &str) -> Spoken<'_> {
        let spoken = self.reader.spoken;
        match claim_type {
            "killing" | "injury" | "attack" | "victim_named" => spoken,
            // "she called on the government": who spoke last
            "appeal" | "accusation" if spoken.last.is_some() => {
                Spoken { of: spoken.last, suspects: None, several: &[], ..spoken }
            }
            // "they were arrested" is said of who did it
            "detention" | "trial" | "accusation" => {
                Spoken { suspects: None, several: &[], unnamed: false, ..spoken }
            }
            // who was killed before is not the one who is freed
            "release" => Spoken { of: spoken.held.or(spoken.of), suspects: None, ..spoken },
            _ => Spoken { suspects: None, ..spoken },
        }
    }

    /// Returns how many suffered an act, by their phrase, else by what stands beside its word.
    fn counted(
        &self,
        trigger: &Range<usize>,
        claim_type: &str,
        frame: Frame,
        places: &Places,
        who: &[Participant],
    ) -> Option<Count> {
        let of_phrase = places.victim.as_ref().and_then(|phrase| match frame {
            // one named of a group is not its number
            Frame::Group => self.reader.number(phrase),
            _ => self.reader.count(phrase, who),
        });
        let folded =
            || self.reader.folded(trigger).filter(|_| frame == Frame::Noun && places.victim.is_none());
        let cases = || self.reader.cases(trigger).filter(|_| matches!(frame, Frame::Noun | Frame::Event));
        of_phrase
            .or_else(|| self.number_beside(trigger, places, claim_type, frame))
            .or_else(folded)
            .or_else(cases)
    }

    /// Returns the type of claim that an act makes by who did and who suffered it. What has vanished with a body is the body, but not in "the
    /// body of X, who was kidnapped".
    fn told_type<'t>(
        &self,
        trigger: &Range<usize>,
        claim_type: &'t str,
        frame: Frame,
        places: &Places,
    ) -> &'t str {
        let tokens = self.tokens();
        let before = phrase::group_start(tokens, trigger.start).checked_sub(1).map(|at| &tokens[at]);
        let is_related = before.is_some_and(|token| token.is_any(&["who", "который", "которая"]));
        let is_body = places.victim.as_ref().is_some_and(|range| self.is_body(range));
        match claim_type {
            "disappearance" if is_body && !is_related => "body_missing",
            // who is held by those outside the law is no detainee
            "detention" if self.is_taken_by_outlaws(places) => "disappearance",
            "injury" if self.is_beaten_in_custody(trigger, places) => "torture",
            // "the shooting on Sunday": what was done, and nobody is said to be hurt
            "injury" if frame == Frame::Noun && places.victim.is_none() && self.is_attack(trigger) => {
                "attack"
            }
            _ => claim_type,
        }
    }

    /// "a shooting", "stabbings": returns whether a noun is of what was done with a weapon, and not of a wound.
    fn is_attack(&self, trigger: &Range<usize>) -> bool {
        let last = &self.tokens()[trigger.end - 1];
        words().wound.has(last) && last.lower.trim_end_matches('s').ends_with("ing")
    }

    /// Returns who says a claim that nothing attributes: who demands or accuses, who accuses somebody of it, or the reports that tell of a noun.
    fn source(&self, claim: &Claim, trigger: &Range<usize>, frame: Frame) -> Option<Span> {
        let is_speech = matches!(claim.claim_type.as_str(), "appeal" | "accusation");
        let demander = claim.who.iter().find(|who| is_speech && who.role == ClaimRole::Actor);
        let reports = self.reports(trigger).filter(|_| matches!(frame, Frame::Noun | Frame::Event));
        demander
            .map(|who| who.words)
            .or_else(|| self.accuser(trigger).filter(|_| claim.modality == Modality::Alleged))
            .or_else(|| reports.map(|reports| self.reader.sentence.span_of(&reports)))
    }

    /// Returns a claim of nobody, with its clause as the quote.
    pub(super) fn bare(
        &self,
        trigger: &Range<usize>,
        clause: &Range<usize>,
        claim_type: &str,
        stance: Stance,
    ) -> Claim {
        let sentence = self.reader.sentence;
        Claim {
            claim_type: claim_type.to_owned(),
            quote: sentence.span_of(clause),
            trigger: sentence.span_of(trigger),
            who: Vec::new(),
            place: self.place(trigger, clause),
            when: self.when(trigger, clause),
            count: None,
            modality: stance.modality,
            negated: stance.negated,
            attributed_to: stance.attributed_to,
            is_guess: false,
        }
    }

    fn quote(&self, trigger: &Range<usize>, clause: &Range<usize>, places: &Places, frame: Frame) -> Span {
        let tokens = self.tokens();
        let mut range = match frame {
            // the noun with what goes before and after it
            Frame::Noun | Frame::Dead | Frame::Group | Frame::Event => {
                let start = phrase::before(tokens, trigger.start)
                    .filter(|before| before.end == trigger.start)
                    .map_or(trigger.start, |before| before.start);
                let start = match self.reports(trigger) {
                    Some(reports) if matches!(frame, Frame::Noun | Frame::Event) => start.min(reports.start),
                    _ if frame == Frame::Dead && self.is_those(trigger) => clause.start,
                    _ => start,
                };
                start.max(clause.start)..clause.end.max(trigger.end)
            }
            Frame::Verb | Frame::State | Frame::Deed | Frame::Named | Frame::None => clause.clone(),
        };
        // "the parties, including the Greens"
        let includes = |at: usize| tokens.get(at).is_some_and(|token| token.is("including"));
        if tokens.get(range.end).is_some_and(|token| token.is(",")) && includes(range.end + 1) {
            range.end = phrase::clause(tokens, &(range.end + 1..range.end + 2)).end;
        }
        for place in [&places.victim, &places.actor].into_iter().flatten() {
            range = range.start.min(place.start)..range.end.max(place.end);
        }
        let leads = |token: &Token| {
            token.kind == Kind::Sign && !token.is_any(&["“", "«", "\"", "("])
                || token.is_any(&["and", "that", "which", "и", "что"])
        };
        while range.start < trigger.start && leads(&tokens[range.start]) {
            range.start += 1;
        }
        self.reader.sentence.span_of(&range)
    }
}

/// Returns whether a sentence follows a claim's, or the one after it.
fn is_near(claim: &Claim, sentence: &Sentence) -> bool {
    const FARTHEST: usize = 400;
    sentence.span.start.saturating_sub(claim.quote.end) < FARTHEST
}

/// Returns who suffered, by their phrase. "State Police Trooper X", "X, director of Columbus School, and Y": of persons, whose people they are
/// does not suffer with them. An attack may be on both, "the Green League and X", but not where one leads the other: "Supreme Court President X".
fn victims(reader: &Reader<'_>, phrase: Option<&Range<usize>>, claim_type: &str) -> Vec<Participant> {
    let Some(phrase) = phrase else { return Vec::new() };
    let mut who = reader.participants(phrase, ClaimRole::Victim);
    let persons: Vec<Span> =
        who.iter().filter(|who| who.kind == ParticipantKind::Person).map(|who| who.words).collect();
    let tokens = &reader.sentence.tokens;
    let leads = |body: Span, person: &Span| {
        let between = || &tokens[reader.sentence.range_of(Span::new(body.end, person.start))];
        body.end <= person.start && between().iter().all(|token| token.kind == Kind::Word && !token.is("and"))
    };
    who.retain(|who| {
        let suffers = |person: &Span| OF_PERSONS.contains(&claim_type) || leads(who.words, person);
        who.kind != ParticipantKind::Organisation || !persons.iter().any(suffers)
    });
    who
}

/// "has been in custody since his arrest": whom a pronoun ties to who suffered did not do it.
fn without_own_hand(claim: &mut Claim) {
    let victims: Vec<String> = claim.victims().map(|who| who.name.clone()).collect();
    claim.who.retain(|who| {
        who.role == ClaimRole::Victim || who.tie != Tie::Pronoun || !victims.contains(&who.name)
    });
}

/// Returns a claim with its quote widened over the words of the fields, so that each stands in it.
pub(super) fn quoted_whole(claim: Claim) -> Claim {
    let who = claim.who.iter().map(|who: &Participant| who.words);
    let count = claim.count.iter().map(|count: &Count| count.words);
    let quote = who.chain(count).fold(claim.quote, Span::join);
    Claim { quote, ..claim }
}

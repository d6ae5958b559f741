//! Whose phrases stand around a word that tells of an act: who did it, and who suffered it.

use super::enforcers::is_enforcer;
use super::find::Finder;
use super::listed::listed;
use crate::number::{is_aged, number_at, number_from};
use crate::phrase;
use crate::rules::{Frame, words};
use crate::subject::subject;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Phrases of those who did and those who suffered.
#[derive(Default)]
pub(super) struct Places {
    pub(super) victim: Option<Range<usize>>,
    pub(super) actor: Option<Range<usize>>,
}

impl Finder<'_> {
    pub(super) fn places(&self, trigger: &Range<usize>, frame: Frame) -> Places {
        let tokens = self.tokens();
        if tokens[trigger.start].is_cyrillic() {
            return self.russian_places(trigger, frame);
        }
        let before = || phrase::before(tokens, trigger.start).map(|nearest| subject(tokens, nearest));
        let after = || phrase::after(tokens, trigger.end);
        let by = || behind_by(tokens, trigger.end);
        match frame {
            Frame::Verb => self.of_verb(trigger),
            Frame::State => {
                // "28 burnt bodies were found"
                let counts = |range: &Range<usize>| range.clone().any(|at| number_at(tokens, at).is_some());
                let is_body = words().body.has(&tokens[trigger.start]);
                let victim = before().map(|range| match is_body && counts(&range) {
                    true => range.start..trigger.start + 1,
                    false => range,
                });
                Places { victim, actor: None }
            }
            Frame::Noun => {
                let last = &tokens[trigger.end - 1];
                // "the bodies of", "among the dead were"
                let ends_in_of = last.is("of") || trigger.len() > 1 && words().be.has(last);
                // "the army's attack on a village": what is attacked is a victim where it is people
                let is_on = last.is_any(&["on", "against"]);
                let is_people = |range: &Range<usize>| {
                    let is_person = |at: usize| {
                        let name = self.reader.sentence.name_at(at);
                        words().is_for_persons(&tokens[at])
                            || name.is_some_and(|name| name.kind == NameKind::Person)
                    };
                    range.clone().any(is_person)
                };
                // "the death of X", "the death on 6 May of X"
                let near =
                    tokens[trigger.end..].iter().take(6).position(|token| token.is("of")).filter(|near| {
                        *near == 0 || tokens[trigger.end].is_any(&["on", "in", "last", "yesterday", "today"])
                    });
                let owner = self.possessor(trigger);
                let does = owner.as_ref().is_some_and(|owner| self.is_doing_of(owner, trigger));
                let victim = if is_on {
                    after().filter(is_people)
                } else if ends_in_of {
                    after()
                } else if let Some(near) = near {
                    phrase::after(tokens, trigger.end + near + 1)
                } else {
                    owner.clone().filter(|_| !does)
                };
                // "the killing of two brothers by soldiers"
                let end = victim.as_ref().map_or(trigger.end, |range| range.end.max(trigger.end));
                let actor = behind_by(tokens, end).or_else(|| owner.filter(|_| is_on || does));
                Places { victim: victim.map(|range| without_relative(tokens, range)), actor }
            }
            Frame::Dead => {
                // the number nearest to the word: "4 women shot, 2 dead"
                let nearest = |range: Range<usize>| {
                    // "three women and two men dead"
                    if listed(&tokens[range.clone()]).is_some() {
                        return range;
                    }
                    let number = range.clone().rev().find_map(|at| number_at(tokens, at));
                    number.map_or(range.start, |number| number.range.start.max(range.start))..trigger.end
                };
                if let Some(some) = self.some_of_the_dead(trigger) {
                    return Places { victim: Some(some), actor: None };
                }
                // "shot four students dead"
                if let Some(shot) = self.shot_before(trigger) {
                    let is_passive = phrase::is_passive(tokens, shot);
                    let actor = (!is_passive).then(|| self.doer(shot)).flatten();
                    return Places { victim: Some(shot + 1..trigger.start), actor };
                }
                // "claimed three lives"
                let own = || trigger.clone().find_map(|at| number_at(tokens, at));
                let own = own().map(|number| number.range.start..trigger.end);
                let told = own.or_else(|| self.toll(trigger));
                let counted =
                    told.or_else(|| before().map(|range| nearest(self.left_so(&range)))).filter(|range| {
                        tokens[range.clone()].iter().any(|token| token.kind == Kind::Number)
                            || number_at(tokens, range.start).is_some()
                    });
                let victim = counted.or_else(|| self.one_dead(trigger));
                Places { victim, actor: None }
            }
            Frame::Group => {
                let including =
                    tokens.get(trigger.end + 1).is_some_and(|token| token.is_any(&["including", "such"]));
                let end = if including {
                    phrase::after(tokens, trigger.end + 2).map_or(trigger.end, |range| range.end)
                } else {
                    trigger.end
                };
                Places { victim: Some(trigger.start..end), actor: None }
            }
            Frame::Named => Places { victim: self.named_list(trigger), actor: None },
            Frame::Deed => {
                // "found the body of X"
                let of = tokens.get(trigger.end).filter(|token| token.is("of"));
                let victim = of.filter(|_| words().body.has(&tokens[trigger.end - 1]));
                let victim = victim.and_then(|_| phrase::after(tokens, trigger.end + 1));
                // "refused to hand over his body"
                let whose = trigger
                    .clone()
                    .rev()
                    .find(|at| words().body.has(&tokens[*at]))
                    .and_then(|at| at.checked_sub(1));
                let whose = whose.filter(|at| trigger.contains(at) && words().possessive.has(&tokens[*at]));
                let victim = victim.or_else(|| whose.map(|at| at..at + 1));
                // "the law was signed by the president"
                let holds_be = tokens[trigger.clone()].iter().any(|token| words().be.has(token));
                // "are on strike", "were marching"
                let first = &tokens[trigger.start];
                let is_active = first.is("on") || first.lower.ends_with("ing");
                // "the banned Green League"
                let is_adjective = trigger.len() == 1
                    && first.lower.ends_with("ed")
                    && trigger.start.checked_sub(1).is_some_and(|at| words().determiner.has(&tokens[at]));
                if is_adjective {
                    return Places { victim: after(), actor: None };
                }
                // "a plant privatised by decree"
                let is_by = first.lower.ends_with("ed") && by_follows(tokens, trigger.end);
                if holds_be || is_by || !is_active && phrase::is_passive(tokens, trigger.start) {
                    // "unions, which were banned by the court"; "the union was destroyed"
                    let is_body = words().institution.has(first);
                    let subject = if is_body {
                        Some(before().map_or(trigger.start, |range| range.start)..trigger.start + 1)
                    } else {
                        (!holds_be).then(before).flatten()
                    };
                    return Places { victim: victim.or(subject), actor: by() };
                }
                Places { victim, actor: self.actor(trigger.start) }
            }
            Frame::Event => match self.survivor(trigger) {
                Some(survivor) => Places { victim: Some(survivor), actor: by() },
                None => Places { victim: None, actor: by().or_else(|| self.event_doer(trigger)) },
            },
            Frame::None => Places::default(),
        }
    }

    fn of_verb(&self, trigger: &Range<usize>) -> Places {
        let tokens = self.tokens();
        let before = phrase::before(tokens, trigger.start).map(|nearest| subject(tokens, nearest));
        let first = &tokens[trigger.start];
        let follows = tokens.get(trigger.end);
        let by = behind_by(tokens, trigger.end);
        // "taken away by soldiers"
        if tokens[trigger.end - 1].is("by") {
            return Places { victim: before, actor: phrase::after(tokens, trigger.end) };
        }
        // "took 20 people into custody"
        let is_within = |inside: &Range<usize>| {
            let is_kept = inside.end < trigger.end && words().kept.has(&tokens[trigger.end - 1]);
            // "charged the nurse with sedition", "seized the editor"
            let is_object = inside.start == trigger.start + 1
                && inside.end <= trigger.end
                // "is charged with"
                && !words().be.has(first)
                && !phrase::is_passive(tokens, trigger.start)
                && match inside.end == trigger.end {
                    true => words().is_for_persons(&tokens[inside.end - 1]),
                    false => words().adposition.has(&tokens[inside.end]),
                };
            is_kept || is_object
        };
        let inside = phrase::after(tokens, trigger.start + 1).filter(is_within);
        if let Some(inside) = inside {
            return Places { victim: Some(inside), actor: self.actor(trigger.start) };
        }
        // "the 78 wounded are in hospital"
        let is_counted = trigger.start.checked_sub(2).is_some_and(|at| {
            let is_year = tokens[at + 1].lower.len() == 4;
            tokens[at].is_any(&["the", "these", "those", "all", "other"])
                && number_at(tokens, at + 1).is_some()
                && !is_year
        });
        if is_counted && !phrase::is_passive(tokens, trigger.start) && !by_follows(tokens, trigger.end) {
            return Places { victim: before, actor: None };
        }
        // "the release of all those arrested"
        let those =
            trigger.start.checked_sub(1).filter(|at| tokens[*at].is("those") && self.is_participle(trigger));
        if let Some(those) = those {
            let is_all = those > 0 && tokens[those - 1].is("all");
            return Places { victim: Some(those - usize::from(is_all)..trigger.end), actor: by };
        }
        // "slain activist X", but not "those killed belonged to"
        if self.is_adjective(trigger) && !self.is_those(trigger) {
            return Places { victim: phrase::after(tokens, trigger.end), actor: None };
        }
        // "among those detained was the editor"
        let is_among =
            tokens[trigger.start.saturating_sub(3)..trigger.start].iter().any(|token| token.is("among"));
        if is_among && follows.is_some_and(|token| words().be.has(token)) {
            return Places { victim: phrase::after(tokens, trigger.end + 1), actor: None };
        }
        // "he shot himself"
        let is_reflexive = follows.is_some_and(is_self);
        // "pronounced the victim dead"
        if trigger.len() > 2 && tokens[trigger.end - 1].is("dead") {
            return Places { victim: Some(trigger.start + 1..trigger.end - 1), actor: None };
        }
        // "beat a vendor to death"
        if trigger.len() > 3 && tokens[trigger.end - 2].is("to") && tokens[trigger.end - 1].is("death") {
            let victim = trigger.start + 1..trigger.end - 2;
            return Places { victim: Some(victim), actor: self.doer(trigger.start) };
        }
        let holds_be = trigger.len() > 1 && words().be.has(first);
        if is_reflexive || holds_be || phrase::is_passive(tokens, trigger.start) {
            return Places { victim: before, actor: by };
        }
        // "four leaders sentenced to long terms", "charged with riot"
        let is_led =
            trigger.len() > 1 && tokens[trigger.end - 1].is_any(&["to", "with", "for", "of", "as", "under"]);
        if is_led && first.lower.ends_with("ed") {
            return Places { victim: before, actor: None };
        }
        // "shot twice", "stabbed several times" say how often, and of nobody
        let is_often = |range: &Range<usize>| {
            let number = number_at(tokens, range.start).map_or(range.start, |number| number.range.end);
            tokens.get(number).is_some_and(|token| words().often.has(token))
        };
        let after = phrase::after(tokens, trigger.end).filter(|range| {
            let is_next =
                follows.is_some_and(|token| token.kind != Kind::Sign || token.is_any(&["“", "«", "\""]));
            let is_behind_aside = phrase::aside_end(tokens, trigger.end) == Some(range.start);
            (is_next || is_behind_aside) && !is_often(range)
        });
        let is_participle = !first.lower.ends_with("ing")
            && !first.lower.ends_with('s')
            && (first.lower.ends_with("ed")
                || first.lower.ends_with("en")
                || words().participle.has(first)
                || trigger.len() > 1);
        // "police shot and wounded him"
        let has_object =
            self.joined_object(trigger).is_some_and(|object| starts_phrase(&tokens[object.start]));
        if has_object && before.is_some() {
            return Places { victim: None, actor: self.actor(trigger.start) };
        }
        // "arrested the same week, he was last seen"
        if let Some(subject) = self.led_subject(trigger) {
            return Places { victim: Some(subject), actor: by };
        }
        // "the gendarmerie attacked with tear gas the families who"
        if let Some(places) = self.done_with(trigger) {
            return places;
        }
        // "two men whom the police killed"
        let is_whom = |doer: &Range<usize>| {
            let at = doer.start.checked_sub(1)?;
            // "denied that soldiers had killed"
            let is_said = at.checked_sub(1).is_some_and(|at| {
                words().speech.has(&tokens[at])
                    || tokens[at].lower.ends_with("ed")
                    || tokens[at].lower.ends_with("es")
            });
            let is_theirs = || tokens[at].is("that") && !is_said && is_enforcer(tokens, doer.end - 1);
            (tokens[at].is("whom") || is_theirs()).then_some(at)
        };
        if let Some(doer) = before.clone()
            && let Some(whom) = is_whom(&doer)
            && is_participle
        {
            return Places { victim: phrase::before(tokens, whom), actor: Some(doer) };
        }
        // "all those killed belonged to"
        let is_those = is_participle && self.is_those(trigger);
        match after.filter(|_| !is_those) {
            Some(after)
                if starts_phrase(&tokens[after.start])
                    || first.lower.ends_with("ing")
                    // "killed at least nine"
                    || number_from(tokens, after.start).is_some() =>
            {
                Places { victim: Some(after), actor: self.actor(trigger.start) }
            }
            // "225 people killed so far"; but "in handcuffs, beaten" says of nobody here
            // "gunmen shot at the bus"
            _ if self.is_aimed(trigger) => Places { victim: None, actor: self.actor(trigger.start) },
            _ if is_participle => {
                let is_apart = |range: &Range<usize>| {
                    tokens[range.end].is(",")
                        && range.start.checked_sub(1).is_some_and(|at| words().adposition.has(&tokens[at]))
                };
                Places { victim: before.filter(|range| !is_apart(range)), actor: by }
            }
            after => Places { victim: after, actor: self.actor(trigger.start) },
        }
    }

    /// "Arrested the same week, he was last seen": the subject behind the comma of a participle that begins the sentence.
    fn led_subject(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        const REACH: usize = 10;
        let tokens = self.tokens();
        let object = phrase::after(tokens, trigger.end).filter(|object| object.start == trigger.end);
        if trigger.start > 0
            || !self.is_participle(trigger)
            || object.is_some_and(|object| {
                !self.is_time(&object)
                    && !tokens[object.start + 1..object.end].iter().any(|token| words().period.has(token))
            })
        {
            return None;
        }
        let near = trigger.end..tokens.len().min(trigger.end + REACH);
        let comma = near.into_iter().find(|at| tokens[*at].is(","))?;
        phrase::after(tokens, comma + 1).filter(|subject| subject.start == comma + 1)
    }

    /// "the gendarmerie attacked with tear gas the families who waited": those who use force before a verb, and behind what they did it with
    /// those who suffer.
    fn done_with(&self, trigger: &Range<usize>) -> Option<Places> {
        let tokens = self.tokens();
        let with = Some(trigger.end).filter(|at| tokens.get(*at).is_some_and(|token| token.is("with")))?;
        let doer = self.actor(trigger.start)?;
        let last = doer.end - 1;
        if !(words().outlaw.has(&tokens[last]) || is_enforcer(tokens, last)) {
            return None;
        }
        let means = phrase::after(tokens, with + 1)?;
        let object = means.clone().skip(1).find(|at| words().determiner.has(&tokens[*at]));
        Some(Places { victim: object.map(|at| at..means.end), actor: Some(doer) })
    }

    /// "gunmen shot at the bus", "soldiers fired twice into the crowd": returns whether those who use force stand before a verb, and behind it
    /// what they aimed at. "Ten people shot at a bar" were hit there.
    fn is_aimed(&self, trigger: &Range<usize>) -> bool {
        const OFTEN: usize = 3;
        let tokens = self.tokens();
        let near = tokens[trigger.end..tokens.len().min(trigger.end + OFTEN)].iter();
        let often = near.map(|token| words().often.has(token)).rposition(|is| is).map_or(0, |last| last + 1);
        let is_led = tokens.get(trigger.end + often).is_some_and(|token| words().aimed.has(token));
        let before = trigger.start.checked_sub(1).map(|at| &tokens[at]);
        is_led && before.is_some_and(|token| words().outlaw.has(token) || words().enforcer.has(token))
    }

    /// "nineteen of the dead were soldiers": from the number to who they were.
    pub(super) fn some_of_the_dead(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let of = trigger
            .start
            .checked_sub(2)
            .filter(|at| tokens[*at].is("of") && words().determiner.has(&tokens[at + 1]))?;
        let number = (of.saturating_sub(3)..of)
            .find_map(|at| number_at(tokens, at))
            .filter(|number| number.range.end == of)?;
        let copula = trigger.start + 1;
        let is_said = tokens.get(copula).is_some_and(|token| words().be.has(token));
        let noun = phrase::after(tokens, copula + 1).filter(|noun| is_said && noun.start == copula + 1)?;
        tokens[noun.clone()]
            .iter()
            .any(|token| words().is_for_persons(token))
            .then_some(number.range.start..noun.end)
    }

    /// "a shooting left a boy dead": the phrase behind the verb.
    fn left_so(&self, range: &Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        let verb = range.clone().rev().find(|at| words().leaving.has(&tokens[*at]));
        verb.filter(|verb| verb + 1 < range.end).map_or(range.clone(), |verb| verb + 1..range.end)
    }

    /// "police officer dead", "18-month-old dead": returns the phrase of one person before the word.
    fn one_dead(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        if trigger.len() > 1 || !tokens[trigger.start].is("dead") {
            return None;
        }
        let range = phrase::before(tokens, trigger.start).map(|range| self.left_so(&range))?;
        let last = &tokens[range.end - 1];
        let is_one = words().one_person.has(last) || is_aged(last) || last.is("old");
        (is_one && range.end == trigger.start).then_some(range)
    }

    /// "shot the robber dead": the verb before the phrase that "dead" closes.
    pub(super) fn shot_before(&self, trigger: &Range<usize>) -> Option<usize> {
        const LONGEST: usize = 7;
        let tokens = self.tokens();
        if trigger.len() > 1 || !tokens[trigger.start].is("dead") {
            return None;
        }
        let near = trigger.start.saturating_sub(LONGEST)..trigger.start.saturating_sub(1);
        let shot = near.rev().find(|at| words().wound.has(&tokens[*at]))?;
        // "the shooting left a man dead"
        let is_left = tokens[shot..trigger.start].iter().any(|token| words().leaving.has(token));
        if is_left || is_self(&tokens[shot + 1]) {
            return None;
        }
        phrase::after(tokens, shot + 1)
            .filter(|range| range.start == shot + 1 && range.end == trigger.end)
            .map(|_| shot)
    }

    /// "the miners recorded an open appeal", "a demand was made by the miners": who does what a noun tells, by the verb that leads or follows it.
    fn event_doer(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        /// Words from a noun to the comma before what was done with it, at most.
        const NEAR: usize = 5;
        let tokens = self.tokens();
        let is_made = tokens.get(trigger.end).is_some_and(|token| words().be.has(token))
            && tokens.get(trigger.end + 1).is_some_and(|token| words().made.has(token))
            && by_follows(tokens, trigger.end + 2);
        if is_made {
            return behind_by(tokens, trigger.end + 2);
        }
        // "the state of emergency in Velk, declared by the president"
        let comma = tokens[trigger.end..].iter().take(NEAR).position(|token| token.is(","));
        let declared = comma.map(|comma| trigger.end + comma + 1).filter(|at| {
            let is_done = tokens.get(*at).is_some_and(|token| token.lower.ends_with("ed"));
            is_done && by_follows(tokens, at + 1)
        });
        if let Some(declared) = declared {
            return behind_by(tokens, declared + 1);
        }
        let leads = |at: usize| words().determiner.has(&tokens[at]) || number_at(tokens, at).is_some();
        let start = (trigger.start.saturating_sub(3)..trigger.start).find(|&at| leads(at))?;
        let verb = start.checked_sub(1)?;
        let is_verb = words().made.has(&tokens[verb]) || tokens[verb].lower.ends_with("ed");
        (is_verb && !phrase::is_passive(tokens, verb)).then(|| self.actor(verb)).flatten()
    }

    /// "the mayor survived an assassination attempt": who was to suffer what a noun tells.
    fn survivor(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let article = trigger.start.checked_sub(1).filter(|at| words().determiner.has(&tokens[*at]))?;
        let verb = article.checked_sub(1).filter(|at| words().survived.has(&tokens[*at]))?;
        self.actor(verb)
    }

    /// "the number of dead at 600", "the death toll rose to 40": a number behind a word for a toll.
    pub(super) fn toll(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        const REACH: usize = 14;
        let tokens = self.tokens();
        // "the number of those killed in the riots reached 187"
        let is_number_of = || {
            let before = &tokens[trigger.start.saturating_sub(4)..trigger.start];
            before.windows(2).any(|pair| pair[0].is("number") && pair[1].is("of"))
        };
        if !tokens[trigger.clone()].iter().any(|token| words().toll.has(token) || token.is("at"))
            && !is_number_of()
        {
            return None;
        }
        // "the dead at 15" holds the link itself
        let near = trigger.end - 1..tokens.len().min(trigger.end + REACH);
        let at = near
            .clone()
            .take_while(|at| !tokens[*at].is_any(&[",", ";"]))
            .find(|at| words().toll_link.has(&tokens[*at]) || tokens[*at].is(":"))?;
        // "was not four but seven"
        let is_not = |at: usize| {
            at > 0 && tokens[at - 1].is("not") && tokens.get(at + 1).is_some_and(|but| but.is("but"))
        };
        let number = (at + 1..near.end).filter(|at| !is_not(*at)).find_map(|at| number_at(tokens, at))?;
        let is_day = self.reader.sentence.times().any(|time| time.overlaps(tokens[number.range.start].span));
        (!is_day).then_some(number.range)
    }

    /// "the cartel's murders", "the army's killing of three men": returns whether the owner of an act is who does it.
    fn is_doing_of(&self, owner: &Range<usize>, trigger: &Range<usize>) -> bool {
        let (tokens, rows) = (self.tokens(), words());
        let last = &tokens[owner.end - 1];
        let uses_force =
            rows.outlaw.has(last) || is_enforcer(tokens, owner.end - 1) || rows.institution.has(last);
        let is_several = tokens[trigger.end - 1].lower.ends_with('s');
        let has_sufferer = tokens.get(trigger.end).is_some_and(|token| token.is("of"));
        uses_force && (is_several || has_sufferer)
    }

    /// "his death", "X's murder"
    fn possessor(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let mut at = trigger.start.checked_sub(1)?;
        if !tokens[at].is("'s") && at > 0 && tokens[at].kind == Kind::Word && !tokens[at].is_capital {
            if tokens[at].is_any(&["his", "her"]) {
                return Some(at..at + 1);
            }
            at -= 1;
        }
        if tokens[at].is_any(&["his", "her"]) {
            return Some(at..at + 1);
        }
        // "Monday's attack"
        let is_day = |range: &Range<usize>| {
            let words = self.reader.sentence.span_of(range);
            self.reader.sentence.times().any(|time| time.contains(words))
        };
        // "Gomez' murder"
        let is_hissing = || {
            let before = at.checked_sub(1).map(|at| &tokens[at]);
            tokens[at].is_any(&["'", "’"])
                && before.is_some_and(|token| token.lower.ends_with(['s', 'z', 'x']))
        };
        let owns = tokens[at].is("'s") || is_hissing();
        owns.then(|| phrase::before(tokens, at))?.filter(|range| !is_day(range))
    }
}

pub(super) fn is_self(token: &Token) -> bool {
    token.is_any(&["himself", "herself", "themselves", "self"])
}

/// Returns the phrase behind a "by" that stands at `at`.
fn behind_by(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    by_follows(tokens, at).then(|| phrase::after(tokens, at + 1))?
}

fn by_follows(tokens: &[Token], at: usize) -> bool {
    let is_by = tokens.get(at).is_some_and(|token| token.is("by"));
    // "extended by six months", "death by hanging"
    let is_measure = || {
        let number = number_at(tokens, at + 1).map_or(at + 2, |number| number.range.end);
        tokens.get(number).is_some_and(|token| words().unit.has(token) || words().age_unit.has(token))
    };
    let is_means = || {
        let next = tokens.get(at + 1).filter(|next| next.lower.ends_with("ing"));
        next.is_some() && phrase::after(tokens, at + 1).is_some_and(|range| range.len() == 1)
    };
    is_by && !is_measure() && !is_means()
}

fn without_relative(tokens: &[Token], range: Range<usize>) -> Range<usize> {
    let end = range.clone().find(|&at| tokens[at].is_any(&["who", "which", "that"])).unwrap_or(range.end);
    range.start..end
}

/// Returns whether a token can begin an object: an article, a number, a name, a pronoun, a plain word.
fn starts_phrase(token: &Token) -> bool {
    token.kind == Kind::Number
        || token.kind == Kind::Word
            && !words().no_object.has(token)
            && !crate::date::is_calendar_word(&token.lower)
}

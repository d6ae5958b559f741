//! What the model finds, as claims.

use super::acts::Act;
use super::candidate::Candidate;
use super::figures::{Figure, Mention, figures};
use super::model::{CLASSES, FATES, Fate, Model};
use crate::Span;
use crate::attribution::{Attribution, speaker};
use crate::claims::{Claim, ClaimRole, Count, Participant, ParticipantKind, Teller, Tie, is_shot};
use crate::document::Sentence;
use crate::people::People;
use crate::rules::{Rules, words};
use std::ops::Range;

/// How sure the model must be to add somebody, and to take out whom the rules have: shares between 0 and 1, chosen by
/// cross-validation in the articles of training and by what they do to other articles.
struct Bounds {
    /// The least share of harm.
    add: f32,
    /// The least share of no harm.
    take_out: f32,
}

/// Bytes between "death" and a name that it is of, at most: "of the famous archaeologist".
const OF: usize = 40;

/// Bytes between the end of a sentence with an act and the sentence of who suffered it, at most.
const REACH: usize = 300;

/// Above any share.
const NEVER: f32 = 2.0;

const NAMES: Bounds = Bounds { add: 0.5, take_out: 0.5 };
/// "six peasants": the rules are mostly right, and whom the model has learnt not to call a victim (who fell in battle) is one;
/// taking groups out made articles of other kinds worse.
const GROUPS: Bounds = Bounds { add: 0.5, take_out: NEVER };
/// Phrases without a noun for persons or a number, that the rules alone take for somebody.
const PHRASES: Bounds = Bounds { add: NEVER, take_out: NEVER };

/// "The coroner identified the victims as X and Y": it is said outright, and the model has to be surer than that to know better.
const CALLED_VICTIM: f32 = 0.9;

fn bounds(candidate: &Candidate) -> &'static Bounds {
    match candidate.name {
        Some(_) => &NAMES,
        None if candidate.by_rule && candidate.number.is_none() => &PHRASES,
        None => &GROUPS,
    }
}

/// Adds claims of those who were harmed by what the model finds, and takes out victims that it is sure were not.
pub(crate) fn tell(
    text: &str,
    sentences: &[Sentence],
    people: &People,
    rules: &Rules,
    said: &[Attribution],
    model: &Model,
    claims: &mut Vec<Claim>,
) {
    let (figures, acts) = figures(text, sentences, people, rules, said, claims);
    let mut added = Vec::new();
    for figure in &figures {
        let shares = figure.shares(model);
        let bounds = bounds(&figure.mentions[0].candidate);
        let bound = if is_called_victim(sentences, figure, claims) {
            bounds.take_out.max(CALLED_VICTIM)
        } else {
            bounds.take_out
        };
        if shares[0] >= bound {
            if figure.is_read() {
                take_out(text, sentences, people, rules, figure, claims);
            }
            continue;
        }
        if 1.0 - shares[0] < bounds.add || is_only_called_so(sentences, figure) {
            continue;
        }
        let likeliest = (1..CLASSES).max_by(|a, b| shares[*a].total_cmp(&shares[*b])).unwrap_or(1);
        let found = place(figure, sentences, &acts, model, likeliest)
            .or_else(|| place_before(figure, sentences, said, &acts, FATES[likeliest]));
        let Some((mention, act, sentence)) = found else { continue };
        let (fate, told) = (FATES[likeliest], told_by(act, FATES[likeliest]));
        let of_group = mention.candidate.name.is_none();
        if of_group && is_of_others(&sentences[sentence], act, &mention.candidate, claims) {
            continue;
        }
        let is_known = |types: &[&str], within: Span| {
            let near = claims.iter().filter(|claim| within.contains(claim.trigger));
            is_told(sentences, people, figure, types, near)
        };
        // "killing X and injuring Y": of one sentence the rules know who was which
        let is_hurt = told == "killing" && is_known(&["injury"], sentences[sentence].span);
        if is_hurt || is_known(&[claim_type(fate), told, "victim_named"], Span::new(0, text.len())) {
            continue;
        }
        let (of_act, of_phrase) = (&sentences[sentence], &sentences[mention.candidate.sentence]);
        let teller = Teller { of_act, of_phrase, text, people, rules, said };
        added.extend(teller.told(&act.range, told, &mention.candidate.range));
    }
    claims.extend(added);
    claims.sort_by_key(|claim| (claim.trigger.start, claim.quote.start));
}

/// "The victims": who they are and what they suffered is told elsewhere.
fn is_only_called_so(sentences: &[Sentence], figure: &Figure) -> bool {
    let Candidate { sentence, head, name, number, .. } = &figure.mentions[0].candidate;
    name.is_none() && number.is_none() && words().victim.has(&sentences[*sentence].tokens[*head])
}

/// Returns the type of claim that tells of a fate.
fn claim_type(fate: Fate) -> &'static str {
    match fate {
        Fate::Killed => "killing",
        Fate::Hurt => "injury",
        Fate::Taken => "disappearance",
        Fate::Attacked | Fate::None => "attack",
    }
}

/// The types of acts that may stand for a fate, the likeliest first; the first two say it themselves.
fn types(fate: Fate) -> &'static [&'static str] {
    match fate {
        Fate::Killed => {
            &["killing", "body_found", "injury", "attack", "disappearance", "torture", "victim_named"]
        }
        Fate::Hurt => &["injury", "torture", "attack", "victim_named", "killing"],
        Fate::Taken => &["disappearance", "detention", "release", "attack", "killing"],
        Fate::Attacked | Fate::None => {
            &["attack", "killing", "injury", "disappearance", "torture", "persecution"]
        }
    }
}

/// Returns the type of claim that an act makes of a fate: what its word says, and no more.
fn told_by<'r>(act: &Act<'r>, fate: Fate) -> &'r str {
    // who was arrested is held, and has not vanished
    let is_said = types(fate)[..2].contains(&act.claim_type) && act.claim_type != "detention";
    if is_said { claim_type(fate) } else { act.claim_type }
}

/// Returns the phrase of a figure and the act in its sentence that tell of a fate best.
fn place<'f, 'r>(
    figure: &'f Figure,
    sentences: &[Sentence],
    acts: &'f [Vec<Act<'r>>],
    model: &Model,
    fate: usize,
) -> Option<(&'f Mention, &'f Act<'r>, usize)> {
    let ranked = figure.mentions.iter().filter_map(|mention| {
        let sentence = &sentences[mention.candidate.sentence];
        let acts = acts[mention.candidate.sentence]
            .iter()
            .filter(|act| !is_of_kin(sentence, &mention.candidate, act));
        let (rank, act) = act_of(acts, &mention.candidate, FATES[fate])?;
        Some((rank, model.shares(&mention.features)[fate], mention, act))
    });
    let best = ranked.min_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)))?;
    Some((best.2, best.3, best.2.candidate.sentence))
}

/// Returns the name of a figure, where its sentence tells of no charge or arrest, and the act of a sentence before it that tells of a
/// fate: "The dead: X, 40. Y, 31."
fn place_before<'f, 'r>(
    figure: &'f Figure,
    sentences: &[Sentence],
    said: &[Attribution],
    acts: &'f [Vec<Act<'r>>],
    fate: Fate,
) -> Option<(&'f Mention, &'f Act<'r>, usize)> {
    let says = |act: &&Act<'_>| types(fate)[..2].contains(&act.claim_type) && !act.is_charge;
    let accuses =
        |act: &Act<'_>| act.is_charge || matches!(act.claim_type, "detention" | "trial" | "accusation");
    let may_be = |mention: &&Mention| {
        mention.candidate.name.is_some() && !acts[mention.candidate.sentence].iter().any(accuses)
    };
    figure.mentions.iter().filter(may_be).find_map(|mention| {
        let (at, start) = (mention.candidate.sentence, sentences[mention.candidate.sentence].span.start);
        let near = (0..at).rev().take_while(|before| start - sentences[*before].span.end <= REACH);
        let found =
            near.filter_map(|before| Some((mention, acts[before].iter().rfind(says)?, before))).next();
        // what one says of somebody is not what another said before
        let teller = |sentence: usize, range: &Range<usize>| {
            speaker(said, sentences[sentence].span_of(range), sentences[sentence].span)
        };
        found.filter(|(mention, act, before)| {
            let told = teller(*before, &act.range).zip(teller(at, &mention.candidate.range));
            told.is_none_or(|(act, name)| act == name)
        })
    })
}

/// Returns the nearest act of a sentence that may tell of a fate, and how well it does: 0 the best.
fn act_of<'a, 'r: 'a>(
    acts: impl Iterator<Item = &'a Act<'r>> + Clone,
    candidate: &Candidate,
    fate: Fate,
) -> Option<(usize, &'a Act<'r>)> {
    types(fate).iter().enumerate().find_map(|(rank, wanted)| {
        let nearest = acts
            .clone()
            .filter(|act| act.claim_type == *wanted && !act.is_charge)
            .min_by_key(|act| act.distance(&candidate.range));
        nearest.map(|act| (rank, act))
    })
}

/// "X, whose father was killed, spoke", "X's brother Y was killed": returns whether an act befell somebody of a figure's, and not the figure.
fn is_of_kin(sentence: &Sentence, candidate: &Candidate, act: &Act<'_>) -> bool {
    const NEAR: usize = 4;
    let tokens = &sentence.tokens;
    if tokens.get(candidate.range.end).is_some_and(|token| token.is("'s")) {
        let behind = tokens[candidate.range.end..].iter().take(NEAR);
        let mut own = behind.take_while(|token| !words().auxiliary.has(token));
        let rows = words();
        return own
            .any(|token| rows.kin.has(token) || rows.relation.has(token) || rows.is_for_persons(token));
    }
    let whose =
        candidate.range.end + usize::from(tokens.get(candidate.range.end).is_some_and(|token| token.is(",")));
    let is_led = tokens.get(whose).is_some_and(|token| token.is("whose")) && whose < act.range.start;
    is_led && !tokens[whose..act.range.start].iter().any(|token| token.is(","))
}

/// Returns whether a claim of one of some types has a figure as its victim already.
fn is_told<'c>(
    sentences: &[Sentence],
    people: &People,
    figure: &Figure,
    types: &[&str],
    claims: impl Iterator<Item = &'c Claim>,
) -> bool {
    let is_same = |who: &Participant| {
        figure.mentions.iter().any(|mention| {
            let span = sentences[mention.candidate.sentence].span_of(&mention.candidate.range);
            who.words.overlaps(span) || is_pronoun_of(people, mention, who)
        })
    };
    let mut said = claims.filter(|claim| !claim.negated && types.contains(&claim.claim_type.as_str()));
    said.any(|claim| claim.victims().any(is_same))
}

/// "Five men were shot, and X died": whom the rules have for who died stands in the claim already, and five men do not; several do not
/// die by one's own hand either.
fn is_of_others(sentence: &Sentence, act: &Act<'_>, group: &Candidate, claims: &[Claim]) -> bool {
    let trigger = sentence.span_of(&act.range);
    let suffers = |claim: &Claim| claim.count.is_some() || victims(claim) > 0;
    let is_own_hand = || sentence.tokens.get(act.range.end).is_some_and(|next| words().own_hand.has(next));
    claims.iter().any(|claim| claim.trigger == trigger && suffers(claim)) || group.plural && is_own_hand()
}

/// Takes a figure out of what the claims of harm say, and the claims that are left with no victim.
fn take_out(
    text: &str,
    sentences: &[Sentence],
    people: &People,
    rules: &Rules,
    figure: &Figure,
    claims: &mut Vec<Claim>,
) {
    // of who vanished or was tortured it has seen too little to know better than the rules
    const HARM: [&str; 4] = ["killing", "injury", "attack", "victim_named"];
    for mention in &figure.mentions {
        let span = sentences[mention.candidate.sentence].span_of(&mention.candidate.range);
        let is_same = |who: &Participant| {
            who.role == ClaimRole::Victim && (span.contains(who.words) || is_pronoun_of(people, mention, who))
        };
        claims.retain_mut(|claim| {
            if !HARM.contains(&claim.claim_type.as_str()) {
                return true;
            }
            let before = victims(claim);
            // "he was shot": somebody was, whoever it is
            let (is_one, count) =
                (before == 1 && claim.victims().all(|who| who.tie == Tie::Pronoun), claim.count.clone());
            let (act, is_harm) = (claim.trigger, claim.claim_type != "victim_named");
            claim.who.retain(|who| !is_same(who) || is_plainly_of(text, act, is_harm, who, rules));
            let left = victims(claim);
            if left < before {
                claim.count = claim.count.take().and_then(|count| counted_again(text, count, &claim.who));
            }
            if left == 0 && is_one {
                claim.count = count;
                return true;
            }
            before == left || left > 0
        });
    }
}

/// Returns a claim's count after some of its victims were taken out: a number that is said stays, who was counted by being named is
/// counted no more, and where neither says how many, no number is left.
fn counted_again(text: &str, count: Count, who: &[Participant]) -> Option<Count> {
    if count.is_said(text) {
        return Some(count);
    }
    let of_words = who.iter().filter(|who| who.role == ClaimRole::Victim && count.words.contains(who.words));
    let (named, others): (Vec<_>, Vec<_>) = of_words.partition(|who| who.kind == ParticipantKind::Person);
    let left = Some(named.len() as u64).filter(|named| *named > 0 && others.is_empty())?;
    Some(Count { min: Some(left), max: Some(left), ..count })
}

/// Returns how many participants of a claim suffered.
fn victims(claim: &Claim) -> u64 {
    claim.victims().count() as u64
}

/// Returns whether the words before a figure's name say that it is a victim's.
fn is_called_victim(sentences: &[Sentence], figure: &Figure, claims: &[Claim]) -> bool {
    figure.mentions.iter().any(|mention| {
        let sentence = &sentences[mention.candidate.sentence];
        let span = sentence.span_of(&mention.candidate.range);
        let is_so_called = |who: &Participant| {
            let before = sentence.range_of(Span::new(sentence.span.start, who.words.start));
            let words = &sentence.tokens[before];
            who.words.overlaps(span) && words.iter().any(|token| token.is_any(&["victim", "victims"]))
        };
        let names = |claim: &&Claim| claim.claim_type == "victim_named" && span.overlaps(claim.quote);
        claims.iter().filter(names).any(|claim| claim.who.iter().any(is_so_called))
    })
}

/// "the death of X", "X was beaten", "X, who was killed", "beat the journalist X": who suffers stands beside the word for it; of who was
/// shot the model has seen enough.
fn is_plainly_of(text: &str, act: Span, is_harm: bool, who: &Participant, rules: &Rules) -> bool {
    const LEADING: usize = 2;
    const HELPING: [&str; 9] = ["was", "were", "is", "are", "had", "has", "have", "been", "who"];
    let between = past_joined(text.get(act.end..who.words.start).unwrap_or("").trim());
    let before = text.get(who.words.end..act.start).unwrap_or("");
    // "X, 53, died", "X (60) allegedly died"
    let stands_between = |word: &str| {
        word.is_empty()
            || HELPING.contains(&word)
            || word.ends_with("ly")
            || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_passive =
        who.words.end <= act.start && before.split([' ', ',', '(', ')', '\n']).all(stands_between);
    let leads = |word: &str| rules.holds(word, words().person) || rules.holds(word, words().determiner);
    // "identified X" tells of no harm
    let is_object = is_harm
        && who.words.start >= act.end
        && between.split_whitespace().count() <= LEADING
        && between.split_whitespace().all(|word| leads(&word.to_lowercase()));
    // "shot dead" leaves no doubt
    let says_death = act.of(text).ends_with(" dead");
    // "the death of", "an attack against"
    let aims = [" on", " against"].iter().any(|end| act.of(text).ends_with(end));
    (is_passive || is_object) && (says_death || !is_shot(act.of(text), rules))
        || between.len() <= OF && (aims && is_harm || between.split_whitespace().next() == Some("of"))
}

/// "and detained", ", robbed and later detained the editor": returns what stands behind the verbs that are joined to the one before.
fn past_joined(between: &str) -> &str {
    let is_joined =
        |word: &str| word == "and" || ["ed", "ed,", "ly", "later"].iter().any(|end| word.ends_with(end));
    let Some(joint) = ["and ", ", "].iter().find(|joint| between.starts_with(**joint)) else {
        return between;
    };
    let mut rest = &between[joint.len()..];
    while !rest.is_empty() {
        let (word, behind) = rest.split_once(' ').unwrap_or((rest, ""));
        if !is_joined(word) {
            break;
        }
        rest = behind;
    }
    rest
}

/// Returns whether a pronoun stands for the person of a phrase.
fn is_pronoun_of(people: &People, mention: &Mention, who: &Participant) -> bool {
    let person = mention.candidate.person.and_then(|index| people.list.get(index));
    matches!(who.tie, Tie::Pronoun | Tie::Description) && person.is_some_and(|person| person.name == who.name)
}

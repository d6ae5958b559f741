//! Who a verb is said of, where other words stand between: "a man found behind the wheel of a car has died" is of a man.
//!
//! The phrase nearest before a verb is often the end of what tells more of its subject. From there the way goes back over prepositions
//! and over participles that lead one ("found in", "shot by"), from phrase to phrase, as long as nothing parts them; the first
//! of them that stands for persons is the subject.

use crate::phrase::{before as before_verb, group_start, is_adverb, is_edge, is_passive};
use crate::rules::words;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Phrases that are gone back over at most.
const PHRASES: usize = 5;
/// Words between two verbs of one subject at most.
const FARTHEST: usize = 30;
/// Words of a clause that describes somebody, at most.
const CLAUSE: usize = 12;
/// Words of a phrase at most.
const LONGEST: usize = 8;

/// Returns the subject of a verb by the phrase that stands nearest before it: itself, if nothing better leads to it.
pub(crate) fn subject(tokens: &[Token], nearest: Range<usize>) -> Range<usize> {
    if let Some(who) = described_by(tokens, &nearest) {
        return subject(tokens, who);
    }
    if nearest.len() == 1 && words().personal.has(&tokens[nearest.start]) {
        return nearest;
    }
    let mut best = nearest.clone();
    // "in the village two men were killed"
    let mut parts =
        (nearest.start + 1..nearest.end).filter(|at| begins(&tokens[*at]) && !begins(&tokens[at - 1]));
    // "Image 7 of 8 A man was killed"
    let is_label = words().numbered.has(&tokens[nearest.start]);
    if let Some(own) = parts.next_back().filter(|_| is_label || is_led(tokens, nearest.start)) {
        best = own..nearest.end;
    }
    let mut phrase = nearest;
    for _ in 0..PHRASES {
        // "arrested after a student was killed": another clause
        let is_clause = phrase
            .start
            .checked_sub(1)
            .is_some_and(|at| tokens[at].is_any(&["after", "before", "since", "until"]));
        let is_number = || crate::number::number_at(tokens, phrase.start).is_some();
        if is_clause && (stands_for_persons(tokens, &phrase) || is_number()) {
            break;
        }
        let Some(earlier) = earlier(tokens, phrase.start) else { break };
        if stands_for_persons(tokens, &earlier) && !is_led(tokens, earlier.start) {
            best = earlier.clone();
        }
        phrase = earlier;
    }
    best
}

/// "ten people who used the farm were killed": returns whom a clause describes that ends in the phrase next to the verb, where that stands
/// for nobody.
pub(crate) fn described_by(tokens: &[Token], nearest: &Range<usize>) -> Option<Range<usize>> {
    let last = &tokens[nearest.end - 1];
    let is_subject = nearest.len() == 1 && words().personal.has(last) && !last.is_any(&["them", "him"]);
    if is_subject
        || last.is_capital
        || last.kind != Kind::Word
        || stands_for_persons(tokens, &(nearest.end - 1..nearest.end))
    {
        return None;
    }
    let near = nearest.start.saturating_sub(CLAUSE)..nearest.start;
    let who =
        near.rev().take_while(|at| !tokens[*at].is_any(&[";", ":"])).find(|at| tokens[*at].is("who"))?;
    let is_said =
        tokens[who..nearest.start].iter().any(|token| words().speech.has(token) || token.is("that"));
    before_verb(tokens, who + 1).filter(|_| !is_said)
}

/// Returns the phrase before a preposition that stands before `at`, past participles and adverbs that lead to it.
fn earlier(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let mut end = at.checked_sub(1).filter(|at| leads(&tokens[*at]) || is_doing(tokens, *at))?;
    while end > 0
        && (is_participle(&tokens[end - 1]) || is_adverb(&tokens[end - 1]) || leads(&tokens[end - 1]))
    {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && end - start < LONGEST && !is_edge(tokens, start - 1) && !tokens[start - 1].is("and") {
        start -= 1;
        if begins(&tokens[start]) && !(start > 0 && begins(&tokens[start - 1])) {
            break;
        }
    }
    (start < end).then_some(start..end)
}

/// Whether a verb tells of what its subject does, or of what is done to it, as "shot" does in "a boy shot, killed".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    Active,
    Passive,
}

/// Returns the subject of a verb at `at` that "and" or a comma joins to the verb of another: "the child was taken to a hospital and later died",
/// or that hangs on it: "was released after being beaten". With a `voice`, only where a verb that is joined has it.
pub(crate) fn shared(tokens: &[Token], at: usize, voice: Option<Voice>) -> Option<Range<usize>> {
    let is_joint = |token: &Token| token.is_any(&["and", ","]);
    let is_hung = |at: usize| hangs(tokens, at);
    let mut joint =
        verb_start(tokens, at).checked_sub(1).filter(|at| is_joint(&tokens[*at]) || is_hung(*at))?;
    let mut voice = voice.filter(|_| !is_hung(joint));
    let floor = joint.saturating_sub(FARTHEST);
    let is_verb = |at: &usize| is_finite(&tokens[*at]);
    loop {
        let verb = (floor..joint).rev().find(is_verb)?;
        let before = verb_start(tokens, verb).checked_sub(1)?;
        let nearest = before_verb(tokens, verb);
        // "X, a teacher, was arrested and charged": the comma closes what describes the subject
        let closes = nearest.as_ref().is_some_and(|own| {
            tokens[before].is(",") && own.end < before && !(own.end..before).any(|at| is_verb(&at))
        });
        if is_hung(before) || is_joint(&tokens[before]) && !closes {
            joint = before;
            voice = voice.filter(|_| !is_hung(before));
            continue;
        }
        let is_wound =
            words().wound.has(&tokens[verb]) && (tokens[verb + 1].is(",") || leads(&tokens[verb + 1]));
        let found = if is_wound || is_passive(tokens, verb) { Voice::Passive } else { Voice::Active };
        if voice.is_some_and(|wanted| wanted != found) {
            return None;
        }
        return nearest.map(|nearest| subject(tokens, nearest));
    }
}

/// "after being beaten", "before killing": returns whether a word hangs a verb in "-ing" on the verb before it.
pub(crate) fn hangs(tokens: &[Token], at: usize) -> bool {
    tokens[at].is_any(&["before", "after", "while", "by", "upon"])
        && tokens.get(at + 1).is_some_and(|verb| verb.kind == Kind::Word && verb.lower.ends_with("ing"))
}

/// Where the group of a verb begins, with the adverbs before it: "later died".
fn verb_start(tokens: &[Token], at: usize) -> usize {
    let start = group_start(tokens, at);
    start - tokens[..start].iter().rev().take_while(|token| words().adverb.has(token)).count()
}

/// Returns whether a word has the form of a verb that has a subject.
fn is_finite(token: &Token) -> bool {
    token.kind == Kind::Word
        && !token.is_capital
        && (token.lower.ends_with("ed")
            || words().participle.has(token)
            || words().past.has(token)
            || words().wound.has(token) && !token.lower.ends_with("ing"))
}

fn leads(token: &Token) -> bool {
    token.kind == Kind::Word && !token.is_capital && words().adposition.has(token)
}

/// "two policemen guarding the consulate": what those before it were doing.
fn is_doing(tokens: &[Token], at: usize) -> bool {
    let is_act = tokens[at].kind == Kind::Word && !tokens[at].is_capital && tokens[at].lower.ends_with("ing");
    is_act && at.checked_sub(1).is_some_and(|before| stands_for_persons(tokens, &(before..at)))
}

fn is_participle(token: &Token) -> bool {
    token.kind == Kind::Word
        && !token.is_capital
        && (token.lower.ends_with("ed") || token.lower.ends_with("ing") || words().participle.has(token))
        && !words().speech.has(token)
}

fn begins(token: &Token) -> bool {
    token.is_any(&[
        "a", "an", "the", "another", "his", "her", "their", "its", "one", "two", "three", "four", "five",
        "six",
    ])
}

/// Returns whether a preposition stands before a phrase: "in the town a man".
fn is_led(tokens: &[Token], start: usize) -> bool {
    // "the following members of"
    let is_adjective =
        |at: usize| at > 0 && tokens[at].is("following") && words().determiner.has(&tokens[at - 1]);
    start.checked_sub(1).is_some_and(|at| words().adposition.has(&tokens[at]) && !is_adjective(at))
}

fn stands_for_persons(tokens: &[Token], phrase: &Range<usize>) -> bool {
    let rows = words();
    tokens[phrase.clone()].iter().any(|token| {
        rows.is_for_persons(token)
            || rows.one_person.has(token)
            || rows.kin.has(token)
            || token.lower.ends_with("year-old")
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::Rules;
    use crate::{Span, phrase};

    /// The subject of the first "was", "has" or "were".
    fn subject_in(text: &str) -> String {
        let tokens = Rules::of(None).tokens(text, Span::new(0, text.len()));
        let verb = tokens.iter().position(|token| token.is_any(&["was", "has", "were"])).unwrap();
        let nearest = phrase::before(&tokens, verb).unwrap();
        let range = super::subject(&tokens, nearest);
        tokens[range.start].span.join(tokens[range.end - 1].span).of(text).to_owned()
    }

    #[test]
    fn what_tells_more_of_a_person_is_gone_back_over() {
        assert_eq!(subject_in("A man found slumped behind the wheel of a car has died."), "A man");
        assert_eq!(subject_in("A nurse on her way home from a concert was shot."), "A nurse");
        assert_eq!(subject_in("The two women shot by a neighbor in the yard were dead."), "The two women");
    }

    #[test]
    fn what_a_preposition_leads_and_what_is_no_person_is_none() {
        assert_eq!(subject_in("In the attack on the village two men were killed."), "two men");
        assert_eq!(subject_in("The attack on the guard was reported."), "the guard");
    }
}

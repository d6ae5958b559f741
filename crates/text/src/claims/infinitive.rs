//! What an English infinitive tells of an act: "asked the court to release", "is to vote", "the third to die", "went out to kill".

use crate::phrase::is_adverb;
use crate::rules::words;
use crate::token::{Kind, Token};
use std::ops::Range;

/// How an act stands to what has been, that is told by an infinitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Infinitive {
    /// Somebody asks for it, or it is an item of a list of demands.
    Demanded,
    /// It is to come: "is to appear", "intends to sue".
    ToCome,
    /// It was done: "managed to escape", "the third to die", "voted 87 to 34 to approve".
    Done,
    /// An aim, an order or a right: whether it was done is not said.
    Open,
}

/// Words before "to" among which who asks for it stands.
const ASKED: usize = 8;
/// Words before "to" among which "the third" stands.
const RANKED: usize = 5;
/// Words before "to" among which an aim is said to be reached.
const REACHED: usize = 3;
/// Words before "to" among which a vote and its numbers stand.
const VOTE: usize = 6;

/// Returns what an infinitive tells whose verb is the word of an act; none where that is no plain verb behind "to".
pub(super) fn infinitive(tokens: &[Token], trigger: &Range<usize>) -> Option<Infinitive> {
    let verb = tokens[trigger.start].lower.as_str();
    let is_plain = !["ed", "ing", "s"].iter().any(|end| verb.ends_with(end)) || verb.ends_with("ss");
    let to = trigger.start.checked_sub(1).filter(|at| is_plain && tokens[*at].is("to"))?;
    let rows = words();
    let near = |reach: usize| &tokens[to.saturating_sub(reach)..to];
    let is_reached = near(REACHED).iter().any(|token| rows.reached.has(token))
        || near(VOTE).iter().any(|token| rows.voting.has(token))
        || near(1).iter().any(|token| token.is("had"));
    if is_reached || near(RANKED).iter().any(|token| rows.rank.has(token)) {
        return Some(Infinitive::Done);
    }
    let is_between = |token: &&Token| is_adverb(token) || token.is_any(&["not", "also"]);
    let Some(lead) = tokens[..to].iter().rev().find(|token| !is_between(token)) else {
        return Some(Infinitive::Demanded);
    };
    // "(d) to drop the charges", "– to admit observers", "and to pay"
    let is_item = lead.kind != Kind::Word || lead.is_any(&["and", "or"]);
    let asks = |token: &Token| {
        [rows.demanding, rows.urging, rows.calling, rows.appealing, rows.bidding]
            .iter()
            .any(|row| row.has(token))
    };
    Some(if is_item || near(ASKED).iter().any(asks) {
        Infinitive::Demanded
    } else if rows.coming.has(lead) {
        Infinitive::ToCome
    } else {
        Infinitive::Open
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Rules, Span};

    fn of(text: &str, verb: &str) -> Option<Infinitive> {
        let tokens = Rules::of(None).tokens(text, Span::new(0, text.len()));
        let at = tokens.iter().position(|token| token.is(verb)).unwrap();
        infinitive(&tokens, &(at..at + 1))
    }

    #[test]
    fn what_leads_an_infinitive_says_what_it_tells() {
        for (text, verb, told) in [
            ("They asked the court to release him.", "release", Some(Infinitive::Demanded)),
            ("The group expects the minister to resign.", "resign", Some(Infinitive::Demanded)),
            ("(d) to drop the charges;", "drop", Some(Infinitive::Demanded)),
            ("to raise the wages and not to dismiss anybody", "dismiss", Some(Infinitive::Demanded)),
            ("He is to appear in court.", "appear", Some(Infinitive::ToCome)),
            ("The union intends to strike.", "strike", Some(Infinitive::ToCome)),
            ("She was the third detainee to die at the centre.", "die", Some(Infinitive::Done)),
            ("The police had to open fire.", "open", Some(Infinitive::Done)),
            ("They managed to escape.", "escape", Some(Infinitive::Done)),
            ("He was made to sign a paper.", "sign", Some(Infinitive::Done)),
            ("The house voted 87 to 34 to approve it.", "approve", Some(Infinitive::Done)),
            ("They had orders to shoot.", "shoot", Some(Infinitive::Open)),
            ("Three men went out to kill him.", "kill", Some(Infinitive::Open)),
            ("Two men died.", "died", None),
            ("It led to killing.", "killing", None),
        ] {
            assert_eq!(of(text, verb), told, "{text}");
        }
    }
}

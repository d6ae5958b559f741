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
    let is_plain = !["ed", "ing", "s"].iter().any(|end| tokens[trigger.start].lower.ends_with(end));
    let to = trigger.start.checked_sub(1).filter(|at| is_plain && tokens[*at].is("to"))?;
    let rows = words();
    let near = |reach: usize| &tokens[to.saturating_sub(reach)..to];
    let is_reached = near(REACHED).iter().any(|token| rows.reached.has(token))
        || near(VOTE).iter().any(|token| rows.voting.has(token));
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

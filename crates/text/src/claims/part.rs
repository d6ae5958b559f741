//! A number within a number: "143 people, including 17 children, were killed" says how many of the dead were children.

use super::claim::{Claim, ClaimRole};
use super::find::{Finder, quoted_whole};
use crate::number::number_at;
use crate::phrase;
use crate::rules::words;
use crate::russian::is_somebody;
use std::ops::Range;

/// Words of a number's bound before it, and one: "more than nine".
const BOUND: usize = 4;
/// Words between those who are counted, or the act, and who of them is counted again.
const REACH: usize = 25;

impl Finder<'_> {
    /// Returns the claim of some of those whom a claim counts, in the same act: of as many as are said at most, and fewer.
    pub(super) fn part(&self, trigger: &Range<usize>, claim: &Claim) -> Option<Claim> {
        let tokens = self.tokens();
        let whole = claim.count.as_ref().filter(|count| !count.vague)?;
        let counted = self.reader.sentence.range_of(whole.words);
        let list = self.part_list(counted.end..tokens.len().min(trigger.end.max(counted.end) + REACH))?;
        // "at least nine minors"
        let number = (list..list + BOUND).find_map(|at| number_at(tokens, at))?;
        let last = number.range.end - 1;
        let phrase =
            phrase::after(tokens, last).filter(|phrase| phrase.start <= last && last < phrase.end)?;
        let phrase = list..phrase.end;
        let head = &tokens[phrase.end - 1];
        let is_of_persons = words().is_for_persons(head)
            || words().enforcer.has(head)
            || words().outlaw.has(head)
            || is_somebody(head);
        let part = self.reader.number(&phrase)?;
        let is_fewer = part.min < whole.min && number.amount.min == part.min;
        if !is_of_persons || !is_fewer {
            return None;
        }
        let mut who = self.reader.participants(&phrase, ClaimRole::Victim);
        who.extend(claim.who.iter().filter(|who| who.role == ClaimRole::Actor).cloned());
        Some(quoted_whole(Claim { who, count: Some(part), ..claim.clone() }))
    }

    /// Where a list of who is among the counted begins behind its "including" or "among them", before another act than theirs.
    fn part_list(&self, near: Range<usize>) -> Option<usize> {
        let (at, start) = near.clone().find_map(|at| Some((at, self.some_begin(at)?)))?;
        let acts = self.acts.iter().filter(|act| near.start <= act.range.start && act.range.end <= at);
        (acts.count() <= 1).then_some(start)
    }

    /// "including 17", "among them 17", "в том числе 17", "среди них 17": returns where some of those who are counted begin, if words that lead
    /// them stand at `at`.
    pub(super) fn some_begin(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens();
        let is_among = tokens[at].is_any(&["among", "среди"])
            && tokens.get(at + 1).is_some_and(|next| next.is_any(&["them", "них"]));
        if is_among { Some(at + 2) } else { words().includes.has(&tokens[at]).then_some(at + 1) }
    }
}

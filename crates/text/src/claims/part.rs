//! A number within a number: "143 people, including 17 children, were killed" says how many of the dead were children.

use super::claim::{Claim, ClaimRole, Count};
use super::find::{Finder, quoted_whole};
use crate::number::number_at;
use crate::phrase;
use crate::rules::words;
use crate::russian::is_somebody;
use crate::token::Kind;
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
        let near = counted.end..tokens.len().min(trigger.end.max(counted.end) + REACH);
        let listed = self.listed_part(near.clone()).map(|phrase| (phrase.clone(), phrase));
        let (phrase, noun) = listed.or_else(|| self.some_of_them(near))?;
        let number = phrase.clone().find_map(|at| number_at(tokens, at))?;
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
        Some(self.of_some(claim, &noun, part))
    }

    /// Returns a claim of some of those whom another counts: they suffered the same, by the same.
    pub(in crate::claims) fn of_some(&self, claim: &Claim, noun: &Range<usize>, count: Count) -> Claim {
        let mut who = self.reader.participants(noun, ClaimRole::Victim);
        who.extend(claim.who.iter().filter(|who| who.role == ClaimRole::Actor).cloned());
        quoted_whole(Claim { who, count: Some(count), ..claim.clone() })
    }

    /// "including at least nine minors": a number with its noun, behind what leads a list.
    fn listed_part(&self, near: Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let list = self.part_list(near)?;
        let number = (list..list + BOUND).find_map(|at| number_at(tokens, at))?;
        let last = number.range.end - 1;
        let phrase =
            phrase::after(tokens, last).filter(|phrase| phrase.start <= last && last < phrase.end)?;
        Some(list..phrase.end)
    }

    /// "six of them children", "four of whom were soldiers", "of the 225 dead, 19 were police officers": from the number to the noun, and
    /// the noun.
    fn some_of_them(&self, near: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let tokens = self.tokens();
        let is = |at: usize, list: &[&str]| tokens.get(at).is_some_and(|token| token.is_any(list));
        near.clone().find_map(|at| {
            let number = number_at(tokens, at).filter(|number| number.range.start >= near.start)?;
            let behind = number.range.end;
            let is_of_them = is(behind, &["of"]) && is(behind + 1, &["them", "whom", "those"]);
            let is_apart =
                number.range.start.checked_sub(1).is_some_and(|sign| is(sign, &[",", "-", "–", "—"]));
            let copula = if is_of_them { behind + 2 } else { behind };
            let is_said = is(copula, &["were", "are", "was", "being"]);
            let noun = copula + usize::from(is_said);
            let led = is_of_them && is_apart || is_apart && is_said && self.leads_whole(near.start);
            let phrase = phrase::after(tokens, noun).filter(|phrase| led && phrase.start == noun)?;
            Some((number.range.start..phrase.end, phrase))
        })
    }

    /// "of the 225 dead": the words before those who are counted part some of them off.
    fn leads_whole(&self, end: usize) -> bool {
        const NEAR: usize = 5;
        let tokens = self.tokens();
        let near = end.saturating_sub(NEAR)..end;
        near.clone().any(|at| tokens[at].is("of") && (at == 0 || tokens[at - 1].kind == Kind::Sign))
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

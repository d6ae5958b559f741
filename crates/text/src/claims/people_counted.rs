//! Who is counted in the clause of an act whose word says by no frame who did or suffered it: "some 200 men began turning back their trays".

use super::claim::{Claim, ClaimRole};
use super::find::{Finder, TURNS};
use crate::acts::TO_PERSONS;
use crate::number::number_at;
use crate::rules::words;
use crate::token::{Kind, Token};
use std::ops::Range;

/// What happens to those whom its clause counts, without their being the ones to whom a verb of it is done.
const OF_COUNTED: [&str; 2] = ["trial", "body_withheld"];

impl Finder<'_> {
    /// Gives a claim of nobody the people that its clause counts before the act, where nothing else comes between.
    pub(super) fn count_people(&self, claim: &mut Claim, trigger: &Range<usize>, clause: &Range<usize>) {
        if !claim.who.is_empty() || self.tokens()[trigger.start].is_cyrillic() {
            return;
        }
        let Some(people) = self.people_before(trigger, clause) else { return };
        let claim_type = claim.claim_type.as_str();
        let suffer = TO_PERSONS.contains(&claim_type) || OF_COUNTED.contains(&claim_type);
        let role = if suffer { ClaimRole::Victim } else { ClaimRole::Actor };
        claim.who = self.reader.participants(&people, role);
        if claim.count.is_none() {
            claim.count = self.reader.number(&people);
        }
    }

    /// Returns the number and the noun of the people that are counted before an act in its clause, and lead it.
    fn people_before(&self, trigger: &Range<usize>, clause: &Range<usize>) -> Option<Range<usize>> {
        const NEAR: usize = 4;
        let tokens = self.tokens();
        let counted = |at: usize| {
            let found = number_at(tokens, at).filter(|number| number.amount.max != Some(0))?;
            let (number, is_one) = (found.range, found.amount.max == Some(1));
            let near = number.end..trigger.start.min(number.end + NEAR);
            let noun = near.clone().find(|at| is_people(&tokens[*at], is_one))?;
            let is_led = number
                .start
                .checked_sub(1)
                .is_some_and(|at| words().adposition.has(&tokens[at]) || words().possessive.has(&tokens[at]));
            let is_whole = tokens[near.start..noun]
                .iter()
                .all(|token| token.kind == Kind::Word && !words().adposition.has(token));
            (!is_led && is_whole).then_some(number.start..noun + 1)
        };
        let people = (clause.start..trigger.start).find_map(counted)?;
        let parts = |token: &Token| {
            words().speech.has(token) || token.is_any(TURNS) || token.is_any(&["that", "and", "but", ";"])
        };
        (!tokens[people.end..trigger.start].iter().any(parts)).then_some(people)
    }
}

/// Returns whether a word stands for people, for several of them unless one is told of.
fn is_people(token: &Token, is_one: bool) -> bool {
    let rows = words();
    let is_several = rows.plural.has(token) || rows.several.has(token) || token.lower.ends_with(['s', 'n']);
    (rows.is_for_persons(token)
        || rows.plural.has(token)
        || rows.enforcer.has(token)
        || rows.outlaw.has(token))
        && (is_one || is_several)
}

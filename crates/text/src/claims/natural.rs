//! Deaths that may be nobody's deed: of illness, or of one person in an article that tells of no violence. They are guesses for a person to
//! look at, and none is left out: of who is held, "died of pneumonia" is what his keepers say.

use super::claim::Claim;
use crate::rules::{Row, Rules, words};

/// Makes a death a guess that may be natural. Where an article tells of nothing that hurts or holds anybody, nor of a gathering or a trial, that is
/// the death of one person, as an obituary tells it; and where nobody is held, missing, tried or persecuted, a death of illness.
pub(crate) fn guess_natural_deaths(text: &str, claims: &mut [Claim], rules: &Rules) {
    let is_of_death =
        |word: &str| word == "away" || rules.holds_any(word, &[words().dying, words().adposition]);
    let is_dying = |claim: &Claim| {
        let quote = claim.quote.of(text);
        claim.claim_type == "killing"
            && claim.trigger.of(text).split_whitespace().all(is_of_death)
            && !rules.holds_any(quote, &of_captivity())
            && !rules.holds_any(quote, &of_force())
    };
    let is_of_illness = |claim: &Claim| rules.holds_any(claim.quote.of(text), &[words().illness]);
    let is_of_one = |claim: &Claim| claim.count.as_ref().is_none_or(|count| count.max == Some(1));
    let is_quiet = claims.iter().all(|claim| {
        matches!(claim.claim_type.as_str(), "appeal" | "legal_act" | "other" | "accusation")
            || is_dying(claim)
    });
    let may_be_held = claims.iter().any(|claim| {
        !matches!(
            claim.claim_type.as_str(),
            "killing" | "injury" | "attack" | "appeal" | "legal_act" | "other"
        )
    });
    for claim in claims.iter_mut().filter(|claim| is_dying(claim)) {
        claim.is_guess |= is_quiet && is_of_one(claim) || !may_be_held && is_of_illness(claim);
    }
}

/// The rows of those who are held, of who holds them and where.
fn of_captivity() -> [Row; 4] {
    [words().cell, words().captive, words().jailer, words().custody]
}

/// The rows of wounds, of what makes them and of who does.
fn of_force() -> [Row; 7] {
    let rows = words();
    [rows.wound, rows.hurt, rows.bullet, rows.missile, rows.gunfire, rows.of_force, rows.enforcer]
}

//! The M step: the weights that make the expected counts likeliest, held near what one expects beforehand.

use super::em::Sample;
use super::expect::Expected;
use super::{Levels, Share, Weights};
use crate::field::{Field, Fields, Values};
use tizim_model::Role;

/// The expected level shares count as so many pairs of one person: more for parts of names, whose errors are much alike
/// everywhere, than for the rest.
const PRIOR_PAIRS: f64 = 10.0;
const PRIOR_PAIRS_OF_NAMES: f64 = 25.0;
/// m of all lists counts as so many pairs of one person in each kind of pair of lists: the strength of a Dirichlet prior, so
/// that lists that share few people stay near what is true of all.
const COMMON_PAIRS: f64 = 100.0;
/// In a kind of pair of lists the prior of all counts as so many expected pairs of one person.
const PRIOR_PAIRS_OF_KIND: f64 = 1.0;

/// Sets m, the priors and the sharing classes.
pub(super) fn maximise(fields: &Fields, weights: &mut Weights, expected: &[Expected], sample: &Sample<'_>) {
    let possible = sample.possible.iter().sum::<f64>().max(2.0);
    let same: f64 = expected.iter().map(|kind| kind.same.pairs).sum();
    weights.prior = ((same + 0.5) / possible).clamp(1e-12, 0.5);
    maximise_classes(weights, expected, possible);
    for (position, field) in fields.fields.iter().enumerate() {
        weights.fields[position].m = common(field, expected, position);
    }
    (0..expected.len()).for_each(|kind| maximise_kind(fields, weights, kind, &expected[kind], sample));
}

/// Sets m and the prior of one kind of pair of lists, near those of all.
pub(super) fn maximise_kind(
    fields: &Fields,
    weights: &mut Weights,
    kind: usize,
    expected: &Expected,
    sample: &Sample<'_>,
) {
    let of_kind = &mut weights.kinds[kind];
    of_kind.prior = prior_of_kind(weights.prior, expected.same.pairs, sample.possible[kind]);
    for (position, field) in fields.fields.iter().enumerate() {
        let common = weights.fields[position].m;
        of_kind.m[position] = match sample.own_m[kind] {
            true => shrunk(field, &common, COMMON_PAIRS, &expected.same.levels[position]),
            false => common,
        };
    }
}

/// Returns the prior of a kind of pair of lists: with few pairs expected, little is learned.
fn prior_of_kind(common: f64, same: f64, possible: f64) -> f64 {
    let expected = common * possible;
    if expected <= 0.0 {
        return common;
    }
    let strength = PRIOR_PAIRS_OF_KIND.min(expected);
    (common * (same + strength) / (expected + strength)).clamp(1e-12, 0.5)
}

/// Returns m of a field over all kinds of pairs of lists.
fn common(field: &Field, expected: &[Expected], position: usize) -> Levels {
    let specs = field.levels();
    let strength = match field.values {
        Values::Parts(_) => PRIOR_PAIRS_OF_NAMES,
        _ => PRIOR_PAIRS,
    };
    let mut counts = Levels::default();
    for kind in expected {
        counts.iter_mut().zip(&kind.same.levels[position]).for_each(|(to, from)| *to += from);
    }
    let sum: f64 = specs[1..].iter().map(|level| level.expected).sum();
    let mut m = Levels::default();
    for (share, level) in m.iter_mut().zip(specs) {
        *share = level.expected / sum;
    }
    shrunk(field, &m, strength, &counts)
}

/// Returns the shares of the levels by counts, to which `centre` adds `strength` pairs.
fn shrunk(field: &Field, centre: &Levels, strength: f64, counts: &Levels) -> Levels {
    let levels = field.levels().len();
    let known: f64 = counts[1..levels].iter().sum();
    let mut m = Levels::default();
    m[0] = 1.0;
    for level in 1..levels {
        m[level] = (counts[level] + strength * centre[level]) / (known + strength);
    }
    for (unlike, most) in most_unlike(field) {
        cap(&mut m[1..levels], *unlike, *most);
    }
    m
}

/// Returns for some of the lowest levels, that so many of them together have at most this part of the pairs of one person.
///
/// Without a line there, a class of relatives or strangers with something in common could pass for that of one person.
fn most_unlike(field: &Field) -> &'static [(usize, f64)] {
    match (&field.values, field.role) {
        (Values::Firsts(_), _) => &[(1, 0.15), (2, 0.2)],
        (Values::Rests(_), _) => &[(1, 0.25)],
        (Values::Dates(_), Role::BirthDate) => &[(3, 0.3), (1, 0.2)],
        (_, Role::Sex) => &[(1, 0.1)],
        (_, Role::GivenName | Role::FamilyName) => &[(1, 0.25)],
        (_, Role::FatherName | Role::Age | Role::EventDate) => &[(1, 0.35)],
        _ => &[(1, 0.6)],
    }
}

/// Cuts the sum of the first `unlike` shares to `most` and spreads what was cut over the others.
fn cap(m: &mut [f64], unlike: usize, most: f64) {
    let sum: f64 = m[..unlike].iter().sum();
    if sum > most && sum < 1.0 {
        let others = (1.0 - most) / (1.0 - sum);
        m[..unlike].iter_mut().for_each(|share| *share *= most / sum);
        m[unlike..].iter_mut().for_each(|share| *share *= others);
    }
}

/// Sets the sharing classes, which are the same for all lists; to be called while m and u are those of the expectation.
fn maximise_classes(weights: &mut Weights, expected: &[Expected], possible: f64) {
    let Weights { fields, classes, kinds, .. } = weights;
    for (at, class) in classes.iter_mut().enumerate() {
        let pairs: f64 = expected.iter().map(|kind| kind.classes[at].pairs).sum();
        class.part = (pairs / possible).max(1e-15);
        for (position, share) in class.shares.iter_mut().enumerate() {
            let of_kinds = || expected.iter().map(|kind| &kind.classes[at].levels[position]);
            let known: f64 = of_kinds().flat_map(|levels| &levels[1..]).sum();
            match share {
                Share::Chance => {}
                Share::Shared(part) => {
                    let u = &fields[position].u;
                    let mut shared = 0.0;
                    for (kind, levels) in kinds.iter().zip(of_kinds()) {
                        let m = &kind.m[position];
                        for level in 1..levels.len() {
                            if levels[level] > 0.0 {
                                let both = *part * m[level];
                                shared += levels[level] * both / (both + (1.0 - *part) * u[level]);
                            }
                        }
                    }
                    *part = (shared + 1.0) / (known + 2.0);
                }
                Share::Own(levels) => {
                    let allowed = levels[1..].iter().filter(|part| **part > 0.0).count() as f64;
                    for level in 1..levels.len() {
                        if levels[level] > 0.0 {
                            let count: f64 = of_kinds().map(|counts| counts[level]).sum();
                            levels[level] = (count + 1.0) / (known + allowed);
                        }
                    }
                }
            }
        }
    }
}

//! Classes of pairs of two persons that share more than chance.

use super::FieldWeights;
use crate::field::level::{MOST_LEVELS, full};
use crate::field::{Fields, Values};
use tizim_model::Role;

/// How a class has one field.
#[derive(Clone, Debug)]
pub(crate) enum Share {
    /// As strangers have it.
    Chance,
    /// Shared with this probability, then as one person has it; else as strangers.
    Shared(f64),
    /// With level probabilities of its own.
    Own([f64; MOST_LEVELS]),
}

/// Pairs of two persons who share some fields.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    /// What they are, for a reader.
    pub(crate) words: &'static str,
    /// Their part of all pairs.
    pub(crate) part: f64,
    /// For each field how they have it.
    pub(crate) shares: Vec<Share>,
}

impl Class {
    /// Returns the probability of a field's level in the class; `rarity` multiplies that of a chance agreement.
    #[inline]
    pub(crate) fn probability(&self, field: usize, level: usize, weights: &FieldWeights, rarity: f64) -> f64 {
        match &self.shares[field] {
            Share::Chance => weights.u[level] * rarity,
            Share::Shared(share) => share * weights.m[level] + (1.0 - share) * weights.u[level] * rarity,
            Share::Own(levels) => levels[level],
        }
    }
}

/// What a class may share, by the role of a field.
struct Plan {
    words: &'static str,
    shares: fn(Role) -> bool,
    /// The levels of a whole name that the class may have more often than strangers.
    name_levels: &'static [u8],
}

const PLANS: [Plan; 4] = [
    Plan {
        words: "relatives",
        shares: |role| {
            matches!(role, Role::FamilyName | Role::FatherName) || is_of_event(role) || is_of_place(role)
        },
        name_levels: &[
            full::DIFFERENT,
            full::ONE_WORD,
            full::SOME_WORDS,
            full::ALL_BUT_FIRST_ONE,
            full::ALL_BUT_FIRST,
        ],
    },
    Plan {
        words: "people of one event",
        shares: |role| is_of_event(role) || is_of_place(role),
        name_levels: &[],
    },
    Plan { words: "people of one place", shares: is_of_place, name_levels: &[] },
    Plan {
        words: "people of one given name",
        shares: |role| matches!(role, Role::GivenName | Role::Sex),
        name_levels: &[full::FIRST_ONLY, full::FIRST_AND_SOME],
    },
];

fn is_of_event(role: Role) -> bool {
    matches!(role, Role::EventDate | Role::Act | Role::Cause | Role::Status | Role::Organisation)
}

fn is_of_place(role: Role) -> bool {
    matches!(
        role,
        Role::Place
            | Role::Region
            | Role::Country
            | Role::Address
            | Role::Postcode
            | Role::Latitude
            | Role::Category
    )
}

/// Returns the classes that the fields allow: those that share at least two fields.
pub(crate) fn sharing_classes(fields: &Fields, part: f64) -> Vec<Class> {
    PLANS
        .iter()
        .filter_map(|plan| {
            let shares: Vec<Share> = fields
                .fields
                .iter()
                .map(|field| match field.values {
                    Values::Names(_) if field.role == Role::Name && !plan.name_levels.is_empty() => {
                        let mut levels = [0.0; MOST_LEVELS];
                        levels[0] = 1.0;
                        for level in plan.name_levels {
                            levels[usize::from(*level)] = 1.0 / plan.name_levels.len() as f64;
                        }
                        Share::Own(levels)
                    }
                    _ if (plan.shares)(field.role) => Share::Shared(0.5),
                    _ => Share::Chance,
                })
                .collect();
            let shared = shares.iter().filter(|share| !matches!(share, Share::Chance)).count();
            (shared >= 2).then_some(Class { words: plan.words, part, shares })
        })
        .collect()
}

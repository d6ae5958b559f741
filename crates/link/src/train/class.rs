//! Classes of pairs of two persons that share more than chance.

use super::Levels;
use crate::field::level::first;
use crate::field::{Fields, Values};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use tizim_model::Role;

/// How a class has one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Share {
    /// As strangers have it.
    Chance,
    /// Shared with this probability, then as one person has it; else as strangers.
    Shared(f64),
    /// With level probabilities of its own.
    Own(Levels),
}

/// Pairs of two persons who share some fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Class {
    /// What they are, for a reader.
    pub(crate) words: Cow<'static, str>,
    /// Their part of all pairs.
    pub(crate) part: f64,
    /// For each field how they have it.
    pub(crate) shares: Vec<Share>,
}

impl Class {
    /// Returns the probability of a field's level in the class; `m` is that within one person, `u` that of a chance agreement.
    #[inline]
    pub(crate) fn probability(&self, field: usize, level: usize, m: f64, u: f64) -> f64 {
        match &self.shares[field] {
            Share::Chance => u,
            Share::Shared(share) => share * m + (1.0 - share) * u,
            Share::Own(levels) => levels[level],
        }
    }
}

/// What a class may share, by the role of a field.
pub(super) struct Plan {
    words: &'static str,
    shares: fn(Role) -> bool,
    /// The levels that the first words of whole names may have in it; none: as strangers have them, or shared.
    first_levels: &'static [u8],
    /// Whether the other words of whole names have level probabilities of their own in it.
    rests: bool,
}

pub(super) const PLANS: [Plan; 3] = [
    Plan {
        words: "relatives",
        shares: |role| {
            matches!(role, Role::FamilyName | Role::FatherName) || is_of_event(role) || is_of_place(role)
        },
        first_levels: &[first::DIFFERENT, first::ONE_FOUND],
        rests: true,
    },
    Plan {
        words: "people of one event",
        shares: |role| is_of_event(role) || is_of_place(role),
        first_levels: &[],
        rests: false,
    },
    Plan { words: "people of one place", shares: is_of_place, first_levels: &[], rests: false },
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

fn own_levels(levels: &[u8]) -> Share {
    let mut own = Levels::default();
    own[0] = 1.0;
    levels.iter().for_each(|level| own[usize::from(*level)] = 1.0 / levels.len() as f64);
    Share::Own(own)
}

/// Returns whether two persons seldom have the same in a field of this role.
fn is_of_one(role: Role) -> bool {
    matches!(
        role,
        Role::GivenName
            | Role::MiddleName
            | Role::FatherName
            | Role::FamilyName
            | Role::BirthDate
            | Role::Identifier
    )
}

/// Returns the classes that the fields allow: those that share at least two fields, while a field that tells persons
/// apart is left to chance; without one, the class could pass for that of one person.
pub(crate) fn sharing_classes(fields: &Fields, part: f64) -> Vec<Class> {
    PLANS
        .iter()
        .filter_map(|plan| {
            let shares: Vec<Share> = fields
                .fields
                .iter()
                .map(|field| match field.values {
                    Values::Firsts(_) if !plan.first_levels.is_empty() => own_levels(plan.first_levels),
                    Values::Rests(_) if plan.rests => {
                        own_levels(&(1..field.levels().len() as u8).collect::<Vec<_>>())
                    }
                    _ if (plan.shares)(field.role) => Share::Shared(0.5),
                    _ => Share::Chance,
                })
                .collect();
            let shared = shares.iter().filter(|share| !matches!(share, Share::Chance)).count();
            let telling = fields.fields.iter().zip(&shares);
            let apart = telling
                .filter(|(field, share)| is_of_one(field.role) && !matches!(share, Share::Shared(_)))
                .count();
            (shared >= 2 && apart >= 1).then_some(Class { words: plan.words.into(), part, shares })
        })
        .collect()
}

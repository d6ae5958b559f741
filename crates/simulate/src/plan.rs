//! What is to be simulated.

use serde::{Deserialize, Serialize};

use crate::{Family, ListStyle, MAX_LISTS};

/// What is to be simulated.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// How many people there are in truth.
    pub people: usize,
    /// How many lists there are, 1 to [`MAX_LISTS`].
    pub lists: usize,
    /// How people come to be on lists.
    pub family: Family,
    /// The share of the people that each list holds, in (0, 1), list by list; drawn from the seed where not given.
    pub rates: Option<Vec<f64>>,
    /// The seed: the same plan and seed give the same bytes on every machine.
    pub seed: u64,
    /// How often records are wrong.
    pub errors: ErrorRates,
    /// How each list is written; taken in turn again when there are more lists than styles.
    pub styles: Vec<ListStyle>,
}

impl Default for Plan {
    /// A thousand people, three lists, two latent classes, the usual errors, seed 1.
    fn default() -> Self {
        Self {
            people: 1000,
            lists: 3,
            family: Family::TwoClasses,
            rates: None,
            seed: 1,
            errors: ErrorRates::default(),
            styles: ListStyle::ALL.to_vec(),
        }
    }
}

impl Plan {
    /// Says what is wrong with the plan.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if there is nobody, no list or too many lists, or if a rate is no probability. The functions that
    /// take a plan don't fail: they bring such a value to the nearest that can be.
    pub fn check(&self) -> Result<(), PlanError> {
        if self.people == 0 {
            return Err(PlanError::Nobody);
        }
        if self.lists == 0 || self.lists > MAX_LISTS {
            return Err(PlanError::Lists { lists: self.lists });
        }
        if self.rates.as_ref().is_some_and(|rates| rates.len() != self.lists) {
            return Err(PlanError::Rates { lists: self.lists });
        }
        let rates = self.rates.iter().flatten().copied().chain(self.errors.all());
        match rates.into_iter().find(|rate| !(0.0..=1.0).contains(rate)) {
            Some(rate) => Err(PlanError::NotAProbability { rate }),
            None => Ok(()),
        }
    }

    /// The number of lists, brought to what can be.
    pub(crate) fn list_count(&self) -> usize {
        self.lists.clamp(1, MAX_LISTS)
    }

    /// How the list of this number is written.
    pub(crate) fn style(&self, list: usize) -> ListStyle {
        if self.styles.is_empty() { ListStyle::English } else { self.styles[list % self.styles.len()] }
    }
}

/// The worked example: a city's unrest, 2,400 people in truth, four lists of about 1,500 rows in four styles of writing.
///
/// Two latent classes: about a third of the people are hard to see, so that some 300 are on no list and an estimate that
/// takes the lists for independent falls well short, while latent classes can find them.
pub fn demo_plan() -> Plan {
    Plan {
        people: 2400,
        lists: 4,
        family: Family::TwoClasses,
        rates: Some(vec![0.62, 0.58, 0.60, 0.58]),
        seed: 7,
        errors: ErrorRates::default(),
        styles: ListStyle::ALL.to_vec(),
    }
}

/// How often a record of a list is wrong or incomplete: probabilities per record, 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct ErrorRates {
    /// A slip of the keyboard in the name: a letter left out, doubled, swapped with the next, or another.
    pub name_typo: f64,
    /// Each name part that has letters which leave a choice: written otherwise than the list usually does (Zh or J, Kh or
    /// H, Y or I, Ye or E in Latin; ё or е, ы or и, дж or ж in Russian; plain letters for the Kazakh ones).
    pub name_variant: f64,
    /// The patronymic is left out (in styles that have one).
    pub patronymic_missing: f64,
    /// Family and given name have changed places.
    pub name_swapped: f64,
    /// Given names are only initials; only in the style that does so at all ([`ListStyle::Mixed`]).
    pub initials: f64,
    /// Nobody knows the name.
    pub name_unknown: f64,
    /// The date of the event is missing.
    pub date_missing: f64,
    /// Day and month have changed places, where that is a date.
    pub date_swapped: f64,
    /// The date is a day too early or too late.
    pub date_shifted: f64,
    /// The age or birth date is missing.
    pub age_missing: f64,
    /// The age is a year too low or too high, or the birth date names another year next to the true one.
    pub age_off: f64,
    /// The sex is missing.
    pub sex_missing: f64,
    /// The sex is the wrong one.
    pub sex_wrong: f64,
    /// The place is missing.
    pub place_missing: f64,
    /// The place is a neighbouring district.
    pub place_wrong: f64,
    /// Cause or status, each, is missing.
    pub detail_missing: f64,
    /// What is missing is written out ("unknown", in one of its spellings) and not left blank.
    pub unknown_written: f64,
    /// A person of the list is on it twice, recorded anew with errors of its own.
    pub duplicate: f64,
}

impl Default for ErrorRates {
    fn default() -> Self {
        Self {
            name_typo: 0.05,
            name_variant: 0.12,
            patronymic_missing: 0.3,
            name_swapped: 0.02,
            initials: 0.35,
            name_unknown: 0.01,
            date_missing: 0.06,
            date_swapped: 0.015,
            date_shifted: 0.08,
            age_missing: 0.1,
            age_off: 0.1,
            sex_missing: 0.03,
            sex_wrong: 0.005,
            place_missing: 0.05,
            place_wrong: 0.03,
            detail_missing: 0.12,
            unknown_written: 0.5,
            duplicate: 0.04,
        }
    }
}

impl ErrorRates {
    /// No errors at all: what remains is that lists are written in different styles.
    pub const NONE: Self = Self {
        name_typo: 0.0,
        name_variant: 0.0,
        patronymic_missing: 0.0,
        name_swapped: 0.0,
        initials: 0.0,
        name_unknown: 0.0,
        date_missing: 0.0,
        date_swapped: 0.0,
        date_shifted: 0.0,
        age_missing: 0.0,
        age_off: 0.0,
        sex_missing: 0.0,
        sex_wrong: 0.0,
        place_missing: 0.0,
        place_wrong: 0.0,
        detail_missing: 0.0,
        unknown_written: 0.0,
        duplicate: 0.0,
    };

    fn all(&self) -> [f64; 18] {
        [
            self.name_typo,
            self.name_variant,
            self.patronymic_missing,
            self.name_swapped,
            self.initials,
            self.name_unknown,
            self.date_missing,
            self.date_swapped,
            self.date_shifted,
            self.age_missing,
            self.age_off,
            self.sex_missing,
            self.sex_wrong,
            self.place_missing,
            self.place_wrong,
            self.detail_missing,
            self.unknown_written,
            self.duplicate,
        ]
    }
}

/// Why a plan can't be carried out as it is.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// There are no people.
    #[error("a population needs at least one person")]
    Nobody,
    /// Too few or too many lists.
    #[error("{lists} lists can't be simulated: there must be 1 to {MAX_LISTS}")]
    Lists {
        /// How many were asked for.
        lists: usize,
    },
    /// The rates are not one for each list.
    #[error("there must be one rate for each of the {lists} lists")]
    Rates {
        /// How many lists there are.
        lists: usize,
    },
    /// A rate is no probability.
    #[error("{rate} is not a probability between 0 and 1")]
    NotAProbability {
        /// The rate.
        rate: f64,
    },
    /// No family has this name.
    #[error(
        "there is no family of models named {word:?}; there are independent, two-classes, three-classes, dependent-pairs, sparse, heterogeneous, mixed"
    )]
    UnknownFamily {
        /// The word.
        word: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_that_make_no_sense_are_refused() {
        assert_eq!(Plan::default().check(), Ok(()));
        assert_eq!(demo_plan().check(), Ok(()));
        let wrong = |change: fn(&mut Plan)| {
            let mut plan = Plan::default();
            change(&mut plan);
            assert!(plan.check().is_err(), "{plan:?}");
        };
        wrong(|plan| plan.people = 0);
        wrong(|plan| plan.lists = 0);
        wrong(|plan| plan.lists = MAX_LISTS + 1);
        wrong(|plan| plan.rates = Some(vec![0.5]));
        wrong(|plan| plan.rates = Some(vec![0.5, 0.5, 1.5]));
        wrong(|plan| plan.errors.duplicate = f64::NAN);
    }
}

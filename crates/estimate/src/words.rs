//! Warnings and refusals: a code for programs, words for people.

use serde::{Deserialize, Serialize};

/// What a warning or a refusal is about; written in snake case in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Code {
    /// A list that holds nobody was dropped.
    EmptyList,
    /// With two lists, independence of the lists cannot be checked.
    TwoListsOnly,
    /// Too few people are on two lists or more.
    ThinOverlap,
    /// One list copied from another, as declared.
    CopiedList,
    /// Some pair of lists shares nobody.
    EmptyOverlap,
    /// Some model has parameters that the data do not fix.
    NotIdentifiable,
    /// Some model has no maximum-likelihood estimate.
    NoMle,
    /// Nearly everybody is on several lists: lists that copy each other look like this.
    CompleteOverlap,
    /// The chains do not agree, or hold too few effective draws.
    NotConverged,
    /// The interval is as wide as the prior lets it be.
    PriorDominated,
    /// All people of one list are on another.
    NestedList,
    /// So many lists that the uniform prior says nearly everybody was seen, or that lists were merged.
    ManyLists,
    /// The data give a lower limit only.
    NoUpperLimit,
    /// A part of the people may be nearly hidden from all lists, which these data cannot tell.
    HiddenPeople,
    /// The methods disagree by more than their intervals.
    ModelsDisagree,
    /// The complete graph, under which the data say nothing of the unseen, has a large weight.
    CompleteGraph,
    /// There are too many models of a family for all of them, so the best were looked for.
    PartOfModels,
    /// Capture within the lists, whose size is known, was estimated badly.
    InternalInconsistency,
    /// People whose stratum is unknown were dealt out among the strata.
    MissingStratum,
    /// A stratum refused, so the total leaves it out.
    StratumRefused,
    /// Refusal: one list only.
    OneList,
    /// Refusal: nobody is on two lists.
    NoOverlap,
    /// Refusal: too few people.
    TooFewPeople,
    /// Refusal: every list holds the same people.
    AllListsEqual,
    /// Refusal: the model is not made for this number of lists.
    WrongNumberOfLists,
    /// Refusal: nobody at all.
    NobodySeen,
    /// Refusal: no model of the family can be fitted.
    NoModel,
    /// Refusal: a number overflowed or never settled.
    NumericalFailure,
}

/// Something the reader must know before using the number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// For programs.
    pub code: Code,
    /// For people: one sentence.
    pub words: String,
}

impl Warning {
    /// A warning with its words.
    pub fn new(code: Code, words: impl Into<String>) -> Self {
        Self { code, words: words.into() }
    }

    /// That a list was declared to be copied from another.
    pub fn copied_list(copy: &str, origin: &str) -> Self {
        let words = format!(
            "list \"{copy}\" copied from list \"{origin}\" as declared: people on both were not found twice, which makes estimates too low"
        );
        Self::new(Code::CopiedList, words)
    }
}

/// Why there is no estimate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// For programs.
    pub code: Code,
    /// For people: one sentence.
    pub words: String,
}

impl Reason {
    /// A reason with its words.
    pub fn new(code: Code, words: impl Into<String>) -> Self {
        Self { code, words: words.into() }
    }
}

/// A number of people as the words of a warning show it: whole, the thousands set apart.
pub(crate) fn people(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `"a", "b" and "c"`, for the words of a warning; at most six names, then how many more.
pub(crate) fn enumerate_names<S: AsRef<str>>(names: &[S]) -> String {
    let quoted: Vec<String> = names.iter().take(6).map(|n| format!("\"{}\"", n.as_ref())).collect();
    match (quoted.len(), names.len()) {
        (_, total) if total > 6 => format!("{} and {} more", quoted.join(", "), total - 6),
        (0, _) => String::new(),
        (1, _) => quoted[0].clone(),
        (k, _) => format!("{} and {}", quoted[..k - 1].join(", "), quoted[k - 1]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let told: Vec<String> = [0.4, 999.0, 5_004.0, 1_234_567.2].into_iter().map(people).collect();
        assert_eq!(told, ["0", "999", "5,004", "1,234,567"]);
    }
}

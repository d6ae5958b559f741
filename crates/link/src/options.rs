//! What a user may set; by default everything is found from the data.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use tizim_model::{Probability, RecordIx};
use tizim_places::Gazetteer;

/// How to link; [`Options::default`] finds everything from the data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// The seed of all random draws.
    pub seed: u64,
    /// The blocking rules: a pair is compared if it agrees on all the keys of at least one rule. None: chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocking: Option<Vec<BlockingRule>>,
    /// For fields by name: how to compare them, or not at all. The others are compared by their role.
    pub comparisons: BTreeMap<String, Comparison>,
    /// The probability at which two groups of records are put together. None: chosen by expected F1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Probability>,
    /// About how many pairs may be compared. None: grows in line with the records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pair_budget: Option<u64>,
    /// Links of a lower probability are not kept, unless both records are in one person.
    pub keep_above: Probability,
    /// The places that are known; not set in text.
    #[serde(skip)]
    pub places: KnownPlaces,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            blocking: None,
            comparisons: BTreeMap::new(),
            threshold: None,
            pair_budget: None,
            keep_above: Probability::new(0.01),
            places: KnownPlaces::default(),
        }
    }
}

/// The places whose names and whereabouts are known: those inside the program, unless a larger gazetteer is given.
#[derive(Clone, Default)]
pub struct KnownPlaces(Option<Arc<Gazetteer>>);

impl KnownPlaces {
    /// Returns the gazetteer that has them.
    pub fn gazetteer(&self) -> &Gazetteer {
        self.0.as_deref().unwrap_or_else(|| Gazetteer::shipped())
    }
}

impl From<Gazetteer> for KnownPlaces {
    fn from(gazetteer: Gazetteer) -> Self {
        Self(Some(Arc::new(gazetteer)))
    }
}

/// Equal are copies of one gazetteer.
impl PartialEq for KnownPlaces {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.gazetteer(), other.gazetteer())
    }
}

impl fmt::Debug for KnownPlaces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KnownPlaces({})", self.gazetteer().places().count())
    }
}

/// How to compare one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Not at all.
    Ignore,
    /// As one part of a person's name: spelling variants, initials.
    NamePart,
    /// As a whole name: words aligned, in any order.
    FullName,
    /// As text: typing errors, words in common.
    Text,
    /// As a place: its spellings in all scripts as one, old names, where it lies.
    Place,
    /// As a number or code: single wrong signs.
    Code,
    /// As one of a few values: the same or not.
    Category,
    /// As a date.
    Date,
    /// As an age.
    Age,
    /// As a number: relative distance.
    Number,
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Comparison::Ignore => "ignore",
            Comparison::NamePart => "name_part",
            Comparison::FullName => "full_name",
            Comparison::Text => "text",
            Comparison::Place => "place",
            Comparison::Code => "code",
            Comparison::Category => "category",
            Comparison::Date => "date",
            Comparison::Age => "age",
            Comparison::Number => "number",
        })
    }
}

/// Keys on all of which two records must agree to be compared; written as a list: `["family_name", "birth_date.year"]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlockingRule(pub Vec<BlockingKey>);

impl fmt::Display for BlockingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, key) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str(" & ")?;
            }
            write!(f, "{key}")?;
        }
        Ok(())
    }
}

/// One key of a blocking rule: a field and the form of its value that must be equal; written `field` or `field.form`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockingKey {
    /// The field's name.
    pub field: String,
    /// Which form of its value.
    pub form: KeyForm,
}

/// A form of a value, equal for values that may be the same in spite of errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyForm {
    /// The whole value, letter case and accents aside.
    Same,
    /// How the first word sounds.
    Sound,
    /// The first letters or signs.
    Start,
    /// The last letters or signs.
    End,
    /// Any one of the words.
    Word,
    /// How any one of the words sounds.
    WordSound,
    /// Any two of the words, in any order.
    WordPair,
    /// How any two of the words sound, in any order.
    WordPairSound,
    /// The year.
    Year,
    /// Year and month.
    YearMonth,
    /// Month and day.
    MonthDay,
    /// Year and day of the month.
    YearDay,
}

impl KeyForm {
    /// All forms, with the word for each in `field.form`.
    pub const ALL: [(KeyForm, &'static str); 12] = [
        (KeyForm::Same, "same"),
        (KeyForm::Sound, "sound"),
        (KeyForm::Start, "start"),
        (KeyForm::End, "end"),
        (KeyForm::Word, "word"),
        (KeyForm::WordSound, "word_sound"),
        (KeyForm::WordPair, "word_pair"),
        (KeyForm::WordPairSound, "word_pair_sound"),
        (KeyForm::Year, "year"),
        (KeyForm::YearMonth, "year_month"),
        (KeyForm::MonthDay, "month_day"),
        (KeyForm::YearDay, "year_day"),
    ];

    /// Returns the word for the form.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(form, _)| *form == self).map_or("same", |(_, word)| word)
    }
}

impl fmt::Display for BlockingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.form {
            KeyForm::Same => f.write_str(&self.field),
            form => write!(f, "{}.{}", self.field, form.word()),
        }
    }
}

/// A text that is not a blocking key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a blocking key like `family_name`, `family_name.sound` or `birth_date.year`")]
pub struct ParseKeyError(String);

impl FromStr for BlockingKey {
    type Err = ParseKeyError;

    fn from_str(text: &str) -> Result<Self, ParseKeyError> {
        let trimmed = text.trim();
        if let Some((field, word)) = trimmed.rsplit_once('.')
            && let Some((form, _)) = KeyForm::ALL.iter().find(|(_, known)| *known == word)
            && !field.is_empty()
        {
            return Ok(Self { field: field.to_owned(), form: *form });
        }
        if trimmed.is_empty() {
            return Err(ParseKeyError(text.to_owned()));
        }
        Ok(Self { field: trimmed.to_owned(), form: KeyForm::Same })
    }
}

impl Serialize for BlockingKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BlockingKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// What a person decided about two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The same person; obeyed.
    Same,
    /// Two persons; obeyed.
    Different,
    /// The reviewer could not tell; noted, without effect.
    Unsure,
}

/// A reviewer's decision about two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairJudgement {
    /// One record.
    pub a: RecordIx,
    /// The other.
    pub b: RecordIx,
    /// What was decided.
    pub verdict: Verdict,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_from_toml_and_written_back() {
        let text = "seed = 7\nblocking = [[\"family_name.sound\", \"birth_date.year\"], [\"email\"]]\nthreshold = 0.8\n\n[comparisons]\noccupation = \"ignore\"\n";
        let options: Options = toml::from_str(text).unwrap();
        assert_eq!(options.seed, 7);
        let rules = options.blocking.clone().unwrap();
        assert_eq!(rules[0].to_string(), "family_name.sound & birth_date.year");
        assert_eq!(rules[1].0[0].form, KeyForm::Same);
        assert_eq!(options.comparisons["occupation"], Comparison::Ignore);
        let back: Options = toml::from_str(&toml::to_string(&options).unwrap()).unwrap();
        assert_eq!(back, options);
    }

    #[test]
    fn a_misspelt_option_is_an_error() {
        assert!(toml::from_str::<Options>("treshold = 0.5").is_err());
    }
}

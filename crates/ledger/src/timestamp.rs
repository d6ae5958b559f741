//! The time of an entry.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Error;

/// A moment in RFC 3339, always in UTC and ending in `Z`, e.g. `2026-11-23T10:00:00Z`.
///
/// It is kept as text, because text is what is hashed and stored. An offset other than UTC is converted when it is read.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Timestamp(String);

impl Timestamp {
    /// The text, e.g. `2026-11-23T10:00:00Z`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Timestamp {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text.parse::<jiff::Timestamp>() {
            Ok(moment) => Ok(Self(moment.to_string())),
            Err(_) => Err(Error::NotATime { text: text.to_owned() }),
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<Timestamp> for String {
    fn from(moment: Timestamp) -> Self {
        moment.0
    }
}

impl TryFrom<String> for Timestamp {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_becomes_utc() {
        let moment: Timestamp = "2022-01-06T03:30:00+06:00".parse().unwrap();
        assert_eq!(moment.as_str(), "2022-01-05T21:30:00Z");
        assert_eq!(moment.as_str().parse::<Timestamp>().unwrap(), moment);
    }

    #[test]
    fn a_time_without_an_offset_is_refused() {
        for text in ["", "yesterday", "2022-01-06", "2022-01-06T03:30:00", "2022-13-06T03:30:00Z"] {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
    }
}

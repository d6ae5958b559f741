//! What a model answered, as far as it has the form that was asked for.

use crate::AskError;
use serde::Deserialize;
use serde_json::Value;

/// Claims that are taken from one answer.
const MOST: usize = 200;

/// A claim that a model proposes: nothing of it is believed before it is found in the article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Proposal {
    /// What is said to have happened.
    #[serde(rename = "type")]
    pub claim_type: String,
    /// The words that say it.
    pub quote: String,
    /// Who did and who suffered.
    #[serde(default)]
    pub who: Vec<ProposedWho>,
    /// Where.
    #[serde(default, rename = "where")]
    pub place: Option<String>,
    /// When.
    #[serde(default)]
    pub when: Option<ProposedWhen>,
    /// How many.
    #[serde(default)]
    pub count: Option<ProposedCount>,
    /// How the article holds it.
    #[serde(default)]
    pub modality: Option<String>,
    /// Said not to have happened.
    #[serde(default)]
    pub negated: Option<bool>,
    /// Who says so.
    #[serde(default)]
    pub attributed_to: Option<String>,
}

/// Somebody in a proposal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct ProposedWho {
    /// The name, or words for a group.
    pub name: String,
    /// `actor`, `victim` or `addressee`.
    #[serde(default)]
    pub role: Option<String>,
    /// `person`, `organisation` or `group`.
    #[serde(default)]
    pub kind: Option<String>,
}

/// A time in a proposal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct ProposedWhen {
    /// The words that say it.
    #[serde(default)]
    pub words: Option<String>,
    /// What they mean.
    #[serde(default)]
    pub date: Option<String>,
}

/// A count in a proposal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct ProposedCount {
    /// The words that say it.
    #[serde(default)]
    pub words: Option<String>,
    /// The least.
    #[serde(default)]
    pub min: Option<u64>,
    /// The most.
    #[serde(default)]
    pub max: Option<u64>,
}

/// The proposals of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Those that have the form.
    pub proposals: Vec<Proposal>,
    /// How many have not, or are past the first 200.
    pub malformed: usize,
}

/// Reads the words of a model: a JSON object with `claims`, in a fence of backticks or not.
///
/// # Errors
/// [`AskError::NoAnswer`] where there is no such object. A claim without form is counted and left out.
pub fn read_answer(content: &str) -> Result<Answer, AskError> {
    let inner = content.trim();
    let inner = inner.strip_prefix("```json").or_else(|| inner.strip_prefix("```")).unwrap_or(inner);
    let inner = inner.strip_suffix("```").unwrap_or(inner);
    let value: Value =
        serde_json::from_str(inner.trim()).map_err(|fault| AskError::NoAnswer(fault.to_string()))?;
    let claims = match value {
        Value::Object(mut fields) => fields.remove("claims"),
        list @ Value::Array(_) => Some(list),
        _ => None,
    };
    let Some(Value::Array(claims)) = claims else {
        return Err(AskError::NoAnswer("it has no list `claims`".to_owned()));
    };
    let all = claims.len();
    let proposals: Vec<Proposal> =
        claims.into_iter().take(MOST).filter_map(|claim| serde_json::from_value(claim).ok()).collect();
    Ok(Answer { malformed: all - proposals.len(), proposals })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_claim_without_form_spoils_no_other() {
        let answer = read_answer(
            "```json\n{\"claims\": [{\"type\": \"killing\", \"quote\": \"two men died\"}, {\"quote\": 3}]}\n```",
        )
        .unwrap();
        assert_eq!((answer.proposals.len(), answer.malformed), (1, 1));
        assert!(read_answer("I can't help with that.").is_err());
        assert!(read_answer("{\"claims\": 7}").is_err());
    }
}

//! The words of an article with its claims.

use super::counted;
use tizim_model::Modality;
use tizim_project::ClaimState;

pub(crate) const CLAIMS_MEAN: &str = "What the article says, in its words, as the program reads them. A claim is never a fact; read it in the text.";
pub(crate) const ARTICLES: &str = "Articles";
pub(crate) const INDEX_HEAD: [&str; 5] = ["Article", "Published", "Language", "File and address", "Claims#"];
pub(crate) const NO_DAY: &str = "no date";
pub(crate) const NO_LANGUAGE: &str = "not known";
pub(crate) const NEGATED: &str = "not so:";
pub(crate) const VICTIMS: &str = "Who suffered it";
pub(crate) const ACTORS: &str = "Who did it";
pub(crate) const ADDRESSEES: &str = "Of whom it is demanded";
pub(crate) const HOW_MANY: &str = "How many";
pub(crate) const WHEN: &str = "When";
pub(crate) const WHERE: &str = "Where";
pub(crate) const WHO_SAYS: &str = "Who says so";
pub(crate) const GUESS: &str = "a guess";
pub(crate) const NOT_NAMED: &str = "a guess: its words do not clearly say this";
pub(crate) const PROPOSED_BY: &str = "proposed by the model";
pub(crate) const IN_THE_TEXT: &str = "In the text";
pub(crate) const SITE: &str = "Site";
pub(crate) const BYLINE: &str = "By";
pub(crate) const PUBLISHED: &str = "Published";
pub(crate) const LANGUAGE: &str = "Language";
pub(crate) const ADDRESS: &str = "Address";
pub(crate) const FETCHED: &str = "Fetched";
pub(crate) const FILE: &str = "File";
pub(crate) const PART: &str = "Part of the file";

/// Returns which of the articles in a file it is, behind the file.
pub(crate) fn page(number: u32) -> String {
    format!(", article {number}")
}

pub(crate) fn claims(claims: usize) -> String {
    counted(claims as u64, "claim", "claims")
}

pub(crate) fn reference(number: usize, claim_type: &str) -> String {
    format!("Claim {number}: {}", self::claim_type(claim_type))
}

/// Returns a type of claim as people say it.
pub(crate) fn claim_type(claim_type: &str) -> String {
    claim_type.replace('_', " ")
}

pub(crate) fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "the author says it",
        Modality::Reported => "reported",
        Modality::Alleged => "alleged",
        Modality::Denied => "denied",
        Modality::Demanded => "demanded",
        Modality::Predicted => "predicted",
    }
}

pub(crate) fn state(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Suggested => "not looked at",
        ClaimState::Accepted => "accepted",
        ClaimState::Corrected => "corrected",
        ClaimState::Rejected => "rejected",
        ClaimState::Added => "added by hand",
    }
}

pub(crate) fn tie(tie: &str) -> &'static str {
    match tie {
        "short_name" => "in full elsewhere",
        "pronoun" => "by a pronoun",
        "description" => "by what the article calls them",
        "kin" => "as kin",
        "dictionary_form" => "in another case",
        "alias" => "another name",
        _ => "",
    }
}

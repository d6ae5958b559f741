//! Words of the table of persons and of their pages.

use super::{count, counted, percent, signed};
use tizim_link::Verdict;

pub(crate) const NO_NAME: &str = "no name known";
pub(crate) const TURN_PAGES: &str = "Further persons";
pub(crate) const PREVIOUS: &str = "← Previous";
pub(crate) const NEXT: &str = "Next →";
pub(crate) const ALL_OF_PAGE: &str = "All persons of this page";
pub(crate) const FIELDS_CAPTION: &str = "What the sources say";
pub(crate) const FIELD: &str = "Field";
pub(crate) const VALUE: &str = "Value";
pub(crate) const SOURCE: &str = "Source";
pub(crate) const RECORDS_CAPTION: &str = "The records";
pub(crate) const RECORD_HEAD: [&str; 5] = ["List", "File", "Line", "Id", "Belongs here"];
pub(crate) const IN_ARTICLES: &str = "In articles";
pub(crate) const WHY_ONE: &str = "Why these records are taken for one person";
pub(crate) const WATERFALL_LABEL: &str = "What the match weight is made of";
pub(crate) const WATERFALL_HEAD: [&str; 4] = ["Field", "Likeness", "Weight", "Sum so far"];
pub(crate) const BEFORE_COMPARING: &str = "before comparing";
pub(crate) const SHARING: &str = "shared by relatives or by the same event, counted once";
pub(crate) const TOTAL_WEIGHT: &str = "match weight";
pub(crate) const NEAR: &str = "Not taken for the same person, but near:";

// the table
pub(crate) const SEARCH: &str = "Search";
pub(crate) const SEARCH_HINT: &str = "Name in any script, place or id";
pub(crate) const LIST: &str = "List";
pub(crate) const ANY_LIST: &str = "all lists";
pub(crate) const SEX: &str = "Sex";
pub(crate) const ANY_SEX: &str = "all";
pub(crate) const SEXES: [(&str, &str); 4] = [("w", "woman"), ("m", "man"), ("o", "other"), ("u", "unknown")];
pub(crate) const ONLY_DISPUTED: &str = "sources differ";
pub(crate) const PERSONS_TABLE: &str = "Documented persons";
pub(crate) const TABLE_HEAD: [(&str, &str); 6] = [
    ("name", "Name"),
    ("sex", "Sex"),
    ("age", "Age"),
    ("date", "Date"),
    ("place", "Place"),
    ("lists", "Lists"),
];
pub(crate) const BROWSE: &str = "All persons, page by page";
pub(crate) const BROWSE_MEANS: &str =
    "Each page holds fifty persons with everything that the sources say of them.";
pub(crate) const SEARCH_NEEDS_SCRIPT: &str =
    "Searching and sorting need JavaScript. Without it, all persons can be read page by page:";

pub(crate) fn persons_from_to(from: usize, to: usize, all: usize) -> String {
    format!("Persons {} to {} of {}", count(from as u64), count(to as u64), count(all as u64))
}

/// Returns on how many lists a person is, of how many, and how many articles name it in claims that nobody has reviewed.
pub(crate) fn person_summary(
    records: usize,
    (lists, all): (usize, usize),
    unread: usize,
    disputed: usize,
) -> String {
    let mut out = format!(
        "{} on {} of {}",
        counted(records as u64, "record", "records"),
        count(lists as u64),
        counted(all as u64, "list", "lists")
    );
    if unread > 0 {
        let mentions = counted(unread as u64, "mention in an article", "mentions in articles");
        out.push_str(&format!("; {mentions} that nobody has reviewed"));
    }
    if disputed > 0 {
        out.push_str(&format!("; sources differ in {}", counted(disputed as u64, "field", "fields")));
    }
    out.push('.');
    out
}

pub(crate) const SUGGESTED: &str = "Only articles name this person, in claims that nobody has accepted yet, so that it is not counted among \
     the documented.";
pub(crate) const OF_OTHER_ACTS: &str = "Only articles name this person, and what they say was done to it is not what is counted here, so that it is not \
     counted among the documented.";
pub(crate) const TOO_BARE: &str = "This says too little to tell whether it is a further person or one of the others; it is not counted among the \
     documented.";

pub(crate) fn field(name: &str) -> String {
    crate::display::clipped(&name.replace('_', " "), 60).0.into_owned()
}

pub(crate) fn line(line: u64) -> String {
    format!("line {line}")
}

pub(crate) fn chosen_because(rule: &str) -> String {
    format!("shown first: {rule}")
}

pub(crate) fn and_more(number: usize) -> String {
    format!("and {} more", count(number as u64))
}

/// Returns a probability; what is not certain is never called so.
pub(crate) fn probability(probability: f64) -> String {
    percent(probability)
}

pub(crate) fn weight_and_probability(weight: f64, probability: f64) -> String {
    format!("match weight {}, probability {}", signed(weight), percent(probability))
}

pub(crate) fn rarity(weight: f64) -> String {
    let kind = if weight > 0.0 { "rare value" } else { "frequent value" };
    format!("({} for a {kind})", signed(weight))
}

pub(crate) fn further_links(number: usize, low: f64, high: f64) -> String {
    format!(
        "{} between these records, with match weights from {} to {}.",
        counted(number as u64, "further link", "further links"),
        signed(low),
        signed(high)
    )
}

pub(crate) fn judged(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Same => "judged the same by a reviewer",
        Verdict::Different => "judged different by a reviewer",
        Verdict::Unsure => "a reviewer could not tell",
    }
}

/// The words that the script of the table says; `{}` stands for a number.
#[derive(serde::Serialize)]
pub(crate) struct ScriptWords {
    found: &'static str,
    none: &'static str,
    page: &'static str,
    no_name: &'static str,
    differ: &'static str,
    combination: &'static str,
    sex: [(&'static str, &'static str); 4],
}

pub(crate) const SCRIPT: ScriptWords = ScriptWords {
    found: "{} of {} persons",
    none: "Nobody fits. Try fewer letters, or another spelling.",
    page: "Page {} of {}",
    no_name: NO_NAME,
    differ: "sources differ",
    combination: "on just this combination of lists (clear the search to see all)",
    sex: SEXES,
};

#[cfg(test)]
mod tests {
    use super::person_summary;

    #[test]
    fn a_mention_that_nobody_reviewed_is_no_record_on_a_list() {
        assert_eq!(
            person_summary(2, (2, 2), 1, 1),
            "2 records on 2 of 2 lists; 1 mention in an article that nobody has reviewed; sources differ in 1 field."
        );
        assert_eq!(person_summary(1, (1, 3), 0, 0), "1 record on 1 of 3 lists.");
    }
}

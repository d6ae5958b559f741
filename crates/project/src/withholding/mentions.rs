//! Names of what a reader must not know of, in names, formulas and sentences.

use super::{Seen, Unnamed};
use crate::count::breakdown;
use crate::results::{EstimateResult, Results};
use std::collections::{BTreeMap, BTreeSet};
use tizim_ledger::Clearance;

/// Warnings that quote values of fields.
const QUOTES_VALUES: &str = "scope_seen_in_data";

/// What must not be mentioned to a reader.
pub(super) struct Mentions {
    /// What stands in the place of the name of a source, a field or a stratum; the longest first where one holds another.
    names: Vec<(String, String)>,
    /// Further words that give a source away: its files, what it counts.
    words: BTreeSet<String>,
    /// What a sentence says that is withheld.
    not_said: String,
    sources: u64,
}

impl Mentions {
    /// Gathers what must not be mentioned; the persons of the results were seen to before.
    pub(super) fn new(
        results: &Results,
        clearance: Clearance<'_>,
        seen: &Seen<'_>,
        unnamed: &Unnamed<'_>,
    ) -> Self {
        let mut names = BTreeMap::new();
        let mut words = BTreeSet::new();
        let lists = results.lists.iter().map(|list| list.name.as_str());
        let articles = results.articles.iter().map(|article| article.source.as_str());
        let mut sources: Vec<&str> = Vec::new();
        let figures = results.figures.iter().map(|figure| figure.source.as_str());
        for source in lists.chain(articles).chain(figures) {
            if !sources.contains(&source) && !clearance.may_know_source(source) {
                sources.push(source);
            }
        }
        let alone = sources.len() == 1;
        for (at, source) in sources.iter().enumerate() {
            let name =
                if alone { unnamed.source.to_owned() } else { format!("{} {}", unnamed.source, at + 1) };
            names.insert((*source).to_owned(), name);
        }
        for list in results.lists.iter().filter(|list| sources.contains(&list.name.as_str())) {
            words.extend(
                list.custody
                    .iter()
                    .flat_map(|line| [line.custody.file.clone(), line.custody.original_name.clone()]),
            );
            words.insert(list.scope.trim().to_owned());
        }
        for column in results.records.columns.iter().filter(|column| column.name != column.role.key()) {
            let mut with = results.records.iter().filter(|record| column.get(*record).is_some()).peekable();
            if with.peek().is_some() && !with.any(|record| seen.record(record)) {
                names.insert(column.name.clone(), unnamed.field.to_owned());
            }
        }
        if let EstimateResult::Strata { field, report, .. } = &results.estimate {
            let known: BTreeSet<String> =
                results.persons.iter().filter_map(|person| breakdown::label(person, field)).collect();
            let is_known = |name: &str| known.contains(name) || name == breakdown::UNKNOWN || field == "list";
            let hidden = report.strata.iter().filter(|stratum| !is_known(&stratum.name));
            for (at, stratum) in hidden.enumerate() {
                names
                    .entry(stratum.name.clone())
                    .or_insert_with(|| format!("{} {}", unnamed.stratum, at + 1));
            }
        }
        words.retain(|word| !word.is_empty());
        let mut names: Vec<(String, String)> =
            names.into_iter().filter(|(name, _)| !name.is_empty()).collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { names, words, not_said: unnamed.sentence.to_owned(), sources: sources.len() as u64 }
    }

    /// Returns how many sources are not named.
    pub(super) fn sources(&self) -> u64 {
        self.sources
    }

    /// Returns what stands in the place of a name: the name itself if the reader may know it.
    pub(super) fn renamed(&self, name: &str) -> String {
        let other = self.names.iter().find(|(known, _)| known == name);
        other.map_or_else(|| name.to_owned(), |(_, other)| other.clone())
    }

    /// Changes names inside a text that is made of names: a formula, several lists that were merged.
    pub(super) fn formula(&self, text: &mut String) {
        for (name, other) in &self.names {
            while let Some(at) = place_of(text, name) {
                // the other name could hold the name again
                if place_of(other, name).is_some() {
                    self.not_said.clone_into(text);
                    return;
                }
                text.replace_range(at..at + name.len(), other);
            }
        }
    }

    /// Withholds a sentence if it mentions anything that must not be.
    pub(super) fn sentence(&self, words: &mut String) {
        let names = self.names.iter().map(|(name, _)| name);
        if names.chain(&self.words).any(|word| place_of(words, word).is_some()) {
            self.not_said.clone_into(words);
        }
    }

    /// Leaves out what must not be mentioned wherever results name lists or tell of them.
    pub(super) fn leave_out_of(&self, results: &mut Results) {
        // a field that only such sources have is a word of theirs
        results.publish.fields.retain(|field| self.renamed(field) == *field);
        results.captures.systems.iter_mut().for_each(|system| *system = self.renamed(system));
        for warning in &mut results.warnings {
            if warning.code == QUOTES_VALUES {
                self.not_said.clone_into(&mut warning.words);
            }
            self.sentence(&mut warning.words);
        }
        self.leave_out_of_linkage(&mut results.linkage);
        self.leave_out_of_estimate(&mut results.estimate);
    }
}

/// Returns where a word stands in a text, not as a part of a longer one.
fn place_of(text: &str, word: &str) -> Option<usize> {
    let touches = |neighbour: Option<char>, own: Option<char>| {
        neighbour.is_some_and(char::is_alphanumeric) && own.is_some_and(char::is_alphanumeric)
    };
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let (before, after) = (&text[..*at], &text[at + word.len()..]);
        !touches(before.chars().next_back(), word.chars().next())
            && !touches(after.chars().next(), word.chars().next_back())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOT_SAID: &str = "not said";

    fn mentions(names: &[(&str, &str)], words: &[&str]) -> Mentions {
        Mentions {
            names: names.iter().map(|(name, other)| ((*name).to_owned(), (*other).to_owned())).collect(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            not_said: NOT_SAID.to_owned(),
            sources: 0,
        }
    }

    #[test]
    fn a_sentence_with_a_hidden_word_is_withheld_and_no_other() {
        let held = mentions(&[("clinic", "withheld list")], &["clinic-2.csv"]);
        let told = |words: &str| {
            let mut words = words.to_owned();
            held.sentence(&mut words);
            words
        };
        for hidden in ["“clinic” counts the wounded", "clinic", "see clinic-2.csv of `x`", "the clinic's"]
        {
            assert_eq!(told(hidden), NOT_SAID, "{hidden}");
        }
        assert_eq!(told("polyclinics are counted"), "polyclinics are counted");
    }

    #[test]
    fn formulas_keep_their_form() {
        let held = mentions(&[("a b", "withheld list 1"), ("a", "withheld list 2")], &[]);
        let mut formula = "[a b c, a, ab]".to_owned();
        held.formula(&mut formula);
        assert_eq!(formula, "[withheld list 1 c, withheld list 2, ab]");
        let mut unlucky = "[list]".to_owned();
        mentions(&[("list", "withheld list")], &[]).formula(&mut unlucky);
        assert_eq!(unlucky, NOT_SAID);
    }
}

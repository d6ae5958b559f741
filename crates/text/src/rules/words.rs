//! The small words that phrases are read by: `rules/words.txt`, and a file for each further language.

use crate::token::Token;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Words of one kind, in lower case.
#[derive(Debug, Default)]
pub(crate) struct Row(FxHashSet<&'static str>);

impl Row {
    /// Returns whether a token is one of them.
    pub(crate) fn has(&self, token: &Token) -> bool {
        self.0.contains(token.lower.as_str())
    }

    /// Returns whether a word in lower case is one of them.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// The rows of the file; what each is for stands there.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) be: Row,
    /// With those of `be`.
    pub(crate) auxiliary: Row,
    /// With those of `be`.
    pub(crate) edge: Row,
    pub(crate) kin: Row,
    /// With those of `kin`.
    pub(crate) relation: Row,
    pub(crate) one_person: Row,
    pub(crate) suspect: Row,
    pub(crate) title: Row,
    pub(crate) address: Row,
    pub(crate) not_person: Row,
    pub(crate) before_noun: Row,
    pub(crate) after_noun: Row,
    pub(crate) preposition: Row,
    pub(crate) speech: Row,
    pub(crate) also_noun: Row,
    pub(crate) unit: Row,
    pub(crate) person: Row,
    pub(crate) charge: Row,
    pub(crate) degree: Row,
    pub(crate) enforcer: Row,
    pub(crate) outlaw: Row,
    pub(crate) gunfire: Row,
    pub(crate) riot_weapon: Row,
    pub(crate) of_things: Row,
    pub(crate) possessive: Row,
    pub(crate) pronoun: Row,
    pub(crate) begin_clause: Row,
    pub(crate) helper: Row,
    pub(crate) adposition: Row,
    pub(crate) determiner: Row,
    pub(crate) short: Row,
    pub(crate) aside: Row,
    pub(crate) adverb: Row,
    pub(crate) no_adverb: Row,
    pub(crate) end_source: Row,
    pub(crate) addressing: Row,
    pub(crate) means: Row,
    pub(crate) noun_leader: Row,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    words.read(include_str!("../../rules/words.txt"));
    words.read(include_str!("../../rules/ru.words.txt"));
    words
});

/// Returns the words of the program.
pub(crate) fn words() -> &'static Words {
    &WORDS
}

impl Words {
    fn read(&mut self, text: &'static str) {
        for (key, list) in text.lines().filter_map(|line| line.split_once('=')) {
            let list = || list.split(',').map(str::trim).filter(|word| !word.is_empty());
            for row in self.rows_of(key.trim()) {
                row.0.extend(list());
            }
        }
    }

    /// The rows that a key fills; none for a comment.
    fn rows_of(&mut self, key: &str) -> Vec<&mut Row> {
        match key {
            "be" => vec![&mut self.be, &mut self.auxiliary, &mut self.edge],
            "auxiliary" => vec![&mut self.auxiliary],
            "edge" => vec![&mut self.edge],
            "kin" => vec![&mut self.kin, &mut self.relation],
            "relation" => vec![&mut self.relation],
            "one_person" => vec![&mut self.one_person],
            "suspect" => vec![&mut self.suspect],
            "title" => vec![&mut self.title],
            "address" => vec![&mut self.address],
            "not_person" => vec![&mut self.not_person],
            "before_noun" => vec![&mut self.before_noun],
            "preposition" => vec![&mut self.preposition],
            "speech" => vec![&mut self.speech],
            "also_noun" => vec![&mut self.also_noun],
            "after_noun" => vec![&mut self.after_noun],
            "unit" => vec![&mut self.unit],
            "person" => vec![&mut self.person],
            "charge" => vec![&mut self.charge],
            "degree" => vec![&mut self.degree],
            "enforcer" => vec![&mut self.enforcer],
            "outlaw" => vec![&mut self.outlaw],
            "gunfire" => vec![&mut self.gunfire],
            "possessive" => vec![&mut self.possessive],
            "pronoun" => vec![&mut self.pronoun],
            "begin_clause" => vec![&mut self.begin_clause],
            "helper" => vec![&mut self.helper],
            "adposition" => vec![&mut self.adposition],
            "determiner" => vec![&mut self.determiner],
            "short" => vec![&mut self.short],
            "aside" => vec![&mut self.aside],
            "adverb" => vec![&mut self.adverb],
            "no_adverb" => vec![&mut self.no_adverb],
            "end_source" => vec![&mut self.end_source],
            "addressing" => vec![&mut self.addressing],
            "means" => vec![&mut self.means],
            "noun_leader" => vec![&mut self.noun_leader],
            "of_things" => vec![&mut self.of_things],
            "riot_weapon" => vec![&mut self.riot_weapon],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_filled() {
        let words = words();
        let rows = [&words.be, &words.auxiliary, &words.edge, &words.kin, &words.relation, &words.one_person];
        let nouns = [
            &words.before_noun,
            &words.after_noun,
            &words.preposition,
            &words.unit,
            &words.speech,
            &words.also_noun,
        ];
        let others = [&words.suspect, &words.title, &words.address, &words.not_person, &words.person]
            .into_iter()
            .chain(nouns)
            .chain([
                &words.pronoun,
                &words.begin_clause,
                &words.helper,
                &words.adposition,
                &words.determiner,
                &words.short,
                &words.aside,
                &words.adverb,
                &words.no_adverb,
                &words.end_source,
                &words.addressing,
                &words.means,
                &words.noun_leader,
                &words.charge,
                &words.degree,
            ])
            .chain([
                &words.enforcer,
                &words.outlaw,
                &words.gunfire,
                &words.riot_weapon,
                &words.of_things,
                &words.possessive,
            ]);
        assert!(rows.into_iter().chain(others).all(|row| !row.0.is_empty()));
        assert!(words.be.0.is_subset(&words.auxiliary.0) && words.kin.0.is_subset(&words.relation.0));
    }
}

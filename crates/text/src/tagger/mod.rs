//! Which words of a sentence name persons, organisations and places: a linear model over words, found by Viterbi's
//! algorithm; trained as an averaged structured perceptron (Collins 2002) by `examples/text_train`.

mod clusters;
mod features;
mod gazetteer;
mod memory;
mod model;

pub(crate) use clusters::Cluster;
use clusters::Clusters;
pub(crate) use features::{FEATURES, WordView, features, view};
pub(crate) use gazetteer::{COMMON, GIVEN, Gazetteer, NAME_FORM, RARE_SURNAME, SURNAME, hash_word};

pub(crate) use model::{Model, likeliest};

use serde::Serialize;
use std::sync::LazyLock;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation: a state body, a party, a firm, a movement.
    Organisation,
    /// A place.
    Place,
}

/// Tags of a word: outside, and beginning or inside of each kind.
pub(crate) const TAGS: usize = 7;

/// Returns the tag of a word by kind and whether it begins a name.
pub(crate) fn tag_of(kind: NameKind, begins: bool) -> usize {
    let kind = match kind {
        NameKind::Person => 0,
        NameKind::Organisation => 1,
        NameKind::Place => 2,
    };
    1 + 2 * kind + usize::from(!begins)
}

/// A name among words: first word, the word after its last, and what it names.
pub type NamedWords = (usize, usize, NameKind);

/// Returns the names that a row of tags holds.
pub(crate) fn names_of(tags: &[usize]) -> Vec<NamedWords> {
    const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Organisation, NameKind::Place];
    let mut list: Vec<NamedWords> = Vec::new();
    for (at, &tag) in tags.iter().enumerate() {
        if tag == 0 {
            continue;
        }
        let kind = KINDS[(tag - 1) / 2];
        let begins = (tag - 1).is_multiple_of(2);
        match list.last_mut() {
            Some(last) if !begins && last.1 == at && last.2 == kind => last.1 = at + 1,
            _ => list.push((at, at + 1, kind)),
        }
    }
    list
}

/// Returns whether one tag may follow another: inside only after the same kind.
pub(crate) fn may_follow(before: usize, tag: usize) -> bool {
    let is_inside = tag > 0 && (tag - 1) % 2 == 1;
    !is_inside || before == tag || before + 1 == tag
}

static ENGLISH: LazyLock<Model> =
    LazyLock::new(|| Model::from_bytes(include_bytes!("../../data/names-en.bin")));
/// For texts in capitals only, learnt from sentences shown as those are ([`crate::casing`]).
static ENGLISH_IN_CAPITALS: LazyLock<Model> =
    LazyLock::new(|| Model::from_bytes(include_bytes!("../../data/names-en-capitals.bin")));
static RUSSIAN: LazyLock<Model> =
    LazyLock::new(|| Model::from_bytes(include_bytes!("../../data/names-ru.bin")));
static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    Known::from_bytes(include_bytes!("../../data/gazetteer.bin"), include_bytes!("../../data/clusters.bin"))
});

/// The clusters of words that the taggers know.
pub(crate) fn clusters() -> &'static Clusters {
    &KNOWN.clusters
}

/// What is known of words before any sentence is read.
pub(crate) struct Known {
    pub(crate) gazetteer: Gazetteer,
    pub(crate) clusters: Clusters,
}

impl Known {
    pub(crate) fn from_bytes(gazetteer: &[u8], clusters: &[u8]) -> Self {
        Self { gazetteer: Gazetteer::from_bytes(gazetteer), clusters: Clusters::from_bytes(clusters) }
    }
}

/// Returns the gazetteer that is inside the program.
pub(crate) fn gazetteer() -> &'static Gazetteer {
    &KNOWN.gazetteer
}

/// Returns whether a word in lower case is one of the dictionary.
pub(crate) fn is_common_word(lower: &str) -> bool {
    gazetteer().of(lower) & COMMON != 0
}

/// Returns whether a word in lower case is known as a given name.
pub(crate) fn is_given_name(lower: &str) -> bool {
    gazetteer().of(lower) & (GIVEN | NAME_FORM) != 0
}

/// Returns whether a word in lower case stands in the tables of given names, forms of names apart.
pub(crate) fn is_in_given_names(lower: &str) -> bool {
    gazetteer().of(lower) & GIVEN != 0
}

/// Returns whether a word in lower case is a common surname.
pub(crate) fn is_common_surname(lower: &str) -> bool {
    gazetteer().of(lower) & SURNAME != 0
}

/// Returns whether a word in lower case is known as a surname, or as a form of some name.
pub(crate) fn is_in_surnames(lower: &str) -> bool {
    gazetteer().of(lower) & (SURNAME | RARE_SURNAME | NAME_FORM) != 0
}

/// Returns the names among the words of one sentence, by the model of its script.
pub fn tag_names(words: &[&str]) -> Vec<NamedWords> {
    tag_document(&[words]).pop().unwrap_or_default()
}

/// Returns the names in each sentence of a document, by the model of its script; what is plain in one sentence helps in the others.
pub fn tag_document<W: AsRef<[S]>, S: AsRef<str>>(sentences: &[W]) -> Vec<Vec<NamedWords>> {
    tag_as(sentences, false)
}

/// Returns the same; `capitals` says that the words are of a text in capitals only, as [`crate::casing`] shows them.
pub(crate) fn tag_as<W: AsRef<[S]>, S: AsRef<str>>(sentences: &[W], capitals: bool) -> Vec<Vec<NamedWords>> {
    let words = || sentences.iter().flat_map(|sentence| sentence.as_ref()).map(AsRef::as_ref);
    let cyrillic = words().flat_map(str::chars).filter(|c| matches!(c, '\u{400}'..='\u{52f}')).count();
    let latin = words().flat_map(str::chars).filter(char::is_ascii_alphabetic).count();
    let model: &Model = match capitals {
        _ if cyrillic > latin => &RUSSIAN,
        true => &ENGLISH_IN_CAPITALS,
        false => &ENGLISH,
    };
    let views = |sentence: &W| sentence.as_ref().iter().map(|word| view(word.as_ref(), &KNOWN)).collect();
    model.names(&sentences.iter().map(views).collect::<Vec<_>>())
}

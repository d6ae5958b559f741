//! What the rule files know of a word without knowing the act: in phrases of which types it stands, and in which those of its cluster do.

use super::{CLASSES, TYPES};
use crate::language::Language;
use crate::rules::{Rules, WordOfAct};
use crate::tagger::{clusters, hash_word};
use crate::token::Token;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How many words of a cluster tell of a type by themselves, in steps.
const STEPS: [u16; 3] = [1, 3, 8];
/// Letters of a stem at least.
const SHORTEST_STEM: usize = 3;

/// Types by words and clusters.
pub(super) struct Lexicon {
    /// By the hash of a word, a bit a type.
    words: FxHashMap<u32, u32>,
    /// The same of the stems of words: `задерж*`.
    stems: FxHashMap<u32, u32>,
    /// By the number of a fine cluster, how many words a type.
    clusters: FxHashMap<u16, [u16; CLASSES]>,
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of_rules(Rules::of(None)));
static RUSSIAN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of_rules(Rules::of(Some(Language::Russian))));

/// Returns what the rules of a word's language know.
pub(super) fn of(token: &Token) -> &'static Lexicon {
    if token.is_cyrillic() { &RUSSIAN } else { &ENGLISH }
}

impl Lexicon {
    fn of_rules(rules: &Rules) -> Self {
        let (words, stems) = (FxHashMap::default(), FxHashMap::default());
        let mut lexicon = Self { words, stems, clusters: FxHashMap::default() };
        for WordOfAct { word, is_stem, claim_type, is_whole } in rules.words_of_acts() {
            let Some(class) = TYPES.iter().position(|known| *known == claim_type) else { continue };
            let known = if is_stem { &mut lexicon.stems } else { &mut lexicon.words };
            *known.entry(hash_word(word)).or_default() |= 1 << class;
            if is_whole && !is_stem {
                let fine = clusters().of(word).fine;
                lexicon.clusters.entry(fine).or_insert([0; CLASSES])[class] += 1;
            }
        }
        lexicon
    }

    fn bits(&self, lower: &str) -> u32 {
        let of_word = self.words.get(&hash_word(lower)).copied().unwrap_or_default();
        if self.stems.is_empty() {
            return of_word;
        }
        let ends = lower.char_indices().skip(SHORTEST_STEM).map(|(at, _)| at).chain([lower.len()]);
        let of_stem = |end: usize| self.stems.get(&hash_word(&lower[..end])).copied().unwrap_or_default();
        ends.fold(of_word, |bits, end| bits | of_stem(end))
    }

    /// Returns the classes of the phrases that a word stands in.
    pub(super) fn of_word(&self, lower: &str) -> impl Iterator<Item = u32> {
        let bits = self.bits(lower);
        (1..CLASSES as u32).filter(move |class| bits >> class & 1 == 1)
    }

    /// Returns the classes that words of a cluster tell of, with how many do, in steps.
    pub(super) fn of_cluster(&self, fine: u16) -> impl Iterator<Item = (u32, u32)> {
        let counts = self.clusters.get(&fine).filter(|_| fine > 0).copied().unwrap_or([0; CLASSES]);
        let step = |count: u16| STEPS.iter().filter(|least| count >= **least).count() as u32;
        (0..).zip(counts).map(move |(class, count)| (class, step(count))).filter(|(_, step)| *step > 0)
    }
}

//! What the models see of the words of a sentence, told once for all features that ask.
//!
//! No model knows a name: it is seen by its kind, a number as a number, ages and days of the calendar each as one ("24-year-old" and
//! "31-year-old", Monday and Tuesday), so that what is learnt of one country's articles holds for another's.

use crate::date::is_calendar_word;
use crate::document::Sentence;
use crate::tagger::{Cluster, clusters, hash_word};
use crate::token::{Kind, Token};

/// What stands for a word that is none: below any hash that matters, as are the others.
pub(crate) const NO_WORD: u32 = 1;
const A_NUMBER: u32 = 2;
const A_DAY: u32 = 3;
const AN_AGE: u32 = 4;
/// The first of the kinds of names.
const A_NAME: u32 = 10;
/// Set in the number of a cluster, which is none of the others then.
const A_CLUSTER: u32 = 1 << 16;

/// A token as the models see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SeenWord {
    /// Itself, by its hash, or what it is one of.
    pub(crate) word: u32,
    /// Its fine cluster; where it has none, or is one of a kind, as `word`.
    pub(crate) kind: u32,
    /// Its clusters; none of a name.
    pub(crate) cluster: Cluster,
}

/// The tokens of a sentence as the models see them.
pub(crate) struct SeenWords(Vec<SeenWord>);

impl SeenWords {
    pub(crate) fn of(sentence: &Sentence) -> Self {
        let mut seen: Vec<SeenWord> = sentence.tokens.iter().map(of_token).collect();
        for name in &sentence.names {
            let word = A_NAME + name.kind as u32;
            seen[name.range.clone()].fill(SeenWord { word, kind: word, cluster: Cluster::default() });
        }
        Self(seen)
    }

    /// Returns what is seen at a place, of which there may be none.
    pub(crate) fn at(&self, at: Option<usize>) -> SeenWord {
        let outside = SeenWord { word: NO_WORD, kind: NO_WORD, cluster: Cluster::default() };
        at.and_then(|at| self.0.get(at)).copied().unwrap_or(outside)
    }
}

fn of_token(token: &Token) -> SeenWord {
    let cluster = clusters().of(&token.lower);
    let one_of_a_kind = if is_number(token) {
        Some(A_NUMBER)
    } else if token.lower.ends_with("-year-old") {
        Some(AN_AGE)
    } else {
        is_calendar_word(&token.lower).then_some(A_DAY)
    };
    let word = one_of_a_kind.unwrap_or_else(|| hash_word(&token.lower));
    let is_plain = one_of_a_kind.is_none() && cluster.fine > 0;
    SeenWord { word, kind: if is_plain { A_CLUSTER | u32::from(cluster.fine) } else { word }, cluster }
}

fn is_number(token: &Token) -> bool {
    token.kind == Kind::Number || crate::number::number_at(std::slice::from_ref(token), 0).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Rules, Span};

    fn seen(text: &str) -> Vec<SeenWord> {
        let sentences = crate::document::read(text, &[Span::new(0, text.len())], None, Rules::of(None));
        SeenWords::of(&sentences[0]).0
    }

    #[test]
    fn names_numbers_ages_and_days_are_each_as_one() {
        let one = seen("On Monday Anna Morrow, a 24-year-old nurse, and 12 others were held.");
        let other = seen("On Friday Carla Berg, a 31-year-old nurse, and 40 others were held.");
        assert_eq!(one.len(), other.len());
        let told = |seen: &[SeenWord]| seen.iter().map(|seen| (seen.word, seen.kind)).collect::<Vec<_>>();
        assert_eq!(told(&one), told(&other));
        assert_ne!(
            told(&one),
            told(&seen("On Friday Carla Berg, a 31-year-old clerk, and 40 others were held."))
        );
    }

    #[test]
    fn beside_a_sentence_stands_no_word() {
        let sentences = crate::document::read("Held.", &[Span::new(0, 5)], None, Rules::of(None));
        let seen = SeenWords::of(&sentences[0]);
        assert_eq!([seen.at(None).word, seen.at(Some(9)).kind], [NO_WORD; 2]);
    }
}

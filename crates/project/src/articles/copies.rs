//! Articles that stand in a project more than once, word for word: one page saved twice, or one agency's text in two papers.
//!
//! Nothing is taken out: who printed it is evidence too. But what they say is said once, and is shown as such.

use super::StoredArticle;
use rustc_hash::FxHashMap;
use tizim_model::Figure;

/// Returns for each article the position of the first with the same words, where that is an earlier one.
pub(crate) fn copies(articles: &[StoredArticle]) -> Vec<Option<usize>> {
    let mut first: FxHashMap<[u8; 32], usize> = FxHashMap::default();
    let with_words = |article: &StoredArticle| {
        let mut hasher = blake3::Hasher::new();
        let mut is_empty = true;
        for part in &article.parts {
            for word in article.text[part.text.clone()].split_whitespace() {
                hasher.update(word.as_bytes()).update(b" ");
                is_empty = false;
            }
        }
        (!is_empty).then(|| *hasher.finalize().as_bytes())
    };
    let place = |(position, article): (usize, &StoredArticle)| {
        let earliest = *first.entry(with_words(article)?).or_insert(position);
        (earliest != position).then_some(earliest)
    };
    articles.iter().enumerate().map(place).collect()
}

/// Notes on the figures of a copy which figures of the first article they repeat.
pub(super) fn note_repeated(copy: &mut [Figure], first: &[Figure]) {
    let said = |figure: &Figure| (figure.quantity.clone(), figure.quote.clone(), figure.low, figure.high);
    for figure in copy {
        if let Some(same) = first.iter().find(|other| said(other) == said(figure)) {
            figure.copy_of.clone_from(&same.id);
        }
    }
}

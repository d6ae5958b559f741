//! What `examples/text_train acts` needs to learn which words tell of acts: no part of the library's promises.

pub use crate::acts::TYPES;
use crate::acts::{CLASSES, Scene, candidates, features};
pub use crate::linear_training::{Example, model};
use crate::rules::Rules;
pub use crate::trial::Trial;
use crate::{Article, Language, Span, document};

/// Learns which words tell of acts.
pub type Trainer = crate::linear_training::Trainer<CLASSES>;

/// A word that may tell of an act.
#[derive(Clone, Debug)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// Hashed features.
    pub features: Vec<u32>,
}

/// Returns the words of an article in a language that may tell of acts.
pub fn words(article: &Article<'_>, language: Language) -> Vec<Word> {
    let text = article.text;
    let rules = Rules::of(Some(language));
    let parts = article.parts.clone().unwrap_or_else(|| crate::extract::article_parts(text));
    let sentences = document::read(text, &parts, article.published, rules);
    let of_sentence = |(index, sentence): (usize, &document::Sentence)| {
        let found = rules.acts(&sentence.tokens);
        let scene = Scene::new(sentence, &found, index);
        let word = |at: usize| Word { span: sentence.tokens[at].span, features: features(&scene, at) };
        candidates(sentence).map(word).collect::<Vec<_>>()
    };
    sentences.iter().enumerate().flat_map(of_sentence).collect()
}

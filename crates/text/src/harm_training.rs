//! What `examples/text_train harm` needs to learn who was harmed: no part of the library's promises.

use crate::acts;
pub use crate::harm::Fate;
use crate::harm::{CLASSES, figures};
pub use crate::linear_training::model;
use crate::people::People;
use crate::rules::Rules;
pub use crate::trial::Trial;
use crate::{Article, Span, document};

/// Persons to learn from: their phrases, and what they suffered as its number.
pub type Example<'f> = crate::linear_training::Example<'f>;
/// Learns who was harmed.
pub type Trainer = crate::linear_training::Trainer<CLASSES>;

/// Persons of an article as the model sees them.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The phrases that stand for them, a person's with the full name.
    pub phrases: Vec<String>,
    /// Where each phrase stands.
    pub spans: Vec<Span>,
    /// Hashed features of each phrase.
    pub features: Vec<Vec<u32>>,
}

/// Returns the persons that an English article speaks of.
pub fn seen(article: &Article<'_>) -> Vec<Seen> {
    let text = article.text;
    let parts = article.parts.clone().unwrap_or_else(|| crate::extract::article_parts(text));
    let anchor = crate::dated::dateline(text, &parts);
    let mut sentences = document::read(text, &parts, anchor, Rules::of(None));
    let people = People::gather(text, &mut sentences, &[]);
    let rules = Rules::of(None);
    let said = crate::attribution::attributions(text, &sentences, rules);
    let model = Some(acts::of(None));
    let found = crate::claims::find(text, &sentences, &people, rules, &said, model, usize::MAX);
    let (list, _) = figures(text, &sentences, &people, rules, &said, &found.claims);
    let of_figure = |figure: crate::harm::Figure| {
        let mut seen = Seen::default();
        for crate::harm::Mention { candidate, features } in figure.mentions {
            let span = sentences[candidate.sentence].span_of(&candidate.range);
            let person = candidate.person.and_then(|index| people.list.get(index));
            seen.phrases.push(person.map_or_else(|| span.of(text).to_owned(), |person| person.name.clone()));
            seen.spans.push(span);
            seen.features.push(features);
        }
        seen
    };
    list.into_iter().map(of_figure).collect()
}

//! A figure that the next sentence takes back: "164 people were killed. The ministry later said the figure was a technical error."

use super::claim::{Claim, Modality};
use super::find::Finder;
use crate::attribution::speaker;
use crate::phrase;
use crate::rules::words;

/// Words from the figure to what is said of it at most.
const REACH: usize = 10;

impl Finder<'_> {
    /// Returns the claim that a figure given before, by `last`, is wrong or withdrawn, if this sentence says so and names no other.
    pub(super) fn withdrawn(&self, last: &Claim) -> Option<Claim> {
        let (sentence, tokens) = (self.reader.sentence, self.tokens());
        let figure = (1..tokens.len())
            .find(|&at| words().figure.has(&tokens[at]) && words().determiner.has(&tokens[at - 1]))?;
        let behind = figure..tokens.len().min(figure + REACH);
        let before = figure.saturating_sub(REACH)..figure;
        let wrong = behind.chain(before).find(|at| words().taken_back.has(&tokens[*at]))?;
        let is_denied =
            tokens[wrong.saturating_sub(2)..wrong].iter().any(|token| token.is_any(&["no", "not", "n't"]));
        let gives_another = (0..tokens.len()).any(|at| crate::number::number_at(tokens, at).is_some());
        let trigger = figure.min(wrong)..figure.max(wrong) + 1;
        let clause = phrase::clause(tokens, &trigger);
        let span = sentence.span_of(&(clause.start.min(trigger.start)..clause.end.max(trigger.end)));
        if is_denied || gives_another || last.negated || last.count.is_none() {
            return None;
        }
        // "the ministry said the figure was wrong", "the ministry withdrew the figure"
        let said = speaker(self.said, sentence.span_of(&trigger), sentence.span);
        let taker = || phrase::before(tokens, wrong).filter(|taker| wrong < figure && taker.end <= wrong);
        Some(Claim {
            quote: last.quote.join(span),
            trigger: sentence.span_of(&trigger),
            modality: Modality::Denied,
            attributed_to: said.or_else(|| taker().map(|taker| sentence.span_of(&taker))),
            ..last.clone()
        })
    }
}

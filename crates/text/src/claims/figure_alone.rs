//! A further figure in a sentence of its own, without a word for the act: "The Ombudsman's figure is 64.", "The union counts 39."

use super::claim::{Claim, Modality};
use super::find::Finder;
use crate::Span;
use crate::number::{Found, number_at};
use crate::phrase;
use crate::rules::words;
use crate::token::Kind;

/// Bytes back to the figure told before, at most.
const REACH: usize = 600;
/// Words between what says that a number comes and the number, at most: "counts only some 40".
const LEADING: usize = 3;
/// Words between "the figure" and its number, at most.
const FIGURE: usize = 9;

impl Finder<'_> {
    /// Returns the claims of numbers that stand alone, of the act that was counted last before the sentence in `list`; those from `own` on
    /// are the sentence's.
    pub(super) fn figures_alone(&self, list: &[Claim], own: usize) -> Vec<Claim> {
        let (sentence, tokens) = (self.reader.sentence, self.tokens());
        if !tokens.iter().any(|token| token.counts) {
            return Vec::new();
        }
        let of_type = self.figure_of();
        let is_counted = |claim: &&Claim| {
            claim.is_summed()
                && claim.count.is_some()
                && !claim.negated
                && of_type.is_none_or(|own| claim.claim_type == own)
        };
        let Some(last) = list[..own].iter().rfind(is_counted) else { return Vec::new() };
        let is_far = sentence.span.start.saturating_sub(last.quote.end) > REACH;
        if is_far || tokens.iter().any(|token| token.is_cyrillic()) {
            return Vec::new();
        }
        let is_told = |words: Span| list[own..].iter().any(|claim| claim.quote.overlaps(words));
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let Some(number) = number_at(tokens, at).filter(|number| number.range.start == at) else {
                at += 1;
                continue;
            };
            at = number.range.end;
            let words = sentence.span_of(&number.range);
            if self.is_of_the_counted(&number)
                && !is_told(words)
                && let Some(said) = self.says_number(number.range.start)
            {
                found.push(self.figure_alone(last, &number, said));
            }
        }
        found
    }

    /// "put the figure of dead at two": returns the type of claim that a sentence says its figures are of.
    fn figure_of(&self) -> Option<&'static str> {
        let rows = words();
        self.tokens().iter().find_map(|token| {
            if rows.deceased.has(token) || token.is_any(&["deaths", "fatalities"]) {
                Some("killing")
            } else if token.is_any(&["wounded", "injured", "injuries"]) {
                Some("injury")
            } else if token.is_any(&["detained", "arrested", "arrests", "detainees"]) {
                Some("detention")
            } else {
                token.is_any(&["missing", "disappeared", "abducted"]).then_some("disappearance")
            }
        })
    }

    /// Returns whether nothing behind a number says that it counts something else: "39.", "39 dead", "39 people".
    fn is_of_the_counted(&self, number: &Found) -> bool {
        let (sentence, tokens) = (self.reader.sentence, self.tokens());
        let ends = |at: usize| {
            tokens.get(at).is_none_or(|token| token.kind == Kind::Sign && !token.is_any(&["%", "$", "-"]))
        };
        let names_them = tokens.get(number.range.end).is_some_and(|token| {
            words().deceased.has(token)
                || words().victim.has(token)
                || token.is_any(&["people", "persons", "names"])
        });
        let is_date = sentence.times().any(|time| time.overlaps(sentence.span_of(&number.range)));
        let is_year = number.amount.min.is_some_and(|min| (1900..=2100).contains(&min));
        let is_money =
            number.range.start.checked_sub(1).is_some_and(|at| tokens[at].is_any(&["$", "€", "£"]));
        !is_date
            && !is_year
            && !is_money
            && !number.amount.vague
            && (ends(number.range.end) || names_them && ends(number.range.end + 1))
    }

    /// Returns the word before a number by which somebody gives it: "counts 39", "spoke of 23", "puts the toll at 28", "the figure is 64".
    fn says_number(&self, start: usize) -> Option<usize> {
        let tokens = self.tokens();
        let near = (start.saturating_sub(LEADING)..start).rev();
        let leads = |at: usize| tokens[at].is_any(&["only", "just", ":", "a", "the", "some", "of", "figure"]);
        let counts = near
            .take_while(|at| leads(*at) || words().counting.has(&tokens[*at]))
            .find(|at| words().counting.has(&tokens[*at]));
        let link = start.checked_sub(1).filter(|at| words().toll_link.has(&tokens[*at]));
        let before = link.map_or(0..0, |link| link.saturating_sub(FIGURE)..link);
        let figure = before.rev().find(|at| words().figure.has(&tokens[*at]));
        let is_led = |at: &usize| {
            at.checked_sub(1).is_some_and(|at| {
                let token = &tokens[at];
                words().determiner.has(token)
                    || words().possessive.has(token)
                    || token.is_any(&["'s", "true", "real", "official", "own"])
            })
        };
        // "the number of students"
        let is_of_them = |at: &usize| {
            let of =
                tokens.get(at + 1).filter(|token| token.is("of")).and_then(|_| tokens.get(at + 2..start));
            of.is_none_or(|of| {
                of.iter().any(|token| {
                    words().deceased.has(token) || words().victim.has(token) || words().harmed.has(token)
                })
            })
        };
        let figure = figure.filter(is_led).filter(is_of_them);
        let put = |figure: usize| {
            (figure.saturating_sub(LEADING)..figure).find(|at| words().putting.has(&tokens[*at]))
        };
        counts.or(figure.map(|figure| put(figure).unwrap_or(figure)))
    }

    fn figure_alone(&self, last: &Claim, number: &Found, said: usize) -> Claim {
        let (sentence, tokens) = (self.reader.sentence, self.tokens());
        let words = sentence.span_of(&number.range);
        let clause = phrase::clause(tokens, &(said.min(number.range.start)..number.range.end));
        let source = self.who_says(words, said);
        let quote = sentence.span_of(&clause);
        let own_source = source.filter(|source| sentence.span.contains(*source) && source.end <= words.start);
        Claim {
            quote: own_source.map_or(quote, |source| quote.join(source)),
            trigger: words,
            place: None,
            when: None,
            modality: Modality::Reported,
            attributed_to: source,
            ..self.in_short(number, last)
        }
    }
}

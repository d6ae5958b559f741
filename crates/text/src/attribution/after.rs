//! Who stands behind a verb of speech or behind "according to".

use super::russian::{past_addressee, past_time, quoted_name};
use super::subject::{LONGEST, describes, is_day, is_helper, is_pronoun, is_short};
use crate::document::Sentence;
use crate::number::number_at;
use crate::rules::words;
use crate::russian::Cases;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Returns the phrase that begins at `at`, behind a verb: `"...," said Anna Berg, a lawyer for the family`.
/// `alone`: a comma ends it, as after a leading "according to".
pub(super) fn phrase(sentence: &Sentence, at: usize, alone: bool) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let cue = at;
    let at = past_addressee(sentence, past_time(sentence, at));
    let first = tokens.get(at)?;
    if let Some(paper) = quoted_name(sentence, at) {
        return Some(paper);
    }
    // "сообщили в среду в департаменте полиции": those who work there
    let is_in = |at: usize| tokens.get(at).is_some_and(|token| token.is_any(&["в", "во"]));
    let is_told = cue.checked_sub(1).is_some_and(|verb| {
        is_day(sentence, verb) || tokens[verb].lower.ends_with("ли") || tokens[verb].lower.ends_with("ют")
    });
    // "сообщили агентству в суде": whom they told
    let is_addressed = is_told && first.is_cyrillic() && is_in(at + 1) && {
        let cases = crate::russian::of_word(first);
        cases.meets(Cases::DATIVE) && !cases.meets(Cases::NOMINATIVE | Cases::GENITIVE)
    };
    if is_addressed {
        return phrase(sentence, at + 2, alone);
    }
    if is_told && is_in(at) && tokens.len() > at + 1 {
        return phrase(sentence, at + if is_day(sentence, at + 1) { 2 } else { 1 }, alone);
    }
    if is_pronoun(first) {
        return Some(at..at + 1);
    }
    let mut end = at;
    let (mut is_described, mut brackets) = (false, 0);
    while end < tokens.len() && end - at < LONGEST {
        let token = &tokens[end];
        // "группы «Голос»"
        let close = (end + 1..tokens.len()).take(6).find(|&place| tokens[place].is("»"));
        if let Some(close) = close.filter(|_| end > at && token.is("«") && tokens[end - 1].is_cyrillic()) {
            end = close + 1;
            continue;
        }
        let in_name = sentence.name_at(end).is_some();
        let after_name = end > at && sentence.name_at(end - 1).is_some() && !is_described;
        brackets += i32::from(token.is("(")) - i32::from(token.is(")"));
        let stops = match token.kind {
            _ if brackets > 0 => {
                end > at + 1 && token.is("(") && !tokens.get(end + 1).is_some_and(|next| next.is_capital)
            }
            // "прокурора от 5 апреля"
            _ if end > at && first.is_cyrillic() && past_time(sentence, end) > end && !in_name => true,
            // "according to the union 27 people were hurt", "according to the ministry five people died"
            _ if end > at && counts_people(tokens, end) => true,
            Kind::Number => false,
            Kind::Sign => match token.lower.as_str() {
                "," if alone => true,
                "," => {
                    let close = (end + 1..tokens.len())
                        .find(|&place| {
                            tokens[place].kind == Kind::Sign
                                && tokens[place].is_any(&[",", ".", "\"", "“", "”"])
                        })
                        .unwrap_or(tokens.len());
                    // "who, according to his uncle, was hit"
                    let is_verb = |token: &Token| is_helper(token) || token.lower.ends_with("ing");
                    let goes_on =
                        describes(sentence, &(end + 1..close)) && !tokens.get(end + 1).is_some_and(is_verb);
                    is_described |= goes_on;
                    !goes_on
                }
                "-" | "/" | "&" | "%" | "$" | "’" | "'" | "(" | ")" => false,
                "." => !is_short(tokens, end) || end + 1 == tokens.len(),
                _ => true,
            },
            Kind::Word => {
                words().end_source.has(token)
                    || is_helper(token) && !is_described
                    || after_name
                        && !in_name
                        && token.is_any(&[
                            "on", "in", "at", "during", "to", "last", "this", "via", "through", "на", "в",
                            "во", "по",
                        ])
                    || token.is_any(&["в", "во"])
                        && tokens
                            .get(end + 1)
                            .is_some_and(|next| next.is_any(&["тот", "этот", "эфире", "интервью"]))
                    || !is_described && is_day(sentence, end)
                    || token.is_any(&["on", "in"])
                        && tokens.get(end + 1).is_some_and(|next| {
                            crate::date::is_calendar_word(&next.lower) || next.is_any(&["a", "an"])
                        })
            }
        };
        if stops {
            break;
        }
        end += 1;
    }
    // "said Anna Berg, a lawyer, who ...": the comma closes what describes her
    if is_described && tokens.get(end).is_some_and(|token| token.is(",")) {
        end += 1;
    }
    (end > at).then_some(at..end)
}

/// Returns whether a number begins at a token that counts people, behind a noun that it does not belong to.
fn counts_people(tokens: &[Token], at: usize) -> bool {
    let is_noun = tokens[at - 1].kind == Kind::Word && !words().determiner.has(&tokens[at - 1]);
    let number = number_at(tokens, at).filter(|number| is_noun && number.range.start == at);
    number.is_some_and(|number| {
        tokens
            .get(number.range.end)
            .is_some_and(|token| words().is_for_persons(token) || words().be.has(token))
    })
}

//! Whose picture or page it is: a name in a credit is of nobody whom the article tells of.

use crate::document::{Name, Sentence};
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};

/// Words between "Photo" and the name that a "/" leads.
const NEAR: usize = 6;

/// Returns whether a name stands in a credit: "(Photo: X)", "X / City Tribune", "X, Daily Press Image 2 of 5", "— X (@x)".
pub(crate) fn is_credit(sentence: &Sentence, name: &Name) -> bool {
    let tokens = &sentence.tokens;
    let before = |back: usize| name.range.start.checked_sub(back).map(|at| &tokens[at]);
    let behind = |on: usize| tokens.get(name.range.end + on);
    let is = |token: Option<&Token>, signs: &[&str]| token.is_some_and(|token| token.is_any(signs));
    let is_picture = |token: Option<&Token>| token.is_some_and(|token| words().credit.has(token));
    // "Photo: X", "Photo by X"
    let is_of_picture = is(before(1), &[":", "by"]) && is_picture(before(2));
    let is_handle = is(behind(0), &["("]) && is(behind(1), &["@"]);
    // where a paper's name ends that begins at a token, or an agency's
    let end_of_outlet = |at: usize| {
        let outlet = sentence.name_at(at).filter(|outlet| outlet.kind == NameKind::Organisation);
        let paper = outlet.filter(|outlet| words().press.has(&tokens[outlet.range.end - 1]));
        let is_agency = tokens.get(at).is_some_and(|token| token.is_capital && words().agency.has(token));
        paper.map(|paper| paper.range.end).or_else(|| is_agency.then_some(at + 1))
    };
    // "X, Daily Press Image 2 of 5", and not "X, Daily Press reporter, was shot"
    let closes = |end: usize| {
        tokens.get(end).is_none_or(|token| {
            token.kind == Kind::Sign && !token.is(",") || token.is_capital || words().credit.has(token)
        })
    };
    let is_of_outlet =
        is(behind(0), &["/", ",", "|"]) && end_of_outlet(name.range.end + 1).is_some_and(closes);
    // "(Photo: The Enquirer/X)"
    let near = &tokens[name.range.start.saturating_sub(NEAR)..name.range.start];
    let is_behind_outlet = is(before(1), &["/"]) && near.iter().any(|token| words().credit.has(token));
    // "Police at the scene. (X)"
    let is_alone = is(before(1), &["("]) && is(behind(0), &[")"]);
    let is_own_sentence = is_alone && before(2).is_none_or(|token| token.is_any(&[".", "!", "?"]));
    is_of_picture || is_handle || is_of_outlet || is_behind_outlet || is_own_sentence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Rules, Span, document};

    fn credited(text: &str) -> Vec<String> {
        let sentences = document::read(text, &[Span::new(0, text.len())], None, Rules::of(None));
        let of_sentence = |sentence: &Sentence| {
            let names = sentence.names.iter().filter(|name| is_credit(sentence, name));
            names.map(|name| sentence.span_of(&name.range).of(text).to_owned()).collect::<Vec<_>>()
        };
        sentences.iter().flat_map(of_sentence).collect()
    }

    #[test]
    fn who_took_a_picture_or_posted_is_told_by_how_it_is_written() {
        assert_eq!(
            credited("Four dead in shooting (Photo: Robert Hale) on the South Side."),
            ["Robert Hale"]
        );
        assert_eq!(credited("Officers at the scene. Anna Morrow / Chicago Tribune"), ["Anna Morrow"]);
        assert_eq!(credited("The street was closed. — Peter Berg (@pberg) June 3"), ["Peter Berg"]);
    }

    #[test]
    fn who_is_told_of_is_not() {
        let text = "Leo Hale, Reuters photographer, was killed. Mia Cole, Daily News reporter, was hurt.";
        assert_eq!(credited(text), Vec::<String>::new());
        let text = "Robert Hale, 31, was shot outside the Tribune Tower. Anna Morrow, Police Chief, said so.";
        assert_eq!(credited(text), Vec::<String>::new());
    }
}

//! How many a list of persons comes to: "a man and a teenage boy" is two, "three children and a man" four, "двое мужчин и женщина" three.

use crate::number::number_at;
use crate::rules::words;
use crate::token::Token;
use std::ops::Range;

/// An item of a list: its tokens, and how many persons it says.
pub(super) type Item = (Range<usize>, u64);

/// Returns the items of a list of persons joined by "and", if each says a number or is one person.
///
/// A list with commas is left alone: "his wife, a teacher, and a guard" may be two.
pub(super) fn listed(tokens: &[Token]) -> Option<Vec<Item>> {
    // "пятеро рабочих, двое врачей и солдат": in Russian nothing but a list stands so
    let is_russian = tokens.iter().any(|token| token.is("и"));
    let splits = |token: &Token| token.is_any(&["and", "и"]) || is_russian && token.is(",");
    let ends: Vec<usize> =
        (0..tokens.len()).filter(|&at| splits(&tokens[at])).chain([tokens.len()]).collect();
    let splits_otherwise =
        |token: &Token| token.is_any(&[";", "or", "who", "that"]) || token.is(",") && !is_russian;
    if ends.len() < 2 || tokens.iter().any(splits_otherwise) {
        return None;
    }
    let starts = [0].into_iter().chain(ends.iter().map(|end| end + 1));
    starts.zip(&ends).map(|(start, &end)| Some((start..end, of_item(&tokens[start..end])?))).collect()
}

fn of_item(item: &[Token]) -> Option<u64> {
    // "a man in his fifties", "the mother of two"
    let end = item.iter().position(|token| words().edge.has(token) || token.is("of")).unwrap_or(item.len());
    let item = &item[..end];
    let (first, head) = (item.first()?, item.last()?);
    if let Some(found) = (0..item.len()).find_map(|at| number_at(item, at)) {
        let is_exact =
            !found.amount.vague && !found.amount.approximate && found.amount.min == found.amount.max;
        let counts = found.range.end < item.len() && !words().unit.has(&item[found.range.end]);
        return found.amount.min.filter(|_| is_exact && counts);
    }
    if first.is_cyrillic() {
        return crate::russian::is_one(item).then_some(1);
    }
    let is_person = head.lower.ends_with("year-old") || words().one_person.has(head) || is_singular(head);
    let is_one =
        first.is_any(&["a", "an", "another", "his", "her", "their"]) || words().bare_person.has(head);
    (is_person && is_one).then_some(1)
}

fn is_singular(head: &Token) -> bool {
    words().person.has(head)
        && !head.lower.ends_with("men")
        && !head.lower.ends_with('s')
        && !words().several.has(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::rules::Rules;

    fn count(phrase: &str) -> Option<u64> {
        let items = listed(&Rules::of(None).tokens(phrase, Span::new(0, phrase.len())))?;
        Some(items.into_iter().map(|(_, count)| count).sum())
    }

    #[test]
    fn items_of_a_list_are_added() {
        assert_eq!(count("a man and a teenage boy"), Some(2));
        assert_eq!(count("three children and a man"), Some(4));
        assert_eq!(count("The man and woman"), Some(2));
        assert_eq!(count("a 44-year-old man and a 17-year-old"), Some(2));
        assert_eq!(count("the mother of two and her son"), Some(2));
        assert_eq!(count("двое мужчин и женщина"), Some(3));
        assert_eq!(count("пятеро рабочих, двое врачей и один солдат"), Some(8));
        assert_eq!(count("4 полицейских и 6 гражданских"), Some(10));
    }

    #[test]
    fn what_is_no_list_of_persons_has_no_sum() {
        for phrase in [
            "a man",
            "a man, a teacher, and a boy",
            "a man and several others",
            "men and women",
            "a car and a man",
            "мужчины и женщины",
        ] {
            assert_eq!(count(phrase), None, "{phrase}");
        }
    }
}

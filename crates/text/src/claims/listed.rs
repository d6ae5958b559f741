//! How many a list of persons comes to: "a man and a teenage boy" is two, "three children and a man" four, "двое мужчин и женщина" three.

use crate::number::{PAIRS, is_age_unit, is_aged as is_age_noun, number_at};
use crate::phrase::is_as_well_as;
use crate::rules::words;
use crate::token::{Kind, Token};
use std::ops::Range;

/// An item of a list: its tokens, and how many persons it says.
pub(super) type Item = (Range<usize>, u64);

/// Returns the items of a list of persons joined by "and", if each says a number or is one person.
///
/// A list with commas is left alone, unless each item begins with a number: "his wife, a teacher, and a guard" may be two.
pub(super) fn listed(tokens: &[Token]) -> Option<Vec<Item>> {
    // "пятеро рабочих, двое врачей и солдат": in Russian nothing but a list stands so
    let is_russian = tokens.iter().any(|token| token.is("и"));
    // "3 adults, 1 child"
    let leads_number = |at: usize| tokens[at].is(",") && number_at(tokens, at + 1).is_some();
    let is_numbered =
        number_at(tokens, 0).is_some() && (0..tokens.len()).all(|at| !tokens[at].is(",") || leads_number(at));
    // "man, 17-month-old child": as headlines have them
    let has_article = |token: &Token| token.is_any(&["a", "an", "the"]) || words().possessive.has(token);
    let is_bare = !is_russian && !tokens.iter().any(has_article);
    let joins_by_comma = is_russian || is_numbered || is_bare;
    let splits = |token: &Token| token.is_any(&["and", "и"]) || joins_by_comma && token.is(",");
    let ends: Vec<usize> =
        (0..tokens.len()).filter(|&at| splits(&tokens[at])).chain([tokens.len()]).collect();
    let splits_otherwise =
        |token: &Token| token.is_any(&[";", "or", "who", "that"]) || token.is(",") && !joins_by_comma;
    if ends.len() < 2 || tokens.iter().any(splits_otherwise) {
        return None;
    }
    let starts = [0].into_iter().chain(ends.iter().map(|end| end + 1));
    let items: Vec<Item> = starts
        .zip(&ends)
        .map(|(start, &end)| Some((start..end, of_item(&tokens[start..end], is_bare)?)))
        .collect::<Option<_>>()?;
    // "five people, two women and three men": what follows says who the first are
    let parts: u64 = items[1..].iter().map(|(_, count)| count).sum();
    let names_kind = |token: &Token| token.is_any(&["people", "persons", "others", "civilians", "victims"]);
    let first = &items[0];
    let is_whole = !is_russian
        && tokens[ends[0]].is(",")
        && (first.1 > 1 && parts == first.1 || names_kind(&tokens[first.0.end - 1]));
    (!is_whole).then_some(items)
}

/// Returns the items of a series that tokens are, each with a word that leads it: "the mayor of X, a judge, as well as two peasants". How many
/// they come to may be open: "his wife, a teacher, and a guard".
pub(super) fn led_items(tokens: &[Token]) -> Option<Vec<Range<usize>>> {
    /// Words of a number before its "and" at most.
    const NUMBER: usize = 3;
    // "between 60 and 70 people"
    let in_number = |at: usize| {
        let mut near = at.saturating_sub(NUMBER)..at;
        near.any(|start| number_at(tokens, start).is_some_and(|number| number.range.contains(&at)))
    };
    let is_and = |at: usize| tokens[at].is("and") && !in_number(at) || is_as_well_as(tokens, at);
    let mut items: Vec<Range<usize>> = Vec::new();
    let (mut start, mut closes) = (0, false);
    for at in 0..=tokens.len() {
        let is_end = at == tokens.len() || tokens[at].is_any(&[",", ";"]) || is_and(at);
        if at < start || !is_end {
            continue;
        }
        let is_joint = at < tokens.len() && is_and(at);
        closes |= is_joint;
        items.extend((start < at).then_some(start..at));
        start = at + if is_joint && tokens[at].is("as") { 3 } else { 1 };
    }
    let is_led = |item: &Range<usize>| {
        words().determiner.has(&tokens[item.start])
            || words().possessive.has(&tokens[item.start])
            || item.clone().take(3).any(|at| number_at(tokens, at).is_some())
    };
    (closes && items.len() > 1 && items.iter().all(is_led)).then_some(items)
}

/// A list of names and of persons without a name: "Amy and Lance Berg and two daughters".
pub(super) struct Mixed {
    /// How many it comes to: four.
    pub(super) count: u64,
    /// The items without a name.
    pub(super) unnamed: Vec<Range<usize>>,
}

/// Returns the list that tokens are, if they hold both names and persons without a name; `is_named` tells whether an item, a range of the
/// tokens, is a name. Who stands beside a name and a comma may only be told of more, and is then nobody else: "his wife, Ann", "two
/// bloggers, Ann and Leo", "Ann Berg, a teacher".
pub(super) fn mixed(tokens: &[Token], is_named: impl Fn(&Range<usize>) -> bool) -> Option<Mixed> {
    let is_split = |at: usize| tokens[at].is_any(&["and", "и", "еще", ",", ";", ":"]);
    let ends: Vec<usize> = (0..tokens.len()).filter(|at| is_split(*at)).chain([tokens.len()]).collect();
    let starts = [0].into_iter().chain(ends.iter().map(|end| end + 1));
    let is_age = |item: &Range<usize>| item.len() == 1 && tokens[item.start].kind == Kind::Number;
    let items: Vec<Range<usize>> = starts
        .zip(&ends)
        .map(|(start, &end)| start..end)
        .filter(|item| !item.is_empty() && !is_age(item))
        .collect();
    let (mut count, mut unnamed) = (0, Vec::new());
    for (at, item) in items.iter().enumerate() {
        if is_named(item) {
            count += 1;
            continue;
        }
        // not "of the 900 block"
        let is_person = tokens[item.start].is_cyrillic() && crate::russian::is_one(&tokens[item.clone()]);
        let begins = words().determiner.has(&tokens[item.start])
            || number_at(tokens, item.start).is_some()
            || is_person;
        // "Х, ее водителя и": nobody is his own driver
        let is_owned = tokens[item.start].is_any(&["его", "ее", "их"]);
        let counted = of_item(&tokens[item.clone()], false).filter(|_| begins)?;
        let is_comma = |at: usize| tokens.get(at).is_some_and(|token| token.is_any(&[",", ":"]));
        // "X, his wife, and a guard": his wife is not X
        let is_own_kin = at == 1 && words().possessive.has(&tokens[item.start]) && items.len() > 2;
        let tells_more = at > 0
            && is_named(&items[at - 1])
            && is_comma(item.start - 1)
            && !is_own_kin
            && !is_owned
            && (counted == 1 || counted == count);
        // "his wife, Ann", but not "a judge, and Ann Berg"
        let is_told_more = items.get(at + 1).is_some_and(|next| is_named(next) && next.start == item.end + 1)
            && is_comma(item.end);
        if !tells_more && !is_told_more {
            count += counted;
            unnamed.push(item.clone());
        }
    }
    let has_name = items.iter().any(&is_named);
    (has_name && !unnamed.is_empty()).then_some(Mixed { count, unnamed })
}

/// Returns how many an item says; `is_bare`: one person needs no article.
fn of_item(item: &[Token], is_bare: bool) -> Option<u64> {
    // "two of his sons"
    if let Some(found) =
        number_at(item, 0).filter(|found| item.get(found.range.end).is_some_and(|token| token.is("of")))
    {
        let behind = item
            .iter()
            .skip(found.range.end)
            .any(|token| words().is_for_persons(token) || words().kin.has(token));
        let amount = found.amount;
        return amount
            .min
            .filter(|_| behind && !amount.vague && !amount.approximate && amount.min == amount.max);
    }
    // "a man in his fifties", "the mother of two"
    let end = item.iter().position(|token| words().edge.has(token) || token.is("of")).unwrap_or(item.len());
    let item = &item[..end];
    let (first, head) = (item.first()?, item.last()?);
    let number = (0..item.len()).find_map(|at| number_at(item, at));
    if let Some(found) = number.filter(|found| !is_age_unit(item, found.range.end)) {
        let is_exact =
            !found.amount.vague && !found.amount.approximate && found.amount.min == found.amount.max;
        let is_pair = item[found.range.end - 1].is_any(&PAIRS);
        let counts = is_pair || found.range.end < item.len() && !words().unit.has(&item[found.range.end]);
        return found.amount.min.filter(|_| is_exact && counts);
    }
    if first.is_cyrillic() {
        return crate::russian::is_one(item).then_some(1);
    }
    let is_aged = head.is("old") && item.len() > 2 && words().age_unit.has(&item[item.len() - 2]);
    let is_person =
        is_aged || head.lower.ends_with("year-old") || words().one_person.has(head) || is_singular(head);
    let is_one = first.is_any(&["a", "an", "another", "his", "her", "their"])
        || words().bare_person.has(head)
        || words().kin.has(head);
    let is_one =
        is_one || is_bare && (words().one_person.has(head) || is_age_noun(head) || is_singular(head));
    let is_one = is_one || first.is("the") && (words().one_person.has(head) || is_singular(head));
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
        assert_eq!(count("a 15 year old and an 11-year-old"), Some(2));
        assert_eq!(count("3 adults, 1 child"), Some(4));
        assert_eq!(count("the mother of two and her son"), Some(2));
        assert_eq!(count("двое мужчин и женщина"), Some(3));
        assert_eq!(count("пятеро рабочих, двое врачей и один солдат"), Some(8));
        assert_eq!(count("4 полицейских и 6 гражданских"), Some(10));
    }

    fn with_names(phrase: &str) -> Option<u64> {
        let tokens = Rules::of(None).tokens(phrase, Span::new(0, phrase.len()));
        let is_named = |item: &Range<usize>| tokens[item.clone()].iter().any(|token| token.is_capital);
        mixed(&tokens, is_named).map(|list| list.count)
    }

    #[test]
    fn names_and_persons_without_a_name_are_added() {
        assert_eq!(with_names("Amy and Lance Berg and two daughters"), Some(4));
        assert_eq!(with_names("Ann Berg, 31, and a 16-year-old boy"), Some(2));
        assert_eq!(with_names("Ann Berg, a teacher, and two men"), Some(3));
        for phrase in
            ["his wife, Ann", "Ann Berg, 31, of the 900 block", "Ann Berg and his daughter, Mia", "two men"]
        {
            assert_eq!(with_names(phrase), None, "{phrase}");
        }
    }

    #[test]
    fn what_is_no_list_of_persons_has_no_sum() {
        for phrase in [
            "a man",
            "a man, a teacher, and a boy",
            "a man and several others",
            "men and women",
            "a car and a man",
            "five people, two women and three men",
            "12 people, 5 soldiers and 7 guards",
            "мужчины и женщины",
        ] {
            assert_eq!(count(phrase), None, "{phrase}");
        }
    }
}

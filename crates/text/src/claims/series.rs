//! A series of those who suffer: "a colonel, a judge, and Senator X", "X, 42; Y, 19; and a boy". The phrase beside an act is often one item of it.

use super::find::Finder;
use crate::number::{is_aged, number_at};
use crate::phrase::{group_start, is_as_well_as, is_edge};
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words of one item at most.
const LONGEST: usize = 12;
/// Items at most.
const MOST: usize = 40;

/// What joins two items.
struct Joint {
    /// Where the next item begins.
    end: usize,
    /// An "and", or what is as good: it closes a series.
    closes: bool,
}

/// One of a series.
struct Item {
    end: usize,
    is_named: bool,
}

impl Finder<'_> {
    /// Returns the phrase of who suffers, widened over the series that it is an item of: forwards if it stands behind the act, backwards
    /// if before.
    pub(super) fn in_series(&self, phrase: Range<usize>, trigger: &Range<usize>) -> Range<usize> {
        if self.tokens()[trigger.start].is_cyrillic() || self.item(phrase.start).is_none() {
            return phrase;
        }
        if phrase.start >= trigger.end {
            phrase.start..self.series_end(&phrase)
        } else if phrase.end <= trigger.start {
            self.series_start(&phrase, trigger)..phrase.end
        } else {
            phrase
        }
    }

    /// Returns where the series ends that a phrase begins; the phrase's own end if it begins none.
    fn series_end(&self, phrase: &Range<usize>) -> usize {
        let tokens = self.tokens();
        let (mut closed, mut end) = (phrase.end, phrase.end);
        let mut is_named = self.ends_in_name(phrase.end);
        // "three journalists: X, Y, and Z"
        if !is_named && tokens.get(end).is_some_and(|token| token.is(":")) {
            let first = self.item(end + 1).filter(|item| item.is_named);
            end = first.map_or(end, |item| item.end);
            is_named = end > phrase.end;
        }
        for _ in 0..MOST {
            if let Some(age) = age_end(tokens, end) {
                // "X, 42, and Y"
                end = age;
                continue;
            }
            let Some(joint) = joint(tokens, end) else { break };
            let Some(item) = self.item(joint.end) else { break };
            // "killed a guard and a driver was hurt": another clause
            if closes_clause(tokens, item.end) {
                break;
            }
            // "X, a teacher, and Y": what tells more of X is passed over
            let tells_more = is_named && !item.is_named && !joint.closes;
            end = item.end;
            is_named = item.is_named || tells_more;
            if joint.closes {
                closed = end;
            }
        }
        closed
    }

    /// Returns where the series begins that a phrase ends; the phrase's own start if it ends none.
    fn series_start(&self, phrase: &Range<usize>, trigger: &Range<usize>) -> usize {
        let tokens = self.tokens();
        let group = group_start(tokens, trigger.start);
        // "X was killed" is of one; the phrase stands next to its verb, or an age between
        let is_of_one =
            tokens[group..trigger.start].iter().any(|token| token.is_any(&["was", "has", "is", "'s"]));
        let last = age_end(tokens, phrase.end).unwrap_or(phrase.end);
        let comma = last + usize::from(tokens[last].is(","));
        // "X, Y, and Z, who were held"
        let are_several = || tokens[comma].is("who") && tokens[comma + 1].is_any(&["were", "are", "have"]);
        let is_next = group <= comma || group == comma + 1 && are_several();
        if is_of_one || !is_next {
            return phrase.start;
        }
        let (mut start, mut is_closed) = (phrase.start, false);
        for _ in 0..MOST {
            let Some(end) = joint_before(tokens, start, &mut is_closed) else { break };
            let Some(first) = self.item_before(end) else { break };
            start = first;
        }
        if is_closed { start } else { phrase.start }
    }

    /// Returns an item that begins at a token: a name with what leads it, or a noun for persons with what tells more of it.
    fn item(&self, start: usize) -> Option<Item> {
        let tokens = self.tokens();
        // "at least five students"
        let start = number_at(tokens, start).map_or(start, |number| number.range.end - 1);
        let first = tokens.get(start)?;
        let farthest = tokens.len().min(start + LONGEST);
        let end = (start..farthest).find(|at| ends_item(tokens, *at)).unwrap_or(farthest);
        let of_person = |at: usize| {
            let name = self.reader.sentence.name_at(at).filter(|name| name.kind == NameKind::Person);
            name.map(|name| name.range.end)
                .filter(|end| !tokens.get(*end).is_some_and(|token| token.is("'s")))
        };
        if let Some(end) = (start..end).find_map(of_person) {
            return Some(Item { end, is_named: true });
        }
        let begins = words().determiner.has(first)
            || words().possessive.has(first)
            || first.is_capital
            || number_at(tokens, start).is_some()
            || words().persons.has(first)
            || is_aged(first);
        let head = (start..end)
            .find(|at| tokens[*at].is("of"))
            .unwrap_or(end)
            .checked_sub(1)
            .filter(|head| *head >= start)?;
        let head = &tokens[head];
        let rows = words();
        let is_people = rows.is_for_persons(head)
            || rows.one_person.has(head)
            || rows.kin.has(head)
            || rows.plural.has(head)
            || is_aged(head)
            || head.is("others");
        (begins && is_people).then_some(Item { end, is_named: false })
    }

    /// Returns where the item begins that ends before a token.
    fn item_before(&self, end: usize) -> Option<usize> {
        let tokens = self.tokens();
        let end = age_start(tokens, end).unwrap_or(end);
        let floor = end.saturating_sub(LONGEST);
        let start = (floor..end).rev().find(|at| ends_item(tokens, *at)).map_or(floor, |at| at + 1);
        self.item(start).filter(|item| item.end == end).map(|_| start)
    }

    fn ends_in_name(&self, end: usize) -> bool {
        let name = end.checked_sub(1).and_then(|last| self.reader.sentence.name_at(last));
        name.is_some_and(|name| name.kind == NameKind::Person && name.range.end == end)
    }
}

fn ends_item(tokens: &[Token], at: usize) -> bool {
    is_edge(tokens, at) || tokens[at].is_any(&["and", "or"])
}

/// Returns the joint that stands at a token: "," or ";", "and", ", and", "as well as", "along with". What ";" parts needs no "and".
fn joint(tokens: &[Token], at: usize) -> Option<Joint> {
    let is = |at: usize, list: &[&str]| tokens.get(at).is_some_and(|token| token.is_any(list));
    let sign = usize::from(is(at, &[",", ";"]));
    let from = at + sign;
    let word = if is(from, &["and"]) {
        // "the murder of X and of Y"
        1 + usize::from(is(from + 1, &["of"]))
    } else if is_as_well_as(tokens, from) {
        3
    } else if is(from, &["along", "together"]) && is(from + 1, &["with"]) {
        2
    } else {
        0
    };
    (sign + word > 0).then_some(Joint { end: from + word, closes: word > 0 || is(at, &[";"]) })
}

/// Returns where the words before the joint end that stands before `start`; tells by `is_closed` whether it is an "and".
fn joint_before(tokens: &[Token], start: usize, is_closed: &mut bool) -> Option<usize> {
    let is = |at: Option<usize>, list: &[&str]| at.is_some_and(|at| tokens[at].is_any(list));
    let mut end = start;
    if is(end.checked_sub(1), &["and"]) {
        *is_closed = true;
        end -= 1;
    }
    if is(end.checked_sub(1), &[",", ";"]) {
        end -= 1;
    }
    (end < start && end > 0).then_some(end)
}

/// Returns where an age ends that stands behind a person at `at`: ", 42", "(42)"; its sign included.
fn age_end(tokens: &[Token], at: usize) -> Option<usize> {
    let is = |at: usize, sign: &str| tokens.get(at).is_some_and(|token| token.is(sign));
    let is_age = tokens.get(at + 1).is_some_and(|token| token.kind == Kind::Number && token.lower.len() <= 3);
    if is(at, "(") && is_age && is(at + 2, ")") {
        return Some(at + 3);
    }
    let closes = tokens.get(at + 2).is_none_or(|token| token.kind == Kind::Sign || token.is("and"));
    (is(at, ",") && is_age && closes).then_some(at + 2)
}

/// Returns where the sign before an age stands that ends before `end`.
fn age_start(tokens: &[Token], end: usize) -> Option<usize> {
    (1..=3).filter_map(|back| end.checked_sub(back)).find(|at| age_end(tokens, *at) == Some(end))
}

/// Returns whether a verb follows that would have the last item as its subject.
fn closes_clause(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        words().auxiliary.has(token)
            || words().speech.has(token)
            || token.is("say")
            || token.kind == Kind::Word && !token.is_capital && token.lower.ends_with("ed")
    })
}

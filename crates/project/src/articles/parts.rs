//! Numbers within numbers: "190 people, among them 27 children", "66 wounded, 14 of them critical", "of the 40 dead, 12 were women".
//!
//! Only what the words between and beside the two numbers say makes one a part of the other, in one sentence.

use super::StoredArticle;
use super::figures::Said;
use std::ops::Range;
use tizim_model::single_spaced;

/// Words between a whole and its part.
const BETWEEN: &[&str] = &[
    "including",
    "include",
    "included",
    "among them",
    "among whom",
    "among those",
    "of whom",
    "of them",
    "of those",
    "of which",
    "в том числе",
    "включая",
    "из них",
    "среди них",
    "среди которых",
    "из которых",
    "среди погибших",
    "среди раненых",
    "среди задержанных",
];
/// Words behind the number of a part.
const BEHIND: &[&str] = &["of them", "of whom", "of those", "of these", "из них", "из которых"];
/// Words before the number of a whole that a part follows.
const BEFORE_WHOLE: &[&str] = &["of the", "of those", "of these", "among the", "among those", "из", "среди"];
/// Words between a part and its whole where the part stands first: "12 of the 40".
const PART_FIRST: &[&str] =
    &["of", "of the", "of those", "of these", "out of", "out of the", "из", "из этих"];
/// Bytes between the two numbers, at most.
const FAR: usize = 160;
/// Words between what tells a part and its number, at most: "including 27 children and".
const WORDS_BEHIND_CUE: usize = 6;

/// Tells of each figure of an article which other's number it is a part of, where their words say so.
pub(super) fn tell_parts(article: &StoredArticle, said: &mut [Said<'_>]) {
    let places: Vec<Option<Range<usize>>> =
        said.iter().map(|said| article.place_of(&said.count.words)).collect();
    for at in 0..said.len() {
        let Some(own) = places[at].clone() else { continue };
        let is_whole = |other: &usize| {
            let (part, whole) = (&said[at].figure, &said[*other].figure);
            let is_less = part
                .low
                .or(part.high)
                .zip(whole.low.or(whole.high))
                .is_some_and(|(part, whole)| part < whole);
            let words = places[*other].as_ref();
            is_less
                && part.quantity == whole.quantity
                && words.is_some_and(|words| is_part(&article.text, &own, words))
        };
        // the nearest of them
        let distance = |other: &usize| {
            places[*other].as_ref().map_or(usize::MAX, |words| words.start.abs_diff(own.start))
        };
        let Some(whole) = (0..said.len()).filter(|other| *other != at).filter(is_whole).min_by_key(distance)
        else {
            continue;
        };
        said[at].figure.part_of_figure = said[whole].figure.id.clone();
        if said[at].figure.scope == said[whole].figure.scope
            && let Some(words) = told_behind(&article.text, &own)
        {
            let scope = &mut said[at].figure.scope;
            *scope = if scope.is_empty() { words } else { format!("{words}, {scope}") };
        }
    }
}

/// Returns whether the words at two numbers say that one is a part of the other.
fn is_part(text: &str, part: &Range<usize>, whole: &Range<usize>) -> bool {
    if part.end <= whole.start {
        return text
            .get(part.end..whole.start)
            .is_some_and(|between| PART_FIRST.contains(&spaced(between).as_str()));
    }
    let between =
        text.get(whole.end..part.start).filter(|between| between.len() <= FAR && !ends_sentence(between));
    let Some(between) = between.map(spaced) else { return false };
    let is_told_between = BETWEEN.iter().filter_map(|cue| last_of(&between, cue)).any(|rest| {
        rest.split(' ').filter(|word| !word.is_empty()).count() <= WORDS_BEHIND_CUE && !rest.contains(';')
    });
    let behind = spaced(&text[part.end..text.floor_char_boundary((part.end + 40).min(text.len()))]);
    let before = spaced(&text[text.floor_char_boundary(whole.start.saturating_sub(40))..whole.start]);
    is_told_between
        || BEHIND.iter().any(|cue| begins_with(&behind, cue))
        || BEFORE_WHOLE.iter().any(|cue| before == *cue || before.ends_with(&format!(" {cue}")))
}

/// Returns what a part's words say of it behind "of them": "critical", "in hospital".
fn told_behind(text: &str, number: &Range<usize>) -> Option<String> {
    let rest = text.get(number.end..)?;
    let rest = rest.split(['.', ',', ';', '\n', '(', '—']).next()?;
    let lower = spaced(rest);
    let cue = BEHIND.iter().find(|cue| begins_with(&lower, cue))?;
    let words: Vec<&str> = rest.split_whitespace().skip(cue.split(' ').count()).take(6).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Returns words in lower case with single blanks.
fn spaced(text: &str) -> String {
    single_spaced(&text.to_lowercase())
}

fn begins_with(text: &str, cue: &str) -> bool {
    text.strip_prefix(cue).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Returns what stands behind the last place of whole words in a text.
fn last_of<'t>(text: &'t str, cue: &str) -> Option<&'t str> {
    let at = text.rfind(cue)?;
    let (before, rest) = (&text[..at], &text[at + cue.len()..]);
    let is_whole = !before.ends_with(char::is_alphanumeric) && !rest.starts_with(char::is_alphanumeric);
    is_whole.then_some(rest)
}

/// Returns whether a sentence ends within words.
fn ends_sentence(words: &str) -> bool {
    words.contains("\n\n") || [". ", "! ", "? ", ".\n"].iter().any(|end| words.contains(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_told(text: &str, part: &str, whole: &str) -> bool {
        let place = |words: &str| text.find(words).map(|at| at..at + words.len()).unwrap();
        is_part(text, &place(part), &place(whole))
    }

    #[test]
    fn the_words_between_two_numbers_make_one_a_part_of_the_other() {
        for (text, part, whole) in [
            ("detained 52 strikers, including seven women, in Karsale", "seven", "52"),
            ("that 190 people, among them 27 children, had been killed", "27", "190"),
            ("190 people, among them 27 children and 12 women", "12", "190"),
            ("treated 66 wounded, 14 of them critical", "14", "66"),
            ("Of the 40 dead, 12 were women", "12", "40"),
            ("12 of the 40 dead were women", "12", "40"),
            ("погибли 19 человек, из них двое детей", "двое", "19"),
            ("задержаны 52 человека, в том числе семь женщин", "семь", "52"),
        ] {
            assert!(is_told(text, part, whole), "{text}");
        }
        for (text, part, whole) in [
            ("63 people were killed in Karsale and 12 in Olm", "12", "63"),
            ("63 were killed. Nine women, 12 of the village, were among them", "12", "63"),
            ("killed 40 in May and 12 in June", "12", "40"),
        ] {
            assert!(!is_told(text, part, whole), "{text}");
        }
    }

    #[test]
    fn what_is_said_of_a_part_is_its_scope() {
        let told = |text: &str| told_behind(text, &(0..2));
        assert_eq!(
            told("14 of them in critical condition, he said").as_deref(),
            Some("in critical condition")
        );
        assert_eq!(told("14 of them.").as_deref(), None);
        assert_eq!(told("15 children").as_deref(), None);
    }
}

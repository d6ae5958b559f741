//! Who says what: source, cue and content, as spans (after the scheme of PolNeAR: Newell, Margolin and Ruths 2018).
//!
//! Found by rules: a word of speech or of opinion (`say` and `hold` of the cue files), the phrase that stands as its subject or
//! behind "according to", and the rest of the sentence, before it or after it. Speech that goes on in quotation marks over the next
//! sentences is that of the same source.

mod after;
mod noun;
mod quotation;
mod russian;
mod subject;
mod verb;

pub(crate) use russian::{days_of_speech, is_pronoun};
pub(crate) use verb::is_headline;

use crate::Span;
use crate::document::Sentence;
use crate::rules::{Rules, Voice, words};
use crate::somebody::may_be_somebody;
use crate::token::{Kind, Token};
use quotation::{starts_quotation, stays_open};
use std::ops::Range;

/// Something that the article puts down to somebody.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Attribution {
    /// Who says, thinks or shows it; none where a quotation goes on, or nobody is named.
    pub source: Option<Span>,
    /// The words that say that somebody says it.
    pub cue: Option<Span>,
    /// What is said.
    pub content: Span,
    /// It is speech, and not what somebody thinks, wants or shows.
    pub is_speech: bool,
}

/// Returns who is said to have said the words of a span of a sentence: the source of the narrowest speech around it. Where a quotation goes on,
/// it is that of the attribution before; where the source is not named beside its verb, that of one before it in the sentence.
pub(crate) fn speaker(list: &[Attribution], words: Span, sentence: Span) -> Option<Span> {
    let around = |(_, it): &(usize, &Attribution)| it.is_speech && it.content.contains(words);
    let (at, said) =
        list.iter().enumerate().filter(around).min_by_key(|(_, it)| it.content.end - it.content.start)?;
    let is_own = |it: &&Attribution| said.cue.is_none() || it.content.overlaps(sentence);
    let before = list[..=at].iter().rev().take_while(is_own);
    before.into_iter().find_map(|it| it.source).filter(|source| !source.overlaps(words))
}

/// Returns the whole subject of a group of verbs that begins at a token, with what describes it.
pub(crate) fn subject(sentence: &Sentence, rules: &Rules, at: usize) -> Option<Range<usize>> {
    subject::of(sentence, rules, at, 0)
}

/// Returns the attributions of an article's sentences, in their order.
pub(crate) fn attributions(text: &str, sentences: &[Sentence], rules: &Rules) -> Vec<Attribution> {
    let mut list: Vec<Attribution> = Vec::new();
    let (mut open, mut in_transcript) = (false, false);
    // one "QUETTA:" is a dateline
    let is_transcript =
        sentences.iter().filter(|sentence| turn(text, sentence).is_some()).take(2).count() > 1;
    for (place, sentence) in sentences.iter().enumerate() {
        let tokens = &sentence.tokens;
        let before = list.len();
        // a quotation that goes on over paragraphs opens anew in each
        let gap =
            place.checked_sub(1).and_then(|last| text.get(sentences[last].span.end..sentence.span.start));
        open &= !gap.is_some_and(|gap| gap.contains('\n'));
        let stays = stays_open(tokens, open);
        let signed = place.checked_sub(1).and_then(|last| signed(sentence, &sentences[last]));
        if let Some(turn) = turn(text, sentence).filter(|_| is_transcript) {
            in_transcript = true;
            list.push(turn);
        } else if let Some(headed) = headed(sentence) {
            list.push(headed);
        } else if let Some(signed) = signed {
            list.push(signed);
        } else if let Some(told) =
            place.checked_sub(1).and_then(|last| about_this(sentence, &sentences[last], rules))
        {
            list.push(told);
        } else {
            verb::of_sentence(sentence, sentences.get(place + 1), rules, open, &mut list);
        }
        for told in &mut list[before..] {
            told.source = told.source.filter(|source| may_speak(sentence, *source));
        }
        let is_quoted = open || starts_quotation(tokens);
        if list.len() == before && !list.is_empty() && (is_quoted || in_transcript && open == stays) {
            // a whole sentence of a quotation
            let content = sentence.span_of(&(0..tokens.len()));
            list.extend((!tokens.is_empty()).then_some(Attribution {
                source: None,
                cue: None,
                content,
                is_speech: true,
            }));
        }
        in_transcript &= list.len() == before + 1;
        open = stays;
    }
    russian::tie_pronouns(text, &mut list);
    list
}

/// Returns whether words may be of somebody, or of a paper that says something: not "afraid", "three hours", "Tuesday evening".
fn may_speak(sentence: &Sentence, source: Span) -> bool {
    let tokens = &sentence.tokens[sentence.range_of(source)];
    let rows = words();
    let leads = |token: &Token| {
        rows.determiner.has(token)
            || rows.possessive.has(token)
            || token.is_capital && !crate::date::is_calendar_word(&token.lower)
    };
    let speaks = |token: &Token| token.is_cyrillic() || rows.pronoun.has(token) || rows.paper.has(token);
    let is_relative = |token: &Token| token.is_any(&["who", "which", "that"]);
    tokens.first().is_some_and(leads)
        || tokens.iter().any(|token| speaks(token) || is_relative(token))
        || may_be_somebody(tokens)
}

/// "WALLACE: Governor, ...": a turn of a transcript.
fn turn(text: &str, sentence: &Sentence) -> Option<Attribution> {
    let tokens = &sentence.tokens;
    let first = usize::from(starts_quotation(tokens));
    let colon = tokens.iter().take(5).position(|token| token.is(":")).filter(|at| *at > first)?;
    let is_named = sentence.names.iter().any(|name| name.range == (first..colon));
    let is_speaker = is_named
        || tokens[first..colon]
            .iter()
            .all(|token| token.kind == Kind::Sign || token.is_capital && token.lower.len() > 1)
            && !sentence.span_of(&(first..colon)).of(text).chars().any(char::is_lowercase);
    is_speaker.then_some(())?;
    Some(Attribution {
        source: trimmed(sentence, first..colon),
        cue: Some(sentence.span_of(&(colon..colon + 1))),
        content: Some(colon + 1..tokens.len())
            .filter(|rest| !rest.is_empty())
            .map(|rest| sentence.span_of(&rest))?,
        is_speech: true,
    })
}

/// "— Anna Morrow" behind what she says.
fn signed(sentence: &Sentence, before: &Sentence) -> Option<Attribution> {
    let tokens = &sentence.tokens;
    let dash = tokens.first().filter(|first| first.is_any(&["―", "—", "–"]))?;
    let is_named = (2..7).contains(&tokens.len())
        && tokens[1..].iter().all(|token| token.is_capital || token.kind == Kind::Sign);
    is_named.then_some(Attribution {
        source: trimmed(sentence, 1..tokens.len()),
        cue: Some(dash.span),
        content: before.span,
        is_speech: true,
    })
}

/// "МВД: погибли 18 человек": an office that heads a Russian headline.
fn headed(sentence: &Sentence) -> Option<Attribution> {
    let tokens = &sentence.tokens;
    let colon = tokens.iter().take(5).position(|token| token.is(":")).filter(|at| *at > 0)?;
    let is_office =
        |name: &crate::document::Name| name.kind == crate::NameKind::Organisation && name.range == (0..colon);
    let is_russian = tokens[0].is_cyrillic() && sentence.names.iter().any(is_office);
    is_russian.then_some(Attribution {
        source: trimmed(sentence, 0..colon),
        cue: Some(tokens[colon].span),
        content: trimmed(sentence, colon + 1..tokens.len())?,
        is_speech: true,
    })
}

/// "Об этом сообщил Х": who says the sentence before.
fn about_this(sentence: &Sentence, before: &Sentence, rules: &Rules) -> Option<Attribution> {
    const REACH: usize = 10;
    let tokens = &sentence.tokens;
    if !(tokens.first()?.is("об") && tokens.get(1)?.is("этом")) {
        return None;
    }
    let is_say = |at: &usize| matches!(rules.voice_at(tokens, *at), Some((_, Voice::Say)));
    let verb = (2..tokens.len().min(REACH)).find(is_say)?;
    let led = usize::from(tokens.get(verb + 1).is_some_and(|token| token.is_any(&["в", "во"])));
    let source = after::phrase(sentence, verb + 1 + led, false)?;
    Some(Attribution {
        source: trimmed(sentence, source),
        cue: Some(tokens[verb].span),
        content: before.span,
        is_speech: true,
    })
}

/// Returns the span of some words without the stops and commas at their ends; none if nothing is left.
fn trimmed(sentence: &Sentence, mut range: Range<usize>) -> Option<Span> {
    let tokens = &sentence.tokens;
    range.end = range.end.min(tokens.len());
    let loose = |token: &Token| token.is_any(&[",", ".", ":", ";", "—", "–", "-"]);
    while range.start < range.end && loose(&tokens[range.start]) {
        range.start += 1;
    }
    while range.end > range.start && loose(&tokens[range.end - 1]) {
        range.end -= 1;
    }
    (range.start < range.end).then(|| sentence.span_of(&range))
}

//! What stands around a Russian verb of speech and is neither who says it nor what is said: days, adverbs, occasions ("на брифинге"), and
//! pronouns that stand for who said something before.

use super::Attribution;
use crate::Span;
use crate::document::Sentence;
use crate::rules::words;
use crate::russian::{Cases, Class, chunks, of_word};
use crate::token::{Kind, Token, lower_of};
use std::ops::Range;

const LEADS: &[&str] = &["в", "во", "на", "с", "со", "от", "к"];

fn is_russian(sentence: &Sentence) -> bool {
    sentence.tokens.iter().any(Token::is_cyrillic)
}

fn date_at(sentence: &Sentence, at: usize) -> Option<Range<usize>> {
    let start = sentence.tokens.get(at)?.span.start;
    let found = sentence.dates.iter().find(|date| date.span.start == start)?;
    Some(sentence.range_of(found.span))
}

/// Returns the place behind days with their prepositions, adverbs and occasions that begin at a token; the token where none does.
pub(super) fn past_time(sentence: &Sentence, mut at: usize) -> usize {
    let tokens = &sentence.tokens;
    // the whole sentence is asked last: most words begin no time
    let begins = |token: &Token, at: usize| {
        token.is_cyrillic() || date_at(sentence, at).is_some() && is_russian(sentence)
    };
    while let Some(token) = tokens.get(at).filter(|token| begins(token, at)) {
        let led = usize::from(token.is_any(LEADS));
        let occasion =
            (at + 1..at + 3).find(|place| tokens.get(*place).is_some_and(|next| words().occasion.has(next)));
        at = if let Some(date) = date_at(sentence, at).or_else(|| date_at(sentence, at + led)) {
            date.end
        } else if let Some(place) = occasion.filter(|_| led == 1) {
            place + 1
        } else if words().adverb.has(token) && !token.is("не") {
            at + 1
        } else {
            break;
        };
    }
    at
}

/// "рассказал «Медиазоне» адвокат", "сообщила агентству «Заря» мать": returns the place behind whom a Russian verb of speech tells, if who speaks
/// stands there; the token where nobody is told.
pub(super) fn past_addressee(sentence: &Sentence, at: usize) -> usize {
    let tokens = &sentence.tokens;
    // "сообщили в департаменте": where those who speak work
    let is_led = at.checked_sub(1).is_some_and(|before| words().adposition.has(&tokens[before]));
    let is_dative = !is_led
        && tokens.get(at).is_some_and(|first| {
            let cases = of_word(first);
            first.is_cyrillic()
                && !first.is_capital
                && cases.meets(Cases::DATIVE)
                && !cases.meets(Cases::NOMINATIVE | Cases::GENITIVE)
        });
    let told = at + usize::from(is_dative);
    let end = closing(tokens, told).map_or(told, |close| close + 1);
    if end > at && speaks(tokens, end) { end } else { at }
}

/// "сообщает «Медиазона»": a name in quotation marks that nobody else who speaks stands behind.
pub(super) fn quoted_name(sentence: &Sentence, at: usize) -> Option<Range<usize>> {
    let close = closing(&sentence.tokens, at)?;
    (!speaks(&sentence.tokens, close + 1)).then(|| at..close + 1)
}

/// Returns where the quotation marks of a Russian name close that open at a token.
fn closing(tokens: &[Token], at: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    tokens.get(at + 1).filter(|name| tokens[at].is("«") && name.is_capital && name.is_cyrillic())?;
    (at + 2..tokens.len()).take(LONGEST).find(|place| tokens[*place].is("»"))
}

/// Returns whether somebody who says something may stand at a token: a word in the nominative, with what belongs to it.
fn speaks(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        token.kind == Kind::Word
            && !words().adposition.has(token)
            && !words().end_source.has(token)
            && !words().adverb.has(token)
            && (of_word(token).meets(Cases::NOMINATIVE) || token.is_any(&["его", "ее", "их"]))
    })
}

/// Returns where a day with its preposition begins that ends before a token; the token where none does.
pub(super) fn before_time(sentence: &Sentence, end: usize, from: usize) -> usize {
    if sentence.dates.is_empty() || !is_russian(sentence) {
        return end;
    }
    let mut dates = sentence.dates.iter().map(|date| sentence.range_of(date.span));
    let Some(date) = dates.rfind(|date| date.end == end && date.start >= from) else { return end };
    let leads = date.start.checked_sub(1).filter(|at| *at >= from && sentence.tokens[*at].is_any(LEADS));
    leads.unwrap_or(date.start)
}

/// "сообщение о гибели людей в ведомстве опровергли": those who work where the words before a verb of several say, if nobody else
/// may be its subject.
pub(super) fn office_before(sentence: &Sentence, range: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let is_of_several = ["ли", "ют", "ят"].iter().any(|ending| tokens[verb].lower.ends_with(ending));
    let list = chunks(sentence, &[]);
    let at = list.iter().position(|chunk| chunk.range.end == range.end && chunk.class == Class::Phrase)?;
    let is_led = list[at].is_led && tokens[list[at].range.start - 1].is_any(&["в", "во"]);
    let may_do = |place: usize| {
        let chunk = &list[place];
        // "гибель 164 человек": of whom the phrase before speaks
        let is_owned = place > 0 && list[place - 1].class == Class::Phrase;
        chunk.range.start >= range.start
            && chunk.class == Class::Phrase
            && !chunk.is_led
            && !is_owned
            && chunk.cases.meets(Cases::NOMINATIVE & Cases::PLURAL)
    };
    (is_of_several && is_led && !(0..at).any(may_do)).then(|| list[at].range.clone())
}

/// "В ходе проверки прокурор заявил": the phrase that ends before a token, if it may be a subject.
pub(super) fn subject_before(sentence: &Sentence, end: usize, from: usize) -> Option<Range<usize>> {
    let list = chunks(sentence, &[]);
    let last = list.iter().find(|chunk| chunk.range.end == end && chunk.class == Class::Phrase)?;
    (!last.is_led && last.cases.meets(Cases::NOMINATIVE)).then_some(last.range.start.max(from)..end)
}

/// Returns the days on which something in a sentence is said, and not done: they stand beside who says it and outside of what is said.
pub(crate) fn days_of_speech(sentence: &Sentence, list: &[Attribution]) -> Vec<Span> {
    if !is_russian(sentence) {
        return Vec::new();
    }
    let own =
        || list.iter().filter(|it| it.is_speech && it.cue.is_some_and(|cue| sentence.span.contains(cue)));
    let is_beside = |date: Span, it: &Attribution| {
        let source = it.source.filter(|source| sentence.span.contains(*source));
        let Some(cue) = it.cue.filter(|_| !source.is_some_and(|source| source.contains(date))) else {
            return false;
        };
        let who = sentence.range_of(source.map_or(cue, |source| source.join(cue)));
        let date = sentence.range_of(date);
        let gap = date.start.saturating_sub(who.end).max(who.start.saturating_sub(date.end));
        gap == 0 || gap == 1 && sentence.tokens[date.start.saturating_sub(1)].is_any(LEADS)
    };
    let dates = sentence.dates.iter().map(|date| date.span);
    dates
        .filter(|date| !own().any(|it| it.content.contains(*date)) && own().any(|it| is_beside(*date, it)))
        .collect()
}

/// Returns whether words are a pronoun that stands for who says something.
pub(crate) fn is_pronoun(words: &str) -> bool {
    matches!(lower_of(words).as_str(), "он" | "она" | "они" | "его" | "ее" | "их")
}

/// "Она рассказала", "по его словам": who spoke shortly before, if the verb then was of the same sex and number.
pub(super) fn tie_pronouns(text: &str, list: &mut [Attribution]) {
    const BACK: usize = 3;
    for at in 1..list.len() {
        let Some(pronoun) =
            list[at].source.map(|source| lower_of(source.of(text))).filter(|it| is_pronoun(it))
        else {
            continue;
        };
        let before = list[..at].iter().rev().filter(|it| it.source.is_some()).take(BACK);
        let mut named = before.filter(|it| it.source.is_some_and(|source| !is_pronoun(source.of(text))));
        let is_fit = |it: &&Attribution| {
            let verb = it.cue.map_or(String::new(), |cue| lower_of(cue.of(text)));
            match pronoun.as_str() {
                "он" | "его" => !verb.ends_with("ла") && !verb.ends_with("ло") && !verb.ends_with("ли"),
                "она" | "ее" => !verb.ends_with('л') && !verb.ends_with("ло") && !verb.ends_with("ли"),
                _ => !verb.ends_with('л') && !verb.ends_with("ла") && !verb.ends_with("ло"),
            }
        };
        if let Some(who) = named.next().filter(is_fit).and_then(|it| it.source) {
            list[at].source = Some(who);
        }
    }
}

//! What one verb of speech or thought attributes, by the words around it.

use super::quotation::{OPENS, closes_quote, stays_open};
use super::russian::past_time;
use super::{Attribution, after, noun, subject, trimmed};
use crate::Span;
use crate::document::Sentence;
use crate::rules::{Rules, Voice, words};
use crate::russian::is_verb;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Adds what the verbs of a sentence attribute; `open`: a quotation is open where it begins.
pub(super) fn of_sentence(
    sentence: &Sentence,
    next: Option<&Sentence>,
    rules: &Rules,
    open: bool,
    list: &mut Vec<Attribution>,
) {
    let tokens = &sentence.tokens;
    let mut at = 0;
    // no subject reaches back over the cue before it, nor what is said over the attribution before it
    let (mut subjects, mut contents) = (0, 0);
    while at < tokens.len() {
        if !stays_open(&tokens[..at], open)
            && let Some(found) = noun::of(sentence, rules, at, subjects)
        {
            at = found.cue_end;
            subjects = at;
            list.push(found.attribution);
            continue;
        }
        let Some((length, voice)) = rules.voice_at(tokens, at) else {
            at += 1;
            continue;
        };
        let verb = at..at + length;
        at = verb.end;
        // "he said he knew": the same one goes on
        let start = group(tokens, &verb, subjects, voice).start;
        let goes_on = start > subjects
            && subjects > contents
            && tokens[start - 1].is_any(&["he", "she", "they", "it"])
            && !(start > 1 && tokens[start - 2].is_any(&[",", "and", "but"]));
        let is_attributing = !goes_on
            && sentence.name_at(verb.start).is_none()
            && !is_reported_harm(tokens, &verb)
            && voice != Voice::Silent
            && (voice == Voice::By || !is_noun(tokens, verb.start) && !is_other_noun(sentence, &verb))
            && !stays_open(&tokens[..verb.start], open);
        let place = Place {
            sentence,
            next,
            rules,
            subjects,
            contents,
            is_speech: matches!(voice, Voice::Say | Voice::By),
        };
        let Some(found) = is_attributing.then(|| place.attribution(verb, voice)).flatten() else { continue };
        at = at.max(found.cue_end);
        subjects = at;
        if found.is_closed {
            contents = at;
        }
        list.push(found.attribution);
    }
}

/// "two confirmed dead", "a man reported missing": who suffered is no source.
fn is_reported_harm(tokens: &[Token], verb: &Range<usize>) -> bool {
    let is_participle = tokens[verb.start].lower.ends_with("ed");
    let next = tokens.get(verb.end);
    is_participle && next.is_some_and(|next| words().harmed.has(next) || next.is("missing"))
}

/// "the say", "his claims", "four suspects": a number, an article or an owner before it makes a noun of it.
fn is_noun(tokens: &[Token], at: usize) -> bool {
    // "four suspects"
    let counts =
        |before: usize| crate::number::number_at(tokens, before).is_some_and(|number| number.range.end == at);
    if tokens[at].lower.ends_with('s') && at.checked_sub(1).is_some_and(counts) {
        return true;
    }
    at.checked_sub(1).is_some_and(|at| words().noun_leader.has(&tokens[at]))
}

/// "Battleground states were", "claims of fraud", "the recent support": by what stands around it, a word is a noun and no verb.
fn is_other_noun(sentence: &Sentence, verb: &Range<usize>) -> bool {
    const FOLLOW: &[&str] =
        &["of", "in", "from", "at", "by", "and", "or", "with", "for", "on", "to", "against"];
    let tokens = &sentence.tokens;
    let token = &tokens[verb.start];
    if token.is_capital && verb.start > 0 && !is_headline(tokens) {
        return true;
    }
    if verb.len() > 1 || !words().also_noun.has(token) {
        return false;
    }
    let next = tokens.get(verb.end);
    if next.is_some_and(|next| next.is_any(&["that", ":", "\"", "“", "«"])) {
        return false;
    }
    let Some(before) = (0..verb.start).rev().find(|&at| !subject::is_adverb(&tokens[at])) else {
        return true;
    };
    let is_subject = subject::is_pronoun(&tokens[before])
        || subject::is_helper(&tokens[before]) && !words().be.has(&tokens[before])
        || tokens[before].is_any(&["who", "which", "that"]);
    let is_followed =
        next.is_none_or(|next| next.kind == Kind::Sign || next.is_any(FOLLOW) || subject::is_helper(next));
    let plural = |token: &Token| token.lower.ends_with('s') && !token.lower.ends_with("ss");
    let agrees = sentence.name_at(before).is_some() || plural(&tokens[before]) != plural(token);
    !(is_subject || !is_followed && agrees && tokens[before].kind == Kind::Word)
}

/// Returns whether most words begin with capitals, verbs too.
pub(crate) fn is_headline(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|token| token.kind == Kind::Word && token.lower.len() > 3);
    let (all, capital) =
        words.fold((0, 0), |(all, capital), token| (all + 1, capital + usize::from(token.is_capital)));
    all > 2 && capital * 5 >= all * 4
}

/// Words before ", according to X," that only say when or where, at most.
const SETTING: usize = 5;

const DASHES: &[&str] = &["—", "–", "-"];

/// Where a cue is sought, and how far back its words may reach.
struct Place<'s> {
    sentence: &'s Sentence,
    next: Option<&'s Sentence>,
    rules: &'s Rules,
    subjects: usize,
    contents: usize,
    is_speech: bool,
}

pub(super) struct Found {
    pub(super) attribution: Attribution,
    /// The token after the last of cue and source.
    pub(super) cue_end: usize,
    /// What is said stands before the cue, so that what follows is another's.
    pub(super) is_closed: bool,
}

impl Place<'_> {
    /// Returns what a verb attributes. By the order of the words: source before cue before content, or content before source
    /// and cue, or content before cue and source.
    fn attribution(&self, verb: Range<usize>, voice: Voice) -> Option<Found> {
        let (sentence, tokens) = (self.sentence, &self.sentence.tokens);
        if voice == Voice::By {
            return self.according(verb);
        }
        let cue = group(tokens, &verb, self.subjects, voice);
        let is_passive = tokens[cue.start..verb.start].iter().any(|token| words().be.has(token));
        if is_passive && tokens.get(verb.end).is_some_and(|next| next.is("by")) {
            // "the claim was rejected by X"
            let cue = cue.start..verb.end + 1;
            let source = after::phrase(sentence, cue.end, false)?;
            let end = source.end;
            return self.closed(self.contents..cue.start, &cue, source, end);
        }
        if tokens[verb.start].lower.ends_with("ing") && cue.start == verb.start {
            // "..., saying that"; "Anna Berg calling it a lie"
            let name = cue
                .start
                .checked_sub(1)
                .and_then(|at| sentence.name_at(at))
                .filter(|name| name.range.start >= self.subjects);
            return self.opened(name.map(|name| &name.range), &cue);
        }
        // "..., — сказал Х"
        let closes = |at: usize| {
            let at = if tokens[at].is_any(DASHES) { at.saturating_sub(1) } else { at };
            // "фонд «Спасение» говорит": Russian speech has a comma or a dash behind it
            if tokens[at].is("»") && at + 1 == cue.start && tokens[verb.start].is_cyrillic() {
                return false;
            }
            tokens[at].is_any(&[",", "”", "\"", "»", "'", "?", "!"])
        };
        let follows_speech = cue.start > self.contents && closes(cue.start - 1);
        if let Some(found) = self.as_told(&verb, &cue) {
            return Some(found);
        }
        if follows_speech && let Some(source) = after::phrase(sentence, verb.end, false) {
            // "..., утверждал президент 8 января."
            let behind = past_time(sentence, source.end);
            let ends = tokens.get(behind).is_none_or(|token| token.kind == Kind::Sign || is_time(token));
            if closes_quote(tokens, cue.start)
                || ends
                    && !tokens[verb.end].is("that")
                    // in Russian the verb leads: "..., сообщила прокуратура"
                    && (tokens[verb.start].is_cyrillic() && cue.start > 0 && tokens[cue.start - 1].is_any(&[",", "—", "–"])
                        || subject::of(sentence, self.rules, cue.start, self.subjects).is_none())
            {
                // "...," said X
                return self.closed(
                    self.contents..cue.start,
                    &(cue.start..verb.end),
                    source.clone(),
                    source.end,
                );
            }
        }
        let source = subject::of(sentence, self.rules, cue.start, self.subjects);
        let is_shared = || {
            let before = cue.start.checked_sub(1).filter(|at| *at >= self.subjects).map(|at| &tokens[at]);
            before.is_some_and(|token| token.is_any(&["and", "but", "or", ",", "и", "но"]))
        };
        let Some(source) = source else {
            // "and warned that": the subject stands further back
            return is_shared().then(|| self.opened(None, &cue)).flatten();
        };
        let told = addressed(sentence, &verb).unwrap_or(cue.end);
        let day = told
            + tokens[told..].iter().take_while(|token| is_time(token) || token.kind == Kind::Number).count();
        let goes_on = tokens.get(day).is_some_and(|token| token.is(","))
            && tokens
                .get(day + 1)
                .is_some_and(|next| next.lower.ends_with("ing") || next.is_any(&["and", "while", "as"]));
        let is_last = goes_on
            || tokens[told..].iter().all(|token| token.kind == Kind::Sign || is_time(token))
            || is_manner(&tokens[told..])
            || told > verb.end && is_of_paper(&tokens[told..]);
        let leads = source.start > self.contents + 2 && closes(source.start - 1);
        if leads && (is_last || closes_quote(tokens, source.start)) {
            // "..., X said."
            let end = cue.end;
            return self.closed(self.contents..source.start, &cue, source, end);
        }
        self.opened(Some(&source), &cue)
    }

    /// "Как сообщил Х, ...": the rest of the sentence.
    fn as_told(&self, verb: &Range<usize>, cue: &Range<usize>) -> Option<Found> {
        let tokens = &self.sentence.tokens;
        let how = cue.start.checked_sub(1).filter(|at| tokens[*at].is("как"))?;
        let led = usize::from(tokens.get(verb.end).is_some_and(|token| token.is_any(&["в", "во"])));
        let source = after::phrase(self.sentence, verb.end + led, true)?;
        let end = source.end;
        // "В среду, как сообщил Х, ..."
        let is_first = past_time(self.sentence, self.contents) + 1 >= how;
        let content =
            if how <= self.contents + 1 || is_first { end..tokens.len() } else { self.contents..how };
        let mut found = self.closed(content, &(how..verb.end), source, end)?;
        found.is_closed = false;
        Some(found)
    }

    /// "According to X, ..."; "..., according to X".
    fn according(&self, cue: Range<usize>) -> Option<Found> {
        let end = self.sentence.tokens.len();
        let leads = cue.start <= self.contents + 1;
        let tokens = &self.sentence.tokens;
        // "по его словам": who says it stands in the words
        let is_paper = |token: &Token| token.is_any(&["сообщении", "докладе", "заявлении", "обращении"]);
        let paper = Some(cue.end - 1)
            .filter(|at| is_paper(&tokens[*at]))
            .map(|at| at..after::phrase(self.sentence, cue.end, leads).map_or(cue.end, |phrase| phrase.end));
        if let Some(paper) = paper {
            let end = paper.end;
            let content = if leads { end..tokens.len() } else { self.contents..cue.start };
            return self.closed(content, &cue, paper, end);
        }
        let inside = cue.clone().find(|at| words().possessive.has(&tokens[*at])).map(|at| at..at + 1);
        let is_inside = inside.is_some();
        // "задержанных, по данным полиции, 40"
        // "By Christmas, according to X, five hundred people had died"
        let is_setting = || {
            (1..=SETTING).contains(&(cue.start - 1 - self.contents.min(cue.start - 1)))
                && words().adposition.has(&tokens[self.contents])
        };
        let is_between = cue.start > 0
            && tokens[cue.start - 1].is(",")
            && (tokens[cue.start].is_cyrillic() || is_setting());
        let source = inside.or_else(|| after::phrase(self.sentence, cue.end, leads || is_between))?;
        // "according to the constitution" is nobody's word
        if tokens[source.clone()].iter().take(3).any(|token| words().law.has(token)) {
            return None;
        }
        let after = past_time(self.sentence, if is_inside { cue.end } else { source.end });
        // "на фронте, по словам губернатора, погибли 14": nothing is told before it
        let has_verb = |range: Range<usize>| tokens[range].iter().any(is_verb);
        let is_told_behind = is_between
            && (!tokens[cue.start].is_cyrillic()
                || has_verb(after..end) && !has_verb(self.contents..cue.start));
        // "who according to the police was killed"
        let is_relative = cue.start.checked_sub(1).is_some_and(|at| tokens[at].is_any(&["who", "which"]));
        let content =
            if leads || is_told_behind || is_relative { after..end } else { self.contents..cue.start };
        let mut found = self.closed(content, &cue, source, after)?;
        found.is_closed = !leads;
        Some(found)
    }

    fn closed(
        &self,
        content: Range<usize>,
        cue: &Range<usize>,
        source: Range<usize>,
        cue_end: usize,
    ) -> Option<Found> {
        let attribution = Attribution {
            source: source_span(self.sentence, source),
            cue: Some(self.sentence.span_of(cue)),
            content: trimmed(self.sentence, content)?,
            is_speech: self.is_speech,
        };
        Some(Found { attribution, cue_end, is_closed: true })
    }

    /// "X told reporters that ...": the content is the rest of the sentence; "X said:" the next one.
    fn opened(&self, source: Option<&Range<usize>>, cue: &Range<usize>) -> Option<Found> {
        let (sentence, tokens) = (self.sentence, &self.sentence.tokens);
        let rest = &tokens[cue.end..];
        // "says eight were killed and that the ministry": what is said begins before
        let that = rest.iter().take(6).position(|token| token.is("that"));
        let that = that.filter(|that| *that == 0 || !rest[that - 1].is_any(&["and", "or", "but"]));
        let opens = rest.iter().take(10).position(|token| token.is_any(OPENS) || token.is("\""));
        let is_break = |token: &Token| token.is_any(&[",", ":"]);
        let skip = match (that, opens) {
            (Some(that), _) => that,
            (None, Some(opens)) if opens > 0 && is_break(&rest[opens - 1]) => opens,
            _ => usize::from(rest.first().is_some_and(is_break)),
        };
        let start = cue.end + skip;
        let following = || self.next.filter(|_| tokens[cue.end - 1].is(":")).map(|next| next.span);
        let attribution = Attribution {
            source: source.and_then(|source| source_span(sentence, source.clone())),
            cue: Some(sentence.span_of(cue)),
            content: trimmed(sentence, start..before_turn(tokens, start)).or_else(following)?,
            is_speech: self.is_speech,
        };
        Some(Found { attribution, cue_end: cue.end, is_closed: false })
    }
}

/// "..., he said without elaborating", "..., said on condition of anonymity because": returns whether words behind a verb of speech tell how,
/// where or when it was said, and nothing that was.
fn is_manner(rest: &[Token]) -> bool {
    let leads = |token: &Token| words().adposition.has(token) && !token.is_cyrillic();
    if !rest.first().is_some_and(leads) {
        return false;
    }
    let ends = |token: &Token| token.kind == Kind::Sign || token.is_any(&["because", "as", "when", "while"]);
    let tells_more = |token: &Token| {
        subject::is_helper(token)
            || token.is_any(&["that", "to"])
            || !token.is_capital && (token.lower.ends_with("ed") || words().participle.has(token))
    };
    !rest.iter().take_while(|token| !ends(token)).any(tells_more)
}

/// "said in a report released today": returns whether the words behind where it was said tell more of that alone.
fn is_of_paper(rest: &[Token]) -> bool {
    rest.first().is_some_and(|token| words().given_out.has(token))
        && !rest
            .iter()
            .any(|token| token.is("that") || token.kind == Kind::Sign && token.is_any(&["“", "\""]))
}

/// "..., her sister told us": the token after those who were told, if that is short.
fn addressed(sentence: &Sentence, verb: &Range<usize>) -> Option<usize> {
    let told = after::phrase(sentence, verb.end, true)
        .filter(|_| words().addressing.has(&sentence.tokens[verb.start]))?;
    let is_content = sentence.tokens[told.clone()].iter().any(|token| token.is("that"));
    (!is_content && told.len() <= 4).then_some(told.end)
}

/// Returns a verb with what belongs to it: "has repeatedly warned of", "said in a statement", "wrote:".
fn group(tokens: &[Token], verb: &Range<usize>, from: usize, voice: Voice) -> Range<usize> {
    let takes: &[&str] = match voice {
        Voice::Say => &["about", "of"],
        Voice::Hold => &["about", "against", "for", "of", "on", "with"],
        Voice::By | Voice::Silent => &[],
    };
    let mut start = verb.start;
    while start > from
        && (subject::is_helper(&tokens[start - 1])
            || subject::is_adverb(&tokens[start - 1])
            || tokens[start - 1].is_any(&["'s", "’s"]))
    {
        start -= 1;
    }
    let mut end = verb.end;
    let is_day = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.kind == Kind::Number || crate::date::is_calendar_word(&token.lower))
    };
    let adverbs = tokens[end..].iter().take_while(|token| subject::is_adverb(token)).count();
    if tokens.get(end + adverbs).is_some_and(|token| token.is_any(takes)) && !is_day(end + adverbs + 1) {
        end += adverbs + 1;
    }
    end = with_means(tokens, end);
    end += usize::from(tokens.get(end).is_some_and(|token| token.is(":")));
    start..end
}

/// Returns the span of a source; a comma at its end closes what describes it and stays.
fn source_span(sentence: &Sentence, mut range: Range<usize>) -> Option<Span> {
    let loose = |token: &Token| token.is_any(&[",", ":", ";", "—", "–", "-"]);
    while range.start < range.end && loose(&sentence.tokens[range.start]) {
        range.start += 1;
    }
    (range.start < range.end).then(|| sentence.span_of(&range))
}

/// Returns where what is said ends: before a ", but" outside quotation marks, which is the article's own again.
pub(super) fn before_turn(tokens: &[Token], from: usize) -> usize {
    let turns = |at: &usize| {
        tokens[*at].is(",")
            && tokens.get(at + 1).is_some_and(|token| token.is_any(&["but", "though", "although"]))
            && !stays_open(&tokens[from..*at], false)
    };
    (from..tokens.len()).find(turns).unwrap_or(tokens.len())
}

/// "said in a statement", "told us in an interview": the means belong to the cue.
fn with_means(tokens: &[Token], end: usize) -> usize {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is_any(words));
    let follows = is(end, &["in"]) && is(end + 1, &["a", "an"]);
    let noun = (end + 2..end + 4).find(|at| tokens.get(*at).is_some_and(|token| words().means.has(token)));
    noun.filter(|_| follows).map_or(end, |noun| noun + 1)
}

fn is_time(token: &Token) -> bool {
    words().means_or_time.has(token) || crate::date::is_calendar_word(&token.lower)
}

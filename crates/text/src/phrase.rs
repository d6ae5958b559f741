//! Who stands before a verb and who after it: noun phrases by their edges, without a parse.

use crate::number::is_aged;
use crate::rules::words;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Tokens of a phrase at most.
const LONGEST: usize = 40;
/// Words that are put in between at most.
const LONGEST_ASIDE: usize = 16;
/// The same in brackets, which leave no doubt where they open.
const LONGEST_BRACKET: usize = 80;

/// Returns whether a phrase ends at a token.
pub(crate) fn is_edge(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    match token.kind {
        // "9 June 2019 -- Thirty-one inmates"
        Kind::Sign if token.is("-") && tokens.get(at + 1).is_some_and(|next| next.is("-")) => true,
        // "Girl killed - Action News"
        Kind::Sign if is_free_hyphen(tokens, at) => true,
        Kind::Sign => {
            !matches!(token.lower.as_str(), "-" | "’" | "'" | "“" | "”" | "\"" | "«" | "»" | ".")
                || token.is(".") && !is_initial(tokens, at)
        }
        Kind::Number => false,
        Kind::Word => words().edge.has(token) && !(token.is_capital && at > 0 && token.lower.len() > 3),
    }
}

/// Returns whether a stop follows an initial or a short title.
fn is_initial(tokens: &[Token], at: usize) -> bool {
    at > 0
        && tokens[at - 1].kind == Kind::Word
        && tokens[at - 1].lower.chars().count() <= 3
        && !tokens[at].spaced
}

fn is_past(token: &Token) -> bool {
    token.kind == Kind::Word
        && !token.is_capital
        && (token.lower.ends_with("ed") && token.lower.len() > 3 && !token.is("hundred")
            || words().past.has(token))
}

/// Returns whether the verb whose phrase begins at `at` is passive by what stands before it.
pub(crate) fn is_passive(tokens: &[Token], at: usize) -> bool {
    // "are killing"
    if tokens.get(at).is_some_and(|token| token.lower.ends_with("ing")) {
        return false;
    }
    let at = found_start(tokens, at).unwrap_or(at);
    let before = tokens[..at]
        .iter()
        .rev()
        .take(4)
        .take_while(|token| words().auxiliary.has(token) || is_adverb(token));
    before.into_iter().any(|token| words().be.has(token))
        || at > 0 && is_short_be(tokens, last_helper(tokens, at))
}

/// Where the word before a verb and its adverbs stands.
fn last_helper(tokens: &[Token], at: usize) -> usize {
    let adverbs = tokens[..at].iter().rev().take_while(|token| is_adverb(token)).count();
    (at - adverbs).saturating_sub(1)
}

/// "he's fatally shot": an "is" in short.
fn is_short_be(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at].is("'s") && words().personal.has(&tokens[at - 1])
}

pub(crate) fn is_adverb(token: &Token) -> bool {
    token.kind == Kind::Word
        && (token.lower.ends_with("ly") && !words().no_adverb.has(token)
            || token.lower.ends_with("но") && token.lower.chars().count() > 4)
}

/// Returns whether what stands before a word puts it into a noun phrase: "the attack", "their march", "of killings".
pub(crate) fn is_led(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let before = &tokens[before];
        before.is("of") || words().determiner.has(before) || words().possessive.has(before)
    })
}

/// Returns where the group of a verb at `at` begins: with its auxiliaries and adverbs.
pub(crate) fn group_start(tokens: &[Token], at: usize) -> usize {
    let helps = |token: &Token| words().auxiliary.has(token) || is_adverb(token);
    let start = at - tokens[..at].iter().rev().take(6).take_while(|token| helps(token)).count();
    let start = start - usize::from(start > 0 && is_short_be(tokens, start - 1));
    found_start(tokens, start).map_or(start, |found| group_start(tokens, found))
}

/// "were confirmed killed", "was reported dead": returns where the word between "be" and a verb stands.
fn found_start(tokens: &[Token], at: usize) -> Option<usize> {
    const FOUND: [&str; 5] = ["confirmed", "reported", "declared", "pronounced", "found"];
    let found = at.checked_sub(1).filter(|found| *found > 0 && tokens[*found].is_any(&FOUND))?;
    // "2 confirmed dead", "two men reported dead"
    let is_counted = || {
        tokens.get(at).is_some_and(|token| token.is("dead"))
            && (words().is_for_persons(&tokens[found - 1])
                || crate::number::number_at(tokens, found - 1)
                    .is_some_and(|number| number.range.end == found))
    };
    (words().be.has(&tokens[found - 1]) || is_counted()).then_some(found)
}

/// Words from "the first" to its "to" at most: "the first of three brothers to".
const RANKED: usize = 5;

/// "are said to have died", "is believed to be held": where what is said of the subject begins.
fn said_start(tokens: &[Token], at: usize) -> usize {
    const SAID: &[&str] =
        &["said", "believed", "reported", "thought", "feared", "presumed", "alleged", "known"];
    let is_to = at >= 2 && tokens[at].is("to");
    if is_to && tokens[at - 1].is_any(SAID) && words().be.has(&tokens[at - 2]) {
        return group_start(tokens, at - 1);
    }
    // "was the first to be murdered", "is the third journalist to die"
    let near = at.saturating_sub(RANKED)..at;
    let ranked = near.rev().find(|at| words().rank.has(&tokens[*at]));
    let be = ranked.filter(|rank| {
        let is_the = *rank >= 2 && tokens[rank - 1].is("the") && words().be.has(&tokens[rank - 2]);
        is_to && is_the && !tokens[*rank..at].iter().any(|token| token.kind == Kind::Sign)
    });
    be.map_or(at, |rank| group_start(tokens, rank - 2))
}

/// Returns the phrase before a verb that begins at `at`: its subject, as far as edges tell.
pub(crate) fn before(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let mut end = said_start(tokens, group_start(tokens, at));
    // "X (a teacher) was killed", "two children -- 4 and 1 years old -- died"
    end = aside_start(tokens, end).unwrap_or(end);
    // "X, who, according to Y, was killed"
    end = according_start(tokens, end).unwrap_or(end);
    // "X, who was killed"
    if end > 0 && tokens[end - 1].is_any(&["who", "which", "that", "который", "которая", "которые"])
    {
        end -= 1;
        end -= usize::from(end > 0 && tokens[end - 1].is(","));
    }
    end = included_start(tokens, end).unwrap_or(end);
    // "X, 24, of the town, was killed"
    let mut skipped = 0;
    while end > 0 && tokens[end - 1].is(",") && skipped < 3 {
        let longest = |comma: usize| match tokens[comma + 1].lower.as_str() {
            "whose" => 2 * LONGEST_ASIDE,
            "who" => 12,
            _ => 9,
        };
        let is_near = |comma: &usize| end - comma <= longest(*comma);
        let Some(comma) = tokens[..end - 1].iter().rposition(|token| token.is(",")).filter(is_near) else {
            break;
        };
        end = comma;
        skipped += 1;
        let is_named =
            end > 0 && (tokens[end - 1].is_capital || tokens[end - 1].kind == Kind::Word && skipped > 1);
        if is_named
            && !tokens.get(end.wrapping_sub(2)).is_some_and(|token| token.is_any(&["of", "in", "from"]))
        {
            break;
        }
    }
    end -= usize::from(end > 0 && end < at && tokens[end - 1].is(","));
    // "told the court he had been"
    const SUBJECTS: [&str; 5] = ["he", "she", "they", "we", "i"];
    if end > 0 && end < tokens.len() && tokens[end - 1].is_any(&SUBJECTS) {
        return Some(end - 1..end);
    }
    let mut start = end;
    while start > 0 && end - start < LONGEST {
        let previous = start - 1;
        let token = &tokens[previous];
        let joins = token.is_any(&["and", "и", ","]) && joins_list(tokens, previous, start);
        // "police confirm a woman is dead"
        let is_said = words().confirming.has(token)
            && tokens.get(start).is_some_and(|next| words().determiner.has(next));
        if !joins
            && (is_edge(tokens, previous)
                || is_said
                || is_past(token) && !is_article(tokens, previous)
                || token.is_any(&["and", "и"]))
        {
            break;
        }
        start = previous;
    }
    // "more than 40 people"
    let reaches_back = |at: usize| {
        let first = crate::number::number_at(tokens, at).map(|number| number.range.start);
        // "9 June 2019 -- Thirty-one inmates"
        first.filter(|first| {
            *first < start && tokens[*first..start].iter().all(|token| token.kind != Kind::Sign)
        })
    };
    if let Some(first) = (start..end.min(start + 3)).find_map(reaches_back) {
        start = first;
    }
    // "from 25 to 40 people", "all but three of the 20"
    let is_upper = start.checked_sub(1).is_some_and(|at| tokens[at].is_any(&["to", "and", "but"]));
    let around = |at: usize| {
        let number = crate::number::number_at(tokens, at)?.range;
        (number.start < start && start < number.end).then_some(number.start)
    };
    if let Some(first) = (start.saturating_sub(3)..start).filter(|_| is_upper).find_map(around) {
        start = first;
    }
    // "according to Sgt. X, Y was shot"
    let is_according = start > 1 && tokens[start - 1].is("to") && tokens[start - 2].is("according");
    if let Some(comma) = (start..end).find(|at| is_according && tokens[*at].is(",")) {
        start = comma + 1;
    }
    // "that of a boy, who died"
    if start + 1 < end && tokens[start].is("of") && start > 0 && words().edge.has(&tokens[start - 1]) {
        start += 1;
    }
    // "the teen, of the south side died"
    if start > 1 && start < end && tokens[start].is("of") && tokens[start - 1].is(",") {
        return before(tokens, start - 1);
    }
    trim(tokens, start..end)
}

/// Returns whether a dash stands at a token, or the last sign of one: "–", "--", or a hyphen between blanks.
pub(crate) fn is_dash(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let is_double = || at > 0 && tokens[at - 1].is("-") && !token.spaced;
    token.is_any(&["–", "—"]) || token.is("-") && is_double() || is_free_hyphen(tokens, at)
}

/// Returns whether a dash stands at a token or, where that is the first hyphen of "--", right behind it.
pub(crate) fn is_dash_from(tokens: &[Token], at: usize) -> bool {
    is_dash(tokens, at) || is_dash(tokens, at + 1)
}

/// Returns whether a hyphen stands between blanks at a token.
fn is_free_hyphen(tokens: &[Token], at: usize) -> bool {
    tokens[at].is("-") && tokens[at].spaced && tokens.get(at + 1).is_some_and(|next| next.spaced)
}

/// Returns where what is put in between brackets or dashes begins, if it ends before a token.
fn aside_start(tokens: &[Token], end: usize) -> Option<usize> {
    let last = end.checked_sub(1)?;
    let near = last.saturating_sub(LONGEST_ASIDE)..last.saturating_sub(1);
    let open = if tokens[last].is(")") {
        (last.saturating_sub(LONGEST_BRACKET)..last).rev().find(|at| tokens[*at].is("("))
    } else if is_dash(tokens, last) {
        let open = near.rev().find(|at| is_dash(tokens, *at));
        open.map(|at| at - usize::from(tokens[at].is("-") && !tokens[at].spaced))
    } else {
        None
    };
    open.filter(|open| *open > 0)
}

/// Returns where what dashes put in ends, if its first stands at a token.
pub(crate) fn aside_end(tokens: &[Token], start: usize) -> Option<usize> {
    let is_double = tokens.get(start).is_some_and(|token| token.is("-")) && is_dash(tokens, start + 1);
    let open = start + usize::from(is_double);
    let near = open + 1..tokens.len().min(open + LONGEST_ASIDE);
    let close = near.into_iter().filter(|_| is_dash(tokens, open)).find(|at| is_dash(tokens, *at))?;
    (close + 1 < tokens.len()).then_some(close + 1)
}

/// Returns where ", according to X," begins, if it ends before a token.
fn according_start(tokens: &[Token], end: usize) -> Option<usize> {
    let close = end.checked_sub(1).filter(|close| tokens[*close].is(","))?;
    let near = close.saturating_sub(LONGEST_ASIDE)..close;
    let open = near.rev().find(|at| tokens[*at].is(","))?;
    (open > 0 && tokens[open + 1].is("according")).then_some(open)
}

/// "seven people, including a mother of five and her nephew, were": returns where those who are only some of the subject begin, with their
/// comma, if another ends before a token.
fn included_start(tokens: &[Token], end: usize) -> Option<usize> {
    let close = end.checked_sub(1).filter(|close| tokens[*close].is(","))?;
    let near = close.saturating_sub(LONGEST)..close;
    let leads = |at: usize| {
        tokens[at].is("including")
            || tokens[at].is("among") && tokens.get(at + 1).is_some_and(|next| next.is_any(&["whom", "them"]))
    };
    let open = near
        .rev()
        .take_while(|at| !tokens[*at].is_any(&[";", ":"]))
        .find(|at| tokens[*at].is(",") && leads(at + 1))?;
    (open > 0).then_some(open)
}

/// Returns whether "as well as" begins at a token.
pub(crate) fn is_as_well_as(tokens: &[Token], at: usize) -> bool {
    tokens
        .get(at..at + 3)
        .is_some_and(|words| words.iter().zip(["as", "well", "as"]).all(|(token, word)| token.is(word)))
}

/// Returns whether an "and" or a comma stands within a list of names or numbers.
fn joins_list(tokens: &[Token], at: usize, after: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| &tokens[at]) else { return false };
    // "left a boy dead and three others hurt"
    if tokens[at].is("and") && words().harmed.has(before) {
        return false;
    }
    // "on Monday, the police said"
    if crate::date::is_calendar_word(&before.lower) {
        return false;
    }
    let next = tokens.get(after);
    // an age, and not the number of others: "4 shot, 1 killed"
    let is_number = |token: &Token| {
        token.kind == Kind::Number && tokens.get(after + 1).is_none_or(|token| token.kind == Kind::Sign)
    };
    let is_item = |token: &Token| {
        token.is_capital
            || is_number(token)
            || token.kind == Kind::Number && !tokens[at].is(",")
            || token.lower.ends_with("year-old")
            || token.lower.contains("-year")
            || token.is_any(&[
                "a", "an", "the", "his", "her", "their", "another", "two", "three", "four", "five", "six",
            ])
    };
    // "Boy Kills Girl, Wounds Her Mother"
    let is_verb = |token: &Token| {
        token.is_capital
            && (words().wound.has(token) || words().leaving.has(token) || words().hurt.has(token))
    };
    match tokens[at].lower.as_str() {
        "," if next.is_some_and(is_verb) => false,
        "," => {
            // "activists, journalists and officials"; "his wife, Anna,"
            let is_row = is_plural(before) && next.is_some_and(is_plural);
            let is_last = tokens.get(after + 1).is_some_and(|token| token.is_any(&["and", ",", "or"]));
            // "3 adults, 1 child found dead"
            let counts = |at: usize| {
                crate::number::number_at(tokens, at).is_some()
                    && tokens.get(at + 1).is_some_and(|noun| words().is_for_persons(noun))
            };
            let is_counted = at >= 2 && counts(at - 2) && counts(after);
            // "X, mayor of Santa Ana, who was"
            let is_office = |token: &Token| {
                let leads = tokens.get(after + 1).is_some_and(|of| of.is_any(&["of", "for"]));
                leads
                    && (words().title.has(token)
                        || words().office.has(token)
                        || words().one_person.has(token))
            };
            is_counted
                || is_bare_pair(tokens, at, after)
                || is_row && is_last
                || words().kin.has(before) && next.is_some_and(|next| next.is_capital)
                || before.is_capital && next.is_some_and(|next| is_item(next) || is_office(next))
                || before.kind == Kind::Number
                    && before.lower.len() <= 2
                    // "kills 1, wounds 12"
                    && at.checked_sub(2).is_some_and(|at| tokens[at].kind == Kind::Sign || tokens[at].is("aged"))
                    // "since July 15, 140 people"
                    && !at.checked_sub(2).is_some_and(|month| crate::date::is_calendar_word(&tokens[month].lower))
        }
        _ => {
            let is_person = |token: &Token| words().person.has(token) || words().one_person.has(token);
            // "he and eight others"
            let is_he =
                || words().third_person.has(before) && crate::number::number_at(tokens, after).is_some();
            // "the man and woman"
            next.is_some_and(is_item)
                || is_he()
                || is_person(before) && next.is_some_and(is_person)
                || before.lower.ends_with('s')
                    && next.is_some_and(|next| next.lower.ends_with('s') && !words().auxiliary.has(next))
                // "journalists and media workers"
                || is_plural(before)
                    && words().is_for_persons(before)
                    && next.is_some_and(|next| next.kind == Kind::Word && !words().be.has(next) && !words().auxiliary.has(next))
                    && tokens.get(after + 1).is_some_and(|noun| is_plural(noun) && words().is_for_persons(noun))
        }
    }
}

/// "Man, 17-month-old child dead": persons without an article on both sides of a comma, as headlines have them.
fn is_bare_pair(tokens: &[Token], comma: usize, after: usize) -> bool {
    const LONGEST: usize = 3;
    let is_one = |token: &Token| words().one_person.has(token) || is_aged(token);
    let first = tokens[..comma].iter().rev().take(LONGEST);
    let near = first.chain(&tokens[after..]).take(LONGEST * 2);
    let is_bare = !near.into_iter().any(|token| words().determiner.has(token));
    let is_second = match &tokens[after..tokens.len().min(after + 2)] {
        [first, head] if is_aged(first) => is_one(head) || head.kind != Kind::Word,
        [first, ..] => words().one_person.has(first),
        [] => false,
    };
    is_bare && is_one(&tokens[comma - 1]) && is_second
}

fn is_plural(token: &Token) -> bool {
    token.kind == Kind::Word
        && token.lower.len() > 3
        && token.lower.ends_with('s')
        && !token.lower.ends_with("ss")
}

/// An adjective made of a past form stands after an article, or in quotation marks: "the wounded man", "many “unidentified” people".
fn is_article(tokens: &[Token], at: usize) -> bool {
    at > 0
        && (tokens[at - 1].is_any(&["a", "an", "the", "two", "three", "of", "un", "“", "\"", "«"])
            // "23 armed subversives", but not "14 killed in Velk"
            || crate::number::number_at(tokens, at - 1).is_some()
                && tokens.get(at + 1).is_some_and(|noun| words().is_for_persons(noun)))
}

/// Returns the phrase that begins after a verb: its object, as far as edges tell.
pub(crate) fn after(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let mut start = at;
    while tokens.get(start).is_some_and(is_adverb) {
        start += 1;
    }
    // "killing -- on orders of the mafia -- a candidate"
    start = aside_end(tokens, start).unwrap_or(start);
    let mut end = start;
    const BOUNDS: &[&str] = &[
        "more", "than", "at", "least", "up", "to", "over", "about", "some", "nearly", "between", "as",
        "many", "around",
    ];
    while end < tokens.len() && end - start < LONGEST {
        let token = &tokens[end];
        // "as many as 40", but not "assaulted as the toll passed 40"
        let is_turn =
            token.is("as") && !tokens[start..tokens.len().min(end + 2)].iter().any(|token| token.is("many"));
        let is_bound = !is_turn
            && tokens[start..=end].iter().all(|token| token.is_any(BOUNDS))
            && end < start + 4
            && tokens[end..tokens.len().min(end + 4)]
                .iter()
                .any(|token| crate::number::number_at(std::slice::from_ref(token), 0).is_some());
        let joins = token.is_any(&["and", "и", ","]) && end > start && joins_list(tokens, end, end + 1);
        if !is_bound
            && !joins
            && (is_edge(tokens, end)
                || token.is_any(&["and", "и"])
                // "the two workers they had held"
                || end > start && (is_past(token) || token.is_any(&["they", "he", "she", "we"])))
        {
            break;
        }
        end += 1;
    }
    // "killed a guard and a driver was hurt": the last is of another clause
    let is_subject = tokens.get(end).is_some_and(|token| words().be.has(token));
    let joins = |at: &usize| {
        tokens[*at].is("and") || tokens[*at].is(",") && crate::number::number_at(tokens, at + 1).is_some()
    };
    let last_joint = (start + 1..end).rev().find(|at| is_subject && joins(at));
    trim(tokens, start..last_joint.unwrap_or(end))
}

fn trim(tokens: &[Token], mut range: Range<usize>) -> Option<Range<usize>> {
    let is_loose = |token: &Token| token.kind == Kind::Sign || token.is_any(&["and", "и", "also", "'s"]);
    while range.start < range.end && is_loose(&tokens[range.start]) {
        range.start += 1;
    }
    while range.end > range.start && is_loose(&tokens[range.end - 1]) {
        range.end -= 1;
    }
    (range.start < range.end).then_some(range)
}

/// Signs and words that part clauses, for the limits of a quote.
fn parts_clauses(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    match token.lower.as_str() {
        ";" | ":" | "—" | "–" | "(" | ")" => true,
        "," => {
            let in_list = joins_list(tokens, at, at + 1);
            !in_list
        }
        "while" | "although" | "but" | "because" | "whereas" | "но" | "хотя" => at > 0,
        _ => false,
    }
}

/// Returns the clause around a trigger.
pub(crate) fn clause(tokens: &[Token], trigger: &Range<usize>) -> Range<usize> {
    let start = (0..trigger.start).rev().find(|&at| parts_clauses(tokens, at)).map_or(0, |at| at + 1);
    let end = (trigger.end..tokens.len()).find(|&at| parts_clauses(tokens, at)).unwrap_or(tokens.len());
    let mut range = start..end;
    while range.end > range.start
        && tokens[range.end - 1].kind == Kind::Sign
        && tokens[range.end - 1].is_any(&[".", "!", "?", "…", ","])
    {
        range.end -= 1;
    }
    range
}

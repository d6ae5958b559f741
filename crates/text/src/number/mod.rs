//! Numbers as people write them: `more than 600`, `forty`, `20 thousand`, `dozens`, `двадцать тысяч`.

mod parts;
mod words;

pub(crate) use words::{PAIRS, counts, is_rising};

use self::words::{BOUNDS, Bound, LEAST_SCORE, SCALES, SCORES_OF, VAGUE, VALUES};
use crate::rules::words;
use crate::token::{Kind, Token};
use std::ops::Range;

/// A number in a text: both ends are inclusive, and open where the text leaves them open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The least that is said.
    pub min: Option<u64>,
    /// The most that is said.
    pub max: Option<u64>,
    /// "Many", "several", "dozens": no number is said.
    pub vague: bool,
    /// "About", "nearly".
    pub approximate: bool,
}

impl Amount {
    fn exact(value: u64) -> Self {
        Self { min: Some(value), max: Some(value), vague: false, approximate: false }
    }

    fn at_least(value: u64, vague: bool) -> Self {
        Self { min: Some(value), max: None, vague, approximate: false }
    }
}

/// A number found among tokens.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The tokens of it, with the words that bound it.
    pub(crate) range: Range<usize>,
    pub(crate) amount: Amount,
}

/// Returns whether what stands at `at`, behind a number, makes it an age: "9-year-old", "16 yrs old".
pub(crate) fn is_age_unit(tokens: &[Token], at: usize) -> bool {
    let at = at + usize::from(tokens.get(at).is_some_and(|token| token.is("-")));
    tokens.get(at).is_some_and(|token| words().age_unit.has(token))
}

/// Returns whether a word calls somebody by an age: "a 9-year-old".
pub(crate) fn is_aged(token: &Token) -> bool {
    token.lower.ends_with("-old")
}

/// Returns the number whose first digit or number word is at `at`; the words before that bound it belong to it.
pub(crate) fn number_at(tokens: &[Token], at: usize) -> Option<Found> {
    if !tokens.get(at)?.counts {
        return None;
    }
    if let Some(found) = parts::share_at(tokens, at).or_else(|| vague_at(tokens, at)) {
        return Some(found);
    }
    let (value, mut end) = value_at(tokens, at)?;
    let mut amount = Amount::exact(value);
    let is_range = tokens.get(end).is_some_and(|token| token.is_any(&["to", "-", "–", "—", "or"]));
    let mut start = at;
    if is_range
        && let Some((upper, upper_end)) = value_at(tokens, end + 1).filter(|(upper, _)| *upper > value)
    {
        amount.max = Some(upper);
        end = upper_end;
    } else if at >= 1
        && tokens[at - 1].is_any(&["between", "from", "от"])
        && tokens.get(end).is_some_and(|token| token.is_any(&["and", "to", "до"]))
        && let Some((upper, upper_end)) = value_at(tokens, end + 1)
    {
        amount.max = Some(upper.max(value));
        (start, end) = (at - 1, upper_end);
    }
    if let Some(hyphenated) =
        tokens.get(at).filter(|token| token.kind == Kind::Number).and_then(|token| range_of(&token.lower))
    {
        amount = hyphenated;
    }
    if let Some((words, bound)) = bound_before(tokens, start) {
        start -= words;
        amount = bounded(amount, bound);
    }
    Some(Found { range: start..end, amount })
}

/// Returns the number that begins at a token, with the words before its digits that bound it: "more than 600".
pub(crate) fn number_from(tokens: &[Token], start: usize) -> Option<Found> {
    /// "more than", "as many as".
    const BOUND: usize = 3;
    let near = start..tokens.len().min(start + BOUND + 1);
    near.filter_map(|at| number_at(tokens, at)).next().filter(|number| number.range.start == start)
}

/// Returns the number that ends before a token.
pub(crate) fn number_ending_at(tokens: &[Token], end: usize) -> Option<Found> {
    const LONGEST: usize = 6;
    let near = end.saturating_sub(LONGEST)..end;
    near.filter_map(|at| number_at(tokens, at)).find(|number| number.range.end == end)
}

fn bounded(amount: Amount, bound: Bound) -> Amount {
    match bound {
        Bound::Above => Amount { min: amount.min.map(|min| min.saturating_add(1)), max: None, ..amount },
        Bound::AtLeast => Amount { max: None, ..amount },
        Bound::Below => Amount { min: None, max: amount.max.map(|max| max.saturating_sub(1)), ..amount },
        Bound::AtMost => Amount { min: None, ..amount },
        Bound::About => Amount { approximate: true, ..amount },
    }
}

fn bound_before(tokens: &[Token], at: usize) -> Option<(usize, Bound)> {
    // "выросло до 225" is 225
    if at >= 2 && tokens[at - 1].is("до") && (is_rising(&tokens[at - 2]) || is_rising_from(tokens, at - 2))
    {
        return None;
    }
    // "более чем о 100": a preposition stands between
    let led =
        at.checked_sub(3).filter(|_| tokens[at - 1].is_any(&["о", "об", "на", "в", "до", "у", "к", "с"]));
    if led.is_some_and(|at| tokens[at].is_any(&["более", "больше"]) && tokens[at + 1].is("чем"))
    {
        return Some((3, Bound::Above));
    }
    let matching = BOUNDS.iter().filter(|(words, _)| {
        words.len() <= at
            && words.iter().zip(&tokens[at - words.len()..at]).all(|(word, token)| token.is(word))
    });
    matching.max_by_key(|(words, _)| words.len()).map(|(words, bound)| (words.len(), *bound))
}

/// "выросло с 18 (до 164)": returns whether a verb says that a number grew or fell from the one that ends at a token.
fn is_rising_from(tokens: &[Token], last: usize) -> bool {
    let from = last.checked_sub(1).filter(|from| tokens[*from].is_any(&["с", "со"]));
    from.and_then(|from| from.checked_sub(1)).is_some_and(|verb| is_rising(&tokens[verb]))
}

fn vague_at(tokens: &[Token], at: usize) -> Option<Found> {
    let token = tokens.get(at)?;
    let found = |start: usize, end: usize, amount: Amount| Some(Found { range: start..end, amount });
    // "a number of", "not a single", "no"
    let next = |offset: usize, word: &str| tokens.get(at + offset).is_some_and(|token| token.is(word));
    if token.is("number") && next(1, "of") && at > 0 && tokens[at - 1].is_any(&["a", "large", "growing"]) {
        return found(at - 1, at + 2, Amount::at_least(2, true));
    }
    // "a couple of men", "a couple hundred" say no number, "a couple" is two
    let counts_more = tokens.get(at + 1).is_some_and(|after| {
        after.is("of") || words().is_for_persons(after) || scale_at(tokens, at + 1).is_some()
    });
    if token.is_any(&PAIRS) && !counts_more {
        return found(at, at + 1, Amount::exact(2));
    }
    // "both victims"
    if token.is("both")
        && tokens.get(at + 1).is_some_and(|next| words().persons.has(next) || words().victim.has(next))
    {
        return found(at, at + 1, Amount::exact(2));
    }
    // "a score of villagers"
    if token.is("score") && next(1, "of") && at > 0 && tokens[at - 1].is("a") {
        return found(at - 1, at + 2, Amount { approximate: true, ..Amount::exact(20) });
    }
    if token.is_any(&["single", "одного", "один"]) && at >= 2 && tokens[at - 2].is_any(&["not", "ни"])
    {
        return found(at - 2, at + 1, Amount::exact(0));
    }
    if token.is("некоторые") || token.is("некоторых") {
        return found(at, at + 1, Amount::at_least(2, true));
    }
    // "несколько сотен", "пара десятков"
    if let Some(scale) = scale_at(tokens, at + 1)
        .filter(|_| token.is_any(&["несколько", "нескольких", "пара", "пару", "several", "few"]))
    {
        return found(at, at + 2, Amount::at_least(2 * scale, true));
    }
    if is_bounded_scale(tokens, at) {
        return None;
    }
    // "as many as 40" says a number, "how many" none
    if token.is("many") && at > 0 && tokens[at - 1].is_any(&["as", "how"]) {
        return None;
    }
    let (_, least) = VAGUE.iter().find(|(word, _)| token.is(word))?;
    // "some 600", "five thousand"
    let is_followed = value_at(tokens, at + 1).is_some();
    let is_scaled = at > 0 && value_at(tokens, at - 1).is_some_and(|(_, end)| end > at);
    if is_followed || is_scaled {
        return None;
    }
    // "tens of thousands", "десятки тысяч"
    let of = 1 + usize::from(next(1, "of"));
    let times = tokens.get(at + of).and_then(|next| SCORES_OF.iter().find(|(word, _)| next.is(word)));
    let (least, end) = match times.filter(|_| *least >= LEAST_SCORE) {
        Some((_, times)) => (least * times, at + of + 1),
        None => (*least, at + 1),
    };
    // "десятки, если не сотни"
    let or_more = next(1, ",") && next(2, "если") && next(3, "не");
    let end = end + if or_more && vague_at(tokens, at + 4).is_some() { 4 } else { 0 };
    found(at, end, Amount::at_least(least, true))
}

fn word_value(token: &Token) -> Option<u64> {
    if !token.counts {
        return None;
    }
    if token.kind == Kind::Number {
        return digits(&token.lower);
    }
    VALUES.get(token.lower.as_str()).copied().or_else(|| {
        // twenty-five
        let (tens, ones) = token.lower.split_once('-')?;
        let of = |text: &str| VALUES.get(text).copied();
        let (tens, ones) = (of(tens)?, of(ones)?);
        ((20..100).contains(&tens) && ones < 10).then_some(tens + ones)
    })
}

/// Returns the value of digits; `None` for dates, times, versions.
fn digits(text: &str) -> Option<u64> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return (text.len() <= 12).then(|| text.parse().ok())?;
    }
    let groups: Vec<&str> = text.split(',').collect();
    let is_grouped =
        groups.len() > 1 && groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    if is_grouped
        && groups.iter().all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()))
        && text.len() <= 15
    {
        return groups.concat().parse().ok();
    }
    None
}

/// Returns `7-10` as a range.
fn range_of(text: &str) -> Option<Amount> {
    let (from, to) = text.split_once('-')?;
    let (from, to) = (digits(from)?, digits(to)?);
    (from < to).then_some(Amount { min: Some(from), max: Some(to), vague: false, approximate: false })
}

/// Returns the value that begins at a token and the token after it.
fn value_at(tokens: &[Token], at: usize) -> Option<(u64, usize)> {
    let first = tokens.get(at).filter(|first| first.counts)?;
    if let Some(amount) = range_of(&first.lower).filter(|_| first.kind == Kind::Number) {
        return Some((amount.min?, at + 1));
    }
    // "half a million"
    if first.is("half")
        && tokens.get(at + 1).is_some_and(|token| token.is("a"))
        && let Some(scale) = scale_at(tokens, at + 2)
    {
        return Some((scale / 2, at + 3));
    }
    // "a hundred"
    if first.is_any(&["a", "сто"])
        && tokens.get(at + 1).is_some_and(|token| token.is_any(&["dozen", "hundred", "thousand", "million"]))
    {
        return Some((scale_at(tokens, at + 1)?, at + 2));
    }
    if let Some(value) = decimal_with_scale(tokens, at) {
        return Some(value);
    }
    // "полторы тысячи", "полутора десятков"
    if first.is_any(&["полтора", "полторы", "полутора"]) {
        let scale = scale_at(tokens, at + 1)?;
        return Some((scale + scale / 2, at + 2));
    }
    // "тысяча человек", "больше десятка"; "тысячи людей" are many, but "более тысячи" is one
    let is_one = first.is_any(&["тысяча", "тысячу", "миллион", "десяток", "десятка", "сотня", "сотню"])
        || is_bounded_scale(tokens, at);
    if is_one && !word_value_before(tokens, at) {
        return Some((scale_at(tokens, at)?, at + 1));
    }
    let (mut total, mut current, mut end) = (0u64, word_value(first)?, at + 1);
    let is_digits = first.kind == Kind::Number;
    // "two and a half thousand", "две с половиной тысячи"
    if let Some(half) = half_end(tokens, end)
        && let Some(scale) = scale_at(tokens, half)
    {
        return Some((current.checked_mul(scale)?.checked_add(scale / 2)?, half + 1));
    }
    while let Some(token) = tokens.get(end) {
        if let Some(scale) = scale_at(tokens, end) {
            current = current.checked_mul(scale)?;
            if scale >= 1_000 {
                (total, current) = (total.checked_add(current)?, 0);
            }
            end += 1;
            // "тыс."
            if token.is_any(&["тыс", "млн", "млрд"])
                && tokens.get(end).is_some_and(|token| token.is(".") && !token.spaced)
            {
                end += 1;
            }
            continue;
        }
        // "20 000"
        if is_digits
            && end == at + 1
            && token.kind == Kind::Number
            && token.lower.len() == 3
            && first.lower.len() <= 3
            && current > 0
            && current < 1000
            && token.lower.bytes().all(|b| b.is_ascii_digit())
            && token.span.start == first.span.end + gap(tokens, end)
        {
            current = current * 1_000 + token.lower.parse::<u64>().ok()?;
            end += 1;
            continue;
        }
        let joined = if token.is("and") && current >= 100 { end + 1 } else { end };
        match tokens.get(joined).filter(|token| token.kind == Kind::Word && !is_digits).and_then(word_value) {
            Some(more)
                if more < current && current % magnitude(more) == 0 && current >= 20
                    || total > 0 && current == 0 && more_follows(tokens, joined) =>
            {
                let more = tokens.get(joined).and_then(word_value)?;
                current += more;
                end = joined + 1;
            }
            _ => break,
        }
    }
    Some((total.checked_add(current)?, end))
}

/// Returns what a word multiplies the number before it by: "dozen", "тысяч".
fn scale_at(tokens: &[Token], at: usize) -> Option<u64> {
    let token = tokens.get(at)?;
    SCALES.iter().find(|(word, _)| token.is(word)).map(|(_, scale)| *scale)
}

/// Returns where "and a half" or «с половиной» ends that begins at a token.
fn half_end(tokens: &[Token], at: usize) -> Option<usize> {
    let stands = |words: &[&str]| {
        let own = tokens.get(at..at + words.len())?;
        own.iter().zip(words).all(|(token, word)| token.is(word)).then_some(at + words.len())
    };
    stands(&["and", "a", "half"]).or_else(|| stands(&["с", "половиной"]))
}

/// "более тысячи", "около сотни": what a bound leads in the singular is one and no plural.
fn is_bounded_scale(tokens: &[Token], at: usize) -> bool {
    const LEAD: &[&str] = &["более", "больше", "свыше", "около", "порядка", "менее", "меньше", "до"];
    tokens[at].is_any(&["тысячи", "сотни", "миллиона"]) && at > 0 && tokens[at - 1].is_any(LEAD)
}

fn word_value_before(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|at| word_value(&tokens[at]).is_some())
}

fn more_follows(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == Kind::Word)
}

/// One character of space stands before a group of digits (it may take several bytes).
fn gap(tokens: &[Token], at: usize) -> usize {
    tokens[at].span.start.saturating_sub(tokens[at - 1].span.end).min(3)
}

fn magnitude(value: u64) -> u64 {
    match value {
        0..=9 => 10,
        10..=99 => 100,
        _ => 1_000,
    }
}

fn decimal_with_scale(tokens: &[Token], at: usize) -> Option<(u64, usize)> {
    let (whole, part) = tokens[at].lower.split_once(['.', ','])?;
    let scale = scale_at(tokens, at + 1)?;
    if part.is_empty() || part.len() > 3 || !(whole.bytes().chain(part.bytes())).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let unit = scale / 10u64.pow(part.len() as u32);
    let value =
        whole.parse::<u64>().ok()?.checked_mul(scale)?.checked_add(part.parse::<u64>().ok()? * unit)?;
    Some((value, at + 2))
}

/// Words before an act for several of its kind at once: "a triple homicide".
const FOLDS: [(&str, u64); 3] = [("double", 2), ("triple", 3), ("quadruple", 4)];

/// Returns how many of an act at once a word before it says.
pub(crate) fn fold(token: &Token) -> Option<Amount> {
    FOLDS.iter().find(|(word, _)| token.is(word)).map(|(_, value)| Amount::exact(*value))
}

/// Returns the numbers in a text, in their order, as the grounding check reads them.
pub fn amounts_in(text: &str) -> Vec<Amount> {
    let tokens = crate::token::tokens(text, crate::Span::new(0, text.len()));
    if let [word] = tokens.as_slice()
        && let Some(amount) = fold(word)
    {
        return vec![amount];
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match number_at(&tokens, at) {
            Some(number) => {
                found.push(number.amount);
                at = number.range.end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> (Option<u64>, Option<u64>) {
        amounts_in(text).first().map_or((None, None), |amount| (amount.min, amount.max))
    }

    #[test]
    fn numbers_in_words_and_digits() {
        for (text, min, max) in [
            ("more than 600 activists", Some(601), None),
            ("forty corpses", Some(40), Some(40)),
            ("20 thousand people", Some(20_000), Some(20_000)),
            ("at least 1,200 people", Some(1_200), None),
            ("two hundred and five men", Some(205), Some(205)),
            ("between 7 and 10 peasants", Some(7), Some(10)),
            ("7-10 peasants", Some(7), Some(10)),
            ("well over 300 men", Some(301), None),
            ("not fewer than 30 men", Some(30), None),
            ("close to five hundred people", Some(500), Some(500)),
            ("fewer than 30", None, Some(29)),
            ("up to thirty", None, Some(30)),
            ("dozens of people", Some(24), None),
            ("not a single man", Some(0), Some(0)),
            ("1.5 million people", Some(1_500_000), Some(1_500_000)),
            ("a dozen men", Some(12), Some(12)),
            ("twenty-five men", Some(25), Some(25)),
            ("более 600 человек", Some(601), None),
            ("двадцать пять человек", Some(25), Some(25)),
            ("20 тыс. человек", Some(20_000), Some(20_000)),
            ("не менее 30 человек", Some(30), None),
            ("4 353 раненых", Some(4_353), Some(4_353)),
            ("a few men", Some(2), None),
            ("more than two dozen people", Some(25), None),
            ("at least three dozen", Some(36), None),
            ("more than a dozen", Some(13), None),
            ("half a dozen men", Some(6), Some(6)),
            ("half a million people", Some(500_000), Some(500_000)),
            ("two and a half thousand prisoners", Some(2_500), Some(2_500)),
            ("две с половиной тысячи", Some(2_500), Some(2_500)),
            ("tens of thousands", Some(20_000), None),
            ("hundreds of thousands", Some(200_000), None),
            ("десятки тысяч", Some(20_000), None),
            ("half of the 40 hostages", Some(20), Some(20)),
            ("two-thirds of the 90 prisoners", Some(60), Some(60)),
            ("all but three of the 20 hostages", Some(17), Some(17)),
            ("половина из 40 заложников", Some(20), Some(20)),
            ("as many as 60 people", None, Some(60)),
            ("пятерым гражданам", Some(5), Some(5)),
            ("более чем 40 человек", Some(41), None),
            ("от трех до пяти человек", Some(3), Some(5)),
            ("несколько сотен человек", Some(200), None),
            ("два десятка человек", Some(20), Some(20)),
            ("десятки людей", Some(20), None),
            ("1,5 тысячи человек", Some(1_500), Some(1_500)),
            ("выросло до 225", Some(225), Some(225)),
            ("тысяча человек", Some(1_000), Some(1_000)),
            ("более тысячи человек", Some(1_001), None),
            ("более полутора тысяч человек", Some(1_501), None),
            ("около полусотни человек", Some(50), Some(50)),
            ("больше десятка человек", Some(11), None),
            ("десятки, если не сотни людей", Some(20), None),
            ("более чем о 100", Some(101), None),
        ] {
            assert_eq!(first(text), (min, max), "{text}");
        }
        assert_eq!(first("20.01.2022"), (None, None));
    }
}

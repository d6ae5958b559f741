//! Where names begin and end: what the tagger cut short or joined is mended by how names are written.

use crate::date::is_calendar_word;
use crate::document::Name;
use crate::number::{is_aged, number_at};
use crate::rules::words;
use crate::tagger::{
    NameKind, NamedWords, clusters, gazetteer, is_common_surname, is_common_word, is_given_name,
    is_in_given_names, is_in_surnames,
};
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words of a name at most; longer rows are headlines.
const LONGEST: usize = 6;
/// What follows a name to tell a father from his son.
pub(crate) const GENERATIONS: [&str; 8] = ["jr", "sr", "ii", "iii", "iv", "мл", "ст", "младший"];

/// Returns the names that the tagger found, cut to what names and widened to all that does.
pub(crate) fn names(text: &str, tokens: &[Token], found: Vec<NamedWords>, capitals: bool) -> Vec<Name> {
    let mut list: Vec<Name> = Vec::new();
    for (start, end, kind) in found {
        let range = trimmed(text, tokens, start..end, kind);
        // "Peter Berg, Jr": a part of the name before it
        if range.len() == 1 && GENERATIONS.iter().any(|word| tokens[range.start].is(word)) {
            continue;
        }
        let is_upper = |at: usize| {
            let word = tokens[at].span.of(text);
            word == word.to_uppercase()
        };
        let in_capitals = !capitals && range.clone().all(is_upper);
        // a headline in capitals is no name, nor is a row of many words
        let is_shout = in_capitals && range.len() >= 3;
        let is_street = kind == NameKind::Person
            && (is_named_after(tokens, &range) || words().not_person.has(&tokens[range.end.max(1) - 1]));
        let is_group = kind == NameKind::Person && range.len() == 1 && is_group(tokens, range.start);
        // "Mid-January"
        let is_time = range.len() == 1
            && tokens[range.start].lower.split_once('-').is_some_and(|(_, month)| is_calendar_word(month));
        if is_shout || range.len() > LONGEST || is_street || is_group || is_time {
            continue;
        }
        // "FORT MYERS, Fla. -"
        let is_dateline = kind == NameKind::Person
            && range.start == 0
            && tokens.get(range.end).is_some_and(|token| token.is_any(&[",", "(", "—", "–"]))
            && in_capitals;
        let is_settled = kind == NameKind::Person && is_settled(tokens, &range);
        let kind = if is_dateline || is_settled { NameKind::Place } else { kind };
        if range.start < range.end && tokens[range.start].kind == Kind::Word {
            list.push(Name { range, kind, person: None });
        }
    }
    let list = joined(tokens, list).into_iter().flat_map(|name| parted(tokens, name)).collect();
    let mut list = crate::bodies::mended(tokens, list);
    for at in 0..list.len() {
        if list[at].kind == NameKind::Person {
            let free = at.checked_sub(1).map_or(0, |before| list[before].range.end)
                ..list.get(at + 1).map_or(tokens.len(), |next| next.range.start);
            list[at].range = widened(text, tokens, list[at].range.clone(), &free, capitals);
        }
    }
    list
}

/// "the village of Garbey", "Garbey municipality": returns whether what stands beside a name says that it is of a place.
fn is_settled(tokens: &[Token], range: &Range<usize>) -> bool {
    let before = |back: usize| range.start.checked_sub(back).map(|at| &tokens[at]);
    let is_of = before(1).is_some_and(|token| token.is("of"))
        && before(2).is_some_and(|token| words().settlement.has(token));
    let behind = |at: usize| tokens.get(at).is_some_and(|token| words().settlement.has(token));
    is_of || behind(range.end) && range.len() == 1 || range.len() > 1 && behind(range.end - 1)
}

/// "the Jesuits", "six Marines", "a Mexican": what an article or a number leads is no person's name, unless the tables have it for one ("the
/// Miller case").
fn is_group(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| &tokens[at]) else { return false };
    let is_led = before.is_any(&["the", "a", "an", "these", "those"])
        || number_at(tokens, at - 1).is_some_and(|number| number.range.end == at);
    is_led && !is_in_surnames(&tokens[at].lower) && !is_in_given_names(&tokens[at].lower)
}

/// "John H. Stroger, Jr. Hospital": what follows the generation is called after the person.
fn is_named_after(tokens: &[Token], range: &Range<usize>) -> bool {
    let is_generation = |token: &Token| GENERATIONS.iter().any(|word| token.is(word));
    let mut behind = tokens[range.end..].iter().filter(|token| token.kind == Kind::Word);
    let first = behind.next();
    let whole = match first.filter(|token| is_generation(token)) {
        Some(_) => behind.next(),
        None if range.end > range.start && is_generation(&tokens[range.end - 1]) => first,
        None => None,
    };
    whole.is_some_and(|token| token.is_capital && words().not_person.has(token))
}

/// Signs at the ends are no part of a name, nor are ages before it, nor titles and acronyms before a person's.
fn trimmed(text: &str, tokens: &[Token], mut range: Range<usize>, kind: NameKind) -> Range<usize> {
    while range.start < range.end && tokens[range.start].kind == Kind::Sign {
        range.start += 1;
    }
    while range.end > range.start
        && (tokens[range.end - 1].kind == Kind::Sign || tokens[range.end - 1].is("'s"))
    {
        range.end -= 1;
    }
    // "Tyshawn Lee Case", in a headline
    while kind == NameKind::Person
        && range.len() > 2
        && words().after_noun.has(&tokens[range.end - 1])
        && !is_in_surnames(&tokens[range.end - 1].lower)
    {
        range.end -= 1;
    }
    // "обстреляли Дамаск", "телеканал CNN"
    while range.start + 1 < range.end
        && !tokens[range.start].is_capital
        && (crate::russian::is_verb(&tokens[range.start]) || words().station.has(&tokens[range.start]))
    {
        range.start += 1;
    }
    // "KazNU Anna Morrow"
    let is_acronym = |at: usize| {
        let word = tokens[at].span.of(text);
        let is_mixed = tokens[at + 1].span.of(text).ends_with(char::is_lowercase);
        is_mixed && word.len() >= 3 && word.ends_with(char::is_uppercase)
    };
    let leads = |at: usize| {
        let token = &tokens[at];
        words().title.has(token)
            || words().address.has(token)
            || token.lower.starts_with(|c: char| c.is_ascii_digit())
            || token.lower.contains("летн")
            || token.is_cyrillic() && range.end - at > 2 && crate::russian::is_verb(token)
            // "Жена Ивана Петрова"
            || token.is_cyrillic() && words().relation.has(token)
            || is_acronym(at)
    };
    let is_age = |at: usize| is_aged(&tokens[at]);
    while range.start + 1 < range.end
        && (kind == NameKind::Person && leads(range.start) || is_age(range.start))
    {
        range.start += 1;
    }
    range
}

/// Joins the parts of one person's name: "Christian D." "Myers", "Gerald" "Thompson", "Montell" ("Telly") "Pridgett".
fn joined(tokens: &[Token], names: Vec<Name>) -> Vec<Name> {
    let mut list: Vec<Name> = Vec::new();
    for name in names {
        let goes_on = |last: &Name| {
            last.kind == NameKind::Person && {
                let between = &tokens[last.range.end..name.range.start];
                let end = &tokens[last.range.end - 1].lower;
                let is_initial = end.split('.').all(|part| part.chars().count() == 1);
                match (name.kind, between) {
                    (NameKind::Person, [stop]) => is_initial && stop.is("."),
                    // "по делу о гибели Анны Х Петр Y задержан"
                    (NameKind::Person, []) => {
                        let cases = |range: &Range<usize>| crate::russian::of_name(&tokens[range.clone()]);
                        cases(&last.range).meets(cases(&name.range))
                    }
                    // "Dronald" "Washington"
                    (NameKind::Place, []) => {
                        last.range.len() == 1
                            && name.range.len() == 1
                            && is_common_surname(&tokens[name.range.start].lower)
                    }
                    (NameKind::Person, [open, .., close]) => {
                        between.len() <= 4
                            && open.is_any(&["\"", "“", "(", "‘", "'"])
                            && close.is_any(&["\"", "”", ")", "’", "'"])
                            && between[1].is_capital
                    }
                    _ => false,
                }
            }
        };
        match list.last_mut().filter(|last| goes_on(last) && name.range.end - last.range.start <= LONGEST + 2)
        {
            Some(last) => last.range.end = name.range.end,
            None => list.push(name),
        }
    }
    list
}

/// "(брат) Ивана Теслича Лука": parts a Russian name from the given name of somebody else behind it.
fn parted(tokens: &[Token], name: Name) -> Vec<Name> {
    let is_given = |at: usize| words().is_given_name(&tokens[at]);
    let range = name.range.clone();
    let may_be_two = name.kind == NameKind::Person && tokens[range.start].is_cyrillic();
    let second = (range.start + 2..range.end).find(|at| may_be_two && is_given(*at) && !is_given(at - 1));
    match second {
        Some(at) => [range.start..at, at..range.end].map(|range| Name { range, ..name.clone() }).into(),
        None => vec![name],
    }
}

/// Takes in given names before a person's name and its generation behind; `free` are the tokens that no other name has.
fn widened(
    text: &str,
    tokens: &[Token],
    mut range: Range<usize>,
    free: &Range<usize>,
    capitals: bool,
) -> Range<usize> {
    // not "KazNU", but "DeAndre"
    let is_written_as_name = |token: &Token| {
        token.kind == Kind::Word && token.is_capital && token.span.of(text).ends_with(char::is_lowercase)
    };
    while !capitals && range.start > free.start && range.len() < LONGEST {
        let before = &tokens[range.start - 1];
        let is_first = range.start == 1;
        if !(is_written_as_name(before) && may_be_given(before, is_first)) {
            break;
        }
        range.start -= 1;
    }
    let generation = |at: usize| {
        at < free.end && tokens[at].is_capital && GENERATIONS.contains(&tokens[at].lower.as_str())
    };
    let comma = usize::from(tokens.get(range.end).is_some_and(|token| token.is(",")));
    if range.len() >= 2 && generation(range.end + comma) {
        range.end += comma + 1;
    }
    range
}

/// Returns whether a word may be a given name that the tagger passed over: one of the tables, or one that nothing else is known of.
fn may_be_given(token: &Token, is_first: bool) -> bool {
    if words().title.has(token)
        || words().address.has(token)
        || words().person.has(token)
        || words().suspect.has(token)
        || token.is_cyrillic() && words().relation.has(token)
        || is_aged(token)
    {
        return false;
    }
    let known = gazetteer().of(&token.lower);
    let is_common = is_common_word(&token.lower);
    let is_unheard = known == 0 && clusters().of(&token.lower).fine == 0 && !is_first;
    is_unheard || is_given_name(&token.lower) && !(is_common && is_first)
}

#[cfg(test)]
mod tests {
    use crate::Span;

    fn persons(text: &str) -> Vec<String> {
        let sentences =
            crate::document::read(text, &[Span::new(0, text.len())], None, crate::Rules::of(None));
        let names = sentences.iter().flat_map(|sentence| {
            let persons = sentence.names.iter().filter(|name| name.kind == crate::NameKind::Person);
            persons.map(|name| sentence.span_of(&name.range).of(text).to_owned())
        });
        names.collect()
    }

    #[test]
    fn a_name_has_all_its_parts() {
        assert_eq!(
            persons("Police said 46-year-old Quarvious Dean Morrow was killed."),
            ["Quarvious Dean Morrow"]
        );
        assert_eq!(persons("The victim was Peter Berg, Jr., of Oslo."), ["Peter Berg, Jr"]);
        assert_eq!(persons("Friends of Robert \"Tully\" Morrow wept."), ["Robert \"Tully\" Morrow"]);
    }

    #[test]
    fn what_stands_before_a_name_is_no_part_of_it() {
        assert_eq!(persons("The rector of KarvU Peter Berg resigned."), ["Peter Berg"]);
        assert_eq!(persons("On Tuesday Anna Morrow was wounded."), ["Anna Morrow"]);
        assert_eq!(
            persons("Officers found 7-year-old Anna Morrow and Detective Peter Berg there."),
            ["Anna Morrow", "Peter Berg"]
        );
    }

    #[test]
    fn what_a_station_is_stands_outside_its_name() {
        let text = "Как сообщил телеканал CNN, акция прошла у здания телеканала Press TV.";
        let rules = crate::Rules::of(Some(crate::Language::Russian));
        let sentences = crate::document::read(text, &[Span::new(0, text.len())], None, rules);
        let names = sentences.iter().flat_map(|sentence| {
            sentence.names.iter().map(|name| sentence.span_of(&name.range).of(text).to_owned())
        });
        assert_eq!(names.collect::<Vec<_>>(), ["CNN", "Press TV"]);
    }

    #[test]
    fn names_stand_in_texts_of_capitals_too() {
        let text = "THE POLICE SAID THAT LAWYER ANNA TARVONEN WAS KILLED BY GUNMEN IN FRONT OF HER HOUSE.";
        assert_eq!(persons(text), ["ANNA TARVONEN"]);
    }
}

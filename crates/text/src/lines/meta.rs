//! The lines around the beginning of an article: title, byline, date.

use super::evidence::Facts;
use super::{Line, LineKind};
use crate::date::{dates, stated_day};
use crate::tagger::is_in_given_names;
use crate::token::{Kind, tokens};
use tizim_model::Day;

/// What the head of an article states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headed {
    /// The headline.
    pub title: Option<crate::Span>,
    /// Who wrote it.
    pub byline: Option<crate::Span>,
    /// The day of publication.
    pub published: Option<Day>,
}

/// Filled lines before the first of the body among which the head is sought.
const HEAD: usize = 12;
/// Lines that look like text among which headline, date and byline are sought.
const LED: usize = 3;
/// Lines above the text at most, the headline among them, where nothing of a site stands there.
const BARE: usize = 5;
/// Words of a sentence that leads the text at least.
const LEAD: usize = 8;
/// Words that a line about the article may have beside its date and its author.
const BESIDE: usize = 4;

/// Marks title, byline and date among the furniture before the body.
pub(super) fn mark(text: &str, lines: &mut [Line], facts: &[Facts], filled: &[usize]) {
    let Some(first) = filled.iter().position(|&index| lines[index].kind == LineKind::Body) else { return };
    let led = led(text, lines, &filled[first..]);
    // a long headline
    for &index in &filled[first..first + led] {
        lines[index].kind = LineKind::Furniture;
    }
    let first = first + led;
    let head = &filled[first.saturating_sub(HEAD)..first];
    let told: Vec<About> = head.iter().map(|&index| about(text, lines[index].span)).collect();
    let mut nearest_meta = None;
    for (place, (&index, about)) in head.iter().zip(&told).enumerate() {
        // a name alone is a byline beside what else tells of the article
        let around = &told[place.saturating_sub(2)..(place + 3).min(told.len())];
        let is_beside = || around.iter().any(|about| about.is_dated || about.is_marked);
        let is_byline = about.byline.is_some() && (about.is_marked || about.is_dated || is_beside());
        lines[index].kind = match (is_byline, about.is_dated) {
            (true, false) => LineKind::Byline,
            (_, true) => LineKind::Date,
            (false, false) => continue,
        };
        nearest_meta.get_or_insert(index);
    }
    let is_title = |index: &usize| {
        let line = lines[*index].span.of(text).trim();
        lines[*index].kind == LineKind::Furniture
            && !facts[*index].is_of_site
            && (4..=30).contains(&facts[*index].words)
            && !line.ends_with(['.', ':', ';'])
            && !is_of_people(line)
            && !line.starts_with(['•', '·', '*', '-'])
            && line.split(is_between).filter(|field| !field.trim().is_empty()).count() <= 2
            && line.chars().filter(|c| *c == ',').count() * 3 < facts[*index].words
    };
    // right above byline and date, else right above the text
    let above = |limit: usize| {
        head.iter().rev().filter(|index| **index < limit).find(|index| is_title(index)).copied()
    };
    let is_headline = |index: usize| {
        let line = lines[index].span.of(text).trim();
        is_title(&index)
            || line.ends_with('.') && (5..=30).contains(&facts[index].words) && !is_of_people(line)
    };
    let bare = bare_headline(facts, &filled[..first]).filter(|index| is_headline(*index));
    let title = bare.or_else(|| nearest_meta.and_then(above)).or_else(|| above(usize::MAX));
    if let Some(title) = title {
        // what stands between a bare headline and the text, in sentences, leads it
        for &index in filled[..first].iter().filter(|index| bare.is_some_and(|bare| bare < **index)) {
            if lines[index].span.of(text).trim().ends_with('.') && facts[index].words >= LEAD {
                lines[index].kind = LineKind::Body;
            }
        }
        lines[title].kind = LineKind::Title;
    } else if let Some(&index) = filled[first..]
        .first()
        .filter(|&&index| facts[index].words <= 20 && !lines[index].span.of(text).trim().ends_with('.'))
    {
        lines[index].kind = LineKind::Title;
    }
}

/// Returns the first line of a text that begins with its headline: little else stands above the article, captions and the like, and nothing
/// of a site.
fn bare_headline(facts: &[Facts], above: &[usize]) -> Option<usize> {
    let is_bare = above.len() <= BARE && !above.iter().any(|index| facts[*index].is_of_site);
    above.first().copied().filter(|_| is_bare)
}

/// Returns how many of the first lines that look like text are the article's head: a line of the date right above the text ("Staff report -
/// Published Sunday, Aug. 6, 2017"), and a long headline above that.
fn led(text: &str, lines: &[Line], body: &[usize]) -> usize {
    let is_meta = |index: usize| {
        let about = about(text, lines[index].span);
        about.is_dated || about.is_marked
    };
    let may_lead = |index: usize| {
        let line = lines[index].span.of(text).trim();
        is_meta(index) || words_in(line) <= 30 && !line.ends_with(['.', ':', '!', '?', '”', '"'])
    };
    let near = body.iter().take(LED).take_while(|index| may_lead(**index)).count();
    (0..near).rev().find(|&place| is_meta(body[place])).map_or(0, |place| place + 1)
}

/// What a line of the head tells about the article.
#[derive(Clone, Copy, Debug, Default)]
struct About {
    /// It states a date, perhaps with a time, a zone and a place, and little else.
    is_dated: bool,
    /// Where the names of the authors stand, or what may be such names.
    byline: Option<crate::Span>,
    /// Words mark them as the authors.
    is_marked: bool,
}

/// Signs between the fields of a line of the head.
fn is_between(c: char) -> bool {
    matches!(c, '|' | '·' | '•' | '»' | '/' | '\u{2502}')
}

/// Returns what a line tells about the article: `By Anna Person`, `12 May 2020, 10:42`, or fields of such beside one another.
fn about(text: &str, line: crate::Span) -> About {
    let words = line.of(text);
    if words.trim().is_empty() || words.chars().count() > 160 {
        return About::default();
    }
    let mut found = About::default();
    let mut beside = 0;
    let mut start = line.start;
    // numbers are divided by the same stroke as fields: 12/05/2020
    let is_cut = |at: usize, c: char| is_between(c) && (c != '/' || words[..at].ends_with(' '));
    let ends: Vec<(usize, usize)> = words
        .char_indices()
        .filter(|(at, c)| is_cut(*at, *c))
        .map(|(at, c)| (line.start + at, c.len_utf8()))
        .chain([(line.end, 0)])
        .collect();
    for (end, width) in ends {
        let field = crate::Span::new(start, end);
        start = end + width;
        let marked = marked_names(text, field);
        if let Some(names) = marked.filter(|_| !found.is_marked) {
            found.byline = Some(names);
            found.is_marked = true;
            found.is_dated |= names.end < field.end && is_date(&text[names.end..field.end]);
        } else if is_date(field.of(text)) {
            found.is_dated = true;
        } else if found.byline.is_none() && is_name(field.of(text)) {
            found.byline = Some(trimmed(text, field));
        } else {
            beside += words_in(field.of(text));
        }
    }
    // a time of day beside the date is of a page: "LABOR | The Paper's newsroom | Entry: 18.11.2021 11:05"
    let limit = if found.is_dated && has_time(words) { 2 * BESIDE } else { BESIDE };
    if beside > limit { About::default() } else { found }
}

/// Returns whether a line says a time of day: "11:05".
fn has_time(line: &str) -> bool {
    let is_time = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        let parts = word.split_once(':');
        parts.is_some_and(|(hour, rest)| {
            matches!(hour.len(), 1 | 2)
                && hour.bytes().all(|b| b.is_ascii_digit())
                && rest.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    line.split_whitespace().any(is_time)
}

fn words_in(field: &str) -> usize {
    field.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// A date, perhaps with a time, a zone and a place.
fn is_date(field: &str) -> bool {
    let field = field.trim();
    if field.len() > 100 {
        return false;
    }
    let lower = field.to_lowercase();
    // the zone of a time
    if field.starts_with('(')
        && (lower.contains("time)") || lower.contains("время)") || lower.contains("gmt"))
    {
        return true;
    }
    let found = tokens(field, crate::Span::new(0, field.len()));
    // any year will do: it is only asked whether there is a day and a month
    let some_day = "2000-06-15".parse::<tizim_model::PartialDate>().ok().and_then(|date| date.exact_day());
    let is_number = |span: crate::Span| span.of(field).contains(|c: char| c.is_ascii_digit());
    let is_named = dates(&found, None).into_iter().chain(dates(&found, some_day));
    if !is_named.map(|mention| mention.span).any(is_number) {
        return false;
    }
    const AROUND: [&str; 18] = [
        "published",
        "updated",
        "posted",
        "modified",
        "last",
        "on",
        "at",
        "am",
        "pm",
        "a.m",
        "p.m",
        "est",
        "edt",
        "gmt",
        "utc",
        "опубликовано",
        "обновлено",
        "дата",
    ];
    let tells = |token: &&crate::token::Token| {
        token.kind == Kind::Word && !token.is_any(&AROUND) && !crate::date::is_weekday(&token.lower)
    };
    let rest = found.iter().filter(tells).count();
    rest <= BESIDE
}

/// Words behind a byline whose picture it is.
const OF_PICTURES: [&str; 6] = ["фото", "photo", "photos", "photography", "pictures", "иллюстрации"];

/// Returns the names in a field that says it is a byline; a date behind them is left out, and who took the picture.
fn marked_names(text: &str, field: crate::Span) -> Option<crate::Span> {
    const MOST: usize = 14;
    let words = field.of(text).trim_end();
    let names = tizim_model::marked_byline(words)?;
    let start = field.start + words.len() - names.len();
    let all = tokens(names, crate::Span::new(0, names.len()));
    let dated = crate::date::dates_in(names, None).first().map(|mention| mention.span.start);
    // `2020-05-09T22:05:36Z`, which is no word of a date
    let numbered = names.find(|c: char| c.is_ascii_digit());
    let pictured = all.iter().find(|token| token.is_any(&OF_PICTURES)).map(|token| token.span.start);
    let end = [dated, numbered, pictured].into_iter().flatten().min().unwrap_or(names.len());
    // "By the time that the 12 had been counted, ..." is no byline
    if all.len() > MOST && !is_date(&names[end..]) {
        return None;
    }
    let own = names[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')');
    let own = own.trim_end_matches(['.', ' ']);
    (!own.is_empty()).then(|| crate::Span::new(start, start + own.len()))
}

/// Words of sites, papers and menus that stand with capitals too.
const NOBODY: [&str; 46] = [
    "facebook",
    "twitter",
    "whatsapp",
    "telegram",
    "instagram",
    "youtube",
    "linkedin",
    "pinterest",
    "reddit",
    "viber",
    "vkontakte",
    "вконтакте",
    "одноклассники",
    "email",
    "print",
    "share",
    "home",
    "news",
    "sport",
    "sports",
    "world",
    "politics",
    "business",
    "video",
    "photo",
    "log",
    "sign",
    "contact",
    "about",
    "the",
    "times",
    "post",
    "press",
    "daily",
    "agency",
    "today",
    "новости",
    "новость",
    "вести",
    "вестник",
    "известия",
    "газета",
    "главная",
    "политика",
    "экономика",
    "общество",
];

/// Two or three words that may be somebody's name.
fn is_name(field: &str) -> bool {
    let field = field.trim().trim_end_matches(['.', ',', ' ']);
    let found = tokens(field, crate::Span::new(0, field.len()));
    (2..=3).contains(&found.len())
        && found.iter().all(|token| {
            token.kind == Kind::Word
                && token.is_capital
                && token.lower.chars().count() >= 2
                && !token.is_any(&NOBODY)
        })
        && field.chars().filter(|c| c.is_uppercase()).count() <= 6
        && !tizim_names::Name::parse(field).is_empty()
}

/// "Mary Person in Velk", "Tom Person (now) and Irina Person (earlier)": a line of those who wrote it, by their given names and what stands
/// beside them.
fn is_of_people(line: &str) -> bool {
    let of_one = |part: &str| {
        let (name, beside) =
            part.split_at(part.find(" in ").or_else(|| part.find(" (")).unwrap_or(part.len()));
        is_name(name) && beside.split_whitespace().count() <= 4
    };
    let is_known = |part: &str| {
        part.split_whitespace().next().is_some_and(|word| is_in_given_names(&word.to_lowercase()))
    };
    let parts: Vec<&str> = line.split(" and ").flat_map(|part| part.split(", ")).map(str::trim).collect();
    let tells_more = line.contains(" in ") || line.contains(" (") || parts.len() > 1;
    tells_more
        && parts.iter().all(|part| of_one(part))
        && (parts.len() == 1 || parts.iter().any(|part| is_known(part)))
}

/// Returns what the head states.
pub(super) fn headed(text: &str, lines: &[Line]) -> Headed {
    let of = |kind: LineKind| lines.iter().filter(move |line| line.kind == kind);
    let is_meta = |line: &&Line| matches!(line.kind, LineKind::Byline | LineKind::Date);
    let told: Vec<About> = lines.iter().filter(is_meta).map(|line| about(text, line.span)).collect();
    let byline = told
        .iter()
        .find(|about| about.is_marked)
        .or_else(|| told.iter().find(|about| about.byline.is_some()));
    // a time may stand behind other words: `By Anna Person 2020-05-12T09:00:00Z`
    let day_of = |line: &str| stated_day(line).or_else(|| line.split_whitespace().find_map(stated_day));
    let published = lines.iter().filter(is_meta).find_map(|line| day_of(line.span.of(text)));
    Headed {
        title: of(LineKind::Title).next().map(|line| trimmed(text, line.span)),
        byline: byline.and_then(|about| about.byline),
        published,
    }
}

fn trimmed(text: &str, span: crate::Span) -> crate::Span {
    let line = span.of(text);
    let start = span.start + line.len() - line.trim_start().len();
    crate::Span::new(start, start + line.trim().trim_end_matches(['.', ' ']).len())
}

#[cfg(test)]
mod tests {
    use super::super::{classify_lines, headed};

    /// Returns title, byline and day that the head of a text states.
    fn head_of(head: &str) -> [Option<String>; 3] {
        let text = format!(
            "{head}\n\nTwo men were killed when a fire broke out at the old mill near the river on Monday night, the fire \
             service said.\nThe service was called at nine in the evening, and it took four hours to put the fire out, the \
             chief told reporters.\n"
        );
        let found = headed(&text, &classify_lines(&text));
        let words = |span: Option<crate::Span>| span.map(|span| span.of(&text).to_owned());
        [words(found.title), words(found.byline), found.published.map(|day| day.to_string())]
    }

    #[test]
    fn heads_of_many_forms() {
        let title = "Two men die in a fire at the old mill";
        for (head, byline, day) in [
            ("Reported by Jane Person | May 9, 2020 | The Paper", Some("Jane Person"), Some("2020-05-09")),
            (
                "By Jane Person\nPublished 10:42, 9 May 2020 | Updated 12:10, 10 May 2020",
                Some("Jane Person"),
                Some("2020-05-09"),
            ),
            ("Опубликовано: 9 мая 2020 · Анна Лицова", Some("Анна Лицова"), Some("2020-05-09")),
            ("Автор: Анна Лицова\n09.05.2020 09:15", Some("Анна Лицова"), Some("2020-05-09")),
            ("Port Town, 8 May\n\n9 May 2020", None, Some("2020-05-09")),
            ("Share\nFacebook  Twitter  WhatsApp\n9 May 2020", None, Some("2020-05-09")),
            ("РИА «Запад», 9 мая 2020", None, Some("2020-05-09")),
            ("Jane Person\n9 May 2020", Some("Jane Person"), Some("2020-05-09")),
            (
                "By Jane Person and John Doe 2020-05-09T22:05:36Z Local",
                Some("Jane Person and John Doe"),
                Some("2020-05-09"),
            ),
            (
                "Автор: Анна Лицова. Фото Ивана Снимкова. 09.05.2020, 18:40. Просмотров: 14 206",
                Some("Анна Лицова"),
                Some("2020-05-09"),
            ),
        ] {
            let wanted = [Some(title), byline, day].map(|it| it.map(str::to_owned));
            assert_eq!(head_of(&format!("Home\nNews\n{title}\n{head}")), wanted, "{head}");
        }
        let sentence = "By the time the first fire engine came up the road, 40 people stood in the yard on 9 May and two lay dead";
        assert_eq!(head_of(sentence)[1], None);
    }
}

//! Which lines of a plain text are the article: for pages that were copied with their menus, teasers and comment rules.
//!
//! Each line gets a weight of evidence by its form (length, sentence end, common words, signs of lists) and by phrases
//! that only sites write about themselves (`rules/lines/furniture.txt`); then the likeliest run of article and furniture
//! is found, in which changing between the two costs something. The weights were set by hand; nothing was learned from
//! pages, so nothing of a page's licence is in them.

mod evidence;
mod meta;
mod phrases;
mod runs;
mod wrapped;

pub use meta::Headed;

use crate::Span;
use evidence::{evidence, line_facts};
use phrases::Phrases;

/// What a line of a plain text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// Nothing but white space.
    Blank,
    /// The headline.
    Title,
    /// Who wrote it.
    Byline,
    /// When, or from where, it was published.
    Date,
    /// Text of the article, captions and sub-headings included.
    Body,
    /// All else.
    Furniture,
}

/// A line with what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands, without its line end.
    pub span: Span,
    /// What it is.
    pub kind: LineKind,
}

/// Returns every line of a text with what it is.
pub fn classify_lines(text: &str) -> Vec<Line> {
    let mut lines = split(text);
    let (unit_of, mut units) = wrapped::units(text, &lines);
    classify(text, &mut units);
    for (line, unit) in lines.iter_mut().zip(unit_of) {
        line.kind = units[unit].kind;
    }
    lines
}

/// Returns the paragraphs of a text whose lines are told: its lines, or, where they were broken at a width, what they were
/// before.
pub(crate) fn paragraphs(text: &str, lines: &[Line]) -> Vec<Line> {
    let (unit_of, mut units) = wrapped::units(text, lines);
    for (line, unit) in lines.iter().zip(unit_of).rev() {
        units[unit].kind = line.kind;
    }
    units
}

fn classify(text: &str, lines: &mut [Line]) {
    let phrases = Phrases::shared();
    let facts: Vec<_> = lines.iter().map(|line| line_facts(line.span.of(text), phrases)).collect();
    let filled: Vec<usize> =
        (0..lines.len()).filter(|&index| facts[index].words > 0 || facts[index].letters > 0).collect();
    let weights = evidence(text, lines, &facts, &filled);
    let is_body = runs::of_the_article(&weights);
    for (place, &index) in filled.iter().enumerate() {
        lines[index].kind = if is_body[place] { LineKind::Body } else { LineKind::Furniture };
    }
    runs::keep_the_main(lines, &facts, &filled);
    runs::go_on_behind_boxes(lines, &facts, &filled, &weights);
    meta::mark(text, lines, &facts, &filled);
}

fn split(text: &str) -> Vec<Line> {
    let mut start = 0;
    let mut list = Vec::new();
    for line in text.split_inclusive('\n').flat_map(split_at_returns) {
        let shown = line.trim_end_matches(['\n', '\r']);
        list.push(Line { span: Span::new(start, start + shown.len()), kind: LineKind::Blank });
        start += line.len();
    }
    list
}

/// Splits a line after each carriage return that stands alone, as old programs of one kind ended their lines.
fn split_at_returns(line: &str) -> impl Iterator<Item = &str> {
    let words = line.trim_end_matches(['\r', '\n']);
    let last = words.rfind('\r').map_or(0, |at| at + 1);
    words[..last].split_inclusive('\r').chain(std::iter::once(&line[last..]))
}

/// Returns the byline and the day of publication that the lines around the title state.
pub fn headed(text: &str, lines: &[Line]) -> Headed {
    meta::headed(text, lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_among_furniture() {
        let text = "Home\nNews\nSport\nTwo men die in a fire at the old mill\nBy Anna Person\n12 May 2020\n\
            Two men were killed when a fire broke out at the old mill near the river on Monday night, the fire service said.\n\
            The service was called at nine in the evening, and it took four hours to put the fire out, the chief told reporters.\n\
            Subscribe to our newsletter to get the news in your inbox every day and never miss a story again.\n\
            Neighbours said that they had heard a loud noise before the flames were seen from the road that leads to the town.\n\
            Related stories\nA cat is saved\nShops to open\n© 2020 The Paper. All rights reserved.\n";
        let kinds: Vec<LineKind> = classify_lines(text).iter().map(|line| line.kind).collect();
        use LineKind::{Body, Byline, Date, Furniture, Title};
        assert_eq!(
            kinds,
            [
                Furniture, Furniture, Furniture, Title, Byline, Date, Body, Body, Furniture, Body, Furniture,
                Furniture, Furniture, Furniture
            ]
        );
    }

    #[test]
    fn a_short_article_is_told_from_what_it_was_pasted_with() {
        let text = "Главная\nНовости\nПолитика\nВойти\nПн Вт Ср Чт Пт Сб Вс\n1 2 3 4 5 6 7\nГлавная » Происшествия\n\
            На старой мельнице при пожаре погибли двое рабочих\n12.05.2020 09:15\nПросмотров: 45\nАвтор: Анна Лицова\n\
            Двое рабочих погибли и трое пострадали при пожаре на старой мельнице у реки, сообщили в службе спасения.\n\
            Один из погибших — мастер Пётр Лицов, 45 лет, рассказала его сестра Мария Лицова.\n\
            Читайте также: На трассе у города столкнулись две машины\nПодписывайтесь на наш канал\n\
            Рабочие потребовали отставки директора. Прокуратура начала проверку и опросила свидетелей.\n\
            Теги: мельница, пожар\nДругие новости\nОткрыт новый мост\nКомментарии\nЖаль людей!\n© 2020 Газета\n";
        let lines = classify_lines(text);
        let kinds: Vec<LineKind> = lines.iter().map(|line| line.kind).collect();
        use LineKind::{Body, Byline, Date, Furniture, Title};
        let mut wanted = vec![Furniture; 7];
        wanted.extend([Title, Date, Furniture, Byline, Body, Body, Furniture, Furniture, Body]);
        wanted.extend([Furniture; 6]);
        assert_eq!(kinds, wanted);
        assert_eq!(headed(text, &lines).byline.map(|span| span.of(text)), Some("Анна Лицова"));
    }

    #[test]
    fn carriage_returns_alone_end_lines() {
        let lines = split("A title\rBy Anna\r\nText.\n\r\nMore.\r");
        let spans: Vec<&str> =
            lines.iter().map(|line| line.span.of("A title\rBy Anna\r\nText.\n\r\nMore.\r")).collect();
        assert_eq!(spans, ["A title", "By Anna", "Text.", "", "More."]);
    }
}

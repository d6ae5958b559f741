//! What a text asks for: names parted by commas, each with the kind that a word such as «облысы» or "city" says.

use crate::gazetteer::Kind;
use crate::sounds;

/// Only so many parts of a text are read.
const MAX_PARTS: usize = 5;
/// What parts the names in a text.
const PARTINGS: [char; 7] = [',', ';', '(', ')', '/', '،', '\n'];

/// One name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// As written, without the word that says the kind.
    pub(crate) text: String,
    /// Its letters.
    pub(crate) bare: String,
    pub(crate) kind: Option<Kind>,
}

/// The names in a text, in order.
pub(crate) fn wanted(text: &str) -> Vec<Wanted> {
    let bounded: String = text.chars().take(MAX_PARTS * sounds::MAX_CHARS).collect();
    let parts = bounded.split(PARTINGS);
    parts
        .filter_map(|part| {
            let (text, kind) = cut(part);
            let bare = sounds::bare(&text);
            (!bare.is_empty()).then_some(Wanted { text, bare, kind })
        })
        .take(MAX_PARTS)
        .collect()
}

/// A name of a place of this kind without the word that says the kind («Алматы облысы»: Алматы).
pub(crate) fn without_kind(name: &str, kind: Kind) -> String {
    let (short, said) = cut(name);
    if said == Some(kind) { short } else { name.to_owned() }
}

/// Returns the words of a text without those that say what kind of place it is: region, city, village, district; all of them
/// where nothing else would be left.
///
/// ```
/// assert_eq!(tizim_places::without_kinds("р-н Сарыарка"), "Сарыарка");
/// assert_eq!(tizim_places::without_kinds("Алматы облысы, Талғар ауданы"), "Алматы Талғар");
/// ```
pub fn without_kinds(text: &str) -> String {
    let words = |part: &str| -> Vec<String> {
        let (short, _) = cut(part);
        let names = short.split_whitespace().filter(|word| !is_district(&word.to_lowercase()));
        names.map(str::to_owned).collect()
    };
    let bounded: String = text.chars().take(MAX_PARTS * sounds::MAX_CHARS).collect();
    let left: Vec<String> = bounded.split(PARTINGS).flat_map(words).collect();
    if left.is_empty() { text.trim().to_owned() } else { left.join(" ") }
}

/// Cuts the words that say a kind off a name, unless nothing would be left.
fn cut(name: &str) -> (String, Option<Kind>) {
    let mut kind = None;
    let mut left: Vec<&str> = Vec::new();
    // "г.Алматы", "обл. Абай": a full stop parts a short word from the name
    let words =
        name.split(|letter: char| letter.is_whitespace() || letter == '.').filter(|word| !word.is_empty());
    for word in words {
        match kind_of(&word.to_lowercase()) {
            Some(said) => kind = kind.or(Some(said)),
            None => left.push(word),
        }
    }
    if kind.is_some() && left.first() == Some(&"of") {
        left.remove(0);
    }
    if left.is_empty() { (name.trim().to_owned(), None) } else { (left.join(" "), kind) }
}

fn kind_of(word: &str) -> Option<Kind> {
    match word {
        "область" | "области" | "обл" | "облысы" | "облыс" | "oblysy" | "oblast" | "oblast'" | "region"
        | "province" | "край" | "провинция" => Some(Kind::Region),
        "город" | "города" | "городе" | "г" | "гор" | "қаласы" | "қала" | "қ" | "qalasy" | "city"
        | "town" | "село" | "с" | "ауылы" | "ауыл" | "auyly" | "аул" | "поселок" | "посёлок" | "пос"
        | "кенті" | "village" | "деревня" => Some(Kind::Settlement),
        _ => None,
    }
}

/// The gazetteer knows no districts, so the word for one says no kind that it could look for.
fn is_district(word: &str) -> bool {
    matches!(
        word,
        "район"
            | "района"
            | "районе"
            | "р-н"
            | "ауданы"
            | "аудан"
            | "audany"
            | "district"
            | "rayon"
            | "raion"
            | "микрорайон"
            | "мкр"
            | "мкрн"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_cut_off() {
        let of = |text: &str| wanted(text).into_iter().map(|part| (part.text, part.kind)).collect::<Vec<_>>();
        assert_eq!(
            of("г.Жаңаөзен, Маңғыстау облысы"),
            [("Жаңаөзен".into(), Some(Kind::Settlement)), ("Маңғыстау".into(), Some(Kind::Region))]
        );
        assert_eq!(of("city of Almaty"), [("Almaty".into(), Some(Kind::Settlement))]);
        assert_eq!(of("Село"), [("Село".into(), None)]);
        assert!(of(" ,, ").is_empty());
    }
}

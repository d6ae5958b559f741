//! What a text asks for: names parted by commas, each with the kind that a word such as «облысы» or "city" says.

use crate::gazetteer::Kind;
use crate::sounds;

/// Only so many parts of a text are read.
const MAX_PARTS: usize = 5;

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
    let parts = bounded.split([',', ';', '(', ')', '/', '،', '\n']);
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

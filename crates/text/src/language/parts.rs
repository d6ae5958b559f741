//! The languages of the parts of one text: its paragraphs.

use super::{Language, Letters, language_of, latin};
use crate::Span;

/// Letters by which a part tells its language for itself.
const LETTERS: usize = 60;
/// Letters that are enough where the script is another than that of the neighbours.
const LETTERS_OF_ANOTHER_SCRIPT: usize = 20;
/// One word in so many must be one of the commonest of a language in Latin letters, and there must be two.
const WORDS_PER_HIT: usize = 12;

/// Returns the language of each part of a text. A part too short to tell has that of the part before it, or of the first after
/// it that tells; `None` only where no part tells.
pub fn languages_of(text: &str, parts: &[Span]) -> Vec<Option<Language>> {
    let own: Vec<Option<Language>> = parts.iter().map(|part| told(part.of(text))).collect();
    let mut before = own.iter().copied().flatten().next();
    parts
        .iter()
        .zip(own)
        .map(|(part, own)| {
            before = own.or_else(|| of_another_script(part.of(text), before)).or(before);
            before
        })
        .collect()
}

/// Returns the language that a part tells for itself.
fn told(part: &str) -> Option<Language> {
    if letters_of(part, LETTERS) < LETTERS {
        return None;
    }
    if Script::of(part)? != Script::Latin {
        return language_of(part);
    }
    // one small word of another language stands in many a name
    latin(part)
        .filter(|found| found.hits >= 2 && found.hits * WORDS_PER_HIT >= found.words)
        .map(|found| found.language)
}

/// Returns the language of a short part in another script than the part before it.
fn of_another_script(part: &str, before: Option<Language>) -> Option<Language> {
    if letters_of(part, LETTERS_OF_ANOTHER_SCRIPT) < LETTERS_OF_ANOTHER_SCRIPT {
        return None;
    }
    let script = Script::of(part)?;
    if before.is_some_and(|before| Script::used_by(before) == script) {
        return None;
    }
    language_of(part)
}

/// Counts the letters of a text, up to a number.
fn letters_of(text: &str, most: usize) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).take(most).count()
}

/// The scripts that languages are told by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Hebrew,
    Han,
}

impl Script {
    /// Returns the script of most letters.
    fn of(text: &str) -> Option<Self> {
        let found = Letters::count(text);
        let counts = [
            (Script::Latin, found.latin),
            (Script::Cyrillic, found.cyrillic),
            (Script::Arabic, found.arabic),
            (Script::Hebrew, found.hebrew),
            (Script::Han, found.han + found.kana),
        ];
        counts.into_iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0).map(|it| it.0)
    }

    fn used_by(language: Language) -> Self {
        use Language::*;
        match language {
            Russian | Kazakh | Ukrainian | Belarusian | Kyrgyz => Script::Cyrillic,
            Arabic | Persian => Script::Arabic,
            Hebrew => Script::Hebrew,
            Chinese | Japanese => Script::Han,
            English | Spanish | Portuguese | French | German | Italian | Turkish | Uzbek => Script::Latin,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_have_languages_of_their_own_and_short_ones_those_of_their_neighbours() {
        let paragraphs = [
            ("14:05", Language::Russian),
            (
                "В воскресенье в Карабасе во время митинга погибли семь человек, сообщил врач городской больницы.",
                Language::Russian,
            ),
            ("Сообщил La Stampa", Language::Russian),
            ("Police detained about two hundred people in the town.", Language::English),
            (
                "Al menos siete personas murieron y más de cuarenta resultaron heridas el domingo en la ciudad.",
                Language::Spanish,
            ),
            ("Associated Press, La Paz, Bolivia", Language::Spanish),
            ("قُتل سبعة أشخاص وأصيب أكثر من أربعين آخرين", Language::Arabic),
        ];
        let text = paragraphs.map(|(words, _)| words).join("\n");
        let mut at = 0;
        let parts: Vec<Span> = text
            .split('\n')
            .map(|line| {
                at += line.len() + 1;
                Span::new(at - 1 - line.len(), at - 1)
            })
            .collect();
        let found = languages_of(&text, &parts);
        for ((words, wanted), found) in paragraphs.iter().zip(found) {
            assert_eq!(found, Some(*wanted), "{words}");
        }
    }
}

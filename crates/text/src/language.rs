//! Which language a text is written in, by its letters and its commonest words.

mod cyrillic;
mod parts;

pub use parts::languages_of;

use serde::Serialize;

/// A language that is told apart here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Language {
    #[serde(rename = "en")]
    English,
    #[serde(rename = "ru")]
    Russian,
    #[serde(rename = "kk")]
    Kazakh,
    #[serde(rename = "uk")]
    Ukrainian,
    #[serde(rename = "be")]
    Belarusian,
    #[serde(rename = "ky")]
    Kyrgyz,
    #[serde(rename = "ar")]
    Arabic,
    #[serde(rename = "fa")]
    Persian,
    #[serde(rename = "he")]
    Hebrew,
    #[serde(rename = "es")]
    Spanish,
    #[serde(rename = "pt")]
    Portuguese,
    #[serde(rename = "fr")]
    French,
    #[serde(rename = "de")]
    German,
    #[serde(rename = "it")]
    Italian,
    #[serde(rename = "tr")]
    Turkish,
    #[serde(rename = "uz")]
    Uzbek,
    #[serde(rename = "zh")]
    Chinese,
    #[serde(rename = "ja")]
    Japanese,
}

impl Language {
    /// Returns the code of ISO 639-1.
    pub fn code(self) -> &'static str {
        use Language::*;
        match self {
            English => "en",
            Russian => "ru",
            Kazakh => "kk",
            Ukrainian => "uk",
            Belarusian => "be",
            Kyrgyz => "ky",
            Arabic => "ar",
            Persian => "fa",
            Hebrew => "he",
            Spanish => "es",
            Portuguese => "pt",
            French => "fr",
            German => "de",
            Italian => "it",
            Turkish => "tr",
            Uzbek => "uz",
            Chinese => "zh",
            Japanese => "ja",
        }
    }
}

/// The commonest words of the languages in Latin letters.
const LATIN: [(Language, &[&str]); 8] = [
    (
        Language::English,
        &[
            "the", "and", "of", "to", "in", "is", "was", "that", "for", "with", "on", "were", "by", "are",
            "he", "from", "at", "his", "it",
        ],
    ),
    (
        Language::Spanish,
        &[
            "el", "los", "las", "y", "en", "que", "del", "una", "por", "con", "fue", "para", "se", "su",
            "la", "de", "al", "más",
        ],
    ),
    (
        Language::Portuguese,
        &[
            "o", "os", "e", "em", "que", "uma", "não", "por", "com", "foi", "para", "do", "da", "um", "na",
            "no", "dos", "ao", "são",
        ],
    ),
    (
        Language::French,
        &[
            "le", "les", "et", "des", "une", "que", "dans", "est", "du", "pour", "qui", "par", "sur", "la",
            "de", "un", "il", "à",
        ],
    ),
    (
        Language::German,
        &[
            "der", "die", "und", "das", "den", "von", "ist", "mit", "des", "nicht", "ein", "eine", "dem",
            "im", "auf", "für", "zu",
        ],
    ),
    (
        Language::Italian,
        &[
            "il", "di", "che", "e", "è", "della", "per", "una", "non", "con", "gli", "nel", "sono", "del",
            "la", "un", "al", "più",
        ],
    ),
    (
        Language::Turkish,
        &["ve", "bir", "bu", "için", "ile", "da", "de", "olarak", "olan", "çok", "daha", "ise", "gibi"],
    ),
    (
        Language::Uzbek,
        &["va", "bilan", "uchun", "bu", "bir", "edi", "ham", "deb", "o'z", "qilingan", "haqida", "emas"],
    ),
];

/// Characters that are looked at; a text of one language shows it in fewer.
const LOOKED_AT: usize = 20_000;

/// Returns the language that most of a text is in; `None` where there is too little to tell.
pub fn language_of(text: &str) -> Option<Language> {
    let letters = Letters::count(text);
    let cyrillic = letters.cyrillic;
    let rival = letters.latin.max(letters.arabic).max(letters.hebrew).max(letters.han + letters.kana);
    if cyrillic > rival {
        return cyrillic::language(first(text));
    }
    if letters.arabic > letters.latin.max(letters.hebrew) {
        return Some(if letters.persian * 40 > letters.arabic {
            Language::Persian
        } else {
            Language::Arabic
        });
    }
    if letters.hebrew > letters.latin {
        return Some(Language::Hebrew);
    }
    if letters.han + letters.kana > letters.latin {
        return Some(if letters.kana > 0 { Language::Japanese } else { Language::Chinese });
    }
    latin(text).map(|found| found.language)
}

#[derive(Default)]
struct Letters {
    latin: usize,
    cyrillic: usize,
    arabic: usize,
    persian: usize,
    hebrew: usize,
    han: usize,
    kana: usize,
}

impl Letters {
    fn count(text: &str) -> Self {
        let mut found = Self::default();
        for c in text.chars().take(LOOKED_AT) {
            match c {
                'a'..='z' | 'A'..='Z' | 'à'..='ÿ' => found.latin += 1,
                '\u{400}'..='\u{52f}' => found.cyrillic += 1,
                'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' => {
                    found.arabic += 1;
                    found.persian += 1;
                }
                '\u{600}'..='\u{6ff}' => found.arabic += 1,
                '\u{590}'..='\u{5ff}' => found.hebrew += 1,
                '\u{3040}'..='\u{30ff}' => found.kana += 1,
                '\u{3400}'..='\u{9fff}' => found.han += 1,
                _ => {}
            }
        }
        found
    }
}

/// Letters that only one of the languages in Latin letters has; a word with one speaks for it.
const TELLTALE: [(Language, &[char]); 4] = [
    (Language::Spanish, &['ñ']),
    (Language::Portuguese, &['ã', 'õ']),
    (Language::German, &['ß']),
    (Language::Turkish, &['ı', 'ş', 'ğ']),
];

/// What speaks for a language in Latin letters.
struct Latin {
    language: Language,
    /// Words that speak for it.
    hits: usize,
    /// All words.
    words: usize,
}

fn latin(text: &str) -> Option<Latin> {
    let mut counts = [0usize; LATIN.len()];
    let mut words = 0;
    for word in first(text).split(|c: char| !c.is_alphabetic() && c != '\'').filter(|word| !word.is_empty()) {
        words += 1;
        let lower = crate::token::lower_of(word);
        for (count, (language, common)) in counts.iter_mut().zip(LATIN) {
            let is_told = TELLTALE
                .iter()
                .any(|(of, letters)| *of == language && lower.contains(|c| letters.contains(&c)));
            *count += usize::from(is_told || lower.len() <= 12 && common.contains(&lower.as_str()));
        }
    }
    // the first of equals: their order is fixed
    let (best, hits) = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
    (*hits >= 1).then(|| Latin { language: LATIN[best].0, hits: *hits, words })
}

/// Returns the beginning of a text that is looked at.
fn first(text: &str) -> &str {
    &text[..text.floor_char_boundary(LOOKED_AT)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        for (text, language) in [
            ("The police said that two men were killed in the north of the town", Language::English),
            ("Полиция сообщила, что двое мужчин были убиты на севере города", Language::Russian),
            ("Полиция қаланың солтүстігінде екі адам қаза тапқанын хабарлады", Language::Kazakh),
            (
                "Поліція повідомила, що двоє чоловіків загинули на півночі міста, її джерела",
                Language::Ukrainian,
            ),
            ("قالت الشرطة إن رجلين قتلا في شمال المدينة", Language::Arabic),
            ("La policía dijo que dos hombres murieron en el norte de la ciudad", Language::Spanish),
        ] {
            assert_eq!(language_of(text), Some(language), "{text}");
        }
        assert_eq!(language_of("123 456"), None);
    }
}

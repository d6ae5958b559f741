//! Which language a text is written in, by its letters and its commonest words.

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
        return letters.cyrillic_language();
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
    latin_language(text)
}

#[derive(Default)]
struct Letters {
    latin: usize,
    cyrillic: usize,
    kazakh: usize,
    kyrgyz: usize,
    ukrainian: usize,
    belarusian: usize,
    russian: usize,
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
                '\u{400}'..='\u{52f}' => {
                    found.cyrillic += 1;
                    match c {
                        'ә' | 'ғ' | 'қ' | 'ұ' | 'һ' | 'Ә' | 'Ғ' | 'Қ' | 'Ұ' | 'Һ' => {
                            found.kazakh += 1
                        }
                        'ң' | 'ө' | 'ү' | 'Ң' | 'Ө' | 'Ү' => found.kyrgyz += 1,
                        'ї' | 'є' | 'ґ' | 'Ї' | 'Є' | 'Ґ' => found.ukrainian += 1,
                        'ў' | 'Ў' => found.belarusian += 1,
                        'ы' | 'э' | 'ъ' | 'Ы' | 'Э' => found.russian += 1,
                        _ => {}
                    }
                }
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

    fn cyrillic_language(&self) -> Option<Language> {
        let is_many = |count: usize| count * 100 > self.cyrillic;
        if is_many(self.kazakh) {
            return Some(Language::Kazakh);
        }
        if is_many(self.kyrgyz) {
            return Some(Language::Kyrgyz);
        }
        if is_many(self.belarusian) {
            return Some(Language::Belarusian);
        }
        if self.ukrainian > self.russian {
            return Some(Language::Ukrainian);
        }
        (self.cyrillic >= 8).then_some(Language::Russian)
    }
}

fn latin_language(text: &str) -> Option<Language> {
    let mut counts = [0usize; LATIN.len()];
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    for word in text[..end].split(|c: char| !c.is_alphabetic() && c != '\'').filter(|word| word.len() <= 12) {
        let lower = crate::token::lower_of(word);
        for (count, (_, words)) in counts.iter_mut().zip(LATIN) {
            *count += usize::from(words.contains(&lower.as_str()));
        }
    }
    // the first of equals: their order is fixed
    let (best, count) = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
    (*count >= 1).then_some(LATIN[best].0)
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

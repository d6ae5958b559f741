//! Which language of the Cyrillic script a text is in: by words with letters that only some of them have, against words that
//! only Russian has.
//!
//! Letters alone would not do: a Russian page about Kazakhstan has Kazakh names on every line.

use super::Language;

/// Russian words that the neighbours have not.
const RUSSIAN: [&str; 30] = [
    "и",
    "что",
    "с",
    "как",
    "это",
    "из",
    "к",
    "он",
    "она",
    "они",
    "от",
    "но",
    "был",
    "была",
    "были",
    "для",
    "при",
    "со",
    "во",
    "его",
    "её",
    "их",
    "также",
    "или",
    "уже",
    "после",
    "который",
    "которые",
    "года",
    "лет",
];
/// Fewer letters are no text of a language.
const LETTERS: usize = 8;

/// Words that speak for each language.
#[derive(Default)]
struct Words {
    letters: usize,
    /// Words that only Russian has.
    russian: usize,
    /// Words with letters that Kazakh and Kyrgyz have in loans only.
    loaned: usize,
    kazakh: usize,
    kyrgyz: usize,
    ukrainian: usize,
    belarusian: usize,
    /// With the `і` that Ukrainian, Belarusian and Kazakh share.
    dotted: usize,
    /// With `ы`, which Ukrainian has not.
    hard: usize,
}

/// Returns the language of a text whose letters are mostly Cyrillic; `None` where it has too few.
pub(super) fn language(text: &str) -> Option<Language> {
    let found = Words::count(text);
    let of_turkic = found.kazakh + found.kyrgyz;
    if of_turkic > found.russian + found.loaned {
        return Some(if found.kazakh > 0 { Language::Kazakh } else { Language::Kyrgyz });
    }
    let of_slavs = found.ukrainian + found.belarusian + found.dotted;
    if of_slavs > found.russian {
        let is_belarusian = found.belarusian > found.ukrainian || found.ukrainian == 0 && found.hard > 0;
        return Some(if is_belarusian { Language::Belarusian } else { Language::Ukrainian });
    }
    (found.letters >= LETTERS).then_some(Language::Russian)
}

impl Words {
    fn count(text: &str) -> Self {
        let mut found = Self::default();
        for word in text.split(|c: char| !c.is_alphabetic() && c != '\'') {
            let lower = crate::token::lower_of(word);
            let has = |letters: &[char]| lower.contains(letters);
            if !lower.contains(|c| matches!(c, '\u{400}'..='\u{52f}')) {
                continue;
            }
            found.letters += lower.chars().filter(|c| c.is_alphabetic()).count();
            found.russian += usize::from(RUSSIAN.contains(&lower.as_str()));
            found.hard += usize::from(has(&['ы']));
            if has(&['ә', 'ғ', 'қ', 'ұ', 'һ']) {
                found.kazakh += 1;
            } else if has(&['ң', 'ө', 'ү']) {
                found.kyrgyz += 1;
            } else if has(&['ї', 'є', 'ґ']) {
                found.ukrainian += 1;
            } else if has(&['ў']) {
                found.belarusian += 1;
            } else if has(&['і']) {
                found.dotted += 1;
            } else if has(&['в', 'ф', 'ц', 'щ', 'ъ', 'ь', 'ё']) {
                found.loaned += 1;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_neighbour_do_not_make_a_text_its_own() {
        for (text, language) in [
            ("Президент Қасым-Жомарт Тоқаев встретился с вдовой, сообщил её адвокат", Language::Russian),
            ("Полиция Тараза задержала Ержана Қалиева и его брата Мұрата в понедельник", Language::Russian),
            ("Сүйінбай Айтқазиев адвокаты сотта айыпты мойындамады деп хабарлады", Language::Kazakh),
            (
                "Жекшемби күнү шаарда митинг учурунда жети киши каза болуп, кырктан ашык киши жаракат алды",
                Language::Kyrgyz,
            ),
            ("Адвокат Олега Пилипенка сказав, що його підзахисний не визнає провини", Language::Ukrainian),
            ("Міліцыя паведаміла, што двое мужчын загінулі на поўначы горада", Language::Belarusian),
        ] {
            assert_eq!(super::language(text), Some(language), "{text}");
        }
        assert_eq!(super::language("двое"), None);
    }
}

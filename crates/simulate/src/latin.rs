//! Cyrillic names in Latin letters, as different hands write them.

use crate::chance::Chance;

/// The choices that a list makes where Latin letters leave one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Habit {
    /// ж is J, not Zh.
    pub(crate) j: bool,
    /// х is H, not Kh.
    pub(crate) h: bool,
    /// й and ы are I, not Y.
    pub(crate) i: bool,
    /// е at the beginning and after a vowel is E, not Ye.
    pub(crate) e: bool,
    /// қ is Q, not K, and ғ is Gh, not G: only in words in Kazakh spelling.
    pub(crate) q: bool,
}

impl Habit {
    /// The English-language press.
    pub(crate) const PRESS: Self = Self { j: false, h: false, i: false, e: false, q: false };
    /// People on the spot, who write as they chat.
    pub(crate) const CHAT: Self = Self { j: true, h: true, i: true, e: true, q: true };

    /// Writes a word as another hand would: each choice the other way as often as not, and, where the word leaves any
    /// choice, otherwise than by habit.
    pub(crate) fn write_otherwise(self, word: &str, chance: &mut Chance) -> String {
        let usual = self.write(word);
        let mut other = |choice: bool| choice != chance.happens(0.5);
        // a word with a choice comes out the same way thirty times in a row once in a billion
        for _ in 0..30 {
            let hand = Self {
                j: other(self.j),
                h: other(self.h),
                i: other(self.i),
                e: other(self.e),
                q: other(self.q),
            };
            let written = hand.write(word);
            if written != usual {
                return written;
            }
        }
        usual
    }

    /// Writes a word in Latin letters. Letters that are not Cyrillic stay.
    pub(crate) fn write(self, word: &str) -> String {
        let letters: Vec<char> = word.chars().collect();
        let mut out = String::with_capacity(word.len());
        let mut at = 0;
        while at < letters.len() {
            let lower = lowercase(letters[at]);
            let next = letters.get(at + 1).map(|letter| lowercase(*letter));
            let last = at + 2 == letters.len();
            // "дж" is one sound, and a final "ий" or "ый" is mostly one letter
            let (latin, taken) = match (lower, next) {
                ('д', Some('ж')) => (if self.j { "j" } else { "dzh" }, 2),
                ('и' | 'ы', Some('й')) if last => (if self.i { "iy" } else { "y" }, 2),
                _ => (self.letter(lower, at.checked_sub(1).map(|before| lowercase(letters[before]))), 1),
            };
            if letters[at] == lower {
                out.push_str(latin);
            } else {
                let mut latin = latin.chars();
                out.extend(latin.next().map(|first| first.to_ascii_uppercase()));
                out.extend(latin);
            }
            if latin_is_missing(lower) {
                out.push(letters[at]);
            }
            at += taken;
        }
        out
    }

    fn letter(self, letter: char, before: Option<char>) -> &'static str {
        match letter {
            'а' | 'ә' => "a",
            'б' => "b",
            'в' => "v",
            'г' => "g",
            'ғ' => ["g", "gh"][usize::from(self.q)],
            'д' => "d",
            'е' => {
                let open = before.is_none_or(|before| "аеёиоуыэюяъь".contains(before));
                if open && !self.e { "ye" } else { "e" }
            }
            'ё' => ["yo", "e"][usize::from(self.e)],
            'ж' => ["zh", "j"][usize::from(self.j)],
            'з' => "z",
            'и' | 'і' => "i",
            'й' | 'ы' => ["y", "i"][usize::from(self.i)],
            'к' => "k",
            'қ' => ["k", "q"][usize::from(self.q)],
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'ң' => ["n", "ng"][usize::from(self.q)],
            'о' | 'ө' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' | 'ұ' | 'ү' => "u",
            'ф' => "f",
            'х' => ["kh", "h"][usize::from(self.h)],
            'һ' => "h",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            'э' => "e",
            'ю' => ["yu", "iu"][usize::from(self.i)],
            'я' => ["ya", "ia"][usize::from(self.i)],
            _ => "",
        }
    }
}

/// Whether a letter is none that is rewritten. The hard and the soft sign are rewritten to nothing.
fn latin_is_missing(lower: char) -> bool {
    !matches!(lower, 'а'..='я' | 'ё' | 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і')
}

fn lowercase(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_hands_write_the_same_name() {
        for (cyrillic, press, chat) in [
            ("Жагипаров", "Zhagiparov", "Jagiparov"),
            ("Ерлан", "Yerlan", "Erlan"),
            ("Хамит", "Khamit", "Hamit"),
            ("Айгуль", "Aygul", "Aigul"),
            ("Юрий", "Yury", "Iuriy"),
            ("Джанузаков", "Dzhanuzakov", "Januzakov"),
            ("Қайрат", "Kayrat", "Qairat"),
            ("Шұғыла", "Shugyla", "Shughila"),
            ("Сергеевич", "Sergeyevich", "Sergeevich"),
            ("Щербаков", "Shcherbakov", "Shcherbakov"),
            ("Е. Н.", "Ye. N.", "E. N."),
        ] {
            assert_eq!(Habit::PRESS.write(cyrillic), press);
            assert_eq!(Habit::CHAT.write(cyrillic), chat);
        }
    }
}

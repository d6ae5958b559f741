//! Texts, codes and numbers, and how alike two of them are.

use super::level::{code, distance, text};
use crate::spelling::{Spelling, sound};
use rustc_hash::{FxHashMap, FxHashSet};

/// A text as folded words.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) spelling: Spelling,
    pub(crate) words: Vec<Spelling>,
    /// The letters of the telling words: without those that most values of the field have, such as "district".
    pub(crate) telling: Spelling,
    /// How the telling words sound.
    pub(crate) sound: String,
}

/// Texts of at least this Jaro–Winkler similarity are alike.
pub(crate) const ALIKE: f64 = 0.88;
/// A word is common if at least this part of a field's values have it.
const COMMON: f64 = 0.12;
/// With fewer values than this no word is taken for a common one.
const LEAST_VALUES: usize = 8;

/// The words that so many of a field's values have that they tell nothing.
pub(crate) struct CommonWords<'a>(FxHashSet<&'a str>);

impl<'a> CommonWords<'a> {
    /// Returns those of some folded values.
    pub(crate) fn of(folded: impl ExactSizeIterator<Item = &'a str>) -> Self {
        if folded.len() < LEAST_VALUES {
            return Self(FxHashSet::default());
        }
        let least = (COMMON * folded.len() as f64).max(3.0);
        let mut values_with: FxHashMap<&str, usize> = FxHashMap::default();
        for value in folded {
            let mut words: Vec<&str> = value.split(' ').collect();
            words.sort_unstable();
            words.dedup();
            words.into_iter().for_each(|word| *values_with.entry(word).or_default() += 1);
        }
        Self(
            values_with.into_iter().filter(|(_, with)| *with as f64 >= least).map(|(word, _)| word).collect(),
        )
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// Returns the texts of a field's values, each folded.
pub(crate) fn texts_of(folded: &[String]) -> Vec<Text> {
    let common = CommonWords::of(folded.iter().map(String::as_str));
    folded.iter().map(|value| Text::new(value, |word| common.has(word))).collect()
}

impl Text {
    pub(crate) fn new(folded: &str, is_common: impl Fn(&str) -> bool) -> Self {
        let words = folded.split(' ').take(12).map(Spelling::new).collect();
        let telling: String = folded.split(' ').filter(|word| !is_common(word)).collect();
        let spelling = Spelling::new(folded);
        let telling = if telling.is_empty() { spelling.clone() } else { Spelling::new(&telling) };
        let sound = sound(&String::from_utf8_lossy(telling.letters()));
        Self { spelling, words, telling, sound }
    }

    /// Returns the level of two texts, the same both ways.
    pub(crate) fn level(&self, other: &Text) -> u8 {
        if self.spelling == other.spelling {
            return text::SAME;
        }
        let (a, b) = (&self.telling, &other.telling);
        if a == b {
            return text::TYPO;
        }
        let shorter = a.len().min(b.len());
        if let Some(distance) = a.distance(b, 2)
            && (distance == 1 && shorter >= 3 || shorter >= 6)
        {
            return text::TYPO;
        }
        let (few, many) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let in_both = few.words.iter().filter(|word| many.words.contains(word)).count();
        if in_both == few.words.len() && shorter >= 3 {
            return text::CONTAINED;
        }
        if (a.len().max(b.len()) >= 5 && a.is_alike(b, ALIKE)) || (shorter >= 5 && a.is_shuffle_of(b)) {
            return text::SIMILAR;
        }
        if shorter >= 4 && self.sound.len() >= 3 && self.sound == other.sound {
            return text::SIMILAR;
        }
        let telling = few.words.iter().any(|word| word.len() >= 3 && many.words.contains(word));
        if telling { text::SHARED_WORD } else { text::DIFFERENT }
    }
}

/// A code as its signs, and what stands before an @ in it.
#[derive(Clone, Debug)]
pub(crate) struct CodeText {
    pub(crate) spelling: Spelling,
    pub(crate) before_at: Option<Spelling>,
}

impl CodeText {
    /// Returns the code from its folded form and the folded form of what stands before an @ in it.
    pub(crate) fn new(folded: &str, before_at: Option<&str>) -> Self {
        Self { spelling: Spelling::new(folded), before_at: before_at.map(Spelling::new) }
    }

    /// Returns the level of two codes, the same both ways.
    pub(crate) fn level(&self, other: &CodeText) -> u8 {
        let (a, b) = (&self.spelling, &other.spelling);
        if a == b {
            return code::SAME;
        }
        let shorter = a.len().min(b.len());
        match a.distance(b, 2) {
            Some(1) if shorter >= 2 => return code::ONE_EDIT,
            Some(2) if shorter >= 6 => return code::TWO_EDITS,
            _ => {}
        }
        if let (Some(x), Some(y)) = (&self.before_at, &other.before_at)
            && x.len() >= 2
            && (x == y || x.len() >= 5 && x.distance(y, 1).is_some())
        {
            return code::SAME_BEFORE_AT;
        }
        if shorter >= 5 && a.is_shuffle_of(b) {
            return code::SHUFFLED;
        }
        let half = shorter.div_ceil(2).max(2);
        if shorter >= 4 && a.letters()[..half] == b.letters()[..half] {
            return code::SAME_START;
        }
        if shorter >= 5 && a.is_alike(b, 0.85) {
            return code::SIMILAR;
        }
        code::DIFFERENT
    }
}

/// Returns the level of two points, each latitude and longitude in degrees.
pub(crate) fn level_of_points(a: (f64, f64), b: (f64, f64)) -> u8 {
    let apart = kilometres(a, b);
    distance::FAR + distance::POINT_KM.iter().filter(|km| apart <= **km).count() as u8
}

/// Great-circle distance by the haversine formula, on a sphere of radius 6,371 km.
fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.1 - a.1).to_radians() / 2.0).sin();
    let chord = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    2.0 * 6371.0 * chord.sqrt().min(1.0).asin()
}

/// Returns the level of two numbers whose standard deviation over the records is `spread`.
pub(crate) fn level_of_numbers(a: f64, b: f64, spread: f64) -> u8 {
    if a == b {
        return distance::NUMBER_SAME;
    }
    let apart = (a - b).abs() / spread.max(f64::MIN_POSITIVE);
    distance::FAR + distance::NUMBER_SPREADS.iter().filter(|most| apart <= **most).count() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spelling::fold;

    fn check_text(a: &str, b: &str, expected: u8) {
        let text = |text: &str| Text::new(&fold(text), |_| false);
        let (x, y) = (text(a), text(b));
        assert_eq!((x.level(&y), y.level(&x)), (expected, expected), "{a} {b}");
    }

    fn check_code(a: &str, b: &str, expected: u8) {
        let code = |text: &str| {
            let before_at = text.split_once('@').map(|(name, _)| fold(name));
            CodeText::new(&fold(text), before_at.as_deref())
        };
        let (x, y) = (code(a), code(b));
        assert_eq!((x.level(&y), y.level(&x)), (expected, expected), "{a} {b}");
    }

    #[test]
    fn levels_of_texts() {
        check_text("Deir ez-Zor", "deir ez zor", text::SAME);
        check_text("Almaty", "Almati", text::TYPO);
        check_text("Almaty, Old Square", "Almaty", text::CONTAINED);
        check_text("Kings Road", "Queens Road", text::SHARED_WORD);
        check_text("Homs", "Aleppo", text::DIFFERENT);
    }

    #[test]
    fn words_that_most_values_have_do_not_tell() {
        let names = ["almaly", "bostan", "kaindi", "zhanaaul", "saryarka", "shugyla", "turan", "terekti"];
        let mut values: Vec<String> = names.iter().map(|name| format!("{name} district")).collect();
        values.push(fold("р-н Жанааул"));
        values.push(fold("Жаңаауыл"));
        let texts = texts_of(&values);
        assert!(texts[3].level(&texts[8]) >= text::SIMILAR && texts[3].level(&texts[9]) >= text::SIMILAR);
        assert!(texts[0].level(&texts[1]) < text::SIMILAR);
    }

    #[test]
    fn levels_of_codes() {
        check_code("ex38 8ar", "EX388AR", code::SAME);
        check_code("738705044", "738705404", code::ONE_EDIT);
        check_code("a.smith@x.org", "a.smith@other.com", code::SAME_BEFORE_AT);
        check_code("ng12 3nz", "ng12 9qq", code::SAME_START);
        check_code("7", "9", code::DIFFERENT);
    }

    #[test]
    fn distances_on_the_earth() {
        let almaty = (43.2567, 76.9286);
        let astana = (51.1801, 71.446);
        let apart = kilometres(almaty, astana);
        assert!((apart - 972.0).abs() < 10.0, "{apart}");
        assert_eq!(level_of_points(almaty, almaty), 6);
        assert_eq!(level_of_points(almaty, astana), 1);
    }
}

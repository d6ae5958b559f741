//! Which spellings of a field name one place, whatever their script.
//!
//! Lists write the districts of one town in their own languages: «Қарасу ауданы», «р-н Карасу», "Qarasu district". As texts they
//! never agree between lists, so that agreement would speak against one person. Two spellings name one place if the
//! gazetteer has both as names of it, or if they are of one sound and no list uses both, as it would if they were two
//! places to it. A list's own misspellings stay apart from what it means by them: they are alike, and if two
//! records share one, that tells much.

use super::text::CommonWords;
use crate::spelling::fold;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tizim_names::{Name, Part, search_forms, token_similarity};
use tizim_places::{Gazetteer, PlaceId, without_kinds};

/// Spellings of one sound that are this similar are one place however short they are.
const ALIKE: f64 = 0.9;
/// Below that the sound needs so many consonants, or fewer if the spellings are of two scripts.
const LEAST_CONSONANTS: usize = 3;
const LEAST_CONSONANTS_OF_TWO_SCRIPTS: usize = 2;
/// A spelling that a list has less often than this for each time of another of the same sound is taken for a misspelling.
const RARE: f64 = 0.05;
/// A sound that more spellings have than this tells no places apart.
const MOST_OF_A_SOUND: usize = 64;

/// A spelling as it stands in the lists.
pub(super) struct Spelt {
    pub(super) folded: String,
    written: String,
    /// How often each list has it, by list.
    used: Vec<(usize, u32)>,
    /// Which place of the gazetteer bears it.
    pub(super) known: Option<PlaceId>,
}

impl Spelt {
    pub(super) fn new(
        folded: String,
        written: String,
        used: Vec<(usize, u32)>,
        gazetteer: &Gazetteer,
    ) -> Self {
        let known = gazetteer.named(&written);
        Self { folded, written, used, known }
    }

    /// Returns its letters, which alone put spellings in order.
    fn letters(&self) -> (&str, &str) {
        (&self.folded, &self.written)
    }
}

/// The spellings of each place.
pub(super) struct Groups {
    /// The place of each spelling.
    pub(super) of_spelling: Vec<u32>,
    /// The spellings of each place, the first by letters first.
    pub(super) members: Vec<Vec<u32>>,
}

/// What is compared of a spelling.
struct Sound {
    /// Its telling words as a name.
    name: Name,
    /// The consonants of the words in order of the alphabet, and its digits; several where a letter may be read in two ways.
    keys: Vec<String>,
    script: u32,
}

impl Sound {
    fn of(spelt: &Spelt, common: &CommonWords<'_>) -> Self {
        let named = without_kinds(&spelt.written);
        let tells = |word: &&str| fold(word).split(' ').any(|part| !common.has(part));
        let telling: Vec<&str> = named.split_whitespace().filter(tells).collect();
        let telling = if telling.is_empty() { named.clone() } else { telling.join(" ") };
        let digits: String = telling.chars().filter(char::is_ascii_digit).collect();
        let keys = keys_of(&telling).into_iter().map(|key| format!("{key}{digits}")).collect();
        let script = telling.chars().find(|letter| letter.is_alphabetic()).map_or(0, script_of);
        Self { name: Name::parse_part(&telling, Part::Family), keys, script }
    }
}

/// Returns the block of a letter, the Latin ones being one.
fn script_of(letter: char) -> u32 {
    const LAST_LATIN: char = '\u{24F}';
    if letter <= LAST_LATIN { 0 } else { u32::from(letter) >> 8 }
}

/// Returns the sounds of some words in order of the alphabet: one for each way to read the first word that has two.
fn keys_of(words: &str) -> Vec<String> {
    let forms: Vec<Vec<String>> = words.split_whitespace().map(search_forms).collect();
    let ways = forms.iter().map(Vec::len).max().unwrap_or(0);
    let mut keys: Vec<String> = (0..ways)
        .map(|way| {
            let mut sounds: Vec<&str> =
                forms.iter().filter_map(|forms| Some(forms.get(way).or(forms.first())?.as_str())).collect();
            sounds.sort_unstable();
            sounds.join(" ")
        })
        .filter(|key| !key.trim().is_empty())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

impl Groups {
    pub(super) fn of(spelt: &[Spelt], common: &CommonWords<'_>) -> Self {
        let mut order: Vec<u32> = (0..spelt.len() as u32).collect();
        order.sort_unstable_by_key(|at| spelt[*at as usize].letters());
        let mut groups = Self { of_spelling: vec![0; spelt.len()], members: Vec::with_capacity(spelt.len()) };
        let mut by_letters: FxHashMap<&str, u32> = FxHashMap::default();
        let mut by_place: FxHashMap<PlaceId, u32> = FxHashMap::default();
        for at in &order {
            let next = groups.members.len() as u32;
            let Spelt { folded, known, .. } = &spelt[*at as usize];
            let same_letters = *by_letters.entry(folded).or_insert(next);
            let same_place = known.map_or(next, |id| *by_place.entry(id).or_insert(same_letters));
            let group = same_letters.min(same_place);
            groups.of_spelling[*at as usize] = group;
            match group == next {
                true => groups.members.push(vec![*at]),
                false => groups.members[group as usize].push(*at),
            }
        }
        let sounds: Vec<Sound> = spelt.par_iter().map(|spelt| Sound::of(spelt, common)).collect();
        for (a, b) in pairs_of_one_sound(spelt, &sounds) {
            groups.join(spelt, a, b);
        }
        groups.in_order_of_letters(&order)
    }

    /// Makes the places of two spellings one, unless spellings of theirs are known for two.
    fn join(&mut self, spelt: &[Spelt], a: u32, b: u32) {
        let (a, b) = (self.of_spelling[a as usize], self.of_spelling[b as usize]);
        let (of_a, of_b) = (&self.members[a as usize], &self.members[b as usize]);
        let are_two = |x: u32, y: u32| are_two_places(&spelt[x as usize], &spelt[y as usize]);
        if a == b || of_a.iter().any(|x| of_b.iter().any(|y| are_two(*x, *y))) {
            return;
        }
        let moved = std::mem::take(&mut self.members[b as usize]);
        moved.iter().for_each(|at| self.of_spelling[*at as usize] = a);
        self.members[a as usize].extend(moved);
    }

    /// Numbers the groups by their first spelling, so that nothing depends on the order of the rows.
    fn in_order_of_letters(mut self, order: &[u32]) -> Self {
        let mut place_of: FxHashMap<u32, u32> = FxHashMap::default();
        let mut members: Vec<Vec<u32>> = Vec::new();
        for at in order {
            let next = members.len() as u32;
            let place = *place_of.entry(self.of_spelling[*at as usize]).or_insert(next);
            match place == next {
                true => members.push(vec![*at]),
                false => members[place as usize].push(*at),
            }
        }
        self.of_spelling.iter_mut().for_each(|group| *group = place_of[group]);
        Self { of_spelling: self.of_spelling, members }
    }
}

/// Returns the pairs of spellings that sound so much alike that they may be one place; the likest first, so that a spelling
/// that might be either of two goes to the nearer.
fn pairs_of_one_sound(spelt: &[Spelt], sounds: &[Sound]) -> Vec<(u32, u32)> {
    let mut of_sound: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    for (at, sound) in sounds.iter().enumerate() {
        sound.keys.iter().for_each(|key| of_sound.entry(key).or_default().push(at as u32));
    }
    let mut pairs: Vec<(f64, u32, u32)> = Vec::new();
    for (key, members) in of_sound.iter().filter(|(_, members)| members.len() <= MOST_OF_A_SOUND) {
        let consonants = key.chars().filter(|letter| letter.is_alphabetic()).count();
        let usual: Vec<u32> =
            members.iter().copied().filter(|at| !is_misspelling(spelt, *at, members)).collect();
        for (position, a) in usual.iter().enumerate() {
            for b in &usual[position + 1..] {
                let (x, y) = (&sounds[*a as usize], &sounds[*b as usize]);
                let similarity = token_similarity(&x.name, &y.name);
                let least = match x.script == y.script {
                    true => LEAST_CONSONANTS,
                    false => LEAST_CONSONANTS_OF_TWO_SCRIPTS,
                };
                if similarity >= ALIKE || consonants >= least {
                    pairs.push((similarity, *a, *b));
                }
            }
        }
    }
    let letters = |(_, a, b): &(f64, u32, u32)| {
        let (a, b) = (spelt[*a as usize].letters(), spelt[*b as usize].letters());
        (a.min(b), a.max(b))
    };
    pairs.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then_with(|| letters(x).cmp(&letters(y))));
    pairs.into_iter().map(|(_, a, b)| (a, b)).collect()
}

/// Returns whether the gazetteer has two spellings for two places, or a list uses both.
fn are_two_places(a: &Spelt, b: &Spelt) -> bool {
    a.known.zip(b.known).is_some_and(|(a, b)| a != b)
        || a.used.iter().any(|(list, _)| b.used.iter().any(|(other, _)| list == other))
}

/// Returns whether a list that has a spelling has another of the same sound far more often.
fn is_misspelling(spelt: &[Spelt], at: u32, of_sound: &[u32]) -> bool {
    spelt[at as usize].used.iter().any(|(list, times)| {
        let others = of_sound.iter().flat_map(|other| &spelt[*other as usize].used);
        others
            .filter(|(other, _)| other == list)
            .any(|(_, of_other)| f64::from(*times) < RARE * f64::from(*of_other))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the numbers of the places of some spellings, each with the list that uses it.
    fn places(spellings: &[(&str, usize)]) -> Vec<u32> {
        let of = |(written, list): &(&str, usize)| {
            let used = vec![(*list, 10)];
            Spelt::new(fold(written), (*written).to_owned(), used, Gazetteer::shipped())
        };
        let spelt: Vec<Spelt> = spellings.iter().map(of).collect();
        grouped(&spelt)
    }

    fn grouped(spelt: &[Spelt]) -> Vec<u32> {
        Groups::of(spelt, &CommonWords::of(spelt.iter().map(|spelt| spelt.folded.as_str()))).of_spelling
    }

    #[test]
    fn a_district_in_four_languages_is_one_place() {
        let of = places(&[
            ("Қайыңды ауданы", 0),
            ("р-н Каинды", 1),
            ("Kaindy district", 2),
            ("Kaindi", 3),
            ("Жібекжолы ауданы", 0),
            ("Jibekjoli", 3),
        ]);
        assert!(of[..4].iter().all(|place| *place == of[0]));
        assert_eq!(of[4], of[5]);
        assert_ne!(of[0], of[4]);
    }

    #[test]
    fn two_places_of_a_list_stay_two_and_each_finds_its_own() {
        let of = places(&[("Карасу", 0), ("Карасай", 0), ("Karasu", 1), ("Karasai", 1)]);
        assert_eq!((of[0], of[1]), (of[2], of[3]));
        assert_ne!(of[0], of[1]);
    }

    #[test]
    fn misspellings_of_a_list_stay_apart() {
        let spelt = |written: &str, used: Vec<(usize, u32)>| {
            Spelt::new(fold(written), written.to_owned(), used, Gazetteer::shipped())
        };
        let spelt = [
            spelt("London", vec![(0, 500), (1, 400)]),
            spelt("Londan", vec![(0, 2)]),
            spelt("Лондон", vec![(2, 300)]),
        ];
        let of = grouped(&spelt);
        assert_eq!(of[0], of[2]);
        assert_ne!(of[0], of[1]);
    }

    #[test]
    fn numbers_are_no_spelling() {
        let of = places(&[("District 5", 0), ("District 6", 1), ("Округ 5", 1)]);
        assert_ne!(of[0], of[1]);
    }

    #[test]
    fn an_old_name_is_a_spelling() {
        let of = places(&[("Целиноград", 0), ("Astana", 1), ("Almaty", 1)]);
        assert_eq!(of[0], of[1]);
        assert_ne!(of[1], of[2]);
    }

    #[test]
    fn the_order_of_the_spellings_does_not_matter() {
        let spellings =
            [("Сарыарқа", 0), ("Sariarka", 1), ("Саряркa", 0), ("Saryarka", 2), ("Наурыз", 0), ("Nauriz", 1)];
        let of = places(&spellings);
        let turned: Vec<(&str, usize)> = spellings.iter().rev().copied().collect();
        let turned = places(&turned);
        assert_eq!(of, turned.into_iter().rev().collect::<Vec<_>>());
    }
}

//! Forms of one given name that do not sound alike: Bob and Robert, Gulielmus and William, Саша and Александр.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::fold::{Class, fold};
use crate::name::skeleton;

/// Sets a token may belong to, at most; 0 is no set.
pub(crate) const SETS: usize = 3;

/// The sets that hold a form with these consonants.
pub(crate) fn sets_of(skeleton: u32) -> [u8; SETS] {
    static TABLE: OnceLock<FxHashMap<u32, [u8; SETS]>> = OnceLock::new();
    TABLE.get_or_init(read).get(&skeleton).copied().unwrap_or([0; SETS])
}

fn read() -> FxHashMap<u32, [u8; SETS]> {
    let mut table: FxHashMap<u32, [u8; SETS]> = FxHashMap::default();
    let sets = include_str!("../data/equivalents.txt").lines().filter(|line| !line.starts_with('#'));
    for (line, set) in sets.zip(1_u8..) {
        for form in line.split_whitespace() {
            let letters: Vec<char> = form.chars().collect();
            let slots = table.entry(skeleton(fold(&letters, Class::Latin).as_slice())).or_default();
            if !slots.contains(&set)
                && let Some(free) = slots.iter_mut().find(|slot| **slot == 0)
            {
                *free = set;
            }
        }
    }
    table
}

/// Whether two tokens may be forms of one name.
pub(crate) fn share_a_set(a: [u8; SETS], b: [u8; SETS]) -> bool {
    a.iter().any(|set| *set != 0 && b.contains(set))
}

#[cfg(test)]
mod tests {
    use crate::Name;

    #[test]
    fn short_forms_are_known() {
        let set = |text: &str| Name::parse(text).tokens()[0].sets;
        assert!(super::share_a_set(set("Bob"), set("Роберт")));
        assert!(super::share_a_set(set("Gulielmus"), set("William")));
        assert!(!super::share_a_set(set("Ерлан"), set("Нұрлан")));
    }

    #[test]
    fn sets_fit_a_byte() {
        assert!(include_str!("../data/equivalents.txt").lines().count() < 256);
    }
}

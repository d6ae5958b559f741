//! Places, and how near two are: one value under all its spellings.

use super::level::place as level;
use super::order::list_of;
use super::spellings::{Groups, Spelt};
use super::text::{CommonWords, Text};
use super::{NONE, Values};
use rustc_hash::FxHashMap;
use tizim_model::Records;
use tizim_places::{Gazetteer, Nearness, PlaceId};

/// One place under all its spellings.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The first of its spellings by letters.
    pub(crate) text: Text,
    /// Which place of the gazetteer it is, where it is one of its names.
    known: Option<PlaceId>,
}

impl Place {
    /// Returns whether the gazetteer has the place.
    pub(crate) fn is_known(&self) -> bool {
        self.known.is_some()
    }

    /// Returns the level of two places, the same both ways.
    pub(crate) fn level(&self, other: &Place) -> u8 {
        let (Some(a), Some(b)) = (self.known, other.known) else {
            return level::of_text(self.text.level(&other.text));
        };
        match Gazetteer::shipped().nearness(a, b) {
            Nearness::Same => level::SAME,
            Nearness::Within => level::WITHIN,
            Nearness::Kilometres(apart) if apart <= level::NEAR_KM => level::NEAR,
            Nearness::Kilometres(_) | Nearness::Elsewhere => level::DIFFERENT,
        }
    }
}

/// Returns the places of a column, and for each record its own, or [`NONE`]. `texts` are the distinct spellings, folded and as
/// written, and `codes` say which of them each record has.
pub(crate) fn places_of(
    records: &Records,
    texts: Vec<(String, String)>,
    codes: &[u32],
) -> (Values, Vec<u32>) {
    let uses = uses_of(records, codes, texts.len());
    let spelt: Vec<Spelt> = texts
        .into_iter()
        .zip(uses)
        .map(|((folded, written), used)| Spelt::new(folded, written, used))
        .collect();
    let common = CommonWords::of(spelt.iter().map(|spelt| spelt.folded.as_str()));
    let groups = Groups::of(&spelt, &common);
    let place = |members: &Vec<u32>| Place {
        text: Text::new(&spelt[members[0] as usize].folded, |word| common.has(word)),
        known: members.iter().find_map(|member| spelt[*member as usize].known),
    };
    let places = groups.members.iter().map(place).collect();
    let codes =
        codes.iter().map(|code| if *code == NONE { NONE } else { groups.of_spelling[*code as usize] });
    (Values::Places(places), codes.collect())
}

/// Returns for each spelling how often each list has it.
fn uses_of(records: &Records, codes: &[u32], spellings: usize) -> Vec<Vec<(usize, u32)>> {
    let mut counts: FxHashMap<(u32, usize), u32> = FxHashMap::default();
    for (record, code) in records.iter().zip(codes).filter(|(_, code)| **code != NONE) {
        *counts.entry((*code, list_of(records, record))).or_default() += 1;
    }
    let mut uses = vec![Vec::new(); spellings];
    counts.into_iter().for_each(|((code, list), count)| uses[code as usize].push((list, count)));
    uses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_name_is_the_same_place_and_a_neighbour_is_near() {
        let known = |name: &str| Gazetteer::shipped().named(name);
        let place = |name: &str| Place { text: Text::new("", |_| false), known: known(name) };
        let level = |a: &str, b: &str| place(a).level(&place(b));
        assert_eq!(level("Целиноград", "Astana"), level::SAME);
        assert_eq!(level("Astana", "Талғар"), level::DIFFERENT);
        assert_eq!(level("Талғар", "Есік"), level::NEAR);
    }
}

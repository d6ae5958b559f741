//! Places, and how near two are: one value under all its spellings.

use super::level::place as level;
use super::order::list_of;
use super::spellings::{Groups, Spelt};
use super::text::{CommonWords, Text};
use super::{NONE, Values};
use crate::options::KnownPlaces;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tizim_model::Records;
use tizim_places::{Nearness, PlaceId};

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
}

/// The places of a field.
#[derive(Debug)]
pub(crate) struct Places {
    pub(crate) values: Vec<Place>,
    known: KnownPlaces,
}

impl Places {
    /// Returns the level of two places, the same both ways.
    pub(crate) fn level(&self, a: usize, b: usize) -> u8 {
        let (one, other) = (&self.values[a], &self.values[b]);
        let (Some(a), Some(b)) = (one.known, other.known) else {
            return level::of_text(one.text.level(&other.text));
        };
        match self.known.gazetteer().nearness(a, b) {
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
    known: &KnownPlaces,
) -> (Values, Vec<u32>) {
    let uses = uses_of(records, codes, texts.len());
    let gazetteer = known.gazetteer();
    let spelt: Vec<Spelt> = texts
        .into_par_iter()
        .zip(uses)
        .map(|((folded, written), used)| Spelt::new(folded, written, used, gazetteer))
        .collect();
    let common = CommonWords::of(spelt.iter().map(|spelt| spelt.folded.as_str()));
    let groups = Groups::of(&spelt, &common);
    let place = |members: &Vec<u32>| Place {
        text: Text::new(&spelt[members[0] as usize].folded, |word| common.has(word)),
        known: members.iter().find_map(|member| spelt[*member as usize].known),
    };
    let values = groups.members.iter().map(place).collect();
    let codes =
        codes.iter().map(|code| if *code == NONE { NONE } else { groups.of_spelling[*code as usize] });
    (Values::Places(Places { values, known: known.clone() }), codes.collect())
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
    use tizim_places::Gazetteer;

    #[test]
    fn an_old_name_is_the_same_place_and_a_neighbour_is_near() {
        let known = KnownPlaces::default();
        let level = |a: &str, b: &str| {
            let place =
                |name: &str| Place { text: Text::new("", |_| false), known: known.gazetteer().named(name) };
            Places { values: vec![place(a), place(b)], known: known.clone() }.level(0, 1)
        };
        assert_eq!(level("Целиноград", "Astana"), level::SAME);
        assert_eq!(level("Astana", "Талғар"), level::DIFFERENT);
        assert_eq!(level("Талғар", "Есік"), level::NEAR);
    }

    #[test]
    fn a_table_of_the_world_knows_names_that_have_no_letter_in_common() {
        let table = "geonameid\tcountry\tadmin1\tlat\tlon\tpopulation\tnames\n\
                     745044\tTR\t34\t41.01\t28.95\t14804116\tIstanbul|Constantinople\n";
        let world = KnownPlaces::from(Gazetteer::with_world(table.as_bytes()).unwrap());
        let level = |known: &KnownPlaces| {
            let place =
                |name: &str| Place { text: Text::new(name, |_| false), known: known.gazetteer().named(name) };
            Places { values: vec![place("istanbul"), place("constantinople")], known: known.clone() }
                .level(0, 1)
        };
        assert_eq!(level(&KnownPlaces::default()), level::DIFFERENT);
        assert_eq!(level(&world), level::SAME);
    }
}

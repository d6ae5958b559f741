//! Which scope lies in which: Almaty in Kazakhstan, children among all.

use super::place_forms::{place_named, stems};
use rustc_hash::FxHashMap;
use tizim_places::{Candidate, Gazetteer, Kind};

/// A scope of a figure: where, and who among those there.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// The places that its parts name.
    places: Vec<Candidate>,
    /// What its other parts say, in lower case and in order; empty for everybody.
    group: Vec<String>,
}

/// Parts that say that nobody is left out.
const EVERYBODY: [&str; 12] = [
    "all",
    "total",
    "in all",
    "in total",
    "everybody",
    "whole country",
    "nationwide",
    "всего",
    "все",
    "итого",
    "вся страна",
    "по стране",
];

/// Returns the parts of a scope as written; they stand between commas, semicolons or brackets.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '(', ')']).map(str::trim).filter(|part| !part.is_empty())
}

/// Returns whether a part, in lower case, leaves nobody out.
fn is_everybody(part: &str) -> bool {
    EVERYBODY.contains(&part)
}

impl Scope {
    /// Reads a scope. A part is a place only if it is written just as one.
    pub(super) fn read(text: &str, gazetteer: &Gazetteer) -> Self {
        let mut scope = Self::default();
        for part in parts(text) {
            match place_named(part, gazetteer) {
                Some(place) => scope.places.push(place),
                None => {
                    // a place that the gazetteer does not know is a part like another; in Russian in whatever case
                    let part = stems(part);
                    let words = part.trim_end_matches(" only");
                    if !is_everybody(words) {
                        scope.group.push(words.to_owned());
                    }
                }
            }
        }
        scope.group.sort();
        scope
    }

    /// Returns what it says, place by place and part by part, so that two ways to write one scope come to the same.
    pub(super) fn marks(&self) -> Vec<String> {
        let mut marks: Vec<String> =
            self.places.iter().map(|place| format!("place {:?}", place.id)).collect();
        marks.extend(self.group.iter().cloned());
        marks.sort();
        marks.dedup();
        marks
    }

    /// Returns whether everybody of the other scope is of this one, as far as it can be seen.
    fn holds(&self, other: &Scope) -> bool {
        let place = self.places.iter().all(|own| other.places.iter().any(|place| lies_in(place, own)));
        let group = self.group.iter().all(|own| other.group.contains(own));
        // a scope that says nothing at all may be of any place
        place && group && !(self.places.is_empty() && self.group.is_empty())
    }
}

fn lies_in(place: &Candidate, whole: &Candidate) -> bool {
    if place.id == whole.id {
        return true;
    }
    match whole.kind {
        Kind::Country => place.country == whole.country,
        Kind::Region => {
            place.region.as_deref() == Some(whole.name.as_str()) && place.country == whole.country
        }
        _ => false,
    }
}

/// Returns the narrowest of other scopes that holds one.
pub(super) fn holder<'a>(
    scope: &str,
    others: &'a [String],
    known: &FxHashMap<String, Scope>,
) -> Option<&'a str> {
    let own = known.get(scope)?;
    let wider = |other: &String| {
        other != scope && known.get(other).is_some_and(|other| other.holds(own) && !own.holds(other))
    };
    let holders: Vec<&String> = others.iter().filter(|other| wider(other)).collect();
    // the first that holds none of the others
    let is_narrowest = |one: &&&String| {
        let outer = known.get(one.as_str());
        let holds = |other: &&String| {
            let inner = known.get(other.as_str());
            outer.zip(inner).is_some_and(|(outer, inner)| outer.holds(inner) && !inner.holds(outer))
        };
        !holders.iter().any(holds)
    };
    holders.iter().find(is_narrowest).map(|found| found.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_lies_in_its_country_and_children_among_all() {
        let gazetteer = Gazetteer::shipped();
        let scopes =
            ["Kazakhstan", "Almaty", "children, Kazakhstan", "children, Almaty", "police officers", ""];
        let known: FxHashMap<String, Scope> =
            scopes.iter().map(|text| ((*text).to_owned(), Scope::read(text, gazetteer))).collect();
        let all: Vec<String> = scopes.iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(holder("Almaty", &all, &known), Some("Kazakhstan"));
        assert_eq!(holder("children, Kazakhstan", &all, &known), Some("Kazakhstan"));
        assert!(
            ["Almaty", "children, Kazakhstan"].contains(&holder("children, Almaty", &all, &known).unwrap())
        );
        assert_eq!(holder("Kazakhstan", &all, &known), None);
        assert_eq!(holder("police officers", &all, &known), None);
        let russian = Scope::read("Таразе", gazetteer);
        assert!(Scope::read("Казахстане", gazetteer).holds(&russian) && !russian.places.is_empty());
    }
}

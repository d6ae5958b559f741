//! From a text to the place it names, or to the places it may name, with the reason.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::gazetteer::{Gazetteer, Kind, Place, PlaceId};
use crate::query::{self, Wanted};
use crate::sounds;

/// No answer has more candidates.
const MOST: usize = 10;
/// Names of one key are one name from this similarity on.
const SOUNDS_SAME: f64 = 0.55;
/// A name whose key is mistyped must be this much alike.
const MISTYPED: f64 = 0.75;
/// Names that sound this much less alike than the best are no candidates.
const BEHIND: f64 = 0.08;
/// Beside a name that is written so, others count that sound this much alike (Türkıstan the city, Türkıstan oblysy).
const AS_WRITTEN: f64 = 0.95;
/// Only keys of so many letters are corrected.
const SHORTEST: usize = 3;
/// A place is meant without more words when it has so many times the people of the next.
const BY_FAR: u32 = 8;

/// Whether a text names one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// One place is meant: the first candidate.
    One,
    /// Several may be meant; the likeliest stands first.
    Ambiguous,
    /// None is known.
    Unknown,
}

/// How a name was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Letter by letter.
    Written,
    /// By its sounds, in another script or romanisation.
    Sound,
    /// With a typing error.
    Mistyped,
}

/// A place that may be meant.
#[derive(Clone, Debug, Serialize)]
pub struct Candidate {
    /// The place.
    #[serde(skip)]
    pub id: PlaceId,
    /// Its main name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its country's ISO 3166 code, and English name.
    pub country: String,
    /// The country's English name.
    pub country_name: String,
    /// The region it lies in, where known.
    pub region: Option<String>,
    /// Degrees north; of a region that of its seat; none of a country.
    pub latitude: Option<f32>,
    /// Degrees east.
    pub longitude: Option<f32>,
    /// How many people live there; 0 where not known.
    pub population: u32,
    /// GeoNames' number; 0 of a country, of a region that of its seat.
    pub geonameid: u32,
    /// The name by which it was found.
    pub matched: String,
    /// How that name was met.
    pub how: How,
    /// How alike the names sound, 0 to 1.
    pub similarity: f64,
    /// The years in which the name was official, when it no longer is or came back ("1961–1992").
    pub former: Option<String>,
}

/// The answer to a text.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// Whether one place is meant.
    pub verdict: Verdict,
    /// Why, in a sentence.
    pub reason: String,
    /// The places, the likeliest first; at most ten.
    pub candidates: Vec<Candidate>,
}

/// A name of a place that was met.
#[derive(Clone, Copy)]
struct Met<'g> {
    id: PlaceId,
    name: &'g str,
    years: Option<&'g str>,
    how: How,
    similarity: f64,
}

impl Met<'_> {
    /// The name is one that the place bore and bears no more.
    fn is_former(&self) -> bool {
        self.years.is_some_and(|years| !years.contains("since"))
    }

    /// Better ones are lower.
    fn order(&self) -> (How, bool, i64) {
        (self.how, self.is_former(), -(self.similarity * 1e6) as i64)
    }
}

impl Gazetteer {
    /// Finds the place that a text names: a name in any script, with or without what it is («облысы», "city") and with or
    /// without where it lies, after a comma ("Aktau, Karaganda region").
    pub fn find(&self, text: &str) -> Answer {
        let wanted = query::wanted(text);
        if wanted.is_empty() {
            return unknown("there is no name in the text");
        }
        let met: Vec<Vec<Met<'_>>> = wanted.iter().map(|part| self.met(part)).collect();
        // the smallest thing named is what is meant, the others say where it lies
        let size = |met: &Vec<Met<'_>>| met.first().map_or(u8::MAX, |met| size_of(self.place(met.id)));
        let Some(head) =
            (0..met.len()).filter(|&at| !met[at].is_empty()).min_by_key(|&at| (size(&met[at]), at))
        else {
            return unknown("no known place is spelled or sounds like this");
        };
        let around = met.iter().enumerate().filter(|(at, _)| *at != head);
        let around: Vec<PlaceId> = around.flat_map(|(_, met)| met.iter().map(|met| met.id)).collect();
        let inside: Vec<Met<'_>> = met[head]
            .iter()
            .copied()
            .filter(|met| around.iter().any(|&outer| self.lies_in(met.id, outer)))
            .collect();
        let narrowed = !inside.is_empty() && inside.len() < met[head].len();
        let candidates = if inside.is_empty() { &met[head] } else { &inside };
        let (verdict, mut reason) = self.judge(candidates, narrowed);
        for (at, part) in wanted.iter().enumerate().filter(|(at, _)| met[*at].is_empty()) {
            if at != head {
                reason.push_str(&format!("; {} is not known", part.text));
            }
        }
        if !around.is_empty() && inside.is_empty() {
            reason.push_str("; what else the text names does not hold it");
        }
        let candidates = candidates.iter().take(MOST).map(|met| self.candidate(met)).collect();
        Answer { verdict, reason, candidates }
    }

    /// The place that a text names, where the text leaves no choice.
    pub fn resolve(&self, text: &str) -> Option<PlaceId> {
        let answer = self.find(text);
        (answer.verdict == Verdict::One).then(|| answer.candidates.first().map(|candidate| candidate.id))?
    }

    /// The place that bears exactly the name in a text, letter by letter, if one alone does or by far the largest; cheaper than
    /// [`Gazetteer::resolve`], and what a name only sounds like is not taken.
    pub fn named(&self, text: &str) -> Option<PlaceId> {
        let [wanted] = &query::wanted(text)[..] else { return None };
        let met = self.written_so(wanted);
        let [first, ..] = &met[..] else { return None };
        (self.judge(&met, false).0 == Verdict::One).then_some(first.id)
    }

    /// Whether one place lies in the other: a settlement in its region or country, a region in its country.
    pub(crate) fn lies_in(&self, inner: PlaceId, outer: PlaceId) -> bool {
        let (place, around) = (self.place(inner), self.place(outer));
        match around.kind {
            Kind::Country => place.kind != Kind::Country && place.country == around.country,
            Kind::Region => place.region == Some(outer),
            Kind::Settlement => false,
        }
    }

    /// The places that one name may mean, the likeliest first.
    fn met(&self, wanted: &Wanted) -> Vec<Met<'_>> {
        let keys = sounds::keys(&wanted.bare);
        let mut met = self.under_keys(wanted, keys.iter(), SOUNDS_SAME, How::Sound);
        if met.is_empty() && wanted.bare.chars().count() > SHORTEST {
            let near: Vec<String> = keys
                .iter()
                .filter(|key| key.len() >= SHORTEST)
                .flat_map(|key| sounds::neighbours(key))
                .collect();
            met = self.under_keys(wanted, near.iter(), MISTYPED, How::Mistyped);
        }
        self.keep_kind(&mut met, wanted);
        let written = met.iter().any(|met| met.how == How::Written);
        let best = met.iter().map(|met| met.similarity).fold(0.0, f64::max);
        met.retain(|met| {
            let least = if written { AS_WRITTEN } else { best - BEHIND };
            met.how == How::Written || met.similarity >= least
        });
        self.sort(&mut met);
        met
    }

    /// The places that bear a name letter by letter, the likeliest first.
    fn written_so(&self, wanted: &Wanted) -> Vec<Met<'_>> {
        let keys = sounds::keys(&wanted.bare);
        let mut met: Vec<Met<'_>> = Vec::new();
        for (id, name, years) in keys.iter().flat_map(|key| self.under(key)) {
            if sounds::bare(&query::without_kind(name, self.place(id).kind)) == wanted.bare
                && met.iter().all(|met| met.id != id)
            {
                met.push(Met { id, name, years, how: How::Written, similarity: 1.0 });
            }
        }
        self.keep_kind(&mut met, wanted);
        self.sort(&mut met);
        met
    }

    /// Keeps the places of the kind that the text says, if there are any.
    fn keep_kind(&self, met: &mut Vec<Met<'_>>, wanted: &Wanted) {
        let of_kind = |met: &Met<'_>| wanted.kind.is_none_or(|kind| self.place(met.id).kind == kind);
        if met.iter().any(of_kind) {
            met.retain(of_kind);
        }
    }

    /// Puts the likeliest first.
    fn sort(&self, met: &mut [Met<'_>]) {
        met.sort_by_key(|met| (std::cmp::Reverse(self.weight(met.id)), met.id));
    }

    fn under_keys<'k>(
        &self,
        wanted: &Wanted,
        keys: impl Iterator<Item = &'k String>,
        least: f64,
        how: How,
    ) -> Vec<Met<'_>> {
        let asked = sounds::prepare(&wanted.bare);
        let mut best: FxHashMap<PlaceId, Met<'_>> = FxHashMap::default();
        for (id, name, years) in keys.flat_map(|key| self.under(key)) {
            let bare = sounds::bare(&query::without_kind(name, self.place(id).kind));
            let met = if bare == wanted.bare {
                Met { id, name, years, how: How::Written, similarity: 1.0 }
            } else {
                let similarity = sounds::similarity(&asked, &sounds::prepare(&bare));
                if similarity < least {
                    continue;
                }
                Met { id, name, years, how, similarity }
            };
            let slot = best.entry(id).or_insert(met);
            if met.order() < slot.order() {
                *slot = met;
            }
        }
        best.into_values().collect()
    }

    /// How likely a place is meant when nothing but its name is said: its people; a country above all, a region below its city.
    fn weight(&self, id: PlaceId) -> u32 {
        const COUNTRY: u32 = 50_000_000;
        const REGION: u32 = 60_000;
        const NOT_KNOWN: u32 = 500;
        let place = self.place(id);
        match place.kind {
            Kind::Country => COUNTRY,
            Kind::Region => REGION,
            Kind::Settlement => place.population.max(NOT_KNOWN),
        }
    }

    /// Whether the first of the candidates is meant, and why.
    fn judge(&self, met: &[Met<'_>], narrowed: bool) -> (Verdict, String) {
        let first = &met[0];
        let name = self.name(first.id);
        let called = match (first.how, first.years) {
            (How::Written, Some(years)) if first.is_former() => {
                format!("{} was the name of {name} {years}", first.name)
            }
            (How::Written, _) => format!("{} is a name of {name}", first.name),
            (How::Sound, _) => format!("it sounds like {}, a name of {name}", first.name),
            (How::Mistyped, _) => format!("it is {}, a name of {name}, but for a typing error", first.name),
        };
        let Some(second) = met.get(1) else {
            let only = if narrowed { "the only one there" } else { "no other place has it" };
            return (Verdict::One, format!("{called}; {only}"));
        };
        let other = self.name(second.id);
        let (of_first, of_second) = (self.place(first.id), self.place(second.id));
        let seat = of_second.kind == Kind::Region && of_second.geonameid == of_first.geonameid;
        if seat && met.len() == 2 {
            return (
                Verdict::One,
                format!("{called}; the region around it, {other}, would be said to be one"),
            );
        }
        let former_against_present = first.is_former() && met.iter().any(|met| !met.is_former());
        if self.weight(first.id) / BY_FAR >= self.weight(second.id) && !former_against_present {
            return (Verdict::One, format!("{called}, by far the largest of {} that have it", met.len()));
        }
        (
            Verdict::Ambiguous,
            format!(
                "{called}, but {other} ({}) has it too; say the region or the country",
                self.whereabouts(second.id)
            ),
        )
    }

    /// Where a place lies, for a reason.
    fn whereabouts(&self, id: PlaceId) -> &str {
        let place = self.place(id);
        let around = place.region.or_else(|| self.country(place.country)).filter(|around| *around != id);
        around.map_or("a country", |around| self.name(around))
    }

    fn candidate(&self, met: &Met<'_>) -> Candidate {
        let place = self.place(met.id);
        Candidate {
            id: met.id,
            name: self.name(met.id).to_owned(),
            kind: place.kind,
            country: String::from_utf8_lossy(&place.country).into_owned(),
            country_name: self.country(place.country).map_or("", |country| self.name(country)).to_owned(),
            region: place.region.map(|region| self.name(region).to_owned()),
            latitude: place.coordinates.map(|(latitude, _)| latitude),
            longitude: place.coordinates.map(|(_, longitude)| longitude),
            population: place.population,
            geonameid: place.geonameid,
            matched: met.name.to_owned(),
            how: met.how,
            similarity: met.similarity,
            former: met.years.filter(|_| met.is_former()).map(str::to_owned),
        }
    }
}

fn size_of(place: &Place) -> u8 {
    match place.kind {
        Kind::Settlement => 0,
        Kind::Region => 1,
        Kind::Country => 2,
    }
}

fn unknown(reason: &str) -> Answer {
    Answer { verdict: Verdict::Unknown, reason: reason.to_owned(), candidates: Vec::new() }
}

//! All places that are known, and the index of their names.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::error::PlacesError;
use crate::sounds;
use crate::table::{self, Written};

/// A table of the world may have so many bytes.
pub const MAX_WORLD_BYTES: usize = 256 << 20;

/// A place of one gazetteer; the same number in every run over the same tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PlaceId(pub(crate) u32);

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A city, a town, a village.
    Settlement,
    /// A first-level region.
    Region,
    /// A country or territory.
    Country,
}

/// One place.
#[derive(Clone, Debug)]
pub struct Place {
    /// What it is.
    pub kind: Kind,
    /// GeoNames' number; of a region that of its seat, 0 for a country.
    pub geonameid: u32,
    /// ISO 3166 code of its country.
    pub country: [u8; 2],
    /// The region it lies in, where that is known.
    pub region: Option<PlaceId>,
    /// Latitude and longitude in degrees; of a region those of its seat, none of a country.
    pub coordinates: Option<(f32, f32)>,
    /// How many people live there; 0 where not known.
    pub population: u32,
    /// Its names in `aliases`; the first is the main one.
    names: Range<u32>,
}

/// One name of a place.
pub(crate) struct Alias {
    place: u32,
    /// Where the name stands in the text, and the years behind it.
    name: Range<u32>,
    years: Range<u32>,
}

/// The known places.
pub struct Gazetteer {
    text: String,
    places: Vec<Place>,
    aliases: Vec<Alias>,
    /// Hash of a key, alias; ascending.
    index: Vec<(u32, u32)>,
    countries: FxHashMap<[u8; 2], PlaceId>,
}

impl Gazetteer {
    /// The gazetteer inside the crate: Kazakhstan and the countries of the world. Built at the first call.
    pub fn shipped() -> &'static Gazetteer {
        static SHIPPED: OnceLock<Gazetteer> = OnceLock::new();
        SHIPPED.get_or_init(|| Gazetteer::build("").expect("the shipped tables are whole, a test reads them"))
    }

    /// The shipped gazetteer with the places of one more table: tab-separated UTF-8 with the columns geonameid, country, admin1,
    /// lat, lon, population, names (parted by bars), a line of headings first. Places that are known already are passed over.
    ///
    /// # Errors
    ///
    /// More than [`MAX_WORLD_BYTES`], bytes that are not text, or a line that can't be read.
    pub fn with_world(table: &[u8]) -> Result<Gazetteer, PlacesError> {
        if table.len() > MAX_WORLD_BYTES {
            return Err(PlacesError::TooLarge { bytes: table.len(), most: MAX_WORLD_BYTES });
        }
        let text = std::str::from_utf8(table).map_err(|fault| {
            let line = table[..fault.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            PlacesError::NotText { line }
        })?;
        Gazetteer::build(text)
    }

    fn build(world: &str) -> Result<Gazetteer, PlacesError> {
        let mut builder = Builder::default();
        builder.countries(include_str!("../data/countries.tsv"));
        let shipped = include_str!("../data/kazakhstan.tsv");
        builder.regions(include_str!("../data/regions.tsv"), shipped)?;
        builder.settlements(shipped)?;
        builder.settlements(world)?;
        Ok(builder.finish())
    }

    /// All places.
    pub fn places(&self) -> impl Iterator<Item = (PlaceId, &Place)> {
        self.places.iter().enumerate().map(|(at, place)| (PlaceId(at as u32), place))
    }

    /// What is known of a place.
    ///
    /// # Panics
    ///
    /// When the id is of another gazetteer that knows more places.
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[id.0 as usize]
    }

    /// The main name of a place.
    pub fn name(&self, id: PlaceId) -> &str {
        self.names(id).next().map_or("", |(name, _)| name)
    }

    /// All names of a place, the main one first; with the years of those that were official for a time.
    pub fn names(&self, id: PlaceId) -> impl Iterator<Item = (&str, Option<&str>)> {
        let names = &self.place(id).names;
        self.aliases[names.start as usize..names.end as usize].iter().map(|alias| self.written(alias))
    }

    /// The country with this ISO 3166 code.
    pub fn country(&self, code: [u8; 2]) -> Option<PlaceId> {
        self.countries.get(&code).copied()
    }

    /// The names that have this key: place, name, years.
    pub(crate) fn under(&self, key: &str) -> impl Iterator<Item = (PlaceId, &str, Option<&str>)> {
        let hash = sounds::hash(key);
        let from = self.index.partition_point(|entry| entry.0 < hash);
        self.index[from..].iter().take_while(move |entry| entry.0 == hash).map(|entry| {
            let alias = &self.aliases[entry.1 as usize];
            let (name, years) = self.written(alias);
            (PlaceId(alias.place), name, years)
        })
    }

    fn written(&self, alias: &Alias) -> (&str, Option<&str>) {
        let of = |range: &Range<u32>| &self.text[range.start as usize..range.end as usize];
        (of(&alias.name), Some(of(&alias.years)).filter(|years| !years.is_empty()))
    }
}

/// A gazetteer while its tables are read.
#[derive(Default)]
struct Builder<'t> {
    text: String,
    places: Vec<Place>,
    aliases: Vec<Alias>,
    countries: FxHashMap<[u8; 2], PlaceId>,
    regions: FxHashMap<(&'t str, &'t str), PlaceId>,
    known: FxHashSet<u32>,
    added: FxHashMap<&'static str, Vec<Written<'static>>>,
}

impl<'t> Builder<'t> {
    fn countries(&mut self, table: &'static str) {
        for cells in table::own(include_str!("../data/added.tsv")) {
            if let [place, names] = cells[..] {
                self.added.insert(place, table::names(names).collect());
            }
        }
        for cells in table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>()) {
            let [code, names @ ..] = &cells[..] else { continue };
            // the English name comes first: it is what the answer is called
            let english = names.get(2).copied().unwrap_or_default();
            let names = std::iter::once(english).chain(names.iter().copied());
            let names = names.filter(|name| !name.is_empty()).map(|name| Written { name, years: None });
            let place = Place {
                kind: Kind::Country,
                geonameid: 0,
                country: code_of(code),
                region: None,
                coordinates: None,
                population: 0,
                names: 0..0,
            };
            let id = self.push(place, names, code);
            self.countries.insert(code_of(code), id);
        }
    }

    fn regions(&mut self, table: &'static str, seats: &str) -> Result<(), PlacesError> {
        let mut where_is = FxHashMap::default();
        for row in table::places(seats) {
            let row = row?;
            where_is.insert(row.geonameid, (row.latitude, row.longitude));
        }
        for cells in table::own(table) {
            let [code, seat, names] = cells[..] else { continue };
            let geonameid: u32 = seat.parse().unwrap_or_default();
            let place = Place {
                kind: Kind::Region,
                geonameid,
                country: *b"KZ",
                region: None,
                coordinates: where_is.get(&geonameid).copied(),
                population: 0,
                names: 0..0,
            };
            let id = self.push(place, table::names(names), "");
            self.regions.insert(("KZ", code), id);
        }
        Ok(())
    }

    fn settlements(&mut self, table: &'t str) -> Result<(), PlacesError> {
        for row in table::places(table) {
            let row = row?;
            // a place without a name in a script that is kept can't be found
            if row.names.is_empty() || !self.known.insert(row.geonameid) {
                continue;
            }
            let place = Place {
                kind: Kind::Settlement,
                geonameid: row.geonameid,
                country: code_of(row.country),
                region: self.regions.get(&(row.country, row.region)).copied(),
                coordinates: Some((row.latitude, row.longitude)),
                population: row.population,
                names: 0..0,
            };
            self.push(place, row.names.into_iter(), &row.geonameid.to_string());
        }
        Ok(())
    }

    /// Adds a place with the names of its table and those that were added by hand; a name that both have keeps the years.
    fn push<'n>(
        &mut self,
        mut place: Place,
        names: impl Iterator<Item = Written<'n>>,
        added: &str,
    ) -> PlaceId {
        let id = PlaceId(self.places.len() as u32);
        let more = self.added.get(added).cloned().unwrap_or_default();
        let first = self.aliases.len() as u32;
        let mut seen = FxHashSet::default();
        let dated = |name: &str| more.iter().find(|more| more.name == name).and_then(|more| more.years);
        let all: Vec<Written<'n>> = names
            .map(|written| Written { years: written.years.or_else(|| dated(written.name)), ..written })
            .collect();
        for written in all.iter().copied().chain(more.iter().copied()) {
            if seen.insert(written.name) {
                let name = self.write(written.name);
                let years = self.write(written.years.unwrap_or_default());
                self.aliases.push(Alias { place: id.0, name, years });
            }
        }
        place.names = first..self.aliases.len() as u32;
        self.places.push(place);
        id
    }

    fn write(&mut self, text: &str) -> Range<u32> {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        start..self.text.len() as u32
    }

    fn finish(self) -> Gazetteer {
        let mut gazetteer = Gazetteer {
            text: self.text,
            places: self.places,
            aliases: self.aliases,
            index: Vec::new(),
            countries: self.countries,
        };
        let mut index = Vec::new();
        for (at, alias) in gazetteer.aliases.iter().enumerate() {
            let (name, _) = gazetteer.written(alias);
            let kind = gazetteer.places[alias.place as usize].kind;
            let bare = sounds::bare(&crate::query::without_kind(name, kind));
            index.extend(sounds::keys(&bare).iter().map(|key| (sounds::hash(key), at as u32)));
        }
        index.sort_unstable();
        gazetteer.index = index;
        gazetteer
    }
}

fn code_of(code: &str) -> [u8; 2] {
    code.as_bytes().first_chunk().copied().unwrap_or(*b"??")
}

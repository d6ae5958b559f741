//! A place name in any script: which place is meant, where it is, and why that one.
//!
//! The gazetteer of Kazakhstan and of the world's countries is inside the crate; one of the whole world can be given as bytes.
//! Names are folded to sounds by the names crate, so that «Жаңаөзен», "Janaozen" and "Zhanaozen" are one spelling; former names
//! lead to the place that bore them and say when. What a text leaves open is answered with all candidates and the reason.
//!
//! ```
//! use tizim_places::{Gazetteer, Verdict};
//! let gazetteer = Gazetteer::shipped();
//! let answer = gazetteer.find("Целиноград");
//! let first = &answer.candidates[0];
//! assert_eq!((first.name.as_str(), first.former.as_deref()), ("Astana", Some("1961–1992")));
//! assert_eq!(answer.verdict, Verdict::One);
//! ```
//!
//! In the order of the work: `table` (tables to places), `gazetteer` (the index), `sounds` (the key of a name), `query` (what a
//! text asks for), `find` (the answer), `distance` (how far apart).
//!
//! Contains data from GeoNames (geonames.org), CC BY 4.0, and from the Unicode CLDR: `data/README.md`; [`ATTRIBUTION`] must be
//! shown where the data is.

mod distance;
mod error;
mod find;
mod gazetteer;
mod query;
mod sounds;
mod table;

pub use distance::Nearness;
pub use error::PlacesError;
pub use find::{Answer, Candidate, How, Verdict};
pub use gazetteer::{Gazetteer, Kind, MAX_WORLD_BYTES, Place, PlaceId};
pub use query::without_kinds;

/// The credit that the licences of the data ask for.
pub const ATTRIBUTION: &str = "Contains data from GeoNames (geonames.org), CC BY 4.0; country names from the Unicode CLDR, Unicode License v3";

//! Populations with a known truth: what tests, the demo and the study of coverage run on.
//!
//! [`population`] makes people who don't exist, in a city that doesn't either, and decides which lists hold them by one of
//! several [`Family`]s of inclusion models. [`lists`] writes them down as list keepers do: each list in its own language,
//! spelling and order of columns, with slips, gaps, and people recorded twice. The truth stays known: of each row whom
//! it is about, of each person which lists hold them, of the population how many are on none.
//!
//! ```
//! use tizim_simulate::{Plan, lists, population};
//!
//! let population = population(&Plan { people: 500, seed: 3, ..Plan::default() });
//! let lists = lists(&population);
//! assert_eq!(lists.len(), 3);
//! assert_eq!(population.documented() + population.undocumented(), 500);
//! let person = &population.people[lists[0].truth[0] as usize];
//! assert_eq!(person.lists & 1, 1, "who has a row in the first list is on it");
//! ```
//!
//! Nothing is written to disk here. The same plan gives the same bytes on every machine.

mod capture;
mod chance;
mod dates;
mod family;
mod latin;
mod lists;
mod names;
mod people;
mod plan;
mod slips;
mod style;
mod words;
mod world;

pub use capture::capture_table;
pub use family::{Family, MAX_LISTS};
pub use lists::{SimulatedList, lists};
pub use names::Spelled;
pub use people::{Act, Cause, Person, Population, Status, population};
pub use plan::{ErrorRates, Plan, PlanError, demo_plan};
pub use style::ListStyle;
pub use world::{Reach, world_table};

//! From sentences to claims.

mod accused_of;
mod addressee;
mod aftermath;
mod bystander;
mod called;
mod claim;
mod count;
mod credit;
mod custody;
mod demand_items;
mod demands;
mod disowned;
mod doer;
mod enforcers;
mod fates;
mod figure_alone;
mod figures;
mod find;
mod force;
mod gender;
mod ground;
mod joined;
mod kin;
mod listed;
mod name_lists;
mod no_act;
mod nobody;
mod nouns;
mod once;
mod part;
mod parties;
mod people_counted;
mod places;
mod quotes;
mod rivals;
mod russian;
mod series;
mod setting;
mod spoken;
mod stance;
mod subject;
mod teller;
mod times;
mod trim;
mod who;
mod withdrawn;

pub use claim::{
    Claim, ClaimRole, ClaimType, Count, Mention, Modality, Participant, ParticipantKind, Place, Tie, When,
};
pub(crate) use enforcers::{is_enforcer, is_otherwise, is_weapon};
pub(crate) use fates::{fates, is_shot};
pub(crate) use find::{Found, find};
pub use ground::{Ungrounded, check};
pub(crate) use teller::Teller;
pub(crate) use times::times;
pub(crate) use who::is_speaker;

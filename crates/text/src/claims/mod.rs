//! From sentences to claims.

mod aftermath;
mod bystander;
mod carry;
mod claim;
mod count;
mod credit;
mod demands;
mod doer;
mod enforcers;
mod figures;
mod find;
mod force;
mod ground;
mod listed;
mod nouns;
mod once;
mod parties;
mod russian;
mod setting;
mod stance;
mod subject;
mod teller;
mod who;

pub(crate) use carry::{announced, days, fates, is_shot, since_last_seen, told_on};
pub use claim::{
    Claim, ClaimRole, ClaimType, Count, Mention, Modality, Participant, ParticipantKind, Place, Tie, When,
};
pub(crate) use enforcers::{is_enforcer, is_otherwise, is_weapon};
pub(crate) use find::find;
pub use ground::{Ungrounded, check};
pub(crate) use teller::Teller;
pub(crate) use who::is_speaker;

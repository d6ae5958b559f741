//! From sentences to claims.

mod aftermath;
mod carry;
mod claim;
mod doer;
mod enforcers;
mod find;
mod force;
mod ground;
mod listed;
mod nouns;
mod once;
mod parties;
mod stance;
mod who;

pub(crate) use carry::{days, fates, is_shot};
pub use claim::{
    Claim, ClaimRole, ClaimType, Count, Mention, Modality, Participant, ParticipantKind, Place, Tie, When,
};
pub(crate) use enforcers::{is_enforcer, is_otherwise, is_weapon};
pub(crate) use find::{Teller, find};
pub use ground::{Ungrounded, check};
pub(crate) use who::is_speaker;

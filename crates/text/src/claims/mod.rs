//! From sentences to claims.

mod claim;
mod find;
mod ground;
mod stance;
mod who;

pub use claim::{
    Claim, ClaimRole, ClaimType, Count, Mention, Modality, Participant, ParticipantKind, Place, Tie, When,
};
pub(crate) use find::find;
pub use ground::{Ungrounded, check};

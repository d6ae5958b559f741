//! From links to counts: the register, the capture histories, the breakdowns.
//!
//! Everything here is a pure function of records and links.

pub(crate) mod breakdown;
pub(crate) mod captures;
pub(crate) mod cautions;
pub(crate) mod profile;
pub(crate) mod register;
pub(crate) mod timeline;

//! What one reader is let to know: somebody at the desk, or the public.

use crate::{Access, Viewer};

/// What a reader is let to know of sources and their fields ([`Access::clearance`], [`Access::public`]).
#[derive(Clone, Copy, Debug)]
pub struct Clearance<'a> {
    access: &'a Access,
    reader: Reader<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Reader<'a> {
    /// Somebody who signed in: what is confined to others is kept from them.
    Viewer(Viewer<'a>),
    /// Everybody: what is confined to anybody is kept from them, and what nobody agreed to publish.
    Public,
}

impl Access {
    /// Returns what somebody at the desk is let to know.
    pub fn clearance<'a>(&'a self, viewer: Viewer<'a>) -> Clearance<'a> {
        Clearance { access: self, reader: Reader::Viewer(viewer) }
    }

    /// Returns what the public is let to know.
    pub fn public(&self) -> Clearance<'_> {
        Clearance { access: self, reader: Reader::Public }
    }
}

impl Clearance<'_> {
    /// Returns whether nothing is kept from the reader.
    pub fn is_whole(self) -> bool {
        match self.reader {
            Reader::Viewer(viewer) => self.access.may_see_all(viewer),
            Reader::Public => {
                self.access.confinements().next().is_none()
                    && self.access.consents().all(|consent| consent.publish)
            }
        }
    }

    /// Returns whether the reader may know that there is such a source.
    pub fn may_know_source(self, source: &str) -> bool {
        match self.reader {
            Reader::Viewer(viewer) => self.access.may_see_source(viewer, source),
            Reader::Public => self.access.confined_to(Some(source), None).is_none(),
        }
    }

    /// Returns whether the reader may see anything of what a source holds.
    pub fn may_see_source(self, source: &str) -> bool {
        let is_agreed_to = || {
            let consents = || self.access.consents().filter(|consent| consent.source == source);
            // a consent for the whole source that says no leaves those of single fields
            consents().all(|consent| consent.field.is_some() || consent.publish)
                || consents().any(|consent| consent.publish)
        };
        self.may_know_source(source)
            && match self.reader {
                Reader::Viewer(_) => true,
                Reader::Public => is_agreed_to(),
            }
    }

    /// Returns whether the reader may see a field of a source's records.
    pub fn may_see_field(self, source: &str, field: &str) -> bool {
        match self.reader {
            Reader::Viewer(viewer) => self.access.may_see_field(viewer, source, field),
            Reader::Public => self.access.may_publish(source, field),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Confinement, Consent, Group, What};

    fn access(whats: &[What]) -> Access {
        let mut access = Access::default();
        access.take(&What::GroupMade(Group { name: "lawyers".into() }));
        whats.iter().for_each(|what| access.take(what));
        access
    }

    fn confined(source: Option<&str>, field: Option<&str>) -> What {
        What::Confined(Confinement {
            source: source.map(Into::into),
            field: field.map(Into::into),
            to: Some(vec!["lawyers".into()]),
        })
    }

    fn consent(field: Option<&str>, publish: bool) -> What {
        What::ConsentRecorded(Consent {
            source: "clinic".into(),
            field: field.map(Into::into),
            publish,
            words: String::new(),
            given_by: None,
        })
    }

    #[test]
    fn the_public_knows_what_is_confined_to_nobody_and_agreed_to() {
        let open = access(&[consent(None, true)]);
        assert!(open.public().is_whole());
        let held = access(&[confined(Some("clinic"), None), confined(None, Some("phone"))]);
        let public = held.public();
        assert!(!public.is_whole());
        assert!(!public.may_know_source("clinic") && !public.may_see_source("clinic"));
        assert!(public.may_know_source("press") && public.may_see_field("press", "age"));
        assert!(!public.may_see_field("press", "phone"));
    }

    #[test]
    fn a_source_without_consent_is_known_but_not_seen_unless_a_field_of_it_may() {
        let refused = access(&[consent(None, false)]);
        assert!(refused.public().may_know_source("clinic") && !refused.public().may_see_source("clinic"));
        assert!(refused.public().may_see_source("press"));
        assert!(refused.clearance(Viewer::Account("rita")).may_see_source("clinic"), "inside the house");
        let but_age = access(&[consent(None, false), consent(Some("age"), true)]);
        assert!(but_age.public().may_see_source("clinic") && but_age.public().may_see_field("clinic", "age"));
        assert!(!but_age.public().may_see_field("clinic", "name"));
        let only_a_field = access(&[consent(Some("age"), false)]);
        assert!(only_a_field.public().may_see_source("clinic"));
    }

    #[test]
    fn who_is_in_no_group_knows_what_is_confined_to_none() {
        let held = access(&[confined(Some("clinic"), None)]);
        let rita = held.clearance(Viewer::Account("rita"));
        assert!(!rita.is_whole() && !rita.may_know_source("clinic") && rita.may_see_source("press"));
        assert!(held.clearance(Viewer::Owner).is_whole());
    }
}

//! Who may see what: groups, what is confined to them, and what may be published.
//!
//! Nothing is hidden unless an entry confines it: a source, a field of a source, or a field of every source. Whoever wants
//! to see a field must be let in by each confinement that covers it. Of the entries on one thing the last counts.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Entry, Error, Result, Role, What};

/// Somebody who wants to see something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Viewer<'a> {
    /// Whoever has the project folder itself, and with it everything in it.
    Owner,
    /// A user of the desk, by the name of the account.
    Account(&'a str),
}

/// A group of users.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Group {
    /// Its name.
    pub name: String,
}

/// A user enters a group, or leaves it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Membership {
    /// The group.
    pub group: String,
    /// The name of the user's account.
    pub account: String,
    /// Whether the user is in it from now on.
    pub member: bool,
}

/// What is named is from now on seen only by some, or by all again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Confinement {
    /// The source: the name of a list, of figures or of articles, as in `tizim.toml`; every source if there is none.
    pub source: Option<String>,
    /// The field; everything in the source, and that there is such a source, if there is none.
    pub field: Option<String>,
    /// The groups whose members see it, beside administrators; all see it again if there is none.
    pub to: Option<Vec<String>>,
}

/// Under what consent a source, or a field of it, may be used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Consent {
    /// The source.
    pub source: String,
    /// The field; all fields that have no consent of their own if there is none.
    pub field: Option<String>,
    /// Whether it may be published.
    pub publish: bool,
    /// What was agreed, in words; may be empty.
    pub words: String,
    /// Who agreed, when known.
    pub given_by: Option<String>,
}

/// Something confidential was looked at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Viewed {
    /// The source.
    pub source: String,
    /// The record's id in the source, or the article's file.
    pub item: String,
    /// The confidential fields that were shown; all if there is none.
    pub fields: Vec<String>,
}

/// Groups, confinements and consents as the ledger has them.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Access {
    /// The accounts that can be signed in to.
    roles: BTreeMap<String, Role>,
    groups: BTreeMap<String, BTreeSet<String>>,
    confined: BTreeMap<(Option<String>, Option<String>), BTreeSet<String>>,
    consents: BTreeMap<(String, Option<String>), Consent>,
}

impl Access {
    /// Reads entries, in the order of the ledger.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut access = Self::default();
        entries.into_iter().for_each(|entry| access.take(&entry.what));
        access
    }

    /// Returns whether an entry changes anything here.
    pub(crate) fn concerns(what: &What) -> bool {
        use What::{AccountSet, Confined, ConsentRecorded, GroupMade, MemberSet};
        matches!(what, AccountSet(_) | GroupMade(_) | MemberSet(_) | Confined(_) | ConsentRecorded(_))
    }

    /// Takes in the entry that follows.
    pub(crate) fn take(&mut self, what: &What) {
        match what {
            What::AccountSet(account) if account.password.is_none() => {
                self.roles.remove(&account.name);
            }
            What::AccountSet(account) => {
                self.roles.insert(account.name.clone(), account.role);
            }
            What::GroupMade(group) => {
                self.groups.entry(group.name.clone()).or_default();
            }
            What::MemberSet(set) => {
                let members = self.groups.entry(set.group.clone()).or_default();
                if set.member {
                    members.insert(set.account.clone());
                } else {
                    members.remove(&set.account);
                }
            }
            What::Confined(confinement) => {
                let key = (confinement.source.clone(), confinement.field.clone());
                match &confinement.to {
                    Some(groups) => self.confined.insert(key, groups.iter().cloned().collect()),
                    None => self.confined.remove(&key),
                };
            }
            What::ConsentRecorded(consent) => {
                self.consents.insert((consent.source.clone(), consent.field.clone()), consent.clone());
            }
            _ => {}
        }
    }

    /// Says why an entry can't follow these, if it can't.
    pub(crate) fn check(&self, what: &What) -> Result<()> {
        let known = |name: &String| match self.groups.contains_key(name) {
            true => Ok(()),
            false => Err(Error::NoSuchGroup { name: name.clone() }),
        };
        match what {
            What::GroupMade(group) if self.groups.contains_key(&group.name) => {
                Err(Error::GroupExists { name: group.name.clone() })
            }
            What::MemberSet(set) => known(&set.group),
            What::Confined(confinement) => confinement.to.iter().flatten().try_for_each(known),
            _ => Ok(()),
        }
    }

    /// Returns the groups and the members of each, by name.
    pub fn groups(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
        self.groups.iter().map(|(name, members)| (name.as_str(), members.iter().map(String::as_str)))
    }

    /// Returns whether a user is in a group.
    pub fn is_member(&self, group: &str, account: &str) -> bool {
        self.groups.get(group).is_some_and(|members| members.contains(account))
    }

    /// Returns whether somebody may see a source, and know that it is there.
    pub fn may_see_source(&self, viewer: Viewer<'_>, source: &str) -> bool {
        self.admits(viewer, Some(source), None)
    }

    /// Returns whether somebody may see a field of the records of a source.
    pub fn may_see_field(&self, viewer: Viewer<'_>, source: &str, field: &str) -> bool {
        self.may_see_source(viewer, source)
            && self.admits(viewer, Some(source), Some(field))
            && self.admits(viewer, None, Some(field))
    }

    /// Returns whether somebody may see everything: nothing that is confined is hidden from them.
    pub fn may_see_all(&self, viewer: Viewer<'_>) -> bool {
        self.closed_to(viewer).next().is_none()
    }

    /// Returns all that is closed to somebody: source and field of each confinement that does not let them in, as in
    /// [`Confinement`]. Readers to whom the same is closed see the same.
    pub fn closed_to<'a>(
        &'a self,
        viewer: Viewer<'a>,
    ) -> impl Iterator<Item = (Option<&'a str>, Option<&'a str>)> {
        let shut = self.confinements().filter(move |(.., groups)| !self.is_among(viewer, groups));
        shut.map(|(source, field, _)| (source, field))
    }

    /// Returns whether a field of a source is hidden from anybody: looking at it is worth an entry ([`Viewed`]).
    pub fn is_confidential(&self, source: &str, field: &str) -> bool {
        let covering = [(Some(source), None), (Some(source), Some(field)), (None, Some(field))];
        covering.into_iter().any(|(source, field)| self.confined_to(source, field).is_some())
    }

    /// Returns the groups to which just this is confined, by name; nothing if it is open. Without a source: the field in
    /// all sources; without a field: the whole source.
    pub fn confined_to(&self, source: Option<&str>, field: Option<&str>) -> Option<&BTreeSet<String>> {
        self.confined.get(&(source.map(str::to_owned), field.map(str::to_owned)))
    }

    /// Returns all that is confined: source, field and groups of each.
    pub fn confinements(&self) -> impl Iterator<Item = (Option<&str>, Option<&str>, &BTreeSet<String>)> {
        self.confined.iter().map(|((source, field), to)| (source.as_deref(), field.as_deref(), to))
    }

    /// Returns the consent for a field of a source: its own, else that for the whole source.
    pub fn consent(&self, source: &str, field: &str) -> Option<&Consent> {
        let own = self.consents.get(&(source.to_owned(), Some(field.to_owned())));
        own.or_else(|| self.consents.get(&(source.to_owned(), None)))
    }

    /// Returns all consents, by source and field.
    pub fn consents(&self) -> impl Iterator<Item = &Consent> {
        self.consents.values()
    }

    /// Returns whether a field of a source may be published as far as this says: it is not confidential, and no consent
    /// forbids it. Where no consent was recorded, the project's own rules decide.
    pub fn may_publish(&self, source: &str, field: &str) -> bool {
        !self.is_confidential(source, field) && self.consent(source, field).is_none_or(|it| it.publish)
    }

    fn admits(&self, viewer: Viewer<'_>, source: Option<&str>, field: Option<&str>) -> bool {
        self.confined_to(source, field).is_none_or(|groups| self.is_among(viewer, groups))
    }

    /// Administrators are among all: they give out the groups, and could enter any.
    fn is_among(&self, viewer: Viewer<'_>, groups: &BTreeSet<String>) -> bool {
        let Viewer::Account(name) = viewer else { return true };
        match self.roles.get(name) {
            None => false,
            Some(Role::Administrator) => true,
            Some(_) => groups.iter().any(|group| self.is_member(group, name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Account;

    fn access(whats: &[What]) -> Access {
        let mut access = Access::default();
        whats.iter().for_each(|what| access.take(what));
        access
    }

    fn account(name: &str, role: Role, open: bool) -> What {
        What::AccountSet(Account { name: name.into(), role, password: open.then(|| "$argon2id$".into()) })
    }

    fn member(account: &str, member: bool) -> What {
        What::MemberSet(Membership { group: "lawyers".into(), account: account.into(), member })
    }

    fn confined(source: Option<&str>, field: Option<&str>, to: Option<&[&str]>) -> What {
        What::Confined(Confinement {
            source: source.map(Into::into),
            field: field.map(Into::into),
            to: to.map(|groups| groups.iter().map(|group| (*group).to_owned()).collect()),
        })
    }

    fn house() -> Vec<What> {
        vec![
            account("ada", Role::Administrator, true),
            account("lev", Role::Reviewer, true),
            account("rita", Role::Editor, true),
            What::GroupMade(Group { name: "lawyers".into() }),
            member("lev", true),
        ]
    }

    #[test]
    fn nothing_is_hidden_unless_it_is_confined() {
        let access = access(&house());
        for viewer in [Viewer::Owner, Viewer::Account("rita"), Viewer::Account("nobody")] {
            assert!(access.may_see_source(viewer, "clinic"));
            assert!(access.may_see_field(viewer, "clinic", "phone"));
            assert!(access.may_see_all(viewer));
        }
        assert!(!access.is_confidential("clinic", "phone") && access.may_publish("clinic", "phone"));
    }

    #[test]
    fn a_confined_source_is_seen_by_its_groups_and_administrators_alone() {
        let mut entries = house();
        entries.push(confined(Some("clinic"), None, Some(&["lawyers"])));
        let held = access(&entries);
        for (name, sees) in [("ada", true), ("lev", true), ("rita", false), ("nobody", false)] {
            assert_eq!(held.may_see_source(Viewer::Account(name), "clinic"), sees, "{name}");
            assert_eq!(held.may_see_field(Viewer::Account(name), "clinic", "age"), sees, "{name}");
            assert_eq!(held.may_see_all(Viewer::Account(name)), sees, "{name}");
            assert!(held.may_see_source(Viewer::Account(name), "press"));
        }
        assert!(held.may_see_source(Viewer::Owner, "clinic"));
        assert!(held.is_confidential("clinic", "age") && !held.may_publish("clinic", "age"));
        entries.push(member("lev", false));
        assert!(!access(&entries).may_see_source(Viewer::Account("lev"), "clinic"), "who left");
        entries.push(member("lev", true));
        entries.push(account("lev", Role::Reviewer, false));
        assert!(
            !access(&entries).may_see_source(Viewer::Account("lev"), "clinic"),
            "whose account was closed"
        );
        entries.push(confined(Some("clinic"), None, None));
        assert_eq!(access(&entries).confinements().count(), 0);
        assert!(access(&entries).may_see_source(Viewer::Account("rita"), "clinic"), "open again");
    }

    #[test]
    fn a_field_is_seen_by_whom_every_confinement_lets_in() {
        let mut entries = house();
        entries.push(What::GroupMade(Group { name: "medics".into() }));
        entries.push(confined(None, Some("phone"), Some(&["lawyers"])));
        entries.push(confined(Some("clinic"), Some("phone"), Some(&["medics"])));
        entries.push(confined(None, Some("diagnosis"), Some(&[])));
        let access = access(&entries);
        let lev = Viewer::Account("lev");
        assert!(access.may_see_field(lev, "press", "phone"));
        assert!(!access.may_see_field(lev, "clinic", "phone"), "in one group of the two");
        assert!(!access.may_see_field(lev, "press", "diagnosis"), "of no group");
        assert!(access.may_see_field(Viewer::Account("ada"), "press", "diagnosis"));
        assert!(access.may_see_field(lev, "clinic", "age") && access.may_see_source(lev, "clinic"));
    }

    #[test]
    fn a_fields_own_consent_goes_before_that_of_its_source() {
        let consent = |field: Option<&str>, publish| {
            What::ConsentRecorded(Consent {
                source: "clinic".into(),
                field: field.map(Into::into),
                publish,
                words: "by telephone".into(),
                given_by: None,
            })
        };
        let mut entries = vec![consent(None, false), consent(Some("age"), true)];
        let held = access(&entries);
        assert!(held.may_publish("clinic", "age") && !held.may_publish("clinic", "name"));
        assert!(held.may_publish("press", "name") && held.consent("press", "name").is_none());
        entries.push(consent(Some("age"), false));
        assert!(!access(&entries).may_publish("clinic", "age"), "taken back");
        assert_eq!(access(&entries).consents().count(), 2);
    }

    #[test]
    fn what_names_an_unknown_group_is_refused() {
        let held = access(&house());
        assert!(matches!(
            held.check(&What::GroupMade(Group { name: "lawyers".into() })),
            Err(Error::GroupExists { .. })
        ));
        let unknown = confined(Some("clinic"), None, Some(&["lawyers", "lawers"]));
        assert!(matches!(held.check(&unknown), Err(Error::NoSuchGroup { name }) if name == "lawers"));
        assert!(held.check(&confined(Some("clinic"), None, Some(&["lawyers"]))).is_ok());
        assert!(matches!(Access::default().check(&member("lev", true)), Err(Error::NoSuchGroup { .. })));
    }
}

//! What a column holds.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a column of a list holds; written in `tizim.toml` in snake case.
///
/// Roles up to [`Role::Country`] name one thing of a person or of what happened to them, so two lists' columns of
/// that role become one column of the records. The repeatable ones ([`Role::is_repeatable`]) are told apart by their
/// field name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A whole name, as written.
    Name,
    /// Another name of the same person: another script, an alias, a former name.
    OtherName,
    /// Given name or names.
    GivenName,
    /// A middle name.
    MiddleName,
    /// Family name or names.
    FamilyName,
    /// Father's name or patronymic.
    FatherName,
    /// Sex.
    Sex,
    /// Age at the act, in years, band or word.
    Age,
    /// Date of birth.
    BirthDate,
    /// Year of birth, where day, month and year are columns of their own.
    BirthYear,
    /// Month of birth, likewise.
    BirthMonth,
    /// Day of birth, likewise.
    BirthDay,
    /// Date of the act (killing, detention, disappearance ...).
    EventDate,
    /// Year of the act, where day, month and year are columns of their own.
    EventYear,
    /// Month of the act, likewise.
    EventMonth,
    /// Day of the act, likewise.
    EventDay,
    /// Kind of act: killed, detained, injured, missing ...
    Act,
    /// Cause or means of death or harm.
    Cause,
    /// Status of the person: civilian, police, soldier ...
    Status,
    /// Organisation: an agency, an employer, the body that reported.
    Organisation,
    /// Place of the act: town, village, district, as written.
    Place,
    /// Region, state, province or county.
    Region,
    /// Country.
    Country,
    /// A street address or exact spot.
    Address,
    /// Post code.
    Postcode,
    /// Latitude in degrees.
    Latitude,
    /// Longitude in degrees.
    Longitude,
    /// A number or code that belongs to one person (passport, phone, e-mail), also across lists.
    Identifier,
    /// The list's own id of the row: never compared across lists.
    OwnId,
    /// Which list a row belongs to, in a file that holds several.
    ListName,
    /// Yes or no: this person is on the list named by the header (a table of people already linked).
    OnList,
    /// A value from a short list of values, comparable across lists.
    Category,
    /// A link to the source.
    SourceUrl,
    /// Free text.
    Notes,
    /// Carried along untouched; not used for linking.
    Carried,
}

impl Role {
    /// All the roles, in the order in which fields are shown.
    pub const ALL: [Role; 35] = [
        Role::Name,
        Role::OtherName,
        Role::GivenName,
        Role::MiddleName,
        Role::FamilyName,
        Role::FatherName,
        Role::Sex,
        Role::Age,
        Role::BirthDate,
        Role::BirthYear,
        Role::BirthMonth,
        Role::BirthDay,
        Role::EventDate,
        Role::EventYear,
        Role::EventMonth,
        Role::EventDay,
        Role::Act,
        Role::Cause,
        Role::Status,
        Role::Organisation,
        Role::Place,
        Role::Region,
        Role::Country,
        Role::Address,
        Role::Postcode,
        Role::Latitude,
        Role::Longitude,
        Role::Identifier,
        Role::OwnId,
        Role::ListName,
        Role::OnList,
        Role::Category,
        Role::SourceUrl,
        Role::Notes,
        Role::Carried,
    ];

    /// Returns the name used in `tizim.toml` and as the column name of single fields: `birth_date`.
    pub fn key(self) -> &'static str {
        match self {
            Role::Name => "name",
            Role::OtherName => "other_name",
            Role::GivenName => "given_name",
            Role::MiddleName => "middle_name",
            Role::FamilyName => "family_name",
            Role::FatherName => "father_name",
            Role::Sex => "sex",
            Role::Age => "age",
            Role::BirthDate => "birth_date",
            Role::BirthYear => "birth_year",
            Role::BirthMonth => "birth_month",
            Role::BirthDay => "birth_day",
            Role::EventDate => "event_date",
            Role::EventYear => "event_year",
            Role::EventMonth => "event_month",
            Role::EventDay => "event_day",
            Role::Act => "act",
            Role::Cause => "cause",
            Role::Status => "status",
            Role::Organisation => "organisation",
            Role::Place => "place",
            Role::Region => "region",
            Role::Country => "country",
            Role::Address => "address",
            Role::Postcode => "postcode",
            Role::Latitude => "latitude",
            Role::Longitude => "longitude",
            Role::Identifier => "identifier",
            Role::OwnId => "own_id",
            Role::ListName => "list_name",
            Role::OnList => "on_list",
            Role::Category => "category",
            Role::SourceUrl => "source_url",
            Role::Notes => "notes",
            Role::Carried => "carried",
        }
    }

    /// Returns whether a list may have several columns of this role that are different fields.
    pub fn is_repeatable(self) -> bool {
        matches!(
            self,
            Role::OtherName
                | Role::Place
                | Role::Address
                | Role::Organisation
                | Role::Identifier
                | Role::OnList
                | Role::Category
                | Role::SourceUrl
                | Role::Notes
                | Role::Carried
        )
    }

    /// Returns whether the role holds a person's name or a part of one.
    pub fn is_name(self) -> bool {
        matches!(
            self,
            Role::Name
                | Role::OtherName
                | Role::GivenName
                | Role::MiddleName
                | Role::FamilyName
                | Role::FatherName
        )
    }

    /// Returns whether the role alone can point at a person, so that a public export withholds it by default.
    pub fn is_identifying(self) -> bool {
        self.is_name()
            || matches!(
                self,
                Role::BirthDate
                    | Role::Address
                    | Role::Postcode
                    | Role::Latitude
                    | Role::Longitude
                    | Role::Identifier
                    | Role::OwnId
                    | Role::SourceUrl
                    | Role::Notes
                    | Role::Carried
            )
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_what_serde_writes() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.key());
        }
    }
}

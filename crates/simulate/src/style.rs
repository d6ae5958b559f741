//! How the keeper of a list writes: the language, the columns and their order, dates.

use serde::{Deserialize, Serialize};

/// How a list is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListStyle {
    /// A telephone line's list in Kazakh: whole name, family name first, day of birth.
    Kazakh,
    /// Hospitals' list in Russian: name in three columns, age.
    Russian,
    /// A press agency's list in English: given name first, in Latin letters.
    English,
    /// Volunteers' list: Latin letters as in chats, at times Cyrillic, often initials only ("Zhagiparov E."); year of birth.
    Mixed,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Field {
    Number,
    FullName,
    Surname,
    Given,
    Patronymic,
    Sex,
    Age,
    BirthDate,
    BirthYear,
    EventDate,
    Place,
    Act,
    Cause,
    Status,
    Source,
}

impl ListStyle {
    /// All the styles, in the order in which lists take them.
    pub const ALL: [Self; 4] = [Self::Kazakh, Self::Russian, Self::English, Self::Mixed];

    /// Who keeps such a list; the list is named after it.
    pub(crate) fn keeper(self) -> &'static str {
        match self {
            Self::Kazakh => "hotline",
            Self::Russian => "hospitals",
            Self::English => "press",
            Self::Mixed => "volunteers",
        }
    }

    /// The columns, each with its header.
    pub(crate) fn columns(self) -> &'static [(Field, &'static str)] {
        use Field::*;
        match self {
            Self::Kazakh => &[
                (Number, "№"),
                (FullName, "Аты-жөні"),
                (Sex, "Жынысы"),
                (BirthDate, "Туған күні"),
                (EventDate, "Оқиға күні"),
                (Place, "Аудан"),
                (Act, "Оқиға түрі"),
                (Cause, "Себебі"),
                (Status, "Мәртебесі"),
            ],
            Self::Russian => &[
                (Number, "№ п/п"),
                (Surname, "Фамилия"),
                (Given, "Имя"),
                (Patronymic, "Отчество"),
                (Sex, "Пол"),
                (Age, "Возраст"),
                (EventDate, "Дата события"),
                (Place, "Район"),
                (Act, "Что произошло"),
                (Cause, "Причина"),
                (Status, "Статус"),
            ],
            Self::English => &[
                (Number, "ID"),
                (FullName, "Full name"),
                (Age, "Age"),
                (Sex, "Gender"),
                (EventDate, "Date of incident"),
                (Act, "Incident type"),
                (Cause, "Cause"),
                (Place, "District"),
                (Status, "Status"),
                (Source, "Source URL"),
            ],
            Self::Mixed => &[
                (EventDate, "date"),
                (FullName, "name"),
                (Sex, "sex"),
                (BirthYear, "birth_year"),
                (Act, "act"),
                (Place, "place"),
                (Status, "status"),
                (Number, "record"),
            ],
        }
    }

    /// A day as the list writes it.
    pub(crate) fn date(self, (year, month, day): (i16, u8, u8)) -> String {
        match self {
            Self::Kazakh | Self::Russian => format!("{day:02}.{month:02}.{year:04}"),
            Self::English => format!("{year:04}-{month:02}-{day:02}"),
            Self::Mixed => format!("{day}/{month}/{year:04}"),
        }
    }

    /// The number of a row, from 1, as the list writes it.
    pub(crate) fn number(self, row: usize) -> String {
        match self {
            Self::English => format!("INC-{row:05}"),
            _ => row.to_string(),
        }
    }
}

//! The words of the calendar.

/// Months by their forms.
pub(super) const MONTHS: &[(&str, u8)] = &[
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("января", 1),
    ("февраля", 2),
    ("марта", 3),
    ("апреля", 4),
    ("мая", 5),
    ("июня", 6),
    ("июля", 7),
    ("августа", 8),
    ("сентября", 9),
    ("октября", 10),
    ("ноября", 11),
    ("декабря", 12),
    ("январь", 1),
    ("февраль", 2),
    ("март", 3),
    ("апрель", 4),
    ("май", 5),
    ("июнь", 6),
    ("июль", 7),
    ("август", 8),
    ("сентябрь", 9),
    ("октябрь", 10),
    ("ноябрь", 11),
    ("декабрь", 12),
    ("январе", 1),
    ("феврале", 2),
    ("марте", 3),
    ("апреле", 4),
    ("мае", 5),
    ("июне", 6),
    ("июле", 7),
    ("августе", 8),
    ("сентябре", 9),
    ("октябре", 10),
    ("ноябре", 11),
    ("декабре", 12),
];

/// Days of the week, Monday first.
pub(super) const WEEKDAYS: &[(&str, u8)] = &[
    ("monday", 0),
    ("tuesday", 1),
    ("wednesday", 2),
    ("thursday", 3),
    ("friday", 4),
    ("saturday", 5),
    ("sunday", 6),
    ("понедельник", 0),
    ("вторник", 1),
    ("среду", 2),
    ("четверг", 3),
    ("пятницу", 4),
    ("субботу", 5),
    ("воскресенье", 6),
];

/// Russian days of the week behind "с": since then.
pub(super) const SINCE_DAY: &[(&str, u8)] = &[
    ("понедельника", 0),
    ("вторника", 1),
    ("среды", 2),
    ("четверга", 3),
    ("пятницы", 4),
    ("субботы", 5),
    ("воскресенья", 6),
];

/// What Russian adjectives of months begin with, in the order of the months.
const ADJECTIVES: [&str; 12] = [
    "январск",
    "февральск",
    "мартовск",
    "апрельск",
    "майск",
    "июньск",
    "июльск",
    "августовск",
    "сентябрьск",
    "октябрьск",
    "ноябрьск",
    "декабрьск",
];

/// Returns the month of a Russian adjective in lower case: "январских".
pub(crate) fn adjective_month(lower: &str) -> Option<u8> {
    const ENDINGS: [&str; 12] = ["ий", "ая", "ое", "ие", "ого", "ой", "ому", "ую", "им", "ом", "их", "ими"];
    let is_form = |stem: &&str| lower.strip_prefix(*stem).is_some_and(|end| ENDINGS.contains(&end));
    ADJECTIVES.iter().zip(1..).find(|(stem, _)| is_form(stem)).map(|(_, month)| month)
}

/// Returns whether a word in lower case names a month or a day of the week.
pub(crate) fn is_calendar_word(lower: &str) -> bool {
    lower.len() > 3
        && (MONTHS.iter().any(|(name, _)| *name == lower) || WEEKDAYS.iter().any(|(name, _)| *name == lower))
}

/// Returns whether a word in lower case names a day of the week.
pub(crate) fn is_weekday(lower: &str) -> bool {
    WEEKDAYS.iter().any(|(name, _)| *name == lower)
}

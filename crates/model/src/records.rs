//! Records by column: each distinct value once, with what it was read as.

use crate::{Age, ListIx, PartialDate, Quarantined, RecordIx, Role, Sex};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// What a cell was read as.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// The source says that it is not known ("N/A", "неизвестно").
    Unknown,
    /// There is a value, but it can't be read as what the column holds; it is in quarantine too.
    Unreadable,
    /// Text, trimmed, inner blanks made single, in Unicode normal form C.
    Text(Box<str>),
    /// A date as far as it is known.
    Date(PartialDate),
    /// An age or a band of ages.
    Age(Age),
    /// Sex as stated.
    Sex(Sex),
    /// Yes or no.
    Flag(bool),
    /// A finite number (a latitude, a longitude).
    Number(f64),
}

/// A distinct cell: what the source wrote, and what it was read as.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The cell as the source wrote it.
    pub raw: Box<str>,
    /// What it was read as.
    pub value: Value,
}

impl Entry {
    /// Returns the value in words: the reading where there is one, else what the source wrote.
    pub fn display(&self) -> String {
        match &self.value {
            Value::Unknown => "unknown".to_owned(),
            Value::Unreadable => self.raw.to_string(),
            Value::Text(text) => text.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Age(age) => age.to_string(),
            Value::Sex(sex) => sex.word().to_owned(),
            Value::Flag(true) => "yes".to_owned(),
            Value::Flag(false) => "no".to_owned(),
            Value::Number(number) => number.to_string(),
        }
    }
}

/// The position of a cell's entry in its column, or nothing for an empty cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(u32);

impl Code {
    /// An empty cell, or a column that the record's list does not have.
    pub const BLANK: Code = Code(u32::MAX);

    /// Returns the position in [`Column::entries`], or `None` for an empty cell.
    #[inline]
    pub fn position(self) -> Option<usize> {
        (self != Self::BLANK).then_some(self.0 as usize)
    }
}

/// One field of all records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// The field's name, unique within [`Records`]: the role's key, or the field's own name for repeatable roles.
    pub name: String,
    /// What it holds.
    pub role: Role,
    /// The distinct cells, in the order of their first appearance.
    pub entries: Vec<Entry>,
    /// For each record, its entry.
    pub codes: Vec<Code>,
}

impl Column {
    /// Returns the entry of a record, or `None` where the cell is empty.
    #[inline]
    pub fn get(&self, record: RecordIx) -> Option<&Entry> {
        self.codes[record.index()].position().map(|position| &self.entries[position])
    }

    /// Returns the text of a record's cell if it was read as text.
    pub fn text(&self, record: RecordIx) -> Option<&str> {
        match self.get(record).map(|entry| &entry.value) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns the date of a record's cell if it was read as one.
    pub fn date(&self, record: RecordIx) -> Option<PartialDate> {
        match self.get(record).map(|entry| &entry.value) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }
}

/// Builds a [`Column`], keeping each distinct cell once.
///
/// ```
/// use tizim_model::{ColumnBuilder, Role, Value};
/// let mut column = ColumnBuilder::new("place", Role::Place);
/// for cell in ["Almaty", "", "Almaty"] {
///     column.push(0, cell, |raw| Value::Text(raw.into()));
/// }
/// let column = column.finish();
/// assert_eq!(column.entries.len(), 1);
/// assert_eq!(column.codes[0], column.codes[2]);
/// ```
#[derive(Debug)]
pub struct ColumnBuilder {
    column: Column,
    seen: FxHashMap<u16, FxHashMap<Box<str>, Code>>,
}

impl ColumnBuilder {
    /// Returns an empty column.
    pub fn new(name: impl Into<String>, role: Role) -> Self {
        let column = Column { name: name.into(), role, entries: Vec::new(), codes: Vec::new() };
        Self { column, seen: FxHashMap::default() }
    }

    /// Adds the next record's cell; `read` is called once per distinct `(dialect, raw)`.
    ///
    /// `dialect` tells apart cells that are written alike but read differently, such as 03/04/2016 in a list with the
    /// day first and in one with the month first. An empty `raw` is a blank cell.
    pub fn push(&mut self, dialect: u16, raw: &str, read: impl FnOnce(&str) -> Value) {
        if raw.is_empty() {
            self.push_blank();
            return;
        }
        let known = self.seen.entry(dialect).or_default();
        let code = match known.get(raw) {
            Some(code) => *code,
            None => {
                let code = Code(self.column.entries.len() as u32);
                self.column.entries.push(Entry { raw: raw.into(), value: read(raw) });
                known.insert(raw.into(), code);
                code
            }
        };
        self.column.codes.push(code);
    }

    /// Adds the next record's cell, which no record before has: cheaper than [`ColumnBuilder::push`], which looks.
    pub fn push_new(&mut self, raw: &str, value: Value) {
        self.column.codes.push(Code(self.column.entries.len() as u32));
        self.column.entries.push(Entry { raw: raw.into(), value });
    }

    /// Adds an empty cell for the next record.
    pub fn push_blank(&mut self) {
        self.column.codes.push(Code::BLANK);
    }

    /// Returns the number of records so far.
    pub fn len(&self) -> usize {
        self.column.codes.len()
    }

    /// Returns whether no record was added yet.
    pub fn is_empty(&self) -> bool {
        self.column.codes.is_empty()
    }

    /// Returns the column.
    pub fn finish(self) -> Column {
        self.column
    }
}

/// What is known of a list as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Its name in the project.
    pub name: String,
    /// Whether no person stands on it twice, as its keeper declares.
    pub no_duplicates: bool,
    /// Whether its rows are people already linked by others, so that they are not linked again among themselves.
    pub already_linked: bool,
}

/// The records of one list, before they join the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListRecords {
    /// The list.
    pub list: List,
    /// For each record, the file that it stands in, as named in `sources/`: a position in `files`.
    pub file: Vec<u16>,
    /// The files of the list.
    pub files: Vec<String>,
    /// For each record, the line or sheet row, from 1 with the header counted.
    pub line: Vec<u64>,
    /// For each record, the list's own id if it has a unique one, else the row number from 1.
    pub record_id: Vec<String>,
    /// The columns; all as long as `line`.
    pub columns: Vec<Column>,
    /// The rows and cells that could not be read.
    pub quarantine: Vec<Quarantined>,
}

impl ListRecords {
    /// Adds the rows of a further file of the same list.
    ///
    /// Where an id of the further file is taken already, all ids of that file get its name in front (`b.csv#17`), so
    /// that ids stay unique within the list.
    pub fn followed_by(mut self, mut further: ListRecords) -> ListRecords {
        let before = self.line.len();
        let taken: rustc_hash::FxHashSet<&str> = self.record_id.iter().map(String::as_str).collect();
        if further.record_id.iter().any(|id| taken.contains(id.as_str())) {
            for (id, file) in further.record_id.iter_mut().zip(&further.file) {
                *id = format!("{}#{id}", further.files[usize::from(*file)]);
            }
        }
        let first_file = self.files.len() as u16;
        self.file.extend(further.file.iter().map(|file| first_file + file));
        self.files.append(&mut further.files);
        self.line.append(&mut further.line);
        self.record_id.append(&mut further.record_id);
        self.quarantine.append(&mut further.quarantine);
        join_columns(&mut self.columns, further.columns, before, self.line.len());
        self
    }

    /// Returns some of the rows, in the order given; what is in quarantine is left to the caller.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    pub fn picked(&self, rows: &[usize]) -> ListRecords {
        let column = |column: &Column| Column {
            codes: rows.iter().map(|row| column.codes[*row]).collect(),
            ..column.clone()
        };
        ListRecords {
            list: self.list.clone(),
            file: rows.iter().map(|row| self.file[*row]).collect(),
            files: self.files.clone(),
            line: rows.iter().map(|row| self.line[*row]).collect(),
            record_id: rows.iter().map(|row| self.record_id[*row].clone()).collect(),
            columns: self.columns.iter().map(column).collect(),
            quarantine: Vec::new(),
        }
    }
}

/// The records of all lists, by column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Records {
    /// The lists.
    pub lists: Vec<List>,
    /// All files, each belonging to one list.
    pub files: Vec<String>,
    /// For each record, its list.
    pub list_of: Vec<ListIx>,
    /// For each record, its file: a position in `files`.
    pub file_of: Vec<u16>,
    /// For each record, its line or sheet row, from 1.
    pub line_of: Vec<u64>,
    /// For each record, the id by which outputs name it; unique within its list.
    pub record_id: Vec<String>,
    /// The fields, in the order of [`Role::ALL`], then of first appearance.
    pub columns: Vec<Column>,
}

impl Records {
    /// Returns the number of records.
    pub fn len(&self) -> usize {
        self.list_of.len()
    }

    /// Returns whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.list_of.is_empty()
    }

    /// Returns all records in order: list by list, each in the order of its rows.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = RecordIx> + use<> {
        (0..self.len() as u32).map(RecordIx)
    }

    /// Returns the first column of a role.
    pub fn column(&self, role: Role) -> Option<&Column> {
        self.columns.iter().find(|column| column.role == role)
    }

    /// Returns the column of a name.
    pub fn column_named(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Returns the list of a record.
    pub fn list(&self, record: RecordIx) -> &List {
        &self.lists[self.list_of[record.index()].index()]
    }

    /// Joins lists into one set of records: columns of the same name become one.
    ///
    /// Records keep the order of the lists and of their rows; a list without a column has blanks there. The first
    /// list to name a column decides its role.
    pub fn from_lists(parts: Vec<ListRecords>) -> Self {
        let mut joined = Records::default();
        for part in parts {
            joined.append(part);
        }
        joined.columns.sort_by_key(|column| Role::ALL.iter().position(|role| *role == column.role));
        joined
    }

    fn append(&mut self, part: ListRecords) {
        let before = self.len();
        let list = ListIx(self.lists.len() as u16);
        let first_file = self.files.len() as u16;
        let rows = part.line.len();
        self.lists.push(part.list);
        self.files.extend(part.files);
        self.list_of.extend(std::iter::repeat_n(list, rows));
        self.file_of.extend(part.file.iter().map(|file| first_file + file));
        self.line_of.extend(part.line);
        self.record_id.extend(part.record_id);
        let after = self.len();
        join_columns(&mut self.columns, part.columns, before, after);
    }
}

/// Adds the columns of the rows from `before` to `after`, by name; whoever lacks a column has blanks there.
fn join_columns(known: &mut Vec<Column>, added: Vec<Column>, before: usize, after: usize) {
    for column in added {
        match known.iter_mut().find(|known| known.name == column.name) {
            Some(known) => extend_column(known, column),
            None => {
                let mut codes = vec![Code::BLANK; before];
                codes.extend_from_slice(&column.codes);
                known.push(Column { codes, ..column });
            }
        }
    }
    for column in known {
        column.codes.resize(after, Code::BLANK);
    }
}

/// Adds the cells of one list to a column; equal entries become one.
fn extend_column(known: &mut Column, added: Column) {
    let mut by_raw: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    for (position, entry) in known.entries.iter().enumerate() {
        by_raw.entry(&entry.raw).or_default().push(position as u32);
    }
    let matched: Vec<Option<u32>> = added
        .entries
        .iter()
        .map(|entry| {
            let same_raw = by_raw.get(&*entry.raw)?;
            same_raw.iter().copied().find(|position| known.entries[*position as usize] == *entry)
        })
        .collect();
    let mut translation = Vec::with_capacity(matched.len());
    for (entry, same) in added.entries.into_iter().zip(matched) {
        translation.push(same.unwrap_or_else(|| {
            known.entries.push(entry);
            known.entries.len() as u32 - 1
        }));
    }
    known.codes.extend(
        added
            .codes
            .iter()
            .map(|code| code.position().map_or(Code::BLANK, |position| Code(translation[position]))),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(name: &str, columns: &[(&str, Role, &[&str])]) -> ListRecords {
        let rows = columns[0].2.len();
        ListRecords {
            list: List { name: name.to_owned(), no_duplicates: false, already_linked: false },
            file: vec![0; rows],
            files: vec![format!("{name}.csv")],
            line: (2..2 + rows as u64).collect(),
            record_id: (1..=rows).map(|row| row.to_string()).collect(),
            columns: columns
                .iter()
                .map(|(name, role, cells)| {
                    let mut column = ColumnBuilder::new(*name, *role);
                    for cell in *cells {
                        column.push(0, cell, |raw| Value::Text(raw.into()));
                    }
                    column.finish()
                })
                .collect(),
            quarantine: Vec::new(),
        }
    }

    #[test]
    fn lists_join_by_column_name() {
        let records = Records::from_lists(vec![
            list("a", &[("place", Role::Place, &["Almaty", ""]), ("name", Role::Name, &["X", "Y"])]),
            list("b", &[("name", Role::Name, &["Y", "Z"]), ("sex", Role::Sex, &["m", "f"])]),
        ]);
        assert_eq!(records.len(), 4);
        let names: Vec<_> = records.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["name", "sex", "place"]);
        let name = records.column(Role::Name).unwrap();
        assert_eq!(name.entries.len(), 3);
        assert_eq!(name.codes[1], name.codes[2]);
        let place = records.column(Role::Place).unwrap();
        assert_eq!(place.get(RecordIx(0)).unwrap().display(), "Almaty");
        assert!(place.get(RecordIx(1)).is_none());
        assert!(place.get(RecordIx(3)).is_none());
        assert_eq!(records.list(RecordIx(3)).name, "b");
        assert_eq!(records.files[records.file_of[3] as usize], "b.csv");
    }

    #[test]
    fn files_of_one_list_follow_each_other_with_ids_of_their_own() {
        let first = list("a", &[("name", Role::Name, &["X", "Y"])]);
        let mut second = list("a", &[("name", Role::Name, &["Y"]), ("sex", Role::Sex, &["m"])]);
        second.files = vec!["second.csv".to_owned()];
        let whole = first.followed_by(second);
        assert_eq!(whole.record_id, ["1", "2", "second.csv#1"]);
        assert_eq!(whole.file, [0, 0, 1]);
        assert!(whole.columns.iter().all(|column| column.codes.len() == 3));
        assert_eq!(whole.columns[0].entries.len(), 2);
        assert_eq!(whole.columns[1].get(RecordIx(0)), None);
    }

    #[test]
    fn cells_written_alike_but_read_differently_stay_apart() {
        let mut column = ColumnBuilder::new("event_date", Role::EventDate);
        column.push(0, "03/04/2016", |_| Value::Date("2016-04-03".parse().unwrap()));
        column.push(1, "03/04/2016", |_| Value::Date("2016-03-04".parse().unwrap()));
        let column = column.finish();
        assert_eq!(column.entries.len(), 2);
        assert_ne!(column.date(RecordIx(0)), column.date(RecordIx(1)));
    }
}

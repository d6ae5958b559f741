//! Small populations made here, with a known truth.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tizim_link::{Linkage, Options, PairJudgement, link};
use tizim_model::{ColumnBuilder, List, ListRecords, PartialDate, Records, Role, Value};

const GIVEN: [&str; 20] = [
    "Aibek", "Dana", "Marat", "Saule", "Timur", "Aigerim", "Nurlan", "Gulnara", "Yerlan", "Zarina", "Bolat",
    "Madina", "Askar", "Kamila", "Ruslan", "Asel", "Daniyar", "Laura", "Serik", "Zhanna",
];
const FAMILY: [&str; 24] = [
    "Akhmetov",
    "Bekov",
    "Chernov",
    "Dosayev",
    "Esenov",
    "Fedorov",
    "Galiyev",
    "Hasanov",
    "Ibraimov",
    "Jumabayev",
    "Kasymov",
    "Lebedev",
    "Mukanov",
    "Nazarov",
    "Omarov",
    "Popov",
    "Qurmanov",
    "Rakhimov",
    "Sadykov",
    "Tulegenov",
    "Utegenov",
    "Volkov",
    "Yusupov",
    "Zhunusov",
];
const PLACES: [&str; 8] =
    ["Almaty", "Taraz", "Shymkent", "Aktobe", "Kyzylorda", "Taldykorgan", "Oral", "Semey"];

/// A record of a made-up list: its list, its true person and its cells.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) list: u16,
    pub(crate) person: u32,
    pub(crate) cells: [String; 4],
}

const ROLES: [(&str, Role); 4] = [
    ("given_name", Role::GivenName),
    ("family_name", Role::FamilyName),
    ("birth_date", Role::BirthDate),
    ("place", Role::Place),
];

pub(crate) fn population(persons: u32, lists: u16, seed: u64) -> Vec<Row> {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let mut rows = Vec::new();
    for person in 0..persons {
        let year = generator.random_range(1940..2005);
        let day = format!("{year}-{:02}-{:02}", generator.random_range(2..13), generator.random_range(1..29));
        let cells = [
            GIVEN[generator.random_range(0..GIVEN.len())].to_owned(),
            FAMILY[generator.random_range(0..FAMILY.len())].to_owned(),
            day,
            PLACES[generator.random_range(0..PLACES.len())].to_owned(),
        ];
        for list in 0..lists {
            if generator.random::<f64>() < 0.6 {
                let mut cells = cells.clone();
                for (position, cell) in cells.iter_mut().enumerate() {
                    let fate = generator.random::<f64>();
                    if fate < 0.08 {
                        cell.clear();
                    } else if fate < 0.15 && position != 2 {
                        let at = generator.random_range(1..cell.len());
                        cell.remove(at);
                    }
                }
                rows.push(Row { list, person, cells });
            }
        }
    }
    rows
}

pub(crate) fn records(rows: &[Row], no_duplicates: bool) -> Records {
    let lists = rows.iter().map(|row| row.list).max().unwrap_or(0) + 1;
    let parts = (0..lists).map(|list| {
        let mine: Vec<&Row> = rows.iter().filter(|row| row.list == list).collect();
        let columns = ROLES.iter().enumerate().map(|(position, (name, role))| {
            let mut column = ColumnBuilder::new(*name, *role);
            for row in &mine {
                column.push(0, &row.cells[position], |raw| match role {
                    Role::BirthDate => raw.parse::<PartialDate>().map_or(Value::Unreadable, Value::Date),
                    _ => Value::Text(raw.into()),
                });
            }
            column.finish()
        });
        ListRecords {
            list: List { name: format!("list {list}"), no_duplicates, already_linked: false },
            file: vec![0; mine.len()],
            files: vec!["made.csv".to_owned()],
            line: (2..2 + mine.len() as u64).collect(),
            record_id: (1..=mine.len()).map(|row| row.to_string()).collect(),
            columns: columns.collect(),
            quarantine: Vec::new(),
        }
    });
    Records::from_lists(parts.collect())
}

/// The true person of each record, in the order of the records: list by list.
pub(crate) fn truth(rows: &[Row]) -> Vec<Option<u32>> {
    let lists = rows.iter().map(|row| row.list).max().unwrap_or(0) + 1;
    (0..lists)
        .flat_map(|list| rows.iter().filter(move |row| row.list == list))
        .map(|row| Some(row.person))
        .collect()
}

pub(crate) fn linked(records: &Records, options: &Options, judgements: &[PairJudgement]) -> Linkage {
    link(records, options, judgements, &|_, _| {}).expect("the records can be linked")
}

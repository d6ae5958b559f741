//! More sentences from few: persons and places are replaced by others, so that the model learns what stands around a name
//! and not the names of the training text.

use crate::Failure;
use std::path::Path;
use tizim_text::training::{Labelled, NameKind};

/// Names to put in.
pub(crate) struct Pool {
    given: Vec<String>,
    surnames: Vec<String>,
    places: Vec<String>,
}

impl Pool {
    pub(crate) fn read(folder: &Path) -> Result<Self, Failure> {
        let tables = folder.join("linkage/name_tables");
        let titled = |word: &str| {
            let mut chars = word.chars();
            chars.next().map_or(String::new(), |first| {
                first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect()
            })
        };
        let column = |file: &str, wanted: &str, most: usize| -> Result<Vec<String>, Failure> {
            let mut reader = csv::Reader::from_path(tables.join(file))?;
            let at =
                reader.headers()?.iter().position(|header| header == wanted).ok_or("a column is missing")?;
            let cells: Result<Vec<String>, csv::Error> =
                reader.records().take(most).map(|row| Ok(titled(&row?[at]))).collect();
            Ok(cells?.into_iter().filter(|cell| cell.chars().count() >= 3 && cell.is_ascii()).collect())
        };
        let mut given = column("common-forenames-by-country.csv", "Romanized Name", usize::MAX)?;
        given.extend(column("us1990_male.csv", "name", 400)?);
        given.extend(column("us1990_female.csv", "name", 500)?);
        let mut surnames = column("common-surnames-by-country.csv", "Romanized Name", usize::MAX)?;
        surnames.extend(column("us1990_surnames.csv", "name", 2_500)?);
        let output = std::process::Command::new("xz")
            .arg("-dc")
            .arg(folder.join("places/world15000_places.tsv.xz"))
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        let names = text.lines().skip(1).filter_map(|line| line.split('\t').nth(6)?.split('|').next());
        let places = names
            .filter(|name| name.is_ascii() && !name.contains(['(', '/']))
            .step_by(7)
            .map(str::to_owned)
            .collect();
        Ok(Self { given, surnames, places })
    }
}

impl Pool {
    /// Returns a person's name of several words, put together as names are: with an initial, a second given name, two surnames,
    /// a particle, a hyphen, a generation, or a given name that no table has.
    fn person(&self, chance: &mut Chance) -> Vec<String> {
        const PARTICLES: [&str; 8] = ["de", "de la", "Del", "van", "von", "al", "bin", "Abu"];
        const GENERATIONS: [&str; 4] = ["Jr", "Sr", "II", "III"];
        let given = |chance: &mut Chance| self.given[chance.below(self.given.len())].clone();
        let surname = |chance: &mut Chance| self.surnames[chance.below(self.surnames.len())].clone();
        let first = if chance.below(6) == 0 { self.coined(chance) } else { given(chance) };
        let mut name = vec![first];
        match chance.below(10) {
            0 => name.push(format!("{}.", (b'A' + chance.below(26) as u8) as char)),
            1 => name.push(given(chance)),
            2 => name.push(self.coined(chance)),
            3 => name.push(surname(chance)),
            4 if chance.below(2) == 0 => {
                let particle = PARTICLES[chance.below(PARTICLES.len())];
                name.extend(particle.split(' ').map(str::to_owned));
            }
            _ => {}
        }
        name.push(surname(chance));
        if chance.below(20) == 0 {
            let other = surname(chance);
            name.last_mut().into_iter().for_each(|last| *last = format!("{last}-{other}"));
        }
        if chance.below(20) == 0 {
            name.push(GENERATIONS[chance.below(GENERATIONS.len())].to_owned());
        }
        name
    }

    /// Returns a given name that is in no table: the beginning of one with the end of another.
    fn coined(&self, chance: &mut Chance) -> String {
        let (a, b) =
            (&self.given[chance.below(self.given.len())], &self.given[chance.below(self.given.len())]);
        format!("{}{}", &a[..2 + chance.below(2)], &b[b.len() / 2..])
    }
}

/// Random numbers by xorshift, from a seed.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// Returns the sentence with its persons and places replaced, or nothing if it has none.
pub(crate) fn substituted(sentence: &Labelled, pool: &Pool, chance: &mut Chance) -> Option<Labelled> {
    let is_replaced = |kind: NameKind| kind != NameKind::Organisation;
    sentence.names.iter().any(|(_, _, kind)| is_replaced(*kind)).then_some(())?;
    let mut made = Labelled { words: Vec::new(), names: Vec::new() };
    let mut at = 0;
    for &(start, end, kind) in &sentence.names {
        made.words.extend_from_slice(&sentence.words[at..start]);
        let name = match kind {
            NameKind::Person if end - start == 1 => {
                let list = if chance.below(3) == 0 { &pool.given } else { &pool.surnames };
                vec![list[chance.below(list.len())].clone()]
            }
            NameKind::Person if end - start <= 4 => pool.person(chance),
            NameKind::Place if end - start <= 2 => {
                pool.places[chance.below(pool.places.len())].split(' ').map(str::to_owned).collect()
            }
            _ => sentence.words[start..end].to_vec(),
        };
        // "34-year-old X", "X, 34,"
        let age = if kind == NameKind::Person && name.len() > 1 { chance.below(12) } else { 2 };
        if age == 0 {
            made.words.push(format!("{}-year-old", 1 + chance.below(90)));
        }
        let from = made.words.len();
        made.words.extend(name);
        made.names.push((from, made.words.len(), kind));
        if age == 1 {
            made.words.extend([",".to_owned(), (1 + chance.below(90)).to_string(), ",".to_owned()]);
        }
        at = end;
    }
    made.words.extend_from_slice(&sentence.words[at..]);
    Some(made)
}

/// Returns the sentence as it would stand in careless writing: all in lower case, or some words in capitals or beginning
/// with them.
pub(crate) fn careless(sentence: &Labelled, chance: &mut Chance) -> Labelled {
    let mut made = sentence.clone();
    let in_name = |at: usize| sentence.names.iter().any(|name| name.0 <= at && at < name.1);
    let titled = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
    };
    let start = chance.below(made.words.len());
    let run = start..made.words.len().min(start + 1 + chance.below(6));
    match chance.below(5) {
        0 => made.words.iter_mut().for_each(|word| *word = word.to_lowercase()),
        1 | 2 => run.for_each(|at| made.words[at] = made.words[at].to_uppercase()),
        _ => run.filter(|at| !in_name(*at)).for_each(|at| made.words[at] = titled(&made.words[at])),
    }
    made
}

//! The people as the keepers of lists write them down.

use tizim_model::{Day, Sex};

use crate::chance::{Chance, Purpose};
use crate::dates::swapped;
use crate::latin::Habit;
use crate::plan::ErrorRates;
use crate::slips::{kazakh_variant, russian_variant, typo};
use crate::style::Field;
use crate::{ListStyle, Person, Population, Spelled};

/// A list as its keeper wrote it, and whom each row is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SimulatedList {
    /// What the list is called, e.g. "hospitals".
    pub name: String,
    /// The headers of the columns.
    pub headers: Vec<String>,
    /// The rows, each with one cell a column; an empty cell is a blank one.
    pub rows: Vec<Vec<String>>,
    /// Of each row the person it is about: an index into [`Population::people`].
    pub truth: Vec<u32>,
    /// How it is written.
    pub style: ListStyle,
}

impl SimulatedList {
    /// The position of the column that holds the list's own number of each row: a record's id.
    pub fn id_column(&self) -> usize {
        let columns = self.style.columns().iter();
        columns.take_while(|(field, _)| *field != Field::Number).count()
    }
}

/// Writes the lists of a population, each in its style, with errors at the rates of the plan.
pub fn lists(population: &Population) -> Vec<SimulatedList> {
    (0..population.plan.list_count()).map(|list| write_list(population, list)).collect()
}

fn write_list(population: &Population, list: usize) -> SimulatedList {
    let plan = &population.plan;
    let style = plan.style(list);
    let mut written: Vec<(u32, Vec<String>)> = Vec::new();
    for (index, person) in population.people.iter().enumerate().filter(|(_, p)| p.lists >> list & 1 == 1) {
        let record = ((list as u64) << 40) | ((index as u64) << 1);
        let twice = Chance::new(plan.seed, Purpose::Duplicate, record).happens(plan.errors.duplicate);
        for copy in 0..=u64::from(twice) {
            let clerk = Clerk { population, person, style, seed: plan.seed, record: record | copy };
            written.push((index as u32, clerk.write()));
        }
    }
    Chance::new(plan.seed, Purpose::Order, list as u64).shuffle(&mut written);
    let (truth, mut rows): (Vec<u32>, Vec<Vec<String>>) = written.into_iter().unzip();
    let headers = style.columns().iter().map(|(_, header)| (*header).to_owned()).collect();
    let round = if plan.styles.is_empty() { list } else { list / plan.styles.len() };
    let name =
        if round == 0 { style.keeper().to_owned() } else { format!("{}-{}", style.keeper(), round + 1) };
    let mut simulated = SimulatedList { name, headers, rows: Vec::new(), truth, style };
    let number = simulated.id_column();
    for (row, cells) in rows.iter_mut().enumerate() {
        cells[number] = style.number(row + 1);
    }
    simulated.rows = rows;
    simulated
}

/// Writes one record of one person in one list.
struct Clerk<'a> {
    population: &'a Population,
    person: &'a Person,
    style: ListStyle,
    seed: u64,
    record: u64,
}

/// A name as it will stand in the list.
struct WrittenName {
    surname: String,
    given: String,
    patronymic: String,
}

impl Clerk<'_> {
    fn write(&self) -> Vec<String> {
        let name = self.name();
        self.style.columns().iter().map(|(field, _)| self.cell(*field, &name)).collect()
    }

    fn errors(&self) -> &ErrorRates {
        &self.population.plan.errors
    }

    fn chance(&self, purpose: Purpose) -> Chance {
        Chance::new(self.seed, purpose, self.record)
    }

    fn cell(&self, field: Field, name: &WrittenName) -> String {
        match field {
            // filled in when the rows are in order
            Field::Number => String::new(),
            Field::FullName => self.full_name(name),
            Field::Surname => name.surname.clone(),
            Field::Given => name.given.clone(),
            Field::Patronymic => name.patronymic.clone(),
            Field::Sex => self.sex(),
            Field::Age => self.age(),
            Field::BirthDate => self.birth(|day| self.style.date(day.ymd())),
            Field::BirthYear => self.birth(|day| day.ymd().0.to_string()),
            Field::EventDate => self.event(),
            Field::Place => self.place(),
            Field::Act => self.style.act(self.person.act).to_owned(),
            Field::Cause => self.detail(0, self.person.cause.map(|cause| self.style.cause(cause))),
            Field::Status => self.detail(1, Some(self.style.status(self.person.status))),
            Field::Source => self.source(),
        }
    }

    /// What is written for something that is missing: nothing, or a word for "unknown".
    fn missing(&self, chance: &mut Chance) -> String {
        let written = chance.happens(self.errors().unknown_written);
        let word = *chance.one_of(self.style.unknown());
        if written { word.to_owned() } else { String::new() }
    }

    fn name(&self) -> WrittenName {
        let errors = self.errors();
        let mut chance = self.chance(Purpose::Name);
        if chance.happens(errors.name_unknown) {
            let surname = (*chance.one_of(self.style.nameless())).to_owned();
            return WrittenName { surname, given: String::new(), patronymic: String::new() };
        }
        let no_patronymic = chance.happens(errors.patronymic_missing);
        let swap = chance.happens(errors.name_swapped);
        let initials = self.style == ListStyle::Mixed && chance.happens(errors.initials);
        let hand = Hand::new(self.style, &mut chance);
        let [surname, given, patronymic] =
            [&self.person.surname, &self.person.given, &self.person.patronymic].map(|part| {
                let varied = chance.happens(errors.name_variant);
                hand.write(part, varied, &mut chance)
            });
        let mut name = WrittenName { surname, given, patronymic };
        if no_patronymic {
            name.patronymic.clear();
        }
        let mut chance = self.chance(Purpose::Typo);
        if chance.happens(errors.name_typo) {
            let part = if chance.happens(0.6) { &mut name.surname } else { &mut name.given };
            *part = typo(part, &mut chance);
        }
        if initials {
            name.given = initial(&name.given);
            name.patronymic = initial(&name.patronymic);
        }
        if swap {
            std::mem::swap(&mut name.surname, &mut name.given);
        }
        name
    }

    /// The name in one cell, in the order of the list. The press has no use for patronymics.
    fn full_name(&self, name: &WrittenName) -> String {
        let parts = match self.style {
            ListStyle::English => vec![&name.given, &name.surname],
            _ => vec![&name.surname, &name.given, &name.patronymic],
        };
        let parts: Vec<&str> =
            parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        // "E.N." rather than "E. N.", but "E. Zhagiparov" where the two have changed places
        let mut whole = String::new();
        for part in parts {
            let initials = whole.ends_with('.') && part.ends_with('.');
            if !whole.is_empty() && !initials {
                whole.push(' ');
            }
            whole.push_str(part);
        }
        whole
    }

    fn sex(&self) -> String {
        let mut chance = self.chance(Purpose::Sex);
        if chance.happens(self.errors().sex_missing) {
            return self.missing(&mut chance);
        }
        let wrong = chance.happens(self.errors().sex_wrong);
        let sex = match (self.person.sex, wrong) {
            (Sex::Man, true) => Sex::Woman,
            (Sex::Woman, true) => Sex::Man,
            (sex, _) => sex,
        };
        self.style.sex(sex).to_owned()
    }

    fn age(&self) -> String {
        let mut chance = self.chance(Purpose::Age);
        if chance.happens(self.errors().age_missing) {
            return self.missing(&mut chance);
        }
        let off = if chance.happens(self.errors().age_off) { *chance.one_of(&[-1, 1]) } else { 0 };
        (self.person.age() + off).to_string()
    }

    fn birth(&self, write: impl Fn(Day) -> String) -> String {
        let mut chance = self.chance(Purpose::Birth);
        if chance.happens(self.errors().age_missing) {
            return self.missing(&mut chance);
        }
        let off = if chance.happens(self.errors().age_off) { *chance.one_of(&[-1, 1]) } else { 0 };
        let (year, month, day) = self.person.birth.ymd();
        // nobody is born on 29 February of a year that has none
        let born =
            Day::from_ymd(year + off, month, day).unwrap_or(self.person.birth.plus(i32::from(off) * 366));
        let swap = chance.happens(self.errors().date_swapped);
        write(if swap { swapped(born).unwrap_or(born) } else { born })
    }

    fn event(&self) -> String {
        let mut chance = self.chance(Purpose::Date);
        if chance.happens(self.errors().date_missing) {
            return self.missing(&mut chance);
        }
        let shift = if chance.happens(self.errors().date_shifted) { *chance.one_of(&[-1, 1]) } else { 0 };
        let day = self.person.event.plus(shift);
        let swap = chance.happens(self.errors().date_swapped);
        self.style.date(if swap { swapped(day).unwrap_or(day) } else { day }.ymd())
    }

    fn place(&self) -> String {
        let mut chance = self.chance(Purpose::Place);
        if chance.happens(self.errors().place_missing) {
            return self.missing(&mut chance);
        }
        let places = &self.population.places;
        let next_door = chance.happens(self.errors().place_wrong);
        let place = &places[(self.person.place + usize::from(next_door)) % places.len()];
        let habit = if self.style == ListStyle::Mixed { Habit::CHAT } else { Habit::PRESS };
        self.style.district(place, &habit.write(&place.russian))
    }

    fn detail(&self, which: u64, word: Option<&str>) -> String {
        let mut chance = Chance::new(self.seed, Purpose::Rest, self.record << 1 | which);
        match word {
            Some(word) if !chance.happens(self.errors().detail_missing) => word.to_owned(),
            Some(_) => self.missing(&mut chance),
            None => String::new(),
        }
    }

    fn source(&self) -> String {
        let mut chance = Chance::new(self.seed, Purpose::Rest, u64::MAX - self.record);
        format!("https://example.org/reports/{:04}", 1 + chance.below(600))
    }
}

/// In which script and by which habit a name is written.
enum Hand {
    Kazakh,
    Russian,
    Latin { habit: Habit, from_kazakh: bool },
}

impl Hand {
    fn new(style: ListStyle, chance: &mut Chance) -> Self {
        // the press has a quarter of its names from Kazakh texts; volunteers write two in three in Latin letters
        let (quarter, third) = (chance.happens(0.25), chance.happens(0.33));
        match style {
            ListStyle::Kazakh => Self::Kazakh,
            ListStyle::Russian => Self::Russian,
            ListStyle::English => Self::Latin { habit: Habit::PRESS, from_kazakh: quarter },
            ListStyle::Mixed if third => Self::Russian,
            ListStyle::Mixed => Self::Latin { habit: Habit::CHAT, from_kazakh: quarter },
        }
    }

    fn write(&self, word: &Spelled, varied: bool, chance: &mut Chance) -> String {
        match self {
            Self::Kazakh if varied => kazakh_variant(&word.kazakh),
            Self::Kazakh => word.kazakh.clone(),
            Self::Russian if varied => russian_variant(&word.russian, chance),
            Self::Russian => word.russian.clone(),
            Self::Latin { habit, from_kazakh } => {
                let word = if *from_kazakh { &word.kazakh } else { &word.russian };
                if varied { habit.write_otherwise(word, chance) } else { habit.write(word) }
            }
        }
    }
}

/// "E." for "Erlan"; nothing for nothing.
fn initial(name: &str) -> String {
    name.chars().next().map(|first| format!("{first}.")).unwrap_or_default()
}

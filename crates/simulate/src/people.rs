//! The people: who they are, what happened to them, which lists hold them.

use tizim_model::{Day, Sex};

use crate::capture::count;
use crate::chance::{Chance, Purpose};
use crate::dates::years_between;
use crate::family::Inclusion;
use crate::names::{FamilyName, Spelled, family_name, plain_letters};
use crate::plan::Plan;

/// What happened to a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Act {
    /// Killed.
    Killed,
    /// Injured.
    Injured,
    /// Detained.
    Detained,
    /// Missing since.
    Missing,
}

/// Of what a person died or was hurt.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Cause {
    /// Shot.
    Gunshot,
    /// Beaten.
    Beating,
    /// Hit by a stun grenade.
    Grenade,
    /// Hit by a vehicle.
    Vehicle,
}

/// What a person was there as.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Status {
    /// None of the others.
    Civilian,
    /// A journalist.
    Journalist,
    /// A medical worker.
    Medic,
    /// Of the police.
    Police,
    /// A soldier.
    Soldier,
}

/// A person, as they truly are.
#[derive(Clone, PartialEq, Debug)]
pub struct Person {
    /// Given name.
    pub given: Spelled,
    /// Family name, in the form of their sex.
    pub surname: Spelled,
    /// Patronymic.
    pub patronymic: Spelled,
    /// Sex; here always man or woman.
    pub sex: Sex,
    /// Day of birth.
    pub birth: Day,
    /// The day of what happened.
    pub event: Day,
    /// The district, an index into [`Population::places`].
    pub place: usize,
    /// What happened.
    pub act: Act,
    /// Of what, for the killed and injured.
    pub cause: Option<Cause>,
    /// As what they were there.
    pub status: Status,
    /// The number of the family: people of one number are relatives, with the same family name and place.
    pub family: u32,
    /// On which lists they are: bit `j` is set for list `j`.
    pub lists: u32,
}

impl Person {
    /// Age in whole years on the day of what happened.
    pub fn age(&self) -> i32 {
        years_between(self.birth, self.event)
    }
}

/// People with everything about them known.
#[derive(Clone, PartialEq, Debug)]
pub struct Population {
    /// What it was made from.
    pub plan: Plan,
    /// Everybody; a person's index is their number in [`crate::SimulatedList::truth`].
    pub people: Vec<Person>,
    /// The districts of the city, the inner ones first.
    pub places: Vec<Spelled>,
}

impl Population {
    /// How many people are on at least one list.
    pub fn documented(&self) -> usize {
        self.people.iter().filter(|person| person.lists != 0).count()
    }

    /// How many people are on no list.
    pub fn undocumented(&self) -> usize {
        self.people.len() - self.documented()
    }

    /// How many people have each history (bit `j` for list `j`), in the order of the histories; history 0, the
    /// undocumented, comes first even if there are none.
    pub fn capture_table(&self) -> Vec<(u32, u64)> {
        count(self.people.iter().map(|person| person.lists))
    }
}

/// The first day of the unrest, which lasts six weeks: 6 September 2021.
const FIRST_DAY: (i16, u8, u8) = (2021, 9, 6);
/// Days from the first on which most of it happened, with their weight; the rest is spread evenly.
const WAVES: [(i32, f64); 5] = [(0, 0.12), (1, 0.16), (11, 0.2), (12, 0.1), (30, 0.12)];
/// Age bands: least age, number of years, weight.
const AGES: [(i32, usize, f64); 6] =
    [(8, 8, 0.04), (16, 9, 0.28), (25, 10, 0.34), (35, 10, 0.18), (45, 15, 0.12), (60, 26, 0.04)];

/// Makes the people of a plan and decides which lists hold them.
///
/// About a fifth are relatives of the person made before: same family name and district, mostly the same day, brothers
/// and sisters with one patronymic or a child with the father's name. These, and people who by chance share a common
/// name, are what linking must keep apart. People who are hard to see live further out more often, so that capture
/// depends on the place too.
pub fn population(plan: &Plan) -> Population {
    let places = places();
    let inclusion = Inclusion::new(plan.family, plan.list_count(), plan.rates.as_deref(), plan.seed);
    let mut people: Vec<Person> = Vec::with_capacity(plan.people);
    let mut before: Option<Household> = None;
    for index in 0..plan.people {
        let captured = inclusion.draw(&mut Chance::new(plan.seed, Purpose::Capture, index as u64));
        let mut chance = Chance::new(plan.seed, Purpose::Person, index as u64);
        let relative = chance.happens(0.2);
        let household = match before.take() {
            Some(household) if relative => household,
            _ => Household::new(index as u32, captured.hidden, places.len(), &mut chance),
        };
        let (person, household) = household.member(captured.lists, &mut chance);
        people.push(person);
        before = Some(household);
    }
    Population { plan: plan.clone(), people, places }
}

fn places() -> Vec<Spelled> {
    let lines = include_str!("../data/places.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| match line.split_once(' ') {
            Some((kazakh, russian)) => Spelled { kazakh: kazakh.to_owned(), russian: russian.to_owned() },
            None => Spelled { kazakh: line.to_owned(), russian: plain_letters(line) },
        })
        .collect()
}

/// What relatives share, and the last of them made.
struct Household {
    number: u32,
    name: FamilyName,
    father: Spelled,
    place: usize,
    event: Day,
    last: Option<Person>,
}

impl Household {
    fn new(number: u32, hidden: f64, places: usize, chance: &mut Chance) -> Self {
        let name = family_name(chance);
        let father = name.given(Sex::Man, chance);
        // two districts in three are inner ones for those who are seen, one in three for those who are not
        let inner = chance.happens(0.67 - 0.34 * hidden);
        let half = places / 2;
        let place = if inner { chance.below(half) } else { half + chance.below(places - half) };
        Self { number, name, father, place, event: event_day(chance), last: None }
    }

    /// One more of the family; gives the household back for the next.
    fn member(mut self, lists: u32, chance: &mut Chance) -> (Person, Self) {
        let sex = if chance.happens(0.22) { Sex::Woman } else { Sex::Man };
        let (band, width, _) = AGES[chance.weighted(&AGES.map(|(_, _, weight)| weight))];
        let mut age = band + chance.below(width) as i32;
        if let Some(last) = &self.last {
            let child = last.sex == Sex::Man && last.age() >= 34 && chance.happens(0.4);
            if child {
                self.father = last.given.clone();
                age = (last.age() - 18 - chance.below(12) as i32).max(8);
            } else {
                age = (last.age() - 6 + chance.below(13) as i32).clamp(8, 90);
            }
            if chance.happens(0.3) {
                self.event = event_day(chance);
            }
        }
        // brothers and sisters don't bear one name
        let taken = |given: &Spelled| self.last.as_ref().is_some_and(|last| last.given == *given);
        let mut given = self.name.given(sex, chance);
        while taken(&given) {
            given = self.name.given(sex, chance);
        }
        let act = [Act::Killed, Act::Injured, Act::Detained, Act::Missing]
            [chance.weighted(&[0.12, 0.38, 0.45, 0.05])];
        let cause = [Cause::Gunshot, Cause::Beating, Cause::Grenade, Cause::Vehicle][chance
            .weighted(if act == Act::Killed { &[0.8, 0.12, 0.04, 0.04] } else { &[0.45, 0.35, 0.15, 0.05] })];
        let status = [Status::Civilian, Status::Journalist, Status::Medic, Status::Police, Status::Soldier]
            [chance.weighted(&[0.88, 0.03, 0.02, 0.05, 0.02])];
        let person = Person {
            surname: self.name.of(sex),
            patronymic: self.name.patronymic(&self.father, sex, chance),
            given,
            sex,
            birth: birth_day(self.event, age, chance),
            event: self.event,
            place: self.place,
            act,
            cause: matches!(act, Act::Killed | Act::Injured).then_some(cause),
            status,
            family: self.number,
            lists,
        };
        self.last = Some(person.clone());
        (person, self)
    }
}

fn event_day(chance: &mut Chance) -> Day {
    let (year, month, day) = FIRST_DAY;
    let first = Day::from_ymd(year, month, day).expect("a day of the calendar");
    let mut left = chance.unit();
    let any = chance.below(42) as i32;
    for (offset, weight) in WAVES {
        left -= weight;
        if left < 0.0 {
            return first.plus(offset);
        }
    }
    first.plus(any)
}

/// A day of birth on which somebody has this age in whole years on the day of what happened.
fn birth_day(event: Day, age: i32, chance: &mut Chance) -> Day {
    let day = event.plus(-(age * 1461 / 4) - 1 - chance.below(363) as i32);
    // leap days may shift it over a birthday
    [0, 1, -1, 2, -2]
        .map(|shift| day.plus(shift))
        .into_iter()
        .find(|day| years_between(*day, event) == age)
        .unwrap_or(day)
}

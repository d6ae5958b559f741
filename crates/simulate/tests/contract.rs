//! What callers rely on: the same bytes for the same plan, truth that fits the rows, errors at the rates asked for.

// clippy spares only the test functions themselves, not what they call
#![allow(clippy::unwrap_used)]

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;
use tizim_model::{Day, Sex};
use tizim_simulate::*;

/// One number for everything that lists hold: cells, order, truth.
fn fingerprint(plan: &Plan) -> String {
    let mut hasher = blake3::Hasher::new();
    for list in lists(&population(plan)) {
        for cell in [&list.name].into_iter().chain(&list.headers).chain(list.rows.iter().flatten()) {
            hasher.update(&(cell.len() as u64).to_le_bytes());
            hasher.update(cell.as_bytes());
        }
        for person in &list.truth {
            hasher.update(&person.to_le_bytes());
        }
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// Pinned: these bytes are the same on every machine. A change here changes the demo and every study that names a seed.
#[test]
fn the_same_plan_gives_the_same_bytes() {
    assert_eq!(fingerprint(&demo_plan()), "db38041b5f42fda8");
    let heterogeneous = Plan { family: Family::Heterogeneous, lists: 6, ..Plan::default() };
    assert_eq!(fingerprint(&heterogeneous), "1b55b7de2ca751c0");
    assert_ne!(fingerprint(&Plan { seed: 2, ..Plan::default() }), fingerprint(&Plan::default()));
}

#[test]
fn the_demo_is_as_described() {
    let population = population(&demo_plan());
    assert_eq!(population.people.len(), 2400);
    assert!((2000..=2130).contains(&population.documented()), "{}", population.documented());
    let lists = lists(&population);
    let names: Vec<&str> = lists.iter().map(|list| list.name.as_str()).collect();
    assert_eq!(names, ["hotline", "hospitals", "press", "volunteers"]);
    for list in &lists {
        assert!((1350..=1650).contains(&list.rows.len()), "{}: {}", list.name, list.rows.len());
    }
}

/// Lists taken for independent would miss many: Petersen's estimate from each pair of lists stays below the truth.
#[test]
fn the_demo_can_not_be_solved_by_two_lists() {
    let table = population(&demo_plan()).capture_table();
    let on = |mask: u32| table.iter().filter(|(h, _)| h & mask == mask).map(|(_, n)| *n as f64).sum::<f64>();
    for (a, b) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
        let petersen = on(1 << a) * on(1 << b) / on(1 << a | 1 << b);
        assert!(petersen < 2250.0, "{a} {b}: {petersen}");
    }
}

fn check_truth(population: &Population, lists: &[SimulatedList]) {
    assert_eq!(lists.len(), population.plan.lists);
    let mut names = HashSet::new();
    for (index, list) in lists.iter().enumerate() {
        assert!(names.insert(&list.name), "two lists are called {}", list.name);
        assert_eq!(list.rows.len(), list.truth.len());
        assert!(list.rows.iter().all(|row| row.len() == list.headers.len()));
        let ids: HashSet<&String> = list.rows.iter().map(|row| &row[list.id_column()]).collect();
        assert_eq!(ids.len(), list.rows.len(), "the ids of a list are its own");
        let on_it: HashSet<u32> = list.truth.iter().copied().collect();
        let truly: HashSet<u32> = (0..)
            .zip(&population.people)
            .filter(|(_, p)| p.lists >> index & 1 == 1)
            .map(|(i, _)| i)
            .collect();
        assert_eq!(on_it, truly);
    }
    let table = population.capture_table();
    assert_eq!(table.iter().map(|(_, n)| *n as usize).sum::<usize>(), population.people.len());
    assert_eq!(table[0], (0, population.undocumented() as u64));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_the_plan_the_truth_fits_the_rows(
        people in 0_usize..300, lists_wanted in 1_usize..=6, family in 0_usize..7, seed: u64,
    ) {
        let plan = Plan { people, lists: lists_wanted, family: Family::ALL[family], seed, ..Plan::default() };
        let population = population(&plan);
        check_truth(&population, &lists(&population));
    }
}

#[test]
fn plans_out_of_range_are_brought_to_the_nearest() {
    let plan = Plan { people: 20, lists: 0, styles: Vec::new(), ..Plan::default() };
    assert_eq!(lists(&population(&plan)).len(), 1);
    let plan = Plan { people: 20, lists: 99, rates: Some(vec![7.0, -1.0]), ..Plan::default() };
    assert_eq!(lists(&population(&plan)).len(), MAX_LISTS);
}

#[test]
fn lists_hold_the_shares_that_were_asked_for() {
    let rates = vec![0.2, 0.35, 0.5];
    for family in Family::ALL {
        let plan = Plan { people: 20_000, rates: Some(rates.clone()), family, ..Plan::default() };
        let people = population(&plan).people;
        for (list, rate) in rates.iter().enumerate() {
            let share = people.iter().filter(|p| p.lists >> list & 1 == 1).count() as f64 / 20_000.0;
            assert!((share - rate).abs() < 0.015, "{family} {list}: {share}");
        }
    }
}

#[test]
fn people_are_people() {
    let population = population(&Plan { people: 5000, ..Plan::default() });
    let first = Day::from_ymd(2021, 9, 6).unwrap();
    let mut families: HashMap<u32, Vec<&Person>> = HashMap::new();
    for person in &population.people {
        assert!((8..=90).contains(&person.age()), "{}", person.age());
        assert!((0..42).contains(&(person.event.number() - first.number())));
        assert_eq!(person.cause.is_some(), matches!(person.act, Act::Killed | Act::Injured));
        families.entry(person.family).or_default().push(person);
    }
    let relatives: usize = families.values().filter(|family| family.len() > 1).map(Vec::len).sum();
    assert!((0.3..0.4).contains(&(relatives as f64 / 5000.0)), "{relatives}");
    for family in families.values() {
        assert!(family.iter().all(|person| person.place == family[0].place));
        let of_one_sex =
            |sex| family.iter().filter(move |p| p.sex == sex).map(|p| &p.surname).collect::<HashSet<_>>();
        assert!(of_one_sex(Sex::Man).len() <= 1 && of_one_sex(Sex::Woman).len() <= 1);
    }
    // namesakes who are no relatives: what names alone can't tell apart
    let mut namesakes: HashMap<(&Spelled, &Spelled), HashSet<u32>> = HashMap::new();
    for person in &population.people {
        namesakes.entry((&person.surname, &person.given)).or_default().insert(person.family);
    }
    assert!(namesakes.values().filter(|families| families.len() > 1).count() > 100);
}

#[test]
fn hidden_people_live_further_out() {
    let plan = Plan { people: 20_000, lists: 4, rates: Some(vec![0.5; 4]), ..Plan::default() };
    let people = population(&plan).people;
    let outer = |seen: bool| {
        let those: Vec<_> = people.iter().filter(|p| (p.lists.count_ones() >= 2) == seen).collect();
        those.iter().filter(|p| p.place >= 6).count() as f64 / those.len() as f64
    };
    assert!(outer(false) > outer(true) + 0.1, "{} {}", outer(false), outer(true));
}

/// The lists of a population with only one kind of error, and the same lists without any.
fn with_one_error(change: impl Fn(&mut ErrorRates)) -> Vec<(SimulatedList, SimulatedList, Population)> {
    let mut errors = ErrorRates::NONE;
    let plan = Plan { people: 8000, lists: 4, rates: Some(vec![0.5; 4]), errors, ..Plan::default() };
    let clean = lists(&population(&plan));
    change(&mut errors);
    let wrong = population(&Plan { errors, ..plan });
    lists(&wrong).into_iter().zip(clean).map(|(a, b)| (a, b, wrong.clone())).collect()
}

/// In each list the share of rows in which the columns with these headers differ from those of the list without errors.
fn share_changed(change: impl Fn(&mut ErrorRates), headers: &[&str]) -> Vec<f64> {
    let compare = |(wrong, clean, _): (SimulatedList, SimulatedList, Population)| {
        assert_eq!(wrong.truth, clean.truth);
        let columns: Vec<usize> =
            (0..wrong.headers.len()).filter(|c| headers.contains(&wrong.headers[*c].as_str())).collect();
        let others = |c: usize| !columns.contains(&c);
        let mut changed = 0;
        for (a, b) in wrong.rows.iter().zip(&clean.rows) {
            assert!((0..a.len()).filter(|c| others(*c)).all(|c| a[c] == b[c]), "only these columns change");
            changed += usize::from(columns.iter().any(|c| a[*c] != b[*c]));
        }
        changed as f64 / wrong.rows.len() as f64
    };
    with_one_error(change).into_iter().map(compare).collect()
}

fn near(shares: &[f64], rate: f64) {
    // four standard deviations of a share of 4,000 rows
    let margin = 4.0 * (rate * (1.0 - rate) / 4000.0).sqrt();
    assert!(shares.iter().all(|share| (share - rate).abs() < margin), "{shares:?} for {rate}");
}

const NAMES: [&str; 6] = ["Аты-жөні", "Фамилия", "Имя", "Отчество", "Full name", "name"];
const DATES: [&str; 4] = ["Оқиға күні", "Дата события", "Date of incident", "date"];
const AGES: [&str; 4] = ["Туған күні", "Возраст", "Age", "birth_year"];
const SEXES: [&str; 4] = ["Жынысы", "Пол", "Gender", "sex"];
const PLACES: [&str; 4] = ["Аудан", "Район", "District", "place"];

#[test]
fn errors_come_at_the_rates_asked_for_and_nowhere_else() {
    near(&share_changed(|e| e.name_unknown = 0.1, &NAMES), 0.1);
    near(&share_changed(|e| e.name_typo = 0.1, &NAMES), 0.1);
    near(&share_changed(|e| e.name_swapped = 0.1, &NAMES), 0.1);
    near(&share_changed(|e| e.date_missing = 0.1, &DATES), 0.1);
    near(&share_changed(|e| e.date_shifted = 0.1, &DATES), 0.1);
    near(&share_changed(|e| e.age_missing = 0.1, &AGES), 0.1);
    near(&share_changed(|e| e.age_off = 0.1, &AGES), 0.1);
    near(&share_changed(|e| e.sex_missing = 0.1, &SEXES), 0.1);
    near(&share_changed(|e| e.sex_wrong = 0.1, &SEXES), 0.1);
    near(&share_changed(|e| e.place_missing = 0.1, &PLACES), 0.1);
    near(&share_changed(|e| e.place_wrong = 0.1, &PLACES), 0.1);
}

#[test]
fn some_errors_touch_only_some_lists() {
    let [hotline, hospitals, press, volunteers] = share_changed(|e| e.patronymic_missing = 0.3, &NAMES)[..]
    else {
        unreachable!()
    };
    assert_eq!(press, 0.0, "the press names no fathers");
    near(&[hotline, hospitals, volunteers], 0.3);
    let initials = share_changed(|e| e.initials = 0.4, &NAMES);
    assert_eq!(initials[..3], [0.0; 3]);
    near(&initials[3..], 0.4);
    let variants = share_changed(|e| e.name_variant = 0.3, &NAMES);
    assert!(variants.iter().all(|share| (0.2..0.66).contains(share)), "of up to three parts: {variants:?}");
}

/// A date is shifted by one day, and swapped where there is such a day.
#[test]
fn dates_are_wrong_in_the_way_promised() {
    for (list, _, population) in with_one_error(|e| (e.date_shifted, e.date_swapped) = (0.2, 0.2)) {
        if list.style != ListStyle::English {
            continue;
        }
        let column = list.headers.iter().position(|h| h == "Date of incident").unwrap();
        let (mut shifted, mut swapped) = (0, 0);
        for (row, person) in list.rows.iter().zip(&list.truth) {
            let truth = population.people[*person as usize].event;
            let mut parts = row[column].split('-').map(|part| part.parse::<i16>().unwrap());
            let (year, month, day) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
            let written = Day::from_ymd(year, month as u8, day as u8).expect("a day of the calendar");
            let apart = (written.number() - truth.number()).abs();
            let back = Day::from_ymd(year, day as u8, month as u8);
            shifted += usize::from(apart == 1);
            swapped += usize::from(apart > 1);
            assert!(apart <= 1 || back.is_some_and(|back| (back.number() - truth.number()).abs() <= 1));
        }
        assert!(shifted > list.rows.len() / 8, "{shifted}");
        assert!(swapped > 50, "{swapped}");
    }
}

#[test]
fn people_are_recorded_twice_as_often_as_asked_and_never_thrice() {
    for (list, clean, _) in with_one_error(|e| e.duplicate = 0.1) {
        let twice = list.rows.len() - clean.rows.len();
        near(&[twice as f64 / clean.rows.len() as f64], 0.1);
        let mut rows: HashMap<u32, usize> = HashMap::new();
        list.truth.iter().for_each(|person| *rows.entry(*person).or_default() += 1);
        assert!(rows.values().all(|count| *count <= 2));
    }
}

#[test]
fn what_is_missing_is_written_out_half_the_time() {
    for (list, _, _) in with_one_error(|e| (e.place_missing, e.unknown_written) = (1.0, 0.5)) {
        let column = list.headers.iter().position(|h| PLACES.contains(&h.as_str())).unwrap();
        let blank = list.rows.iter().filter(|row| row[column].is_empty()).count();
        near(&[blank as f64 / list.rows.len() as f64], 0.5);
        let words: HashSet<&String> = list.rows.iter().map(|row| &row[column]).collect();
        assert_eq!(words.len(), 4, "blank and three spellings: {words:?}");
    }
}

/// One person, no errors: the four ways of writing.
#[test]
fn each_list_writes_in_its_own_way() {
    let plan = Plan {
        people: 3000,
        lists: 4,
        rates: Some(vec![0.9; 4]),
        errors: ErrorRates::NONE,
        ..Plan::default()
    };
    let population = population(&plan);
    let lists = lists(&population);
    let cyrillic = |text: &str| text.chars().any(|c| ('а'..='я').contains(&c));
    let latin = |text: &str| text.chars().any(|c| c.is_ascii_lowercase());
    let names = |list: usize, header: &str| {
        let column = lists[list].headers.iter().position(|h| h == header).unwrap();
        lists[list].rows.iter().map(move |row| row[column].as_str()).collect::<Vec<_>>()
    };
    assert!(names(0, "Аты-жөні").iter().all(|name| cyrillic(name) && !latin(name)));
    assert!(
        names(0, "Аты-жөні")
            .iter()
            .filter(|name| name.contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'і']))
            .count()
            > 1000
    );
    assert!(names(1, "Фамилия").iter().all(|name| !name.contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'і'])));
    assert!(names(2, "Full name").iter().all(|name| latin(name) && !cyrillic(name)));
    let mixed = names(3, "name");
    let in_latin = mixed.iter().filter(|name| latin(name)).count() as f64 / mixed.len() as f64;
    assert!((0.63..0.71).contains(&in_latin), "{in_latin}");
}

//! Which figures speak of the same: one quantity, one scope, one event, as far as can be told; and what follows of it.
//!
//! Two figures are taken to be of one event
//! - where each says when it happened: if the times overlap and are of one kind: both a matter of days, or the very same.
//!   The deaths of a whole month are not those of one day in it;
//! - where one or none says so: if they were said within [`NEAR`] days of each other, and none before the event. Rows of one
//!   table were put side by side by a person, and may be a year apart ([`NEAR_IN_A_TABLE`]): tolls are corrected for months.
//!
//! A later figure takes the place of an earlier only of the same claimant, in the same quantity and scope and of one event. Who
//! is not known replaces nobody, and a figure that nobody has looked at replaces none that a person gave or accepted. Where it
//! can't be told, both stand: a figure too many on the page is seen, one that was struck through in error is not.

use super::claimant::who;
use super::scopes::{self, Scope};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use tizim_model::{Basis, Figure, PartialDate, Quantity, Standing, first_words};
use tizim_places::Gazetteer;
use tizim_text::dates_in;

/// Days between figures of one event, where it is not told when it happened.
const NEAR: i32 = 30;
/// The same for rows of one table.
const NEAR_IN_A_TABLE: i32 = 366;
/// Days up to which a time is a matter of days.
const DAYS: i32 = 10;

/// Works out which figures are of one matter, and which were replaced by a later one.
pub(crate) fn tell_apart(figures: &mut [Figure]) {
    for figure in figures.iter_mut() {
        take_time_out_of_scope(figure);
        if !std::mem::take(&mut figure.replaced_by).is_empty() {
            // worked out before, with figures that may have gone since
            figure.standing = Standing::Stands;
        }
    }
    let told = told(figures);
    number(figures, &told);
    supersede(figures, &told);
}

/// Returns a quantity's words so that two ways to name one are the same: its name, and what narrows it.
fn quantity(words: &str) -> (String, String) {
    let first = first_words(words);
    let name = Quantity::named(first).map_or_else(|| first.to_lowercase(), |known| known.word().to_owned());
    let rest = words.trim()[first.len().min(words.trim().len())..].to_lowercase();
    (name, rest.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
}

/// Takes the time of the event from a part of the scope that is one: "Kazakhstan, '4 to 6 January'".
fn take_time_out_of_scope(figure: &mut Figure) {
    if figure.event_date.is_none() {
        figure.event_date = scopes::parts(&figure.scope).find_map(|part| time_of(part, figure.as_of));
    }
}

/// Returns the time that a part of a scope is, if it is nothing else.
fn time_of(part: &str, said: Option<PartialDate>) -> Option<PartialDate> {
    let part = unquoted(part);
    let found = dates_in(part, said.map(PartialDate::latest));
    found
        .into_iter()
        .find(|found| found.span.start == 0 && found.span.end == part.len())
        .map(|found| found.date)
}

/// Returns a figure's scope with the place that its article sets it in, without its parts that are a time.
pub(super) fn without_time(figure: &Figure) -> String {
    let scope = figure.scope_as_set();
    let parts = scopes::parts(&scope).filter(|part| time_of(part, figure.as_of).is_none());
    parts.collect::<Vec<_>>().join(", ")
}

fn unquoted(part: &str) -> &str {
    part.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\'' | '"' | '‘' | '’' | '“' | '”' | '«' | '»')
    })
}

/// What a figure says of whom it is a figure, so that two ways to write it are the same.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    quantity: String,
    /// The places by what they are, and who among those there; "Almaty" and "Алматы" are one.
    scope: Vec<String>,
    /// What narrows the quantity: the listed among the killed.
    narrowed: String,
    /// The article, where neither its words nor its article say a place: nobody can tell whether two articles mean one.
    only_in: String,
    /// The figure that it is a part of by its words, where nothing else tells the two apart.
    whole: String,
}

/// Returns what each figure says of whom it is.
fn told(figures: &[Figure]) -> Vec<Told> {
    let gazetteer = Gazetteer::shipped();
    let mut read: FxHashMap<String, Vec<String>> = FxHashMap::default();
    let mut of_figure = |figure: &Figure| {
        let (quantity, narrowed) = quantity(&figure.quantity);
        let written = without_time(figure);
        let scope = read.entry(written).or_insert_with_key(|written| Scope::read(written, gazetteer).marks());
        let only_in = figure.only_in.clone();
        Told { quantity, narrowed, scope: scope.clone(), only_in, whole: String::new() }
    };
    let mut told: Vec<Told> = figures.iter().map(&mut of_figure).collect();
    let place_of: FxHashMap<&str, usize> =
        figures.iter().enumerate().map(|(at, figure)| (figure.id.as_str(), at)).collect();
    for (at, figure) in figures.iter().enumerate().filter(|(_, figure)| !figure.part_of_figure.is_empty()) {
        let whole = place_of.get(figure.part_of_figure.as_str());
        if whole.is_some_and(|whole| told[*whole].scope == told[at].scope) {
            told[at].whole.clone_from(&figure.part_of_figure);
        }
    }
    told
}

/// Numbers the matters, from 0, in the order of their first figures.
fn number(figures: &mut [Figure], told: &[Told]) {
    let mut of_scope: BTreeMap<(&str, &[String], &str, &str), Vec<usize>> = BTreeMap::new();
    for (position, told) in told.iter().enumerate() {
        let key = (told.quantity.as_str(), told.scope.as_slice(), told.only_in.as_str(), told.whole.as_str());
        of_scope.entry(key).or_default().push(position);
    }
    let mut matters: Vec<Vec<usize>> = Vec::new();
    for of_it in of_scope.values_mut() {
        // in the order of time, so that a toll that grows from day to day stays one
        of_it.sort_by_key(|at| figures[*at].event_date.or(figures[*at].as_of).map_or(i32::MAX, first_day));
        let first = matters.len();
        for at in of_it {
            let is_it = |matter: &&mut Vec<usize>| {
                matter.iter().any(|other| are_of_one_event(&figures[*other], &figures[*at]))
            };
            match matters[first..].iter_mut().find(is_it) {
                Some(matter) => matter.push(*at),
                None => matters.push(vec![*at]),
            }
        }
    }
    matters.sort_by_key(|matter| matter.iter().min().copied());
    for (number, matter) in (0..).zip(&matters) {
        matter.iter().for_each(|at| figures[*at].matter = number);
    }
}

fn first_day(date: PartialDate) -> i32 {
    date.earliest().number()
}

/// Returns whether two figures of the same quantity and scope may be of one event; see the head of this file.
fn are_of_one_event(one: &Figure, other: &Figure) -> bool {
    let length = |date: PartialDate| date.latest().number() - first_day(date) + 1;
    if let Some((a, b)) = one.event_date.zip(other.event_date) {
        return gap(a, b) == 0 && (a == b || length(a).max(length(b)) <= DAYS);
    }
    let Some((a, b)) = one.as_of.zip(other.as_of) else {
        // one has no day at all: two rows of a table that says no days are of one thing
        return one.basis == Basis::Given && other.basis == Basis::Given && one.source == other.source;
    };
    let is_table = one.basis == Basis::Given && other.basis == Basis::Given && one.source == other.source;
    let event = one.event_date.or(other.event_date);
    let was_over = event.is_none_or(|event| first_day(event) <= a.latest().number().min(b.latest().number()));
    was_over && gap(a, b) <= if is_table { NEAR_IN_A_TABLE } else { NEAR }
}

/// Returns the days between two times; 0 where they overlap.
fn gap(a: PartialDate, b: PartialDate) -> i32 {
    (first_day(a).max(first_day(b)) - a.latest().number().min(b.latest().number())).max(0)
}

/// Marks figures that the same claimant replaced: by another number, said surely later, of the same matter.
fn supersede(figures: &mut [Figure], told: &[Told]) {
    let who: Vec<Option<String>> = figures.iter().map(|figure| who(&figure.claimant)).collect();
    let mut of_matter: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (at, figure) in figures.iter().enumerate() {
        of_matter.entry(figure.matter).or_default().push(at);
    }
    let replaces = |at: usize, by: usize| {
        let is_same_speaker = who[at].is_some() && who[at] == who[by] && told[at] == told[by];
        // without a place and without a day nobody can tell what is spoken of
        let days = figures[at].event_date.and(figures[by].event_date);
        is_same_speaker
            && (!told[at].scope.is_empty() || days.is_some())
            && is_later_number(&figures[at], &figures[by])
            && are_of_one_event(&figures[at], &figures[by])
    };
    let replaced: Vec<(usize, usize)> = (0..figures.len())
        .filter_map(|at| {
            let others = of_matter[&figures[at].matter].iter().filter(|by| replaces(at, **by));
            others.max_by_key(|by| figures[**by].as_of.map(first_day)).map(|newest| (at, *newest))
        })
        .collect();
    for (at, by) in replaced {
        let is_withdrawn = figures[by].standing == Standing::Withdrawn;
        figures[at].replaced_by = figures[by].id.clone();
        figures[at].standing = if is_withdrawn { Standing::Withdrawn } else { Standing::Superseded };
    }
}

/// Returns whether a figure may take the place of an earlier one by when it was said, what it says and who looked at it.
fn is_later_number(figure: &Figure, by: &Figure) -> bool {
    let is_later = figure.as_of.zip(by.as_of).is_some_and(|(own, by)| first_day(by) > own.latest().number());
    let has_weight = by.basis != Basis::Suggested || figure.basis == Basis::Suggested;
    let is_other = (by.low, by.high) != (figure.low, figure.high);
    let follows = match by.standing {
        Standing::Stands => is_other,
        // the very number was taken back by whoever gave it
        Standing::Withdrawn => !is_other,
        Standing::Superseded | Standing::Denied => false,
    };
    let stands = figure.standing == Standing::Stands;
    is_later && has_weight && stands && follows && (by.low, by.high) != (None, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(claimant: &str, low: u64, as_of: &str, event: &str) -> Figure {
        Figure {
            source: "press".to_owned(),
            file: String::new(),
            line: 1,
            id: format!("{low}"),
            quantity: "killed".to_owned(),
            scope: "Almaty".to_owned(),
            claimant: claimant.to_owned(),
            as_of: as_of.parse().ok(),
            event_date: event.parse().ok(),
            low: Some(low),
            high: Some(low),
            of_which: String::new(),
            status: String::new(),
            standing: Standing::Stands,
            language: String::new(),
            reference: String::new(),
            quote: String::new(),
            basis: Basis::Judged,
            part_of: String::new(),
            part_of_figure: String::new(),
            set_in: String::new(),
            set_by: String::new(),
            only_in: String::new(),
            replaced_by: String::new(),
            copy_of: String::new(),
            matter: 0,
        }
    }

    fn apart(mut figures: Vec<Figure>) -> Vec<(u32, Standing)> {
        tell_apart(&mut figures);
        figures.iter().map(|figure| (figure.matter, figure.standing)).collect()
    }

    use Standing::{Stands, Superseded};

    #[test]
    fn a_shootout_and_a_fire_in_one_town_are_two_matters() {
        let figures = vec![
            said("police", 3, "2019-06-04", "2019-06-03"),
            said("police", 12, "2023-10-09", "2023-10-08"),
        ];
        assert_eq!(apart(figures), [(0, Stands), (1, Stands)]);
        // said without days, years apart
        let figures =
            vec![said("the ministry", 10, "2019-06-04", ""), said("the ministry", 200, "2023-10-09", "")];
        assert_eq!(apart(figures), [(0, Stands), (1, Stands)]);
    }

    #[test]
    fn a_later_number_of_one_event_takes_the_place_of_the_earlier() {
        let of_days = vec![
            said("the police", 3, "2019-06-04", "2019-06-03"),
            said("Police", 5, "2019-06-08", "2019-06-03"),
        ];
        assert_eq!(apart(of_days), [(0, Superseded), (0, Stands)]);
        let without =
            vec![said("police", 3, "2019-06-04", "2019-06-03"), said("police", 5, "2019-06-20", "")];
        assert_eq!(apart(without), [(0, Superseded), (0, Stands)]);
        // a year's total is not one day's, and what is yet to happen was not meant before
        let year =
            vec![said("police", 3, "2019-06-04", "2019-06-03"), said("police", 90, "2020-01-05", "2019")];
        assert_eq!(apart(year), [(0, Stands), (1, Stands)]);
        let before = vec![said("police", 3, "2019-06-04", ""), said("police", 5, "2019-06-20", "2019-06-19")];
        assert_eq!(apart(before), [(0, Stands), (1, Stands)]);
    }

    #[test]
    fn who_is_not_known_replaces_nobody_and_a_suggestion_nothing_judged() {
        for claimant in ["", "residents", "she"] {
            let figures = vec![
                said(claimant, 3, "2019-06-04", "2019-06-03"),
                said(claimant, 5, "2019-06-08", "2019-06-03"),
            ];
            assert_eq!(apart(figures), [(0, Stands), (0, Stands)], "{claimant}");
        }
        let mut figures = vec![said("police", 3, "2019-06-04", ""), said("police", 5, "2019-06-08", "")];
        figures[1].basis = Basis::Suggested;
        assert_eq!(apart(figures), [(0, Stands), (0, Stands)]);
        let mut nowhere = vec![said("police", 3, "2019-06-04", ""), said("police", 5, "2019-06-08", "")];
        nowhere.iter_mut().for_each(|figure| figure.scope = String::new());
        assert_eq!(apart(nowhere)[0].1, Stands);
    }

    #[test]
    fn rows_of_one_table_follow_each_other_for_months() {
        let mut rows = vec![
            said("Prosecutor General's Office, via The Village", 227, "2022-01", ""),
            said("Prosecutor General B. Asylov, via liter.kz", 230, "2022-03-14", ""),
            said("Prosecutor General's Office, via joint statement", 241, "2022-07-29", ""),
            said("Prosecutor General's Office, list of initials", 238, "2022-08", ""),
        ];
        rows.iter_mut().for_each(|row| (row.basis, row.scope) = (Basis::Given, "Kazakhstan".to_owned()));
        rows[2].scope = "Kazakhstan, '4 to 6 January'".to_owned();
        rows[3].quantity = "killed, listed".to_owned();
        let mut told = rows.clone();
        tell_apart(&mut told);
        let standing: Vec<Standing> = told.iter().map(|figure| figure.standing).collect();
        // those on a list are counted otherwise than those said to be dead
        assert_eq!(standing, [Superseded, Superseded, Stands, Stands]);
        assert_eq!(told[2].event_date, "2022-01-04/2022-01-06".parse().ok());
        assert!(told.iter().all(|figure| figure.matter == 0));
        // a place is the same in another script
        "Казахстан".clone_into(&mut told[1].scope);
        tell_apart(&mut told);
        assert!(told.iter().all(|figure| figure.matter == 0));
        assert_eq!(told[0].replaced_by, "241");
        // without the later ones it stands again, whatever was worked out before
        told.truncate(1);
        tell_apart(&mut told);
        assert_eq!((told[0].standing, told[0].replaced_by.as_str()), (Stands, ""));
    }
}

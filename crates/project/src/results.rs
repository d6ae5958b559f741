//! What a run found: all that the report, the outputs and the exports are written from.

use crate::articles::{JudgedClaim, Sighting, StoredArticle};
use crate::config::{Codebook, PublishSection};
use crate::withholding::Withheld;
use crate::world::WorldTable;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tizim_estimate::{Checks, Estimate, Interval, Outcome, Report, StrataReport};
use tizim_ledger::Custody;
use tizim_link::Linkage;
use tizim_model::{Figure, ListIx, Probability, Quarantined, RecordIx, Records, Role};

/// The whole result of a run.
///
/// A copy shares records and persons with what it was copied from, so that results can follow judgements while others read
/// those that were.
#[derive(Clone, Debug)]
pub struct Results {
    /// The project's title.
    pub title: String,
    /// The seed of the run.
    pub seed: u64,
    /// The version of the program that ran.
    pub program: String,
    /// The table of the world's places that it knew, if the project names one.
    pub world: Option<WorldTable>,
    /// What is counted.
    pub codebook: Codebook,
    /// What may go out.
    pub publish: PublishSection,
    /// What a reader must know before the numbers, the gravest first.
    pub warnings: Vec<Warning>,
    /// The lists.
    pub lists: Vec<ListProfile>,
    /// The records.
    pub records: Arc<Records>,
    /// The links between them.
    pub linkage: Linkage,
    /// The register, in the order of the persons' first records; a person's position is its `PersonIx`.
    pub persons: Vec<Arc<Person>>,
    /// For each record whether it says too little to be found on other lists, as of the last run.
    pub too_bare_records: Vec<bool>,
    /// For each record whether it is of an article and rests on suggestions alone, as of the last run.
    pub suggested_records: Vec<bool>,
    /// For each record whether it is of an article, claims of it were accepted, and none is of an act that the project
    /// counts, as of the last run.
    pub other_act_records: Vec<bool>,
    /// The capture histories.
    pub captures: Captures,
    /// The documented persons by sex, age group, status, cause ..., each with "unknown".
    pub breakdowns: Vec<Breakdown>,
    /// The documented persons over time.
    pub timeline: Timeline,
    /// The estimates of the whole population.
    pub estimate: EstimateResult,
    /// What others say of how many, in the order of their sources: of tables, then of articles.
    pub figures: Vec<Figure>,
    /// The articles.
    pub articles: Arc<Vec<StoredArticle>>,
    /// For each article the position of the first with the very same words, where that is an earlier one.
    pub copies: Arc<Vec<Option<usize>>>,
    /// What they say, as the ledger has it.
    pub claims: Vec<JudgedClaim>,
    /// The records that came from articles, and the claims they rest on as of the last run.
    pub sightings: Vec<Sighting>,
    /// The rows and cells that could not be read.
    pub quarantine: Arc<Vec<Quarantined>>,
    /// What was taken out of all this for a reader ([`Results::withhold`]).
    pub withheld: Withheld,
}

impl Results {
    /// Returns the number of documented persons.
    pub fn documented(&self) -> u64 {
        self.persons.iter().filter(|person| !person.too_bare).count() as u64
    }

    /// Returns the number of entries of the register that say too little to count as persons of their own.
    pub fn too_bare(&self) -> u64 {
        self.persons.len() as u64 - self.documented() - self.suggested() - self.of_other_acts()
    }

    /// Returns the number of entries of the register that only articles name, in claims that nobody has accepted yet.
    pub fn suggested(&self) -> u64 {
        self.persons.iter().filter(|person| self.is_suggested(person)).count() as u64
    }

    /// Returns whether only articles name a person, in claims that nobody has accepted yet.
    pub fn is_suggested(&self, person: &Person) -> bool {
        person.is_suggested(&self.suggested_records)
    }

    /// Returns the article that a record came from; none for a row of a list.
    pub fn article_of(&self, record: RecordIx) -> Option<&StoredArticle> {
        let at = self.sightings.binary_search_by_key(&record, |sighting| sighting.record).ok()?;
        Some(&self.articles[self.sightings[at].article])
    }

    /// Returns the number of records of lists, and of articles in which somebody accepted a claim; mentions that nobody has
    /// looked at are left out.
    pub fn reviewed_records(&self) -> u64 {
        self.lists.iter().map(|list| list.records - list.suggested).sum()
    }

    /// Returns the number of sources that put somebody on a list: lists, and those of articles in which a claim was accepted.
    pub fn reviewed_lists(&self) -> usize {
        self.lists.iter().filter(|list| !list.is_articles || list.records > list.suggested).count()
    }

    /// Returns the lists that a person is on, in the order of the person's records; an article in which nobody has accepted a
    /// claim about the person puts nobody on one.
    pub fn lists_of(&self, person: &Person) -> Vec<ListIx> {
        self.sources_of(person, false)
    }

    /// Returns the sources of articles that name a person in claims that nobody has accepted.
    pub fn suggested_in(&self, person: &Person) -> Vec<ListIx> {
        self.sources_of(person, true)
    }

    fn sources_of(&self, person: &Person, suggested: bool) -> Vec<ListIx> {
        let mut lists = Vec::new();
        for record in person.records.iter().filter(|at| self.suggested_records[at.index()] == suggested) {
            let list = self.records.list_of[record.index()];
            if !lists.contains(&list) {
                lists.push(list);
            }
        }
        lists
    }

    /// Returns the number of entries of the register that only articles name, in accepted claims of other acts than those
    /// that the project counts: a man who is missing, among the killed; one who was tried for it.
    pub fn of_other_acts(&self) -> u64 {
        self.persons.iter().filter(|person| self.is_of_other_acts(person)).count() as u64
    }

    /// Returns whether only articles name a person, and what was accepted of it is of acts that the project does not count.
    pub fn is_of_other_acts(&self, person: &Person) -> bool {
        person.too_bare
            && !self.is_suggested(person)
            && person.records.iter().any(|record| self.other_act_records[record.index()])
    }
}

/// What a reader must know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// A stable code: `two_lists_only`, `different_scopes` ...
    pub code: String,
    /// The same in a layman's words.
    pub words: String,
}

/// One list: what it holds and where it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListProfile {
    /// Its position among the records' lists.
    pub list: ListIx,
    /// Its name.
    pub name: String,
    /// What it counts, as declared; empty if nothing was declared.
    pub scope: String,
    /// The lists that it copied from, as declared.
    pub copied_from: Vec<String>,
    /// Its files: custody from the ledger.
    pub custody: Vec<CustodyLine>,
    /// How each file was read, in words ("CSV, UTF-8, comma, header in row 1").
    pub formats: Vec<String>,
    /// What a person should know of the reading.
    pub notes: Vec<String>,
    /// The records read.
    pub records: u64,
    /// Whether it is a source of articles and no list.
    pub is_articles: bool,
    /// Those of the records that rest on claims of articles which nobody has accepted.
    pub suggested: u64,
    /// The rows left out because they could not be read.
    pub rows_quarantined: u64,
    /// The cells left out, their rows kept.
    pub cells_quarantined: u64,
    /// The persons on it.
    pub persons: u64,
    /// The persons on no other list.
    pub only_here: u64,
    /// Its columns, and how full they are.
    pub columns: Vec<ColumnProfile>,
}

/// A source as the ledger has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustodyLine {
    /// The day on which it was added, `2026-11-23`.
    pub added_on: String,
    /// Who added it.
    pub added_by: String,
    /// The rest.
    pub custody: Custody,
}

/// One column of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// The field that it became.
    pub field: String,
    /// Its role.
    pub role: Role,
    /// Cells with a value.
    pub filled: u64,
    /// Cells that say "unknown".
    pub unknown: u64,
    /// Empty cells.
    pub blank: u64,
    /// Cells that could not be read.
    pub unreadable: u64,
    /// Distinct values.
    pub distinct: u64,
}

/// A person of the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// The id, kept while the person's first record stays the same: `P3K7Q9F2M`.
    pub id: String,
    /// The records, in order.
    pub records: Vec<RecordIx>,
    /// For each record, how probable it is that it belongs here.
    pub membership: Vec<Probability>,
    /// Whether none of the records counts: each says too little to tell whether this is a further person or one of the
    /// others, or is of an article and rests on suggestions ([`Results::is_suggested`]) or on acts that the project does not
    /// count ([`Results::is_of_other_acts`]). Such entries stand in the register and are not counted among the documented.
    pub too_bare: bool,
    /// The fields that any record has a value for, in the order of the columns.
    pub fields: Vec<PersonField>,
    /// Whether a reviewer withheld the person from publication.
    pub withheld: bool,
}

impl Person {
    /// Returns the chosen value of a field, "unknown" included.
    pub fn field(&self, name: &str) -> Option<&PersonField> {
        self.fields.iter().find(|field| field.field == name)
    }

    /// Returns whether only articles name the person, in claims that nobody has accepted yet; `suggested` says for each record
    /// whether it rests on such claims alone.
    pub(crate) fn is_suggested(&self, suggested: &[bool]) -> bool {
        self.too_bare && self.records.iter().any(|record| suggested[record.index()])
    }
}

/// One field of a person: the value that is shown, and all its rivals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonField {
    /// The field's name.
    pub field: String,
    /// Its role.
    pub role: Role,
    /// The value that is shown; a position in `values`.
    pub chosen: usize,
    /// Why it was chosen.
    pub rule: Choice,
    /// Whether a reviewer withheld the field from publication.
    pub withheld: bool,
    /// The distinct values as read, the most supported first.
    pub values: Vec<RivalValue>,
}

impl PersonField {
    /// Returns the value that is shown.
    pub fn shown(&self) -> &RivalValue {
        &self.values[self.chosen]
    }

    /// Returns whether the sources give more than one known value.
    pub fn is_disputed(&self) -> bool {
        self.values.iter().filter(|value| value.known).count() > 1
    }
}

/// One of the values that sources give for a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RivalValue {
    /// The value as read, in words.
    pub display: String,
    /// Whether it says anything: false for "unknown" and for what could not be read.
    pub known: bool,
    /// Whether a reviewer entered it by hand; the evidence is then what the reviewer said of its source.
    pub entered: bool,
    /// The records that give it, each with what its source wrote: the evidence.
    pub evidence: Vec<Evidence>,
}

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The record: its list, file and line are in the records.
    pub record: RecordIx,
    /// The cell as the source wrote it.
    pub raw: String,
}

/// The rule by which a value was chosen among its rivals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// All sources that say anything say this.
    Undisputed,
    /// Lists or accepted claims say this; any other value stands only in articles that nobody has reviewed.
    Reviewed,
    /// More lists say this than any other value.
    MostLists,
    /// As many lists say it as another value; it is the more exact or the fuller one.
    MostExact,
    /// As many lists say it as another value; its list was added first.
    FirstList,
    /// A reviewer chose it.
    Reviewer,
}

impl Choice {
    /// Returns the rule in words.
    pub fn words(self) -> &'static str {
        match self {
            Choice::Undisputed => "all sources that say anything agree",
            Choice::Reviewed => "the others stand only in articles that nobody has reviewed",
            Choice::MostLists => "given by most lists",
            Choice::MostExact => "as often as a rival, but more exact or fuller",
            Choice::FirstList => "as often as a rival; its list was added first",
            Choice::Reviewer => "chosen by a reviewer",
        }
    }
}

/// On which lists each person is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captures {
    /// The lists ("systems") of the estimate, in the order of the bits.
    pub systems: Vec<String>,
    /// For each person, bit i set if on system i.
    pub pattern_of: Vec<u64>,
    /// Each pattern that occurs and its number of persons, the most frequent first.
    pub patterns: Vec<(u64, u64)>,
}

/// The documented persons by the values of one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breakdown {
    /// `sex`, `age_group`, `status`, `cause`, `act`, `region` ...
    pub field: String,
    /// The heading in words.
    pub title: String,
    /// Whether it belongs to the table of SDG indicator 16.1.2.
    pub sdg: bool,
    /// Value and number of persons, in the order to be shown; "unknown" is always there, last.
    pub rows: Vec<(String, u64)>,
}

/// The documented persons over time, by the chosen date of the act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// The width of a bin.
    pub bin: Bin,
    /// The bins without gaps: first day (`2022-01-05`), and persons.
    pub bins: Vec<(String, u64)>,
    /// Persons dated more coarsely than a bin, or "before"/"after".
    pub coarse: u64,
    /// Persons without a date.
    pub undated: u64,
    /// Persons dated far outside the time of nearly all others, so that a bin for them would flatten the picture.
    pub outside: u64,
}

/// The width of the bins of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bin {
    /// One day.
    Day,
    /// Seven days, from Monday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

/// What the estimate came to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum EstimateResult {
    /// The people as one population.
    Whole(Box<WholeEstimate>),
    /// The people by strata, with the total.
    Strata {
        /// The field that splits them.
        field: String,
        /// The strata and the total; the answer of each carries the doubts of the linking if `carried` says so.
        report: StrataReport,
        /// How these doubts were carried into the total; none if there are none.
        carried: Option<LinkageCarried>,
    },
    /// None was made, and why.
    Refused {
        /// Why, in a layman's words.
        reason: String,
    },
}

impl EstimateResult {
    /// Returns what the models say of the whole population, in the order asked for; nothing if none was made.
    pub fn outcomes(&self) -> &[Outcome] {
        match self {
            EstimateResult::Whole(whole) => &whole.report.models,
            EstimateResult::Strata { report, .. } => &report.totals,
            EstimateResult::Refused { .. } => &[],
        }
    }

    /// Returns the answer: the first model that has one.
    pub fn answer(&self) -> Option<&Estimate> {
        self.outcomes().iter().find_map(Outcome::estimate)
    }

    /// Returns how the doubts of the linking were carried into the answer, where there are any.
    pub fn carried(&self) -> Option<&LinkageCarried> {
        match self {
            EstimateResult::Whole(whole) => whole.carried.as_ref(),
            EstimateResult::Strata { carried, .. } => carried.as_ref(),
            EstimateResult::Refused { .. } => None,
        }
    }
}

/// One population, estimated.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WholeEstimate {
    /// What the models say. The answer carries the doubts of the linking if `carried` says so; the other models take
    /// the register as it is.
    pub report: Report,
    /// How these doubts were carried; none if there are none.
    pub carried: Option<LinkageCarried>,
    /// What the answer would be under other assumptions; the register is taken as it is.
    pub checks: Checks,
}

/// The answer with the doubts of the linking, beside what it is without them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkageCarried {
    /// Draws of the whole partition of records into persons; each was counted and estimated.
    pub draws: usize,
    /// Draws that gave no estimate.
    pub refused: usize,
    /// Limits of the number of persons on the lists over the draws, at the level of the answer.
    pub documented: [u64; 2],
    /// The share of the variance of log N that lies between the draws, 0..=1.
    pub share: f64,
    /// The estimate of all people that takes the register as it is.
    pub estimate_without: f64,
    /// Its interval.
    pub interval_without: Interval,
    /// The undocumented alone, the register taken as it is.
    pub undocumented_without: f64,
    /// Its interval.
    pub undocumented_interval_without: Interval,
}

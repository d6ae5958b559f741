//! Named victims of an article's claims as records: one for each person and article.

use super::{JudgedClaim, OF_PERSONS, StoredArticle};
use crate::config::Codebook;
use std::collections::BTreeMap;
use tizim_model::{
    Age, Claim, ClaimRole, ColumnBuilder, List, ListRecords, ParticipantKind, Role, Value, single_spaced,
};

/// The records of one source of articles, and what each rests on.
pub(crate) struct Sighted {
    /// The records.
    pub(crate) records: ListRecords,
    /// For each record, the position of its article.
    pub(crate) articles: Vec<usize>,
    /// For each record, the positions of its claims among all.
    pub(crate) claims: Vec<Vec<usize>>,
    /// For each record, whether nobody has looked at any of its claims yet.
    pub(crate) suggested: Vec<bool>,
    /// For each record, whether claims of it were accepted, and none of them is of an act that the project counts.
    pub(crate) of_other_acts: Vec<bool>,
}

/// The gravest act first: what is known of a person as a whole.
const GRAVEST: [(&str, &str); 10] = [
    ("killing", "killed"),
    ("body_found", "body found"),
    ("body_missing", "body missing"),
    ("body_withheld", "body withheld"),
    ("disappearance", "missing"),
    ("injury", "injured"),
    ("torture", "tortured"),
    ("detention", "detained"),
    ("trial", "tried"),
    ("release", "released"),
];

/// Returns the persons named in a source's articles as a list.
///
/// Everybody who suffered something is a record that may be linked; whether it counts is said beside it.
pub(crate) fn records_of(
    source: &str,
    articles: &[StoredArticle],
    claims: &[JudgedClaim],
    codebook: &Codebook,
) -> Sighted {
    // by article, then by where the person is first named
    let mut persons: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
    for (position, judged) in claims.iter().enumerate() {
        let of_source = articles[judged.article].source == source;
        let is_of_persons = OF_PERSONS.contains(&judged.claim.claim_type.as_str());
        if !of_source || !is_of_persons || !judged.counts() || !judged.claim.says_it_happened() {
            continue;
        }
        for name in named_victims(&judged.claim) {
            persons.entry((judged.article, name.to_owned())).or_default().push(position);
        }
    }
    let mut files: Vec<String> = Vec::new();
    let mut columns = Columns::new();
    let mut sighted = Sighted {
        records: ListRecords {
            list: List { name: source.to_owned(), no_duplicates: false, already_linked: false },
            file: Vec::new(),
            files: Vec::new(),
            line: Vec::new(),
            record_id: Vec::new(),
            columns: Vec::new(),
            quarantine: Vec::new(),
        },
        articles: Vec::new(),
        claims: Vec::new(),
        suggested: Vec::new(),
        of_other_acts: Vec::new(),
    };
    for ((position, name), of_person) in persons {
        let article = &articles[position];
        let file = files.iter().position(|file| *file == article.file).unwrap_or_else(|| {
            files.push(article.file.clone());
            files.len() - 1
        });
        // what a reviewer holds goes before what only the program says
        let judged: Vec<&JudgedClaim> = of_person.iter().map(|position| &claims[*position]).collect();
        let is_judged = judged.iter().any(|claim| claim.state.stands());
        let telling: Vec<&Claim> = judged
            .iter()
            .filter(|claim| !is_judged || claim.state.stands())
            .map(|claim| &claim.claim)
            .collect();
        columns.push(&name, article, &telling);
        let records = &mut sighted.records;
        records.file.push(file as u16);
        records.line.push(article.line_of(&telling[0].quote));
        records.record_id.push(record_id(article, &name));
        sighted.articles.push(position);
        sighted.claims.push(of_person);
        sighted.suggested.push(!is_judged);
        let is_counted =
            judged.iter().any(|claim| claim.state.stands() && codebook.is_documented_by(&claim.claim));
        sighted.of_other_acts.push(is_judged && !is_counted);
    }
    sighted.records.files = files;
    sighted.records.columns = columns.finish();
    sighted
}

/// Returns the names of the persons who suffered a claim's act.
pub(super) fn named_victims(claim: &Claim) -> impl Iterator<Item = &str> {
    let victims = claim.who.iter().filter(|who| {
        who.role == ClaimRole::Victim
            && who.kind == ParticipantKind::Person
            && who.name.contains(char::is_whitespace)
    });
    victims.map(|who| who.name.as_str())
}

/// Returns an id that stays the same as long as the file and the person's name in it do; the name can't be read from it.
fn record_id(article: &StoredArticle, name: &str) -> String {
    let whole = format!("{}\0{}\0{name}", article.leaf.blake3, article.page);
    let short = &blake3::hash(whole.as_bytes()).to_hex()[..10];
    match article.page {
        1 => format!("{}#{short}", article.file),
        page => format!("{}/{page}#{short}", article.file),
    }
}

/// The fields of persons in articles.
struct Columns {
    name: ColumnBuilder,
    age: ColumnBuilder,
    date: ColumnBuilder,
    act: ColumnBuilder,
    place: ColumnBuilder,
    url: ColumnBuilder,
}

impl Columns {
    fn new() -> Self {
        let column = |role: Role| ColumnBuilder::new(role.key(), role);
        Self {
            name: column(Role::Name),
            age: column(Role::Age),
            date: column(Role::EventDate),
            act: column(Role::Act),
            place: column(Role::Place),
            url: column(Role::SourceUrl),
        }
    }

    fn push(&mut self, name: &str, article: &StoredArticle, claims: &[&Claim]) {
        self.name.push(0, name, |raw| Value::Text(raw.into()));
        let age =
            claims.iter().flat_map(|claim| &claim.who).find(|who| who.name == name && who.age.is_some());
        let age = age.and_then(|who| who.age).map(|age| age.to_string()).unwrap_or_default();
        self.age
            .push(0, &age, |raw| raw.parse().ok().and_then(Age::exact).map_or(Value::Unreadable, Value::Age));
        let gravest = GRAVEST.iter().find_map(|(kind, act)| {
            claims.iter().find(|claim| claim.claim_type == *kind).map(|claim| (*claim, (*act).to_owned()))
        });
        let (of_act, act) = gravest.unwrap_or_else(|| (claims[0], claims[0].claim_type.replace('_', " ")));
        self.act.push(0, &act, |raw| Value::Text(raw.into()));
        let when = of_act.when.as_ref().or_else(|| claims.iter().find_map(|claim| claim.when.as_ref()));
        let date = when.map(|when| when.date.as_str()).unwrap_or_default();
        self.date.push(0, date, |raw| raw.parse().map_or(Value::Unreadable, Value::Date));
        let place = of_act.place.as_ref().or_else(|| claims.iter().find_map(|claim| claim.place.as_ref()));
        let place = place.map(|place| single_spaced(&place.text)).unwrap_or_default();
        self.place.push(0, &place, |raw| Value::Text(raw.into()));
        self.url.push(0, article.url.as_deref().unwrap_or_default(), |raw| Value::Text(raw.into()));
    }

    fn finish(self) -> Vec<tizim_model::Column> {
        let all = [self.name, self.age, self.date, self.act, self.place, self.url];
        let filled = |column: &tizim_model::Column| !column.entries.is_empty();
        all.into_iter().map(ColumnBuilder::finish).filter(filled).collect()
    }
}

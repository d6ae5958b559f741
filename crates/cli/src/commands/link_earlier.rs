//! What `tizim link` reads of an earlier run and of reviewers: clusters.csv, trained.json, judgements.

use crate::failure::{Failure, at};
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use tizim_link::{Earlier, PairJudgement, Verdict, record_prints};
use tizim_model::{RecordIx, Records};

/// The records by their list and id.
pub(crate) struct RecordNames<'a> {
    by_name: HashMap<(&'a str, &'a str), RecordIx>,
}

impl<'a> RecordNames<'a> {
    pub(crate) fn new(records: &'a Records) -> Self {
        let name = |record: RecordIx| (&*records.list(record).name, &*records.record_id[record.index()]);
        Self { by_name: records.iter().map(|record| (name(record), record)).collect() }
    }

    pub(crate) fn find(&self, list: &str, id: &str) -> Option<RecordIx> {
        self.by_name.get(&(list, id)).copied()
    }

    /// Returns the record that a user named: `LIST:ID`, or an id that only one list has.
    pub(crate) fn named(&self, records: &Records, text: &str) -> Result<RecordIx, Failure> {
        if let Some(found) = text.split_once(':').and_then(|(list, id)| self.find(list, id)) {
            return Ok(found);
        }
        let mut with_id = records.iter().filter(|record| records.record_id[record.index()] == text);
        match (with_id.next(), with_id.next()) {
            (Some(only), None) => Ok(only),
            (Some(_), Some(_)) => Err(Failure::new(
                format!("several lists have a record `{text}`"),
                format!("name the list too, as in {}:{text}", records.lists[0].name),
            )),
            (None, _) => Err(Failure::new(
                format!("there is no record `{text}`"),
                "name it as LIST:ID, as in clusters.csv; the list is the file's name without its ending",
            )),
        }
    }
}

/// An earlier result: for the engine, and for the ids of persons.
pub(crate) struct EarlierResult {
    pub(crate) earlier: Earlier,
    /// For each record its earlier person's id, also if the record has changed since.
    pub(crate) id_of: Vec<Option<u32>>,
    /// Records of the earlier result that are not in the files any more.
    pub(crate) gone: usize,
    /// Records with other cells than before.
    pub(crate) changed: usize,
}

/// Reads the folder that an earlier run wrote.
pub(crate) fn read_earlier(folder: &Path, records: &Records) -> Result<EarlierResult, Failure> {
    let path = folder.join("clusters.csv");
    let wrong = |what: String| {
        Failure::new(
            format!("`{}`: {what}", path.display()),
            "--against takes the folder that an earlier `tizim link --out DIR` wrote",
        )
    };
    let mut reader = csv::Reader::from_path(&path).map_err(|fault| wrong(fault.to_string()))?;
    let headers = reader.headers().map_err(|fault| wrong(fault.to_string()))?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let (Some(list), Some(id), Some(person)) = (column("list"), column("record_id"), column("person_id"))
    else {
        return Err(wrong("the columns list, record_id and person_id are not all there".to_owned()));
    };
    let content = column("content");
    let prints = record_prints(records);
    let names = RecordNames::new(records);
    let mut result = EarlierResult {
        earlier: Earlier { person_of: vec![None; records.len()], saved: None },
        id_of: vec![None; records.len()],
        gone: 0,
        changed: 0,
    };
    for row in reader.records() {
        let row = row.map_err(|fault| wrong(fault.to_string()))?;
        let Some(record) = names.find(&row[list], &row[id]) else {
            result.gone += 1;
            continue;
        };
        let person: u32 =
            row[person].parse().map_err(|_| wrong(format!("`{}` is no person_id", &row[person])))?;
        result.id_of[record.index()] = Some(person);
        let print = format!("{:016x}", prints[record.index()]);
        if content.is_none_or(|content| row[content] == print) {
            result.earlier.person_of[record.index()] = Some(person);
        } else {
            result.changed += 1;
        }
    }
    let path = folder.join("trained.json");
    if path.exists() {
        let bytes = fs::read(&path).map_err(at(&path))?;
        let saved = serde_json::from_slice(&bytes).map_err(|fault| {
            Failure::new(
                format!("`{}`: {fault}", path.display()),
                "delete the file to train anew; persons keep their ids all the same",
            )
        })?;
        result.earlier.saved = Some(saved);
    }
    Ok(result)
}

/// Reads reviewers' judgements: a table as links.csv or review.csv, of which only rows with a judgement count.
pub(crate) fn read_judgements(path: &Path, records: &Records) -> Result<Vec<PairJudgement>, Failure> {
    let wrong = |what: String| {
        Failure::new(
            format!("`{}`: {what}", path.display()),
            "judgements stand in the columns list_a, record_a, list_b, record_b and judgement: same, different or unsure",
        )
    };
    let mut reader = csv::Reader::from_path(path).map_err(|fault| wrong(fault.to_string()))?;
    let headers = reader.headers().map_err(|fault| wrong(fault.to_string()))?.clone();
    let wanted = ["list_a", "record_a", "list_b", "record_b", "judgement"];
    let mut columns = Vec::new();
    for name in wanted {
        let column = headers.iter().position(|header| header == name);
        columns.push(column.ok_or_else(|| wrong(format!("there is no column `{name}`")))?);
    }
    let names = RecordNames::new(records);
    let mut judgements = Vec::new();
    for (number, row) in reader.records().enumerate() {
        let row = row.map_err(|fault| wrong(fault.to_string()))?;
        let verdict = match row[columns[4]].trim() {
            "" => continue,
            "same" => Verdict::Same,
            "different" => Verdict::Different,
            "unsure" => Verdict::Unsure,
            other => return Err(wrong(format!("row {}: `{other}` is no judgement", number + 2))),
        };
        let find = |list: usize, id: usize| {
            names.find(&row[columns[list]], &row[columns[id]]).ok_or_else(|| {
                wrong(format!(
                    "row {}: list `{}` has no record `{}`",
                    number + 2,
                    &row[columns[list]],
                    &row[columns[id]]
                ))
            })
        };
        judgements.push(PairJudgement { a: find(0, 1)?, b: find(2, 3)?, verdict });
    }
    Ok(judgements)
}

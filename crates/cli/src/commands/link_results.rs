//! The files that `tizim link` writes.

use crate::commands::link::Linked;
use crate::commands::link_charts::charts;
use crate::failure::{Failure, at};
use std::fs;
use std::path::Path;
use tizim_link::{Link, WrongPair, record_prints, worst_false, worst_missed};
use tizim_model::{RecordIx, Records};
use tizim_project::outputs::{cell, write_links};

/// So many pairs are offered for review.
const REVIEWED: usize = 200;
/// So many wrong pairs of either kind are written when the truth is known.
const WRONG: usize = 100;
/// Writing into memory does not fail.
const WRITTEN: &str = "memory takes what is written";

/// Writes clusters.csv, links.csv, model.json, trained.json, review.csv, charts.html, and with a truth errors.csv.
pub(crate) fn write(linked: &Linked, out: &Path) -> Result<(), Failure> {
    fs::create_dir_all(out).map_err(at(out))?;
    let Linked { gathered, linkage, .. } = linked;
    let records = &gathered.records;
    let put = |name: &str, bytes: Vec<u8>| {
        let path = out.join(name);
        fs::write(&path, bytes).map_err(at(&path))
    };
    put("clusters.csv", clusters(linked))?;
    let mut links = Vec::new();
    write_links(records, &linkage.links, &mut links).map_err(at(&out.join("links.csv")))?;
    put("links.csv", links)?;
    put("model.json", json(&linkage.model)?)?;
    put("trained.json", json(&linkage.save())?)?;
    put("review.csv", review(linked))?;
    put("charts.html", charts(linkage, gathered.truth.as_deref()).into_bytes())?;
    if let Some(truth) = &gathered.truth {
        put("errors.csv", errors(linked, truth))?;
    }
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec_pretty(value)
        .map_err(|fault| Failure::new(fault.to_string(), "report this as a fault of Tizim"))
}

fn clusters(linked: &Linked) -> Vec<u8> {
    let Linked { gathered, linkage, id_of, .. } = linked;
    let records = &gathered.records;
    let prints = record_prints(records);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(["list", "record_id", "person_id", "membership_probability", "content"])
        .expect(WRITTEN);
    for record in records.iter() {
        writer
            .write_record([
                &*cell(&records.list(record).name),
                &*cell(&records.record_id[record.index()]),
                &id_of[linkage.person_of[record.index()].index()].to_string(),
                &linkage.membership_probability[record.index()].to_string(),
                &format!("{:016x}", prints[record.index()]),
            ])
            .expect(WRITTEN);
    }
    writer.into_inner().expect(WRITTEN)
}

/// The pairs most worth a review, with what their records say and an empty cell for the judgement.
fn review(linked: &Linked) -> Vec<u8> {
    let Linked { gathered, linkage, .. } = linked;
    let records = &gathered.records;
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record([
            "list_a",
            "record_a",
            "list_b",
            "record_b",
            "match_weight",
            "match_probability",
            "judgement",
            "values_a",
            "values_b",
        ])
        .expect(WRITTEN);
    for position in linkage.worth_reviewing(REVIEWED) {
        let Link { a, b, weight, probability, .. } = linkage.links[position];
        writer
            .write_record([
                &*cell(&records.list(a).name),
                &*cell(&records.record_id[a.index()]),
                &*cell(&records.list(b).name),
                &*cell(&records.record_id[b.index()]),
                &format!("{:.3}", weight.0),
                &format!("{:.6}", probability.get()),
                "",
                &*cell(&values(records, a)),
                &*cell(&values(records, b)),
            ])
            .expect(WRITTEN);
    }
    writer.into_inner().expect(WRITTEN)
}

/// The wrong pairs to read: the surest of those put together, the most unlikely of those kept apart.
fn errors(linked: &Linked, truth: &[Option<u32>]) -> Vec<u8> {
    let Linked { gathered, linkage, .. } = linked;
    let records = &gathered.records;
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record([
            "error",
            "list_a",
            "record_a",
            "list_b",
            "record_b",
            "match_weight",
            "values_a",
            "values_b",
            "why",
        ])
        .expect(WRITTEN);
    let (together, _) = worst_false(linkage, truth, WRONG);
    let (apart, _) = worst_missed(linkage, truth, WRONG);
    for (error, pairs) in [("put together", &together), ("kept apart", &apart)] {
        for WrongPair { a, b, weight } in pairs {
            let why: Vec<String> = linkage
                .explain(records, *a, *b)
                .fields
                .iter()
                .filter(|field| field.weight.0.abs() + field.rarity.0.abs() >= 0.05)
                .map(|field| {
                    format!("{}: {} {:+.1}", field.field, field.level, field.weight.0 + field.rarity.0)
                })
                .collect();
            writer
                .write_record([
                    error,
                    &*cell(&records.list(*a).name),
                    &*cell(&records.record_id[a.index()]),
                    &*cell(&records.list(*b).name),
                    &*cell(&records.record_id[b.index()]),
                    &format!("{:.3}", weight.0),
                    &*cell(&values(records, *a)),
                    &*cell(&values(records, *b)),
                    &why.join("; "),
                ])
                .expect(WRITTEN);
        }
    }
    writer.into_inner().expect(WRITTEN)
}

fn values(records: &Records, record: RecordIx) -> String {
    let cells: Vec<String> =
        records.columns.iter().filter_map(|column| Some(column.get(record)?.raw.to_string())).collect();
    cells.join(" | ")
}

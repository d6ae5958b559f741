//! Entries as rows, and rows as entries.

use serde_json::Value;

use crate::chain::{Row, canonical_json};
use crate::place::Place;
use crate::{Entry, Error, Hash, NewEntry, Result, Timestamp, What};

/// The columns, in the order in which both stores name them.
pub(crate) const COLUMNS: &str = "seq, kind, at, author, payload, prev_hash, hash";

/// Returns an entry with its place in the chain.
pub(crate) fn chained(seq: i64, prev_hash: Hash, entry: &NewEntry) -> Entry {
    let hash = row_of(seq, prev_hash, &entry.at, &entry.author, &entry.what).hash_as(seq);
    Entry {
        seq: seq.unsigned_abs(),
        at: entry.at.clone(),
        author: entry.author.clone(),
        what: entry.what.clone(),
        prev_hash,
        hash,
    }
}

/// Returns what is stored of an entry, but for its hash.
fn row_of(seq: i64, prev_hash: Hash, at: &Timestamp, author: &str, what: &What) -> Row {
    let (kind, payload) = tag_and_text(what);
    Row {
        seq,
        kind: kind.into_bytes(),
        at: at.as_str().into(),
        author: author.into(),
        payload: payload.into_bytes(),
        prev_hash: prev_hash.as_bytes().to_vec(),
        hash: Vec::new(),
    }
}

/// What goes into the columns `kind` and `payload`.
pub(crate) fn tag_and_text(what: &What) -> (String, String) {
    let tagged =
        serde_json::to_value(what).expect("entries hold only text, whole numbers and lists of these");
    let kind = tagged["kind"].as_str().expect("the enum is tagged with its kind").to_owned();
    let payload = canonical_json(&tagged["payload"]).expect("entries hold no fractions");
    (kind, payload)
}

/// Returns the entry that a row of the ledger at `place` holds.
pub(crate) fn understand(place: &Place, row: &Row) -> Result<Entry> {
    let unreadable = |reason: String| Error::Unreadable { place: place.clone(), seq: row.seq, reason };
    let text = |bytes: &[u8], column: &str| {
        String::from_utf8(bytes.to_vec()).map_err(|_| unreadable(format!("its {column} is not UTF-8")))
    };
    let hash = |bytes: &[u8]| {
        bytes.try_into().map(Hash::from_bytes).map_err(|_| unreadable("a hash has not 32 bytes".into()))
    };
    let payload: Value = serde_json::from_slice(&row.payload)
        .map_err(|e| unreadable(format!("its payload is not JSON: {e}")))?;
    let tagged = serde_json::json!({"kind": text(&row.kind, "kind")?, "payload": payload});
    Ok(Entry {
        seq: u64::try_from(row.seq).map_err(|_| unreadable("its number is below zero".into()))?,
        at: text(&row.at, "time")?.parse().map_err(|e: Error| unreadable(e.to_string()))?,
        author: text(&row.author, "author")?,
        what: serde_json::from_value(tagged).map_err(|e| unreadable(e.to_string()))?,
        prev_hash: hash(&row.prev_hash)?,
        hash: hash(&row.hash)?,
    })
}

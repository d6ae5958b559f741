//! The bytes that are hashed, and how a payload becomes one text.

use serde_json::Value;

use crate::Hash;

/// Stands before every entry that is hashed, so that no other kind of thing can have an entry's hash.
const DOMAIN: &[u8] = b"tizim ledger entry 1\n";

/// One row as it is stored, before anything is made of it. `seq` is what the row says, right or wrong.
pub(crate) struct Row {
    pub(crate) seq: i64,
    pub(crate) kind: Vec<u8>,
    pub(crate) at: Vec<u8>,
    pub(crate) author: Vec<u8>,
    pub(crate) payload: Vec<u8>,
    pub(crate) prev_hash: Vec<u8>,
    pub(crate) hash: Vec<u8>,
}

impl Row {
    /// The hash that this row's content has, were its number `seq`.
    ///
    /// BLAKE3 over: the domain line; the number as 8 bytes, little-endian; then the previous hash, kind, time, author and
    /// payload, in this order, each as its length in bytes (8 bytes, little-endian) and its bytes.
    pub(crate) fn hash_as(&self, seq: i64) -> Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(DOMAIN);
        hasher.update(&seq.to_le_bytes());
        for field in [&self.prev_hash, &self.kind, &self.at, &self.author, &self.payload] {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field);
        }
        Hash::from_bytes(*hasher.finalize().as_bytes())
    }
}

/// Writes a value as JSON in the one form that is hashed: no space between tokens, the keys of an object in the order of
/// their UTF-8 bytes, strings as `serde_json` escapes them, whole numbers only.
///
/// Returns nothing if there is a number with a fraction, for which no single form is agreed on here.
pub(crate) fn canonical_json(value: &Value) -> Option<String> {
    let mut out = String::new();
    write_value(value, &mut out)?;
    Some(out)
}

fn write_value(value: &Value, out: &mut String) -> Option<()> {
    match value {
        Value::Number(number) if number.is_f64() => return None,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            out.push_str(&value.to_string())
        }
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_value(item, out)?;
            }
            out.push(']');
        }
        Value::Object(object) => {
            // sorted here, because whether the map is sorted depends on a feature that another crate may turn on
            let mut fields: Vec<_> = object.iter().collect();
            fields.sort_unstable_by_key(|(key, _)| key.as_bytes());
            out.push('{');
            for (i, (key, field)) in fields.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write_value(field, out)?;
            }
            out.push('}');
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn json_has_one_form() {
        let value = json!({"б": null, "b": [1, {"z": true, "a": -2}], "a\"": "x\n<é>"});
        assert_eq!(canonical_json(&value).unwrap(), r#"{"a\"":"x\n<é>","b":[1,{"a":-2,"z":true}],"б":null}"#);
        assert_eq!(canonical_json(&json!({"a": 0.5})), None);
    }

    /// The bytes written out by hand, so that a change of the encoding can't pass unseen.
    #[test]
    fn the_encoding_is_the_documented_one() {
        let row = Row {
            seq: 258,
            kind: b"judgement".to_vec(),
            at: b"2026-01-01T00:00:00Z".to_vec(),
            author: "Ә".as_bytes().to_vec(),
            payload: b"{}".to_vec(),
            prev_hash: vec![7; 32],
            hash: Vec::new(),
        };
        let mut bytes = b"tizim ledger entry 1\n\x02\x01\0\0\0\0\0\0".to_vec();
        bytes.extend(b"\x20\0\0\0\0\0\0\0");
        bytes.extend([7; 32]);
        bytes.extend(b"\x09\0\0\0\0\0\0\0judgement\x14\0\0\0\0\0\0\x002026-01-01T00:00:00Z");
        bytes.extend(b"\x02\0\0\0\0\0\0\0\xd3\x98\x02\0\0\0\0\0\0\0{}");
        assert_eq!(row.hash_as(258).as_bytes(), blake3::hash(&bytes).as_bytes());
    }

    #[test]
    fn what_moves_from_one_field_to_the_next_changes_the_hash() {
        let row = |at: &str, author: &str| Row {
            seq: 1,
            kind: b"k".to_vec(),
            at: at.into(),
            author: author.into(),
            payload: b"{}".to_vec(),
            prev_hash: vec![0; 32],
            hash: Vec::new(),
        };
        assert_ne!(row("ab", "c").hash_as(1), row("a", "bc").hash_as(1));
    }
}

//! An article with its claims, as JSON and in lines to read.

use crate::console::{complain, counted, say};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};
use tizim_model::{Claim, ClaimRole, ParticipantKind, Words, single_spaced};
use tizim_project::{ArticlePart, Attributed, StoredArticle};
use tizim_read::LeafKind;

/// Returns an article as one JSON object; positions are bytes of what `bytes_of` says. Claims are made into JSON as they are
/// written, one by one: there may be thousands.
pub(super) fn json(article: &StoredArticle) -> impl Serialize {
    let mut lines: Vec<[usize; 2]> = Vec::new();
    for part in &article.parts {
        match lines.last_mut() {
            Some(last) if last[1] + 1 >= part.lines[0] => last[1] = last[1].max(part.lines[1]),
            _ => lines.push(part.lines),
        }
    }
    Shown { lines, article }
}

struct Shown<'a> {
    lines: Vec<[usize; 2]>,
    article: &'a StoredArticle,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let article = self.article;
        let mut map = serializer.serialize_map(None)?;
        // in the order of their names, as everything below
        map.serialize_entry("article", &self.lines)?;
        map.serialize_entry("attributions", &Each(&article.attributions, attribution))?;
        map.serialize_entry("byline", &article.byline)?;
        map.serialize_entry("bytes_of", &bytes_of(article))?;
        let named: Vec<(String, &Claim)> = article.claim_ids().into_iter().zip(&article.claims).collect();
        map.serialize_entry("claims", &Each(&named, claim))?;
        map.serialize_entry("date", &article.published)?;
        map.serialize_entry("encoding", &article.encoding)?;
        map.serialize_entry("fetched", &article.fetched)?;
        map.serialize_entry("file", &article.file)?;
        map.serialize_entry("in_part", &article.in_part)?;
        map.serialize_entry("language", &article.language)?;
        map.serialize_entry("notes", &article.notes)?;
        map.serialize_entry("page", &article.page)?;
        // lines say little where a document is one line
        let part = |part: &ArticlePart| {
            let words = article.words(part.text.clone());
            json!({ "lines": part.lines, "start": words.start, "end": words.end, "language": part.language })
        };
        map.serialize_entry("parts", &Each(&article.parts, part))?;
        map.serialize_entry("site", &article.site)?;
        map.serialize_entry("title", &article.title)?;
        map.serialize_entry("told", &told(article))?;
        map.serialize_entry("url", &article.url)?;
        map.end()
    }
}

/// A list whose items become JSON one after the other.
struct Each<'a, T, F>(&'a [T], F);

impl<T, F: Fn(&T) -> Value> Serialize for Each<'_, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}

fn bytes_of(article: &StoredArticle) -> Value {
    json!({
        "what": match article.leaf.kind {
            LeafKind::File | LeafKind::Stretch => "file",
            LeafKind::Unpacked => "unpacked part",
            LeafKind::Text => "text",
        },
        "path": article.leaf.path,
        "bytes": article.leaf.bytes,
        "blake3": article.leaf.blake3,
    })
}

fn attribution(found: &Attributed) -> Value {
    json!({ "source": found.source, "cue": found.cue, "content": found.content })
}

fn told(article: &StoredArticle) -> Value {
    let victims = article.told.victims.iter().map(|(name, killed)| json!({ "name": name, "killed": killed }));
    let conduct =
        article.told.conduct.iter().map(|(what, sentence)| json!({ "what": what, "sentence": sentence }));
    json!({
        "killed": article.told.killed,
        "injured": article.told.injured,
        "day": article.told.day,
        "victims": victims.collect::<Vec<_>>(),
        "conduct": conduct.collect::<Vec<_>>(),
    })
}

fn claim((id, claim): &(String, &Claim)) -> Value {
    let words = |words: &Option<Words>| words.as_ref().map(|words| words.text.clone());
    let who = claim.who.iter().map(|who| {
        json!({
            "name": who.name,
            "role": who.role,
            "kind": who.kind,
            "words": who.words.text,
            "start": who.words.start,
            "end": who.words.end,
            "tie": who.tie,
            "named_at": who.named_at.as_ref().map(|words| [words.start, words.end]),
            "age": who.age,
        })
    });
    json!({
        "claim_id": id,
        "type": claim.claim_type,
        "quote": claim.quote.text,
        "start": claim.quote.start,
        "end": claim.quote.end,
        "who": who.collect::<Vec<_>>(),
        "where": words(&claim.place),
        "when": claim.when.as_ref().map(|when| json!({
            "date": when.date,
            "precision": when.precision,
            "words": when.words.text,
            "start": when.words.start,
            "end": when.words.end,
        })),
        "count": claim.count.as_ref().map(|count| json!({
            "min": count.min,
            "max": count.max,
            "of": count.of,
            "words": count.words.text,
            "start": count.words.start,
            "end": count.words.end,
            "vague": count.vague,
            "approximate": count.approximate,
        })),
        "modality": claim.modality,
        "negated": claim.negated,
        "attributed_to": words(&claim.attributed_to),
        "attributed_at": claim.attributed_to.as_ref().map(|words| [words.start, words.end]),
        "guess": claim.is_guess,
        "proposed_by": claim.proposed_by,
    })
}

/// Says in a few lines what an article says.
pub(super) fn tell(article: &StoredArticle) {
    let language = article.language.as_deref().unwrap_or("language not known");
    let day = article.published.as_deref().unwrap_or("no date");
    let page = if article.page > 1 || article.url.is_some() {
        format!(" ({})", article.page)
    } else {
        String::new()
    };
    let claims = counted(article.claims.len() as u64, "claim", "claims");
    say(&format!("{}{page}: {language}, {day}, {claims}", article.file));
    if let Some(url) = &article.url {
        say(&format!("  {url}"));
    }
    for note in &article.notes {
        complain(&format!("{}: {note}", article.file));
    }
    article.claims.iter().for_each(tell_claim);
}

fn tell_claim(claim: &Claim) {
    let who = claim.who.iter().map(|who| {
        let role = match who.role {
            ClaimRole::Victim => "",
            ClaimRole::Actor => "by ",
            ClaimRole::Addressee => "to ",
        };
        let mark = if who.kind == ParticipantKind::Group { "" } else { "*" };
        format!("{role}{mark}{}", who.name)
    });
    let mut fields: Vec<String> = who.collect();
    fields.extend(claim.count.as_ref().map(|count| match (count.min, count.max) {
        (Some(min), Some(max)) if min == max => min.to_string(),
        (min, max) => {
            let shown = |n: Option<u64>| n.map_or(String::new(), |n| n.to_string());
            format!("{}..{}", shown(min), shown(max))
        }
    }));
    fields.extend(claim.when.as_ref().map(|when| when.date.clone()));
    fields.extend(claim.place.as_ref().map(|place| place.text.clone()));
    fields.extend(claim.attributed_to.as_ref().map(|words| format!("says {}", words.text)));
    let guess =
        if claim.proposed_by.is_some() { "a guess: its words do not clearly say this" } else { "a guess" };
    fields.extend(claim.is_guess.then(|| guess.to_owned()));
    fields.extend(claim.proposed_by.as_ref().map(|by| format!("proposed by {}", by.model)));
    let negated = if claim.negated { " not" } else { "" };
    let line = format!("  {}{negated} ({}) {}", claim.claim_type, claim.modality.word(), fields.join("; "));
    say(&line.replace('\n', " "));
    say(&format!("      “{}”", single_spaced(&claim.quote.text)));
}

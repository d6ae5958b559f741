//! `claims.csv` and `articles.csv`: what articles say, each with its words and their bytes.

use crate::outputs::{Csv, cell};
use crate::results::Results;
use tizim_model::{ClaimRole, single_spaced};

/// Writes a row a claim, rejected ones too.
pub(crate) fn write(results: &Results, writer: &mut Csv) -> csv::Result<()> {
    writer.write_record([
        "source",
        "file",
        "page",
        "claim_id",
        "state",
        "type",
        "modality",
        "negated",
        "victims",
        "actors",
        "addressees",
        "place",
        "date",
        "low",
        "high",
        "count_of",
        "attributed_to",
        "quote",
        "start",
        "end",
        "record_ids",
        "proposed_by",
        "guess",
    ])?;
    let mut records: Vec<Vec<&str>> = vec![Vec::new(); results.claims.len()];
    for sighting in &results.sightings {
        for claim in &sighting.claims {
            // claims may have been judged since the run that made the records
            if let Some(of_claim) = records.get_mut(*claim) {
                of_claim.push(&results.records.record_id[sighting.record.index()]);
            }
        }
    }
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    for (judged, records) in results.claims.iter().zip(records) {
        let article = &results.articles[judged.article];
        let claim = &judged.claim;
        let count = claim.count.as_ref();
        writer.write_record([
            &*cell(&article.source),
            &*cell(&article.file),
            &article.page.to_string(),
            &*cell(&judged.id),
            judged.state.word(),
            &*cell(&claim.claim_type),
            claim.modality.word(),
            if claim.negated { "yes" } else { "" },
            &*cell(&claim.names(ClaimRole::Victim)),
            &*cell(&claim.names(ClaimRole::Actor)),
            &*cell(&claim.names(ClaimRole::Addressee)),
            &*cell(&claim.place.as_ref().map(|place| single_spaced(&place.text)).unwrap_or_default()),
            claim.when.as_ref().map(|when| when.date.as_str()).unwrap_or_default(),
            &number(count.and_then(|count| count.min)),
            &number(count.and_then(|count| count.max)),
            &*cell(&count.map(|count| single_spaced(&count.of)).unwrap_or_default()),
            &*cell(&claim.attributed_to.as_ref().map(|words| single_spaced(&words.text)).unwrap_or_default()),
            &*cell(&claim.quote.text),
            &claim.quote.start.to_string(),
            &claim.quote.end.to_string(),
            &*cell(&records.join("; ")),
            &*cell(claim.proposed_by.as_ref().map(|by| by.model.as_str()).unwrap_or_default()),
            if claim.is_guess { "yes" } else { "" },
        ])?;
    }
    Ok(())
}

/// Writes a row an article, with what its claims' bytes are bytes of.
pub(crate) fn write_articles(results: &Results, writer: &mut Csv) -> csv::Result<()> {
    writer.write_record([
        "source",
        "file",
        "page",
        "url",
        "fetched",
        "title",
        "byline",
        "site",
        "published",
        "language",
        "encoding",
        "bytes_of",
        "path",
        "blake3",
        "claims",
        "notes",
    ])?;
    let mut claims = vec![0u64; results.articles.len()];
    results.claims.iter().for_each(|claim| claims[claim.article] += 1);
    for (article, claims) in results.articles.iter().zip(claims) {
        let text = |text: &Option<String>| cell(text.as_deref().unwrap_or_default()).into_owned();
        writer.write_record([
            cell(&article.source).into_owned(),
            cell(&article.file).into_owned(),
            article.page.to_string(),
            text(&article.url),
            text(&article.fetched),
            text(&article.title),
            text(&article.byline),
            text(&article.site),
            text(&article.published),
            text(&article.language),
            cell(&article.encoding).into_owned(),
            match article.leaf.kind {
                tizim_read::LeafKind::File | tizim_read::LeafKind::Stretch => "the file",
                tizim_read::LeafKind::Unpacked => "an unpacked part",
                tizim_read::LeafKind::Text => "the text read out of it",
            }
            .to_owned(),
            cell(&article.leaf.path.join(" > ")).into_owned(),
            article.leaf.blake3.clone(),
            claims.to_string(),
            cell(&article.notes.join("; ")).into_owned(),
        ])?;
    }
    Ok(())
}

//! Terrorism in Latin America: victims' names, those who died, and numbers, pooled over the templates of a text.

use crate::data::{Tally, json_lines};
use crate::muc_key::score;
use crate::table::{note, row};
use tizim_text::{Article, Options, extract};

pub(crate) fn measure() {
    for part in ["tst1", "tst2"] {
        let Some(texts) = json_lines(&format!("text/muc4/{part}.jsonl")) else {
            return note("muc4: skipped, no data");
        };
        let mut tallies = [Tally::default(); 3];
        for text in &texts {
            let words = text["text"].as_str().unwrap_or("");
            let found = extract(&Article { text: words, ..Article::default() }, &Options::default());
            score(text, &found, &mut tallies);
        }
        for (tally, (what, bar)) in
            tallies.iter().zip([("names", "0.65"), ("death", "0.47"), ("numbers", "0.50")])
        {
            row(
                &format!(
                    "muc4 {part}: victims' {what} F1 (p {:.2} r {:.2})",
                    tally.precision(),
                    tally.recall()
                ),
                tally.f1(),
                &format!("{bar} (tst4)"),
            );
        }
    }
}

//! Real articles of test sets, news of shootings, of politics and of the day, whose claims a reader has marked; nothing is learnt from them.

use crate::held_out::{of_program, show};
use crate::open_pages::{Texts, pages, texts};
use crate::table::note;
use std::path::Path;

const SETS: [&str; 5] = ["gva", "polnear", "article_extraction", "nerel", "factrueval"];
/// The files of marks; of the articles of the first of a language no miss was looked at.
const FILES: [(&str, &str); 4] = [
    ("en", "real texts, English"),
    ("en-looked-at", "real texts, English, others, looked at"),
    ("ru", "real texts, Russian"),
    ("ru-looked-at", "real texts, Russian, others, looked at"),
];

pub(crate) fn measure() {
    let mut all = Texts::new();
    for set in SETS {
        let Some(own) = texts(set) else { return note(&format!("real texts: skipped, no {set}")) };
        all.extend(own);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/held-out/open");
    for (file, what) in FILES {
        match pages(&folder.join(format!("{file}.txt")), &all) {
            Ok(pages) => {
                let claims: usize = pages.iter().map(|page| page.claims.len()).sum();
                show(&format!("{what}: {} pages, {claims} claims", pages.len()), of_program(&pages));
            }
            Err(fault) => note(&format!("{what}: {fault}")),
        }
    }
}

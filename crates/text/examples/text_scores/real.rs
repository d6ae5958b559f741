//! Real articles of test sets, news of shootings, of politics and of the day, whose claims a reader has marked; nothing is learnt from them.

use crate::held_out::{of_program, show};
use crate::open_pages::{Texts, pages, texts};
use crate::table::note;
use std::path::Path;

const SETS: [&str; 5] = ["gva", "polnear", "article_extraction", "nerel", "factrueval"];
/// The files of marks; of the articles held out no miss was looked at.
const FILES: [(&str, &str); 4] = [
    ("held-out/open/en", "real texts, English"),
    ("looked-at/en", "real texts, English, others, looked at"),
    ("held-out/open/ru", "real texts, Russian"),
    ("looked-at/ru", "real texts, Russian, others, looked at"),
];

pub(crate) fn measure() {
    let mut all = Texts::new();
    for set in SETS {
        let Some(own) = texts(set) else { return note(&format!("real texts: skipped, no {set}")) };
        all.extend(own);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
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

//! Pages in the manner of the seed that nothing is learnt from, marked by two readers: the program against each, and they against one another.

use crate::marked_pages::{Agreement, Page, read};
use crate::table::{note, row};
use std::path::Path;
use tizim_text::{Options, extract};

pub(crate) fn measure() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/held-out");
    for (language, name) in [("English", "en"), ("Russian", "ru")] {
        let pages = |reader: &str| read(&folder.join(format!("{name}-{reader}.txt")));
        let (first, second) = match (pages("first"), pages("second")) {
            (Ok(first), Ok(second)) => (first, second),
            (Err(fault), _) | (_, Err(fault)) => return note(&format!("held-out pages: {fault}")),
        };
        for (reader, pages) in [("first", &first), ("second", &second)] {
            let claims: usize = pages.iter().map(|page| page.claims.len()).sum();
            let what = format!(
                "held out, {language}: {} pages, {claims} claims of the {reader} reader",
                pages.len()
            );
            show(&what, of_program(pages));
        }
        let mut readers = Agreement::default();
        first.iter().zip(&second).for_each(|(one, other)| readers.compare(&one.quoted(), &other.quoted()));
        show(&format!("held out, {language}: the second reader against the first"), readers);
    }
}

pub(crate) fn of_program(pages: &[Page]) -> Agreement {
    let mut agreement = Agreement::default();
    for page in pages {
        agreement.count(page, &extract(&page.article(), &Options::default()));
    }
    agreement
}

pub(crate) fn show(what: &str, Agreement { lenient, strict }: Agreement) {
    row(&format!("{what}: F1 (p {:.2} r {:.2})", lenient.precision(), lenient.recall()), lenient.f1(), "");
    row("  quotes to the word", strict.f1(), "");
}

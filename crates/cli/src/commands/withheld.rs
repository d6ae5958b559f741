//! What an edition for the public leaves out because the ledger holds it back, and how that is said.

use crate::console::{counted, say};
use crate::failure::Failure;
use tizim_ledger::Access;
use tizim_project::{Project, Results, Unnamed, Withheld};

/// Takes out of results what is confined to groups, or was given without consent to publish.
pub(crate) fn withhold(project: &Project, results: &mut Results) -> Result<(), Failure> {
    let entries = project.read_ledger()?.entries()?;
    results.withhold(Access::of(&entries).public(), &Unnamed::ENGLISH);
    Ok(())
}

/// Says how much was taken out: counts, never contents.
pub(crate) fn tell(withheld: &Withheld) {
    if withheld.is_nothing() {
        return;
    }
    say(&format!(
        "withheld as confidential or without consent: {}, {}, {}, {}",
        counted(withheld.sources, "source not named", "sources not named"),
        counted(withheld.persons, "person", "persons"),
        counted(withheld.fields, "field of others", "fields of others"),
        counted(withheld.figures, "figure", "figures")
    ));
}

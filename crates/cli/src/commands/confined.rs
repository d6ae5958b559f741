//! What is confined to groups, or given without consent to publish, must not go out by a command that can't tell it apart.

use crate::failure::Failure;
use tizim_ledger::Book;
use tizim_project::Project;

/// Refuses to write for the public where the ledger holds something back by its source.
///
/// The desk's page *Publish* leaves such records and values out; commands write the register as a whole.
pub(crate) fn refuse_if_held_back(project: &Project) -> Result<(), Failure> {
    let book = Book::of(project.read_ledger()?.entries()?);
    let access = book.access();
    let confined = access.confinements().count();
    let unconsented = access.consents().filter(|consent| !consent.publish).count();
    if confined + unconsented == 0 {
        return Ok(());
    }
    Err(Failure::new(
        format!(
            "the ledger holds back sources or fields: {confined} confined to groups, {unconsented} without consent to publish"
        ),
        "publish from `tizim review`, page Publish, which leaves them out; `tizim export --internal` gives all",
    ))
}

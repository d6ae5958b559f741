//! What documents say of themselves that programs wrote in and nobody meant.

use tizim_model::single_spaced;

/// Titles and authors that programs write where a person gave none.
const NOBODY: [&str; 22] = [
    "untitled",
    "untitled document",
    "untitled-1",
    "unnamed",
    "anonymous",
    "unspecified",
    "unknown",
    "none",
    "title",
    "author",
    "user",
    "admin",
    "administrator",
    "owner",
    "root",
    "windows user",
    "microsoft office user",
    "python-docx",
    "word document",
    "powerpoint presentation",
    "пользователь",
    "администратор",
];
/// Ends of names of files.
const FILES: [&str; 9] = [".doc", ".docx", ".odt", ".rtf", ".pdf", ".indd", ".qxd", ".tex", ".dvi"];

/// Returns what a person meant by a title or an author of a document's own description, in single spaces; none where a program
/// wrote it.
pub(super) fn meant(said: &str) -> Option<String> {
    let said = single_spaced(said);
    let lower = said.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let is_of_program = bare.is_empty()
        || NOBODY.contains(&bare)
        || lower.starts_with("microsoft word - ")
        || FILES.iter().any(|end| lower.ends_with(end));
    (!is_of_program && said.len() < 1_000).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_is_not_meant() {
        for said in
            ["untitled", "(anonymous)", "Microsoft Word - report.doc", "report_final.docx", " ", "User"]
        {
            assert_eq!(meant(said), None, "{said}");
        }
        assert_eq!(meant(" Nine  dead ").as_deref(), Some("Nine dead"));
    }
}

//! The words that mark a byline, which are no part of the name.

/// Marks at the beginning of a byline, in lower case; longer ones first.
const MARKS: [&str; 23] = [
    "reported and written by",
    "reporting by",
    "reported by",
    "written by",
    "story by",
    "words by",
    "text by",
    "posted by",
    "published by",
    "from our correspondent",
    "by",
    "authors:",
    "author:",
    "текст подготовил",
    "подготовила",
    "подготовил",
    "автор текста",
    "авторы",
    "автор",
    "корреспондент",
    "текст:",
    "text:",
    "por:",
];

/// Returns the names of a byline without the words that mark it (`By`, `Автор:`); none where there is no such mark.
///
/// ```
/// use tizim_model::marked_byline;
/// assert_eq!(marked_byline("By Anna Person"), Some("Anna Person"));
/// assert_eq!(marked_byline("Автор: Анна Лицо"), Some("Анна Лицо"));
/// assert_eq!(marked_byline("Byron Person"), None);
/// ```
pub fn marked_byline(line: &str) -> Option<&str> {
    let line = line.trim();
    MARKS.iter().find_map(|mark| {
        let mut letters = line.char_indices();
        for wanted in mark.chars() {
            let (_, c) = letters.next()?;
            if c.to_lowercase().next() != Some(wanted) {
                return None;
            }
        }
        let rest = letters.as_str();
        let is_whole = mark.ends_with(':') || !rest.starts_with(char::is_alphanumeric);
        let names = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
        // a mark that names nobody is none, and "by-election" begins with no mark
        (is_whole && names.starts_with(char::is_alphanumeric) && !rest.starts_with(['-', '\'']))
            .then_some(names)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_words_that_begin_like_them() {
        assert_eq!(marked_byline("REPORTED BY Olga Senn"), Some("Olga Senn"));
        assert_eq!(marked_byline("Автор текста: Мария Громова"), Some("Мария Громова"));
        assert_eq!(marked_byline("Авторитет суда"), None);
        assert_eq!(marked_byline("By-election in Sarno"), None);
        assert_eq!(marked_byline("By"), None);
    }
}

//! The phrases of `rules/lines/furniture.txt`.

use std::sync::LazyLock;

/// Phrases that only sites write about themselves.
pub(super) struct Phrases {
    anywhere: Vec<String>,
    beginnings: Vec<String>,
    whole: Vec<String>,
    ends: Vec<String>,
}

static SHARED: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::read(include_str!("../../rules/lines/furniture.txt")));

impl Phrases {
    /// Returns the phrases that are inside the program.
    pub(super) fn shared() -> &'static Self {
        &SHARED
    }

    /// Reads phrases, one a line. A comment is a line that begins with `#` and is not a phrase: those stand in the ends
    /// only after the heading that says so.
    fn read(text: &str) -> Self {
        let mut found =
            Self { anywhere: Vec::new(), beginnings: Vec::new(), whole: Vec::new(), ends: Vec::new() };
        let mut in_ends = false;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            in_ends |= line == "# what ends an article";
            match line.split_once(' ') {
                Some(("#", phrase)) if in_ends && line != "# what ends an article" => {
                    found.ends.push(phrase.to_owned())
                }
                Some(("#", _)) => {}
                Some(("^", phrase)) => found.beginnings.push(phrase.to_owned()),
                Some(("=", phrase)) => found.whole.push(phrase.to_owned()),
                _ => found.anywhere.push(line.to_owned()),
            }
        }
        found
    }

    /// Returns whether a line, in lower case and without bullets, is one of a site about itself.
    pub(super) fn is_of_site(&self, line: &str) -> bool {
        self.whole.iter().any(|phrase| phrase == line)
            || self.beginnings.iter().any(|phrase| begins(line, phrase))
            || line.len() < 400 && self.anywhere.iter().any(|phrase| line.contains(phrase.as_str()))
    }

    /// Returns whether a line ends an article.
    pub(super) fn is_end(&self, line: &str) -> bool {
        let line = line.trim_end_matches(':');
        self.ends.iter().any(|phrase| phrase.trim_end_matches(':') == line)
    }
}

fn begins(line: &str, phrase: &str) -> bool {
    line.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

//! Articles written for this project, their names and those who suffered marked in the text.
//!
//! `# gun 2014-07-02 killed 1 hurt 1` begins one: its kind, the day of publication, how many were killed and hurt in what it
//! is chiefly about (`-` where it leaves that open). In the text `[P Anna Berg]`, `[O Amnesty]` and `[L Oslo]` are names,
//! `[P=killed Anna Berg]` and `[G=hurt two men]` persons with the gravest that they suffered, `*` after it if elsewhere.
//! A line that begins with `//` is a remark.

use crate::Failure;
use crate::muc_key::words;
use std::collections::BTreeSet;
use std::path::Path;
use tizim_model::Day;
use tizim_text::harm_training::Fate;
use tizim_text::training::{Labelled, NameKind};
use tizim_text::{Span, stated_day};

/// An article with what its marks say.
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) published: Option<Day>,
    /// The names, as bytes of the text.
    pub(crate) names: Vec<(usize, usize, NameKind)>,
    /// Phrases for persons who suffered; no fate for what the model is not asked about, as an arrest.
    pub(crate) suffered: Vec<(Span, Option<Fate>)>,
    /// Killed and hurt in what it is chiefly about.
    pub(crate) toll: [Option<u64>; 2],
}

/// Reads the files of a folder, in the order of their names.
pub(crate) fn read(folder: &Path) -> Result<Vec<Written>, Failure> {
    let mut list = Vec::new();
    for path in crate::files_of(folder)? {
        let whole = std::fs::read_to_string(&path)?;
        let mut at: Option<Written> = None;
        for line in whole.lines().filter(|line| !line.starts_with("//")) {
            if let Some(head) = line.strip_prefix("# ") {
                list.extend(at.replace(begun(head)?));
            } else {
                let article = at.as_mut().ok_or_else(|| format!("{}: no head", path.display()))?;
                article.take(line)?;
            }
        }
        list.extend(at);
    }
    Ok(list)
}

fn begun(head: &str) -> Result<Written, Failure> {
    let [_, day, "killed", killed, "hurt", hurt] = head.split(' ').collect::<Vec<_>>()[..] else {
        return Err(format!("a head is GENRE DATE killed N hurt N: {head}").into());
    };
    let published = stated_day(day).ok_or_else(|| format!("a head has no day: {head}"))?;
    let number = |word: &str| if word == "-" { Ok(None) } else { word.parse().map(Some) };
    Ok(Written {
        text: String::new(),
        published: Some(published),
        names: Vec::new(),
        suffered: Vec::new(),
        toll: [number(killed)?, number(hurt)?],
    })
}

impl Written {
    /// Takes a line in, its marks out of it.
    fn take(&mut self, line: &str) -> Result<(), Failure> {
        let mut rest = line;
        while let Some((before, inside)) = rest.split_once('[') {
            let (marked, after) = inside.split_once(']').ok_or_else(|| format!("no ] in: {line}"))?;
            let (mark, words) = marked.split_once(' ').ok_or_else(|| format!("an empty mark in: {line}"))?;
            self.text.push_str(before);
            let start = self.text.len();
            self.text.push_str(words);
            self.mark(mark, start).map_err(|mark| format!("an unknown mark {mark} in: {line}"))?;
            rest = after;
        }
        self.text.push_str(rest);
        self.text.push('\n');
        Ok(())
    }

    fn mark(&mut self, mark: &str, start: usize) -> Result<(), String> {
        let end = self.text.len();
        let (kind, fate) = mark.split_once('=').unwrap_or((mark, ""));
        let kind = match kind {
            "P" => Some(NameKind::Person),
            "O" => Some(NameKind::Organisation),
            "L" => Some(NameKind::Place),
            "G" if !fate.is_empty() => None,
            _ => return Err(mark.to_owned()),
        };
        self.names.extend(kind.map(|kind| (start, end, kind)));
        let fate = match fate.trim_end_matches('*') {
            "" => return Ok(()),
            "killed" => Some(Fate::Killed),
            "hurt" => Some(Fate::Hurt),
            "taken" => Some(Fate::Taken),
            "attacked" => Some(Fate::Attacked),
            "died" | "held" => Some(Fate::None),
            "doer-killed" | "doer-hurt" => None,
            _ => return Err(mark.to_owned()),
        };
        self.suffered.push((Span::new(start, end), fate));
        Ok(())
    }

    /// Returns the full names of those who were killed or hurt, each once, as words in capitals.
    pub(crate) fn victims(&self) -> BTreeSet<Vec<String>> {
        let is_harm = |fate: &Option<Fate>| matches!(fate, Some(Fate::Killed | Fate::Hurt));
        let harmed = self.suffered.iter().filter(|(_, fate)| is_harm(fate)).map(|(span, _)| *span);
        let named =
            harmed.filter(|span| self.names.iter().any(|name| (name.0, name.1) == (span.start, span.end)));
        named.map(|span| words(span.of(&self.text))).filter(|name| name.len() >= 2).collect()
    }

    /// Returns its sentences with the names in them.
    pub(crate) fn sentences(&self) -> Vec<Labelled> {
        crate::labelled::sentences(&self.text, &self.names)
    }
}

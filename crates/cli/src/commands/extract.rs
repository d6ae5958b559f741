//! `tizim extract`

use crate::console::{complain, say, write_out};
use crate::failure::{Failure, at};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tizim_read::{ArticleText, BlockKind, Limits, read_article};
use tizim_text::{
    Article, ClaimRole, Extraction, Options, ParticipantKind, Rules, Span, extract, stated_day,
};

/// Read articles and list what they say: claims, each with its words
///
/// Files are HTML pages or plain text, also text copied from a page with its menus. English and Russian are read for
/// claims. A folder is read with all in it. A claim is what an article says, never a fact.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Articles, or folders of them
    #[arg(required = true, value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    /// Print JSON: one object for one file, JSON Lines for several or for a folder
    #[arg(long)]
    json: bool,
    /// A file of other names, one a line: `other name = full name`
    #[arg(long, value_name = "FILE")]
    aliases: Option<PathBuf>,
    /// A file of more rules for both languages, in the form of the program's own (see the guide)
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
}

/// Files of a folder, and of those in it.
const DEPTH: usize = 16;
/// Files that are read at once, so that a folder of any size takes a bounded memory.
const BATCH: usize = 256;

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let mut files = Vec::new();
    for path in &arguments.paths {
        if path.is_dir() {
            gather(path, DEPTH, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    if files.is_empty() {
        return Err(Failure::new(
            "there is no file in what was named",
            "name an article, or a folder with articles in it",
        ));
    }
    let is_single = files.len() == 1 && arguments.paths.iter().all(|path| path.is_file());
    let more = Additions::read(arguments)?;
    let mut unread = 0;
    for batch in files.chunks(BATCH) {
        let read: Vec<(&PathBuf, Result<Read, Failure>)> =
            batch.par_iter().map(|file| (file, Read::of(file, &more))).collect();
        for (file, read) in read {
            match read {
                Ok(read) if arguments.json => {
                    let value = read.json(file);
                    let text = if is_single {
                        serde_json::to_string_pretty(&value)
                    } else {
                        serde_json::to_string(&value)
                    };
                    write_out(format!("{}\n", text.unwrap_or_default()).as_bytes());
                }
                Ok(read) => read.tell(file),
                Err(failure) if is_single => return Err(failure),
                Err(failure) => {
                    failure.report();
                    unread += 1;
                }
            }
        }
    }
    if unread > 0 {
        complain(&format!("{unread} of {} files could not be read", files.len()));
        return Ok(ExitCode::from(2));
    }
    Ok(ExitCode::SUCCESS)
}

fn gather(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(at(folder))? {
        entries.push(entry.map_err(at(folder))?.path());
    }
    entries.sort();
    for entry in entries {
        let is_hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        // links are not followed: they may lead in a circle or out of the folder
        if is_hidden || entry.is_symlink() {
            continue;
        }
        if entry.is_dir() {
            if depth > 0 {
                gather(&entry, depth - 1, files)?;
            }
        } else if entry.is_file() {
            files.push(entry);
        }
    }
    Ok(())
}

/// What the user adds to the program's rules.
struct Additions {
    aliases: Vec<(String, String)>,
    rules: Option<String>,
}

impl Additions {
    fn read(arguments: &Arguments) -> Result<Self, Failure> {
        let text = |path: &Option<PathBuf>| match path {
            Some(path) => std::fs::read_to_string(path).map(Some).map_err(at(path)),
            None => Ok(None),
        };
        let mut aliases = Vec::new();
        for (index, line) in text(&arguments.aliases)?.unwrap_or_default().lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (other, name) = line.split_once('=').ok_or_else(|| {
                Failure::new(
                    format!("line {} of the aliases has no `=`", index + 1),
                    "write `other name = full name`, one a line",
                )
            })?;
            aliases.push((other.trim().to_owned(), name.trim().to_owned()));
        }
        let rules = text(&arguments.rules)?;
        if let (Some(added), Some(path)) = (&rules, &arguments.rules) {
            Rules::of(None).clone().extend(added).map_err(|fault| {
                Failure::new(
                    format!("`{}`, {fault}", path.display()),
                    "see the rules of the program for the form",
                )
            })?;
        }
        Ok(Self { aliases, rules })
    }
}

/// An article that was read and extracted.
struct Read {
    article: ArticleText,
    found: Extraction,
}

impl Read {
    fn of(file: &Path, more: &Additions) -> Result<Self, Failure> {
        let article = read_article(file, &Limits::default())?;
        let parts = article.blocks.as_ref().map(|blocks| {
            let kept = blocks.iter().filter(|block| block.kind != BlockKind::Furniture);
            kept.map(|block| Span::new(block.range.start, block.range.end)).collect()
        });
        let published = article.meta.published.as_deref().and_then(stated_day);
        let rules = more.rules.as_ref().map(|added| {
            let mut rules = Rules::of(tizim_text::language_of(&article.text)).clone();
            // was read without a fault before
            let _ = rules.extend(added);
            rules
        });
        let options = Options { rules: rules.as_ref(), aliases: more.aliases.clone() };
        let found = extract(&Article { text: &article.text, parts, published }, &options);
        Ok(Self { article, found })
    }

    /// Returns a span as bytes of the file.
    fn source(&self, span: Span) -> std::ops::Range<usize> {
        self.article.map.source_range(span.start..span.end)
    }

    fn words(&self, span: Span) -> &str {
        span.of(&self.article.text)
    }

    /// First and last line of each part of the article, from 1, in the file.
    fn lines(&self, bytes: &[u8]) -> Vec<[usize; 2]> {
        let ends: Vec<usize> =
            bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).collect();
        let line = |at: usize| ends.partition_point(|end| *end < at) + 1;
        let mut list: Vec<[usize; 2]> = Vec::new();
        for part in &self.found.parts {
            let range = self.source(*part);
            let lines = [line(range.start), line(range.end.saturating_sub(1).max(range.start))];
            match list.last_mut() {
                Some(last) if last[1] + 1 >= lines[0] => last[1] = last[1].max(lines[1]),
                _ => list.push(lines),
            }
        }
        list
    }

    fn json(&self, file: &Path) -> Value {
        let bytes = std::fs::read(file).unwrap_or_default();
        let meta = &self.article.meta;
        let of_lines = |span: Option<Span>| span.map(|span| self.words(span).to_owned());
        json!({
            "file": file.display().to_string(),
            "language": self.found.language.map(|language| language.code()),
            "date": self.found.published.map(|day| day.to_string()),
            "title": meta.title.clone().or_else(|| of_lines(self.found.title)),
            "byline": meta.byline.clone().or_else(|| of_lines(self.found.byline)),
            "site": meta.site,
            "encoding": self.article.encoding,
            "article": self.lines(&bytes),
            "claims": self.found.claims.iter().map(|claim| self.claim(claim)).collect::<Vec<_>>(),
            "notes": self.article.notes.iter().chain(&self.found.notes).collect::<Vec<_>>(),
        })
    }

    fn claim(&self, claim: &tizim_text::Claim) -> Value {
        let quote = self.source(claim.quote);
        let who = claim.who.iter().map(|who| {
            let at = self.source(who.words);
            json!({
                "name": who.name,
                "role": who.role,
                "kind": who.kind,
                "words": self.words(who.words),
                "start": at.start,
                "end": at.end,
                "tie": who.tie,
                "named_at": who.named_at.map(|span| { let at = self.source(span); [at.start, at.end] }),
                "age": who.age,
            })
        });
        json!({
            "type": claim.claim_type,
            "quote": self.words(claim.quote),
            "start": quote.start,
            "end": quote.end,
            "who": who.collect::<Vec<_>>(),
            "where": claim.place.as_ref().map(|place| &place.name),
            "when": claim.when.as_ref().map(|when| json!({
                "date": when.date,
                "precision": when.precision,
                "words": self.words(when.words),
                "how": when.how,
            })),
            "count": claim.count.as_ref().map(|count| json!({
                "min": count.min,
                "max": count.max,
                "of": count.of,
                "words": self.words(count.words),
                "vague": count.vague,
                "approximate": count.approximate,
            })),
            "modality": claim.modality,
            "negated": claim.negated,
            "attributed_to": claim.attributed_to.map(|span| self.words(span)),
        })
    }

    fn tell(&self, file: &Path) {
        let language = self.found.language.map_or("language not known", |language| language.code());
        let day = self.found.published.map_or_else(|| "no date".to_owned(), |day| day.to_string());
        say(&format!("{}: {language}, {day}, {} claims", file.display(), self.found.claims.len()));
        for note in self.article.notes.iter().chain(&self.found.notes) {
            complain(&format!("{}: {note}", file.display()));
        }
        for claim in &self.found.claims {
            let who = claim.who.iter().map(|who| {
                let role = if who.role == ClaimRole::Victim { "" } else { "by " };
                let mark = if who.kind == ParticipantKind::Group { "" } else { "*" };
                format!("{role}{mark}{}", who.name)
            });
            let mut fields: Vec<String> = who.collect();
            fields.extend(claim.count.as_ref().map(|count| match (count.min, count.max) {
                (Some(min), Some(max)) if min == max => min.to_string(),
                (min, max) => format!(
                    "{}..{}",
                    min.map_or(String::new(), |n| n.to_string()),
                    max.map_or(String::new(), |n| n.to_string())
                ),
            }));
            fields.extend(claim.when.as_ref().map(|when| when.date.clone()));
            fields.extend(claim.place.as_ref().map(|place| place.name.clone()));
            fields.extend(claim.attributed_to.map(|span| format!("says {}", self.words(span))));
            let negated = if claim.negated { " not" } else { "" };
            say(&format!("  {}{negated} ({:?}) {}", claim.claim_type, claim.modality, fields.join("; "))
                .replace('\n', " "));
            say(&format!(
                "      “{}”",
                self.words(claim.quote).split_whitespace().collect::<Vec<_>>().join(" ")
            ));
        }
    }
}

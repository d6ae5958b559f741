//! `tizim extract`

use super::extract_shown::{json, tell};
use crate::console::{complain, counted, say, write_out};
use crate::failure::{Failure, at};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use tizim_endpoint::Endpoint;
use tizim_project::{ArticleRules, StoredArticle, extract_file, files_in, propose};
use tizim_read::ArticleFile;
use tizim_report::article::{IndexRow, article_page, index_page};

/// Read articles and list what they say: claims, each with its words
///
/// Files are pages (HTML, MHTML), plain text, mails, web archives (WARC, WACZ), PDF, DOCX or EPUB, packed with gzip or not; an archive or a
/// book gives several articles. English and Russian are read for claims. A folder is read with all in it. A claim is what an
/// article says, never a fact.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Articles, or folders of them
    #[arg(required = true, value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    /// Print JSON: one object for one file that is one article; JSON Lines, an object a line, for several files, a folder, and an
    /// archive or a book, however many articles are in it
    #[arg(long)]
    json: bool,
    /// Write a page for each article, its text with the claims marked; open index.html
    #[arg(long, value_name = "DIR")]
    html: Option<PathBuf>,
    /// Keep the text that was read out of a PDF, named by its hash: what the positions in it are bytes of
    #[arg(long, value_name = "DIR")]
    texts: Option<PathBuf>,
    /// A file of other names, one a line: `other name = full name`
    #[arg(long, value_name = "FILE")]
    aliases: Option<PathBuf>,
    /// A file of more rules for both languages, in the form of the program's own (see the guide)
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// A file that names a language model to be asked too: `url`, `model`, `key_env` ... (see the guide)
    ///
    /// The articles are sent to that address. What the model proposes is held against the article's words; what does not stand there is
    /// dropped and counted. Without this, nothing is ever sent.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
}

/// Files that are read at once, so that a folder of any size takes a bounded memory.
const BATCH: usize = 256;

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let mut files = Vec::new();
    for path in &arguments.paths {
        if path.is_dir() {
            files.extend(files_in(path)?);
        } else {
            files.push(path.clone());
        }
    }
    if files.is_empty() {
        let named: Vec<String> = arguments.paths.iter().map(|path| format!("`{}`", path.display())).collect();
        return Err(Failure::new(
            format!("there is no file in {}", named.join(", ")),
            "name an article, or a folder with articles in it; hidden files and links are passed over",
        ));
    }
    let is_single = files.len() == 1 && arguments.paths.iter().all(|path| path.is_file());
    let rules = rules(arguments)?;
    let endpoint = arguments.model.as_deref().map(endpoint).transpose()?;
    let unanswered = AtomicUsize::new(0);
    let ask = |article: &mut StoredArticle| {
        if let Some(endpoint) = &endpoint
            && propose(article, endpoint, None).is_err()
        {
            unanswered.fetch_add(1, Ordering::Relaxed);
        }
    };
    let mut shown = Shown::new(arguments)?;
    let mut unread = 0;
    let mut lost = 0;
    let mut held: Option<StoredArticle> = None;
    for batch in files.chunks(BATCH) {
        // a file alone is handed on page by page, so that an archive of any size can be read
        if let [file] = batch {
            let mut fault = Ok(());
            let name = file.display().to_string();
            let read = extract_file(file, "", &name, &rules, &mut |mut article| {
                if fault.is_ok() {
                    ask(&mut article);
                    fault = match held.replace(article) {
                        Some(before) => shown.show(&before, false),
                        None => Ok(()),
                    };
                }
            });
            fault?;
            match read {
                Ok(found) => {
                    if let Some(last) = held.take() {
                        shown.show(&last, is_single && found.pages == 1 && !found.format.holds_many())?;
                    }
                    lost += usize::from(!found.left_out.is_empty());
                    shown.notes_of(&found, &name);
                }
                Err(fault) if is_single => return Err(fault.into()),
                Err(fault) => {
                    Failure::from(fault).report();
                    unread += 1;
                }
            }
            continue;
        }
        let read: Vec<_> = batch.par_iter().map(|file| all_of(file, &rules, &ask)).collect();
        for read in read {
            match read {
                Ok((articles, found, name)) => {
                    articles.iter().try_for_each(|article| shown.show(article, false))?;
                    lost += usize::from(!found.left_out.is_empty());
                    shown.notes_of(&found, &name);
                }
                Err(failure) => {
                    failure.report();
                    unread += 1;
                }
            }
        }
    }
    shown.finish()?;
    if unread > 0 {
        let all = counted(files.len() as u64, "file", "files");
        complain(&format!("{unread} of {all} could not be read"));
    }
    if lost > 0 {
        complain(&format!("{} lost a part: see the notes", counted(lost as u64, "file", "files")));
    }
    let articles = |count: usize| counted(count as u64, "article", "articles");
    if shown.in_part > 0 {
        complain(&format!(
            "{} read in part: see the notes for how much, and how to mend it",
            articles(shown.in_part)
        ));
    }
    let unanswered = unanswered.into_inner();
    if unanswered > 0 {
        complain(&format!(
            "the model gave no answer that could be used for {}: see the notes",
            articles(unanswered)
        ));
    }
    let is_whole = unread == 0 && lost == 0 && shown.in_part == 0 && unanswered == 0;
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

fn all_of(
    file: &Path,
    rules: &ArticleRules,
    ask: &(dyn Fn(&mut StoredArticle) + Sync),
) -> Result<(Vec<StoredArticle>, ArticleFile, String), Failure> {
    let name = file.display().to_string();
    let mut articles = Vec::new();
    let found = extract_file(file, "", &name, rules, &mut |mut article| {
        ask(&mut article);
        articles.push(article);
    })?;
    Ok((articles, found, name))
}

/// Where articles go as they are read.
struct Shown<'a> {
    json: bool,
    html: Option<&'a Path>,
    texts: Option<&'a Path>,
    /// What the index says of each that was written.
    pages: Vec<IndexRow>,
    /// Articles of which a bound left out a part.
    in_part: usize,
}

impl<'a> Shown<'a> {
    fn new(arguments: &'a Arguments) -> Result<Self, Failure> {
        for folder in [&arguments.html, &arguments.texts].into_iter().flatten() {
            std::fs::create_dir_all(folder).map_err(at(folder))?;
        }
        Ok(Self {
            json: arguments.json,
            html: arguments.html.as_deref(),
            texts: arguments.texts.as_deref(),
            pages: Vec::new(),
            in_part: 0,
        })
    }

    fn show(&mut self, article: &StoredArticle, is_alone: bool) -> Result<(), Failure> {
        self.in_part += usize::from(article.in_part);
        if let Some(folder) = self.texts.filter(|_| article.leaf.kind == tizim_read::LeafKind::Text) {
            let path = folder.join(format!("{}.txt", article.leaf.blake3));
            std::fs::write(&path, &article.text).map_err(at(&path))?;
        }
        if let Some(folder) = self.html {
            let name = format!("{:05}.html", self.pages.len() + 1);
            let path = folder.join(&name);
            std::fs::write(&path, article_page(article)).map_err(at(&path))?;
            self.pages.push(IndexRow::of(article, name));
        }
        if self.json {
            let value = json(article);
            let text =
                if is_alone { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            write_out(format!("{}\n", text.unwrap_or_default()).as_bytes());
        } else {
            tell(article);
        }
        Ok(())
    }

    /// Tells what a person should know of a file. What was lost stands in the notes of its last article, which are told where
    /// articles are shown in words.
    fn notes_of(&self, file: &ArticleFile, name: &str) {
        let is_told = |note: &&String| !self.json && file.left_out.contains(note);
        file.notes.iter().filter(|note| !is_told(note)).for_each(|note| complain(&format!("{name}: {note}")));
    }

    fn finish(&self) -> Result<(), Failure> {
        let Some(folder) = self.html else { return Ok(()) };
        let write = |name: &str, content: &str| {
            let path = folder.join(name);
            std::fs::write(&path, content).map_err(at(&path))
        };
        write("style.css", tizim_report::parts::STYLE)?;
        write("index.html", &index_page(&self.pages))?;
        let index = folder.join("index.html");
        if self.json {
            complain(&format!("pages: {}", index.display()))
        } else {
            say(&format!("pages: {}", index.display()))
        }
        Ok(())
    }
}

/// Reads which model is to be asked.
fn endpoint(path: &Path) -> Result<Endpoint, Failure> {
    let text = std::fs::read_to_string(path).map_err(at(path))?;
    let hint = "write url = \"http://127.0.0.1:8080/v1\" and model = \"name\"; key_env = \"VARIABLE\" where a key is needed";
    let config = toml::from_str(&text)
        .map_err(|fault| Failure::new(format!("`{}`: {}", path.display(), fault.message()), hint))?;
    Endpoint::new(config).map_err(|fault| Failure::new(format!("`{}`: {fault}", path.display()), hint))
}

/// Reads what the user adds to the program's rules.
fn rules(arguments: &Arguments) -> Result<ArticleRules, Failure> {
    let text = |path: &Option<PathBuf>| match path {
        Some(path) => std::fs::read_to_string(path).map(Some).map_err(at(path)),
        None => Ok(None),
    };
    let aliases =
        ArticleRules::aliases_of(&text(&arguments.aliases)?.unwrap_or_default()).map_err(|line| {
            Failure::new(
                format!("line {line} of the aliases has no `=`"),
                "write `other name = full name`, one a line",
            )
        })?;
    let added = text(&arguments.rules)?;
    ArticleRules::new(aliases, added.as_deref()).map_err(|fault| {
        let file = arguments.rules.as_deref().unwrap_or(Path::new("")).display();
        Failure::new(format!("`{file}`, {fault}"), "see the rules of the program for the form")
    })
}

//! The whole run, again, behind the pages.

use crate::desk::Desk;
use crate::loaded::{Loaded, State};
use crate::second::SecondLooks;
use std::sync::{Arc, Mutex, PoisonError};
use tizim_ledger::Book;
use tizim_project::{Doer, Project, ProjectError, RunSummary, Step};

/// How the run that was asked for last is getting on.
#[derive(Clone, Debug, Default)]
pub(crate) enum Run {
    /// None was asked for, or the last one ended well.
    #[default]
    Idle,
    /// At work: the step, and the part of it that is done.
    At(Step, f64),
    /// It could not be done, and why.
    Failed(String),
}

/// Runs one at a time.
#[derive(Debug, Default)]
pub(crate) struct Runner {
    now: Mutex<Run>,
}

impl Runner {
    pub(crate) fn now(&self) -> Run {
        self.lock().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Run> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a run in a thread of its own, unless one is at work.
    pub(crate) fn start(&self, desk: &Arc<Desk>) {
        let mut now = self.lock();
        if matches!(*now, Run::At(..)) {
            return;
        }
        *now = Run::At(Step::Read, 0.0);
        drop(now);
        let desk = Arc::clone(desk);
        std::thread::spawn(move || {
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| desk.run_again()));
            *desk.runner().lock() = match done {
                Ok(Ok(())) => Run::Idle,
                Ok(Err(fault)) => Run::Failed(fault.to_string()),
                Err(_) => Run::Failed("a fault of the program".to_owned()),
            };
        });
    }

    fn tell(&self, step: Step, share: f64) {
        *self.lock() = Run::At(step, share);
    }
}

impl Desk {
    /// Reads the project anew, does the whole run, and shows its register from then on.
    fn run_again(&self) -> Result<(), ProjectError> {
        let (config, loaded) = load(self.root(), &|step, share| self.runner().tell(step, share))?;
        let doer = Doer { author: self.author().to_owned(), at: self.now() };
        Project::open(self.root())?.enter_answers(&doer)?;
        if let Some(loaded) = &loaded {
            let at = self.now();
            let summary = RunSummary::of(&loaded.results, &config, at.as_str(), loaded.run_at);
            // the log may be deleted at any time; a run without a line in it is as good
            let _ = Project::open(self.root()).and_then(|project| project.note_run(&summary));
        }
        // nobody writes here until the new register is shown
        let mut ledger = self.ledger();
        let book = ledger.book()?.clone();
        let mut state = State::new(config, book_at(&book, loaded.as_ref()), loaded);
        // what was judged while the run was at work
        state.take(book);
        self.publish(|now| *now = state);
        drop(ledger);
        self.has_written();
        Ok(())
    }
}

/// Returns a ledger as far as a register knows it.
pub(crate) fn book_at(book: &Book, loaded: Option<&Loaded>) -> Book {
    let known = loaded.map_or(u64::MAX, |loaded| loaded.run_at);
    if book.last_seq() <= known {
        return book.clone();
    }
    Book::of(book.entries().take_while(|entry| entry.seq <= known).cloned())
}

/// Loads a project by a whole run; nothing is loaded if it has no list or no record yet.
pub(crate) fn load(
    root: &std::path::Path,
    progress: &(dyn Fn(Step, f64) + Sync),
) -> Result<(tizim_project::config::Config, Option<Loaded>), ProjectError> {
    let project = Project::open(root)?;
    if project.config.is_empty() {
        return Ok((project.config, None));
    }
    let lock = project.lock()?;
    let entries = project.read_ledger()?.entries()?;
    let book = Book::of(entries);
    let looks = SecondLooks { share: project.config.review.second_share, seed: project.config.project.seed };
    // entries that come in between are in the run already; following them again then changes nothing
    match project.run(&lock, progress) {
        Ok(results) => {
            let loaded = Loaded::new(results, book.last_seq(), &book, looks);
            Ok((project.config, Some(loaded)))
        }
        Err(ProjectError::NoRecords) => Ok((project.config, None)),
        Err(fault) => Err(fault),
    }
}

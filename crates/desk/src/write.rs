//! Writing: judgements that come at once share one wait for the disk; the register follows behind.
//!
//! 1. A request puts what it wants to write on a pile and asks for the right to write.
//! 2. Whoever has it writes the whole pile in one transaction ([`tizim_ledger::Ledger::append_each`]): contradictions are
//!    looked for there, among what other processes wrote too.
//! 3. The ledger as read, what waits, and who may sign in are those of the new entries before anybody is answered.
//! 4. A thread has the register follow: all that was written in the meantime in one step, on a copy that then takes the
//!    place of the one that is shown. It also looks once a second whether another process wrote.

use crate::desk::Desk;
use crate::loaded::State;
use crate::visitor::Visitor;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};
use tizim_ledger::{Book, Contradiction, Entry, Error, Judgement, NewEntry, What};

/// How often it is looked whether another process wrote.
const OTHERS_EVERY: Duration = Duration::from_secs(1);
/// Between two steps of the register: so many times as long as the last one took, so that most of the time is the pages'.
const REST: u32 = 2;
const LONGEST_REST: Duration = Duration::from_millis(300);
/// Somebody who has written sees it on the pages of the register; so long at the most is waited for that.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why a judgement did not get into the ledger.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// It contradicts others.
    Clash(Box<Contradiction>),
    /// The ledger can't be written.
    Ledger(String),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::Contradiction(found) => Refusal::Clash(found),
            other => {
                let hint = other.hint().map(|hint| format!(" – {hint}"));
                Refusal::Ledger(format!("{other}{}", hint.unwrap_or_default()))
            }
        }
    }
}

type Answer = Result<Vec<Entry>, Refusal>;

/// A request to write, and where its answer is put.
struct Wish {
    entries: Vec<NewEntry>,
    answer: Arc<Mutex<Option<Answer>>>,
}

/// The pile of what waits to be written, and the signal that something was.
#[derive(Default)]
pub(crate) struct Pile {
    wishes: Mutex<Vec<Wish>>,
    /// Wakes the thread that has the register follow.
    written: (Mutex<bool>, Condvar),
    /// Wakes those who wait for the register.
    followed: (Mutex<()>, Condvar),
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    // what stands behind these locks is whole after each step, so a panic elsewhere spoils nothing
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// Appends judgements, all or none; when this returns they are on the disk.
    ///
    /// # Errors
    ///
    /// [`Refusal::Clash`] if they contradict others; nothing is written then.
    pub(crate) fn judge(&self, visitor: &Visitor, judgements: Vec<Judgement>) -> Answer {
        let entries = self.append(visitor.user(), judgements.into_iter().map(What::Judgement).collect())?;
        if let Some(last) = entries.last() {
            visitor.session.has_written(last.seq);
        }
        Ok(entries)
    }

    /// Appends entries, all or none.
    ///
    /// # Errors
    ///
    /// As [`Desk::judge`].
    pub(crate) fn append(&self, author: &str, what: Vec<What>) -> Answer {
        if what.is_empty() {
            return Ok(Vec::new());
        }
        let at = self.now();
        let new = |what| NewEntry { at: at.clone(), author: author.to_owned(), what };
        let answer = Arc::new(Mutex::new(None));
        let wish = Wish { entries: what.into_iter().map(new).collect(), answer: Arc::clone(&answer) };
        held(&self.pile.wishes).push(wish);
        let mut ledger = self.ledger();
        // whoever had the right before may have written this too
        if held(&answer).is_none() {
            let wishes = std::mem::take(&mut *held(&self.pile.wishes));
            let (requests, answers): (Vec<Vec<NewEntry>>, Vec<_>) =
                wishes.into_iter().map(|wish| (wish.entries, wish.answer)).unzip();
            match ledger.append_each(&requests) {
                Ok(appended) => {
                    if let Ok(book) = ledger.book() {
                        self.take(book.clone());
                    }
                    for (answer, appended) in answers.iter().zip(appended) {
                        *held(answer) = Some(appended.map_err(Refusal::from));
                    }
                }
                Err(fault) => {
                    let said = fault.to_string();
                    answers
                        .iter()
                        .for_each(|answer| *held(answer) = Some(Err(Refusal::Ledger(said.clone()))));
                }
            }
        }
        drop(ledger);
        let written = held(&answer).take();
        written.unwrap_or_else(|| Err(Refusal::Ledger("a fault of the program".to_owned())))
    }

    /// Shows a longer ledger from now on, and has the register follow.
    fn take(&self, book: Book) {
        self.publish(|state| state.take(book));
        self.has_written();
    }

    /// Wakes the thread that has the register follow.
    pub(crate) fn has_written(&self) {
        *held(&self.pile.written.0) = true;
        self.pile.written.1.notify_all();
    }

    /// Reads what other processes wrote.
    fn read_others(&self) {
        let mut ledger = self.ledger();
        let known = self.state().book.last_seq();
        if let Ok(book) = ledger.book()
            && book.last_seq() > known
        {
            let book = book.clone();
            self.take(book);
        }
    }

    /// Begins the thread that has the register follow; it ends with the desk.
    pub(crate) fn begin_following(self: &Arc<Self>) {
        let desk = Arc::downgrade(self);
        std::thread::spawn(move || follow(&desk));
    }

    /// Has the register follow the ledger; returns whether it did.
    fn follow(&self) -> bool {
        let state = self.state();
        let Some(loaded) = state.loaded.as_ref().filter(|loaded| loaded.follows < state.book.last_seq())
        else {
            return false;
        };
        // what can't be followed stays until the next whole run
        let Ok(next) = loaded.following(&state.config, &state.book) else { return false };
        let next = Arc::new(next);
        self.publish(|now| {
            // a whole run may have put another register in its place meanwhile
            if now.loaded.as_ref().is_some_and(|known| Arc::ptr_eq(known, loaded)) {
                now.loaded = Some(next);
            }
        });
        self.has_followed();
        true
    }

    /// Wakes those who wait for the register, and tells those who look at it.
    pub(crate) fn has_followed(&self) {
        let state = self.state();
        let follows = state.loaded.as_ref().map_or(0, |loaded| loaded.follows);
        // that somebody looked at something changes no page; telling of it would have that page come again, and be looked at
        let tells = |entry: &&Entry| entry.seq <= follows && !matches!(entry.what, What::Viewed(_));
        self.news.send_replace(state.book.entries().rev().find(tells).map_or(0, |entry| entry.seq));
        drop(held(&self.pile.followed.0));
        self.pile.followed.1.notify_all();
    }

    /// Waits until the register knows what a visitor wrote.
    pub(crate) fn wait_for_own(&self, visitor: &Visitor) {
        // a page that is a little older than its reader's last word is better than none
        let _ = self.wait_for(visitor.session.wrote());
    }

    /// Returns a state whose register knows all that is in the ledger, with all that is counted counted anew; nothing if the
    /// register does not come that far: what leaves the house must not be older than a judgement that withholds it.
    pub(crate) fn all_followed(&self) -> Option<Arc<State>> {
        self.read_others();
        self.wait_for(self.state().book.last_seq()).then(|| self.counted())
    }

    /// Waits until the register knows an entry; returns whether it does.
    fn wait_for(&self, seq: u64) -> bool {
        let is_behind = || self.state().loaded.as_ref().is_some_and(|loaded| loaded.follows < seq);
        let since = Instant::now();
        let mut guard = held(&self.pile.followed.0);
        while is_behind() {
            let Some(left) = PATIENCE.checked_sub(since.elapsed()) else { return false };
            guard = self.pile.followed.1.wait_timeout(guard, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

fn follow(desk: &Weak<Desk>) {
    loop {
        let Some(desk) = desk.upgrade() else { return };
        {
            let is_written = held(&desk.pile.written.0);
            let wait = desk.pile.written.1.wait_timeout_while(is_written, OTHERS_EVERY, |written| !*written);
            let (mut is_written, time) = wait.unwrap_or_else(PoisonError::into_inner);
            *is_written = false;
            drop(is_written);
            if time.timed_out() {
                desk.read_others();
            }
        }
        let start = Instant::now();
        if desk.follow() {
            let rest = (start.elapsed() * REST).min(LONGEST_REST);
            drop(desk);
            std::thread::sleep(rest);
        }
    }
}

//! The desk: the project, its ledger, its register in memory, who is signed in.

use crate::accounts::Accounts;
use crate::clash::{Clash, clash};
use crate::error::DeskError;
use crate::guard::Origins;
use crate::judged::pairs_in_force;
use crate::loaded::State;
use crate::runner::{Runner, load};
use crate::session::Sessions;
use crate::words::{Languages, Words};
use axum::http::{HeaderMap, header};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use tizim_ledger::{Entry, Hash, Judgement, Ledger, NewEntry, Timestamp, What};
use tizim_project::{Project, Step};

/// How to open the desk.
pub struct Options {
    /// The project folder.
    pub root: PathBuf,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// How browsers reach it, where that is not the address itself: `https://desk.example.org`.
    pub public_address: Option<String>,
    /// The name that judgements of the person at this machine bear.
    pub author: String,
    /// The clock.
    pub now: Box<dyn Fn() -> Timestamp + Send + Sync>,
}

/// An open review desk.
pub struct Desk {
    root: PathBuf,
    author: String,
    now: Box<dyn Fn() -> Timestamp + Send + Sync>,
    address: SocketAddr,
    origins: Origins,
    listener: Mutex<Option<TcpListener>>,
    /// The right to write. Whoever holds it reads what others wrote, checks, appends and has the register follow.
    ledger: Mutex<Ledger>,
    state: RwLock<State>,
    sessions: Sessions,
    runner: Runner,
    languages: Languages,
}

/// Why a judgement did not get into the ledger.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// It contradicts others.
    Clash(Box<Clash>),
    /// The ledger can't be written.
    Ledger(tizim_ledger::Error),
}

impl From<tizim_ledger::Error> for Refusal {
    fn from(error: tizim_ledger::Error) -> Self {
        Refusal::Ledger(error)
    }
}

impl Desk {
    /// Opens a project's desk: a whole run, mostly from the cache, then a socket. Nothing is answered before [`Desk::serve`].
    ///
    /// # Errors
    ///
    /// [`DeskError::NoAccounts`] and [`DeskError::NoPublicAddress`] if other machines could reach it without either;
    /// [`DeskError::Listen`]; those of the project and the ledger.
    pub fn open(options: Options, progress: &(dyn Fn(Step, f64) + Sync)) -> Result<Arc<Self>, DeskError> {
        let project = Project::open(&options.root)?;
        let ledger = Ledger::open(project.layout.ledger())?;
        let is_wide = !options.listen.ip().is_loopback();
        if is_wide {
            let mut accounts = Accounts::default();
            ledger.entries()?.iter().for_each(|entry| accounts.take(entry));
            if accounts.is_empty() {
                return Err(DeskError::NoAccounts { address: options.listen });
            }
            if options.public_address.is_none() {
                return Err(DeskError::NoPublicAddress { address: options.listen });
            }
        }
        let failed = |source| DeskError::Listen { address: options.listen, source };
        let listener = TcpListener::bind(options.listen).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let origins = origins(address, options.public_address.as_deref())?;
        let (config, loaded) = load(&options.root, progress)?;
        let languages = Languages::load().map_err(|fault| DeskError::System(fault.to_string()))?;
        let known = loaded.as_ref().map_or(u64::MAX, |loaded| loaded.run_at);
        let entries = ledger.entries()?.into_iter().take_while(|entry| entry.seq <= known).collect();
        let desk = Self {
            root: options.root,
            author: options.author,
            now: options.now,
            address,
            origins,
            listener: Mutex::new(Some(listener)),
            ledger: Mutex::new(ledger),
            state: RwLock::new(State::new(config, entries, loaded)),
            sessions: Sessions::default(),
            runner: Runner::default(),
            languages,
        };
        Ok(Arc::new(desk))
    }

    /// Returns where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns an address that signs its first visitor in, once; an earlier one that was not used is void.
    ///
    /// # Errors
    ///
    /// [`DeskError::System`] if the system has no random numbers.
    pub fn sign_in_link(&self) -> Result<String, DeskError> {
        let scheme = if self.origins.encrypted { "https" } else { "http" };
        let host = self.origins.hosts.first().map_or_else(|| self.address.to_string(), String::clone);
        Ok(format!("{scheme}://{host}/enter?token={}", self.sessions.new_link()?))
    }

    /// Answers requests until the process ends.
    ///
    /// # Errors
    ///
    /// [`DeskError::System`] if the system gives no threads; a desk can be served once.
    pub fn serve(self: Arc<Self>) -> Result<(), DeskError> {
        let system = |fault: std::io::Error| DeskError::System(fault.to_string());
        let listener = self.listener.lock().unwrap_or_else(PoisonError::into_inner).take();
        let listener = listener.ok_or_else(|| DeskError::System("it is served already".to_owned()))?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(16)
            .enable_io()
            .enable_time()
            .build()
            .map_err(system)?;
        runtime.block_on(crate::server::serve(self, listener)).map_err(system)
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn author(&self) -> &str {
        &self.author
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.now)()
    }

    pub(crate) fn origins(&self) -> &Origins {
        &self.origins
    }

    pub(crate) fn sessions(&self) -> &Sessions {
        &self.sessions
    }

    pub(crate) fn runner(&self) -> &Runner {
        &self.runner
    }

    pub(crate) fn languages(&self) -> &Languages {
        &self.languages
    }

    /// Returns the register for reading; judgements wait meanwhile, so pages are made quickly and sent afterwards.
    pub(crate) fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn state_mut(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the right to write.
    pub(crate) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the language of a request: the one chosen here, else the one that the browser likes.
    pub(crate) fn words_for(&self, headers: &HeaderMap) -> &Words {
        let chosen = crate::visitor::cookie(headers, crate::visitor::LANGUAGE_COOKIE);
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        chosen
            .and_then(|code| self.languages.named(code))
            .unwrap_or_else(|| self.languages.liked(accepted.unwrap_or_default()))
    }

    /// Counts over all persons anew, if judgements changed any since.
    pub(crate) fn recount(&self) {
        if !self.state().loaded.as_ref().is_some_and(|loaded| loaded.recount_due) {
            return;
        }
        let mut state = self.state_mut();
        if let Some(loaded) = state.loaded.as_mut().filter(|loaded| loaded.recount_due) {
            loaded.results.recount();
            loaded.recount_due = false;
        }
    }

    /// Returns the contradiction that entries would bring in, if they would; the caller holds the right to write.
    fn clash_with(&self, new: &[NewEntry]) -> Option<Clash> {
        let mut state = self.state_mut();
        let known = state.entries.len();
        let next = state.last() + 1;
        state.entries.extend(new.iter().zip(next..).map(|(entry, seq)| Entry {
            seq,
            at: entry.at.clone(),
            author: entry.author.clone(),
            what: entry.what.clone(),
            prev_hash: Hash::GENESIS,
            hash: Hash::GENESIS,
        }));
        let found = clash(&pairs_in_force(&state.entries));
        state.entries.truncate(known);
        found
    }

    /// Appends judgements, all or none; when this returns they are on the disk and in the register.
    ///
    /// # Errors
    ///
    /// [`Refusal::Clash`] if they contradict others; nothing is written then.
    pub(crate) fn judge(&self, author: &str, judgements: Vec<Judgement>) -> Result<Vec<Entry>, Refusal> {
        self.append(author, judgements.into_iter().map(What::Judgement).collect())
    }

    /// Appends entries, all or none.
    ///
    /// # Errors
    ///
    /// As [`Desk::judge`].
    pub(crate) fn append(&self, author: &str, what: Vec<What>) -> Result<Vec<Entry>, Refusal> {
        let mut ledger = self.ledger();
        let at = self.now();
        let new: Vec<NewEntry> = what
            .into_iter()
            .map(|what| NewEntry { at: at.clone(), author: author.to_owned(), what })
            .collect();
        let last = self.state().last();
        let by_others = ledger.entries_after(last)?;
        if !by_others.is_empty() {
            // judgements that contradict one another were written by other means: the register stays as it was
            let _ = self.state_mut().take(by_others);
        }
        if new.iter().any(|entry| matches!(entry.what, What::Judgement(_)))
            && let Some(clash) = self.clash_with(&new)
        {
            return Err(Refusal::Clash(Box::new(clash)));
        }
        let appended = ledger.append_all(&new)?;
        // there is no contradiction: it was looked for above, with nobody else writing here
        let _ = self.state_mut().take(appended.clone());
        Ok(appended)
    }
}

fn origins(address: SocketAddr, public: Option<&str>) -> Result<Origins, DeskError> {
    let port = address.port();
    let mut hosts = Vec::new();
    let mut encrypted = false;
    if let Some(public) = public {
        let wrong = || DeskError::PublicAddress(public.to_owned());
        let (scheme, host) = public.split_once("://").ok_or_else(wrong)?;
        let host = host.trim_end_matches('/');
        let is_host =
            !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:[]".contains(c));
        if !is_host || !matches!(scheme, "http" | "https") {
            return Err(wrong());
        }
        encrypted = scheme == "https";
        hosts.push(host.to_owned());
    } else {
        hosts.push(address.to_string());
        hosts.extend([format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")]);
    }
    Ok(Origins { hosts, encrypted })
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Desk")
            .field("root", &self.root)
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

//! The desk: the project, its ledger, its register in memory, who is signed in.

use crate::accounts::Accounts;
use crate::error::DeskError;
use crate::guard::Origins;
use crate::loaded::State;
use crate::runner::{Runner, book_at, load};
use crate::session::Sessions;
use crate::words::{Languages, Words};
use crate::write::Pile;
use axum::http::{HeaderMap, header};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use tizim_ledger::{Ledger, Timestamp};
use tizim_project::{Project, RunSummary, Step};

/// The most pages that are made at once; most of those who are here at one time wait for the disk.
const MOST_PAGES: usize = 256;

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
    /// The right to write.
    ledger: Mutex<Ledger>,
    pub(crate) pile: Pile,
    /// Tells those who look at a page that the register follows a further entry: its number.
    pub(crate) news: tokio::sync::watch::Sender<u64>,
    /// What is shown; held only to take it or to put another in its place.
    state: RwLock<Arc<State>>,
    sessions: Sessions,
    runner: Runner,
    languages: Languages,
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
        let mut ledger = project.open_ledger()?;
        let is_wide = !options.listen.ip().is_loopback();
        if is_wide {
            let mut accounts = Accounts::default();
            ledger.book()?.entries().for_each(|entry| accounts.take(entry));
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
        if let Some(loaded) = &loaded {
            let at = (options.now)();
            let summary = RunSummary::of(&loaded.results, &config, at.as_str(), loaded.run_at);
            let _ = project.note_run(&summary);
        }
        let languages = Languages::load().map_err(|fault| DeskError::System(fault.to_string()))?;
        let mut state = State::new(config, book_at(ledger.book()?, loaded.as_ref()), loaded);
        state.take(ledger.book()?.clone());
        let desk = Self {
            root: options.root,
            author: options.author,
            now: options.now,
            address,
            origins,
            listener: Mutex::new(Some(listener)),
            ledger: Mutex::new(ledger),
            pile: Pile::default(),
            news: tokio::sync::watch::Sender::new(0),
            state: RwLock::new(Arc::new(state)),
            sessions: Sessions::default(),
            runner: Runner::default(),
            languages,
        };
        let desk = Arc::new(desk);
        desk.begin_following();
        Ok(desk)
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
            .max_blocking_threads(MOST_PAGES)
            .enable_io()
            .enable_time()
            .build()
            .map_err(system)?;
        let served = runtime.block_on(crate::server::serve(Arc::clone(&self), listener)).map_err(system);
        // a ledger in Postgres brings a runtime of its own, which must not end inside this one: so the last hold on the desk
        // is let go out here, when no request is at work any more
        drop(runtime);
        drop(self);
        served
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

    /// Returns what the pages show now. It stays as it is; nobody waits for whoever holds it.
    pub(crate) fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another state in place of the one that is shown. `change` must be quick.
    pub(crate) fn publish(&self, change: impl FnOnce(&mut State)) {
        let mut shown = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = State::clone(&shown);
        change(&mut next);
        let before = std::mem::replace(&mut *shown, Arc::new(next));
        drop(shown);
        // taken apart only when nobody has to wait for it
        drop(before);
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

    /// Returns the newest state with all that is counted over all persons, counted anew if judgements changed any.
    pub(crate) fn counted(&self) -> Arc<State> {
        let state = self.state();
        let Some(loaded) = state.loaded.as_ref().filter(|loaded| loaded.recount_due) else { return state };
        let counted = Arc::new(loaded.recounted());
        self.publish(|now| {
            // the register may have gone on meanwhile: then it is counted again when somebody next asks
            if now.loaded.as_ref().is_some_and(|known| Arc::ptr_eq(known, loaded)) {
                now.loaded = Some(Arc::clone(&counted));
            }
        });
        Arc::new(State { loaded: Some(counted), ..State::clone(&state) })
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

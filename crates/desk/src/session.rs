//! Who is signed in: sessions in memory, each with a secret in the browser's cookie and another in every form.
//!
//! A session's secret is made here at signing in and is never taken from a request, so none can be planted (fixation).
//! Sessions end with the process, with signing out, or after twelve hours without a request.

use crate::DeskError;
use crate::random::{kept, secret};
use rustc_hash::{FxHashMap, FxHashSet};
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tizim_model::RecordIx;

/// The name of the cookie.
pub(crate) const COOKIE: &str = "tizim_desk";
const IDLE: Duration = Duration::from_secs(12 * 3600);
/// Attempts to sign in: so many at once for one account or address, then one in so much time.
const ATTEMPTS: f64 = 8.0;
const ATTEMPT_EVERY: Duration = Duration::from_secs(30);
/// Attempts from everywhere together.
const ALL_ATTEMPTS: f64 = 60.0;
const ANY_ATTEMPT_EVERY: Duration = Duration::from_secs(2);

/// How somebody came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// By the one-time link: the owner of this machine's project folder.
    Link,
    /// By account and password.
    Account,
}

/// One signing in.
#[derive(Debug)]
pub(crate) struct Session {
    /// The name that judgements bear.
    pub(crate) user: String,
    pub(crate) way: Way,
    /// Stands in each form.
    pub(crate) form_secret: String,
    /// The pairs that were skipped: not shown again in this session.
    pub(crate) skipped: Mutex<FxHashSet<(RecordIx, RecordIx)>>,
    seen: Mutex<Instant>,
    /// The number of the last entry that was written in this session.
    wrote: AtomicU64,
}

/// All sessions, the one-time link, and the attempts to sign in.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    open: Mutex<FxHashMap<blake3::Hash, Arc<Session>>>,
    link: Mutex<Option<blake3::Hash>>,
    attempts: Mutex<FxHashMap<String, Bucket>>,
}

#[derive(Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

fn held<T>(lock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // what stands behind these locks is whole after each step, so a panic elsewhere spoils nothing
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sessions {
    /// Returns the secret of a new one-time link; an earlier one that was not used is void.
    pub(crate) fn new_link(&self) -> Result<String, DeskError> {
        let token = secret()?;
        *held(&self.link) = Some(kept(&token));
        Ok(token)
    }

    /// Returns whether a secret is that of the one-time link, which is then used up.
    pub(crate) fn use_link(&self, token: &str) -> bool {
        let mut link = held(&self.link);
        let fits = link.is_some_and(|known| known == kept(token));
        if fits {
            *link = None;
        }
        fits
    }

    /// Opens a session and returns its secret for the cookie.
    pub(crate) fn open(&self, user: String, way: Way) -> Result<String, DeskError> {
        let token = secret()?;
        let session = Session {
            user,
            way,
            form_secret: secret()?,
            skipped: Mutex::default(),
            seen: Mutex::new(Instant::now()),
            wrote: AtomicU64::new(0),
        };
        let mut open = held(&self.open);
        open.retain(|_, session| held(&session.seen).elapsed() < IDLE);
        open.insert(kept(&token), Arc::new(session));
        Ok(token)
    }

    /// Returns the session of a cookie's secret.
    pub(crate) fn find(&self, token: &str) -> Option<Arc<Session>> {
        let session = held(&self.open).get(&kept(token)).cloned()?;
        let mut seen = held(&session.seen);
        if seen.elapsed() >= IDLE {
            return None;
        }
        *seen = Instant::now();
        drop(seen);
        Some(session)
    }

    /// Ends a session.
    pub(crate) fn close(&self, token: &str) {
        held(&self.open).remove(&kept(token));
    }

    /// Returns whether one more attempt to sign in may be made, and counts it.
    pub(crate) fn may_try(&self, account: &str, from: IpAddr) -> bool {
        let mut attempts = held(&self.attempts);
        attempts.retain(|_, bucket| bucket.at.elapsed() < Duration::from_secs(3600));
        let mut take = |key: String, most: f64, every: Duration| {
            let bucket = attempts.entry(key).or_insert(Bucket { left: most, at: Instant::now() });
            let filled = bucket.at.elapsed().as_secs_f64() / every.as_secs_f64();
            bucket.left = (bucket.left + filled).min(most);
            bucket.at = Instant::now();
            let is_left = bucket.left >= 1.0;
            if is_left {
                bucket.left -= 1.0;
            }
            is_left
        };
        take("everywhere".to_owned(), ALL_ATTEMPTS, ANY_ATTEMPT_EVERY)
            && take(format!("from {from}"), ATTEMPTS, ATTEMPT_EVERY)
            && take(format!("account {}", account.to_lowercase()), ATTEMPTS, ATTEMPT_EVERY)
    }
}

impl Session {
    /// Returns whether the secret in a form is this session's.
    pub(crate) fn has_form_secret(&self, tried: &str) -> bool {
        kept(&self.form_secret) == kept(tried)
    }

    /// Returns what tells this session from all others, for use inside the desk alone.
    pub(crate) fn name(&self) -> &str {
        &self.form_secret
    }

    /// Notes the number of an entry that was written in this session.
    pub(crate) fn has_written(&self, seq: u64) {
        self.wrote.fetch_max(seq, Ordering::Relaxed);
    }

    /// Returns the number of the last entry that was written in this session; 0 if there is none.
    pub(crate) fn wrote(&self) -> u64 {
        self.wrote.load(Ordering::Relaxed)
    }

    /// Notes that a pair was skipped.
    pub(crate) fn skip(&self, pair: (RecordIx, RecordIx)) {
        held(&self.skipped).insert(pair);
    }

    /// Returns the pairs that were skipped.
    pub(crate) fn skipped(&self) -> FxHashSet<(RecordIx, RecordIx)> {
        held(&self.skipped).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_works_once() {
        let sessions = Sessions::default();
        let token = sessions.new_link().unwrap();
        assert!(!sessions.use_link("0000"));
        assert!(sessions.use_link(&token));
        assert!(!sessions.use_link(&token));
    }

    #[test]
    fn a_session_is_found_by_its_own_secret_only_until_it_is_closed() {
        let sessions = Sessions::default();
        let token = sessions.open("A".to_owned(), Way::Link).unwrap();
        assert!(sessions.find("planted").is_none());
        let session = sessions.find(&token).unwrap();
        assert!(session.has_form_secret(&session.form_secret.clone()) && !session.has_form_secret(&token));
        sessions.close(&token);
        assert!(sessions.find(&token).is_none());
    }

    #[test]
    fn guessing_is_slowed_down_for_the_account_and_for_the_address() {
        let sessions = Sessions::default();
        let from = |last| IpAddr::from([10, 0, 0, last]);
        let tried = (0..20).filter(|_| sessions.may_try("anna", from(1))).count();
        assert_eq!(tried, 8);
        assert!(!sessions.may_try("boris", from(1)), "the address");
        assert!(!sessions.may_try("Anna", from(2)), "the account, however it is written");
        assert!(sessions.may_try("boris", from(3)));
    }
}

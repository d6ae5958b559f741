//! Accounts: who may sign in where the desk listens wider, and what they may do.
//!
//! Accounts stand in the ledger, so that a role given behind its back is found by `tizim verify`. Passwords are kept as
//! Argon2id hashes (RFC 9106) with the crate's default cost, 19 MiB and two passes, as OWASP recommends.

use argon2::password_hash::PasswordHasher;
use argon2::{Argon2, PasswordHash, PasswordVerifier};
use std::collections::BTreeMap;
use tizim_ledger::{Account, Entry, Role, What};

/// The fewest characters of a password.
pub(crate) const SHORTEST_PASSWORD: usize = 12;
/// The most bytes of a password or a name that are looked at.
pub(crate) const LONGEST: usize = 200;

/// A hash that no password fits, so that an unknown account takes as long to refuse as a known one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The accounts as the ledger has them, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accounts {
    by_name: BTreeMap<String, Account>,
}

impl Accounts {
    /// Takes in an entry.
    pub(crate) fn take(&mut self, entry: &Entry) {
        if let What::AccountSet(account) = &entry.what {
            self.by_name.insert(account.name.clone(), account.clone());
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Account> {
        self.by_name.values()
    }

    /// Returns the role of an account that can be signed in to.
    pub(crate) fn role(&self, name: &str) -> Option<Role> {
        self.by_name.get(name).filter(|account| account.password.is_some()).map(|account| account.role)
    }

    /// Returns whether nobody can sign in.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_name.values().all(|account| account.password.is_none())
    }

    /// Returns the hash to compare a password with: the account's, or one that none fits.
    pub(crate) fn hash_of(&self, name: &str) -> String {
        let account = self.by_name.get(name).and_then(|account| account.password.clone());
        account.unwrap_or_else(|| NOBODY.to_owned())
    }
}

/// Returns a password's hash in PHC form; none if it is too short or too long.
pub(crate) fn hash(password: &str) -> Option<String> {
    if password.chars().count() < SHORTEST_PASSWORD || password.len() > LONGEST {
        return None;
    }
    Some(Argon2::default().hash_password(password.as_bytes()).ok()?.to_string())
}

/// Returns whether a password fits a hash; takes some tens of milliseconds.
pub(crate) fn fits(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    password.len() <= LONGEST && Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_only() {
        let kept = hash("correct horse battery").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(fits("correct horse battery", &kept));
        assert!(!fits("correct horse batterz", &kept));
        assert_ne!(hash("correct horse battery").unwrap(), kept, "each has a salt of its own");
        assert!(PasswordHash::new(NOBODY).is_ok() && !fits("", NOBODY));
        assert_eq!(hash("short"), None);
        assert_eq!(hash(&"x".repeat(201)), None);
    }
}

//! A ledger goes on in another place: from a file to a Postgres database, or back.

use crate::{Closed, Error, Hash, Ledger, NewEntry, Place, Result, Timestamp, What};

impl Ledger {
    /// Copies all entries as they are to another place, verifies them there, and closes this ledger: its last entry says where
    /// it goes on, and it takes no further one. Returns the ledger at the other place.
    ///
    /// What others append meanwhile is copied too. If this is stopped at any moment, the same call again does the rest: a place
    /// that holds the beginning of this very ledger is gone on with.
    ///
    /// # Errors
    ///
    /// [`Error::Altered`] if either ledger doesn't verify; [`Error::Exists`] if the other place holds another ledger;
    /// [`Error::Closed`] if this one goes on in a third place; those of reading and writing.
    pub fn move_to(&mut self, place: impl Into<Place>, at: &Timestamp, author: &str) -> Result<Self> {
        let place = place.into();
        self.must_be_whole()?;
        let mut there = match Self::create(&place) {
            Err(Error::Exists { .. }) => Self::open(&place)?,
            made => made?,
        };
        loop {
            there.take_over(self)?;
            there.must_be_whole()?;
            if self.close(there.head()?, &place, at, author)? {
                return Ok(there);
            }
        }
    }

    fn must_be_whole(&self) -> Result<()> {
        match self.verify()?.into_iter().next() {
            None => Ok(()),
            Some(finding) => {
                Err(Error::Altered { place: self.place().clone(), finding: finding.to_string() })
            }
        }
    }

    /// Appends the entries of another ledger that are wanting here, each with its own number, time, author and hashes.
    fn take_over(&mut self, other: &Self) -> Result<()> {
        let is_closing = |what: &What| matches!(what, What::Closed(_));
        let entries: Vec<_> = other.entries()?.into_iter().filter(|entry| !is_closing(&entry.what)).collect();
        let known = self.entries()?;
        if !entries.starts_with(&known) {
            return Err(Error::Exists { place: self.place().clone() });
        }
        let end = known.last().map_or(Hash::GENESIS, |entry| entry.hash);
        // somebody else may have written here since it was read
        match self.append_as_they_are(end, &entries[known.len()..])? {
            true => Ok(()),
            false => Err(Error::Exists { place: self.place().clone() }),
        }
    }

    /// Appends the entry that closes this ledger, if its last one is that of `head`; says whether it is closed then.
    fn close(&mut self, head: Hash, to: &Place, at: &Timestamp, author: &str) -> Result<bool> {
        let to = to.to_string();
        if let Some(What::Closed(closed)) = self.entries()?.pop().map(|last| last.what) {
            let place = self.place().clone();
            return if closed.goes_on == to {
                Ok(true)
            } else {
                Err(Error::Closed { place, to: closed.goes_on })
            };
        }
        let what = What::Closed(Closed { goes_on: to });
        let closing = NewEntry { at: at.clone(), author: author.to_owned(), what };
        self.append_if_last_is(head, &closing)
    }
}

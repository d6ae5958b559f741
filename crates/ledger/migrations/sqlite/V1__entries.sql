-- The first version of the ledger: one table, append-only.
-- What each column means and how `hash` is made: see the README of this crate.

CREATE TABLE entries (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT CHECK (seq > 0),
    kind      TEXT NOT NULL,
    at        TEXT NOT NULL,
    author    TEXT NOT NULL,
    payload   TEXT NOT NULL,
    prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash      BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: entries are never changed');
END;

CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: entries are never removed');
END;

-- INSERT OR REPLACE removes the old row without asking the trigger above, so a number may be taken only once.
CREATE TRIGGER entries_are_not_replaced BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: entries are never replaced');
END;

-- 'tzlg' in ASCII: tells a ledger from any other SQLite file
PRAGMA application_id = 0x747A6C67;

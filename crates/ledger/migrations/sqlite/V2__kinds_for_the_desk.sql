-- Entries may be of two further kinds, account_set and sign_in, and judgements may be notes: an older program must not
-- pass over what it can't read. The index finds accounts without reading the whole ledger.
CREATE INDEX entries_by_kind ON entries (kind);

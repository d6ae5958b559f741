-- Entries may be of further kinds: what a file beside the ledger holds from now on, and that the ledger goes on in another
-- place. An older program must not pass over what it can't read. No table changes.
SELECT 1;

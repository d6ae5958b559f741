-- Entries may be of further kinds: groups, what is confined to them, consents, views of what is confidential. An older
-- program must not pass over what it can't read. No table changes.
SELECT 1;

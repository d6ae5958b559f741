-- Judgements may be opinions of a second reviewer: an older program must not pass over what it can't read. No table changes.
SELECT 1;

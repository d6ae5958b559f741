-- Judgements may be of what articles say: an older program must not pass over what it can't read. No table changes.
SELECT 1;

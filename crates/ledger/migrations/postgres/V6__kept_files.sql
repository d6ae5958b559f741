-- As migrations/sqlite/V6__kept_files.sql: further kinds of entries, no table changes.
SELECT 1;

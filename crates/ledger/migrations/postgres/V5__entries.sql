-- The ledger in Postgres, which begins with version 5: one table, append-only, as in SQLite. What each column means and
-- how `hash` is made: see the README of the crate. Versions are those of migrations/sqlite; a later one has a file in both.

CREATE TABLE entries (
    seq       bigint PRIMARY KEY CHECK (seq > 0),
    kind      text NOT NULL,
    at        text NOT NULL,
    author    text NOT NULL,
    payload   text NOT NULL,
    prev_hash bytea NOT NULL CHECK (octet_length(prev_hash) = 32),
    hash      bytea NOT NULL CHECK (octet_length(hash) = 32)
);
-- tells a ledger from any other table of that name
COMMENT ON TABLE entries IS 'ledger of Tizim';
CREATE INDEX entries_by_kind ON entries (kind);

-- The highest number that was ever given: a removed end leaves a trace, as in SQLite's own memory of it.
CREATE TABLE entries_highest (seq bigint NOT NULL);
INSERT INTO entries_highest VALUES (0);

CREATE TABLE ledger_versions (version integer PRIMARY KEY);

CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: what is in it is never changed or removed';
END
$body$;

-- with the rights of whoever made the table, so that a role that may only read and append can append
CREATE FUNCTION ledger_keeps_highest() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $body$
BEGIN
    UPDATE entries_highest SET seq = greatest(seq, (SELECT max(added.seq) FROM added));
    RETURN NULL;
END
$body$;

CREATE FUNCTION ledger_highest_grows() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NEW.seq < OLD.seq THEN
        RAISE EXCEPTION 'the ledger is append-only: numbers are never given again';
    END IF;
    RETURN NEW;
END
$body$;

CREATE TRIGGER entries_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER entries_are_counted AFTER INSERT ON entries REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_keeps_highest();
CREATE TRIGGER highest_grows BEFORE UPDATE ON entries_highest
    FOR EACH ROW EXECUTE FUNCTION ledger_highest_grows();
CREATE TRIGGER highest_is_kept BEFORE INSERT OR DELETE OR TRUNCATE ON entries_highest
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER versions_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_versions
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

-- also where a session says that it is a replica
ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_are_kept;
ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_are_counted;
ALTER TABLE entries_highest ENABLE ALWAYS TRIGGER highest_grows;
ALTER TABLE entries_highest ENABLE ALWAYS TRIGGER highest_is_kept;
ALTER TABLE ledger_versions ENABLE ALWAYS TRIGGER versions_are_kept;

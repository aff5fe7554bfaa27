-- What finds the name of a person who was removed in every written form, by keyed hashes.
ALTER TABLE tombstones ADD COLUMN written BLOB;

-- A removal that was ordered and is not yet carried out everywhere.
CREATE TABLE removals (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    ordered_at INTEGER NOT NULL
) STRICT;

-- The key of the hashes is made when something is removed first: an archive that is handed on before has none.
DELETE FROM hash_key WHERE NOT EXISTS (SELECT 1 FROM tombstones);

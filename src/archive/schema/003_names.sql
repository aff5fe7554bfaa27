-- What articles taught about names of projects and organisations, as one JSON object.
CREATE TABLE observations (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    content TEXT NOT NULL
) STRICT;

-- What was removed and must not come back: keyed hashes, never the names themselves.
CREATE TABLE tombstones (
    kind       TEXT NOT NULL,      -- person, url, source
    hash       BLOB NOT NULL,
    removed_at INTEGER NOT NULL,
    PRIMARY KEY (kind, hash)
) STRICT, WITHOUT ROWID;

-- The key of these hashes, made with the archive and never shown.
CREATE TABLE hash_key (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    value BLOB NOT NULL
) STRICT;
INSERT INTO hash_key (id, value) VALUES (1, randomblob(32));

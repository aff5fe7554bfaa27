-- Times are whole seconds since 1970 in UTC. Addresses are stored as identities: one spelling a
-- page, without the port of a loopback host.

CREATE TABLE sources (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    home     TEXT,            -- address readers are sent to
    region   TEXT,            -- maakunta it publishes in, Finnish name
    language TEXT             -- language most of its articles are in
) STRICT;

CREATE TABLE frontier (
    url           TEXT PRIMARY KEY,
    source        TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    kind          TEXT NOT NULL,               -- what the address is expected to hold
    depth         INTEGER NOT NULL,            -- links from a start address
    barren        INTEGER NOT NULL,            -- pages without news on the way since the last news
    discovered_at INTEGER NOT NULL,
    visited_at    INTEGER,                     -- end of the last visit
    visited_round INTEGER NOT NULL DEFAULT 0,  -- round of crawling it was in
    due_at        INTEGER,                     -- next visit; null: never again
    leased_until  INTEGER NOT NULL DEFAULT 0,  -- a crawler is at it until then
    failures      INTEGER NOT NULL DEFAULT 0,  -- in a row
    outcome       TEXT,                        -- word for the last visit's result
    etag          TEXT,
    last_modified TEXT,
    article       TEXT                         -- article read from it
) STRICT;
CREATE INDEX frontier_by_due ON frontier (source, due_at);

CREATE TABLE fetches (
    id          INTEGER PRIMARY KEY,
    url         TEXT NOT NULL,
    source      TEXT NOT NULL,
    fetched_at  INTEGER NOT NULL,
    outcome     TEXT NOT NULL,
    status      INTEGER,       -- HTTP status
    bytes       INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX fetches_by_source ON fetches (source, fetched_at);

CREATE TABLE pages (
    url          TEXT PRIMARY KEY,
    source       TEXT NOT NULL,
    final_url    TEXT NOT NULL,   -- where redirects ended
    fetched_at   INTEGER NOT NULL,
    content_type TEXT,
    content      BLOB NOT NULL    -- the bytes as they came, zstd
) STRICT;

CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;
INSERT INTO counters (name, value) VALUES ('revision', 0), ('round', 0);

CREATE TABLE articles (
    id              TEXT PRIMARY KEY,
    identity        TEXT UNIQUE,            -- identity of the canonical address
    source          TEXT NOT NULL REFERENCES sources (id),
    revision        INTEGER NOT NULL UNIQUE,
    live            INTEGER NOT NULL,       -- 0: removed; the row stays to carry the revision
    record          TEXT NOT NULL,          -- the article as JSON
    given           TEXT NOT NULL,          -- entity fields that were given, not derived: JSON list
    fingerprint     BLOB,                   -- sketch of the text, for near-copies
    duplicate_group TEXT,                   -- id of the group's first article
    archived_at     INTEGER NOT NULL,
    changed_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX articles_by_group ON articles (duplicate_group) WHERE duplicate_group IS NOT NULL;

CREATE TABLE article_versions (
    article     TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    revision    INTEGER NOT NULL,
    record      TEXT NOT NULL,
    replaced_at INTEGER NOT NULL,
    PRIMARY KEY (article, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE fingerprint_bands (
    band    INTEGER NOT NULL,   -- which part of the fingerprint
    value   INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (band, value, article)
) STRICT, WITHOUT ROWID;

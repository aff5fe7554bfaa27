-- What the crawler learns of addresses and sources as it goes.

ALTER TABLE frontier ADD COLUMN found_on TEXT;                       -- page that led here first
ALTER TABLE frontier ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;    -- visits begun since one ended
ALTER TABLE frontier ADD COLUMN digest INTEGER;                      -- of the last body
ALTER TABLE frontier ADD COLUMN changed_at INTEGER;                  -- when the body last differed
ALTER TABLE frontier ADD COLUMN stated_at INTEGER;                   -- change that a list stated last
ALTER TABLE frontier ADD COLUMN news REAL NOT NULL DEFAULT 0;        -- new addresses it named, fading
ALTER TABLE frontier ADD COLUMN watched_days REAL NOT NULL DEFAULT 0; -- time it was watched, fading
CREATE INDEX frontier_by_turn ON frontier (source, (kind = 'article'), depth, due_at, url);
CREATE INDEX frontier_by_digest ON frontier (source, digest) WHERE digest IS NOT NULL;
CREATE INDEX frontier_by_article ON frontier (article) WHERE article IS NOT NULL;
CREATE INDEX frontier_by_parent ON frontier (found_on) WHERE found_on IS NOT NULL;

ALTER TABLE pages ADD COLUMN head TEXT;                              -- status and headers

CREATE TABLE source_states (
    source        TEXT PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
    crawler       TEXT,                        -- the crawler that visits it now
    leased_until  INTEGER NOT NULL DEFAULT 0,  -- nobody else does until then
    visited_at    INTEGER,                     -- last answer of any kind
    failures      INTEGER NOT NULL DEFAULT 0,  -- in a row, of a kind that may pass
    rests_until   INTEGER NOT NULL DEFAULT 0,  -- left alone until then
    robots        TEXT,                        -- what robots.txt allows
    robots_at     INTEGER,
    profile       INTEGER,                     -- fingerprint of the profile it was read with
    lists_right   REAL NOT NULL DEFAULT 1,     -- changes that lists stated and that were there
    lists_wrong   REAL NOT NULL DEFAULT 0,     -- and that were not
    opted_out_at  INTEGER                      -- its owner wants no visits
) STRICT;

CREATE TABLE visit_counts (
    source   TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    visits   INTEGER NOT NULL,
    bytes    INTEGER NOT NULL,                 -- of bodies as they came
    PRIMARY KEY (source, outcome)
) STRICT, WITHOUT ROWID;

-- When in the week a source publishes: news found in each of its 168 hours, fading.
CREATE TABLE rhythms (
    source TEXT NOT NULL,
    hour   INTEGER NOT NULL,                   -- hours since Monday 00:00 in Finland
    news   REAL NOT NULL,
    PRIMARY KEY (source, hour)
) STRICT, WITHOUT ROWID;

-- Addresses that differ only in numbers, and what came of them.
CREATE TABLE shapes (
    source   TEXT NOT NULL,
    shape    TEXT NOT NULL,
    barren   INTEGER NOT NULL,                 -- pages read that held no article
    articles INTEGER NOT NULL,
    PRIMARY KEY (source, shape)
) STRICT, WITHOUT ROWID;

-- On which days how much was published, for the rhythm of a source.
CREATE INDEX articles_by_day ON articles (
    source, coalesce(substr(json_extract(record, '$.published'), 1, 10),
                     date(archived_at, 'unixepoch'))
) WHERE live = 1;

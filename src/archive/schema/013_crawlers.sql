-- Several crawlers share the sources: who is at work, and who asks which host.

CREATE TABLE crawlers (
    name     TEXT PRIMARY KEY,                 -- a word that no other crawler has
    process  INTEGER NOT NULL,                 -- its number on this machine
    begun_at INTEGER NOT NULL,                 -- seconds
    until    INTEGER NOT NULL                  -- milliseconds: has died unless it says before that it lives
) STRICT, WITHOUT ROWID;

-- Only while a host is asked, and for the pause after it.
CREATE TABLE hosts (
    host     TEXT PRIMARY KEY,
    crawler  TEXT,                             -- the crawler that asks it now
    pause    INTEGER NOT NULL,                 -- milliseconds from one request to the next
    free_at  INTEGER NOT NULL                  -- milliseconds: end of the pause after the last request
) STRICT, WITHOUT ROWID;
CREATE INDEX hosts_by_crawler ON hosts (crawler) WHERE crawler IS NOT NULL;
CREATE INDEX source_states_by_crawler ON source_states (crawler) WHERE crawler IS NOT NULL;

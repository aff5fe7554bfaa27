-- Searches that somebody is told news of, without an account. Recipients are sealed with a key that lies beside the
-- archive; the hash tells whether two alerts go to the same one.
CREATE TABLE alerts (
    id             INTEGER PRIMARY KEY,         -- drawn, so that nobody can count them
    way            TEXT NOT NULL,               -- mail, webhook
    rhythm         TEXT NOT NULL,               -- at_once, daily, weekly
    search         TEXT NOT NULL,               -- names and values, as JSON
    language       TEXT NOT NULL,
    recipient      BLOB NOT NULL,
    recipient_hash BLOB NOT NULL,
    asked_at       INTEGER NOT NULL,
    confirmed_at   INTEGER,                     -- nothing is told before
    expires_at     INTEGER NOT NULL,            -- it goes when nobody says that it should stay
    due_at         INTEGER,                     -- when what waits is told; null: nothing waits
    told_at        INTEGER                      -- when something was told last
) STRICT;
CREATE INDEX alerts_by_recipient ON alerts (recipient_hash);
CREATE INDEX alerts_by_due ON alerts (due_at) WHERE due_at IS NOT NULL;

-- What an alert has to tell, and what it told: nothing is told twice.
CREATE TABLE alert_news (
    alert    INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    story    TEXT NOT NULL,                     -- the article, or the first of its copies
    article  TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    message  INTEGER,                           -- that told it; null: it waits
    PRIMARY KEY (alert, story)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_news_by_message ON alert_news (message) WHERE message IS NOT NULL;

-- Messages on their way. One that was handed over is gone from here once its receiver has taken it.
CREATE TABLE alert_messages (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    kind           TEXT NOT NULL,               -- confirm, news, renew, alarm
    alert          INTEGER REFERENCES alerts (id) ON DELETE CASCADE,
    content        TEXT,                        -- of an alarm
    made_at        INTEGER NOT NULL,
    due_at         INTEGER NOT NULL,
    attempts       INTEGER NOT NULL DEFAULT 0,
    handed_over_at INTEGER                      -- the receiver may have it
) STRICT;
CREATE INDEX alert_messages_by_due ON alert_messages (due_at);

-- For which end of an alert its recipient was asked whether it should stay.
CREATE TABLE alert_renewals (
    alert      INTEGER PRIMARY KEY REFERENCES alerts (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT;

-- Messages by how they ended, since the archive was made.
CREATE TABLE alert_counts (
    outcome TEXT PRIMARY KEY,                   -- delivered, refused, bounced, given_up, unknown
    count   INTEGER NOT NULL
) STRICT;

-- What the operator was told of, as long as it lasts.
CREATE TABLE alarms (
    code     TEXT NOT NULL,
    source   TEXT NOT NULL,                     -- empty for the service itself
    since    INTEGER NOT NULL,
    told_at  INTEGER NOT NULL,
    PRIMARY KEY (code, source)
) STRICT, WITHOUT ROWID;

-- When the articles of a source were found, for how well its new ones are read.
CREATE INDEX articles_by_found ON articles (archived_at) WHERE live = 1;

-- What is in the archive now is no news.
INSERT INTO counters (name, value) SELECT 'alerts', value FROM counters WHERE name = 'revision';

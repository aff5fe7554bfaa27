-- An archive of format 5 with three articles, as the version before format 6 wrote it.
PRAGMA foreign_keys = OFF;
PRAGMA user_version = 5;
BEGIN TRANSACTION;
CREATE TABLE article_versions (
    article     TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    revision    INTEGER NOT NULL,
    record      TEXT NOT NULL,
    replaced_at INTEGER NOT NULL,
    PRIMARY KEY (article, revision)
) STRICT, WITHOUT ROWID;
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
INSERT INTO "articles" VALUES('kahvit',NULL,'kylalehti',1,1,'{"id":"kahvit","url":null,"source":"kylalehti","title":"Kevään kahvit","lead":null,"body":"Kylätalolla keitetään taas kahvia.\n\nPe 26.3. klo 9–10 vapaaehtoisten aamukahvit\n\nKevätkokous on 20.4.2021 klo 18 Kouvolassa. ”Tervetuloa joukkoon, jokainen on meille tärkeä”, sanoo puheenjohtaja Aino Esimerkki.","published":"2021-03-10","published_precision":"day","modified":null,"authors":[],"topics":[],"language":"fi","persons":["Aino Esimerkki"],"organisations":[],"projects":[],"regions":["Kymenlaakso"],"municipalities":["Kouvola"],"hyvinvointialueet":["Kymenlaakson hyvinvointialue"],"mentions":[{"part":"body","start":119,"end":129,"text":"Kouvolassa","kind":"place","name":"Kouvola","evidence":"register","confidence":0.96},{"part":"body","start":207,"end":221,"text":"Aino Esimerkki","kind":"person","name":"Aino Esimerkki","role":"puheenjohtaja","evidence":"title","confidence":0.97}],"events":[{"date":"2021-03-26","end_date":null,"time":"09:00","end_time":"10:00","inferred_year":true,"part":"body","start":42,"end":58},{"date":"2021-04-20","end_date":null,"time":"18:00","end_time":null,"inferred_year":false,"part":"body","start":102,"end":118}],"quotes":[{"text":"Tervetuloa joukkoon, jokainen on meille tärkeä","speaker":"Aino Esimerkki","part":"body","start":134,"end":182}]}','[]',X'0DD0E401339028001F8813016BBD6F05C652C3207C85092A6F305900F9D1A30AFAD3CB0BC21FCB005A8EAC03CF0AE806D04B730610D0A70AB054000611D96705246C37091885231B4B922613C7881C029638C206FF308D03F97F130C03CC8C00C8116005A387F70AEC9D2205E85B0112FB897F03BD3528046A64E404D5D9950DF79FBF045A832712E1546F0B2BF81815E5C1100941BF780C75C3F806328BD5094003200D00669F05F79B71061B520402FDADEC00C421CF0331B97C035FB18700C14DB701ACBF1C0FF70A28060B9A2218604A11054807B90169F45014CA3DF4095E71DA0409C4400C04B3F9017910FE08F9840603E92DC30C627BCC1B4A570109',NULL,1700000000,1700000000);
INSERT INTO "articles" VALUES('leiri',NULL,'kylalehti',2,1,'{"id":"leiri","url":null,"source":"kylalehti","title":"Leiri","lead":null,"body":"Leiri pidetään 12.–14.7. metsässä.","published":"2022-05-01T12:00:00+03:00","published_precision":"second","modified":null,"authors":[],"topics":[],"language":"fi","persons":[],"organisations":[],"projects":[],"regions":[],"municipalities":[],"hyvinvointialueet":[],"mentions":[],"events":[{"date":"2022-07-12","end_date":"2022-07-14","time":null,"end_time":null,"inferred_year":true,"part":"body","start":17,"end":28}],"quotes":[]}','[]',NULL,NULL,1700000000,1700000000);
INSERT INTO "articles" VALUES('hiljaa',NULL,'kylalehti',3,1,'{"id":"hiljaa","url":null,"source":"kylalehti","title":"Uutinen","lead":null,"body":"Talon katto korjattiin, ja väki kiittää.","published":"2022-06-01","published_precision":"day","modified":null,"authors":[],"topics":[],"language":"fi","persons":[],"organisations":[],"projects":[],"regions":[],"municipalities":[],"hyvinvointialueet":[],"mentions":[],"events":[],"quotes":[]}','[]',NULL,NULL,1700000000,1700000000);
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;
INSERT INTO "counters" VALUES('revision',3);
INSERT INTO "counters" VALUES('round',0);
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
CREATE TABLE fingerprint_bands (
    band    INTEGER NOT NULL,   -- which part of the fingerprint
    value   INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (band, value, article)
) STRICT, WITHOUT ROWID;
INSERT INTO "fingerprint_bands" VALUES(0,-8928724345817882645,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(1,-7600660772121316940,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(2,1818293740148189436,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(3,-3907545448805866966,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(4,8560088936066139525,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(5,-8126810118600975107,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(6,6339141231247412870,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(7,6010851514704340545,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(8,-1977944105145982713,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(9,-6843694231500941582,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(10,-6443761516646241022,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(11,-4275621513887933360,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(12,6158865475619009757,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(13,125848164762331674,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(14,-5179009546917713537,'kahvit');
INSERT INTO "fingerprint_bands" VALUES(15,-374609051743687203,'kahvit');
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
, found_on TEXT, begun INTEGER NOT NULL DEFAULT 0, digest INTEGER, changed_at INTEGER, stated_at INTEGER, news REAL NOT NULL DEFAULT 0, watched_days REAL NOT NULL DEFAULT 0) STRICT;
CREATE TABLE hash_key (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    value BLOB NOT NULL
) STRICT;
INSERT INTO "hash_key" VALUES(1,X'0000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE lessons (
    article TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    content TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "lessons" VALUES('hiljaa','{}');
INSERT INTO "lessons" VALUES('kahvit','{}');
INSERT INTO "lessons" VALUES('leiri','{}');
CREATE TABLE observations (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    content TEXT NOT NULL
) STRICT;
CREATE TABLE pages (
    url          TEXT PRIMARY KEY,
    source       TEXT NOT NULL,
    final_url    TEXT NOT NULL,   -- where redirects ended
    fetched_at   INTEGER NOT NULL,
    content_type TEXT,
    content      BLOB NOT NULL    -- the bytes as they came, zstd
, head TEXT) STRICT;
CREATE TABLE rhythms (
    source TEXT NOT NULL,
    hour   INTEGER NOT NULL,                   -- hours since Monday 00:00 in Finland
    news   REAL NOT NULL,
    PRIMARY KEY (source, hour)
) STRICT, WITHOUT ROWID;
CREATE TABLE shapes (
    source   TEXT NOT NULL,
    shape    TEXT NOT NULL,
    barren   INTEGER NOT NULL,                 -- pages read that held no article
    articles INTEGER NOT NULL,
    PRIMARY KEY (source, shape)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE sources (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    home     TEXT,            -- address readers are sent to
    region   TEXT,            -- maakunta it publishes in, Finnish name
    language TEXT             -- language most of its articles are in
) STRICT;
INSERT INTO "sources" VALUES('kylalehti','kylalehti',NULL,NULL,NULL);
CREATE TABLE tombstones (
    kind       TEXT NOT NULL,      -- person, url, source
    hash       BLOB NOT NULL,
    removed_at INTEGER NOT NULL,
    PRIMARY KEY (kind, hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE visit_counts (
    source   TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    visits   INTEGER NOT NULL,
    bytes    INTEGER NOT NULL,                 -- of bodies as they came
    PRIMARY KEY (source, outcome)
) STRICT, WITHOUT ROWID;
CREATE INDEX frontier_by_due ON frontier (source, due_at);
CREATE INDEX fetches_by_source ON fetches (source, fetched_at);
CREATE INDEX articles_by_group ON articles (duplicate_group) WHERE duplicate_group IS NOT NULL;
CREATE INDEX frontier_by_turn ON frontier (source, (kind = 'article'), depth, due_at, url);
CREATE INDEX frontier_by_digest ON frontier (source, digest) WHERE digest IS NOT NULL;
CREATE INDEX frontier_by_article ON frontier (article) WHERE article IS NOT NULL;
CREATE INDEX frontier_by_parent ON frontier (found_on) WHERE found_on IS NOT NULL;
CREATE INDEX articles_by_day ON articles (
    source, coalesce(substr(json_extract(record, '$.published'), 1, 10),
                     date(archived_at, 'unixepoch'))
) WHERE live = 1;
CREATE INDEX fingerprint_bands_by_article ON fingerprint_bands (article);
COMMIT;

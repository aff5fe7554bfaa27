-- Lessons say what makes each name one, so all articles are asked anew, and read anew after that.
DELETE FROM lessons;
ALTER TABLE observations ADD COLUMN edits TEXT NOT NULL DEFAULT '{}';
ALTER TABLE observations ADD COLUMN is_stale INTEGER NOT NULL DEFAULT 0;
UPDATE observations SET content = '{}', is_stale = 1;

-- What else projects and organisations go by, in small letters.
CREATE TABLE aliases (
    kind  TEXT NOT NULL,      -- project, organisation
    alias TEXT NOT NULL,
    name  TEXT NOT NULL,
    PRIMARY KEY (kind, alias)
) STRICT, WITHOUT ROWID;

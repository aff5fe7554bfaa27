-- What each article teaches about names, as JSON; an article without a line was not asked yet.
CREATE TABLE lessons (
    article TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What `status` and the service tell of all articles again and again is told without reading them.

-- When the newest article of a source came. A server has this index already.
CREATE INDEX IF NOT EXISTS articles_by_source ON articles (source, archived_at) WHERE live = 1;

-- Articles whose names were not read, though names are to be read of them.
CREATE TABLE nameless (
    article TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE
);
-- Seven lists are given of an article that is taken as it is.
INSERT INTO nameless (article)
    SELECT id FROM articles
    WHERE live = 1 AND json_array_length(given) < 7
        AND NOT EXISTS (SELECT 1 FROM lessons WHERE article = articles.id);

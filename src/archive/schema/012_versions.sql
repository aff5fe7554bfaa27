-- From when on each version of an article was seen, so that it has an address that stays when those before it go.

ALTER TABLE article_versions ADD COLUMN seen_at INTEGER;  -- null: not known

UPDATE article_versions SET seen_at = coalesce(
    (SELECT max(before.replaced_at) FROM article_versions AS before
     WHERE before.article = article_versions.article AND before.revision < article_versions.revision),
    (SELECT archived_at FROM articles WHERE id = article));

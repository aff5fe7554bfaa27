-- The events and quotes of each article, as JSON beside its record instead of in it, and by which version of their
-- reading: those that were read by an older one are read anew the next time that articles come.
ALTER TABLE articles ADD COLUMN events TEXT NOT NULL DEFAULT '[]';
ALTER TABLE articles ADD COLUMN quotes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE articles ADD COLUMN told_by INTEGER NOT NULL DEFAULT 0;

UPDATE articles SET
    events = (
        SELECT json_group_array(json_object(
            'first_day', value ->> '$.date',
            'last_day', coalesce(value ->> '$.end_date', value ->> '$.date'),
            'begins', (value ->> '$.time') || ':00',
            'ends', (value ->> '$.end_time') || ':00',
            'inferred_year', json(iif(value ->> '$.inferred_year', 'true', 'false')),
            'part', value ->> '$.part',
            'start', value ->> '$.start',
            'end', value ->> '$.end'))
        FROM json_each(record, '$.events')),
    quotes = coalesce(json_extract(record, '$.quotes'), '[]'),
    record = json_remove(record, '$.events', '$.quotes')
WHERE live = 1 AND json_valid(record);

CREATE INDEX articles_by_told_by ON articles (told_by) WHERE live = 1;

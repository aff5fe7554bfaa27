-- Checksums of what an article is, so that a record that changed on the disk is told from one that was written.

ALTER TABLE articles ADD COLUMN record_sum INTEGER;  -- of the record; null: not known
ALTER TABLE articles ADD COLUMN told_sum INTEGER;    -- of events and quotes; null: not known

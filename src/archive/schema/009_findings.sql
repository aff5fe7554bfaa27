-- What visits found wanting, what lists say of pages, and whether the profile of a source fits it.

ALTER TABLE frontier ADD COLUMN remark TEXT;           -- why the last visit brought no article, or came never
ALTER TABLE frontier ADD COLUMN published_at INTEGER;  -- when the page was published, as a list states
ALTER TABLE frontier ADD COLUMN published_in TEXT;     -- that list
CREATE INDEX frontier_by_remark ON frontier (source, remark) WHERE remark IS NOT NULL;

ALTER TABLE source_states ADD COLUMN fitting INTEGER NOT NULL DEFAULT 0;        -- pages with the profile's article
ALTER TABLE source_states ADD COLUMN fitting_lists INTEGER NOT NULL DEFAULT 0;  -- pages with the profile's list
ALTER TABLE source_states ADD COLUMN generally INTEGER NOT NULL DEFAULT 0;      -- read by general rules instead
ALTER TABLE source_states ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;       -- addresses beyond the most kept

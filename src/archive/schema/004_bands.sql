-- The bands of an article, which go when its text changes.
CREATE INDEX fingerprint_bands_by_article ON fingerprint_bands (article);

-- Whoever reads articles with older names than others have is told so.

-- Number of the register of names that articles are read with, which each new one takes before it is used, and of the
-- one that was kept last, when all articles were read with it.
INSERT INTO counters (name, value) VALUES ('register', 0), ('register_kept', 0);

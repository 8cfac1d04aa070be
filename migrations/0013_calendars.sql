-- What the link of an expert's private calendar ends with: kept as it is, so that it can be shown again. Nobody without the role has one.
ALTER TABLE expert ADD COLUMN feed TEXT;
-- Since when somebody is no longer an expert; null: they are.
ALTER TABLE expert ADD COLUMN left_at INTEGER;
CREATE UNIQUE INDEX expert_feed ON expert (feed) WHERE feed IS NOT NULL;

-- A session in the place of one that was moved is the same entry of a calendar: of which one it is (null: its own), and how many steps
-- that entry had before.
ALTER TABLE session ADD COLUMN entry INTEGER REFERENCES session;
ALTER TABLE session ADD COLUMN entry_steps INTEGER NOT NULL DEFAULT 0;

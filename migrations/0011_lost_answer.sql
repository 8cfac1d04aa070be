-- An interaction whose work was committed, until Discord has taken its answer: where the program died between the two, whoever asked is
-- told at the next start. Of those carried out before this step nothing is known but that they were answered.
ALTER TABLE interaction ADD COLUMN person INTEGER;      -- who asked
ALTER TABLE interaction ADD COLUMN staff INTEGER NOT NULL DEFAULT 0 CHECK (staff IN (0, 1));
ALTER TABLE interaction ADD COLUMN channel INTEGER;     -- where
ALTER TABLE interaction ADD COLUMN language TEXT CHECK (language IN ('en', 'fr'));  -- what is read there
ALTER TABLE interaction ADD COLUMN what TEXT;           -- the command as it is typed, or what was pressed; never what was typed into it
ALTER TABLE interaction ADD COLUMN ticket INTEGER;      -- the ticket that it concerned, where it concerned one
ALTER TABLE interaction ADD COLUMN answered_at INTEGER; -- when its answer was taken, or was told another way
UPDATE interaction SET answered_at = at;
CREATE INDEX interaction_unanswered ON interaction (id) WHERE answered_at IS NULL;

-- Where a ticket comes from, where that is not a command: the message it was opened from (each message opens one ticket), or who
-- called by phone or mail.
ALTER TABLE ticket ADD COLUMN source_guild INTEGER;
ALTER TABLE ticket ADD COLUMN source_channel INTEGER;
ALTER TABLE ticket ADD COLUMN source_message INTEGER;
ALTER TABLE ticket ADD COLUMN caller TEXT;
CREATE UNIQUE INDEX ticket_source ON ticket (source_message) WHERE source_message IS NOT NULL;

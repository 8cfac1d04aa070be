-- When Discord says that a message was edited last, in milliseconds: of two edits that are heard of in no order, the later counts.
ALTER TABLE ticket_message ADD COLUMN edited_ms INTEGER;

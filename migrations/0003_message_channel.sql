-- In which thread a message was read: after a pause, each thread is read back from its own last message on.
ALTER TABLE ticket_message ADD COLUMN channel INTEGER;
CREATE INDEX ticket_message_channel ON ticket_message (channel, message);

-- The threads that a ticket left, as it goes on in others: what is written in one is answered, and what may have been said in one before its
-- receipt was written is looked for there.
CREATE TABLE left_thread (
    thread  INTEGER PRIMARY KEY,                -- it has the number of the message it was started from
    ticket  INTEGER NOT NULL REFERENCES ticket,
    channel INTEGER NOT NULL,                   -- in which that message stands
    staff   INTEGER NOT NULL CHECK (staff IN (0, 1))
) STRICT;
CREATE INDEX left_thread_of ON left_thread (ticket);
CREATE INDEX left_thread_in ON left_thread (channel);

-- Whoever moves a ticket leaves what it had: no text that does can forget to say so.
CREATE TRIGGER ticket_left_by_team AFTER UPDATE OF team_message ON ticket
WHEN OLD.team_message IS NOT NULL AND NEW.team_message IS NOT OLD.team_message BEGIN
    INSERT INTO left_thread (thread, ticket, channel, staff) VALUES (OLD.team_message, OLD.number, OLD.team_channel, 0)
    ON CONFLICT (thread) DO NOTHING;
END;
CREATE TRIGGER ticket_left_by_staff AFTER UPDATE OF card_message ON ticket
WHEN OLD.card_message IS NOT NULL AND NEW.card_message IS NOT OLD.card_message BEGIN
    INSERT INTO left_thread (thread, ticket, channel, staff) VALUES (OLD.card_message, OLD.number, OLD.card_channel, 1)
    ON CONFLICT (thread) DO NOTHING;
END;
-- A first message may come to stand in a channel that its ticket has left meanwhile.
CREATE TRIGGER outbox_posted_in_left AFTER UPDATE OF message ON outbox
WHEN NEW.message IS NOT NULL AND NEW.edit_of IS NULL AND NEW.key LIKE 'ticket:%:posted%' BEGIN
    INSERT INTO left_thread (thread, ticket, channel, staff)
    SELECT NEW.message, number, NEW.channel, 0 FROM ticket WHERE number = NEW.body ->> 'ticket' AND team_channel <> NEW.channel
    ON CONFLICT (thread) DO NOTHING;
END;

INSERT INTO left_thread (thread, ticket, channel, staff)
SELECT outbox.message, ticket.number, outbox.channel, outbox.key LIKE 'ticket:%:card%'
FROM outbox JOIN ticket ON ticket.number = outbox.body ->> 'ticket'
WHERE outbox.state = 'sent' AND outbox.edit_of IS NULL AND outbox.message IS NOT NULL AND outbox.channel IS NOT NULL
  AND (outbox.key LIKE 'ticket:%:posted%' OR outbox.key LIKE 'ticket:%:card%')
  AND outbox.message IS NOT ticket.team_message AND outbox.message IS NOT ticket.card_message
ON CONFLICT (thread) DO NOTHING;

-- Another reason why a message is on no record.
CREATE TABLE unkept (
    message INTEGER PRIMARY KEY,
    channel INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    why     TEXT    NOT NULL CHECK (why IN ('nobody', 'unreadable', 'program', 'elsewhere'))
) STRICT;
INSERT INTO unkept (message, channel, at, why) SELECT message, channel, at, why FROM unkept_message;
DROP TABLE unkept_message;
ALTER TABLE unkept RENAME TO unkept_message;

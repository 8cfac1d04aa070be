-- What each row of the outbox is about, as its body and its destination tell it: what is asked of rows by that is asked here, never
-- by the text of a key. A body that cannot be read tells nothing.
CREATE VIEW outbox_about (id, say, ticket, session, help, thread_of, staff) AS
SELECT id, told ->> 'say', told ->> 'ticket', told ->> 'session', told ->> 'help',
       CASE WHEN kind IN ('team', 'staff') THEN CAST(substr(destination, length(kind) + 2) AS INTEGER) END, kind = 'staff'
FROM (SELECT id, destination, iif(json_valid(body), body, '{}') AS told, substr(destination, 1, instr(destination, ':') - 1) AS kind
      FROM outbox);

-- A first message may come to stand in a channel that its ticket has left meanwhile.
DROP TRIGGER outbox_posted_in_left;
CREATE TRIGGER outbox_posted_in_left AFTER UPDATE OF message ON outbox
WHEN NEW.message IS NOT NULL AND (SELECT say FROM outbox_about WHERE id = NEW.id) = 'ticket_posted' BEGIN
    INSERT INTO left_thread (thread, ticket, channel, staff)
    SELECT NEW.message, number, NEW.channel, 0 FROM ticket WHERE number = NEW.body ->> 'ticket' AND team_channel <> NEW.channel
    ON CONFLICT (thread) DO NOTHING;
END;

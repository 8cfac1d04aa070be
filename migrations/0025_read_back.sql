-- Until where a thread is known to be read whole: up to this message nothing of it is missing. What was told of it meanwhile says nothing of
-- that, as what was told before may have been lost.
CREATE TABLE thread_read (
    channel INTEGER PRIMARY KEY,
    until   INTEGER NOT NULL,               -- a message
    at      INTEGER NOT NULL                -- when it was read so far
) STRICT;

-- Thousands of closed tickets are taken to be read, as far as something of them was; the threads of open ones are read once.
INSERT INTO thread_read (channel, until, at)
SELECT thread, coalesce((SELECT max(message) FROM ticket_message WHERE channel = thread), thread), unixepoch()
FROM (SELECT team_thread AS thread FROM ticket WHERE state = 'closed' AND team_thread IS NOT NULL
      UNION SELECT staff_thread FROM ticket WHERE state = 'closed' AND staff_thread IS NOT NULL)
WHERE true
ON CONFLICT (channel) DO NOTHING;

-- When the open threads of every server were last looked through.
CREATE TABLE last_look (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX ticket_touched ON ticket (touched_at);
CREATE INDEX ticket_team_channel ON ticket (team_channel);
CREATE INDEX ticket_card_channel ON ticket (card_channel);

-- Discord's number of what an event was read from: what people read stands in the order of these.
CREATE INDEX ticket_message_ticket ON ticket_message (ticket, seq);

-- What programs write is on no record either, and why.
CREATE TABLE unkept (
    message INTEGER PRIMARY KEY,
    channel INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    why     TEXT    NOT NULL CHECK (why IN ('nobody', 'unreadable', 'program'))
) STRICT;
INSERT INTO unkept SELECT message, channel, at, why FROM unkept_message;
DROP TABLE unkept_message;
ALTER TABLE unkept RENAME TO unkept_message;

-- What Discord told of messages in tickets' threads, as it was told: kept before anything is asked about it, worked off in the order of the
-- messages, and gone once it is on record.
CREATE TABLE inbox (
    channel    INTEGER NOT NULL,
    message    INTEGER NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('said', 'edited', 'deleted')),
    body       TEXT    NOT NULL,                -- JSON: the parts that were told
    told_at    INTEGER NOT NULL,
    edited_ms  INTEGER,                         -- of two edits the later counts
    tries      INTEGER NOT NULL DEFAULT 0,
    begun      INTEGER NOT NULL DEFAULT 0,      -- how often its files were begun with and neither kept nor given up: the program died of them
    not_before INTEGER NOT NULL,
    error      TEXT,
    PRIMARY KEY (channel, message, kind)
) STRICT, WITHOUT ROWID;

-- Messages that were read and are on no record, as whoever wrote them was told, and staff: not to be read again.
CREATE TABLE unkept_message (
    message INTEGER PRIMARY KEY,
    channel INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    why     TEXT    NOT NULL CHECK (why IN ('nobody', 'unreadable'))
) STRICT;

-- The interaction by which an event came about. Discord numbers interactions and messages in one order: it tells what was written before.
ALTER TABLE ticket_event ADD COLUMN cause INTEGER;

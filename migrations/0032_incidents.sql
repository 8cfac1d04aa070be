-- A major incident: one outage that several tickets tell of. Its row is a projection of its events, written in the same transaction.
CREATE TABLE incident (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    platform  TEXT    NOT NULL,                 -- by its key in the offer
    state     TEXT    NOT NULL CHECK (state IN ('open', 'restored', 'closed')),
    opened_at INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_open ON incident (number) WHERE state <> 'closed';

-- What happened to it, in order, each with the hash of the one before. Nobody rewrites it.
CREATE TABLE incident_event (
    incident INTEGER NOT NULL REFERENCES incident,
    seq      INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    person   INTEGER,                           -- null: the desk itself
    side     TEXT    NOT NULL CHECK (side IN ('team', 'staff', 'desk')),
    event    TEXT    NOT NULL CHECK (json_valid(event)), -- with its kind; of what people wrote only the SHA-256
    hash     TEXT    NOT NULL,
    PRIMARY KEY (incident, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER incident_event_update BEFORE UPDATE ON incident_event BEGIN SELECT raise(ABORT, 'an incident''s events are append-only'); END;
CREATE TRIGGER incident_event_delete BEFORE DELETE ON incident_event BEGIN SELECT raise(ABORT, 'an incident''s events are append-only'); END;

-- What people wrote, beside the events so that it can be erased one day with the chain intact.
CREATE TABLE incident_text (
    incident INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    body     TEXT    NOT NULL CHECK (json_valid(body)), -- its parts, each in one language or in both
    author   TEXT    NOT NULL,                  -- the name shown at the time
    PRIMARY KEY (incident, seq),
    FOREIGN KEY (incident, seq) REFERENCES incident_event
) STRICT, WITHOUT ROWID;

-- The tickets that tell of it.
CREATE TABLE incident_ticket (
    incident INTEGER NOT NULL REFERENCES incident,
    ticket   INTEGER NOT NULL REFERENCES ticket,
    PRIMARY KEY (incident, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_ticket_ticket ON incident_ticket (ticket);

-- Which channel was told which of its events, as whose: with its outbox row, the receipt.
CREATE TABLE incident_word (
    incident INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    channel  INTEGER NOT NULL,
    customer INTEGER NOT NULL REFERENCES customer,
    outbox   INTEGER NOT NULL REFERENCES outbox,
    PRIMARY KEY (incident, seq, channel),
    FOREIGN KEY (incident, seq) REFERENCES incident_event
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_word_channel ON incident_word (channel, incident);
CREATE INDEX incident_word_outbox ON incident_word (outbox);

-- The expertise cell's help on a ticket: asked for by the team, answered once. Its numbers are far above those of sessions, so that
-- `accept:…` names the one or the other.
CREATE TABLE expert_help (
    id          INTEGER PRIMARY KEY CHECK (id > 1000000000),
    ticket      INTEGER NOT NULL REFERENCES ticket,
    seq         INTEGER NOT NULL,           -- the event that asked
    state       TEXT    NOT NULL CHECK (state IN ('asked', 'accepted', 'declined', 'ended')),
    expert      INTEGER REFERENCES expert,  -- who answered; null while nobody did
    answered_at INTEGER,
    FOREIGN KEY (ticket, seq) REFERENCES ticket_event
) STRICT;
CREATE UNIQUE INDEX expert_help_standing ON expert_help (ticket) WHERE state IN ('asked', 'accepted');
CREATE INDEX expert_help_expert ON expert_help (expert, id) WHERE expert IS NOT NULL;

-- Time that an expert spent on a ticket is a session without an appointment.
ALTER TABLE session ADD COLUMN ticket INTEGER REFERENCES ticket;

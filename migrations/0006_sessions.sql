-- While an expert is away. Rows may overlap; one that is over stays, as it explains why a slot was not offered.
CREATE TABLE expert_away (
    id      INTEGER PRIMARY KEY,
    expert  INTEGER NOT NULL REFERENCES expert,
    from_at INTEGER NOT NULL,
    to_at   INTEGER NOT NULL CHECK (to_at > from_at),
    said_at INTEGER NOT NULL
) STRICT;
CREATE INDEX expert_away_expert ON expert_away (expert, to_at);

-- What happened to a session, in order: who, when, what it then was. Nobody rewrites it. A session's row is its present state,
-- written in the same transaction.
CREATE TABLE session_event (
    session   INTEGER NOT NULL REFERENCES session,
    seq       INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    person    INTEGER,                      -- null: the desk itself
    side      TEXT    NOT NULL CHECK (side IN ('team', 'staff', 'desk')),
    step      TEXT    NOT NULL CHECK (step IN ('asked', 'offered', 'accepted', 'declined', 'other_time', 'withdrawn', 'released',
                                               'cancelled', 'moved', 'delivered', 'no_show', 'more_used')),
    starts_at INTEGER NOT NULL,             -- the session's start after this step
    charged   INTEGER NOT NULL DEFAULT 0 CHECK (charged >= 0), -- minutes that this step used for good
    text      TEXT    NOT NULL DEFAULT '',  -- a reason, or notes
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER session_event_update BEFORE UPDATE ON session_event BEGIN SELECT raise(ABORT, 'a session''s events are append-only'); END;
CREATE TRIGGER session_event_delete BEFORE DELETE ON session_event BEGIN SELECT raise(ABORT, 'a session''s events are append-only'); END;

-- Requests that may run out are looked for by their state.
CREATE INDEX session_open ON session (expert, starts_at) WHERE state IN ('requested', 'proposed', 'confirmed');
CREATE INDEX expert_half_hour_session ON expert_half_hour (session);
CREATE INDEX hours_entry_pack ON hours_entry (pack) WHERE pack IS NOT NULL;

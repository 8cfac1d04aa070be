-- The note that a team leaves of a session that took place is a step of its history, once. The steps are known by a CHECK, which SQLite
-- changes only with the whole table.
CREATE TABLE session_event_with_notes (
    session   INTEGER NOT NULL REFERENCES session,
    seq       INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    person    INTEGER,                      -- null: the desk itself
    side      TEXT    NOT NULL CHECK (side IN ('team', 'staff', 'desk')),
    step      TEXT    NOT NULL CHECK (step IN ('asked', 'offered', 'accepted', 'declined', 'other_time', 'withdrawn', 'released',
                                               'cancelled', 'moved', 'delivered', 'no_show', 'more_used', 'noted')),
    starts_at INTEGER NOT NULL,             -- the session's start after this step
    charged   INTEGER NOT NULL DEFAULT 0 CHECK (charged >= 0), -- minutes that this step used for good
    text      TEXT    NOT NULL DEFAULT '',  -- a reason, or notes
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO session_event_with_notes (session, seq, at, person, side, step, starts_at, charged, text)
SELECT session, seq, at, person, side, step, starts_at, charged, text FROM session_event;
DROP TABLE session_event;
ALTER TABLE session_event_with_notes RENAME TO session_event;
CREATE TRIGGER session_event_update BEFORE UPDATE ON session_event BEGIN SELECT raise(ABORT, 'a session''s events are append-only'); END;
CREATE TRIGGER session_event_delete BEFORE DELETE ON session_event BEGIN SELECT raise(ABORT, 'a session''s events are append-only'); END;
CREATE UNIQUE INDEX session_event_note ON session_event (session) WHERE step = 'noted';

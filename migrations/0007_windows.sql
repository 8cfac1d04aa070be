-- Since when a window is what it is: a stage whose moment was not after it is never owed.
ALTER TABLE maintenance_window ADD COLUMN revised_at INTEGER NOT NULL DEFAULT 0;

-- What staff did to a window, one row for each revision that they made.
CREATE TABLE window_change (
    window_id INTEGER NOT NULL REFERENCES maintenance_window,
    revision  INTEGER NOT NULL,              -- the one that it made
    change    TEXT    NOT NULL CHECK (change IN ('added', 'moved', 'extended', 'cancelled')),
    was_start INTEGER,                       -- where it was before; null for one that was added
    was_end   INTEGER,
    reason_fr TEXT,
    reason_en TEXT,
    by        INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (window_id, revision),
    CHECK ((was_start IS NULL) = (change = 'added') AND (was_start IS NULL) = (was_end IS NULL))
) STRICT, WITHOUT ROWID;

-- Through which link a channel was told: one that speaks for another customer since then heard nothing yet.
ALTER TABLE notice ADD COLUMN link INTEGER REFERENCES channel_link;
CREATE INDEX notice_channel ON notice (channel, window_id);
CREATE INDEX notice_outbox ON notice (outbox);

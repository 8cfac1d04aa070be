-- A private link to a ticket's file that is too large for Discord. The token in it is kept as its SHA-256 alone; the file is made when it
-- is fetched. The row goes when its time is over.
CREATE TABLE export_link (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    token     TEXT    NOT NULL UNIQUE,
    ticket    INTEGER NOT NULL REFERENCES ticket,
    for_staff INTEGER NOT NULL CHECK (for_staff IN (0, 1)), -- whether what staff wrote for each other is in it
    language  TEXT    NOT NULL CHECK (language IN ('en', 'fr')),
    made_by   INTEGER NOT NULL,
    made_at   INTEGER NOT NULL,
    ends_at   INTEGER NOT NULL
) STRICT;

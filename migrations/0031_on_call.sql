-- Who is on call by calendar: one calendar a level, read again and again; whom its names mean; and who takes a level's calls for a while.
CREATE TABLE on_call_calendar (
    level    INTEGER PRIMARY KEY CHECK (level BETWEEN 1 AND 3),
    url      TEXT    NOT NULL,                  -- whoever has it reads the calendar: it is shown to nobody
    text     TEXT    NOT NULL,                  -- the last copy that could be read
    etag     TEXT,                              -- what the server said of that copy, to be asked for changes alone
    modified TEXT,
    good_at  INTEGER NOT NULL,                  -- when it was last known to be what the server has
    read_at  INTEGER NOT NULL,                  -- when it was last tried
    error    TEXT    CHECK (error IS NULL OR json_valid(error)), -- why that failed
    set_by   INTEGER NOT NULL,
    set_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE on_call_name (
    folded  TEXT    PRIMARY KEY,                -- as it is compared
    name    TEXT    NOT NULL,                   -- as it was typed
    person  INTEGER NOT NULL,
    tied_by INTEGER NOT NULL,
    tied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE on_call_cover (
    level    INTEGER PRIMARY KEY CHECK (level BETWEEN 1 AND 3),
    person   INTEGER NOT NULL,
    until    INTEGER NOT NULL,
    set_by   INTEGER NOT NULL,
    set_at   INTEGER NOT NULL
) STRICT;

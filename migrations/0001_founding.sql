-- The desk's schema. Moments are Unix seconds in UTC; months are `2026-11`, dates `2026-12-01`, both of the desk's time zone.
-- Discord's ids are kept as integers. A step that has landed is never edited: add another.

-- What `/desk setup` said: one row. A level of on-call without a role is null and uses the one below.
CREATE TABLE desk (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    support_channel INTEGER NOT NULL,
    experts_channel INTEGER NOT NULL,
    support_role    INTEGER NOT NULL,
    expert_role     INTEGER NOT NULL,
    on_call_1       INTEGER,
    on_call_2       INTEGER,
    on_call_3       INTEGER,
    language        TEXT    NOT NULL CHECK (language IN ('en', 'fr')),
    set_up_by       INTEGER NOT NULL,
    set_up_at       INTEGER NOT NULL
) STRICT;

-- Small facts the program keeps about itself (the digest of the commands it registered, for instance).
CREATE TABLE memo (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    language   TEXT    NOT NULL CHECK (language IN ('en', 'fr')),
    added_by   INTEGER NOT NULL,
    added_at   INTEGER NOT NULL,
    removed_at INTEGER                      -- set: no longer served, its data kept and nothing reachable
) STRICT;
CREATE UNIQUE INDEX customer_name ON customer (name COLLATE NOCASE) WHERE removed_at IS NULL;

-- Every change of level, effective and billed apart. Never updated but to say that an upgrade cancelled a scheduled one.
CREATE TABLE level_change (
    id           INTEGER PRIMARY KEY,
    customer     INTEGER NOT NULL REFERENCES customer,
    level        TEXT    NOT NULL CHECK (level IN ('standard', 'bronze', 'silver', 'gold')),
    person       INTEGER,                   -- null: the desk itself
    side         TEXT    NOT NULL CHECK (side IN ('team', 'staff', 'desk')),
    at           INTEGER NOT NULL,
    effective_at INTEGER NOT NULL,
    billed_from  TEXT    NOT NULL,
    cancelled_at INTEGER
) STRICT;
CREATE INDEX level_change_customer ON level_change (customer, effective_at, id);

-- Which channel speaks for which customer. A row that was unlinked stays: tickets and receipts name it.
CREATE TABLE channel_link (
    id            INTEGER PRIMARY KEY,
    channel       INTEGER NOT NULL,
    guild         INTEGER NOT NULL,
    customer      INTEGER NOT NULL REFERENCES customer,
    announcements INTEGER NOT NULL CHECK (announcements IN (0, 1)),
    platform      TEXT,                     -- null: every platform of the offer
    linked_by     INTEGER NOT NULL,
    linked_at     INTEGER NOT NULL,
    unlinked_by   INTEGER,
    unlinked_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX channel_link_live ON channel_link (channel) WHERE unlinked_at IS NULL;
CREATE INDEX channel_link_customer ON channel_link (customer) WHERE unlinked_at IS NULL;

-- Codes that staff hand out for /link in a customer's own server: one use, seven days.
CREATE TABLE link_code (
    code          TEXT PRIMARY KEY,
    customer      INTEGER NOT NULL REFERENCES customer,
    announcements INTEGER NOT NULL CHECK (announcements IN (0, 1)),
    platform      TEXT,
    made_by       INTEGER NOT NULL,
    made_at       INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    used_by       INTEGER,
    used_at       INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX link_code_customer ON link_code (customer) WHERE used_at IS NULL;

-- Who manages a customer's contract. A row that was taken back stays: who was a manager when may be asked one day.
CREATE TABLE manager (
    id         INTEGER PRIMARY KEY,
    customer   INTEGER NOT NULL REFERENCES customer,
    person     INTEGER NOT NULL,
    named_by   INTEGER NOT NULL,
    named_at   INTEGER NOT NULL,
    removed_by INTEGER,
    removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX manager_live ON manager (customer, person) WHERE removed_at IS NULL;

-- A ticket's row is a projection of its events, written in the same transaction. AUTOINCREMENT: a number is never given twice.
CREATE TABLE ticket (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    customer     INTEGER NOT NULL REFERENCES customer,
    subject      TEXT    NOT NULL CHECK (length(subject) BETWEEN 1 AND 100),
    description  TEXT    NOT NULL,
    priority     TEXT    NOT NULL CHECK (priority IN ('p1', 'p2', 'p3', 'p4')),
    category     TEXT    NOT NULL CHECK (category IN ('incident', 'request', 'account')),
    component    TEXT,
    state        TEXT    NOT NULL CHECK (state IN ('new', 'acknowledged', 'in_progress', 'waiting', 'restored', 'closed')),
    assignee     INTEGER,
    opened_by    INTEGER NOT NULL,
    opened_at    INTEGER NOT NULL,
    touched_at   INTEGER NOT NULL,
    team_channel INTEGER NOT NULL,          -- where the team reads; the thread hangs there
    team_message INTEGER,                   -- the first message, once posted
    team_thread  INTEGER,
    card_channel INTEGER NOT NULL,
    card_message INTEGER,
    staff_thread INTEGER                    -- made from the first need on
) STRICT;
CREATE INDEX ticket_customer ON ticket (customer, state, number);
CREATE INDEX ticket_open ON ticket (number) WHERE state <> 'closed';
CREATE UNIQUE INDEX ticket_team_thread ON ticket (team_thread) WHERE team_thread IS NOT NULL;
CREATE UNIQUE INDEX ticket_staff_thread ON ticket (staff_thread) WHERE staff_thread IS NOT NULL;

-- What happened to a ticket, in order, each with the hash of the one before. Nobody rewrites it.
CREATE TABLE ticket_event (
    ticket INTEGER NOT NULL REFERENCES ticket,
    seq    INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    person INTEGER,                         -- null: the desk itself
    side   TEXT    NOT NULL CHECK (side IN ('team', 'staff', 'desk')),
    event  TEXT    NOT NULL,                -- JSON, with its kind; of what people wrote only the SHA-256
    hash   TEXT    NOT NULL,
    PRIMARY KEY (ticket, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ticket_event_update BEFORE UPDATE ON ticket_event BEGIN SELECT raise(ABORT, 'a ticket''s events are append-only'); END;
CREATE TRIGGER ticket_event_delete BEFORE DELETE ON ticket_event BEGIN SELECT raise(ABORT, 'a ticket''s events are append-only'); END;

-- What people wrote, beside the events so that it can be erased one day with the chain intact.
CREATE TABLE ticket_text (
    ticket INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    body   TEXT    NOT NULL,
    author TEXT    NOT NULL,                -- the name shown at the time
    PRIMARY KEY (ticket, seq),
    FOREIGN KEY (ticket, seq) REFERENCES ticket_event
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
    id     INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    name   TEXT    NOT NULL,
    kind   TEXT,
    size   INTEGER NOT NULL,
    sha256 TEXT,                            -- null while the bytes are still to be fetched
    bytes  BLOB,
    url    TEXT    NOT NULL,                -- where Discord had it; such links expire
    FOREIGN KEY (ticket, seq) REFERENCES ticket_event
) STRICT;
CREATE INDEX attachment_event ON attachment (ticket, seq);

-- Discord's messages that were read into a ticket: each once, also when it is dispatched twice or read back after a pause.
CREATE TABLE ticket_message (
    message INTEGER PRIMARY KEY,
    ticket  INTEGER NOT NULL REFERENCES ticket,
    seq     INTEGER NOT NULL
) STRICT;

-- What somebody is about to confirm or typed into a form that was refused. A custom_id names the row, never what it holds.
CREATE TABLE draft (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    person  INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    body    TEXT    NOT NULL,               -- JSON, with its kind
    made_at INTEGER NOT NULL,
    used_at INTEGER                         -- confirmed or dismissed: never twice
) STRICT;

-- Interactions whose work was committed, so that the same one is never carried out again.
CREATE TABLE interaction (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX interaction_at ON interaction (at);

-- What falls due later. The key says what it is, so that nothing is promised twice; rows that are done stay for their key.
CREATE TABLE agenda (
    id      INTEGER PRIMARY KEY,
    key     TEXT    NOT NULL UNIQUE,
    due     INTEGER NOT NULL,
    body    TEXT    NOT NULL,               -- JSON, with its kind
    tries   INTEGER NOT NULL DEFAULT 0,
    done_at INTEGER
) STRICT;
CREATE INDEX agenda_due ON agenda (due, id) WHERE done_at IS NULL;

-- What the desk says on its own initiative.
CREATE TABLE outbox (
    id            INTEGER PRIMARY KEY,
    key           TEXT    NOT NULL UNIQUE,
    lane          INTEGER NOT NULL,         -- 0 a P1's, 1 tickets' and threads', 2 the rest: lower goes first
    destination   TEXT    NOT NULL,         -- order is kept within a destination and lane
    language      TEXT    NOT NULL CHECK (language IN ('en', 'fr')),
    body          TEXT    NOT NULL,         -- JSON, with its kind; rendered when it is sent
    edit_of       TEXT,                     -- what is corrected: one waiting correction of one thing is enough
    after         INTEGER REFERENCES outbox, -- this row goes first
    made_at       INTEGER NOT NULL,
    not_before    INTEGER NOT NULL,
    useless_after INTEGER,
    state         TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'useless')),
    attempts      INTEGER NOT NULL DEFAULT 0,
    error         TEXT,
    channel       INTEGER,
    message       INTEGER,
    sent_at       INTEGER
) STRICT;
CREATE INDEX outbox_waiting ON outbox (lane, not_before, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_order ON outbox (destination, lane, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_message ON outbox (message) WHERE message IS NOT NULL;
CREATE UNIQUE INDEX outbox_edit ON outbox (edit_of) WHERE edit_of IS NOT NULL AND state = 'waiting';

CREATE TABLE expert (
    person         INTEGER PRIMARY KEY,
    name           TEXT    NOT NULL,
    accept_at_once INTEGER NOT NULL DEFAULT 0 CHECK (accept_at_once IN (0, 1))
) STRICT;

-- Weekly availability in minutes of the Paris day; weekday 1 is Monday.
CREATE TABLE expert_hours (
    expert      INTEGER NOT NULL REFERENCES expert,
    weekday     INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1440),
    to_minute   INTEGER NOT NULL CHECK (to_minute BETWEEN 0 AND 1440),
    PRIMARY KEY (expert, weekday, from_minute),
    CHECK (from_minute < to_minute)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    customer     INTEGER NOT NULL REFERENCES customer,
    expert       INTEGER NOT NULL REFERENCES expert,
    topic        TEXT    NOT NULL CHECK (topic IN ('training', 'network', 'advice', 'support', 'other')),
    minutes      INTEGER NOT NULL CHECK (minutes > 0),
    starts_at    INTEGER NOT NULL,
    about        TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('requested', 'proposed', 'confirmed', 'delivered', 'declined', 'withdrawn', 'released', 'cancelled', 'no_show')),
    asked_by     INTEGER NOT NULL,
    asked_at     INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,          -- a request not answered by then is released
    answered_by  INTEGER,
    answered_at  INTEGER,
    channel      INTEGER NOT NULL           -- the team's channel that is told
) STRICT;
CREATE INDEX session_customer ON session (customer, starts_at);
CREATE INDEX session_expert ON session (expert, starts_at);

-- One expert's half hours: the primary key makes two sessions at one time impossible.
CREATE TABLE expert_half_hour (
    expert    INTEGER NOT NULL REFERENCES expert,
    starts_at INTEGER NOT NULL,
    session   INTEGER NOT NULL REFERENCES session,
    PRIMARY KEY (expert, starts_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE pack (
    id         INTEGER PRIMARY KEY,
    customer   INTEGER NOT NULL REFERENCES customer,
    minutes    INTEGER NOT NULL CHECK (minutes > 0),
    granted_by INTEGER NOT NULL,
    granted_at INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX pack_customer ON pack (customer, ends_at);

-- Hours as signed minutes: a balance is a sum. Written once, never changed.
CREATE TABLE hours_entry (
    id       INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer,
    session  INTEGER REFERENCES session,
    kind     TEXT    NOT NULL CHECK (kind IN ('grant', 'hold', 'release', 'use', 'give_back')),
    month    TEXT,                          -- drawn from that month's allowance …
    pack     INTEGER REFERENCES pack,       -- … or from this pack: one of the two
    minutes  INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    by       INTEGER,
    CHECK ((month IS NULL) <> (pack IS NULL))
) STRICT;
CREATE INDEX hours_entry_customer ON hours_entry (customer, month);
CREATE INDEX hours_entry_session ON hours_entry (session);
CREATE TRIGGER hours_entry_update BEFORE UPDATE ON hours_entry BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER hours_entry_delete BEFORE DELETE ON hours_entry BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

-- A maintenance window: an occurrence of the offer's rule (rule_start is the start the rule gave it), or one that was added.
CREATE TABLE maintenance_window (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    platform   TEXT    NOT NULL,
    rule_start INTEGER,
    starts_at  INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL CHECK (ends_at > starts_at),
    state      TEXT    NOT NULL CHECK (state IN ('planned', 'cancelled')),
    revision   INTEGER NOT NULL DEFAULT 1,
    reason_fr  TEXT,
    reason_en  TEXT,
    impact_fr  TEXT,
    impact_en  TEXT
) STRICT;
CREATE UNIQUE INDEX maintenance_window_rule ON maintenance_window (platform, rule_start) WHERE rule_start IS NOT NULL;
CREATE INDEX maintenance_window_start ON maintenance_window (starts_at);

-- Which channel was owed which stage of which window: with its outbox row, the receipt.
CREATE TABLE notice (
    window_id INTEGER NOT NULL REFERENCES maintenance_window,
    revision  INTEGER NOT NULL,
    stage     TEXT    NOT NULL,
    channel   INTEGER NOT NULL,
    outbox    INTEGER NOT NULL REFERENCES outbox,
    PRIMARY KEY (window_id, revision, stage, channel)
) STRICT, WITHOUT ROWID;

-- Links of alarms that go outside chat: whoever opens one sees what is called for, and may acknowledge it there. Of a link's token only
-- the SHA-256 is kept.
CREATE TABLE alarm_link (
    token    TEXT    PRIMARY KEY,
    route    TEXT    NOT NULL,                 -- by which route it went: whoever acknowledges is known by that
    ticket   INTEGER REFERENCES ticket,        -- the P1
    customer INTEGER REFERENCES customer,      -- or all P1s of a team that nobody has acknowledged
    test     INTEGER,                          -- or a trial, by its number
    made_at  INTEGER NOT NULL,
    over_at  INTEGER,                          -- since when there is nothing to acknowledge by it
    CHECK ((ticket IS NOT NULL) + (customer IS NOT NULL) + (test IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX alarm_link_ticket ON alarm_link (ticket) WHERE ticket IS NOT NULL AND over_at IS NULL;
CREATE INDEX alarm_link_made ON alarm_link (made_at);

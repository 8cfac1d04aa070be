-- A link of an alarm may lead to all P1s of a major incident. The table is made again, as what it demands of each row changes.
CREATE TABLE alarm_link_now (
    token    TEXT    PRIMARY KEY,
    route    TEXT    NOT NULL,                 -- by which route it went: whoever acknowledges is known by that
    ticket   INTEGER REFERENCES ticket,        -- the P1
    customer INTEGER REFERENCES customer,      -- or all P1s of a team that nobody has acknowledged
    incident INTEGER REFERENCES incident,      -- or all P1s of a major incident that nobody has acknowledged
    test     INTEGER,                          -- or a trial, by its number
    made_at  INTEGER NOT NULL,
    over_at  INTEGER,                          -- since when there is nothing to acknowledge by it
    CHECK ((ticket IS NOT NULL) + (customer IS NOT NULL) + (incident IS NOT NULL) + (test IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;
INSERT INTO alarm_link_now (token, route, ticket, customer, test, made_at, over_at)
SELECT token, route, ticket, customer, test, made_at, over_at FROM alarm_link;
DROP TABLE alarm_link;
ALTER TABLE alarm_link_now RENAME TO alarm_link;
CREATE INDEX alarm_link_ticket ON alarm_link (ticket) WHERE ticket IS NOT NULL AND over_at IS NULL;
CREATE INDEX alarm_link_made ON alarm_link (made_at);

-- Contracts that change and customers that leave, and the record of who did what.

ALTER TABLE customer ADD COLUMN removed_by INTEGER;
-- What a manager decides with `/contract settings`. Hours that would lapse in silence are offered as slots unless the team says no;
-- a report that nobody asked for is not sent.
ALTER TABLE customer ADD COLUMN unused_hours INTEGER NOT NULL DEFAULT 1 CHECK (unused_hours IN (0, 1));
ALTER TABLE customer ADD COLUMN monthly_report INTEGER NOT NULL DEFAULT 0 CHECK (monthly_report IN (0, 1));

-- Who did what, and what they were refused. What was done is written in the transaction that did it.
CREATE TABLE audit (
    id       INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    person   INTEGER NOT NULL,
    channel  INTEGER NOT NULL,
    what     TEXT    NOT NULL,              -- the command as it is typed, or what was pressed; never what was typed into it
    customer INTEGER REFERENCES customer,   -- whom it concerned, where it concerned one
    ticket   INTEGER,                       -- the ticket, as named: what was refused may name one that is not there
    refused  TEXT                           -- why it was not done; null: it was
) STRICT;
CREATE INDEX audit_customer ON audit (customer, id) WHERE customer IS NOT NULL;
CREATE INDEX audit_ticket ON audit (ticket, id) WHERE ticket IS NOT NULL;
CREATE TRIGGER audit_update BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the record is append-only'); END;
CREATE TRIGGER audit_delete BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the record is append-only'); END;

-- `/desk doctor` asks for what was given up of late.
CREATE INDEX outbox_failed ON outbox (made_at) WHERE state = 'failed';

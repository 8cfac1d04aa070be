-- As whose a draft was typed: the customer of the channel at that moment; null where it was nobody's, or staff's.
ALTER TABLE draft ADD COLUMN customer INTEGER REFERENCES customer;

-- Of what somebody is refused again and again the first of a day is kept.
CREATE INDEX audit_refused ON audit (person, what, at) WHERE refused IS NOT NULL;

-- What was done with long ago goes; its key stays, so that it is never done twice. The triggers hold whoever writes to it.
CREATE TABLE outbox_gone (
    key TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TRIGGER outbox_said_before BEFORE INSERT ON outbox WHEN EXISTS (SELECT 1 FROM outbox_gone WHERE key = NEW.key) BEGIN
    SELECT raise(IGNORE);
END;
CREATE TABLE agenda_gone (
    key TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TRIGGER agenda_done_before BEFORE INSERT ON agenda WHEN EXISTS (SELECT 1 FROM agenda_gone WHERE key = NEW.key) BEGIN
    SELECT raise(IGNORE);
END;

-- What may go is found without reading all that is kept.
CREATE INDEX draft_made ON draft (made_at);
CREATE INDEX agenda_done ON agenda (done_at) WHERE done_at IS NOT NULL;

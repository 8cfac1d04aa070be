-- What tells this desk's events from another's in one calendar: made once, by chance, and kept. Sessions and windows that were there
-- before it was made keep what they were called, as calendars know them by that.
CREATE TABLE installation (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    uid             TEXT    NOT NULL,
    sessions_before INTEGER NOT NULL,
    windows_before  INTEGER NOT NULL
) STRICT;
INSERT INTO installation (id, uid, sessions_before, windows_before)
SELECT 1, lower(hex(randomblob(8))),
       coalesce((SELECT max(id) FROM session), 0), coalesce((SELECT max(id) FROM maintenance_window), 0);

-- What was changed by what somebody did, as JSON: facts, no words. Null: of before, or nothing that is asked for later.
ALTER TABLE audit ADD COLUMN effect TEXT;

-- A subject as it is compared: small letters without accents. Null: of before; the program writes it at its next start.
ALTER TABLE ticket ADD COLUMN folded TEXT;
CREATE INDEX ticket_unfolded ON ticket (number) WHERE folded IS NULL;

-- The index of words knows no ligatures: they are apart in it, as they are in what is typed.
DROP TRIGGER ticket_fts_of_ticket;
DROP TRIGGER ticket_fts_of_text;

CREATE TRIGGER ticket_fts_of_ticket AFTER INSERT ON ticket BEGIN
    INSERT INTO ticket_fts (ticket, for_staff, owner, body)
    VALUES (NEW.number, 0, 'c' || NEW.customer,
            replace(replace(NEW.subject || ' ' || NEW.description, 'œ', 'oe'), 'Œ', 'OE'));
END;

-- The first event's text is the description, which is there already.
CREATE TRIGGER ticket_fts_of_text AFTER INSERT ON ticket_text WHEN NEW.seq > 1 BEGIN
    INSERT INTO ticket_fts (ticket, for_staff, owner, body)
    SELECT NEW.ticket,
           event ->> 'kind' IN ('note', 'assigned', 'expert_asked')
               OR (event ->> 'kind' = 'message_edited' AND EXISTS (
                       SELECT 1 FROM ticket_event AS original
                       WHERE original.ticket = NEW.ticket AND original.seq = ticket_event.event ->> 'of'
                         AND original.event ->> 'kind' = 'note')),
           'c' || customer,
           replace(replace(NEW.body, 'œ', 'oe'), 'Œ', 'OE')
    FROM ticket_event JOIN ticket ON number = NEW.ticket WHERE ticket = NEW.ticket AND seq = NEW.seq;
END;

UPDATE ticket_fts SET body = replace(replace(body, 'œ', 'oe'), 'Œ', 'OE') WHERE instr(body, 'œ') OR instr(body, 'Œ');

-- A list of a team's tickets, of its open ones, and of all those in a state, is read from its newest end.
CREATE INDEX ticket_of ON ticket (customer);
CREATE INDEX ticket_open_of ON ticket (customer, number) WHERE state <> 'closed';
CREATE INDEX ticket_state ON ticket (state);

-- Words are looked for within one team: whose a text is, as a word of its own (`c7`), stands beside it.
DROP TRIGGER ticket_fts_of_ticket;
DROP TRIGGER ticket_fts_of_text;
DROP TABLE ticket_fts;

CREATE VIRTUAL TABLE ticket_fts USING fts5 (
    ticket UNINDEXED,
    for_staff UNINDEXED,
    owner,
    body,
    tokenize = "unicode61 remove_diacritics 2"
);

CREATE TRIGGER ticket_fts_of_ticket AFTER INSERT ON ticket BEGIN
    INSERT INTO ticket_fts (ticket, for_staff, owner, body)
    VALUES (NEW.number, 0, 'c' || NEW.customer, NEW.subject || ' ' || NEW.description);
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
           NEW.body
    FROM ticket_event JOIN ticket ON number = NEW.ticket WHERE ticket = NEW.ticket AND seq = NEW.seq;
END;

INSERT INTO ticket_fts (ticket, for_staff, owner, body)
SELECT number, 0, 'c' || customer, subject || ' ' || description FROM ticket;
INSERT INTO ticket_fts (ticket, for_staff, owner, body)
SELECT ticket,
       event ->> 'kind' IN ('note', 'assigned', 'expert_asked')
           OR (event ->> 'kind' = 'message_edited' AND EXISTS (
                   SELECT 1 FROM ticket_event AS original
                   WHERE original.ticket = ticket_event.ticket AND original.seq = ticket_event.event ->> 'of'
                     AND original.event ->> 'kind' = 'note')),
       'c' || customer,
       body
FROM ticket_text JOIN ticket_event USING (ticket, seq) JOIN ticket ON number = ticket WHERE seq > 1;

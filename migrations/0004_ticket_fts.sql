-- Words by which tickets are found, whatever their case and accents: subjects, descriptions and what was written in events. What staff
-- wrote for staff alone is found by staff alone.
CREATE VIRTUAL TABLE ticket_fts USING fts5 (
    ticket UNINDEXED,
    for_staff UNINDEXED,
    body,
    tokenize = "unicode61 remove_diacritics 2"
);

CREATE TRIGGER ticket_fts_of_ticket AFTER INSERT ON ticket BEGIN
    INSERT INTO ticket_fts (ticket, for_staff, body) VALUES (NEW.number, 0, NEW.subject || ' ' || NEW.description);
END;

-- The first event's text is the description, which is there already.
CREATE TRIGGER ticket_fts_of_text AFTER INSERT ON ticket_text WHEN NEW.seq > 1 BEGIN
    INSERT INTO ticket_fts (ticket, for_staff, body)
    SELECT NEW.ticket,
           event ->> 'kind' IN ('note', 'assigned', 'expert_asked')
               OR (event ->> 'kind' = 'message_edited' AND EXISTS (
                       SELECT 1 FROM ticket_event AS original
                       WHERE original.ticket = NEW.ticket AND original.seq = ticket_event.event ->> 'of'
                         AND original.event ->> 'kind' = 'note')),
           NEW.body
    FROM ticket_event WHERE ticket = NEW.ticket AND seq = NEW.seq;
END;

INSERT INTO ticket_fts (ticket, for_staff, body) SELECT number, 0, subject || ' ' || description FROM ticket;
INSERT INTO ticket_fts (ticket, for_staff, body)
SELECT ticket, event ->> 'kind' IN ('note', 'assigned', 'expert_asked'), body
FROM ticket_text JOIN ticket_event USING (ticket, seq) WHERE seq > 1;

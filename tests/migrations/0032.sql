INSERT INTO incident (number, platform, state, opened_at) VALUES (1, 'ngp', 'open', 1767225600);
INSERT INTO incident_event (incident, seq, at, person, side, event, hash)
VALUES (1, 1, 1767225600, 31, 'staff', '{"kind":"opened","platform":"ngp","component":null,"written":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
INSERT INTO incident_text (incident, seq, body, author) VALUES (1, 1, '{"title":"Portal down"}', 'Bob');
INSERT INTO incident_ticket (incident, ticket) SELECT 1, min(number) FROM ticket;
INSERT INTO incident_word (incident, seq, channel, customer, outbox) SELECT 1, 1, 41, (SELECT min(id) FROM customer), (SELECT max(id) FROM outbox);

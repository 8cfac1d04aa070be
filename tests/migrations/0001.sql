INSERT INTO desk VALUES (1, 11, 12, 21, 22, 23, NULL, NULL, 'fr', 31, 1767225600);
INSERT INTO memo VALUES ('commands:1:global', 'a digest');
INSERT INTO customer (id, name, language, added_by, added_at) VALUES (1, 'Acme', 'fr', 31, 1767225600);
INSERT INTO level_change (customer, level, person, side, at, effective_at, billed_from) VALUES (1, 'gold', 31, 'staff', 1767225600, 1767225600, '2026-01-01');
INSERT INTO channel_link (channel, guild, customer, announcements, linked_by, linked_at) VALUES (41, 51, 1, 1, 31, 1767225600);
INSERT INTO link_code VALUES ('ABCD-2345', 1, 1, NULL, 31, 1767225600, 1767830400, NULL, NULL);
INSERT INTO manager (customer, person, named_by, named_at) VALUES (1, 32, 31, 1767225600);
INSERT INTO ticket (number, customer, subject, description, priority, category, state, opened_by, opened_at, touched_at, team_channel, card_channel)
VALUES (1, 1, 'Portal is slow', 'Since nine.', 'p3', 'incident', 'new', 32, 1767225600, 1767225600, 41, 11);
INSERT INTO ticket_event VALUES (1, 1, 1767225600, 32, 'team', '{"kind":"acknowledged"}', 'a hash');
INSERT INTO ticket_text VALUES (1, 1, 'Since nine.', 'Amine');
INSERT INTO attachment (ticket, seq, name, size, url) VALUES (1, 1, 'trace.txt', 12, 'https://cdn.discordapp.com/attachments/1/2/trace.txt');
INSERT INTO ticket_message VALUES (61, 1, 1);
INSERT INTO draft (person, channel, body, made_at) VALUES (32, 41, '{"draft":"opening"}', 1767225600);
INSERT INTO interaction VALUES (71, 1767225600);
INSERT INTO agenda (key, due, body) VALUES ('ticket:1:page:1', 1767225600, '{"due":"ticket","ticket":1}');
INSERT INTO outbox (key, lane, destination, language, body, made_at, not_before) VALUES ('ticket:1:posted', 1, 'channel:41', 'fr', '{"say":"ticket_posted","ticket":1}', 1767225600, 1767225600);
INSERT INTO expert (person, name) VALUES (33, 'Nora');
INSERT INTO expert_hours VALUES (33, 1, 540, 720);
INSERT INTO session (id, customer, expert, topic, minutes, starts_at, about, state, asked_by, asked_at, expires_at, channel)
VALUES (1, 1, 33, 'network', 60, 1767600000, 'Edges', 'confirmed', 32, 1767225600, 1767312000, 41);
INSERT INTO expert_half_hour VALUES (33, 1767600000, 1), (33, 1767601800, 1);
INSERT INTO pack (id, customer, minutes, granted_by, granted_at, ends_at) VALUES (1, 1, 600, 31, 1767225600, 1798761600);
INSERT INTO hours_entry (customer, session, kind, month, minutes, at, by) VALUES (1, 1, 'hold', '2026-01', -60, 1767225600, 32);
INSERT INTO hours_entry (customer, kind, pack, minutes, at, by) VALUES (1, 'grant', 1, 600, 1767225600, 31);
INSERT INTO maintenance_window (id, platform, rule_start, starts_at, ends_at, state) VALUES (1, 'ngp', 1767740400, 1767740400, 1767762000, 'planned');
INSERT INTO notice VALUES (1, 1, 'week', 41, 1);

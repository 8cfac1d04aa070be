INSERT INTO on_call_calendar (level, url, text, etag, modified, good_at, read_at, error, set_by, set_at) VALUES
(1, 'https://calendar.example.org/on-call.ics', 'BEGIN:VCALENDAR', '"1"', NULL, 1767225600, 1767225600, '{"unread":"too_slow"}', 7, 1767225600);
INSERT INTO on_call_name (folded, name, person, tied_by, tied_at) VALUES ('ada lovelace', 'Ada Lovelace', 8, 7, 1767225600);
INSERT INTO on_call_cover (level, person, until, set_by, set_at) VALUES (2, 8, 1767312000, 7, 1767225600);

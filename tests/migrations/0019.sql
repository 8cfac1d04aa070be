INSERT INTO inbox (channel, message, kind, body, told_at, not_before) VALUES (41, 62, 'said', '{}', 1767225600, 1767225600);
INSERT INTO unkept_message VALUES (63, 41, 1767225600, 'nobody');

INSERT INTO draft (person, channel, body, made_at, used_at, became) VALUES (32, 41, '{"draft":"opening"}', 1767225600, 1767225660, 1);

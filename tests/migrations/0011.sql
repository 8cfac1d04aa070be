INSERT INTO interaction (id, at, person, channel, language, what, ticket) VALUES (2, 1767225600, 32, 41, 'fr', '/ticket close', 1);

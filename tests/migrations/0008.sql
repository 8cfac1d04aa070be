INSERT INTO audit (at, person, channel, what, customer, ticket) VALUES (1767225600, 32, 41, '/ticket close', 1, 1);

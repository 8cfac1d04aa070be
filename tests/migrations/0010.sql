INSERT INTO expert_help VALUES (1000000001, 1, 1, 'accepted', 33, 1767225700);
INSERT INTO session (id, customer, expert, topic, minutes, starts_at, about, state, asked_by, asked_at, expires_at, channel, ticket)
VALUES (2, 1, 33, 'support', 30, 1767225800, 'Portal is slow', 'delivered', 33, 1767225800, 1767225800, 41, 1);

INSERT INTO expert_away (expert, from_at, to_at, said_at) VALUES (33, 1768000000, 1768100000, 1767225600);
INSERT INTO session_event (session, seq, at, person, side, step, starts_at) VALUES (1, 1, 1767225600, 32, 'team', 'asked', 1767600000);

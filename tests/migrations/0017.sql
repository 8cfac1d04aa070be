INSERT INTO session_event (session, seq, at, person, side, step, starts_at, text) VALUES (1, 2, 1767609000, 32, 'team', 'noted', 1767600000, 'All clear');

INSERT INTO outbox (id, key, lane, destination, line, language, body, made_at, not_before, refusals, faults)
VALUES (9001, 'ticket:1:copied:9:team', 1, 'team:1', 'ticket:1:team', 'en', '{"say":"copied","ticket":1,"seq":9}', 1767609000, 1767609600, 1, 0),
       (9002, 'ticket:1:copied:10:team', 1, 'team:1', 'ticket:1:team', 'en', '{"say":"copied","ticket":1,"seq":10}', 1767609001, 1767609001, 0, 0);

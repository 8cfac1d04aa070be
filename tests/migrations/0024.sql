INSERT INTO audit (at, person, channel, what, customer, ticket, effect) VALUES (1795000000, 1, 1, '/agent priority', 1, 1, '[{"what":"priority","from":"p3","to":"p2"}]');

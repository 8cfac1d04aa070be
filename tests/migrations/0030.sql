INSERT INTO alarm_link (token, route, ticket, customer, test, made_at, over_at) VALUES
('a hash', 'night', 1, NULL, NULL, 1767225600, 1767229200),
('another', 'duty-phone', NULL, 1, NULL, 1767225600, NULL),
('a third', 'chef', NULL, NULL, 61, 1767225600, NULL);

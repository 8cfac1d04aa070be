INSERT INTO export_link (token, ticket, for_staff, language, made_by, made_at, ends_at) VALUES ('00', 1, 0, 'fr', 32, 1767225600, 1767312000);

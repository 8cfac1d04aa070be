INSERT INTO attachment (ticket, seq, name, size, url, not_kept) VALUES (1, 1, 'core.dump', 99000000, '', 'too_large');
INSERT INTO file_day (customer, day, bytes) VALUES (1, '2026-01-01', 12);

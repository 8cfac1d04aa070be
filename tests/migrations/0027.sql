INSERT INTO left_thread VALUES (71, 1, 41, 0);
INSERT INTO unkept_message VALUES (72, 71, 1767225600, 'elsewhere');

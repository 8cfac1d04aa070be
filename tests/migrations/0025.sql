INSERT INTO thread_read (channel, until, at) VALUES (990, 991, 1767225600);
INSERT INTO last_look (id, at) VALUES (1, 1767225600);
INSERT INTO unkept_message (message, channel, at, why) VALUES (992, 990, 1767225600, 'program');

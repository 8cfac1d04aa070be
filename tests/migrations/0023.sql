INSERT INTO outbox_gone (key) VALUES ('ticket:1:happened:2');
INSERT INTO agenda_gone (key) VALUES ('windows:2026-01-01');

-- Whether somebody is an expert still was looked up by a message that said nothing. It is a promise now: what waits is promised, to be kept at
-- once, and none of those messages is left.
INSERT INTO agenda (key, due, body)
SELECT key, made_at, json_object('due', 'look_up', 'expert', body -> 'expert') FROM outbox
WHERE key LIKE 'expert:%:look-up:%' AND state IN ('waiting', 'sending');

-- Whatever waits for one of them goes on.
UPDATE outbox SET state = 'useless' WHERE key LIKE 'expert:%:look-up:%' AND state IN ('waiting', 'sending');
DELETE FROM outbox WHERE key LIKE 'expert:%:look-up:%';
DELETE FROM outbox_gone WHERE key LIKE 'expert:%:look-up:%';

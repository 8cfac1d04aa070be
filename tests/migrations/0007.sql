INSERT INTO window_change (window_id, revision, change, was_start, was_end, reason_fr, by, at)
VALUES (1, 2, 'moved', 1767740400, 1767762000, 'Pas prêt', 31, 1767225600);

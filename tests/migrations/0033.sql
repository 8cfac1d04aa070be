INSERT INTO alarm_link (token, route, incident, made_at)
VALUES ('a3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'night', 1, 1767225600);

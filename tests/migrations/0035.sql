INSERT INTO incident_wave (platform, ends_at) VALUES ('ngp', 1767225600);

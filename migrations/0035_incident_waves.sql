-- Up to when a wave of P1s and P2s of a platform goes on: within it a major incident is proposed once.
CREATE TABLE incident_wave (
    platform TEXT    PRIMARY KEY,               -- by its key in the offer
    ends_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A channel may hear of an incident as one customer's and, linked again, as another's. The table is made again, as its key changes.
CREATE TABLE incident_word_now (
    incident INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    channel  INTEGER NOT NULL,
    customer INTEGER NOT NULL REFERENCES customer,
    outbox   INTEGER NOT NULL REFERENCES outbox,
    PRIMARY KEY (incident, seq, channel, customer),
    FOREIGN KEY (incident, seq) REFERENCES incident_event
) STRICT, WITHOUT ROWID;
INSERT INTO incident_word_now (incident, seq, channel, customer, outbox)
SELECT incident, seq, channel, customer, outbox FROM incident_word;
DROP TABLE incident_word;
ALTER TABLE incident_word_now RENAME TO incident_word;
CREATE INDEX incident_word_channel ON incident_word (channel, incident);
CREATE INDEX incident_word_outbox ON incident_word (outbox);

-- Files stand beside the database, each named by its SHA-256. `bytes` is what was kept inside before: it is moved out step by step.
-- Why a file was not kept; null where it is, and for those that were not before there was a reason.
ALTER TABLE attachment ADD COLUMN not_kept TEXT
    CHECK (not_kept IN ('too_large', 'too_many', 'ticket', 'customer', 'no_room', 'not_had', 'left_out'));
-- Those that are still inside.
CREATE INDEX attachment_inside ON attachment (id) WHERE bytes IS NOT NULL;
-- Whether a file is named at all.
CREATE INDEX attachment_sha256 ON attachment (sha256) WHERE sha256 IS NOT NULL;

-- How many bytes of files a customer's tickets took in on a day of the desk's zone.
CREATE TABLE file_day (
    customer INTEGER NOT NULL REFERENCES customer,
    day      TEXT    NOT NULL,
    bytes    INTEGER NOT NULL CHECK (bytes >= 0),
    PRIMARY KEY (customer, day)
) STRICT, WITHOUT ROWID;

-- The export to which a private link leads, by its name; null until it is made.
ALTER TABLE export_link ADD COLUMN file TEXT;

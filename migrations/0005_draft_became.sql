-- What a confirmed draft became: whoever presses its button again is told of that ticket, and nothing is opened twice.
ALTER TABLE draft ADD COLUMN became INTEGER REFERENCES ticket;

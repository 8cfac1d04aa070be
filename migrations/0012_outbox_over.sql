-- Messages whose time is over, and those that wait for another, are found without reading all that was ever said.
CREATE INDEX outbox_over ON outbox (useless_after) WHERE state = 'waiting' AND useless_after IS NOT NULL;
CREATE INDEX outbox_after ON outbox (after) WHERE after IS NOT NULL;

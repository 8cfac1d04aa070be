-- What was refused waits for as long as there is a sense to it.

-- Whose time may be over: what was never tried, and what was refused each time.
DROP INDEX outbox_over;
CREATE INDEX outbox_over ON outbox (useless_after)
WHERE state = 'waiting' AND (attempts = 0 OR refusals > 0) AND useless_after IS NOT NULL;

-- What waits to be said keeps nothing else waiting.

-- Within what order is kept: a ticket's words on one side, a session's, a window's notice with its correction. Empty: it depends on nothing.
ALTER TABLE outbox ADD COLUMN line TEXT NOT NULL DEFAULT '';
-- The row that it waits for, as long as that is still to be said: the one before it in its line, else the one that must go first. The
-- triggers below keep it, so that of ten thousand rows that wait only those are looked at which may go.
ALTER TABLE outbox ADD COLUMN behind INTEGER;
-- How often Discord refused it for a reason that may pass with time: a permission, too many threads.
ALTER TABLE outbox ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0;
-- How often it failed by itself, before Discord was asked: it cannot be read, or not be put into words.
ALTER TABLE outbox ADD COLUMN faults INTEGER NOT NULL DEFAULT 0;

-- A ticket that no channel speaks for: since when and why; nothing while one does.
ALTER TABLE ticket ADD COLUMN unheard_since INTEGER;
ALTER TABLE ticket ADD COLUMN unheard_why TEXT;
CREATE INDEX ticket_unheard ON ticket (customer) WHERE unheard_since IS NOT NULL;
-- Since when Discord knows the channel no more: it speaks for nobody, until it is unlinked and another linked.
ALTER TABLE channel_link ADD COLUMN gone_at INTEGER;
-- The open tickets of a channel: those that go on elsewhere when it ceases to speak for their customer.
CREATE INDEX ticket_of_channel ON ticket (team_channel) WHERE state <> 'closed';

-- What waits now: a page for nothing; what is said of a ticket for what was said before on its side; a correction for what it corrects.
UPDATE outbox SET line = CASE
    WHEN lane = -1 THEN key
    WHEN destination LIKE 'team:%' THEN 'ticket:' || substr(destination, 6) || ':team'
    WHEN destination LIKE 'staff:%' THEN 'ticket:' || substr(destination, 7) || ':staff'
    WHEN body ->> 'say' IN ('ticket_posted', 'ticket_posted_again') THEN 'ticket:' || (body ->> 'ticket') || ':posted'
    WHEN body ->> 'say' IN ('card', 'card_again') THEN 'ticket:' || (body ->> 'ticket') || ':card'
    WHEN body ->> 'say' = 'team_thread' THEN 'ticket:' || (body ->> 'ticket') || ':team'
    WHEN body ->> 'say' IN ('notice', 'notice_outdated') THEN 'window:' || (body ->> 'window') || ':' || destination
    WHEN body ->> 'say' = 'expertise' THEN destination
    ELSE coalesce(edit_of, key)
END
WHERE state IN ('waiting', 'sending') AND json_valid(body);

-- What a row waits for.
CREATE VIEW outbox_waits (id, first) AS
SELECT this.id,
       CASE WHEN this.state IN ('waiting', 'sending') THEN coalesce(
           (SELECT older.id FROM outbox AS older
            WHERE this.line <> '' AND older.line = this.line AND older.lane = this.lane AND older.id < this.id
              AND older.state IN ('waiting', 'sending')
              -- A correction keeps nothing else waiting: Discord rations those of old messages.
              AND (older.edit_of IS NULL OR this.edit_of IS NOT NULL)
            ORDER BY older.id DESC LIMIT 1),
           (SELECT earlier.id FROM outbox AS earlier
            WHERE earlier.id = this.after AND earlier.state IN ('waiting', 'sending')))
       END
FROM outbox AS this;

DROP INDEX outbox_waiting;
DROP INDEX outbox_over;
CREATE INDEX outbox_line ON outbox (line, lane, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_behind ON outbox (behind) WHERE behind IS NOT NULL;
CREATE INDEX outbox_over ON outbox (useless_after) WHERE state = 'waiting' AND attempts = 0 AND useless_after IS NOT NULL;
UPDATE outbox SET behind = (SELECT first FROM outbox_waits WHERE outbox_waits.id = outbox.id) WHERE state IN ('waiting', 'sending');
-- What may go, as far as others are concerned.
CREATE INDEX outbox_ready ON outbox (lane, not_before, id) WHERE state IN ('waiting', 'sending') AND behind IS NULL;

CREATE TRIGGER outbox_comes AFTER INSERT ON outbox WHEN NEW.state IN ('waiting', 'sending') BEGIN
    UPDATE outbox SET behind = (SELECT first FROM outbox_waits WHERE outbox_waits.id = NEW.id) WHERE id = NEW.id;
END;

CREATE TRIGGER outbox_ends AFTER UPDATE OF state ON outbox
WHEN (OLD.state IN ('waiting', 'sending')) <> (NEW.state IN ('waiting', 'sending')) BEGIN
    UPDATE outbox SET behind = (SELECT first FROM outbox_waits WHERE outbox_waits.id = outbox.id)
    WHERE behind = NEW.id OR id = NEW.id;
END;

CREATE TRIGGER outbox_steps_aside AFTER UPDATE OF line, lane, after ON outbox
WHEN NEW.line <> OLD.line OR NEW.lane <> OLD.lane OR NEW.after IS NOT OLD.after BEGIN
    UPDATE outbox SET behind = (SELECT first FROM outbox_waits WHERE outbox_waits.id = outbox.id)
    WHERE behind = NEW.id OR id = NEW.id;
END;

-- What was refused and waits: a permission that is given, or a thread that is put away, tries it again at once.
CREATE INDEX outbox_refused ON outbox (id) WHERE state = 'waiting' AND refusals > 0;

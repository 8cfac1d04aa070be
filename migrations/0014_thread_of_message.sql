-- A thread has the number of the message it was started from: what is written in it before its receipt is known by that.
CREATE INDEX ticket_team_message ON ticket (team_message) WHERE team_message IS NOT NULL;
CREATE INDEX ticket_card_message ON ticket (card_message) WHERE card_message IS NOT NULL;

-- What each person is told. ACC-10: it is addressed to a place and to nothing else, so that it is not seen where she acts for
-- another agency, and who leaves keeps none of it.

CREATE TABLE notifications (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  membership_id uuid NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  subject_id uuid NOT NULL,
  reference text,
  -- What makes a second one for the same occasion: the event, or the stage of a clock.
  occasion text NOT NULL,
  at timestamptz NOT NULL,
  read_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, membership_id, kind, subject_id, occasion),
  FOREIGN KEY (partnership_id, membership_id) REFERENCES memberships
);
CREATE INDEX notifications_membership ON notifications (partnership_id, membership_id, at DESC, id DESC);

-- Guards: made once the tables of every file stand.

CALL app.close_table('notifications');
CALL app.open_to_jobs('notifications');
CREATE POLICY own ON notifications TO alongside_app
  USING (partnership_id = app.partnership_id() AND membership_id = app.membership_id());
GRANT SELECT, INSERT, UPDATE ON notifications TO alongside_app;
GRANT SELECT, INSERT ON notifications TO alongside_jobs;

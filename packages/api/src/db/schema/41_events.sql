-- What happened, until the relay has carried it, and what each agency is told of it.

CREATE TABLE outbox_events (
  id uuid PRIMARY KEY,
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  type text NOT NULL,
  data jsonb NOT NULL,
  at timestamptz NOT NULL,
  relayed_at timestamptz,
  -- How often it could not be carried, and until when it stands aside since.
  tries integer NOT NULL DEFAULT 0,
  next_try_at timestamptz
);
-- In the order in which the relay takes them: what failed less often first.
CREATE INDEX outbox_events_waiting ON outbox_events (tries, id) WHERE relayed_at IS NULL;

-- API-3: what each agency is told of what happens, in its own order: one row for an agency and an event, written by the
-- relay that carries the event. One relay works at a time, and holds its lock until it has committed: a later position is
-- never there before an earlier one, so that whoever reads on from a position misses nothing.
CREATE TABLE agency_events (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  agency_id uuid NOT NULL,
  -- Each agency's own count: how much others are told stands nowhere.
  position bigint NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  -- Ids alone.
  data jsonb NOT NULL,
  -- Readable as long as the agency sees this case; NULL: always. What was told of a file that was merged since stays as
  -- it was told: no foreign key.
  while_seen uuid,
  -- Also as long as what the agency made itself there is open to it: what became of its own referral (ACC-8).
  own_record boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL,
  told_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, agency_id, position),
  UNIQUE (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- Guards: made once the tables of every file stand.

CALL app.close_table('outbox_events');
CREATE POLICY append ON outbox_events FOR INSERT TO alongside_app, alongside_jobs WITH CHECK (partnership_id = app.partnership_id());
CREATE POLICY relay ON outbox_events TO alongside_jobs USING (true);
GRANT INSERT ON outbox_events TO alongside_app;
GRANT SELECT, INSERT, UPDATE (relayed_at, tries, next_try_at) ON outbox_events TO alongside_jobs;

CALL app.close_table('agency_events');
CALL app.open_to_jobs('agency_events');
CREATE POLICY told ON agency_events FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to()) AND (while_seen IS NULL OR app.sees_case(while_seen) OR (own_record AND app.sees_own_record(while_seen))));
GRANT SELECT ON agency_events TO alongside_app;
GRANT SELECT, INSERT ON agency_events TO alongside_jobs;

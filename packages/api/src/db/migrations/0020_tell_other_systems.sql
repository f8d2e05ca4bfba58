-- API-3: what each agency is told of what happens, in its own order: one row for an agency and an event, written by the
-- relay that carries the event. One relay works at a time, and holds its lock until it has committed: a later position is
-- never there before an earlier one, so that whoever reads on from a position misses nothing.
CREATE TABLE agency_events (
  partnership_id uuid NOT NULL,
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
  at timestamptz NOT NULL,
  told_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, agency_id, position),
  UNIQUE (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CALL app.close_table('agency_events');
CREATE POLICY told ON agency_events FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to()) AND (while_seen IS NULL OR app.sees_case(while_seen)));
CALL app.open_to_jobs('agency_events');
GRANT SELECT ON agency_events TO alongside_app;
GRANT SELECT, INSERT ON agency_events TO alongside_jobs;

CREATE TABLE webhook_endpoints (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  agency_id uuid NOT NULL,
  address text NOT NULL,
  description text NOT NULL,
  -- Empty: every type.
  types text[] NOT NULL,
  -- Sealed under a key of the deployment's own; the one before signs beside it for a while.
  secret bytea NOT NULL,
  previous_secret bytea,
  previous_secret_until timestamptz,
  stopped_for text CHECK (stopped_for IN ('by hand', 'gone', 'failing')),
  stopped_at timestamptz,
  -- It has taken nothing since.
  failing_since timestamptz,
  -- One sender at a time; one that died is followed by another after this.
  busy_until timestamptz,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES accounts,
  removed_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK ((stopped_for IS NULL) = (stopped_at IS NULL)),
  CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL))
);
CREATE INDEX webhook_endpoints_agency ON webhook_endpoints (partnership_id, agency_id) WHERE removed_at IS NULL;

-- One row for an event and an endpoint, and one more for each replay. Without an event: a test.
CREATE TABLE webhook_deliveries (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  event_id uuid,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'given up', 'withheld')),
  replay boolean NOT NULL DEFAULT false,
  attempts integer NOT NULL DEFAULT 0,
  -- Within one moment in the order in which the agency was told.
  position bigint NOT NULL,
  next_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, endpoint_id) REFERENCES webhook_endpoints,
  FOREIGN KEY (partnership_id, event_id) REFERENCES agency_events (partnership_id, id),
  CHECK ((state = 'waiting') = (next_at IS NOT NULL))
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (partnership_id, endpoint_id, next_at, position) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_endpoint ON webhook_deliveries (partnership_id, endpoint_id, created_at DESC, id DESC);

-- The delivery log: when, what status, how long, what was wrong in a word. Nothing of what was sent or answered.
CREATE TABLE webhook_attempts (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  at timestamptz NOT NULL,
  status integer,
  ms integer NOT NULL,
  error text,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, delivery_id) REFERENCES webhook_deliveries
);
CREATE INDEX webhook_attempts_delivery ON webhook_attempts (partnership_id, delivery_id, at);

-- Each agency's own; jobs send for all of a partnership.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['webhook_endpoints', 'webhook_deliveries', 'webhook_attempts'] LOOP
    CALL app.close_table(t);
    EXECUTE format('CREATE POLICY own ON %I TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
      AND agency_id = (SELECT app.grants_to())) WITH CHECK (partnership_id = app.partnership_id() AND agency_id = app.grants_to())', t);
    CALL app.open_to_jobs(t);
  END LOOP;
END $$;
GRANT SELECT, INSERT ON webhook_endpoints, webhook_deliveries TO alongside_app;
GRANT UPDATE (version, address, description, types, secret, previous_secret, previous_secret_until, stopped_for, stopped_at,
  failing_since, removed_at) ON webhook_endpoints TO alongside_app;
GRANT SELECT ON webhook_attempts TO alongside_app;
GRANT SELECT ON webhook_endpoints TO alongside_jobs;
GRANT UPDATE (version, stopped_for, stopped_at, failing_since, busy_until) ON webhook_endpoints TO alongside_jobs;
GRANT SELECT, INSERT ON webhook_deliveries, webhook_attempts TO alongside_jobs;
GRANT UPDATE (state, attempts, next_at) ON webhook_deliveries TO alongside_jobs;

-- Whether an agency may hear now of what hangs on a case, by the grants that open it to systems: not those of one person,
-- nor those of coordination.
CREATE FUNCTION app.hears_of(p_case uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = app.partnership_id() AND g.case_id = p_case
    AND g.agency_id = p_agency AND g.account_id IS NULL AND g.basis <> 'coordination'
    AND g.from_at <= app.moment() AND (g.until_at IS NULL OR g.until_at > app.moment()))
$$;
REVOKE ALL ON FUNCTION app.hears_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.hears_of TO alongside_jobs;

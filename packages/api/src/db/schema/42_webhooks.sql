CREATE TABLE webhook_endpoints (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
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
  stopped_for text CHECK (stopped_for IN ('by_hand', 'gone', 'failing', 'unreadable')),
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
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  event_id uuid,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'given_up', 'withheld')),
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
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
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

-- Guards: made once the tables of every file stand.

CALL app.close_table('webhook_endpoints');
CALL app.open_to_jobs('webhook_endpoints');
CREATE POLICY own ON webhook_endpoints TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to())) WITH CHECK (partnership_id = app.partnership_id() AND agency_id = app.grants_to());
GRANT SELECT, INSERT, UPDATE (version, address, description, types, secret, previous_secret, previous_secret_until,
  stopped_for, stopped_at, failing_since, removed_at) ON webhook_endpoints TO alongside_app;
GRANT SELECT, UPDATE (version, stopped_for, stopped_at, failing_since, busy_until) ON webhook_endpoints TO alongside_jobs;

CALL app.close_table('webhook_deliveries');
CALL app.open_to_jobs('webhook_deliveries');
CREATE POLICY own ON webhook_deliveries TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to())) WITH CHECK (partnership_id = app.partnership_id() AND agency_id = app.grants_to());
GRANT SELECT, INSERT ON webhook_deliveries TO alongside_app;
GRANT SELECT, INSERT, UPDATE (state, attempts, next_at) ON webhook_deliveries TO alongside_jobs;

CALL app.close_table('webhook_attempts');
CALL app.open_to_jobs('webhook_attempts');
CREATE POLICY own ON webhook_attempts TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to())) WITH CHECK (partnership_id = app.partnership_id() AND agency_id = app.grants_to());
GRANT SELECT ON webhook_attempts TO alongside_app;
GRANT SELECT, INSERT ON webhook_attempts TO alongside_jobs;

-- OPS-6: how webhooks fare in the whole deployment, told as numbers to a job that sees one partnership at a time.
CREATE FUNCTION app.webhook_figures() RETURNS TABLE (taking integer, failing integer, stopped integer, unreadable integer, oldest timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*) FILTER (WHERE stopped_for IS NULL AND failing_since IS NULL)::int,
      count(*) FILTER (WHERE stopped_for IS NULL AND failing_since IS NOT NULL)::int,
      count(*) FILTER (WHERE stopped_for <> 'unreadable')::int,
      count(*) FILTER (WHERE stopped_for = 'unreadable')::int,
      min((SELECT min(d.created_at) FROM webhook_deliveries d WHERE d.partnership_id = e.partnership_id AND d.endpoint_id = e.id
        AND d.state = 'waiting')) FILTER (WHERE stopped_for IS NULL)
    FROM webhook_endpoints e WHERE removed_at IS NULL $$;
REVOKE ALL ON FUNCTION app.webhook_figures FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.webhook_figures TO alongside_jobs;

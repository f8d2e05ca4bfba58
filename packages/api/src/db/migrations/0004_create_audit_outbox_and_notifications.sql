-- ACC-7. Inserted in the operation's own transaction; chained afterwards by the sealer, so that writers never queue.
CREATE TABLE audit_events (
  id uuid PRIMARY KEY,
  partnership_id uuid,
  at timestamptz NOT NULL,
  account_id uuid,
  agency_id uuid,
  role text,
  action text NOT NULL,
  subject_id uuid,
  case_id uuid,
  seen uuid[],
  basis text,
  request_id text,
  from_address text,
  seal_id bigint
);
CREATE INDEX audit_events_partnership ON audit_events (partnership_id, at DESC, id DESC);
CREATE INDEX audit_events_case ON audit_events (partnership_id, case_id, at DESC) WHERE case_id IS NOT NULL;
CREATE INDEX audit_events_unsealed ON audit_events (id) WHERE seal_id IS NULL;

CREATE TABLE audit_seals (
  id bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  events integer NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL
);

-- Also the owner's own statements: a sealed row changes for nobody, and an unsealed one only by being sealed.
CREATE FUNCTION app.keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL
     AND to_jsonb(NEW) - 'seal_id' = to_jsonb(OLD) - 'seal_id' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit events are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER keep_audit BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION app.keep_audit();
CREATE TRIGGER keep_all_audit BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION app.keep_audit();

CREATE TABLE outbox_events (
  id uuid PRIMARY KEY,
  partnership_id uuid NOT NULL,
  type text NOT NULL,
  data jsonb NOT NULL,
  at timestamptz NOT NULL,
  relayed_at timestamptz,
  tries integer NOT NULL DEFAULT 0
);
CREATE INDEX outbox_events_waiting ON outbox_events (id) WHERE relayed_at IS NULL;

CREATE TABLE idempotency_keys (
  account_id uuid NOT NULL,
  key text NOT NULL,
  operation text NOT NULL,
  request_hash bytea NOT NULL,
  status integer NOT NULL,
  reply bytea NOT NULL,
  case_id uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE notifications (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  kind text NOT NULL,
  subject text NOT NULL,
  subject_id uuid NOT NULL,
  reference text,
  -- What makes a second one for the same occasion: the event, or the stage of a clock.
  occasion text NOT NULL,
  at timestamptz NOT NULL,
  read_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, account_id, kind, subject_id, occasion)
);
CREATE INDEX notifications_account ON notifications (partnership_id, account_id, at DESC, id DESC);

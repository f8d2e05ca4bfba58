-- ACC-7. Inserted in the operation's own transaction; chained afterwards by the sealer, so that writers never queue.
CREATE TABLE audit_events (
  id uuid PRIMARY KEY,
  partnership_id uuid DEFAULT app.partnership_id(),
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
CREATE INDEX audit_events_system ON audit_events (partnership_id, account_id, at DESC, id DESC) WHERE role = 'machine_client';

CREATE TABLE audit_seals (
  id bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  events integer NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  -- Of the key, which never comes here (ACC-11).
  key_mark text NOT NULL
);

-- ACC-11: what was handed outside, one head a day; only who got it can vouch for it.
CREATE TABLE audit_heads (
  day date PRIMARY KEY,
  seal_id bigint NOT NULL,
  hash bytea NOT NULL,
  key_mark text NOT NULL,
  sealed_at timestamptz NOT NULL,
  handed_at timestamptz NOT NULL,
  filed_at timestamptz
);

-- Guards: made once the tables of every file stand.

CALL app.close_table('audit_events');
-- ACC-1: a request writes into its own partnership's record. What it was denied is written outside its transaction.
CREATE POLICY append ON audit_events FOR INSERT TO alongside_app
  WITH CHECK (partnership_id IS NULL OR partnership_id = app.partnership_id() OR action = 'access.denied');
CREATE POLICY append_any ON audit_events FOR INSERT TO alongside_jobs, alongside_identity WITH CHECK (true);
CREATE POLICY coordinator ON audit_events FOR SELECT TO alongside_app
  USING (partnership_id = app.partnership_id() AND app.coordinates());
CREATE POLICY sealer ON audit_events TO alongside_jobs USING (true);
GRANT SELECT, INSERT ON audit_events TO alongside_app;
GRANT SELECT, INSERT, UPDATE (seal_id) ON audit_events TO alongside_jobs;
GRANT INSERT ON audit_events TO alongside_identity;

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

CALL app.close_table('audit_seals');
CREATE POLICY sealer ON audit_seals TO alongside_jobs USING (true);
GRANT SELECT, INSERT ON audit_seals TO alongside_jobs;

CALL app.close_table('audit_heads');
CREATE POLICY sealer ON audit_heads TO alongside_jobs USING (true);
GRANT SELECT, INSERT, UPDATE (filed_at) ON audit_heads TO alongside_jobs;

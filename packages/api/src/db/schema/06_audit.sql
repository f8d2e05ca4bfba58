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
  session_id uuid,
  -- What was looked for: keyed hashes of words, references and numbers, by the partnership's key (ACC-11).
  terms bigint[],
  -- Why it was refused: the code of the problem.
  refusal text,
  -- The look that an open page took again by itself.
  refresh_of uuid,
  seal_id bigint
);
CREATE INDEX audit_events_partnership ON audit_events (partnership_id, at DESC, id DESC);
CREATE INDEX audit_events_case ON audit_events (partnership_id, case_id, at DESC) WHERE case_id IS NOT NULL;
-- In which lists and searches a case was seen. What waits to be filed is small, so that who asks does not read much of it by hand.
CREATE INDEX audit_events_seen ON audit_events USING gin (seen) WITH (gin_pending_list_limit = 256) WHERE seen IS NOT NULL;
CREATE INDEX audit_events_unsealed ON audit_events (id) WHERE seal_id IS NULL;
CREATE INDEX audit_events_account ON audit_events (partnership_id, account_id, at DESC, id DESC);
CREATE INDEX audit_events_terms ON audit_events USING gin (terms) WHERE terms IS NOT NULL;
CREATE INDEX audit_events_refreshes ON audit_events (partnership_id, refresh_of, at) WHERE refresh_of IS NOT NULL;

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

-- ACC-11: reading that stood out, for somebody else than the reader to look at. One of a kind waits for each person; what
-- follows is added to it until it is answered.
CREATE TABLE unusual_readings (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid,
  role text,
  times integer NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  noticed_at timestamptz NOT NULL,
  for_chair boolean NOT NULL,
  finding text,
  words bytea,
  answered_at timestamptz,
  answered_by uuid REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  CHECK (num_nulls(finding, words, answered_at, answered_by) IN (0, 4))
);
CREATE UNIQUE INDEX unusual_readings_waiting ON unusual_readings (partnership_id, account_id, kind) WHERE answered_at IS NULL;
CREATE INDEX unusual_readings_account ON unusual_readings (partnership_id, account_id, kind, answered_at);

-- Until when the record was looked through.
CREATE TABLE reading_looks (
  partnership_id uuid PRIMARY KEY DEFAULT app.partnership_id(),
  looked_until timestamptz NOT NULL
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

-- ACC-7: the look that this one takes again: of the same session, at the same things and no more, within so many minutes of
-- the last. What an open page says of itself decides nothing.
CREATE FUNCTION app.look_again(p_session uuid, p_action text, p_subject uuid, p_case uuid, p_seen uuid[], p_minutes integer) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(e.refresh_of, e.id) FROM audit_events e
   WHERE e.partnership_id = app.partnership_id() AND e.account_id = app.account_id()
     AND e.at > app.moment() - make_interval(mins => p_minutes) AND e.at <= app.moment()
     AND e.session_id = p_session AND e.action = p_action AND e.terms IS NULL AND e.refusal IS NULL
     AND e.subject_id IS NOT DISTINCT FROM p_subject AND e.case_id IS NOT DISTINCT FROM p_case
     AND coalesce(p_seen, '{}') <@ coalesce(e.seen, '{}')
   ORDER BY e.at DESC, e.id DESC LIMIT 1
$$;
REVOKE ALL ON FUNCTION app.look_again FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.look_again TO alongside_app;

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

ALTER TABLE unusual_readings ADD FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies;
CALL app.close_table('unusual_readings');
CALL app.open_to_jobs('unusual_readings');
-- Nobody sees, or answers, what is her own.
CREATE POLICY coordinator ON unusual_readings TO alongside_app USING (partnership_id = app.partnership_id() AND app.coordinates()
  AND account_id <> app.account_id()) WITH CHECK (answered_by = app.account_id());
GRANT SELECT, UPDATE (version, finding, words, answered_at, answered_by) ON unusual_readings TO alongside_app;
GRANT SELECT, INSERT, UPDATE (version, times, until_at) ON unusual_readings TO alongside_jobs;

CALL app.close_table('reading_looks');
CALL app.open_to_jobs('reading_looks');
GRANT SELECT, INSERT, UPDATE ON reading_looks TO alongside_jobs;

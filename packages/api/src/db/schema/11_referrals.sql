CREATE TABLE referrals (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  reference text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  state text NOT NULL,
  case_id uuid,
  data_key_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  author_account_id uuid NOT NULL REFERENCES accounts,
  rule_set_id uuid NOT NULL,
  -- Of an import the author is who imported it, and she did not write it: «written by me» leaves it out.
  imported boolean NOT NULL DEFAULT false,
  answers bytea NOT NULL,
  known_as bytea,
  explanation jsonb,
  computed_light text,
  light text,
  to_meeting boolean NOT NULL DEFAULT false,
  meeting_id uuid,
  exceptional text,
  returned_for bytea,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  submitted_at timestamptz,
  due_at timestamptz,
  responded_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, reference),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, data_key_id) REFERENCES data_keys,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, rule_set_id) REFERENCES rule_sets,
  -- Before a submission there is no case; after it there always is one.
  CHECK ((state = 'draft') = (case_id IS NULL)),
  CHECK (state = 'draft' OR (light IS NOT NULL AND submitted_at IS NOT NULL AND due_at IS NOT NULL))
);
CREATE INDEX referrals_due ON referrals (partnership_id, due_at, id);
CREATE INDEX referrals_state_due ON referrals (partnership_id, state, due_at, id);
-- The list is filtered by state and light together, in the order of its clocks.
CREATE INDEX referrals_state_light_due ON referrals (partnership_id, state, light, due_at, id);
CREATE INDEX referrals_submitted ON referrals (partnership_id, submitted_at DESC, id DESC);
CREATE INDEX referrals_updated ON referrals (partnership_id, updated_at DESC, id DESC);
CREATE INDEX referrals_case ON referrals (partnership_id, case_id);
CREATE INDEX referrals_author ON referrals (partnership_id, author_account_id, updated_at DESC);
CREATE INDEX referrals_key ON referrals (partnership_id, data_key_id);

CREATE TABLE referral_recipients (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  referral_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  for_meeting boolean NOT NULL,
  due_at timestamptz NOT NULL,
  -- How far its clock has been told of.
  stage integer NOT NULL DEFAULT 0,
  responded_at timestamptz,
  response text,
  worker text,
  words bytea,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, referral_id, agency_id, for_meeting),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX referral_recipients_running ON referral_recipients (partnership_id, agency_id, due_at) WHERE responded_at IS NULL;
CREATE INDEX referral_recipients_due ON referral_recipients (partnership_id, due_at);

-- API-2: an agency's own number for a referral of its own. That agency's alone: whoever else sees the referral does not see
-- it, and finds nothing by it.
CREATE TABLE own_identifiers (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  referral_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  -- Under a key of the deployment's for that agency, not the case's: it stays when a referral moves to a known case.
  identifier bytea NOT NULL,
  -- Its keyed hash, to find it by.
  token bytea NOT NULL,
  PRIMARY KEY (partnership_id, referral_id),
  UNIQUE (partnership_id, agency_id, token),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals ON DELETE CASCADE,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- Guards: made once the tables of every file stand.

ALTER TABLE referrals ADD FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings;
CALL app.close_table('referrals');
CALL app.open_to_jobs('referrals');
-- A draft is its author's alone (REF-1); from submission on the case's grants decide.
CREATE POLICY granted ON referrals TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND CASE
  WHEN case_id IS NULL THEN author_account_id = (SELECT app.account_id()) AND agency_id = (SELECT app.grants_to())
  ELSE EXISTS (SELECT FROM app.grants_opening(referrals.partnership_id, referrals.case_id)) END);
GRANT SELECT, INSERT, UPDATE ON referrals TO alongside_app;
GRANT SELECT ON referrals TO alongside_jobs;

CALL app.close_table('referral_recipients');
CALL app.open_by_grant('referral_recipients');
CALL app.open_to_jobs('referral_recipients');
GRANT SELECT, INSERT, UPDATE, DELETE ON referral_recipients TO alongside_app;
GRANT SELECT, UPDATE (stage) ON referral_recipients TO alongside_jobs;

CALL app.close_table('own_identifiers');
CREATE POLICY agency ON own_identifiers TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND agency_id = (SELECT app.grants_to()))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND agency_id = (SELECT app.grants_to()));
GRANT SELECT, INSERT, DELETE ON own_identifiers TO alongside_app;

-- REF-3, and a draft thrown away: the author's own draft goes, and the key that its answers were sealed under with it.
CREATE FUNCTION app.discard_draft(p_referral uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE key_id uuid;
BEGIN
  DELETE FROM referrals WHERE partnership_id = app.partnership_id() AND id = p_referral AND state = 'draft'
    AND author_account_id = app.account_id() RETURNING data_key_id INTO key_id;
  DELETE FROM data_keys WHERE partnership_id = app.partnership_id() AND id = key_id;
  RETURN key_id IS NOT NULL;
END $$;
REVOKE ALL ON FUNCTION app.discard_draft FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.discard_draft TO alongside_app;

-- REF-10, at triage: the coordinator knows the person. Everything that hangs on the new file moves to the known one, sealed
-- anew under its key (p_sealed: [{table, id, column, value}], hex), and the new file and its key go. It refuses (AL410) rather
-- than orphan: where something hangs on the new file of a kind that does not move with a referral, or holds a sealed value
-- that was not sealed anew. Asked of the catalogue, so that a table or column which comes later need not be remembered here.
CREATE FUNCTION app.move_to_case(p_from uuid, p_to uuid, p_sealed jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  moves constant text[] := ARRAY['referrals','referral_recipients','consents','without_consents','emergency_accesses','sharing_grants',
    'safeguarding_notifications','voices','history','merged_cases'];
  t text;
  c text;
  n bigint;
  item jsonb;
  old_key uuid;
  new_key uuid;
BEGIN
  IF NOT (app.coordinates() AND app.sees_case(p_from) AND app.sees_case(p_to)) THEN
    RAISE EXCEPTION 'not the coordinator''s to move' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR t, c IN SELECT r.relname, a.attname FROM pg_class r
      JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'partnership_id'
     WHERE r.relnamespace = 'public'::regnamespace AND r.relkind IN ('r', 'p')
       AND (a.attname = 'case_id' OR EXISTS (SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = r.oid
         AND k.confrelid = 'public.cases'::regclass AND a.attnum = ANY (k.conkey)))
       AND NOT (a.attname = 'case_id' AND r.relname = ANY (moves))
       -- What was looked at stays where it was looked at; answers kept for retries pass.
       AND r.relname NOT IN ('audit_events', 'idempotency_keys') LOOP
    EXECUTE format('SELECT count(*) FROM %I WHERE partnership_id = app.partnership_id() AND %I = $1', t, c) INTO n USING p_from;
    IF n > 0 THEN RAISE EXCEPTION 'on the file hangs a row of %', t USING ERRCODE = 'AL410'; END IF;
  END LOOP;
  FOR t, c IN SELECT r.relname, a.attname FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE r.relnamespace = 'public'::regnamespace AND r.relname = ANY (moves) AND a.atttypid = 'bytea'::regtype
       AND (r.relname, a.attname) <> ('emergency_accesses', 'reason') LOOP
    EXECUTE format('SELECT count(*) FROM %I WHERE partnership_id = app.partnership_id() AND case_id = $1 AND %I IS NOT NULL', t, c)
      INTO n USING p_from;
    IF n <> (SELECT count(*) FROM jsonb_array_elements(p_sealed) s WHERE s->>'table' = t AND s->>'column' = c) THEN
      RAISE EXCEPTION 'not sealed anew: %.%', t, c USING ERRCODE = 'AL410';
    END IF;
  END LOOP;
  SELECT data_key_id INTO old_key FROM cases WHERE partnership_id = app.partnership_id() AND id = p_from;
  SELECT data_key_id INTO new_key FROM cases WHERE partnership_id = app.partnership_id() AND id = p_to;
  FOR item IN SELECT * FROM jsonb_array_elements(p_sealed) LOOP
    EXECUTE format('UPDATE %I SET %I = decode($1, ''hex'') WHERE partnership_id = app.partnership_id() AND id = $2 AND case_id = $3',
      item->>'table', item->>'column') USING item->>'value', (item->>'id')::uuid, p_from;
  END LOOP;
  -- An emergency access is its holder's alone to read; its reason stands in the history too, sealed anew there.
  UPDATE emergency_accesses e SET reason = h.reason FROM history h
   WHERE e.partnership_id = app.partnership_id() AND e.case_id = p_from AND h.partnership_id = e.partnership_id
     AND h.subject_id = e.id AND h.reason IS NOT NULL;
  UPDATE referrals SET data_key_id = new_key WHERE partnership_id = app.partnership_id() AND case_id = p_from;
  UPDATE safeguarding_notifications SET data_key_id = new_key WHERE partnership_id = app.partnership_id() AND case_id = p_from;
  FOREACH t IN ARRAY moves LOOP
    EXECUTE format('UPDATE %I SET case_id = $1 WHERE partnership_id = app.partnership_id() AND case_id = $2', t) USING p_to, p_from;
  END LOOP;
  INSERT INTO merged_cases (merged_case_id, case_id, at, account_id) VALUES (p_from, p_to, app.moment(), app.account_id());
  DELETE FROM cases WHERE partnership_id = app.partnership_id() AND id = p_from;
  DELETE FROM data_keys WHERE partnership_id = app.partnership_id() AND id = old_key;
END $$;
REVOKE ALL ON FUNCTION app.move_to_case FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.move_to_case TO alongside_app;

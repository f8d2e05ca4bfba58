-- Whose rows: every table is closed, then opened to a role by a policy. FORCE, so that owning is no way round.
-- The tenant's column fills itself from the context: no statement has to name it.
DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'partnership_id' LOOP
    EXECUTE format('ALTER TABLE %I ALTER partnership_id SET DEFAULT app.partnership_id()', t);
  END LOOP;
END $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['partnerships','agencies','accounts','memberships','sessions','invitations','sign_in_delays',
    'agreement_versions','agreement_signatures','rule_sets','bank_holidays','data_keys','cases','referrals',
    'referral_recipients','consents','without_consents','emergency_accesses','sharing_grants','safeguarding_notifications',
    'voices','history','meetings','meeting_signatures','agenda_items','contributions','minutes','minuted_items','actions',
    'merged_cases','audit_events','audit_seals','outbox_events','idempotency_keys','notifications'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    -- The owner runs migrations and the few definer functions above; nobody signs in as it.
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;

  -- ACC-1: of this partnership, whoever in it asks.
  FOREACH t IN ARRAY ARRAY['agencies','memberships','agreement_versions','agreement_signatures','rule_sets','data_keys',
    'meetings','meeting_signatures','minutes'] LOOP
    EXECUTE format('CREATE POLICY partnership ON %I TO alongside_app, alongside_jobs
      USING (partnership_id = app.partnership_id()) WITH CHECK (partnership_id = app.partnership_id())', t);
  END LOOP;

  -- ACC-2: what hangs on a case is seen, and written, through a sharing grant alone.
  FOREACH t IN ARRAY ARRAY['referral_recipients','consents','without_consents','voices','history',
    'agenda_items','contributions','minuted_items','actions'] LOOP
    EXECUTE format('CREATE POLICY granted ON %1$I TO alongside_app USING (partnership_id = app.partnership_id() AND EXISTS (
      SELECT FROM sharing_grants g WHERE g.partnership_id = %1$I.partnership_id AND g.case_id = %1$I.case_id
        AND g.agency_id = app.grants_to() AND g.from_at <= app.moment() AND (g.until_at IS NULL OR g.until_at > app.moment())
        AND (g.account_id IS NULL OR g.account_id = app.account_id())
        AND (g.basis <> ''coordination'' OR app.coordinates())))', t);
  END LOOP;

  -- Jobs see one partnership at a time, and no grant: clocks run for every agency.
  FOREACH t IN ARRAY ARRAY['cases','referrals','referral_recipients','consents','without_consents','sharing_grants',
    'safeguarding_notifications','history','agenda_items','actions','notifications'] LOOP
    EXECUTE format('CREATE POLICY jobs ON %I TO alongside_jobs
      USING (partnership_id = app.partnership_id()) WITH CHECK (partnership_id = app.partnership_id())', t);
  END LOOP;
END $$;

CREATE POLICY granted ON cases TO alongside_app USING (partnership_id = app.partnership_id() AND EXISTS (
  SELECT FROM sharing_grants g WHERE g.partnership_id = cases.partnership_id AND g.case_id = cases.id
    AND g.agency_id = app.grants_to() AND g.from_at <= app.moment() AND (g.until_at IS NULL OR g.until_at > app.moment())
    AND (g.account_id IS NULL OR g.account_id = app.account_id())
    AND (g.basis <> 'coordination' OR app.coordinates())))
  -- A new case has no grant yet; it is written before them, in the same transaction.
  WITH CHECK (partnership_id = app.partnership_id() AND app.grants_to() IS NOT NULL);

-- A draft is its author's alone (REF-1); from submission on the case's grants decide.
CREATE POLICY granted ON referrals TO alongside_app USING (partnership_id = app.partnership_id() AND CASE
  WHEN case_id IS NULL THEN author_account_id = app.account_id() AND agency_id = app.grants_to()
  ELSE EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = referrals.partnership_id AND g.case_id = referrals.case_id
    AND g.agency_id = app.grants_to() AND g.from_at <= app.moment() AND (g.until_at IS NULL OR g.until_at > app.moment())
    AND (g.account_id IS NULL OR g.account_id = app.account_id())
    AND (g.basis <> 'coordination' OR app.coordinates())) END);

CREATE POLICY granted ON safeguarding_notifications TO alongside_app USING (partnership_id = app.partnership_id() AND CASE
  WHEN case_id IS NULL THEN agency_id = app.grants_to()
  ELSE EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = safeguarding_notifications.partnership_id
    AND g.case_id = safeguarding_notifications.case_id
    AND g.agency_id = app.grants_to() AND g.from_at <= app.moment() AND (g.until_at IS NULL OR g.until_at > app.moment())
    AND (g.account_id IS NULL OR g.account_id = app.account_id())
    AND (g.basis <> 'coordination' OR app.coordinates())) END);

-- A grant is seen by the agency that holds it. Others' grants on a case are read through app.case_grants.
CREATE POLICY held ON sharing_grants FOR SELECT TO alongside_app
  USING (partnership_id = app.partnership_id() AND agency_id = app.grants_to());
CREATE POLICY given ON sharing_grants FOR INSERT TO alongside_app
  WITH CHECK (partnership_id = app.partnership_id() AND app.grants_to() IS NOT NULL);
CREATE POLICY own ON emergency_accesses TO alongside_app
  USING (partnership_id = app.partnership_id() AND account_id = app.account_id());

CREATE POLICY partnership ON partnerships TO alongside_app, alongside_jobs
  USING (id = app.partnership_id()) WITH CHECK (id = app.partnership_id());
CREATE POLICY every_partnership ON partnerships FOR SELECT TO alongside_jobs, alongside_identity USING (true);
CREATE POLICY names ON accounts FOR SELECT TO alongside_app, alongside_jobs USING (id = app.account_id() OR EXISTS (
  SELECT FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.account_id = accounts.id));
CREATE POLICY known ON bank_holidays FOR SELECT TO alongside_app, alongside_jobs USING (true);
CREATE POLICY added ON bank_holidays FOR INSERT TO alongside_app WITH CHECK (true);
CREATE POLICY invited ON invitations FOR INSERT TO alongside_jobs WITH CHECK (true);
CREATE POLICY own ON notifications TO alongside_app
  USING (partnership_id = app.partnership_id() AND account_id = app.account_id());
CREATE POLICY own ON idempotency_keys TO alongside_app USING (account_id = app.account_id());
CREATE POLICY aged ON idempotency_keys TO alongside_jobs USING (true);
CREATE POLICY append ON audit_events FOR INSERT TO alongside_app, alongside_jobs, alongside_identity WITH CHECK (true);
CREATE POLICY coordinator ON audit_events FOR SELECT TO alongside_app
  USING (partnership_id = app.partnership_id() AND app.coordinates());
CREATE POLICY sealer ON audit_events TO alongside_jobs USING (true);
CREATE POLICY sealer ON audit_seals TO alongside_jobs USING (true);
CREATE POLICY append ON outbox_events FOR INSERT TO alongside_app, alongside_jobs WITH CHECK (partnership_id = app.partnership_id());
CREATE POLICY relay ON outbox_events TO alongside_jobs USING (true);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['accounts','sessions','invitations','sign_in_delays'] LOOP
    EXECUTE format('CREATE POLICY identity ON %I TO alongside_identity USING (true) WITH CHECK (true)', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['memberships','agencies'] LOOP
    EXECUTE format('CREATE POLICY identity ON %I FOR SELECT TO alongside_identity USING (true)', t);
  END LOOP;
END $$;

-- What may be done at all. No role may delete but where a line says so, and nobody may change what is on record.
GRANT SELECT, INSERT, UPDATE ON agencies, memberships, cases, referrals, referral_recipients, consents, safeguarding_notifications,
  meetings, agenda_items, actions, notifications TO alongside_app;
GRANT SELECT, INSERT ON agreement_versions, agreement_signatures, rule_sets, without_consents, emergency_accesses, sharing_grants,
  voices, history, meeting_signatures, contributions, minutes, minuted_items, data_keys, idempotency_keys, audit_events TO alongside_app;
GRANT INSERT ON outbox_events TO alongside_app;
GRANT SELECT, UPDATE ON partnerships TO alongside_app;
GRANT SELECT ON bank_holidays TO alongside_app, alongside_jobs;
GRANT SELECT (id, email, name, disabled_at, invited) ON accounts TO alongside_app, alongside_jobs;
GRANT INSERT ON partnerships, bank_holidays TO alongside_app;
GRANT INSERT ON invitations TO alongside_jobs;

GRANT SELECT ON partnerships, agencies, memberships, cases, referrals, referral_recipients, without_consents,
  safeguarding_notifications, meetings, agenda_items, actions, agreement_versions, agreement_signatures TO alongside_jobs;
GRANT SELECT, UPDATE ON consents, sharing_grants TO alongside_jobs;
GRANT SELECT, INSERT ON notifications, history, audit_events, audit_seals, outbox_events TO alongside_jobs;
GRANT UPDATE (seal_id) ON audit_events TO alongside_jobs;
GRANT UPDATE (stage) ON referral_recipients, safeguarding_notifications, without_consents, actions TO alongside_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE ON meetings TO alongside_jobs;
GRANT DELETE ON meetings TO alongside_app;
GRANT UPDATE (relayed_at, tries) ON outbox_events TO alongside_jobs;
GRANT SELECT, DELETE ON idempotency_keys TO alongside_jobs;

GRANT SELECT, INSERT, UPDATE ON accounts, sessions, invitations, sign_in_delays TO alongside_identity;
GRANT DELETE ON sign_in_delays TO alongside_identity;
GRANT SELECT ON memberships, agencies, partnerships TO alongside_identity;
GRANT INSERT ON audit_events TO alongside_identity;

-- Grants end; they are not rewritten: only until_at changes, and only through these two.
CREATE FUNCTION app.end_consent_grants(p_consent uuid, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE sharing_grants SET until_at = p_at
   WHERE partnership_id = app.partnership_id() AND consent_id = p_consent AND (until_at IS NULL OR until_at > p_at)
$$;

-- ACC-7: the case behind a reference, for emergency access alone; the caller writes the access and tells the coordinator.
CREATE FUNCTION app.case_by_reference(p_reference text) RETURNS TABLE (id uuid, data_key_id uuid, wrapped bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id, c.data_key_id, k.wrapped FROM cases c
    JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
   WHERE c.partnership_id = app.partnership_id() AND c.reference = p_reference AND app.grants_to() IS NOT NULL
$$;

CREATE FUNCTION app.sees_case(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = app.partnership_id() AND g.case_id = p_case
    AND g.agency_id = app.grants_to() AND g.from_at <= app.moment() AND (g.until_at IS NULL OR g.until_at > app.moment())
    AND (g.account_id IS NULL OR g.account_id = app.account_id())
    AND (g.basis <> 'coordination' OR app.coordinates()))
$$;

-- «Who may see it and why», for those who may.
CREATE FUNCTION app.case_grants(p_case uuid) RETURNS SETOF sharing_grants
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT g.* FROM sharing_grants g
   WHERE g.partnership_id = app.partnership_id() AND g.case_id = p_case AND app.sees_case(p_case)
   ORDER BY g.from_at, g.id
$$;

-- «Who has looked at this case», for those who may see it: read directly, or shown in a list or a search.
CREATE FUNCTION app.case_access_log(p_case uuid, p_before timestamptz, p_before_id uuid, p_limit integer) RETURNS SETOF audit_events
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.* FROM audit_events e
   WHERE e.partnership_id = app.partnership_id() AND (e.case_id = p_case OR p_case = ANY (e.seen)
       OR e.case_id IN (SELECT merged_case_id FROM merged_cases m WHERE m.partnership_id = e.partnership_id AND m.case_id = p_case))
     AND (e.at, e.id) < (p_before, p_before_id) AND app.sees_case(p_case)
   ORDER BY e.at DESC, e.id DESC LIMIT p_limit
$$;
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

-- REF-10: the coordinator knows the person. Everything that hangs on the new file moves to the known one, sealed anew
-- under its key (p_sealed: [{table, id, column, value}], hex), and the new file and its key go.
CREATE FUNCTION app.move_to_case(p_from uuid, p_to uuid, p_sealed jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t text;
  item jsonb;
  old_key uuid;
  new_key uuid;
BEGIN
  IF NOT (app.coordinates() AND app.sees_case(p_from) AND app.sees_case(p_to)) THEN
    RAISE EXCEPTION 'not the coordinator''s to move' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT data_key_id INTO old_key FROM cases WHERE partnership_id = app.partnership_id() AND id = p_from;
  SELECT data_key_id INTO new_key FROM cases WHERE partnership_id = app.partnership_id() AND id = p_to;
  FOR item IN SELECT * FROM jsonb_array_elements(p_sealed) LOOP
    EXECUTE format('UPDATE %I SET %I = decode($1, ''hex'') WHERE partnership_id = app.partnership_id() AND id = $2 AND case_id = $3',
      item->>'table', item->>'column') USING item->>'value', (item->>'id')::uuid, p_from;
  END LOOP;
  UPDATE referrals SET data_key_id = new_key WHERE partnership_id = app.partnership_id() AND case_id = p_from;
  UPDATE safeguarding_notifications SET data_key_id = new_key WHERE partnership_id = app.partnership_id() AND case_id = p_from;
  FOREACH t IN ARRAY ARRAY['referrals','referral_recipients','consents','without_consents','emergency_accesses','sharing_grants',
    'safeguarding_notifications','voices','history','actions','merged_cases'] LOOP
    EXECUTE format('UPDATE %I SET case_id = $1 WHERE partnership_id = app.partnership_id() AND case_id = $2', t) USING p_to, p_from;
  END LOOP;
  INSERT INTO merged_cases (merged_case_id, case_id, at, account_id) VALUES (p_from, p_to, app.moment(), app.account_id());
  DELETE FROM cases WHERE partnership_id = app.partnership_id() AND id = p_from;
  DELETE FROM data_keys WHERE partnership_id = app.partnership_id() AND id = old_key;
END $$;
REVOKE ALL ON FUNCTION app.discard_draft, app.move_to_case FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.discard_draft, app.move_to_case TO alongside_app;
REVOKE ALL ON FUNCTION app.end_consent_grants, app.case_by_reference, app.sees_case, app.case_grants, app.case_access_log FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.end_consent_grants, app.case_by_reference, app.sees_case, app.case_grants, app.case_access_log TO alongside_app;
GRANT EXECUTE ON FUNCTION app.end_consent_grants TO alongside_jobs;

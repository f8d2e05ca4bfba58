-- The tenant's column fills itself from the context: no statement has to name it.
DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'partnership_id' LOOP
    EXECUTE format('ALTER TABLE %I ALTER partnership_id SET DEFAULT app.partnership_id()', t);
  END LOOP;
END $$;

-- Whose rows: every table is closed, then opened to a role by a policy. FORCE, so that owning is no way round.
-- The context's functions stand in sub-selects: asked once a statement, not once for every row that is looked at.
-- OFFSET 0: the grants of each row are looked up by the index; without it Postgres prefers to gather every grant of the
-- agency first, which grows with its cases.
DO $$
DECLARE
  t text;
  opened constant text := 'EXISTS (SELECT FROM sharing_grants g
      WHERE g.partnership_id = %1$I.partnership_id AND g.case_id = %1$I.%2$I
        AND g.agency_id = (SELECT app.grants_to()) AND g.from_at <= (SELECT app.moment())
        AND (g.until_at IS NULL OR g.until_at > (SELECT app.moment()))
        AND (g.account_id IS NULL OR g.account_id = (SELECT app.account_id()))
        AND (g.basis <> ''coordination'' OR (SELECT app.coordinates())) OFFSET 0)';
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
      USING (partnership_id = (SELECT app.partnership_id())) WITH CHECK (partnership_id = app.partnership_id())', t);
  END LOOP;

  -- ACC-2: what hangs on a case is seen, and written, through a sharing grant alone.
  FOREACH t IN ARRAY ARRAY['referral_recipients','consents','without_consents','voices','history',
    'agenda_items','contributions','minuted_items','actions'] LOOP
    EXECUTE format('CREATE POLICY granted ON %1$I TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND '
      || opened || ')', t, 'case_id');
  END LOOP;
  -- A new case has no grant yet; it is written before them, in the same transaction.
  EXECUTE format('CREATE POLICY granted ON %1$I TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND '
    || opened || ') WITH CHECK (partnership_id = app.partnership_id() AND app.grants_to() IS NOT NULL)', 'cases', 'id');
  -- A draft is its author's alone (REF-1); from submission on the case's grants decide.
  EXECUTE format('CREATE POLICY granted ON %1$I TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND CASE
    WHEN case_id IS NULL THEN author_account_id = (SELECT app.account_id()) AND agency_id = (SELECT app.grants_to())
    ELSE ' || opened || ' END)', 'referrals', 'case_id');
  EXECUTE format('CREATE POLICY granted ON %1$I TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND CASE
    WHEN case_id IS NULL THEN agency_id = (SELECT app.grants_to())
    ELSE ' || opened || ' END)', 'safeguarding_notifications', 'case_id');

  -- Jobs see one partnership at a time, and no grant: clocks run for every agency.
  FOREACH t IN ARRAY ARRAY['cases','referrals','referral_recipients','consents','without_consents','sharing_grants',
    'safeguarding_notifications','history','agenda_items','actions','notifications'] LOOP
    EXECUTE format('CREATE POLICY jobs ON %I TO alongside_jobs
      USING (partnership_id = app.partnership_id()) WITH CHECK (partnership_id = app.partnership_id())', t);
  END LOOP;
END $$;

-- A grant is seen by the agency that holds it. Others' grants on a case are read through app.case_grants. These two stay
-- without sub-selects: they look at referrals, whose policy looks here, and Postgres would see a circle.
CREATE POLICY held ON sharing_grants FOR SELECT TO alongside_app
  USING (partnership_id = app.partnership_id() AND agency_id = app.grants_to());
-- ACC-2: nobody lets herself in. A grant is given by one who sees the case; by one who submits her own draft, to the
-- case that is opened with it; or, to herself alone and for four hours, in an emergency that is on record.
CREATE POLICY given ON sharing_grants FOR INSERT TO alongside_app WITH CHECK (
  partnership_id = app.partnership_id() AND (
    app.sees_case(case_id)
    OR (basis IN ('own referral', 'coordination') AND NOT app.has_grants(case_id) AND EXISTS (
      SELECT FROM referrals r WHERE r.partnership_id = sharing_grants.partnership_id AND r.id = sharing_grants.referral_id
        AND r.case_id IS NULL AND r.author_account_id = app.account_id()))
    OR (basis = 'emergency access' AND account_id = app.account_id() AND agency_id = app.grants_to()
      AND until_at <= app.moment() + interval '4 hours' AND EXISTS (
        SELECT FROM emergency_accesses e WHERE e.partnership_id = sharing_grants.partnership_id
          AND e.id = sharing_grants.emergency_access_id AND e.case_id = sharing_grants.case_id
          AND e.account_id = app.account_id()))));
CREATE POLICY own ON emergency_accesses TO alongside_app
  USING (partnership_id = app.partnership_id() AND account_id = app.account_id());

CREATE POLICY partnership ON partnerships TO alongside_app, alongside_jobs
  USING (id = app.partnership_id()) WITH CHECK (id = app.partnership_id());
CREATE POLICY every_partnership ON partnerships FOR SELECT TO alongside_jobs, alongside_identity USING (true);
CREATE POLICY names ON accounts FOR SELECT TO alongside_app, alongside_jobs USING (id = (SELECT app.account_id()) OR EXISTS (
  SELECT FROM memberships m WHERE m.partnership_id = (SELECT app.partnership_id()) AND m.account_id = accounts.id));
CREATE POLICY known ON bank_holidays FOR SELECT TO alongside_app, alongside_jobs USING (true);
CREATE POLICY added ON bank_holidays FOR INSERT TO alongside_app WITH CHECK (true);
CREATE POLICY invited ON invitations FOR INSERT TO alongside_jobs WITH CHECK (true);
CREATE POLICY own ON notifications TO alongside_app
  USING (partnership_id = app.partnership_id() AND account_id = app.account_id());
CREATE POLICY own ON idempotency_keys TO alongside_app USING (account_id = app.account_id());
CREATE POLICY aged ON idempotency_keys TO alongside_jobs USING (true);
-- ACC-1: a request writes into its own partnership's record. What it was denied is written outside its transaction.
CREATE POLICY append ON audit_events FOR INSERT TO alongside_app
  WITH CHECK (partnership_id IS NULL OR partnership_id = app.partnership_id() OR action = 'access.denied');
CREATE POLICY append_any ON audit_events FOR INSERT TO alongside_jobs, alongside_identity WITH CHECK (true);
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

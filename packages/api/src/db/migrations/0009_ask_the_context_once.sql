-- A policy's context functions, as sub-selects: asked once a statement, and not once for every row that is looked at.
-- OFFSET 0: the grants of each row are looked up by the index. Without it Postgres prefers to gather every grant of the
-- agency first, which grows with its cases. The policies of sharing_grants themselves stay without sub-selects: these look
-- at referrals, whose policy looks at sharing_grants, and Postgres would see a circle.
DO $$
DECLARE
  t text;
  opened constant text := 'EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = %1$I.partnership_id AND g.case_id = %1$I.%2$I
    AND g.agency_id = (SELECT app.grants_to()) AND g.from_at <= (SELECT app.moment())
    AND (g.until_at IS NULL OR g.until_at > (SELECT app.moment()))
    AND (g.account_id IS NULL OR g.account_id = (SELECT app.account_id()))
    AND (g.basis <> ''coordination'' OR (SELECT app.coordinates())) OFFSET 0)';
BEGIN
  FOREACH t IN ARRAY ARRAY['referral_recipients','consents','without_consents','voices','history',
    'agenda_items','contributions','minuted_items','actions'] LOOP
    EXECUTE format('ALTER POLICY granted ON %1$I USING (partnership_id = (SELECT app.partnership_id()) AND ' || opened || ')', t, 'case_id');
  END LOOP;
  EXECUTE format('ALTER POLICY granted ON %1$I USING (partnership_id = (SELECT app.partnership_id()) AND ' || opened || ')', 'cases', 'id');
  EXECUTE format('ALTER POLICY granted ON %1$I USING (partnership_id = (SELECT app.partnership_id()) AND CASE WHEN case_id IS NULL
    THEN author_account_id = (SELECT app.account_id()) AND agency_id = (SELECT app.grants_to()) ELSE ' || opened || ' END)', 'referrals', 'case_id');
  EXECUTE format('ALTER POLICY granted ON %1$I USING (partnership_id = (SELECT app.partnership_id()) AND CASE WHEN case_id IS NULL
    THEN agency_id = (SELECT app.grants_to()) ELSE ' || opened || ' END)', 'safeguarding_notifications', 'case_id');
  FOREACH t IN ARRAY ARRAY['agencies','memberships','data_keys','meetings'] LOOP
    EXECUTE format('ALTER POLICY partnership ON %I USING (partnership_id = (SELECT app.partnership_id()))', t);
  END LOOP;
END $$;
ALTER POLICY names ON accounts USING (id = (SELECT app.account_id()) OR EXISTS (
  SELECT FROM memberships m WHERE m.partnership_id = (SELECT app.partnership_id()) AND m.account_id = accounts.id));

-- The list is filtered by state and light together, in the order of its clocks.
CREATE INDEX referrals_state_light_due ON referrals (partnership_id, state, light, due_at, id);

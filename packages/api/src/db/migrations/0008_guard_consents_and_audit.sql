-- ACC-3: a request ends the grants of a consent only where it sees the case, or saw it until this moment: the record that
-- replaces several consents ends one after the other, its own agency's among them. Clocks end them for everyone.
CREATE OR REPLACE FUNCTION app.end_consent_grants(p_consent uuid, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE sharing_grants s SET until_at = p_at
   WHERE s.partnership_id = app.partnership_id() AND s.consent_id = p_consent AND (s.until_at IS NULL OR s.until_at > p_at)
     AND (session_user = 'alongside_jobs' OR EXISTS (SELECT FROM sharing_grants g
       WHERE g.partnership_id = s.partnership_id AND g.case_id = s.case_id AND g.agency_id = app.grants_to()
         AND g.from_at <= app.moment() AND (g.until_at IS NULL OR g.until_at >= app.moment())
         AND (g.account_id IS NULL OR g.account_id = app.account_id())
         AND (g.basis <> 'coordination' OR app.coordinates())))
$$;

-- ACC-1: a request writes into its own partnership's record. What it was denied is written outside its transaction.
DROP POLICY append ON audit_events;
CREATE POLICY append ON audit_events FOR INSERT TO alongside_app
  WITH CHECK (partnership_id IS NULL OR partnership_id = app.partnership_id() OR action = 'access.denied');
CREATE POLICY append_any ON audit_events FOR INSERT TO alongside_jobs, alongside_identity WITH CHECK (true);

-- A search by the index: `&&` is not leakproof, so under a policy Postgres would compare every case of the partnership
-- with it. Here the grants are looked at for those that fit, by the same rule as app.sees_case. Best first.
CREATE FUNCTION app.find_cases(p_tokens bigint[], p_weights integer[], p_reference text, p_light text,
  p_before_weight integer, p_before_id uuid, p_limit integer) RETURNS TABLE (id uuid, weight integer)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT f.id, f.weight FROM (
    SELECT c.id, CASE WHEN c.reference = p_reference THEN 1000000 ELSE (
        SELECT coalesce(sum(t.weight), 0)::integer FROM unnest(p_tokens, p_weights) AS t(token, weight)
         WHERE t.token = ANY (c.name_tokens)) END AS weight
      FROM cases c
     WHERE c.partnership_id = (SELECT app.partnership_id()) AND (c.reference = p_reference OR c.name_tokens && p_tokens)
       AND (p_light IS NULL OR c.light = p_light)
       AND EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = c.partnership_id AND g.case_id = c.id
         AND g.agency_id = (SELECT app.grants_to()) AND g.from_at <= (SELECT app.moment())
         AND (g.until_at IS NULL OR g.until_at > (SELECT app.moment()))
         AND (g.account_id IS NULL OR g.account_id = (SELECT app.account_id()))
         AND (g.basis <> 'coordination' OR (SELECT app.coordinates())))) f
   WHERE (f.weight, f.id) < (p_before_weight, p_before_id)
   ORDER BY f.weight DESC, f.id DESC LIMIT p_limit
$$;

CREATE FUNCTION app.has_grants(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = app.partnership_id() AND g.case_id = p_case)
$$;
REVOKE ALL ON FUNCTION app.find_cases, app.has_grants FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.find_cases, app.has_grants TO alongside_app;

-- ACC-2: nobody lets herself in. A grant is given by one who sees the case; by one who submits her own draft, to the
-- case that is opened with it; or, to herself alone and for four hours, in an emergency that is on record.
DROP POLICY given ON sharing_grants;
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

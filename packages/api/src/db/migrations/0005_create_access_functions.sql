-- What the runtime role may do past its policies: a handful of functions of the owner's, each asking for itself who asks.
-- Every one has its search_path pinned, and nobody but the named roles may call it.

-- The rule of every policy in 0006, for one case: a grant in force opens it.
CREATE FUNCTION app.sees_case(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = app.partnership_id() AND g.case_id = p_case
    AND g.agency_id = app.grants_to() AND g.from_at <= app.moment() AND (g.until_at IS NULL OR g.until_at > app.moment())
    AND (g.account_id IS NULL OR g.account_id = app.account_id())
    AND (g.basis <> 'coordination' OR app.coordinates()))
$$;

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

-- Whether anybody may see it yet.
CREATE FUNCTION app.has_grants(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = app.partnership_id() AND g.case_id = p_case)
$$;

-- ACC-3: a request ends the grants of a consent only where it sees the case, or saw it until this moment: the record that
-- replaces several consents ends one after the other, its own agency's among them. Clocks end them for everyone.
CREATE FUNCTION app.end_consent_grants(p_consent uuid, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE sharing_grants s SET until_at = p_at
   WHERE s.partnership_id = app.partnership_id() AND s.consent_id = p_consent AND (s.until_at IS NULL OR s.until_at > p_at)
     AND (session_user = 'alongside_jobs' OR EXISTS (SELECT FROM sharing_grants g
       WHERE g.partnership_id = s.partnership_id AND g.case_id = s.case_id AND g.agency_id = app.grants_to()
         AND g.from_at <= app.moment() AND (g.until_at IS NULL OR g.until_at >= app.moment())
         AND (g.account_id IS NULL OR g.account_id = app.account_id())
         AND (g.basis <> 'coordination' OR app.coordinates())))
$$;

-- ACC-7: the case behind a reference, for emergency access alone; the caller writes the access and tells the coordinator.
CREATE FUNCTION app.case_by_reference(p_reference text) RETURNS TABLE (id uuid, data_key_id uuid, wrapped bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id, c.data_key_id, k.wrapped FROM cases c
    JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
   WHERE c.partnership_id = app.partnership_id() AND c.reference = p_reference AND app.grants_to() IS NOT NULL
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

-- ACC-6: that minutes hold items which the reader may not see is said to who coordinates, and to nobody else.
CREATE FUNCTION app.minutes_withhold(p_minutes uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.coordinates() AND EXISTS (SELECT FROM minuted_items i
    WHERE i.partnership_id = app.partnership_id() AND i.minutes_id = p_minutes AND NOT app.sees_case(i.case_id))
$$;

REVOKE ALL ON FUNCTION app.sees_case, app.has_grants, app.case_grants, app.case_access_log, app.find_cases, app.case_by_reference, app.end_consent_grants,
  app.discard_draft, app.move_to_case, app.minutes_withhold FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.sees_case, app.has_grants, app.case_grants, app.case_access_log, app.find_cases, app.case_by_reference, app.end_consent_grants,
  app.discard_draft, app.move_to_case, app.minutes_withhold TO alongside_app;
GRANT EXECUTE ON FUNCTION app.end_consent_grants TO alongside_jobs;

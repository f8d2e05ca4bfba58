-- HRM-1: a case closed to one person, though her agency has a grant: she knows who harms her, or her. It is worked into the grants
-- as what she refuses in person is (app.apply_limits), so that every policy, statement and job that asks them finds nothing.
CREATE TABLE case_exclusions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  -- Whom it is closed to, and of which agency; holds wherever else she has a place.
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  knows text NOT NULL,
  -- She stood aside herself, or was told. Untold, the chair looks at it.
  told boolean NOT NULL,
  words bytea,
  closed_at timestamptz NOT NULL,
  closed_by uuid NOT NULL REFERENCES accounts,
  review_due_at timestamptz,
  stage integer NOT NULL DEFAULT 0,
  reviewed_at timestamptz,
  reviewed_by uuid REFERENCES accounts,
  review text,
  review_words bytea,
  ended_at timestamptz,
  ended_by uuid REFERENCES accounts,
  ended_for bytea,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK (told OR review_due_at IS NOT NULL OR reviewed_at IS NOT NULL),
  CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL) AND (reviewed_at IS NULL) = (review IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_for IS NULL))
);
CREATE UNIQUE INDEX case_exclusions_once ON case_exclusions (partnership_id, case_id, account_id) WHERE ended_at IS NULL;
CREATE INDEX case_exclusions_account ON case_exclusions (partnership_id, account_id) WHERE ended_at IS NULL;
CREATE INDEX case_exclusions_review ON case_exclusions (partnership_id, review_due_at) WHERE ended_at IS NULL AND reviewed_at IS NULL;

-- Guards: made once the tables of every file stand.

-- Whether it came to the asker to look whether a file is closed to the right person, though she neither coordinates nor chairs: those who do bear
-- the name, or may not hear of it. She closes it to them.
CREATE FUNCTION app.is_told_to_look(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM notifications n WHERE n.partnership_id = app.partnership_id() AND n.membership_id = app.membership_id()
    AND n.kind = 'who_harms_namesake' AND n.subject_id IN (SELECT app.files_of_person(app.partnership_id(), p_case)))
$$;
REVOKE ALL ON FUNCTION app.is_told_to_look FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_told_to_look TO alongside_app;

-- Whoever sees the case closes it to herself; to others who coordinates, or leads their agency.
CREATE FUNCTION app.may_close_to(p_case uuid, p_account uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_own_record(p_case) AND app.has_place_in(app.partnership_id(), p_agency, p_account, app.moment())
    AND (p_account = app.account_id() OR app.coordinates() OR app.is_told_to_look(p_case) OR (p_agency = app.grants_to() AND app.leads_here()))
$$;
REVOKE ALL ON FUNCTION app.may_close_to FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.may_close_to TO alongside_app;

CALL app.close_table('case_exclusions');
CALL app.open_to_jobs('case_exclusions');
-- Read by who coordinates and by who leads the agency of whom it is closed to; never by herself, to whom the case is none.
CREATE POLICY granted ON case_exclusions TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND EXISTS (SELECT FROM app.grants_to_own_record(case_exclusions.partnership_id, case_exclusions.case_id))
    AND ((SELECT app.coordinates()) OR (agency_id = (SELECT app.grants_to()) AND (SELECT app.leads_here()))))
  WITH CHECK (partnership_id = app.partnership_id() AND app.may_close_to(case_id, account_id, agency_id));
GRANT SELECT, INSERT, UPDATE (version, told, reviewed_at, reviewed_by, review, review_words, ended_at, ended_by, ended_for)
  ON case_exclusions TO alongside_app;
GRANT SELECT (partnership_id, id, case_id, account_id, agency_id, told, closed_by, review_due_at, reviewed_at, ended_at, stage), UPDATE (stage)
  ON case_exclusions TO alongside_jobs;

CREATE POLICY told_to_look ON case_exclusions FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND closed_by = (SELECT app.account_id()) AND app.is_told_to_look(case_id) AND app.sees_own_record(case_id));

-- Who looks at what was closed untold: whoever chairs; where nobody who chairs can, the safeguarding lead of another agency who reads the case;
-- else who coordinates; else who hears for another agency. Never who closed it, nor to whom it is closed. Past its time also the next of these.
CREATE FUNCTION app.reviewers_of(x case_exclusions) RETURNS SETOF memberships
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH able AS (
    SELECT m.id, CASE WHEN m.role = 'chair' THEN 1 WHEN m.agency_id <> ALL (ours.ids) AND m.safeguarding_lead AND app.hears_for_agency(m.role) THEN 2
        WHEN m.role = 'coordinator' THEN 3 WHEN m.agency_id <> ALL (ours.ids) AND app.hears_for_agency(m.role) THEN 4 END AS step
      FROM memberships m
      JOIN accounts a ON a.id = m.account_id AND a.disabled_at IS NULL
      -- Of whom it is closed to, and who closed it, the agencies look at nothing of their own.
      CROSS JOIN LATERAL (SELECT coalesce(array_agg(o.agency_id), '{}') || x.agency_id AS ids FROM memberships o
        WHERE o.partnership_id = x.partnership_id AND o.account_id = x.closed_by AND app.in_force(o.started_at, o.ended_at, app.moment())) ours
     WHERE m.partnership_id = x.partnership_id AND app.in_force(m.started_at, m.ended_at, app.moment())
       AND m.account_id NOT IN (x.account_id, x.closed_by) AND app.may_hear(x.partnership_id, x.case_id, m.agency_id, m.account_id)),
  ranked AS (SELECT id, dense_rank() OVER (ORDER BY step) AS turn FROM able WHERE step IS NOT NULL)
  SELECT m.* FROM memberships m JOIN ranked r ON r.id = m.id
   WHERE m.partnership_id = x.partnership_id AND NOT x.told AND x.ended_at IS NULL AND x.reviewed_at IS NULL
     AND r.turn <= CASE WHEN x.review_due_at <= app.moment() THEN 2 ELSE 1 END
$$;
REVOKE ALL ON FUNCTION app.reviewers_of FROM PUBLIC;

-- Whether that is who asks; or whether she did.
CREATE FUNCTION app.reviews_exclusion(p_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM case_exclusions x CROSS JOIN LATERAL app.reviewers_of(x) m
    WHERE x.partnership_id = app.partnership_id() AND x.id = p_id AND m.id = app.membership_id())
$$;
REVOKE ALL ON FUNCTION app.reviews_exclusion FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.reviews_exclusion TO alongside_app;
CREATE POLICY reviews ON case_exclusions FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM app.grants_opening(case_exclusions.partnership_id, case_exclusions.case_id))
  AND ((SELECT app.coordinates()) OR (SELECT app.tends_places(app.grants_to())))
  AND (reviewed_by = (SELECT app.account_id()) OR ended_by = (SELECT app.account_id()) OR app.reviews_exclusion(id)));
CREATE POLICY reviewed ON case_exclusions FOR UPDATE TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND EXISTS (SELECT FROM app.grants_opening(case_exclusions.partnership_id, case_exclusions.case_id))
    AND (reviewed_by = (SELECT app.account_id()) OR app.reviews_exclusion(id)))
  WITH CHECK (partnership_id = app.partnership_id() AND app.account_id() IN (reviewed_by, ended_by));

-- Who opens a case again. What somebody knows of: who leads their agency, or coordinates. What was closed untold is no matter of their agency alone, where
-- its lead may be the man's friend or the man: who chairs, who coordinates from another agency, or who looked at it.
CREATE FUNCTION app.ends_exclusion(p_told boolean, p_agency uuid, p_reviewed_by uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_told OR coalesce(p_reviewed_by = app.account_id(), false) OR (app.coordinates() AND (p_agency <> app.grants_to()
    OR EXISTS (SELECT FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.id = app.membership_id() AND m.role = 'chair')))
$$;
REVOKE ALL ON FUNCTION app.ends_exclusion FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.ends_exclusion TO alongside_app;
CREATE POLICY opened_again ON case_exclusions AS RESTRICTIVE FOR UPDATE TO alongside_app USING (true)
  WITH CHECK (CASE WHEN ended_at IS NOT NULL THEN app.ends_exclusion(told, agency_id, reviewed_by) ELSE true END);

-- For the clock: in whose places it waits to be looked at.
CREATE FUNCTION app.exclusions_to_review() RETURNS TABLE (id uuid, case_id uuid, place_id uuid, account_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT x.id, x.case_id, m.id, m.account_id FROM case_exclusions x CROSS JOIN LATERAL app.reviewers_of(x) m
   WHERE x.partnership_id = app.partnership_id() AND NOT x.told AND x.ended_at IS NULL AND x.reviewed_at IS NULL
$$;
REVOKE ALL ON FUNCTION app.exclusions_to_review FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.exclusions_to_review TO alongside_jobs;

-- Who works in the partnership in person, or is invited to a meeting of it, apart from the asker and those to whom the file is closed already: among
-- whom a name is looked for before anything of who harms her is sent. Of a file that begins: all of them.
CREATE FUNCTION app.who_might_be_named(p_case uuid) RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT ON (a.id) a.id, m.agency_id, a.name, coalesce(v.organisation, y.name) FROM memberships m JOIN accounts a ON a.id = m.account_id
    JOIN agencies y ON y.partnership_id = m.partnership_id AND y.id = m.agency_id
    LEFT JOIN guest_invitations v ON v.partnership_id = m.partnership_id AND v.membership_id = m.id
   WHERE m.partnership_id = app.partnership_id() AND app.in_force(m.started_at, m.ended_at, app.moment())
     AND (app.is_place(m.role) OR app.is_invited(m.role))
     AND a.id IS DISTINCT FROM app.account_id() AND a.id NOT IN (SELECT app.excluded_from(app.partnership_id(), p_case))
   ORDER BY a.id, m.started_at
$$;
REVOKE ALL ON FUNCTION app.who_might_be_named FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.who_might_be_named TO alongside_app;

-- By which names people who harm somebody stand on record, sealed, for the jobs alone: of one of them; or, as somebody comes to work in the
-- partnership, or is invited to a meeting, who had no place in it, of all who stand, save on the files that are closed to that person already.
CREATE FUNCTION app.names_on_record(p_person uuid, p_place uuid) RETURNS TABLE (id uuid, case_id uuid, reference text, facts bytea,
  key_id uuid, wrapped bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.id, p.case_id, f.reference, p.facts, k.id, k.wrapped FROM people_who_harm p
    JOIN cases f ON f.partnership_id = p.partnership_id AND f.id = p.case_id
    JOIN data_keys k ON k.partnership_id = f.partnership_id AND k.id = f.data_key_id
   WHERE p.partnership_id = app.partnership_id() AND (p.id = p_person OR (p.ended_at IS NULL AND EXISTS (SELECT FROM memberships m
      WHERE m.partnership_id = p.partnership_id AND m.id = p_place AND (app.is_place(m.role) OR app.is_invited(m.role))
       AND app.in_force(m.started_at, m.ended_at, app.moment())
       AND m.account_id NOT IN (SELECT app.excluded_from(p.partnership_id, p.case_id))
       AND NOT EXISTS (SELECT FROM memberships o WHERE o.partnership_id = m.partnership_id AND o.account_id = m.account_id
         AND (app.is_place(o.role) OR app.is_invited(o.role)) AND app.in_force(o.started_at, o.ended_at, app.moment())
         AND (o.started_at, o.id) < (m.started_at, m.id)))))
$$;
REVOKE ALL ON FUNCTION app.names_on_record FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.names_on_record TO alongside_jobs;

-- Who looks at what waits on a file, as they may hear of it, by step: whoever coordinates; where none of those is left, whoever chairs; of a
-- name on record next the safeguarding leads of other agencies than theirs, then who hears for one (told-to-look.ts).
CREATE FUNCTION app.who_may_look(p_case uuid) RETURNS TABLE (id uuid, account_id uuid, name text, step integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.id, a.id, a.name, s.step FROM memberships m JOIN accounts a ON a.id = m.account_id AND a.disabled_at IS NULL
    JOIN partnerships p ON p.id = m.partnership_id
    CROSS JOIN LATERAL (SELECT CASE WHEN m.role = 'coordinator' THEN 1 WHEN m.role = 'chair' THEN 2
      WHEN m.agency_id = p.coordinating_agency_id OR NOT app.hears_for_agency(m.role) THEN NULL WHEN m.safeguarding_lead THEN 3 ELSE 4 END AS step) s
   WHERE m.partnership_id = app.partnership_id() AND s.step IS NOT NULL
     AND app.in_force(m.started_at, m.ended_at, app.moment()) AND app.may_hear(m.partnership_id, p_case, m.agency_id, m.account_id)
$$;
REVOKE ALL ON FUNCTION app.who_may_look FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.who_may_look TO alongside_jobs;

-- Whether none of those who coordinate may hear of a file: what waits on it is the chair's then. To who sees it.
CREATE FUNCTION app.is_left_to_chair(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_case(p_case) AND NOT EXISTS (SELECT FROM app.who_may_look(p_case) w WHERE w.step = 1)
$$;
REVOKE ALL ON FUNCTION app.is_left_to_chair FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_left_to_chair TO alongside_app;

-- Closes a file untold to somebody of the name of who harms her, whoever writes it down: before he could hear of it. Never to the asker.
CREATE FUNCTION app.close_to_namesake(p_id uuid, p_case uuid, p_account uuid, p_agency uuid, p_words bytea, p_review_due timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT app.sees_own_record(p_case) OR p_account = app.account_id()
    OR NOT app.has_place_in(app.partnership_id(), p_agency, p_account, app.moment())
  THEN RAISE EXCEPTION 'not to be closed' USING ERRCODE = 'insufficient_privilege'; END IF;
  INSERT INTO case_exclusions (id, case_id, account_id, agency_id, knows, told, words, closed_at, closed_by, review_due_at)
    VALUES (p_id, p_case, p_account, p_agency, 'who_harms', false, p_words, app.moment(), app.account_id(), p_review_due) ON CONFLICT DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION app.close_to_namesake FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.close_to_namesake TO alongside_app;

CREATE FUNCTION app.exclusion_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  PERFORM app.apply_limits(NEW.partnership_id, NEW.case_id, coalesce(app.moment(), NEW.ended_at, NEW.closed_at));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.exclusion_changed FROM PUBLIC;
CREATE TRIGGER apply_limits AFTER INSERT OR UPDATE OF ended_at ON case_exclusions FOR EACH ROW EXECUTE FUNCTION app.exclusion_changed();
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON case_exclusions FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- That it was closed stands in the history for those who read the row alone.
CREATE POLICY exclusions ON history AS RESTRICTIVE FOR SELECT TO alongside_app USING (subject <> 'case_exclusion'
  OR EXISTS (SELECT FROM case_exclusions x WHERE x.partnership_id = history.partnership_id AND x.id = history.subject_id));

-- HRM-1, ACC-8: the files that are closed in person to whoever asks: by a conflict, or by her no. For what speaks of a case and asks no
-- grant. Asked once for a statement, since it stands in a sub-select.
CREATE FUNCTION app.closed_to_me() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT c.f), '{}') FROM (
    SELECT f FROM case_exclusions x CROSS JOIN LATERAL app.files_of_person(x.partnership_id, x.case_id) f
     WHERE x.partnership_id = app.partnership_id() AND x.account_id = app.account_id() AND x.ended_at IS NULL
    UNION ALL SELECT f FROM limits l CROSS JOIN LATERAL app.files_of_person(l.partnership_id, l.case_id) f
     WHERE l.partnership_id = app.partnership_id() AND l.account_id = app.account_id() AND l.lifted_at IS NULL AND app.reaches(l, f)) c
$$;
REVOKE ALL ON FUNCTION app.closed_to_me FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.closed_to_me TO alongside_app;

-- The same of whoever asks, by a conflict alone: who is refused in person hears so when she asks in an emergency (ACC-8); this one hears of none.
CREATE FUNCTION app.conflicts_me(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(app.account_id() IN (SELECT app.excluded_from(app.partnership_id(), p_case)), false)
$$;
REVOKE ALL ON FUNCTION app.conflicts_me FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.conflicts_me TO alongside_app;

-- Their referrals: what was done with one before it had a case is on record by itself.
CREATE FUNCTION app.referrals_closed_to_me() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(r.id), '{}') FROM referrals r WHERE r.partnership_id = app.partnership_id() AND r.case_id = ANY (app.closed_to_me())
$$;
REVOKE ALL ON FUNCTION app.referrals_closed_to_me FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.referrals_closed_to_me TO alongside_app;

-- What opens to somebody without a grant, since she coordinates, or since it is addressed to her, is closed to her with the case.
-- A test looks for every policy that does.
CREATE POLICY closed ON audit_events AS RESTRICTIVE FOR SELECT TO alongside_app
  USING (CASE WHEN case_id IS NULL THEN subject_id IS NULL OR subject_id <> ALL ((SELECT app.referrals_closed_to_me())::uuid[])
    ELSE case_id <> ALL ((SELECT app.closed_to_me())::uuid[]) END);
-- Her own that she opened stays hers to tell of; what she only asked for is none.
CREATE POLICY closed ON emergency_accesses AS RESTRICTIVE FOR SELECT TO alongside_app USING (CASE WHEN account_id = (SELECT app.account_id())
  THEN opened_at IS NOT NULL OR NOT app.conflicts_me(case_id) ELSE case_id <> ALL ((SELECT app.closed_to_me())::uuid[]) END);
CREATE POLICY closed ON sharing_changes AS RESTRICTIVE FOR SELECT TO alongside_app
  USING (case_id <> ALL ((SELECT app.closed_to_me())::uuid[]) OR EXISTS (SELECT FROM sharing_sides s
    WHERE s.partnership_id = sharing_changes.partnership_id AND s.change_id = sharing_changes.id AND s.account_id = (SELECT app.account_id())));
CREATE POLICY closed ON sharing_sides AS RESTRICTIVE FOR SELECT TO alongside_app
  USING (account_id = (SELECT app.account_id()) OR case_id <> ALL ((SELECT app.closed_to_me())::uuid[]));
CREATE POLICY closed ON sharing_work AS RESTRICTIVE TO alongside_app
  USING (account_id = (SELECT app.account_id()) OR case_id <> ALL ((SELECT app.closed_to_me())::uuid[]));

-- Her agency's own flag that is to be taken down, others of it take down.
CREATE POLICY closed ON flags AS RESTRICTIVE TO alongside_app USING (case_id <> ALL ((SELECT app.closed_to_me())::uuid[]));

-- A notice outlives what it told of. What tells her that a case was closed to her, or asks what she did, stays (`evenShutOut` of
-- shared/notices: a test compares).
CREATE FUNCTION app.is_about_one_of(p_subject text, p_id uuid, p_cases uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(app.case_about(p_subject, p_id) = ANY (p_cases), false)
$$;
REVOKE ALL ON FUNCTION app.is_about_one_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_about_one_of TO alongside_app;
CREATE POLICY closed ON notifications AS RESTRICTIVE FOR SELECT TO alongside_app USING ((SELECT cardinality(app.closed_to_me())) = 0
  OR kind IN ('case_closed_to_you', 'emergency_access_to_tell', 'emergency_access_ended', 'emergency_access_reviewed')
  OR (kind = 'sharing_lost' AND EXISTS (SELECT FROM sharing_changes c WHERE c.partnership_id = notifications.partnership_id AND c.id = subject_id))
  OR NOT app.is_about_one_of(subject, subject_id, (SELECT app.closed_to_me())::uuid[]));

-- Whether a file is closed to somebody who was not told, on any file of the person; or was, at a moment before. Asked by functions alone.
CREATE FUNCTION app.is_untold(p_partnership uuid, p_case uuid, p_account uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM case_exclusions x WHERE x.partnership_id = p_partnership AND x.account_id = p_account AND NOT x.told
    AND (app.in_force(x.closed_at, x.ended_at, p_at) OR app.in_force(x.closed_at, x.ended_at, app.moment())) AND x.case_id IN (SELECT app.files_of_person(p_partnership, p_case)))
$$;
REVOKE ALL ON FUNCTION app.is_untold FROM PUBLIC;

-- Whether who asks knows that, who it is, apart from who runs a meeting: who closed it, who looks at it or did, and who leads the agency
-- of whom it is closed to. The same people as the policies above name. Asked by functions alone.
CREATE FUNCTION app.knows_untold(p_partnership uuid, p_case uuid, p_account uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM case_exclusions x WHERE x.partnership_id = p_partnership AND x.account_id = p_account AND NOT x.told
    AND x.case_id IN (SELECT app.files_of_person(p_partnership, p_case))
    AND ((x.agency_id = app.grants_to() AND app.leads_here()) OR app.account_id() IN (x.closed_by, x.reviewed_by) OR app.reviews_exclusion(x.id)))
$$;
REVOKE ALL ON FUNCTION app.knows_untold FROM PUBLIC;

-- Whether somebody is the only one who coordinates: then the chair closes a case to her.
CREATE FUNCTION app.is_only_coordinator(p_account uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(bool_and(m.account_id = p_account), false) FROM memberships m WHERE m.partnership_id = app.partnership_id()
    AND m.role = 'coordinator' AND app.in_force(m.started_at, m.ended_at, app.moment())
$$;
REVOKE ALL ON FUNCTION app.is_only_coordinator FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_only_coordinator TO alongside_app;

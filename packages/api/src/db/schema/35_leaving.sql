-- ACC-10: what somebody had still to do when her place ended. No list of it is kept: it is whatever open work names somebody who
-- has left the agency that it belongs to, looked up as it stands, so that no way of leaving, and no work, can be forgotten.

-- What became of it: a colleague has it, or it was left for a reason.
CREATE TABLE left_work (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  case_id uuid,
  reference text,
  -- Whose it was.
  account_id uuid NOT NULL REFERENCES accounts,
  to_membership_id uuid,
  -- Sealed under the deployment's own key: not all of it is of a case.
  because bytea,
  answered_at timestamptz NOT NULL,
  answered_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, to_membership_id) REFERENCES memberships,
  CHECK (num_nonnulls(to_membership_id, because) = 1)
);
CREATE INDEX left_work_subject ON left_work (partnership_id, subject_id);
CREATE INDEX left_work_agency ON left_work (partnership_id, agency_id, answered_at DESC);

-- Guards: made once the tables of every file stand.

-- By whose it is in person: of the standing work of thousands, what those few have who left.
CREATE INDEX consents_kept ON consents (partnership_id, agency_id, (coalesce(kept_by, recorded_by))) WHERE withdrawn_at IS NULL AND lapsed_at IS NULL;
CREATE INDEX actions_owner ON actions (partnership_id, owner_account_id) WHERE closed_at IS NULL AND owner_account_id IS NOT NULL;
CREATE INDEX outcome_reviews_account ON outcome_reviews (partnership_id, account_id);

-- Every open thing of an agency that is one of some people's in person: by her account, which stays hers while she has any place there, or
-- by one place of hers. A case is named where whoever leads there may see it, or not. A column that names a person and is not
-- here stands in leaving.test.ts with the reason why.
CREATE FUNCTION app.work_in_person(p_partnership uuid, p_agency uuid, p_accounts uuid[])
RETURNS TABLE (kind text, subject_id uuid, case_id uuid, reference text, due_on date, account_id uuid, place_id uuid)
LANGUAGE sql STABLE AS $$
  SELECT 'action', a.id, a.case_id, a.reference, a.due_on, a.owner_account_id, NULL::uuid FROM actions a
   WHERE a.partnership_id = p_partnership AND a.owner_agency_id = p_agency AND a.closed_at IS NULL AND a.owner_account_id IS NOT NULL
     AND a.owner_account_id = ANY (p_accounts)
  UNION ALL
  SELECT CASE r.state WHEN 'draft' THEN 'draft' ELSE 'returned' END, r.id, r.case_id, r.reference, NULL, r.author_account_id, NULL
    FROM referrals r WHERE r.partnership_id = p_partnership AND r.agency_id = p_agency AND r.state IN ('draft', 'returned')
     AND r.author_account_id = ANY (p_accounts)
  UNION ALL
  SELECT 'consent', c.id, c.case_id, f.reference, c.until_on, app.keeper_of(c), NULL FROM consents c
    JOIN cases f ON f.partnership_id = c.partnership_id AND f.id = c.case_id
   WHERE c.partnership_id = p_partnership AND c.agency_id = p_agency AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL
     AND c.end_told_at IS NULL AND app.keeper_of(c) = ANY (p_accounts)
  UNION ALL
  SELECT 'review', v.id, v.case_id, f.reference, v.ask_on, v.account_id, NULL FROM outcome_reviews v
    JOIN cases f ON f.partnership_id = v.partnership_id AND f.id = v.case_id
   WHERE v.partnership_id = p_partnership AND v.agency_id = p_agency AND v.account_id = ANY (p_accounts)
     AND NOT EXISTS (SELECT FROM outcomes o WHERE o.partnership_id = v.partnership_id AND o.case_id = v.case_id
       AND o.occasion = v.occasion AND NOT EXISTS (SELECT FROM outcomes n WHERE n.partnership_id = o.partnership_id AND n.replaces = o.id))
  UNION ALL
  SELECT 'papers', d.id, NULL, d.number, NULL, d.holder_account_id, NULL FROM document_copies d
   WHERE d.partnership_id = p_partnership AND d.holder_agency_id = p_agency AND d.state = 'handed_out'
     AND d.holder_account_id = ANY (p_accounts)
  UNION ALL
  SELECT 'emergency', e.id, NULL, NULL, NULL, e.account_id, NULL FROM emergency_accesses e
   WHERE e.partnership_id = p_partnership AND e.agency_id = p_agency AND e.opened_at IS NOT NULL AND e.told_at IS NULL
     AND e.reviewed_at IS NULL AND e.account_id = ANY (p_accounts)
  UNION ALL
  SELECT 'asked_by_name', q.id, NULL, NULL, NULL, q.account_id, NULL FROM emergency_requests q
   WHERE q.partnership_id = p_partnership AND q.agency_id = p_agency AND q.answered_at IS NULL
     AND q.account_id = ANY (p_accounts)
  UNION ALL
  SELECT 'on_call', t.id, NULL, NULL, NULL, m.account_id, m.id FROM on_call t
    JOIN memberships m ON m.partnership_id = t.partnership_id AND m.id = t.membership_id
   WHERE t.partnership_id = p_partnership AND t.agency_id = p_agency AND t.ended_at IS NULL
     AND m.account_id = ANY (p_accounts)
  UNION ALL
  SELECT 'system', s.id, NULL, NULL, NULL, m.account_id, m.id FROM systems s
    JOIN memberships m ON m.partnership_id = s.partnership_id AND m.id = s.owner_membership_id
   WHERE s.partnership_id = p_partnership AND s.agency_id = p_agency AND s.state IN ('proposed', 'agreed')
     AND m.account_id = ANY (p_accounts)
$$;
REVOKE ALL ON FUNCTION app.work_in_person FROM PUBLIC;

-- The places of people in an agency, with whether each was the last that its holder had there.
CREATE FUNCTION app.ended_places(p_partnership uuid, p_agency uuid, p_at timestamptz)
RETURNS TABLE (id uuid, account_id uuid, ended_at timestamptz, ended_for text, gone boolean)
LANGUAGE sql STABLE AS $$
  SELECT m.id, m.account_id, m.ended_at, m.ended_for,
      row_number() OVER (PARTITION BY m.account_id ORDER BY m.ended_at DESC, m.id) = 1 AND NOT EXISTS (SELECT FROM memberships n
        WHERE n.partnership_id = m.partnership_id AND n.agency_id = m.agency_id AND n.account_id = m.account_id
          AND app.is_place(n.role) AND app.in_force(n.started_at, n.ended_at, p_at))
    FROM memberships m WHERE m.partnership_id = p_partnership AND m.agency_id = p_agency AND m.ended_at <= p_at
     AND app.is_place(m.role)
$$;
REVOKE ALL ON FUNCTION app.ended_places FROM PUBLIC;

-- What of it names somebody who has left, or to whom its case is closed (HRM-1), and was not left for a reason.
CREATE FUNCTION app.work_without_owner(p_partnership uuid, p_agency uuid, p_at timestamptz)
RETURNS TABLE (kind text, subject_id uuid, case_id uuid, reference text, due_on date, account_id uuid, ended_at timestamptz, ended_for text, stands_aside boolean)
LANGUAGE sql STABLE AS $$
  SELECT w.kind, w.subject_id, w.case_id, w.reference, w.due_on, w.account_id, l.ended_at, l.ended_for, false
    FROM app.ended_places(p_partnership, p_agency, p_at) l
    JOIN app.work_in_person(p_partnership, p_agency, ARRAY(SELECT p.account_id FROM app.ended_places(p_partnership, p_agency, p_at) p)) w
      ON CASE WHEN w.place_id IS NULL THEN l.gone AND w.account_id = l.account_id ELSE w.place_id = l.id END
   WHERE NOT EXISTS (SELECT FROM left_work a WHERE a.partnership_id = p_partnership AND a.subject_id = w.subject_id
     AND a.kind = w.kind AND a.account_id = w.account_id AND a.because IS NOT NULL)
  UNION ALL
  SELECT w.kind, w.subject_id, w.case_id, w.reference, w.due_on, w.account_id, x.since, NULL, true
    FROM app.work_in_person(p_partnership, p_agency,
      ARRAY(SELECT DISTINCT c.account_id FROM case_exclusions c WHERE c.partnership_id = p_partnership AND c.ended_at IS NULL)) w
    CROSS JOIN LATERAL (SELECT min(e.closed_at) AS since FROM case_exclusions e WHERE e.partnership_id = p_partnership
      AND e.account_id = w.account_id AND e.ended_at IS NULL AND e.case_id IN (SELECT app.files_of_person(p_partnership, w.case_id))) x
   WHERE w.case_id IS NOT NULL AND x.since IS NOT NULL
     AND NOT EXISTS (SELECT FROM app.ended_places(p_partnership, p_agency, p_at) l WHERE l.gone AND l.account_id = w.account_id)
     AND NOT EXISTS (SELECT FROM left_work a WHERE a.partnership_id = p_partnership AND a.subject_id = w.subject_id
       AND a.kind = w.kind AND a.account_id = w.account_id AND a.because IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION app.work_without_owner FROM PUBLIC;

-- Whether the holder of a place may see what a case's work is about, so that it can be hers.
CREATE FUNCTION app.may_take_on(p_case uuid, p_place memberships, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_case IS NULL OR EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = p_place.partnership_id AND g.case_id = p_case
    AND g.agency_id = p_place.agency_id
    AND app.opens_own_record_to(g, p_place.account_id, app.sees_by_coordination(p_place.role), p_at))
$$;
REVOKE ALL ON FUNCTION app.may_take_on FROM PUBLIC;

CALL app.close_table('left_work');
CALL app.open_to_jobs('left_work');
CREATE POLICY led ON left_work FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to()) AND (case_id IS NULL OR app.sees_own_record(case_id)));
GRANT SELECT ON left_work TO alongside_app, alongside_jobs;

-- What waits for whoever asks to find it an owner: she leads here, or stands in for who does.
CREATE FUNCTION app.left_to_me()
RETURNS TABLE (kind text, subject_id uuid, case_id uuid, reference text, due_on date, account_id uuid, ended_at timestamptz, ended_for text,
  stands_aside boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT w.* FROM app.work_without_owner(app.partnership_id(), app.grants_to(), app.moment()) w
   WHERE app.tends_places(app.grants_to()) AND (w.case_id IS NULL OR app.sees_own_record(w.case_id))
$$;
REVOKE ALL ON FUNCTION app.left_to_me FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.left_to_me TO alongside_app;

-- Of what has no owner: in whose places it can be found one, since they tend the agency's places and may see what it is about; and
-- whether somebody who leads there is among them.
CREATE FUNCTION app.who_may_answer(p_partnership uuid, p_agency uuid, p_at timestamptz)
RETURNS TABLE (subject_id uuid, ended_at timestamptz, places uuid[], led boolean)
LANGUAGE sql STABLE AS $$
  SELECT w.subject_id, w.ended_at, coalesce(array_agg(m.id) FILTER (WHERE m.id IS NOT NULL), '{}'),
      coalesce(bool_or(app.leads(m.role)), false)
    FROM app.work_without_owner(p_partnership, p_agency, p_at) w
    LEFT JOIN memberships m ON m.partnership_id = p_partnership AND m.agency_id = p_agency
      AND app.hears_for_agency(m.role) AND app.in_force(m.started_at, m.ended_at, p_at)
      AND app.may_take_on(w.case_id, m, p_at)
   GROUP BY w.kind, w.subject_id, w.account_id, w.ended_at
$$;
REVOKE ALL ON FUNCTION app.who_may_answer FROM PUBLIC;

-- To who coordinates: where nobody leads who could find it an owner, how much there is. Not what, nor of whom (ACC-6).
CREATE FUNCTION app.left_to_nobody() RETURNS TABLE (agency_id uuid, agency_name text, things bigint, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT g.id, g.name, count(*), min(w.ended_at) FROM agencies g
    CROSS JOIN LATERAL app.who_may_answer(g.partnership_id, g.id, app.moment()) w
   WHERE g.partnership_id = app.partnership_id() AND app.coordinates() AND NOT w.led
   GROUP BY g.id, g.name ORDER BY 4, 2
$$;
REVOKE ALL ON FUNCTION app.left_to_nobody FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.left_to_nobody TO alongside_app;

-- How much of it would have no owner if a place ended now, to who tends the agency's places: by kind to the agency's own.
CREATE FUNCTION app.work_of_place(p_place uuid) RETURNS TABLE (kind text, things bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN m.agency_id = app.agency_id() THEN w.kind END, count(*) FROM memberships m
    CROSS JOIN LATERAL app.work_in_person(m.partnership_id, m.agency_id, ARRAY[m.account_id]) w
   WHERE m.partnership_id = app.partnership_id() AND m.id = p_place AND app.in_force(m.started_at, m.ended_at, app.moment())
     AND app.tends_places(m.agency_id)
     AND CASE WHEN w.place_id IS NULL THEN w.account_id = m.account_id AND NOT EXISTS (SELECT FROM memberships n
         WHERE n.partnership_id = m.partnership_id AND n.agency_id = m.agency_id AND n.account_id = m.account_id AND n.id <> m.id
           AND app.is_place(n.role) AND app.in_force(n.started_at, n.ended_at, app.moment()))
       ELSE w.place_id = m.id END
   GROUP BY 1 ORDER BY 1
$$;
REVOKE ALL ON FUNCTION app.work_of_place FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.work_of_place TO alongside_app;

-- For jobs, of what has no owner in an agency: the places in which any of it can be found one, and whether of any who coordinates
-- is told, as app.left_to_nobody shows her.
CREATE FUNCTION app.told_of_left_work(p_agency uuid, p_at timestamptz, OUT places uuid[], OUT to_nobody boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT p.id) FILTER (WHERE p.id IS NOT NULL), '{}'), coalesce(bool_or(NOT w.led), false)
    FROM app.who_may_answer(app.partnership_id(), p_agency, p_at) w LEFT JOIN LATERAL unnest(w.places) AS p (id) ON true
$$;
REVOKE ALL ON FUNCTION app.told_of_left_work FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.told_of_left_work TO alongside_jobs;

-- Finds it an owner, or leaves it for a reason: by who leads there, of what waits for her. The owner is one of the agency who may
-- see what it is about (AL424: http/problems.ts).
CREATE FUNCTION app.answer_left_work(p_id uuid, p_subject uuid, p_to uuid, p_because bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  w record;
  taker memberships;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('left work ' || p_subject, 0));
  SELECT * INTO w FROM app.left_to_me() l WHERE l.subject_id = p_subject LIMIT 1;
  IF NOT FOUND THEN RAISE EXCEPTION 'not hers to answer' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF p_to IS NOT NULL THEN
    SELECT m.* INTO taker FROM memberships m WHERE m.partnership_id = here AND m.id = p_to AND m.agency_id = app.grants_to()
      AND app.works_on_cases(m.role) AND app.in_force(m.started_at, m.ended_at, app.moment())
      AND app.may_take_on(w.case_id, m, app.moment()) FOR SHARE;
    IF NOT FOUND THEN RAISE EXCEPTION 'not one who may take it' USING ERRCODE = 'AL424'; END IF;
    CASE w.kind
      WHEN 'action' THEN UPDATE actions SET owner_account_id = taker.account_id, version = version + 1
        WHERE partnership_id = here AND id = p_subject;
      WHEN 'draft', 'returned' THEN UPDATE referrals SET author_account_id = taker.account_id, version = version + 1
        WHERE partnership_id = here AND id = p_subject;
      WHEN 'consent' THEN UPDATE consents SET kept_by = taker.account_id WHERE partnership_id = here AND id = p_subject;
      WHEN 'review' THEN UPDATE outcome_reviews SET account_id = taker.account_id WHERE partnership_id = here AND id = p_subject;
      WHEN 'system' THEN UPDATE systems SET owner_membership_id = taker.id, version = version + 1
        WHERE partnership_id = here AND id = p_subject;
      ELSE RAISE EXCEPTION 'nothing that passes to somebody else' USING ERRCODE = 'insufficient_privilege';
    END CASE;
  END IF;
  INSERT INTO left_work (partnership_id, id, agency_id, kind, subject_id, case_id, reference, account_id, to_membership_id, because,
      answered_at, answered_by)
    VALUES (here, p_id, app.grants_to(), w.kind, p_subject, w.case_id, w.reference, w.account_id, p_to, p_because, app.moment(), app.account_id());
END $$;
REVOKE ALL ON FUNCTION app.answer_left_work FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.answer_left_work TO alongside_app;

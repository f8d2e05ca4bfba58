-- MON-1: what is counted of a person, kept by case as plain words beside her sealed answers, so that Postgres can count.
-- Who she is, is not in it; the table is open through a grant on her case like everything that hangs on it, and to counting
-- by the functions below, which give numbers.
CREATE TABLE characteristics (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  case_id uuid NOT NULL,
  ethnicity text NOT NULL,
  sexual_orientation text NOT NULL,
  disability text NOT NULL,
  sex text NOT NULL,
  gender_same text NOT NULL,
  PRIMARY KEY (partnership_id, case_id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);

-- ACC-6, ACC-8: of these, what each agency was told itself. An agency that she refused reads, and counts, no more than that.
CREATE TABLE own_characteristics (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  ethnicity text NOT NULL,
  sexual_orientation text NOT NULL,
  disability text NOT NULL,
  sex text NOT NULL,
  gender_same text NOT NULL,
  PRIMARY KEY (partnership_id, case_id, agency_id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- MON-1, GOV-1: what is published is frozen with its data. The true counts lie apart, for who coordinates: the next report
-- has to know them, so that the two together give nobody away.
CREATE TABLE monitoring_reports (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  period text NOT NULL,
  edition integer NOT NULL,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'checked', 'published')),
  corrected_for text,
  content jsonb NOT NULL,
  drafted_by uuid NOT NULL REFERENCES accounts,
  drafted_at timestamptz NOT NULL,
  checked_by uuid REFERENCES accounts,
  checked_at timestamptz,
  published_by uuid REFERENCES accounts,
  published_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, period, edition),
  CHECK ((edition = 1) = (corrected_for IS NULL)),
  CHECK ((state = 'published') = (published_at IS NOT NULL))
);
CREATE UNIQUE INDEX monitoring_reports_in_hand ON monitoring_reports (partnership_id, period) WHERE state <> 'published';

CREATE TABLE monitoring_counts (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  report_id uuid NOT NULL,
  -- As the suppression library keeps it (shared/monitoring/suppression): counts, and what is withheld.
  decided jsonb NOT NULL,
  PRIMARY KEY (partnership_id, report_id),
  FOREIGN KEY (partnership_id, report_id) REFERENCES monitoring_reports ON DELETE CASCADE
);

CREATE TABLE local_populations (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  question text NOT NULL,
  source text NOT NULL,
  answers jsonb NOT NULL,
  loaded_by uuid NOT NULL REFERENCES accounts,
  loaded_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, question)
);

-- Guards: made once the tables of every file stand.

CALL app.close_table('characteristics');
CALL app.open_by_grant('characteristics');
GRANT SELECT ON characteristics TO alongside_app;
CALL app.close_table('own_characteristics');
CALL app.open_to_own_record('own_characteristics', 'true');
CREATE POLICY own ON own_characteristics AS RESTRICTIVE TO alongside_app USING (agency_id = (SELECT app.grants_to()));
GRANT SELECT ON own_characteristics TO alongside_app;

-- What was told takes the place of what was there, what was not asked does not: of her, and of what the agency of who asks was told. Also where
-- that agency does not see what stands.
CREATE FUNCTION app.keep_characteristics(p_case uuid, p_ethnicity text, p_sexual_orientation text, p_disability text, p_sex text, p_gender_same text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_none CONSTANT text := 'not_yet_asked';
BEGIN
  IF NOT (app.sees_own_record(p_case) AND app.may_record_on(p_case)) THEN RETURN; END IF;
  INSERT INTO characteristics AS c (partnership_id, case_id, ethnicity, sexual_orientation, disability, sex, gender_same)
    VALUES (app.partnership_id(), p_case, p_ethnicity, p_sexual_orientation, p_disability, p_sex, p_gender_same)
    ON CONFLICT (partnership_id, case_id) DO UPDATE SET ethnicity = coalesce(nullif(EXCLUDED.ethnicity, v_none), c.ethnicity),
      sexual_orientation = coalesce(nullif(EXCLUDED.sexual_orientation, v_none), c.sexual_orientation),
      disability = coalesce(nullif(EXCLUDED.disability, v_none), c.disability), sex = coalesce(nullif(EXCLUDED.sex, v_none), c.sex),
      gender_same = coalesce(nullif(EXCLUDED.gender_same, v_none), c.gender_same);
  INSERT INTO own_characteristics AS c (partnership_id, case_id, agency_id, ethnicity, sexual_orientation, disability, sex, gender_same)
    VALUES (app.partnership_id(), p_case, app.grants_to(), p_ethnicity, p_sexual_orientation, p_disability, p_sex, p_gender_same)
    ON CONFLICT (partnership_id, case_id, agency_id) DO UPDATE SET ethnicity = coalesce(nullif(EXCLUDED.ethnicity, v_none), c.ethnicity),
      sexual_orientation = coalesce(nullif(EXCLUDED.sexual_orientation, v_none), c.sexual_orientation),
      disability = coalesce(nullif(EXCLUDED.disability, v_none), c.disability), sex = coalesce(nullif(EXCLUDED.sex, v_none), c.sex),
      gender_same = coalesce(nullif(EXCLUDED.gender_same, v_none), c.gender_same);
END $$;
REVOKE ALL ON FUNCTION app.keep_characteristics FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.keep_characteristics TO alongside_app;

CALL app.close_table('monitoring_reports');
CREATE POLICY published ON monitoring_reports FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND (state = 'published' OR (SELECT app.coordinates())) AND (SELECT app.invited_meeting()) IS NULL);
CREATE POLICY coordinator ON monitoring_reports TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()));
GRANT SELECT, INSERT, UPDATE, DELETE ON monitoring_reports TO alongside_app;

-- To everybody, the tables' owner included.
CREATE FUNCTION app.keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'monitoring_reports' THEN
    IF OLD.state = 'published' THEN RAISE EXCEPTION 'a published report does not change' USING ERRCODE = 'restrict_violation'; END IF;
  ELSIF EXISTS (SELECT FROM monitoring_reports r WHERE r.partnership_id = OLD.partnership_id AND r.id = OLD.report_id AND r.state = 'published') THEN
    RAISE EXCEPTION 'the counts of a published report do not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON monitoring_reports FOR EACH ROW EXECUTE FUNCTION app.keep_published();

CALL app.close_table('monitoring_counts');
CREATE POLICY coordinator ON monitoring_counts TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()));
GRANT SELECT, INSERT, DELETE ON monitoring_counts TO alongside_app;
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON monitoring_counts FOR EACH ROW EXECUTE FUNCTION app.keep_published();

CALL app.close_table('local_populations');
CREATE POLICY coordinator ON local_populations TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()));
CREATE POLICY read ON local_populations FOR SELECT TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.invited_meeting()) IS NULL);
GRANT SELECT, INSERT, UPDATE ON local_populations TO alongside_app;

-- How much an answer tells: an answer before a refusal, a refusal before a question never asked.
CREATE FUNCTION app.told(p_answer text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE p_answer WHEN 'not_yet_asked' THEN 2 WHEN 'prefers_not_to_say' THEN 1 ELSE 0 END
$$;
REVOKE ALL ON FUNCTION app.told FROM PUBLIC;

-- Whether two joined files are counted as one person's: to who coordinates, and to who sees both. To others each stands by itself,
-- lest a figure tell of a file that they may not see (ACC-6).
CREATE FUNCTION app.counts_as_one(p_case uuid, p_joined uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.coordinates() OR (app.sees_case(p_case) AND app.sees_case(p_joined))
$$;
REVOKE ALL ON FUNCTION app.counts_as_one FROM PUBLIC;

-- ACC-8: the files of which the agency of who asks sees its own record alone. Who coordinates counts every file.
CREATE FUNCTION app.narrowed_to_me() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT g.case_id), '{}') FROM sharing_grants g
   WHERE NOT app.coordinates() AND g.partnership_id = app.partnership_id() AND g.agency_id = app.grants_to() AND g.narrowed
     AND app.in_force(g.from_at, g.until_at, app.moment()) AND NOT app.sees_case(g.case_id)
$$;
REVOKE ALL ON FUNCTION app.narrowed_to_me FROM PUBLIC;

-- One row a person discussed from one local date until before another. Her age band is that of the first of those days; of
-- two files, an answer counts before a refusal and a refusal before a question never asked.
CREATE FUNCTION app.discussed(p_from date, p_until date, p_agency uuid, p_light text, p_kind text) RETURNS TABLE (
  person uuid, age_band text, ethnicity text, sexual_orientation text, disability text, sex text, gender_same text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH said AS (
    SELECT coalesce(j.case_id, i.case_id) AS person, i.case_id, i.age_band, m.date, i.id
      FROM meetings m
      JOIN agenda_items i ON i.partnership_id = m.partnership_id AND i.meeting_id = m.id AND i.state = 'discussed'
      LEFT JOIN joined_files j ON j.partnership_id = i.partnership_id AND j.joined_case_id = i.case_id AND j.undone_at IS NULL AND app.counts_as_one(j.case_id, j.joined_case_id)
     WHERE m.partnership_id = app.partnership_id() AND m.date >= p_from AND m.date < p_until
       AND (p_kind IS NULL OR m.kind = p_kind) AND (p_light IS NULL OR i.light = p_light)
       AND (p_agency IS NULL OR EXISTS (SELECT FROM referrals r WHERE r.partnership_id = i.partnership_id AND r.case_id = i.case_id
         AND r.agency_id = p_agency AND r.state <> 'draft'))),
  people AS (
    SELECT s.person, coalesce((array_agg(s.age_band ORDER BY s.date, s.id) FILTER (WHERE s.age_band IS NOT NULL))[1], 'not_yet_asked') AS age_band
      FROM said s GROUP BY s.person),
  files AS (
    SELECT p.person, p.person AS case_id FROM people p
    UNION SELECT p.person, j.joined_case_id FROM people p
      JOIN joined_files j ON j.partnership_id = app.partnership_id() AND j.case_id = p.person AND j.undone_at IS NULL AND app.counts_as_one(j.case_id, j.joined_case_id))
  SELECT p.person, p.age_band, coalesce(c.ethnicity, 'not_yet_asked'), coalesce(c.sexual_orientation, 'not_yet_asked'),
      coalesce(c.disability, 'not_yet_asked'), coalesce(c.sex, 'not_yet_asked'), coalesce(c.gender_same, 'not_yet_asked')
    FROM people p
    LEFT JOIN (SELECT f.person,
        (array_agg(k.ethnicity ORDER BY app.told(k.ethnicity), f.case_id <> f.person))[1] AS ethnicity,
        (array_agg(k.sexual_orientation ORDER BY app.told(k.sexual_orientation), f.case_id <> f.person))[1] AS sexual_orientation,
        (array_agg(k.disability ORDER BY app.told(k.disability), f.case_id <> f.person))[1] AS disability,
        (array_agg(k.sex ORDER BY app.told(k.sex), f.case_id <> f.person))[1] AS sex,
        (array_agg(k.gender_same ORDER BY app.told(k.gender_same), f.case_id <> f.person))[1] AS gender_same
      FROM files f CROSS JOIN LATERAL (
        SELECT a.ethnicity, a.sexual_orientation, a.disability, a.sex, a.gender_same FROM characteristics a
         WHERE a.partnership_id = app.partnership_id() AND a.case_id = f.case_id AND f.case_id <> ALL ((SELECT app.narrowed_to_me())::uuid[])
        UNION ALL SELECT o.ethnicity, o.sexual_orientation, o.disability, o.sex, o.gender_same FROM own_characteristics o
         WHERE o.partnership_id = app.partnership_id() AND o.case_id = f.case_id AND o.agency_id = app.grants_to()
           AND f.case_id = ANY ((SELECT app.narrowed_to_me())::uuid[])) k
      GROUP BY f.person) c ON c.person = p.person
$$;
REVOKE ALL ON FUNCTION app.discussed FROM PUBLIC;

-- Distinct people discussed, by each question and answer: of all for who coordinates, of those whom one's own agency referred for others.
CREATE FUNCTION app.people_discussed(p_from date, p_until date, p_agency uuid, p_light text, p_kind text)
RETURNS TABLE (question text, answer text, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT q.question, q.answer, count(*)
    FROM app.discussed(p_from, p_until, CASE WHEN app.coordinates() THEN p_agency ELSE app.grants_to() END, p_light, p_kind) d
    CROSS JOIN LATERAL (VALUES ('everybody', 'everybody'), ('ageBand', d.age_band), ('ethnicity', d.ethnicity),
      ('sexualOrientation', d.sexual_orientation), ('disability', d.disability), ('sex', d.sex), ('genderSame', d.gender_same)) q (question, answer)
   WHERE app.coordinates() OR (app.grants_to() IS NOT NULL AND d.person <> ALL ((SELECT app.closed_to_me())::uuid[]))
   GROUP BY 1, 2
$$;
REVOKE ALL ON FUNCTION app.people_discussed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.people_discussed TO alongside_app;

-- MON-2: what each figure counts, one row each: the same rows whether they are counted or listed. Dates are local and
-- half open; `measure` is in hours.
CREATE TYPE app.counted AS (subject_id uuid, case_id uuid, agency_id uuid, light text, outcome text, measure numeric);

-- A number at the latest look beside that at the first: a first look has none to be compared with, and what either lacks is not known.
CREATE FUNCTION app.compared(p_only boolean, p_higher bigint, p_lower bigint, p_better text, p_same text, p_worse text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN p_only THEN 'one_look_so_far' WHEN p_higher IS NULL OR p_lower IS NULL THEN 'not_known'
    WHEN p_higher > p_lower THEN p_better WHEN p_higher = p_lower THEN p_same ELSE p_worse END
$$;
REVOKE ALL ON FUNCTION app.compared FROM PUBLIC;

CREATE FUNCTION app.counted(p_figure text, p_from date, p_until date) RETURNS SETOF app.counted
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here uuid := app.partnership_id();
  now_ timestamptz := app.moment();
  zone text;
  from_at timestamptz;
  until_at timestamptz;
BEGIN
  SELECT time_zone INTO zone FROM partnerships WHERE id = here;
  from_at := p_from::timestamp AT TIME ZONE zone;
  until_at := p_until::timestamp AT TIME ZONE zone;
  CASE p_figure
  WHEN 'referrals' THEN RETURN QUERY
    SELECT r.id, r.case_id, r.agency_id, r.light, CASE WHEN r.to_meeting THEN 'to_meeting' ELSE 'to_agencies_alone' END, NULL::numeric
      FROM referrals r WHERE r.partnership_id = here AND r.submitted_at >= from_at AND r.submitted_at < until_at;
  WHEN 're_referrals' THEN RETURN QUERY
    WITH asked AS (
      SELECT r.id, r.case_id, r.agency_id, r.light, r.submitted_at, coalesce(j.case_id, r.case_id) AS person
        FROM referrals r
        LEFT JOIN joined_files j ON j.partnership_id = here AND j.joined_case_id = r.case_id AND j.undone_at IS NULL AND app.counts_as_one(j.case_id, j.joined_case_id)
       WHERE r.partnership_id = here AND r.to_meeting AND r.submitted_at >= from_at AND r.submitted_at < until_at),
    said AS (
      SELECT coalesce(j.case_id, i.case_id) AS person, i.closed_at, m.date
        FROM meetings m
        JOIN agenda_items i ON i.partnership_id = m.partnership_id AND i.meeting_id = m.id AND i.state = 'discussed'
        LEFT JOIN joined_files j ON j.partnership_id = here AND j.joined_case_id = i.case_id AND j.undone_at IS NULL AND app.counts_as_one(j.case_id, j.joined_case_id)
       WHERE m.partnership_id = here AND m.date >= (p_from - interval '12 months')::date AND m.date < p_until),
    again AS (
      SELECT DISTINCT a.id FROM asked a JOIN said s ON s.person = a.person
       WHERE s.closed_at < a.submitted_at AND s.date >= ((a.submitted_at AT TIME ZONE zone)::date - interval '12 months')::date)
    SELECT a.id, a.case_id, a.agency_id, a.light,
        CASE WHEN g.id IS NULL THEN 'not' ELSE 'within_12_months' END, NULL::numeric
      FROM asked a LEFT JOIN again g ON g.id = a.id;
  WHEN 'responses' THEN RETURN QUERY
    SELECT c.id, c.case_id, c.agency_id, r.light, CASE WHEN c.responded_at <= c.due_at THEN 'in_time' WHEN c.responded_at IS NOT NULL THEN 'late'
        WHEN c.due_at <= now_ THEN 'no_answer_late' ELSE 'still_in_time' END, round(extract(epoch FROM c.responded_at - r.submitted_at) / 3600, 1)
      FROM referral_recipients c JOIN referrals r ON r.partnership_id = c.partnership_id AND r.id = c.referral_id
     WHERE c.partnership_id = here AND c.due_at >= from_at AND c.due_at < until_at;
  WHEN 'discussions' THEN RETURN QUERY
    SELECT r.id, r.case_id, r.agency_id, r.light, 'discussed', round(extract(epoch FROM f.starts_at - r.submitted_at) / 3600, 1)
      FROM (SELECT DISTINCT ON (i.referral_id) i.referral_id, m.starts_at, m.date
              FROM meetings m JOIN agenda_items i ON i.partnership_id = m.partnership_id AND i.meeting_id = m.id
             WHERE m.partnership_id = here AND m.date < p_until AND i.state = 'discussed' AND i.referral_id IS NOT NULL
             ORDER BY i.referral_id, m.starts_at, m.id) f
      JOIN referrals r ON r.partnership_id = here AND r.id = f.referral_id
     WHERE f.date >= p_from;
  WHEN 'actions' THEN RETURN QUERY
    SELECT a.id, a.case_id, a.owner_agency_id, NULL::text, CASE a.state
        WHEN 'done' THEN CASE WHEN a.closed_at <= a.due_at THEN 'done_in_time' ELSE 'done_late' END
        WHEN 'not_done_changed' THEN a.state WHEN 'not_done_by_agency' THEN a.state
        ELSE CASE WHEN a.due_at <= now_ THEN 'open_late' ELSE 'open' END END, NULL::numeric
      FROM actions a WHERE a.partnership_id = here AND a.due_on >= p_from AND a.due_on < p_until;
  WHEN 'without_consent' THEN RETURN QUERY
    SELECT w.id, w.case_id, (SELECT p.agency_id FROM memberships p WHERE p.partnership_id = here AND p.account_id = w.recorded_by
        AND app.in_force(p.started_at, p.ended_at, w.recorded_at) ORDER BY p.started_at LIMIT 1), NULL::text,
        'shared_without_consent', NULL::numeric
      FROM without_consents w WHERE w.partnership_id = here AND w.recorded_at >= from_at AND w.recorded_at < until_at;
  WHEN 'children' THEN RETURN QUERY
    -- CHD-1: one child once: of two that were said to be one, the first that was written down.
    SELECT c.id, c.case_id, c.agency_id, NULL::text, c.age_band, NULL::numeric
      FROM children c WHERE c.partnership_id = here AND c.recorded_at >= from_at AND c.recorded_at < until_at AND c.mistaken_at IS NULL
       AND NOT EXISTS (SELECT FROM (SELECT DISTINCT ON (s.child_id) s.child_id, s.same FROM same_children s
            WHERE s.partnership_id = here AND s.other_id = c.id ORDER BY s.child_id, s.said_at DESC, s.id DESC) w
          JOIN children e ON e.partnership_id = here AND e.id = w.child_id AND e.mistaken_at IS NULL
         WHERE w.same AND app.counts_as_one(e.case_id, c.case_id));
  WHEN 'safeguarding' THEN RETURN QUERY
    SELECT s.id, s.case_id, s.agency_id, NULL::text, CASE WHEN s.told_at <= s.due_at THEN 'made_in_time' WHEN s.told_at IS NOT NULL THEN 'made_late'
        WHEN s.due_at <= now_ THEN 'not_recorded_late' ELSE 'still_in_time' END, round(extract(epoch FROM s.told_at - s.opened_at) / 3600, 1)
      FROM safeguarding_notifications s WHERE s.partnership_id = here AND s.opened_at >= from_at AND s.opened_at < until_at;
  ELSE RETURN QUERY
    -- How she is doing: of each person the latest look in the period, against the first of all. What was put right is not counted.
    WITH looks AS (
      SELECT o.*, coalesce(j.case_id, o.case_id) AS person,
          (SELECT count(*) FROM jsonb_each_text(o.needs) n WHERE n.value IN ('some', 'a_lot')) AS needed
        FROM outcomes o
        LEFT JOIN joined_files j ON j.partnership_id = here AND j.joined_case_id = o.case_id AND j.undone_at IS NULL AND app.counts_as_one(j.case_id, j.joined_case_id)
       WHERE o.partnership_id = here AND o.looked_on < p_until AND NOT EXISTS (SELECT FROM outcomes c WHERE c.partnership_id = here AND c.replaces = o.id)),
    latest AS (SELECT DISTINCT ON (l.person) l.* FROM looks l WHERE l.looked_on >= p_from AND l.looked_on < p_until
      ORDER BY l.person, l.looked_on DESC, l.recorded_at DESC, l.id DESC),
    earliest AS (SELECT DISTINCT ON (l.person) l.* FROM looks l ORDER BY l.person, l.looked_on, l.recorded_at, l.id)
    SELECT l.id, l.case_id, l.agency_id, NULL::text, CASE p_figure
        WHEN 'safety' THEN app.compared(e.id = l.id, l.safety, e.safety, 'safer', 'as_safe', 'less_safe')
        WHEN 'support_needs' THEN app.compared(e.id = l.id, CASE WHEN e.needs <> '{}' THEN e.needed END, CASE WHEN l.needs <> '{}' THEN l.needed END, 'fewer', 'as_many', 'more')
        WHEN 'police_call_outs' THEN app.compared(e.id = l.id, e.police_call_outs, l.police_call_outs, 'fewer', 'as_many', 'more')
        WHEN 'violence' THEN CASE WHEN l.violence > 0 THEN 'some_since' WHEN l.violence = 0 THEN 'none_since' ELSE 'not_known' END
        WHEN 'exit' THEN CASE l.exit_wish WHEN 'wants_it' THEN coalesce(l.exit_progress, 'not_known') WHEN 'not_now' THEN 'does_not_want_it_now' ELSE 'not_asked' END
        END, NULL::numeric
      FROM latest l JOIN earliest e ON e.person = l.person;
  END CASE;
END $$;
REVOKE ALL ON FUNCTION app.counted(text, date, date) FROM PUBLIC;

-- HRM-1, ACC-8: what is closed in person to whoever asks is not in the figures of her agency that she reads: a number without its rows would
-- tell her that there is something. What her agency counts of a case that it no longer sees she counts on. Who coordinates counts everything, as
-- the reports do, and is not told how much of that she does not see (app.figure_unseen).
-- Counted, by agency, light and outcome, with the middle of what is measured: every agency's for who coordinates, one's own for others.
CREATE FUNCTION app.figure(p_figure text, p_from date, p_until date)
RETURNS TABLE (agency_id uuid, light text, outcome text, n bigint, middle double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.agency_id, c.light, c.outcome, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY c.measure)
    FROM app.counted(p_figure, p_from, p_until) c
   WHERE app.coordinates() OR (c.agency_id = app.grants_to() AND (c.case_id IS NULL OR c.case_id <> ALL ((SELECT app.closed_to_me())::uuid[])))
   GROUP BY 1, 2, 3
$$;
REVOKE ALL ON FUNCTION app.figure FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.figure TO alongside_app;

-- The same rows to look at, as far as one sees their cases.
CREATE FUNCTION app.figure_rows(p_figure text, p_from date, p_until date) RETURNS SETOF app.counted
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.* FROM app.counted(p_figure, p_from, p_until) c
   WHERE (app.coordinates() OR c.agency_id = app.grants_to()) AND app.sees_case(c.case_id)
$$;
REVOKE ALL ON FUNCTION app.figure_rows FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.figure_rows TO alongside_app;

-- How many of the rows she does not see; HRM-1: but of those that are closed to her in person.
CREATE FUNCTION app.figure_unseen(p_figure text, p_from date, p_until date, p_agency uuid, p_light text, p_outcome text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*)::integer FROM app.counted(p_figure, p_from, p_until) c
   WHERE (app.coordinates() OR c.agency_id = app.grants_to()) AND NOT app.sees_case(c.case_id)
     AND (c.case_id IS NULL OR c.case_id <> ALL ((SELECT app.closed_to_me())::uuid[]))
     AND (p_agency IS NULL OR c.agency_id = p_agency) AND (p_light IS NULL OR c.light = p_light) AND (p_outcome IS NULL OR c.outcome = p_outcome)
$$;
REVOKE ALL ON FUNCTION app.figure_unseen FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.figure_unseen TO alongside_app;

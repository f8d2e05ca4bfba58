-- ACC-8: what she refuses. A limit is said on one file and binds every file of the person; the read path does not look here:
-- limits are worked into the grants, when one is said or lifted, a file is joined or parted, or a grant is given.

CREATE TABLE limits (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  -- The file on which she said it; her words are sealed under its key.
  case_id uuid NOT NULL,
  kind text NOT NULL,
  agency_id uuid,
  -- Whom she refuses in person, who works at that agency.
  account_id uuid REFERENCES accounts,
  purpose text,
  words bytea NOT NULL,
  -- The consent that she said it with.
  consent_id uuid,
  said_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  -- Who gave her the promise, and holds it.
  promised_by uuid NOT NULL DEFAULT app.agency_id(),
  confirmed_at timestamptz,
  lifted_at timestamptz,
  lifted_by uuid REFERENCES accounts,
  lifted_words bytea,
  -- NULL: every file of hers. Otherwise the files that it binds until somebody who sees another, or coordinates, says that she said so: what an
  -- agency that she refuses records as her no to others binds no file that it cannot see (app.doubt_limit).
  reaches uuid[],
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, promised_by) REFERENCES agencies,
  FOREIGN KEY (partnership_id, consent_id) REFERENCES consents,
  CHECK ((kind IN ('agency', 'worker')) = (agency_id IS NOT NULL) AND (kind = 'worker') = (account_id IS NOT NULL)),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_words IS NULL OR lifted_at IS NOT NULL))
);
CREATE INDEX limits_case ON limits (partnership_id, case_id);
CREATE INDEX limits_account ON limits (partnership_id, account_id) WHERE account_id IS NOT NULL AND lifted_at IS NULL;

-- Guards: made once the tables of every file stand.

CALL app.close_table('limits');
CALL app.open_to_own_record('limits', 'limits.promised_by = g.agency_id');
CALL app.open_to_jobs('limits');
-- IDN-5: nobody lifts a no who did not prove that she is there, whatever it is lifted with: an operation that forgets to ask cannot lift it.
CREATE FUNCTION app.asks_for_proof() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_has_role(current_user, 'alongside_app', 'USAGE') AND NOT app.proved() THEN
    RAISE EXCEPTION 'step_up_needed' USING ERRCODE = 'AL405';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER asks_for_proof BEFORE UPDATE ON limits FOR EACH ROW
  WHEN (OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL) EXECUTE FUNCTION app.asks_for_proof();
GRANT SELECT, INSERT, UPDATE (confirmed_at, lifted_at, lifted_by, lifted_words) ON limits TO alongside_app;
GRANT SELECT ON limits TO alongside_jobs;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON limits FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- REF-10: the person behind a file, as the file that goes on.
CREATE FUNCTION app.person_of(p_partnership uuid, p_case uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT j.case_id FROM joined_files j
    WHERE j.partnership_id = p_partnership AND j.joined_case_id = p_case AND j.undone_at IS NULL), p_case)
$$;
REVOKE ALL ON FUNCTION app.person_of FROM PUBLIC;

-- ACC-8: she said no to the asker's agency on this very file, of which it sees what it wrote itself: it records no yes of hers
-- there. Of a no on another file it learns nothing (ACC-6): what it gives then app.grants_given ends.
CREATE FUNCTION app.refused_here(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM limits l WHERE l.partnership_id = app.partnership_id() AND l.case_id = p_case AND l.kind = 'agency'
      AND l.agency_id = app.grants_to() AND l.lifted_at IS NULL)
    AND app.sees_own_record(p_case) AND NOT app.sees_case(p_case)
$$;
REVOKE ALL ON FUNCTION app.refused_here FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.refused_here TO alongside_app;

-- Every file of the person behind one, whoever asks: for what must bind them all. Who goes on stands in a sub-select: asked once, not once for
-- every join that is looked at, which took a quarter of the database's time.
CREATE FUNCTION app.files_of_person(p_partnership uuid, p_case uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 3 SET search_path = pg_catalog, public, pg_temp AS $$
  WITH person AS MATERIALIZED (SELECT app.person_of(p_partnership, p_case) AS id)
  SELECT p.id FROM person p
  UNION ALL SELECT j.joined_case_id FROM joined_files j
   WHERE j.partnership_id = p_partnership AND j.case_id = (SELECT p.id FROM person p) AND j.undone_at IS NULL
$$;
REVOKE ALL ON FUNCTION app.files_of_person FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.files_of_person TO alongside_jobs;

-- Whether a no that she said on one file of hers binds another.
CREATE FUNCTION app.reaches(l limits, p_case uuid) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT l.reaches IS NULL OR p_case = ANY (l.reaches)
$$;

-- ACC-8: her noes that stand and bind a file, on whichever file of hers she said them. Asked by functions alone.
CREATE FUNCTION app.noes_on(p_partnership uuid, p_case uuid) RETURNS SETOF limits LANGUAGE sql STABLE ROWS 3 AS $$
  SELECT l.* FROM limits l WHERE l.partnership_id = p_partnership AND l.case_id IN (SELECT app.files_of_person(p_partnership, p_case))
    AND l.lifted_at IS NULL AND app.reaches(l, p_case)
$$;
REVOKE ALL ON FUNCTION app.noes_on FROM PUBLIC;

-- HRM-1: whom a case is closed to in person, though an agency of theirs has a grant: by a conflict that stands on any file of hers.
CREATE FUNCTION app.excluded_from(p_partnership uuid, p_case uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT x.account_id FROM case_exclusions x WHERE x.partnership_id = p_partnership
    AND x.case_id IN (SELECT app.files_of_person(p_partnership, p_case)) AND x.ended_at IS NULL
$$;
REVOKE ALL ON FUNCTION app.excluded_from FROM PUBLIC;

-- Everybody to whom a file is closed in person: whom she refuses, and whom a conflict keeps from her.
CREATE FUNCTION app.shut_out_of(p_partnership uuid, p_case uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 2 AS $$
  SELECT l.account_id FROM app.noes_on(p_partnership, p_case) l WHERE l.kind = 'worker'
  UNION SELECT app.excluded_from(p_partnership, p_case)
$$;
REVOKE ALL ON FUNCTION app.shut_out_of FROM PUBLIC;

-- ACC-8: whether she refuses an agency on any file of that person, by a no that binds this one.
CREATE FUNCTION app.is_refused(p_partnership uuid, p_case uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM app.noes_on(p_partnership, p_case) l WHERE l.kind = 'agency' AND l.agency_id = p_agency)
$$;
REVOKE ALL ON FUNCTION app.is_refused FROM PUBLIC;

-- What an agency that she refuses records as her no to another binds the file on which it is recorded, at once, and no other until it is
-- confirmed: nobody shuts others out of what he may not see. Whoever writes down what another agency was told vouches for it: an import.
CREATE FUNCTION app.doubt_limit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  NEW.reaches := CASE WHEN NEW.agency_id IS DISTINCT FROM NEW.promised_by AND NEW.agency_id IS NOT NULL
    AND app.has_place_in(NEW.partnership_id, NEW.promised_by, NEW.recorded_by, NEW.recorded_at)
    AND app.is_refused(NEW.partnership_id, NEW.case_id, NEW.promised_by) THEN ARRAY[NEW.case_id] END;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.doubt_limit FROM PUBLIC;
CREATE TRIGGER doubt_limit BEFORE INSERT ON limits FOR EACH ROW EXECUTE FUNCTION app.doubt_limit();

-- Confirmed by somebody of another agency, who sees a file that it did not bind, it binds them all.
CREATE FUNCTION app.settle_doubt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.lifted_at IS NULL AND NEW.confirmed_at = app.moment() AND app.agency_id() IS DISTINCT FROM OLD.promised_by
     AND EXISTS (SELECT FROM app.files_of_person(NEW.partnership_id, NEW.case_id) f WHERE f <> ALL (OLD.reaches) AND app.sees_case(f)) THEN
    NEW.reaches := NULL;
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.settle_doubt FROM PUBLIC;
CREATE TRIGGER settle_doubt BEFORE UPDATE ON limits FOR EACH ROW WHEN (OLD.reaches IS NOT NULL) EXECUTE FUNCTION app.settle_doubt();

-- Whether who asks settles what an agency recorded that she refuses: who coordinates, or is of the agency that referred her, and sees a file
-- that it does not bind yet.
CREATE FUNCTION app.settles_doubt(p_case uuid, p_reaches uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM app.files_of_person(app.partnership_id(), p_case) f
    JOIN cases c ON c.partnership_id = app.partnership_id() AND c.id = f
    WHERE f <> ALL (p_reaches) AND app.sees_case(f) AND (app.coordinates() OR c.agency_id = app.grants_to()))
$$;
REVOKE ALL ON FUNCTION app.settles_doubt FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.settles_doubt TO alongside_app;
CREATE POLICY doubted ON limits FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND reaches IS NOT NULL
  AND app.settles_doubt(case_id, reaches));
CREATE POLICY doubt_settled ON limits FOR UPDATE TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND reaches IS NOT NULL
  AND lifted_at IS NULL AND app.settles_doubt(case_id, reaches)) WITH CHECK (partnership_id = (SELECT app.partnership_id())
  AND (lifted_at IS NOT NULL OR confirmed_at IS NOT NULL));

-- The file that who settles such a no sees, where that on which it was recorded is not theirs to see.
CREATE FUNCTION app.file_of_doubt(p_limit uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT f FROM limits l CROSS JOIN LATERAL app.files_of_person(l.partnership_id, l.case_id) f
   WHERE l.partnership_id = app.partnership_id() AND l.id = p_limit AND l.reaches IS NOT NULL AND f <> ALL (l.reaches) AND app.sees_case(f)
     AND app.settles_doubt(l.case_id, l.reaches) AND NOT app.sees_case(l.case_id) ORDER BY f LIMIT 1
$$;
REVOKE ALL ON FUNCTION app.file_of_doubt FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.file_of_doubt TO alongside_app;

-- What waits to be confirmed of a file, for who settles it: of whom she is said to refuse, and when; neither where nor in what words.
CREATE FUNCTION app.doubts_about(p_case uuid) RETURNS SETOF limits
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.* FROM limits l WHERE l.partnership_id = app.partnership_id() AND l.lifted_at IS NULL AND l.reaches IS NOT NULL
    AND p_case <> ALL (l.reaches) AND l.case_id IN (SELECT app.files_of_person(app.partnership_id(), p_case))
    AND app.sees_case(p_case) AND app.settles_doubt(l.case_id, l.reaches) AND NOT app.sees_case(l.case_id)
$$;
REVOKE ALL ON FUNCTION app.doubts_about FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.doubts_about TO alongside_app;

-- Whether who asks may record that she lifts a no, but for one about an agency of theirs: whoever sees any file of hers, and whoever
-- took her word, whatever is left to them of the file.
CREATE FUNCTION app.may_lift(p_case uuid, p_promised_by uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_case(p_case) OR (p_promised_by = app.grants_to() AND app.sees_own_record(p_case))
    OR EXISTS (SELECT FROM app.files_of_person(app.partnership_id(), p_case) f WHERE app.sees_case(f))
$$;
REVOKE ALL ON FUNCTION app.may_lift FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.may_lift TO alongside_app;
-- What is lifted stays as it was lifted, and nobody lifts what she said of an agency in which he has a place. What lets others in is not lifted by
-- an agency that sees its own record alone.
CREATE POLICY lifting ON limits AS RESTRICTIVE FOR UPDATE TO alongside_app
  USING (lifted_at IS NULL AND NOT app.is_of(agency_id))
  WITH CHECK (lifted_at IS NULL OR app.may_lift(case_id, promised_by));

-- ACC-8: whether a no of hers names somebody, in person or as one who has a place in an agency that she refuses. It binds who comes
-- as a guest, by whichever agency invited: a guest's grant is no agency's.
CREATE FUNCTION app.refuses(p_partnership uuid, p_case uuid, p_account uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM app.noes_on(p_partnership, p_case) l
    WHERE CASE l.kind WHEN 'worker' THEN l.account_id = p_account
      WHEN 'agency' THEN app.has_place_in(l.partnership_id, l.agency_id, p_account, p_at)
      ELSE false END)
    OR p_account IN (SELECT app.excluded_from(p_partnership, p_case))
$$;
REVOKE ALL ON FUNCTION app.refuses FROM PUBLIC;

-- Of some agencies, those that she refuses, on whichever file; to who sees the case, and lets somebody in who may be of one.
CREATE FUNCTION app.refused_among(p_case uuid, p_agencies uuid[]) RETURNS TABLE (agency_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT y.id, y.name FROM app.noes_on(app.partnership_id(), p_case) l
    JOIN agencies y ON y.partnership_id = l.partnership_id AND y.id = l.agency_id
   WHERE app.sees_case(p_case) AND l.kind = 'agency' AND l.agency_id = ANY (p_agencies)
$$;
REVOKE ALL ON FUNCTION app.refused_among FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.refused_among TO alongside_app;

-- What tells of whom somebody is who has no place in any agency: each agency's name, and what stands behind the @ in the addresses of
-- its people. For who acts in the partnership; no address is told.
CREATE FUNCTION app.known_agencies() RETURNS TABLE (id uuid, name text, domains text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT y.id, y.name, ARRAY(SELECT DISTINCT split_part(a.email, '@', 2) FROM memberships m JOIN accounts a ON a.id = m.account_id
      WHERE m.partnership_id = y.partnership_id AND m.agency_id = y.id AND app.is_place(m.role)
        AND app.in_force(m.started_at, m.ended_at, app.moment()) AND a.email LIKE '%@%')
    FROM agencies y WHERE y.partnership_id = app.partnership_id() AND app.grants_to() IS NOT NULL
$$;
REVOKE ALL ON FUNCTION app.known_agencies FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.known_agencies TO alongside_app;

-- The same of whoever has that address, or is said to be of those agencies, asked by who sees the case and would invite them.
CREATE FUNCTION app.refuses_address(p_case uuid, p_email text, p_of uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_case(p_case) AND (EXISTS (SELECT FROM accounts a WHERE a.email = lower(p_email)
      AND app.refuses(app.partnership_id(), p_case, a.id, app.moment()))
    OR EXISTS (SELECT FROM app.refused_among(p_case, p_of)))
$$;
REVOKE ALL ON FUNCTION app.refuses_address FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.refuses_address TO alongside_app;

-- The case that a notice is about, by its subject; none where it is about no case.
CREATE FUNCTION app.case_about(p_subject text, p_id uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE p_subject
    WHEN 'case' THEN p_id
    WHEN 'action' THEN (SELECT s.case_id FROM actions s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'referral' THEN (SELECT s.case_id FROM referrals s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'flag' THEN (SELECT s.case_id FROM flags s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'received_notification' THEN (SELECT s.case_id FROM safeguarding_notifications s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'safeguarding' THEN (SELECT s.case_id FROM safeguarding_notifications s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'emergency_access' THEN (SELECT s.case_id FROM emergency_accesses s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'sharing_change' THEN (SELECT s.case_id FROM sharing_changes s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'left_work' THEN (SELECT s.case_id FROM left_work s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'invitation' THEN (SELECT s.case_id FROM guest_invitations s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    -- An emergency's; a monthly one is of many, and names none.
    WHEN 'meeting' THEN (SELECT s.case_id FROM meetings s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id) END
$$;
REVOKE ALL ON FUNCTION app.case_about FROM PUBLIC;

-- ACC-8: whom she refuses in person, of those who would be told of a case, or of something that hangs on one: asked once for all of them. For
-- who tells by a job, and for who sees that case (ACC-6). A subject whose rows hang on a case and that `case_about` does not know fails a test.
CREATE FUNCTION app.shut_out_about(p_subject text, p_id uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  about constant uuid := app.case_about(p_subject, p_id);
BEGIN
  IF about IS NULL OR NOT (app.asked_by_jobs() OR app.sees_case(about)) THEN
    RETURN '{}';
  END IF;
  RETURN ARRAY(SELECT app.shut_out_of(here, about));
END $$;
REVOKE ALL ON FUNCTION app.shut_out_about FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.shut_out_about TO alongside_app, alongside_jobs;

-- The same of one of them.
CREATE FUNCTION app.shuts_out_of(p_subject text, p_id uuid, p_account uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$ SELECT p_account = ANY (app.shut_out_about(p_subject, p_id)) $$;
REVOKE ALL ON FUNCTION app.shuts_out_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.shuts_out_of TO alongside_app, alongside_jobs;

-- The decision past her no by which an agency reads a file now, and until when: of two agencies, or for hours of one person on
-- call. It passes the noes that stood as it was asked, and none that she said since.
CREATE FUNCTION app.override_in_force(p_partnership uuid, p_case uuid, p_agency uuid, p_at timestamptz)
RETURNS TABLE (override_id uuid, until_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.id, g.until_at FROM limit_overrides o
    JOIN sharing_grants g ON g.partnership_id = o.partnership_id AND g.case_id = o.case_id AND g.override_id = o.id
     AND g.basis = 'without_consent' AND app.in_force(g.from_at, g.until_at, p_at)
   WHERE o.partnership_id = p_partnership AND o.case_id = p_case AND o.agency_id = p_agency AND NOT EXISTS (
     SELECT FROM app.noes_on(p_partnership, p_case) l
      WHERE l.agency_id = p_agency AND l.kind = 'agency' AND l.id <> ALL (o.limit_ids))
   ORDER BY g.until_at DESC NULLS FIRST LIMIT 1
$$;
REVOKE ALL ON FUNCTION app.override_in_force FROM PUBLIC;

-- ACC-9: who of some people, each of an agency, may hear of a case now: not who has a place in one that she refused, and that does not read
-- it past her no. Asked once a case for all of them: to make the question ready costs more than to answer it. Who asks about others is up to
-- the functions that call it.
CREATE FUNCTION app.hearers_among(p_partnership uuid, p_case uuid, p_agencies uuid[], p_accounts uuid[])
RETURNS TABLE (agency_id uuid, account_id uuid)
LANGUAGE sql STABLE AS $$
  WITH refusing AS MATERIALIZED (SELECT DISTINCT l.agency_id FROM app.noes_on(p_partnership, p_case) l WHERE l.kind = 'agency'
    AND NOT EXISTS (SELECT FROM app.override_in_force(p_partnership, p_case, l.agency_id, app.moment())))
  SELECT w.agency_id, w.account_id FROM unnest(p_agencies, p_accounts) AS w (agency_id, account_id)
   WHERE EXISTS (SELECT FROM sharing_grants g
    JOIN agencies y ON y.partnership_id = g.partnership_id AND y.id = g.agency_id AND y.standing_until > app.moment()
    WHERE g.partnership_id = p_partnership AND g.case_id = p_case AND g.agency_id = w.agency_id
      AND app.opens_to(g, w.account_id, EXISTS (SELECT FROM memberships m JOIN partnerships p ON p.id = m.partnership_id
        WHERE m.partnership_id = g.partnership_id AND m.account_id = w.account_id AND m.agency_id = w.agency_id
          AND p.coordinating_agency_id = w.agency_id AND app.sees_by_coordination(m.role)
          AND app.in_force(m.started_at, m.ended_at, app.moment())), app.moment()))
    AND NOT EXISTS (SELECT FROM refusing l WHERE app.has_place_in(p_partnership, l.agency_id, w.account_id, app.moment()))
$$;
REVOKE ALL ON FUNCTION app.hearers_among FROM PUBLIC;

-- The same of one of them.
CREATE FUNCTION app.may_hear(p_partnership uuid, p_case uuid, p_agency uuid, p_account uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM app.hearers_among(p_partnership, p_case, ARRAY[p_agency], ARRAY[p_account]))
$$;
REVOKE ALL ON FUNCTION app.may_hear FROM PUBLIC;

-- Works the limits in force of a person into the grants on all her files, as often as one likes. A refused agency's grants by
-- consent, and one person's of it in an emergency, whatever place she opened it in, end; its own referral and the coordination are narrowed; sharing without
-- consent, which rests on the law, stands for seven days at most, in which two people decide, unless that agency gave it to
-- itself; what two people decided on stands as they decided, until she says no anew. What has ended does not come back when a
-- limit is lifted.
CREATE FUNCTION app.apply_limits(p_partnership uuid, p_case uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  files constant uuid[] := ARRAY(SELECT app.files_of_person(p_partnership, p_case));
  file uuid;
  refused uuid[];
  out_of_it uuid[];
  -- Grants past a no of hers that was looked at as they were decided, each of them.
  decided constant uuid[] := ARRAY(SELECT g.id FROM sharing_grants g
    JOIN limit_overrides o ON o.partnership_id = g.partnership_id AND o.id = g.override_id
    WHERE g.partnership_id = p_partnership AND g.case_id = ANY (files) AND NOT EXISTS (
      SELECT FROM app.noes_on(p_partnership, g.case_id) l
       WHERE l.agency_id = g.agency_id AND l.kind = 'agency' AND l.id <> ALL (o.limit_ids)));
BEGIN
  FOREACH file IN ARRAY files LOOP
  refused := ARRAY(SELECT DISTINCT l.agency_id FROM app.noes_on(p_partnership, file) l WHERE l.kind = 'agency');
  out_of_it := (SELECT array_agg(o ORDER BY o) FROM app.shut_out_of(p_partnership, file) o);
  UPDATE sharing_grants g SET until_at = e.ends
    FROM sharing_grants o CROSS JOIN LATERAL (SELECT greatest(p_at, o.from_at)
      + CASE WHEN o.basis = 'without_consent' THEN interval '7 days' ELSE interval '0' END AS ends) e
   WHERE o.partnership_id = p_partnership AND o.case_id = file
     AND ((o.agency_id = ANY (refused) AND o.id <> ALL (decided) AND o.basis IN ('consent', 'emergency_access', 'without_consent'))
       OR (o.basis = 'emergency_access' AND EXISTS (SELECT FROM unnest(refused) r
         WHERE r <> o.agency_id AND app.has_place_in(p_partnership, r, o.account_id, p_at))))
     AND coalesce(o.until_at > e.ends, true)
     AND g.partnership_id = o.partnership_id AND g.id = o.id;
  UPDATE sharing_grants g SET narrowed = n.narrowed, shut_out = out_of_it
    FROM sharing_grants o CROSS JOIN LATERAL (SELECT coalesce(o.agency_id = ANY (refused), false)
      AND o.id <> ALL (decided) AND (o.basis IN ('own_referral', 'coordination') OR (o.basis = 'without_consent' AND EXISTS (SELECT FROM without_consents w
        WHERE w.partnership_id = o.partnership_id AND w.id = o.without_consent_id AND w.agency_id = o.agency_id))) AS narrowed) n
   WHERE o.partnership_id = p_partnership AND o.case_id = file
     AND (o.narrowed IS DISTINCT FROM n.narrowed OR o.shut_out IS DISTINCT FROM out_of_it)
     AND g.partnership_id = o.partnership_id AND g.id = o.id;
  -- ACC-7: an emergency access that no coordinator may look at since the case is closed to her in person, the chair looks at.
  UPDATE emergency_accesses e SET for_chair = true
   WHERE e.partnership_id = p_partnership AND e.case_id = file AND e.reviewed_at IS NULL AND NOT e.for_chair AND out_of_it IS NOT NULL
     AND EXISTS (SELECT FROM memberships m WHERE m.partnership_id = p_partnership AND m.role = 'chair' AND m.account_id <> ALL (out_of_it)
       AND m.account_id <> e.account_id AND app.in_force(m.started_at, m.ended_at, p_at))
     AND NOT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = p_partnership AND m.role = 'coordinator'
       AND m.account_id <> ALL (out_of_it) AND m.account_id <> e.account_id AND app.in_force(m.started_at, m.ended_at, p_at));
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.apply_limits FROM PUBLIC;

-- Holds the files of a person until the transaction ends. A grant being given holds its case by its foreign key, and a join
-- both files: so none of them passes a limit that is said at the same moment.
CREATE FUNCTION app.hold_person(p_partnership uuid, p_case uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  held uuid[] := '{}';
  files uuid[];
BEGIN
  LOOP
    files := ARRAY(SELECT f FROM app.files_of_person(p_partnership, p_case) f ORDER BY f);
    EXIT WHEN files = held;
    PERFORM 1 FROM cases WHERE partnership_id = p_partnership AND id = ANY (files) ORDER BY id FOR UPDATE;
    held := files;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.hold_person FROM PUBLIC;

CREATE FUNCTION app.limit_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  PERFORM app.apply_limits(NEW.partnership_id, NEW.case_id, coalesce(app.moment(), NEW.lifted_at, NEW.recorded_at));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.limit_changed FROM PUBLIC;
CREATE TRIGGER apply_limits AFTER INSERT OR UPDATE ON limits FOR EACH ROW EXECUTE FUNCTION app.limit_changed();

-- CON-3: that she withdrew reaches every file of hers: on a file that is joined, what was recorded before she did ends with it, and
-- what was recorded since and given on a day before.
-- The record says when she withdrew; its grants end now.
CREATE FUNCTION app.apply_withdrawal(p_partnership uuid, p_case uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  files constant uuid[] := ARRAY(SELECT app.files_of_person(p_partnership, p_case));
  withdrew constant timestamptz := (SELECT max(c.withdrawn_at) FROM consents c
    WHERE c.partnership_id = p_partnership AND c.case_id = ANY (files));
BEGIN
  WITH ended AS (
    UPDATE consents c SET withdrawn_at = withdrew WHERE c.partnership_id = p_partnership AND c.case_id = ANY (files)
      AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL AND (c.recorded_at <= withdrew OR c.given_on < (withdrew AT TIME ZONE
        (SELECT p.time_zone FROM partnerships p WHERE p.id = p_partnership))::date) RETURNING c.id)
  UPDATE sharing_grants g SET until_at = greatest(p_at, g.from_at) FROM ended e
   WHERE g.partnership_id = p_partnership AND g.consent_id = e.id AND coalesce(g.until_at > p_at, true);
END $$;
REVOKE ALL ON FUNCTION app.apply_withdrawal FROM PUBLIC;

-- CON-3: she withdraws, to whoever sees a file of hers or saw it until this moment: whatever she agreed to, on whichever file, ends.
-- On a file that the asker may not see the history says so without saying who was told.
CREATE FUNCTION app.withdraw_consents(p_case uuid, p_at timestamptz) RETURNS TABLE (consent_id uuid, of_case uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  files uuid[];
BEGIN
  IF NOT (app.sees_own_record(p_case) OR EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = here AND g.case_id = p_case
      AND g.agency_id = app.grants_to() AND g.until_at = app.moment())) THEN
    RAISE EXCEPTION 'not hers to record' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- So that what is recorded at the same moment on another file comes before it, and ends; or after it, and meets it.
  PERFORM app.hold_person(here, p_case);
  files := ARRAY(SELECT app.files_of_person(here, p_case));
  FOR consent_id, of_case IN UPDATE consents c SET withdrawn_at = p_at WHERE c.partnership_id = here AND c.case_id = ANY (files)
      AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL RETURNING c.id, c.case_id LOOP
    UPDATE sharing_grants g SET until_at = greatest(p_at, g.from_at)
     WHERE g.partnership_id = here AND g.consent_id = withdraw_consents.consent_id AND coalesce(g.until_at > p_at, true);
    IF of_case <> p_case THEN
      INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at)
        VALUES (here, gen_random_uuid(), of_case, 'consent', consent_id, 'state', 'in_force', 'withdrawn', p_at);
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.withdraw_consents FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.withdraw_consents TO alongside_app;

-- CON-3: when she last withdrew, on whichever file of hers that the asker sees (ACC-6: of another it is not told; what is given on a day
-- before that opens nothing, app.grants_given); with her files held, so that none is withdrawn while a consent is recorded. For who
-- sees the file, or what her agency made itself in it.
CREATE FUNCTION app.last_withdrawal(p_case uuid) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE here constant uuid := app.partnership_id();
BEGIN
  IF NOT app.sees_own_record(p_case) THEN
    RETURN NULL;
  END IF;
  PERFORM app.hold_person(here, p_case);
  RETURN (SELECT max(c.withdrawn_at) FROM consents c WHERE c.partnership_id = here
    AND c.case_id IN (SELECT f FROM app.files_of_person(here, p_case) f WHERE app.sees_own_record(f)));
END $$;
REVOKE ALL ON FUNCTION app.last_withdrawal FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.last_withdrawal TO alongside_app;

-- As two files become one person's: what an agency recorded that she refuses on either binds the files that were of one person with it
-- before, and no other until it is confirmed.
CREATE FUNCTION app.doubt_joined(p_partnership uuid, p_case uuid, p_joined uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE limits l SET reaches = CASE WHEN l.case_id = p_joined THEN ARRAY[p_joined]
      ELSE ARRAY(SELECT f FROM app.files_of_person(p_partnership, p_case) f WHERE f <> p_joined) END
   WHERE l.partnership_id = p_partnership AND l.lifted_at IS NULL AND l.reaches IS NULL AND l.agency_id IS NOT NULL
     AND l.agency_id <> l.promised_by AND l.case_id IN (SELECT app.files_of_person(p_partnership, p_case))
     AND app.has_place_in(l.partnership_id, l.promised_by, l.recorded_by, l.recorded_at)
     AND EXISTS (SELECT FROM app.files_of_person(p_partnership, p_case) f WHERE app.is_refused(p_partnership, f, l.promised_by))
$$;
REVOKE ALL ON FUNCTION app.doubt_joined FROM PUBLIC;

CREATE FUNCTION app.join_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE at constant timestamptz := coalesce(app.moment(), NEW.undone_at, NEW.joined_at);
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  PERFORM app.hold_person(NEW.partnership_id, NEW.joined_case_id);
  IF NEW.undone_at IS NULL THEN
    PERFORM app.doubt_joined(NEW.partnership_id, NEW.case_id, NEW.joined_case_id);
  END IF;
  PERFORM app.apply_withdrawal(NEW.partnership_id, NEW.case_id, at);
  PERFORM app.apply_limits(NEW.partnership_id, NEW.case_id, at);
  PERFORM app.apply_limits(NEW.partnership_id, NEW.joined_case_id, at);
  PERFORM app.leave_agendas(NEW.partnership_id, NEW.case_id, at);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.join_changed FROM PUBLIC;
CREATE TRIGGER apply_limits AFTER INSERT OR UPDATE ON joined_files FOR EACH ROW EXECUTE FUNCTION app.join_changed();

-- One person's emergency does not pass her no by itself (AL420: http/problems.ts), but by what two people decided on. A grant by consent to an agency that she
-- refused on another file is kept as it was recorded, and never opens anything: who recorded it learns nothing of that file.
-- So is a grant without consent that two people did not decide on, whatever an agency gives that sees its own record alone, and what
-- rests on a consent given on a day before she withdrew, on whichever file (CON-3).
CREATE FUNCTION app.grants_given() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  limited record;
BEGIN
  FOR limited IN SELECT g.partnership_id, g.case_id, min(g.from_at) AS at FROM given g
    WHERE EXISTS (SELECT FROM app.noes_on(g.partnership_id, g.case_id)) OR EXISTS (SELECT FROM app.excluded_from(g.partnership_id, g.case_id))
    GROUP BY g.partnership_id, g.case_id LOOP
    IF EXISTS (SELECT FROM given g JOIN app.noes_on(limited.partnership_id, limited.case_id) l
          ON l.agency_id = g.agency_id OR app.has_place_in(g.partnership_id, l.agency_id, g.account_id, g.from_at)
        WHERE g.partnership_id = limited.partnership_id AND g.case_id = limited.case_id AND g.basis = 'emergency_access' AND g.override_id IS NULL
          AND l.kind = 'agency') THEN
      RAISE EXCEPTION 'she refused this agency' USING ERRCODE = 'AL420';
    END IF;
    PERFORM app.apply_limits(limited.partnership_id, limited.case_id, coalesce(app.moment(), limited.at));
    UPDATE sharing_grants s SET until_at = s.from_at FROM given g
     WHERE s.partnership_id = g.partnership_id AND s.id = g.id AND g.partnership_id = limited.partnership_id
       AND g.case_id = limited.case_id AND g.basis = 'without_consent' AND g.override_id IS NULL
       AND app.is_refused(g.partnership_id, g.case_id, g.agency_id);
    IF app.sees_own_record(limited.case_id) AND NOT app.sees_case(limited.case_id) THEN
      UPDATE sharing_grants s SET until_at = s.from_at FROM given g
       WHERE s.partnership_id = g.partnership_id AND s.id = g.id AND g.partnership_id = limited.partnership_id
         AND g.case_id = limited.case_id AND g.override_id IS NULL AND num_nonnulls(g.consent_id, g.without_consent_id) = 1;
    END IF;
  END LOOP;
  UPDATE sharing_grants s SET until_at = s.from_at FROM given g
    JOIN consents t ON t.partnership_id = g.partnership_id AND t.id = g.consent_id
    JOIN partnerships p ON p.id = g.partnership_id
   WHERE s.partnership_id = g.partnership_id AND s.id = g.id AND t.given_on < (SELECT max((c.withdrawn_at AT TIME ZONE p.time_zone)::date)
     FROM consents c WHERE c.partnership_id = g.partnership_id AND c.case_id IN (SELECT app.files_of_person(g.partnership_id, g.case_id)));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.grants_given FROM PUBLIC;
CREATE TRIGGER apply_limits AFTER INSERT ON sharing_grants REFERENCING NEW TABLE AS given
  FOR EACH STATEMENT EXECUTE FUNCTION app.grants_given();

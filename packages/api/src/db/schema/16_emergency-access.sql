-- ACC-7: one person's access to one file, in an emergency. Asked for with a reason; opened once she has read what the person
-- whose file it is refused; ended by time, by herself or by the coordinator; told of; and looked at by somebody else.
CREATE TABLE emergency_accesses (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  -- The case's: who tells of it afterwards does not see the case any more.
  data_key_id uuid NOT NULL,
  reason bytea NOT NULL,
  at timestamptz NOT NULL,
  opened_at timestamptz,
  until_at timestamptz,
  ended_by uuid REFERENCES accounts,
  -- Nobody looks at her own: of the coordinating agency's people the chair does.
  for_chair boolean NOT NULL DEFAULT false,
  told bytea,
  told_at timestamptz,
  asked_at timestamptz,
  review_due_at timestamptz,
  stage integer NOT NULL DEFAULT 0,
  finding text,
  words bytea,
  reviewed_at timestamptz,
  reviewed_by uuid REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, data_key_id) REFERENCES data_keys,
  CHECK (num_nulls(opened_at, until_at, review_due_at) IN (0, 3)),
  CHECK (num_nulls(told, told_at) IN (0, 2) AND (told_at IS NULL OR opened_at IS NOT NULL)),
  CHECK (num_nulls(finding, words, reviewed_at, reviewed_by) IN (0, 4) AND (reviewed_at IS NULL OR opened_at IS NOT NULL)),
  CHECK (reviewed_by <> account_id)
);
CREATE INDEX emergency_accesses_account ON emergency_accesses (partnership_id, account_id, at);
CREATE INDEX emergency_accesses_open ON emergency_accesses (partnership_id, review_due_at) WHERE opened_at IS NOT NULL AND reviewed_at IS NULL;

CREATE TABLE emergency_requests (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  about bytea NOT NULL,
  at timestamptz NOT NULL,
  for_chair boolean NOT NULL DEFAULT false,
  answered_at timestamptz,
  answered_by uuid REFERENCES accounts,
  emergency_access_id uuid,
  -- How far its clock was told of.
  stage integer NOT NULL DEFAULT 0,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, emergency_access_id) REFERENCES emergency_accesses,
  CHECK (num_nulls(answered_at, answered_by) IN (0, 2) AND answered_by <> account_id)
);
CREATE INDEX emergency_requests_account ON emergency_requests (partnership_id, account_id, at);

-- Guards: made once the tables of every file stand.

CALL app.close_table('emergency_accesses');
CALL app.open_to_jobs('emergency_accesses');
-- Asked for now, for oneself. It is opened and ended by the functions below, and by nothing else.
CREATE POLICY own ON emergency_accesses FOR SELECT TO alongside_app USING (partnership_id = app.partnership_id() AND account_id = app.account_id());
CREATE POLICY asked ON emergency_accesses FOR INSERT TO alongside_app WITH CHECK (partnership_id = app.partnership_id()
  AND account_id = app.account_id() AND agency_id = app.grants_to() AND at = app.moment());
CREATE POLICY told ON emergency_accesses FOR UPDATE TO alongside_app
  USING (partnership_id = app.partnership_id() AND account_id = app.account_id() AND opened_at IS NOT NULL)
  WITH CHECK (reviewed_at IS NULL);
CREATE POLICY coordinator ON emergency_accesses FOR SELECT TO alongside_app USING (partnership_id = app.partnership_id() AND app.coordinates());
CREATE POLICY reviewed ON emergency_accesses FOR UPDATE TO alongside_app
  USING (partnership_id = app.partnership_id() AND app.coordinates() AND account_id <> app.account_id() AND opened_at IS NOT NULL AND reviewed_at IS NULL)
  WITH CHECK (reviewed_by = app.account_id());
GRANT SELECT, INSERT (id, case_id, account_id, agency_id, data_key_id, reason, at, for_chair), UPDATE (version, told, told_at, finding, words,
  reviewed_at, reviewed_by) ON emergency_accesses TO alongside_app;
GRANT SELECT, UPDATE (stage, asked_at) ON emergency_accesses TO alongside_jobs;

-- The case behind a reference, for emergency access alone; the caller writes down who asked, and why.
CREATE FUNCTION app.case_by_reference(p_reference text) RETURNS TABLE (id uuid, data_key_id uuid, wrapped bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id, c.data_key_id, k.wrapped FROM cases c
    JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
   WHERE c.partnership_id = app.partnership_id() AND c.reference = p_reference AND app.grants_to() IS NOT NULL
     -- HRM-1: to whom it is closed for a conflict there is none, in an emergency either.
     AND NOT coalesce(app.account_id() IN (SELECT app.excluded_from(c.partnership_id, c.id)), false)
$$;
REVOKE ALL ON FUNCTION app.case_by_reference FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.case_by_reference TO alongside_app;

-- CON-3: she withdrew, on whichever of her files, and nothing stands in its place.
CREATE FUNCTION app.withdrawal_stands(p_partnership uuid, p_case uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM consents c WHERE c.partnership_id = p_partnership AND c.withdrawn_at <= p_at
      AND c.case_id IN (SELECT app.files_of_person(p_partnership, p_case)))
    AND NOT EXISTS (SELECT FROM app.files_of_person(p_partnership, p_case) f WHERE app.basis_stands(p_partnership, f, p_at))
$$;
REVOKE ALL ON FUNCTION app.withdrawal_stands FROM PUBLIC;

-- ACC-8: whether what she refuses that bears on an access on record is told to who reads it: to who asked, while she may open
-- it or holds it; to who coordinates and sees the case, always.
CREATE FUNCTION app.told_limits(p_access emergency_accesses) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_access.partnership_id = app.partnership_id() AND CASE WHEN p_access.account_id = app.account_id()
    THEN p_access.at > app.moment() - interval '15 minutes' OR coalesce(p_access.until_at > app.moment(), false)
    ELSE app.coordinates() AND app.sees_case(p_access.case_id) END
$$;
REVOKE ALL ON FUNCTION app.told_limits FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.told_limits TO alongside_app;

-- What she refuses that bears on it, as it stands: no to that agency, to another in which who asks has a place, or to that person,
-- and what it must not be used for, or how she must not be told. No other of her limits.
-- Passed: her no to that agency, on a file that two people decided to share with it all the same, or one on call for hours.
CREATE FUNCTION app.limits_met(p_access uuid) RETURNS TABLE (id uuid, kind text, agency_id uuid, purpose text, words bytea, said_on date,
  data_key_id uuid, wrapped bytea, passed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.id, l.kind, l.agency_id, l.purpose, l.words, l.said_on, k.id, k.wrapped, l.kind = 'agency' AND l.agency_id = e.agency_id AND EXISTS (
      SELECT FROM app.override_in_force(e.partnership_id, e.case_id, e.agency_id, app.moment()))
    FROM emergency_accesses e
    CROSS JOIN LATERAL app.noes_on(e.partnership_id, e.case_id) l
    JOIN cases c ON c.partnership_id = l.partnership_id AND c.id = l.case_id
    JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
   WHERE e.partnership_id = app.partnership_id() AND e.id = p_access AND app.told_limits(e)
     AND CASE l.kind WHEN 'agency' THEN l.agency_id = e.agency_id
       OR app.has_place_in(e.partnership_id, l.agency_id, e.account_id, app.moment()) WHEN 'worker' THEN l.account_id = e.account_id ELSE true END
   ORDER BY l.recorded_at, l.id
$$;
REVOKE ALL ON FUNCTION app.limits_met FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.limits_met TO alongside_app;

-- The same of her withdrawal.
CREATE FUNCTION app.withdrawal_met(p_access uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT app.withdrawal_stands(e.partnership_id, e.case_id, app.moment()) FROM emergency_accesses e
    WHERE e.partnership_id = app.partnership_id() AND e.id = p_access AND app.told_limits(e)), false)
$$;
REVOKE ALL ON FUNCTION app.withdrawal_met FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.withdrawal_met TO alongside_app;

-- ACC-7, ACC-8: opens what was asked for a moment ago, once, for four hours, to that person. Her no and her withdrawal it does
-- not pass by itself (AL420, AL422: http/problems.ts). Where two people decided past her no to that agency, on that file, it
-- rests on their decision: it ends when that ends, and with a no that is newer.
CREATE FUNCTION app.open_emergency_access(p_access uuid, p_grant uuid, p_review_due timestamptz) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asked emergency_accesses;
  ends timestamptz := app.moment() + interval '4 hours';
  decided uuid;
BEGIN
  SELECT * INTO asked FROM emergency_accesses e WHERE e.partnership_id = app.partnership_id() AND e.id = p_access
     AND e.account_id = app.account_id() AND e.agency_id = app.grants_to() AND e.opened_at IS NULL
     AND e.at > app.moment() - interval '15 minutes' FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'not hers to open' USING ERRCODE = 'insufficient_privilege'; END IF;
  PERFORM app.hold_person(asked.partnership_id, asked.case_id);
  IF app.account_id() IN (SELECT app.excluded_from(asked.partnership_id, asked.case_id)) THEN
    RAISE EXCEPTION 'there is no such case to her' USING ERRCODE = 'AL404';
  END IF;
  IF EXISTS (SELECT FROM app.limits_met(p_access) l WHERE l.kind IN ('agency', 'worker') AND NOT l.passed) THEN
    RAISE EXCEPTION 'she refused this agency, or this person' USING ERRCODE = 'AL420';
  END IF;
  IF EXISTS (SELECT FROM app.limits_met(p_access) l WHERE l.passed) THEN
    SELECT o.override_id, least(ends, o.until_at) INTO STRICT decided, ends
      FROM app.override_in_force(asked.partnership_id, asked.case_id, asked.agency_id, app.moment()) o;
  END IF;
  IF app.withdrawal_stands(asked.partnership_id, asked.case_id, app.moment()) THEN
    RAISE EXCEPTION 'she withdrew' USING ERRCODE = 'AL422';
  END IF;
  UPDATE emergency_accesses e SET opened_at = app.moment(), until_at = ends, review_due_at = p_review_due, version = version + 1
   WHERE e.partnership_id = asked.partnership_id AND e.id = p_access;
  INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, account_id, basis, emergency_access_id, override_id, from_at, until_at)
    VALUES (asked.partnership_id, p_grant, asked.case_id, asked.agency_id, asked.account_id, 'emergency_access', p_access, decided, app.moment(), ends);
  RETURN ends;
END $$;
REVOKE ALL ON FUNCTION app.open_emergency_access FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.open_emergency_access TO alongside_app;

-- Ends it now: whoever holds it, or whoever coordinates. Whether there was something to end.
CREATE FUNCTION app.end_emergency_access(p_access uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE emergency_accesses e SET until_at = app.moment(), ended_by = app.account_id(), version = version + 1
   WHERE e.partnership_id = app.partnership_id() AND e.id = p_access AND e.until_at > app.moment()
     AND (e.account_id = app.account_id() OR app.coordinates());
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE sharing_grants g SET until_at = app.moment() WHERE g.partnership_id = app.partnership_id()
    AND g.emergency_access_id = p_access AND g.until_at > app.moment();
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION app.end_emergency_access FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.end_emergency_access TO alongside_app;

-- It lasts as long as its grant, whatever ends that: a no of hers, or one of the two who decide past it. So it is over in
-- everybody's work at once, and whoever held it is asked what was done.
CREATE FUNCTION app.end_with_grant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE emergency_accesses e SET until_at = NEW.until_at, version = version + 1
   WHERE e.partnership_id = NEW.partnership_id AND e.id = NEW.emergency_access_id AND e.until_at <> NEW.until_at;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.end_with_grant FROM PUBLIC;
CREATE TRIGGER end_with_grant AFTER UPDATE OF until_at ON sharing_grants FOR EACH ROW
  WHEN (NEW.emergency_access_id IS NOT NULL) EXECUTE FUNCTION app.end_with_grant();

-- ACC-7, ACC-6: asked for by name, with what is known of her birth, by who knows no reference. Whether there is a file nobody is told until
-- somebody who may see it decides. What was asked is sealed under the partnership's own key.
CALL app.close_table('emergency_requests');
CALL app.open_to_jobs('emergency_requests');
CREATE POLICY own ON emergency_requests FOR SELECT TO alongside_app USING (partnership_id = app.partnership_id() AND account_id = app.account_id());
CREATE POLICY asked ON emergency_requests FOR INSERT TO alongside_app WITH CHECK (partnership_id = app.partnership_id()
  AND account_id = app.account_id() AND agency_id = app.grants_to() AND at = app.moment());
CREATE POLICY coordinator ON emergency_requests FOR SELECT TO alongside_app USING (partnership_id = app.partnership_id() AND app.coordinates());

-- Whether the asker may be rung about what somebody of an agency asked by name: she stands on her own agency's on-call list (in which hours, the
-- rule of the list says), and is not of the agency that gains by it, in whatever place she acts.
CREATE FUNCTION app.is_rung_for(p_agency uuid, p_account uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.in_person() AND app.grants_to() IS NOT NULL AND p_account <> app.account_id() AND p_agency <> app.grants_to()
    AND NOT app.has_place_in(app.partnership_id(), p_agency, app.account_id(), app.moment())
    AND EXISTS (SELECT FROM on_call e WHERE e.partnership_id = app.partnership_id() AND e.agency_id = app.grants_to()
      AND e.membership_id = app.membership_id() AND e.ended_at IS NULL)
$$;
REVOKE ALL ON FUNCTION app.is_rung_for FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_rung_for TO alongside_app;
CREATE POLICY rung ON emergency_requests FOR SELECT TO alongside_app USING (partnership_id = app.partnership_id()
  AND (answered_by = app.account_id() OR app.is_rung_for(agency_id, account_id)));

-- ACC-6: which files that are shared with their agency are likely to be meant by what was asked by name, of some people, each of an agency: never
-- of whoever is of the agency that gains, or whom the person refuses. `p_weights`: what each token of the name and the birth is worth;
-- `p_likely`: what a file's add up to at the least. Of others to the jobs alone.
CREATE FUNCTION app.known_by_name(p_request uuid, p_tokens bigint[], p_weights integer[], p_likely integer, p_accounts uuid[], p_agencies uuid[])
RETURNS TABLE (account_id uuid, agency_id uuid, case_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT w.account_id, w.agency_id, app.goes_on_as(c.id) FROM emergency_requests r
    JOIN cases c ON c.partnership_id = r.partnership_id AND c.name_tokens && p_tokens
    CROSS JOIN unnest(p_accounts, p_agencies) AS w (account_id, agency_id)
   WHERE r.partnership_id = app.partnership_id() AND r.id = p_request
     AND (app.asked_by_jobs() OR (w.account_id, w.agency_id) = (app.account_id(), app.grants_to()))
     AND r.account_id <> w.account_id AND r.agency_id <> w.agency_id
     AND NOT app.has_place_in(r.partnership_id, r.agency_id, w.account_id, app.moment())
     AND p_likely <= (SELECT sum(t.weight) FROM unnest(p_tokens, p_weights) AS t (token, weight) WHERE t.token = ANY (c.name_tokens))
     -- Not by an emergency of her own: what that opens is read, and given to nobody.
     AND EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = c.partnership_id AND g.case_id = c.id AND g.agency_id = w.agency_id
       AND g.account_id IS NULL AND NOT g.narrowed AND app.in_force(g.from_at, g.until_at, app.moment()))
     AND app.may_hear(c.partnership_id, c.id, w.agency_id, w.account_id)
     AND NOT app.refuses(c.partnership_id, c.id, w.account_id, app.moment())
$$;
REVOKE ALL ON FUNCTION app.known_by_name FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.known_by_name TO alongside_app, alongside_jobs;
GRANT SELECT, INSERT (id, account_id, agency_id, about, at, for_chair) ON emergency_requests TO alongside_app;
GRANT SELECT, UPDATE (stage) ON emergency_requests TO alongside_jobs;

-- ACC-8, HRM-1: why a file is not given to who asked by name: it is closed to them, her no, that nobody decided past, or her withdrawal. To who may answer and sees
-- that file; null to everybody else, as where nothing bars it.
CREATE FUNCTION app.bar_of_request(p_request uuid, p_case uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN asked.account_id IN (SELECT app.excluded_from(asked.partnership_id, p_case)) THEN 'closed_to_them'
      WHEN EXISTS (SELECT FROM app.noes_on(asked.partnership_id, p_case) l
        WHERE (l.account_id = asked.account_id
          OR (l.kind = 'agency' AND l.agency_id = asked.agency_id AND NOT EXISTS (
            SELECT FROM app.override_in_force(asked.partnership_id, p_case, asked.agency_id, app.moment())))
          OR (l.kind = 'agency' AND l.agency_id <> asked.agency_id
            AND app.has_place_in(asked.partnership_id, l.agency_id, asked.account_id, app.moment())))) THEN 'she_refused'
      WHEN app.withdrawal_stands(asked.partnership_id, p_case, app.moment()) THEN 'she_withdrew' END
    FROM emergency_requests asked WHERE asked.partnership_id = app.partnership_id() AND asked.id = p_request
     AND (app.coordinates() OR app.is_rung_for(asked.agency_id, asked.account_id)) AND asked.account_id <> app.account_id() AND app.sees_case(p_case)
$$;
REVOKE ALL ON FUNCTION app.bar_of_request FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.bar_of_request TO alongside_app;

-- The answer of somebody who sees the case and did not ask, within a day: that file, to be asked about as by its reference, or none. None is
-- said by who coordinates alone: said by who sees a file, and at night, it would tell that there is one (ACC-6). Her no
-- that nobody decided past, and her withdrawal, it does not pass: who asked then hears what is heard where there is no file. Whether it was still to be answered.
CREATE FUNCTION app.answer_emergency_request(p_request uuid, p_case uuid, p_access uuid, p_reason bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asked emergency_requests;
  bar text;
BEGIN
  SELECT * INTO asked FROM emergency_requests r WHERE r.partnership_id = app.partnership_id() AND r.id = p_request
     AND (app.coordinates() OR (p_case IS NOT NULL AND app.is_rung_for(r.agency_id, r.account_id)
       AND NOT app.refuses(r.partnership_id, p_case, app.account_id(), app.moment())))
     AND r.account_id <> app.account_id() AND r.answered_at IS NULL AND r.at > app.moment() - interval '24 hours' FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF p_case IS NOT NULL THEN
    IF NOT app.sees_case(p_case) THEN RAISE EXCEPTION 'not hers to give' USING ERRCODE = 'insufficient_privilege'; END IF;
    PERFORM app.hold_person(asked.partnership_id, p_case);
    bar := app.bar_of_request(p_request, p_case);
    IF bar = 'closed_to_them' THEN RAISE EXCEPTION 'closed to who asked' USING ERRCODE = 'AL428'; END IF;
    IF bar = 'she_refused' THEN RAISE EXCEPTION 'she refused this agency, or this person' USING ERRCODE = 'AL420'; END IF;
    IF bar = 'she_withdrew' THEN RAISE EXCEPTION 'she withdrew' USING ERRCODE = 'AL422'; END IF;
    INSERT INTO emergency_accesses (partnership_id, id, case_id, account_id, agency_id, data_key_id, reason, at, for_chair)
      SELECT c.partnership_id, p_access, c.id, asked.account_id, asked.agency_id, c.data_key_id, p_reason, app.moment(), asked.for_chair
        FROM cases c WHERE c.partnership_id = asked.partnership_id AND c.id = p_case;
  END IF;
  UPDATE emergency_requests r SET answered_at = app.moment(), answered_by = app.account_id(), version = version + 1,
      emergency_access_id = CASE WHEN p_case IS NOT NULL THEN p_access END
   WHERE r.partnership_id = asked.partnership_id AND r.id = p_request;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION app.answer_emergency_request FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.answer_emergency_request TO alongside_app;

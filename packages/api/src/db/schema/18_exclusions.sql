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
CREATE INDEX case_exclusions_review ON case_exclusions (partnership_id, review_due_at) WHERE ended_at IS NULL AND reviewed_at IS NULL;

-- Guards: made once the tables of every file stand.

-- Whoever sees the case closes it to herself; to others who coordinates, or leads their agency.
CREATE FUNCTION app.may_close_to(p_case uuid, p_account uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_own_record(p_case) AND app.has_place_in(app.partnership_id(), p_agency, p_account, app.moment())
    AND (p_account = app.account_id() OR app.coordinates() OR (p_agency = app.grants_to() AND app.leads_here()))
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

-- Whether somebody is the only one who coordinates: then the chair closes a case to her.
CREATE FUNCTION app.is_only_coordinator(p_account uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(bool_and(m.account_id = p_account), false) FROM memberships m WHERE m.partnership_id = app.partnership_id()
    AND m.role = 'coordinator' AND app.in_force(m.started_at, m.ended_at, app.moment())
$$;
REVOKE ALL ON FUNCTION app.is_only_coordinator FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_only_coordinator TO alongside_app;

-- On what a grant may rest: her consent, or a record of sharing without it.

CREATE TABLE consents (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  record bytea NOT NULL,
  given_on date NOT NULL,
  until_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  -- Whose worker took it from her; of an import, who referred her.
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  withdrawn_at timestamptz,
  lapsed_at timestamptz,
  -- Who keeps the promise to ask her again, where who took it has left (35_leaving.sql).
  kept_by uuid REFERENCES accounts,
  -- CON-3: when who took it was told that it ends.
  end_told_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);

CREATE TABLE without_consents (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  record bytea NOT NULL,
  review_on date NOT NULL,
  stage integer NOT NULL DEFAULT 0,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);
CREATE INDEX without_consents_recorded ON without_consents (partnership_id, recorded_at);

-- CON-6: on what sharing with an agency rests in law, apart from what she says to it: by purpose, as it was proposed and confirmed. Sealed
-- under the case's key; none is ever changed, the newest of an agency and a purpose stands.
CREATE TABLE lawful_bases (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  -- Which shares, and whose worker confirmed it.
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  to_agency_id uuid NOT NULL,
  purpose text NOT NULL,
  record bytea NOT NULL,
  -- Of the list of purposes by which it was proposed.
  catalogue_version integer NOT NULL,
  confirmed_at timestamptz NOT NULL,
  confirmed_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, to_agency_id) REFERENCES agencies
);
CREATE INDEX lawful_bases_case ON lawful_bases (partnership_id, case_id);

-- Guards: made once the tables of every file stand.

CALL app.close_table('lawful_bases');
CALL app.open_to_own_record('lawful_bases', 'lawful_bases.agency_id = g.agency_id');
GRANT SELECT, INSERT ON lawful_bases TO alongside_app;

CALL app.close_table('consents');
CALL app.open_to_own_record('consents', 'consents.agency_id = g.agency_id');
CALL app.open_to_jobs('consents');
-- ACC-8: where she refuses an agency, its record takes the place of no consent of hers. That she withdraws it writes like anybody.
CREATE POLICY replacing ON consents AS RESTRICTIVE FOR UPDATE TO alongside_app USING (app.sees_case(case_id)) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON consents TO alongside_app;
GRANT SELECT, UPDATE ON consents TO alongside_jobs;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON consents FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

CALL app.close_table('without_consents');
CALL app.open_to_own_record('without_consents', 'without_consents.agency_id = g.agency_id');
CALL app.open_to_jobs('without_consents');
GRANT SELECT, INSERT ON without_consents TO alongside_app;
GRANT SELECT, UPDATE (stage) ON without_consents TO alongside_jobs;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON without_consents FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- Who keeps the promise that a consent is: whoever took it, until it was handed on to a colleague (ACC-10).
CREATE FUNCTION app.keeper_of(p_consent consents) RETURNS uuid
LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(p_consent.kept_by, p_consent.recorded_by) $$;
REVOKE ALL ON FUNCTION app.keeper_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.keeper_of TO alongside_jobs;

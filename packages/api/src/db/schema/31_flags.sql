-- FLG-1: each agency with whom a listed case is shared is asked to put the flag on its own case system. One row for an
-- agency and a case; what it was before stands in `history`.
CREATE TABLE flags (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  -- The case's: an agency whose grant has ended opens its own reference by it, and does not see the case.
  data_key_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'confirmed', 'to_take_down', 'taken_down', 'no_longer_asked')),
  asked_at timestamptz NOT NULL,
  remind_at timestamptz NOT NULL,
  reminded_at timestamptz,
  confirmed_on date,
  -- The agency's own number for it, sealed under the case's key.
  reference bytea,
  ended_at timestamptz,
  taken_down_on date,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, agency_id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, data_key_id) REFERENCES data_keys,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK ((confirmed_on IS NULL) = (reference IS NULL)),
  CHECK (state NOT IN ('confirmed', 'to_take_down', 'taken_down') OR confirmed_on IS NOT NULL)
);
CREATE INDEX flags_agency ON flags (partnership_id, agency_id, state, asked_at);

-- Guards: made once the tables of every file stand.

CALL app.close_table('flags');
CALL app.open_by_grant('flags');
CALL app.open_to_jobs('flags');
-- Whose grant has ended takes its own flag down: it sees that row still, and nothing else of the case.
CREATE POLICY own ON flags TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to()) AND state IN ('to_take_down', 'taken_down'));
-- One's own flag alone is one's own to report.
CREATE POLICY reported ON flags AS RESTRICTIVE FOR UPDATE TO alongside_app USING (agency_id = (SELECT app.grants_to()));
GRANT SELECT, UPDATE (version, state, confirmed_on, reference, taken_down_on) ON flags TO alongside_app;
GRANT SELECT, INSERT, UPDATE ON flags TO alongside_jobs;

-- REF-10: what an emergency meeting and a flag hang on a new file moves with it to the known one.
CREATE FUNCTION app.move_flags_and_emergencies(p_from uuid, p_to uuid, p_sealed jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  moved constant text[] := ARRAY['flags', 'meetings', 'agenda_items', 'contributions', 'minuted_items', 'called_people', 'contact_attempts'];
  t text;
  item jsonb;
BEGIN
  IF NOT (app.coordinates() AND app.sees_case(p_from) AND app.sees_case(p_to)) THEN
    RAISE EXCEPTION 'not the coordinator''s to move' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM flags f WHERE f.partnership_id = app.partnership_id() AND f.case_id = p_from AND EXISTS (
    SELECT FROM flags k WHERE k.partnership_id = f.partnership_id AND k.case_id = p_to AND k.agency_id = f.agency_id);
  FOR item IN SELECT e FROM jsonb_array_elements(p_sealed) e WHERE e->>'table' = ANY (moved) LOOP
    EXECUTE format('UPDATE %I SET %I = decode($1, ''hex'') WHERE partnership_id = app.partnership_id() AND id = $2 AND case_id = $3',
      item->>'table', item->>'column') USING item->>'value', (item->>'id')::uuid, p_from;
  END LOOP;
  UPDATE flags SET data_key_id = (SELECT c.data_key_id FROM cases c WHERE c.partnership_id = app.partnership_id() AND c.id = p_to)
   WHERE partnership_id = app.partnership_id() AND case_id = p_from;
  FOREACH t IN ARRAY moved LOOP
    EXECUTE format('UPDATE %I SET case_id = $1 WHERE partnership_id = app.partnership_id() AND case_id = $2', t) USING p_to, p_from;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.move_flags_and_emergencies FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.move_flags_and_emergencies TO alongside_app;

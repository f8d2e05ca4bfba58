-- A partnership's own spreadsheets. The file waits sealed under a key of its own, which goes with it: what was uploaded is
-- gone once it is imported, or after a day.
CREATE TABLE imports (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL CHECK (kind IN ('agencies', 'people', 'referrals', 'actions')),
  state text NOT NULL CHECK (state IN ('faulty', 'ready', 'running', 'interrupted', 'done', 'undone')),
  rows integer NOT NULL,
  done integer NOT NULL DEFAULT 0,
  fault_count integer NOT NULL,
  note_count integer NOT NULL,
  makes jsonb NOT NULL,
  -- Faults and notes by row; no cell stands in them.
  report bytea,
  source bytea,
  wrapped bytea,
  uploaded_at timestamptz NOT NULL,
  uploaded_by uuid NOT NULL REFERENCES accounts,
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  kept_until timestamptz,
  PRIMARY KEY (partnership_id, id),
  CHECK ((source IS NULL) = (wrapped IS NULL) AND (source IS NULL) = (report IS NULL) AND (source IS NULL) = (kept_until IS NULL)),
  CHECK ((state IN ('done', 'undone')) = (source IS NULL))
);
CREATE INDEX imports_uploaded ON imports (partnership_id, uploaded_at DESC, id DESC);

-- What an import made, with a fingerprint by which to tell whether it was changed since.
CREATE TABLE imported_rows (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  import_id uuid NOT NULL,
  made text NOT NULL,
  made_id uuid NOT NULL,
  row_number integer NOT NULL,
  fingerprint text,
  PRIMARY KEY (partnership_id, import_id, made, made_id),
  FOREIGN KEY (partnership_id, import_id) REFERENCES imports
);

-- The spreadsheet's own reference of a case, for the files that follow: hashed under a key, because people put names into them.
CREATE TABLE imported_references (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  import_id uuid NOT NULL,
  reference_hash bytea NOT NULL,
  case_id uuid NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, reference_hash),
  FOREIGN KEY (partnership_id, import_id) REFERENCES imports,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);
CREATE INDEX imported_references_case ON imported_references (partnership_id, case_id);

-- Guards: made once the tables of every file stand.

CALL app.close_table('imports');
CALL app.open_to_jobs('imports');
CREATE POLICY coordinator ON imports TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()));
GRANT SELECT, INSERT, UPDATE ON imports TO alongside_app;
GRANT SELECT (partnership_id, state, started_at, kept_until), DELETE ON imports TO alongside_jobs;

CALL app.close_table('imported_rows');
CREATE POLICY coordinator ON imported_rows TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()));
GRANT SELECT, INSERT ON imported_rows TO alongside_app;

CALL app.close_table('imported_references');
CALL app.open_by_grant('imported_references');
GRANT SELECT, INSERT ON imported_references TO alongside_app;

-- What clocks count up by themselves is no change.
CREATE FUNCTION app.fingerprint(p_row jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT md5((p_row - 'stage')::text) $$;
REVOKE ALL ON FUNCTION app.fingerprint FROM PUBLIC;

-- Thousands of rows joined with thousands, of which nobody has counted yet how many they are: hence no nested loops, here
-- and in undo_import.
--
-- Puts what hangs on the rows that an import names (keys, grants, history) beside them, and takes everybody's fingerprint.
CREATE FUNCTION app.seal_import(p_import uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_nestloop = off AS $$
DECLARE
  here constant uuid := app.partnership_id();
  t text;
BEGIN
  IF NOT app.coordinates() OR NOT EXISTS (SELECT FROM imports WHERE partnership_id = here AND id = p_import AND state = 'running') THEN
    RAISE EXCEPTION 'no import under way' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO imported_rows (partnership_id, import_id, made, made_id, row_number)
    SELECT here, p_import, 'data_keys', c.data_key_id, r.row_number FROM imported_rows r
      JOIN cases c ON c.partnership_id = here AND c.id = r.made_id
     WHERE r.partnership_id = here AND r.import_id = p_import AND r.made = 'cases'
    UNION ALL SELECT here, p_import, 'sharing_grants', g.id, r.row_number FROM imported_rows r
      JOIN sharing_grants g ON g.partnership_id = here AND g.referral_id = r.made_id
     WHERE r.partnership_id = here AND r.import_id = p_import AND r.made = 'referrals'
    UNION ALL SELECT here, p_import, 'sharing_grants', g.id, r.row_number FROM imported_rows r
      JOIN sharing_grants g ON g.partnership_id = here AND g.consent_id = r.made_id
     WHERE r.partnership_id = here AND r.import_id = p_import AND r.made = 'consents'
    UNION ALL SELECT here, p_import, 'limits', l.id, r.row_number FROM imported_rows r
      JOIN limits l ON l.partnership_id = here AND l.consent_id = r.made_id
     WHERE r.partnership_id = here AND r.import_id = p_import AND r.made = 'consents'
    UNION ALL SELECT here, p_import, 'history', h.id, r.row_number FROM imported_rows r
      JOIN history h ON h.partnership_id = here AND h.subject_id = r.made_id
     WHERE r.partnership_id = here AND r.import_id = p_import AND r.made IN ('referrals', 'actions', 'joined_files')
    UNION ALL SELECT here, p_import, 'imported_references', f.id, r.row_number FROM imported_rows r
      JOIN imported_references f ON f.partnership_id = here AND f.case_id = r.made_id
     WHERE r.partnership_id = here AND r.import_id = p_import AND r.made = 'cases';
  FOR t IN SELECT DISTINCT made FROM imported_rows WHERE partnership_id = here AND import_id = p_import LOOP
    EXECUTE format('UPDATE imported_rows r SET fingerprint = app.fingerprint(to_jsonb(m)) FROM %I m
      WHERE r.partnership_id = $1 AND r.import_id = $2 AND r.made = %L AND m.id = r.made_id', t, t) USING here, p_import;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.seal_import FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.seal_import TO alongside_app;

-- Takes back what an import made; or, where something of it was changed or anything hangs on it that it did not make, takes
-- nothing back and says on which rows. Asked of the catalogue, so that a table that comes later need not be remembered here.
CREATE FUNCTION app.undo_import(p_import uuid) RETURNS TABLE (what text, row_number integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_nestloop = off AS $$
#variable_conflict use_column
DECLARE
  here constant uuid := app.partnership_id();
  in_order constant text[] := ARRAY['imported_references', 'actions', 'history', 'sharing_grants', 'limits', 'consents', 'referrals',
    'joined_files', 'cases', 'data_keys', 'place_offers', 'agencies'];
  t text;
  hanging text;
  col text;
  itself text;
  changed boolean := false;
  n bigint;
BEGIN
  IF NOT app.coordinates() OR NOT EXISTS (SELECT FROM imports i WHERE i.partnership_id = here AND i.id = p_import AND i.state = 'done') THEN
    RAISE EXCEPTION 'nothing to undo' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- Held first, so that nobody changes one, or hangs something on it, between being looked at and being taken back.
  FOR t IN SELECT DISTINCT r.made FROM imported_rows r WHERE r.partnership_id = here AND r.import_id = p_import ORDER BY 1 LOOP
    EXECUTE format('SELECT 1 FROM %I m JOIN imported_rows r ON m.id = r.made_id WHERE r.partnership_id = $1 AND r.import_id = $2
      AND r.made = %L FOR UPDATE OF m', t, t) USING here, p_import;
  END LOOP;
  FOR t IN SELECT DISTINCT r.made FROM imported_rows r WHERE r.partnership_id = here AND r.import_id = p_import LOOP
    RETURN QUERY EXECUTE format('SELECT %L::text, r.row_number FROM imported_rows r LEFT JOIN %I m ON m.id = r.made_id
      WHERE r.partnership_id = $1 AND r.import_id = $2 AND r.made = %L AND r.fingerprint IS DISTINCT FROM app.fingerprint(to_jsonb(m))
      LIMIT 500', t, t, t) USING here, p_import;
    GET DIAGNOSTICS n = ROW_COUNT;
    changed := changed OR n > 0;
    FOR hanging, col IN
      SELECT k.conrelid::regclass::text, a.attname FROM pg_constraint k
        JOIN LATERAL unnest(k.conkey, k.confkey) AS p(own, their) ON true
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = p.own
        JOIN pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = p.their AND f.attname = 'id'
       WHERE k.contype = 'f' AND k.confrelid = format('public.%I', t)::regclass
         -- Who came to read a file, and what is listed of it, follows from its grants, and goes with it.
         AND k.conrelid::regclass::text NOT IN ('sharing_readers', 'sharing_changes', 'listed_cases', 'listed_referrals', 'listed_actions') LOOP
      itself := CASE WHEN EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = hanging::regclass AND a.attname = 'id' AND NOT a.attisdropped)
        THEN format('AND NOT EXISTS (SELECT FROM imported_rows o WHERE o.partnership_id = $1 AND o.import_id = $2 AND o.made = %L AND o.made_id = h.id)', hanging)
        ELSE '' END;
      RETURN QUERY EXECUTE format('SELECT DISTINCT %L::text, r.row_number FROM imported_rows r JOIN %I h ON h.%I = r.made_id
        WHERE r.partnership_id = $1 AND r.import_id = $2 AND r.made = %L %s LIMIT 500', hanging, hanging, col, t, itself) USING here, p_import;
      GET DIAGNOSTICS n = ROW_COUNT;
      changed := changed OR n > 0;
    END LOOP;
  END LOOP;
  IF changed THEN RETURN; END IF;
  DELETE FROM notifications x USING imported_rows r
   WHERE r.partnership_id = here AND r.import_id = p_import AND x.partnership_id = here AND x.subject_id = r.made_id;
  DELETE FROM account_tokens x USING imported_rows r
   WHERE r.partnership_id = here AND r.import_id = p_import AND r.made = 'place_offers' AND x.offer_id = r.made_id;
  FOREACH t IN ARRAY ARRAY['sharing_sides', 'sharing_changes', 'sharing_readers'] LOOP
    EXECUTE format('DELETE FROM %I x USING imported_rows r WHERE r.partnership_id = $1 AND r.import_id = $2 AND r.made = ''cases''
      AND x.partnership_id = $1 AND x.case_id = r.made_id', t) USING here, p_import;
  END LOOP;
  FOREACH t IN ARRAY in_order LOOP
    EXECUTE format('DELETE FROM %I x USING imported_rows r WHERE r.partnership_id = $1 AND r.import_id = $2 AND r.made = %L AND x.id = r.made_id', t, t)
      USING here, p_import;
  END LOOP;
  DELETE FROM imported_rows r WHERE r.partnership_id = here AND r.import_id = p_import;
END $$;
REVOKE ALL ON FUNCTION app.undo_import FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.undo_import TO alongside_app;

-- REF-10: two files of one person, found later. A link and no moving of rows: each file keeps its rows, its key and its
-- grants, so that an agency which sees one of them sees what it saw before, and undoing loses nothing.
CREATE TABLE joined_files (
  partnership_id uuid NOT NULL REFERENCES partnerships,
  id uuid NOT NULL,
  -- The file that goes on, and the one that goes on in it.
  case_id uuid NOT NULL,
  joined_case_id uuid NOT NULL,
  -- Both reasons are sealed under the key of the file that goes on.
  reason bytea NOT NULL,
  joined_at timestamptz NOT NULL,
  joined_by uuid NOT NULL REFERENCES accounts,
  undone_at timestamptz,
  undone_by uuid REFERENCES accounts,
  undone_reason bytea,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, joined_case_id) REFERENCES cases,
  CHECK (case_id <> joined_case_id),
  CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undone_reason IS NULL))
);
CREATE UNIQUE INDEX joined_files_once ON joined_files (partnership_id, joined_case_id) WHERE undone_at IS NULL;
CREATE INDEX joined_files_case ON joined_files (partnership_id, case_id);
CREATE INDEX joined_files_joined ON joined_files (partnership_id, joined_case_id);

-- One level only: a file that goes on in another has none of its own. Kept by the table, also where the coordinator no
-- longer sees one of the files. AL409: http/problems.ts.
CREATE FUNCTION app.keep_joins_flat() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM cases WHERE partnership_id = NEW.partnership_id AND id IN (NEW.case_id, NEW.joined_case_id) ORDER BY id FOR UPDATE;
  IF EXISTS (SELECT FROM joined_files j WHERE j.partnership_id = NEW.partnership_id AND j.undone_at IS NULL
      AND (j.joined_case_id IN (NEW.case_id, NEW.joined_case_id) OR j.case_id = NEW.joined_case_id)) THEN
    RAISE EXCEPTION 'a file is joined already' USING ERRCODE = 'AL409';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.keep_joins_flat FROM PUBLIC;
CREATE TRIGGER keep_joins_flat BEFORE INSERT ON joined_files FOR EACH ROW EXECUTE FUNCTION app.keep_joins_flat();

-- Known to who sees both files now, and to nobody else; the coordinator joins and undoes.
CALL app.close_table('joined_files');
CREATE POLICY seen ON joined_files FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND app.sees_case(case_id) AND app.sees_case(joined_case_id));
CREATE POLICY joined ON joined_files FOR INSERT TO alongside_app WITH CHECK (partnership_id = app.partnership_id()
  AND app.coordinates() AND app.sees_case(case_id) AND app.sees_case(joined_case_id)
  AND joined_by = app.account_id() AND undone_at IS NULL);
CREATE POLICY undone ON joined_files FOR UPDATE TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND (SELECT app.coordinates()) AND app.sees_case(case_id) AND app.sees_case(joined_case_id) AND undone_at IS NULL)
  WITH CHECK (undone_by = app.account_id());
GRANT SELECT, INSERT, UPDATE (undone_at, undone_by, undone_reason) ON joined_files TO alongside_app;

-- That two files were joined stands in the history of both, for who sees both.
CREATE POLICY joining ON history AS RESTRICTIVE FOR SELECT TO alongside_app USING (subject <> 'joined files'
  OR EXISTS (SELECT FROM joined_files j WHERE j.partnership_id = history.partnership_id AND j.id = history.subject_id));

-- The file that goes on in place of this one, to who sees both; otherwise this one.
CREATE FUNCTION app.goes_on_as(p_case uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT j.case_id FROM joined_files j WHERE j.partnership_id = app.partnership_id() AND j.joined_case_id = p_case
    AND j.undone_at IS NULL AND app.sees_case(j.case_id) AND app.sees_case(p_case)), p_case)
$$;

-- A hit on a joined file is shown as the file that goes on, once, to who sees both. Else as in 0005.
CREATE OR REPLACE FUNCTION app.find_cases(p_tokens bigint[], p_weights integer[], p_reference text, p_light text,
  p_before_weight integer, p_before_id uuid, p_limit integer) RETURNS TABLE (id uuid, weight integer)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT f.id, f.weight FROM (
    SELECT coalesce(j.case_id, c.id) AS id, max(CASE WHEN c.reference = p_reference THEN 1000000 ELSE (
        SELECT coalesce(sum(t.weight), 0)::integer FROM unnest(p_tokens, p_weights) AS t(token, weight)
         WHERE t.token = ANY (c.name_tokens)) END) AS weight
      FROM cases c
      LEFT JOIN joined_files j ON j.partnership_id = c.partnership_id AND j.joined_case_id = c.id AND j.undone_at IS NULL
        AND app.sees_case(j.case_id)
     WHERE c.partnership_id = (SELECT app.partnership_id()) AND (c.reference = p_reference OR c.name_tokens && p_tokens)
       AND (p_light IS NULL OR c.light = p_light OR EXISTS (
         SELECT FROM joined_files l JOIN cases o ON o.partnership_id = l.partnership_id
            AND o.id = CASE WHEN l.case_id = c.id THEN l.joined_case_id ELSE l.case_id END
          WHERE l.partnership_id = c.partnership_id AND c.id IN (l.case_id, l.joined_case_id) AND l.undone_at IS NULL
            AND o.light = p_light AND app.sees_case(o.id)))
       AND EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = c.partnership_id AND g.case_id = c.id
         AND g.agency_id = (SELECT app.grants_to()) AND g.from_at <= (SELECT app.moment())
         AND (g.until_at IS NULL OR g.until_at > (SELECT app.moment()))
         AND (g.account_id IS NULL OR g.account_id = (SELECT app.account_id()))
         AND (g.basis <> 'coordination' OR (SELECT app.coordinates())))
     GROUP BY 1) f
   WHERE (f.weight, f.id) < (p_before_weight, p_before_id)
   ORDER BY f.weight DESC, f.id DESC LIMIT p_limit
$$;

-- «Who has looked at this case»: that files were joined is told to who sees both. Else as in 0005.
CREATE OR REPLACE FUNCTION app.case_access_log(p_case uuid, p_before timestamptz, p_before_id uuid, p_limit integer) RETURNS SETOF audit_events
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.* FROM audit_events e
   WHERE e.partnership_id = app.partnership_id() AND (e.case_id = p_case OR p_case = ANY (e.seen)
       OR e.case_id IN (SELECT merged_case_id FROM merged_cases m WHERE m.partnership_id = e.partnership_id AND m.case_id = p_case))
     AND (e.at, e.id) < (p_before, p_before_id) AND app.sees_case(p_case)
     AND (e.action NOT IN ('case.files_joined', 'case.files_parted') OR EXISTS (SELECT FROM joined_files j
       WHERE j.partnership_id = e.partnership_id AND j.id = e.subject_id AND app.sees_case(j.case_id) AND app.sees_case(j.joined_case_id)))
   ORDER BY e.at DESC, e.id DESC LIMIT p_limit
$$;

-- REF-10, at triage, as in 0005; and it refuses (AL410) rather than orphan: where something hangs on the new file of a kind
-- that does not move with a referral, or holds a sealed value that was not sealed anew. Asked of the catalogue, so that a
-- table or column which comes later need not be remembered here.
CREATE OR REPLACE FUNCTION app.move_to_case(p_from uuid, p_to uuid, p_sealed jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  moves constant text[] := ARRAY['referrals','referral_recipients','consents','without_consents','emergency_accesses','sharing_grants',
    'safeguarding_notifications','voices','history','merged_cases'];
  t text;
  c text;
  n bigint;
  item jsonb;
  old_key uuid;
  new_key uuid;
BEGIN
  IF NOT (app.coordinates() AND app.sees_case(p_from) AND app.sees_case(p_to)) THEN
    RAISE EXCEPTION 'not the coordinator''s to move' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR t, c IN SELECT r.relname, a.attname FROM pg_class r
      JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'partnership_id'
     WHERE r.relnamespace = 'public'::regnamespace AND r.relkind IN ('r', 'p')
       AND (a.attname = 'case_id' OR EXISTS (SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = r.oid
         AND k.confrelid = 'public.cases'::regclass AND a.attnum = ANY (k.conkey)))
       AND NOT (a.attname = 'case_id' AND r.relname = ANY (moves))
       -- What was looked at stays where it was looked at; answers kept for retries pass.
       AND r.relname NOT IN ('audit_events', 'idempotency_keys') LOOP
    EXECUTE format('SELECT count(*) FROM %I WHERE partnership_id = app.partnership_id() AND %I = $1', t, c) INTO n USING p_from;
    IF n > 0 THEN RAISE EXCEPTION 'on the file hangs a row of %', t USING ERRCODE = 'AL410'; END IF;
  END LOOP;
  FOR t, c IN SELECT r.relname, a.attname FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE r.relnamespace = 'public'::regnamespace AND r.relname = ANY (moves) AND a.atttypid = 'bytea'::regtype
       AND (r.relname, a.attname) <> ('emergency_accesses', 'reason') LOOP
    EXECUTE format('SELECT count(*) FROM %I WHERE partnership_id = app.partnership_id() AND case_id = $1 AND %I IS NOT NULL', t, c)
      INTO n USING p_from;
    IF n <> (SELECT count(*) FROM jsonb_array_elements(p_sealed) s WHERE s->>'table' = t AND s->>'column' = c) THEN
      RAISE EXCEPTION 'not sealed anew: %.%', t, c USING ERRCODE = 'AL410';
    END IF;
  END LOOP;
  SELECT data_key_id INTO old_key FROM cases WHERE partnership_id = app.partnership_id() AND id = p_from;
  SELECT data_key_id INTO new_key FROM cases WHERE partnership_id = app.partnership_id() AND id = p_to;
  FOR item IN SELECT * FROM jsonb_array_elements(p_sealed) LOOP
    EXECUTE format('UPDATE %I SET %I = decode($1, ''hex'') WHERE partnership_id = app.partnership_id() AND id = $2 AND case_id = $3',
      item->>'table', item->>'column') USING item->>'value', (item->>'id')::uuid, p_from;
  END LOOP;
  -- An emergency access is its holder's alone to read; its reason stands in the history too, sealed anew there.
  UPDATE emergency_accesses e SET reason = h.reason FROM history h
   WHERE e.partnership_id = app.partnership_id() AND e.case_id = p_from AND h.partnership_id = e.partnership_id
     AND h.subject_id = e.id AND h.reason IS NOT NULL;
  UPDATE referrals SET data_key_id = new_key WHERE partnership_id = app.partnership_id() AND case_id = p_from;
  UPDATE safeguarding_notifications SET data_key_id = new_key WHERE partnership_id = app.partnership_id() AND case_id = p_from;
  FOREACH t IN ARRAY moves LOOP
    EXECUTE format('UPDATE %I SET case_id = $1 WHERE partnership_id = app.partnership_id() AND case_id = $2', t) USING p_to, p_from;
  END LOOP;
  INSERT INTO merged_cases (merged_case_id, case_id, at, account_id) VALUES (p_from, p_to, app.moment(), app.account_id());
  DELETE FROM cases WHERE partnership_id = app.partnership_id() AND id = p_from;
  DELETE FROM data_keys WHERE partnership_id = app.partnership_id() AND id = old_key;
END $$;

REVOKE ALL ON FUNCTION app.goes_on_as FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.goes_on_as TO alongside_app;

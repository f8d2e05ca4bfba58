-- A file of a person in one partnership. ACC-2: it is one agency's, that which referred her: what another agency refers is a
-- file of its own, joined to this one (REF-10), so that an own referral opens no answers of others. Identity is sealed under
-- its key; name_tokens are keyed hashes to search by.
CREATE TABLE cases (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  reference text NOT NULL,
  agency_id uuid NOT NULL,
  data_key_id uuid NOT NULL,
  identity bytea NOT NULL,
  -- ACC-8: as the agency whose file it is told it last, where another has put her age right since.
  own_identity bytea,
  name_tokens bigint[] NOT NULL,
  light text,
  version integer NOT NULL DEFAULT 1,
  opened_at timestamptz NOT NULL,
  last_discussed_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, reference),
  UNIQUE (partnership_id, id, agency_id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, data_key_id) REFERENCES data_keys
);
CREATE INDEX cases_name_tokens ON cases USING gin (name_tokens);
CREATE INDEX cases_opened ON cases (partnership_id, opened_at DESC, id DESC);
-- What is deleted is looked for wherever it may be referred to: thousands of rows of an import, or one draft.
CREATE INDEX cases_key ON cases (partnership_id, data_key_id);

CREATE TABLE voices (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  words bytea NOT NULL,
  given text NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX voices_case ON voices (partnership_id, case_id, recorded_at);

-- REF-11: old value, new value, who, when, why.
CREATE TABLE history (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  subject text NOT NULL,
  subject_id uuid NOT NULL,
  field text NOT NULL,
  old_value text,
  new_value text,
  reason bytea,
  at timestamptz NOT NULL,
  account_id uuid REFERENCES accounts,
  agency_id uuid,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);
CREATE INDEX history_case ON history (partnership_id, case_id, at, id);
CREATE INDEX history_subject ON history (partnership_id, subject_id, at, id);

-- REF-3: nothing goes on with a file: she was found to be under 18, or she has died. It stands until a coordinator lifts it.
CREATE TABLE case_holds (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  kind text NOT NULL,
  -- Both reasons are sealed under the case's key.
  reason bytea NOT NULL,
  held_at timestamptz NOT NULL,
  held_by uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  lifted_at timestamptz,
  lifted_by uuid REFERENCES accounts,
  lifted_reason bytea,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lifted_reason IS NULL))
);
CREATE UNIQUE INDEX case_holds_once ON case_holds (partnership_id, case_id, kind) WHERE lifted_at IS NULL;

-- REF-10: two files of one person, whether at triage or later. A link and no moving of rows: each file keeps its rows, its key and its
-- grants, so that an agency which sees one of them sees what it saw before, and undoing loses nothing.
CREATE TABLE joined_files (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
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

-- Guards: made once the tables of every file stand.

CALL app.close_table('cases');
CALL app.open_to_jobs('cases');
-- A new case has no grant yet; it is written before them, in the same transaction.
CREATE POLICY granted ON cases TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM app.grants_to_own_record(cases.partnership_id, cases.id)))
  WITH CHECK (partnership_id = app.partnership_id() AND app.grants_to() IS NOT NULL);
CREATE POLICY invited ON cases FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND id = (SELECT app.invited_case()));
CALL app.keep_from_emergencies('cases', 'id');
GRANT SELECT, INSERT, UPDATE ON cases TO alongside_app;
GRANT SELECT ON cases TO alongside_jobs;

CALL app.close_table('voices');
CALL app.open_to_own_record('voices', 'voices.agency_id = g.agency_id', p_in_emergency => true);
CREATE POLICY invited ON voices FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND case_id = (SELECT app.invited_case()));
GRANT SELECT, INSERT ON voices TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON voices FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

CALL app.close_table('history');
CALL app.open_to_own_record('history', 'history.agency_id = g.agency_id', p_in_emergency => true);
CALL app.open_to_jobs('history');
-- That two files were joined stands in the history of both, for who sees both.
CREATE POLICY joining ON history AS RESTRICTIVE FOR SELECT TO alongside_app USING (subject <> 'joined_files'
  OR EXISTS (SELECT FROM joined_files j WHERE j.partnership_id = history.partnership_id AND j.id = history.subject_id));
GRANT SELECT, INSERT ON history TO alongside_app, alongside_jobs;

CALL app.close_table('case_holds');
-- SAF-1: an agency that she refused still learns of her age, of its own referral, and the child's way waits for no no. What lets things go on
-- again is lifted by nobody who sees its own record alone.
CALL app.open_to_own_record('case_holds', 'case_holds.agency_id = g.agency_id');
CREATE POLICY lifting ON case_holds AS RESTRICTIVE FOR UPDATE TO alongside_app USING (app.sees_case(case_id));
CALL app.open_to_jobs('case_holds');
GRANT SELECT, INSERT, UPDATE (lifted_at, lifted_by, lifted_reason) ON case_holds TO alongside_app;
GRANT SELECT ON case_holds TO alongside_jobs;

CALL app.close_table('joined_files');
CALL app.open_to_jobs('joined_files');
CREATE POLICY seen ON joined_files FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND app.sees_case(case_id) AND app.sees_case(joined_case_id));
CREATE POLICY joined ON joined_files FOR INSERT TO alongside_app WITH CHECK (partnership_id = app.partnership_id()
  AND app.coordinates() AND app.sees_case(case_id) AND app.sees_case(joined_case_id)
  AND joined_by = app.account_id() AND undone_at IS NULL);
CREATE POLICY undone ON joined_files FOR UPDATE TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND (SELECT app.coordinates()) AND app.sees_case(case_id) AND app.sees_case(joined_case_id) AND undone_at IS NULL)
  WITH CHECK (undone_by = app.account_id());
GRANT SELECT, INSERT, UPDATE (undone_at, undone_by, undone_reason) ON joined_files TO alongside_app;
-- A file that goes on in another is not asked about apart from it, where its agency holds both.
GRANT SELECT (partnership_id, id, case_id, joined_case_id, undone_at) ON joined_files TO alongside_jobs;

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

-- REF-10: whether a file of the same person has that light, to who sees both.
CREATE FUNCTION app.joined_with_light(p_case uuid, p_light text) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM joined_files l JOIN cases o ON o.partnership_id = l.partnership_id
      AND o.id = CASE WHEN l.case_id = p_case THEN l.joined_case_id ELSE l.case_id END
    WHERE l.partnership_id = app.partnership_id() AND p_case IN (l.case_id, l.joined_case_id) AND l.undone_at IS NULL
      AND o.light = p_light AND app.sees_case(o.id))
$$;
REVOKE ALL ON FUNCTION app.joined_with_light FROM PUBLIC;

-- Which cases that she sees a search may mean (docs/explained/finding.md). Of an agency with few cases, all that fit in anything. Otherwise the
-- first `v_most` of those that fit best by their kind: in every word as it is spelt, in every word somehow, in some word as it is spelt, in anything;
-- of those that fit as it is spelt the newest, of those that fit somehow the likeliest.
-- `p_fits`, of each token: a bit for each of three words that it stands for, and 8 where it is that word as it is spelt.
CREATE FUNCTION app.cases_meant(p_tokens bigint[], p_weights integer[], p_fits integer[], p_light text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_most CONSTANT integer := 200;
  v_few uuid[] := app.few_cases();
  v_found uuid[] := '{}';
  v_kind record;
BEGIN
  IF v_few IS NOT NULL THEN
    RETURN ARRAY(SELECT c.id FROM cases c WHERE c.partnership_id = app.partnership_id() AND c.id = ANY (v_few) AND c.name_tokens && p_tokens);
  END IF;
  FOR v_kind IN SELECT k.spelt = 0 AS somehow, array_agg(t.token) FILTER (WHERE k.words = 0 OR t.fits & 1 > 0) AS one, array_agg(t.token) FILTER (WHERE k.words = 0 OR t.fits & 2 > 0) AS two,
      array_agg(t.token) FILTER (WHERE k.words = 0 OR t.fits & 4 > 0) AS three
    FROM (VALUES (1, 3, 8), (2, 3, 0), (3, 0, 8), (4, 0, 0)) AS k (nth, words, spelt) JOIN unnest(p_tokens, p_fits) AS t (token, fits) ON t.fits & k.spelt = k.spelt
    GROUP BY k.nth, k.words, k.spelt ORDER BY k.nth
  LOOP
    -- In order first: the grants of thousands are not asked for the sake of two hundred.
    v_found := v_found || ARRAY(SELECT n.id FROM (
        SELECT c.id, c.light FROM cases c WHERE c.partnership_id = app.partnership_id()
          AND c.name_tokens && v_kind.one AND c.name_tokens && v_kind.two AND c.name_tokens && v_kind.three AND c.id <> ALL (v_found)
         ORDER BY CASE WHEN v_kind.somehow THEN (SELECT sum(t.weight) FROM unnest(p_tokens, p_weights) AS t (token, weight)
             WHERE t.token = ANY (c.name_tokens)) END DESC, c.id DESC OFFSET 0) n
       WHERE (p_light IS NULL OR n.light = p_light OR app.joined_with_light(n.id, p_light))
         AND EXISTS (SELECT FROM app.grants_to_own_record(app.partnership_id(), n.id))
       LIMIT v_most - cardinality(v_found));
    EXIT WHEN cardinality(v_found) >= v_most;
  END LOOP;
  RETURN v_found;
END $$;
REVOKE ALL ON FUNCTION app.cases_meant FROM PUBLIC;

-- A search by the index: `&&` is not leakproof, so under a policy Postgres would compare every case of the partnership
-- with it. Here the grants are looked at for those that fit. Best first. A hit on a
-- joined file is shown as the file that goes on, once, to who sees both.
CREATE FUNCTION app.find_cases(p_tokens bigint[], p_weights integer[], p_fits integer[], p_references text[], p_light text,
  p_before_weight integer, p_before_id uuid, p_limit integer) RETURNS TABLE (id uuid, weight integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE v_meant CONSTANT uuid[] := app.cases_meant(p_tokens, p_weights, p_fits, p_light)
  || ARRAY(SELECT c.id FROM cases c WHERE c.partnership_id = app.partnership_id() AND c.reference = ANY (p_references));
BEGIN
  RETURN QUERY SELECT f.id, f.weight FROM (
    SELECT coalesce(j.case_id, c.id) AS id, max(CASE WHEN c.reference = ANY (p_references) THEN 1000000 ELSE (
        SELECT coalesce(sum(t.weight), 0)::integer FROM unnest(p_tokens, p_weights) AS t(token, weight)
         WHERE t.token = ANY (c.name_tokens)) END) AS weight
      FROM cases c
      LEFT JOIN joined_files j ON j.partnership_id = c.partnership_id AND j.joined_case_id = c.id AND j.undone_at IS NULL
        AND app.sees_case(j.case_id)
     WHERE c.partnership_id = (SELECT app.partnership_id()) AND c.id = ANY (v_meant)
       AND (p_light IS NULL OR c.light = p_light OR app.joined_with_light(c.id, p_light))
       AND EXISTS (SELECT FROM app.grants_to_own_record(c.partnership_id, c.id))
     GROUP BY 1) f
   WHERE (f.weight, f.id) < (p_before_weight, p_before_id)
   ORDER BY f.weight DESC, f.id DESC LIMIT p_limit;
END $$;
REVOKE ALL ON FUNCTION app.find_cases FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.find_cases TO alongside_app;

-- «Who has looked at this case», for those who may see it: read directly, or shown in a list or a search. That files were
-- joined is told to who sees both; and of what was done on another file, for which this one was looked at, whoever sees this one alone
-- reads that it was shown, and not what for (ACC-6).
-- What an open page read again by itself is counted with the look that it repeats. HRM-1, PLN-1: of what few read, the others read that the case was.
CREATE FUNCTION app.case_access_log(p_case uuid, p_before timestamptz, p_before_id uuid, p_limit integer)
RETURNS TABLE (id uuid, partnership_id uuid, at timestamptz, account_id uuid, agency_id uuid, role text, action text, basis text,
  from_address text, refreshes integer, refreshed_until timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT e.id, e.partnership_id, e.at, e.account_id, e.agency_id, e.role,
      CASE WHEN (e.action ~ '^(person_who_harms|conflict)\.' AND NOT app.reads_who_harms(p_case))
          OR (e.action ~ '^other_forum\.' AND NOT app.leads_here() AND EXISTS (SELECT FROM other_forums o
            WHERE o.partnership_id = e.partnership_id AND o.id = e.subject_id AND o.for_leads))
          OR (e.action ~ '^exclusion\.' AND NOT (app.coordinates() OR (app.leads_here() AND e.agency_id = app.grants_to())))
          OR (e.action ~ '^plan\.' AND EXISTS (SELECT FROM plan_lines l WHERE l.partnership_id = e.partnership_id AND l.id = e.subject_id
            AND cardinality(l.limited_to) > 0 AND NOT app.grants_to() = ANY (l.limited_to))) THEN 'case.read'
        WHEN e.case_id = p_case OR e.case_id IS NULL OR app.sees_case(e.case_id) THEN e.action ELSE 'case.listed' END,
      e.basis, e.from_address, r.times, r.until
    FROM (SELECT o.* FROM audit_events o WHERE o.case_id = p_case
      UNION ALL SELECT o.* FROM audit_events o WHERE o.seen @> ARRAY[p_case] AND o.case_id IS DISTINCT FROM p_case) e
    CROSS JOIN LATERAL (SELECT count(*)::integer AS times, max(a.at) AS until FROM audit_events a
      WHERE a.partnership_id = e.partnership_id AND a.refresh_of = e.id) r
   WHERE e.partnership_id = app.partnership_id() AND e.refresh_of IS NULL AND (e.at, e.id) < (p_before, p_before_id) AND app.sees_case(p_case)
     AND (e.action NOT IN ('case.files_joined', 'case.files_parted') OR EXISTS (SELECT FROM joined_files j
       WHERE j.partnership_id = e.partnership_id AND j.id = e.subject_id AND app.sees_case(j.case_id) AND app.sees_case(j.joined_case_id)))
   ORDER BY e.at DESC, e.id DESC LIMIT p_limit;
END $$;
REVOKE ALL ON FUNCTION app.case_access_log FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.case_access_log TO alongside_app;

-- The file that goes on in place of this one, to who sees both; otherwise this one.
CREATE FUNCTION app.goes_on_as(p_case uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT j.case_id FROM joined_files j WHERE j.partnership_id = app.partnership_id() AND j.joined_case_id = p_case
    AND j.undone_at IS NULL AND app.sees_case(j.case_id) AND app.sees_case(p_case)), p_case)
$$;
REVOKE ALL ON FUNCTION app.goes_on_as FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.goes_on_as TO alongside_app;

-- A hold on one file holds all files of that person: whether one stands is told to whoever would list her or remind somebody.
CREATE FUNCTION app.is_held(p_partnership uuid, p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM case_holds h WHERE h.partnership_id = p_partnership AND h.lifted_at IS NULL AND h.case_id IN (
    SELECT p_case UNION ALL
    SELECT CASE WHEN j.case_id = g.goes_on THEN j.joined_case_id ELSE j.case_id END
      FROM (SELECT coalesce((SELECT i.case_id FROM joined_files i WHERE i.partnership_id = p_partnership AND i.joined_case_id = p_case
        AND i.undone_at IS NULL), p_case) AS goes_on) g
      JOIN joined_files j ON j.partnership_id = p_partnership AND j.undone_at IS NULL AND j.case_id = g.goes_on
    UNION ALL SELECT i.case_id FROM joined_files i WHERE i.partnership_id = p_partnership AND i.joined_case_id = p_case AND i.undone_at IS NULL))
$$;
REVOKE ALL ON FUNCTION app.is_held FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_held TO alongside_app, alongside_jobs;

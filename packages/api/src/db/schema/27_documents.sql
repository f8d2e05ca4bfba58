-- MTG-4: one row for each copy that was made of a meeting's document. What it holds is decided whenever it is made into a
-- file; the row holds no case.
CREATE TABLE document_copies (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  number text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('agenda', 'pack', 'attendance_list', 'minutes', 'action_log')),
  form text NOT NULL CHECK (form IN ('screen', 'paper')),
  meeting_id uuid NOT NULL,
  holder_account_id uuid NOT NULL REFERENCES accounts,
  holder_agency_id uuid NOT NULL,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'made' CHECK (state IN ('made', 'handed_out', 'collected', 'destroyed', 'lost', 'written_off')),
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, number),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, holder_agency_id) REFERENCES agencies,
  CHECK (form = 'paper' OR state = 'made')
);
CREATE INDEX document_copies_lost ON document_copies (partnership_id) WHERE state = 'lost';
CREATE INDEX document_copies_meeting ON document_copies (partnership_id, meeting_id, made_at);

-- Who handed it out, collected, destroyed, lost it, and when, and who saw it; of a lost one what is known, and was done, sealed under the deployment’s own key.
CREATE TABLE copy_moves (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  copy_id uuid NOT NULL,
  moved_to text NOT NULL,
  at timestamptz NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  witness_id uuid REFERENCES accounts,
  words bytea,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, copy_id) REFERENCES document_copies,
  CHECK ((moved_to IN ('lost', 'written_off')) = (words IS NOT NULL)),
  CHECK (witness_id <> account_id)
);
CREATE INDEX copy_moves_copy ON copy_moves (partnership_id, copy_id, at);

CREATE TABLE copy_downloads (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  copy_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  at timestamptz NOT NULL,
  -- Whose cases the sheets name: handed out is what was printed, and not what may be read by then. For app.print_is_outdated alone.
  cases uuid[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, copy_id) REFERENCES document_copies,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX copy_downloads_copy ON copy_downloads (partnership_id, copy_id);

-- OPS-4: the papers with which a partnership goes on while the product is down, as they were last made. Numbers of staff and blank forms:
-- nothing of anybody who is supported, and so unsealed. Filed: put where the deployment's settings say as well.
CREATE TABLE downtime_papers (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  part text NOT NULL CHECK (part IN ('numbers', 'referral_form', 'consent_form', 'information_sheet')),
  made_at timestamptz NOT NULL,
  pdf bytea NOT NULL,
  filed_at timestamptz,
  PRIMARY KEY (partnership_id, part)
);

-- Guards: made once the tables of every file stand.

CALL app.close_table('document_copies');
CALL app.keep_to_meeting('document_copies');
-- A copy is its holder's and the coordinator's to know of; in the place in which she holds it.
CREATE POLICY own ON document_copies TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND ((holder_account_id = (SELECT app.account_id()) AND holder_agency_id = (SELECT app.grants_to()))
    OR (SELECT app.coordinates())));
GRANT SELECT, INSERT, UPDATE (version, state) ON document_copies TO alongside_app;

CALL app.close_table('copy_moves');
CREATE POLICY own ON copy_moves TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM document_copies c WHERE c.partnership_id = copy_moves.partnership_id AND c.id = copy_id));
GRANT SELECT, INSERT ON copy_moves TO alongside_app;

CALL app.close_table('copy_downloads');
CREATE POLICY own ON copy_downloads TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM document_copies c WHERE c.partnership_id = copy_downloads.partnership_id AND c.id = copy_id));
GRANT SELECT (partnership_id, id, copy_id, account_id, agency_id, at), INSERT ON copy_downloads TO alongside_app;

CALL app.close_table('downtime_papers');
CALL app.open_to_jobs('downtime_papers');
CREATE POLICY leads ON downtime_papers FOR SELECT TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND app.leads_here());
GRANT SELECT ON downtime_papers TO alongside_app;
GRANT SELECT, INSERT, UPDATE ON downtime_papers TO alongside_jobs;

-- MTG-4: of the cases on a meeting's agenda that the asker sees, those that another member may hear of too.
CREATE FUNCTION app.cases_seen_by(p_meeting uuid, p_agency uuid, p_account uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.case_id FROM agenda_items i
   WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND app.sees_case(i.case_id)
     AND app.may_hear(i.partnership_id, i.case_id, p_agency, p_account)
$$;
REVOKE ALL ON FUNCTION app.cases_seen_by FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.cases_seen_by TO alongside_app;

-- ACC-8, HRM-1, CON-3: whether the sheets that were printed last for somebody hold what they must not get: a case that they may not hear of any
-- more, or the words of one whose basis has ended since. For who hands them out.
CREATE FUNCTION app.print_is_outdated(p_copy uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT EXISTS (SELECT FROM unnest(d.cases) k WHERE NOT app.may_hear(c.partnership_id, k, c.holder_agency_id, c.holder_account_id)
      OR (app.basis_stands(c.partnership_id, k, d.at) AND NOT app.basis_stands(c.partnership_id, k, app.moment())))
    FROM document_copies c JOIN copy_downloads d ON d.partnership_id = c.partnership_id AND d.copy_id = c.id
    WHERE c.partnership_id = app.partnership_id() AND c.id = p_copy AND app.coordinates() ORDER BY d.at DESC, d.id DESC LIMIT 1), false)
$$;
REVOKE ALL ON FUNCTION app.print_is_outdated FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.print_is_outdated TO alongside_app;

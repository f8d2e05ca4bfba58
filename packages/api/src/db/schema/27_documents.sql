-- MTG-4: one row for each copy that was made of a meeting's document. What it holds is decided whenever it is made into a
-- file; the row holds no case.
CREATE TABLE document_copies (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  number text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('agenda', 'pack', 'attendance list', 'minutes', 'action log')),
  form text NOT NULL CHECK (form IN ('screen', 'paper')),
  meeting_id uuid NOT NULL,
  holder_account_id uuid NOT NULL REFERENCES accounts,
  holder_agency_id uuid NOT NULL,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'made' CHECK (state IN ('made', 'handed out', 'collected', 'destroyed', 'lost')),
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, number),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, holder_agency_id) REFERENCES agencies,
  CHECK (form = 'paper' OR state = 'made')
);
CREATE INDEX document_copies_meeting ON document_copies (partnership_id, meeting_id, made_at);

-- Who handed it out, collected, destroyed, lost it, and when; of a lost one what is known, sealed under the deployment’s own key.
CREATE TABLE copy_moves (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  copy_id uuid NOT NULL,
  moved_to text NOT NULL,
  at timestamptz NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  words bytea,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, copy_id) REFERENCES document_copies,
  CHECK ((moved_to = 'lost') = (words IS NOT NULL))
);
CREATE INDEX copy_moves_copy ON copy_moves (partnership_id, copy_id, at);

CREATE TABLE copy_downloads (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  copy_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, copy_id) REFERENCES document_copies,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX copy_downloads_copy ON copy_downloads (partnership_id, copy_id);

-- CNF-1: release of one document to one non-member. Of a single agenda item it hangs on its case, and its words are sealed
-- under the case's key; else under the deployment's own. The recipient stands open, as a guest does, for the mail to her.
CREATE TABLE disclosure_requests (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  meeting_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('agenda', 'pack', 'attendance list', 'minutes', 'action log')),
  agenda_item_id uuid,
  case_id uuid,
  recipient_name text NOT NULL,
  recipient_organisation text NOT NULL,
  recipient_email text NOT NULL,
  reason bytea NOT NULL,
  asked_by uuid NOT NULL REFERENCES accounts,
  asking_agency_id uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'agreed', 'not agreed')),
  decided_by uuid REFERENCES accounts,
  decided_at timestamptz,
  decided_for bytea,
  copy_number text,
  -- The link is a secret: only its hash is kept.
  token_hash bytea,
  expires_at timestamptz,
  opened_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, copy_number),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, asking_agency_id) REFERENCES agencies,
  CHECK ((agenda_item_id IS NULL) = (case_id IS NULL)),
  CHECK ((state = 'asked') = (decided_by IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_for IS NULL)),
  CHECK ((state = 'agreed') = (copy_number IS NOT NULL)),
  CHECK (token_hash IS NULL OR (state = 'agreed' AND expires_at IS NOT NULL)),
  -- Two people, whatever asks the database.
  CHECK (decided_by <> asked_by)
);
CREATE INDEX disclosure_requests_meeting ON disclosure_requests (partnership_id, meeting_id, asked_at);
CREATE INDEX disclosure_requests_token ON disclosure_requests (token_hash) WHERE token_hash IS NOT NULL;

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
GRANT SELECT, INSERT ON copy_downloads TO alongside_app;

CALL app.close_table('disclosure_requests');
CALL app.open_to_jobs('disclosure_requests');
CALL app.keep_to_meeting('disclosure_requests');
-- One's own requests, in the place in which one asked; the coordinator's all of them. Of one case: whoever still sees it.
CREATE POLICY asked ON disclosure_requests TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND ((asked_by = (SELECT app.account_id()) AND asking_agency_id = (SELECT app.grants_to())) OR (SELECT app.coordinates()))
  AND (case_id IS NULL OR app.sees_case(case_id)));
GRANT SELECT, INSERT, UPDATE (version, state, decided_by, decided_at, decided_for, copy_number) ON disclosure_requests
  TO alongside_app;
-- The mail with the link, and who is told: nothing of what was written.
GRANT SELECT (partnership_id, id, meeting_id, recipient_email, asked_by, state), UPDATE (token_hash, expires_at) ON
  disclosure_requests TO alongside_jobs;

-- MTG-4: of the cases on a meeting's agenda that the asker sees, those that another member's agency sees too. ACC-5: none
-- while that agency's agreements are not in force.
CREATE FUNCTION app.cases_seen_by(p_meeting uuid, p_agency uuid, p_account uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.case_id FROM agenda_items i
    JOIN agencies a ON a.partnership_id = i.partnership_id AND a.id = p_agency AND a.standing_until > app.moment()
   WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND app.sees_case(i.case_id)
     AND EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = i.partnership_id AND g.case_id = i.case_id
       AND g.agency_id = p_agency AND app.in_force(g.from_at, g.until_at, app.moment())
       AND (g.account_id IS NULL OR g.account_id = p_account)
       AND (g.basis <> 'coordination' OR EXISTS (SELECT FROM memberships m JOIN partnerships p ON p.id = m.partnership_id
         WHERE m.partnership_id = i.partnership_id AND m.account_id = p_account AND m.agency_id = p_agency
           AND p.coordinating_agency_id = p_agency AND m.role IN ('coordinator', 'chair')
           AND app.in_force(m.started_at, m.ended_at, app.moment()))))
$$;
REVOKE ALL ON FUNCTION app.cases_seen_by FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.cases_seen_by TO alongside_app;

-- Puts the transaction of whoever shows a link that is good where the coordinator stands who agreed: the copy holds what
-- she may see at this moment and no more. p_take: it takes the link's one use. No row, and no context: used, too old,
-- unknown, or the coordinator has no place, or her agency no standing, any more.
CREATE FUNCTION app.enter_release(p_hash bytea, p_now timestamptz, p_take boolean)
RETURNS TABLE ("disclosureId" uuid, "partnershipId" uuid, "accountId" uuid, "membershipId" uuid, "agencyId" uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  found_at record;
BEGIN
  SELECT d.id, d.partnership_id, d.decided_by, m.id AS membership_id, m.agency_id INTO found_at
    FROM disclosure_requests d
    JOIN partnerships p ON p.id = d.partnership_id
    JOIN agencies g ON g.partnership_id = p.id AND g.id = p.coordinating_agency_id AND g.standing_until > p_now
    JOIN accounts a ON a.id = d.decided_by AND a.disabled_at IS NULL
    JOIN memberships m ON m.partnership_id = p.id AND m.account_id = a.id AND m.agency_id = g.id AND m.role = 'coordinator'
      AND app.in_force(m.started_at, m.ended_at, p_now)
   WHERE d.token_hash = p_hash AND d.state = 'agreed' AND d.opened_at IS NULL AND d.expires_at > p_now
   LIMIT 1 FOR UPDATE OF d;
  IF NOT FOUND THEN RETURN; END IF;
  IF p_take THEN
    UPDATE disclosure_requests d SET opened_at = p_now, version = d.version + 1
     WHERE d.partnership_id = found_at.partnership_id AND d.id = found_at.id;
  END IF;
  PERFORM set_config('app.partnership_id', found_at.partnership_id::text, true),
          set_config('app.account_id', found_at.decided_by::text, true),
          set_config('app.agency_id', found_at.agency_id::text, true),
          set_config('app.membership_id', found_at.membership_id::text, true),
          set_config('app.grants_to', found_at.agency_id::text, true),
          set_config('app.coordinates', 'yes', true),
          set_config('app.moment', p_now::text, true);
  RETURN QUERY SELECT found_at.id, found_at.partnership_id, found_at.decided_by, found_at.membership_id, found_at.agency_id;
END $$;
REVOKE ALL ON FUNCTION app.enter_release FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.enter_release TO alongside_app;

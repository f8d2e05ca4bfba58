-- CNF-1: release of one document to one non-member. Of a single agenda item it hangs on its case, and its words are sealed
-- under the case's key; else under the deployment's own. The recipient stands open, as a guest does, for the mail to her.
CREATE TABLE disclosure_requests (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  meeting_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('agenda', 'pack', 'attendance_list', 'minutes', 'action_log')),
  agenda_item_id uuid,
  case_id uuid,
  recipient_name text NOT NULL,
  recipient_organisation text NOT NULL,
  recipient_email text NOT NULL,
  reason bytea NOT NULL,
  asked_by uuid NOT NULL REFERENCES accounts,
  asking_agency_id uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'agreed', 'declined', 'taken_back')),
  -- CNF-1: what the copy was cut to; NULL: all of the document.
  parts text[],
  -- Who last read in full what would be released.
  seen_by uuid REFERENCES accounts,
  seen_at timestamptz,
  -- Whose cases were in it then: no other leaves.
  seen_cases uuid[] NOT NULL DEFAULT '{}',
  -- What stood in it then, each piece by a keyed hash: nothing else leaves.
  seen_pieces text[] NOT NULL DEFAULT '{}',
  taken_back_by uuid REFERENCES accounts,
  taken_back_at timestamptz,
  taken_back_for bytea,
  decided_by uuid REFERENCES accounts,
  decided_at timestamptz,
  decided_for bytea,
  copy_number text,
  -- The link is a secret: only its hash is kept.
  token_hash bytea,
  expires_at timestamptz,
  opened_at timestamptz,
  -- ACC-8: the agencies of which the recipient is said to be (limits/said-to-be-of.ts).
  of_agencies uuid[] NOT NULL DEFAULT '{}',
  -- GST-1: of a guest of that item, agreed in advance with the invitation.
  guest_invitation_id uuid,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, copy_number),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, asking_agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, case_id, guest_invitation_id) REFERENCES guest_invitations (partnership_id, case_id, id),
  CHECK (guest_invitation_id IS NULL OR kind = 'minutes'),
  CHECK ((agenda_item_id IS NULL) = (case_id IS NULL)),
  CHECK (CASE state WHEN 'asked' THEN decided_by IS NULL WHEN 'taken_back' THEN true ELSE decided_by IS NOT NULL END),
  CHECK (num_nulls(seen_by, seen_at) IN (0, 2)),
  CHECK (num_nulls(taken_back_by, taken_back_at, taken_back_for) = CASE state WHEN 'taken_back' THEN 0 ELSE 3 END),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_for IS NULL)),
  CHECK (state = 'taken_back' OR (state = 'agreed') = (copy_number IS NOT NULL)),
  CHECK (token_hash IS NULL OR (state IN ('agreed', 'taken_back') AND expires_at IS NOT NULL)),
  -- Two people, whatever asks the database; of a guest one proposed her, and it was agreed in advance.
  CHECK (decided_by <> asked_by OR guest_invitation_id IS NOT NULL)
);
CREATE INDEX disclosure_requests_meeting ON disclosure_requests (partnership_id, meeting_id, asked_at);
CREATE INDEX disclosure_requests_token ON disclosure_requests (token_hash) WHERE token_hash IS NOT NULL;

-- Guards: made once the tables of every file stand.

CALL app.close_table('disclosure_requests');
CALL app.open_to_jobs('disclosure_requests');
CALL app.keep_to_meeting('disclosure_requests');
-- One's own requests, in the place in which one asked; the coordinator's all of them. Of one case: whoever still sees it.
CREATE POLICY asked ON disclosure_requests TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND ((asked_by = (SELECT app.account_id()) AND asking_agency_id = (SELECT app.grants_to())) OR (SELECT app.coordinates()))
  AND (case_id IS NULL OR app.sees_case(case_id)));
CALL app.keep_from_emergencies('disclosure_requests');
-- GST-1: the one that was invited, the item that she was invited for.
CREATE POLICY of_guest ON disclosure_requests AS RESTRICTIVE FOR INSERT TO alongside_app WITH CHECK (guest_invitation_id IS NULL
  OR EXISTS (SELECT FROM guest_invitations i WHERE i.partnership_id = disclosure_requests.partnership_id AND i.id = guest_invitation_id
    AND i.state = 'agreed' AND i.agenda_item_id = disclosure_requests.agenda_item_id AND i.email = recipient_email));
GRANT SELECT, INSERT, UPDATE (version, state, decided_by, decided_at, decided_for, copy_number, of_agencies, parts, seen_by,
  seen_at, seen_cases, seen_pieces, taken_back_by, taken_back_at, taken_back_for) ON disclosure_requests
  TO alongside_app;
-- The mail with the link, and who is told: nothing of what was written.
GRANT SELECT (partnership_id, id, meeting_id, recipient_email, asked_by, asking_agency_id, state), UPDATE (token_hash, expires_at) ON
  disclosure_requests TO alongside_jobs;

-- CNF-1, ACC-8: whether she said no to a use of what is recorded after an instant: whoever agreed to a release then has not read that no. To who
-- sees the case.
CREATE FUNCTION app.refused_a_use_since(p_case uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_case(p_case) AND EXISTS (SELECT FROM app.noes_on(app.partnership_id(), p_case) l
    WHERE l.kind = 'purpose' AND l.recorded_at > p_at)
$$;
REVOKE ALL ON FUNCTION app.refused_a_use_since FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.refused_a_use_since TO alongside_app;

-- CNF-1, ACC-8: whether a no of hers names whoever a copy would go to: who has that address, in person or as one who has a place in an
-- agency that she refuses, or whoever is said to be of one (p_of); but for what two people decided on past it, which that agency reads
-- itself. By all her files; asked by who sees the case.
CREATE FUNCTION app.refuses_recipient(p_case uuid, p_email text, p_of uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_case(p_case) AND EXISTS (SELECT FROM app.noes_on(app.partnership_id(), p_case) l
    LEFT JOIN accounts a ON a.email = lower(p_email)
    WHERE CASE l.kind WHEN 'worker' THEN l.account_id = a.id
        WHEN 'agency' THEN (app.has_place_in(l.partnership_id, l.agency_id, a.id, app.moment()) OR l.agency_id = ANY (p_of))
          AND NOT EXISTS (SELECT FROM app.override_in_force(l.partnership_id, p_case, l.agency_id, app.moment()))
        ELSE false END) OR (app.sees_case(p_case) AND EXISTS (SELECT FROM accounts a WHERE a.email = lower(p_email)
          AND a.id IN (SELECT app.excluded_from(app.partnership_id(), p_case))))
$$;
REVOKE ALL ON FUNCTION app.refuses_recipient FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.refuses_recipient TO alongside_app;

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

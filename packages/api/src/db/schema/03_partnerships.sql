-- The tenants: their agencies, who works in them, what they signed, by which rules they work.

CREATE TABLE partnerships (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  locality text NOT NULL,
  prefix text NOT NULL UNIQUE CHECK (prefix ~ '^[A-Z]{2,5}$'),
  noun text NOT NULL,
  noun_plural text NOT NULL,
  time_zone text NOT NULL,
  division text NOT NULL,
  coordinating_agency_id uuid,
  meeting_rule jsonb,
  paper_witnessed boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL
);

CREATE TABLE agencies (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  -- ACC-5: until when charter and information sharing protocol are signed and in force; NULL: not signed.
  standing_until timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id)
);
-- Two of one name cannot be told apart where one is chosen.
CREATE UNIQUE INDEX agencies_named ON agencies (partnership_id, lower(regexp_replace(btrim(name), '\s+', ' ', 'g')));

CREATE TABLE memberships (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL UNIQUE,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  role text NOT NULL,
  job_title text,
  safeguarding_lead boolean NOT NULL DEFAULT false,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by uuid REFERENCES accounts,
  ended_for text,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
-- One account may be a guest of several items at once, through the same agency.
CREATE UNIQUE INDEX memberships_in_force ON memberships (partnership_id, account_id, agency_id, role)
  WHERE ended_at IS NULL AND NOT app.is_invited(role);
CREATE INDEX memberships_account ON memberships (account_id);
CREATE INDEX memberships_agency ON memberships (partnership_id, agency_id) WHERE ended_at IS NULL;

-- ACC-10: a place that waits for a yes. Of the person it holds what the inviter typed, and nothing of an account.
CREATE TABLE place_offers (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL UNIQUE,
  agency_id uuid NOT NULL,
  role text NOT NULL,
  email text NOT NULL CHECK (email = lower(email)),
  name text NOT NULL,
  job_title text,
  safeguarding_lead boolean NOT NULL DEFAULT false,
  -- None: the partnership's first, by whoever founded it.
  offered_by uuid,
  offered_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- Its mail was given up then: nobody knows of it who is to answer.
  undelivered_at timestamptz,
  ended_at timestamptz,
  ended_as text CHECK (ended_as IN ('accepted', 'declined', 'replaced', 'taken_back')),
  membership_id uuid,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, offered_by) REFERENCES memberships,
  FOREIGN KEY (partnership_id, membership_id) REFERENCES memberships,
  CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
  CHECK ((ended_as IS NOT DISTINCT FROM 'accepted') = (membership_id IS NOT NULL))
);
-- One alive for each person: a second ends the first.
CREATE UNIQUE INDEX place_offers_alive ON place_offers (partnership_id, email) WHERE ended_at IS NULL;
CREATE INDEX place_offers_email ON place_offers (email) WHERE ended_at IS NULL;

CREATE TABLE agreement_versions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  version integer NOT NULL,
  text text NOT NULL,
  effective_from date NOT NULL,
  review_on date NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, kind, version)
);

CREATE TABLE agreement_signatures (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  agreement_version_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  name text NOT NULL,
  title text NOT NULL,
  text_sha256 bytea NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, agreement_version_id, agency_id),
  FOREIGN KEY (partnership_id, agreement_version_id) REFERENCES agreement_versions,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- CON-6: what the law makes of an agency, by its own lead. The newest version stands; those before stay on record.
CREATE TABLE agency_legal_facts (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  agency_id uuid NOT NULL,
  version integer NOT NULL,
  public_body boolean NOT NULL,
  -- Which the law gives it, and by what.
  function text,
  -- Crime and Disorder Act 1998, s. 115.
  relevant_authority boolean NOT NULL,
  -- Data Protection Act 2018, Part 3.
  competent_authority boolean NOT NULL,
  -- To whom, and by which rule. NULL: none of its own.
  duty_of_confidence text,
  saved_at timestamptz NOT NULL,
  saved_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, agency_id, version),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK (public_body = (function IS NOT NULL))
);

CREATE TABLE rule_sets (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL,
  definition jsonb NOT NULL,
  effective_from timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, version)
);

CREATE TABLE bank_holidays (
  division text NOT NULL,
  date date NOT NULL,
  title text NOT NULL,
  PRIMARY KEY (division, date)
);

-- Guards: made once the tables of every file stand.

ALTER TABLE partnerships ADD FOREIGN KEY (id, coordinating_agency_id) REFERENCES agencies (partnership_id, id)
  DEFERRABLE INITIALLY DEFERRED;
CALL app.close_table('partnerships');
CREATE POLICY partnership ON partnerships TO alongside_app, alongside_jobs
  USING (id = app.partnership_id()) WITH CHECK (id = app.partnership_id());
CREATE POLICY every_partnership ON partnerships FOR SELECT TO alongside_jobs, alongside_identity USING (true);
GRANT SELECT, INSERT, UPDATE ON partnerships TO alongside_app;
GRANT SELECT ON partnerships TO alongside_jobs, alongside_identity;

CALL app.close_table('agency_legal_facts');
CREATE POLICY known ON agency_legal_facts FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()));
CREATE POLICY own ON agency_legal_facts FOR INSERT TO alongside_app
  WITH CHECK (partnership_id = app.partnership_id() AND agency_id = app.agency_id());
GRANT SELECT, INSERT ON agency_legal_facts TO alongside_app;

CALL app.close_table('agencies');
CALL app.open_to_partnership('agencies');
CREATE POLICY identity ON agencies FOR SELECT TO alongside_identity USING (true);
GRANT SELECT, INSERT, UPDATE ON agencies TO alongside_app;
GRANT SELECT ON agencies TO alongside_jobs, alongside_identity;

-- ACC-10: nobody writes a place of a person but the functions below, which hold the rules of shared/partnerships/rules.ts.
-- What the coordinator agrees to (guests, observers, systems) begins by its own operations, and is nobody's own.
CALL app.close_table('memberships');
CREATE POLICY partnership ON memberships FOR SELECT TO alongside_app, alongside_jobs USING (partnership_id = (SELECT app.partnership_id()));
CREATE POLICY agreed ON memberships FOR INSERT TO alongside_app WITH CHECK (partnership_id = app.partnership_id()
  AND app.coordinates() AND NOT app.is_place(role) AND account_id IS DISTINCT FROM app.account_id());
CREATE POLICY system ON memberships FOR UPDATE TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND role = 'machine_client' AND (agency_id = (SELECT app.grants_to()) OR (SELECT app.coordinates())));
CREATE POLICY identity ON memberships FOR SELECT TO alongside_identity USING (true);
GRANT SELECT, INSERT, UPDATE (ended_at) ON memberships TO alongside_app;
GRANT SELECT ON memberships TO alongside_jobs, alongside_identity;

CALL app.close_table('agreement_versions');
CALL app.open_to_partnership('agreement_versions');
GRANT SELECT, INSERT ON agreement_versions TO alongside_app;
GRANT SELECT ON agreement_versions TO alongside_jobs;

CALL app.close_table('agreement_signatures');
CALL app.open_to_partnership('agreement_signatures');
GRANT SELECT, INSERT ON agreement_signatures TO alongside_app;
GRANT SELECT ON agreement_signatures TO alongside_jobs;

CALL app.close_table('rule_sets');
CALL app.open_to_partnership('rule_sets');
GRANT SELECT, INSERT ON rule_sets TO alongside_app;
-- OPS-4: the blank form on paper asks what the rule set asks.
GRANT SELECT ON rule_sets TO alongside_jobs;

CALL app.close_table('bank_holidays');
CREATE POLICY known ON bank_holidays FOR SELECT TO alongside_app, alongside_jobs USING (true);
CREATE POLICY added ON bank_holidays FOR INSERT TO alongside_app WITH CHECK (true);
GRANT SELECT, INSERT ON bank_holidays TO alongside_app;
GRANT SELECT ON bank_holidays TO alongside_jobs;

-- ACC-10: who coordinates holds no place in another agency, however a place comes about.
CREATE FUNCTION app.keep_coordinators_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('places of ' || NEW.partnership_id || NEW.account_id, 0));
  IF EXISTS (SELECT FROM memberships m WHERE m.partnership_id = NEW.partnership_id AND m.account_id = NEW.account_id
      AND m.agency_id <> NEW.agency_id AND m.ended_at IS NULL AND app.is_place(m.role)
      AND 'coordinator' IN (m.role, NEW.role)) THEN
    RAISE EXCEPTION 'a coordinator in another agency' USING ERRCODE = 'AL411';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.keep_coordinators_apart FROM PUBLIC;
CREATE TRIGGER keep_coordinators_apart BEFORE INSERT OR UPDATE OF role, agency_id, account_id ON memberships FOR EACH ROW
  WHEN (NEW.ended_at IS NULL AND app.is_place(NEW.role)) EXECUTE FUNCTION app.keep_coordinators_apart();

-- Whether the holder of a place may name somebody for a place: whyNotName of shared/partnerships/rules.ts, word for word.
CREATE FUNCTION app.may_name(p_by uuid, p_agency uuid, p_role text, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships b
    JOIN partnerships p ON p.id = b.partnership_id
    JOIN agencies g ON g.partnership_id = p.id AND g.id = p_agency
    CROSS JOIN LATERAL (SELECT count(*) AS people, count(*) FILTER (WHERE app.leads(m.role)) AS leads
      FROM memberships m WHERE m.partnership_id = p.id AND m.agency_id = g.id AND app.in_force(m.started_at, m.ended_at, p_at)
       AND app.is_place(m.role)) h
   WHERE b.id = p_by AND app.in_force(b.started_at, b.ended_at, p_at) AND CASE
      WHEN app.is_only_where_coordinated(p_role)
        THEN b.role = 'coordinator' AND b.agency_id = g.id AND g.id = p.coordinating_agency_id
      WHEN b.agency_id = g.id AND app.leads(b.role) THEN app.is_of_one_agency(p_role)
      WHEN p_role <> 'lead_member' THEN false
      WHEN b.agency_id = g.id THEN h.leads = 0 AND b.role = 'secondary_member'
      ELSE b.role = 'coordinator' AND h.people = 0 END)
$$;
REVOKE ALL ON FUNCTION app.may_name FROM PUBLIC;

-- Whether whoever asks looks after the places of an agency: its lead and who stands in for her, and the coordinator.
CREATE FUNCTION app.tends_places(p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships b JOIN partnerships p ON p.id = b.partnership_id
   WHERE b.partnership_id = app.partnership_id() AND b.id = app.membership_id()
    AND app.in_force(b.started_at, b.ended_at, app.moment())
    AND ((b.role = 'coordinator' AND b.agency_id = p.coordinating_agency_id) OR (b.agency_id = p_agency AND app.hears_for_agency(b.role))))
$$;
REVOKE ALL ON FUNCTION app.tends_places FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.tends_places TO alongside_app;

CALL app.close_table('place_offers');
CALL app.open_to_jobs('place_offers');
CREATE POLICY tended ON place_offers FOR SELECT TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND app.tends_places(agency_id));
CREATE POLICY identity ON place_offers FOR SELECT TO alongside_identity USING (true);
GRANT SELECT ON place_offers TO alongside_app, alongside_jobs, alongside_identity;
GRANT UPDATE (undelivered_at) ON place_offers TO alongside_jobs;

-- Offers a place, and ends the offer that waits for the same address. It looks at no account but the asker's own.
CREATE FUNCTION app.offer_place(p_offer uuid, p_agency uuid, p_role text, p_email text, p_name text, p_job_title text,
  p_safeguarding_lead boolean, p_until timestamptz, p_at_most integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  at constant timestamptz := app.moment();
BEGIN
  IF NOT (CASE WHEN app.membership_id() IS NULL
    -- Whoever founds a partnership invites its first coordinator, once.
    THEN p_role = 'coordinator' AND EXISTS (SELECT FROM accounts a WHERE a.id = app.account_id() AND a.platform_administrator)
      AND EXISTS (SELECT FROM partnerships p WHERE p.id = here AND p.coordinating_agency_id = p_agency)
      AND NOT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = here)
      AND NOT EXISTS (SELECT FROM place_offers o WHERE o.partnership_id = here)
    ELSE EXISTS (SELECT FROM memberships b WHERE b.id = app.membership_id() AND b.partnership_id = here)
      AND app.may_name(app.membership_id(), p_agency, p_role, at)
      AND NOT EXISTS (SELECT FROM accounts a WHERE a.id = app.account_id() AND a.email = lower(p_email)) END) THEN
    RAISE EXCEPTION 'not hers to name' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('offers to ' || here || lower(p_email), 0));
  UPDATE place_offers o SET ended_at = at, ended_as = 'replaced'
   WHERE o.partnership_id = here AND o.email = lower(p_email) AND o.ended_at IS NULL;
  -- One after the other, so that of all that are offered at once each counts those before it.
  PERFORM pg_advisory_xact_lock(hashtextextended('places of ' || here, 0));
  IF p_at_most <= (SELECT count(*) FROM memberships m WHERE m.partnership_id = here AND m.ended_at IS NULL
        AND app.is_place(m.role))
      + (SELECT count(*) FROM place_offers o WHERE o.partnership_id = here AND o.ended_at IS NULL) THEN
    RAISE EXCEPTION 'no room for another place' USING ERRCODE = 'AL425';
  END IF;
  INSERT INTO place_offers (partnership_id, id, agency_id, role, email, name, job_title, safeguarding_lead, offered_by, offered_at, expires_at)
    VALUES (here, p_offer, p_agency, p_role, lower(p_email), p_name, p_job_title, p_safeguarding_lead, app.membership_id(), at, p_until);
END $$;
REVOKE ALL ON FUNCTION app.offer_place FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.offer_place TO alongside_app;

CREATE FUNCTION app.take_back_offer(p_offer uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE place_offers o SET ended_at = app.moment(), ended_as = 'taken_back' WHERE o.partnership_id = app.partnership_id()
    AND o.id = p_offer AND o.ended_at IS NULL AND app.tends_places(o.agency_id);
  RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION app.take_back_offer FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.take_back_offer TO alongside_app;

-- The places that whoever asks is offered, in any partnership.
CREATE FUNCTION app.my_offers() RETURNS TABLE (id uuid, "partnershipName" text, "agencyName" text, role text, "jobTitle" text,
  "offeredByName" text, "expiresAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.id, p.name, g.name, o.role, o.job_title, b.name, o.expires_at FROM accounts a
    JOIN place_offers o ON o.email = a.email AND o.ended_at IS NULL AND o.expires_at > app.moment()
    JOIN partnerships p ON p.id = o.partnership_id
    JOIN agencies g ON g.partnership_id = o.partnership_id AND g.id = o.agency_id
    LEFT JOIN memberships m ON m.partnership_id = o.partnership_id AND m.id = o.offered_by
    LEFT JOIN accounts b ON b.id = m.account_id
   WHERE a.id = app.account_id() ORDER BY o.offered_at, o.id LIMIT 50
$$;
REVOKE ALL ON FUNCTION app.my_offers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.my_offers TO alongside_app;

-- Yes to an offer, by its address's own account. Asked anew whether whoever offered it may: she may have left, and the first
-- lead of an agency is one. It stands in the record of the offer's partnership, where the account may have no place yet.
-- p_ids: of the place, the event and the record.
CREATE FUNCTION app.take_place(p_offer uuid, p_account uuid, p_ids uuid[], p_request text, p_from text, p_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE o place_offers;
BEGIN
  SELECT f.* INTO o FROM place_offers f JOIN accounts a ON a.email = f.email AND a.id = p_account
   WHERE f.id = p_offer FOR UPDATE OF f;
  PERFORM pg_advisory_xact_lock(hashtextextended('people of ' || o.agency_id, 0));
  IF o.id IS NULL OR o.ended_at IS NOT NULL OR o.expires_at <= p_at
    OR NOT (CASE WHEN o.offered_by IS NULL
      THEN NOT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = o.partnership_id AND m.agency_id = o.agency_id)
      ELSE app.may_name(o.offered_by, o.agency_id, o.role, p_at) END)
    OR EXISTS (SELECT FROM memberships m WHERE m.partnership_id = o.partnership_id AND m.account_id = p_account
      AND m.agency_id = o.agency_id AND m.role = o.role AND m.ended_at IS NULL) THEN
    RAISE EXCEPTION 'offer over' USING ERRCODE = 'AL412';
  END IF;
  -- HRM-1: not while a name is held against those who work here: whoever writes it down is asked of this one too, or is done by then.
  PERFORM pg_advisory_xact_lock(hashtextextended('names of ' || o.partnership_id, 0));
  INSERT INTO memberships (partnership_id, id, account_id, agency_id, role, job_title, safeguarding_lead, started_at)
    VALUES (o.partnership_id, p_ids[1], p_account, o.agency_id, o.role, o.job_title, o.safeguarding_lead, p_at);
  UPDATE place_offers SET ended_at = p_at, ended_as = 'accepted', membership_id = p_ids[1] WHERE id = o.id;
  INSERT INTO outbox_events (id, partnership_id, type, data, at)
    VALUES (p_ids[2], o.partnership_id, 'membership.added', jsonb_build_object('membershipId', p_ids[1]), p_at);
  INSERT INTO audit_events (id, partnership_id, at, account_id, agency_id, role, action, subject_id, request_id, from_address)
    VALUES (p_ids[3], o.partnership_id, p_at, p_account, o.agency_id, o.role, 'place.accepted', p_ids[1], p_request, p_from);
END $$;
REVOKE ALL ON FUNCTION app.take_place FROM PUBLIC;

-- Whether an offer was made to whoever asks; what was made to others does not exist.
CREATE FUNCTION app.offered_to_me(p_offer uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM place_offers f JOIN accounts a ON a.email = f.email WHERE f.id = p_offer AND a.id = app.account_id())
$$;
REVOKE ALL ON FUNCTION app.offered_to_me FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.offered_to_me TO alongside_app;

CREATE FUNCTION app.accept_place(p_offer uuid, p_ids uuid[], p_request text, p_from text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.take_place(p_offer, app.account_id(), p_ids, p_request, p_from, app.moment())
$$;
REVOKE ALL ON FUNCTION app.accept_place FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.accept_place TO alongside_app;

CREATE FUNCTION app.decline_place(p_offer uuid, p_audit uuid, p_request text, p_from text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE o place_offers;
BEGIN
  UPDATE place_offers f SET ended_at = app.moment(), ended_as = 'declined' FROM accounts a
   WHERE f.id = p_offer AND f.ended_at IS NULL AND a.id = app.account_id() AND a.email = f.email RETURNING f.* INTO o;
  IF o.id IS NULL THEN RAISE EXCEPTION 'offer over' USING ERRCODE = 'AL412'; END IF;
  INSERT INTO audit_events (id, partnership_id, at, account_id, action, subject_id, request_id, from_address)
    VALUES (p_audit, o.partnership_id, app.moment(), app.account_id(), 'place.declined', o.id, p_request, p_from);
END $$;
REVOKE ALL ON FUNCTION app.decline_place FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.decline_place TO alongside_app;

-- Ends a place, and what hangs on it: its sessions, and the invitations that its holder sent.
CREATE FUNCTION app.end_place(p_membership uuid, p_for text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  at constant timestamptz := app.moment();
  ended memberships;
BEGIN
  UPDATE memberships m SET ended_at = at, ended_by = app.account_id(), ended_for = p_for FROM memberships b
   WHERE m.partnership_id = app.partnership_id() AND m.id = p_membership AND app.in_force(m.started_at, m.ended_at, at)
     AND app.is_place(m.role)
     AND b.partnership_id = m.partnership_id AND b.id = app.membership_id() AND app.in_force(b.started_at, b.ended_at, at)
     AND b.account_id <> m.account_id
     AND (b.role = 'coordinator' OR (b.agency_id = m.agency_id AND b.role = 'lead_member'
       AND app.is_of_one_agency(m.role)))
   RETURNING m.* INTO ended;
  IF ended.id IS NULL THEN RAISE EXCEPTION 'not hers to end' USING ERRCODE = 'insufficient_privilege'; END IF;
  UPDATE sessions s SET ended_at = at WHERE s.membership_id = ended.id AND s.ended_at IS NULL;
  UPDATE place_offers o SET ended_at = at, ended_as = 'taken_back'
   WHERE o.partnership_id = ended.partnership_id AND o.offered_by = ended.id AND o.ended_at IS NULL;
END $$;
REVOKE ALL ON FUNCTION app.end_place FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.end_place TO alongside_app;

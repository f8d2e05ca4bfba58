-- Who sees a case.

-- Whether a span of time has begun and not ended at an instant: of a grant, of a place in an agency. Postgres puts the text
-- in the place of the call, unless the instant stands in a sub-select.
CREATE FUNCTION app.in_force(p_from timestamptz, p_until timestamptz, p_at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT p_from <= p_at AND (p_until IS NULL OR p_until > p_at) $$;

-- Of a grant: lists stand ready by it (36_lists.sql): an agency's, and not for coordination, which opens to who coordinates and is in no list.
CREATE FUNCTION app.lists_by(p_agency uuid, p_basis text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT p_agency IS NOT NULL AND p_basis <> 'coordination' $$;

-- ACC-7: what an emergency alone opens is read and not written. `p_case`: the column that names the case.
CREATE PROCEDURE app.keep_from_emergencies(p_table text, p_case text DEFAULT 'case_id') LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY not_in_emergency ON %1$I AS RESTRICTIVE TO alongside_app USING (true) WITH CHECK (app.may_record_on(%2$I))', p_table, p_case);
END $$;
REVOKE ALL ON PROCEDURE app.keep_from_emergencies FROM PUBLIC;

-- What hangs on a case: seen, and written, through a sharing grant alone. `p_also`: a further condition. `p_in_emergency`: it
-- is what an emergency needs, and may be written in one.
CREATE PROCEDURE app.open_by_grant(p_table text, p_also text DEFAULT NULL, p_in_emergency boolean DEFAULT false) LANGUAGE plpgsql AS $$
BEGIN
  IF NOT p_in_emergency THEN CALL app.keep_from_emergencies(p_table); END IF;
  EXECUTE format('CREATE POLICY granted ON %1$I TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND EXISTS (SELECT FROM app.grants_opening(%1$I.partnership_id, %1$I.case_id))', p_table) || coalesce(' AND (' || p_also || ')', '') || ')';
END $$;
REVOKE ALL ON PROCEDURE app.open_by_grant FROM PUBLIC;

-- ACC-8: the same for what an agency made itself with its own referral: it stays its own where its grant is narrowed. `p_own`:
-- which rows those are, of a grant `g`.
CREATE PROCEDURE app.open_to_own_record(p_table text, p_own text, p_in_emergency boolean DEFAULT false) LANGUAGE plpgsql AS $$
BEGIN
  IF NOT p_in_emergency THEN CALL app.keep_from_emergencies(p_table); END IF;
  EXECUTE format('CREATE POLICY granted ON %1$I TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND EXISTS (SELECT FROM app.grants_to_own_record(%1$I.partnership_id, %1$I.case_id) g WHERE NOT g.narrowed OR %2$s))', p_table, p_own);
END $$;
REVOKE ALL ON PROCEDURE app.open_to_own_record FROM PUBLIC;

-- ACC-8, ACC-6: a row that others may write in is an agency's own record for as long as nobody else has: then it holds what others said, and
-- does so still when she writes in it again (`words_of`: the one agency that wrote in it; NULL: several did).
CREATE FUNCTION app.keep_words_of() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.words_of := CASE WHEN coalesce(app.agency_id(), OLD.words_of) = OLD.words_of THEN OLD.words_of END;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.keep_words_of FROM PUBLIC;
CREATE PROCEDURE app.keep_own_words(p_table text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER words_of BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION app.keep_words_of()', p_table);
END $$;
REVOKE ALL ON PROCEDURE app.keep_own_words FROM PUBLIC;

-- ACC-2: the one table that decides who sees a case. Each row rests on one record.
CREATE TABLE sharing_grants (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  -- ACC-2: a guest's grant is a grant like any other, and narrower: no agency holds it, so that no policy of a case's rows
  -- takes it for one that opens the case.
  agency_id uuid,
  account_id uuid REFERENCES accounts,
  basis text NOT NULL,
  referral_id uuid,
  consent_id uuid,
  without_consent_id uuid,
  emergency_access_id uuid,
  guest_invitation_id uuid,
  -- ACC-8: past her no, by the decision of two agencies (16_past_limits.sql): sharing without consent, or an emergency that leans on it.
  override_id uuid,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  -- ACC-8: her limits, worked in by app.apply_limits (14_limits.sql) and by nothing else. Narrowed: it opens what its agency
  -- made itself, and no more. Shut out: the accounts of those whom she refuses in person.
  narrowed boolean NOT NULL DEFAULT false,
  shut_out uuid[],
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK (CASE basis
    WHEN 'own_referral' THEN referral_id IS NOT NULL
    WHEN 'coordination' THEN referral_id IS NOT NULL
    WHEN 'consent' THEN consent_id IS NOT NULL
    WHEN 'without_consent' THEN without_consent_id IS NOT NULL
    WHEN 'emergency_access' THEN emergency_access_id IS NOT NULL AND account_id IS NOT NULL AND until_at IS NOT NULL
    WHEN 'invitation' THEN guest_invitation_id IS NOT NULL AND account_id IS NOT NULL
    ELSE false END),
  CHECK ((basis = 'invitation') = (agency_id IS NULL)),
  CHECK (override_id IS NULL OR basis IN ('without_consent', 'emergency_access'))
);
CREATE INDEX sharing_grants_opening ON sharing_grants (partnership_id, case_id, agency_id)
  INCLUDE (from_at, until_at, basis, account_id, narrowed, shut_out);
-- Where the lists of an agency begin (access/visibility.ts), whatever else the partnership holds.
CREATE INDEX sharing_grants_agency ON sharing_grants (partnership_id, agency_id, case_id) INCLUDE (from_at, until_at, shut_out)
  WHERE agency_id IS NOT NULL;
CREATE INDEX sharing_grants_consent ON sharing_grants (partnership_id, consent_id) WHERE consent_id IS NOT NULL;
CREATE INDEX sharing_grants_invitation ON sharing_grants (partnership_id, guest_invitation_id) WHERE guest_invitation_id IS NOT NULL;
CREATE INDEX sharing_grants_referral ON sharing_grants (partnership_id, referral_id) WHERE referral_id IS NOT NULL;

-- HRM-1, ACC-8: whether those to whom a file is closed in person keep it from the systems and webhooks of an agency too: one of them looks
-- after these there, answers for a system, or made a secret or an address that still works. What such a system reads, she could read.
CREATE FUNCTION app.keeps_from_systems(p_partnership uuid, p_agency uuid, p_shut_out uuid[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM memberships m WHERE m.partnership_id = p_partnership AND m.agency_id = p_agency AND m.account_id = ANY (p_shut_out)
      AND (m.safeguarding_lead OR app.hears_for_agency(m.role)) AND app.in_force(m.started_at, m.ended_at, app.moment()))
    OR EXISTS (SELECT FROM systems s WHERE s.partnership_id = p_partnership AND s.agency_id = p_agency AND s.state IN ('proposed', 'agreed')
      AND (EXISTS (SELECT FROM memberships o WHERE o.partnership_id = s.partnership_id AND o.id = s.owner_membership_id AND o.account_id = ANY (p_shut_out))
        OR EXISTS (SELECT FROM system_secrets x WHERE x.partnership_id = s.partnership_id AND x.system_id = s.id AND x.ended_at IS NULL
          AND x.made_by = ANY (p_shut_out))))
    OR EXISTS (SELECT FROM webhook_endpoints w WHERE w.partnership_id = p_partnership AND w.agency_id = p_agency AND w.removed_at IS NULL
      AND w.created_by = ANY (p_shut_out));
END $$;
REVOKE ALL ON FUNCTION app.keeps_from_systems FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.keeps_from_systems TO alongside_jobs;

-- Whether a grant is closed to whoever asks in person, or to the system that asks.
CREATE FUNCTION app.shuts_me_out(p_partnership uuid, p_agency uuid, p_shut_out uuid[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN app.account_id() = ANY (p_shut_out) OR (EXISTS (SELECT FROM memberships m WHERE m.partnership_id = p_partnership
      AND m.id = app.membership_id() AND m.role = 'machine_client') AND app.keeps_from_systems(p_partnership, p_agency, p_shut_out));
END $$;
REVOKE ALL ON FUNCTION app.shuts_me_out FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.shuts_me_out TO alongside_app;

-- ACC-2: the grants that open a case to whoever asks, now. Every policy of what hangs on a case rests on this text, and so
-- do the functions that answer past them: Postgres puts it in the place of the call. The context's functions stand in
-- sub-selects: asked once a statement, not once for every row that is looked at. OFFSET 0: the grants of each row are looked
-- up by the index; without it Postgres prefers to gather every grant of the agency first, which grows with its cases.
CREATE FUNCTION app.grants_opening(p_partnership uuid, p_case uuid) RETURNS SETOF sharing_grants
LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT g.* FROM sharing_grants g WHERE g.partnership_id = p_partnership AND g.case_id = p_case
    AND g.agency_id = (SELECT app.grants_to())
    AND g.from_at <= (SELECT app.moment()) AND (g.until_at IS NULL OR g.until_at > (SELECT app.moment()))
    AND (g.account_id IS NULL OR g.account_id = (SELECT app.account_id()))
    AND NOT g.narrowed AND (g.shut_out IS NULL OR NOT app.shuts_me_out(g.partnership_id, g.agency_id, g.shut_out))
    AND (g.basis <> 'coordination' OR (SELECT app.coordinates())) OFFSET 0
$$;
REVOKE ALL ON FUNCTION app.grants_opening FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.grants_opening TO alongside_app;

-- Where searches begin (app.cases_meant): the cases on which the agency of who asks holds a grant in force. NULL where they are more
-- than five hundred, and for who coordinates, to whom every row is open. More than policies open, never less: each of them rests on a grant of
-- that agency that is in force and not closed to who asks. It runs with the rights of who asks.
CREATE FUNCTION app.few_cases() RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
DECLARE v_most CONSTANT integer := 500;
BEGIN
  IF app.grants_to() IS NULL OR app.coordinates() THEN RETURN NULL; END IF;
  RETURN (SELECT CASE WHEN count(*) <= v_most THEN coalesce(array_agg(h.case_id), '{}') END
    FROM (SELECT DISTINCT g.case_id FROM sharing_grants g WHERE g.partnership_id = app.partnership_id()
      AND g.agency_id = app.grants_to() AND app.in_force(g.from_at, g.until_at, app.moment()) LIMIT v_most + 1) h);
END $$;
REVOKE ALL ON FUNCTION app.few_cases FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.few_cases TO alongside_app;

-- ACC-8: the same, and the grant of one's own referral where it is narrowed: to what one's agency made itself. The policy
-- says which rows those are.
CREATE FUNCTION app.grants_to_own_record(p_partnership uuid, p_case uuid) RETURNS SETOF sharing_grants
LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT g.* FROM sharing_grants g WHERE g.partnership_id = p_partnership AND g.case_id = p_case
    AND g.agency_id = (SELECT app.grants_to())
    AND g.from_at <= (SELECT app.moment()) AND (g.until_at IS NULL OR g.until_at > (SELECT app.moment()))
    AND (g.account_id IS NULL OR g.account_id = (SELECT app.account_id()))
    AND (NOT g.narrowed OR g.basis = 'own_referral')
    AND (g.shut_out IS NULL OR NOT app.shuts_me_out(g.partnership_id, g.agency_id, g.shut_out))
    AND (g.basis <> 'coordination' OR (SELECT app.coordinates())) OFFSET 0
$$;
REVOKE ALL ON FUNCTION app.grants_to_own_record FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.grants_to_own_record TO alongside_app;

-- Whether a grant of an agency opens its case to one of its people, as app.grants_opening has it for who asks herself;
-- `p_coordinates`: she coordinates.
CREATE FUNCTION app.opens_to(p_grant sharing_grants, p_account uuid, p_coordinates boolean, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT (p_grant.account_id IS NULL OR p_grant.account_id = p_account) AND NOT p_grant.narrowed AND app.in_force(p_grant.from_at, p_grant.until_at, p_at)
    AND (p_grant.shut_out IS NULL OR p_account <> ALL (p_grant.shut_out))
    AND (p_grant.basis <> 'coordination' OR p_coordinates)
$$;
REVOKE ALL ON FUNCTION app.opens_to FROM PUBLIC;

-- The same, as app.grants_to_own_record has it.
CREATE FUNCTION app.opens_own_record_to(p_grant sharing_grants, p_account uuid, p_coordinates boolean, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT (p_grant.account_id IS NULL OR p_grant.account_id = p_account) AND (NOT p_grant.narrowed OR p_grant.basis = 'own_referral')
    AND app.in_force(p_grant.from_at, p_grant.until_at, p_at) AND (p_grant.shut_out IS NULL OR p_account <> ALL (p_grant.shut_out))
    AND (p_grant.basis <> 'coordination' OR p_coordinates)
$$;
REVOKE ALL ON FUNCTION app.opens_own_record_to FROM PUBLIC;

-- The same for one case, also where no policy lets its rows be read.
CREATE FUNCTION app.sees_case(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM app.grants_opening(app.partnership_id(), p_case))
$$;
REVOKE ALL ON FUNCTION app.sees_case FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.sees_case TO alongside_app;

-- Whether she sees it, or what her agency made itself in it.
CREATE FUNCTION app.sees_own_record(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM app.grants_to_own_record(app.partnership_id(), p_case))
$$;
REVOKE ALL ON FUNCTION app.sees_own_record FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.sees_own_record TO alongside_app;

-- ACC-7: whether who asks may write what hangs on a case: not where an emergency alone opens it to her (AL421:
-- http/problems.ts). Whether she sees it at all others ask.
CREATE FUNCTION app.may_record_on(p_case uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (SELECT bool_and(g.basis = 'emergency_access') FROM app.grants_to_own_record(app.partnership_id(), p_case) g) THEN
    RAISE EXCEPTION 'an emergency opens it to be read' USING ERRCODE = 'AL421';
  END IF;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION app.may_record_on FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.may_record_on TO alongside_app;

-- Guards: made once the tables of every file stand.

-- Whether the asker is somebody in a place of hers: neither a system's token, whatever it may do else, nor who was invited (HRM-1).
CREATE FUNCTION app.in_person() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.id = app.membership_id()
    AND app.is_place(m.role))
$$;
REVOKE ALL ON FUNCTION app.in_person FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.in_person TO alongside_app;

-- ACC-8: whether somebody has a place in an agency: whatever place she acts in, she is of it. The one rule of who an agency's
-- people are where the person said no to that agency.
CREATE FUNCTION app.has_place_in(p_partnership uuid, p_agency uuid, p_account uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = p_partnership AND m.account_id = p_account
    AND app.in_force(m.started_at, m.ended_at, p_at) AND (m.agency_id = p_agency OR (app.is_invited(m.role)
      AND EXISTS (SELECT FROM guest_invitations i WHERE i.partnership_id = m.partnership_id AND i.membership_id = m.id
        AND p_agency = ANY (i.of_agencies)))))
$$;
REVOKE ALL ON FUNCTION app.has_place_in FROM PUBLIC;

-- The same of who asks: her agency now, or one in which she has a place beside it.
CREATE FUNCTION app.is_of(p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(p_agency = app.agency_id(), false) OR app.has_place_in(app.partnership_id(), p_agency, app.account_id(), app.moment())
$$;
REVOKE ALL ON FUNCTION app.is_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_of TO alongside_app;

ALTER TABLE sharing_grants
  ADD FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  -- A draft that is submitted gets its case after its grants.
  ADD FOREIGN KEY (partnership_id, case_id, referral_id) REFERENCES referrals (partnership_id, case_id, id) DEFERRABLE INITIALLY DEFERRED,
  ADD FOREIGN KEY (partnership_id, case_id, consent_id) REFERENCES consents (partnership_id, case_id, id),
  ADD FOREIGN KEY (partnership_id, case_id, without_consent_id) REFERENCES without_consents (partnership_id, case_id, id),
  ADD FOREIGN KEY (partnership_id, case_id, emergency_access_id) REFERENCES emergency_accesses (partnership_id, case_id, id),
  ADD FOREIGN KEY (partnership_id, case_id, override_id) REFERENCES limit_overrides (partnership_id, case_id, id),
  ADD FOREIGN KEY (partnership_id, case_id, guest_invitation_id) REFERENCES guest_invitations (partnership_id, case_id, id);

-- ACC-2: a draft of who asks opens a file of its own agency that nobody sees yet; what the coordinator imports is that of the
-- agency which referred her. Of any other file the answer is no, whether there is one or not (ACC-6).
CREATE FUNCTION app.opens_own_file(p_case uuid, p_referral uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM referrals r JOIN cases c ON c.partnership_id = r.partnership_id
        AND (c.agency_id = r.agency_id OR (r.imported AND app.coordinates()))
      WHERE r.partnership_id = app.partnership_id() AND r.id = p_referral AND r.case_id IS NULL AND c.id = p_case
        AND r.author_account_id = app.account_id() AND r.agency_id = app.grants_to())
    AND NOT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = app.partnership_id() AND g.case_id = p_case)
$$;
REVOKE ALL ON FUNCTION app.opens_own_file FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.opens_own_file TO alongside_app;

-- ACC-3: a grant rests on what stands: not on a consent that has ended.
CREATE FUNCTION app.consent_stands(p_consent uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM consents c WHERE c.partnership_id = app.partnership_id() AND c.id = p_consent
    AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL AND app.sees_own_record(c.case_id))
$$;
REVOKE ALL ON FUNCTION app.consent_stands FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.consent_stands TO alongside_app;

CALL app.close_table('sharing_grants');
CALL app.open_to_jobs('sharing_grants');
-- A grant is seen by the agency that holds it, but for whom it is closed to in person. Others' grants on a case are read through app.case_grants.
CREATE POLICY held ON sharing_grants FOR SELECT TO alongside_app
  USING (partnership_id = app.partnership_id() AND agency_id = app.grants_to()
    AND (shut_out IS NULL OR NOT app.shuts_me_out(partnership_id, agency_id, shut_out)));
-- ACC-2: nobody lets herself in. A grant is given by one who sees the case, and not in an emergency alone; by one whose own
-- referral comes again, by what it says; by one who submits her own draft, to the case that is opened with it. What an
-- emergency opens is given by app.open_emergency_access and by nothing else, and what two people decided on past her no by app.settle_override.
CREATE POLICY given ON sharing_grants FOR INSERT TO alongside_app WITH CHECK (
  partnership_id = app.partnership_id() AND basis <> 'emergency_access' AND override_id IS NULL AND (
    (app.sees_case(case_id) AND app.may_record_on(case_id))
    OR (basis IN ('consent', 'without_consent') AND app.sees_own_record(case_id))
    OR (basis IN ('own_referral', 'coordination') AND app.opens_own_file(case_id, referral_id)))
  AND (basis <> 'consent' OR app.consent_stands(consent_id)));
GRANT SELECT, INSERT ON sharing_grants TO alongside_app;
GRANT SELECT, UPDATE ON sharing_grants TO alongside_jobs;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON sharing_grants FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- «Who may see it and why», for those who may; to an agency that sees what it made itself, its own.
CREATE FUNCTION app.case_grants(p_case uuid) RETURNS SETOF sharing_grants
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT g.* FROM sharing_grants g
   WHERE g.partnership_id = app.partnership_id() AND g.case_id = p_case
     AND (app.sees_case(p_case) OR (g.agency_id = app.grants_to() AND app.sees_own_record(p_case)))
   ORDER BY g.from_at, g.id
$$;
REVOKE ALL ON FUNCTION app.case_grants FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.case_grants TO alongside_app;

-- The agencies to whom something of a case may be given to do, for who sees it: all of which it is open to; one's own too where one
-- sees what it made itself.
CREATE FUNCTION app.may_act_on(p_case uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 5 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT g.agency_id FROM sharing_grants g
   WHERE g.partnership_id = app.partnership_id() AND g.case_id = p_case AND g.agency_id IS NOT NULL AND g.account_id IS NULL
     AND app.in_force(g.from_at, g.until_at, app.moment()) AND app.sees_own_record(p_case)
     AND (NOT g.narrowed OR (g.basis = 'own_referral' AND g.agency_id = app.grants_to()))
   ORDER BY 1 LIMIT 200
$$;
REVOKE ALL ON FUNCTION app.may_act_on FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.may_act_on TO alongside_app;

-- CON-3: whether anybody may be told of the case at the meeting: a consent, or a record of sharing without it, in force.
-- Asked as who may read the grants; those who ask for themselves ask app.basis_in_force.
CREATE FUNCTION app.basis_stands(p_partnership uuid, p_case uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = p_partnership AND g.case_id = p_case
    AND g.basis IN ('consent', 'without_consent') AND app.in_force(g.from_at, g.until_at, p_at))
$$;
REVOKE ALL ON FUNCTION app.basis_stands FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.basis_stands TO alongside_jobs;

-- The same now, answered to those who may see the case, or its item; to others it never stands (ACC-6).
CREATE FUNCTION app.basis_in_force(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.basis_stands(app.partnership_id(), p_case, app.moment())
    AND (coalesce(p_case = app.invited_case(), false) OR app.sees_case(p_case))
$$;
REVOKE ALL ON FUNCTION app.basis_in_force FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.basis_in_force TO alongside_app;

-- ACC-9: whether an agency may hear of a case at all, by a grant that opens it to all its people: who of it is shut out leaves the others in.
CREATE FUNCTION app.opens_to_somebody(p_partnership uuid, p_case uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM sharing_grants g
    JOIN agencies y ON y.partnership_id = g.partnership_id AND y.id = g.agency_id AND y.standing_until > app.moment()
    WHERE g.partnership_id = p_partnership AND g.case_id = p_case AND g.agency_id = p_agency AND g.account_id IS NULL AND NOT g.narrowed
      AND g.basis <> 'coordination' AND app.in_force(g.from_at, g.until_at, app.moment()))
$$;
REVOKE ALL ON FUNCTION app.opens_to_somebody FROM PUBLIC;

-- Whether an agency may hear now of what hangs on a case, by the grants that open it to systems: not those of one person,
-- nor those of coordination, nor where somebody who looks after the systems is shut out.
CREATE FUNCTION app.hears_of(p_case uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = app.partnership_id() AND g.case_id = p_case
    AND g.agency_id = p_agency AND g.account_id IS NULL AND g.basis <> 'coordination' AND NOT g.narrowed
    AND (g.shut_out IS NULL OR NOT app.keeps_from_systems(g.partnership_id, g.agency_id, g.shut_out))
    AND app.in_force(g.from_at, g.until_at, app.moment()))
$$;
REVOKE ALL ON FUNCTION app.hears_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.hears_of TO alongside_jobs;

-- ACC-8: the same of what it made itself with its own referral, be its grant narrowed or not.
CREATE FUNCTION app.hears_of_own(p_case uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = app.partnership_id() AND g.case_id = p_case
    AND g.agency_id = p_agency AND g.basis = 'own_referral' AND app.in_force(g.from_at, g.until_at, app.moment())
    AND (g.shut_out IS NULL OR NOT app.keeps_from_systems(g.partnership_id, g.agency_id, g.shut_out)))
$$;
REVOKE ALL ON FUNCTION app.hears_of_own FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.hears_of_own TO alongside_jobs;

-- ACC-3: grants end with the consent on which they rest. A request ends them only where it sees the case, or saw it until this
-- moment: the record that replaces several consents ends one after the other, its own agency's among them. Clocks end them for everyone.
CREATE FUNCTION app.end_consent_grants(p_consent uuid, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE sharing_grants s SET until_at = p_at
   WHERE s.partnership_id = app.partnership_id() AND s.consent_id = p_consent AND coalesce(s.until_at > p_at, true)
     AND NOT EXISTS (SELECT FROM consents c WHERE c.partnership_id = s.partnership_id AND c.id = p_consent
       AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL)
     AND (app.asked_by_jobs() OR app.sees_own_record(s.case_id) OR EXISTS (SELECT FROM sharing_grants g
       WHERE g.partnership_id = s.partnership_id AND g.case_id = s.case_id AND g.agency_id = app.grants_to()
         AND g.consent_id IS NOT NULL AND g.until_at = app.moment()))
$$;
REVOKE ALL ON FUNCTION app.end_consent_grants FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.end_consent_grants TO alongside_app, alongside_jobs;

-- ACC-5: whether an agency may read anything at an instant: its agreements are signed and in force.
CREATE FUNCTION app.stands_at(p_partnership uuid, p_agency uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM agencies y WHERE y.partnership_id = p_partnership AND y.id = p_agency AND y.standing_until > p_at)
$$;
REVOKE ALL ON FUNCTION app.stands_at FROM PUBLIC;

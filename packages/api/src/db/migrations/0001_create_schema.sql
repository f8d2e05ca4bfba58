-- schema/01_context.sql

-- The ground of the schema, which every other file stands on. Nobody may do anything but what a policy opens and a GRANT
-- names; no role may delete but where a line says so, and nobody may change what is on record.

CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app, public TO alongside_app, alongside_jobs, alongside_identity;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- Who asks, on whose behalf, at what instant: set by app.enter for one transaction, read by every
-- policy. set_config(…, true) reverts to '' and not to NULL, hence NULLIF: no context sees nothing.
CREATE FUNCTION app.partnership_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.partnership_id', true), '')::uuid $$;
CREATE FUNCTION app.agency_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.agency_id', true), '')::uuid $$;
-- The agency whose sharing grants open cases; empty without standing (ACC-5) and for roles that see no case (ACC-4).
CREATE FUNCTION app.grants_to() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.grants_to', true), '')::uuid $$;
CREATE FUNCTION app.account_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.account_id', true), '')::uuid $$;
CREATE FUNCTION app.membership_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.membership_id', true), '')::uuid $$;
CREATE FUNCTION app.coordinates() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT COALESCE(current_setting('app.coordinates', true), '') = 'yes' $$;
-- IDN-5: whoever entered proved within five minutes that she is there.
CREATE FUNCTION app.proved() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT COALESCE(current_setting('app.proved', true), '') = 'yes' $$;
CREATE FUNCTION app.moment() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.moment', true), '')::timestamptz $$;
-- The one meeting of a guest or an observer; empty for everybody else.
CREATE FUNCTION app.invited_meeting() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.invited_meeting', true), '')::uuid $$;
-- The one item that a guest's invitation opens now, and its case; empty for everybody else.
CREATE FUNCTION app.invited_item() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.invited_item', true), '')::uuid $$;
CREATE FUNCTION app.invited_case() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.invited_case', true), '')::uuid $$;

-- Whether a job asks, also inside a definer function. The login is a database's own; what it may is its group's.
CREATE FUNCTION app.asked_by_jobs() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT pg_has_role(session_user, 'alongside_jobs', 'USAGE') $$;

-- Every table is closed, then opened to a role by a policy. FORCE, so that owning is no way round: the owner runs migrations
-- and the few definer functions, and nobody signs in as it.
CREATE PROCEDURE app.close_table(p_table text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', p_table);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', p_table);
  EXECUTE format('CREATE POLICY owner ON %I TO alongside_owner USING (true) WITH CHECK (true)', p_table);
END $$;
REVOKE ALL ON PROCEDURE app.close_table FROM PUBLIC;

-- ACC-1: of this partnership, whoever in it asks; jobs too.
CREATE PROCEDURE app.open_to_partnership(p_table text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY partnership ON %I TO alongside_app, alongside_jobs
    USING (partnership_id = (SELECT app.partnership_id())) WITH CHECK (partnership_id = app.partnership_id())', p_table);
END $$;
REVOKE ALL ON PROCEDURE app.open_to_partnership FROM PUBLIC;

-- Jobs see one partnership at a time, and no grant: clocks run for every agency.
CREATE PROCEDURE app.open_to_jobs(p_table text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY jobs ON %I TO alongside_jobs
    USING (partnership_id = app.partnership_id()) WITH CHECK (partnership_id = app.partnership_id())', p_table);
END $$;
REVOKE ALL ON PROCEDURE app.open_to_jobs FROM PUBLIC;

-- What follows from a role, as shared/access.ts has it, and as no other file spells it: a test compares. Postgres puts the text in the place
-- of the call.
CREATE FUNCTION app.is_invited(p_role text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT p_role IN ('guest', 'observer') $$;
-- One comes by it with a place in an agency: neither by an invitation nor by a system's credentials.
CREATE FUNCTION app.is_place(p_role text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT p_role NOT IN ('guest', 'observer', 'machine_client') $$;
CREATE FUNCTION app.sees_by_coordination(p_role text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT p_role IN ('coordinator', 'chair') $$;
CREATE FUNCTION app.leads(p_role text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT p_role IN ('coordinator', 'lead_member') $$;
CREATE FUNCTION app.hears_for_agency(p_role text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT p_role IN ('coordinator', 'lead_member', 'secondary_member') $$;
-- Held in any agency but by who runs the partnership; and in the coordinating agency alone.
CREATE FUNCTION app.is_of_one_agency(p_role text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT p_role IN ('lead_member', 'secondary_member', 'practitioner') $$;
CREATE FUNCTION app.is_only_where_coordinated(p_role text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT p_role IN ('coordinator', 'chair', 'steering_group') $$;
-- People who see the cases of their agency; not its systems.
CREATE FUNCTION app.works_on_cases(p_role text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT p_role IN ('coordinator', 'chair', 'lead_member', 'secondary_member', 'practitioner') $$;

-- An id that sorts behind those that were made before it, as the API makes them.
CREATE FUNCTION app.new_id() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;
REVOKE ALL ON FUNCTION app.new_id FROM PUBLIC;

-- schema/02_sessions.sql

-- Who signs in, and how a transaction learns whose it is.

CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  name text NOT NULL,
  password_hash text,
  invited boolean NOT NULL GENERATED ALWAYS AS (password_hash IS NULL) STORED,
  platform_administrator boolean NOT NULL DEFAULT false,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL
);

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts,
  membership_id uuid,
  -- Of the secret that all its refresh tokens begin with: one that was spent is known by it, however long ago.
  family_hash bytea NOT NULL UNIQUE,
  refresh_hash bytea NOT NULL,
  previous_refresh_hash bytea,
  rotated_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  idle_until timestamptz NOT NULL,
  absolute_until timestamptz NOT NULL,
  -- Until when it stands proved that its holder is there in person: by signing in, or by a proof since.
  stepped_up_until timestamptz,
  device_id uuid,
  from_address text,
  ended_at timestamptz
);
CREATE INDEX sessions_account ON sessions (account_id) WHERE ended_at IS NULL;

-- A browser in which somebody has signed in to an account, by the secret that it keeps in a cookie (IDN-2): wrong tries of
-- strangers never hold it up. Of two people at one browser each has a row.
CREATE TABLE devices (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts,
  secret_hash bytea NOT NULL,
  -- As the browser tells of itself: "Chrome on Windows".
  name text NOT NULL,
  known_since timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  UNIQUE (account_id, secret_hash)
);
ALTER TABLE sessions ADD FOREIGN KEY (device_id) REFERENCES devices ON DELETE SET NULL;
CREATE INDEX sessions_device ON sessions (device_id);

-- What proves an address: a link that was mailed to it, which works once.
-- invitation: says yes to a place, and lets its holder choose a first password (ACC-10); one that is there stays as it is.
-- reset: lets its holder choose another password (IDN-3). Of these two the newest alone is alive.
-- alarm: says that a change was not hers. Each that was mailed is good, whatever whoever else was in has changed or asked for since.
CREATE TABLE account_tokens (
  id uuid PRIMARY KEY,
  kind text NOT NULL DEFAULT 'invitation' CHECK (kind IN ('invitation', 'reset', 'alarm')),
  email text NOT NULL CHECK (email = lower(email)),
  token_hash bytea NOT NULL UNIQUE,
  -- The place that it says yes to; none where the place is there already, as a guest's.
  offer_id uuid CHECK (offer_id IS NULL OR kind = 'invitation'),
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  spent_at timestamptz
);
CREATE UNIQUE INDEX account_tokens_alive ON account_tokens (email, kind) WHERE spent_at IS NULL AND kind <> 'alarm';
CREATE INDEX account_tokens_issued ON account_tokens (email, kind, issued_at);

-- Letters that an account is to get, written where it happened; the jobs carry them and delete them here. A reset is asked
-- for by whoever types an address: whether anybody has it, the jobs find out (IDN-3), so that who asks cannot tell by the time.
CREATE TABLE account_letters (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('reset', 'password_changed', 'new_device', 'alarm')),
  email text NOT NULL CHECK (email = lower(email)),
  -- The browser, for a letter that tells of one.
  about text,
  at timestamptz NOT NULL
);
CREATE INDEX account_letters_at ON account_letters (at);

-- Keyed by a hash of what is tried, or from where: no list of who exists. Tries as they stood when the last was counted; once its
-- wait is over they wear off (app.count_try).
CREATE TABLE sign_in_delays (
  key bytea PRIMARY KEY,
  tries double precision NOT NULL,
  not_before timestamptz NOT NULL
);

-- schema/03_partnerships.sql

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

-- schema/04_vault.sql

-- One key per case (a draft's until then), wrapped by the master key. Where keys are kept apart (ADR 2) `wrapped` says under which
-- id, and the key is in no copy of this database; of a key that was destroyed it says that.
CREATE TABLE data_keys (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  wrapped bytea NOT NULL,
  PRIMARY KEY (partnership_id, id)
);

-- schema/05_access.sql

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

-- schema/06_audit.sql

-- ACC-7. Inserted in the operation's own transaction; chained afterwards by the sealer, so that writers never queue.
CREATE TABLE audit_events (
  id uuid PRIMARY KEY,
  partnership_id uuid DEFAULT app.partnership_id(),
  at timestamptz NOT NULL,
  account_id uuid,
  agency_id uuid,
  role text,
  action text NOT NULL,
  subject_id uuid,
  case_id uuid,
  seen uuid[],
  basis text,
  request_id text,
  from_address text,
  session_id uuid,
  -- What was looked for: keyed hashes of words, references and numbers, by the partnership's key (ACC-11).
  terms bigint[],
  -- Why it was refused: the code of the problem.
  refusal text,
  -- The look that an open page took again by itself.
  refresh_of uuid,
  seal_id bigint
);
CREATE INDEX audit_events_partnership ON audit_events (partnership_id, at DESC, id DESC);
CREATE INDEX audit_events_case ON audit_events (partnership_id, case_id, at DESC) WHERE case_id IS NOT NULL;
-- In which lists and searches a case was seen. What waits to be filed is small, so that who asks does not read much of it by hand.
CREATE INDEX audit_events_seen ON audit_events USING gin (seen) WITH (gin_pending_list_limit = 256) WHERE seen IS NOT NULL;
CREATE INDEX audit_events_unsealed ON audit_events (id) WHERE seal_id IS NULL;
CREATE INDEX audit_events_account ON audit_events (partnership_id, account_id, at DESC, id DESC);
CREATE INDEX audit_events_terms ON audit_events USING gin (terms) WHERE terms IS NOT NULL;
CREATE INDEX audit_events_refreshes ON audit_events (partnership_id, refresh_of, at) WHERE refresh_of IS NOT NULL;

CREATE TABLE audit_seals (
  id bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  events integer NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  -- Of the key, which never comes here (ACC-11).
  key_mark text NOT NULL
);

-- ACC-11: what was handed outside, one head a day; only who got it can vouch for it.
CREATE TABLE audit_heads (
  day date PRIMARY KEY,
  seal_id bigint NOT NULL,
  hash bytea NOT NULL,
  key_mark text NOT NULL,
  sealed_at timestamptz NOT NULL,
  handed_at timestamptz NOT NULL,
  filed_at timestamptz
);

-- ACC-11: reading that stood out, for somebody else than the reader to look at. One of a kind waits for each person; what
-- follows is added to it until it is answered.
CREATE TABLE unusual_readings (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid,
  role text,
  times integer NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  noticed_at timestamptz NOT NULL,
  for_chair boolean NOT NULL,
  finding text,
  words bytea,
  answered_at timestamptz,
  answered_by uuid REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  CHECK (num_nulls(finding, words, answered_at, answered_by) IN (0, 4))
);
CREATE UNIQUE INDEX unusual_readings_waiting ON unusual_readings (partnership_id, account_id, kind) WHERE answered_at IS NULL;
CREATE INDEX unusual_readings_account ON unusual_readings (partnership_id, account_id, kind, answered_at);

-- Until when the record was looked through.
CREATE TABLE reading_looks (
  partnership_id uuid PRIMARY KEY DEFAULT app.partnership_id(),
  looked_until timestamptz NOT NULL
);

-- schema/07_http.sql

-- Answers kept for whoever asks again with the same key.

CREATE TABLE idempotency_keys (
  account_id uuid NOT NULL,
  key text NOT NULL,
  operation text NOT NULL,
  request_hash bytea NOT NULL,
  status integer NOT NULL,
  reply bytea NOT NULL,
  case_id uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

-- schema/08_notices.sql

-- What each person is told. ACC-10: it is addressed to a place and to nothing else, so that it is not seen where she acts for
-- another agency, and who leaves keeps none of it.

CREATE TABLE notifications (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  membership_id uuid NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  subject_id uuid NOT NULL,
  reference text,
  -- What makes a second one for the same occasion: the event, or the stage of a clock.
  occasion text NOT NULL,
  at timestamptz NOT NULL,
  read_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, membership_id, kind, subject_id, occasion),
  FOREIGN KEY (partnership_id, membership_id) REFERENCES memberships
);
CREATE INDEX notifications_membership ON notifications (partnership_id, membership_id, at DESC, id DESC);

-- schema/09_live.sql

-- How a meeting is followed live: live/signals.ts listens.

-- MTG-7, ACC-3: whatever may change what somebody sees of a meeting that is planned or open says so, whoever writes it.
-- Told is which meeting to look at again, by ids; what each may see of it is found out by looking, as oneself.
CREATE FUNCTION app.signal_meeting() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE changed record;
BEGIN
  IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
  PERFORM pg_notify('meetings', m.partnership_id || ' ' || m.id) FROM meetings m
    WHERE m.partnership_id = changed.partnership_id AND m.id = changed.meeting_id AND m.state <> 'closed';
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.signal_meeting FROM PUBLIC;

CREATE FUNCTION app.signal_own_meeting() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('meetings', NEW.partnership_id || ' ' || NEW.id);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.signal_own_meeting FROM PUBLIC;

-- What hangs on a case concerns every agenda on which the case stands.
CREATE FUNCTION app.signal_meetings_of_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('meetings', i.partnership_id || ' ' || i.meeting_id) FROM agenda_items i
    JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
    WHERE i.partnership_id = NEW.partnership_id AND i.case_id = NEW.case_id AND m.state <> 'closed';
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.signal_meetings_of_case FROM PUBLIC;

-- schema/10_cases.sql

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

-- schema/11_referrals.sql

CREATE TABLE referrals (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  reference text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  state text NOT NULL,
  case_id uuid,
  data_key_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  author_account_id uuid NOT NULL REFERENCES accounts,
  rule_set_id uuid NOT NULL,
  -- Of an import the author is who imported it, and she did not write it: «written by me» leaves it out.
  imported boolean NOT NULL DEFAULT false,
  answers bytea NOT NULL,
  known_as bytea,
  explanation jsonb,
  computed_light text,
  light text,
  to_meeting boolean NOT NULL DEFAULT false,
  meeting_id uuid,
  exceptional text,
  returned_for bytea,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  submitted_at timestamptz,
  due_at timestamptz,
  responded_at timestamptz,
  -- REF-8: since when everybody has answered and nobody has her, until the coordinator says what is done about it.
  unhelped_at timestamptz,
  unhelped_due_at timestamptz,
  -- What the clocks told of already: of which submission that half of its time is over, and since when nobody has her.
  half_told_of timestamptz,
  unhelped_told_of timestamptz,
  -- REF-5: the rest of a short form: when it is owed, how far its clock has been told of, and what is written of it so far.
  rest_due_at timestamptz,
  rest_stage integer NOT NULL DEFAULT 0,
  rest bytea,
  -- REF-11: what triage found, for ten minutes and while the version is still the one that it made.
  undo jsonb,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, reference),
  UNIQUE (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id, agency_id) REFERENCES cases (partnership_id, id, agency_id),
  FOREIGN KEY (partnership_id, data_key_id) REFERENCES data_keys,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, rule_set_id) REFERENCES rule_sets,
  -- Before a submission there is no case; after it there always is one.
  CHECK ((state = 'draft') = (case_id IS NULL)),
  CHECK (state = 'draft' OR (light IS NOT NULL AND submitted_at IS NOT NULL AND due_at IS NOT NULL))
);
CREATE INDEX referrals_due ON referrals (partnership_id, due_at, id);
CREATE INDEX referrals_state_due ON referrals (partnership_id, state, due_at, id);
-- The list is filtered by state and light together, in the order of its clocks.
CREATE INDEX referrals_state_light_due ON referrals (partnership_id, state, light, due_at, id);
CREATE INDEX referrals_submitted ON referrals (partnership_id, submitted_at DESC, id DESC);
CREATE INDEX referrals_updated ON referrals (partnership_id, updated_at DESC, id DESC);
CREATE INDEX referrals_author ON referrals (partnership_id, author_account_id, updated_at DESC);
CREATE INDEX referrals_unhelped ON referrals (partnership_id, unhelped_due_at) WHERE unhelped_at IS NOT NULL;
CREATE INDEX referrals_rest ON referrals (partnership_id, rest_due_at) WHERE rest_due_at IS NOT NULL;
CREATE INDEX referrals_key ON referrals (partnership_id, data_key_id);

CREATE TABLE referral_recipients (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  referral_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  for_meeting boolean NOT NULL,
  due_at timestamptz NOT NULL,
  -- How far its clock has been told of.
  stage integer NOT NULL DEFAULT 0,
  -- REF-13: since when a question of theirs waits for the referrer, and until when their clock rests for it at the latest.
  asked_at timestamptz,
  rests_until timestamptz,
  -- From when until when it waited, question by question: what its clock is reckoned with, also by who may not read them.
  stands jsonb NOT NULL DEFAULT '[]',
  -- The first answer stops the clock; what the newest says stands here, and each of them in referral_responses.
  responded_at timestamptz,
  response text,
  worker text,
  words bytea,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, referral_id, agency_id, for_meeting),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX referral_recipients_running ON referral_recipients (partnership_id, agency_id, due_at) WHERE responded_at IS NULL;
CREATE INDEX referral_recipients_due ON referral_recipients (partnership_id, due_at);

-- REF-8: every answer of a recipient. One that puts an earlier one right says why; none is ever changed.
CREATE TABLE referral_responses (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  referral_id uuid NOT NULL,
  case_id uuid NOT NULL,
  recipient_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  response text NOT NULL,
  worker text NOT NULL,
  words bytea,
  reason bytea,
  at timestamptz NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, recipient_id) REFERENCES referral_recipients,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX referral_responses_referral ON referral_responses (partnership_id, referral_id, at);

-- REF-13: what a recipient asks before it answers, and what the referring agency answers.
CREATE TABLE referral_questions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  referral_id uuid NOT NULL,
  case_id uuid NOT NULL,
  -- Kept also of one who is no longer addressed when the form comes again.
  recipient_id uuid NOT NULL,
  -- Who asks, and whom.
  agency_id uuid NOT NULL,
  referring_agency_id uuid NOT NULL,
  questions bytea NOT NULL,
  meanwhile bytea,
  asked_at timestamptz NOT NULL,
  asked_by uuid NOT NULL REFERENCES accounts,
  -- The referrer's own clock, and how far it has been told of.
  due_at timestamptz NOT NULL,
  stage integer NOT NULL DEFAULT 0,
  answer bytea,
  answered_at timestamptz,
  answered_by uuid REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, referring_agency_id) REFERENCES agencies
);
CREATE INDEX referral_questions_referral ON referral_questions (partnership_id, referral_id, asked_at);
CREATE INDEX referral_questions_open ON referral_questions (partnership_id, referring_agency_id, due_at) WHERE answered_at IS NULL;

-- REF-13: what became known after the form was submitted, for everybody who reads it.
CREATE TABLE referral_additions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  referral_id uuid NOT NULL,
  case_id uuid NOT NULL,
  question_id uuid,
  words bytea NOT NULL,
  at timestamptz NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, question_id) REFERENCES referral_questions,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX referral_additions_referral ON referral_additions (partnership_id, referral_id, at);

-- API-2: an agency's own number for a referral of its own. That agency's alone: whoever else sees the referral does not see
-- it, and finds nothing by it.
CREATE TABLE own_identifiers (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  referral_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  -- Under a key of the deployment's for that agency, not the case's: it is that agency's alone.
  identifier bytea NOT NULL,
  -- Its keyed hash, to find it by.
  token bytea NOT NULL,
  PRIMARY KEY (partnership_id, referral_id),
  UNIQUE (partnership_id, agency_id, token),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals ON DELETE CASCADE,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- schema/12_consent.sql

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

-- schema/12_reach.sql

-- REF-14: ways to reach her. Append-only: each entry is what was known of a way from then on, the newest counts, and the others are
-- its history. What is said of it is sealed under the case's key.
CREATE TABLE ways_to_reach (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  said bytea NOT NULL,
  -- Of a row of a form: which referral's, and under which key it stands there.
  referral_id uuid,
  form_key text,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  PRIMARY KEY (partnership_id, id, version),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, case_id, referral_id) REFERENCES referrals (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK ((referral_id IS NULL) = (form_key IS NULL))
);
CREATE INDEX ways_to_reach_case ON ways_to_reach (partnership_id, case_id, id, version DESC);
CREATE INDEX ways_to_reach_referral ON ways_to_reach (partnership_id, referral_id) WHERE referral_id IS NOT NULL;

-- schema/13_safeguarding.sql

-- SAF-1, SAF-2: whom one tells. The newest version of each kind stands; those before stay on record.
CREATE TABLE front_doors (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  kind text NOT NULL CHECK (kind IN ('child', 'adult')),
  version integer NOT NULL,
  name text NOT NULL,
  -- The member whose team it is: told in the product too. NULL: none of the partnership.
  agency_id uuid,
  telephone text NOT NULL,
  -- When that number answers, in words. NULL: day and night.
  hours text,
  night_telephone text,
  also text,
  saved_at timestamptz NOT NULL,
  saved_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, kind, version),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

CREATE TABLE safeguarding_notifications (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL,
  -- NULL for someone under 18: no case is kept (REF-3), and the notification is its agency's alone.
  case_id uuid,
  agency_id uuid NOT NULL,
  data_key_id uuid,
  about bytea,
  opened_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  stage integer NOT NULL DEFAULT 0,
  told_at timestamptz,
  receiver text,
  their_reference text,
  recorded_at timestamptz,
  recorded_by uuid REFERENCES accounts,
  -- They give none; where there is none and this is false, it is still to come.
  no_reference boolean NOT NULL DEFAULT false,
  -- On which whoever opened it can be rung back.
  ring_back text,
  -- REF-3: her age was a slip of the pen.
  taken_back_at timestamptz,
  -- REF-3: the answers of a draft that was given up for it, sealed, until whoever wrote them says that the age was a slip; a week long.
  set_aside bytea,
  set_aside_by uuid REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX safeguarding_case ON safeguarding_notifications (partnership_id, case_id);
CREATE INDEX safeguarding_open ON safeguarding_notifications (partnership_id, agency_id, due_at) WHERE recorded_at IS NULL;
CREATE INDEX safeguarding_notifications_opened ON safeguarding_notifications (partnership_id, opened_at);

-- SAF-1, SAF-2: what the front door of a member is told in the product: that notification alone, and nothing of what it hangs on. Sealed under
-- the notification's key, so that both go with it.
CREATE TABLE received_notifications (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  notification_id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL,
  agency_id uuid NOT NULL,
  from_agency_id uuid NOT NULL,
  -- Whom to ring back: who told, or who answers for the system that did.
  from_account_id uuid NOT NULL REFERENCES accounts,
  ring_back text,
  data_key_id uuid,
  about bytea,
  received_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  answered_at timestamptz,
  answered_by uuid REFERENCES accounts,
  receiver text,
  their_reference text,
  no_reference boolean NOT NULL DEFAULT false,
  -- What happens now, in their words.
  next bytea,
  PRIMARY KEY (partnership_id, notification_id),
  FOREIGN KEY (partnership_id, notification_id) REFERENCES safeguarding_notifications,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, from_agency_id) REFERENCES agencies
);
CREATE INDEX received_notifications_agency ON received_notifications (partnership_id, agency_id, due_at);

-- schema/14_children.sql

-- CHD-1: the children of a case. What is known of a child is sealed under the case's key; the band of her or his age stands plain, for figures.
CREATE TABLE children (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  -- Which wrote it down: where she refuses that agency, it still reads what it wrote itself (ACC-8).
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  words_of uuid DEFAULT app.agency_id(),
  -- Of one who came with a referral, that form's row; it comes again with the form, and is one child still.
  referral_id uuid,
  form_row uuid,
  -- While nobody has changed it on the case: what the form puts right when it comes again is put right here.
  follows_form boolean NOT NULL DEFAULT true,
  -- What a notification tells a front door, and apart from it what is between her and the child.
  told bytea NOT NULL,
  with_her bytea NOT NULL,
  -- On the local day on which it was last written down.
  age_band text NOT NULL CHECK (age_band IN ('unborn', 'under_1', '1_to_4', '5_to_9', '10_to_15', '16_to_17', '18_or_over', 'not_known')),
  band_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  changed_at timestamptz,
  changed_by uuid REFERENCES accounts,
  -- It was never a child of this case.
  mistaken_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, words_of) REFERENCES agencies,
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  CHECK ((referral_id IS NULL) = (form_row IS NULL))
);
CREATE INDEX children_case ON children (partnership_id, case_id);
-- What somebody changed on the case the form leaves alone; of whom it tells an agency that does not read that row any more, it tells in another.
CREATE UNIQUE INDEX children_form_row ON children (partnership_id, referral_id, form_row) WHERE follows_form;
CREATE INDEX children_recorded ON children (partnership_id, recorded_at);

-- What stood of a child before it was changed; nothing of it is ever changed itself.
CREATE TABLE earlier_children (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  child_id uuid NOT NULL,
  version integer NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  words_of uuid,
  told bytea NOT NULL,
  with_her bytea NOT NULL,
  -- Why it was changed.
  reason bytea,
  until_at timestamptz NOT NULL,
  changed_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, child_id, version),
  FOREIGN KEY (partnership_id, case_id, child_id) REFERENCES children (partnership_id, case_id, id)
);

-- Where a child lives and goes to school. NULL: nothing is said of it in this row; of each the newest that is said stands.
CREATE TABLE child_places (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  child_id uuid NOT NULL,
  case_id uuid NOT NULL,
  address bytea,
  school bytea,
  said_at timestamptz NOT NULL,
  said_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id, child_id) REFERENCES children (partnership_id, case_id, id)
);
CREATE INDEX child_places_child ON child_places (partnership_id, child_id, said_at);

-- SAF-1: which children a notification names.
CREATE TABLE notified_children (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  notification_id uuid NOT NULL,
  child_id uuid NOT NULL,
  case_id uuid NOT NULL,
  PRIMARY KEY (partnership_id, notification_id, child_id),
  FOREIGN KEY (partnership_id, notification_id) REFERENCES safeguarding_notifications,
  FOREIGN KEY (partnership_id, case_id, child_id) REFERENCES children (partnership_id, case_id, id)
);
CREATE INDEX notified_children_child ON notified_children (partnership_id, child_id);

-- REF-10: of two children on two files of one person, whether they are one. The newest word on a pair stands.
CREATE TABLE same_children (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  child_id uuid NOT NULL,
  other_id uuid NOT NULL,
  same boolean NOT NULL,
  said_at timestamptz NOT NULL,
  said_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, child_id) REFERENCES children,
  FOREIGN KEY (partnership_id, other_id) REFERENCES children,
  CHECK (child_id < other_id)
);
CREATE INDEX same_children_pair ON same_children (partnership_id, child_id, other_id, said_at);

-- schema/14_limits.sql

-- ACC-8: what she refuses. A limit is said on one file and binds every file of the person; the read path does not look here:
-- limits are worked into the grants, when one is said or lifted, a file is joined or parted, or a grant is given.

CREATE TABLE limits (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  -- The file on which she said it; her words are sealed under its key.
  case_id uuid NOT NULL,
  kind text NOT NULL,
  agency_id uuid,
  -- Whom she refuses in person, who works at that agency.
  account_id uuid REFERENCES accounts,
  purpose text,
  words bytea NOT NULL,
  -- The consent that she said it with.
  consent_id uuid,
  said_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  -- Who gave her the promise, and holds it.
  promised_by uuid NOT NULL DEFAULT app.agency_id(),
  confirmed_at timestamptz,
  lifted_at timestamptz,
  lifted_by uuid REFERENCES accounts,
  lifted_words bytea,
  -- NULL: every file of hers. Otherwise the files that it binds until somebody who sees another, or coordinates, says that she said so: what an
  -- agency that she refuses records as her no to others binds no file that it cannot see (app.doubt_limit).
  reaches uuid[],
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, promised_by) REFERENCES agencies,
  FOREIGN KEY (partnership_id, consent_id) REFERENCES consents,
  CHECK ((kind IN ('agency', 'worker')) = (agency_id IS NOT NULL) AND (kind = 'worker') = (account_id IS NOT NULL)),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_words IS NULL OR lifted_at IS NOT NULL))
);
CREATE INDEX limits_case ON limits (partnership_id, case_id);
CREATE INDEX limits_account ON limits (partnership_id, account_id) WHERE account_id IS NOT NULL AND lifted_at IS NULL;

-- schema/15_oncall.sql

-- MTG-5: who of each agency answers when. What was saved before stays on record, ended.

CREATE TABLE on_call_lists (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  agency_id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  checked_at timestamptz NOT NULL,
  checked_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, agency_id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

CREATE TABLE on_call (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  -- In the order in which they are rung.
  position integer NOT NULL,
  name text NOT NULL,
  telephone text NOT NULL,
  -- ISO: 1 is Monday. Local times, over midnight where the second is not after the first.
  days integer[] NOT NULL CHECK (cardinality(days) BETWEEN 1 AND 7),
  from_time text NOT NULL,
  until_time text NOT NULL,
  membership_id uuid,
  made_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES on_call_lists,
  FOREIGN KEY (partnership_id, membership_id) REFERENCES memberships
);
CREATE INDEX on_call_agency ON on_call (partnership_id, agency_id) WHERE ended_at IS NULL;

-- schema/16_emergency-access.sql

-- ACC-7: one person's access to one file, in an emergency. Asked for with a reason; opened once she has read what the person
-- whose file it is refused; ended by time, by herself or by the coordinator; told of; and looked at by somebody else.
CREATE TABLE emergency_accesses (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  -- The case's: who tells of it afterwards does not see the case any more.
  data_key_id uuid NOT NULL,
  reason bytea NOT NULL,
  at timestamptz NOT NULL,
  opened_at timestamptz,
  until_at timestamptz,
  ended_by uuid REFERENCES accounts,
  -- Nobody looks at her own: of the coordinating agency's people the chair does.
  for_chair boolean NOT NULL DEFAULT false,
  told bytea,
  told_at timestamptz,
  asked_at timestamptz,
  review_due_at timestamptz,
  stage integer NOT NULL DEFAULT 0,
  finding text,
  words bytea,
  reviewed_at timestamptz,
  reviewed_by uuid REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, data_key_id) REFERENCES data_keys,
  CHECK (num_nulls(opened_at, until_at, review_due_at) IN (0, 3)),
  CHECK (num_nulls(told, told_at) IN (0, 2) AND (told_at IS NULL OR opened_at IS NOT NULL)),
  CHECK (num_nulls(finding, words, reviewed_at, reviewed_by) IN (0, 4) AND (reviewed_at IS NULL OR opened_at IS NOT NULL)),
  CHECK (reviewed_by <> account_id)
);
CREATE INDEX emergency_accesses_account ON emergency_accesses (partnership_id, account_id, at);
CREATE INDEX emergency_accesses_open ON emergency_accesses (partnership_id, review_due_at) WHERE opened_at IS NOT NULL AND reviewed_at IS NULL;

CREATE TABLE emergency_requests (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  about bytea NOT NULL,
  at timestamptz NOT NULL,
  for_chair boolean NOT NULL DEFAULT false,
  answered_at timestamptz,
  answered_by uuid REFERENCES accounts,
  emergency_access_id uuid,
  -- How far its clock was told of.
  stage integer NOT NULL DEFAULT 0,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, emergency_access_id) REFERENCES emergency_accesses,
  CHECK (num_nulls(answered_at, answered_by) IN (0, 2) AND answered_by <> account_id)
);
CREATE INDEX emergency_requests_account ON emergency_requests (partnership_id, account_id, at);

-- schema/16_past_limits.sql

-- ACC-8: sharing without consent past her no. It is asked for with a record of sharing without consent, decided by two people
-- of two agencies, neither of which gains, and opens with the second yes. Where a life is in danger now, one person on call
-- opens it for hours, and the two decide meanwhile.

CREATE TABLE limit_overrides (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  -- Who gains by it.
  agency_id uuid NOT NULL,
  without_consent_id uuid NOT NULL,
  -- Every no to that agency that stood as it was asked, on whichever file of hers: the trigger below writes them.
  limit_ids uuid[] NOT NULL DEFAULT '{}',
  -- Of each no that the asker sees: why the risk outweighs it now, and when she is told.
  reasons bytea NOT NULL,
  -- Whoever promised her is told once it is open, and not before.
  delay_endangers boolean NOT NULL,
  urgent boolean NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_by uuid NOT NULL REFERENCES accounts,
  asking_agency_id uuid NOT NULL DEFAULT app.agency_id(),
  opened_at timestamptz,
  -- Until when it is open on one person's word.
  until_at timestamptz,
  -- By when two are to have decided: then it goes up; and when it ends by itself, nobody having opened it.
  due_at timestamptz NOT NULL,
  lapses_at timestamptz NOT NULL,
  stage integer NOT NULL DEFAULT 0,
  -- Refused: somebody said no. Closed: opened for hours, and undecided. Lapsed: not decided at all. Replaced: asked anew, urgently.
  ended_at timestamptz,
  ended_as text CHECK (ended_as IN ('refused', 'closed', 'lapsed', 'replaced')),
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, asking_agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, case_id, without_consent_id) REFERENCES without_consents (partnership_id, case_id, id),
  UNIQUE (partnership_id, case_id, id),
  CHECK (opened_at IS NOT NULL OR until_at IS NULL),
  CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
  CHECK (asked_at <= due_at AND due_at <= lapses_at)
);
CREATE INDEX limit_overrides_case ON limit_overrides (partnership_id, case_id);
CREATE INDEX limit_overrides_waiting ON limit_overrides (partnership_id) WHERE ended_at IS NULL;

CREATE TABLE limit_decisions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  override_id uuid NOT NULL,
  case_id uuid NOT NULL,
  account_id uuid NOT NULL DEFAULT app.account_id() REFERENCES accounts,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  -- In whose place: of the referring agency, of the coordinator, or on call.
  seat text NOT NULL CHECK (seat IN ('referring', 'coordinator', 'on_call')),
  yes boolean NOT NULL,
  words bytea NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, override_id, seat),
  FOREIGN KEY (partnership_id, case_id, override_id) REFERENCES limit_overrides (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE UNIQUE INDEX limit_decisions_agency ON limit_decisions (partnership_id, override_id, agency_id) WHERE seat <> 'on_call';
CREATE UNIQUE INDEX limit_decisions_account ON limit_decisions (partnership_id, override_id, account_id) WHERE seat <> 'on_call';

-- schema/17_people-who-harm.sql

-- HRM-1: people who harm her. A row of one case, sealed under its key, and read by few of those who may see the case.
CREATE TABLE people_who_harm (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  words_of uuid DEFAULT app.agency_id(),
  facts bytea NOT NULL,
  -- Of these his called name, age and area once more, apart: what the leads are asked on, who read nothing else yet.
  asked bytea NOT NULL,
  -- Somebody of his name works in the partnership: what whoever wrote it down said of that.
  same_name text,
  -- The row of the referral form that it came with: copied once, however often the form comes again.
  referral_id uuid,
  form_row uuid,
  -- Goes up with his called name, age or area, on which alone the leads are asked; and since when they are.
  asked_version integer NOT NULL DEFAULT 1,
  asked_at timestamptz NOT NULL,
  -- The days on which orders of his end, and those that were warned about. What the orders say is sealed.
  orders_end_on date[] NOT NULL DEFAULT '{}',
  warned_of date[] NOT NULL DEFAULT '{}',
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  changed_at timestamptz,
  changed_by uuid REFERENCES accounts,
  ended_at timestamptz,
  ended_by uuid REFERENCES accounts,
  ended_as text,
  ended_for bytea,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, referral_id, form_row),
  UNIQUE (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, words_of) REFERENCES agencies,
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  CHECK ((referral_id IS NULL) = (form_row IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_as IS NULL) AND (ended_at IS NULL) = (ended_for IS NULL)),
  CHECK ((changed_at IS NULL) = (changed_by IS NULL))
);
CREATE INDEX people_who_harm_case ON people_who_harm (partnership_id, case_id);
CREATE INDEX people_who_harm_orders ON people_who_harm (partnership_id) WHERE ended_at IS NULL AND orders_end_on <> '{}';

-- What stood of him before it was changed, ended or put back; nothing of it is ever changed itself.
CREATE TABLE earlier_people_who_harm (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  person_id uuid NOT NULL,
  version integer NOT NULL,
  case_id uuid NOT NULL,
  words_of uuid,
  facts bytea NOT NULL,
  ended_at timestamptz,
  ended_by uuid REFERENCES accounts,
  ended_as text,
  ended_for bytea,
  until_at timestamptz NOT NULL,
  changed_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, person_id, version),
  FOREIGN KEY (partnership_id, case_id, person_id) REFERENCES people_who_harm (partnership_id, case_id, id)
);

-- Workers whom their lead named on a case, so that they read who harms her.
CREATE TABLE named_workers (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  account_id uuid NOT NULL REFERENCES accounts,
  named_at timestamptz NOT NULL,
  named_by uuid NOT NULL REFERENCES accounts,
  ended_at timestamptz,
  ended_by uuid REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX named_workers_once ON named_workers (partnership_id, case_id, agency_id, account_id) WHERE ended_at IS NULL;

-- What the lead of an agency answered on his called name, age and area alone. The newest counts, of the facts that it was asked on.
CREATE TABLE conflict_answers (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  person_id uuid NOT NULL,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  of_version integer NOT NULL,
  answer text NOT NULL,
  words bytea,
  answered_at timestamptz NOT NULL,
  answered_by uuid NOT NULL REFERENCES accounts,
  -- Where somebody there knows him: when who coordinates looked at it, and let the agency read the row all the same.
  settled_at timestamptz,
  settled_by uuid REFERENCES accounts,
  CHECK ((settled_at IS NULL) = (settled_by IS NULL)),
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id, person_id) REFERENCES people_who_harm (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX conflict_answers_person ON conflict_answers (partnership_id, person_id, agency_id, answered_at);
CREATE INDEX conflict_answers_known ON conflict_answers (partnership_id) WHERE answer <> 'not_known';

-- schema/18_exclusions.sql

-- HRM-1: a case closed to one person, though her agency has a grant: she knows who harms her, or her. It is worked into the grants
-- as what she refuses in person is (app.apply_limits), so that every policy, statement and job that asks them finds nothing.
CREATE TABLE case_exclusions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  -- Whom it is closed to, and of which agency; holds wherever else she has a place.
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  knows text NOT NULL,
  -- She stood aside herself, or was told. Untold, the chair looks at it.
  told boolean NOT NULL,
  words bytea,
  closed_at timestamptz NOT NULL,
  closed_by uuid NOT NULL REFERENCES accounts,
  review_due_at timestamptz,
  stage integer NOT NULL DEFAULT 0,
  reviewed_at timestamptz,
  reviewed_by uuid REFERENCES accounts,
  review text,
  review_words bytea,
  ended_at timestamptz,
  ended_by uuid REFERENCES accounts,
  ended_for bytea,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK (told OR review_due_at IS NOT NULL OR reviewed_at IS NOT NULL),
  CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL) AND (reviewed_at IS NULL) = (review IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_for IS NULL))
);
CREATE UNIQUE INDEX case_exclusions_once ON case_exclusions (partnership_id, case_id, account_id) WHERE ended_at IS NULL;
CREATE INDEX case_exclusions_account ON case_exclusions (partnership_id, account_id) WHERE ended_at IS NULL;
CREATE INDEX case_exclusions_review ON case_exclusions (partnership_id, review_due_at) WHERE ended_at IS NULL AND reviewed_at IS NULL;

-- schema/19_other-forums.sql

-- FOR-1: other forums that know of her. Append-only: each entry is what was known of one from then on, the newest counts, and the others
-- are its history. What is said of it is sealed under the case's key; that it is MAPPA stands plain, for who may read it.
CREATE TABLE other_forums (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  said bytea NOT NULL,
  for_leads boolean NOT NULL DEFAULT false,
  -- It was never so.
  mistaken boolean NOT NULL DEFAULT false,
  -- Of a row of a form: which referral's, and under which key it stands there.
  referral_id uuid,
  form_key text,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  PRIMARY KEY (partnership_id, id, version),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, case_id, referral_id) REFERENCES referrals (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK ((referral_id IS NULL) = (form_key IS NULL))
);
CREATE INDEX other_forums_case ON other_forums (partnership_id, case_id, id, version DESC);
CREATE INDEX other_forums_referral ON other_forums (partnership_id, referral_id) WHERE referral_id IS NOT NULL;

-- schema/19_worker-safety.sql

-- WRK-2: what a worker must know before she goes: of the place and of who else is there, never of her character.
CREATE TABLE worker_warnings (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  words_of uuid DEFAULT app.agency_id(),
  kind text NOT NULL,
  -- What it is in words, and who says so; sealed under the case's key.
  words bytea,
  source bytea NOT NULL,
  checked_on date NOT NULL,
  checked_by uuid NOT NULL REFERENCES accounts,
  checked_agency_id uuid NOT NULL DEFAULT app.agency_id(),
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  ended_at timestamptz,
  ended_by uuid REFERENCES accounts,
  ended_for bytea,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, words_of) REFERENCES agencies,
  FOREIGN KEY (partnership_id, checked_agency_id) REFERENCES agencies,
  CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_for IS NULL))
);
CREATE INDEX worker_warnings_case ON worker_warnings (partnership_id, case_id);

-- schema/20_meetings.sql

-- MTG-1, MTG-2: members say whether they can come; the coordinator confirms a meeting, or moves it; its dates are kept or missed.

-- What hangs on a meeting, and on no case, is seen with the meeting. Of tables whose rows always hang on a case, its grants
-- have decided already. Referrals name monthly meetings alone.
CREATE PROCEDURE app.keep_to_meeting(p_table text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY of_meeting ON %1$I AS RESTRICTIVE TO alongside_app USING (EXISTS (SELECT FROM meetings m
    WHERE m.partnership_id = %1$I.partnership_id AND m.id = %1$I.meeting_id))', p_table);
END $$;
REVOKE ALL ON PROCEDURE app.keep_to_meeting FROM PUBLIC;

CREATE TABLE meetings (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  -- MTG-5: an emergency meeting is of one case, stands beside the monthly ones, and is known only to those who see its case.
  kind text NOT NULL DEFAULT 'monthly' CHECK (kind IN ('monthly', 'emergency')),
  case_id uuid,
  date date NOT NULL,
  starts_at timestamptz NOT NULL,
  -- MTG-6: derived as the deadlines are. Of an emergency meeting its call.
  opens_from timestamptz NOT NULL,
  length_minutes integer NOT NULL DEFAULT 180,
  -- The month whose meeting it is by the rule, wherever it was moved to; NULL: a meeting outside of the monthly rhythm.
  for_month date CHECK (for_month = date_trunc('month', for_month)),
  mode text NOT NULL,
  venue text NOT NULL,
  -- By which people join who are not there: a link, a number.
  joining text NOT NULL DEFAULT '',
  state text NOT NULL DEFAULT 'planned',
  referrals_by timestamptz NOT NULL,
  confirmation_from timestamptz NOT NULL,
  confirmation_until timestamptz NOT NULL,
  pack_by timestamptz NOT NULL,
  minutes_due_by timestamptz NOT NULL,
  confirmed_at timestamptz,
  agenda_published_at timestamptz,
  pack_circulated_at timestamptz,
  -- MTG-2: why it went round with less than three working days to read it.
  pack_late_because text,
  -- What calendars know it by: random, and no id of ours.
  feed_uid uuid NOT NULL DEFAULT gen_random_uuid(),
  announced_at timestamptz NOT NULL DEFAULT COALESCE(app.moment(), now()),
  -- MTG-7: the case that is spoken of now.
  current_item_id uuid,
  -- ACC-9: the case for which people are asked to step out, before it is spoken of.
  calling_item_id uuid,
  opened_at timestamptz,
  closed_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  CHECK ((kind = 'emergency') = (case_id IS NOT NULL))
);
CREATE INDEX meetings_starts ON meetings (partnership_id, starts_at);
CREATE UNIQUE INDEX meetings_for_month ON meetings (partnership_id, for_month);
CREATE UNIQUE INDEX meetings_monthly ON meetings (partnership_id, date) WHERE kind = 'monthly';
-- One at a time for a case; whoever would hear of a second may see the case.
CREATE UNIQUE INDEX meetings_emergency_running ON meetings (partnership_id, case_id) WHERE kind = 'emergency' AND state <> 'closed';
CREATE INDEX meetings_date ON meetings (partnership_id, date);

-- A reply is to the date that it names: when the meeting moves it stays, and everyone is asked again.
CREATE TABLE meeting_replies (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  answer text NOT NULL CHECK (answer IN ('can_come', 'cannot_come')),
  reason text,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, starts_at, account_id, agency_id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings ON DELETE CASCADE,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- Old and new date, who, when and why (REF-11). Without a reason: the rule moved it.
CREATE TABLE meeting_moves (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  from_starts_at timestamptz NOT NULL,
  to_starts_at timestamptz NOT NULL,
  reason text,
  -- MTG-2: why it was moved though it would miss its deadlines there.
  exception text,
  account_id uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings ON DELETE CASCADE
);
CREATE INDEX meeting_moves_meeting ON meeting_moves (partnership_id, meeting_id, at);

-- MTG-6: an opening that was taken back, and what was closed and reopened: who, when and why.
CREATE TABLE meeting_turns (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  turn text NOT NULL CHECK (turn IN ('opening_taken_back', 'reopened')),
  reason text,
  account_id uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings ON DELETE CASCADE,
  CHECK ((turn = 'reopened') = (reason IS NOT NULL))
);
CREATE INDEX meeting_turns_meeting ON meeting_turns (partnership_id, meeting_id, at);

CREATE TABLE meeting_signatures (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  agreement_version_id uuid NOT NULL,
  signed_at timestamptz NOT NULL,
  -- MTG-6: a signature on paper counts as one's own; who recorded it, and where the sheet is kept, stands beside it.
  recorded_by uuid REFERENCES accounts,
  kept_at text,
  -- Whoever agreed on the phone, after it was read out, and to whom: a signature like any other.
  agreed_aloud_to uuid REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, account_id, agency_id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, agreement_version_id) REFERENCES agreement_versions,
  CHECK ((recorded_by IS NULL) = (kept_at IS NULL)),
  CHECK (recorded_by <> account_id)
);

-- The address of a calendar feed is a secret: only its hash is kept. One at a time for each place that a person holds.
CREATE TABLE calendar_feeds (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  membership_id uuid NOT NULL,
  secret_hash bytea NOT NULL,
  made_at timestamptz NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, membership_id) REFERENCES memberships
);
CREATE INDEX calendar_feeds_hash ON calendar_feeds (secret_hash);
CREATE UNIQUE INDEX calendar_feeds_in_force ON calendar_feeds (partnership_id, membership_id) WHERE revoked_at IS NULL;

-- schema/21_agenda.sql

CREATE TABLE agenda_items (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  meeting_id uuid NOT NULL,
  case_id uuid NOT NULL,
  referral_id uuid,
  light text NOT NULL,
  minutes integer NOT NULL,
  -- MTG-3: the coordinator's own order; without one the default stands. `arranged_at`: when the item last came onto the
  -- agenda, moved there, was given other minutes, or was put off.
  position integer,
  arranged_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'listed',
  record bytea,
  deferred_for bytea,
  -- Why it was put off where nobody gave a reason of her own: as the meeting closed, nobody who attended could chair it (ACC-9).
  deferred_because text CHECK (deferred_because = 'unchaired'),
  -- Why it left this agenda where nobody put it off: a hold stands on her, its referral was withdrawn, its triage was taken back, it was
  -- put off to here by a slip. Of
  -- what is put off while she is held both stand: the reason, and that she comes back once the hold is lifted (REF-3).
  taken_off text,
  -- ACC-9: the deputy who was in the chair as it ended, and for which agency; NULL: chair or coordinator was.
  chaired_by uuid REFERENCES accounts,
  chaired_for uuid,
  -- The meeting to which it was put off.
  deferred_to uuid,
  listed_at timestamptz NOT NULL,
  closed_at timestamptz,
  -- MTG-7: the time that it takes. `begun_at`: since when its time runs; NULL: it stands.
  begun_at timestamptz,
  spent_seconds integer NOT NULL DEFAULT 0,
  -- ACC-9: what is minuted of it where a deputy chaired it, sealed as she ended it; with what its leaf in the minutes is made of.
  minuted bytea,
  minuted_leaf text[],
  -- Her age band on the day of the meeting: kept with the discussion, since her date of birth is sealed.
  age_band text,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, case_id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  FOREIGN KEY (partnership_id, deferred_to) REFERENCES meetings,
  FOREIGN KEY (partnership_id, chaired_for) REFERENCES agencies,
  CHECK (num_nulls(chaired_by, chaired_for) IN (0, 2))
);
CREATE INDEX agenda_items_case ON agenda_items (partnership_id, case_id);
-- What a hold took off, to be listed again: few of all that a partnership ever discussed.
CREATE INDEX agenda_items_held ON agenda_items (partnership_id, case_id) WHERE taken_off = 'held';

-- schema/22_guests.sql

-- «Until it ends»: kept by the tables, so that no way of ending an item or a meeting, or of taking the invitation back, can
-- forget it.
CREATE FUNCTION app.end_invitations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE at timestamptz := COALESCE((to_jsonb(NEW)->>'closed_at')::timestamptz, app.moment(), now());
BEGIN
  UPDATE sharing_grants g SET until_at = at FROM guest_invitations i
   WHERE i.partnership_id = NEW.partnership_id AND g.partnership_id = i.partnership_id AND g.guest_invitation_id = i.id
     AND (CASE TG_TABLE_NAME WHEN 'meetings' THEN i.meeting_id WHEN 'agenda_items' THEN i.agenda_item_id ELSE i.id END) = NEW.id
     AND coalesce(g.until_at > at, true);
  UPDATE memberships m SET ended_at = at FROM guest_invitations i
   WHERE i.partnership_id = NEW.partnership_id AND m.partnership_id = i.partnership_id AND m.id = i.membership_id
     AND (CASE TG_TABLE_NAME WHEN 'meetings' THEN i.meeting_id WHEN 'agenda_items' THEN i.agenda_item_id ELSE i.id END) = NEW.id
     AND coalesce(m.ended_at > at, true);
  UPDATE attendances a SET until_at = greatest(a.from_at, at) FROM guest_invitations i
    JOIN memberships m ON m.partnership_id = i.partnership_id AND m.id = i.membership_id
   WHERE i.partnership_id = NEW.partnership_id AND a.partnership_id = i.partnership_id AND a.meeting_id = i.meeting_id
     AND a.account_id = m.account_id AND a.agency_id = m.agency_id AND a.invited AND a.until_at IS NULL AND a.struck_at IS NULL
     AND (CASE TG_TABLE_NAME WHEN 'meetings' THEN i.meeting_id WHEN 'agenda_items' THEN i.agenda_item_id ELSE i.id END) = NEW.id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.end_invitations FROM PUBLIC;

-- GST-1: a guest is invited to one agenda item, an observer to sit in. Both act in a membership of the agency that proposed
-- them, which begins when the coordinator agrees and ends with the item, or with the meeting.
CREATE TABLE guest_invitations (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL CHECK (kind IN ('guest', 'observer')),
  meeting_id uuid NOT NULL,
  agenda_item_id uuid,
  case_id uuid,
  proposing_agency_id uuid NOT NULL,
  proposed_by uuid NOT NULL REFERENCES accounts,
  proposed_at timestamptz NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  organisation text NOT NULL,
  job_title text,
  -- Why she is needed: sealed under the case's key; of an observer, who has none, under the deployment's own.
  why bytea NOT NULL,
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'agreed', 'declined', 'withdrawn')),
  decided_by uuid REFERENCES accounts,
  decided_at timestamptz,
  decided_for bytea,
  membership_id uuid,
  -- ACC-8: the agencies of which the invited is said to be, by where they work and by their address (limits/said-to-be-of.ts).
  of_agencies uuid[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, proposing_agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, membership_id) REFERENCES memberships,
  CHECK ((kind = 'guest') = (agenda_item_id IS NOT NULL AND case_id IS NOT NULL)),
  CHECK (state <> 'agreed' OR membership_id IS NOT NULL)
);
CREATE INDEX guest_invitations_meeting ON guest_invitations (partnership_id, meeting_id);
CREATE INDEX guest_invitations_item ON guest_invitations (partnership_id, agenda_item_id);
-- Nobody is asked twice to one item, or twice to sit in, also when two ask at once.
CREATE UNIQUE INDEX guest_invitations_once ON guest_invitations (partnership_id, COALESCE(agenda_item_id, meeting_id), lower(email))
  WHERE state IN ('proposed', 'agreed');
CREATE UNIQUE INDEX guest_invitations_membership ON guest_invitations (partnership_id, membership_id);

-- schema/23_room.sql

-- What is said of an item while the meeting is open.

CREATE TABLE contributions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  agenda_item_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  -- What a guest says is hers and her organisation's, not her hosts'.
  guest_invitation_id uuid,
  -- What was shared from an agency's research stands in the item as that agency's, facts apart from opinion.
  kind text NOT NULL DEFAULT 'said' CHECK (kind IN ('said', 'facts', 'opinion')),
  words bytea NOT NULL,
  at timestamptz NOT NULL,
  -- MTG-7: what was said before and this puts right, or takes back. Both stay; the meeting reads the last.
  puts_right uuid,
  taken_back boolean NOT NULL DEFAULT false,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, guest_invitation_id) REFERENCES guest_invitations,
  FOREIGN KEY (partnership_id, puts_right) REFERENCES contributions,
  CHECK (NOT taken_back OR puts_right IS NOT NULL)
);
-- Each once: who comes second reads again.
CREATE UNIQUE INDEX contributions_put_right ON contributions (partnership_id, puts_right);
CREATE INDEX contributions_item ON contributions (partnership_id, agenda_item_id, at);

-- ACC-9: who was seen to leave before an item that she must not hear.
CREATE TABLE stepped_out (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  agenda_item_id uuid NOT NULL,
  case_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  -- She came for another item: who that is, and that there is one, is told to who coordinates alone (ACC-6).
  guest boolean NOT NULL,
  confirmed_by uuid NOT NULL REFERENCES accounts,
  confirmed_at timestamptz NOT NULL,
  -- When the meeting left the item: she may be in again, so that it begins anew only once she was seen to leave anew.
  called_back_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE UNIQUE INDEX stepped_out_once ON stepped_out (partnership_id, agenda_item_id, account_id, agency_id)
  WHERE called_back_at IS NULL;
CREATE INDEX stepped_out_now ON stepped_out (partnership_id, account_id) WHERE called_back_at IS NULL;

-- schema/23_room_deputies.sql

-- ACC-8, ACC-9: who chairs, at a meeting, the cases that neither chair nor coordinator may hear.
CREATE TABLE meeting_deputies (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  named_by uuid NOT NULL REFERENCES accounts,
  named_at timestamptz NOT NULL,
  -- When another was named.
  replaced_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings ON DELETE CASCADE,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE UNIQUE INDEX meeting_deputies_standing ON meeting_deputies (partnership_id, meeting_id) WHERE replaced_at IS NULL;

-- schema/23_stepping_out.sql

-- ACC-9: who must not hear what, and when they are not needed. No table of its own.

-- schema/24_emergency.sql

-- MTG-5: who is called to an emergency meeting, and how each was reached.

CREATE TABLE called_people (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  called_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, account_id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- Each attempt to reach someone stays as it was: another is added, none is changed.
CREATE TABLE contact_attempts (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  -- Whoever was called, or whoever was on call: the entry as it was then.
  account_id uuid REFERENCES accounts,
  on_call_id uuid,
  how text NOT NULL,
  answer text NOT NULL,
  words bytea NOT NULL,
  at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, on_call_id) REFERENCES on_call,
  CHECK (num_nonnulls(account_id, on_call_id) = 1)
);
CREATE INDEX contact_attempts_meeting ON contact_attempts (partnership_id, meeting_id, at);

-- schema/25_attendance.sql

CREATE TABLE apologies (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  reason text,
  given_by uuid NOT NULL REFERENCES accounts,
  given_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE UNIQUE INDEX apologies_once ON apologies (partnership_id, meeting_id, agency_id) WHERE withdrawn_at IS NULL;

-- MTG-6: who was in the room, from when to when: by her own device, or as the chair recorded it. Signing opens papers, and is no
-- attendance.
CREATE TABLE attendances (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  -- Came by an invitation: a guest's attendance tells of a case, and is told to who may see it (ACC-6).
  invited boolean NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  recorded_by uuid REFERENCES accounts,
  -- Recorded by mistake: she was not there. It stays on record, and counts no more.
  struck_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings ON DELETE CASCADE,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK (until_at >= from_at)
);
CREATE INDEX attendances_meeting ON attendances (partnership_id, meeting_id, agency_id);
CREATE UNIQUE INDEX attendances_now ON attendances (partnership_id, meeting_id, account_id, agency_id)
  WHERE until_at IS NULL AND struck_at IS NULL;

-- schema/26_plan.sql

-- PLN-1: one living plan a case. What a line says is sealed under the case's key; what SQL decides by stands open.
CREATE TABLE plan_lines (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  part text NOT NULL CHECK (part IN ('risk', 'need', 'goal', 'children', 'exit')),
  area text,
  state text NOT NULL CHECK (state IN ('proposed', 'agreed', 'changed', 'met', 'not_wanted', 'replaced', 'ended')),
  content bytea NOT NULL,
  lead_agency_id uuid,
  -- The agencies that alone see it; empty: all that see the case.
  limited_to uuid[] NOT NULL DEFAULT '{}',
  proposed_by uuid NOT NULL,
  words_of uuid DEFAULT app.agency_id(),
  source text NOT NULL CHECK (source IN ('item', 'between_meetings', 'record')),
  -- The item in which it was amended last.
  agenda_item_id uuid,
  look_again_on date,
  -- The day of which its leading agency was told already.
  told_of date,
  replaced_by uuid,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, lead_agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, proposed_by) REFERENCES agencies,
  FOREIGN KEY (partnership_id, words_of) REFERENCES agencies,
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id, replaced_by) REFERENCES plan_lines (partnership_id, case_id, id),
  CHECK ((state = 'replaced') = (replaced_by IS NOT NULL)),
  CHECK (array_position(limited_to, NULL) IS NULL)
);
CREATE INDEX plan_lines_case ON plan_lines (partnership_id, case_id);
CREATE INDEX plan_lines_look_again ON plan_lines (partnership_id, look_again_on) WHERE state IN ('agreed', 'changed');

-- An amendment: of a meeting's item one, with all that was agreed in it. Its changes and it are never changed.
CREATE TABLE plan_amendments (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  agenda_item_id uuid,
  at timestamptz NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  -- The agencies that were in the room as it began, and may see the case.
  present uuid[] NOT NULL DEFAULT '{}',
  why bytea,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, id),
  UNIQUE (partnership_id, agenda_item_id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items
);

CREATE TABLE plan_changes (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  amendment_id uuid NOT NULL,
  case_id uuid NOT NULL,
  line_id uuid NOT NULL,
  -- The line's version that it made.
  version integer NOT NULL,
  move text NOT NULL,
  before bytea,
  after bytea NOT NULL,
  at timestamptz NOT NULL,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, line_id, version),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, case_id, amendment_id) REFERENCES plan_amendments (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id, line_id) REFERENCES plan_lines (partnership_id, case_id, id)
);
CREATE INDEX plan_changes_amendment ON plan_changes (partnership_id, amendment_id);

-- schema/26_research.sql

-- MTG-3: what an agency knows of a case before and during a meeting. `content`: facts, opinion and what it will not share,
-- sealed; `shared`: what of it stands in the item already, sealed. One to an item and agency, written by all its workers.
CREATE TABLE research (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  -- 1 is what nobody has written yet: the first who writes makes it 2, and a second first one is told.
  version integer NOT NULL,
  agenda_item_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  content bytea NOT NULL,
  shared bytea,
  saved_at timestamptz NOT NULL,
  saved_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, agenda_item_id, agency_id),
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX research_case ON research (partnership_id, case_id);

-- schema/27_documents.sql

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

-- schema/28_minutes.sql

-- MTG-8: closing a meeting compiles a draft, the coordinator edits and distributes it, and from then on it changes for nobody.
CREATE TABLE minutes (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  version integer NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  compiled_at timestamptz NOT NULL,
  compiled_by uuid NOT NULL REFERENCES accounts,
  present jsonb NOT NULL,
  -- Who was in the chair, from when to when, whose apologies, and when the next one is.
  proceedings jsonb NOT NULL,
  -- Sealed under the deployment's own key: they are of the meeting and not of a case.
  notes bytea,
  what_changed bytea,
  why bytea,
  distributed_at timestamptz,
  distributed_by uuid REFERENCES accounts,
  hash text,
  -- The hashes of its items among decoys, as many in every version (shared/minutes/canonical.ts).
  leaves text[],
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, version),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  CHECK ((version = 1) = (what_changed IS NULL) AND (version = 1) = (why IS NULL)),
  CHECK (num_nulls(distributed_at, distributed_by, hash, leaves) IN (0, 4))
);
CREATE UNIQUE INDEX minutes_draft ON minutes (partnership_id, meeting_id) WHERE distributed_at IS NULL;
CREATE INDEX minutes_distributed ON minutes (partnership_id, distributed_at) WHERE distributed_at IS NOT NULL;

-- A case a row, so that a copy holds just the cases that its reader may see (MTG-4).
CREATE TABLE minuted_items (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  minutes_id uuid NOT NULL,
  case_id uuid NOT NULL,
  position integer NOT NULL,
  content bytea NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  -- No basis for sharing was in force when it was distributed: the line went out, its content did not. In a correction's draft: so it
  -- was in the version before, and what the correction leaves as it was stays so.
  withheld boolean NOT NULL DEFAULT false,
  -- Given at distribution. An item without one is not in what was distributed: who distributed could not see its case.
  salt text,
  -- ACC-9: of an item that a deputy worded: its salt, its leaf, and its leaf as its line alone. With them it goes out though who
  -- distributes must not read it.
  prepared text[] CHECK (cardinality(prepared) = 3),
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, minutes_id, case_id),
  FOREIGN KEY (partnership_id, minutes_id) REFERENCES minutes,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);

CREATE TABLE minutes_receipts (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  minutes_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, minutes_id, agency_id),
  FOREIGN KEY (partnership_id, minutes_id) REFERENCES minutes,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- schema/29_disclosures.sql

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

-- schema/30_actions.sql

CREATE TABLE actions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  reference text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  agenda_item_id uuid,
  meeting_id uuid,
  -- PLN-1: the line of her plan of which it is a step. Who sees the case sees the line: it is limited to nobody.
  plan_line_id uuid,
  owner_agency_id uuid NOT NULL,
  owner_account_id uuid REFERENCES accounts,
  what bytea NOT NULL,
  outcome bytea,
  priority text NOT NULL,
  due_on date NOT NULL,
  due_at timestamptz NOT NULL,
  stage integer NOT NULL DEFAULT 0,
  state text NOT NULL DEFAULT 'open',
  -- ACT-1: agreed while nobody of its agency was in the room: whether it takes it on.
  acceptance text CHECK (acceptance IN ('asked', 'accepted', 'declined')),
  created_at timestamptz NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, reference),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, case_id, plan_line_id) REFERENCES plan_lines (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, owner_agency_id) REFERENCES agencies
);
CREATE INDEX actions_due ON actions (partnership_id, due_at, id);
CREATE INDEX actions_case ON actions (partnership_id, case_id);
CREATE INDEX actions_running ON actions (partnership_id, owner_agency_id, due_at) WHERE closed_at IS NULL;
CREATE INDEX actions_due_on ON actions (partnership_id, due_on);

-- schema/31_flags.sql

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

-- schema/32_outcomes.sql

-- MON-2: how she is doing, look by look. What SQL counts stands open: scale words, numbers, days. Her words, the texts of her
-- goals and of steps toward exit are sealed under the case's key. A row is never changed: a correction is a new one that
-- names the one it puts right.
CREATE TABLE outcomes (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  occasion text NOT NULL CHECK (occasion IN ('referral', 'three_months', 'six_months', 'twelve_months', 'other')),
  looked_on date NOT NULL,
  agency_id uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  replaces uuid,
  -- 1: not safe at all, 5: safe. NULL here and below: skipped.
  safety smallint CHECK (safety BETWEEN 1 AND 5),
  -- Domain to level, as answered; a domain that was skipped is not there.
  needs jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(needs) = 'object'),
  goals_not_yet smallint NOT NULL DEFAULT 0,
  goals_partly smallint NOT NULL DEFAULT 0,
  goals_met smallint NOT NULL DEFAULT 0,
  exit_wish text CHECK (exit_wish IN ('wants_it', 'not_now', 'not_asked')),
  exit_progress text CHECK (exit_progress IN ('not_yet', 'first_steps', 'well_on_the_way', 'left_behind')),
  -- A number and «not known» exclude each other; neither says that the question was skipped.
  police_call_outs integer CHECK (police_call_outs >= 0),
  police_call_outs_unknown boolean NOT NULL DEFAULT false,
  arrests integer CHECK (arrests >= 0),
  arrests_unknown boolean NOT NULL DEFAULT false,
  violence integer CHECK (violence >= 0),
  violence_unknown boolean NOT NULL DEFAULT false,
  words bytea NOT NULL,
  PRIMARY KEY (partnership_id, id),
  -- Put right once: whoever puts it right again names the newer one.
  UNIQUE (partnership_id, replaces),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, replaces) REFERENCES outcomes,
  CHECK (exit_progress IS NULL OR exit_wish = 'wants_it'),
  CHECK (police_call_outs IS NULL OR NOT police_call_outs_unknown),
  CHECK (arrests IS NULL OR NOT arrests_unknown),
  CHECK (violence IS NULL OR NOT violence_unknown)
);
CREATE INDEX outcomes_case ON outcomes (partnership_id, case_id, looked_on);

-- When each review of a case is asked for, and of whom: the agency whose referral was accepted first. Written by the clock
-- (outcomes/clocks.ts). That a review is done is not kept here: there is a look at that occasion, or there is none.
CREATE TABLE outcome_reviews (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  occasion text NOT NULL CHECK (occasion IN ('referral', 'three_months', 'six_months', 'twelve_months')),
  agency_id uuid NOT NULL,
  -- Who wrote the referral: told first, while she is there.
  account_id uuid NOT NULL REFERENCES accounts,
  due_on date NOT NULL,
  -- When the next review is due: from then on this one is no longer asked for.
  next_due_on date,
  ask_on date NOT NULL,
  put_off_for text CHECK (put_off_for IN ('not_the_moment', 'not_seen_yet', 'asked_for_later')),
  -- The day of asking that was told of: a review that is put off is told of once more.
  told_of date,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, occasion),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK (ask_on >= due_on),
  CHECK ((ask_on > due_on) = (put_off_for IS NOT NULL))
);
CREATE INDEX outcome_reviews_agency ON outcome_reviews (partnership_id, agency_id, ask_on);

-- schema/33_imports.sql

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

-- schema/34_sharing.sql

-- CON-3, ACC-3: that sharing changes is one event, whatever its cause. It is derived in one place, from who could read a file
-- and who can: as a transaction that touched grants commits, and by a clock for grants that ended by themselves.

-- Who reads a file, as far as it was told. `reach`: the agency as such; its chair and coordinator alone; one person alone; or
-- one person of an agency that reads, whom she refuses and who therefore doesn't.
CREATE TABLE sharing_readers (
  partnership_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  reach text NOT NULL CHECK (reach IN ('agency', 'coordination', 'person', 'shut_out')),
  account_id uuid REFERENCES accounts,
  since timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (partnership_id, case_id, agency_id, reach, account_id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK ((reach IN ('person', 'shut_out')) = (account_id IS NOT NULL))
);

-- Until when a partnership's grants that end by themselves were looked at.
CREATE TABLE sharing_looks (
  partnership_id uuid PRIMARY KEY DEFAULT app.partnership_id() REFERENCES partnerships,
  until_at timestamptz NOT NULL
);

-- The reference and whose file it is stand here for those who know no more of it.
CREATE TABLE sharing_changes (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  reference text NOT NULL,
  holder_agency_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, holder_agency_id) REFERENCES agencies
);
CREATE INDEX sharing_changes_case ON sharing_changes (partnership_id, case_id, at);

-- Whom it concerns: who reads it no more, who does now, and who gave her a promise about it.
CREATE TABLE sharing_sides (
  partnership_id uuid NOT NULL,
  change_id uuid NOT NULL,
  case_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('lost', 'gained', 'promised')),
  agency_id uuid NOT NULL,
  reach text NOT NULL,
  account_id uuid REFERENCES accounts,
  cause text NOT NULL,
  -- What the agency made itself stays open to it.
  keeps_own boolean NOT NULL DEFAULT false,
  UNIQUE NULLS NOT DISTINCT (partnership_id, change_id, side, agency_id, reach, account_id),
  FOREIGN KEY (partnership_id, change_id) REFERENCES sharing_changes,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- What still runs with an agency that may read no more, until it is stopped, handed over or left with a reason.
CREATE TABLE sharing_work (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  change_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  -- One person's, where she alone reads no more.
  account_id uuid REFERENCES accounts,
  kind text NOT NULL CHECK (kind IN ('action', 'research', 'papers')),
  subject_id uuid NOT NULL,
  -- As the agency knows it: of an action, of a copy. Of research, the meeting says which.
  reference text,
  meeting_id uuid,
  -- The agency says that it has stopped.
  stopped_at timestamptz,
  stopped_by uuid REFERENCES accounts,
  answer text CHECK (answer IN ('stopped', 'handed_over', 'left', 'reads_again')),
  answered_at timestamptz,
  answered_by uuid REFERENCES accounts,
  to_agency_id uuid,
  because bytea,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, change_id) REFERENCES sharing_changes,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, to_agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  CHECK ((answer IS NULL) = (answered_at IS NULL)),
  CHECK ((answer = 'handed_over') = (to_agency_id IS NOT NULL))
);
CREATE INDEX sharing_work_change ON sharing_work (partnership_id, change_id);
CREATE INDEX sharing_work_open ON sharing_work (partnership_id, agency_id) WHERE answered_at IS NULL;
CREATE INDEX sharing_work_subject ON sharing_work (partnership_id, subject_id) WHERE answered_at IS NULL;

-- schema/35_leaving.sql

-- ACC-10: what somebody had still to do when her place ended. No list of it is kept: it is whatever open work names somebody who
-- has left the agency that it belongs to, looked up as it stands, so that no way of leaving, and no work, can be forgotten.

-- What became of it: a colleague has it, or it was left for a reason.
CREATE TABLE left_work (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  case_id uuid,
  reference text,
  -- Whose it was.
  account_id uuid NOT NULL REFERENCES accounts,
  to_membership_id uuid,
  -- Sealed under the deployment's own key: not all of it is of a case.
  because bytea,
  answered_at timestamptz NOT NULL,
  answered_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, to_membership_id) REFERENCES memberships,
  CHECK (num_nonnulls(to_membership_id, because) = 1)
);
CREATE INDEX left_work_subject ON left_work (partnership_id, subject_id);
CREATE INDEX left_work_agency ON left_work (partnership_id, agency_id, answered_at DESC);

-- schema/36_lists.sql

-- Where the lists of an agency begin: a row for each agency and each case, referral and action on which it holds a grant, with what the list is sorted and
-- filtered by, so that a page is one range of an index whatever else the partnership holds (docs/explained/lists.md). Written by triggers alone, in the
-- transaction of what they follow from. They open nothing: what is listed is looked up under its own policies.
-- Coordination is left out: to who coordinates every row is open, and her lists are walked in their own order.

-- Of all its grants on the case, also those that have ended: from when until when, and whether one of them is open to some of its people alone, or to
-- part of it (`guarded`).
CREATE VIEW app.cases_to_list WITH (security_invoker = true) AS
  SELECT g.partnership_id, g.case_id, g.agency_id, min(g.from_at) AS from_at, CASE WHEN bool_and(g.until_at IS NOT NULL) THEN max(g.until_at) END AS until_at,
    bool_or(g.account_id IS NOT NULL OR g.narrowed OR g.shut_out IS NOT NULL) AS guarded,
    (SELECT c.opened_at FROM cases c WHERE c.partnership_id = g.partnership_id AND c.id = g.case_id) AS opened_at
  FROM sharing_grants g WHERE app.lists_by(g.agency_id, g.basis) GROUP BY g.partnership_id, g.case_id, g.agency_id;

CREATE TABLE listed_cases (
  partnership_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  guarded boolean NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, case_id, agency_id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases ON DELETE CASCADE
);
CREATE INDEX listed_cases_opened ON listed_cases (partnership_id, agency_id, opened_at DESC, case_id DESC) INCLUDE (from_at, until_at, guarded);

CREATE VIEW app.referrals_to_list WITH (security_invoker = true) AS
  SELECT l.partnership_id, r.id AS referral_id, l.agency_id, l.case_id, l.from_at, l.until_at, l.guarded, r.state, r.light, r.due_at, r.submitted_at, r.updated_at
  FROM listed_cases l JOIN referrals r ON r.partnership_id = l.partnership_id AND r.case_id = l.case_id;

CREATE TABLE listed_referrals (
  partnership_id uuid NOT NULL,
  referral_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  case_id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  guarded boolean NOT NULL,
  state text NOT NULL,
  light text NOT NULL,
  due_at timestamptz NOT NULL,
  submitted_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, referral_id, agency_id),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals ON DELETE CASCADE
);
CREATE INDEX listed_referrals_due ON listed_referrals (partnership_id, agency_id, due_at, referral_id) INCLUDE (state, light, from_at, until_at, guarded);
CREATE INDEX listed_referrals_updated ON listed_referrals (partnership_id, agency_id, updated_at DESC, referral_id DESC)
  INCLUDE (state, light, from_at, until_at, guarded);
CREATE INDEX listed_referrals_submitted ON listed_referrals (partnership_id, agency_id, submitted_at DESC, referral_id DESC)
  INCLUDE (state, light, from_at, until_at, guarded);

CREATE VIEW app.actions_to_list WITH (security_invoker = true) AS
  SELECT l.partnership_id, a.id AS action_id, l.agency_id, l.case_id, l.from_at, l.until_at, l.guarded, a.state, a.due_at
  FROM listed_cases l JOIN actions a ON a.partnership_id = l.partnership_id AND a.case_id = l.case_id;

CREATE TABLE listed_actions (
  partnership_id uuid NOT NULL,
  action_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  case_id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  guarded boolean NOT NULL,
  state text NOT NULL,
  due_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, action_id, agency_id),
  FOREIGN KEY (partnership_id, action_id) REFERENCES actions ON DELETE CASCADE
);
CREATE INDEX listed_actions_due ON listed_actions (partnership_id, agency_id, due_at, action_id) INCLUDE (state, from_at, until_at, guarded);

-- Seen by the agency while it holds a grant in force; where one is open to some of its people alone, or to part of the case, by whom the case is open to.
CREATE PROCEDURE app.open_listed(p_table text) LANGUAGE plpgsql AS $$
BEGIN
  CALL app.close_table(p_table);
  EXECUTE format('CREATE POLICY listed ON %I FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND agency_id = (SELECT app.grants_to()) AND app.in_force(from_at, until_at, app.moment())
    AND (NOT guarded OR app.sees_own_record(case_id)))', p_table);
  EXECUTE format('GRANT SELECT ON %I TO alongside_app', p_table);
END $$;
REVOKE ALL ON PROCEDURE app.open_listed FROM PUBLIC;
CALL app.open_listed('listed_cases');
CALL app.open_listed('listed_referrals');
CALL app.open_listed('listed_actions');

-- Who lets an agency into a case, or out, waits for those who change what is listed of it, and they for her: a grant and an action of one instant that did
-- not know of each other would leave the action unlisted. A statement after the waiting knows what was committed meanwhile. Those who change what is
-- listed do not wait for each other.
-- Each looks up few rows by their indexes, and its plan says so: one made while the tables were small would look through all that an import adds to them.
CREATE FUNCTION app.list_grants() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM changed g WHERE app.lists_by(g.agency_id, g.basis)) THEN RETURN NULL; END IF;
  PERFORM 1 FROM cases c WHERE (c.partnership_id, c.id) IN (SELECT g.partnership_id, g.case_id FROM changed g) ORDER BY c.id FOR NO KEY UPDATE;
  INSERT INTO listed_cases AS l SELECT t.* FROM (SELECT DISTINCT g.partnership_id, g.case_id, g.agency_id FROM changed g) g CROSS JOIN LATERAL (
    SELECT t.* FROM app.cases_to_list t WHERE t.partnership_id = g.partnership_id AND t.case_id = g.case_id AND t.agency_id = g.agency_id OFFSET 0) t
  ON CONFLICT (partnership_id, case_id, agency_id) DO UPDATE SET from_at = EXCLUDED.from_at, until_at = EXCLUDED.until_at, guarded = EXCLUDED.guarded
   WHERE (l.from_at, l.until_at, l.guarded) IS DISTINCT FROM (EXCLUDED.from_at, EXCLUDED.until_at, EXCLUDED.guarded);
  INSERT INTO listed_referrals AS l SELECT t.* FROM (SELECT DISTINCT g.partnership_id, g.case_id, g.agency_id FROM changed g) g CROSS JOIN LATERAL (
    SELECT t.* FROM app.referrals_to_list t WHERE t.partnership_id = g.partnership_id AND t.case_id = g.case_id AND t.agency_id = g.agency_id OFFSET 0) t
  ON CONFLICT (partnership_id, referral_id, agency_id) DO UPDATE SET from_at = EXCLUDED.from_at, until_at = EXCLUDED.until_at, guarded = EXCLUDED.guarded
   WHERE (l.from_at, l.until_at, l.guarded) IS DISTINCT FROM (EXCLUDED.from_at, EXCLUDED.until_at, EXCLUDED.guarded);
  INSERT INTO listed_actions AS l SELECT t.* FROM (SELECT DISTINCT g.partnership_id, g.case_id, g.agency_id FROM changed g) g CROSS JOIN LATERAL (
    SELECT t.* FROM app.actions_to_list t WHERE t.partnership_id = g.partnership_id AND t.case_id = g.case_id AND t.agency_id = g.agency_id OFFSET 0) t
  ON CONFLICT (partnership_id, action_id, agency_id) DO UPDATE SET from_at = EXCLUDED.from_at, until_at = EXCLUDED.until_at, guarded = EXCLUDED.guarded
   WHERE (l.from_at, l.until_at, l.guarded) IS DISTINCT FROM (EXCLUDED.from_at, EXCLUDED.until_at, EXCLUDED.guarded);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.list_grants FROM PUBLIC;
CREATE TRIGGER list_given AFTER INSERT ON sharing_grants REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.list_grants();
CREATE TRIGGER list_changed AFTER UPDATE ON sharing_grants REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.list_grants();

CREATE FUNCTION app.list_referral() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  PERFORM 1 FROM cases c WHERE c.partnership_id = NEW.partnership_id AND c.id = NEW.case_id FOR SHARE;
  INSERT INTO listed_referrals SELECT t.* FROM app.referrals_to_list t WHERE t.partnership_id = NEW.partnership_id AND t.referral_id = NEW.id
  ON CONFLICT (partnership_id, referral_id, agency_id) DO UPDATE SET state = EXCLUDED.state, light = EXCLUDED.light, due_at = EXCLUDED.due_at,
    submitted_at = EXCLUDED.submitted_at, updated_at = EXCLUDED.updated_at;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.list_referral FROM PUBLIC;
CREATE TRIGGER list_new AFTER INSERT ON referrals FOR EACH ROW WHEN (NEW.case_id IS NOT NULL) EXECUTE FUNCTION app.list_referral();
-- Column by column, as Postgres writes it down: a comparison of rows comes back from a dump with other brackets, and the schema would be another.
CREATE TRIGGER list_changed AFTER UPDATE ON referrals FOR EACH ROW
  WHEN (NEW.case_id IS NOT NULL AND (OLD.case_id IS DISTINCT FROM NEW.case_id OR OLD.state IS DISTINCT FROM NEW.state
    OR OLD.light IS DISTINCT FROM NEW.light OR OLD.due_at IS DISTINCT FROM NEW.due_at
    OR OLD.submitted_at IS DISTINCT FROM NEW.submitted_at OR OLD.updated_at IS DISTINCT FROM NEW.updated_at))
  EXECUTE FUNCTION app.list_referral();

CREATE FUNCTION app.list_action() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  PERFORM 1 FROM cases c WHERE c.partnership_id = NEW.partnership_id AND c.id = NEW.case_id FOR SHARE;
  INSERT INTO listed_actions SELECT t.* FROM app.actions_to_list t WHERE t.partnership_id = NEW.partnership_id AND t.action_id = NEW.id
  ON CONFLICT (partnership_id, action_id, agency_id) DO UPDATE SET state = EXCLUDED.state, due_at = EXCLUDED.due_at;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.list_action FROM PUBLIC;
CREATE TRIGGER list_new AFTER INSERT ON actions FOR EACH ROW EXECUTE FUNCTION app.list_action();
CREATE TRIGGER list_changed AFTER UPDATE ON actions FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.due_at IS DISTINCT FROM NEW.due_at)
  EXECUTE FUNCTION app.list_action();

-- schema/40_systems.sql

-- API-2: an agency's own system acts in a membership of that agency, as a machine: under the same grants, agreements and
-- audit as its people, and within the scopes that its safeguarding lead asked for and the coordinator agreed to.
CREATE TABLE systems (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  agency_id uuid NOT NULL,
  name text NOT NULL,
  -- Who answers for it. It gets no token while its owner has no place in the agency.
  owner_membership_id uuid NOT NULL,
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  -- CIDR blocks that its calls may come from; none: from anywhere.
  addresses text[] NOT NULL DEFAULT '{}',
  expires_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'agreed', 'declined', 'ended')),
  proposed_by uuid NOT NULL REFERENCES accounts,
  proposed_at timestamptz NOT NULL,
  decided_by uuid REFERENCES accounts,
  decided_at timestamptz,
  decided_for text,
  ended_by uuid REFERENCES accounts,
  ended_at timestamptz,
  ended_for text,
  membership_id uuid,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, owner_membership_id) REFERENCES memberships,
  FOREIGN KEY (partnership_id, membership_id) REFERENCES memberships,
  CHECK (decided_by IS DISTINCT FROM proposed_by),
  CHECK (state IN ('proposed', 'declined') OR membership_id IS NOT NULL)
);
CREATE INDEX systems_agency ON systems (partnership_id, agency_id);
CREATE UNIQUE INDEX systems_membership ON systems (partnership_id, membership_id);

CREATE TABLE system_secrets (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  system_id uuid NOT NULL,
  -- SHA-256 of 256 random bits: nothing to guess, so nothing to slow down.
  hash bytea NOT NULL,
  -- Its last characters, to tell two apart.
  hint text NOT NULL,
  made_by uuid NOT NULL REFERENCES accounts,
  made_at timestamptz NOT NULL,
  last_used_at timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, system_id) REFERENCES systems
);
CREATE INDEX system_secrets_system ON system_secrets (partnership_id, system_id);

-- schema/41_events.sql

-- What happened, until the relay has carried it, and what each agency is told of it.

CREATE TABLE outbox_events (
  id uuid PRIMARY KEY,
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  type text NOT NULL,
  data jsonb NOT NULL,
  at timestamptz NOT NULL,
  relayed_at timestamptz,
  -- How often it could not be carried, and until when it stands aside since.
  tries integer NOT NULL DEFAULT 0,
  next_try_at timestamptz
);
-- In the order in which the relay takes them: what failed less often first.
CREATE INDEX outbox_events_waiting ON outbox_events (tries, id) WHERE relayed_at IS NULL;

-- API-3: what each agency is told of what happens, in its own order: one row for an agency and an event, written by the
-- relay that carries the event. One relay works at a time, and holds its lock until it has committed: a later position is
-- never there before an earlier one, so that whoever reads on from a position misses nothing.
CREATE TABLE agency_events (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  agency_id uuid NOT NULL,
  -- Each agency's own count: how much others are told stands nowhere.
  position bigint NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  -- Ids alone.
  data jsonb NOT NULL,
  -- Readable as long as the agency sees this case; NULL: always. What was told of a file that was merged since stays as
  -- it was told: no foreign key.
  while_seen uuid,
  -- Also as long as what the agency made itself there is open to it: what became of its own referral (ACC-8).
  own_record boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL,
  told_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, agency_id, position),
  UNIQUE (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- schema/42_webhooks.sql

CREATE TABLE webhook_endpoints (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  agency_id uuid NOT NULL,
  address text NOT NULL,
  description text NOT NULL,
  -- Empty: every type.
  types text[] NOT NULL,
  -- Sealed under a key of the deployment's own; the one before signs beside it for a while.
  secret bytea NOT NULL,
  previous_secret bytea,
  previous_secret_until timestamptz,
  stopped_for text CHECK (stopped_for IN ('by_hand', 'gone', 'failing', 'unreadable')),
  stopped_at timestamptz,
  -- It has taken nothing since.
  failing_since timestamptz,
  -- One sender at a time; one that died is followed by another after this.
  busy_until timestamptz,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES accounts,
  removed_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK ((stopped_for IS NULL) = (stopped_at IS NULL)),
  CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL))
);
CREATE INDEX webhook_endpoints_agency ON webhook_endpoints (partnership_id, agency_id) WHERE removed_at IS NULL;

-- One row for an event and an endpoint, and one more for each replay. Without an event: a test.
CREATE TABLE webhook_deliveries (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  event_id uuid,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'given_up', 'withheld')),
  replay boolean NOT NULL DEFAULT false,
  attempts integer NOT NULL DEFAULT 0,
  -- Within one moment in the order in which the agency was told.
  position bigint NOT NULL,
  next_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, endpoint_id) REFERENCES webhook_endpoints,
  FOREIGN KEY (partnership_id, event_id) REFERENCES agency_events (partnership_id, id),
  CHECK ((state = 'waiting') = (next_at IS NOT NULL))
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (partnership_id, endpoint_id, next_at, position) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_endpoint ON webhook_deliveries (partnership_id, endpoint_id, created_at DESC, id DESC);

-- The delivery log: when, what status, how long, what was wrong in a word. Nothing of what was sent or answered.
CREATE TABLE webhook_attempts (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  at timestamptz NOT NULL,
  status integer,
  ms integer NOT NULL,
  error text,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, delivery_id) REFERENCES webhook_deliveries
);
CREATE INDEX webhook_attempts_delivery ON webhook_attempts (partnership_id, delivery_id, at);

-- schema/50_monitoring.sql

-- MON-1: what is counted of a person, kept by case as plain words beside her sealed answers, so that Postgres can count.
-- Who she is, is not in it; the table is open through a grant on her case like everything that hangs on it, and to counting
-- by the functions below, which give numbers.
CREATE TABLE characteristics (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  case_id uuid NOT NULL,
  ethnicity text NOT NULL,
  sexual_orientation text NOT NULL,
  disability text NOT NULL,
  sex text NOT NULL,
  gender_same text NOT NULL,
  PRIMARY KEY (partnership_id, case_id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);

-- ACC-6, ACC-8: of these, what each agency was told itself. An agency that she refused reads, and counts, no more than that.
CREATE TABLE own_characteristics (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  ethnicity text NOT NULL,
  sexual_orientation text NOT NULL,
  disability text NOT NULL,
  sex text NOT NULL,
  gender_same text NOT NULL,
  PRIMARY KEY (partnership_id, case_id, agency_id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- MON-1, GOV-1: what is published is frozen with its data. The true counts lie apart, for who coordinates: the next report
-- has to know them, so that the two together give nobody away.
CREATE TABLE monitoring_reports (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  period text NOT NULL,
  edition integer NOT NULL,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'checked', 'published')),
  corrected_for text,
  content jsonb NOT NULL,
  drafted_by uuid NOT NULL REFERENCES accounts,
  drafted_at timestamptz NOT NULL,
  checked_by uuid REFERENCES accounts,
  checked_at timestamptz,
  published_by uuid REFERENCES accounts,
  published_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, period, edition),
  CHECK ((edition = 1) = (corrected_for IS NULL)),
  CHECK ((state = 'published') = (published_at IS NOT NULL))
);
CREATE UNIQUE INDEX monitoring_reports_in_hand ON monitoring_reports (partnership_id, period) WHERE state <> 'published';

CREATE TABLE monitoring_counts (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  report_id uuid NOT NULL,
  -- As the suppression library keeps it (shared/monitoring/suppression): counts, and what is withheld.
  decided jsonb NOT NULL,
  PRIMARY KEY (partnership_id, report_id),
  FOREIGN KEY (partnership_id, report_id) REFERENCES monitoring_reports ON DELETE CASCADE
);

CREATE TABLE local_populations (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  question text NOT NULL,
  source text NOT NULL,
  answers jsonb NOT NULL,
  loaded_by uuid NOT NULL REFERENCES accounts,
  loaded_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, question)
);

-- schema/60_retention.sql

-- How long is kept what nobody reads any more (OPS-5); docs/OPERATIONS.md has the same table for people.

-- The place of the first event that the actor's agency may still read on from: what stood before it is forgotten.
CREATE FUNCTION app.first_event_kept() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT min(position) FROM agency_events WHERE partnership_id = app.partnership_id() AND agency_id = app.grants_to()
$$;
REVOKE ALL ON FUNCTION app.first_event_kept FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.first_event_kept TO alongside_app;

-- Forgets at most so many rows of each table that are older than they are kept, and says how many of which. Of what each agency was told
-- the newest stays, however old: the next is counted on from it.
CREATE FUNCTION app.forget_old(p_now timestamptz, p_most integer) RETURNS TABLE (what text, forgotten integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  settled tid[];
BEGIN
  DELETE FROM outbox_events WHERE ctid = ANY (ARRAY(SELECT o.ctid FROM outbox_events o
    WHERE o.relayed_at < p_now - interval '14 days' LIMIT p_most));
  what := 'outbox events'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;

  -- What was delivered, or withheld, after 30 days; what failed after 90; what was never sent with its event.
  settled := ARRAY(SELECT d.ctid FROM webhook_deliveries d WHERE d.created_at < p_now - CASE d.state WHEN 'given_up' THEN interval '90 days'
    WHEN 'waiting' THEN interval '180 days' ELSE interval '30 days' END LIMIT p_most);
  DELETE FROM webhook_attempts a USING webhook_deliveries d
    WHERE d.ctid = ANY (settled) AND a.partnership_id = d.partnership_id AND a.delivery_id = d.id;
  DELETE FROM webhook_deliveries WHERE ctid = ANY (settled);
  what := 'deliveries'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;

  -- In their order, so that none is gone in the middle: what a delivery still speaks of, and all after it, waits.
  DELETE FROM agency_events WHERE ctid = ANY (ARRAY(SELECT e.ctid FROM agency_events e
    JOIN (SELECT k.partnership_id, k.agency_id, least(max(k.position), min(k.position) FILTER (WHERE d.event_id IS NOT NULL)) AS upto
        FROM agency_events k LEFT JOIN (SELECT DISTINCT partnership_id, event_id FROM webhook_deliveries) d
          ON d.partnership_id = k.partnership_id AND d.event_id = k.id GROUP BY k.partnership_id, k.agency_id) b
      ON b.partnership_id = e.partnership_id AND b.agency_id = e.agency_id
    WHERE e.told_at < p_now - interval '180 days' AND e.position < b.upto
    ORDER BY e.partnership_id, e.agency_id, e.position LIMIT p_most));
  what := 'agency events'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;

  DELETE FROM sign_in_delays WHERE ctid = ANY (ARRAY(SELECT d.ctid FROM sign_in_delays d
    WHERE d.not_before < p_now - interval '1 day' LIMIT p_most));
  what := 'sign-in delays'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;

  DELETE FROM account_tokens WHERE ctid = ANY (ARRAY(SELECT t.ctid FROM account_tokens t
    WHERE t.expires_at < p_now - interval '30 days' LIMIT p_most));
  what := 'links'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;

  DELETE FROM sessions WHERE ctid = ANY (ARRAY(SELECT s.ctid FROM sessions s
    WHERE least(s.ended_at, s.idle_until, s.absolute_until) < p_now - interval '90 days' LIMIT p_most));
  what := 'sessions'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;

  DELETE FROM devices WHERE ctid = ANY (ARRAY(SELECT d.ctid FROM devices d
    WHERE d.last_used_at < p_now - interval '365 days' LIMIT p_most));
  what := 'devices'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;
END $$;
REVOKE ALL ON FUNCTION app.forget_old FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.forget_old TO alongside_jobs;

-- Which of these keys nothing here names: of a draft that was thrown away, of an import that is done, of what was never committed.
CREATE FUNCTION app.keys_unknown(p_keys uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT k FROM unnest(p_keys) AS k
  WHERE NOT EXISTS (SELECT FROM data_keys d WHERE d.id = k) AND NOT EXISTS (SELECT FROM imports i WHERE i.id = k AND i.wrapped IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION app.keys_unknown FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.keys_unknown TO alongside_jobs;

-- schema/02_sessions.sql: guards

CALL app.close_table('accounts');
CREATE POLICY names ON accounts FOR SELECT TO alongside_app, alongside_jobs USING (id = (SELECT app.account_id()) OR EXISTS (
  SELECT FROM memberships m WHERE m.partnership_id = (SELECT app.partnership_id()) AND m.account_id = accounts.id));
CREATE POLICY identity ON accounts TO alongside_identity USING (true) WITH CHECK (true);
-- Whether somebody has chosen a password is told to no request (ACC-10).
GRANT SELECT (id, email, name, disabled_at) ON accounts TO alongside_app;
GRANT SELECT (id, email, name, invited, disabled_at) ON accounts TO alongside_jobs;
GRANT SELECT, INSERT, UPDATE ON accounts TO alongside_identity;

ALTER TABLE sessions ADD FOREIGN KEY (membership_id) REFERENCES memberships (id);
CALL app.close_table('sessions');
CREATE POLICY identity ON sessions TO alongside_identity USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON sessions TO alongside_identity;

CALL app.close_table('account_tokens');
CREATE POLICY identity ON account_tokens FOR SELECT TO alongside_identity USING (true);
GRANT SELECT ON account_tokens TO alongside_identity;

CALL app.close_table('devices');
CREATE POLICY identity ON devices TO alongside_identity USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON devices TO alongside_identity;

CALL app.close_table('account_letters');
CREATE POLICY identity ON account_letters FOR INSERT TO alongside_identity WITH CHECK (true);
CREATE POLICY jobs ON account_letters TO alongside_jobs USING (true) WITH CHECK (true);
GRANT INSERT ON account_letters TO alongside_identity;
GRANT SELECT, UPDATE, DELETE ON account_letters TO alongside_jobs;

CALL app.close_table('sign_in_delays');
CREATE POLICY identity ON sign_in_delays TO alongside_identity USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_delays TO alongside_identity;

-- IDN-2: counts a try at each of its keys before it is looked at, and says nothing; or says until when it is to wait, and counts
-- nothing. One statement: of sixty tries at once as many pass as would one after the other. Arrays in step: from `free` tries on
-- the wait doubles from two seconds to `longest`; tries halve every `halves` seconds, or, where that is null, one wears off every `one` seconds.
CREATE FUNCTION app.count_try(p_keys bytea[], p_free int[], p_longest int[], p_halves int[], p_one int[], p_now timestamptz)
RETURNS timestamptz LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE held timestamptz;
BEGIN
  INSERT INTO sign_in_delays (key, tries, not_before)
    SELECT k, 0, p_now FROM unnest(p_keys) k ORDER BY k ON CONFLICT DO NOTHING;
  SELECT max(t.not_before) INTO held
    FROM (SELECT d.not_before FROM sign_in_delays d WHERE d.key = ANY (p_keys) ORDER BY d.key FOR UPDATE) t;
  IF held > p_now THEN RETURN held; END IF;
  UPDATE sign_in_delays d SET tries = c.tries, not_before = p_now + CASE
      WHEN c.tries < c.free THEN interval '0'
      ELSE make_interval(secs => LEAST(c.longest, 2 ^ LEAST(round(c.tries - c.free) + 1, 20))) END
    FROM (SELECT s.key, app.worn_off(s.tries, s.not_before, w.halves, w.one, p_now) + 1 AS tries, w.free, w.longest
            FROM unnest(p_keys, p_free, p_longest, p_halves, p_one) AS w(key, free, longest, halves, one)
            JOIN sign_in_delays s ON s.key = w.key) c
    WHERE d.key = c.key;
  RETURN NULL;
END $$;

-- What is left by now of tries that began to wear off then.
CREATE FUNCTION app.worn_off(p_tries double precision, p_since timestamptz, p_halves int, p_one int, p_now timestamptz)
RETURNS double precision LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN p_halves IS NOT NULL THEN p_tries * 0.5 ^ LEAST(passed / p_halves, 60)
    ELSE GREATEST(p_tries - passed / p_one, 0) END
  FROM (SELECT GREATEST(extract(epoch FROM p_now - p_since), 0)::double precision) t(passed)
$$;

-- IDN-2: the try was right. What it counted at `p_clear` is forgotten; at `p_back` it alone is given back, with the wait that it began.
CREATE FUNCTION app.give_back_try(p_clear bytea[], p_back bytea[], p_now timestamptz)
RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  -- In the order in which they are counted: two who hold what the other waits for would end each other.
  SELECT FROM sign_in_delays WHERE key = ANY (p_clear || p_back) ORDER BY key FOR UPDATE;
  DELETE FROM sign_in_delays WHERE key = ANY (p_clear);
  UPDATE sign_in_delays SET tries = GREATEST(tries - 1, 0), not_before = LEAST(not_before, p_now) WHERE key = ANY (p_back)
$$;
REVOKE ALL ON FUNCTION app.count_try, app.worn_off, app.give_back_try FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.count_try, app.worn_off, app.give_back_try TO alongside_identity;

-- Raised as AL401 (session ended or changed), AL403 (ACC-5) and AL405 (the proof that its holder is there is missing or
-- old); http/problems.ts turns them into problems. What asks for the proof by what it does, and not by what it is, asks
-- app.proved as it does it. Returns how many keys of cases were destroyed so far: whoever remembers what was opened before the last of
-- them forgets it.
CREATE FUNCTION app.enter(p_session uuid, p_membership uuid, p_role text, p_needs_standing boolean, p_now timestamptz,
  p_needs_step_up boolean DEFAULT false)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  place record;
  standing boolean;
  invited record;
  invitation record;
BEGIN
  SELECT s.account_id, s.membership_id, s.stepped_up_until, a.platform_administrator, m.id AS held, m.partnership_id, m.agency_id, m.role,
         g.standing_until, p.coordinating_agency_id
    INTO place
    FROM sessions s
    JOIN accounts a ON a.id = s.account_id AND a.disabled_at IS NULL
    LEFT JOIN memberships m ON m.id = s.membership_id AND app.in_force(m.started_at, m.ended_at, p_now)
    LEFT JOIN agencies g ON g.partnership_id = m.partnership_id AND g.id = m.agency_id
    LEFT JOIN partnerships p ON p.id = m.partnership_id
   WHERE s.id = p_session AND s.ended_at IS NULL AND s.idle_until > p_now AND s.absolute_until > p_now;
  IF NOT FOUND
     OR place.membership_id IS DISTINCT FROM p_membership
     OR (p_membership IS NOT NULL AND (place.held IS NULL OR place.role <> p_role))
     OR (p_membership IS NULL AND p_role = 'platform_administrator' AND NOT place.platform_administrator) THEN
    RAISE EXCEPTION 'session ended' USING ERRCODE = 'AL401';
  END IF;
  standing := COALESCE(place.standing_until > p_now, false);
  IF p_needs_standing AND NOT standing THEN
    RAISE EXCEPTION 'agreements_unsigned' USING ERRCODE = 'AL403';
  END IF;
  IF p_needs_step_up AND NOT COALESCE(place.stepped_up_until > p_now, false) THEN
    RAISE EXCEPTION 'step_up_needed' USING ERRCODE = 'AL405';
  END IF;
  PERFORM set_config('app.account_id', place.account_id::text, true),
          set_config('app.partnership_id', COALESCE(place.partnership_id::text, ''), true),
          set_config('app.agency_id', COALESCE(place.agency_id::text, ''), true),
          set_config('app.membership_id', COALESCE(place.held::text, ''), true),
          set_config('app.grants_to', CASE WHEN standing AND p_role IN
            ('coordinator', 'chair', 'lead_member', 'secondary_member', 'practitioner', 'machine_client')
            THEN place.agency_id::text ELSE '' END, true),
          set_config('app.coordinates', CASE WHEN standing AND app.sees_by_coordination(p_role)
            AND place.agency_id = place.coordinating_agency_id THEN 'yes' ELSE '' END, true),
          set_config('app.proved', CASE WHEN place.stepped_up_until > p_now THEN 'yes' ELSE '' END, true),
          set_config('app.moment', p_now::text, true);
  IF app.is_invited(p_role) THEN
    SELECT i.meeting_id INTO invitation FROM guest_invitations i
     WHERE i.partnership_id = place.partnership_id AND i.membership_id = place.held AND i.state = 'agreed';
    PERFORM set_config('app.invited_meeting', COALESCE(invitation.meeting_id, '00000000-0000-0000-0000-000000000000')::text, true);
  END IF;
  IF p_role = 'guest' AND standing THEN
    -- Where her basis for sharing has ended, the item closes to the guest with it (ACC-3); and to a guest whom she refuses (ACC-8).
    SELECT i.agenda_item_id, g.case_id INTO invited
      FROM guest_invitations i
      JOIN sharing_grants g ON g.partnership_id = i.partnership_id AND g.guest_invitation_id = i.id
     WHERE i.partnership_id = place.partnership_id AND i.membership_id = place.held AND i.state = 'agreed'
       AND g.account_id = place.account_id AND app.in_force(g.from_at, g.until_at, p_now)
       AND app.basis_stands(g.partnership_id, g.case_id, p_now)
       AND NOT app.refuses(g.partnership_id, g.case_id, place.account_id, p_now);
    PERFORM set_config('app.invited_item', COALESCE(invited.agenda_item_id::text, ''), true),
            set_config('app.invited_case', COALESCE(invited.case_id::text, ''), true);
  END IF;
  RETURN (SELECT k.generation FROM deployment.case_keys k);
END $$;
REVOKE ALL ON FUNCTION app.enter FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.enter TO alongside_app;

-- An account for that address, new or known; the caller does not learn which.
CREATE FUNCTION app.account_for(p_account uuid, p_email text, p_name text, p_now timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE found_id uuid;
BEGIN
  INSERT INTO accounts (id, email, name, created_at) VALUES (p_account, lower(p_email), p_name, p_now)
    ON CONFLICT (email) DO NOTHING;
  SELECT id INTO found_id FROM accounts WHERE email = lower(p_email);
  RETURN found_id;
END $$;
REVOKE ALL ON FUNCTION app.account_for FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.account_for TO alongside_app;

-- ACC-10: yes to an invitation, by whoever holds the link. `p_password`: the hash of a first one; NULL where the account's
-- own was shown and is right. A password that is there is never touched.
CREATE FUNCTION app.accept_invitation(p_token bytea, p_account uuid, p_password text, p_ids uuid[], p_request text,
  p_from text, p_at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  link record;
  known record;
BEGIN
  UPDATE account_tokens t SET spent_at = p_at
    WHERE t.token_hash = p_token AND t.kind = 'invitation' AND t.spent_at IS NULL AND t.expires_at > p_at
    RETURNING t.email, t.offer_id INTO link;
  IF link.email IS NULL THEN RAISE EXCEPTION 'invitation spent' USING ERRCODE = 'AL413'; END IF;
  SELECT a.id, a.password_hash, a.disabled_at INTO known FROM accounts a WHERE a.email = link.email FOR UPDATE;
  IF known.disabled_at IS NOT NULL OR (p_password IS NULL) <> (known.password_hash IS NOT NULL) THEN
    RAISE EXCEPTION 'invitation spent' USING ERRCODE = 'AL413';
  END IF;
  IF known.id IS NULL THEN
    INSERT INTO accounts (id, email, name, password_hash, created_at)
      SELECT p_account, o.email, o.name, p_password, p_at FROM place_offers o WHERE o.id = link.offer_id;
  ELSIF p_password IS NOT NULL THEN
    UPDATE accounts SET password_hash = p_password WHERE id = known.id;
  END IF;
  IF link.offer_id IS NOT NULL THEN
    PERFORM app.take_place(link.offer_id, coalesce(known.id, p_account), p_ids, p_request, p_from, p_at);
  END IF;
  RETURN coalesce(known.id, p_account);
END $$;
REVOKE ALL ON FUNCTION app.accept_invitation FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.accept_invitation TO alongside_identity;

-- A link for an address, as it is mailed. But for the alarm's it is the one of its kind that is alive: the one before is spent by it.
CREATE FUNCTION app.issue_token(p_id uuid, p_kind text, p_email text, p_token bytea, p_offer uuid, p_until timestamptz, p_at timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE account_tokens SET spent_at = p_at WHERE email = lower(p_email) AND kind = p_kind AND kind <> 'alarm' AND spent_at IS NULL;
  INSERT INTO account_tokens (id, kind, email, token_hash, offer_id, issued_at, expires_at)
    VALUES (p_id, p_kind, lower(p_email), p_token, p_offer, p_at, p_until)
$$;
REVOKE ALL ON FUNCTION app.issue_token FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.issue_token TO alongside_jobs;

-- IDN-3: whether that address is to get a link: somebody signs in by it with a password, and got fewer than three within the hour.
CREATE FUNCTION app.may_be_reset(p_email text, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM accounts WHERE email = p_email AND password_hash IS NOT NULL AND disabled_at IS NULL)
    AND 3 > (SELECT count(*) FROM account_tokens WHERE email = p_email AND kind = 'reset' AND issued_at > p_at - interval '1 hour')
$$;
REVOKE ALL ON FUNCTION app.may_be_reset FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.may_be_reset TO alongside_jobs;

-- Another password: whoever was signed in, but for that session, signs in anew, links to reset it open nothing, and a letter of
-- that kind tells its holder.
CREATE FUNCTION app.renew_password(p_account uuid, p_password text, p_but uuid, p_letter text, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- What was asked for in a session that has ended meanwhile, as by an alarm, changes nothing.
  PERFORM FROM accounts WHERE id = p_account FOR UPDATE;
  IF p_but IS NOT NULL AND NOT EXISTS (SELECT FROM sessions WHERE id = p_but AND ended_at IS NULL) THEN
    RAISE EXCEPTION 'session ended' USING ERRCODE = 'AL401';
  END IF;
  UPDATE accounts SET password_hash = p_password WHERE id = p_account;
  UPDATE sessions SET ended_at = p_at WHERE account_id = p_account AND ended_at IS NULL AND id IS DISTINCT FROM p_but;
  -- Whoever knew the one before may have been signed in to it in as many browsers as she liked, each with tries of its own.
  DELETE FROM devices WHERE account_id = p_account AND id IS DISTINCT FROM (SELECT device_id FROM sessions WHERE id = p_but);
  UPDATE account_tokens t SET spent_at = p_at FROM accounts a
    WHERE a.id = p_account AND t.email = a.email AND t.kind = 'reset' AND t.spent_at IS NULL;
  INSERT INTO account_letters (id, kind, email, at) SELECT app.new_id(), p_letter, email, p_at FROM accounts WHERE id = p_account;
END $$;
REVOKE ALL ON FUNCTION app.renew_password FROM PUBLIC;

-- IDN-3: by whoever is signed in, who has just proved to be there; her session goes on.
CREATE FUNCTION app.change_own_password(p_password text, p_session uuid, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.renew_password(app.account_id(), p_password, p_session, 'password_changed', p_at)
$$;
REVOKE ALL ON FUNCTION app.change_own_password FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.change_own_password TO alongside_app;

-- A link that was mailed is used, once. Gives whose account it is; null where it is spent, too old or of another kind.
CREATE FUNCTION app.use_token(p_kind text, p_token bytea, p_at timestamptz) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  -- The account first, as whoever changes a password signed in takes it: two who hold what the other waits for would end each other.
  SELECT FROM accounts a JOIN account_tokens t ON t.email = a.email WHERE t.token_hash = p_token FOR UPDATE OF a;
  UPDATE account_tokens t SET spent_at = p_at FROM accounts a
    WHERE t.token_hash = p_token AND t.kind = p_kind AND t.spent_at IS NULL AND t.expires_at > p_at
      AND a.email = t.email AND a.disabled_at IS NULL
    RETURNING a.id
$$;
REVOKE ALL ON FUNCTION app.use_token FROM PUBLIC;

-- IDN-3: by a mailed link, once. Gives whose password it is; null where the link is good for nothing any more, and nothing is changed.
CREATE FUNCTION app.reset_password(p_token bytea, p_password text, p_at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE holder uuid := app.use_token('reset', p_token, p_at);
BEGIN
  IF holder IS NOT NULL THEN PERFORM app.renew_password(holder, p_password, NULL, 'password_changed', p_at); END IF;
  RETURN holder;
END $$;
REVOKE ALL ON FUNCTION app.reset_password FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.reset_password TO alongside_identity;

-- It was not her: nobody is signed in any more, no browser is known, no address of her calendar is read, no password fits (`p_password`: the hash of one that nobody has),
-- and each partnership in which she has a place hears of it. Gives whose account it is; null where the link is good for nothing any more.
CREATE FUNCTION app.raise_alarm(p_token bytea, p_password text, p_at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE holder uuid := app.use_token('alarm', p_token, p_at);
BEGIN
  IF holder IS NULL THEN RETURN NULL; END IF;
  PERFORM app.renew_password(holder, p_password, NULL, 'alarm', p_at);
  UPDATE calendar_feeds f SET revoked_at = p_at FROM memberships m
    WHERE m.account_id = holder AND f.partnership_id = m.partnership_id AND f.membership_id = m.id AND f.revoked_at IS NULL;
  UPDATE account_tokens t SET spent_at = p_at FROM accounts a
    WHERE a.id = holder AND t.email = a.email AND t.kind = 'alarm' AND t.spent_at IS NULL;
  INSERT INTO outbox_events (id, partnership_id, type, data, at)
    SELECT app.new_id(), m.partnership_id, 'account.alarm', jsonb_build_object('membershipId', m.id), p_at
      FROM memberships m WHERE m.account_id = holder AND app.in_force(m.started_at, m.ended_at, p_at);
  RETURN holder;
END $$;
REVOKE ALL ON FUNCTION app.raise_alarm FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.raise_alarm TO alongside_identity;

-- schema/03_partnerships.sql: guards

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

-- schema/04_vault.sql: guards

CALL app.close_table('data_keys');
CALL app.open_to_partnership('data_keys');
GRANT SELECT, INSERT ON data_keys TO alongside_app;

-- schema/05_access.sql: guards

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

-- schema/06_audit.sql: guards

CALL app.close_table('audit_events');
-- ACC-1: a request writes into its own partnership's record. What it was denied is written outside its transaction.
CREATE POLICY append ON audit_events FOR INSERT TO alongside_app
  WITH CHECK (partnership_id IS NULL OR partnership_id = app.partnership_id() OR action = 'access.denied');
CREATE POLICY append_any ON audit_events FOR INSERT TO alongside_jobs, alongside_identity WITH CHECK (true);
CREATE POLICY coordinator ON audit_events FOR SELECT TO alongside_app
  USING (partnership_id = app.partnership_id() AND app.coordinates());
CREATE POLICY sealer ON audit_events TO alongside_jobs USING (true);
GRANT SELECT, INSERT ON audit_events TO alongside_app;
GRANT SELECT, INSERT, UPDATE (seal_id) ON audit_events TO alongside_jobs;
GRANT INSERT ON audit_events TO alongside_identity;

-- ACC-7: the look that this one takes again: of the same session, at the same things and no more, within so many minutes of
-- the last. What an open page says of itself decides nothing.
CREATE FUNCTION app.look_again(p_session uuid, p_action text, p_subject uuid, p_case uuid, p_seen uuid[], p_minutes integer) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(e.refresh_of, e.id) FROM audit_events e
   WHERE e.partnership_id = app.partnership_id() AND e.account_id = app.account_id()
     AND e.at > app.moment() - make_interval(mins => p_minutes) AND e.at <= app.moment()
     AND e.session_id = p_session AND e.action = p_action AND e.terms IS NULL AND e.refusal IS NULL
     AND e.subject_id IS NOT DISTINCT FROM p_subject AND e.case_id IS NOT DISTINCT FROM p_case
     AND coalesce(p_seen, '{}') <@ coalesce(e.seen, '{}')
   ORDER BY e.at DESC, e.id DESC LIMIT 1
$$;
REVOKE ALL ON FUNCTION app.look_again FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.look_again TO alongside_app;

-- Also the owner's own statements: a sealed row changes for nobody, and an unsealed one only by being sealed.
CREATE FUNCTION app.keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL
     AND to_jsonb(NEW) - 'seal_id' = to_jsonb(OLD) - 'seal_id' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit events are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER keep_audit BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION app.keep_audit();
CREATE TRIGGER keep_all_audit BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION app.keep_audit();

CALL app.close_table('audit_seals');
CREATE POLICY sealer ON audit_seals TO alongside_jobs USING (true);
GRANT SELECT, INSERT ON audit_seals TO alongside_jobs;

CALL app.close_table('audit_heads');
CREATE POLICY sealer ON audit_heads TO alongside_jobs USING (true);
GRANT SELECT, INSERT, UPDATE (filed_at) ON audit_heads TO alongside_jobs;

ALTER TABLE unusual_readings ADD FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies;
CALL app.close_table('unusual_readings');
CALL app.open_to_jobs('unusual_readings');
-- Nobody sees, or answers, what is her own.
CREATE POLICY coordinator ON unusual_readings TO alongside_app USING (partnership_id = app.partnership_id() AND app.coordinates()
  AND account_id <> app.account_id()) WITH CHECK (answered_by = app.account_id());
GRANT SELECT, UPDATE (version, finding, words, answered_at, answered_by) ON unusual_readings TO alongside_app;
GRANT SELECT, INSERT, UPDATE (version, times, until_at) ON unusual_readings TO alongside_jobs;

CALL app.close_table('reading_looks');
CALL app.open_to_jobs('reading_looks');
GRANT SELECT, INSERT, UPDATE ON reading_looks TO alongside_jobs;

-- schema/07_http.sql: guards

CALL app.close_table('idempotency_keys');
CREATE POLICY own ON idempotency_keys TO alongside_app USING (account_id = app.account_id());
CREATE POLICY aged ON idempotency_keys TO alongside_jobs USING (true);
GRANT SELECT, INSERT ON idempotency_keys TO alongside_app;
GRANT SELECT, DELETE ON idempotency_keys TO alongside_jobs;

-- schema/08_notices.sql: guards

CALL app.close_table('notifications');
CALL app.open_to_jobs('notifications');
CREATE POLICY own ON notifications TO alongside_app
  USING (partnership_id = app.partnership_id() AND membership_id = app.membership_id());
GRANT SELECT, INSERT, UPDATE ON notifications TO alongside_app;
GRANT SELECT, INSERT ON notifications TO alongside_jobs;

-- schema/10_cases.sql: guards

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

-- schema/11_referrals.sql: guards

ALTER TABLE referrals ADD FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings;
CALL app.close_table('referrals');
CALL app.open_to_jobs('referrals');
-- A draft is its author's alone (REF-1); from submission on the case's grants decide.
CREATE POLICY granted ON referrals TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND CASE
  WHEN case_id IS NULL THEN author_account_id = (SELECT app.account_id()) AND agency_id = (SELECT app.grants_to())
  ELSE EXISTS (SELECT FROM app.grants_to_own_record(referrals.partnership_id, referrals.case_id) g
    WHERE NOT g.narrowed OR g.referral_id = referrals.id) END);
CALL app.keep_from_emergencies('referrals');
GRANT SELECT, INSERT, UPDATE ON referrals TO alongside_app;
GRANT SELECT, UPDATE (half_told_of, unhelped_told_of, unhelped_at, unhelped_due_at, rest_stage) ON referrals TO alongside_jobs;

CALL app.close_table('referral_recipients');
CALL app.open_to_own_record('referral_recipients', 'g.referral_id = referral_recipients.referral_id');
CALL app.open_to_jobs('referral_recipients');
GRANT SELECT, INSERT, UPDATE, DELETE ON referral_recipients TO alongside_app;
GRANT SELECT, UPDATE (stage) ON referral_recipients TO alongside_jobs;

CALL app.close_table('referral_responses');
CALL app.open_to_own_record('referral_responses', 'g.referral_id = referral_responses.referral_id');
GRANT SELECT, INSERT ON referral_responses TO alongside_app;

-- What an agency asks, and what it is told, is between it and the referring agency; whoever coordinates reads both.
CALL app.close_table('referral_questions');
CALL app.keep_from_emergencies('referral_questions');
CALL app.open_to_jobs('referral_questions');
CREATE POLICY granted ON referral_questions TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM app.grants_to_own_record(referral_questions.partnership_id, referral_questions.case_id) g
    WHERE NOT g.narrowed OR g.referral_id = referral_questions.referral_id)
  AND (agency_id = (SELECT app.grants_to()) OR referring_agency_id = (SELECT app.grants_to()) OR (SELECT app.coordinates())));
GRANT SELECT, INSERT, UPDATE (answer, answered_at, answered_by, due_at) ON referral_questions TO alongside_app;
GRANT SELECT, UPDATE (stage) ON referral_questions TO alongside_jobs;

CALL app.close_table('referral_additions');
CALL app.open_to_own_record('referral_additions', 'g.referral_id = referral_additions.referral_id');
GRANT SELECT, INSERT ON referral_additions TO alongside_app;

CALL app.close_table('own_identifiers');
CREATE POLICY agency ON own_identifiers TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND agency_id = (SELECT app.grants_to()))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND agency_id = (SELECT app.grants_to()));
GRANT SELECT, INSERT, DELETE ON own_identifiers TO alongside_app;

-- REF-3, and a draft thrown away: the author's own draft goes, and the key that its answers were sealed under with it.
CREATE FUNCTION app.discard_draft(p_referral uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE key_id uuid;
BEGIN
  DELETE FROM referrals WHERE partnership_id = app.partnership_id() AND id = p_referral AND state = 'draft'
    AND author_account_id = app.account_id() RETURNING data_key_id INTO key_id;
  DELETE FROM data_keys WHERE partnership_id = app.partnership_id() AND id = key_id;
  RETURN key_id IS NOT NULL;
END $$;
REVOKE ALL ON FUNCTION app.discard_draft FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.discard_draft TO alongside_app;

-- REF-3: no meeting referral is kept of somebody under 18: her draft goes; its key stays for the notification that takes its place.
CREATE FUNCTION app.set_draft_aside(p_referral uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM referrals WHERE partnership_id = app.partnership_id() AND id = p_referral AND state = 'draft'
    AND author_account_id = app.account_id();
  RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION app.set_draft_aside FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.set_draft_aside TO alongside_app;

-- schema/12_consent.sql: guards

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

-- schema/12_reach.sql: guards

CALL app.close_table('ways_to_reach');
-- Whoever may see her file may have to reach her, in an emergency first of all; an agency that she refused has what it wrote itself.
CALL app.open_to_own_record('ways_to_reach', 'ways_to_reach.agency_id = g.agency_id', p_in_emergency => true);
GRANT SELECT, INSERT ON ways_to_reach TO alongside_app;
CREATE TRIGGER signal AFTER INSERT ON ways_to_reach FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- schema/13_safeguarding.sql: guards

CALL app.close_table('front_doors');
CALL app.open_to_partnership('front_doors');
GRANT SELECT, INSERT ON front_doors TO alongside_app;
GRANT SELECT ON front_doors TO alongside_jobs;

CALL app.close_table('safeguarding_notifications');
CALL app.open_to_jobs('safeguarding_notifications');
CREATE POLICY granted ON safeguarding_notifications TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND CASE
  WHEN case_id IS NULL THEN agency_id = (SELECT app.grants_to())
  ELSE EXISTS (SELECT FROM app.grants_to_own_record(safeguarding_notifications.partnership_id, safeguarding_notifications.case_id) g
    WHERE NOT g.narrowed OR g.agency_id = safeguarding_notifications.agency_id) END);
GRANT SELECT, INSERT, UPDATE ON safeguarding_notifications TO alongside_app;
GRANT SELECT, UPDATE (stage, set_aside) ON safeguarding_notifications TO alongside_jobs;

-- SAF-1, SAF-2, ACC-8: a member's front door is told as a notification opens, whichever way it was opened; at the end of its transaction, since
-- what she refuses may be said in the same one. Nobody is told to tell herself, and an agency without standing is not told (ACC-5). A
-- child's safety goes past her no; an adult's waits for the record of that (16_past_limits.sql), and they are rung.
CREATE FUNCTION app.tell_front_door() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO received_notifications (partnership_id, notification_id, kind, agency_id, from_agency_id, from_account_id, ring_back, data_key_id, about, received_at, due_at)
  SELECT NEW.partnership_id, NEW.id, NEW.kind, d.agency_id, NEW.agency_id,
      coalesce((SELECT o.account_id FROM systems s JOIN memberships o ON o.partnership_id = s.partnership_id AND o.id = s.owner_membership_id
        WHERE s.partnership_id = NEW.partnership_id AND s.membership_id = app.membership_id()), app.account_id()),
      NEW.ring_back, NEW.data_key_id, NEW.about, NEW.opened_at, NEW.due_at
    FROM (SELECT f.agency_id FROM front_doors f WHERE f.partnership_id = NEW.partnership_id AND f.kind = NEW.kind ORDER BY f.version DESC LIMIT 1) d
    JOIN agencies y ON y.partnership_id = NEW.partnership_id AND y.id = d.agency_id AND y.standing_until > NEW.opened_at
   WHERE d.agency_id <> NEW.agency_id AND (NEW.kind = 'child' OR NOT EXISTS (SELECT FROM app.noes_on(NEW.partnership_id, NEW.case_id) l
     WHERE l.kind = 'agency' AND l.agency_id = d.agency_id));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.tell_front_door FROM PUBLIC;
CREATE CONSTRAINT TRIGGER tell_front_door AFTER INSERT ON safeguarding_notifications DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION app.tell_front_door();

-- ACC-8, HRM-1: whether somebody must not read what her agency's front door received: she is refused in person, or the case is closed to her;
-- of an adult, also as one of an agency that was refused, since or before.
CREATE FUNCTION app.is_kept_from_received(p_notification uuid, p_account uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM safeguarding_notifications n CROSS JOIN LATERAL app.noes_on(n.partnership_id, n.case_id) l
    WHERE n.partnership_id = app.partnership_id() AND n.id = p_notification
    AND CASE l.kind WHEN 'worker' THEN l.account_id = p_account
      WHEN 'agency' THEN n.kind = 'adult' AND app.has_place_in(n.partnership_id, l.agency_id, p_account, app.moment())
      ELSE false END) OR EXISTS (SELECT FROM safeguarding_notifications n
        WHERE n.partnership_id = app.partnership_id() AND n.id = p_notification AND n.case_id IS NOT NULL
          AND p_account IN (SELECT app.excluded_from(n.partnership_id, n.case_id)));
END $$;
REVOKE ALL ON FUNCTION app.is_kept_from_received FROM PUBLIC;

CREATE FUNCTION app.kept_from_received(p_notification uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN app.is_kept_from_received(p_notification, app.account_id()) OR EXISTS (SELECT FROM safeguarding_notifications n
    CROSS JOIN LATERAL app.noes_on(n.partnership_id, n.case_id) l WHERE n.partnership_id = app.partnership_id() AND n.id = p_notification
      AND n.kind = 'adult' AND l.kind = 'agency' AND app.is_of(l.agency_id));
END $$;
REVOKE ALL ON FUNCTION app.kept_from_received FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.kept_from_received TO alongside_app;

CALL app.close_table('received_notifications');
CALL app.open_to_jobs('received_notifications');
CREATE POLICY received ON received_notifications TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to()) AND NOT app.kept_from_received(notification_id));
-- Who told, and who sees the case, read what became of it.
CREATE POLICY told ON received_notifications FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM safeguarding_notifications n WHERE n.partnership_id = received_notifications.partnership_id AND n.id = notification_id));
GRANT SELECT, UPDATE (version, answered_at, answered_by, receiver, their_reference, no_reference, next) ON received_notifications TO alongside_app;
GRANT SELECT ON received_notifications TO alongside_jobs;

-- SAF-1, HRM-1: whether anybody of the front door that was told can read it: what nobody reads was not told, and is rung.
CREATE FUNCTION app.front_door_reads(p_notification uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM received_notifications r
    JOIN memberships m ON m.partnership_id = r.partnership_id AND m.agency_id = r.agency_id AND app.works_on_cases(m.role)
      AND app.in_force(m.started_at, m.ended_at, app.moment())
    JOIN accounts a ON a.id = m.account_id AND a.disabled_at IS NULL
   WHERE r.partnership_id = app.partnership_id() AND r.notification_id = p_notification
     AND app.stands_at(r.partnership_id, r.agency_id, app.moment()) AND NOT app.is_kept_from_received(p_notification, m.account_id))
$$;
REVOKE ALL ON FUNCTION app.front_door_reads FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.front_door_reads TO alongside_app, alongside_jobs;

-- What stands beside what a front door received, for that front door: that it was rung too, before it answered, and whether it was taken back. The
-- case is for the record of who looked (ACC-7) and goes no further.
CREATE FUNCTION app.beside_received(p_notification uuid) RETURNS TABLE (case_id uuid, rung_at timestamptz, rung_receiver text, taken_back_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT n.case_id, CASE WHEN x.rung THEN n.told_at END, CASE WHEN x.rung THEN n.receiver END, n.taken_back_at FROM received_notifications r
    JOIN safeguarding_notifications n ON n.partnership_id = r.partnership_id AND n.id = r.notification_id
    CROSS JOIN LATERAL (SELECT n.told_at IS NOT NULL AND (r.answered_at IS NULL OR n.recorded_at < r.answered_at) AS rung) x
   WHERE r.partnership_id = app.partnership_id() AND r.notification_id = p_notification AND r.agency_id = app.grants_to()
$$;
REVOKE ALL ON FUNCTION app.beside_received FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.beside_received TO alongside_app;

-- SAF-1: what a front door answers stands on the case as recorded, with who answered; what was recorded of a telephone call before stays.
CREATE FUNCTION app.front_door_answered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  told safeguarding_notifications;
BEGIN
  SELECT * INTO told FROM safeguarding_notifications n WHERE n.partnership_id = NEW.partnership_id AND n.id = NEW.notification_id FOR UPDATE;
  UPDATE safeguarding_notifications n SET version = n.version + 1, told_at = coalesce(n.told_at, NEW.received_at),
      receiver = coalesce(n.receiver, NEW.receiver), their_reference = coalesce(n.their_reference, NEW.their_reference),
      no_reference = coalesce(n.their_reference, NEW.their_reference) IS NULL AND (n.no_reference OR NEW.no_reference),
      recorded_at = coalesce(n.recorded_at, app.moment()), recorded_by = coalesce(n.recorded_by, app.account_id())
   WHERE n.partnership_id = told.partnership_id AND n.id = told.id;
  INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at, account_id, agency_id)
  SELECT told.partnership_id, gen_random_uuid(), told.case_id, 'safeguarding', told.id, 'state',
      CASE WHEN told.recorded_at IS NULL THEN 'open' ELSE 'recorded' END,
      CASE WHEN OLD.answered_at IS NULL THEN 'answered' WHEN NEW.no_reference THEN 'no reference' ELSE 'reference given' END,
      app.moment(), app.account_id(), NEW.agency_id
   WHERE told.case_id IS NOT NULL;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.front_door_answered FROM PUBLIC;
CREATE TRIGGER answered AFTER UPDATE OF answered_at, their_reference, no_reference ON received_notifications FOR EACH ROW EXECUTE FUNCTION app.front_door_answered();

-- schema/14_children.sql: guards

CALL app.close_table('children');
-- In an emergency too: a child at risk is told of whoever finds out (SAF-1).
CALL app.open_to_own_record('children', 'g.agency_id = children.agency_id AND g.agency_id = children.words_of', true);
CALL app.keep_own_words('children');
GRANT SELECT, INSERT, UPDATE (version, form_row, follows_form, told, with_her, age_band, band_on, changed_at, changed_by, mistaken_at) ON children TO alongside_app;

CALL app.close_table('earlier_children');
CALL app.open_to_own_record('earlier_children', 'g.agency_id = earlier_children.agency_id AND g.agency_id = earlier_children.words_of');
GRANT SELECT, INSERT ON earlier_children TO alongside_app;

-- CHD-1: whether who asks reads where children live and go to school: her place is a lead's, or her agency is the front door of children's
-- social care. Asked of the place in the database, whatever the session says.
CREATE FUNCTION app.reads_child_places() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.id = app.membership_id()
      AND m.agency_id = app.grants_to() AND app.leads(m.role))
    OR EXISTS (SELECT FROM (SELECT f.agency_id FROM front_doors f WHERE f.partnership_id = app.partnership_id() AND f.kind = 'child'
      ORDER BY f.version DESC LIMIT 1) d WHERE d.agency_id = app.grants_to())
$$;
REVOKE ALL ON FUNCTION app.reads_child_places FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.reads_child_places TO alongside_app;

-- Anybody who records on the case may write down where a child is; to read it takes more.
CALL app.close_table('child_places');
CALL app.keep_from_emergencies('child_places');
CREATE POLICY written ON child_places FOR INSERT TO alongside_app WITH CHECK (partnership_id = (SELECT app.partnership_id())
  AND said_by = (SELECT app.account_id()) AND EXISTS (SELECT FROM children c WHERE c.partnership_id = child_places.partnership_id AND c.id = child_id));
CREATE POLICY read ON child_places FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM app.grants_opening(child_places.partnership_id, child_places.case_id)) AND (SELECT app.reads_child_places()));
GRANT SELECT, INSERT ON child_places TO alongside_app;

-- Who sees the notification sees whom it names; what is named is a child of its own case.
CALL app.close_table('notified_children');
CREATE POLICY named ON notified_children TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM children c WHERE c.partnership_id = notified_children.partnership_id AND c.id = child_id)
  AND EXISTS (SELECT FROM safeguarding_notifications n WHERE n.partnership_id = notified_children.partnership_id AND n.id = notification_id
    AND n.case_id = notified_children.case_id AND n.kind = 'child'));
GRANT SELECT, INSERT ON notified_children TO alongside_app;

CALL app.close_table('same_children');
CREATE POLICY both_seen ON same_children TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM children c WHERE c.partnership_id = same_children.partnership_id AND c.id = child_id)
  AND EXISTS (SELECT FROM children c WHERE c.partnership_id = same_children.partnership_id AND c.id = other_id));
GRANT SELECT, INSERT ON same_children TO alongside_app;

-- SAF-1: the children that a notification names, to the front door that received it and to nobody else: what is known of each, and where she
-- or he is; not what is between her and the child, and not the case.
CREATE FUNCTION app.received_children(p_notification uuid) RETURNS TABLE (child_id uuid, told bytea, address bytea, school bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id, c.told, p.address, p.school FROM received_notifications r
    JOIN notified_children n ON n.partnership_id = r.partnership_id AND n.notification_id = r.notification_id
    JOIN children c ON c.partnership_id = n.partnership_id AND c.id = n.child_id AND c.mistaken_at IS NULL
    CROSS JOIN LATERAL (SELECT (array_agg(q.address ORDER BY q.said_at DESC, q.id DESC) FILTER (WHERE q.address IS NOT NULL))[1] AS address,
      (array_agg(q.school ORDER BY q.said_at DESC, q.id DESC) FILTER (WHERE q.school IS NOT NULL))[1] AS school
      FROM child_places q WHERE q.partnership_id = c.partnership_id AND q.child_id = c.id) p
   WHERE r.partnership_id = app.partnership_id() AND r.notification_id = p_notification AND r.agency_id = app.grants_to()
     AND NOT app.kept_from_received(r.notification_id)
   ORDER BY c.recorded_at, c.id LIMIT 100
$$;
REVOKE ALL ON FUNCTION app.received_children FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.received_children TO alongside_app;

-- schema/14_limits.sql: guards

CALL app.close_table('limits');
CALL app.open_to_own_record('limits', 'limits.promised_by = g.agency_id');
CALL app.open_to_jobs('limits');
-- IDN-5: nobody lifts a no who did not prove that she is there, whatever it is lifted with: an operation that forgets to ask cannot lift it.
CREATE FUNCTION app.asks_for_proof() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_has_role(current_user, 'alongside_app', 'USAGE') AND NOT app.proved() THEN
    RAISE EXCEPTION 'step_up_needed' USING ERRCODE = 'AL405';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER asks_for_proof BEFORE UPDATE ON limits FOR EACH ROW
  WHEN (OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL) EXECUTE FUNCTION app.asks_for_proof();
GRANT SELECT, INSERT, UPDATE (confirmed_at, lifted_at, lifted_by, lifted_words) ON limits TO alongside_app;
GRANT SELECT ON limits TO alongside_jobs;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON limits FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- REF-10: the person behind a file, as the file that goes on.
CREATE FUNCTION app.person_of(p_partnership uuid, p_case uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT j.case_id FROM joined_files j
    WHERE j.partnership_id = p_partnership AND j.joined_case_id = p_case AND j.undone_at IS NULL), p_case)
$$;
REVOKE ALL ON FUNCTION app.person_of FROM PUBLIC;

-- ACC-8: she said no to the asker's agency on this very file, of which it sees what it wrote itself: it records no yes of hers
-- there. Of a no on another file it learns nothing (ACC-6): what it gives then app.grants_given ends.
CREATE FUNCTION app.refused_here(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM limits l WHERE l.partnership_id = app.partnership_id() AND l.case_id = p_case AND l.kind = 'agency'
      AND l.agency_id = app.grants_to() AND l.lifted_at IS NULL)
    AND app.sees_own_record(p_case) AND NOT app.sees_case(p_case)
$$;
REVOKE ALL ON FUNCTION app.refused_here FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.refused_here TO alongside_app;

-- Every file of the person behind one, whoever asks: for what must bind them all. Who goes on stands in a sub-select: asked once, not once for
-- every join that is looked at, which took a quarter of the database's time.
CREATE FUNCTION app.files_of_person(p_partnership uuid, p_case uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 3 SET search_path = pg_catalog, public, pg_temp AS $$
  WITH person AS MATERIALIZED (SELECT app.person_of(p_partnership, p_case) AS id)
  SELECT p.id FROM person p
  UNION ALL SELECT j.joined_case_id FROM joined_files j
   WHERE j.partnership_id = p_partnership AND j.case_id = (SELECT p.id FROM person p) AND j.undone_at IS NULL
$$;
REVOKE ALL ON FUNCTION app.files_of_person FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.files_of_person TO alongside_jobs;

-- Whether a no that she said on one file of hers binds another.
CREATE FUNCTION app.reaches(l limits, p_case uuid) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT l.reaches IS NULL OR p_case = ANY (l.reaches)
$$;

-- ACC-8: her noes that stand and bind a file, on whichever file of hers she said them. Asked by functions alone.
CREATE FUNCTION app.noes_on(p_partnership uuid, p_case uuid) RETURNS SETOF limits LANGUAGE sql STABLE ROWS 3 AS $$
  SELECT l.* FROM limits l WHERE l.partnership_id = p_partnership AND l.case_id IN (SELECT app.files_of_person(p_partnership, p_case))
    AND l.lifted_at IS NULL AND app.reaches(l, p_case)
$$;
REVOKE ALL ON FUNCTION app.noes_on FROM PUBLIC;

-- HRM-1: whom a case is closed to in person, though an agency of theirs has a grant: by a conflict that stands on any file of hers.
CREATE FUNCTION app.excluded_from(p_partnership uuid, p_case uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT x.account_id FROM case_exclusions x WHERE x.partnership_id = p_partnership
    AND x.case_id IN (SELECT app.files_of_person(p_partnership, p_case)) AND x.ended_at IS NULL
$$;
REVOKE ALL ON FUNCTION app.excluded_from FROM PUBLIC;

-- Everybody to whom a file is closed in person: whom she refuses, and whom a conflict keeps from her.
CREATE FUNCTION app.shut_out_of(p_partnership uuid, p_case uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 2 AS $$
  SELECT l.account_id FROM app.noes_on(p_partnership, p_case) l WHERE l.kind = 'worker'
  UNION SELECT app.excluded_from(p_partnership, p_case)
$$;
REVOKE ALL ON FUNCTION app.shut_out_of FROM PUBLIC;

-- ACC-8: whether she refuses an agency on any file of that person, by a no that binds this one.
CREATE FUNCTION app.is_refused(p_partnership uuid, p_case uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM app.noes_on(p_partnership, p_case) l WHERE l.kind = 'agency' AND l.agency_id = p_agency)
$$;
REVOKE ALL ON FUNCTION app.is_refused FROM PUBLIC;

-- What an agency that she refuses records as her no to another binds the file on which it is recorded, at once, and no other until it is
-- confirmed: nobody shuts others out of what he may not see. Whoever writes down what another agency was told vouches for it: an import.
CREATE FUNCTION app.doubt_limit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  NEW.reaches := CASE WHEN NEW.agency_id IS DISTINCT FROM NEW.promised_by AND NEW.agency_id IS NOT NULL
    AND app.has_place_in(NEW.partnership_id, NEW.promised_by, NEW.recorded_by, NEW.recorded_at)
    AND app.is_refused(NEW.partnership_id, NEW.case_id, NEW.promised_by) THEN ARRAY[NEW.case_id] END;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.doubt_limit FROM PUBLIC;
CREATE TRIGGER doubt_limit BEFORE INSERT ON limits FOR EACH ROW EXECUTE FUNCTION app.doubt_limit();

-- Confirmed by somebody of another agency, who sees a file that it did not bind, it binds them all.
CREATE FUNCTION app.settle_doubt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.lifted_at IS NULL AND NEW.confirmed_at = app.moment() AND app.agency_id() IS DISTINCT FROM OLD.promised_by
     AND EXISTS (SELECT FROM app.files_of_person(NEW.partnership_id, NEW.case_id) f WHERE f <> ALL (OLD.reaches) AND app.sees_case(f)) THEN
    NEW.reaches := NULL;
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.settle_doubt FROM PUBLIC;
CREATE TRIGGER settle_doubt BEFORE UPDATE ON limits FOR EACH ROW WHEN (OLD.reaches IS NOT NULL) EXECUTE FUNCTION app.settle_doubt();

-- Whether who asks settles what an agency recorded that she refuses: who coordinates, or is of the agency that referred her, and sees a file
-- that it does not bind yet.
CREATE FUNCTION app.settles_doubt(p_case uuid, p_reaches uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM app.files_of_person(app.partnership_id(), p_case) f
    JOIN cases c ON c.partnership_id = app.partnership_id() AND c.id = f
    WHERE f <> ALL (p_reaches) AND app.sees_case(f) AND (app.coordinates() OR c.agency_id = app.grants_to()))
$$;
REVOKE ALL ON FUNCTION app.settles_doubt FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.settles_doubt TO alongside_app;
CREATE POLICY doubted ON limits FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND reaches IS NOT NULL
  AND app.settles_doubt(case_id, reaches));
CREATE POLICY doubt_settled ON limits FOR UPDATE TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND reaches IS NOT NULL
  AND lifted_at IS NULL AND app.settles_doubt(case_id, reaches)) WITH CHECK (partnership_id = (SELECT app.partnership_id())
  AND (lifted_at IS NOT NULL OR confirmed_at IS NOT NULL));

-- The file that who settles such a no sees, where that on which it was recorded is not theirs to see.
CREATE FUNCTION app.file_of_doubt(p_limit uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT f FROM limits l CROSS JOIN LATERAL app.files_of_person(l.partnership_id, l.case_id) f
   WHERE l.partnership_id = app.partnership_id() AND l.id = p_limit AND l.reaches IS NOT NULL AND f <> ALL (l.reaches) AND app.sees_case(f)
     AND app.settles_doubt(l.case_id, l.reaches) AND NOT app.sees_case(l.case_id) ORDER BY f LIMIT 1
$$;
REVOKE ALL ON FUNCTION app.file_of_doubt FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.file_of_doubt TO alongside_app;

-- What waits to be confirmed of a file, for who settles it: of whom she is said to refuse, and when; neither where nor in what words.
CREATE FUNCTION app.doubts_about(p_case uuid) RETURNS SETOF limits
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.* FROM limits l WHERE l.partnership_id = app.partnership_id() AND l.lifted_at IS NULL AND l.reaches IS NOT NULL
    AND p_case <> ALL (l.reaches) AND l.case_id IN (SELECT app.files_of_person(app.partnership_id(), p_case))
    AND app.sees_case(p_case) AND app.settles_doubt(l.case_id, l.reaches) AND NOT app.sees_case(l.case_id)
$$;
REVOKE ALL ON FUNCTION app.doubts_about FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.doubts_about TO alongside_app;

-- Whether who asks may record that she lifts a no, but for one about an agency of theirs: whoever sees any file of hers, and whoever
-- took her word, whatever is left to them of the file.
CREATE FUNCTION app.may_lift(p_case uuid, p_promised_by uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_case(p_case) OR (p_promised_by = app.grants_to() AND app.sees_own_record(p_case))
    OR EXISTS (SELECT FROM app.files_of_person(app.partnership_id(), p_case) f WHERE app.sees_case(f))
$$;
REVOKE ALL ON FUNCTION app.may_lift FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.may_lift TO alongside_app;
-- What is lifted stays as it was lifted, and nobody lifts what she said of an agency in which he has a place. What lets others in is not lifted by
-- an agency that sees its own record alone.
CREATE POLICY lifting ON limits AS RESTRICTIVE FOR UPDATE TO alongside_app
  USING (lifted_at IS NULL AND NOT app.is_of(agency_id))
  WITH CHECK (lifted_at IS NULL OR app.may_lift(case_id, promised_by));

-- ACC-8: whether a no of hers names somebody, in person or as one who has a place in an agency that she refuses. It binds who comes
-- as a guest, by whichever agency invited: a guest's grant is no agency's.
CREATE FUNCTION app.refuses(p_partnership uuid, p_case uuid, p_account uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM app.noes_on(p_partnership, p_case) l
    WHERE CASE l.kind WHEN 'worker' THEN l.account_id = p_account
      WHEN 'agency' THEN app.has_place_in(l.partnership_id, l.agency_id, p_account, p_at)
      ELSE false END)
    OR p_account IN (SELECT app.excluded_from(p_partnership, p_case))
$$;
REVOKE ALL ON FUNCTION app.refuses FROM PUBLIC;

-- Of some agencies, those that she refuses, on whichever file; to who sees the case, and lets somebody in who may be of one.
CREATE FUNCTION app.refused_among(p_case uuid, p_agencies uuid[]) RETURNS TABLE (agency_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT y.id, y.name FROM app.noes_on(app.partnership_id(), p_case) l
    JOIN agencies y ON y.partnership_id = l.partnership_id AND y.id = l.agency_id
   WHERE app.sees_case(p_case) AND l.kind = 'agency' AND l.agency_id = ANY (p_agencies)
$$;
REVOKE ALL ON FUNCTION app.refused_among FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.refused_among TO alongside_app;

-- What tells of whom somebody is who has no place in any agency: each agency's name, and what stands behind the @ in the addresses of
-- its people. For who acts in the partnership; no address is told.
CREATE FUNCTION app.known_agencies() RETURNS TABLE (id uuid, name text, domains text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT y.id, y.name, ARRAY(SELECT DISTINCT split_part(a.email, '@', 2) FROM memberships m JOIN accounts a ON a.id = m.account_id
      WHERE m.partnership_id = y.partnership_id AND m.agency_id = y.id AND app.is_place(m.role)
        AND app.in_force(m.started_at, m.ended_at, app.moment()) AND a.email LIKE '%@%')
    FROM agencies y WHERE y.partnership_id = app.partnership_id() AND app.grants_to() IS NOT NULL
$$;
REVOKE ALL ON FUNCTION app.known_agencies FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.known_agencies TO alongside_app;

-- The same of whoever has that address, or is said to be of those agencies, asked by who sees the case and would invite them.
CREATE FUNCTION app.refuses_address(p_case uuid, p_email text, p_of uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_case(p_case) AND (EXISTS (SELECT FROM accounts a WHERE a.email = lower(p_email)
      AND app.refuses(app.partnership_id(), p_case, a.id, app.moment()))
    OR EXISTS (SELECT FROM app.refused_among(p_case, p_of)))
$$;
REVOKE ALL ON FUNCTION app.refuses_address FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.refuses_address TO alongside_app;

-- The case that a notice is about, by its subject; none where it is about no case.
CREATE FUNCTION app.case_about(p_subject text, p_id uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE p_subject
    WHEN 'case' THEN p_id
    WHEN 'action' THEN (SELECT s.case_id FROM actions s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'referral' THEN (SELECT s.case_id FROM referrals s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'flag' THEN (SELECT s.case_id FROM flags s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'received_notification' THEN (SELECT s.case_id FROM safeguarding_notifications s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'safeguarding' THEN (SELECT s.case_id FROM safeguarding_notifications s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'emergency_access' THEN (SELECT s.case_id FROM emergency_accesses s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'sharing_change' THEN (SELECT s.case_id FROM sharing_changes s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'left_work' THEN (SELECT s.case_id FROM left_work s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    WHEN 'invitation' THEN (SELECT s.case_id FROM guest_invitations s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id)
    -- An emergency's; a monthly one is of many, and names none.
    WHEN 'meeting' THEN (SELECT s.case_id FROM meetings s WHERE s.partnership_id = app.partnership_id() AND s.id = p_id) END
$$;
REVOKE ALL ON FUNCTION app.case_about FROM PUBLIC;

-- ACC-8: whom she refuses in person, of those who would be told of a case, or of something that hangs on one: asked once for all of them. For
-- who tells by a job, and for who sees that case (ACC-6). A subject whose rows hang on a case and that `case_about` does not know fails a test.
CREATE FUNCTION app.shut_out_about(p_subject text, p_id uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  about constant uuid := app.case_about(p_subject, p_id);
BEGIN
  IF about IS NULL OR NOT (app.asked_by_jobs() OR app.sees_case(about)) THEN
    RETURN '{}';
  END IF;
  RETURN ARRAY(SELECT app.shut_out_of(here, about));
END $$;
REVOKE ALL ON FUNCTION app.shut_out_about FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.shut_out_about TO alongside_app, alongside_jobs;

-- The same of one of them.
CREATE FUNCTION app.shuts_out_of(p_subject text, p_id uuid, p_account uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$ SELECT p_account = ANY (app.shut_out_about(p_subject, p_id)) $$;
REVOKE ALL ON FUNCTION app.shuts_out_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.shuts_out_of TO alongside_app, alongside_jobs;

-- The decision past her no by which an agency reads a file now, and until when: of two agencies, or for hours of one person on
-- call. It passes the noes that stood as it was asked, and none that she said since.
CREATE FUNCTION app.override_in_force(p_partnership uuid, p_case uuid, p_agency uuid, p_at timestamptz)
RETURNS TABLE (override_id uuid, until_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.id, g.until_at FROM limit_overrides o
    JOIN sharing_grants g ON g.partnership_id = o.partnership_id AND g.case_id = o.case_id AND g.override_id = o.id
     AND g.basis = 'without_consent' AND app.in_force(g.from_at, g.until_at, p_at)
   WHERE o.partnership_id = p_partnership AND o.case_id = p_case AND o.agency_id = p_agency AND NOT EXISTS (
     SELECT FROM app.noes_on(p_partnership, p_case) l
      WHERE l.agency_id = p_agency AND l.kind = 'agency' AND l.id <> ALL (o.limit_ids))
   ORDER BY g.until_at DESC NULLS FIRST LIMIT 1
$$;
REVOKE ALL ON FUNCTION app.override_in_force FROM PUBLIC;

-- ACC-9: who of some people, each of an agency, may hear of a case now: not who has a place in one that she refused, and that does not read
-- it past her no. Asked once a case for all of them: to make the question ready costs more than to answer it. Who asks about others is up to
-- the functions that call it.
CREATE FUNCTION app.hearers_among(p_partnership uuid, p_case uuid, p_agencies uuid[], p_accounts uuid[])
RETURNS TABLE (agency_id uuid, account_id uuid)
LANGUAGE sql STABLE AS $$
  WITH refusing AS MATERIALIZED (SELECT DISTINCT l.agency_id FROM app.noes_on(p_partnership, p_case) l WHERE l.kind = 'agency'
    AND NOT EXISTS (SELECT FROM app.override_in_force(p_partnership, p_case, l.agency_id, app.moment())))
  SELECT w.agency_id, w.account_id FROM unnest(p_agencies, p_accounts) AS w (agency_id, account_id)
   WHERE EXISTS (SELECT FROM sharing_grants g
    JOIN agencies y ON y.partnership_id = g.partnership_id AND y.id = g.agency_id AND y.standing_until > app.moment()
    WHERE g.partnership_id = p_partnership AND g.case_id = p_case AND g.agency_id = w.agency_id
      AND app.opens_to(g, w.account_id, EXISTS (SELECT FROM memberships m JOIN partnerships p ON p.id = m.partnership_id
        WHERE m.partnership_id = g.partnership_id AND m.account_id = w.account_id AND m.agency_id = w.agency_id
          AND p.coordinating_agency_id = w.agency_id AND app.sees_by_coordination(m.role)
          AND app.in_force(m.started_at, m.ended_at, app.moment())), app.moment()))
    AND NOT EXISTS (SELECT FROM refusing l WHERE app.has_place_in(p_partnership, l.agency_id, w.account_id, app.moment()))
$$;
REVOKE ALL ON FUNCTION app.hearers_among FROM PUBLIC;

-- The same of one of them.
CREATE FUNCTION app.may_hear(p_partnership uuid, p_case uuid, p_agency uuid, p_account uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM app.hearers_among(p_partnership, p_case, ARRAY[p_agency], ARRAY[p_account]))
$$;
REVOKE ALL ON FUNCTION app.may_hear FROM PUBLIC;

-- Works the limits in force of a person into the grants on all her files, as often as one likes. A refused agency's grants by
-- consent, and one person's of it in an emergency, whatever place she opened it in, end; its own referral and the coordination are narrowed; sharing without
-- consent, which rests on the law, stands for seven days at most, in which two people decide, unless that agency gave it to
-- itself; what two people decided on stands as they decided, until she says no anew. What has ended does not come back when a
-- limit is lifted.
CREATE FUNCTION app.apply_limits(p_partnership uuid, p_case uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  files constant uuid[] := ARRAY(SELECT app.files_of_person(p_partnership, p_case));
  file uuid;
  refused uuid[];
  out_of_it uuid[];
  -- Grants past a no of hers that was looked at as they were decided, each of them.
  decided constant uuid[] := ARRAY(SELECT g.id FROM sharing_grants g
    JOIN limit_overrides o ON o.partnership_id = g.partnership_id AND o.id = g.override_id
    WHERE g.partnership_id = p_partnership AND g.case_id = ANY (files) AND NOT EXISTS (
      SELECT FROM app.noes_on(p_partnership, g.case_id) l
       WHERE l.agency_id = g.agency_id AND l.kind = 'agency' AND l.id <> ALL (o.limit_ids)));
BEGIN
  FOREACH file IN ARRAY files LOOP
  refused := ARRAY(SELECT DISTINCT l.agency_id FROM app.noes_on(p_partnership, file) l WHERE l.kind = 'agency');
  out_of_it := (SELECT array_agg(o ORDER BY o) FROM app.shut_out_of(p_partnership, file) o);
  UPDATE sharing_grants g SET until_at = e.ends
    FROM sharing_grants o CROSS JOIN LATERAL (SELECT greatest(p_at, o.from_at)
      + CASE WHEN o.basis = 'without_consent' THEN interval '7 days' ELSE interval '0' END AS ends) e
   WHERE o.partnership_id = p_partnership AND o.case_id = file
     AND ((o.agency_id = ANY (refused) AND o.id <> ALL (decided) AND o.basis IN ('consent', 'emergency_access', 'without_consent'))
       OR (o.basis = 'emergency_access' AND EXISTS (SELECT FROM unnest(refused) r
         WHERE r <> o.agency_id AND app.has_place_in(p_partnership, r, o.account_id, p_at))))
     AND coalesce(o.until_at > e.ends, true)
     AND g.partnership_id = o.partnership_id AND g.id = o.id;
  UPDATE sharing_grants g SET narrowed = n.narrowed, shut_out = out_of_it
    FROM sharing_grants o CROSS JOIN LATERAL (SELECT coalesce(o.agency_id = ANY (refused), false)
      AND o.id <> ALL (decided) AND (o.basis IN ('own_referral', 'coordination') OR (o.basis = 'without_consent' AND EXISTS (SELECT FROM without_consents w
        WHERE w.partnership_id = o.partnership_id AND w.id = o.without_consent_id AND w.agency_id = o.agency_id))) AS narrowed) n
   WHERE o.partnership_id = p_partnership AND o.case_id = file
     AND (o.narrowed IS DISTINCT FROM n.narrowed OR o.shut_out IS DISTINCT FROM out_of_it)
     AND g.partnership_id = o.partnership_id AND g.id = o.id;
  -- ACC-7: an emergency access that no coordinator may look at since the case is closed to her in person, the chair looks at.
  UPDATE emergency_accesses e SET for_chair = true
   WHERE e.partnership_id = p_partnership AND e.case_id = file AND e.reviewed_at IS NULL AND NOT e.for_chair AND out_of_it IS NOT NULL
     AND EXISTS (SELECT FROM memberships m WHERE m.partnership_id = p_partnership AND m.role = 'chair' AND m.account_id <> ALL (out_of_it)
       AND m.account_id <> e.account_id AND app.in_force(m.started_at, m.ended_at, p_at))
     AND NOT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = p_partnership AND m.role = 'coordinator'
       AND m.account_id <> ALL (out_of_it) AND m.account_id <> e.account_id AND app.in_force(m.started_at, m.ended_at, p_at));
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.apply_limits FROM PUBLIC;

-- Holds the files of a person until the transaction ends. A grant being given holds its case by its foreign key, and a join
-- both files: so none of them passes a limit that is said at the same moment.
CREATE FUNCTION app.hold_person(p_partnership uuid, p_case uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  held uuid[] := '{}';
  files uuid[];
BEGIN
  LOOP
    files := ARRAY(SELECT f FROM app.files_of_person(p_partnership, p_case) f ORDER BY f);
    EXIT WHEN files = held;
    PERFORM 1 FROM cases WHERE partnership_id = p_partnership AND id = ANY (files) ORDER BY id FOR UPDATE;
    held := files;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.hold_person FROM PUBLIC;

CREATE FUNCTION app.limit_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  PERFORM app.apply_limits(NEW.partnership_id, NEW.case_id, coalesce(app.moment(), NEW.lifted_at, NEW.recorded_at));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.limit_changed FROM PUBLIC;
CREATE TRIGGER apply_limits AFTER INSERT OR UPDATE ON limits FOR EACH ROW EXECUTE FUNCTION app.limit_changed();

-- CON-3: that she withdrew reaches every file of hers: on a file that is joined, what was recorded before she did ends with it, and
-- what was recorded since and given on a day before.
-- The record says when she withdrew; its grants end now.
CREATE FUNCTION app.apply_withdrawal(p_partnership uuid, p_case uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  files constant uuid[] := ARRAY(SELECT app.files_of_person(p_partnership, p_case));
  withdrew constant timestamptz := (SELECT max(c.withdrawn_at) FROM consents c
    WHERE c.partnership_id = p_partnership AND c.case_id = ANY (files));
BEGIN
  WITH ended AS (
    UPDATE consents c SET withdrawn_at = withdrew WHERE c.partnership_id = p_partnership AND c.case_id = ANY (files)
      AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL AND (c.recorded_at <= withdrew OR c.given_on < (withdrew AT TIME ZONE
        (SELECT p.time_zone FROM partnerships p WHERE p.id = p_partnership))::date) RETURNING c.id)
  UPDATE sharing_grants g SET until_at = greatest(p_at, g.from_at) FROM ended e
   WHERE g.partnership_id = p_partnership AND g.consent_id = e.id AND coalesce(g.until_at > p_at, true);
END $$;
REVOKE ALL ON FUNCTION app.apply_withdrawal FROM PUBLIC;

-- CON-3: she withdraws, to whoever sees a file of hers or saw it until this moment: whatever she agreed to, on whichever file, ends.
-- On a file that the asker may not see the history says so without saying who was told.
CREATE FUNCTION app.withdraw_consents(p_case uuid, p_at timestamptz) RETURNS TABLE (consent_id uuid, of_case uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  files uuid[];
BEGIN
  IF NOT (app.sees_own_record(p_case) OR EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = here AND g.case_id = p_case
      AND g.agency_id = app.grants_to() AND g.until_at = app.moment())) THEN
    RAISE EXCEPTION 'not hers to record' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- So that what is recorded at the same moment on another file comes before it, and ends; or after it, and meets it.
  PERFORM app.hold_person(here, p_case);
  files := ARRAY(SELECT app.files_of_person(here, p_case));
  FOR consent_id, of_case IN UPDATE consents c SET withdrawn_at = p_at WHERE c.partnership_id = here AND c.case_id = ANY (files)
      AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL RETURNING c.id, c.case_id LOOP
    UPDATE sharing_grants g SET until_at = greatest(p_at, g.from_at)
     WHERE g.partnership_id = here AND g.consent_id = withdraw_consents.consent_id AND coalesce(g.until_at > p_at, true);
    IF of_case <> p_case THEN
      INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at)
        VALUES (here, gen_random_uuid(), of_case, 'consent', consent_id, 'state', 'in_force', 'withdrawn', p_at);
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.withdraw_consents FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.withdraw_consents TO alongside_app;

-- CON-3: when she last withdrew, on whichever file of hers that the asker sees (ACC-6: of another it is not told; what is given on a day
-- before that opens nothing, app.grants_given); with her files held, so that none is withdrawn while a consent is recorded. For who
-- sees the file, or what her agency made itself in it.
CREATE FUNCTION app.last_withdrawal(p_case uuid) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE here constant uuid := app.partnership_id();
BEGIN
  IF NOT app.sees_own_record(p_case) THEN
    RETURN NULL;
  END IF;
  PERFORM app.hold_person(here, p_case);
  RETURN (SELECT max(c.withdrawn_at) FROM consents c WHERE c.partnership_id = here
    AND c.case_id IN (SELECT f FROM app.files_of_person(here, p_case) f WHERE app.sees_own_record(f)));
END $$;
REVOKE ALL ON FUNCTION app.last_withdrawal FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.last_withdrawal TO alongside_app;

-- As two files become one person's: what an agency recorded that she refuses on either binds the files that were of one person with it
-- before, and no other until it is confirmed.
CREATE FUNCTION app.doubt_joined(p_partnership uuid, p_case uuid, p_joined uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE limits l SET reaches = CASE WHEN l.case_id = p_joined THEN ARRAY[p_joined]
      ELSE ARRAY(SELECT f FROM app.files_of_person(p_partnership, p_case) f WHERE f <> p_joined) END
   WHERE l.partnership_id = p_partnership AND l.lifted_at IS NULL AND l.reaches IS NULL AND l.agency_id IS NOT NULL
     AND l.agency_id <> l.promised_by AND l.case_id IN (SELECT app.files_of_person(p_partnership, p_case))
     AND app.has_place_in(l.partnership_id, l.promised_by, l.recorded_by, l.recorded_at)
     AND EXISTS (SELECT FROM app.files_of_person(p_partnership, p_case) f WHERE app.is_refused(p_partnership, f, l.promised_by))
$$;
REVOKE ALL ON FUNCTION app.doubt_joined FROM PUBLIC;

CREATE FUNCTION app.join_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE at constant timestamptz := coalesce(app.moment(), NEW.undone_at, NEW.joined_at);
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  PERFORM app.hold_person(NEW.partnership_id, NEW.joined_case_id);
  IF NEW.undone_at IS NULL THEN
    PERFORM app.doubt_joined(NEW.partnership_id, NEW.case_id, NEW.joined_case_id);
  END IF;
  PERFORM app.apply_withdrawal(NEW.partnership_id, NEW.case_id, at);
  PERFORM app.apply_limits(NEW.partnership_id, NEW.case_id, at);
  PERFORM app.apply_limits(NEW.partnership_id, NEW.joined_case_id, at);
  PERFORM app.leave_agendas(NEW.partnership_id, NEW.case_id, at);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.join_changed FROM PUBLIC;
CREATE TRIGGER apply_limits AFTER INSERT OR UPDATE ON joined_files FOR EACH ROW EXECUTE FUNCTION app.join_changed();

-- One person's emergency does not pass her no by itself (AL420: http/problems.ts), but by what two people decided on. A grant by consent to an agency that she
-- refused on another file is kept as it was recorded, and never opens anything: who recorded it learns nothing of that file.
-- So is a grant without consent that two people did not decide on, whatever an agency gives that sees its own record alone, and what
-- rests on a consent given on a day before she withdrew, on whichever file (CON-3).
CREATE FUNCTION app.grants_given() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  limited record;
BEGIN
  FOR limited IN SELECT g.partnership_id, g.case_id, min(g.from_at) AS at FROM given g
    WHERE EXISTS (SELECT FROM app.noes_on(g.partnership_id, g.case_id)) OR EXISTS (SELECT FROM app.excluded_from(g.partnership_id, g.case_id))
    GROUP BY g.partnership_id, g.case_id LOOP
    IF EXISTS (SELECT FROM given g JOIN app.noes_on(limited.partnership_id, limited.case_id) l
          ON l.agency_id = g.agency_id OR app.has_place_in(g.partnership_id, l.agency_id, g.account_id, g.from_at)
        WHERE g.partnership_id = limited.partnership_id AND g.case_id = limited.case_id AND g.basis = 'emergency_access' AND g.override_id IS NULL
          AND l.kind = 'agency') THEN
      RAISE EXCEPTION 'she refused this agency' USING ERRCODE = 'AL420';
    END IF;
    PERFORM app.apply_limits(limited.partnership_id, limited.case_id, coalesce(app.moment(), limited.at));
    UPDATE sharing_grants s SET until_at = s.from_at FROM given g
     WHERE s.partnership_id = g.partnership_id AND s.id = g.id AND g.partnership_id = limited.partnership_id
       AND g.case_id = limited.case_id AND g.basis = 'without_consent' AND g.override_id IS NULL
       AND app.is_refused(g.partnership_id, g.case_id, g.agency_id);
    IF app.sees_own_record(limited.case_id) AND NOT app.sees_case(limited.case_id) THEN
      UPDATE sharing_grants s SET until_at = s.from_at FROM given g
       WHERE s.partnership_id = g.partnership_id AND s.id = g.id AND g.partnership_id = limited.partnership_id
         AND g.case_id = limited.case_id AND g.override_id IS NULL AND num_nonnulls(g.consent_id, g.without_consent_id) = 1;
    END IF;
  END LOOP;
  UPDATE sharing_grants s SET until_at = s.from_at FROM given g
    JOIN consents t ON t.partnership_id = g.partnership_id AND t.id = g.consent_id
    JOIN partnerships p ON p.id = g.partnership_id
   WHERE s.partnership_id = g.partnership_id AND s.id = g.id AND t.given_on < (SELECT max((c.withdrawn_at AT TIME ZONE p.time_zone)::date)
     FROM consents c WHERE c.partnership_id = g.partnership_id AND c.case_id IN (SELECT app.files_of_person(g.partnership_id, g.case_id)));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.grants_given FROM PUBLIC;
CREATE TRIGGER apply_limits AFTER INSERT ON sharing_grants REFERENCING NEW TABLE AS given
  FOR EACH STATEMENT EXECUTE FUNCTION app.grants_given();

-- schema/15_oncall.sql: guards

CALL app.close_table('on_call_lists');
CALL app.open_to_jobs('on_call_lists');
CREATE POLICY known ON on_call_lists FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()));
CREATE POLICY own ON on_call_lists TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND agency_id = (SELECT app.agency_id()));
GRANT SELECT, INSERT, UPDATE ON on_call_lists TO alongside_app;
GRANT SELECT ON on_call_lists TO alongside_jobs;

CALL app.close_table('on_call');
CALL app.open_to_jobs('on_call');
CREATE POLICY known ON on_call FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()));
CREATE POLICY own ON on_call TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND agency_id = (SELECT app.agency_id()));
GRANT SELECT, INSERT, UPDATE (ended_at) ON on_call TO alongside_app;
GRANT SELECT ON on_call TO alongside_jobs;

-- schema/16_emergency-access.sql: guards

CALL app.close_table('emergency_accesses');
CALL app.open_to_jobs('emergency_accesses');
-- Asked for now, for oneself. It is opened and ended by the functions below, and by nothing else.
CREATE POLICY own ON emergency_accesses FOR SELECT TO alongside_app USING (partnership_id = app.partnership_id() AND account_id = app.account_id());
CREATE POLICY asked ON emergency_accesses FOR INSERT TO alongside_app WITH CHECK (partnership_id = app.partnership_id()
  AND account_id = app.account_id() AND agency_id = app.grants_to() AND at = app.moment());
CREATE POLICY told ON emergency_accesses FOR UPDATE TO alongside_app
  USING (partnership_id = app.partnership_id() AND account_id = app.account_id() AND opened_at IS NOT NULL)
  WITH CHECK (reviewed_at IS NULL);
CREATE POLICY coordinator ON emergency_accesses FOR SELECT TO alongside_app USING (partnership_id = app.partnership_id() AND app.coordinates());
CREATE POLICY reviewed ON emergency_accesses FOR UPDATE TO alongside_app
  USING (partnership_id = app.partnership_id() AND app.coordinates() AND account_id <> app.account_id() AND opened_at IS NOT NULL AND reviewed_at IS NULL)
  WITH CHECK (reviewed_by = app.account_id());
GRANT SELECT, INSERT (id, case_id, account_id, agency_id, data_key_id, reason, at, for_chair), UPDATE (version, told, told_at, finding, words,
  reviewed_at, reviewed_by) ON emergency_accesses TO alongside_app;
GRANT SELECT, UPDATE (stage, asked_at) ON emergency_accesses TO alongside_jobs;

-- The case behind a reference, for emergency access alone; the caller writes down who asked, and why.
CREATE FUNCTION app.case_by_reference(p_reference text) RETURNS TABLE (id uuid, data_key_id uuid, wrapped bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id, c.data_key_id, k.wrapped FROM cases c
    JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
   WHERE c.partnership_id = app.partnership_id() AND c.reference = p_reference AND app.grants_to() IS NOT NULL
     -- HRM-1: to whom it is closed for a conflict there is none, in an emergency either.
     AND NOT coalesce(app.account_id() IN (SELECT app.excluded_from(c.partnership_id, c.id)), false)
$$;
REVOKE ALL ON FUNCTION app.case_by_reference FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.case_by_reference TO alongside_app;

-- CON-3: she withdrew, on whichever of her files, and nothing stands in its place.
CREATE FUNCTION app.withdrawal_stands(p_partnership uuid, p_case uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM consents c WHERE c.partnership_id = p_partnership AND c.withdrawn_at <= p_at
      AND c.case_id IN (SELECT app.files_of_person(p_partnership, p_case)))
    AND NOT EXISTS (SELECT FROM app.files_of_person(p_partnership, p_case) f WHERE app.basis_stands(p_partnership, f, p_at))
$$;
REVOKE ALL ON FUNCTION app.withdrawal_stands FROM PUBLIC;

-- ACC-8: whether what she refuses that bears on an access on record is told to who reads it: to who asked, while she may open
-- it or holds it; to who coordinates and sees the case, always.
CREATE FUNCTION app.told_limits(p_access emergency_accesses) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_access.partnership_id = app.partnership_id() AND CASE WHEN p_access.account_id = app.account_id()
    THEN p_access.at > app.moment() - interval '15 minutes' OR coalesce(p_access.until_at > app.moment(), false)
    ELSE app.coordinates() AND app.sees_case(p_access.case_id) END
$$;
REVOKE ALL ON FUNCTION app.told_limits FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.told_limits TO alongside_app;

-- What she refuses that bears on it, as it stands: no to that agency, to another in which who asks has a place, or to that person,
-- and what it must not be used for, or how she must not be told. No other of her limits.
-- Passed: her no to that agency, on a file that two people decided to share with it all the same, or one on call for hours.
CREATE FUNCTION app.limits_met(p_access uuid) RETURNS TABLE (id uuid, kind text, agency_id uuid, purpose text, words bytea, said_on date,
  data_key_id uuid, wrapped bytea, passed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.id, l.kind, l.agency_id, l.purpose, l.words, l.said_on, k.id, k.wrapped, l.kind = 'agency' AND l.agency_id = e.agency_id AND EXISTS (
      SELECT FROM app.override_in_force(e.partnership_id, e.case_id, e.agency_id, app.moment()))
    FROM emergency_accesses e
    CROSS JOIN LATERAL app.noes_on(e.partnership_id, e.case_id) l
    JOIN cases c ON c.partnership_id = l.partnership_id AND c.id = l.case_id
    JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
   WHERE e.partnership_id = app.partnership_id() AND e.id = p_access AND app.told_limits(e)
     AND CASE l.kind WHEN 'agency' THEN l.agency_id = e.agency_id
       OR app.has_place_in(e.partnership_id, l.agency_id, e.account_id, app.moment()) WHEN 'worker' THEN l.account_id = e.account_id ELSE true END
   ORDER BY l.recorded_at, l.id
$$;
REVOKE ALL ON FUNCTION app.limits_met FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.limits_met TO alongside_app;

-- The same of her withdrawal.
CREATE FUNCTION app.withdrawal_met(p_access uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((SELECT app.withdrawal_stands(e.partnership_id, e.case_id, app.moment()) FROM emergency_accesses e
    WHERE e.partnership_id = app.partnership_id() AND e.id = p_access AND app.told_limits(e)), false)
$$;
REVOKE ALL ON FUNCTION app.withdrawal_met FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.withdrawal_met TO alongside_app;

-- ACC-7, ACC-8: opens what was asked for a moment ago, once, for four hours, to that person. Her no and her withdrawal it does
-- not pass by itself (AL420, AL422: http/problems.ts). Where two people decided past her no to that agency, on that file, it
-- rests on their decision: it ends when that ends, and with a no that is newer.
CREATE FUNCTION app.open_emergency_access(p_access uuid, p_grant uuid, p_review_due timestamptz) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asked emergency_accesses;
  ends timestamptz := app.moment() + interval '4 hours';
  decided uuid;
BEGIN
  SELECT * INTO asked FROM emergency_accesses e WHERE e.partnership_id = app.partnership_id() AND e.id = p_access
     AND e.account_id = app.account_id() AND e.agency_id = app.grants_to() AND e.opened_at IS NULL
     AND e.at > app.moment() - interval '15 minutes' FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'not hers to open' USING ERRCODE = 'insufficient_privilege'; END IF;
  PERFORM app.hold_person(asked.partnership_id, asked.case_id);
  IF app.account_id() IN (SELECT app.excluded_from(asked.partnership_id, asked.case_id)) THEN
    RAISE EXCEPTION 'there is no such case to her' USING ERRCODE = 'AL404';
  END IF;
  IF EXISTS (SELECT FROM app.limits_met(p_access) l WHERE l.kind IN ('agency', 'worker') AND NOT l.passed) THEN
    RAISE EXCEPTION 'she refused this agency, or this person' USING ERRCODE = 'AL420';
  END IF;
  IF EXISTS (SELECT FROM app.limits_met(p_access) l WHERE l.passed) THEN
    SELECT o.override_id, least(ends, o.until_at) INTO STRICT decided, ends
      FROM app.override_in_force(asked.partnership_id, asked.case_id, asked.agency_id, app.moment()) o;
  END IF;
  IF app.withdrawal_stands(asked.partnership_id, asked.case_id, app.moment()) THEN
    RAISE EXCEPTION 'she withdrew' USING ERRCODE = 'AL422';
  END IF;
  UPDATE emergency_accesses e SET opened_at = app.moment(), until_at = ends, review_due_at = p_review_due, version = version + 1
   WHERE e.partnership_id = asked.partnership_id AND e.id = p_access;
  INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, account_id, basis, emergency_access_id, override_id, from_at, until_at)
    VALUES (asked.partnership_id, p_grant, asked.case_id, asked.agency_id, asked.account_id, 'emergency_access', p_access, decided, app.moment(), ends);
  RETURN ends;
END $$;
REVOKE ALL ON FUNCTION app.open_emergency_access FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.open_emergency_access TO alongside_app;

-- Ends it now: whoever holds it, or whoever coordinates. Whether there was something to end.
CREATE FUNCTION app.end_emergency_access(p_access uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE emergency_accesses e SET until_at = app.moment(), ended_by = app.account_id(), version = version + 1
   WHERE e.partnership_id = app.partnership_id() AND e.id = p_access AND e.until_at > app.moment()
     AND (e.account_id = app.account_id() OR app.coordinates());
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE sharing_grants g SET until_at = app.moment() WHERE g.partnership_id = app.partnership_id()
    AND g.emergency_access_id = p_access AND g.until_at > app.moment();
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION app.end_emergency_access FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.end_emergency_access TO alongside_app;

-- It lasts as long as its grant, whatever ends that: a no of hers, or one of the two who decide past it. So it is over in
-- everybody's work at once, and whoever held it is asked what was done.
CREATE FUNCTION app.end_with_grant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE emergency_accesses e SET until_at = NEW.until_at, version = version + 1
   WHERE e.partnership_id = NEW.partnership_id AND e.id = NEW.emergency_access_id AND e.until_at <> NEW.until_at;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.end_with_grant FROM PUBLIC;
CREATE TRIGGER end_with_grant AFTER UPDATE OF until_at ON sharing_grants FOR EACH ROW
  WHEN (NEW.emergency_access_id IS NOT NULL) EXECUTE FUNCTION app.end_with_grant();

-- ACC-7, ACC-6: asked for by name, with what is known of her birth, by who knows no reference. Whether there is a file nobody is told until
-- somebody who may see it decides. What was asked is sealed under the partnership's own key.
CALL app.close_table('emergency_requests');
CALL app.open_to_jobs('emergency_requests');
CREATE POLICY own ON emergency_requests FOR SELECT TO alongside_app USING (partnership_id = app.partnership_id() AND account_id = app.account_id());
CREATE POLICY asked ON emergency_requests FOR INSERT TO alongside_app WITH CHECK (partnership_id = app.partnership_id()
  AND account_id = app.account_id() AND agency_id = app.grants_to() AND at = app.moment());
CREATE POLICY coordinator ON emergency_requests FOR SELECT TO alongside_app USING (partnership_id = app.partnership_id() AND app.coordinates());

-- Whether the asker may be rung about what somebody of an agency asked by name: she stands on her own agency's on-call list (in which hours, the
-- rule of the list says), and is not of the agency that gains by it, in whatever place she acts.
CREATE FUNCTION app.is_rung_for(p_agency uuid, p_account uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.in_person() AND app.grants_to() IS NOT NULL AND p_account <> app.account_id() AND p_agency <> app.grants_to()
    AND NOT app.has_place_in(app.partnership_id(), p_agency, app.account_id(), app.moment())
    AND EXISTS (SELECT FROM on_call e WHERE e.partnership_id = app.partnership_id() AND e.agency_id = app.grants_to()
      AND e.membership_id = app.membership_id() AND e.ended_at IS NULL)
$$;
REVOKE ALL ON FUNCTION app.is_rung_for FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_rung_for TO alongside_app;
CREATE POLICY rung ON emergency_requests FOR SELECT TO alongside_app USING (partnership_id = app.partnership_id()
  AND (answered_by = app.account_id() OR app.is_rung_for(agency_id, account_id)));

-- ACC-6: which files that are shared with their agency are likely to be meant by what was asked by name, of some people, each of an agency: never
-- of whoever is of the agency that gains, or whom the person refuses. `p_weights`: what each token of the name and the birth is worth;
-- `p_likely`: what a file's add up to at the least. Of others to the jobs alone.
CREATE FUNCTION app.known_by_name(p_request uuid, p_tokens bigint[], p_weights integer[], p_likely integer, p_accounts uuid[], p_agencies uuid[])
RETURNS TABLE (account_id uuid, agency_id uuid, case_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT w.account_id, w.agency_id, app.goes_on_as(c.id) FROM emergency_requests r
    JOIN cases c ON c.partnership_id = r.partnership_id AND c.name_tokens && p_tokens
    CROSS JOIN unnest(p_accounts, p_agencies) AS w (account_id, agency_id)
   WHERE r.partnership_id = app.partnership_id() AND r.id = p_request
     AND (app.asked_by_jobs() OR (w.account_id, w.agency_id) = (app.account_id(), app.grants_to()))
     AND r.account_id <> w.account_id AND r.agency_id <> w.agency_id
     AND NOT app.has_place_in(r.partnership_id, r.agency_id, w.account_id, app.moment())
     AND p_likely <= (SELECT sum(t.weight) FROM unnest(p_tokens, p_weights) AS t (token, weight) WHERE t.token = ANY (c.name_tokens))
     -- Not by an emergency of her own: what that opens is read, and given to nobody.
     AND EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = c.partnership_id AND g.case_id = c.id AND g.agency_id = w.agency_id
       AND g.account_id IS NULL AND NOT g.narrowed AND app.in_force(g.from_at, g.until_at, app.moment()))
     AND app.may_hear(c.partnership_id, c.id, w.agency_id, w.account_id)
     AND NOT app.refuses(c.partnership_id, c.id, w.account_id, app.moment())
$$;
REVOKE ALL ON FUNCTION app.known_by_name FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.known_by_name TO alongside_app, alongside_jobs;
GRANT SELECT, INSERT (id, account_id, agency_id, about, at, for_chair) ON emergency_requests TO alongside_app;
GRANT SELECT, UPDATE (stage) ON emergency_requests TO alongside_jobs;

-- ACC-8, HRM-1: why a file is not given to who asked by name: it is closed to them, her no, that nobody decided past, or her withdrawal. To who may answer and sees
-- that file; null to everybody else, as where nothing bars it.
CREATE FUNCTION app.bar_of_request(p_request uuid, p_case uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN asked.account_id IN (SELECT app.excluded_from(asked.partnership_id, p_case)) THEN 'closed_to_them'
      WHEN EXISTS (SELECT FROM app.noes_on(asked.partnership_id, p_case) l
        WHERE (l.account_id = asked.account_id
          OR (l.kind = 'agency' AND l.agency_id = asked.agency_id AND NOT EXISTS (
            SELECT FROM app.override_in_force(asked.partnership_id, p_case, asked.agency_id, app.moment())))
          OR (l.kind = 'agency' AND l.agency_id <> asked.agency_id
            AND app.has_place_in(asked.partnership_id, l.agency_id, asked.account_id, app.moment())))) THEN 'she_refused'
      WHEN app.withdrawal_stands(asked.partnership_id, p_case, app.moment()) THEN 'she_withdrew' END
    FROM emergency_requests asked WHERE asked.partnership_id = app.partnership_id() AND asked.id = p_request
     AND (app.coordinates() OR app.is_rung_for(asked.agency_id, asked.account_id)) AND asked.account_id <> app.account_id() AND app.sees_case(p_case)
$$;
REVOKE ALL ON FUNCTION app.bar_of_request FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.bar_of_request TO alongside_app;

-- The answer of somebody who sees the case and did not ask, within a day: that file, to be asked about as by its reference, or none. None is
-- said by who coordinates alone: said by who sees a file, and at night, it would tell that there is one (ACC-6). Her no
-- that nobody decided past, and her withdrawal, it does not pass: who asked then hears what is heard where there is no file. Whether it was still to be answered.
CREATE FUNCTION app.answer_emergency_request(p_request uuid, p_case uuid, p_access uuid, p_reason bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asked emergency_requests;
  bar text;
BEGIN
  SELECT * INTO asked FROM emergency_requests r WHERE r.partnership_id = app.partnership_id() AND r.id = p_request
     AND (app.coordinates() OR (p_case IS NOT NULL AND app.is_rung_for(r.agency_id, r.account_id)
       AND NOT app.refuses(r.partnership_id, p_case, app.account_id(), app.moment())))
     AND r.account_id <> app.account_id() AND r.answered_at IS NULL AND r.at > app.moment() - interval '24 hours' FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF p_case IS NOT NULL THEN
    IF NOT app.sees_case(p_case) THEN RAISE EXCEPTION 'not hers to give' USING ERRCODE = 'insufficient_privilege'; END IF;
    PERFORM app.hold_person(asked.partnership_id, p_case);
    bar := app.bar_of_request(p_request, p_case);
    IF bar = 'closed_to_them' THEN RAISE EXCEPTION 'closed to who asked' USING ERRCODE = 'AL428'; END IF;
    IF bar = 'she_refused' THEN RAISE EXCEPTION 'she refused this agency, or this person' USING ERRCODE = 'AL420'; END IF;
    IF bar = 'she_withdrew' THEN RAISE EXCEPTION 'she withdrew' USING ERRCODE = 'AL422'; END IF;
    INSERT INTO emergency_accesses (partnership_id, id, case_id, account_id, agency_id, data_key_id, reason, at, for_chair)
      SELECT c.partnership_id, p_access, c.id, asked.account_id, asked.agency_id, c.data_key_id, p_reason, app.moment(), asked.for_chair
        FROM cases c WHERE c.partnership_id = asked.partnership_id AND c.id = p_case;
  END IF;
  UPDATE emergency_requests r SET answered_at = app.moment(), answered_by = app.account_id(), version = version + 1,
      emergency_access_id = CASE WHEN p_case IS NOT NULL THEN p_access END
   WHERE r.partnership_id = asked.partnership_id AND r.id = p_request;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION app.answer_emergency_request FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.answer_emergency_request TO alongside_app;

-- schema/16_past_limits.sql: guards

-- Who may decide, in whose place: the safeguarding lead of the agency that referred her, or its lead, and the coordinator; where
-- one of these is the agency that gains, or both are one agency, or nobody is left beside the asker, a lead of another agency
-- that sees the case. None of the agency that gains, now or as it was asked, nor whom it let in: by a record of its own, and by none of another's; and
-- not who asked. On call: whoever stands on an agency's list.
CREATE FUNCTION app.deciders_past(p_case uuid, p_gaining uuid, p_asked_by uuid, p_asked_at timestamptz, p_at timestamptz)
RETURNS TABLE (account_id uuid, agency_id uuid, seat text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH able AS (
    SELECT m.id AS place, m.account_id, m.agency_id, m.role, m.safeguarding_lead, c.agency_id AS referring, p.coordinating_agency_id AS coordinating
      FROM cases c
      JOIN partnerships p ON p.id = c.partnership_id
      JOIN memberships m ON m.partnership_id = c.partnership_id AND m.agency_id <> p_gaining AND m.account_id <> p_asked_by
        AND app.in_force(m.started_at, m.ended_at, p_at)
     WHERE c.partnership_id = app.partnership_id() AND c.id = p_case
       -- ACC-5: whose agency's agreements are not in force decides nothing, and keeps no place from others.
       AND app.stands_at(c.partnership_id, m.agency_id, p_at)
       AND NOT app.has_place_in(c.partnership_id, p_gaining, m.account_id, p_at)
       AND NOT app.has_place_in(c.partnership_id, p_gaining, m.account_id, p_asked_at)
       AND EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = c.partnership_id AND g.case_id = c.id
         AND g.agency_id = m.agency_id AND g.account_id IS NULL AND app.opens_to(g, m.account_id, m.role = 'coordinator', p_at)
         AND NOT EXISTS (SELECT FROM consents t WHERE t.partnership_id = g.partnership_id AND t.id = g.consent_id AND t.agency_id = p_gaining)
         AND NOT EXISTS (SELECT FROM without_consents t WHERE t.partnership_id = g.partnership_id AND t.id = g.without_consent_id
           AND t.agency_id = p_gaining))
  ), leads AS (
    SELECT a.* FROM able a WHERE a.role <> 'coordinator' AND (a.safeguarding_lead OR (a.role = 'lead_member'
      AND NOT EXISTS (SELECT FROM able s WHERE s.agency_id = a.agency_id AND s.safeguarding_lead)))
  ), own AS (
    SELECT l.account_id, l.agency_id, 'referring' AS seat FROM leads l WHERE l.agency_id = l.referring AND l.agency_id <> l.coordinating
    UNION ALL SELECT a.account_id, a.agency_id, 'coordinator' FROM able a WHERE a.role = 'coordinator'
  )
  SELECT own.account_id, own.agency_id, own.seat FROM own
  UNION ALL
  SELECT l.account_id, l.agency_id, s.seat FROM leads l CROSS JOIN (VALUES ('referring'), ('coordinator')) AS s (seat)
   WHERE NOT EXISTS (SELECT FROM own WHERE own.seat = s.seat) AND NOT EXISTS (SELECT FROM own WHERE own.agency_id = l.agency_id)
  UNION ALL
  SELECT DISTINCT a.account_id, a.agency_id, 'on_call' FROM able a JOIN on_call e ON e.partnership_id = app.partnership_id()
    AND e.agency_id = a.agency_id AND e.membership_id = a.place AND e.ended_at IS NULL
$$;
REVOKE ALL ON FUNCTION app.deciders_past FROM PUBLIC;

CREATE FUNCTION app.override_deciders(p_override uuid, p_at timestamptz) RETURNS TABLE (account_id uuid, agency_id uuid, seat text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.* FROM limit_overrides o CROSS JOIN LATERAL app.deciders_past(o.case_id, o.agency_id, o.asked_by, o.asked_at, p_at) d
   WHERE o.partnership_id = app.partnership_id() AND o.id = p_override
$$;
REVOKE ALL ON FUNCTION app.override_deciders FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.override_deciders TO alongside_app, alongside_jobs;

-- Whether the asker would find two people of two agencies to decide on sharing a file with an agency that she refuses: said before it
-- is asked for, to who sees the file.
CREATE FUNCTION app.would_be_decided(p_case uuid, p_gaining uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH could AS (SELECT d.* FROM app.deciders_past(p_case, p_gaining, app.account_id(), app.moment(), app.moment()) d
    WHERE app.sees_own_record(p_case))
  SELECT EXISTS (SELECT FROM could a JOIN could b ON b.agency_id <> a.agency_id WHERE a.seat = 'referring' AND b.seat = 'coordinator')
$$;
REVOKE ALL ON FUNCTION app.would_be_decided FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.would_be_decided TO alongside_app;

-- Who these would be, and who may decide on what was asked: to who sees the file itself, for the names say which agencies do (ACC-6).
CREATE FUNCTION app.could_decide(p_case uuid, p_gaining uuid) RETURNS TABLE (account_id uuid, agency_id uuid, seat text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.* FROM app.deciders_past(p_case, p_gaining, app.account_id(), app.moment(), app.moment()) d WHERE app.sees_case(p_case)
$$;
REVOKE ALL ON FUNCTION app.could_decide FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.could_decide TO alongside_app;

-- Whether any no stands of those that it would pass, and whether she said one since, on whichever file of hers.
CREATE FUNCTION app.limits_passed(p_override uuid, OUT stands boolean, OUT said_since boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(bool_or(l.id = ANY (o.limit_ids)), false), coalesce(bool_or(l.id <> ALL (o.limit_ids)), false)
    FROM limit_overrides o CROSS JOIN LATERAL app.noes_on(o.partnership_id, o.case_id) l
   WHERE l.agency_id = o.agency_id AND l.kind = 'agency' AND o.partnership_id = app.partnership_id() AND o.id = p_override
$$;
REVOKE ALL ON FUNCTION app.limits_passed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.limits_passed TO alongside_app, alongside_jobs;

CALL app.close_table('limit_overrides');
CALL app.open_to_own_record('limit_overrides', 'limit_overrides.asking_agency_id = g.agency_id');
CALL app.open_to_jobs('limit_overrides');
-- It is asked for as oneself, and nothing of it is open or over as it is asked.
CREATE POLICY asking ON limit_overrides AS RESTRICTIVE FOR INSERT TO alongside_app WITH CHECK (asked_by = app.account_id()
  AND asking_agency_id = app.agency_id() AND opened_at IS NULL AND until_at IS NULL AND ended_at IS NULL AND stage = 0);
GRANT SELECT, INSERT ON limit_overrides TO alongside_app;
GRANT SELECT, UPDATE (ended_at, ended_as, stage) ON limit_overrides TO alongside_jobs;

-- Whether two are still to decide on it: not ended, nor open for good, nor out of time, and about the noes that stand.
CREATE FUNCTION app.waits_for_decision(o limit_overrides, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT o.ended_at IS NULL AND CASE WHEN o.opened_at IS NULL THEN o.lapses_at > p_at ELSE coalesce(o.until_at > p_at, false) END
    AND (SELECT p.stands AND NOT p.said_since FROM app.limits_passed(o.id) p)
$$;
REVOKE ALL ON FUNCTION app.waits_for_decision FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.waits_for_decision TO alongside_app, alongside_jobs;

-- Names each no that it would pass. It is asked once: what waits for that agency on that file is decided, not asked beside it (AL423:
-- http/problems.ts), but where a life is in danger now, what was asked without haste gives way. Each file's own: a decision
-- opens that file alone, and says nothing of another that the asker may not see.
CREATE FUNCTION app.override_asked() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  waiting limit_overrides;
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  FOR waiting IN SELECT * FROM limit_overrides o WHERE o.partnership_id = NEW.partnership_id AND o.case_id = NEW.case_id
      AND o.agency_id = NEW.agency_id AND app.waits_for_decision(o, NEW.asked_at) LOOP
    IF waiting.urgent OR NOT NEW.urgent THEN
      RAISE EXCEPTION 'asked already' USING ERRCODE = 'AL423';
    END IF;
    UPDATE limit_overrides SET ended_at = NEW.asked_at, ended_as = 'replaced'
     WHERE partnership_id = waiting.partnership_id AND id = waiting.id;
    INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at)
      VALUES (NEW.partnership_id, gen_random_uuid(), NEW.case_id, 'limit_override', waiting.id, 'state', 'asked', 'replaced', NEW.asked_at);
  END LOOP;
  NEW.limit_ids := ARRAY(SELECT l.id FROM app.noes_on(NEW.partnership_id, NEW.case_id) l
    WHERE l.agency_id = NEW.agency_id AND l.kind = 'agency');
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.override_asked FROM PUBLIC;
CREATE TRIGGER limits_named BEFORE INSERT ON limit_overrides FOR EACH ROW EXECUTE FUNCTION app.override_asked();

-- ACC-8: two records that contradict each other, until somebody settles it: a consent that stands, or a sharing without consent on
-- which nobody asked two people, names an agency that she refuses on whichever file of hers, and opened nothing to it. It is
-- asked where an agency that she refuses recorded a no of hers to another, which binds no file that it cannot see until it is confirmed; and
-- settled where she was asked again since (her no confirmed, or lifted), the consent is over, or two people are asked. To who coordinates.
CREATE FUNCTION app.contradictions() RETURNS TABLE (case_id uuid, agency_id uuid, record text, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT g.case_id, g.agency_id, g.basis, max(g.from_at) FROM limits l
    CROSS JOIN LATERAL app.files_of_person(l.partnership_id, l.case_id) f
    JOIN sharing_grants g ON g.partnership_id = l.partnership_id AND g.case_id = f AND g.agency_id = l.agency_id
   WHERE l.partnership_id = app.partnership_id() AND l.kind = 'agency' AND l.lifted_at IS NULL AND app.coordinates()
     AND coalesce(l.confirmed_at < g.from_at, true) AND app.sees_case(g.case_id) AND app.reaches(l, g.case_id)
     AND CASE g.basis
       WHEN 'consent' THEN g.case_id <> l.case_id AND g.until_at <= app.moment() AND EXISTS (SELECT FROM consents c
         WHERE c.partnership_id = g.partnership_id AND c.id = g.consent_id AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL)
       WHEN 'without_consent' THEN g.override_id IS NULL AND g.until_at <= g.from_at AND NOT EXISTS (SELECT FROM limit_overrides o
         WHERE o.partnership_id = g.partnership_id AND o.case_id = g.case_id AND o.agency_id = g.agency_id AND o.asked_at >= g.from_at)
       ELSE false END
   GROUP BY g.case_id, g.agency_id, g.basis
  UNION ALL SELECT f, l.agency_id, 'her_no', l.recorded_at FROM limits l CROSS JOIN LATERAL app.files_of_person(l.partnership_id, l.case_id) f
   WHERE l.partnership_id = app.partnership_id() AND l.lifted_at IS NULL AND l.reaches IS NOT NULL AND f <> ALL (l.reaches)
     AND app.coordinates() AND app.sees_case(f)
$$;
REVOKE ALL ON FUNCTION app.contradictions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.contradictions TO alongside_app;

CALL app.close_table('limit_decisions');
CALL app.open_by_grant('limit_decisions');
CALL app.open_to_jobs('limit_decisions');
-- Each decides as herself, for her own agency, in a place that is hers.
CREATE POLICY deciding ON limit_decisions AS RESTRICTIVE FOR INSERT TO alongside_app WITH CHECK (
  account_id = app.account_id() AND agency_id = app.grants_to() AND EXISTS (
    SELECT FROM app.override_deciders(override_id, app.moment()) d WHERE d.account_id = limit_decisions.account_id
      AND d.agency_id = limit_decisions.agency_id AND d.seat = limit_decisions.seat));
GRANT SELECT, INSERT ON limit_decisions TO alongside_app;
GRANT SELECT ON limit_decisions TO alongside_jobs;

-- What follows from a decision, and the only way to a grant past her no: one no ends it, two of two agencies open it, of whom none is
-- of the agency that gains by then, one on call opens what is urgent for four hours.
CREATE FUNCTION app.settle_override() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  o limit_overrides;
  at constant timestamptz := NEW.decided_at;
  agreed integer;
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  SELECT * INTO STRICT o FROM limit_overrides WHERE partnership_id = NEW.partnership_id AND id = NEW.override_id FOR UPDATE;
  IF o.case_id <> NEW.case_id OR o.ended_at IS NOT NULL OR o.until_at <= at OR (o.opened_at IS NOT NULL AND o.until_at IS NULL)
    OR (o.opened_at IS NULL AND o.lapses_at <= at)
    OR (NEW.seat = 'on_call' AND (NOT o.urgent OR o.opened_at IS NOT NULL))
    OR (SELECT said_since FROM app.limits_passed(o.id)) THEN
    RAISE EXCEPTION 'nothing to decide' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT NEW.yes THEN
    UPDATE limit_overrides SET ended_at = at, ended_as = 'refused' WHERE partnership_id = o.partnership_id AND id = o.id;
    UPDATE sharing_grants SET until_at = greatest(at, from_at)
     WHERE partnership_id = o.partnership_id AND case_id = o.case_id AND override_id = o.id AND coalesce(until_at > at, true);
    RETURN NULL;
  END IF;
  SELECT count(DISTINCT d.agency_id) INTO agreed FROM limit_decisions d
   WHERE d.partnership_id = o.partnership_id AND d.override_id = o.id AND d.yes AND d.seat <> 'on_call' AND d.agency_id <> o.agency_id
     AND NOT app.has_place_in(o.partnership_id, o.agency_id, d.account_id, at);
  IF agreed < 2 AND NEW.seat <> 'on_call' THEN RETURN NULL; END IF;
  IF o.opened_at IS NULL THEN
    INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, basis, without_consent_id, override_id, from_at, until_at)
      VALUES (o.partnership_id, gen_random_uuid(), o.case_id, o.agency_id, 'without_consent', o.without_consent_id, o.id, at,
        CASE WHEN agreed < 2 THEN at + interval '4 hours' END);
  ELSE
    UPDATE sharing_grants SET until_at = NULL WHERE partnership_id = o.partnership_id AND case_id = o.case_id
       AND override_id = o.id AND basis = 'without_consent' AND until_at = o.until_at;
  END IF;
  UPDATE limit_overrides SET opened_at = coalesce(o.opened_at, at), until_at = CASE WHEN agreed < 2 THEN at + interval '4 hours' END
   WHERE partnership_id = o.partnership_id AND id = o.id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.settle_override FROM PUBLIC;
CREATE TRIGGER settle AFTER INSERT ON limit_decisions FOR EACH ROW EXECUTE FUNCTION app.settle_override();

-- schema/17_people-who-harm.sql: guards

CALL app.close_table('named_workers');
CALL app.keep_from_emergencies('named_workers');
-- An agency's own, to those who see the case; all of them to who coordinates. Named and ended by who leads the agency.
CREATE FUNCTION app.leads_here() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.id = app.membership_id()
    AND app.leads(m.role))
$$;
REVOKE ALL ON FUNCTION app.leads_here FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.leads_here TO alongside_app;
CREATE POLICY granted ON named_workers TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND EXISTS (SELECT FROM app.grants_to_own_record(named_workers.partnership_id, named_workers.case_id) g
      WHERE g.agency_id = named_workers.agency_id OR (NOT g.narrowed AND (SELECT app.coordinates()))))
  WITH CHECK (partnership_id = app.partnership_id() AND agency_id = app.grants_to() AND app.leads_here() AND app.sees_own_record(case_id));
GRANT SELECT, INSERT, UPDATE (ended_at, ended_by) ON named_workers TO alongside_app;

-- A naming ends with the place for which it was given: who comes to the agency again is named anew, or not.
CREATE FUNCTION app.end_namings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE named_workers w SET ended_at = NEW.ended_at, ended_by = coalesce(NEW.ended_by, NEW.account_id)
   WHERE w.partnership_id = NEW.partnership_id AND w.agency_id = NEW.agency_id AND w.account_id = NEW.account_id AND w.ended_at IS NULL
     AND NOT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = NEW.partnership_id AND m.agency_id = NEW.agency_id
       AND m.account_id = NEW.account_id AND m.ended_at IS NULL AND w.named_at >= m.started_at AND app.is_place(m.role));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.end_namings FROM PUBLIC;
CREATE TRIGGER end_namings AFTER UPDATE OF ended_at ON memberships FOR EACH ROW WHEN (NEW.ended_at IS NOT NULL) EXECUTE FUNCTION app.end_namings();

-- Whether somebody of an agency is one of those who read who harms her, whatever else: by her role there, or since her lead named her on
-- any file of the person.
CREATE FUNCTION app.reads_restricted_rows(p_partnership uuid, p_case uuid, p_place uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = p_partnership AND m.id = p_place
    AND (app.sees_by_coordination(m.role) OR app.hears_for_agency(m.role)
      OR EXISTS (SELECT FROM named_workers w WHERE w.partnership_id = p_partnership AND w.agency_id = m.agency_id
        AND w.account_id = m.account_id AND w.ended_at IS NULL AND w.named_at >= m.started_at AND app.is_place(m.role)
        AND w.case_id IN (SELECT app.files_of_person(p_partnership, p_case)))))
$$;
REVOKE ALL ON FUNCTION app.reads_restricted_rows FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.reads_restricted_rows TO alongside_jobs;

-- Of who asks, and sees the case or what her agency made itself in it: which rows of it those are, the policies say.
CREATE FUNCTION app.reads_who_harms(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_own_record(p_case) AND app.reads_restricted_rows(app.partnership_id(), p_case, app.membership_id())
$$;
REVOKE ALL ON FUNCTION app.reads_who_harms FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.reads_who_harms TO alongside_app;



-- Whether an agency reads a row, as far as its lead's answer goes: on what is recorded now she answered that he is not known there, as she
-- did whenever she was asked of him; or who coordinates looked at her answer. Until then she has read his name, age and area alone.
CREATE FUNCTION app.conflict_is_settled(p_partnership uuid, p_person uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM people_who_harm p
    CROSS JOIN LATERAL (SELECT c.settled_at FROM conflict_answers c WHERE c.partnership_id = p.partnership_id AND c.person_id = p.id
      AND c.agency_id = p_agency AND c.of_version = p.asked_version ORDER BY c.answered_at DESC, c.id DESC LIMIT 1) n
    WHERE p.partnership_id = p_partnership AND p.id = p_person AND (n.settled_at IS NOT NULL
      OR NOT EXISTS (SELECT FROM conflict_answers c WHERE c.partnership_id = p.partnership_id AND c.person_id = p.id
        AND c.agency_id = p_agency AND c.answer <> 'not_known')))
$$;
REVOKE ALL ON FUNCTION app.conflict_is_settled FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.conflict_is_settled TO alongside_app, alongside_jobs;

-- MTG-4: of a paper that is made for another, which rows its holder reads as well, as the policy below would let her; asked by who reads them herself.
CREATE FUNCTION app.who_harms_for(p_case uuid, p_agency uuid, p_account uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT p.id FROM people_who_harm p
    JOIN memberships m ON m.partnership_id = p.partnership_id AND m.agency_id = p_agency AND m.account_id = p_account
     AND app.in_force(m.started_at, m.ended_at, app.moment())
   WHERE p.partnership_id = app.partnership_id() AND p.case_id = p_case AND app.reads_who_harms(p_case)
     AND ((p.recorded_by = p_account AND p.agency_id = p_agency)
       OR (app.reads_restricted_rows(p.partnership_id, p.case_id, m.id)
         AND (app.sees_by_coordination(m.role) OR app.conflict_is_settled(p.partnership_id, p.id, p_agency))))
$$;
REVOKE ALL ON FUNCTION app.who_harms_for FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.who_harms_for TO alongside_app;

CALL app.close_table('people_who_harm');
CALL app.keep_from_emergencies('people_who_harm');
CALL app.open_to_jobs('people_who_harm');
-- With a grant that opens the case whole; where her no leaves an agency its own record, what it wrote itself. Whoever
-- recorded a row reads it while she sees the case for the agency for which she did: she put it there, and can put it right.
CALL app.keep_own_words('people_who_harm');
CREATE POLICY granted ON people_who_harm TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND EXISTS (SELECT FROM app.grants_to_own_record(people_who_harm.partnership_id, people_who_harm.case_id) g
      WHERE (NOT g.narrowed OR (g.agency_id = people_who_harm.agency_id AND g.agency_id = people_who_harm.words_of))
        AND ((recorded_by = (SELECT app.account_id()) AND people_who_harm.agency_id = (SELECT app.grants_to()))
          OR (app.reads_who_harms(people_who_harm.case_id) AND ((SELECT app.coordinates())
            OR app.conflict_is_settled(people_who_harm.partnership_id, people_who_harm.id, (SELECT app.grants_to()))))))
    AND (SELECT app.in_person()))
  -- An agency that she refused still writes down what its own referral says.
  WITH CHECK (partnership_id = app.partnership_id() AND app.sees_own_record(case_id));
-- Changed, ended and put back by whoever recorded it, by who leads her agency, and by who coordinates. Another agency records what it knows
-- as a row of its own.
CREATE POLICY theirs_to_change ON people_who_harm AS RESTRICTIVE FOR UPDATE TO alongside_app USING ((SELECT app.coordinates())
  OR (agency_id = (SELECT app.grants_to()) AND (recorded_by = (SELECT app.account_id()) OR (SELECT app.leads_here()))));
GRANT SELECT, INSERT, UPDATE (version, facts, asked, same_name, asked_version, asked_at, orders_end_on, warned_of, changed_at, changed_by, ended_at, ended_by,
  ended_as, ended_for) ON people_who_harm TO alongside_app;
GRANT SELECT (partnership_id, id, case_id, agency_id, recorded_by, orders_end_on, warned_of, ended_at), UPDATE (warned_of) ON people_who_harm TO alongside_jobs;

CALL app.close_table('earlier_people_who_harm');
CALL app.keep_from_emergencies('earlier_people_who_harm');
-- Who reads the row reads what stood in it before; with its own record alone an agency what was its own word then.
CREATE POLICY as_the_row ON earlier_people_who_harm TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM app.grants_to_own_record(earlier_people_who_harm.partnership_id, earlier_people_who_harm.case_id) g
    WHERE NOT g.narrowed OR g.agency_id = earlier_people_who_harm.words_of)
  AND EXISTS (SELECT FROM people_who_harm p WHERE p.partnership_id = earlier_people_who_harm.partnership_id AND p.id = person_id));
GRANT SELECT, INSERT ON earlier_people_who_harm TO alongside_app;

-- The agencies whose leads are asked about him: those with a grant that opens the case to all their people, and one that has its own record
-- alone about what it wrote itself, each once; to who reads such rows, and to whoever has no more than her own record her own agency alone.
CREATE FUNCTION app.asked_about(p_person uuid) RETURNS TABLE (agency_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT y.id, y.name FROM people_who_harm p
    JOIN sharing_grants g ON g.partnership_id = p.partnership_id AND g.case_id = p.case_id
    JOIN agencies y ON y.partnership_id = g.partnership_id AND y.id = g.agency_id
   WHERE p.partnership_id = app.partnership_id() AND p.id = p_person AND app.reads_who_harms(p.case_id)
     AND (app.sees_case(p.case_id) OR g.agency_id = app.grants_to())
     AND g.account_id IS NULL AND (NOT g.narrowed OR (g.agency_id = p.agency_id AND g.agency_id = p.words_of))
     AND app.in_force(g.from_at, g.until_at, app.moment())
$$;
REVOKE ALL ON FUNCTION app.asked_about FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.asked_about TO alongside_app;

-- HRM-1: the agencies to which a file of hers is open, and whose lead has not answered yet whether somebody who harms her is known there. Not the
-- coordinating one, which reads the rows themselves and sees to the checks. Asked by functions alone.
CREATE FUNCTION app.unanswered_conflicts(p_partnership uuid, p_case uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 2 AS $$
  SELECT DISTINCT g.agency_id FROM people_who_harm p
    JOIN partnerships t ON t.id = p.partnership_id
    JOIN sharing_grants g ON g.partnership_id = p.partnership_id AND g.case_id = p.case_id AND g.agency_id <> t.coordinating_agency_id
     AND g.account_id IS NULL AND NOT g.narrowed AND app.in_force(g.from_at, g.until_at, app.moment())
   WHERE p.partnership_id = p_partnership AND p.case_id IN (SELECT app.files_of_person(p_partnership, p_case)) AND p.ended_at IS NULL
     AND NOT EXISTS (SELECT FROM conflict_answers c WHERE c.partnership_id = p.partnership_id AND c.person_id = p.id
       AND c.agency_id = g.agency_id AND c.of_version = p.asked_version)
$$;
REVOKE ALL ON FUNCTION app.unanswered_conflicts FROM PUBLIC;

-- HRM-1: whether a pack holds her line alone for an agency, until its lead has answered. To its people, and to who coordinates and makes their copies.
CREATE FUNCTION app.awaits_conflict(p_case uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_case(p_case) AND (p_agency = app.grants_to() OR app.coordinates())
    AND p_agency IN (SELECT app.unanswered_conflicts(app.partnership_id(), p_case))
$$;
REVOKE ALL ON FUNCTION app.awaits_conflict FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.awaits_conflict TO alongside_app;

-- The same of a meeting that is to come, to who coordinates: of whose packs which cases are held back.
CREATE FUNCTION app.held_back(p_meeting uuid) RETURNS TABLE (agency_name text, case_references text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT y.name, array_agg(DISTINCT c.reference ORDER BY c.reference) FROM agenda_items i
    JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id AND t.state <> 'closed'
    JOIN cases c ON c.partnership_id = i.partnership_id AND c.id = i.case_id
    CROSS JOIN LATERAL app.unanswered_conflicts(i.partnership_id, i.case_id) u (agency_id)
    JOIN agencies y ON y.partnership_id = i.partnership_id AND y.id = u.agency_id
   WHERE app.coordinates() AND i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND i.state = 'listed' AND app.sees_case(i.case_id)
   GROUP BY y.id, y.name ORDER BY y.name, y.id LIMIT 200
$$;
REVOKE ALL ON FUNCTION app.held_back FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.held_back TO alongside_app;

-- Whom the asker's agency is asked about, with what it is asked on and nothing else: to who leads it, while she sees the case.
-- And what it answered last on that. Of one person's files, or of all.
CREATE FUNCTION app.asked_of_us(p_case uuid DEFAULT NULL) RETURNS TABLE (id uuid, case_id uuid, asked bytea, asked_at timestamptz,
  asked_version integer, ended boolean, answer text, words bytea, answered_at timestamptz, answered_by uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.id, p.case_id, p.asked, p.asked_at, p.asked_version, p.ended_at IS NOT NULL, n.answer, n.words, n.answered_at, n.answered_by
    FROM people_who_harm p
    LEFT JOIN LATERAL (SELECT c.* FROM conflict_answers c WHERE c.partnership_id = p.partnership_id AND c.person_id = p.id
      AND c.agency_id = app.grants_to() AND c.of_version = p.asked_version ORDER BY c.answered_at DESC, c.id DESC LIMIT 1) n ON true
   WHERE p.partnership_id = app.partnership_id() AND app.leads_here() AND app.in_person()
     AND (p_case IS NULL OR p.case_id IN (SELECT app.files_of_person(p.partnership_id, p_case)))
     AND EXISTS (SELECT FROM app.asked_about(p.id) y WHERE y.agency_id = app.grants_to())
$$;
REVOKE ALL ON FUNCTION app.asked_of_us FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.asked_of_us TO alongside_app;

CALL app.close_table('conflict_answers');
CALL app.keep_from_emergencies('conflict_answers');
-- Its own agency's, and to who coordinates: what an agency has to do with him is not the others' to know.
CREATE POLICY granted ON conflict_answers FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND (agency_id = (SELECT app.grants_to()) OR (SELECT app.coordinates()))
    AND EXISTS (SELECT FROM people_who_harm p WHERE p.partnership_id = conflict_answers.partnership_id AND p.id = conflict_answers.person_id));
CREATE POLICY answered ON conflict_answers FOR INSERT TO alongside_app WITH CHECK (partnership_id = app.partnership_id() AND agency_id = app.grants_to() AND app.leads_here() AND app.sees_own_record(case_id));
CREATE POLICY looked_at ON conflict_answers FOR UPDATE TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND (SELECT app.coordinates())
  AND EXISTS (SELECT FROM people_who_harm p WHERE p.partnership_id = conflict_answers.partnership_id AND p.id = conflict_answers.person_id));
GRANT SELECT, INSERT, UPDATE (settled_at, settled_by) ON conflict_answers TO alongside_app;

-- That there is anybody stands in the history, and in who looked, for those who may read the row (HRM-1).
CREATE POLICY who_harms ON history AS RESTRICTIVE FOR SELECT TO alongside_app USING (subject <> 'person_who_harms'
  OR EXISTS (SELECT FROM people_who_harm p WHERE p.partnership_id = history.partnership_id AND p.id = history.subject_id));

-- Of some cases that who asks sees, the day on which the pack of the next meeting that lists her goes out, as it has not yet.
CREATE FUNCTION app.next_pack_of(p_case uuid) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT min(t.pack_by) FROM agenda_items i JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id
   WHERE i.partnership_id = app.partnership_id() AND i.state = 'listed' AND t.state = 'planned' AND t.pack_circulated_at IS NULL
     AND app.sees_case(p_case) AND i.case_id IN (SELECT app.files_of_person(app.partnership_id(), p_case))
$$;
REVOKE ALL ON FUNCTION app.next_pack_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.next_pack_of TO alongside_app;

-- schema/18_exclusions.sql: guards

-- Whether it came to the asker to look whether a file is closed to the right person, though she neither coordinates nor chairs: those who do bear
-- the name, or may not hear of it. She closes it to them.
CREATE FUNCTION app.is_told_to_look(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM notifications n WHERE n.partnership_id = app.partnership_id() AND n.membership_id = app.membership_id()
    AND n.kind = 'who_harms_namesake' AND n.subject_id IN (SELECT app.files_of_person(app.partnership_id(), p_case)))
$$;
REVOKE ALL ON FUNCTION app.is_told_to_look FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_told_to_look TO alongside_app;

-- Whoever sees the case closes it to herself; to others who coordinates, or leads their agency.
CREATE FUNCTION app.may_close_to(p_case uuid, p_account uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_own_record(p_case) AND app.has_place_in(app.partnership_id(), p_agency, p_account, app.moment())
    AND (p_account = app.account_id() OR app.coordinates() OR app.is_told_to_look(p_case) OR (p_agency = app.grants_to() AND app.leads_here()))
$$;
REVOKE ALL ON FUNCTION app.may_close_to FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.may_close_to TO alongside_app;

CALL app.close_table('case_exclusions');
CALL app.open_to_jobs('case_exclusions');
-- Read by who coordinates and by who leads the agency of whom it is closed to; never by herself, to whom the case is none.
CREATE POLICY granted ON case_exclusions TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND EXISTS (SELECT FROM app.grants_to_own_record(case_exclusions.partnership_id, case_exclusions.case_id))
    AND ((SELECT app.coordinates()) OR (agency_id = (SELECT app.grants_to()) AND (SELECT app.leads_here()))))
  WITH CHECK (partnership_id = app.partnership_id() AND app.may_close_to(case_id, account_id, agency_id));
GRANT SELECT, INSERT, UPDATE (version, told, reviewed_at, reviewed_by, review, review_words, ended_at, ended_by, ended_for)
  ON case_exclusions TO alongside_app;
GRANT SELECT (partnership_id, id, case_id, account_id, agency_id, told, closed_by, review_due_at, reviewed_at, ended_at, stage), UPDATE (stage)
  ON case_exclusions TO alongside_jobs;

CREATE POLICY told_to_look ON case_exclusions FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND closed_by = (SELECT app.account_id()) AND app.is_told_to_look(case_id) AND app.sees_own_record(case_id));

-- Who looks at what was closed untold: whoever chairs; where nobody who chairs can, the safeguarding lead of another agency who reads the case;
-- else who coordinates; else who hears for another agency. Never who closed it, nor to whom it is closed. Past its time also the next of these.
CREATE FUNCTION app.reviewers_of(x case_exclusions) RETURNS SETOF memberships
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH able AS (
    SELECT m.id, CASE WHEN m.role = 'chair' THEN 1 WHEN m.agency_id <> ALL (ours.ids) AND m.safeguarding_lead AND app.hears_for_agency(m.role) THEN 2
        WHEN m.role = 'coordinator' THEN 3 WHEN m.agency_id <> ALL (ours.ids) AND app.hears_for_agency(m.role) THEN 4 END AS step
      FROM memberships m
      JOIN accounts a ON a.id = m.account_id AND a.disabled_at IS NULL
      -- Of whom it is closed to, and who closed it, the agencies look at nothing of their own.
      CROSS JOIN LATERAL (SELECT coalesce(array_agg(o.agency_id), '{}') || x.agency_id AS ids FROM memberships o
        WHERE o.partnership_id = x.partnership_id AND o.account_id = x.closed_by AND app.in_force(o.started_at, o.ended_at, app.moment())) ours
     WHERE m.partnership_id = x.partnership_id AND app.in_force(m.started_at, m.ended_at, app.moment())
       AND m.account_id NOT IN (x.account_id, x.closed_by) AND app.may_hear(x.partnership_id, x.case_id, m.agency_id, m.account_id)),
  ranked AS (SELECT id, dense_rank() OVER (ORDER BY step) AS turn FROM able WHERE step IS NOT NULL)
  SELECT m.* FROM memberships m JOIN ranked r ON r.id = m.id
   WHERE m.partnership_id = x.partnership_id AND NOT x.told AND x.ended_at IS NULL AND x.reviewed_at IS NULL
     AND r.turn <= CASE WHEN x.review_due_at <= app.moment() THEN 2 ELSE 1 END
$$;
REVOKE ALL ON FUNCTION app.reviewers_of FROM PUBLIC;

-- Whether that is who asks; or whether she did.
CREATE FUNCTION app.reviews_exclusion(p_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM case_exclusions x CROSS JOIN LATERAL app.reviewers_of(x) m
    WHERE x.partnership_id = app.partnership_id() AND x.id = p_id AND m.id = app.membership_id())
$$;
REVOKE ALL ON FUNCTION app.reviews_exclusion FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.reviews_exclusion TO alongside_app;
CREATE POLICY reviews ON case_exclusions FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM app.grants_opening(case_exclusions.partnership_id, case_exclusions.case_id))
  AND ((SELECT app.coordinates()) OR (SELECT app.tends_places(app.grants_to())))
  AND (reviewed_by = (SELECT app.account_id()) OR ended_by = (SELECT app.account_id()) OR app.reviews_exclusion(id)));
CREATE POLICY reviewed ON case_exclusions FOR UPDATE TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND EXISTS (SELECT FROM app.grants_opening(case_exclusions.partnership_id, case_exclusions.case_id))
    AND (reviewed_by = (SELECT app.account_id()) OR app.reviews_exclusion(id)))
  WITH CHECK (partnership_id = app.partnership_id() AND app.account_id() IN (reviewed_by, ended_by));

-- Who opens a case again. What somebody knows of: who leads their agency, or coordinates. What was closed untold is no matter of their agency alone, where
-- its lead may be the man's friend or the man: who chairs, who coordinates from another agency, or who looked at it.
CREATE FUNCTION app.ends_exclusion(p_told boolean, p_agency uuid, p_reviewed_by uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p_told OR coalesce(p_reviewed_by = app.account_id(), false) OR (app.coordinates() AND (p_agency <> app.grants_to()
    OR EXISTS (SELECT FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.id = app.membership_id() AND m.role = 'chair')))
$$;
REVOKE ALL ON FUNCTION app.ends_exclusion FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.ends_exclusion TO alongside_app;
CREATE POLICY opened_again ON case_exclusions AS RESTRICTIVE FOR UPDATE TO alongside_app USING (true)
  WITH CHECK (CASE WHEN ended_at IS NOT NULL THEN app.ends_exclusion(told, agency_id, reviewed_by) ELSE true END);

-- For the clock: in whose places it waits to be looked at.
CREATE FUNCTION app.exclusions_to_review() RETURNS TABLE (id uuid, case_id uuid, place_id uuid, account_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT x.id, x.case_id, m.id, m.account_id FROM case_exclusions x CROSS JOIN LATERAL app.reviewers_of(x) m
   WHERE x.partnership_id = app.partnership_id() AND NOT x.told AND x.ended_at IS NULL AND x.reviewed_at IS NULL
$$;
REVOKE ALL ON FUNCTION app.exclusions_to_review FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.exclusions_to_review TO alongside_jobs;

-- Who works in the partnership in person, or is invited to a meeting of it, apart from the asker and those to whom the file is closed already: among
-- whom a name is looked for before anything of who harms her is sent. Of a file that begins: all of them.
CREATE FUNCTION app.who_might_be_named(p_case uuid) RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT ON (a.id) a.id, m.agency_id, a.name, coalesce(v.organisation, y.name) FROM memberships m JOIN accounts a ON a.id = m.account_id
    JOIN agencies y ON y.partnership_id = m.partnership_id AND y.id = m.agency_id
    LEFT JOIN guest_invitations v ON v.partnership_id = m.partnership_id AND v.membership_id = m.id
   WHERE m.partnership_id = app.partnership_id() AND app.in_force(m.started_at, m.ended_at, app.moment())
     AND (app.is_place(m.role) OR app.is_invited(m.role))
     AND a.id IS DISTINCT FROM app.account_id() AND a.id NOT IN (SELECT app.excluded_from(app.partnership_id(), p_case))
   ORDER BY a.id, m.started_at
$$;
REVOKE ALL ON FUNCTION app.who_might_be_named FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.who_might_be_named TO alongside_app;

-- By which names people who harm somebody stand on record, sealed, for the jobs alone: of one of them; or, as somebody comes to work in the
-- partnership, or is invited to a meeting, who had no place in it, of all who stand, save on the files that are closed to that person already.
CREATE FUNCTION app.names_on_record(p_person uuid, p_place uuid) RETURNS TABLE (id uuid, case_id uuid, reference text, facts bytea,
  key_id uuid, wrapped bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.id, p.case_id, f.reference, p.facts, k.id, k.wrapped FROM people_who_harm p
    JOIN cases f ON f.partnership_id = p.partnership_id AND f.id = p.case_id
    JOIN data_keys k ON k.partnership_id = f.partnership_id AND k.id = f.data_key_id
   WHERE p.partnership_id = app.partnership_id() AND (p.id = p_person OR (p.ended_at IS NULL AND EXISTS (SELECT FROM memberships m
      WHERE m.partnership_id = p.partnership_id AND m.id = p_place AND (app.is_place(m.role) OR app.is_invited(m.role))
       AND app.in_force(m.started_at, m.ended_at, app.moment())
       AND m.account_id NOT IN (SELECT app.excluded_from(p.partnership_id, p.case_id))
       AND NOT EXISTS (SELECT FROM memberships o WHERE o.partnership_id = m.partnership_id AND o.account_id = m.account_id
         AND (app.is_place(o.role) OR app.is_invited(o.role)) AND app.in_force(o.started_at, o.ended_at, app.moment())
         AND (o.started_at, o.id) < (m.started_at, m.id)))))
$$;
REVOKE ALL ON FUNCTION app.names_on_record FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.names_on_record TO alongside_jobs;

-- Who looks at what waits on a file, as they may hear of it, by step: whoever coordinates; where none of those is left, whoever chairs; of a
-- name on record next the safeguarding leads of other agencies than theirs, then who hears for one (told-to-look.ts).
CREATE FUNCTION app.who_may_look(p_case uuid) RETURNS TABLE (id uuid, account_id uuid, name text, step integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.id, a.id, a.name, s.step FROM memberships m JOIN accounts a ON a.id = m.account_id AND a.disabled_at IS NULL
    JOIN partnerships p ON p.id = m.partnership_id
    CROSS JOIN LATERAL (SELECT CASE WHEN m.role = 'coordinator' THEN 1 WHEN m.role = 'chair' THEN 2
      WHEN m.agency_id = p.coordinating_agency_id OR NOT app.hears_for_agency(m.role) THEN NULL WHEN m.safeguarding_lead THEN 3 ELSE 4 END AS step) s
   WHERE m.partnership_id = app.partnership_id() AND s.step IS NOT NULL
     AND app.in_force(m.started_at, m.ended_at, app.moment()) AND app.may_hear(m.partnership_id, p_case, m.agency_id, m.account_id)
$$;
REVOKE ALL ON FUNCTION app.who_may_look FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.who_may_look TO alongside_jobs;

-- Whether none of those who coordinate may hear of a file: what waits on it is the chair's then. To who sees it.
CREATE FUNCTION app.is_left_to_chair(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_case(p_case) AND NOT EXISTS (SELECT FROM app.who_may_look(p_case) w WHERE w.step = 1)
$$;
REVOKE ALL ON FUNCTION app.is_left_to_chair FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_left_to_chair TO alongside_app;

-- Closes a file untold to somebody of the name of who harms her, whoever writes it down: before he could hear of it. Never to the asker.
CREATE FUNCTION app.close_to_namesake(p_id uuid, p_case uuid, p_account uuid, p_agency uuid, p_words bytea, p_review_due timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT app.sees_own_record(p_case) OR p_account = app.account_id()
    OR NOT app.has_place_in(app.partnership_id(), p_agency, p_account, app.moment())
  THEN RAISE EXCEPTION 'not to be closed' USING ERRCODE = 'insufficient_privilege'; END IF;
  INSERT INTO case_exclusions (id, case_id, account_id, agency_id, knows, told, words, closed_at, closed_by, review_due_at)
    VALUES (p_id, p_case, p_account, p_agency, 'who_harms', false, p_words, app.moment(), app.account_id(), p_review_due) ON CONFLICT DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION app.close_to_namesake FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.close_to_namesake TO alongside_app;

CREATE FUNCTION app.exclusion_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  PERFORM app.apply_limits(NEW.partnership_id, NEW.case_id, coalesce(app.moment(), NEW.ended_at, NEW.closed_at));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.exclusion_changed FROM PUBLIC;
CREATE TRIGGER apply_limits AFTER INSERT OR UPDATE OF ended_at ON case_exclusions FOR EACH ROW EXECUTE FUNCTION app.exclusion_changed();
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON case_exclusions FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- That it was closed stands in the history for those who read the row alone.
CREATE POLICY exclusions ON history AS RESTRICTIVE FOR SELECT TO alongside_app USING (subject <> 'case_exclusion'
  OR EXISTS (SELECT FROM case_exclusions x WHERE x.partnership_id = history.partnership_id AND x.id = history.subject_id));

-- HRM-1, ACC-8: the files that are closed in person to whoever asks: by a conflict, or by her no. For what speaks of a case and asks no
-- grant. Asked once for a statement, since it stands in a sub-select.
CREATE FUNCTION app.closed_to_me() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT c.f), '{}') FROM (
    SELECT f FROM case_exclusions x CROSS JOIN LATERAL app.files_of_person(x.partnership_id, x.case_id) f
     WHERE x.partnership_id = app.partnership_id() AND x.account_id = app.account_id() AND x.ended_at IS NULL
    UNION ALL SELECT f FROM limits l CROSS JOIN LATERAL app.files_of_person(l.partnership_id, l.case_id) f
     WHERE l.partnership_id = app.partnership_id() AND l.account_id = app.account_id() AND l.lifted_at IS NULL AND app.reaches(l, f)) c
$$;
REVOKE ALL ON FUNCTION app.closed_to_me FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.closed_to_me TO alongside_app;

-- The same of whoever asks, by a conflict alone: who is refused in person hears so when she asks in an emergency (ACC-8); this one hears of none.
CREATE FUNCTION app.conflicts_me(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(app.account_id() IN (SELECT app.excluded_from(app.partnership_id(), p_case)), false)
$$;
REVOKE ALL ON FUNCTION app.conflicts_me FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.conflicts_me TO alongside_app;

-- Their referrals: what was done with one before it had a case is on record by itself.
CREATE FUNCTION app.referrals_closed_to_me() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(r.id), '{}') FROM referrals r WHERE r.partnership_id = app.partnership_id() AND r.case_id = ANY (app.closed_to_me())
$$;
REVOKE ALL ON FUNCTION app.referrals_closed_to_me FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.referrals_closed_to_me TO alongside_app;

-- What opens to somebody without a grant, since she coordinates, or since it is addressed to her, is closed to her with the case.
-- A test looks for every policy that does.
CREATE POLICY closed ON audit_events AS RESTRICTIVE FOR SELECT TO alongside_app
  USING (CASE WHEN case_id IS NULL THEN subject_id IS NULL OR subject_id <> ALL ((SELECT app.referrals_closed_to_me())::uuid[])
    ELSE case_id <> ALL ((SELECT app.closed_to_me())::uuid[]) END);
-- Her own that she opened stays hers to tell of; what she only asked for is none.
CREATE POLICY closed ON emergency_accesses AS RESTRICTIVE FOR SELECT TO alongside_app USING (CASE WHEN account_id = (SELECT app.account_id())
  THEN opened_at IS NOT NULL OR NOT app.conflicts_me(case_id) ELSE case_id <> ALL ((SELECT app.closed_to_me())::uuid[]) END);
CREATE POLICY closed ON sharing_changes AS RESTRICTIVE FOR SELECT TO alongside_app
  USING (case_id <> ALL ((SELECT app.closed_to_me())::uuid[]) OR EXISTS (SELECT FROM sharing_sides s
    WHERE s.partnership_id = sharing_changes.partnership_id AND s.change_id = sharing_changes.id AND s.account_id = (SELECT app.account_id())));
CREATE POLICY closed ON sharing_sides AS RESTRICTIVE FOR SELECT TO alongside_app
  USING (account_id = (SELECT app.account_id()) OR case_id <> ALL ((SELECT app.closed_to_me())::uuid[]));
CREATE POLICY closed ON sharing_work AS RESTRICTIVE TO alongside_app
  USING (account_id = (SELECT app.account_id()) OR case_id <> ALL ((SELECT app.closed_to_me())::uuid[]));

-- Her agency's own flag that is to be taken down, others of it take down.
CREATE POLICY closed ON flags AS RESTRICTIVE TO alongside_app USING (case_id <> ALL ((SELECT app.closed_to_me())::uuid[]));

-- A notice outlives what it told of. What tells her that a case was closed to her, or asks what she did, stays (`evenShutOut` of
-- shared/notices: a test compares).
CREATE FUNCTION app.is_about_one_of(p_subject text, p_id uuid, p_cases uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(app.case_about(p_subject, p_id) = ANY (p_cases), false)
$$;
REVOKE ALL ON FUNCTION app.is_about_one_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_about_one_of TO alongside_app;
CREATE POLICY closed ON notifications AS RESTRICTIVE FOR SELECT TO alongside_app USING ((SELECT cardinality(app.closed_to_me())) = 0
  OR kind IN ('case_closed_to_you', 'emergency_access_to_tell', 'emergency_access_ended', 'emergency_access_reviewed')
  OR (kind = 'sharing_lost' AND EXISTS (SELECT FROM sharing_changes c WHERE c.partnership_id = notifications.partnership_id AND c.id = subject_id))
  OR NOT app.is_about_one_of(subject, subject_id, (SELECT app.closed_to_me())::uuid[]));

-- Whether a file is closed to somebody who was not told, on any file of the person; or was, at a moment before. Asked by functions alone.
CREATE FUNCTION app.is_untold(p_partnership uuid, p_case uuid, p_account uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM case_exclusions x WHERE x.partnership_id = p_partnership AND x.account_id = p_account AND NOT x.told
    AND (app.in_force(x.closed_at, x.ended_at, p_at) OR app.in_force(x.closed_at, x.ended_at, app.moment())) AND x.case_id IN (SELECT app.files_of_person(p_partnership, p_case)))
$$;
REVOKE ALL ON FUNCTION app.is_untold FROM PUBLIC;

-- Whether who asks knows that, who it is, apart from who runs a meeting: who closed it, who looks at it or did, and who leads the agency
-- of whom it is closed to. The same people as the policies above name. Asked by functions alone.
CREATE FUNCTION app.knows_untold(p_partnership uuid, p_case uuid, p_account uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM case_exclusions x WHERE x.partnership_id = p_partnership AND x.account_id = p_account AND NOT x.told
    AND x.case_id IN (SELECT app.files_of_person(p_partnership, p_case))
    AND ((x.agency_id = app.grants_to() AND app.leads_here()) OR app.account_id() IN (x.closed_by, x.reviewed_by) OR app.reviews_exclusion(x.id)))
$$;
REVOKE ALL ON FUNCTION app.knows_untold FROM PUBLIC;

-- Whether somebody is the only one who coordinates: then the chair closes a case to her.
CREATE FUNCTION app.is_only_coordinator(p_account uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(bool_and(m.account_id = p_account), false) FROM memberships m WHERE m.partnership_id = app.partnership_id()
    AND m.role = 'coordinator' AND app.in_force(m.started_at, m.ended_at, app.moment())
$$;
REVOKE ALL ON FUNCTION app.is_only_coordinator FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_only_coordinator TO alongside_app;

-- schema/19_other-forums.sql: guards

CALL app.close_table('other_forums');
CALL app.open_to_own_record('other_forums', 'other_forums.agency_id = g.agency_id');
-- MAPPA is for agencies' leads, and so is that anything of it was recorded.
CREATE POLICY for_leads ON other_forums AS RESTRICTIVE TO alongside_app USING (NOT for_leads OR (SELECT app.leads_here()));
CREATE POLICY other_forum ON history AS RESTRICTIVE FOR SELECT TO alongside_app USING (subject <> 'other_forum'
  OR EXISTS (SELECT FROM other_forums o WHERE o.partnership_id = history.partnership_id AND o.id = history.subject_id));
GRANT SELECT, INSERT ON other_forums TO alongside_app;
CREATE TRIGGER signal AFTER INSERT ON other_forums FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- schema/19_worker-safety.sql: guards

CALL app.close_table('worker_warnings');
CALL app.open_to_own_record('worker_warnings', 'g.agency_id = worker_warnings.agency_id AND g.agency_id = worker_warnings.words_of');
CALL app.keep_own_words('worker_warnings');
GRANT SELECT, INSERT, UPDATE (version, source, checked_on, checked_by, checked_agency_id, ended_at, ended_by, ended_for) ON worker_warnings TO alongside_app;

-- schema/20_meetings.sql: guards

ALTER TABLE meetings ADD FOREIGN KEY (partnership_id, current_item_id) REFERENCES agenda_items (partnership_id, id)
  ON DELETE SET NULL (current_item_id);
ALTER TABLE meetings ADD FOREIGN KEY (partnership_id, calling_item_id) REFERENCES agenda_items (partnership_id, id)
  ON DELETE SET NULL (calling_item_id);
CALL app.close_table('meetings');
CALL app.open_to_partnership('meetings');
-- Of the partnership's meetings the invited know their own.
CREATE POLICY invited ON meetings AS RESTRICTIVE TO alongside_app
  USING (id = COALESCE((SELECT app.invited_meeting()), id)) WITH CHECK ((SELECT app.invited_meeting()) IS NULL);
-- Restrictive, so that it holds whatever else opens the row. A monthly meeting is decided by its kind alone: no function
-- is called for it. A guest reads the meeting that her item is on.
CREATE POLICY emergency ON meetings AS RESTRICTIVE TO alongside_app USING (CASE kind WHEN 'monthly' THEN true
  ELSE app.sees_case(case_id) OR id = (SELECT i.meeting_id FROM agenda_items i
    WHERE i.partnership_id = app.partnership_id() AND i.id = app.invited_item()) END);
GRANT SELECT, INSERT, UPDATE, DELETE ON meetings TO alongside_app, alongside_jobs;

CREATE FUNCTION app.leave_current_item() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.current_item_id := NULL;
  NEW.calling_item_id := NULL;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.leave_current_item FROM PUBLIC;

-- Who begins the next item need not see the one before: its time stops all the same.
CREATE FUNCTION app.change_current_item() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE at timestamptz := COALESCE(app.moment(), NEW.closed_at);
BEGIN
  UPDATE agenda_items SET begun_at = NULL,
      spent_seconds = spent_seconds + greatest(0, floor(extract(epoch FROM COALESCE(at, begun_at) - begun_at)))::integer
   WHERE partnership_id = OLD.partnership_id AND id = OLD.current_item_id AND begun_at IS NOT NULL;
  UPDATE stepped_out SET called_back_at = coalesce(at, now())
   WHERE partnership_id = OLD.partnership_id AND agenda_item_id = OLD.current_item_id AND called_back_at IS NULL;
  UPDATE agenda_items SET begun_at = at WHERE partnership_id = NEW.partnership_id AND id = NEW.current_item_id AND state = 'listed';
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.change_current_item FROM PUBLIC;
CREATE TRIGGER end_invitations AFTER UPDATE OF state ON meetings FOR EACH ROW
  WHEN (NEW.state = 'closed') EXECUTE FUNCTION app.end_invitations();
CREATE TRIGGER leave_current_item BEFORE UPDATE OF state ON meetings FOR EACH ROW
  WHEN (NEW.state = 'closed') EXECUTE FUNCTION app.leave_current_item();
CREATE TRIGGER change_current_item AFTER UPDATE ON meetings FOR EACH ROW
  WHEN (OLD.current_item_id IS DISTINCT FROM NEW.current_item_id) EXECUTE FUNCTION app.change_current_item();
-- ACC-9: who left for an item that was called and never begun may be in again, once another is next or none is.
CREATE FUNCTION app.call_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE stepped_out SET called_back_at = coalesce(app.moment(), NEW.closed_at, now())
   WHERE partnership_id = OLD.partnership_id AND agenda_item_id = OLD.calling_item_id AND called_back_at IS NULL;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.call_back FROM PUBLIC;
CREATE TRIGGER call_back AFTER UPDATE ON meetings FOR EACH ROW
  WHEN (OLD.calling_item_id IS DISTINCT FROM NEW.calling_item_id AND OLD.calling_item_id IS DISTINCT FROM NEW.current_item_id)
  EXECUTE FUNCTION app.call_back();
CREATE TRIGGER signal AFTER UPDATE ON meetings FOR EACH ROW
  WHEN (OLD.state <> 'closed' OR NEW.state <> 'closed') EXECUTE FUNCTION app.signal_own_meeting();

CALL app.close_table('meeting_replies');
CALL app.open_to_partnership('meeting_replies');
CALL app.keep_to_meeting('meeting_replies');
GRANT SELECT, INSERT, UPDATE (answer, reason, at) ON meeting_replies TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON meeting_replies FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();

CALL app.close_table('meeting_moves');
CALL app.open_to_partnership('meeting_moves');
CALL app.keep_to_meeting('meeting_moves');
GRANT SELECT, INSERT ON meeting_moves TO alongside_app;
-- Clocks ask what was moved by hand.
GRANT SELECT ON meeting_moves TO alongside_jobs;

CALL app.close_table('meeting_turns');
CALL app.open_to_partnership('meeting_turns');
CALL app.keep_to_meeting('meeting_turns');
GRANT SELECT, INSERT ON meeting_turns TO alongside_app;

CALL app.close_table('meeting_signatures');
CALL app.open_to_partnership('meeting_signatures');
CALL app.keep_to_meeting('meeting_signatures');
GRANT SELECT, INSERT ON meeting_signatures TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR DELETE ON meeting_signatures FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();

CALL app.close_table('calendar_feeds');
CREATE POLICY own ON calendar_feeds TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND membership_id = (SELECT app.membership_id()));
GRANT SELECT, INSERT, UPDATE (revoked_at) ON calendar_feeds TO alongside_app;

-- The dates behind a secret, for whoever shows it: no context, and nothing but dates. One row at least where it is good,
-- with no meeting in it where none is planned. It ends with the place that it was made for.
CREATE FUNCTION app.calendar_feed(p_hash bytea, p_now timestamptz)
RETURNS TABLE (time_zone text, uid uuid, starts_at timestamptz, sequence bigint, modified_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.time_zone, m.feed_uid, m.starts_at,
      (SELECT count(*) FROM meeting_moves v WHERE v.partnership_id = m.partnership_id AND v.meeting_id = m.id),
      COALESCE((SELECT max(v.at) FROM meeting_moves v WHERE v.partnership_id = m.partnership_id AND v.meeting_id = m.id), m.announced_at)
    FROM calendar_feeds f
    JOIN memberships b ON b.partnership_id = f.partnership_id AND b.id = f.membership_id
      AND app.in_force(b.started_at, b.ended_at, p_now)
    JOIN accounts a ON a.id = b.account_id AND a.disabled_at IS NULL
    JOIN agencies g ON g.partnership_id = b.partnership_id AND g.id = b.agency_id AND g.standing_until > p_now
    JOIN partnerships p ON p.id = f.partnership_id
    LEFT JOIN meetings m ON m.partnership_id = f.partnership_id AND m.for_month IS NOT NULL AND m.starts_at > p_now - interval '60 days'
   WHERE f.secret_hash = p_hash AND f.revoked_at IS NULL
   ORDER BY m.starts_at LIMIT 100
$$;
REVOKE ALL ON FUNCTION app.calendar_feed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.calendar_feed TO alongside_app;

-- schema/21_agenda.sql: guards

CALL app.close_table('agenda_items');
CALL app.open_by_grant('agenda_items');
CALL app.open_to_jobs('agenda_items');
-- What a guest reads: the item, the name on its case, her voice, what was said and agreed under this item. Nothing else of
-- the case: not its referrals, consents, history, other meetings.
CREATE POLICY invited ON agenda_items FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND id = (SELECT app.invited_item()));
-- To write under a held item Postgres asks whether she may hold it: she may, and change nothing.
CREATE POLICY invited_holds ON agenda_items FOR UPDATE TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND id = (SELECT app.invited_item())) WITH CHECK (false);
GRANT SELECT, INSERT, UPDATE ON agenda_items TO alongside_app;
GRANT SELECT ON agenda_items TO alongside_jobs;

-- Time is kept by the tables, so that no way of ending an item or going on to the next can forget it.
CREATE FUNCTION app.stop_time() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.spent_seconds := OLD.spent_seconds
    + greatest(0, floor(extract(epoch FROM COALESCE(NEW.closed_at, app.moment(), OLD.begun_at) - OLD.begun_at)))::integer;
  NEW.begun_at := NULL;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.stop_time FROM PUBLIC;
CREATE TRIGGER end_invitations AFTER UPDATE OF state ON agenda_items FOR EACH ROW
  WHEN (OLD.state = 'listed' AND NEW.state <> 'listed') EXECUTE FUNCTION app.end_invitations();
CREATE TRIGGER stop_time BEFORE UPDATE OF state ON agenda_items FOR EACH ROW
  WHEN (OLD.begun_at IS NOT NULL AND NEW.state <> 'listed') EXECUTE FUNCTION app.stop_time();
CREATE TRIGGER signal AFTER INSERT OR UPDATE OR DELETE ON agenda_items FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();

-- MTG-3: the place of an item on its agenda: the coordinator's order; until there is one by light, then what has actions carried
-- forward, then as listed, what is of one person side by side. Light, carried and listed first are hers, as far as who asks may know.
CREATE FUNCTION app.place_on_agenda(p_position integer, p_light text, p_carried boolean, p_listed_first timestamptz, p_person uuid,
  p_listed_at timestamptz, p_item uuid) RETURNS record
LANGUAGE sql IMMUTABLE AS $$
  SELECT ROW(p_position, array_position(ARRAY['red', 'amber', 'green'], p_light), NOT p_carried, p_listed_first, p_person, p_listed_at, p_item)
$$;
REVOKE ALL ON FUNCTION app.place_on_agenda FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.place_on_agenda TO alongside_app;

-- ACC-9: who was asked to leave for an item that is then put off, or taken off, is called back (app.call_back).
CREATE FUNCTION app.end_call() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE meetings SET calling_item_id = NULL WHERE partnership_id = NEW.partnership_id AND id = NEW.meeting_id AND calling_item_id = NEW.id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.end_call FROM PUBLIC;
CREATE TRIGGER end_call AFTER UPDATE OF state ON agenda_items FOR EACH ROW
  WHEN (OLD.state = 'listed' AND NEW.state <> 'listed') EXECUTE FUNCTION app.end_call();

-- REF-3: nobody who is held comes onto an agenda, by whichever way; her files are kept against being held at the same moment, so that
-- one of the two waits for the other. AL426: http/problems.ts.
CREATE FUNCTION app.keep_held_off() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  IF app.is_held(NEW.partnership_id, NEW.case_id) THEN
    RAISE EXCEPTION 'nothing goes on with this case' USING ERRCODE = 'AL426';
  END IF;
  -- What it left another time by is over.
  NEW.taken_off := NULL;
  NEW.deferred_for := NULL;
  NEW.deferred_to := NULL;
  NEW.deferred_because := NULL;
  NEW.chaired_by := NULL;
  NEW.chaired_for := NULL;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.keep_held_off FROM PUBLIC;
CREATE TRIGGER keep_held_off BEFORE INSERT OR UPDATE OF state ON agenda_items FOR EACH ROW
  WHEN (NEW.state = 'listed') EXECUTE FUNCTION app.keep_held_off();

-- REF-3, REF-10: where a hold stands on any file of a person, all of them leave every agenda on which they were not heard yet, whatever
-- who holds or joins them sees of it.
CREATE FUNCTION app.leave_agendas(p_partnership uuid, p_case uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT app.is_held(p_partnership, p_case) THEN
    RETURN;
  END IF;
  WITH off AS (
    UPDATE agenda_items i SET state = 'deferred', taken_off = 'held', closed_at = p_at, arranged_at = p_at, version = i.version + 1
     WHERE i.partnership_id = p_partnership AND i.case_id IN (SELECT app.files_of_person(p_partnership, p_case))
       AND i.state = 'listed' AND i.begun_at IS NULL RETURNING i.id, i.case_id)
  INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at)
    SELECT p_partnership, gen_random_uuid(), off.case_id, 'agenda_item', off.id, 'state', 'listed', 'resting', p_at FROM off;
END $$;
REVOKE ALL ON FUNCTION app.leave_agendas FROM PUBLIC;

CREATE FUNCTION app.hold_files() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.hold_files FROM PUBLIC;
CREATE TRIGGER hold_files BEFORE INSERT OR UPDATE ON case_holds FOR EACH ROW EXECUTE FUNCTION app.hold_files();

CREATE FUNCTION app.hold_begun() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.leave_agendas(NEW.partnership_id, NEW.case_id, NEW.held_at);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.hold_begun FROM PUBLIC;
CREATE TRIGGER leave_agendas AFTER INSERT ON case_holds FOR EACH ROW EXECUTE FUNCTION app.hold_begun();

-- MTG-3: the meeting to which a case is put off: the first after a moment, still planned, on whose agenda there is a place for it. REF-3:
-- of somebody who is held none.
CREATE FUNCTION app.meeting_to_come_to(p_partnership uuid, p_case uuid, p_moment timestamptz, p_at_most integer) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.id FROM meetings m WHERE m.partnership_id = p_partnership AND m.kind = 'monthly' AND m.state = 'planned' AND m.starts_at > p_moment
     AND NOT app.is_held(p_partnership, p_case)
     AND (SELECT count(*) FROM agenda_items i WHERE i.partnership_id = m.partnership_id AND i.meeting_id = m.id AND i.case_id <> p_case) < p_at_most
   ORDER BY m.starts_at LIMIT 1
$$;
REVOKE ALL ON FUNCTION app.meeting_to_come_to FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.meeting_to_come_to TO alongside_app;

-- Puts what left one agenda onto another, or back onto the same, with its referral. By functions alone.
CREATE FUNCTION app.come_onto(p_item agenda_items, p_meeting uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  was timestamptz;
  becomes timestamptz;
BEGIN
  SELECT t.starts_at INTO STRICT was FROM meetings t WHERE t.partnership_id = p_item.partnership_id AND t.id = p_item.meeting_id;
  SELECT t.starts_at INTO STRICT becomes FROM meetings t WHERE t.partnership_id = p_item.partnership_id AND t.id = p_meeting FOR SHARE;
  INSERT INTO agenda_items AS n (partnership_id, id, meeting_id, case_id, referral_id, light, minutes, listed_at, arranged_at)
    VALUES (p_item.partnership_id, gen_random_uuid(), p_meeting, p_item.case_id, p_item.referral_id, p_item.light, p_item.minutes,
      app.moment(), app.moment())
    ON CONFLICT (partnership_id, meeting_id, case_id) DO UPDATE SET state = 'listed', closed_at = NULL, position = NULL,
      referral_id = coalesce(n.referral_id, EXCLUDED.referral_id), arranged_at = EXCLUDED.arranged_at, version = n.version + 1
    WHERE n.state = 'deferred';
  WITH moved AS (
    UPDATE referrals r SET meeting_id = p_meeting, version = r.version + 1, updated_at = app.moment()
     WHERE r.partnership_id = p_item.partnership_id AND r.case_id = p_item.case_id AND r.meeting_id = p_item.meeting_id AND r.state = 'listed'
       AND p_meeting <> p_item.meeting_id RETURNING r.id)
  INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at)
    SELECT p_item.partnership_id, gen_random_uuid(), p_item.case_id, 'referral', m.id, 'meeting',
        to_char(was AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(becomes AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        app.moment() FROM moved m;
END $$;
REVOKE ALL ON FUNCTION app.come_onto FROM PUBLIC;

-- REF-3: what a hold took off an agenda, and nothing has taken up since: of a file on which nobody is held any more, while its
-- referral still waits for a meeting.
CREATE FUNCTION app.rested(p_partnership uuid, p_case uuid) RETURNS SETOF agenda_items
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.* FROM agenda_items i WHERE i.partnership_id = p_partnership AND i.case_id = p_case AND i.state = 'deferred'
     AND i.taken_off = 'held' AND i.deferred_to IS NULL AND NOT app.is_held(p_partnership, p_case)
     AND NOT EXISTS (SELECT FROM agenda_items n WHERE n.partnership_id = i.partnership_id AND n.case_id = i.case_id AND n.id <> i.id
       AND (n.state = 'listed' OR n.closed_at > i.closed_at))
     AND NOT EXISTS (SELECT FROM referrals r JOIN meetings m ON m.partnership_id = r.partnership_id AND m.id = i.meeting_id
       WHERE r.partnership_id = i.partnership_id AND r.id = i.referral_id AND m.kind = 'monthly' AND r.state <> 'listed')
   ORDER BY i.closed_at DESC, i.id LIMIT 1
$$;
REVOKE ALL ON FUNCTION app.rested FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.rested TO alongside_app;

-- REF-3, REF-10: whom nothing holds any more comes back to where a hold took her off, with every file of hers: onto the same agenda
-- while it still stands (`p_stand`), else onto the next on which there is a place; or onto the one that is named. What comes onto none stays to be listed.
CREATE FUNCTION app.list_again(p_case uuid, p_stand text[], p_at_most integer, p_onto uuid)
RETURNS TABLE (item_id uuid, case_id uuid, meeting_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  here constant uuid := app.partnership_id();
  one agenda_items;
  onto uuid;
BEGIN
  IF NOT (app.coordinates() AND app.sees_case(p_case)) THEN
    RAISE EXCEPTION 'not hers to list' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM app.hold_person(here, p_case);
  FOR one IN SELECT i.* FROM app.files_of_person(here, p_case) f CROSS JOIN LATERAL app.rested(here, f) i
      WHERE p_onto IS NULL OR f = p_case ORDER BY i.id LOOP
    onto := coalesce(p_onto, (SELECT t.id FROM meetings t WHERE t.partnership_id = here AND t.id = one.meeting_id AND t.state = ANY (p_stand)),
      app.meeting_to_come_to(here, one.case_id, app.moment(), p_at_most));
    CONTINUE WHEN onto IS NULL;
    IF onto <> one.meeting_id THEN
      UPDATE agenda_items i SET deferred_to = onto, version = i.version + 1 WHERE i.partnership_id = here AND i.id = one.id;
    END IF;
    PERFORM app.come_onto(one, onto);
    INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at)
      VALUES (here, gen_random_uuid(), one.case_id, 'agenda_item', one.id, 'state', 'resting', 'listed', app.moment());
    RETURN QUERY SELECT one.id, one.case_id, onto;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.list_again FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.list_again TO alongside_app;

-- The same files, kept as they are by who may see one of them.
CREATE FUNCTION app.keep_person(p_case uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF app.sees_case(p_case) THEN
    PERFORM app.hold_person(app.partnership_id(), p_case);
  END IF;
END $$;
REVOKE ALL ON FUNCTION app.keep_person FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.keep_person TO alongside_app;

-- The meetings on whose agendas a person still stands, held as who begins a case holds them: by who is about to hold her files, before these. Meeting,
-- item, file is the order in which a room holds them, and whoever takes a case off it holds them in the same.
CREATE FUNCTION app.keep_agendas_of(p_case uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF app.sees_own_record(p_case) THEN
    PERFORM 1 FROM meetings WHERE partnership_id = app.partnership_id() AND id IN (SELECT i.meeting_id FROM agenda_items i
      WHERE i.partnership_id = app.partnership_id() AND i.case_id IN (SELECT app.files_of_person(app.partnership_id(), p_case)) AND i.state = 'listed')
      ORDER BY id FOR NO KEY UPDATE;
  END IF;
END $$;
REVOKE ALL ON FUNCTION app.keep_agendas_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.keep_agendas_of TO alongside_app;

-- REF-3: whether a hold stands, for a command that has done its work: one that is being recorded is waited for, and until the command is
-- through none is. Her files are held no more than a row that refers to them holds them: what does not meet a hold waits for nobody.
CREATE FUNCTION app.is_held_and_stays_so(p_case uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  kept uuid[] := '{}';
  files uuid[];
BEGIN
  LOOP
    files := ARRAY(SELECT f FROM app.files_of_person(here, p_case) f ORDER BY f);
    EXIT WHEN files = kept;
    PERFORM 1 FROM cases WHERE partnership_id = here AND id = ANY (files) ORDER BY id FOR KEY SHARE;
    kept := files;
  END LOOP;
  RETURN app.is_held(here, p_case);
END $$;
REVOKE ALL ON FUNCTION app.is_held_and_stays_so FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_held_and_stays_so TO alongside_app;

-- schema/22_guests.sql: guards

CALL app.close_table('guest_invitations');
CALL app.open_to_jobs('guest_invitations');
CALL app.keep_to_meeting('guest_invitations');
-- An observer's invitation is of the meeting and tells of no case; a guest's hangs on hers. The invited read their own, and
-- change nothing of it.
CREATE POLICY granted ON guest_invitations TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND CASE WHEN case_id IS NULL THEN (SELECT app.grants_to()) IS NOT NULL ELSE app.sees_case(case_id) END);
CREATE POLICY own ON guest_invitations FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND membership_id = (SELECT app.membership_id()));
CALL app.keep_from_emergencies('guest_invitations');
GRANT SELECT, INSERT, UPDATE ON guest_invitations TO alongside_app;
GRANT SELECT ON guest_invitations TO alongside_jobs;
CREATE TRIGGER end_invitations AFTER UPDATE OF state ON guest_invitations FOR EACH ROW
  WHEN (NEW.state = 'withdrawn') EXECUTE FUNCTION app.end_invitations();

-- schema/23_room.sql: guards

CALL app.close_table('contributions');
CALL app.open_by_grant('contributions');
CREATE POLICY invited ON contributions FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND agenda_item_id = (SELECT app.invited_item()));
-- She tells what she knows. To write under a held item Postgres asks whether she may hold it: she may, and change nothing.
CREATE POLICY invited_writes ON contributions FOR INSERT TO alongside_app
  WITH CHECK (partnership_id = app.partnership_id() AND agenda_item_id = app.invited_item() AND case_id = app.invited_case()
    AND account_id = app.account_id() AND agency_id = app.agency_id());
-- MTG-7: whose it is: her agency's, and what a guest said hers alone; also hers who wrote it down for another.
CREATE FUNCTION app.is_said_by(p_contribution uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM contributions t WHERE t.partnership_id = app.partnership_id() AND t.id = p_contribution
    AND (t.account_id = app.account_id() OR (t.guest_invitation_id IS NULL AND t.agency_id = app.agency_id())))
$$;
REVOKE ALL ON FUNCTION app.is_said_by FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_said_by TO alongside_app;
CREATE POLICY own_words ON contributions AS RESTRICTIVE FOR INSERT TO alongside_app
  WITH CHECK (puts_right IS NULL OR app.is_said_by(puts_right));
GRANT SELECT, INSERT ON contributions TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON contributions FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

CALL app.close_table('stepped_out');
CALL app.open_by_grant('stepped_out', 'NOT guest OR (SELECT app.coordinates())');
GRANT SELECT, INSERT ON stepped_out TO alongside_app;
CREATE TRIGGER signal AFTER INSERT ON stepped_out FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- ACC-9: the items that the asker was seen to leave and to which nobody has called her back. She is out in person: neither another
-- place of hers nor another page of the same session lets her in.
CREATE FUNCTION app.out_of_now() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(s.agenda_item_id), '{}') FROM stepped_out s
    JOIN agenda_items i ON i.partnership_id = s.partnership_id AND i.id = s.agenda_item_id
    JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id AND t.state = 'open'
   WHERE s.partnership_id = app.partnership_id() AND s.account_id = app.account_id() AND s.called_back_at IS NULL
     AND (i.state = 'listed' OR i.id = t.current_item_id)
$$;
REVOKE ALL ON FUNCTION app.out_of_now FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.out_of_now TO alongside_app;
CREATE POLICY out_in_person ON agenda_items AS RESTRICTIVE FOR SELECT TO alongside_app USING (id <> ALL ((SELECT app.out_of_now())::uuid[]));
CREATE POLICY out_in_person ON contributions AS RESTRICTIVE FOR SELECT TO alongside_app
  USING (agenda_item_id <> ALL ((SELECT app.out_of_now())::uuid[]));

-- MTG-7: a case that was ended by a slip is to be spoken of again. It is begun as any other: nobody is in the middle of it, whoever was
-- out of it may be in by now (ACC-9), and who was invited to it, until it ended, is invited again (GST-1).
CREATE FUNCTION app.reopen_item(p_item uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  ended timestamptz;
BEGIN
  SELECT i.closed_at INTO ended FROM agenda_items i JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id
   WHERE i.partnership_id = here AND i.id = p_item AND i.state <> 'listed' AND t.state = 'open' AND app.sees_case(i.case_id) FOR UPDATE OF i;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'nothing to speak of again' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE meetings SET current_item_id = NULL WHERE partnership_id = here AND current_item_id = p_item;
  UPDATE stepped_out SET called_back_at = app.moment() WHERE partnership_id = here AND agenda_item_id = p_item AND called_back_at IS NULL;
  UPDATE agenda_items SET state = 'listed', closed_at = NULL, version = version + 1 WHERE partnership_id = here AND id = p_item;
  UPDATE sharing_grants g SET until_at = NULL FROM guest_invitations v
   WHERE v.partnership_id = here AND v.agenda_item_id = p_item AND v.state = 'agreed' AND g.partnership_id = here
     AND g.guest_invitation_id = v.id AND g.until_at = ended;
  UPDATE memberships m SET ended_at = NULL FROM guest_invitations v
   WHERE v.partnership_id = here AND v.agenda_item_id = p_item AND v.state = 'agreed' AND m.partnership_id = here
     AND m.id = v.membership_id AND m.ended_at = ended;
END $$;
REVOKE ALL ON FUNCTION app.reopen_item FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.reopen_item TO alongside_app;

-- ACC-9: who attends a meeting: its guests and observers; who signed for it, or said that she can come; before it opens also
-- who is asked to come, or was called to an emergency, and has not said no. Who said no, or whose agency did, after she signed, does not. Roles:
-- those that come to meetings. Asked by functions alone.
CREATE FUNCTION app.attending(p_meeting uuid, p_come text[])
RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text, item_id uuid, guest boolean)
LANGUAGE sql STABLE AS $$
  SELECT m.account_id, m.agency_id, a.name, coalesce(v.organisation, g.name), v.agenda_item_id, coalesce(v.kind = 'guest', false)
    FROM meetings t
    JOIN memberships m ON m.partnership_id = t.partnership_id AND app.in_force(m.started_at, m.ended_at, app.moment())
    JOIN accounts a ON a.id = m.account_id
    JOIN agencies g ON g.partnership_id = m.partnership_id AND g.id = m.agency_id
    LEFT JOIN guest_invitations v ON v.partnership_id = m.partnership_id AND v.membership_id = m.id AND v.meeting_id = t.id
      AND v.state = 'agreed'
    LEFT JOIN meeting_signatures s ON s.partnership_id = t.partnership_id AND s.meeting_id = t.id
      AND s.account_id = m.account_id AND s.agency_id = m.agency_id
    LEFT JOIN meeting_replies r ON r.partnership_id = t.partnership_id AND r.meeting_id = t.id AND r.starts_at = t.starts_at
      AND r.account_id = m.account_id AND r.agency_id = m.agency_id
   WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting
     AND CASE
       WHEN v.id IS NOT NULL THEN t.state = 'planned' OR s.id IS NOT NULL
       WHEN r.answer = 'cannot_come' AND coalesce(r.at > s.signed_at, true) THEN false
       WHEN EXISTS (SELECT FROM apologies o WHERE o.partnership_id = t.partnership_id AND o.meeting_id = t.id
         AND o.agency_id = m.agency_id AND o.withdrawn_at IS NULL AND coalesce(o.given_at > s.signed_at, true)) THEN false
       WHEN s.id IS NOT NULL OR r.answer = 'can_come' THEN true
       WHEN t.state <> 'planned' THEN false
       WHEN t.kind = 'monthly' THEN m.role = ANY (p_come)
       ELSE EXISTS (SELECT FROM called_people c WHERE c.partnership_id = t.partnership_id AND c.meeting_id = t.id
         AND c.account_id = m.account_id AND c.agency_id = m.agency_id) END
$$;
REVOKE ALL ON FUNCTION app.attending FROM PUBLIC;

-- schema/23_room_deputies.sql: guards

-- Whether of those who coordinate, and chair, nobody may hear of a case. Asked by functions alone.
CREATE FUNCTION app.needs_deputy(p_partnership uuid, p_case uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM partnerships p
    JOIN memberships m ON m.partnership_id = p.id AND m.agency_id = p.coordinating_agency_id AND app.sees_by_coordination(m.role)
      AND app.in_force(m.started_at, m.ended_at, app.moment())
    WHERE p.id = p_partnership AND app.may_hear(p.id, p_case, m.agency_id, m.account_id))
$$;
REVOKE ALL ON FUNCTION app.needs_deputy FROM PUBLIC;

-- ACC-9: whether who asks is the deputy of a meeting: she reads its draft, and words in it what she chaired.
CREATE FUNCTION app.deputises(p_meeting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM meeting_deputies d WHERE d.partnership_id = app.partnership_id() AND d.meeting_id = p_meeting
    AND d.account_id = app.account_id() AND d.agency_id = app.agency_id() AND d.replaced_at IS NULL)
$$;
REVOKE ALL ON FUNCTION app.deputises FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.deputises TO alongside_app;
-- MTG-5, ACC-9: whether a meeting is an emergency that the asker sees, and that neither chair nor coordinator may hear, and so know of.
CREATE FUNCTION app.is_unchaired_emergency(p_meeting uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM meetings t WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND t.kind = 'emergency'
    AND app.sees_case(t.case_id) AND app.needs_deputy(t.partnership_id, t.case_id))
$$;
REVOKE ALL ON FUNCTION app.is_unchaired_emergency FROM PUBLIC;

-- Whether somebody is asked to an emergency: called, or named its deputy, and has not said no, for herself or for her agency. Asked by functions alone.
CREATE FUNCTION app.is_asked_to_emergency(t meetings, p_account uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT (EXISTS (SELECT FROM called_people c WHERE c.partnership_id = t.partnership_id AND c.meeting_id = t.id AND c.account_id = p_account
        AND c.agency_id = p_agency)
      OR EXISTS (SELECT FROM meeting_deputies d WHERE d.partnership_id = t.partnership_id AND d.meeting_id = t.id AND d.account_id = p_account
        AND d.agency_id = p_agency AND d.replaced_at IS NULL))
    AND NOT EXISTS (SELECT FROM meeting_replies r WHERE r.partnership_id = t.partnership_id AND r.meeting_id = t.id AND r.starts_at = t.starts_at
      AND r.account_id = p_account AND r.agency_id = p_agency AND r.answer = 'cannot_come')
    AND NOT EXISTS (SELECT FROM apologies o WHERE o.partnership_id = t.partnership_id AND o.meeting_id = t.id AND o.agency_id = p_agency
      AND o.withdrawn_at IS NULL)
$$;
REVOKE ALL ON FUNCTION app.is_asked_to_emergency FROM PUBLIC;

-- Who can run such an emergency, and names who does, whatever their role: whoever was called or named for it, or came, has not said no,
-- and may hear it. Where there is nobody of these (she refused the agencies that were called), who hears for an agency that may hear it; and
-- where nobody does, whoever may. So nobody is left in a meeting that nobody can end; what nobody at all may hear app.end_unheard ends.
CREATE FUNCTION app.can_run_emergency(p_meeting uuid)
RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE sql STABLE AS $$
  WITH hearing AS (
    SELECT m.account_id, m.agency_id, a.name, y.name AS agency_name, CASE
        WHEN EXISTS (SELECT FROM app.attending(t.id, '{}') p WHERE p.account_id = m.account_id AND p.agency_id = m.agency_id) THEN 1
        WHEN app.is_asked_to_emergency(t, m.account_id, m.agency_id) THEN 1
        WHEN app.hears_for_agency(m.role) THEN 2
        ELSE 3 END AS step
      FROM meetings t
      JOIN memberships m ON m.partnership_id = t.partnership_id AND app.works_on_cases(m.role)
        AND app.in_force(m.started_at, m.ended_at, app.moment())
      JOIN accounts a ON a.id = m.account_id AND a.disabled_at IS NULL
      JOIN agencies y ON y.partnership_id = m.partnership_id AND y.id = m.agency_id
     WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND t.kind = 'emergency'
       AND app.may_hear(t.partnership_id, t.case_id, m.agency_id, m.account_id))
  SELECT DISTINCT h.account_id, h.agency_id, h.name, h.agency_name FROM hearing h WHERE h.step = (SELECT min(step) FROM hearing)
$$;
REVOKE ALL ON FUNCTION app.can_run_emergency FROM PUBLIC;

-- Whether who asks names the deputy of a meeting: who coordinates, and of such an emergency whoever could run it.
CREATE FUNCTION app.names_deputy(p_meeting uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- What most often settles it comes first, by itself: the rest is a large plan, which costs more to make ready than to run.
  IF app.coordinates() THEN
    RETURN true;
  END IF;
  IF NOT app.is_unchaired_emergency(p_meeting) THEN
    RETURN false;
  END IF;
  RETURN EXISTS (SELECT FROM app.can_run_emergency(p_meeting) c WHERE c.account_id = app.account_id() AND c.agency_id = app.agency_id());
END $$;
REVOKE ALL ON FUNCTION app.names_deputy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.names_deputy TO alongside_app;

-- Whether who asks opens and closes a meeting, and sees to its minutes: who coordinates, and of such an emergency its deputy.
CREATE FUNCTION app.runs_meeting(p_meeting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.coordinates() OR (app.deputises(p_meeting) AND app.is_unchaired_emergency(p_meeting))
$$;
REVOKE ALL ON FUNCTION app.runs_meeting FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.runs_meeting TO alongside_app;

-- Whether who asks keeps the list of who is in the room: who runs the meeting, and a deputy while it speaks of a case that she chairs, or asks
-- for one: chair and coordinator are out of the room then.
CREATE FUNCTION app.keeps_attendance(p_meeting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.runs_meeting(p_meeting) OR (app.deputises(p_meeting) AND EXISTS (SELECT FROM meetings t
    JOIN agenda_items i ON i.partnership_id = t.partnership_id AND i.id IN (t.current_item_id, t.calling_item_id) AND i.state = 'listed'
    WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND t.state = 'open'
      AND app.sees_case(i.case_id) AND app.needs_deputy(i.partnership_id, i.case_id)))
$$;
REVOKE ALL ON FUNCTION app.keeps_attendance FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.keeps_attendance TO alongside_app;

-- A deputy is named by who may: it is asked in app.names_deputy.
CALL app.close_table('meeting_deputies');
CALL app.open_to_partnership('meeting_deputies');
CALL app.keep_to_meeting('meeting_deputies');
CREATE POLICY named ON meeting_deputies AS RESTRICTIVE FOR INSERT TO alongside_app WITH CHECK (app.names_deputy(meeting_id));
CREATE POLICY replaced ON meeting_deputies AS RESTRICTIVE FOR UPDATE TO alongside_app USING (app.names_deputy(meeting_id));
GRANT SELECT, INSERT, UPDATE (replaced_at) ON meeting_deputies TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON meeting_deputies FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();

CREATE POLICY turned ON meeting_turns AS RESTRICTIVE FOR INSERT TO alongside_app WITH CHECK (app.runs_meeting(meeting_id));

-- Whether a meeting that runs has begun a case, or holds anything of one, also of those that who asks may not see. To who
-- runs it, and no more than that (ACC-6).
CREATE FUNCTION app.under_way(p_meeting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.runs_meeting(p_meeting) AND EXISTS (SELECT FROM agenda_items i
    JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
   WHERE m.partnership_id = app.partnership_id() AND m.id = p_meeting AND m.opened_at IS NOT NULL
     AND (m.current_item_id IS NOT NULL OR i.record IS NOT NULL OR i.spent_seconds > 0 OR i.closed_at >= m.opened_at
       OR EXISTS (SELECT FROM contributions t WHERE t.partnership_id = i.partnership_id AND t.agenda_item_id = i.id AND t.at >= m.opened_at)
       OR EXISTS (SELECT FROM stepped_out o WHERE o.partnership_id = i.partnership_id AND o.agenda_item_id = i.id)
       OR EXISTS (SELECT FROM plan_amendments p WHERE p.partnership_id = i.partnership_id AND p.agenda_item_id = i.id)
       OR EXISTS (SELECT FROM actions a WHERE a.partnership_id = i.partnership_id AND a.agenda_item_id = i.id)))
$$;
REVOKE ALL ON FUNCTION app.under_way FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.under_way TO alongside_app;

-- Who can be a deputy: of a monthly meeting who leads another agency than the coordinating one, and attends; of an emergency whoever can run it.
CREATE FUNCTION app.can_deputise(p_meeting uuid, p_come text[])
RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE sql STABLE AS $$
  SELECT a.account_id, a.agency_id, a.name, a.agency_name FROM meetings t
    CROSS JOIN LATERAL app.attending(t.id, p_come) a
    JOIN partnerships p ON p.id = t.partnership_id AND p.coordinating_agency_id <> a.agency_id
    JOIN agencies y ON y.partnership_id = p.id AND y.id = a.agency_id AND y.standing_until > app.moment()
   WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND t.kind = 'monthly' AND a.item_id IS NULL
     AND EXISTS (SELECT FROM memberships m WHERE m.partnership_id = p.id AND m.account_id = a.account_id
       AND m.agency_id = a.agency_id AND m.role = 'lead_member' AND app.in_force(m.started_at, m.ended_at, app.moment()))
   GROUP BY 1, 2, 3, 4
  UNION ALL
  SELECT c.* FROM app.can_run_emergency(p_meeting) c
$$;
REVOKE ALL ON FUNCTION app.can_deputise FROM PUBLIC;

-- MTG-5, MTG-8: whether nobody runs such an emergency yet, told to who names who does: also where its case was spoken of, and it was not closed,
-- or closed, and its minutes are not out.
CREATE FUNCTION app.emergency_needs_deputy(p_meeting uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- As in app.names_deputy.
  IF NOT app.is_unchaired_emergency(p_meeting) THEN
    RETURN false;
  END IF;
  RETURN app.names_deputy(p_meeting)
    AND EXISTS (SELECT FROM meetings t WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND (t.state <> 'closed'
      OR (EXISTS (SELECT FROM minutes n WHERE n.partnership_id = t.partnership_id AND n.meeting_id = t.id)
        AND NOT EXISTS (SELECT FROM minutes n WHERE n.partnership_id = t.partnership_id AND n.meeting_id = t.id AND n.distributed_at IS NOT NULL))))
    AND NOT EXISTS (SELECT FROM meeting_deputies d JOIN app.can_run_emergency(p_meeting) c ON c.account_id = d.account_id AND c.agency_id = d.agency_id
      WHERE d.partnership_id = app.partnership_id() AND d.meeting_id = p_meeting AND d.replaced_at IS NULL);
END $$;
REVOKE ALL ON FUNCTION app.emergency_needs_deputy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.emergency_needs_deputy TO alongside_app;

-- Whether anybody who attends could chair as a deputy what neither chair nor coordinator may hear. Asked by functions alone.
CREATE FUNCTION app.chairable(p_meeting uuid, p_come text[], p_partnership uuid, p_case uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM app.can_deputise(p_meeting, p_come) c WHERE app.may_hear(p_partnership, p_case, c.agency_id, c.account_id))
$$;
REVOKE ALL ON FUNCTION app.chairable FROM PUBLIC;

-- The same for who names one.
CREATE FUNCTION app.deputies(p_meeting uuid, p_come text[])
RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.* FROM app.can_deputise(p_meeting, p_come) c WHERE app.names_deputy(p_meeting) ORDER BY c.agency_name, c.name, c.account_id
$$;
REVOKE ALL ON FUNCTION app.deputies FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.deputies TO alongside_app;

-- Who is deputy, told to who names her and to herself: others would learn that there is such a case (ACC-6).
CREATE FUNCTION app.deputy(p_meeting uuid, p_come text[])
RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  -- As in app.names_deputy: most meetings have none.
  IF NOT EXISTS (SELECT FROM meeting_deputies d WHERE d.partnership_id = app.partnership_id() AND d.meeting_id = p_meeting AND d.replaced_at IS NULL) THEN
    RETURN;
  END IF;
  RETURN QUERY SELECT c.* FROM app.can_deputise(p_meeting, p_come) c
    JOIN meeting_deputies d ON d.partnership_id = app.partnership_id() AND d.meeting_id = p_meeting
      AND d.account_id = c.account_id AND d.agency_id = c.agency_id AND d.replaced_at IS NULL
   WHERE app.names_deputy(p_meeting) OR (c.account_id = app.account_id() AND c.agency_id = app.agency_id());
END $$;
REVOKE ALL ON FUNCTION app.deputy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.deputy TO alongside_app;

-- Of the items that the asker sees, those that neither chair nor coordinator may hear: who chairs them, by her own agency's
-- grants; nobody where no deputy is named who may hear it. `unchaired`: nobody who attends could be named for it either. Of what is
-- over, those that a deputy chaired, whoever may hear of them since. Of one item alone where it is named.
CREATE FUNCTION app.chaired_by_deputy(p_meeting uuid, p_come text[], p_item uuid DEFAULT NULL)
RETURNS TABLE (item_id uuid, account_id uuid, agency_id uuid, name text, agency_name text, unchaired boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  needing constant uuid[] := ARRAY(SELECT i.id FROM agenda_items i
    WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND (p_item IS NULL OR i.id = p_item) AND i.state = 'listed'
      AND app.sees_case(i.case_id) AND app.needs_deputy(i.partnership_id, i.case_id));
BEGIN
  -- As in app.names_deputy: most meetings have none that needs one.
  IF cardinality(needing) > 0 THEN
    RETURN QUERY SELECT i.id, c.account_id, c.agency_id, c.name, c.agency_name,
        c.account_id IS NULL AND NOT app.chairable(p_meeting, p_come, i.partnership_id, i.case_id)
      FROM agenda_items i
      LEFT JOIN LATERAL (SELECT c.* FROM meeting_deputies d
        JOIN app.can_deputise(p_meeting, p_come) c ON c.account_id = d.account_id AND c.agency_id = d.agency_id
        WHERE d.partnership_id = i.partnership_id AND d.meeting_id = i.meeting_id AND d.replaced_at IS NULL
          AND app.may_hear(i.partnership_id, i.case_id, d.agency_id, d.account_id)) c ON true
     WHERE i.partnership_id = app.partnership_id() AND i.id = ANY (needing);
  END IF;
  RETURN QUERY SELECT i.id, i.chaired_by, i.chaired_for, a.name, g.name, false FROM agenda_items i
    JOIN accounts a ON a.id = i.chaired_by
    JOIN agencies g ON g.partnership_id = i.partnership_id AND g.id = i.chaired_for
   WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND (p_item IS NULL OR i.id = p_item) AND i.state <> 'listed' AND app.sees_case(i.case_id);
END $$;
REVOKE ALL ON FUNCTION app.chaired_by_deputy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.chaired_by_deputy TO alongside_app;

-- To who coordinates, of cases on the agenda that she does not see, or was seen to leave, and no more than that (ACC-6). `wanted`:
-- one that somebody could chair, and whoever is named could not. Still to be discussed, or put off: `left_to_deputy` by a
-- deputy, `left_to_other` by whoever of chair and coordinator may hear it (HRM-1: not where a conflict closed it to her, who may be untold), `unchaired` by nobody who attends.
CREATE FUNCTION app.left_to_others(p_meeting uuid, p_come text[])
RETURNS TABLE (wanted boolean, left_to_deputy boolean, left_to_other boolean, unchaired boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  unseen constant uuid[] := CASE WHEN app.coordinates() THEN ARRAY(SELECT i.id FROM agenda_items i
    JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id AND t.state <> 'closed'
    WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND i.state = 'listed'
      AND (NOT app.sees_case(i.case_id) OR i.id = ANY ((SELECT app.out_of_now())::uuid[]))) ELSE '{}' END;
BEGIN
  -- As in app.names_deputy: mostly whoever coordinates sees them all.
  IF cardinality(unseen) = 0 THEN
    RETURN QUERY VALUES (false, false, false, false);
    RETURN;
  END IF;
  RETURN QUERY WITH heard AS (
    SELECT u.deputys, u.conflict, EXISTS (SELECT FROM app.can_deputise(p_meeting, p_come) c
        JOIN meeting_deputies d ON d.partnership_id = u.partnership_id AND d.meeting_id = u.meeting_id
          AND d.account_id = c.account_id AND d.agency_id = c.agency_id AND d.replaced_at IS NULL
        WHERE app.may_hear(u.partnership_id, u.case_id, c.agency_id, c.account_id)) AS named,
      u.deputys AND app.chairable(p_meeting, p_come, u.partnership_id, u.case_id) AS chairable
      FROM (SELECT i.partnership_id, i.meeting_id, i.case_id, app.needs_deputy(i.partnership_id, i.case_id) AS deputys,
        app.conflicts_me(i.case_id) AS conflict FROM agenda_items i
        WHERE i.partnership_id = app.partnership_id() AND i.id = ANY (unseen)) u)
  SELECT coalesce(bool_or(chairable AND NOT named), false), coalesce(bool_or(chairable), false),
      coalesce(bool_or(NOT deputys AND NOT conflict), false), coalesce(bool_or(deputys AND NOT chairable), false) FROM heard;
END $$;
REVOKE ALL ON FUNCTION app.left_to_others FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.left_to_others TO alongside_app;

-- MTG-3: of those cases, for who runs the meeting: whether each has a later agenda with a place for it, or is held and needs none.
CREATE FUNCTION app.followed(p_meeting uuid, p_come text[], p_at_most integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT app.runs_meeting(p_meeting) OR NOT EXISTS (SELECT FROM agenda_items i
    JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id AND t.state <> 'closed'
    WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND i.state = 'listed'
      AND app.needs_deputy(i.partnership_id, i.case_id) AND NOT app.chairable(t.id, p_come, i.partnership_id, i.case_id)
      AND NOT app.is_held(i.partnership_id, i.case_id)
      AND app.meeting_to_come_to(i.partnership_id, i.case_id, t.starts_at, p_at_most) IS NULL)
$$;
REVOKE ALL ON FUNCTION app.followed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.followed TO alongside_app;

-- ACC-9, MTG-3: what nobody who attends could chair goes onto the next meeting's agenda as the meeting closes, so that no case is left
-- behind on one that is over; read by nobody on the way. HRM-1: nor one that a conflict closed to who closes the meeting, and that nobody spoke
-- of: she may be untold. Gives what was put off.
CREATE FUNCTION app.put_off_unchaired(p_meeting uuid, p_come text[], p_at_most integer)
RETURNS TABLE (item_id uuid, case_id uuid, referral_id uuid, next_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  held meetings;
  onto uuid;
  rests boolean;
  one agenda_items;
BEGIN
  IF NOT app.runs_meeting(p_meeting) THEN
    RAISE EXCEPTION 'not the coordinator''s to put off' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT t.* INTO held FROM meetings t WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND t.state = 'open' FOR UPDATE;
  FOR one IN SELECT i.* FROM agenda_items i WHERE i.partnership_id = held.partnership_id AND i.meeting_id = held.id AND i.state = 'listed'
      AND ((app.needs_deputy(i.partnership_id, i.case_id) AND NOT app.chairable(held.id, p_come, i.partnership_id, i.case_id))
        OR app.conflicts_me(i.case_id))
      ORDER BY i.id FOR UPDATE LOOP
    -- With a file that is held nothing goes on: it leaves this agenda, and comes onto no other until the hold is lifted (REF-3).
    rests := app.is_held(one.partnership_id, one.case_id);
    onto := app.meeting_to_come_to(one.partnership_id, one.case_id, held.starts_at, p_at_most);
    IF onto IS NULL AND NOT rests THEN
      RAISE EXCEPTION 'no meeting to put it off to' USING ERRCODE = 'AL427';
    END IF;
    UPDATE agenda_items i SET state = 'deferred', closed_at = app.moment(), arranged_at = app.moment(), deferred_to = onto,
        deferred_because = 'unchaired', taken_off = CASE WHEN rests THEN 'held' END, version = i.version + 1
     WHERE i.partnership_id = one.partnership_id AND i.id = one.id;
    IF onto IS NOT NULL THEN
      PERFORM app.come_onto(one, onto);
    END IF;
    INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at)
      VALUES (one.partnership_id, gen_random_uuid(), one.case_id, 'agenda_item', one.id, 'state', 'listed',
        CASE WHEN rests THEN 'resting' ELSE 'deferred' END, app.moment());
    RETURN QUERY SELECT one.id, one.case_id, one.referral_id, onto;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.put_off_unchaired FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.put_off_unchaired TO alongside_app;

-- schema/23_stepping_out.sql: guards

-- ACC-9: of each item that the asker sees and that is still to be spoken of, who of those attending must not hear it; of what
-- is over, who was seen to leave. A guest whom she does not refuse hears her item; an observer what the agency may hear that she sits with. Guests of
-- other items, and why, are told to who coordinates alone (ACC-6). To whom the case is closed untold (HRM-1) is told to who runs the meeting, which
-- of a case that a deputy chairs is she, and to who knows of it anyway (app.knows_untold). While the room is open everybody else in it reads that
-- there is somebody, and nothing of who: account, agency and names are null. Where nobody of his agency may hear it he goes with them, and is told
-- apart from none. No system is ever told, and nothing that is kept for others, whoever makes it (`p_kept`: papers, minutes), also where it was
-- opened to him again since. `whole`: nobody of that agency may hear it, whoever comes. Of one item alone where it is named.
-- What hangs on a case alone is asked once a case, and of whom nothing is kept from him, once a person: there are as many lines as both
-- together, and every device in a room asks.
CREATE FUNCTION app.stepping_out(p_meeting uuid, p_come text[], p_item uuid DEFAULT NULL, p_kept boolean DEFAULT false)
RETURNS TABLE (item_id uuid, account_id uuid, agency_id uuid, name text, agency_name text, whole boolean, guest boolean, why text, left_at timestamptz,
  untold boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH seen AS (
    SELECT i.id, i.partnership_id, i.case_id, i.state = 'listed' AND t.state <> 'closed' AS ahead, t.state = 'open' AS is_open
      FROM agenda_items i JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id
     WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND (p_item IS NULL OR i.id = p_item) AND app.sees_case(i.case_id)),
  there AS MATERIALIZED (
    SELECT p.*, EXISTS (SELECT FROM case_exclusions x WHERE x.partnership_id = app.partnership_id() AND x.account_id = p.account_id
        AND NOT x.told) AS untold_of_some
      FROM app.attending(p_meeting, p_come) p),
  hearers AS MATERIALIZED (
    SELECT i.id, w.agency_id, w.account_id FROM seen i
      CROSS JOIN (SELECT array_agg(p.agency_id) AS agencies, array_agg(p.account_id) AS accounts FROM there p WHERE NOT p.guest) t
      CROSS JOIN LATERAL app.hearers_among(i.partnership_id, i.case_id, t.agencies, t.accounts) w WHERE i.ahead),
  noes AS MATERIALIZED (
    SELECT i.id, ARRAY(SELECT app.shut_out_of(i.partnership_id, i.case_id)) AS shut_out,
        ARRAY(SELECT l.agency_id FROM app.noes_on(i.partnership_id, i.case_id) l WHERE l.kind = 'agency') AS refused
      FROM seen i WHERE i.ahead AND app.coordinates()),
  heard AS (
    SELECT i.id, i.partnership_id, i.case_id, i.is_open, p.*, CASE WHEN p.guest THEN p.item_id = i.id AND NOT app.refuses(i.partnership_id, i.case_id, p.account_id, app.moment())
        ELSE (i.id, p.agency_id, p.account_id) IN (SELECT w.id, w.agency_id, w.account_id FROM hearers w) END AS hears
      FROM seen i CROSS JOIN there p WHERE i.ahead),
  leaving AS (
    SELECT h.id, h.partnership_id, h.case_id, h.is_open, h.account_id, h.agency_id, h.name, h.agency_name, h.whole, h.guest,
        CASE WHEN NOT app.coordinates() THEN NULL
          WHEN h.account_id = ANY (n.shut_out) THEN 'shut_out'
          WHEN EXISTS (SELECT FROM unnest(n.refused) r
            WHERE r = h.agency_id OR app.has_place_in(h.partnership_id, r, h.account_id, app.moment())) THEN 'refused'
          WHEN h.guest AND app.refuses(h.partnership_id, h.case_id, h.account_id, app.moment()) THEN 'refused'
          ELSE 'no_basis' END AS why,
        o.confirmed_at AS left_at, NOT h.whole AND h.untold_of_some
          AND app.is_untold(h.partnership_id, h.case_id, h.account_id, app.moment()) AS untold
      FROM (SELECT h.*, bool_and(NOT h.hears) OVER (PARTITION BY h.id, h.agency_id, h.agency_name)
          AND (h.guest OR NOT app.opens_to_somebody(h.partnership_id, h.case_id, h.agency_id)) AS whole FROM heard h) h
      LEFT JOIN noes n ON n.id = h.id
      LEFT JOIN stepped_out o ON o.partnership_id = h.partnership_id AND o.agenda_item_id = h.id
        AND o.account_id = h.account_id AND o.agency_id = h.agency_id AND o.called_back_at IS NULL
     WHERE NOT h.hears
    UNION ALL
    SELECT i.id, i.partnership_id, i.case_id, i.is_open, o.account_id, o.agency_id, a.name, g.name, false, o.guest, NULL, min(o.confirmed_at),
        bool_or(app.is_untold(i.partnership_id, i.case_id, o.account_id, o.confirmed_at))
      FROM seen i JOIN stepped_out o ON o.partnership_id = i.partnership_id AND o.agenda_item_id = i.id
      JOIN accounts a ON a.id = o.account_id
      JOIN agencies g ON g.partnership_id = o.partnership_id AND g.id = o.agency_id
     WHERE NOT i.ahead
     GROUP BY i.id, i.partnership_id, i.case_id, i.is_open, o.account_id, o.agency_id, a.name, g.name, o.guest)
  SELECT l.id, CASE WHEN k.named THEN l.account_id END, CASE WHEN k.named THEN l.agency_id END, CASE WHEN k.named THEN l.name END,
      CASE WHEN k.named THEN l.agency_name END, l.whole, l.guest, CASE WHEN k.named THEN l.why END, l.left_at, l.untold
    FROM leaving l
    -- One after the other: what most often settles it costs nothing.
    CROSS JOIN LATERAL (SELECT CASE WHEN NOT l.untold OR app.coordinates() THEN true
      WHEN app.deputises(p_meeting) AND app.needs_deputy(l.partnership_id, l.case_id) THEN true
      ELSE app.knows_untold(l.partnership_id, l.case_id, l.account_id) END AS named) k
   WHERE (NOT l.guest OR app.coordinates())
     AND CASE WHEN l.untold THEN NOT p_kept AND (app.in_person() OR app.invited_meeting() IS NOT NULL) AND (k.named OR l.is_open) ELSE true END
   ORDER BY 1, 5, 4, 2
$$;
REVOKE ALL ON FUNCTION app.stepping_out FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.stepping_out TO alongside_app;

-- ACC-9: when each item is spoken of by the agenda, in minutes from its meeting's beginning, in the order in which the meeting goes: of
-- who sees all of it. Asked by functions alone.
CREATE FUNCTION app.times_on_agenda(p_meeting uuid) RETURNS TABLE (item_id uuid, partnership_id uuid, case_id uuid, n bigint,
  from_minute integer, until_minute integer)
LANGUAGE sql STABLE AS $$
  WITH items AS (
    SELECT i.*, t.starts_at, app.person_of(i.partnership_id, i.case_id) AS person,
        ARRAY(SELECT app.files_of_person(i.partnership_id, i.case_id)) AS files
      FROM agenda_items i JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id
     WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND t.state <> 'closed' AND t.kind = 'monthly'
  ), placed AS (
    SELECT i.id, i.partnership_id, i.case_id, i.minutes, i.state,
        app.place_on_agenda(i.position, coalesce(CASE WHEN i.state = 'listed' THEN (SELECT c.light FROM cases c
          WHERE c.partnership_id = i.partnership_id AND c.id = ANY (i.files)
          ORDER BY array_position(ARRAY['red', 'amber', 'green'], c.light) LIMIT 1) END, i.light),
          bool_or(EXISTS (SELECT FROM unnest(i.files) f
            JOIN actions a ON a.partnership_id = i.partnership_id AND a.case_id = f AND a.closed_at IS NULL
            JOIN meetings e ON e.partnership_id = a.partnership_id AND e.id = a.meeting_id AND e.starts_at < i.starts_at
            WHERE f = i.case_id OR app.basis_stands(i.partnership_id, f, app.moment()))) OVER her,
          min(i.listed_at) OVER her, i.person, i.listed_at, i.id) AS place
      FROM items i WINDOW her AS (PARTITION BY i.person))
  SELECT id, partnership_id, case_id, row_number() OVER sofar, (sum(minutes) OVER sofar - minutes)::integer, (sum(minutes) OVER sofar)::integer
    FROM placed WHERE state <> 'deferred' WINDOW sofar AS (ORDER BY place)
$$;
REVOKE ALL ON FUNCTION app.times_on_agenda FROM PUBLIC;

-- The same to who coordinates, of what she sees.
CREATE FUNCTION app.item_times(p_meeting uuid) RETURNS TABLE (item_id uuid, from_minute integer, until_minute integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT t.item_id, t.from_minute, t.until_minute FROM app.times_on_agenda(p_meeting) t WHERE app.coordinates() AND app.sees_case(t.case_id) ORDER BY t.n
$$;
REVOKE ALL ON FUNCTION app.item_times FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.item_times TO alongside_app;

-- When somebody is not needed: the items that she must not hear, those that follow on each other as one span, so that neither their
-- number nor their lights show (ACC-6). Told to herself, and to who makes her papers; once the agenda is published, or the
-- meeting runs.
CREATE FUNCTION app.not_needed(p_meeting uuid, p_agency uuid, p_account uuid) RETURNS TABLE (from_minute integer, until_minute integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH lines AS (
    SELECT l.*, l.n - row_number() OVER (ORDER BY l.n) AS span FROM meetings t CROSS JOIN LATERAL app.times_on_agenda(t.id) l
     WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND (t.agenda_published_at IS NOT NULL OR t.state = 'open')
       AND (app.coordinates() OR (p_agency = app.agency_id() AND p_account = app.account_id()))
       AND NOT app.may_hear(l.partnership_id, l.case_id, p_agency, p_account))
  SELECT min(l.from_minute), max(l.until_minute) FROM lines l GROUP BY l.span ORDER BY 1
$$;
REVOKE ALL ON FUNCTION app.not_needed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.not_needed TO alongside_app;

-- schema/24_emergency.sql: guards

CALL app.close_table('called_people');
CALL app.open_by_grant('called_people');
CALL app.open_to_jobs('called_people');
GRANT SELECT, INSERT ON called_people TO alongside_app;
GRANT SELECT ON called_people TO alongside_jobs;

CALL app.close_table('contact_attempts');
CALL app.open_by_grant('contact_attempts', p_in_emergency => true);
GRANT SELECT, INSERT ON contact_attempts TO alongside_app;

-- MTG-5, ACC-8: an emergency that nobody at all may hear any more, as where she refuses the one agency that could: it is over, so that
-- another can be called once somebody may hear again. Its case is put off with that for its reason, and comes onto no agenda by it. By a
-- clock, a day after it was to begin: what was refused by mistake is lifted by then.
CREATE FUNCTION app.end_unheard(p_at timestamptz) RETURNS TABLE (meeting_id uuid, case_id uuid, item_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  one meetings;
BEGIN
  FOR one IN SELECT t.* FROM meetings t WHERE t.partnership_id = app.partnership_id() AND t.kind = 'emergency' AND t.state <> 'closed'
      AND t.starts_at < p_at - interval '1 day' AND app.needs_deputy(t.partnership_id, t.case_id) AND NOT EXISTS (SELECT FROM app.can_run_emergency(t.id)) FOR UPDATE SKIP LOCKED LOOP
    UPDATE agenda_items i SET state = 'deferred', closed_at = p_at, arranged_at = p_at, deferred_because = 'unchaired', version = i.version + 1
     WHERE i.partnership_id = one.partnership_id AND i.meeting_id = one.id AND i.state = 'listed' RETURNING i.id INTO item_id;
    UPDATE meetings t SET state = 'closed', closed_at = p_at, version = t.version + 1 WHERE t.partnership_id = one.partnership_id AND t.id = one.id;
    meeting_id := one.id;
    case_id := one.case_id;
    RETURN NEXT;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.end_unheard FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.end_unheard TO alongside_jobs;

-- schema/25_attendance.sql: guards

CALL app.close_table('apologies');
CALL app.open_to_partnership('apologies');
CALL app.keep_to_meeting('apologies');
GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON apologies TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON apologies FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();

CALL app.close_table('attendances');
CALL app.open_to_partnership('attendances');
CALL app.keep_to_meeting('attendances');
GRANT SELECT, INSERT, UPDATE (from_at, until_at, recorded_by, struck_at) ON attendances TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON attendances FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();

-- Kept by the tables, so that no way of ending a meeting can forget it: nobody is in the room of one that is over, and an opening
-- that is taken back was attended by nobody.
CREATE FUNCTION app.end_attendances() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.state = 'closed' THEN
    UPDATE attendances SET until_at = greatest(from_at, NEW.closed_at)
     WHERE partnership_id = NEW.partnership_id AND meeting_id = NEW.id AND until_at IS NULL AND struck_at IS NULL;
  ELSE
    UPDATE attendances SET struck_at = coalesce(app.moment(), now())
     WHERE partnership_id = NEW.partnership_id AND meeting_id = NEW.id AND struck_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.end_attendances FROM PUBLIC;
CREATE TRIGGER end_attendances AFTER UPDATE OF state ON meetings FOR EACH ROW
  WHEN (OLD.state = 'open' AND NEW.state <> 'open') EXECUTE FUNCTION app.end_attendances();

-- schema/26_plan.sql: guards

-- Outside a line's limit it is not there: neither it, nor what became of it, nor a gap where it would stand.
CALL app.close_table('plan_lines');
CALL app.open_to_own_record('plan_lines', 'g.agency_id = plan_lines.proposed_by AND g.agency_id = plan_lines.words_of');
CREATE POLICY limited ON plan_lines AS RESTRICTIVE TO alongside_app
  USING (cardinality(limited_to) = 0 OR (SELECT app.grants_to()) = ANY (limited_to));
-- Nor does its history tell of it, also from before it was limited.
CREATE POLICY plan_lines ON history AS RESTRICTIVE FOR SELECT TO alongside_app USING (subject <> 'plan_line'
  OR EXISTS (SELECT FROM plan_lines l WHERE l.partnership_id = history.partnership_id AND l.id = history.subject_id));
CALL app.keep_own_words('plan_lines');
CALL app.open_to_jobs('plan_lines');
-- GST-1: what was agreed under her item.
CREATE POLICY invited ON plan_lines FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agenda_item_id = (SELECT app.invited_item()) AND cardinality(limited_to) = 0);
GRANT SELECT, INSERT, UPDATE ON plan_lines TO alongside_app;
GRANT SELECT, UPDATE (told_of) ON plan_lines TO alongside_jobs;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON plan_lines FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();
CREATE POLICY out_in_person ON plan_lines AS RESTRICTIVE FOR SELECT TO alongside_app
  USING (agenda_item_id IS NULL OR agenda_item_id <> ALL ((SELECT app.out_of_now())::uuid[]));

CALL app.close_table('plan_changes');
CALL app.open_to_own_record('plan_changes', 'g.agency_id = plan_changes.agency_id');
CREATE POLICY of_line ON plan_changes AS RESTRICTIVE TO alongside_app USING (EXISTS (SELECT FROM plan_lines l
  WHERE l.partnership_id = plan_changes.partnership_id AND l.id = plan_changes.line_id));
GRANT SELECT, INSERT ON plan_changes TO alongside_app;

CALL app.close_table('plan_amendments');
CALL app.open_to_own_record('plan_amendments', 'g.agency_id = plan_amendments.agency_id');
CREATE POLICY of_changes ON plan_amendments AS RESTRICTIVE FOR SELECT TO alongside_app USING (EXISTS (SELECT FROM plan_changes c
  WHERE c.partnership_id = plan_amendments.partnership_id AND c.amendment_id = plan_amendments.id));
GRANT SELECT, INSERT ON plan_amendments TO alongside_app;

-- PLN-1: of an item one amendment: begun by the first who agrees a line in it, also where she does not see what was amended before.
CREATE FUNCTION app.amendment_of_item(p_item uuid, p_id uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  one agenda_items;
BEGIN
  SELECT i.* INTO one FROM agenda_items i WHERE i.partnership_id = here AND i.id = p_item AND i.state = 'listed' AND app.sees_case(i.case_id);
  IF one.id IS NULL THEN
    RAISE EXCEPTION 'not hers to amend in' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO plan_amendments (partnership_id, id, case_id, agenda_item_id, at, account_id, agency_id, present)
    VALUES (here, p_id, one.case_id, one.id, app.moment(), app.account_id(), app.agency_id(),
      (SELECT coalesce(array_agg(DISTINCT t.agency_id), '{}') FROM attendances t
        WHERE t.partnership_id = here AND t.meeting_id = one.meeting_id AND t.until_at IS NULL AND t.struck_at IS NULL AND NOT t.invited
          AND app.may_hear(here, one.case_id, t.agency_id, t.account_id)))
    ON CONFLICT (partnership_id, agenda_item_id) DO NOTHING;
  RETURN (SELECT a.id FROM plan_amendments a WHERE a.partnership_id = here AND a.agenda_item_id = p_item);
END $$;
REVOKE ALL ON FUNCTION app.amendment_of_item FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.amendment_of_item TO alongside_app;

-- schema/26_research.sql: guards

CALL app.close_table('research');
-- It stays with its agency: a grant on the case opens the agency's own alone, also to who coordinates.
CALL app.open_by_grant('research', 'agency_id = (SELECT app.grants_to())');
CALL app.open_to_jobs('research');
GRANT SELECT, INSERT, UPDATE ON research TO alongside_app;
-- Jobs ask who has yet to be asked, and read nothing of it.
GRANT SELECT (partnership_id, agenda_item_id, agency_id) ON research TO alongside_jobs;

-- schema/27_documents.sql: guards

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

-- schema/28_minutes.sql: guards

CALL app.close_table('minutes');
CALL app.open_to_partnership('minutes');
CALL app.keep_to_meeting('minutes');
CREATE POLICY drafts ON minutes AS RESTRICTIVE TO alongside_app
  USING (distributed_at IS NOT NULL OR (SELECT app.coordinates()) OR app.deputises(meeting_id)) WITH CHECK (app.runs_meeting(meeting_id));
GRANT SELECT, INSERT, UPDATE (revision, notes, what_changed, why, distributed_at, distributed_by, hash, leaves) ON
  minutes TO alongside_app;
-- Clocks ask whether the minutes went out, and nothing that stands in them.
GRANT SELECT (partnership_id, meeting_id, version, compiled_at, distributed_at) ON minutes TO alongside_jobs;

-- Like the audit: also against the owner's own statements. A version begins as a draft; once distributed it stays.
CREATE FUNCTION app.keep_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.distributed_at IS NULL THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND OLD.distributed_at IS NULL
     AND (OLD.partnership_id, OLD.id, OLD.meeting_id, OLD.version) = (NEW.partnership_id, NEW.id, NEW.meeting_id, NEW.version) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' AND OLD.distributed_at IS NULL THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'distributed minutes do not change' USING ERRCODE = 'insufficient_privilege';
END $$;

-- A draft is for who coordinates; members see what was distributed.
CREATE FUNCTION app.minutes_distributed(p_minutes uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM minutes n WHERE n.partnership_id = app.partnership_id() AND n.id = p_minutes AND n.distributed_at IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION app.minutes_distributed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.minutes_distributed TO alongside_app;
CREATE TRIGGER keep_minutes BEFORE INSERT OR UPDATE OR DELETE ON minutes FOR EACH ROW EXECUTE FUNCTION app.keep_minutes();
CREATE TRIGGER keep_all_minutes BEFORE TRUNCATE ON minutes FOR EACH STATEMENT EXECUTE FUNCTION app.keep_minutes();

CALL app.close_table('minuted_items');
CALL app.open_by_grant('minuted_items');
CREATE FUNCTION app.words_minuted(p_minutes uuid, p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM minutes n WHERE n.partnership_id = app.partnership_id() AND n.id = p_minutes AND app.deputises(n.meeting_id)
    AND app.needs_deputy(n.partnership_id, p_case))
$$;
REVOKE ALL ON FUNCTION app.words_minuted FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.words_minuted TO alongside_app;
CREATE POLICY drafts ON minuted_items AS RESTRICTIVE TO alongside_app
  USING ((SELECT app.coordinates()) OR app.minutes_distributed(minutes_id) OR app.words_minuted(minutes_id, case_id))
  WITH CHECK ((SELECT app.coordinates()) OR app.words_minuted(minutes_id, case_id));
GRANT SELECT, INSERT, UPDATE (content, revision, withheld, salt, prepared) ON minuted_items TO alongside_app;

-- A draft's version goes up with what is worded in it, also by a deputy, who may change nothing else of it: who is about to
-- distribute has not read this.
CREATE FUNCTION app.raise_draft() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE minutes SET revision = revision + 1 WHERE partnership_id = NEW.partnership_id AND id = NEW.minutes_id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.raise_draft FROM PUBLIC;
CREATE TRIGGER raise_draft AFTER UPDATE OF content ON minuted_items FOR EACH ROW EXECUTE FUNCTION app.raise_draft();

-- Holds the version that an item belongs to, so that no item slips into it, or out, while it is distributed.
CREATE FUNCTION app.keep_minuted_items() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE touched minuted_items[] := ARRAY[]::minuted_items[]; one minuted_items;
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN touched := touched || OLD; END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN touched := touched || NEW; END IF;
  FOREACH one IN ARRAY touched LOOP
    PERFORM FROM minutes n WHERE n.partnership_id = one.partnership_id AND n.id = one.minutes_id AND n.distributed_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'distributed minutes do not change' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END LOOP;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION 'distributed minutes do not change' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.keep_minuted_items FROM PUBLIC;
CREATE TRIGGER keep_minuted_items BEFORE INSERT OR UPDATE OR DELETE ON minuted_items
  FOR EACH ROW EXECUTE FUNCTION app.keep_minuted_items();
CREATE TRIGGER keep_all_minuted_items BEFORE TRUNCATE ON minuted_items
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_minuted_items();

CALL app.close_table('minutes_receipts');
CALL app.open_to_partnership('minutes_receipts');
-- An emergency's minutes are its case's, and so is who has them.
CREATE POLICY of_minutes ON minutes_receipts AS RESTRICTIVE TO alongside_app USING (EXISTS (SELECT FROM minutes n
  WHERE n.partnership_id = minutes_receipts.partnership_id AND n.id = minutes_receipts.minutes_id));
GRANT SELECT, INSERT ON minutes_receipts TO alongside_app;

-- ACC-6: that minutes hold items which the reader may not see is said to who coordinates, and to nobody else.
CREATE FUNCTION app.minutes_withhold(p_minutes uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.coordinates() AND EXISTS (SELECT FROM minuted_items i
    WHERE i.partnership_id = app.partnership_id() AND i.minutes_id = p_minutes AND NOT app.sees_case(i.case_id)
      -- HRM-1: to whom it is closed for a conflict there is none, and she may be untold.
      AND NOT app.conflicts_me(i.case_id))
$$;
REVOKE ALL ON FUNCTION app.minutes_withhold FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.minutes_withhold TO alongside_app;

-- ACC-9: what a deputy chaired comes into the draft as she ended it, after what whoever closes the meeting sees; sealed, and read
-- by nobody on the way.
CREATE FUNCTION app.minute_unseen(p_minutes uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO minuted_items (partnership_id, id, minutes_id, case_id, position, content, prepared)
    SELECT i.partnership_id, gen_random_uuid(), n.id, i.case_id, 1000 + row_number() OVER (ORDER BY i.closed_at, i.id), i.minuted, i.minuted_leaf
      FROM minutes n JOIN agenda_items i ON i.partnership_id = n.partnership_id AND i.meeting_id = n.meeting_id
     WHERE app.coordinates() AND n.partnership_id = app.partnership_id() AND n.id = p_minutes AND n.version = 1 AND n.distributed_at IS NULL
       AND i.minuted IS NOT NULL AND i.state <> 'listed' AND NOT app.sees_case(i.case_id)
    ON CONFLICT DO NOTHING
$$;
REVOKE ALL ON FUNCTION app.minute_unseen FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.minute_unseen TO alongside_app;

-- A draft goes: its meeting is reopened, or the correction was begun by mistake. Also with it what who drops it may not see.
CREATE FUNCTION app.drop_draft(p_meeting uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT app.runs_meeting(p_meeting) THEN
    RAISE EXCEPTION 'not the coordinator''s to drop' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM minuted_items i USING minutes n WHERE n.partnership_id = app.partnership_id() AND n.meeting_id = p_meeting
    AND n.distributed_at IS NULL AND i.partnership_id = n.partnership_id AND i.minutes_id = n.id;
  DELETE FROM minutes n WHERE n.partnership_id = app.partnership_id() AND n.meeting_id = p_meeting AND n.distributed_at IS NULL;
END $$;
REVOKE ALL ON FUNCTION app.drop_draft FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.drop_draft TO alongside_app;

-- And goes out with the rest, as its line alone where no basis is in force. Gives the leaves.
CREATE FUNCTION app.distribute_unseen(p_minutes uuid) RETURNS SETOF text
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE minuted_items i SET salt = i.prepared[1], withheld = NOT app.basis_stands(i.partnership_id, i.case_id, app.moment())
      AND (i.withheld OR i.revision > 1 OR EXISTS (SELECT FROM minutes n WHERE n.partnership_id = i.partnership_id AND n.id = i.minutes_id AND n.version = 1))
   WHERE app.coordinates() AND i.partnership_id = app.partnership_id() AND i.minutes_id = p_minutes AND i.prepared IS NOT NULL
     AND NOT app.sees_case(i.case_id)
   RETURNING CASE WHEN withheld THEN prepared[3] ELSE prepared[2] END
$$;
REVOKE ALL ON FUNCTION app.distribute_unseen FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.distribute_unseen TO alongside_app;

-- A correction begins with every item of the version before, also those of cases that whoever begins it may not see any
-- more: it loses nobody's. They are copied sealed, and read by nobody on the way.
CREATE FUNCTION app.begin_correction(p_minutes uuid, p_id uuid, p_account uuid, p_now timestamptz, p_what_changed bytea, p_why bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM minutes n WHERE n.partnership_id = app.partnership_id() AND n.id = p_minutes AND app.runs_meeting(n.meeting_id)) THEN
    RAISE EXCEPTION 'not the coordinator''s to correct' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO minutes (partnership_id, id, meeting_id, version, compiled_at, compiled_by, present, proceedings, notes, what_changed, why)
    SELECT partnership_id, p_id, meeting_id, version + 1, p_now, p_account, present, proceedings, notes, p_what_changed, p_why
      FROM minutes WHERE partnership_id = app.partnership_id() AND id = p_minutes AND distributed_at IS NOT NULL;
  INSERT INTO minuted_items (partnership_id, id, minutes_id, case_id, position, content, prepared, withheld)
    SELECT partnership_id, gen_random_uuid(), p_id, case_id, position, content, prepared, withheld
      FROM minuted_items WHERE partnership_id = app.partnership_id() AND minutes_id = p_minutes;
END $$;
REVOKE ALL ON FUNCTION app.begin_correction FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.begin_correction TO alongside_app;

-- REF-11: a referral whose meeting's minutes are out, and of which nobody owes an answer any more, is closed, also where who distributes them
-- may not see it (ACC-9): of a meeting by who runs it, of one referral by who was asked about it, and by nobody as somebody stops reading her. On a
-- file that the asker may not see the history says so without saying by whom.
CREATE FUNCTION app.close_settled(p_of uuid, p_from text[], p_to text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
BEGIN
  IF NOT (app.asked_by_jobs() OR app.runs_meeting(p_of) OR EXISTS (SELECT FROM referral_recipients p WHERE p.partnership_id = here AND p.referral_id = p_of
      AND p.agency_id = app.agency_id() AND app.sees_case(p.case_id))) THEN
    RAISE EXCEPTION 'not hers to settle' USING ERRCODE = 'insufficient_privilege';
  END IF;
  WITH closed AS (
    UPDATE referrals r SET state = p_to, version = r.version + 1, updated_at = app.moment()
     WHERE r.partnership_id = here AND (r.id = p_of OR r.meeting_id = p_of) AND r.state = ANY (p_from)
       AND EXISTS (SELECT FROM minutes m WHERE m.partnership_id = here AND m.meeting_id = r.meeting_id AND m.distributed_at IS NOT NULL)
       AND NOT app.anybody_owes(r.id)
     RETURNING r.id, r.case_id)
  INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at, account_id, agency_id)
    SELECT here, gen_random_uuid(), c.case_id, 'referral', c.id, 'state', p_from[1], p_to, app.moment(),
        CASE WHEN app.sees_case(c.case_id) THEN app.account_id() END, CASE WHEN app.sees_case(c.case_id) THEN app.agency_id() END
      FROM closed c;
END $$;
REVOKE ALL ON FUNCTION app.close_settled FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.close_settled TO alongside_app, alongside_jobs;

-- schema/29_disclosures.sql: guards

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

-- schema/30_actions.sql: guards

CALL app.close_table('actions');
CALL app.open_by_grant('actions', p_in_emergency => true);
CALL app.open_to_jobs('actions');
CREATE POLICY invited ON actions FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND agenda_item_id = (SELECT app.invited_item()));
GRANT SELECT, INSERT, UPDATE ON actions TO alongside_app;
GRANT SELECT, UPDATE (stage) ON actions TO alongside_jobs;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON actions FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- schema/31_flags.sql: guards

CALL app.close_table('flags');
CALL app.open_to_own_record('flags', 'g.agency_id = flags.agency_id');
CALL app.open_to_jobs('flags');
-- Whose grant has ended takes its own flag down: it sees that row still, and nothing else of the case.
CREATE POLICY own ON flags TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to()) AND state IN ('to_take_down', 'taken_down'));
-- One's own flag alone is one's own to report.
CREATE POLICY reported ON flags AS RESTRICTIVE FOR UPDATE TO alongside_app USING (agency_id = (SELECT app.grants_to()));
GRANT SELECT, UPDATE (version, state, confirmed_on, reference, taken_down_on) ON flags TO alongside_app;
GRANT SELECT, INSERT, UPDATE ON flags TO alongside_jobs;

-- schema/32_outcomes.sql: guards

CALL app.close_table('outcomes');
CALL app.open_to_own_record('outcomes', 'g.agency_id = outcomes.agency_id');
CALL app.open_to_jobs('outcomes');
-- One writes in one's own name, and puts right what one's own agency wrote.
CREATE POLICY written ON outcomes AS RESTRICTIVE FOR INSERT TO alongside_app
  WITH CHECK (agency_id = app.grants_to() AND recorded_by = app.account_id());
GRANT SELECT, INSERT ON outcomes TO alongside_app;
-- Jobs ask which reviews are done, and read nothing of them.
GRANT SELECT (partnership_id, id, case_id, occasion, replaces) ON outcomes TO alongside_jobs;

CALL app.close_table('outcome_reviews');
CALL app.open_to_own_record('outcome_reviews', 'g.agency_id = outcome_reviews.agency_id');
CALL app.open_to_jobs('outcome_reviews');
CREATE POLICY own ON outcome_reviews AS RESTRICTIVE FOR UPDATE TO alongside_app USING (agency_id = (SELECT app.grants_to()));
GRANT SELECT, UPDATE (ask_on, put_off_for) ON outcome_reviews TO alongside_app;
GRANT SELECT, INSERT, UPDATE (told_of) ON outcome_reviews TO alongside_jobs;

-- schema/33_imports.sql: guards

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

-- schema/34_sharing.sql: guards

CREATE INDEX sharing_grants_ending ON sharing_grants (partnership_id, until_at) WHERE until_at IS NOT NULL;

CALL app.close_table('sharing_readers');
CALL app.open_by_grant('sharing_readers');
GRANT SELECT ON sharing_readers TO alongside_app;
CALL app.close_table('sharing_looks');
CALL app.close_table('sharing_changes');
CALL app.close_table('sharing_sides');
CALL app.close_table('sharing_work');
CALL app.open_to_jobs('sharing_changes');
CALL app.open_to_jobs('sharing_sides');
CALL app.open_to_jobs('sharing_work');

-- Whether whoever asks is of a side of a change. Who lost it sees of it what concerns her own agency, and so does who was told.
CREATE FUNCTION app.is_told(p_agency uuid, p_reach text, p_account uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_agency = (SELECT app.grants_to()) AND (p_account IS NULL OR p_account = (SELECT app.account_id()))
    AND (p_reach <> 'coordination' OR (SELECT app.coordinates()))
$$;
REVOKE ALL ON FUNCTION app.is_told FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_told TO alongside_app;

CREATE POLICY told ON sharing_sides FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND (app.is_told(agency_id, reach, account_id) OR app.sees_case(case_id)));
CREATE POLICY told ON sharing_changes FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND (app.sees_case(case_id) OR EXISTS (SELECT FROM sharing_sides s
    WHERE s.partnership_id = sharing_changes.partnership_id AND s.change_id = sharing_changes.id)));
CREATE POLICY told ON sharing_work TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND ((agency_id = (SELECT app.grants_to()) AND (account_id IS NULL OR account_id = (SELECT app.account_id())))
    OR app.sees_case(case_id)));
GRANT SELECT ON sharing_changes, sharing_sides TO alongside_app, alongside_jobs;
GRANT SELECT, UPDATE (stopped_at, stopped_by, answer, answered_at, answered_by, to_agency_id, because) ON sharing_work TO alongside_app;
GRANT SELECT ON sharing_work TO alongside_jobs;

-- Who reads a file at an instant, by the grants as they stand. Guests, who read one item, are not among them.
CREATE FUNCTION app.readers_of(p_partnership uuid, p_case uuid, p_at timestamptz)
RETURNS TABLE (agency_id uuid, reach text, account_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH open AS (SELECT g.* FROM sharing_grants g WHERE g.partnership_id = p_partnership AND g.case_id = p_case
    AND g.agency_id IS NOT NULL AND NOT g.narrowed AND app.in_force(g.from_at, g.until_at, p_at)
    AND app.stands_at(p_partnership, g.agency_id, p_at))
  SELECT DISTINCT g.agency_id, CASE WHEN g.basis = 'coordination' THEN 'coordination' WHEN g.account_id IS NOT NULL THEN 'person'
    ELSE 'agency' END, g.account_id FROM open g
  UNION SELECT g.agency_id, 'shut_out', m.account_id FROM open g JOIN memberships m ON m.partnership_id = p_partnership
      AND m.agency_id = g.agency_id AND m.account_id = ANY (g.shut_out) AND app.in_force(m.started_at, m.ended_at, p_at)
      -- To whom a case is closed for a conflict, that is told by its own way or not at all (18_exclusions.sql), and to nobody by this one.
      AND EXISTS (SELECT FROM app.noes_on(p_partnership, p_case) l WHERE l.kind = 'worker' AND l.account_id = m.account_id)
$$;
REVOKE ALL ON FUNCTION app.readers_of FROM PUBLIC;

-- REF-8: whether an agency that a referral went to reads her now: as such, or for the meeting by coordination. To who sees the case, or what
-- it made itself in it.
CREATE FUNCTION app.recipient_reads(p_case uuid, p_agency uuid, p_for_meeting boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (app.asked_by_jobs() OR app.sees_own_record(p_case)) AND EXISTS (
    SELECT FROM app.readers_of(app.partnership_id(), p_case, app.moment()) r
    WHERE r.agency_id = p_agency AND (r.reach = 'agency' OR (p_for_meeting AND r.reach = 'coordination')))
$$;
REVOKE ALL ON FUNCTION app.recipient_reads FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.recipient_reads TO alongside_app, alongside_jobs;

-- REF-8: whether somebody still owes an answer to a referral: not an agency that reads her no more, by what she refused or took back, or by a
-- time that has come; it could not answer.
CREATE FUNCTION app.anybody_owes(p_referral uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM referral_recipients p WHERE p.partnership_id = app.partnership_id() AND p.referral_id = p_referral
    AND p.responded_at IS NULL AND (p.for_meeting OR EXISTS (SELECT FROM app.readers_of(p.partnership_id, p.case_id, app.moment()) r
      WHERE r.agency_id = p.agency_id AND r.reach = 'agency')))
$$;
REVOKE ALL ON FUNCTION app.anybody_owes FROM PUBLIC;

-- Whether a place reads a case at an instant: its agency does then, or one person alone, or coordination does. `p_own`: also where a no of
-- hers leaves its agency its own record alone. Asked by functions alone.
CREATE FUNCTION app.place_reads(m memberships, p_case uuid, p_own boolean, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = m.partnership_id AND g.case_id = p_case AND g.agency_id = m.agency_id
    AND app.stands_at(g.partnership_id, g.agency_id, p_at)
    AND app.opens_own_record_to(g, m.account_id, app.sees_by_coordination(m.role), p_at) AND (NOT g.narrowed OR p_own))
$$;
REVOKE ALL ON FUNCTION app.place_reads FROM PUBLIC;

-- CON-3, ACC-8: which of some places may be told of something at an instant: as the policies of its table let their holders read it then.
-- Of what hangs on no case everybody may. For what tells by jobs, and by who acts. A subject whose rows hang on a case and that stands not
-- here fails a test. One plan for every subject: made anew for each call, it would cost many times what it answers.
CREATE FUNCTION app.told_among(p_subject text, p_id uuid, p_places uuid[], p_at timestamptz) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
  SELECT m.id FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.id = ANY (p_places) AND CASE p_subject
    WHEN 'case' THEN app.place_reads(m, p_id, true, p_at)
    WHEN 'referral' THEN EXISTS (SELECT FROM referrals s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND CASE WHEN s.case_id IS NULL THEN s.agency_id = m.agency_id ELSE app.place_reads(m, s.case_id, s.agency_id = m.agency_id, p_at) END)
    WHEN 'action' THEN EXISTS (SELECT FROM actions s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND app.place_reads(m, s.case_id, false, p_at))
    -- Whoever reads the case no more takes its own flag down.
    WHEN 'flag' THEN EXISTS (SELECT FROM flags s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND (app.place_reads(m, s.case_id, false, p_at) OR (s.agency_id = m.agency_id AND s.state IN ('to_take_down', 'taken_down'))))
    -- A monthly meeting is of many, and names none.
    WHEN 'meeting' THEN EXISTS (SELECT FROM meetings s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND (s.case_id IS NULL OR app.place_reads(m, s.case_id, false, p_at)))
    WHEN 'safeguarding' THEN EXISTS (SELECT FROM safeguarding_notifications s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND CASE WHEN s.case_id IS NULL THEN s.agency_id = m.agency_id ELSE app.place_reads(m, s.case_id, s.agency_id = m.agency_id, p_at) END)
    WHEN 'received_notification' THEN EXISTS (SELECT FROM received_notifications s WHERE s.partnership_id = m.partnership_id
      AND s.notification_id = p_id AND s.agency_id = m.agency_id)
    -- Its holder, whatever became of it; and who coordinates, to whom it says no more than that it was.
    WHEN 'emergency_access' THEN EXISTS (SELECT FROM emergency_accesses s JOIN partnerships p ON p.id = s.partnership_id
      WHERE s.partnership_id = m.partnership_id AND s.id = p_id AND (s.account_id = m.account_id
        OR (app.sees_by_coordination(m.role) AND m.agency_id = p.coordinating_agency_id)))
    WHEN 'sharing_change' THEN EXISTS (SELECT FROM sharing_changes s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND (app.place_reads(m, s.case_id, false, p_at) OR EXISTS (SELECT FROM sharing_sides d WHERE d.partnership_id = s.partnership_id
        AND d.change_id = s.id AND d.agency_id = m.agency_id AND (d.account_id IS NULL OR d.account_id = m.account_id)
        AND (d.reach <> 'coordination' OR app.sees_by_coordination(m.role)))))
    WHEN 'left_work' THEN EXISTS (SELECT FROM left_work s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND s.to_membership_id = m.id AND (s.case_id IS NULL OR app.place_reads(m, s.case_id, true, p_at)))
    WHEN 'invitation' THEN EXISTS (SELECT FROM guest_invitations s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND s.membership_id = m.id)
    ELSE true END
$$;
REVOKE ALL ON FUNCTION app.told_among FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.told_among TO alongside_app, alongside_jobs;

-- Why an agency, or one of its people, reads a file no more. That it is what she said on another file, joined to this one, nobody
-- learns by it (ACC-6).
CREATE FUNCTION app.why_lost(p_partnership uuid, p_case uuid, p_agency uuid, p_account uuid, p_at timestamptz) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH ended AS (SELECT g.* FROM sharing_grants g WHERE g.partnership_id = p_partnership AND g.case_id = p_case
    AND g.agency_id = p_agency AND (g.account_id IS NULL OR g.account_id = p_account) AND g.until_at <= p_at
    ORDER BY g.until_at DESC, g.from_at DESC LIMIT 1)
  SELECT CASE
    WHEN NOT app.stands_at(p_partnership, p_agency, p_at) THEN 'unsigned'
    WHEN EXISTS (SELECT FROM limits l WHERE l.partnership_id = p_partnership AND l.lifted_at IS NULL AND l.agency_id = p_agency
      AND (l.kind = 'agency' OR l.account_id = p_account) AND l.case_id = p_case)
      AND NOT EXISTS (SELECT FROM ended e JOIN consents c ON c.partnership_id = e.partnership_id AND c.id = e.consent_id
        WHERE c.withdrawn_at = e.until_at) THEN 'limited'
    WHEN EXISTS (SELECT FROM app.noes_on(p_partnership, p_case) l WHERE l.agency_id = p_agency
      AND (l.kind = 'agency' OR l.account_id = p_account))
      AND NOT EXISTS (SELECT FROM ended e JOIN consents c ON c.partnership_id = e.partnership_id AND c.id = e.consent_id
        WHERE c.withdrawn_at = e.until_at) THEN 'ended'
    ELSE (SELECT CASE e.basis
        WHEN 'consent' THEN CASE
          WHEN c.withdrawn_at IS NOT NULL THEN 'withdrawn'
          WHEN EXISTS (SELECT FROM consents n WHERE n.partnership_id = c.partnership_id AND n.case_id = c.case_id
            AND n.recorded_at = e.until_at AND n.id <> c.id) THEN 'replaced'
          ELSE 'lapsed' END
        WHEN 'emergency_access' THEN 'emergency_ended'
        ELSE 'ended' END
      FROM ended e LEFT JOIN consents c ON c.partnership_id = e.partnership_id AND c.id = e.consent_id) END
$$;
REVOKE ALL ON FUNCTION app.why_lost FROM PUBLIC;

-- Why an agency, or one of its people, reads a file now: by its newest grant in force. That files were parted is told to nobody by
-- it: who reads one need not know of the other (ACC-6).
CREATE FUNCTION app.why_gained(p_partnership uuid, p_case uuid, p_agency uuid, p_account uuid, p_at timestamptz) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE
    WHEN g.from_at < p_at AND EXISTS (SELECT FROM joined_files j WHERE j.partnership_id = p_partnership
      AND p_case IN (j.case_id, j.joined_case_id) AND j.undone_at = p_at) THEN 'reads_again'
    WHEN g.from_at < p_at AND EXISTS (SELECT FROM agreement_signatures s WHERE s.partnership_id = p_partnership
      AND s.agency_id = p_agency AND s.signed_at = p_at) THEN 'signed'
    WHEN g.from_at < p_at THEN 'limit_lifted'
    ELSE CASE g.basis WHEN 'own_referral' THEN 'referral' WHEN 'coordination' THEN 'referral'
      WHEN 'emergency_access' THEN 'emergency' ELSE g.basis END END
  FROM sharing_grants g WHERE g.partnership_id = p_partnership AND g.case_id = p_case AND g.agency_id = p_agency
    AND (g.account_id IS NULL OR g.account_id = p_account) AND NOT g.narrowed AND app.in_force(g.from_at, g.until_at, p_at)
  ORDER BY g.account_id IS NULL DESC, g.from_at DESC LIMIT 1
$$;
REVOKE ALL ON FUNCTION app.why_gained FROM PUBLIC;

-- What runs with an agency that reads a file no more, or with one of its people: told apart from what it makes of its own accord.
CREATE FUNCTION app.note_sharing_work(p_change uuid, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH lost AS (SELECT s.* FROM sharing_sides s WHERE s.change_id = p_change AND s.side = 'lost' AND s.reach <> 'coordination'),
  running AS (
    SELECT s.*, 'action' AS kind, a.id AS subject, a.reference AS called, a.meeting_id AS meeting FROM lost s
      JOIN actions a ON a.partnership_id = s.partnership_id AND a.case_id = s.case_id AND a.owner_agency_id = s.agency_id
        AND a.closed_at IS NULL AND (s.account_id IS NULL OR a.owner_account_id = s.account_id)
    UNION ALL
    SELECT s.*, 'research', i.id, NULL, i.meeting_id FROM lost s
      JOIN agenda_items i ON i.partnership_id = s.partnership_id AND i.case_id = s.case_id AND i.closed_at IS NULL
      JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id AND m.starts_at > p_at
     WHERE s.account_id IS NULL AND NOT s.keeps_own
    UNION ALL
    SELECT s.*, 'papers', d.id, d.number, d.meeting_id FROM lost s
      JOIN agenda_items i ON i.partnership_id = s.partnership_id AND i.case_id = s.case_id
      JOIN document_copies d ON d.partnership_id = s.partnership_id AND d.meeting_id = i.meeting_id
        AND d.holder_agency_id = s.agency_id AND (s.account_id IS NULL OR d.holder_account_id = s.account_id)
        AND d.kind <> 'attendance_list' AND (d.state = 'handed_out' OR (d.form = 'screen' AND EXISTS (SELECT FROM copy_downloads c
          WHERE c.partnership_id = d.partnership_id AND c.copy_id = d.id AND c.agency_id = s.agency_id))))
  INSERT INTO sharing_work (partnership_id, id, change_id, case_id, agency_id, account_id, kind, subject_id, reference, meeting_id)
  SELECT r.partnership_id, app.new_id(), p_change, r.case_id, r.agency_id, r.account_id, r.kind, r.subject, r.called, r.meeting
    FROM running r WHERE NOT EXISTS (SELECT FROM sharing_work w WHERE w.partnership_id = r.partnership_id
      AND w.subject_id = r.subject AND w.agency_id = r.agency_id AND w.case_id = r.case_id AND w.answered_at IS NULL)
$$;
REVOKE ALL ON FUNCTION app.note_sharing_work FROM PUBLIC;

-- The one place in which sharing changes: compares who could read a file, as far as it was told, with who can, and keeps what
-- is other. The first time is the file's beginning, which its referral tells. As often as one likes: nothing other, nothing kept.
CREATE FUNCTION app.note_sharing(p_partnership uuid, p_case uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  change constant uuid := app.new_id();
  first constant boolean := NOT EXISTS (SELECT FROM sharing_changes s WHERE s.partnership_id = p_partnership AND s.case_id = p_case);
  turned integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('sharing of ' || p_case, 0));
  IF NOT EXISTS ((SELECT r.agency_id, r.reach, r.account_id FROM app.readers_of(p_partnership, p_case, p_at) r
      EXCEPT SELECT s.agency_id, s.reach, s.account_id FROM sharing_readers s WHERE s.partnership_id = p_partnership AND s.case_id = p_case)
      UNION ALL (SELECT s.agency_id, s.reach, s.account_id FROM sharing_readers s WHERE s.partnership_id = p_partnership AND s.case_id = p_case
      EXCEPT SELECT r.agency_id, r.reach, r.account_id FROM app.readers_of(p_partnership, p_case, p_at) r)) THEN
    RETURN;
  END IF;

  INSERT INTO sharing_changes (partnership_id, id, case_id, reference, holder_agency_id, at)
    SELECT p_partnership, change, p_case, c.reference, c.agency_id, p_at FROM cases c WHERE c.partnership_id = p_partnership AND c.id = p_case;
  -- Who reads as one of an agency that reads anyway gains nothing by it, and loses nothing with it.
  WITH before AS (SELECT s.agency_id, s.reach, s.account_id FROM sharing_readers s WHERE s.partnership_id = p_partnership AND s.case_id = p_case),
  after AS (SELECT * FROM app.readers_of(p_partnership, p_case, p_at)),
  had AS (SELECT b.* FROM before b WHERE b.reach = 'agency' OR (b.reach <> 'shut_out' AND NOT EXISTS (SELECT FROM before o
    WHERE o.agency_id = b.agency_id AND o.reach = 'agency'))),
  has AS (SELECT a.* FROM after a WHERE a.reach = 'agency' OR (a.reach <> 'shut_out' AND NOT EXISTS (SELECT FROM after o
    WHERE o.agency_id = a.agency_id AND o.reach = 'agency'))),
  turns AS (
    SELECT 'lost' AS side, h.* FROM had h WHERE NOT EXISTS (SELECT FROM has o WHERE o.agency_id = h.agency_id
      AND (o.reach = 'agency' OR (o.reach = h.reach AND o.account_id IS NOT DISTINCT FROM h.account_id)))
    UNION ALL SELECT 'gained', h.* FROM has h WHERE NOT EXISTS (SELECT FROM had o WHERE o.agency_id = h.agency_id
      AND (o.reach = 'agency' OR (o.reach = h.reach AND o.account_id IS NOT DISTINCT FROM h.account_id)))
    UNION ALL SELECT 'lost', a.agency_id, 'person', a.account_id FROM after a WHERE a.reach = 'shut_out'
      AND EXISTS (SELECT FROM had h WHERE h.agency_id = a.agency_id)
      AND NOT EXISTS (SELECT FROM before b WHERE b.reach = 'shut_out' AND b.agency_id = a.agency_id AND b.account_id = a.account_id)
    UNION ALL SELECT 'gained', b.agency_id, 'person', b.account_id FROM before b WHERE b.reach = 'shut_out'
      AND EXISTS (SELECT FROM has h WHERE h.agency_id = b.agency_id)
      AND NOT EXISTS (SELECT FROM after a WHERE a.reach = 'shut_out' AND a.agency_id = b.agency_id AND a.account_id = b.account_id))
  INSERT INTO sharing_sides (partnership_id, change_id, case_id, side, agency_id, reach, account_id, cause, keeps_own)
    SELECT p_partnership, change, p_case, t.side, t.agency_id, t.reach, t.account_id,
      coalesce(CASE t.side WHEN 'lost' THEN app.why_lost(p_partnership, p_case, t.agency_id, t.account_id, p_at)
        ELSE app.why_gained(p_partnership, p_case, t.agency_id, t.account_id, p_at) END, 'ended'),
      t.side = 'lost' AND t.reach = 'agency' AND EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = p_partnership
        AND g.case_id = p_case AND g.agency_id = t.agency_id AND g.basis = 'own_referral' AND app.in_force(g.from_at, g.until_at, p_at)
        AND app.stands_at(p_partnership, t.agency_id, p_at))
    FROM turns t ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS turned = ROW_COUNT;

  DELETE FROM sharing_readers s WHERE s.partnership_id = p_partnership AND s.case_id = p_case
    AND NOT EXISTS (SELECT FROM app.readers_of(p_partnership, p_case, p_at) r WHERE r.agency_id = s.agency_id AND r.reach = s.reach
      AND r.account_id IS NOT DISTINCT FROM s.account_id);
  INSERT INTO sharing_readers SELECT p_partnership, p_case, r.agency_id, r.reach, r.account_id, p_at
    FROM app.readers_of(p_partnership, p_case, p_at) r ON CONFLICT DO NOTHING;
  IF turned = 0 THEN
    DELETE FROM sharing_changes s WHERE s.partnership_id = p_partnership AND s.id = change;
    RETURN;
  END IF;
  IF first THEN
    RETURN;
  END IF;

  -- Who gave her a promise on this file: took what she agreed to, or holds what she refuses. Who promised on a file that is
  -- joined may not know of this one (REF-10).
  INSERT INTO sharing_sides (partnership_id, change_id, case_id, side, agency_id, reach, account_id, cause)
    SELECT DISTINCT p_partnership, change, p_case, 'promised', p.agency_id, 'agency', NULL::uuid, 'promised' FROM (
      SELECT c.agency_id FROM consents c WHERE c.partnership_id = p_partnership AND c.case_id = p_case
      UNION SELECT l.promised_by FROM limits l WHERE l.partnership_id = p_partnership AND l.case_id = p_case AND l.lifted_at IS NULL) p;
  PERFORM app.note_sharing_work(change, p_at);
  UPDATE sharing_work w SET answer = 'reads_again', answered_at = p_at FROM sharing_sides s
   WHERE s.partnership_id = p_partnership AND s.change_id = change AND s.side = 'gained' AND w.partnership_id = s.partnership_id
     AND w.case_id = s.case_id AND w.agency_id = s.agency_id AND w.answered_at IS NULL
     AND (s.reach = 'agency' OR w.account_id = s.account_id);
  INSERT INTO outbox_events (id, partnership_id, type, data, at) VALUES (app.new_id(), p_partnership, 'sharing.changed',
    jsonb_build_object('sharingChangeId', change, 'caseId', p_case), p_at);
END $$;
REVOKE ALL ON FUNCTION app.note_sharing FROM PUBLIC;

-- Looked at as the transaction commits, once whatever it does to the grants is done: for the first of a file's grants, since
-- those after it stand as they are by then.
CREATE FUNCTION app.grants_turned() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF app.moment() IS NOT NULL THEN
    IF current_setting('app.sharing_noted', true) = NEW.case_id::text THEN
      RETURN NULL;
    END IF;
    PERFORM set_config('app.sharing_noted', NEW.case_id::text, true);
  END IF;
  PERFORM app.note_sharing(NEW.partnership_id, NEW.case_id, coalesce(app.moment(), NEW.from_at));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.grants_turned FROM PUBLIC;
CREATE CONSTRAINT TRIGGER note_sharing AFTER INSERT OR UPDATE ON sharing_grants DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION app.grants_turned();

-- ACC-5: an agency that signs anew reads again what is shared with it; one that has not signed in time a clock finds.
CREATE FUNCTION app.standing_turned() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF coalesce(OLD.standing_until > app.moment(), false) IS DISTINCT FROM coalesce(NEW.standing_until > app.moment(), false) THEN
    PERFORM app.note_sharing(NEW.partnership_id, g.case_id, app.moment()) FROM (SELECT DISTINCT s.case_id FROM sharing_grants s
      WHERE s.partnership_id = NEW.partnership_id AND s.agency_id = NEW.id AND app.in_force(s.from_at, s.until_at, app.moment())) g;
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.standing_turned FROM PUBLIC;
CREATE TRIGGER note_sharing AFTER UPDATE OF standing_until ON agencies FOR EACH ROW
  WHEN (app.moment() IS NOT NULL) EXECUTE FUNCTION app.standing_turned();

-- Whether the agency of who asks, or one of its people, lost sight of anything since. HRM-1: also by a conflict that closed a case to who asks, as
-- it was recorded or as two files were joined, which no change of sharing tells.
CREATE FUNCTION app.lost_since(p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM sharing_sides s JOIN sharing_changes c ON c.partnership_id = s.partnership_id AND c.id = s.change_id
    WHERE s.partnership_id = app.partnership_id() AND s.agency_id = app.agency_id() AND s.side = 'lost' AND c.at > p_at)
  OR EXISTS (SELECT FROM case_exclusions x WHERE x.partnership_id = app.partnership_id() AND x.account_id = app.account_id() AND x.ended_at IS NULL
    AND (x.closed_at > p_at OR EXISTS (SELECT FROM joined_files j WHERE j.partnership_id = x.partnership_id AND j.undone_at IS NULL
      AND j.joined_at > p_at AND x.case_id IN (SELECT app.files_of_person(j.partnership_id, j.case_id)))))
$$;
REVOKE ALL ON FUNCTION app.lost_since FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.lost_since TO alongside_app;

-- By a clock: the next cases of which grants ended by themselves since it last looked, however long that is ago, or agencies' agreements ran out.
CREATE FUNCTION app.lapsed_sharing(p_at timestamptz, p_after uuid, p_most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH looked AS MATERIALIZED (
    SELECT coalesce((SELECT l.until_at FROM sharing_looks l WHERE l.partnership_id = app.partnership_id()), '-infinity') AS until_at)
  SELECT g.case_id FROM looked l JOIN sharing_grants g ON g.until_at > l.until_at AND g.until_at <= p_at
    WHERE g.partnership_id = app.partnership_id() AND g.case_id > p_after
  UNION SELECT g.case_id FROM looked l JOIN agencies y ON y.standing_until > l.until_at AND y.standing_until <= p_at
    JOIN sharing_grants g ON g.partnership_id = y.partnership_id AND g.agency_id = y.id AND app.in_force(g.from_at, g.until_at, p_at)
    WHERE y.partnership_id = app.partnership_id() AND g.case_id > p_after
  ORDER BY 1 LIMIT p_most
$$;
REVOKE ALL ON FUNCTION app.lapsed_sharing FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.lapsed_sharing TO alongside_jobs;

-- Puts them on record as they are at `p_at`. `p_until`: all that ended up to then is; NULL: not yet.
CREATE FUNCTION app.note_lapsed_sharing(p_cases uuid[], p_at timestamptz, p_until timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  v_case uuid;
BEGIN
  INSERT INTO sharing_looks (partnership_id, until_at) VALUES (here, '-infinity') ON CONFLICT DO NOTHING;
  PERFORM FROM sharing_looks WHERE partnership_id = here FOR UPDATE;
  FOREACH v_case IN ARRAY p_cases LOOP
    PERFORM app.note_sharing(here, v_case, p_at);
  END LOOP;
  UPDATE sharing_looks SET until_at = greatest(p_until, until_at) WHERE partnership_id = here AND p_until IS NOT NULL;
END $$;
REVOKE ALL ON FUNCTION app.note_lapsed_sharing FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.note_lapsed_sharing TO alongside_jobs;

-- What ends otherwise runs with nobody any more.
CREATE FUNCTION app.settle_sharing_work() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE sharing_work w SET answer = 'stopped', answered_at = app.moment(), answered_by = app.account_id()
   WHERE w.partnership_id = NEW.partnership_id AND w.subject_id = NEW.id AND w.answered_at IS NULL;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.settle_sharing_work FROM PUBLIC;
CREATE TRIGGER settle_sharing_work AFTER UPDATE OF closed_at ON actions FOR EACH ROW
  WHEN (NEW.closed_at IS NOT NULL) EXECUTE FUNCTION app.settle_sharing_work();
CREATE TRIGGER settle_sharing_work AFTER UPDATE OF closed_at ON agenda_items FOR EACH ROW
  WHEN (NEW.closed_at IS NOT NULL) EXECUTE FUNCTION app.settle_sharing_work();
CREATE TRIGGER settle_sharing_work AFTER UPDATE OF state ON document_copies FOR EACH ROW
  WHEN (NEW.state IN ('collected', 'destroyed')) EXECUTE FUNCTION app.settle_sharing_work();

-- schema/35_leaving.sql: guards

-- By whose it is in person: of the standing work of thousands, what those few have who left.
CREATE INDEX consents_kept ON consents (partnership_id, agency_id, (coalesce(kept_by, recorded_by))) WHERE withdrawn_at IS NULL AND lapsed_at IS NULL;
CREATE INDEX actions_owner ON actions (partnership_id, owner_account_id) WHERE closed_at IS NULL AND owner_account_id IS NOT NULL;
CREATE INDEX outcome_reviews_account ON outcome_reviews (partnership_id, account_id);

-- Every open thing of an agency that is one of some people's in person: by her account, which stays hers while she has any place there, or
-- by one place of hers. A case is named where whoever leads there may see it, or not. A column that names a person and is not
-- here stands in leaving.test.ts with the reason why.
CREATE FUNCTION app.work_in_person(p_partnership uuid, p_agency uuid, p_accounts uuid[])
RETURNS TABLE (kind text, subject_id uuid, case_id uuid, reference text, due_on date, account_id uuid, place_id uuid)
LANGUAGE sql STABLE AS $$
  SELECT 'action', a.id, a.case_id, a.reference, a.due_on, a.owner_account_id, NULL::uuid FROM actions a
   WHERE a.partnership_id = p_partnership AND a.owner_agency_id = p_agency AND a.closed_at IS NULL AND a.owner_account_id IS NOT NULL
     AND a.owner_account_id = ANY (p_accounts)
  UNION ALL
  SELECT CASE r.state WHEN 'draft' THEN 'draft' ELSE 'returned' END, r.id, r.case_id, r.reference, NULL, r.author_account_id, NULL
    FROM referrals r WHERE r.partnership_id = p_partnership AND r.agency_id = p_agency AND r.state IN ('draft', 'returned')
     AND r.author_account_id = ANY (p_accounts)
  UNION ALL
  SELECT 'consent', c.id, c.case_id, f.reference, c.until_on, app.keeper_of(c), NULL FROM consents c
    JOIN cases f ON f.partnership_id = c.partnership_id AND f.id = c.case_id
   WHERE c.partnership_id = p_partnership AND c.agency_id = p_agency AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL
     AND c.end_told_at IS NULL AND app.keeper_of(c) = ANY (p_accounts)
  UNION ALL
  SELECT 'review', v.id, v.case_id, f.reference, v.ask_on, v.account_id, NULL FROM outcome_reviews v
    JOIN cases f ON f.partnership_id = v.partnership_id AND f.id = v.case_id
   WHERE v.partnership_id = p_partnership AND v.agency_id = p_agency AND v.account_id = ANY (p_accounts)
     AND NOT EXISTS (SELECT FROM outcomes o WHERE o.partnership_id = v.partnership_id AND o.case_id = v.case_id
       AND o.occasion = v.occasion AND NOT EXISTS (SELECT FROM outcomes n WHERE n.partnership_id = o.partnership_id AND n.replaces = o.id))
  UNION ALL
  SELECT 'papers', d.id, NULL, d.number, NULL, d.holder_account_id, NULL FROM document_copies d
   WHERE d.partnership_id = p_partnership AND d.holder_agency_id = p_agency AND d.state = 'handed_out'
     AND d.holder_account_id = ANY (p_accounts)
  UNION ALL
  SELECT 'emergency', e.id, NULL, NULL, NULL, e.account_id, NULL FROM emergency_accesses e
   WHERE e.partnership_id = p_partnership AND e.agency_id = p_agency AND e.opened_at IS NOT NULL AND e.told_at IS NULL
     AND e.reviewed_at IS NULL AND e.account_id = ANY (p_accounts)
  UNION ALL
  SELECT 'asked_by_name', q.id, NULL, NULL, NULL, q.account_id, NULL FROM emergency_requests q
   WHERE q.partnership_id = p_partnership AND q.agency_id = p_agency AND q.answered_at IS NULL
     AND q.account_id = ANY (p_accounts)
  UNION ALL
  SELECT 'on_call', t.id, NULL, NULL, NULL, m.account_id, m.id FROM on_call t
    JOIN memberships m ON m.partnership_id = t.partnership_id AND m.id = t.membership_id
   WHERE t.partnership_id = p_partnership AND t.agency_id = p_agency AND t.ended_at IS NULL
     AND m.account_id = ANY (p_accounts)
  UNION ALL
  SELECT 'system', s.id, NULL, NULL, NULL, m.account_id, m.id FROM systems s
    JOIN memberships m ON m.partnership_id = s.partnership_id AND m.id = s.owner_membership_id
   WHERE s.partnership_id = p_partnership AND s.agency_id = p_agency AND s.state IN ('proposed', 'agreed')
     AND m.account_id = ANY (p_accounts)
$$;
REVOKE ALL ON FUNCTION app.work_in_person FROM PUBLIC;

-- The places of people in an agency, with whether each was the last that its holder had there.
CREATE FUNCTION app.ended_places(p_partnership uuid, p_agency uuid, p_at timestamptz)
RETURNS TABLE (id uuid, account_id uuid, ended_at timestamptz, ended_for text, gone boolean)
LANGUAGE sql STABLE AS $$
  SELECT m.id, m.account_id, m.ended_at, m.ended_for,
      row_number() OVER (PARTITION BY m.account_id ORDER BY m.ended_at DESC, m.id) = 1 AND NOT EXISTS (SELECT FROM memberships n
        WHERE n.partnership_id = m.partnership_id AND n.agency_id = m.agency_id AND n.account_id = m.account_id
          AND app.is_place(n.role) AND app.in_force(n.started_at, n.ended_at, p_at))
    FROM memberships m WHERE m.partnership_id = p_partnership AND m.agency_id = p_agency AND m.ended_at <= p_at
     AND app.is_place(m.role)
$$;
REVOKE ALL ON FUNCTION app.ended_places FROM PUBLIC;

-- What of it names somebody who has left, or to whom its case is closed (HRM-1), and was not left for a reason.
CREATE FUNCTION app.work_without_owner(p_partnership uuid, p_agency uuid, p_at timestamptz)
RETURNS TABLE (kind text, subject_id uuid, case_id uuid, reference text, due_on date, account_id uuid, ended_at timestamptz, ended_for text, stands_aside boolean)
LANGUAGE sql STABLE AS $$
  SELECT w.kind, w.subject_id, w.case_id, w.reference, w.due_on, w.account_id, l.ended_at, l.ended_for, false
    FROM app.ended_places(p_partnership, p_agency, p_at) l
    JOIN app.work_in_person(p_partnership, p_agency, ARRAY(SELECT p.account_id FROM app.ended_places(p_partnership, p_agency, p_at) p)) w
      ON CASE WHEN w.place_id IS NULL THEN l.gone AND w.account_id = l.account_id ELSE w.place_id = l.id END
   WHERE NOT EXISTS (SELECT FROM left_work a WHERE a.partnership_id = p_partnership AND a.subject_id = w.subject_id
     AND a.kind = w.kind AND a.account_id = w.account_id AND a.because IS NOT NULL)
  UNION ALL
  SELECT w.kind, w.subject_id, w.case_id, w.reference, w.due_on, w.account_id, x.since, NULL, true
    FROM app.work_in_person(p_partnership, p_agency,
      ARRAY(SELECT DISTINCT c.account_id FROM case_exclusions c WHERE c.partnership_id = p_partnership AND c.ended_at IS NULL)) w
    CROSS JOIN LATERAL (SELECT min(e.closed_at) AS since FROM case_exclusions e WHERE e.partnership_id = p_partnership
      AND e.account_id = w.account_id AND e.ended_at IS NULL AND e.case_id IN (SELECT app.files_of_person(p_partnership, w.case_id))) x
   WHERE w.case_id IS NOT NULL AND x.since IS NOT NULL
     AND NOT EXISTS (SELECT FROM app.ended_places(p_partnership, p_agency, p_at) l WHERE l.gone AND l.account_id = w.account_id)
     AND NOT EXISTS (SELECT FROM left_work a WHERE a.partnership_id = p_partnership AND a.subject_id = w.subject_id
       AND a.kind = w.kind AND a.account_id = w.account_id AND a.because IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION app.work_without_owner FROM PUBLIC;

-- Whether the holder of a place may see what a case's work is about, so that it can be hers.
CREATE FUNCTION app.may_take_on(p_case uuid, p_place memberships, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_case IS NULL OR EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = p_place.partnership_id AND g.case_id = p_case
    AND g.agency_id = p_place.agency_id
    AND app.opens_own_record_to(g, p_place.account_id, app.sees_by_coordination(p_place.role), p_at))
$$;
REVOKE ALL ON FUNCTION app.may_take_on FROM PUBLIC;

CALL app.close_table('left_work');
CALL app.open_to_jobs('left_work');
CREATE POLICY led ON left_work FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to()) AND (case_id IS NULL OR app.sees_own_record(case_id)));
GRANT SELECT ON left_work TO alongside_app, alongside_jobs;

-- What waits for whoever asks to find it an owner: she leads here, or stands in for who does.
CREATE FUNCTION app.left_to_me()
RETURNS TABLE (kind text, subject_id uuid, case_id uuid, reference text, due_on date, account_id uuid, ended_at timestamptz, ended_for text,
  stands_aside boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT w.* FROM app.work_without_owner(app.partnership_id(), app.grants_to(), app.moment()) w
   WHERE app.tends_places(app.grants_to()) AND (w.case_id IS NULL OR app.sees_own_record(w.case_id))
$$;
REVOKE ALL ON FUNCTION app.left_to_me FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.left_to_me TO alongside_app;

-- Of what has no owner: in whose places it can be found one, since they tend the agency's places and may see what it is about; and
-- whether somebody who leads there is among them.
CREATE FUNCTION app.who_may_answer(p_partnership uuid, p_agency uuid, p_at timestamptz)
RETURNS TABLE (subject_id uuid, ended_at timestamptz, places uuid[], led boolean)
LANGUAGE sql STABLE AS $$
  SELECT w.subject_id, w.ended_at, coalesce(array_agg(m.id) FILTER (WHERE m.id IS NOT NULL), '{}'),
      coalesce(bool_or(app.leads(m.role)), false)
    FROM app.work_without_owner(p_partnership, p_agency, p_at) w
    LEFT JOIN memberships m ON m.partnership_id = p_partnership AND m.agency_id = p_agency
      AND app.hears_for_agency(m.role) AND app.in_force(m.started_at, m.ended_at, p_at)
      AND app.may_take_on(w.case_id, m, p_at)
   GROUP BY w.kind, w.subject_id, w.account_id, w.ended_at
$$;
REVOKE ALL ON FUNCTION app.who_may_answer FROM PUBLIC;

-- To who coordinates: where nobody leads who could find it an owner, how much there is. Not what, nor of whom (ACC-6).
CREATE FUNCTION app.left_to_nobody() RETURNS TABLE (agency_id uuid, agency_name text, things bigint, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT g.id, g.name, count(*), min(w.ended_at) FROM agencies g
    CROSS JOIN LATERAL app.who_may_answer(g.partnership_id, g.id, app.moment()) w
   WHERE g.partnership_id = app.partnership_id() AND app.coordinates() AND NOT w.led
   GROUP BY g.id, g.name ORDER BY 4, 2
$$;
REVOKE ALL ON FUNCTION app.left_to_nobody FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.left_to_nobody TO alongside_app;

-- How much of it would have no owner if a place ended now, to who tends the agency's places: by kind to the agency's own.
CREATE FUNCTION app.work_of_place(p_place uuid) RETURNS TABLE (kind text, things bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN m.agency_id = app.agency_id() THEN w.kind END, count(*) FROM memberships m
    CROSS JOIN LATERAL app.work_in_person(m.partnership_id, m.agency_id, ARRAY[m.account_id]) w
   WHERE m.partnership_id = app.partnership_id() AND m.id = p_place AND app.in_force(m.started_at, m.ended_at, app.moment())
     AND app.tends_places(m.agency_id)
     AND CASE WHEN w.place_id IS NULL THEN w.account_id = m.account_id AND NOT EXISTS (SELECT FROM memberships n
         WHERE n.partnership_id = m.partnership_id AND n.agency_id = m.agency_id AND n.account_id = m.account_id AND n.id <> m.id
           AND app.is_place(n.role) AND app.in_force(n.started_at, n.ended_at, app.moment()))
       ELSE w.place_id = m.id END
   GROUP BY 1 ORDER BY 1
$$;
REVOKE ALL ON FUNCTION app.work_of_place FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.work_of_place TO alongside_app;

-- For jobs, of what has no owner in an agency: the places in which any of it can be found one, and whether of any who coordinates
-- is told, as app.left_to_nobody shows her.
CREATE FUNCTION app.told_of_left_work(p_agency uuid, p_at timestamptz, OUT places uuid[], OUT to_nobody boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT p.id) FILTER (WHERE p.id IS NOT NULL), '{}'), coalesce(bool_or(NOT w.led), false)
    FROM app.who_may_answer(app.partnership_id(), p_agency, p_at) w LEFT JOIN LATERAL unnest(w.places) AS p (id) ON true
$$;
REVOKE ALL ON FUNCTION app.told_of_left_work FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.told_of_left_work TO alongside_jobs;

-- Finds it an owner, or leaves it for a reason: by who leads there, of what waits for her. The owner is one of the agency who may
-- see what it is about (AL424: http/problems.ts).
CREATE FUNCTION app.answer_left_work(p_id uuid, p_subject uuid, p_to uuid, p_because bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  w record;
  taker memberships;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('left work ' || p_subject, 0));
  SELECT * INTO w FROM app.left_to_me() l WHERE l.subject_id = p_subject LIMIT 1;
  IF NOT FOUND THEN RAISE EXCEPTION 'not hers to answer' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF p_to IS NOT NULL THEN
    SELECT m.* INTO taker FROM memberships m WHERE m.partnership_id = here AND m.id = p_to AND m.agency_id = app.grants_to()
      AND app.works_on_cases(m.role) AND app.in_force(m.started_at, m.ended_at, app.moment())
      AND app.may_take_on(w.case_id, m, app.moment()) FOR SHARE;
    IF NOT FOUND THEN RAISE EXCEPTION 'not one who may take it' USING ERRCODE = 'AL424'; END IF;
    CASE w.kind
      WHEN 'action' THEN UPDATE actions SET owner_account_id = taker.account_id, version = version + 1
        WHERE partnership_id = here AND id = p_subject;
      WHEN 'draft', 'returned' THEN UPDATE referrals SET author_account_id = taker.account_id, version = version + 1
        WHERE partnership_id = here AND id = p_subject;
      WHEN 'consent' THEN UPDATE consents SET kept_by = taker.account_id WHERE partnership_id = here AND id = p_subject;
      WHEN 'review' THEN UPDATE outcome_reviews SET account_id = taker.account_id WHERE partnership_id = here AND id = p_subject;
      WHEN 'system' THEN UPDATE systems SET owner_membership_id = taker.id, version = version + 1
        WHERE partnership_id = here AND id = p_subject;
      ELSE RAISE EXCEPTION 'nothing that passes to somebody else' USING ERRCODE = 'insufficient_privilege';
    END CASE;
  END IF;
  INSERT INTO left_work (partnership_id, id, agency_id, kind, subject_id, case_id, reference, account_id, to_membership_id, because,
      answered_at, answered_by)
    VALUES (here, p_id, app.grants_to(), w.kind, p_subject, w.case_id, w.reference, w.account_id, p_to, p_because, app.moment(), app.account_id());
END $$;
REVOKE ALL ON FUNCTION app.answer_left_work FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.answer_left_work TO alongside_app;

-- schema/40_systems.sql: guards

CALL app.close_table('systems');
CALL app.open_to_jobs('systems');
CREATE POLICY agency ON systems TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND (agency_id = (SELECT app.grants_to()) OR (SELECT app.coordinates())))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND (agency_id = (SELECT app.grants_to()) OR (SELECT app.coordinates())));
CREATE POLICY identity ON systems FOR SELECT TO alongside_identity USING (true);
GRANT SELECT, INSERT, UPDATE ON systems TO alongside_app;
GRANT SELECT ON systems TO alongside_jobs, alongside_identity;

CALL app.close_table('system_secrets');
CREATE POLICY agency ON system_secrets TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND EXISTS (SELECT FROM systems s WHERE s.partnership_id = system_secrets.partnership_id AND s.id = system_id))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND EXISTS (SELECT FROM systems s WHERE s.partnership_id = system_secrets.partnership_id AND s.id = system_id));
CREATE POLICY identity ON system_secrets TO alongside_identity USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON system_secrets TO alongside_app;
GRANT SELECT, UPDATE (last_used_at) ON system_secrets TO alongside_identity;

-- The account that a system acts under, whose name says in every record which system it was and who answers for it.
-- It has no password, and an address that no mail reaches.
CREATE FUNCTION app.account_of_system(p_system uuid, p_account uuid, p_now timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  called text;
  account uuid;
BEGIN
  SELECT s.name || ', answered for by ' || a.name INTO called FROM systems s
    JOIN memberships m ON m.partnership_id = s.partnership_id AND m.id = s.owner_membership_id
    JOIN accounts a ON a.id = m.account_id
   WHERE s.partnership_id = app.partnership_id() AND s.id = p_system AND (s.agency_id = app.grants_to() OR app.coordinates());
  IF called IS NULL THEN
    RAISE EXCEPTION 'not a system of one''s own' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO accounts (id, email, name, created_at) VALUES (p_account, p_system || '@systems.invalid', called, p_now)
    ON CONFLICT (email) DO UPDATE SET name = EXCLUDED.name RETURNING id INTO account;
  RETURN account;
END $$;
REVOKE ALL ON FUNCTION app.account_of_system FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.account_of_system TO alongside_app;

-- What a system was given, is taken from it at once: its tokens end with its sessions.
CREATE FUNCTION app.end_tokens_of_system(p_system uuid, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE sessions t SET ended_at = p_at FROM systems s
    JOIN memberships m ON m.partnership_id = s.partnership_id AND m.id = s.membership_id
   WHERE s.partnership_id = app.partnership_id() AND s.id = p_system AND (s.agency_id = app.grants_to() OR app.coordinates())
     AND t.account_id = m.account_id AND t.ended_at IS NULL
$$;
REVOKE ALL ON FUNCTION app.end_tokens_of_system FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.end_tokens_of_system TO alongside_app;

-- What a system did, for its agency and the coordinator: the audit's own lines, newest first.
CREATE FUNCTION app.calls_of_system(p_system uuid, p_before timestamptz, p_before_id uuid, p_limit integer) RETURNS SETOF audit_events
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.* FROM systems s
    JOIN memberships m ON m.partnership_id = s.partnership_id AND m.id = s.membership_id
    JOIN audit_events e ON e.partnership_id = s.partnership_id AND e.account_id = m.account_id AND e.role = 'machine_client'
   WHERE s.partnership_id = app.partnership_id() AND s.id = p_system AND (s.agency_id = app.grants_to() OR app.coordinates())
     AND (e.at, e.id) < (p_before, p_before_id)
     -- HRM-1, ACC-8: nor of a case that is closed in person to who asks.
     AND (e.case_id IS NULL OR e.case_id <> ALL ((SELECT app.closed_to_me())::uuid[]))
   ORDER BY e.at DESC, e.id DESC LIMIT p_limit
$$;
REVOKE ALL ON FUNCTION app.calls_of_system FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.calls_of_system TO alongside_app;

-- schema/41_events.sql: guards

CALL app.close_table('outbox_events');
CREATE POLICY append ON outbox_events FOR INSERT TO alongside_app, alongside_jobs WITH CHECK (partnership_id = app.partnership_id());
CREATE POLICY relay ON outbox_events TO alongside_jobs USING (true);
GRANT INSERT ON outbox_events TO alongside_app;
GRANT SELECT, INSERT, UPDATE (relayed_at, tries, next_try_at) ON outbox_events TO alongside_jobs;

CALL app.close_table('agency_events');
CALL app.open_to_jobs('agency_events');
CREATE POLICY told ON agency_events FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to()) AND (while_seen IS NULL OR app.sees_case(while_seen) OR (own_record AND app.sees_own_record(while_seen))));
GRANT SELECT ON agency_events TO alongside_app;
GRANT SELECT, INSERT ON agency_events TO alongside_jobs;

-- schema/42_webhooks.sql: guards

CALL app.close_table('webhook_endpoints');
CALL app.open_to_jobs('webhook_endpoints');
CREATE POLICY own ON webhook_endpoints TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to())) WITH CHECK (partnership_id = app.partnership_id() AND agency_id = app.grants_to());
GRANT SELECT, INSERT, UPDATE (version, address, description, types, secret, previous_secret, previous_secret_until,
  stopped_for, stopped_at, failing_since, removed_at) ON webhook_endpoints TO alongside_app;
GRANT SELECT, UPDATE (version, stopped_for, stopped_at, failing_since, busy_until) ON webhook_endpoints TO alongside_jobs;

CALL app.close_table('webhook_deliveries');
CALL app.open_to_jobs('webhook_deliveries');
CREATE POLICY own ON webhook_deliveries TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to())) WITH CHECK (partnership_id = app.partnership_id() AND agency_id = app.grants_to());
GRANT SELECT, INSERT ON webhook_deliveries TO alongside_app;
GRANT SELECT, INSERT, UPDATE (state, attempts, next_at) ON webhook_deliveries TO alongside_jobs;

CALL app.close_table('webhook_attempts');
CALL app.open_to_jobs('webhook_attempts');
CREATE POLICY own ON webhook_attempts TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to())) WITH CHECK (partnership_id = app.partnership_id() AND agency_id = app.grants_to());
GRANT SELECT ON webhook_attempts TO alongside_app;
GRANT SELECT, INSERT ON webhook_attempts TO alongside_jobs;

-- OPS-6: how webhooks fare in the whole deployment, told as numbers to a job that sees one partnership at a time.
CREATE FUNCTION app.webhook_figures() RETURNS TABLE (taking integer, failing integer, stopped integer, unreadable integer, oldest timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*) FILTER (WHERE stopped_for IS NULL AND failing_since IS NULL)::int,
      count(*) FILTER (WHERE stopped_for IS NULL AND failing_since IS NOT NULL)::int,
      count(*) FILTER (WHERE stopped_for <> 'unreadable')::int,
      count(*) FILTER (WHERE stopped_for = 'unreadable')::int,
      min((SELECT min(d.created_at) FROM webhook_deliveries d WHERE d.partnership_id = e.partnership_id AND d.endpoint_id = e.id
        AND d.state = 'waiting')) FILTER (WHERE stopped_for IS NULL)
    FROM webhook_endpoints e WHERE removed_at IS NULL $$;
REVOKE ALL ON FUNCTION app.webhook_figures FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.webhook_figures TO alongside_jobs;

-- schema/50_monitoring.sql: guards

CALL app.close_table('characteristics');
CALL app.open_by_grant('characteristics');
GRANT SELECT ON characteristics TO alongside_app;
CALL app.close_table('own_characteristics');
CALL app.open_to_own_record('own_characteristics', 'true');
CREATE POLICY own ON own_characteristics AS RESTRICTIVE TO alongside_app USING (agency_id = (SELECT app.grants_to()));
GRANT SELECT ON own_characteristics TO alongside_app;

-- What was told takes the place of what was there, what was not asked does not: of her, and of what the agency of who asks was told. Also where
-- that agency does not see what stands.
CREATE FUNCTION app.keep_characteristics(p_case uuid, p_ethnicity text, p_sexual_orientation text, p_disability text, p_sex text, p_gender_same text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_none CONSTANT text := 'not_yet_asked';
BEGIN
  IF NOT (app.sees_own_record(p_case) AND app.may_record_on(p_case)) THEN RETURN; END IF;
  INSERT INTO characteristics AS c (partnership_id, case_id, ethnicity, sexual_orientation, disability, sex, gender_same)
    VALUES (app.partnership_id(), p_case, p_ethnicity, p_sexual_orientation, p_disability, p_sex, p_gender_same)
    ON CONFLICT (partnership_id, case_id) DO UPDATE SET ethnicity = coalesce(nullif(EXCLUDED.ethnicity, v_none), c.ethnicity),
      sexual_orientation = coalesce(nullif(EXCLUDED.sexual_orientation, v_none), c.sexual_orientation),
      disability = coalesce(nullif(EXCLUDED.disability, v_none), c.disability), sex = coalesce(nullif(EXCLUDED.sex, v_none), c.sex),
      gender_same = coalesce(nullif(EXCLUDED.gender_same, v_none), c.gender_same);
  INSERT INTO own_characteristics AS c (partnership_id, case_id, agency_id, ethnicity, sexual_orientation, disability, sex, gender_same)
    VALUES (app.partnership_id(), p_case, app.grants_to(), p_ethnicity, p_sexual_orientation, p_disability, p_sex, p_gender_same)
    ON CONFLICT (partnership_id, case_id, agency_id) DO UPDATE SET ethnicity = coalesce(nullif(EXCLUDED.ethnicity, v_none), c.ethnicity),
      sexual_orientation = coalesce(nullif(EXCLUDED.sexual_orientation, v_none), c.sexual_orientation),
      disability = coalesce(nullif(EXCLUDED.disability, v_none), c.disability), sex = coalesce(nullif(EXCLUDED.sex, v_none), c.sex),
      gender_same = coalesce(nullif(EXCLUDED.gender_same, v_none), c.gender_same);
END $$;
REVOKE ALL ON FUNCTION app.keep_characteristics FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.keep_characteristics TO alongside_app;

CALL app.close_table('monitoring_reports');
CREATE POLICY published ON monitoring_reports FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND (state = 'published' OR (SELECT app.coordinates())) AND (SELECT app.invited_meeting()) IS NULL);
CREATE POLICY coordinator ON monitoring_reports TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()));
GRANT SELECT, INSERT, UPDATE, DELETE ON monitoring_reports TO alongside_app;

-- To everybody, the tables' owner included.
CREATE FUNCTION app.keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'monitoring_reports' THEN
    IF OLD.state = 'published' THEN RAISE EXCEPTION 'a published report does not change' USING ERRCODE = 'restrict_violation'; END IF;
  ELSIF EXISTS (SELECT FROM monitoring_reports r WHERE r.partnership_id = OLD.partnership_id AND r.id = OLD.report_id AND r.state = 'published') THEN
    RAISE EXCEPTION 'the counts of a published report do not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON monitoring_reports FOR EACH ROW EXECUTE FUNCTION app.keep_published();

CALL app.close_table('monitoring_counts');
CREATE POLICY coordinator ON monitoring_counts TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()));
GRANT SELECT, INSERT, DELETE ON monitoring_counts TO alongside_app;
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON monitoring_counts FOR EACH ROW EXECUTE FUNCTION app.keep_published();

CALL app.close_table('local_populations');
CREATE POLICY coordinator ON local_populations TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()));
CREATE POLICY read ON local_populations FOR SELECT TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.invited_meeting()) IS NULL);
GRANT SELECT, INSERT, UPDATE ON local_populations TO alongside_app;

-- How much an answer tells: an answer before a refusal, a refusal before a question never asked.
CREATE FUNCTION app.told(p_answer text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE p_answer WHEN 'not_yet_asked' THEN 2 WHEN 'prefers_not_to_say' THEN 1 ELSE 0 END
$$;
REVOKE ALL ON FUNCTION app.told FROM PUBLIC;

-- Whether two joined files are counted as one person's: to who coordinates, and to who sees both. To others each stands by itself,
-- lest a figure tell of a file that they may not see (ACC-6).
CREATE FUNCTION app.counts_as_one(p_case uuid, p_joined uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.coordinates() OR (app.sees_case(p_case) AND app.sees_case(p_joined))
$$;
REVOKE ALL ON FUNCTION app.counts_as_one FROM PUBLIC;

-- ACC-8: the files of which the agency of who asks sees its own record alone. Who coordinates counts every file.
CREATE FUNCTION app.narrowed_to_me() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT g.case_id), '{}') FROM sharing_grants g
   WHERE NOT app.coordinates() AND g.partnership_id = app.partnership_id() AND g.agency_id = app.grants_to() AND g.narrowed
     AND app.in_force(g.from_at, g.until_at, app.moment()) AND NOT app.sees_case(g.case_id)
$$;
REVOKE ALL ON FUNCTION app.narrowed_to_me FROM PUBLIC;

-- One row a person discussed from one local date until before another. Her age band is that of the first of those days; of
-- two files, an answer counts before a refusal and a refusal before a question never asked.
CREATE FUNCTION app.discussed(p_from date, p_until date, p_agency uuid, p_light text, p_kind text) RETURNS TABLE (
  person uuid, age_band text, ethnicity text, sexual_orientation text, disability text, sex text, gender_same text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH said AS (
    SELECT coalesce(j.case_id, i.case_id) AS person, i.case_id, i.age_band, m.date, i.id
      FROM meetings m
      JOIN agenda_items i ON i.partnership_id = m.partnership_id AND i.meeting_id = m.id AND i.state = 'discussed'
      LEFT JOIN joined_files j ON j.partnership_id = i.partnership_id AND j.joined_case_id = i.case_id AND j.undone_at IS NULL AND app.counts_as_one(j.case_id, j.joined_case_id)
     WHERE m.partnership_id = app.partnership_id() AND m.date >= p_from AND m.date < p_until
       AND (p_kind IS NULL OR m.kind = p_kind) AND (p_light IS NULL OR i.light = p_light)
       AND (p_agency IS NULL OR EXISTS (SELECT FROM referrals r WHERE r.partnership_id = i.partnership_id AND r.case_id = i.case_id
         AND r.agency_id = p_agency AND r.state <> 'draft'))),
  people AS (
    SELECT s.person, coalesce((array_agg(s.age_band ORDER BY s.date, s.id) FILTER (WHERE s.age_band IS NOT NULL))[1], 'not_yet_asked') AS age_band
      FROM said s GROUP BY s.person),
  files AS (
    SELECT p.person, p.person AS case_id FROM people p
    UNION SELECT p.person, j.joined_case_id FROM people p
      JOIN joined_files j ON j.partnership_id = app.partnership_id() AND j.case_id = p.person AND j.undone_at IS NULL AND app.counts_as_one(j.case_id, j.joined_case_id))
  SELECT p.person, p.age_band, coalesce(c.ethnicity, 'not_yet_asked'), coalesce(c.sexual_orientation, 'not_yet_asked'),
      coalesce(c.disability, 'not_yet_asked'), coalesce(c.sex, 'not_yet_asked'), coalesce(c.gender_same, 'not_yet_asked')
    FROM people p
    LEFT JOIN (SELECT f.person,
        (array_agg(k.ethnicity ORDER BY app.told(k.ethnicity), f.case_id <> f.person))[1] AS ethnicity,
        (array_agg(k.sexual_orientation ORDER BY app.told(k.sexual_orientation), f.case_id <> f.person))[1] AS sexual_orientation,
        (array_agg(k.disability ORDER BY app.told(k.disability), f.case_id <> f.person))[1] AS disability,
        (array_agg(k.sex ORDER BY app.told(k.sex), f.case_id <> f.person))[1] AS sex,
        (array_agg(k.gender_same ORDER BY app.told(k.gender_same), f.case_id <> f.person))[1] AS gender_same
      FROM files f CROSS JOIN LATERAL (
        SELECT a.ethnicity, a.sexual_orientation, a.disability, a.sex, a.gender_same FROM characteristics a
         WHERE a.partnership_id = app.partnership_id() AND a.case_id = f.case_id AND f.case_id <> ALL ((SELECT app.narrowed_to_me())::uuid[])
        UNION ALL SELECT o.ethnicity, o.sexual_orientation, o.disability, o.sex, o.gender_same FROM own_characteristics o
         WHERE o.partnership_id = app.partnership_id() AND o.case_id = f.case_id AND o.agency_id = app.grants_to()
           AND f.case_id = ANY ((SELECT app.narrowed_to_me())::uuid[])) k
      GROUP BY f.person) c ON c.person = p.person
$$;
REVOKE ALL ON FUNCTION app.discussed FROM PUBLIC;

-- Distinct people discussed, by each question and answer: of all for who coordinates, of those whom one's own agency referred for others.
CREATE FUNCTION app.people_discussed(p_from date, p_until date, p_agency uuid, p_light text, p_kind text)
RETURNS TABLE (question text, answer text, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT q.question, q.answer, count(*)
    FROM app.discussed(p_from, p_until, CASE WHEN app.coordinates() THEN p_agency ELSE app.grants_to() END, p_light, p_kind) d
    CROSS JOIN LATERAL (VALUES ('everybody', 'everybody'), ('ageBand', d.age_band), ('ethnicity', d.ethnicity),
      ('sexualOrientation', d.sexual_orientation), ('disability', d.disability), ('sex', d.sex), ('genderSame', d.gender_same)) q (question, answer)
   WHERE app.coordinates() OR (app.grants_to() IS NOT NULL AND d.person <> ALL ((SELECT app.closed_to_me())::uuid[]))
   GROUP BY 1, 2
$$;
REVOKE ALL ON FUNCTION app.people_discussed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.people_discussed TO alongside_app;

-- MON-2: what each figure counts, one row each: the same rows whether they are counted or listed. Dates are local and
-- half open; `measure` is in hours.
CREATE TYPE app.counted AS (subject_id uuid, case_id uuid, agency_id uuid, light text, outcome text, measure numeric);

-- A number at the latest look beside that at the first: a first look has none to be compared with, and what either lacks is not known.
CREATE FUNCTION app.compared(p_only boolean, p_higher bigint, p_lower bigint, p_better text, p_same text, p_worse text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN p_only THEN 'one_look_so_far' WHEN p_higher IS NULL OR p_lower IS NULL THEN 'not_known'
    WHEN p_higher > p_lower THEN p_better WHEN p_higher = p_lower THEN p_same ELSE p_worse END
$$;
REVOKE ALL ON FUNCTION app.compared FROM PUBLIC;

CREATE FUNCTION app.counted(p_figure text, p_from date, p_until date) RETURNS SETOF app.counted
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here uuid := app.partnership_id();
  now_ timestamptz := app.moment();
  zone text;
  from_at timestamptz;
  until_at timestamptz;
BEGIN
  SELECT time_zone INTO zone FROM partnerships WHERE id = here;
  from_at := p_from::timestamp AT TIME ZONE zone;
  until_at := p_until::timestamp AT TIME ZONE zone;
  CASE p_figure
  WHEN 'referrals' THEN RETURN QUERY
    SELECT r.id, r.case_id, r.agency_id, r.light, CASE WHEN r.to_meeting THEN 'to_meeting' ELSE 'to_agencies_alone' END, NULL::numeric
      FROM referrals r WHERE r.partnership_id = here AND r.submitted_at >= from_at AND r.submitted_at < until_at;
  WHEN 're_referrals' THEN RETURN QUERY
    WITH asked AS (
      SELECT r.id, r.case_id, r.agency_id, r.light, r.submitted_at, coalesce(j.case_id, r.case_id) AS person
        FROM referrals r
        LEFT JOIN joined_files j ON j.partnership_id = here AND j.joined_case_id = r.case_id AND j.undone_at IS NULL AND app.counts_as_one(j.case_id, j.joined_case_id)
       WHERE r.partnership_id = here AND r.to_meeting AND r.submitted_at >= from_at AND r.submitted_at < until_at),
    said AS (
      SELECT coalesce(j.case_id, i.case_id) AS person, i.closed_at, m.date
        FROM meetings m
        JOIN agenda_items i ON i.partnership_id = m.partnership_id AND i.meeting_id = m.id AND i.state = 'discussed'
        LEFT JOIN joined_files j ON j.partnership_id = here AND j.joined_case_id = i.case_id AND j.undone_at IS NULL AND app.counts_as_one(j.case_id, j.joined_case_id)
       WHERE m.partnership_id = here AND m.date >= (p_from - interval '12 months')::date AND m.date < p_until),
    again AS (
      SELECT DISTINCT a.id FROM asked a JOIN said s ON s.person = a.person
       WHERE s.closed_at < a.submitted_at AND s.date >= ((a.submitted_at AT TIME ZONE zone)::date - interval '12 months')::date)
    SELECT a.id, a.case_id, a.agency_id, a.light,
        CASE WHEN g.id IS NULL THEN 'not' ELSE 'within_12_months' END, NULL::numeric
      FROM asked a LEFT JOIN again g ON g.id = a.id;
  WHEN 'responses' THEN RETURN QUERY
    SELECT c.id, c.case_id, c.agency_id, r.light, CASE WHEN c.responded_at <= c.due_at THEN 'in_time' WHEN c.responded_at IS NOT NULL THEN 'late'
        WHEN c.due_at <= now_ THEN 'no_answer_late' ELSE 'still_in_time' END, round(extract(epoch FROM c.responded_at - r.submitted_at) / 3600, 1)
      FROM referral_recipients c JOIN referrals r ON r.partnership_id = c.partnership_id AND r.id = c.referral_id
     WHERE c.partnership_id = here AND c.due_at >= from_at AND c.due_at < until_at;
  WHEN 'discussions' THEN RETURN QUERY
    SELECT r.id, r.case_id, r.agency_id, r.light, 'discussed', round(extract(epoch FROM f.starts_at - r.submitted_at) / 3600, 1)
      FROM (SELECT DISTINCT ON (i.referral_id) i.referral_id, m.starts_at, m.date
              FROM meetings m JOIN agenda_items i ON i.partnership_id = m.partnership_id AND i.meeting_id = m.id
             WHERE m.partnership_id = here AND m.date < p_until AND i.state = 'discussed' AND i.referral_id IS NOT NULL
             ORDER BY i.referral_id, m.starts_at, m.id) f
      JOIN referrals r ON r.partnership_id = here AND r.id = f.referral_id
     WHERE f.date >= p_from;
  WHEN 'actions' THEN RETURN QUERY
    SELECT a.id, a.case_id, a.owner_agency_id, NULL::text, CASE a.state
        WHEN 'done' THEN CASE WHEN a.closed_at <= a.due_at THEN 'done_in_time' ELSE 'done_late' END
        WHEN 'not_done_changed' THEN a.state WHEN 'not_done_by_agency' THEN a.state
        ELSE CASE WHEN a.due_at <= now_ THEN 'open_late' ELSE 'open' END END, NULL::numeric
      FROM actions a WHERE a.partnership_id = here AND a.due_on >= p_from AND a.due_on < p_until;
  WHEN 'without_consent' THEN RETURN QUERY
    SELECT w.id, w.case_id, (SELECT p.agency_id FROM memberships p WHERE p.partnership_id = here AND p.account_id = w.recorded_by
        AND app.in_force(p.started_at, p.ended_at, w.recorded_at) ORDER BY p.started_at LIMIT 1), NULL::text,
        'shared_without_consent', NULL::numeric
      FROM without_consents w WHERE w.partnership_id = here AND w.recorded_at >= from_at AND w.recorded_at < until_at;
  WHEN 'children' THEN RETURN QUERY
    -- CHD-1: one child once: of two that were said to be one, the first that was written down.
    SELECT c.id, c.case_id, c.agency_id, NULL::text, c.age_band, NULL::numeric
      FROM children c WHERE c.partnership_id = here AND c.recorded_at >= from_at AND c.recorded_at < until_at AND c.mistaken_at IS NULL
       AND NOT EXISTS (SELECT FROM (SELECT DISTINCT ON (s.child_id) s.child_id, s.same FROM same_children s
            WHERE s.partnership_id = here AND s.other_id = c.id ORDER BY s.child_id, s.said_at DESC, s.id DESC) w
          JOIN children e ON e.partnership_id = here AND e.id = w.child_id AND e.mistaken_at IS NULL
         WHERE w.same AND app.counts_as_one(e.case_id, c.case_id));
  WHEN 'safeguarding' THEN RETURN QUERY
    SELECT s.id, s.case_id, s.agency_id, NULL::text, CASE WHEN s.told_at <= s.due_at THEN 'made_in_time' WHEN s.told_at IS NOT NULL THEN 'made_late'
        WHEN s.due_at <= now_ THEN 'not_recorded_late' ELSE 'still_in_time' END, round(extract(epoch FROM s.told_at - s.opened_at) / 3600, 1)
      FROM safeguarding_notifications s WHERE s.partnership_id = here AND s.opened_at >= from_at AND s.opened_at < until_at;
  ELSE RETURN QUERY
    -- How she is doing: of each person the latest look in the period, against the first of all. What was put right is not counted.
    WITH looks AS (
      SELECT o.*, coalesce(j.case_id, o.case_id) AS person,
          (SELECT count(*) FROM jsonb_each_text(o.needs) n WHERE n.value IN ('some', 'a_lot')) AS needed
        FROM outcomes o
        LEFT JOIN joined_files j ON j.partnership_id = here AND j.joined_case_id = o.case_id AND j.undone_at IS NULL AND app.counts_as_one(j.case_id, j.joined_case_id)
       WHERE o.partnership_id = here AND o.looked_on < p_until AND NOT EXISTS (SELECT FROM outcomes c WHERE c.partnership_id = here AND c.replaces = o.id)),
    latest AS (SELECT DISTINCT ON (l.person) l.* FROM looks l WHERE l.looked_on >= p_from AND l.looked_on < p_until
      ORDER BY l.person, l.looked_on DESC, l.recorded_at DESC, l.id DESC),
    earliest AS (SELECT DISTINCT ON (l.person) l.* FROM looks l ORDER BY l.person, l.looked_on, l.recorded_at, l.id)
    SELECT l.id, l.case_id, l.agency_id, NULL::text, CASE p_figure
        WHEN 'safety' THEN app.compared(e.id = l.id, l.safety, e.safety, 'safer', 'as_safe', 'less_safe')
        WHEN 'support_needs' THEN app.compared(e.id = l.id, CASE WHEN e.needs <> '{}' THEN e.needed END, CASE WHEN l.needs <> '{}' THEN l.needed END, 'fewer', 'as_many', 'more')
        WHEN 'police_call_outs' THEN app.compared(e.id = l.id, e.police_call_outs, l.police_call_outs, 'fewer', 'as_many', 'more')
        WHEN 'violence' THEN CASE WHEN l.violence > 0 THEN 'some_since' WHEN l.violence = 0 THEN 'none_since' ELSE 'not_known' END
        WHEN 'exit' THEN CASE l.exit_wish WHEN 'wants_it' THEN coalesce(l.exit_progress, 'not_known') WHEN 'not_now' THEN 'does_not_want_it_now' ELSE 'not_asked' END
        END, NULL::numeric
      FROM latest l JOIN earliest e ON e.person = l.person;
  END CASE;
END $$;
REVOKE ALL ON FUNCTION app.counted(text, date, date) FROM PUBLIC;

-- HRM-1, ACC-8: what is closed in person to whoever asks is not in the figures of her agency that she reads: a number without its rows would
-- tell her that there is something. What her agency counts of a case that it no longer sees she counts on. Who coordinates counts everything, as
-- the reports do, and is not told how much of that she does not see (app.figure_unseen).
-- Counted, by agency, light and outcome, with the middle of what is measured: every agency's for who coordinates, one's own for others.
CREATE FUNCTION app.figure(p_figure text, p_from date, p_until date)
RETURNS TABLE (agency_id uuid, light text, outcome text, n bigint, middle double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.agency_id, c.light, c.outcome, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY c.measure)
    FROM app.counted(p_figure, p_from, p_until) c
   WHERE app.coordinates() OR (c.agency_id = app.grants_to() AND (c.case_id IS NULL OR c.case_id <> ALL ((SELECT app.closed_to_me())::uuid[])))
   GROUP BY 1, 2, 3
$$;
REVOKE ALL ON FUNCTION app.figure FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.figure TO alongside_app;

-- The same rows to look at, as far as one sees their cases.
CREATE FUNCTION app.figure_rows(p_figure text, p_from date, p_until date) RETURNS SETOF app.counted
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.* FROM app.counted(p_figure, p_from, p_until) c
   WHERE (app.coordinates() OR c.agency_id = app.grants_to()) AND app.sees_case(c.case_id)
$$;
REVOKE ALL ON FUNCTION app.figure_rows FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.figure_rows TO alongside_app;

-- How many of the rows she does not see; HRM-1: but of those that are closed to her in person.
CREATE FUNCTION app.figure_unseen(p_figure text, p_from date, p_until date, p_agency uuid, p_light text, p_outcome text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*)::integer FROM app.counted(p_figure, p_from, p_until) c
   WHERE (app.coordinates() OR c.agency_id = app.grants_to()) AND NOT app.sees_case(c.case_id)
     AND (c.case_id IS NULL OR c.case_id <> ALL ((SELECT app.closed_to_me())::uuid[]))
     AND (p_agency IS NULL OR c.agency_id = p_agency) AND (p_light IS NULL OR c.light = p_light) AND (p_outcome IS NULL OR c.outcome = p_outcome)
$$;
REVOKE ALL ON FUNCTION app.figure_unseen FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.figure_unseen TO alongside_app;

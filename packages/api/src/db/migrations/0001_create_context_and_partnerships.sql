-- Who asks, on whose behalf, at what instant: set by app.enter for one transaction, read by every policy.
-- set_config(…, true) reverts to '' and not to NULL, hence NULLIF: no context sees nothing.
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app, public TO alongside_app, alongside_jobs, alongside_identity;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

CREATE FUNCTION app.partnership_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.partnership_id', true), '')::uuid $$;
CREATE FUNCTION app.agency_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.agency_id', true), '')::uuid $$;
-- The agency whose sharing grants open cases; empty without standing (ACC-5) and for roles that see no case (ACC-4).
CREATE FUNCTION app.grants_to() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.grants_to', true), '')::uuid $$;
CREATE FUNCTION app.account_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.account_id', true), '')::uuid $$;
CREATE FUNCTION app.coordinates() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT COALESCE(current_setting('app.coordinates', true), '') = 'yes' $$;
CREATE FUNCTION app.moment() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.moment', true), '')::timestamptz $$;

CREATE TABLE partnerships (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  locality text NOT NULL,
  prefix text NOT NULL UNIQUE CHECK (prefix ~ '^[A-Z]{2,5}$'),
  noun text NOT NULL,
  noun_plural text NOT NULL,
  time_zone text NOT NULL,
  division text NOT NULL,
  childrens_social_care text NOT NULL,
  safeguarding_adults text NOT NULL,
  coordinating_agency_id uuid,
  meeting_rule jsonb,
  created_at timestamptz NOT NULL
);

CREATE TABLE agencies (
  partnership_id uuid NOT NULL REFERENCES partnerships,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  -- ACC-5: until when charter and information sharing protocol are signed and in force; NULL: not signed.
  standing_until timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id)
);
ALTER TABLE partnerships ADD FOREIGN KEY (id, coordinating_agency_id) REFERENCES agencies (partnership_id, id)
  DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  name text NOT NULL,
  password_hash text,
  invited boolean GENERATED ALWAYS AS (password_hash IS NULL) STORED,
  platform_administrator boolean NOT NULL DEFAULT false,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL
);

CREATE TABLE memberships (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL UNIQUE,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  role text NOT NULL,
  job_title text,
  safeguarding_lead boolean NOT NULL DEFAULT false,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE UNIQUE INDEX memberships_in_force ON memberships (partnership_id, account_id, agency_id, role) WHERE ended_at IS NULL;
CREATE INDEX memberships_account ON memberships (account_id);
CREATE INDEX memberships_agency ON memberships (partnership_id, agency_id) WHERE ended_at IS NULL;

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts,
  membership_id uuid REFERENCES memberships (id),
  refresh_hash bytea NOT NULL,
  previous_refresh_hash bytea,
  rotated_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  idle_until timestamptz NOT NULL,
  absolute_until timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX sessions_account ON sessions (account_id) WHERE ended_at IS NULL;

CREATE TABLE invitations (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts,
  token_hash bytea NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

-- Keyed by a hash of the address tried or of the network address: no list of who exists.
CREATE TABLE sign_in_delays (
  key bytea PRIMARY KEY,
  failures integer NOT NULL,
  not_before timestamptz NOT NULL
);

CREATE TABLE agreement_versions (
  partnership_id uuid NOT NULL REFERENCES partnerships,
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
  partnership_id uuid NOT NULL,
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

CREATE TABLE rule_sets (
  partnership_id uuid NOT NULL REFERENCES partnerships,
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

-- One key per case (a draft's until then), wrapped by the master key: destroying the row is disposal.
CREATE TABLE data_keys (
  partnership_id uuid NOT NULL REFERENCES partnerships,
  id uuid NOT NULL,
  wrapped bytea NOT NULL,
  PRIMARY KEY (partnership_id, id)
);

-- Raised as AL401 (session ended or changed) and AL403 (ACC-5); http/problems.ts turns them into problems.
CREATE FUNCTION app.enter(p_session uuid, p_membership uuid, p_role text, p_needs_standing boolean, p_now timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  place record;
  standing boolean;
BEGIN
  SELECT s.account_id, s.membership_id, a.platform_administrator, m.id AS held, m.partnership_id, m.agency_id, m.role,
         g.standing_until, p.coordinating_agency_id
    INTO place
    FROM sessions s
    JOIN accounts a ON a.id = s.account_id AND a.disabled_at IS NULL
    LEFT JOIN memberships m ON m.id = s.membership_id AND m.started_at <= p_now AND (m.ended_at IS NULL OR m.ended_at > p_now)
    LEFT JOIN agencies g ON g.partnership_id = m.partnership_id AND g.id = m.agency_id
    LEFT JOIN partnerships p ON p.id = m.partnership_id
   WHERE s.id = p_session AND s.ended_at IS NULL AND s.idle_until > p_now AND s.absolute_until > p_now;
  IF NOT FOUND
     OR place.membership_id IS DISTINCT FROM p_membership
     OR (p_membership IS NOT NULL AND (place.held IS NULL OR place.role <> p_role))
     OR (p_membership IS NULL AND p_role = 'platform-administrator' AND NOT place.platform_administrator) THEN
    RAISE EXCEPTION 'session ended' USING ERRCODE = 'AL401';
  END IF;
  standing := COALESCE(place.standing_until > p_now, false);
  IF p_needs_standing AND NOT standing THEN
    RAISE EXCEPTION 'agreements unsigned' USING ERRCODE = 'AL403';
  END IF;
  PERFORM set_config('app.account_id', place.account_id::text, true),
          set_config('app.partnership_id', COALESCE(place.partnership_id::text, ''), true),
          set_config('app.agency_id', COALESCE(place.agency_id::text, ''), true),
          set_config('app.grants_to', CASE WHEN standing AND p_role IN
            ('coordinator', 'chair', 'lead-member', 'secondary-member', 'practitioner', 'machine-client')
            THEN place.agency_id::text ELSE '' END, true),
          set_config('app.coordinates', CASE WHEN standing AND p_role IN ('coordinator', 'chair')
            AND place.agency_id = place.coordinating_agency_id THEN 'yes' ELSE '' END, true),
          set_config('app.moment', p_now::text, true);
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

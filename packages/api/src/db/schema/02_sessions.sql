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
  refresh_hash bytea NOT NULL,
  previous_refresh_hash bytea,
  rotated_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  idle_until timestamptz NOT NULL,
  absolute_until timestamptz NOT NULL,
  -- Until when it stands proved that its holder is there in person: by signing in, or by a proof since.
  stepped_up_until timestamptz,
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

-- Guards: made once the tables of every file stand.

CALL app.close_table('accounts');
CREATE POLICY names ON accounts FOR SELECT TO alongside_app, alongside_jobs USING (id = (SELECT app.account_id()) OR EXISTS (
  SELECT FROM memberships m WHERE m.partnership_id = (SELECT app.partnership_id()) AND m.account_id = accounts.id));
CREATE POLICY identity ON accounts TO alongside_identity USING (true) WITH CHECK (true);
GRANT SELECT (id, email, name, invited, disabled_at) ON accounts TO alongside_app, alongside_jobs;
GRANT SELECT, INSERT, UPDATE ON accounts TO alongside_identity;

ALTER TABLE sessions ADD FOREIGN KEY (membership_id) REFERENCES memberships (id);
CALL app.close_table('sessions');
CREATE POLICY identity ON sessions TO alongside_identity USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON sessions TO alongside_identity;

CALL app.close_table('invitations');
CREATE POLICY invited ON invitations FOR INSERT TO alongside_jobs WITH CHECK (true);
CREATE POLICY identity ON invitations TO alongside_identity USING (true) WITH CHECK (true);
GRANT INSERT ON invitations TO alongside_jobs;
GRANT SELECT, INSERT, UPDATE ON invitations TO alongside_identity;

CALL app.close_table('sign_in_delays');
CREATE POLICY identity ON sign_in_delays TO alongside_identity USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_delays TO alongside_identity;

-- Raised as AL401 (session ended or changed), AL403 (ACC-5) and AL405 (the proof that its holder is there is missing or
-- old); http/problems.ts turns them into problems.
CREATE FUNCTION app.enter(p_session uuid, p_membership uuid, p_role text, p_needs_standing boolean, p_now timestamptz,
  p_needs_step_up boolean DEFAULT false)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
          set_config('app.coordinates', CASE WHEN standing AND p_role IN ('coordinator', 'chair')
            AND place.agency_id = place.coordinating_agency_id THEN 'yes' ELSE '' END, true),
          set_config('app.moment', p_now::text, true);
  IF p_role IN ('guest', 'observer') THEN
    SELECT i.meeting_id INTO invitation FROM guest_invitations i
     WHERE i.partnership_id = place.partnership_id AND i.membership_id = place.held AND i.state = 'agreed';
    PERFORM set_config('app.invited_meeting', COALESCE(invitation.meeting_id, '00000000-0000-0000-0000-000000000000')::text, true);
  END IF;
  IF p_role = 'guest' AND standing THEN
    -- Where her basis for sharing has ended, the item closes to the guest with it (ACC-3).
    SELECT i.agenda_item_id, g.case_id INTO invited
      FROM guest_invitations i
      JOIN sharing_grants g ON g.partnership_id = i.partnership_id AND g.guest_invitation_id = i.id
     WHERE i.partnership_id = place.partnership_id AND i.membership_id = place.held AND i.state = 'agreed'
       AND g.account_id = place.account_id AND app.in_force(g.from_at, g.until_at, p_now)
       AND app.basis_stands(g.partnership_id, g.case_id, p_now);
    PERFORM set_config('app.invited_item', COALESCE(invited.agenda_item_id::text, ''), true),
            set_config('app.invited_case', COALESCE(invited.case_id::text, ''), true);
  END IF;
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

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
  ended_at timestamptz
);
CREATE INDEX sessions_account ON sessions (account_id) WHERE ended_at IS NULL;

-- What proves an address: a link that was mailed to it. ACC-10: the newest alone is alive, it works once, and it lets its
-- holder choose a first password; one that is there stays as it is.
CREATE TABLE account_tokens (
  id uuid PRIMARY KEY,
  email text NOT NULL CHECK (email = lower(email)),
  token_hash bytea NOT NULL UNIQUE,
  -- The place that it says yes to; none where the place is there already, as a guest's.
  offer_id uuid,
  expires_at timestamptz NOT NULL,
  spent_at timestamptz
);
CREATE UNIQUE INDEX account_tokens_alive ON account_tokens (email) WHERE spent_at IS NULL;

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

CALL app.close_table('sign_in_delays');
CREATE POLICY identity ON sign_in_delays TO alongside_identity USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_delays TO alongside_identity;

-- Raised as AL401 (session ended or changed), AL403 (ACC-5) and AL405 (the proof that its holder is there is missing or
-- old); http/problems.ts turns them into problems. What asks for the proof by what it does, and not by what it is, asks
-- app.proved as it does it.
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
  UPDATE account_tokens t SET spent_at = p_at WHERE t.token_hash = p_token AND t.spent_at IS NULL AND t.expires_at > p_at
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

-- The one link that is alive for an address, as it is mailed: the one before is spent by it.
CREATE FUNCTION app.issue_token(p_id uuid, p_email text, p_token bytea, p_offer uuid, p_until timestamptz, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE account_tokens SET spent_at = p_at WHERE email = lower(p_email) AND spent_at IS NULL;
  INSERT INTO account_tokens (id, email, token_hash, offer_id, expires_at) VALUES (p_id, lower(p_email), p_token, p_offer, p_until)
$$;
REVOKE ALL ON FUNCTION app.issue_token FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.issue_token TO alongside_jobs;

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

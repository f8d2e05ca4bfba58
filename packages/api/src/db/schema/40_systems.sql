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

-- Guards: made once the tables of every file stand.

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

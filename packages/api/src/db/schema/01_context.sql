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

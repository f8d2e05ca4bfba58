-- GST-1: a guest is invited to one agenda item, an observer to sit in. Both act in a membership of the agency that proposed
-- them, which begins when the coordinator agrees and ends with the item, or with the meeting.
CREATE TABLE guest_invitations (
  partnership_id uuid NOT NULL REFERENCES partnerships,
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
  PRIMARY KEY (partnership_id, id),
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

-- One account may be a guest of several items at once, through the same agency.
DROP INDEX memberships_in_force;
CREATE UNIQUE INDEX memberships_in_force ON memberships (partnership_id, account_id, agency_id, role)
  WHERE ended_at IS NULL AND role NOT IN ('guest', 'observer');

-- What a guest says is hers and her organisation's, not her hosts'.
ALTER TABLE contributions ADD COLUMN guest_invitation_id uuid;
ALTER TABLE contributions ADD FOREIGN KEY (partnership_id, guest_invitation_id) REFERENCES guest_invitations;

-- ACC-2: the guest's grant is a grant like any other, and narrower: no agency holds it, so that no policy of a case's rows
-- takes it for one that opens the case.
ALTER TABLE sharing_grants ALTER agency_id DROP NOT NULL;
ALTER TABLE sharing_grants ADD COLUMN guest_invitation_id uuid;
ALTER TABLE sharing_grants ADD FOREIGN KEY (partnership_id, guest_invitation_id) REFERENCES guest_invitations;
ALTER TABLE sharing_grants DROP CONSTRAINT sharing_grants_check;
ALTER TABLE sharing_grants ADD CHECK (CASE basis
    WHEN 'own referral' THEN referral_id IS NOT NULL
    WHEN 'coordination' THEN referral_id IS NOT NULL
    WHEN 'consent' THEN consent_id IS NOT NULL
    WHEN 'sharing without consent' THEN without_consent_id IS NOT NULL
    WHEN 'emergency access' THEN emergency_access_id IS NOT NULL AND account_id IS NOT NULL AND until_at IS NOT NULL
    WHEN 'invitation' THEN guest_invitation_id IS NOT NULL AND account_id IS NOT NULL
    ELSE false END);
ALTER TABLE sharing_grants ADD CHECK ((basis = 'invitation') = (agency_id IS NULL));
CREATE INDEX sharing_grants_invitation ON sharing_grants (partnership_id, guest_invitation_id) WHERE guest_invitation_id IS NOT NULL;

CREATE FUNCTION app.membership_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.membership_id', true), '')::uuid $$;
-- The one item that a guest's invitation opens now, and its case; empty for everybody else.
CREATE FUNCTION app.invited_item() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.invited_item', true), '')::uuid $$;
CREATE FUNCTION app.invited_case() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.invited_case', true), '')::uuid $$;

-- The one meeting of a guest or an observer; empty for everybody else.
CREATE FUNCTION app.invited_meeting() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.invited_meeting', true), '')::uuid $$;

CREATE OR REPLACE FUNCTION app.enter(p_session uuid, p_membership uuid, p_role text, p_needs_standing boolean, p_now timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  place record;
  standing boolean;
  invited record;
  invitation record;
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
          set_config('app.membership_id', COALESCE(place.held::text, ''), true),
          set_config('app.grants_to', CASE WHEN standing AND p_role IN
            ('coordinator', 'chair', 'lead-member', 'secondary-member', 'practitioner', 'machine-client')
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
       AND g.account_id = place.account_id AND g.from_at <= p_now AND (g.until_at IS NULL OR g.until_at > p_now)
       AND EXISTS (SELECT FROM sharing_grants b WHERE b.partnership_id = g.partnership_id AND b.case_id = g.case_id
         AND b.basis IN ('consent', 'sharing without consent') AND b.from_at <= p_now AND (b.until_at IS NULL OR b.until_at > p_now));
    PERFORM set_config('app.invited_item', COALESCE(invited.agenda_item_id::text, ''), true),
            set_config('app.invited_case', COALESCE(invited.case_id::text, ''), true);
  END IF;
END $$;

-- CON-3: whether anybody may be told of the case at the meeting now: a consent, or a record of sharing without it, in force.
-- Answered to those who may see the case, or its item.
CREATE FUNCTION app.basis_in_force(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = app.partnership_id() AND g.case_id = p_case
      AND g.basis IN ('consent', 'sharing without consent') AND g.from_at <= app.moment()
      AND (g.until_at IS NULL OR g.until_at > app.moment()))
    AND (p_case = app.invited_case() OR app.sees_case(p_case))
$$;
REVOKE ALL ON FUNCTION app.basis_in_force FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.basis_in_force TO alongside_app;

CALL app.close_table('guest_invitations');
-- An observer's invitation is of the meeting and tells of no case; a guest's hangs on hers. The invited read their own, and
-- change nothing of it.
CREATE POLICY granted ON guest_invitations TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND CASE WHEN case_id IS NULL THEN (SELECT app.grants_to()) IS NOT NULL ELSE app.sees_case(case_id) END);
CREATE POLICY own ON guest_invitations FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND membership_id = (SELECT app.membership_id()));
CALL app.open_to_jobs('guest_invitations');
GRANT SELECT, INSERT, UPDATE ON guest_invitations TO alongside_app;
GRANT SELECT ON guest_invitations TO alongside_jobs;

-- Of the partnership's meetings the invited know their own.
CREATE POLICY invited ON meetings AS RESTRICTIVE TO alongside_app
  USING (id = COALESCE((SELECT app.invited_meeting()), id)) WITH CHECK ((SELECT app.invited_meeting()) IS NULL);

-- What a guest reads: the item, the name on its case, her voice, what was said and agreed under this item. Nothing else of
-- the case: not its referrals, consents, history, other meetings.
CREATE POLICY invited ON agenda_items FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND id = (SELECT app.invited_item()));
CREATE POLICY invited ON cases FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND id = (SELECT app.invited_case()));
CREATE POLICY invited ON voices FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND case_id = (SELECT app.invited_case()));
CREATE POLICY invited ON contributions FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND agenda_item_id = (SELECT app.invited_item()));
CREATE POLICY invited ON actions FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND agenda_item_id = (SELECT app.invited_item()));
-- She tells what she knows. To write under a held item Postgres asks whether she may hold it: she may, and change nothing.
CREATE POLICY invited_writes ON contributions FOR INSERT TO alongside_app
  WITH CHECK (partnership_id = app.partnership_id() AND agenda_item_id = app.invited_item() AND case_id = app.invited_case()
    AND account_id = app.account_id() AND agency_id = app.agency_id());
CREATE POLICY invited_holds ON agenda_items FOR UPDATE TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND id = (SELECT app.invited_item())) WITH CHECK (false);

-- «Until it ends»: kept by the tables, so that no way of ending an item or a meeting, or of taking the invitation back, can
-- forget it.
CREATE FUNCTION app.end_invitations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE at timestamptz := COALESCE((to_jsonb(NEW)->>'closed_at')::timestamptz, app.moment(), now());
BEGIN
  UPDATE sharing_grants g SET until_at = at FROM guest_invitations i
   WHERE i.partnership_id = NEW.partnership_id AND g.partnership_id = i.partnership_id AND g.guest_invitation_id = i.id
     AND (CASE TG_TABLE_NAME WHEN 'meetings' THEN i.meeting_id WHEN 'agenda_items' THEN i.agenda_item_id ELSE i.id END) = NEW.id
     AND (g.until_at IS NULL OR g.until_at > at);
  UPDATE memberships m SET ended_at = at FROM guest_invitations i
   WHERE i.partnership_id = NEW.partnership_id AND m.partnership_id = i.partnership_id AND m.id = i.membership_id
     AND (CASE TG_TABLE_NAME WHEN 'meetings' THEN i.meeting_id WHEN 'agenda_items' THEN i.agenda_item_id ELSE i.id END) = NEW.id
     AND (m.ended_at IS NULL OR m.ended_at > at);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.end_invitations FROM PUBLIC;
CREATE TRIGGER end_invitations AFTER UPDATE OF state ON agenda_items FOR EACH ROW
  WHEN (OLD.state = 'listed' AND NEW.state <> 'listed') EXECUTE FUNCTION app.end_invitations();
CREATE TRIGGER end_invitations AFTER UPDATE OF state ON meetings FOR EACH ROW
  WHEN (NEW.state = 'closed') EXECUTE FUNCTION app.end_invitations();
CREATE TRIGGER end_invitations AFTER UPDATE OF state ON guest_invitations FOR EACH ROW
  WHEN (NEW.state = 'withdrawn') EXECUTE FUNCTION app.end_invitations();

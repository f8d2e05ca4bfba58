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

-- Guards: made once the tables of every file stand.

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

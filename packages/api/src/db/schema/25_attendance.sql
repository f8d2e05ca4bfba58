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

-- Guards: made once the tables of every file stand.

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

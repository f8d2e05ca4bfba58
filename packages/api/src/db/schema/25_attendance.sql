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

-- Guards: made once the tables of every file stand.

CALL app.close_table('apologies');
CALL app.open_to_partnership('apologies');
CALL app.keep_to_meeting('apologies');
GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON apologies TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON apologies FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();

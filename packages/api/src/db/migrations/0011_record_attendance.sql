-- MTG-6: a signature on paper counts as one's own; who recorded it, and where the sheet is kept, stands beside it.
ALTER TABLE meeting_signatures ADD COLUMN recorded_by uuid REFERENCES accounts;
ALTER TABLE meeting_signatures ADD COLUMN kept_at text;
ALTER TABLE meeting_signatures ADD CHECK ((recorded_by IS NULL) = (kept_at IS NULL));
ALTER TABLE meeting_signatures ADD CHECK (recorded_by <> account_id);

CREATE TABLE apologies (
  partnership_id uuid NOT NULL REFERENCES partnerships,
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
CALL app.close_table('apologies');
CALL app.open_to_partnership('apologies');
GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON apologies TO alongside_app;

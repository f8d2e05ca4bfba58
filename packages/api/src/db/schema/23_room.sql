-- What is said of an item while the meeting is open.

CREATE TABLE contributions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  agenda_item_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  -- What a guest says is hers and her organisation's, not her hosts'.
  guest_invitation_id uuid,
  -- What was shared from an agency's research stands in the item as that agency's, facts apart from opinion.
  kind text NOT NULL DEFAULT 'said' CHECK (kind IN ('said', 'facts', 'opinion')),
  words bytea NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, guest_invitation_id) REFERENCES guest_invitations
);
CREATE INDEX contributions_item ON contributions (partnership_id, agenda_item_id, at);

-- Guards: made once the tables of every file stand.

CALL app.close_table('contributions');
CALL app.open_by_grant('contributions');
CREATE POLICY invited ON contributions FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND agenda_item_id = (SELECT app.invited_item()));
-- She tells what she knows. To write under a held item Postgres asks whether she may hold it: she may, and change nothing.
CREATE POLICY invited_writes ON contributions FOR INSERT TO alongside_app
  WITH CHECK (partnership_id = app.partnership_id() AND agenda_item_id = app.invited_item() AND case_id = app.invited_case()
    AND account_id = app.account_id() AND agency_id = app.agency_id());
GRANT SELECT, INSERT ON contributions TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON contributions FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

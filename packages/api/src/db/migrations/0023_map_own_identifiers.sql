-- API-2: an agency's own number for a referral of its own. That agency's alone: whoever else sees the referral does not see
-- it, and finds nothing by it.
CREATE TABLE own_identifiers (
  partnership_id uuid NOT NULL,
  referral_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  -- Under a key of the deployment's for that agency, not the case's: it stays when a referral moves to a known case.
  identifier bytea NOT NULL,
  -- Its keyed hash, to find it by.
  token bytea NOT NULL,
  PRIMARY KEY (partnership_id, referral_id),
  UNIQUE (partnership_id, agency_id, token),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals ON DELETE CASCADE,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CALL app.close_table('own_identifiers');
CREATE POLICY agency ON own_identifiers TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND agency_id = (SELECT app.grants_to()))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND agency_id = (SELECT app.grants_to()));
GRANT SELECT, INSERT, DELETE ON own_identifiers TO alongside_app;

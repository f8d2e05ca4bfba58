-- REF-14: ways to reach her. Append-only: each entry is what was known of a way from then on, the newest counts, and the others are
-- its history. What is said of it is sealed under the case's key.
CREATE TABLE ways_to_reach (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  said bytea NOT NULL,
  -- Of a row of a form: which referral's, and under which key it stands there.
  referral_id uuid,
  form_key text,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  PRIMARY KEY (partnership_id, id, version),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, case_id, referral_id) REFERENCES referrals (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK ((referral_id IS NULL) = (form_key IS NULL))
);
CREATE INDEX ways_to_reach_case ON ways_to_reach (partnership_id, case_id, id, version DESC);
CREATE INDEX ways_to_reach_referral ON ways_to_reach (partnership_id, referral_id) WHERE referral_id IS NOT NULL;

-- Guards: made once the tables of every file stand.

CALL app.close_table('ways_to_reach');
-- Whoever may see her file may have to reach her, in an emergency first of all; an agency that she refused has what it wrote itself.
CALL app.open_to_own_record('ways_to_reach', 'ways_to_reach.agency_id = g.agency_id', p_in_emergency => true);
GRANT SELECT, INSERT ON ways_to_reach TO alongside_app;
CREATE TRIGGER signal AFTER INSERT ON ways_to_reach FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- FOR-1: other forums that know of her. Append-only: each entry is what was known of one from then on, the newest counts, and the others
-- are its history. What is said of it is sealed under the case's key; that it is MAPPA stands plain, for who may read it.
CREATE TABLE other_forums (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  said bytea NOT NULL,
  for_leads boolean NOT NULL DEFAULT false,
  -- It was never so.
  mistaken boolean NOT NULL DEFAULT false,
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
CREATE INDEX other_forums_case ON other_forums (partnership_id, case_id, id, version DESC);
CREATE INDEX other_forums_referral ON other_forums (partnership_id, referral_id) WHERE referral_id IS NOT NULL;

-- Guards: made once the tables of every file stand.

CALL app.close_table('other_forums');
CALL app.open_to_own_record('other_forums', 'other_forums.agency_id = g.agency_id');
-- MAPPA is for agencies' leads, and so is that anything of it was recorded.
CREATE POLICY for_leads ON other_forums AS RESTRICTIVE TO alongside_app USING (NOT for_leads OR (SELECT app.leads_here()));
CREATE POLICY other_forum ON history AS RESTRICTIVE FOR SELECT TO alongside_app USING (subject <> 'other_forum'
  OR EXISTS (SELECT FROM other_forums o WHERE o.partnership_id = history.partnership_id AND o.id = history.subject_id));
GRANT SELECT, INSERT ON other_forums TO alongside_app;
CREATE TRIGGER signal AFTER INSERT ON other_forums FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- MTG-5: an emergency meeting is of one case, stands beside the monthly ones, and is known only to those who see its case.
ALTER TABLE meetings ADD COLUMN kind text NOT NULL DEFAULT 'monthly' CHECK (kind IN ('monthly', 'emergency'));
ALTER TABLE meetings ADD COLUMN case_id uuid;
ALTER TABLE meetings ADD FOREIGN KEY (partnership_id, case_id) REFERENCES cases;
ALTER TABLE meetings ADD CHECK ((kind = 'emergency') = (case_id IS NOT NULL));
ALTER TABLE meetings DROP CONSTRAINT meetings_partnership_id_date_key;
CREATE UNIQUE INDEX meetings_monthly ON meetings (partnership_id, date) WHERE kind = 'monthly';
-- One at a time for a case; whoever would hear of a second may see the case.
CREATE UNIQUE INDEX meetings_emergency_running ON meetings (partnership_id, case_id) WHERE kind = 'emergency' AND state <> 'closed';

-- Whoever agreed on the phone, after it was read out, and to whom: a signature like any other.
ALTER TABLE meeting_signatures ADD COLUMN agreed_aloud_to uuid REFERENCES accounts;

CREATE TABLE called_people (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  called_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, account_id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
-- Each attempt to reach someone stays as it was: another is added, none is changed.
CREATE TABLE contact_attempts (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  how text NOT NULL,
  answer text NOT NULL,
  words bytea NOT NULL,
  at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX contact_attempts_meeting ON contact_attempts (partnership_id, meeting_id, at);
CALL app.close_table('called_people');
CALL app.open_by_grant('called_people');
CALL app.open_to_jobs('called_people');
CALL app.close_table('contact_attempts');
CALL app.open_by_grant('contact_attempts');
GRANT SELECT, INSERT ON called_people, contact_attempts TO alongside_app;
GRANT SELECT ON called_people TO alongside_jobs;

-- Restrictive, so that it holds whatever else opens the row. A monthly meeting is decided by its kind alone: no function
-- is called for it. A guest reads the meeting that her item is on.
CREATE POLICY emergency ON meetings AS RESTRICTIVE TO alongside_app USING (CASE kind WHEN 'monthly' THEN true
  ELSE app.sees_case(case_id) OR id = (SELECT i.meeting_id FROM agenda_items i
    WHERE i.partnership_id = app.partnership_id() AND i.id = app.invited_item()) END);

-- What hangs on a meeting, and on no case, is seen with the meeting. Later tables that have a meeting_id call this too.
CREATE PROCEDURE app.keep_to_meeting(p_table text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY of_meeting ON %1$I AS RESTRICTIVE TO alongside_app USING (EXISTS (SELECT FROM meetings m
    WHERE m.partnership_id = %1$I.partnership_id AND m.id = %1$I.meeting_id))', p_table);
END $$;
REVOKE ALL ON PROCEDURE app.keep_to_meeting FROM PUBLIC;
DO $$
DECLARE t text;
BEGIN
  -- Of tables whose rows always hang on a case, its grants have decided already. Referrals name monthly meetings alone.
  FOR t IN SELECT c.table_name FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.column_name = 'meeting_id' AND c.table_name <> 'referrals'
      AND NOT EXISTS (SELECT FROM information_schema.columns o WHERE o.table_schema = 'public'
        AND o.table_name = c.table_name AND o.column_name = 'case_id' AND o.is_nullable = 'NO') LOOP
    CALL app.keep_to_meeting(t);
  END LOOP;
END $$;

-- MTG-5: who is called to an emergency meeting, and how each was reached.

CREATE TABLE called_people (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
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
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  -- Whoever was called, or whoever was on call: the entry as it was then.
  account_id uuid REFERENCES accounts,
  on_call_id uuid,
  how text NOT NULL,
  answer text NOT NULL,
  words bytea NOT NULL,
  at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, on_call_id) REFERENCES on_call,
  CHECK (num_nonnulls(account_id, on_call_id) = 1)
);
CREATE INDEX contact_attempts_meeting ON contact_attempts (partnership_id, meeting_id, at);

-- Guards: made once the tables of every file stand.

CALL app.close_table('called_people');
CALL app.open_by_grant('called_people');
CALL app.open_to_jobs('called_people');
GRANT SELECT, INSERT ON called_people TO alongside_app;
GRANT SELECT ON called_people TO alongside_jobs;

CALL app.close_table('contact_attempts');
CALL app.open_by_grant('contact_attempts', p_in_emergency => true);
GRANT SELECT, INSERT ON contact_attempts TO alongside_app;

-- SAF-1, SAF-2: whom one tells. The newest version of each kind stands; those before stay on record.
CREATE TABLE front_doors (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  kind text NOT NULL CHECK (kind IN ('child', 'adult')),
  version integer NOT NULL,
  name text NOT NULL,
  -- The member whose team it is: told in the product too. NULL: none of the partnership.
  agency_id uuid,
  telephone text NOT NULL,
  -- When that number answers, in words. NULL: day and night.
  hours text,
  night_telephone text,
  also text,
  saved_at timestamptz NOT NULL,
  saved_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, kind, version),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

CREATE TABLE safeguarding_notifications (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL,
  -- NULL for someone under 18: no case is kept (REF-3), and the notification is its agency's alone.
  case_id uuid,
  agency_id uuid NOT NULL,
  data_key_id uuid,
  about bytea,
  opened_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  stage integer NOT NULL DEFAULT 0,
  told_at timestamptz,
  receiver text,
  their_reference text,
  recorded_at timestamptz,
  recorded_by uuid REFERENCES accounts,
  -- REF-3: the answers of a draft that was given up for it, sealed, until whoever wrote them says that the age was a slip; a week long.
  set_aside bytea,
  set_aside_by uuid REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX safeguarding_case ON safeguarding_notifications (partnership_id, case_id);
CREATE INDEX safeguarding_open ON safeguarding_notifications (partnership_id, agency_id, due_at) WHERE recorded_at IS NULL;
CREATE INDEX safeguarding_notifications_opened ON safeguarding_notifications (partnership_id, opened_at);

-- Guards: made once the tables of every file stand.

CALL app.close_table('front_doors');
CALL app.open_to_partnership('front_doors');
GRANT SELECT, INSERT ON front_doors TO alongside_app;
GRANT SELECT ON front_doors TO alongside_jobs;

CALL app.close_table('safeguarding_notifications');
CALL app.open_to_jobs('safeguarding_notifications');
CREATE POLICY granted ON safeguarding_notifications TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND CASE
  WHEN case_id IS NULL THEN agency_id = (SELECT app.grants_to())
  ELSE EXISTS (SELECT FROM app.grants_to_own_record(safeguarding_notifications.partnership_id, safeguarding_notifications.case_id) g
    WHERE NOT g.narrowed OR g.agency_id = safeguarding_notifications.agency_id) END);
GRANT SELECT, INSERT, UPDATE ON safeguarding_notifications TO alongside_app;
GRANT SELECT, UPDATE (stage, set_aside) ON safeguarding_notifications TO alongside_jobs;

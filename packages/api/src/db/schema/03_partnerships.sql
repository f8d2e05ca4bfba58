-- The tenants: their agencies, who works in them, what they signed, by which rules they work.

CREATE TABLE partnerships (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  locality text NOT NULL,
  prefix text NOT NULL UNIQUE CHECK (prefix ~ '^[A-Z]{2,5}$'),
  noun text NOT NULL,
  noun_plural text NOT NULL,
  time_zone text NOT NULL,
  division text NOT NULL,
  childrens_social_care text NOT NULL,
  safeguarding_adults text NOT NULL,
  coordinating_agency_id uuid,
  meeting_rule jsonb,
  created_at timestamptz NOT NULL
);

CREATE TABLE agencies (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  -- ACC-5: until when charter and information sharing protocol are signed and in force; NULL: not signed.
  standing_until timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id)
);

CREATE TABLE memberships (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL UNIQUE,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  role text NOT NULL,
  job_title text,
  safeguarding_lead boolean NOT NULL DEFAULT false,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
-- One account may be a guest of several items at once, through the same agency.
CREATE UNIQUE INDEX memberships_in_force ON memberships (partnership_id, account_id, agency_id, role)
  WHERE ended_at IS NULL AND role NOT IN ('guest', 'observer');
CREATE INDEX memberships_account ON memberships (account_id);
CREATE INDEX memberships_agency ON memberships (partnership_id, agency_id) WHERE ended_at IS NULL;

CREATE TABLE agreement_versions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  version integer NOT NULL,
  text text NOT NULL,
  effective_from date NOT NULL,
  review_on date NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, kind, version)
);

CREATE TABLE agreement_signatures (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  agreement_version_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  name text NOT NULL,
  title text NOT NULL,
  text_sha256 bytea NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, agreement_version_id, agency_id),
  FOREIGN KEY (partnership_id, agreement_version_id) REFERENCES agreement_versions,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

CREATE TABLE rule_sets (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL,
  definition jsonb NOT NULL,
  effective_from timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, version)
);

CREATE TABLE bank_holidays (
  division text NOT NULL,
  date date NOT NULL,
  title text NOT NULL,
  PRIMARY KEY (division, date)
);

-- Guards: made once the tables of every file stand.

ALTER TABLE partnerships ADD FOREIGN KEY (id, coordinating_agency_id) REFERENCES agencies (partnership_id, id)
  DEFERRABLE INITIALLY DEFERRED;
CALL app.close_table('partnerships');
CREATE POLICY partnership ON partnerships TO alongside_app, alongside_jobs
  USING (id = app.partnership_id()) WITH CHECK (id = app.partnership_id());
CREATE POLICY every_partnership ON partnerships FOR SELECT TO alongside_jobs, alongside_identity USING (true);
GRANT SELECT, INSERT, UPDATE ON partnerships TO alongside_app;
GRANT SELECT ON partnerships TO alongside_jobs, alongside_identity;

CALL app.close_table('agencies');
CALL app.open_to_partnership('agencies');
CREATE POLICY identity ON agencies FOR SELECT TO alongside_identity USING (true);
GRANT SELECT, INSERT, UPDATE ON agencies TO alongside_app;
GRANT SELECT ON agencies TO alongside_jobs, alongside_identity;

CALL app.close_table('memberships');
CALL app.open_to_partnership('memberships');
CREATE POLICY identity ON memberships FOR SELECT TO alongside_identity USING (true);
GRANT SELECT, INSERT, UPDATE ON memberships TO alongside_app;
GRANT SELECT ON memberships TO alongside_jobs, alongside_identity;

CALL app.close_table('agreement_versions');
CALL app.open_to_partnership('agreement_versions');
GRANT SELECT, INSERT ON agreement_versions TO alongside_app;
GRANT SELECT ON agreement_versions TO alongside_jobs;

CALL app.close_table('agreement_signatures');
CALL app.open_to_partnership('agreement_signatures');
GRANT SELECT, INSERT ON agreement_signatures TO alongside_app;
GRANT SELECT ON agreement_signatures TO alongside_jobs;

CALL app.close_table('rule_sets');
CALL app.open_to_partnership('rule_sets');
GRANT SELECT, INSERT ON rule_sets TO alongside_app;

CALL app.close_table('bank_holidays');
CREATE POLICY known ON bank_holidays FOR SELECT TO alongside_app, alongside_jobs USING (true);
CREATE POLICY added ON bank_holidays FOR INSERT TO alongside_app WITH CHECK (true);
GRANT SELECT, INSERT ON bank_holidays TO alongside_app;
GRANT SELECT ON bank_holidays TO alongside_jobs;

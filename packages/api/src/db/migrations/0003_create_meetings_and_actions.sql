CREATE TABLE meetings (
  partnership_id uuid NOT NULL REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  date date NOT NULL,
  starts_at timestamptz NOT NULL,
  mode text NOT NULL,
  venue text NOT NULL,
  state text NOT NULL DEFAULT 'planned',
  referrals_by timestamptz NOT NULL,
  confirmation_from timestamptz NOT NULL,
  confirmation_until timestamptz NOT NULL,
  pack_by timestamptz NOT NULL,
  opened_at timestamptz,
  closed_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, date)
);
ALTER TABLE referrals ADD FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings;
CREATE INDEX meetings_starts ON meetings (partnership_id, starts_at);

CREATE TABLE meeting_signatures (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  agreement_version_id uuid NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, account_id, agency_id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, agreement_version_id) REFERENCES agreement_versions
);

CREATE TABLE agenda_items (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  meeting_id uuid NOT NULL,
  case_id uuid NOT NULL,
  referral_id uuid,
  light text NOT NULL,
  minutes integer NOT NULL,
  state text NOT NULL DEFAULT 'listed',
  record bytea,
  deferred_for bytea,
  listed_at timestamptz NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, case_id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals
);
CREATE INDEX agenda_items_case ON agenda_items (partnership_id, case_id);

CREATE TABLE contributions (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  agenda_item_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  words bytea NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX contributions_item ON contributions (partnership_id, agenda_item_id, at);

CREATE TABLE minutes (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  version integer NOT NULL,
  compiled_at timestamptz NOT NULL,
  compiled_by uuid NOT NULL REFERENCES accounts,
  present jsonb NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, version),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings
);

-- A case a row, so that a copy holds just the cases that its reader may see (MTG-4).
CREATE TABLE minuted_items (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  minutes_id uuid NOT NULL,
  case_id uuid NOT NULL,
  position integer NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, minutes_id, case_id),
  FOREIGN KEY (partnership_id, minutes_id) REFERENCES minutes,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);

CREATE TABLE actions (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  reference text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  agenda_item_id uuid,
  meeting_id uuid,
  owner_agency_id uuid NOT NULL,
  owner_account_id uuid REFERENCES accounts,
  what bytea NOT NULL,
  outcome bytea,
  priority text NOT NULL,
  due_on date NOT NULL,
  due_at timestamptz NOT NULL,
  stage integer NOT NULL DEFAULT 0,
  state text NOT NULL DEFAULT 'open',
  created_at timestamptz NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, reference),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, owner_agency_id) REFERENCES agencies
);
CREATE INDEX actions_due ON actions (partnership_id, due_at, id);
CREATE INDEX actions_case ON actions (partnership_id, case_id);
CREATE INDEX actions_running ON actions (partnership_id, owner_agency_id, due_at) WHERE closed_at IS NULL;

-- A person's file in one partnership. Identity is sealed under its key; name_tokens are keyed hashes to search by.
CREATE TABLE cases (
  partnership_id uuid NOT NULL REFERENCES partnerships,
  id uuid NOT NULL,
  reference text NOT NULL,
  data_key_id uuid NOT NULL,
  identity bytea NOT NULL,
  name_tokens bigint[] NOT NULL,
  light text,
  version integer NOT NULL DEFAULT 1,
  opened_at timestamptz NOT NULL,
  last_discussed_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, reference),
  FOREIGN KEY (partnership_id, data_key_id) REFERENCES data_keys
);
CREATE INDEX cases_name_tokens ON cases USING gin (name_tokens);
CREATE INDEX cases_opened ON cases (partnership_id, opened_at DESC, id DESC);

CREATE TABLE referrals (
  partnership_id uuid NOT NULL REFERENCES partnerships,
  id uuid NOT NULL,
  reference text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  state text NOT NULL,
  case_id uuid,
  data_key_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  author_account_id uuid NOT NULL REFERENCES accounts,
  rule_set_id uuid NOT NULL,
  answers bytea NOT NULL,
  known_as bytea,
  explanation jsonb,
  computed_light text,
  light text,
  to_meeting boolean NOT NULL DEFAULT false,
  meeting_id uuid,
  exceptional text,
  returned_for bytea,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  submitted_at timestamptz,
  due_at timestamptz,
  responded_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, reference),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, data_key_id) REFERENCES data_keys,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, rule_set_id) REFERENCES rule_sets,
  -- Before a submission there is no case; after it there always is one.
  CHECK ((state = 'draft') = (case_id IS NULL)),
  CHECK (state = 'draft' OR (light IS NOT NULL AND submitted_at IS NOT NULL AND due_at IS NOT NULL))
);
CREATE INDEX referrals_due ON referrals (partnership_id, due_at, id);
CREATE INDEX referrals_state_due ON referrals (partnership_id, state, due_at, id);
-- The list is filtered by state and light together, in the order of its clocks.
CREATE INDEX referrals_state_light_due ON referrals (partnership_id, state, light, due_at, id);
CREATE INDEX referrals_submitted ON referrals (partnership_id, submitted_at DESC, id DESC);
CREATE INDEX referrals_updated ON referrals (partnership_id, updated_at DESC, id DESC);
CREATE INDEX referrals_case ON referrals (partnership_id, case_id);
CREATE INDEX referrals_author ON referrals (partnership_id, author_account_id, updated_at DESC);

CREATE TABLE referral_recipients (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  referral_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  for_meeting boolean NOT NULL,
  due_at timestamptz NOT NULL,
  -- How far its clock has been told of: jobs/clocks.ts.
  stage integer NOT NULL DEFAULT 0,
  responded_at timestamptz,
  response text,
  worker text,
  words bytea,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, referral_id, agency_id, for_meeting),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX referral_recipients_running ON referral_recipients (partnership_id, agency_id, due_at) WHERE responded_at IS NULL;

CREATE TABLE consents (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  record bytea NOT NULL,
  given_on date NOT NULL,
  until_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  withdrawn_at timestamptz,
  lapsed_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);
CREATE INDEX consents_case ON consents (partnership_id, case_id);

CREATE TABLE without_consents (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  record bytea NOT NULL,
  review_on date NOT NULL,
  stage integer NOT NULL DEFAULT 0,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);
CREATE INDEX without_consents_case ON without_consents (partnership_id, case_id);

CREATE TABLE emergency_accesses (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  reason bytea NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- ACC-2: the one table that decides who sees a case. Each row rests on one record.
CREATE TABLE sharing_grants (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid REFERENCES accounts,
  basis text NOT NULL,
  referral_id uuid,
  consent_id uuid,
  without_consent_id uuid,
  emergency_access_id uuid,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  FOREIGN KEY (partnership_id, consent_id) REFERENCES consents,
  FOREIGN KEY (partnership_id, without_consent_id) REFERENCES without_consents,
  FOREIGN KEY (partnership_id, emergency_access_id) REFERENCES emergency_accesses,
  CHECK (CASE basis
    WHEN 'own referral' THEN referral_id IS NOT NULL
    WHEN 'coordination' THEN referral_id IS NOT NULL
    WHEN 'consent' THEN consent_id IS NOT NULL
    WHEN 'sharing without consent' THEN without_consent_id IS NOT NULL
    WHEN 'emergency access' THEN emergency_access_id IS NOT NULL AND account_id IS NOT NULL AND until_at IS NOT NULL
    ELSE false END)
);
CREATE INDEX sharing_grants_opening ON sharing_grants (partnership_id, case_id, agency_id)
  INCLUDE (from_at, until_at, basis, account_id);
CREATE INDEX sharing_grants_consent ON sharing_grants (partnership_id, consent_id) WHERE consent_id IS NOT NULL;

CREATE TABLE safeguarding_notifications (
  partnership_id uuid NOT NULL,
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
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX safeguarding_case ON safeguarding_notifications (partnership_id, case_id);
CREATE INDEX safeguarding_open ON safeguarding_notifications (partnership_id, agency_id, due_at) WHERE recorded_at IS NULL;

CREATE TABLE voices (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  words bytea NOT NULL,
  given text NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);
CREATE INDEX voices_case ON voices (partnership_id, case_id, recorded_at);

-- REF-11: old value, new value, who, when, why.
CREATE TABLE history (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  subject text NOT NULL,
  subject_id uuid NOT NULL,
  field text NOT NULL,
  old_value text,
  new_value text,
  reason bytea,
  at timestamptz NOT NULL,
  account_id uuid REFERENCES accounts,
  agency_id uuid,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);
CREATE INDEX history_case ON history (partnership_id, case_id, at, id);
CREATE INDEX history_subject ON history (partnership_id, subject_id, at, id);

-- A file that turned out to be of a person already known: its rows moved, and whoever looked at it looked at her.
CREATE TABLE merged_cases (
  partnership_id uuid NOT NULL,
  merged_case_id uuid NOT NULL,
  case_id uuid NOT NULL,
  at timestamptz NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, merged_case_id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);

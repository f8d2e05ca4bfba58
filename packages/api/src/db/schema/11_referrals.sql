CREATE TABLE referrals (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  reference text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  state text NOT NULL,
  case_id uuid,
  data_key_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  author_account_id uuid NOT NULL REFERENCES accounts,
  rule_set_id uuid NOT NULL,
  -- Of an import the author is who imported it, and she did not write it: «written by me» leaves it out.
  imported boolean NOT NULL DEFAULT false,
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
  -- REF-8: since when everybody has answered and nobody has her, until the coordinator says what is done about it.
  unhelped_at timestamptz,
  unhelped_due_at timestamptz,
  -- What the clocks told of already: of which submission that half of its time is over, and since when nobody has her.
  half_told_of timestamptz,
  unhelped_told_of timestamptz,
  -- REF-5: the rest of a short form: when it is owed, how far its clock has been told of, and what is written of it so far.
  rest_due_at timestamptz,
  rest_stage integer NOT NULL DEFAULT 0,
  rest bytea,
  -- REF-11: what triage found, for ten minutes and while the version is still the one that it made.
  undo jsonb,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, reference),
  UNIQUE (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id, agency_id) REFERENCES cases (partnership_id, id, agency_id),
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
CREATE INDEX referrals_author ON referrals (partnership_id, author_account_id, updated_at DESC);
CREATE INDEX referrals_unhelped ON referrals (partnership_id, unhelped_due_at) WHERE unhelped_at IS NOT NULL;
CREATE INDEX referrals_rest ON referrals (partnership_id, rest_due_at) WHERE rest_due_at IS NOT NULL;
CREATE INDEX referrals_key ON referrals (partnership_id, data_key_id);

CREATE TABLE referral_recipients (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  referral_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  for_meeting boolean NOT NULL,
  due_at timestamptz NOT NULL,
  -- How far its clock has been told of.
  stage integer NOT NULL DEFAULT 0,
  -- REF-13: since when a question of theirs waits for the referrer, and until when their clock rests for it at the latest.
  asked_at timestamptz,
  rests_until timestamptz,
  -- From when until when it waited, question by question: what its clock is reckoned with, also by who may not read them.
  stands jsonb NOT NULL DEFAULT '[]',
  -- The first answer stops the clock; what the newest says stands here, and each of them in referral_responses.
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
CREATE INDEX referral_recipients_due ON referral_recipients (partnership_id, due_at);

-- REF-8: every answer of a recipient. One that puts an earlier one right says why; none is ever changed.
CREATE TABLE referral_responses (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  referral_id uuid NOT NULL,
  case_id uuid NOT NULL,
  recipient_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  response text NOT NULL,
  worker text NOT NULL,
  words bytea,
  reason bytea,
  at timestamptz NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, recipient_id) REFERENCES referral_recipients,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX referral_responses_referral ON referral_responses (partnership_id, referral_id, at);

-- REF-13: what a recipient asks before it answers, and what the referring agency answers.
CREATE TABLE referral_questions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  referral_id uuid NOT NULL,
  case_id uuid NOT NULL,
  -- Kept also of one who is no longer addressed when the form comes again.
  recipient_id uuid NOT NULL,
  -- Who asks, and whom.
  agency_id uuid NOT NULL,
  referring_agency_id uuid NOT NULL,
  questions bytea NOT NULL,
  meanwhile bytea,
  asked_at timestamptz NOT NULL,
  asked_by uuid NOT NULL REFERENCES accounts,
  -- The referrer's own clock, and how far it has been told of.
  due_at timestamptz NOT NULL,
  stage integer NOT NULL DEFAULT 0,
  answer bytea,
  answered_at timestamptz,
  answered_by uuid REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, referring_agency_id) REFERENCES agencies
);
CREATE INDEX referral_questions_referral ON referral_questions (partnership_id, referral_id, asked_at);
CREATE INDEX referral_questions_open ON referral_questions (partnership_id, referring_agency_id, due_at) WHERE answered_at IS NULL;

-- REF-13: what became known after the form was submitted, for everybody who reads it.
CREATE TABLE referral_additions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  referral_id uuid NOT NULL,
  case_id uuid NOT NULL,
  question_id uuid,
  words bytea NOT NULL,
  at timestamptz NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, question_id) REFERENCES referral_questions,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX referral_additions_referral ON referral_additions (partnership_id, referral_id, at);

-- API-2: an agency's own number for a referral of its own. That agency's alone: whoever else sees the referral does not see
-- it, and finds nothing by it.
CREATE TABLE own_identifiers (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  referral_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  -- Under a key of the deployment's for that agency, not the case's: it is that agency's alone.
  identifier bytea NOT NULL,
  -- Its keyed hash, to find it by.
  token bytea NOT NULL,
  PRIMARY KEY (partnership_id, referral_id),
  UNIQUE (partnership_id, agency_id, token),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals ON DELETE CASCADE,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- Guards: made once the tables of every file stand.

ALTER TABLE referrals ADD FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings;
CALL app.close_table('referrals');
CALL app.open_to_jobs('referrals');
-- A draft is its author's alone (REF-1); from submission on the case's grants decide.
CREATE POLICY granted ON referrals TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND CASE
  WHEN case_id IS NULL THEN author_account_id = (SELECT app.account_id()) AND agency_id = (SELECT app.grants_to())
  ELSE EXISTS (SELECT FROM app.grants_to_own_record(referrals.partnership_id, referrals.case_id) g
    WHERE NOT g.narrowed OR g.referral_id = referrals.id) END);
CALL app.keep_from_emergencies('referrals');
GRANT SELECT, INSERT, UPDATE ON referrals TO alongside_app;
GRANT SELECT, UPDATE (half_told_of, unhelped_told_of, unhelped_at, unhelped_due_at, rest_stage) ON referrals TO alongside_jobs;

CALL app.close_table('referral_recipients');
CALL app.open_to_own_record('referral_recipients', 'g.referral_id = referral_recipients.referral_id');
CALL app.open_to_jobs('referral_recipients');
GRANT SELECT, INSERT, UPDATE, DELETE ON referral_recipients TO alongside_app;
GRANT SELECT, UPDATE (stage) ON referral_recipients TO alongside_jobs;

CALL app.close_table('referral_responses');
CALL app.open_to_own_record('referral_responses', 'g.referral_id = referral_responses.referral_id');
GRANT SELECT, INSERT ON referral_responses TO alongside_app;

-- What an agency asks, and what it is told, is between it and the referring agency; whoever coordinates reads both.
CALL app.close_table('referral_questions');
CALL app.keep_from_emergencies('referral_questions');
CALL app.open_to_jobs('referral_questions');
CREATE POLICY granted ON referral_questions TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM app.grants_to_own_record(referral_questions.partnership_id, referral_questions.case_id) g
    WHERE NOT g.narrowed OR g.referral_id = referral_questions.referral_id)
  AND (agency_id = (SELECT app.grants_to()) OR referring_agency_id = (SELECT app.grants_to()) OR (SELECT app.coordinates())));
GRANT SELECT, INSERT, UPDATE (answer, answered_at, answered_by, due_at) ON referral_questions TO alongside_app;
GRANT SELECT, UPDATE (stage) ON referral_questions TO alongside_jobs;

CALL app.close_table('referral_additions');
CALL app.open_to_own_record('referral_additions', 'g.referral_id = referral_additions.referral_id');
GRANT SELECT, INSERT ON referral_additions TO alongside_app;

CALL app.close_table('own_identifiers');
CREATE POLICY agency ON own_identifiers TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND agency_id = (SELECT app.grants_to()))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND agency_id = (SELECT app.grants_to()));
GRANT SELECT, INSERT, DELETE ON own_identifiers TO alongside_app;

-- REF-3, and a draft thrown away: the author's own draft goes, and the key that its answers were sealed under with it.
CREATE FUNCTION app.discard_draft(p_referral uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE key_id uuid;
BEGIN
  DELETE FROM referrals WHERE partnership_id = app.partnership_id() AND id = p_referral AND state = 'draft'
    AND author_account_id = app.account_id() RETURNING data_key_id INTO key_id;
  DELETE FROM data_keys WHERE partnership_id = app.partnership_id() AND id = key_id;
  RETURN key_id IS NOT NULL;
END $$;
REVOKE ALL ON FUNCTION app.discard_draft FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.discard_draft TO alongside_app;

-- REF-3: no meeting referral is kept of somebody under 18: her draft goes; its key stays for the notification that takes its place.
CREATE FUNCTION app.set_draft_aside(p_referral uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM referrals WHERE partnership_id = app.partnership_id() AND id = p_referral AND state = 'draft'
    AND author_account_id = app.account_id();
  RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION app.set_draft_aside FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.set_draft_aside TO alongside_app;

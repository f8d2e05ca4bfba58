-- MON-2: how she is doing, look by look. What SQL counts stands open: scale words, numbers, days. Her words, the texts of her
-- goals and of steps toward exit are sealed under the case's key. A row is never changed: a correction is a new one that
-- names the one it puts right.
CREATE TABLE outcomes (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  occasion text NOT NULL CHECK (occasion IN ('referral', 'three_months', 'six_months', 'twelve_months', 'other')),
  looked_on date NOT NULL,
  agency_id uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  replaces uuid,
  -- 1: not safe at all, 5: safe. NULL here and below: skipped.
  safety smallint CHECK (safety BETWEEN 1 AND 5),
  -- Domain to level, as answered; a domain that was skipped is not there.
  needs jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(needs) = 'object'),
  goals_not_yet smallint NOT NULL DEFAULT 0,
  goals_partly smallint NOT NULL DEFAULT 0,
  goals_met smallint NOT NULL DEFAULT 0,
  exit_wish text CHECK (exit_wish IN ('wants_it', 'not_now', 'not_asked')),
  exit_progress text CHECK (exit_progress IN ('not_yet', 'first_steps', 'well_on_the_way', 'left_behind')),
  -- A number and «not known» exclude each other; neither says that the question was skipped.
  police_call_outs integer CHECK (police_call_outs >= 0),
  police_call_outs_unknown boolean NOT NULL DEFAULT false,
  arrests integer CHECK (arrests >= 0),
  arrests_unknown boolean NOT NULL DEFAULT false,
  violence integer CHECK (violence >= 0),
  violence_unknown boolean NOT NULL DEFAULT false,
  words bytea NOT NULL,
  PRIMARY KEY (partnership_id, id),
  -- Put right once: whoever puts it right again names the newer one.
  UNIQUE (partnership_id, replaces),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, replaces) REFERENCES outcomes,
  CHECK (exit_progress IS NULL OR exit_wish = 'wants_it'),
  CHECK (police_call_outs IS NULL OR NOT police_call_outs_unknown),
  CHECK (arrests IS NULL OR NOT arrests_unknown),
  CHECK (violence IS NULL OR NOT violence_unknown)
);
CREATE INDEX outcomes_case ON outcomes (partnership_id, case_id, looked_on);

-- When each review of a case is asked for, and of whom: the agency whose referral was accepted first. Written by the clock
-- (outcomes/clocks.ts). That a review is done is not kept here: there is a look at that occasion, or there is none.
CREATE TABLE outcome_reviews (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  occasion text NOT NULL CHECK (occasion IN ('referral', 'three_months', 'six_months', 'twelve_months')),
  agency_id uuid NOT NULL,
  -- Who wrote the referral: told first, while she is there.
  account_id uuid NOT NULL REFERENCES accounts,
  due_on date NOT NULL,
  -- When the next review is due: from then on this one is no longer asked for.
  next_due_on date,
  ask_on date NOT NULL,
  put_off_for text CHECK (put_off_for IN ('not_the_moment', 'not_seen_yet', 'asked_for_later')),
  -- The day of asking that was told of: a review that is put off is told of once more.
  told_of date,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, occasion),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK (ask_on >= due_on),
  CHECK ((ask_on > due_on) = (put_off_for IS NOT NULL))
);
CREATE INDEX outcome_reviews_agency ON outcome_reviews (partnership_id, agency_id, ask_on);

-- Guards: made once the tables of every file stand.

CALL app.close_table('outcomes');
CALL app.open_to_own_record('outcomes', 'g.agency_id = outcomes.agency_id');
CALL app.open_to_jobs('outcomes');
-- One writes in one's own name, and puts right what one's own agency wrote.
CREATE POLICY written ON outcomes AS RESTRICTIVE FOR INSERT TO alongside_app
  WITH CHECK (agency_id = app.grants_to() AND recorded_by = app.account_id());
GRANT SELECT, INSERT ON outcomes TO alongside_app;
-- Jobs ask which reviews are done, and read nothing of them.
GRANT SELECT (partnership_id, id, case_id, occasion, replaces) ON outcomes TO alongside_jobs;

CALL app.close_table('outcome_reviews');
CALL app.open_to_own_record('outcome_reviews', 'g.agency_id = outcome_reviews.agency_id');
CALL app.open_to_jobs('outcome_reviews');
CREATE POLICY own ON outcome_reviews AS RESTRICTIVE FOR UPDATE TO alongside_app USING (agency_id = (SELECT app.grants_to()));
GRANT SELECT, UPDATE (ask_on, put_off_for) ON outcome_reviews TO alongside_app;
GRANT SELECT, INSERT, UPDATE (told_of) ON outcome_reviews TO alongside_jobs;

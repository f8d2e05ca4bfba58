-- FLG-1: each agency with whom a listed case is shared is asked to put the flag on its own case system. One row for an
-- agency and a case; what it was before stands in `history`.
CREATE TABLE flags (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  -- The case's: an agency whose grant has ended opens its own reference by it, and does not see the case.
  data_key_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'confirmed', 'to_take_down', 'taken_down', 'no_longer_asked')),
  asked_at timestamptz NOT NULL,
  remind_at timestamptz NOT NULL,
  reminded_at timestamptz,
  confirmed_on date,
  -- The agency's own number for it, sealed under the case's key.
  reference bytea,
  ended_at timestamptz,
  taken_down_on date,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, agency_id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, data_key_id) REFERENCES data_keys,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK ((confirmed_on IS NULL) = (reference IS NULL)),
  CHECK (state NOT IN ('confirmed', 'to_take_down', 'taken_down') OR confirmed_on IS NOT NULL)
);
CREATE INDEX flags_agency ON flags (partnership_id, agency_id, state, asked_at);

-- Guards: made once the tables of every file stand.

CALL app.close_table('flags');
CALL app.open_to_own_record('flags', 'g.agency_id = flags.agency_id');
CALL app.open_to_jobs('flags');
-- Whose grant has ended takes its own flag down: it sees that row still, and nothing else of the case.
CREATE POLICY own ON flags TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to()) AND state IN ('to_take_down', 'taken_down'));
-- One's own flag alone is one's own to report.
CREATE POLICY reported ON flags AS RESTRICTIVE FOR UPDATE TO alongside_app USING (agency_id = (SELECT app.grants_to()));
GRANT SELECT, UPDATE (version, state, confirmed_on, reference, taken_down_on) ON flags TO alongside_app;
GRANT SELECT, INSERT, UPDATE ON flags TO alongside_jobs;

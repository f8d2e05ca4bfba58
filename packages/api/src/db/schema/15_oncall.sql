-- MTG-5: who of each agency answers when. What was saved before stays on record, ended.

CREATE TABLE on_call_lists (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  agency_id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  checked_at timestamptz NOT NULL,
  checked_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, agency_id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

CREATE TABLE on_call (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  agency_id uuid NOT NULL,
  -- In the order in which they are rung.
  position integer NOT NULL,
  name text NOT NULL,
  telephone text NOT NULL,
  -- ISO: 1 is Monday. Local times, over midnight where the second is not after the first.
  days integer[] NOT NULL CHECK (cardinality(days) BETWEEN 1 AND 7),
  from_time text NOT NULL,
  until_time text NOT NULL,
  membership_id uuid,
  made_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES on_call_lists,
  FOREIGN KEY (partnership_id, membership_id) REFERENCES memberships
);
CREATE INDEX on_call_agency ON on_call (partnership_id, agency_id) WHERE ended_at IS NULL;

-- Guards: made once the tables of every file stand.

CALL app.close_table('on_call_lists');
CALL app.open_to_jobs('on_call_lists');
CREATE POLICY known ON on_call_lists FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()));
CREATE POLICY own ON on_call_lists TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND agency_id = (SELECT app.agency_id()));
GRANT SELECT, INSERT, UPDATE ON on_call_lists TO alongside_app;
GRANT SELECT ON on_call_lists TO alongside_jobs;

CALL app.close_table('on_call');
CALL app.open_to_jobs('on_call');
CREATE POLICY known ON on_call FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()));
CREATE POLICY own ON on_call TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND agency_id = (SELECT app.agency_id()));
GRANT SELECT, INSERT, UPDATE (ended_at) ON on_call TO alongside_app;
GRANT SELECT ON on_call TO alongside_jobs;

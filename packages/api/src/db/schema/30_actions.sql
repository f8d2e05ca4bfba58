CREATE TABLE actions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  reference text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  agenda_item_id uuid,
  meeting_id uuid,
  -- PLN-1: the line of her plan of which it is a step. Who sees the case sees the line: it is limited to nobody.
  plan_line_id uuid,
  owner_agency_id uuid NOT NULL,
  owner_account_id uuid REFERENCES accounts,
  what bytea NOT NULL,
  outcome bytea,
  priority text NOT NULL,
  due_on date NOT NULL,
  due_at timestamptz NOT NULL,
  stage integer NOT NULL DEFAULT 0,
  state text NOT NULL DEFAULT 'open',
  -- ACT-1: agreed while nobody of its agency was in the room: whether it takes it on.
  acceptance text CHECK (acceptance IN ('asked', 'accepted', 'declined')),
  created_at timestamptz NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, reference),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, case_id, plan_line_id) REFERENCES plan_lines (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, owner_agency_id) REFERENCES agencies
);
CREATE INDEX actions_due ON actions (partnership_id, due_at, id);
CREATE INDEX actions_case ON actions (partnership_id, case_id);
CREATE INDEX actions_running ON actions (partnership_id, owner_agency_id, due_at) WHERE closed_at IS NULL;
CREATE INDEX actions_due_on ON actions (partnership_id, due_on);

-- Guards: made once the tables of every file stand.

CALL app.close_table('actions');
CALL app.open_by_grant('actions', p_in_emergency => true);
CALL app.open_to_jobs('actions');
CREATE POLICY invited ON actions FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND agenda_item_id = (SELECT app.invited_item()));
GRANT SELECT, INSERT, UPDATE ON actions TO alongside_app;
GRANT SELECT, UPDATE (stage) ON actions TO alongside_jobs;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON actions FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- PLN-1: one living plan a case. What a line says is sealed under the case's key; what SQL decides by stands open.
CREATE TABLE plan_lines (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  part text NOT NULL CHECK (part IN ('risk', 'need', 'goal', 'children', 'exit')),
  area text,
  state text NOT NULL CHECK (state IN ('proposed', 'agreed', 'changed', 'met', 'not_wanted', 'replaced', 'ended')),
  content bytea NOT NULL,
  lead_agency_id uuid,
  -- The agencies that alone see it; empty: all that see the case.
  limited_to uuid[] NOT NULL DEFAULT '{}',
  proposed_by uuid NOT NULL,
  words_of uuid DEFAULT app.agency_id(),
  source text NOT NULL CHECK (source IN ('item', 'between_meetings', 'record')),
  -- The item in which it was amended last.
  agenda_item_id uuid,
  look_again_on date,
  -- The day of which its leading agency was told already.
  told_of date,
  replaced_by uuid,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, lead_agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, proposed_by) REFERENCES agencies,
  FOREIGN KEY (partnership_id, words_of) REFERENCES agencies,
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id, replaced_by) REFERENCES plan_lines (partnership_id, case_id, id),
  CHECK ((state = 'replaced') = (replaced_by IS NOT NULL)),
  CHECK (array_position(limited_to, NULL) IS NULL)
);
CREATE INDEX plan_lines_case ON plan_lines (partnership_id, case_id);
CREATE INDEX plan_lines_look_again ON plan_lines (partnership_id, look_again_on) WHERE state IN ('agreed', 'changed');

-- An amendment: of a meeting's item one, with all that was agreed in it. Its changes and it are never changed.
CREATE TABLE plan_amendments (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  agenda_item_id uuid,
  at timestamptz NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  -- The agencies that were in the room as it began, and may see the case.
  present uuid[] NOT NULL DEFAULT '{}',
  why bytea,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, id),
  UNIQUE (partnership_id, agenda_item_id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items
);

CREATE TABLE plan_changes (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  amendment_id uuid NOT NULL,
  case_id uuid NOT NULL,
  line_id uuid NOT NULL,
  -- The line's version that it made.
  version integer NOT NULL,
  move text NOT NULL,
  before bytea,
  after bytea NOT NULL,
  at timestamptz NOT NULL,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, line_id, version),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, case_id, amendment_id) REFERENCES plan_amendments (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id, line_id) REFERENCES plan_lines (partnership_id, case_id, id)
);
CREATE INDEX plan_changes_amendment ON plan_changes (partnership_id, amendment_id);

-- Guards: made once the tables of every file stand.

-- Outside a line's limit it is not there: neither it, nor what became of it, nor a gap where it would stand.
CALL app.close_table('plan_lines');
CALL app.open_to_own_record('plan_lines', 'g.agency_id = plan_lines.proposed_by AND g.agency_id = plan_lines.words_of');
CREATE POLICY limited ON plan_lines AS RESTRICTIVE TO alongside_app
  USING (cardinality(limited_to) = 0 OR (SELECT app.grants_to()) = ANY (limited_to));
-- Nor does its history tell of it, also from before it was limited.
CREATE POLICY plan_lines ON history AS RESTRICTIVE FOR SELECT TO alongside_app USING (subject <> 'plan_line'
  OR EXISTS (SELECT FROM plan_lines l WHERE l.partnership_id = history.partnership_id AND l.id = history.subject_id));
CALL app.keep_own_words('plan_lines');
CALL app.open_to_jobs('plan_lines');
-- GST-1: what was agreed under her item.
CREATE POLICY invited ON plan_lines FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agenda_item_id = (SELECT app.invited_item()) AND cardinality(limited_to) = 0);
GRANT SELECT, INSERT, UPDATE ON plan_lines TO alongside_app;
GRANT SELECT, UPDATE (told_of) ON plan_lines TO alongside_jobs;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON plan_lines FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();
CREATE POLICY out_in_person ON plan_lines AS RESTRICTIVE FOR SELECT TO alongside_app
  USING (agenda_item_id IS NULL OR agenda_item_id <> ALL ((SELECT app.out_of_now())::uuid[]));

CALL app.close_table('plan_changes');
CALL app.open_to_own_record('plan_changes', 'g.agency_id = plan_changes.agency_id');
CREATE POLICY of_line ON plan_changes AS RESTRICTIVE TO alongside_app USING (EXISTS (SELECT FROM plan_lines l
  WHERE l.partnership_id = plan_changes.partnership_id AND l.id = plan_changes.line_id));
GRANT SELECT, INSERT ON plan_changes TO alongside_app;

CALL app.close_table('plan_amendments');
CALL app.open_to_own_record('plan_amendments', 'g.agency_id = plan_amendments.agency_id');
CREATE POLICY of_changes ON plan_amendments AS RESTRICTIVE FOR SELECT TO alongside_app USING (EXISTS (SELECT FROM plan_changes c
  WHERE c.partnership_id = plan_amendments.partnership_id AND c.amendment_id = plan_amendments.id));
GRANT SELECT, INSERT ON plan_amendments TO alongside_app;

-- PLN-1: of an item one amendment: begun by the first who agrees a line in it, also where she does not see what was amended before.
CREATE FUNCTION app.amendment_of_item(p_item uuid, p_id uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  one agenda_items;
BEGIN
  SELECT i.* INTO one FROM agenda_items i WHERE i.partnership_id = here AND i.id = p_item AND i.state = 'listed' AND app.sees_case(i.case_id);
  IF one.id IS NULL THEN
    RAISE EXCEPTION 'not hers to amend in' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO plan_amendments (partnership_id, id, case_id, agenda_item_id, at, account_id, agency_id, present)
    VALUES (here, p_id, one.case_id, one.id, app.moment(), app.account_id(), app.agency_id(),
      (SELECT coalesce(array_agg(DISTINCT t.agency_id), '{}') FROM attendances t
        WHERE t.partnership_id = here AND t.meeting_id = one.meeting_id AND t.until_at IS NULL AND t.struck_at IS NULL AND NOT t.invited
          AND app.may_hear(here, one.case_id, t.agency_id, t.account_id)))
    ON CONFLICT (partnership_id, agenda_item_id) DO NOTHING;
  RETURN (SELECT a.id FROM plan_amendments a WHERE a.partnership_id = here AND a.agenda_item_id = p_item);
END $$;
REVOKE ALL ON FUNCTION app.amendment_of_item FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.amendment_of_item TO alongside_app;

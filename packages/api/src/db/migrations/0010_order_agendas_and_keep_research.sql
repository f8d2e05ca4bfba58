-- MTG-3: the coordinator's own order of an agenda; without one the default stands (meetings/agenda.ts). `arranged_at`: when
-- the item last came onto the agenda, moved there, was given other minutes, or was put off.
ALTER TABLE agenda_items ADD COLUMN position integer;
ALTER TABLE agenda_items ADD COLUMN arranged_at timestamptz;
UPDATE agenda_items SET arranged_at = listed_at;
ALTER TABLE agenda_items ALTER arranged_at SET NOT NULL;
ALTER TABLE meetings ADD COLUMN length_minutes integer NOT NULL DEFAULT 180;
ALTER TABLE meetings ADD COLUMN agenda_published_at timestamptz;

-- What was shared from an agency's research stands in the item as that agency's, facts apart from opinion.
ALTER TABLE contributions ADD COLUMN kind text NOT NULL DEFAULT 'said' CHECK (kind IN ('said', 'facts', 'opinion'));

-- MTG-3: what an agency knows of a case before and during a meeting. `content`: facts, opinion and what it will not share,
-- sealed; `shared`: what of it stands in the item already, sealed. One to an item and agency, written by all its workers.
CREATE TABLE research (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  -- 1 is what nobody has written yet: the first who writes makes it 2, and a second first one is told.
  version integer NOT NULL,
  agenda_item_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  content bytea NOT NULL,
  shared bytea,
  saved_at timestamptz NOT NULL,
  saved_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, agenda_item_id, agency_id),
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX research_case ON research (partnership_id, case_id);

-- It stays with its agency: a grant on the case opens the agency's own alone, also to who coordinates.
CALL app.close_table('research');
CALL app.open_by_grant('research', 'agency_id = (SELECT app.grants_to())');
CALL app.open_to_jobs('research');
GRANT SELECT, INSERT, UPDATE ON research TO alongside_app;
-- Jobs ask who has yet to be asked, and read nothing of it.
GRANT SELECT (partnership_id, agenda_item_id, agency_id) ON research TO alongside_jobs;

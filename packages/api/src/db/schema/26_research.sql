-- MTG-3: what an agency knows of a case before and during a meeting. `content`: facts, opinion and what it will not share,
-- sealed; `shared`: what of it stands in the item already, sealed. One to an item and agency, written by all its workers.
CREATE TABLE research (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
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

-- Guards: made once the tables of every file stand.

CALL app.close_table('research');
-- It stays with its agency: a grant on the case opens the agency's own alone, also to who coordinates.
CALL app.open_by_grant('research', 'agency_id = (SELECT app.grants_to())');
CALL app.open_to_jobs('research');
GRANT SELECT, INSERT, UPDATE ON research TO alongside_app;
-- Jobs ask who has yet to be asked, and read nothing of it.
GRANT SELECT (partnership_id, agenda_item_id, agency_id) ON research TO alongside_jobs;

-- WRK-2: what a worker must know before she goes: of the place and of who else is there, never of her character.
CREATE TABLE worker_warnings (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  words_of uuid DEFAULT app.agency_id(),
  kind text NOT NULL,
  -- What it is in words, and who says so; sealed under the case's key.
  words bytea,
  source bytea NOT NULL,
  checked_on date NOT NULL,
  checked_by uuid NOT NULL REFERENCES accounts,
  checked_agency_id uuid NOT NULL DEFAULT app.agency_id(),
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  ended_at timestamptz,
  ended_by uuid REFERENCES accounts,
  ended_for bytea,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, words_of) REFERENCES agencies,
  FOREIGN KEY (partnership_id, checked_agency_id) REFERENCES agencies,
  CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_for IS NULL))
);
CREATE INDEX worker_warnings_case ON worker_warnings (partnership_id, case_id);

-- Guards: made once the tables of every file stand.

CALL app.close_table('worker_warnings');
CALL app.open_to_own_record('worker_warnings', 'g.agency_id = worker_warnings.agency_id AND g.agency_id = worker_warnings.words_of');
CALL app.keep_own_words('worker_warnings');
GRANT SELECT, INSERT, UPDATE (version, source, checked_on, checked_by, checked_agency_id, ended_at, ended_by, ended_for) ON worker_warnings TO alongside_app;

-- One key per case (a draft's until then), wrapped by the master key. Where keys are kept apart (ADR 2) `wrapped` says under which
-- id, and the key is in no copy of this database; of a key that was destroyed it says that.
CREATE TABLE data_keys (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  wrapped bytea NOT NULL,
  PRIMARY KEY (partnership_id, id)
);

-- Guards: made once the tables of every file stand.

CALL app.close_table('data_keys');
CALL app.open_to_partnership('data_keys');
GRANT SELECT, INSERT ON data_keys TO alongside_app;

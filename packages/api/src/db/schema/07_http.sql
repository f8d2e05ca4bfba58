-- Answers kept for whoever asks again with the same key.

CREATE TABLE idempotency_keys (
  account_id uuid NOT NULL,
  key text NOT NULL,
  operation text NOT NULL,
  request_hash bytea NOT NULL,
  status integer NOT NULL,
  reply bytea NOT NULL,
  case_id uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

-- Guards: made once the tables of every file stand.

CALL app.close_table('idempotency_keys');
CREATE POLICY own ON idempotency_keys TO alongside_app USING (account_id = app.account_id());
CREATE POLICY aged ON idempotency_keys TO alongside_jobs USING (true);
GRANT SELECT, INSERT ON idempotency_keys TO alongside_app;
GRANT SELECT, DELETE ON idempotency_keys TO alongside_jobs;

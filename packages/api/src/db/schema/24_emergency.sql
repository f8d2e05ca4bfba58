-- MTG-5: who is called to an emergency meeting, and how each was reached.

CREATE TABLE called_people (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  called_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, account_id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- Each attempt to reach someone stays as it was: another is added, none is changed.
CREATE TABLE contact_attempts (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  -- Whoever was called, or whoever was on call: the entry as it was then.
  account_id uuid REFERENCES accounts,
  on_call_id uuid,
  how text NOT NULL,
  answer text NOT NULL,
  words bytea NOT NULL,
  at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, on_call_id) REFERENCES on_call,
  CHECK (num_nonnulls(account_id, on_call_id) = 1)
);
CREATE INDEX contact_attempts_meeting ON contact_attempts (partnership_id, meeting_id, at);

-- Guards: made once the tables of every file stand.

CALL app.close_table('called_people');
CALL app.open_by_grant('called_people');
CALL app.open_to_jobs('called_people');
GRANT SELECT, INSERT ON called_people TO alongside_app;
GRANT SELECT ON called_people TO alongside_jobs;

CALL app.close_table('contact_attempts');
CALL app.open_by_grant('contact_attempts', p_in_emergency => true);
GRANT SELECT, INSERT ON contact_attempts TO alongside_app;

-- MTG-5, ACC-8: an emergency that nobody at all may hear any more, as where she refuses the one agency that could: it is over, so that
-- another can be called once somebody may hear again. Its case is put off with that for its reason, and comes onto no agenda by it. By a
-- clock, a day after it was to begin: what was refused by mistake is lifted by then.
CREATE FUNCTION app.end_unheard(p_at timestamptz) RETURNS TABLE (meeting_id uuid, case_id uuid, item_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  one meetings;
BEGIN
  FOR one IN SELECT t.* FROM meetings t WHERE t.partnership_id = app.partnership_id() AND t.kind = 'emergency' AND t.state <> 'closed'
      AND t.starts_at < p_at - interval '1 day' AND app.needs_deputy(t.partnership_id, t.case_id) AND NOT EXISTS (SELECT FROM app.can_run_emergency(t.id)) FOR UPDATE SKIP LOCKED LOOP
    UPDATE agenda_items i SET state = 'deferred', closed_at = p_at, arranged_at = p_at, deferred_because = 'unchaired', version = i.version + 1
     WHERE i.partnership_id = one.partnership_id AND i.meeting_id = one.id AND i.state = 'listed' RETURNING i.id INTO item_id;
    UPDATE meetings t SET state = 'closed', closed_at = p_at, version = t.version + 1 WHERE t.partnership_id = one.partnership_id AND t.id = one.id;
    meeting_id := one.id;
    case_id := one.case_id;
    RETURN NEXT;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.end_unheard FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.end_unheard TO alongside_jobs;

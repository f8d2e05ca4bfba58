-- MON-1, GOV-1: what is published is frozen with its data. The true counts lie apart, for who coordinates: the next report
-- has to know them, so that the two together give nobody away.
CREATE TABLE monitoring_reports (
  partnership_id uuid NOT NULL REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  period text NOT NULL,
  edition integer NOT NULL,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'checked', 'published')),
  corrected_for text,
  content jsonb NOT NULL,
  drafted_by uuid NOT NULL REFERENCES accounts,
  drafted_at timestamptz NOT NULL,
  checked_by uuid REFERENCES accounts,
  checked_at timestamptz,
  published_by uuid REFERENCES accounts,
  published_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, period, edition),
  CHECK ((edition = 1) = (corrected_for IS NULL)),
  CHECK ((state = 'published') = (published_at IS NOT NULL))
);
CREATE UNIQUE INDEX monitoring_reports_in_hand ON monitoring_reports (partnership_id, period) WHERE state <> 'published';

CREATE TABLE monitoring_counts (
  partnership_id uuid NOT NULL,
  report_id uuid NOT NULL,
  -- As the suppression library keeps it (shared/monitoring/suppression): counts, and what is withheld.
  decided jsonb NOT NULL,
  PRIMARY KEY (partnership_id, report_id),
  FOREIGN KEY (partnership_id, report_id) REFERENCES monitoring_reports ON DELETE CASCADE
);

CREATE TABLE local_populations (
  partnership_id uuid NOT NULL REFERENCES partnerships,
  question text NOT NULL,
  source text NOT NULL,
  answers jsonb NOT NULL,
  loaded_by uuid NOT NULL REFERENCES accounts,
  loaded_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, question)
);

CALL app.close_table('monitoring_reports');
CALL app.close_table('monitoring_counts');
CALL app.close_table('local_populations');
CREATE POLICY published ON monitoring_reports FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND (state = 'published' OR (SELECT app.coordinates())) AND (SELECT app.invited_meeting()) IS NULL);
CREATE POLICY coordinator ON monitoring_reports TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()));
CREATE POLICY coordinator ON monitoring_counts TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()));
CREATE POLICY coordinator ON local_populations TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()))
  WITH CHECK (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.coordinates()));
CREATE POLICY read ON local_populations FOR SELECT TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND (SELECT app.invited_meeting()) IS NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON monitoring_reports TO alongside_app;
GRANT SELECT, INSERT, DELETE ON monitoring_counts TO alongside_app;
GRANT SELECT, INSERT, UPDATE ON local_populations TO alongside_app;

-- To everybody, the tables' owner included.
CREATE FUNCTION app.keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'monitoring_reports' THEN
    IF OLD.state = 'published' THEN RAISE EXCEPTION 'a published report does not change' USING ERRCODE = 'restrict_violation'; END IF;
  ELSIF EXISTS (SELECT FROM monitoring_reports r WHERE r.partnership_id = OLD.partnership_id AND r.id = OLD.report_id AND r.state = 'published') THEN
    RAISE EXCEPTION 'the counts of a published report do not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON monitoring_reports FOR EACH ROW EXECUTE FUNCTION app.keep_published();
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON monitoring_counts FOR EACH ROW EXECUTE FUNCTION app.keep_published();

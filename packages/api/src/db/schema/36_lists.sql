-- Where the lists of an agency begin: a row for each agency and each case, referral and action on which it holds a grant, with what the list is sorted and
-- filtered by, so that a page is one range of an index whatever else the partnership holds (docs/explained/lists.md). Written by triggers alone, in the
-- transaction of what they follow from. They open nothing: what is listed is looked up under its own policies.
-- Coordination is left out: to who coordinates every row is open, and her lists are walked in their own order.

-- Of all its grants on the case, also those that have ended: from when until when, and whether one of them is open to some of its people alone, or to
-- part of it (`guarded`).
CREATE VIEW app.cases_to_list WITH (security_invoker = true) AS
  SELECT g.partnership_id, g.case_id, g.agency_id, min(g.from_at) AS from_at, CASE WHEN bool_and(g.until_at IS NOT NULL) THEN max(g.until_at) END AS until_at,
    bool_or(g.account_id IS NOT NULL OR g.narrowed OR g.shut_out IS NOT NULL) AS guarded,
    (SELECT c.opened_at FROM cases c WHERE c.partnership_id = g.partnership_id AND c.id = g.case_id) AS opened_at
  FROM sharing_grants g WHERE app.lists_by(g.agency_id, g.basis) GROUP BY g.partnership_id, g.case_id, g.agency_id;

CREATE TABLE listed_cases (
  partnership_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  guarded boolean NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, case_id, agency_id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases ON DELETE CASCADE
);
CREATE INDEX listed_cases_opened ON listed_cases (partnership_id, agency_id, opened_at DESC, case_id DESC) INCLUDE (from_at, until_at, guarded);

CREATE VIEW app.referrals_to_list WITH (security_invoker = true) AS
  SELECT l.partnership_id, r.id AS referral_id, l.agency_id, l.case_id, l.from_at, l.until_at, l.guarded, r.state, r.light, r.due_at, r.submitted_at, r.updated_at
  FROM listed_cases l JOIN referrals r ON r.partnership_id = l.partnership_id AND r.case_id = l.case_id;

CREATE TABLE listed_referrals (
  partnership_id uuid NOT NULL,
  referral_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  case_id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  guarded boolean NOT NULL,
  state text NOT NULL,
  light text NOT NULL,
  due_at timestamptz NOT NULL,
  submitted_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, referral_id, agency_id),
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals ON DELETE CASCADE
);
CREATE INDEX listed_referrals_due ON listed_referrals (partnership_id, agency_id, due_at, referral_id) INCLUDE (state, light, from_at, until_at, guarded);
CREATE INDEX listed_referrals_updated ON listed_referrals (partnership_id, agency_id, updated_at DESC, referral_id DESC)
  INCLUDE (state, light, from_at, until_at, guarded);
CREATE INDEX listed_referrals_submitted ON listed_referrals (partnership_id, agency_id, submitted_at DESC, referral_id DESC)
  INCLUDE (state, light, from_at, until_at, guarded);

CREATE VIEW app.actions_to_list WITH (security_invoker = true) AS
  SELECT l.partnership_id, a.id AS action_id, l.agency_id, l.case_id, l.from_at, l.until_at, l.guarded, a.state, a.due_at
  FROM listed_cases l JOIN actions a ON a.partnership_id = l.partnership_id AND a.case_id = l.case_id;

CREATE TABLE listed_actions (
  partnership_id uuid NOT NULL,
  action_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  case_id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  guarded boolean NOT NULL,
  state text NOT NULL,
  due_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, action_id, agency_id),
  FOREIGN KEY (partnership_id, action_id) REFERENCES actions ON DELETE CASCADE
);
CREATE INDEX listed_actions_due ON listed_actions (partnership_id, agency_id, due_at, action_id) INCLUDE (state, from_at, until_at, guarded);

-- Seen by the agency while it holds a grant in force; where one is open to some of its people alone, or to part of the case, by whom the case is open to.
CREATE PROCEDURE app.open_listed(p_table text) LANGUAGE plpgsql AS $$
BEGIN
  CALL app.close_table(p_table);
  EXECUTE format('CREATE POLICY listed ON %I FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND agency_id = (SELECT app.grants_to()) AND app.in_force(from_at, until_at, app.moment())
    AND (NOT guarded OR app.sees_own_record(case_id)))', p_table);
  EXECUTE format('GRANT SELECT ON %I TO alongside_app', p_table);
END $$;
REVOKE ALL ON PROCEDURE app.open_listed FROM PUBLIC;
CALL app.open_listed('listed_cases');
CALL app.open_listed('listed_referrals');
CALL app.open_listed('listed_actions');

-- Who lets an agency into a case, or out, waits for those who change what is listed of it, and they for her: a grant and an action of one instant that did
-- not know of each other would leave the action unlisted. A statement after the waiting knows what was committed meanwhile. Those who change what is
-- listed do not wait for each other.
-- Each looks up few rows by their indexes, and its plan says so: one made while the tables were small would look through all that an import adds to them.
CREATE FUNCTION app.list_grants() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM changed g WHERE app.lists_by(g.agency_id, g.basis)) THEN RETURN NULL; END IF;
  PERFORM 1 FROM cases c WHERE (c.partnership_id, c.id) IN (SELECT g.partnership_id, g.case_id FROM changed g) ORDER BY c.id FOR NO KEY UPDATE;
  INSERT INTO listed_cases AS l SELECT t.* FROM (SELECT DISTINCT g.partnership_id, g.case_id, g.agency_id FROM changed g) g CROSS JOIN LATERAL (
    SELECT t.* FROM app.cases_to_list t WHERE t.partnership_id = g.partnership_id AND t.case_id = g.case_id AND t.agency_id = g.agency_id OFFSET 0) t
  ON CONFLICT (partnership_id, case_id, agency_id) DO UPDATE SET from_at = EXCLUDED.from_at, until_at = EXCLUDED.until_at, guarded = EXCLUDED.guarded
   WHERE (l.from_at, l.until_at, l.guarded) IS DISTINCT FROM (EXCLUDED.from_at, EXCLUDED.until_at, EXCLUDED.guarded);
  INSERT INTO listed_referrals AS l SELECT t.* FROM (SELECT DISTINCT g.partnership_id, g.case_id, g.agency_id FROM changed g) g CROSS JOIN LATERAL (
    SELECT t.* FROM app.referrals_to_list t WHERE t.partnership_id = g.partnership_id AND t.case_id = g.case_id AND t.agency_id = g.agency_id OFFSET 0) t
  ON CONFLICT (partnership_id, referral_id, agency_id) DO UPDATE SET from_at = EXCLUDED.from_at, until_at = EXCLUDED.until_at, guarded = EXCLUDED.guarded
   WHERE (l.from_at, l.until_at, l.guarded) IS DISTINCT FROM (EXCLUDED.from_at, EXCLUDED.until_at, EXCLUDED.guarded);
  INSERT INTO listed_actions AS l SELECT t.* FROM (SELECT DISTINCT g.partnership_id, g.case_id, g.agency_id FROM changed g) g CROSS JOIN LATERAL (
    SELECT t.* FROM app.actions_to_list t WHERE t.partnership_id = g.partnership_id AND t.case_id = g.case_id AND t.agency_id = g.agency_id OFFSET 0) t
  ON CONFLICT (partnership_id, action_id, agency_id) DO UPDATE SET from_at = EXCLUDED.from_at, until_at = EXCLUDED.until_at, guarded = EXCLUDED.guarded
   WHERE (l.from_at, l.until_at, l.guarded) IS DISTINCT FROM (EXCLUDED.from_at, EXCLUDED.until_at, EXCLUDED.guarded);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.list_grants FROM PUBLIC;
CREATE TRIGGER list_given AFTER INSERT ON sharing_grants REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.list_grants();
CREATE TRIGGER list_changed AFTER UPDATE ON sharing_grants REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION app.list_grants();

CREATE FUNCTION app.list_referral() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  PERFORM 1 FROM cases c WHERE c.partnership_id = NEW.partnership_id AND c.id = NEW.case_id FOR SHARE;
  INSERT INTO listed_referrals SELECT t.* FROM app.referrals_to_list t WHERE t.partnership_id = NEW.partnership_id AND t.referral_id = NEW.id
  ON CONFLICT (partnership_id, referral_id, agency_id) DO UPDATE SET state = EXCLUDED.state, light = EXCLUDED.light, due_at = EXCLUDED.due_at,
    submitted_at = EXCLUDED.submitted_at, updated_at = EXCLUDED.updated_at;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.list_referral FROM PUBLIC;
CREATE TRIGGER list_new AFTER INSERT ON referrals FOR EACH ROW WHEN (NEW.case_id IS NOT NULL) EXECUTE FUNCTION app.list_referral();
-- Column by column, as Postgres writes it down: a comparison of rows comes back from a dump with other brackets, and the schema would be another.
CREATE TRIGGER list_changed AFTER UPDATE ON referrals FOR EACH ROW
  WHEN (NEW.case_id IS NOT NULL AND (OLD.case_id IS DISTINCT FROM NEW.case_id OR OLD.state IS DISTINCT FROM NEW.state
    OR OLD.light IS DISTINCT FROM NEW.light OR OLD.due_at IS DISTINCT FROM NEW.due_at
    OR OLD.submitted_at IS DISTINCT FROM NEW.submitted_at OR OLD.updated_at IS DISTINCT FROM NEW.updated_at))
  EXECUTE FUNCTION app.list_referral();

CREATE FUNCTION app.list_action() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  PERFORM 1 FROM cases c WHERE c.partnership_id = NEW.partnership_id AND c.id = NEW.case_id FOR SHARE;
  INSERT INTO listed_actions SELECT t.* FROM app.actions_to_list t WHERE t.partnership_id = NEW.partnership_id AND t.action_id = NEW.id
  ON CONFLICT (partnership_id, action_id, agency_id) DO UPDATE SET state = EXCLUDED.state, due_at = EXCLUDED.due_at;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.list_action FROM PUBLIC;
CREATE TRIGGER list_new AFTER INSERT ON actions FOR EACH ROW EXECUTE FUNCTION app.list_action();
CREATE TRIGGER list_changed AFTER UPDATE ON actions FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.due_at IS DISTINCT FROM NEW.due_at)
  EXECUTE FUNCTION app.list_action();

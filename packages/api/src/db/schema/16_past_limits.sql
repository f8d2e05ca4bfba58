-- ACC-8: sharing without consent past her no. It is asked for with a record of sharing without consent, decided by two people
-- of two agencies, neither of which gains, and opens with the second yes. Where a life is in danger now, one person on call
-- opens it for hours, and the two decide meanwhile.

CREATE TABLE limit_overrides (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  -- Who gains by it.
  agency_id uuid NOT NULL,
  without_consent_id uuid NOT NULL,
  -- Every no to that agency that stood as it was asked, on whichever file of hers: the trigger below writes them.
  limit_ids uuid[] NOT NULL DEFAULT '{}',
  -- Of each no that the asker sees: why the risk outweighs it now, and when she is told.
  reasons bytea NOT NULL,
  -- Whoever promised her is told once it is open, and not before.
  delay_endangers boolean NOT NULL,
  urgent boolean NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_by uuid NOT NULL REFERENCES accounts,
  asking_agency_id uuid NOT NULL DEFAULT app.agency_id(),
  opened_at timestamptz,
  -- Until when it is open on one person's word.
  until_at timestamptz,
  -- By when two are to have decided: then it goes up; and when it ends by itself, nobody having opened it.
  due_at timestamptz NOT NULL,
  lapses_at timestamptz NOT NULL,
  stage integer NOT NULL DEFAULT 0,
  -- Refused: somebody said no. Closed: opened for hours, and undecided. Lapsed: not decided at all. Replaced: asked anew, urgently.
  ended_at timestamptz,
  ended_as text CHECK (ended_as IN ('refused', 'closed', 'lapsed', 'replaced')),
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, asking_agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, case_id, without_consent_id) REFERENCES without_consents (partnership_id, case_id, id),
  UNIQUE (partnership_id, case_id, id),
  CHECK (opened_at IS NOT NULL OR until_at IS NULL),
  CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
  CHECK (asked_at <= due_at AND due_at <= lapses_at)
);
CREATE INDEX limit_overrides_case ON limit_overrides (partnership_id, case_id);
CREATE INDEX limit_overrides_waiting ON limit_overrides (partnership_id) WHERE ended_at IS NULL;

CREATE TABLE limit_decisions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  override_id uuid NOT NULL,
  case_id uuid NOT NULL,
  account_id uuid NOT NULL DEFAULT app.account_id() REFERENCES accounts,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  -- In whose place: of the referring agency, of the coordinator, or on call.
  seat text NOT NULL CHECK (seat IN ('referring', 'coordinator', 'on_call')),
  yes boolean NOT NULL,
  words bytea NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, override_id, seat),
  FOREIGN KEY (partnership_id, case_id, override_id) REFERENCES limit_overrides (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE UNIQUE INDEX limit_decisions_agency ON limit_decisions (partnership_id, override_id, agency_id) WHERE seat <> 'on_call';
CREATE UNIQUE INDEX limit_decisions_account ON limit_decisions (partnership_id, override_id, account_id) WHERE seat <> 'on_call';

-- Guards: made once the tables of every file stand.

-- Who may decide, in whose place: the safeguarding lead of the agency that referred her, or its lead, and the coordinator; where
-- one of these is the agency that gains, or both are one agency, or nobody is left beside the asker, a lead of another agency
-- that sees the case. None of the agency that gains, now or as it was asked, nor whom it let in: by a record of its own, and by none of another's; and
-- not who asked. On call: whoever stands on an agency's list.
CREATE FUNCTION app.deciders_past(p_case uuid, p_gaining uuid, p_asked_by uuid, p_asked_at timestamptz, p_at timestamptz)
RETURNS TABLE (account_id uuid, agency_id uuid, seat text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH able AS (
    SELECT m.id AS place, m.account_id, m.agency_id, m.role, m.safeguarding_lead, c.agency_id AS referring, p.coordinating_agency_id AS coordinating
      FROM cases c
      JOIN partnerships p ON p.id = c.partnership_id
      JOIN memberships m ON m.partnership_id = c.partnership_id AND m.agency_id <> p_gaining AND m.account_id <> p_asked_by
        AND app.in_force(m.started_at, m.ended_at, p_at)
     WHERE c.partnership_id = app.partnership_id() AND c.id = p_case
       -- ACC-5: whose agency's agreements are not in force decides nothing, and keeps no place from others.
       AND app.stands_at(c.partnership_id, m.agency_id, p_at)
       AND NOT app.has_place_in(c.partnership_id, p_gaining, m.account_id, p_at)
       AND NOT app.has_place_in(c.partnership_id, p_gaining, m.account_id, p_asked_at)
       AND EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = c.partnership_id AND g.case_id = c.id
         AND g.agency_id = m.agency_id AND g.account_id IS NULL AND app.opens_to(g, m.account_id, m.role = 'coordinator', p_at)
         AND NOT EXISTS (SELECT FROM consents t WHERE t.partnership_id = g.partnership_id AND t.id = g.consent_id AND t.agency_id = p_gaining)
         AND NOT EXISTS (SELECT FROM without_consents t WHERE t.partnership_id = g.partnership_id AND t.id = g.without_consent_id
           AND t.agency_id = p_gaining))
  ), leads AS (
    SELECT a.* FROM able a WHERE a.role <> 'coordinator' AND (a.safeguarding_lead OR (a.role = 'lead_member'
      AND NOT EXISTS (SELECT FROM able s WHERE s.agency_id = a.agency_id AND s.safeguarding_lead)))
  ), own AS (
    SELECT l.account_id, l.agency_id, 'referring' AS seat FROM leads l WHERE l.agency_id = l.referring AND l.agency_id <> l.coordinating
    UNION ALL SELECT a.account_id, a.agency_id, 'coordinator' FROM able a WHERE a.role = 'coordinator'
  )
  SELECT own.account_id, own.agency_id, own.seat FROM own
  UNION ALL
  SELECT l.account_id, l.agency_id, s.seat FROM leads l CROSS JOIN (VALUES ('referring'), ('coordinator')) AS s (seat)
   WHERE NOT EXISTS (SELECT FROM own WHERE own.seat = s.seat) AND NOT EXISTS (SELECT FROM own WHERE own.agency_id = l.agency_id)
  UNION ALL
  SELECT DISTINCT a.account_id, a.agency_id, 'on_call' FROM able a JOIN on_call e ON e.partnership_id = app.partnership_id()
    AND e.agency_id = a.agency_id AND e.membership_id = a.place AND e.ended_at IS NULL
$$;
REVOKE ALL ON FUNCTION app.deciders_past FROM PUBLIC;

CREATE FUNCTION app.override_deciders(p_override uuid, p_at timestamptz) RETURNS TABLE (account_id uuid, agency_id uuid, seat text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.* FROM limit_overrides o CROSS JOIN LATERAL app.deciders_past(o.case_id, o.agency_id, o.asked_by, o.asked_at, p_at) d
   WHERE o.partnership_id = app.partnership_id() AND o.id = p_override
$$;
REVOKE ALL ON FUNCTION app.override_deciders FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.override_deciders TO alongside_app, alongside_jobs;

-- Whether the asker would find two people of two agencies to decide on sharing a file with an agency that she refuses: said before it
-- is asked for, to who sees the file.
CREATE FUNCTION app.would_be_decided(p_case uuid, p_gaining uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH could AS (SELECT d.* FROM app.deciders_past(p_case, p_gaining, app.account_id(), app.moment(), app.moment()) d
    WHERE app.sees_own_record(p_case))
  SELECT EXISTS (SELECT FROM could a JOIN could b ON b.agency_id <> a.agency_id WHERE a.seat = 'referring' AND b.seat = 'coordinator')
$$;
REVOKE ALL ON FUNCTION app.would_be_decided FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.would_be_decided TO alongside_app;

-- Who these would be, and who may decide on what was asked: to who sees the file itself, for the names say which agencies do (ACC-6).
CREATE FUNCTION app.could_decide(p_case uuid, p_gaining uuid) RETURNS TABLE (account_id uuid, agency_id uuid, seat text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.* FROM app.deciders_past(p_case, p_gaining, app.account_id(), app.moment(), app.moment()) d WHERE app.sees_case(p_case)
$$;
REVOKE ALL ON FUNCTION app.could_decide FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.could_decide TO alongside_app;

-- Whether any no stands of those that it would pass, and whether she said one since, on whichever file of hers.
CREATE FUNCTION app.limits_passed(p_override uuid, OUT stands boolean, OUT said_since boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(bool_or(l.id = ANY (o.limit_ids)), false), coalesce(bool_or(l.id <> ALL (o.limit_ids)), false)
    FROM limit_overrides o CROSS JOIN LATERAL app.noes_on(o.partnership_id, o.case_id) l
   WHERE l.agency_id = o.agency_id AND l.kind = 'agency' AND o.partnership_id = app.partnership_id() AND o.id = p_override
$$;
REVOKE ALL ON FUNCTION app.limits_passed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.limits_passed TO alongside_app, alongside_jobs;

CALL app.close_table('limit_overrides');
CALL app.open_to_own_record('limit_overrides', 'limit_overrides.asking_agency_id = g.agency_id');
CALL app.open_to_jobs('limit_overrides');
-- It is asked for as oneself, and nothing of it is open or over as it is asked.
CREATE POLICY asking ON limit_overrides AS RESTRICTIVE FOR INSERT TO alongside_app WITH CHECK (asked_by = app.account_id()
  AND asking_agency_id = app.agency_id() AND opened_at IS NULL AND until_at IS NULL AND ended_at IS NULL AND stage = 0);
GRANT SELECT, INSERT ON limit_overrides TO alongside_app;
GRANT SELECT, UPDATE (ended_at, ended_as, stage) ON limit_overrides TO alongside_jobs;

-- Whether two are still to decide on it: not ended, nor open for good, nor out of time, and about the noes that stand.
CREATE FUNCTION app.waits_for_decision(o limit_overrides, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT o.ended_at IS NULL AND CASE WHEN o.opened_at IS NULL THEN o.lapses_at > p_at ELSE coalesce(o.until_at > p_at, false) END
    AND (SELECT p.stands AND NOT p.said_since FROM app.limits_passed(o.id) p)
$$;
REVOKE ALL ON FUNCTION app.waits_for_decision FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.waits_for_decision TO alongside_app, alongside_jobs;

-- Names each no that it would pass. It is asked once: what waits for that agency on that file is decided, not asked beside it (AL423:
-- http/problems.ts), but where a life is in danger now, what was asked without haste gives way. Each file's own: a decision
-- opens that file alone, and says nothing of another that the asker may not see.
CREATE FUNCTION app.override_asked() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  waiting limit_overrides;
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  FOR waiting IN SELECT * FROM limit_overrides o WHERE o.partnership_id = NEW.partnership_id AND o.case_id = NEW.case_id
      AND o.agency_id = NEW.agency_id AND app.waits_for_decision(o, NEW.asked_at) LOOP
    IF waiting.urgent OR NOT NEW.urgent THEN
      RAISE EXCEPTION 'asked already' USING ERRCODE = 'AL423';
    END IF;
    UPDATE limit_overrides SET ended_at = NEW.asked_at, ended_as = 'replaced'
     WHERE partnership_id = waiting.partnership_id AND id = waiting.id;
    INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at)
      VALUES (NEW.partnership_id, gen_random_uuid(), NEW.case_id, 'limit_override', waiting.id, 'state', 'asked', 'replaced', NEW.asked_at);
  END LOOP;
  NEW.limit_ids := ARRAY(SELECT l.id FROM app.noes_on(NEW.partnership_id, NEW.case_id) l
    WHERE l.agency_id = NEW.agency_id AND l.kind = 'agency');
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.override_asked FROM PUBLIC;
CREATE TRIGGER limits_named BEFORE INSERT ON limit_overrides FOR EACH ROW EXECUTE FUNCTION app.override_asked();

-- ACC-8: two records that contradict each other, until somebody settles it: a consent that stands, or a sharing without consent on
-- which nobody asked two people, names an agency that she refuses on whichever file of hers, and opened nothing to it. It is
-- asked where an agency that she refuses recorded a no of hers to another, which binds no file that it cannot see until it is confirmed; and
-- settled where she was asked again since (her no confirmed, or lifted), the consent is over, or two people are asked. To who coordinates.
CREATE FUNCTION app.contradictions() RETURNS TABLE (case_id uuid, agency_id uuid, record text, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT g.case_id, g.agency_id, g.basis, max(g.from_at) FROM limits l
    CROSS JOIN LATERAL app.files_of_person(l.partnership_id, l.case_id) f
    JOIN sharing_grants g ON g.partnership_id = l.partnership_id AND g.case_id = f AND g.agency_id = l.agency_id
   WHERE l.partnership_id = app.partnership_id() AND l.kind = 'agency' AND l.lifted_at IS NULL AND app.coordinates()
     AND coalesce(l.confirmed_at < g.from_at, true) AND app.sees_case(g.case_id) AND app.reaches(l, g.case_id)
     AND CASE g.basis
       WHEN 'consent' THEN g.case_id <> l.case_id AND g.until_at <= app.moment() AND EXISTS (SELECT FROM consents c
         WHERE c.partnership_id = g.partnership_id AND c.id = g.consent_id AND c.withdrawn_at IS NULL AND c.lapsed_at IS NULL)
       WHEN 'without_consent' THEN g.override_id IS NULL AND g.until_at <= g.from_at AND NOT EXISTS (SELECT FROM limit_overrides o
         WHERE o.partnership_id = g.partnership_id AND o.case_id = g.case_id AND o.agency_id = g.agency_id AND o.asked_at >= g.from_at)
       ELSE false END
   GROUP BY g.case_id, g.agency_id, g.basis
  UNION ALL SELECT f, l.agency_id, 'her_no', l.recorded_at FROM limits l CROSS JOIN LATERAL app.files_of_person(l.partnership_id, l.case_id) f
   WHERE l.partnership_id = app.partnership_id() AND l.lifted_at IS NULL AND l.reaches IS NOT NULL AND f <> ALL (l.reaches)
     AND app.coordinates() AND app.sees_case(f)
$$;
REVOKE ALL ON FUNCTION app.contradictions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.contradictions TO alongside_app;

CALL app.close_table('limit_decisions');
CALL app.open_by_grant('limit_decisions');
CALL app.open_to_jobs('limit_decisions');
-- Each decides as herself, for her own agency, in a place that is hers.
CREATE POLICY deciding ON limit_decisions AS RESTRICTIVE FOR INSERT TO alongside_app WITH CHECK (
  account_id = app.account_id() AND agency_id = app.grants_to() AND EXISTS (
    SELECT FROM app.override_deciders(override_id, app.moment()) d WHERE d.account_id = limit_decisions.account_id
      AND d.agency_id = limit_decisions.agency_id AND d.seat = limit_decisions.seat));
GRANT SELECT, INSERT ON limit_decisions TO alongside_app;
GRANT SELECT ON limit_decisions TO alongside_jobs;

-- What follows from a decision, and the only way to a grant past her no: one no ends it, two of two agencies open it, of whom none is
-- of the agency that gains by then, one on call opens what is urgent for four hours.
CREATE FUNCTION app.settle_override() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  o limit_overrides;
  at constant timestamptz := NEW.decided_at;
  agreed integer;
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  SELECT * INTO STRICT o FROM limit_overrides WHERE partnership_id = NEW.partnership_id AND id = NEW.override_id FOR UPDATE;
  IF o.case_id <> NEW.case_id OR o.ended_at IS NOT NULL OR o.until_at <= at OR (o.opened_at IS NOT NULL AND o.until_at IS NULL)
    OR (o.opened_at IS NULL AND o.lapses_at <= at)
    OR (NEW.seat = 'on_call' AND (NOT o.urgent OR o.opened_at IS NOT NULL))
    OR (SELECT said_since FROM app.limits_passed(o.id)) THEN
    RAISE EXCEPTION 'nothing to decide' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT NEW.yes THEN
    UPDATE limit_overrides SET ended_at = at, ended_as = 'refused' WHERE partnership_id = o.partnership_id AND id = o.id;
    UPDATE sharing_grants SET until_at = greatest(at, from_at)
     WHERE partnership_id = o.partnership_id AND case_id = o.case_id AND override_id = o.id AND coalesce(until_at > at, true);
    RETURN NULL;
  END IF;
  SELECT count(DISTINCT d.agency_id) INTO agreed FROM limit_decisions d
   WHERE d.partnership_id = o.partnership_id AND d.override_id = o.id AND d.yes AND d.seat <> 'on_call' AND d.agency_id <> o.agency_id
     AND NOT app.has_place_in(o.partnership_id, o.agency_id, d.account_id, at);
  IF agreed < 2 AND NEW.seat <> 'on_call' THEN RETURN NULL; END IF;
  IF o.opened_at IS NULL THEN
    INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, basis, without_consent_id, override_id, from_at, until_at)
      VALUES (o.partnership_id, gen_random_uuid(), o.case_id, o.agency_id, 'without_consent', o.without_consent_id, o.id, at,
        CASE WHEN agreed < 2 THEN at + interval '4 hours' END);
  ELSE
    UPDATE sharing_grants SET until_at = NULL WHERE partnership_id = o.partnership_id AND case_id = o.case_id
       AND override_id = o.id AND basis = 'without_consent' AND until_at = o.until_at;
  END IF;
  UPDATE limit_overrides SET opened_at = coalesce(o.opened_at, at), until_at = CASE WHEN agreed < 2 THEN at + interval '4 hours' END
   WHERE partnership_id = o.partnership_id AND id = o.id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.settle_override FROM PUBLIC;
CREATE TRIGGER settle AFTER INSERT ON limit_decisions FOR EACH ROW EXECUTE FUNCTION app.settle_override();

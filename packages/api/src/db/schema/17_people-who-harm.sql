-- HRM-1: people who harm her. A row of one case, sealed under its key, and read by few of those who may see the case.
CREATE TABLE people_who_harm (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  words_of uuid DEFAULT app.agency_id(),
  facts bytea NOT NULL,
  -- Of these his called name, age and area once more, apart: what the leads are asked on, who read nothing else yet.
  asked bytea NOT NULL,
  -- Somebody of his name works in the partnership: what whoever wrote it down said of that.
  same_name text,
  -- The row of the referral form that it came with: copied once, however often the form comes again.
  referral_id uuid,
  form_row uuid,
  -- Goes up with his called name, age or area, on which alone the leads are asked; and since when they are.
  asked_version integer NOT NULL DEFAULT 1,
  asked_at timestamptz NOT NULL,
  -- The days on which orders of his end, and those that were warned about. What the orders say is sealed.
  orders_end_on date[] NOT NULL DEFAULT '{}',
  warned_of date[] NOT NULL DEFAULT '{}',
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  changed_at timestamptz,
  changed_by uuid REFERENCES accounts,
  ended_at timestamptz,
  ended_by uuid REFERENCES accounts,
  ended_as text,
  ended_for bytea,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, referral_id, form_row),
  UNIQUE (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, words_of) REFERENCES agencies,
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  CHECK ((referral_id IS NULL) = (form_row IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_as IS NULL) AND (ended_at IS NULL) = (ended_for IS NULL)),
  CHECK ((changed_at IS NULL) = (changed_by IS NULL))
);
CREATE INDEX people_who_harm_case ON people_who_harm (partnership_id, case_id);
CREATE INDEX people_who_harm_orders ON people_who_harm (partnership_id) WHERE ended_at IS NULL AND orders_end_on <> '{}';

-- What stood of him before it was changed, ended or put back; nothing of it is ever changed itself.
CREATE TABLE earlier_people_who_harm (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  person_id uuid NOT NULL,
  version integer NOT NULL,
  case_id uuid NOT NULL,
  words_of uuid,
  facts bytea NOT NULL,
  ended_at timestamptz,
  ended_by uuid REFERENCES accounts,
  ended_as text,
  ended_for bytea,
  until_at timestamptz NOT NULL,
  changed_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, person_id, version),
  FOREIGN KEY (partnership_id, case_id, person_id) REFERENCES people_who_harm (partnership_id, case_id, id)
);

-- Workers whom their lead named on a case, so that they read who harms her.
CREATE TABLE named_workers (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  account_id uuid NOT NULL REFERENCES accounts,
  named_at timestamptz NOT NULL,
  named_by uuid NOT NULL REFERENCES accounts,
  ended_at timestamptz,
  ended_by uuid REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX named_workers_once ON named_workers (partnership_id, case_id, agency_id, account_id) WHERE ended_at IS NULL;

-- What the lead of an agency answered on his called name, age and area alone. The newest counts, of the facts that it was asked on.
CREATE TABLE conflict_answers (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  person_id uuid NOT NULL,
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  of_version integer NOT NULL,
  answer text NOT NULL,
  words bytea,
  answered_at timestamptz NOT NULL,
  answered_by uuid NOT NULL REFERENCES accounts,
  -- Where somebody there knows him: when who coordinates looked at it, and let the agency read the row all the same.
  settled_at timestamptz,
  settled_by uuid REFERENCES accounts,
  CHECK ((settled_at IS NULL) = (settled_by IS NULL)),
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id, person_id) REFERENCES people_who_harm (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX conflict_answers_person ON conflict_answers (partnership_id, person_id, agency_id, answered_at);
CREATE INDEX conflict_answers_known ON conflict_answers (partnership_id) WHERE answer <> 'not_known';

-- Guards: made once the tables of every file stand.

CALL app.close_table('named_workers');
CALL app.keep_from_emergencies('named_workers');
-- An agency's own, to those who see the case; all of them to who coordinates. Named and ended by who leads the agency.
CREATE FUNCTION app.leads_here() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.id = app.membership_id()
    AND app.leads(m.role))
$$;
REVOKE ALL ON FUNCTION app.leads_here FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.leads_here TO alongside_app;
CREATE POLICY granted ON named_workers TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND EXISTS (SELECT FROM app.grants_to_own_record(named_workers.partnership_id, named_workers.case_id) g
      WHERE g.agency_id = named_workers.agency_id OR (NOT g.narrowed AND (SELECT app.coordinates()))))
  WITH CHECK (partnership_id = app.partnership_id() AND agency_id = app.grants_to() AND app.leads_here() AND app.sees_own_record(case_id));
GRANT SELECT, INSERT, UPDATE (ended_at, ended_by) ON named_workers TO alongside_app;

-- A naming ends with the place for which it was given: who comes to the agency again is named anew, or not.
CREATE FUNCTION app.end_namings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE named_workers w SET ended_at = NEW.ended_at, ended_by = coalesce(NEW.ended_by, NEW.account_id)
   WHERE w.partnership_id = NEW.partnership_id AND w.agency_id = NEW.agency_id AND w.account_id = NEW.account_id AND w.ended_at IS NULL
     AND NOT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = NEW.partnership_id AND m.agency_id = NEW.agency_id
       AND m.account_id = NEW.account_id AND m.ended_at IS NULL AND w.named_at >= m.started_at AND app.is_place(m.role));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.end_namings FROM PUBLIC;
CREATE TRIGGER end_namings AFTER UPDATE OF ended_at ON memberships FOR EACH ROW WHEN (NEW.ended_at IS NOT NULL) EXECUTE FUNCTION app.end_namings();

-- Whether somebody of an agency is one of those who read who harms her, whatever else: by her role there, or since her lead named her on
-- any file of the person.
CREATE FUNCTION app.reads_restricted_rows(p_partnership uuid, p_case uuid, p_place uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = p_partnership AND m.id = p_place
    AND (app.sees_by_coordination(m.role) OR app.hears_for_agency(m.role)
      OR EXISTS (SELECT FROM named_workers w WHERE w.partnership_id = p_partnership AND w.agency_id = m.agency_id
        AND w.account_id = m.account_id AND w.ended_at IS NULL AND w.named_at >= m.started_at AND app.is_place(m.role)
        AND w.case_id IN (SELECT app.files_of_person(p_partnership, p_case)))))
$$;
REVOKE ALL ON FUNCTION app.reads_restricted_rows FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.reads_restricted_rows TO alongside_jobs;

-- Of who asks, and sees the case or what her agency made itself in it: which rows of it those are, the policies say.
CREATE FUNCTION app.reads_who_harms(p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_own_record(p_case) AND app.reads_restricted_rows(app.partnership_id(), p_case, app.membership_id())
$$;
REVOKE ALL ON FUNCTION app.reads_who_harms FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.reads_who_harms TO alongside_app;



-- Whether an agency reads a row, as far as its lead's answer goes: on what is recorded now she answered that he is not known there, as she
-- did whenever she was asked of him; or who coordinates looked at her answer. Until then she has read his name, age and area alone.
CREATE FUNCTION app.conflict_is_settled(p_partnership uuid, p_person uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM people_who_harm p
    CROSS JOIN LATERAL (SELECT c.settled_at FROM conflict_answers c WHERE c.partnership_id = p.partnership_id AND c.person_id = p.id
      AND c.agency_id = p_agency AND c.of_version = p.asked_version ORDER BY c.answered_at DESC, c.id DESC LIMIT 1) n
    WHERE p.partnership_id = p_partnership AND p.id = p_person AND (n.settled_at IS NOT NULL
      OR NOT EXISTS (SELECT FROM conflict_answers c WHERE c.partnership_id = p.partnership_id AND c.person_id = p.id
        AND c.agency_id = p_agency AND c.answer <> 'not_known')))
$$;
REVOKE ALL ON FUNCTION app.conflict_is_settled FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.conflict_is_settled TO alongside_app, alongside_jobs;

-- MTG-4: of a paper that is made for another, which rows its holder reads as well, as the policy below would let her; asked by who reads them herself.
CREATE FUNCTION app.who_harms_for(p_case uuid, p_agency uuid, p_account uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT p.id FROM people_who_harm p
    JOIN memberships m ON m.partnership_id = p.partnership_id AND m.agency_id = p_agency AND m.account_id = p_account
     AND app.in_force(m.started_at, m.ended_at, app.moment())
   WHERE p.partnership_id = app.partnership_id() AND p.case_id = p_case AND app.reads_who_harms(p_case)
     AND ((p.recorded_by = p_account AND p.agency_id = p_agency)
       OR (app.reads_restricted_rows(p.partnership_id, p.case_id, m.id)
         AND (app.sees_by_coordination(m.role) OR app.conflict_is_settled(p.partnership_id, p.id, p_agency))))
$$;
REVOKE ALL ON FUNCTION app.who_harms_for FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.who_harms_for TO alongside_app;

CALL app.close_table('people_who_harm');
CALL app.keep_from_emergencies('people_who_harm');
CALL app.open_to_jobs('people_who_harm');
-- With a grant that opens the case whole; where her no leaves an agency its own record, what it wrote itself. Whoever
-- recorded a row reads it while she sees the case for the agency for which she did: she put it there, and can put it right.
CALL app.keep_own_words('people_who_harm');
CREATE POLICY granted ON people_who_harm TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND EXISTS (SELECT FROM app.grants_to_own_record(people_who_harm.partnership_id, people_who_harm.case_id) g
      WHERE (NOT g.narrowed OR (g.agency_id = people_who_harm.agency_id AND g.agency_id = people_who_harm.words_of))
        AND ((recorded_by = (SELECT app.account_id()) AND people_who_harm.agency_id = (SELECT app.grants_to()))
          OR (app.reads_who_harms(people_who_harm.case_id) AND ((SELECT app.coordinates())
            OR app.conflict_is_settled(people_who_harm.partnership_id, people_who_harm.id, (SELECT app.grants_to()))))))
    AND (SELECT app.in_person()))
  -- An agency that she refused still writes down what its own referral says.
  WITH CHECK (partnership_id = app.partnership_id() AND app.sees_own_record(case_id));
-- Changed, ended and put back by whoever recorded it, by who leads her agency, and by who coordinates. Another agency records what it knows
-- as a row of its own.
CREATE POLICY theirs_to_change ON people_who_harm AS RESTRICTIVE FOR UPDATE TO alongside_app USING ((SELECT app.coordinates())
  OR (agency_id = (SELECT app.grants_to()) AND (recorded_by = (SELECT app.account_id()) OR (SELECT app.leads_here()))));
GRANT SELECT, INSERT, UPDATE (version, facts, asked, same_name, asked_version, asked_at, orders_end_on, warned_of, changed_at, changed_by, ended_at, ended_by,
  ended_as, ended_for) ON people_who_harm TO alongside_app;
GRANT SELECT (partnership_id, id, case_id, agency_id, recorded_by, orders_end_on, warned_of, ended_at), UPDATE (warned_of) ON people_who_harm TO alongside_jobs;

CALL app.close_table('earlier_people_who_harm');
CALL app.keep_from_emergencies('earlier_people_who_harm');
-- Who reads the row reads what stood in it before; with its own record alone an agency what was its own word then.
CREATE POLICY as_the_row ON earlier_people_who_harm TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM app.grants_to_own_record(earlier_people_who_harm.partnership_id, earlier_people_who_harm.case_id) g
    WHERE NOT g.narrowed OR g.agency_id = earlier_people_who_harm.words_of)
  AND EXISTS (SELECT FROM people_who_harm p WHERE p.partnership_id = earlier_people_who_harm.partnership_id AND p.id = person_id));
GRANT SELECT, INSERT ON earlier_people_who_harm TO alongside_app;

-- The agencies whose leads are asked about him: those with a grant that opens the case to all their people, and one that has its own record
-- alone about what it wrote itself, each once; to who reads such rows, and to whoever has no more than her own record her own agency alone.
CREATE FUNCTION app.asked_about(p_person uuid) RETURNS TABLE (agency_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT y.id, y.name FROM people_who_harm p
    JOIN sharing_grants g ON g.partnership_id = p.partnership_id AND g.case_id = p.case_id
    JOIN agencies y ON y.partnership_id = g.partnership_id AND y.id = g.agency_id
   WHERE p.partnership_id = app.partnership_id() AND p.id = p_person AND app.reads_who_harms(p.case_id)
     AND (app.sees_case(p.case_id) OR g.agency_id = app.grants_to())
     AND g.account_id IS NULL AND (NOT g.narrowed OR (g.agency_id = p.agency_id AND g.agency_id = p.words_of))
     AND app.in_force(g.from_at, g.until_at, app.moment())
$$;
REVOKE ALL ON FUNCTION app.asked_about FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.asked_about TO alongside_app;

-- HRM-1: the agencies to which a file of hers is open, and whose lead has not answered yet whether somebody who harms her is known there. Not the
-- coordinating one, which reads the rows themselves and sees to the checks. Asked by functions alone.
CREATE FUNCTION app.unanswered_conflicts(p_partnership uuid, p_case uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 2 AS $$
  SELECT DISTINCT g.agency_id FROM people_who_harm p
    JOIN partnerships t ON t.id = p.partnership_id
    JOIN sharing_grants g ON g.partnership_id = p.partnership_id AND g.case_id = p.case_id AND g.agency_id <> t.coordinating_agency_id
     AND g.account_id IS NULL AND NOT g.narrowed AND app.in_force(g.from_at, g.until_at, app.moment())
   WHERE p.partnership_id = p_partnership AND p.case_id IN (SELECT app.files_of_person(p_partnership, p_case)) AND p.ended_at IS NULL
     AND NOT EXISTS (SELECT FROM conflict_answers c WHERE c.partnership_id = p.partnership_id AND c.person_id = p.id
       AND c.agency_id = g.agency_id AND c.of_version = p.asked_version)
$$;
REVOKE ALL ON FUNCTION app.unanswered_conflicts FROM PUBLIC;

-- HRM-1: whether a pack holds her line alone for an agency, until its lead has answered. To its people, and to who coordinates and makes their copies.
CREATE FUNCTION app.awaits_conflict(p_case uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.sees_case(p_case) AND (p_agency = app.grants_to() OR app.coordinates())
    AND p_agency IN (SELECT app.unanswered_conflicts(app.partnership_id(), p_case))
$$;
REVOKE ALL ON FUNCTION app.awaits_conflict FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.awaits_conflict TO alongside_app;

-- The same of a meeting that is to come, to who coordinates: of whose packs which cases are held back.
CREATE FUNCTION app.held_back(p_meeting uuid) RETURNS TABLE (agency_name text, case_references text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT y.name, array_agg(DISTINCT c.reference ORDER BY c.reference) FROM agenda_items i
    JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id AND t.state <> 'closed'
    JOIN cases c ON c.partnership_id = i.partnership_id AND c.id = i.case_id
    CROSS JOIN LATERAL app.unanswered_conflicts(i.partnership_id, i.case_id) u (agency_id)
    JOIN agencies y ON y.partnership_id = i.partnership_id AND y.id = u.agency_id
   WHERE app.coordinates() AND i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND i.state = 'listed' AND app.sees_case(i.case_id)
   GROUP BY y.id, y.name ORDER BY y.name, y.id LIMIT 200
$$;
REVOKE ALL ON FUNCTION app.held_back FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.held_back TO alongside_app;

-- Whom the asker's agency is asked about, with what it is asked on and nothing else: to who leads it, while she sees the case.
-- And what it answered last on that. Of one person's files, or of all.
CREATE FUNCTION app.asked_of_us(p_case uuid DEFAULT NULL) RETURNS TABLE (id uuid, case_id uuid, asked bytea, asked_at timestamptz,
  asked_version integer, ended boolean, answer text, words bytea, answered_at timestamptz, answered_by uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.id, p.case_id, p.asked, p.asked_at, p.asked_version, p.ended_at IS NOT NULL, n.answer, n.words, n.answered_at, n.answered_by
    FROM people_who_harm p
    LEFT JOIN LATERAL (SELECT c.* FROM conflict_answers c WHERE c.partnership_id = p.partnership_id AND c.person_id = p.id
      AND c.agency_id = app.grants_to() AND c.of_version = p.asked_version ORDER BY c.answered_at DESC, c.id DESC LIMIT 1) n ON true
   WHERE p.partnership_id = app.partnership_id() AND app.leads_here() AND app.in_person()
     AND (p_case IS NULL OR p.case_id IN (SELECT app.files_of_person(p.partnership_id, p_case)))
     AND EXISTS (SELECT FROM app.asked_about(p.id) y WHERE y.agency_id = app.grants_to())
$$;
REVOKE ALL ON FUNCTION app.asked_of_us FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.asked_of_us TO alongside_app;

CALL app.close_table('conflict_answers');
CALL app.keep_from_emergencies('conflict_answers');
-- Its own agency's, and to who coordinates: what an agency has to do with him is not the others' to know.
CREATE POLICY granted ON conflict_answers FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND (agency_id = (SELECT app.grants_to()) OR (SELECT app.coordinates()))
    AND EXISTS (SELECT FROM people_who_harm p WHERE p.partnership_id = conflict_answers.partnership_id AND p.id = conflict_answers.person_id));
CREATE POLICY answered ON conflict_answers FOR INSERT TO alongside_app WITH CHECK (partnership_id = app.partnership_id() AND agency_id = app.grants_to() AND app.leads_here() AND app.sees_own_record(case_id));
CREATE POLICY looked_at ON conflict_answers FOR UPDATE TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND (SELECT app.coordinates())
  AND EXISTS (SELECT FROM people_who_harm p WHERE p.partnership_id = conflict_answers.partnership_id AND p.id = conflict_answers.person_id));
GRANT SELECT, INSERT, UPDATE (settled_at, settled_by) ON conflict_answers TO alongside_app;

-- That there is anybody stands in the history, and in who looked, for those who may read the row (HRM-1).
CREATE POLICY who_harms ON history AS RESTRICTIVE FOR SELECT TO alongside_app USING (subject <> 'person_who_harms'
  OR EXISTS (SELECT FROM people_who_harm p WHERE p.partnership_id = history.partnership_id AND p.id = history.subject_id));

-- Of some cases that who asks sees, the day on which the pack of the next meeting that lists her goes out, as it has not yet.
CREATE FUNCTION app.next_pack_of(p_case uuid) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT min(t.pack_by) FROM agenda_items i JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id
   WHERE i.partnership_id = app.partnership_id() AND i.state = 'listed' AND t.state = 'planned' AND t.pack_circulated_at IS NULL
     AND app.sees_case(p_case) AND i.case_id IN (SELECT app.files_of_person(app.partnership_id(), p_case))
$$;
REVOKE ALL ON FUNCTION app.next_pack_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.next_pack_of TO alongside_app;

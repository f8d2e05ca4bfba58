-- ACC-8, ACC-9: who chairs, at a meeting, the cases that neither chair nor coordinator may hear.
CREATE TABLE meeting_deputies (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  named_by uuid NOT NULL REFERENCES accounts,
  named_at timestamptz NOT NULL,
  -- When another was named.
  replaced_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings ON DELETE CASCADE,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE UNIQUE INDEX meeting_deputies_standing ON meeting_deputies (partnership_id, meeting_id) WHERE replaced_at IS NULL;

-- Guards: made once the tables of every file stand.

-- Whether of those who coordinate, and chair, nobody may hear of a case. Asked by functions alone.
CREATE FUNCTION app.needs_deputy(p_partnership uuid, p_case uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM partnerships p
    JOIN memberships m ON m.partnership_id = p.id AND m.agency_id = p.coordinating_agency_id AND app.sees_by_coordination(m.role)
      AND app.in_force(m.started_at, m.ended_at, app.moment())
    WHERE p.id = p_partnership AND app.may_hear(p.id, p_case, m.agency_id, m.account_id))
$$;
REVOKE ALL ON FUNCTION app.needs_deputy FROM PUBLIC;

-- ACC-9: whether who asks is the deputy of a meeting: she reads its draft, and words in it what she chaired.
CREATE FUNCTION app.deputises(p_meeting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM meeting_deputies d WHERE d.partnership_id = app.partnership_id() AND d.meeting_id = p_meeting
    AND d.account_id = app.account_id() AND d.agency_id = app.agency_id() AND d.replaced_at IS NULL)
$$;
REVOKE ALL ON FUNCTION app.deputises FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.deputises TO alongside_app;
-- MTG-5, ACC-9: whether a meeting is an emergency that the asker sees, and that neither chair nor coordinator may hear, and so know of.
CREATE FUNCTION app.is_unchaired_emergency(p_meeting uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM meetings t WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND t.kind = 'emergency'
    AND app.sees_case(t.case_id) AND app.needs_deputy(t.partnership_id, t.case_id))
$$;
REVOKE ALL ON FUNCTION app.is_unchaired_emergency FROM PUBLIC;

-- Whether somebody is asked to an emergency: called, or named its deputy, and has not said no, for herself or for her agency. Asked by functions alone.
CREATE FUNCTION app.is_asked_to_emergency(t meetings, p_account uuid, p_agency uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT (EXISTS (SELECT FROM called_people c WHERE c.partnership_id = t.partnership_id AND c.meeting_id = t.id AND c.account_id = p_account
        AND c.agency_id = p_agency)
      OR EXISTS (SELECT FROM meeting_deputies d WHERE d.partnership_id = t.partnership_id AND d.meeting_id = t.id AND d.account_id = p_account
        AND d.agency_id = p_agency AND d.replaced_at IS NULL))
    AND NOT EXISTS (SELECT FROM meeting_replies r WHERE r.partnership_id = t.partnership_id AND r.meeting_id = t.id AND r.starts_at = t.starts_at
      AND r.account_id = p_account AND r.agency_id = p_agency AND r.answer = 'cannot_come')
    AND NOT EXISTS (SELECT FROM apologies o WHERE o.partnership_id = t.partnership_id AND o.meeting_id = t.id AND o.agency_id = p_agency
      AND o.withdrawn_at IS NULL)
$$;
REVOKE ALL ON FUNCTION app.is_asked_to_emergency FROM PUBLIC;

-- Who can run such an emergency, and names who does, whatever their role: whoever was called or named for it, or came, has not said no,
-- and may hear it. Where there is nobody of these (she refused the agencies that were called), who hears for an agency that may hear it; and
-- where nobody does, whoever may. So nobody is left in a meeting that nobody can end; what nobody at all may hear app.end_unheard ends.
CREATE FUNCTION app.can_run_emergency(p_meeting uuid)
RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE sql STABLE AS $$
  WITH hearing AS (
    SELECT m.account_id, m.agency_id, a.name, y.name AS agency_name, CASE
        WHEN EXISTS (SELECT FROM app.attending(t.id, '{}') p WHERE p.account_id = m.account_id AND p.agency_id = m.agency_id) THEN 1
        WHEN app.is_asked_to_emergency(t, m.account_id, m.agency_id) THEN 1
        WHEN app.hears_for_agency(m.role) THEN 2
        ELSE 3 END AS step
      FROM meetings t
      JOIN memberships m ON m.partnership_id = t.partnership_id AND app.works_on_cases(m.role)
        AND app.in_force(m.started_at, m.ended_at, app.moment())
      JOIN accounts a ON a.id = m.account_id AND a.disabled_at IS NULL
      JOIN agencies y ON y.partnership_id = m.partnership_id AND y.id = m.agency_id
     WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND t.kind = 'emergency'
       AND app.may_hear(t.partnership_id, t.case_id, m.agency_id, m.account_id))
  SELECT DISTINCT h.account_id, h.agency_id, h.name, h.agency_name FROM hearing h WHERE h.step = (SELECT min(step) FROM hearing)
$$;
REVOKE ALL ON FUNCTION app.can_run_emergency FROM PUBLIC;

-- Whether who asks names the deputy of a meeting: who coordinates, and of such an emergency whoever could run it.
CREATE FUNCTION app.names_deputy(p_meeting uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- What most often settles it comes first, by itself: the rest is a large plan, which costs more to make ready than to run.
  IF app.coordinates() THEN
    RETURN true;
  END IF;
  IF NOT app.is_unchaired_emergency(p_meeting) THEN
    RETURN false;
  END IF;
  RETURN EXISTS (SELECT FROM app.can_run_emergency(p_meeting) c WHERE c.account_id = app.account_id() AND c.agency_id = app.agency_id());
END $$;
REVOKE ALL ON FUNCTION app.names_deputy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.names_deputy TO alongside_app;

-- Whether who asks opens and closes a meeting, and sees to its minutes: who coordinates, and of such an emergency its deputy.
CREATE FUNCTION app.runs_meeting(p_meeting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.coordinates() OR (app.deputises(p_meeting) AND app.is_unchaired_emergency(p_meeting))
$$;
REVOKE ALL ON FUNCTION app.runs_meeting FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.runs_meeting TO alongside_app;

-- Whether who asks keeps the list of who is in the room: who runs the meeting, and a deputy while it speaks of a case that she chairs, or asks
-- for one: chair and coordinator are out of the room then.
CREATE FUNCTION app.keeps_attendance(p_meeting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.runs_meeting(p_meeting) OR (app.deputises(p_meeting) AND EXISTS (SELECT FROM meetings t
    JOIN agenda_items i ON i.partnership_id = t.partnership_id AND i.id IN (t.current_item_id, t.calling_item_id) AND i.state = 'listed'
    WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND t.state = 'open'
      AND app.sees_case(i.case_id) AND app.needs_deputy(i.partnership_id, i.case_id)))
$$;
REVOKE ALL ON FUNCTION app.keeps_attendance FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.keeps_attendance TO alongside_app;

-- A deputy is named by who may: it is asked in app.names_deputy.
CALL app.close_table('meeting_deputies');
CALL app.open_to_partnership('meeting_deputies');
CALL app.keep_to_meeting('meeting_deputies');
CREATE POLICY named ON meeting_deputies AS RESTRICTIVE FOR INSERT TO alongside_app WITH CHECK (app.names_deputy(meeting_id));
CREATE POLICY replaced ON meeting_deputies AS RESTRICTIVE FOR UPDATE TO alongside_app USING (app.names_deputy(meeting_id));
GRANT SELECT, INSERT, UPDATE (replaced_at) ON meeting_deputies TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON meeting_deputies FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();

CREATE POLICY turned ON meeting_turns AS RESTRICTIVE FOR INSERT TO alongside_app WITH CHECK (app.runs_meeting(meeting_id));

-- Whether a meeting that runs has begun a case, or holds anything of one, also of those that who asks may not see. To who
-- runs it, and no more than that (ACC-6).
CREATE FUNCTION app.under_way(p_meeting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.runs_meeting(p_meeting) AND EXISTS (SELECT FROM agenda_items i
    JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
   WHERE m.partnership_id = app.partnership_id() AND m.id = p_meeting AND m.opened_at IS NOT NULL
     AND (m.current_item_id IS NOT NULL OR i.record IS NOT NULL OR i.spent_seconds > 0 OR i.closed_at >= m.opened_at
       OR EXISTS (SELECT FROM contributions t WHERE t.partnership_id = i.partnership_id AND t.agenda_item_id = i.id AND t.at >= m.opened_at)
       OR EXISTS (SELECT FROM stepped_out o WHERE o.partnership_id = i.partnership_id AND o.agenda_item_id = i.id)
       OR EXISTS (SELECT FROM plan_amendments p WHERE p.partnership_id = i.partnership_id AND p.agenda_item_id = i.id)
       OR EXISTS (SELECT FROM actions a WHERE a.partnership_id = i.partnership_id AND a.agenda_item_id = i.id)))
$$;
REVOKE ALL ON FUNCTION app.under_way FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.under_way TO alongside_app;

-- Who can be a deputy: of a monthly meeting who leads another agency than the coordinating one, and attends; of an emergency whoever can run it.
CREATE FUNCTION app.can_deputise(p_meeting uuid, p_come text[])
RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE sql STABLE AS $$
  SELECT a.account_id, a.agency_id, a.name, a.agency_name FROM meetings t
    CROSS JOIN LATERAL app.attending(t.id, p_come) a
    JOIN partnerships p ON p.id = t.partnership_id AND p.coordinating_agency_id <> a.agency_id
    JOIN agencies y ON y.partnership_id = p.id AND y.id = a.agency_id AND y.standing_until > app.moment()
   WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND t.kind = 'monthly' AND a.item_id IS NULL
     AND EXISTS (SELECT FROM memberships m WHERE m.partnership_id = p.id AND m.account_id = a.account_id
       AND m.agency_id = a.agency_id AND m.role = 'lead_member' AND app.in_force(m.started_at, m.ended_at, app.moment()))
   GROUP BY 1, 2, 3, 4
  UNION ALL
  SELECT c.* FROM app.can_run_emergency(p_meeting) c
$$;
REVOKE ALL ON FUNCTION app.can_deputise FROM PUBLIC;

-- MTG-5, MTG-8: whether nobody runs such an emergency yet, told to who names who does: also where its case was spoken of, and it was not closed,
-- or closed, and its minutes are not out.
CREATE FUNCTION app.emergency_needs_deputy(p_meeting uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- As in app.names_deputy.
  IF NOT app.is_unchaired_emergency(p_meeting) THEN
    RETURN false;
  END IF;
  RETURN app.names_deputy(p_meeting)
    AND EXISTS (SELECT FROM meetings t WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND (t.state <> 'closed'
      OR (EXISTS (SELECT FROM minutes n WHERE n.partnership_id = t.partnership_id AND n.meeting_id = t.id)
        AND NOT EXISTS (SELECT FROM minutes n WHERE n.partnership_id = t.partnership_id AND n.meeting_id = t.id AND n.distributed_at IS NOT NULL))))
    AND NOT EXISTS (SELECT FROM meeting_deputies d JOIN app.can_run_emergency(p_meeting) c ON c.account_id = d.account_id AND c.agency_id = d.agency_id
      WHERE d.partnership_id = app.partnership_id() AND d.meeting_id = p_meeting AND d.replaced_at IS NULL);
END $$;
REVOKE ALL ON FUNCTION app.emergency_needs_deputy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.emergency_needs_deputy TO alongside_app;

-- Whether anybody who attends could chair as a deputy what neither chair nor coordinator may hear. Asked by functions alone.
CREATE FUNCTION app.chairable(p_meeting uuid, p_come text[], p_partnership uuid, p_case uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM app.can_deputise(p_meeting, p_come) c WHERE app.may_hear(p_partnership, p_case, c.agency_id, c.account_id))
$$;
REVOKE ALL ON FUNCTION app.chairable FROM PUBLIC;

-- The same for who names one.
CREATE FUNCTION app.deputies(p_meeting uuid, p_come text[])
RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.* FROM app.can_deputise(p_meeting, p_come) c WHERE app.names_deputy(p_meeting) ORDER BY c.agency_name, c.name, c.account_id
$$;
REVOKE ALL ON FUNCTION app.deputies FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.deputies TO alongside_app;

-- Who is deputy, told to who names her and to herself: others would learn that there is such a case (ACC-6).
CREATE FUNCTION app.deputy(p_meeting uuid, p_come text[])
RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  -- As in app.names_deputy: most meetings have none.
  IF NOT EXISTS (SELECT FROM meeting_deputies d WHERE d.partnership_id = app.partnership_id() AND d.meeting_id = p_meeting AND d.replaced_at IS NULL) THEN
    RETURN;
  END IF;
  RETURN QUERY SELECT c.* FROM app.can_deputise(p_meeting, p_come) c
    JOIN meeting_deputies d ON d.partnership_id = app.partnership_id() AND d.meeting_id = p_meeting
      AND d.account_id = c.account_id AND d.agency_id = c.agency_id AND d.replaced_at IS NULL
   WHERE app.names_deputy(p_meeting) OR (c.account_id = app.account_id() AND c.agency_id = app.agency_id());
END $$;
REVOKE ALL ON FUNCTION app.deputy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.deputy TO alongside_app;

-- Of the items that the asker sees, those that neither chair nor coordinator may hear: who chairs them, by her own agency's
-- grants; nobody where no deputy is named who may hear it. `unchaired`: nobody who attends could be named for it either. Of what is
-- over, those that a deputy chaired, whoever may hear of them since. Of one item alone where it is named.
CREATE FUNCTION app.chaired_by_deputy(p_meeting uuid, p_come text[], p_item uuid DEFAULT NULL)
RETURNS TABLE (item_id uuid, account_id uuid, agency_id uuid, name text, agency_name text, unchaired boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  needing constant uuid[] := ARRAY(SELECT i.id FROM agenda_items i
    WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND (p_item IS NULL OR i.id = p_item) AND i.state = 'listed'
      AND app.sees_case(i.case_id) AND app.needs_deputy(i.partnership_id, i.case_id));
BEGIN
  -- As in app.names_deputy: most meetings have none that needs one.
  IF cardinality(needing) > 0 THEN
    RETURN QUERY SELECT i.id, c.account_id, c.agency_id, c.name, c.agency_name,
        c.account_id IS NULL AND NOT app.chairable(p_meeting, p_come, i.partnership_id, i.case_id)
      FROM agenda_items i
      LEFT JOIN LATERAL (SELECT c.* FROM meeting_deputies d
        JOIN app.can_deputise(p_meeting, p_come) c ON c.account_id = d.account_id AND c.agency_id = d.agency_id
        WHERE d.partnership_id = i.partnership_id AND d.meeting_id = i.meeting_id AND d.replaced_at IS NULL
          AND app.may_hear(i.partnership_id, i.case_id, d.agency_id, d.account_id)) c ON true
     WHERE i.partnership_id = app.partnership_id() AND i.id = ANY (needing);
  END IF;
  RETURN QUERY SELECT i.id, i.chaired_by, i.chaired_for, a.name, g.name, false FROM agenda_items i
    JOIN accounts a ON a.id = i.chaired_by
    JOIN agencies g ON g.partnership_id = i.partnership_id AND g.id = i.chaired_for
   WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND (p_item IS NULL OR i.id = p_item) AND i.state <> 'listed' AND app.sees_case(i.case_id);
END $$;
REVOKE ALL ON FUNCTION app.chaired_by_deputy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.chaired_by_deputy TO alongside_app;

-- To who coordinates, of cases on the agenda that she does not see, or was seen to leave, and no more than that (ACC-6). `wanted`:
-- one that somebody could chair, and whoever is named could not. Still to be discussed, or put off: `left_to_deputy` by a
-- deputy, `left_to_other` by whoever of chair and coordinator may hear it (HRM-1: not where a conflict closed it to her, who may be untold), `unchaired` by nobody who attends.
CREATE FUNCTION app.left_to_others(p_meeting uuid, p_come text[])
RETURNS TABLE (wanted boolean, left_to_deputy boolean, left_to_other boolean, unchaired boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  unseen constant uuid[] := CASE WHEN app.coordinates() THEN ARRAY(SELECT i.id FROM agenda_items i
    JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id AND t.state <> 'closed'
    WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND i.state = 'listed'
      AND (NOT app.sees_case(i.case_id) OR i.id = ANY ((SELECT app.out_of_now())::uuid[]))) ELSE '{}' END;
BEGIN
  -- As in app.names_deputy: mostly whoever coordinates sees them all.
  IF cardinality(unseen) = 0 THEN
    RETURN QUERY VALUES (false, false, false, false);
    RETURN;
  END IF;
  RETURN QUERY WITH heard AS (
    SELECT u.deputys, u.conflict, EXISTS (SELECT FROM app.can_deputise(p_meeting, p_come) c
        JOIN meeting_deputies d ON d.partnership_id = u.partnership_id AND d.meeting_id = u.meeting_id
          AND d.account_id = c.account_id AND d.agency_id = c.agency_id AND d.replaced_at IS NULL
        WHERE app.may_hear(u.partnership_id, u.case_id, c.agency_id, c.account_id)) AS named,
      u.deputys AND app.chairable(p_meeting, p_come, u.partnership_id, u.case_id) AS chairable
      FROM (SELECT i.partnership_id, i.meeting_id, i.case_id, app.needs_deputy(i.partnership_id, i.case_id) AS deputys,
        app.conflicts_me(i.case_id) AS conflict FROM agenda_items i
        WHERE i.partnership_id = app.partnership_id() AND i.id = ANY (unseen)) u)
  SELECT coalesce(bool_or(chairable AND NOT named), false), coalesce(bool_or(chairable), false),
      coalesce(bool_or(NOT deputys AND NOT conflict), false), coalesce(bool_or(deputys AND NOT chairable), false) FROM heard;
END $$;
REVOKE ALL ON FUNCTION app.left_to_others FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.left_to_others TO alongside_app;

-- MTG-3: of those cases, for who runs the meeting: whether each has a later agenda with a place for it, or is held and needs none.
CREATE FUNCTION app.followed(p_meeting uuid, p_come text[], p_at_most integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT app.runs_meeting(p_meeting) OR NOT EXISTS (SELECT FROM agenda_items i
    JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id AND t.state <> 'closed'
    WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND i.state = 'listed'
      AND app.needs_deputy(i.partnership_id, i.case_id) AND NOT app.chairable(t.id, p_come, i.partnership_id, i.case_id)
      AND NOT app.is_held(i.partnership_id, i.case_id)
      AND app.meeting_to_come_to(i.partnership_id, i.case_id, t.starts_at, p_at_most) IS NULL)
$$;
REVOKE ALL ON FUNCTION app.followed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.followed TO alongside_app;

-- ACC-9, MTG-3: what nobody who attends could chair goes onto the next meeting's agenda as the meeting closes, so that no case is left
-- behind on one that is over; read by nobody on the way. HRM-1: nor one that a conflict closed to who closes the meeting, and that nobody spoke
-- of: she may be untold. Gives what was put off.
CREATE FUNCTION app.put_off_unchaired(p_meeting uuid, p_come text[], p_at_most integer)
RETURNS TABLE (item_id uuid, case_id uuid, referral_id uuid, next_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  held meetings;
  onto uuid;
  rests boolean;
  one agenda_items;
BEGIN
  IF NOT app.runs_meeting(p_meeting) THEN
    RAISE EXCEPTION 'not the coordinator''s to put off' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT t.* INTO held FROM meetings t WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND t.state = 'open' FOR UPDATE;
  FOR one IN SELECT i.* FROM agenda_items i WHERE i.partnership_id = held.partnership_id AND i.meeting_id = held.id AND i.state = 'listed'
      AND ((app.needs_deputy(i.partnership_id, i.case_id) AND NOT app.chairable(held.id, p_come, i.partnership_id, i.case_id))
        OR app.conflicts_me(i.case_id))
      ORDER BY i.id FOR UPDATE LOOP
    -- With a file that is held nothing goes on: it leaves this agenda, and comes onto no other until the hold is lifted (REF-3).
    rests := app.is_held(one.partnership_id, one.case_id);
    onto := app.meeting_to_come_to(one.partnership_id, one.case_id, held.starts_at, p_at_most);
    IF onto IS NULL AND NOT rests THEN
      RAISE EXCEPTION 'no meeting to put it off to' USING ERRCODE = 'AL427';
    END IF;
    UPDATE agenda_items i SET state = 'deferred', closed_at = app.moment(), arranged_at = app.moment(), deferred_to = onto,
        deferred_because = 'unchaired', taken_off = CASE WHEN rests THEN 'held' END, version = i.version + 1
     WHERE i.partnership_id = one.partnership_id AND i.id = one.id;
    IF onto IS NOT NULL THEN
      PERFORM app.come_onto(one, onto);
    END IF;
    INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at)
      VALUES (one.partnership_id, gen_random_uuid(), one.case_id, 'agenda_item', one.id, 'state', 'listed',
        CASE WHEN rests THEN 'resting' ELSE 'deferred' END, app.moment());
    RETURN QUERY SELECT one.id, one.case_id, one.referral_id, onto;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.put_off_unchaired FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.put_off_unchaired TO alongside_app;

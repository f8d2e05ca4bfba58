-- CON-3, ACC-3: that sharing changes is one event, whatever its cause. It is derived in one place, from who could read a file
-- and who can: as a transaction that touched grants commits, and by a clock for grants that ended by themselves.

-- Who reads a file, as far as it was told. `reach`: the agency as such; its chair and coordinator alone; one person alone; or
-- one person of an agency that reads, whom she refuses and who therefore doesn't.
CREATE TABLE sharing_readers (
  partnership_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  reach text NOT NULL CHECK (reach IN ('agency', 'coordination', 'person', 'shut_out')),
  account_id uuid REFERENCES accounts,
  since timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (partnership_id, case_id, agency_id, reach, account_id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  CHECK ((reach IN ('person', 'shut_out')) = (account_id IS NOT NULL))
);

-- Until when a partnership's grants that end by themselves were looked at.
CREATE TABLE sharing_looks (
  partnership_id uuid PRIMARY KEY DEFAULT app.partnership_id() REFERENCES partnerships,
  until_at timestamptz NOT NULL
);

-- The reference and whose file it is stand here for those who know no more of it.
CREATE TABLE sharing_changes (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  reference text NOT NULL,
  holder_agency_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, holder_agency_id) REFERENCES agencies
);
CREATE INDEX sharing_changes_case ON sharing_changes (partnership_id, case_id, at);

-- Whom it concerns: who reads it no more, who does now, and who gave her a promise about it.
CREATE TABLE sharing_sides (
  partnership_id uuid NOT NULL,
  change_id uuid NOT NULL,
  case_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('lost', 'gained', 'promised')),
  agency_id uuid NOT NULL,
  reach text NOT NULL,
  account_id uuid REFERENCES accounts,
  cause text NOT NULL,
  -- What the agency made itself stays open to it.
  keeps_own boolean NOT NULL DEFAULT false,
  UNIQUE NULLS NOT DISTINCT (partnership_id, change_id, side, agency_id, reach, account_id),
  FOREIGN KEY (partnership_id, change_id) REFERENCES sharing_changes,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- What still runs with an agency that may read no more, until it is stopped, handed over or left with a reason.
CREATE TABLE sharing_work (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  change_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  -- One person's, where she alone reads no more.
  account_id uuid REFERENCES accounts,
  kind text NOT NULL CHECK (kind IN ('action', 'research', 'papers')),
  subject_id uuid NOT NULL,
  -- As the agency knows it: of an action, of a copy. Of research, the meeting says which.
  reference text,
  meeting_id uuid,
  -- The agency says that it has stopped.
  stopped_at timestamptz,
  stopped_by uuid REFERENCES accounts,
  answer text CHECK (answer IN ('stopped', 'handed_over', 'left', 'reads_again')),
  answered_at timestamptz,
  answered_by uuid REFERENCES accounts,
  to_agency_id uuid,
  because bytea,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, change_id) REFERENCES sharing_changes,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, to_agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  CHECK ((answer IS NULL) = (answered_at IS NULL)),
  CHECK ((answer = 'handed_over') = (to_agency_id IS NOT NULL))
);
CREATE INDEX sharing_work_change ON sharing_work (partnership_id, change_id);
CREATE INDEX sharing_work_open ON sharing_work (partnership_id, agency_id) WHERE answered_at IS NULL;
CREATE INDEX sharing_work_subject ON sharing_work (partnership_id, subject_id) WHERE answered_at IS NULL;

-- Guards: made once the tables of every file stand.

CREATE INDEX sharing_grants_ending ON sharing_grants (partnership_id, until_at) WHERE until_at IS NOT NULL;

CALL app.close_table('sharing_readers');
CALL app.open_by_grant('sharing_readers');
GRANT SELECT ON sharing_readers TO alongside_app;
CALL app.close_table('sharing_looks');
CALL app.close_table('sharing_changes');
CALL app.close_table('sharing_sides');
CALL app.close_table('sharing_work');
CALL app.open_to_jobs('sharing_changes');
CALL app.open_to_jobs('sharing_sides');
CALL app.open_to_jobs('sharing_work');

-- Whether whoever asks is of a side of a change. Who lost it sees of it what concerns her own agency, and so does who was told.
CREATE FUNCTION app.is_told(p_agency uuid, p_reach text, p_account uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_agency = (SELECT app.grants_to()) AND (p_account IS NULL OR p_account = (SELECT app.account_id()))
    AND (p_reach <> 'coordination' OR (SELECT app.coordinates()))
$$;
REVOKE ALL ON FUNCTION app.is_told FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_told TO alongside_app;

CREATE POLICY told ON sharing_sides FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND (app.is_told(agency_id, reach, account_id) OR app.sees_case(case_id)));
CREATE POLICY told ON sharing_changes FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND (app.sees_case(case_id) OR EXISTS (SELECT FROM sharing_sides s
    WHERE s.partnership_id = sharing_changes.partnership_id AND s.change_id = sharing_changes.id)));
CREATE POLICY told ON sharing_work TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND ((agency_id = (SELECT app.grants_to()) AND (account_id IS NULL OR account_id = (SELECT app.account_id())))
    OR app.sees_case(case_id)));
GRANT SELECT ON sharing_changes, sharing_sides TO alongside_app, alongside_jobs;
GRANT SELECT, UPDATE (stopped_at, stopped_by, answer, answered_at, answered_by, to_agency_id, because) ON sharing_work TO alongside_app;
GRANT SELECT ON sharing_work TO alongside_jobs;

-- Who reads a file at an instant, by the grants as they stand. Guests, who read one item, are not among them.
CREATE FUNCTION app.readers_of(p_partnership uuid, p_case uuid, p_at timestamptz)
RETURNS TABLE (agency_id uuid, reach text, account_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH open AS (SELECT g.* FROM sharing_grants g WHERE g.partnership_id = p_partnership AND g.case_id = p_case
    AND g.agency_id IS NOT NULL AND NOT g.narrowed AND app.in_force(g.from_at, g.until_at, p_at)
    AND app.stands_at(p_partnership, g.agency_id, p_at))
  SELECT DISTINCT g.agency_id, CASE WHEN g.basis = 'coordination' THEN 'coordination' WHEN g.account_id IS NOT NULL THEN 'person'
    ELSE 'agency' END, g.account_id FROM open g
  UNION SELECT g.agency_id, 'shut_out', m.account_id FROM open g JOIN memberships m ON m.partnership_id = p_partnership
      AND m.agency_id = g.agency_id AND m.account_id = ANY (g.shut_out) AND app.in_force(m.started_at, m.ended_at, p_at)
      -- To whom a case is closed for a conflict, that is told by its own way or not at all (18_exclusions.sql), and to nobody by this one.
      AND EXISTS (SELECT FROM app.noes_on(p_partnership, p_case) l WHERE l.kind = 'worker' AND l.account_id = m.account_id)
$$;
REVOKE ALL ON FUNCTION app.readers_of FROM PUBLIC;

-- REF-8: whether an agency that a referral went to reads her now: as such, or for the meeting by coordination. To who sees the case, or what
-- it made itself in it.
CREATE FUNCTION app.recipient_reads(p_case uuid, p_agency uuid, p_for_meeting boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (app.asked_by_jobs() OR app.sees_own_record(p_case)) AND EXISTS (
    SELECT FROM app.readers_of(app.partnership_id(), p_case, app.moment()) r
    WHERE r.agency_id = p_agency AND (r.reach = 'agency' OR (p_for_meeting AND r.reach = 'coordination')))
$$;
REVOKE ALL ON FUNCTION app.recipient_reads FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.recipient_reads TO alongside_app, alongside_jobs;

-- REF-8: whether somebody still owes an answer to a referral: not an agency that reads her no more, by what she refused or took back, or by a
-- time that has come; it could not answer.
CREATE FUNCTION app.anybody_owes(p_referral uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM referral_recipients p WHERE p.partnership_id = app.partnership_id() AND p.referral_id = p_referral
    AND p.responded_at IS NULL AND (p.for_meeting OR EXISTS (SELECT FROM app.readers_of(p.partnership_id, p.case_id, app.moment()) r
      WHERE r.agency_id = p.agency_id AND r.reach = 'agency')))
$$;
REVOKE ALL ON FUNCTION app.anybody_owes FROM PUBLIC;

-- Whether a place reads a case at an instant: its agency does then, or one person alone, or coordination does. `p_own`: also where a no of
-- hers leaves its agency its own record alone. Asked by functions alone.
CREATE FUNCTION app.place_reads(m memberships, p_case uuid, p_own boolean, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = m.partnership_id AND g.case_id = p_case AND g.agency_id = m.agency_id
    AND app.stands_at(g.partnership_id, g.agency_id, p_at)
    AND app.opens_own_record_to(g, m.account_id, app.sees_by_coordination(m.role), p_at) AND (NOT g.narrowed OR p_own))
$$;
REVOKE ALL ON FUNCTION app.place_reads FROM PUBLIC;

-- CON-3, ACC-8: which of some places may be told of something at an instant: as the policies of its table let their holders read it then.
-- Of what hangs on no case everybody may. For what tells by jobs, and by who acts. A subject whose rows hang on a case and that stands not
-- here fails a test. One plan for every subject: made anew for each call, it would cost many times what it answers.
CREATE FUNCTION app.told_among(p_subject text, p_id uuid, p_places uuid[], p_at timestamptz) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
  SELECT m.id FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.id = ANY (p_places) AND CASE p_subject
    WHEN 'case' THEN app.place_reads(m, p_id, true, p_at)
    WHEN 'referral' THEN EXISTS (SELECT FROM referrals s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND CASE WHEN s.case_id IS NULL THEN s.agency_id = m.agency_id ELSE app.place_reads(m, s.case_id, s.agency_id = m.agency_id, p_at) END)
    WHEN 'action' THEN EXISTS (SELECT FROM actions s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND app.place_reads(m, s.case_id, false, p_at))
    -- Whoever reads the case no more takes its own flag down.
    WHEN 'flag' THEN EXISTS (SELECT FROM flags s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND (app.place_reads(m, s.case_id, false, p_at) OR (s.agency_id = m.agency_id AND s.state IN ('to_take_down', 'taken_down'))))
    -- A monthly meeting is of many, and names none.
    WHEN 'meeting' THEN EXISTS (SELECT FROM meetings s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND (s.case_id IS NULL OR app.place_reads(m, s.case_id, false, p_at)))
    WHEN 'safeguarding' THEN EXISTS (SELECT FROM safeguarding_notifications s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND CASE WHEN s.case_id IS NULL THEN s.agency_id = m.agency_id ELSE app.place_reads(m, s.case_id, s.agency_id = m.agency_id, p_at) END)
    WHEN 'received_notification' THEN EXISTS (SELECT FROM received_notifications s WHERE s.partnership_id = m.partnership_id
      AND s.notification_id = p_id AND s.agency_id = m.agency_id)
    -- Its holder, whatever became of it; and who coordinates, to whom it says no more than that it was.
    WHEN 'emergency_access' THEN EXISTS (SELECT FROM emergency_accesses s JOIN partnerships p ON p.id = s.partnership_id
      WHERE s.partnership_id = m.partnership_id AND s.id = p_id AND (s.account_id = m.account_id
        OR (app.sees_by_coordination(m.role) AND m.agency_id = p.coordinating_agency_id)))
    WHEN 'sharing_change' THEN EXISTS (SELECT FROM sharing_changes s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND (app.place_reads(m, s.case_id, false, p_at) OR EXISTS (SELECT FROM sharing_sides d WHERE d.partnership_id = s.partnership_id
        AND d.change_id = s.id AND d.agency_id = m.agency_id AND (d.account_id IS NULL OR d.account_id = m.account_id)
        AND (d.reach <> 'coordination' OR app.sees_by_coordination(m.role)))))
    WHEN 'left_work' THEN EXISTS (SELECT FROM left_work s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND s.to_membership_id = m.id AND (s.case_id IS NULL OR app.place_reads(m, s.case_id, true, p_at)))
    WHEN 'invitation' THEN EXISTS (SELECT FROM guest_invitations s WHERE s.partnership_id = m.partnership_id AND s.id = p_id
      AND s.membership_id = m.id)
    ELSE true END
$$;
REVOKE ALL ON FUNCTION app.told_among FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.told_among TO alongside_app, alongside_jobs;

-- Why an agency, or one of its people, reads a file no more. That it is what she said on another file, joined to this one, nobody
-- learns by it (ACC-6).
CREATE FUNCTION app.why_lost(p_partnership uuid, p_case uuid, p_agency uuid, p_account uuid, p_at timestamptz) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH ended AS (SELECT g.* FROM sharing_grants g WHERE g.partnership_id = p_partnership AND g.case_id = p_case
    AND g.agency_id = p_agency AND (g.account_id IS NULL OR g.account_id = p_account) AND g.until_at <= p_at
    ORDER BY g.until_at DESC, g.from_at DESC LIMIT 1)
  SELECT CASE
    WHEN NOT app.stands_at(p_partnership, p_agency, p_at) THEN 'unsigned'
    WHEN EXISTS (SELECT FROM limits l WHERE l.partnership_id = p_partnership AND l.lifted_at IS NULL AND l.agency_id = p_agency
      AND (l.kind = 'agency' OR l.account_id = p_account) AND l.case_id = p_case)
      AND NOT EXISTS (SELECT FROM ended e JOIN consents c ON c.partnership_id = e.partnership_id AND c.id = e.consent_id
        WHERE c.withdrawn_at = e.until_at) THEN 'limited'
    WHEN EXISTS (SELECT FROM app.noes_on(p_partnership, p_case) l WHERE l.agency_id = p_agency
      AND (l.kind = 'agency' OR l.account_id = p_account))
      AND NOT EXISTS (SELECT FROM ended e JOIN consents c ON c.partnership_id = e.partnership_id AND c.id = e.consent_id
        WHERE c.withdrawn_at = e.until_at) THEN 'ended'
    ELSE (SELECT CASE e.basis
        WHEN 'consent' THEN CASE
          WHEN c.withdrawn_at IS NOT NULL THEN 'withdrawn'
          WHEN EXISTS (SELECT FROM consents n WHERE n.partnership_id = c.partnership_id AND n.case_id = c.case_id
            AND n.recorded_at = e.until_at AND n.id <> c.id) THEN 'replaced'
          ELSE 'lapsed' END
        WHEN 'emergency_access' THEN 'emergency_ended'
        ELSE 'ended' END
      FROM ended e LEFT JOIN consents c ON c.partnership_id = e.partnership_id AND c.id = e.consent_id) END
$$;
REVOKE ALL ON FUNCTION app.why_lost FROM PUBLIC;

-- Why an agency, or one of its people, reads a file now: by its newest grant in force. That files were parted is told to nobody by
-- it: who reads one need not know of the other (ACC-6).
CREATE FUNCTION app.why_gained(p_partnership uuid, p_case uuid, p_agency uuid, p_account uuid, p_at timestamptz) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE
    WHEN g.from_at < p_at AND EXISTS (SELECT FROM joined_files j WHERE j.partnership_id = p_partnership
      AND p_case IN (j.case_id, j.joined_case_id) AND j.undone_at = p_at) THEN 'reads_again'
    WHEN g.from_at < p_at AND EXISTS (SELECT FROM agreement_signatures s WHERE s.partnership_id = p_partnership
      AND s.agency_id = p_agency AND s.signed_at = p_at) THEN 'signed'
    WHEN g.from_at < p_at THEN 'limit_lifted'
    ELSE CASE g.basis WHEN 'own_referral' THEN 'referral' WHEN 'coordination' THEN 'referral'
      WHEN 'emergency_access' THEN 'emergency' ELSE g.basis END END
  FROM sharing_grants g WHERE g.partnership_id = p_partnership AND g.case_id = p_case AND g.agency_id = p_agency
    AND (g.account_id IS NULL OR g.account_id = p_account) AND NOT g.narrowed AND app.in_force(g.from_at, g.until_at, p_at)
  ORDER BY g.account_id IS NULL DESC, g.from_at DESC LIMIT 1
$$;
REVOKE ALL ON FUNCTION app.why_gained FROM PUBLIC;

-- What runs with an agency that reads a file no more, or with one of its people: told apart from what it makes of its own accord.
CREATE FUNCTION app.note_sharing_work(p_change uuid, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH lost AS (SELECT s.* FROM sharing_sides s WHERE s.change_id = p_change AND s.side = 'lost' AND s.reach <> 'coordination'),
  running AS (
    SELECT s.*, 'action' AS kind, a.id AS subject, a.reference AS called, a.meeting_id AS meeting FROM lost s
      JOIN actions a ON a.partnership_id = s.partnership_id AND a.case_id = s.case_id AND a.owner_agency_id = s.agency_id
        AND a.closed_at IS NULL AND (s.account_id IS NULL OR a.owner_account_id = s.account_id)
    UNION ALL
    SELECT s.*, 'research', i.id, NULL, i.meeting_id FROM lost s
      JOIN agenda_items i ON i.partnership_id = s.partnership_id AND i.case_id = s.case_id AND i.closed_at IS NULL
      JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id AND m.starts_at > p_at
     WHERE s.account_id IS NULL AND NOT s.keeps_own
    UNION ALL
    SELECT s.*, 'papers', d.id, d.number, d.meeting_id FROM lost s
      JOIN agenda_items i ON i.partnership_id = s.partnership_id AND i.case_id = s.case_id
      JOIN document_copies d ON d.partnership_id = s.partnership_id AND d.meeting_id = i.meeting_id
        AND d.holder_agency_id = s.agency_id AND (s.account_id IS NULL OR d.holder_account_id = s.account_id)
        AND d.kind <> 'attendance_list' AND (d.state = 'handed_out' OR (d.form = 'screen' AND EXISTS (SELECT FROM copy_downloads c
          WHERE c.partnership_id = d.partnership_id AND c.copy_id = d.id AND c.agency_id = s.agency_id))))
  INSERT INTO sharing_work (partnership_id, id, change_id, case_id, agency_id, account_id, kind, subject_id, reference, meeting_id)
  SELECT r.partnership_id, app.new_id(), p_change, r.case_id, r.agency_id, r.account_id, r.kind, r.subject, r.called, r.meeting
    FROM running r WHERE NOT EXISTS (SELECT FROM sharing_work w WHERE w.partnership_id = r.partnership_id
      AND w.subject_id = r.subject AND w.agency_id = r.agency_id AND w.case_id = r.case_id AND w.answered_at IS NULL)
$$;
REVOKE ALL ON FUNCTION app.note_sharing_work FROM PUBLIC;

-- The one place in which sharing changes: compares who could read a file, as far as it was told, with who can, and keeps what
-- is other. The first time is the file's beginning, which its referral tells. As often as one likes: nothing other, nothing kept.
CREATE FUNCTION app.note_sharing(p_partnership uuid, p_case uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  change constant uuid := app.new_id();
  first constant boolean := NOT EXISTS (SELECT FROM sharing_changes s WHERE s.partnership_id = p_partnership AND s.case_id = p_case);
  turned integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('sharing of ' || p_case, 0));
  IF NOT EXISTS ((SELECT r.agency_id, r.reach, r.account_id FROM app.readers_of(p_partnership, p_case, p_at) r
      EXCEPT SELECT s.agency_id, s.reach, s.account_id FROM sharing_readers s WHERE s.partnership_id = p_partnership AND s.case_id = p_case)
      UNION ALL (SELECT s.agency_id, s.reach, s.account_id FROM sharing_readers s WHERE s.partnership_id = p_partnership AND s.case_id = p_case
      EXCEPT SELECT r.agency_id, r.reach, r.account_id FROM app.readers_of(p_partnership, p_case, p_at) r)) THEN
    RETURN;
  END IF;

  INSERT INTO sharing_changes (partnership_id, id, case_id, reference, holder_agency_id, at)
    SELECT p_partnership, change, p_case, c.reference, c.agency_id, p_at FROM cases c WHERE c.partnership_id = p_partnership AND c.id = p_case;
  -- Who reads as one of an agency that reads anyway gains nothing by it, and loses nothing with it.
  WITH before AS (SELECT s.agency_id, s.reach, s.account_id FROM sharing_readers s WHERE s.partnership_id = p_partnership AND s.case_id = p_case),
  after AS (SELECT * FROM app.readers_of(p_partnership, p_case, p_at)),
  had AS (SELECT b.* FROM before b WHERE b.reach = 'agency' OR (b.reach <> 'shut_out' AND NOT EXISTS (SELECT FROM before o
    WHERE o.agency_id = b.agency_id AND o.reach = 'agency'))),
  has AS (SELECT a.* FROM after a WHERE a.reach = 'agency' OR (a.reach <> 'shut_out' AND NOT EXISTS (SELECT FROM after o
    WHERE o.agency_id = a.agency_id AND o.reach = 'agency'))),
  turns AS (
    SELECT 'lost' AS side, h.* FROM had h WHERE NOT EXISTS (SELECT FROM has o WHERE o.agency_id = h.agency_id
      AND (o.reach = 'agency' OR (o.reach = h.reach AND o.account_id IS NOT DISTINCT FROM h.account_id)))
    UNION ALL SELECT 'gained', h.* FROM has h WHERE NOT EXISTS (SELECT FROM had o WHERE o.agency_id = h.agency_id
      AND (o.reach = 'agency' OR (o.reach = h.reach AND o.account_id IS NOT DISTINCT FROM h.account_id)))
    UNION ALL SELECT 'lost', a.agency_id, 'person', a.account_id FROM after a WHERE a.reach = 'shut_out'
      AND EXISTS (SELECT FROM had h WHERE h.agency_id = a.agency_id)
      AND NOT EXISTS (SELECT FROM before b WHERE b.reach = 'shut_out' AND b.agency_id = a.agency_id AND b.account_id = a.account_id)
    UNION ALL SELECT 'gained', b.agency_id, 'person', b.account_id FROM before b WHERE b.reach = 'shut_out'
      AND EXISTS (SELECT FROM has h WHERE h.agency_id = b.agency_id)
      AND NOT EXISTS (SELECT FROM after a WHERE a.reach = 'shut_out' AND a.agency_id = b.agency_id AND a.account_id = b.account_id))
  INSERT INTO sharing_sides (partnership_id, change_id, case_id, side, agency_id, reach, account_id, cause, keeps_own)
    SELECT p_partnership, change, p_case, t.side, t.agency_id, t.reach, t.account_id,
      coalesce(CASE t.side WHEN 'lost' THEN app.why_lost(p_partnership, p_case, t.agency_id, t.account_id, p_at)
        ELSE app.why_gained(p_partnership, p_case, t.agency_id, t.account_id, p_at) END, 'ended'),
      t.side = 'lost' AND t.reach = 'agency' AND EXISTS (SELECT FROM sharing_grants g WHERE g.partnership_id = p_partnership
        AND g.case_id = p_case AND g.agency_id = t.agency_id AND g.basis = 'own_referral' AND app.in_force(g.from_at, g.until_at, p_at)
        AND app.stands_at(p_partnership, t.agency_id, p_at))
    FROM turns t ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS turned = ROW_COUNT;

  DELETE FROM sharing_readers s WHERE s.partnership_id = p_partnership AND s.case_id = p_case
    AND NOT EXISTS (SELECT FROM app.readers_of(p_partnership, p_case, p_at) r WHERE r.agency_id = s.agency_id AND r.reach = s.reach
      AND r.account_id IS NOT DISTINCT FROM s.account_id);
  INSERT INTO sharing_readers SELECT p_partnership, p_case, r.agency_id, r.reach, r.account_id, p_at
    FROM app.readers_of(p_partnership, p_case, p_at) r ON CONFLICT DO NOTHING;
  IF turned = 0 THEN
    DELETE FROM sharing_changes s WHERE s.partnership_id = p_partnership AND s.id = change;
    RETURN;
  END IF;
  IF first THEN
    RETURN;
  END IF;

  -- Who gave her a promise on this file: took what she agreed to, or holds what she refuses. Who promised on a file that is
  -- joined may not know of this one (REF-10).
  INSERT INTO sharing_sides (partnership_id, change_id, case_id, side, agency_id, reach, account_id, cause)
    SELECT DISTINCT p_partnership, change, p_case, 'promised', p.agency_id, 'agency', NULL::uuid, 'promised' FROM (
      SELECT c.agency_id FROM consents c WHERE c.partnership_id = p_partnership AND c.case_id = p_case
      UNION SELECT l.promised_by FROM limits l WHERE l.partnership_id = p_partnership AND l.case_id = p_case AND l.lifted_at IS NULL) p;
  PERFORM app.note_sharing_work(change, p_at);
  UPDATE sharing_work w SET answer = 'reads_again', answered_at = p_at FROM sharing_sides s
   WHERE s.partnership_id = p_partnership AND s.change_id = change AND s.side = 'gained' AND w.partnership_id = s.partnership_id
     AND w.case_id = s.case_id AND w.agency_id = s.agency_id AND w.answered_at IS NULL
     AND (s.reach = 'agency' OR w.account_id = s.account_id);
  INSERT INTO outbox_events (id, partnership_id, type, data, at) VALUES (app.new_id(), p_partnership, 'sharing.changed',
    jsonb_build_object('sharingChangeId', change, 'caseId', p_case), p_at);
END $$;
REVOKE ALL ON FUNCTION app.note_sharing FROM PUBLIC;

-- Looked at as the transaction commits, once whatever it does to the grants is done: for the first of a file's grants, since
-- those after it stand as they are by then.
CREATE FUNCTION app.grants_turned() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF app.moment() IS NOT NULL THEN
    IF current_setting('app.sharing_noted', true) = NEW.case_id::text THEN
      RETURN NULL;
    END IF;
    PERFORM set_config('app.sharing_noted', NEW.case_id::text, true);
  END IF;
  PERFORM app.note_sharing(NEW.partnership_id, NEW.case_id, coalesce(app.moment(), NEW.from_at));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.grants_turned FROM PUBLIC;
CREATE CONSTRAINT TRIGGER note_sharing AFTER INSERT OR UPDATE ON sharing_grants DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION app.grants_turned();

-- ACC-5: an agency that signs anew reads again what is shared with it; one that has not signed in time a clock finds.
CREATE FUNCTION app.standing_turned() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF coalesce(OLD.standing_until > app.moment(), false) IS DISTINCT FROM coalesce(NEW.standing_until > app.moment(), false) THEN
    PERFORM app.note_sharing(NEW.partnership_id, g.case_id, app.moment()) FROM (SELECT DISTINCT s.case_id FROM sharing_grants s
      WHERE s.partnership_id = NEW.partnership_id AND s.agency_id = NEW.id AND app.in_force(s.from_at, s.until_at, app.moment())) g;
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.standing_turned FROM PUBLIC;
CREATE TRIGGER note_sharing AFTER UPDATE OF standing_until ON agencies FOR EACH ROW
  WHEN (app.moment() IS NOT NULL) EXECUTE FUNCTION app.standing_turned();

-- Whether the agency of who asks, or one of its people, lost sight of anything since. HRM-1: also by a conflict that closed a case to who asks, as
-- it was recorded or as two files were joined, which no change of sharing tells.
CREATE FUNCTION app.lost_since(p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM sharing_sides s JOIN sharing_changes c ON c.partnership_id = s.partnership_id AND c.id = s.change_id
    WHERE s.partnership_id = app.partnership_id() AND s.agency_id = app.agency_id() AND s.side = 'lost' AND c.at > p_at)
  OR EXISTS (SELECT FROM case_exclusions x WHERE x.partnership_id = app.partnership_id() AND x.account_id = app.account_id() AND x.ended_at IS NULL
    AND (x.closed_at > p_at OR EXISTS (SELECT FROM joined_files j WHERE j.partnership_id = x.partnership_id AND j.undone_at IS NULL
      AND j.joined_at > p_at AND x.case_id IN (SELECT app.files_of_person(j.partnership_id, j.case_id)))))
$$;
REVOKE ALL ON FUNCTION app.lost_since FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.lost_since TO alongside_app;

-- By a clock: the next cases of which grants ended by themselves since it last looked, however long that is ago, or agencies' agreements ran out.
CREATE FUNCTION app.lapsed_sharing(p_at timestamptz, p_after uuid, p_most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH looked AS MATERIALIZED (
    SELECT coalesce((SELECT l.until_at FROM sharing_looks l WHERE l.partnership_id = app.partnership_id()), '-infinity') AS until_at)
  SELECT g.case_id FROM looked l JOIN sharing_grants g ON g.until_at > l.until_at AND g.until_at <= p_at
    WHERE g.partnership_id = app.partnership_id() AND g.case_id > p_after
  UNION SELECT g.case_id FROM looked l JOIN agencies y ON y.standing_until > l.until_at AND y.standing_until <= p_at
    JOIN sharing_grants g ON g.partnership_id = y.partnership_id AND g.agency_id = y.id AND app.in_force(g.from_at, g.until_at, p_at)
    WHERE y.partnership_id = app.partnership_id() AND g.case_id > p_after
  ORDER BY 1 LIMIT p_most
$$;
REVOKE ALL ON FUNCTION app.lapsed_sharing FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.lapsed_sharing TO alongside_jobs;

-- Puts them on record as they are at `p_at`. `p_until`: all that ended up to then is; NULL: not yet.
CREATE FUNCTION app.note_lapsed_sharing(p_cases uuid[], p_at timestamptz, p_until timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  v_case uuid;
BEGIN
  INSERT INTO sharing_looks (partnership_id, until_at) VALUES (here, '-infinity') ON CONFLICT DO NOTHING;
  PERFORM FROM sharing_looks WHERE partnership_id = here FOR UPDATE;
  FOREACH v_case IN ARRAY p_cases LOOP
    PERFORM app.note_sharing(here, v_case, p_at);
  END LOOP;
  UPDATE sharing_looks SET until_at = greatest(p_until, until_at) WHERE partnership_id = here AND p_until IS NOT NULL;
END $$;
REVOKE ALL ON FUNCTION app.note_lapsed_sharing FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.note_lapsed_sharing TO alongside_jobs;

-- What ends otherwise runs with nobody any more.
CREATE FUNCTION app.settle_sharing_work() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE sharing_work w SET answer = 'stopped', answered_at = app.moment(), answered_by = app.account_id()
   WHERE w.partnership_id = NEW.partnership_id AND w.subject_id = NEW.id AND w.answered_at IS NULL;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.settle_sharing_work FROM PUBLIC;
CREATE TRIGGER settle_sharing_work AFTER UPDATE OF closed_at ON actions FOR EACH ROW
  WHEN (NEW.closed_at IS NOT NULL) EXECUTE FUNCTION app.settle_sharing_work();
CREATE TRIGGER settle_sharing_work AFTER UPDATE OF closed_at ON agenda_items FOR EACH ROW
  WHEN (NEW.closed_at IS NOT NULL) EXECUTE FUNCTION app.settle_sharing_work();
CREATE TRIGGER settle_sharing_work AFTER UPDATE OF state ON document_copies FOR EACH ROW
  WHEN (NEW.state IN ('collected', 'destroyed')) EXECUTE FUNCTION app.settle_sharing_work();

-- What is said of an item while the meeting is open.

CREATE TABLE contributions (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  agenda_item_id uuid NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  -- What a guest says is hers and her organisation's, not her hosts'.
  guest_invitation_id uuid,
  -- What was shared from an agency's research stands in the item as that agency's, facts apart from opinion.
  kind text NOT NULL DEFAULT 'said' CHECK (kind IN ('said', 'facts', 'opinion')),
  words bytea NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, guest_invitation_id) REFERENCES guest_invitations
);
CREATE INDEX contributions_item ON contributions (partnership_id, agenda_item_id, at);

-- ACC-9: who was seen to leave before an item that she must not hear.
CREATE TABLE stepped_out (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  agenda_item_id uuid NOT NULL,
  case_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  -- She came for another item: who that is, and that there is one, is told to who coordinates alone (ACC-6).
  guest boolean NOT NULL,
  confirmed_by uuid NOT NULL REFERENCES accounts,
  confirmed_at timestamptz NOT NULL,
  -- When the meeting left the item: she may be in again, so that it begins anew only once she was seen to leave anew.
  called_back_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE UNIQUE INDEX stepped_out_once ON stepped_out (partnership_id, agenda_item_id, account_id, agency_id)
  WHERE called_back_at IS NULL;
CREATE INDEX stepped_out_now ON stepped_out (partnership_id, account_id) WHERE called_back_at IS NULL;

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

CALL app.close_table('contributions');
CALL app.open_by_grant('contributions');
CREATE POLICY invited ON contributions FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND agenda_item_id = (SELECT app.invited_item()));
-- She tells what she knows. To write under a held item Postgres asks whether she may hold it: she may, and change nothing.
CREATE POLICY invited_writes ON contributions FOR INSERT TO alongside_app
  WITH CHECK (partnership_id = app.partnership_id() AND agenda_item_id = app.invited_item() AND case_id = app.invited_case()
    AND account_id = app.account_id() AND agency_id = app.agency_id());
GRANT SELECT, INSERT ON contributions TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON contributions FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

CALL app.close_table('stepped_out');
CALL app.open_by_grant('stepped_out', 'NOT guest OR (SELECT app.coordinates())');
GRANT SELECT, INSERT ON stepped_out TO alongside_app;
CREATE TRIGGER signal AFTER INSERT ON stepped_out FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case();

-- ACC-9: the items that the asker was seen to leave and to which nobody has called her back. She is out in person: neither another
-- place of hers nor another page of the same session lets her in.
CREATE FUNCTION app.out_of_now() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(s.agenda_item_id), '{}') FROM stepped_out s
    JOIN agenda_items i ON i.partnership_id = s.partnership_id AND i.id = s.agenda_item_id
    JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id AND t.state = 'open'
   WHERE s.partnership_id = app.partnership_id() AND s.account_id = app.account_id() AND s.called_back_at IS NULL
     AND (i.state = 'listed' OR i.id = t.current_item_id)
$$;
REVOKE ALL ON FUNCTION app.out_of_now FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.out_of_now TO alongside_app;
CREATE POLICY out_in_person ON agenda_items AS RESTRICTIVE FOR SELECT TO alongside_app USING (id <> ALL ((SELECT app.out_of_now())::uuid[]));
CREATE POLICY out_in_person ON contributions AS RESTRICTIVE FOR SELECT TO alongside_app
  USING (agenda_item_id <> ALL ((SELECT app.out_of_now())::uuid[]));

-- ACC-9: who attends a meeting: its guests and observers; who signed for it, or said that she can come; before it opens also
-- who is asked to come and has not said no. Who said no, or whose agency did, after she signed, does not. Roles:
-- those that come to meetings. Asked by functions alone.
CREATE FUNCTION app.attending(p_meeting uuid, p_come text[])
RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text, item_id uuid, guest boolean)
LANGUAGE sql STABLE AS $$
  SELECT m.account_id, m.agency_id, a.name, coalesce(v.organisation, g.name), v.agenda_item_id, coalesce(v.kind = 'guest', false)
    FROM meetings t
    JOIN memberships m ON m.partnership_id = t.partnership_id AND app.in_force(m.started_at, m.ended_at, app.moment())
    JOIN accounts a ON a.id = m.account_id
    JOIN agencies g ON g.partnership_id = m.partnership_id AND g.id = m.agency_id
    LEFT JOIN guest_invitations v ON v.partnership_id = m.partnership_id AND v.membership_id = m.id AND v.meeting_id = t.id
      AND v.state = 'agreed'
    LEFT JOIN meeting_signatures s ON s.partnership_id = t.partnership_id AND s.meeting_id = t.id
      AND s.account_id = m.account_id AND s.agency_id = m.agency_id
    LEFT JOIN meeting_replies r ON r.partnership_id = t.partnership_id AND r.meeting_id = t.id AND r.starts_at = t.starts_at
      AND r.account_id = m.account_id AND r.agency_id = m.agency_id
   WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting
     AND CASE
       WHEN v.id IS NOT NULL THEN t.state = 'planned' OR s.id IS NOT NULL
       WHEN r.answer = 'cannot_come' AND coalesce(r.at > s.signed_at, true) THEN false
       WHEN EXISTS (SELECT FROM apologies o WHERE o.partnership_id = t.partnership_id AND o.meeting_id = t.id
         AND o.agency_id = m.agency_id AND o.withdrawn_at IS NULL AND coalesce(o.given_at > s.signed_at, true)) THEN false
       WHEN s.id IS NOT NULL OR r.answer = 'can_come' THEN true
       ELSE t.kind = 'monthly' AND t.state = 'planned' AND m.role = ANY (p_come) END
$$;
REVOKE ALL ON FUNCTION app.attending FROM PUBLIC;

-- ACC-9: of each item that the asker sees and that is still to be spoken of, who of those attending must not hear it; of what
-- is over, who was seen to leave. A guest whom she does not refuse hears her item; an observer what the agency may hear that she sits with. Guests of
-- other items, and why, are told to who coordinates alone (ACC-6).
CREATE FUNCTION app.stepping_out(p_meeting uuid, p_come text[]) RETURNS TABLE (item_id uuid, account_id uuid, agency_id uuid,
  name text, agency_name text, whole boolean, guest boolean, why text, left_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH seen AS (
    SELECT i.id, i.partnership_id, i.case_id, i.state = 'listed' AND t.state <> 'closed' AS ahead
      FROM agenda_items i JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id
     WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND app.sees_case(i.case_id)),
  heard AS (
    SELECT i.id, i.partnership_id, i.case_id, p.*, CASE WHEN p.guest THEN p.item_id = i.id AND NOT app.refuses(i.partnership_id, i.case_id, p.account_id, app.moment())
        ELSE app.may_hear(i.partnership_id, i.case_id, p.agency_id, p.account_id) END AS hears
      FROM seen i CROSS JOIN app.attending(p_meeting, p_come) p WHERE i.ahead)
  SELECT h.id, h.account_id, h.agency_id, h.name, h.agency_name, h.whole, h.guest,
      CASE WHEN NOT app.coordinates() THEN NULL
        WHEN EXISTS (SELECT FROM app.files_of_person(h.partnership_id, h.case_id) f JOIN limits l ON l.partnership_id = h.partnership_id
          AND l.case_id = f AND l.kind = 'worker' AND l.account_id = h.account_id AND l.lifted_at IS NULL) THEN 'shut_out'
        WHEN EXISTS (SELECT FROM app.files_of_person(h.partnership_id, h.case_id) f JOIN limits l ON l.partnership_id = h.partnership_id
          AND l.case_id = f AND l.kind = 'agency' AND l.lifted_at IS NULL
          AND (l.agency_id = h.agency_id OR app.has_place_in(h.partnership_id, l.agency_id, h.account_id, app.moment()))) THEN 'refused'
        WHEN h.guest AND app.refuses(h.partnership_id, h.case_id, h.account_id, app.moment()) THEN 'refused'
        ELSE 'no_basis' END,
      o.confirmed_at
    FROM (SELECT h.*, bool_and(NOT h.hears) OVER (PARTITION BY h.id, h.agency_id, h.agency_name) AS whole FROM heard h) h
    LEFT JOIN stepped_out o ON o.partnership_id = h.partnership_id AND o.agenda_item_id = h.id
      AND o.account_id = h.account_id AND o.agency_id = h.agency_id AND o.called_back_at IS NULL
   WHERE NOT h.hears AND (NOT h.guest OR app.coordinates())
  UNION ALL
  SELECT i.id, o.account_id, o.agency_id, a.name, g.name, false, o.guest, NULL, min(o.confirmed_at)
    FROM seen i JOIN stepped_out o ON o.partnership_id = i.partnership_id AND o.agenda_item_id = i.id
    JOIN accounts a ON a.id = o.account_id
    JOIN agencies g ON g.partnership_id = o.partnership_id AND g.id = o.agency_id
   WHERE NOT i.ahead AND (NOT o.guest OR app.coordinates())
   GROUP BY i.id, o.account_id, o.agency_id, a.name, g.name, o.guest
   ORDER BY 1, 5, 4, 2
$$;
REVOKE ALL ON FUNCTION app.stepping_out FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.stepping_out TO alongside_app;

-- ACC-9: when somebody is not needed at a meeting, in minutes from its beginning: the items that she must not hear, those that
-- follow on each other as one span, so that neither their number nor their lights show (ACC-6). In the order in which the meeting
-- goes: of who sees all of it, and not of herself. Told to herself, and to who makes her papers; once the agenda is published,
-- or the meeting runs.
CREATE FUNCTION app.not_needed(p_meeting uuid, p_agency uuid, p_account uuid) RETURNS TABLE (from_minute integer, until_minute integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH items AS (
    SELECT i.*, t.starts_at, app.person_of(i.partnership_id, i.case_id) AS person
      FROM agenda_items i JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id
     WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting
       AND (t.agenda_published_at IS NOT NULL OR t.state = 'open') AND t.state <> 'closed' AND t.kind = 'monthly'
       AND (app.coordinates() OR (p_agency = app.agency_id() AND p_account = app.account_id()))
  ), placed AS (
    SELECT i.minutes, i.state, app.may_hear(i.partnership_id, i.case_id, p_agency, p_account) AS hears,
        app.place_on_agenda(i.position, coalesce(CASE WHEN i.state = 'listed' THEN (SELECT c.light FROM cases c
          WHERE c.partnership_id = i.partnership_id AND c.id IN (SELECT app.files_of_person(i.partnership_id, i.case_id))
          ORDER BY array_position(ARRAY['red', 'amber', 'green'], c.light) LIMIT 1) END, i.light),
          bool_or(EXISTS (SELECT FROM app.files_of_person(i.partnership_id, i.case_id) f
            JOIN actions a ON a.partnership_id = i.partnership_id AND a.case_id = f AND a.closed_at IS NULL
            JOIN meetings e ON e.partnership_id = a.partnership_id AND e.id = a.meeting_id AND e.starts_at < i.starts_at
            WHERE f = i.case_id OR app.basis_stands(i.partnership_id, f, app.moment()))) OVER her,
          min(i.listed_at) OVER her, i.person, i.listed_at, i.id) AS place
      FROM items i WINDOW her AS (PARTITION BY i.person)
  ), lines AS (
    SELECT minutes, hears, row_number() OVER sofar AS n, sum(minutes) OVER sofar AS ends
      FROM placed WHERE state <> 'deferred' WINDOW sofar AS (ORDER BY place))
  SELECT min(ends - minutes)::integer, max(ends)::integer
    FROM (SELECT l.*, n - row_number() OVER (ORDER BY n) AS span FROM lines l WHERE NOT hears) l GROUP BY span ORDER BY 1
$$;
REVOKE ALL ON FUNCTION app.not_needed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.not_needed TO alongside_app;

-- A deputy is named by who coordinates, and by nobody else.
CALL app.close_table('meeting_deputies');
CALL app.open_to_partnership('meeting_deputies');
CALL app.keep_to_meeting('meeting_deputies');
CREATE POLICY named ON meeting_deputies AS RESTRICTIVE FOR INSERT TO alongside_app WITH CHECK ((SELECT app.coordinates()));
CREATE POLICY replaced ON meeting_deputies AS RESTRICTIVE FOR UPDATE TO alongside_app USING ((SELECT app.coordinates()));
GRANT SELECT, INSERT, UPDATE (replaced_at) ON meeting_deputies TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON meeting_deputies FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();

-- Whether of those who coordinate, and chair, nobody may hear of a case. Asked by functions alone.
CREATE FUNCTION app.needs_deputy(p_partnership uuid, p_case uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM partnerships p
    JOIN memberships m ON m.partnership_id = p.id AND m.agency_id = p.coordinating_agency_id AND m.role IN ('coordinator', 'chair')
      AND app.in_force(m.started_at, m.ended_at, app.moment())
    WHERE p.id = p_partnership AND app.may_hear(p.id, p_case, m.agency_id, m.account_id))
$$;
REVOKE ALL ON FUNCTION app.needs_deputy FROM PUBLIC;

-- Who can be a deputy: she leads another agency than the coordinating one, and attends.
CREATE FUNCTION app.can_deputise(p_meeting uuid, p_come text[])
RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE sql STABLE AS $$
  SELECT a.account_id, a.agency_id, a.name, a.agency_name FROM app.attending(p_meeting, p_come) a
    JOIN partnerships p ON p.id = app.partnership_id() AND p.coordinating_agency_id <> a.agency_id
    JOIN agencies y ON y.partnership_id = p.id AND y.id = a.agency_id AND y.standing_until > app.moment()
   WHERE a.item_id IS NULL AND EXISTS (SELECT FROM memberships m WHERE m.partnership_id = p.id AND m.account_id = a.account_id
     AND m.agency_id = a.agency_id AND m.role = 'lead_member' AND app.in_force(m.started_at, m.ended_at, app.moment()))
   GROUP BY 1, 2, 3, 4
$$;
REVOKE ALL ON FUNCTION app.can_deputise FROM PUBLIC;

-- The same for who names one.
CREATE FUNCTION app.deputies(p_meeting uuid, p_come text[])
RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.* FROM app.can_deputise(p_meeting, p_come) c WHERE app.coordinates() ORDER BY c.agency_name, c.name, c.account_id
$$;
REVOKE ALL ON FUNCTION app.deputies FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.deputies TO alongside_app;

-- Who is deputy, told to who coordinates and to herself: others would learn that there is such a case (ACC-6).
CREATE FUNCTION app.deputy(p_meeting uuid, p_come text[])
RETURNS TABLE (account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.* FROM app.can_deputise(p_meeting, p_come) c
    JOIN meeting_deputies d ON d.partnership_id = app.partnership_id() AND d.meeting_id = p_meeting
      AND d.account_id = c.account_id AND d.agency_id = c.agency_id AND d.replaced_at IS NULL
   WHERE app.coordinates() OR (c.account_id = app.account_id() AND c.agency_id = app.agency_id())
$$;
REVOKE ALL ON FUNCTION app.deputy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.deputy TO alongside_app;

-- Of the items that the asker sees, those that neither chair nor coordinator may hear: who chairs them, by her own agency's
-- grants; nobody where no deputy is named who may hear it.
CREATE FUNCTION app.chaired_by_deputy(p_meeting uuid, p_come text[])
RETURNS TABLE (item_id uuid, account_id uuid, agency_id uuid, name text, agency_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.id, c.account_id, c.agency_id, c.name, c.agency_name FROM agenda_items i
    LEFT JOIN LATERAL (SELECT c.* FROM meeting_deputies d
      JOIN app.can_deputise(p_meeting, p_come) c ON c.account_id = d.account_id AND c.agency_id = d.agency_id
      WHERE d.partnership_id = i.partnership_id AND d.meeting_id = i.meeting_id AND d.replaced_at IS NULL
        AND app.may_hear(i.partnership_id, i.case_id, d.agency_id, d.account_id)) c ON true
   WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND app.sees_case(i.case_id)
     AND app.needs_deputy(i.partnership_id, i.case_id)
$$;
REVOKE ALL ON FUNCTION app.chaired_by_deputy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.chaired_by_deputy TO alongside_app;

-- To who coordinates, of cases that she does not see, and no more than that (ACC-6). `wanted`: one stands on the agenda that
-- somebody could chair, and whoever is named could not. `left_open`: one is still to be discussed, or put off, by who may.
CREATE FUNCTION app.left_to_deputy(p_meeting uuid, p_come text[]) RETURNS TABLE (wanted boolean, left_open boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH unseen AS (
    SELECT i.partnership_id, i.meeting_id, i.case_id FROM agenda_items i
      JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id AND t.state <> 'closed'
     WHERE app.coordinates() AND i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND i.state = 'listed'
       AND NOT app.sees_case(i.case_id) AND app.needs_deputy(i.partnership_id, i.case_id)),
  heard AS (
    SELECT EXISTS (SELECT FROM meeting_deputies d WHERE d.partnership_id = u.partnership_id AND d.meeting_id = u.meeting_id
        AND d.account_id = c.account_id AND d.agency_id = c.agency_id AND d.replaced_at IS NULL) AS named, u.case_id
      FROM unseen u JOIN app.can_deputise(p_meeting, p_come) c ON app.may_hear(u.partnership_id, u.case_id, c.agency_id, c.account_id))
  SELECT EXISTS (SELECT FROM heard GROUP BY case_id HAVING NOT bool_or(named)), EXISTS (SELECT FROM heard)
$$;
REVOKE ALL ON FUNCTION app.left_to_deputy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.left_to_deputy TO alongside_app;

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
  -- MTG-7: what was said before and this puts right, or takes back. Both stay; the meeting reads the last.
  puts_right uuid,
  taken_back boolean NOT NULL DEFAULT false,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, agenda_item_id) REFERENCES agenda_items,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, guest_invitation_id) REFERENCES guest_invitations,
  FOREIGN KEY (partnership_id, puts_right) REFERENCES contributions,
  CHECK (NOT taken_back OR puts_right IS NOT NULL)
);
-- Each once: who comes second reads again.
CREATE UNIQUE INDEX contributions_put_right ON contributions (partnership_id, puts_right);
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

-- Guards: made once the tables of every file stand.

CALL app.close_table('contributions');
CALL app.open_by_grant('contributions');
CREATE POLICY invited ON contributions FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND agenda_item_id = (SELECT app.invited_item()));
-- She tells what she knows. To write under a held item Postgres asks whether she may hold it: she may, and change nothing.
CREATE POLICY invited_writes ON contributions FOR INSERT TO alongside_app
  WITH CHECK (partnership_id = app.partnership_id() AND agenda_item_id = app.invited_item() AND case_id = app.invited_case()
    AND account_id = app.account_id() AND agency_id = app.agency_id());
-- MTG-7: whose it is: her agency's, and what a guest said hers alone; also hers who wrote it down for another.
CREATE FUNCTION app.is_said_by(p_contribution uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM contributions t WHERE t.partnership_id = app.partnership_id() AND t.id = p_contribution
    AND (t.account_id = app.account_id() OR (t.guest_invitation_id IS NULL AND t.agency_id = app.agency_id())))
$$;
REVOKE ALL ON FUNCTION app.is_said_by FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_said_by TO alongside_app;
CREATE POLICY own_words ON contributions AS RESTRICTIVE FOR INSERT TO alongside_app
  WITH CHECK (puts_right IS NULL OR app.is_said_by(puts_right));
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

-- MTG-7: a case that was ended by a slip is to be spoken of again. It is begun as any other: nobody is in the middle of it, whoever was
-- out of it may be in by now (ACC-9), and who was invited to it, until it ended, is invited again (GST-1).
CREATE FUNCTION app.reopen_item(p_item uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  ended timestamptz;
BEGIN
  SELECT i.closed_at INTO ended FROM agenda_items i JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id
   WHERE i.partnership_id = here AND i.id = p_item AND i.state <> 'listed' AND t.state = 'open' AND app.sees_case(i.case_id) FOR UPDATE OF i;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'nothing to speak of again' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE meetings SET current_item_id = NULL WHERE partnership_id = here AND current_item_id = p_item;
  UPDATE stepped_out SET called_back_at = app.moment() WHERE partnership_id = here AND agenda_item_id = p_item AND called_back_at IS NULL;
  UPDATE agenda_items SET state = 'listed', closed_at = NULL, version = version + 1 WHERE partnership_id = here AND id = p_item;
  UPDATE sharing_grants g SET until_at = NULL FROM guest_invitations v
   WHERE v.partnership_id = here AND v.agenda_item_id = p_item AND v.state = 'agreed' AND g.partnership_id = here
     AND g.guest_invitation_id = v.id AND g.until_at = ended;
  UPDATE memberships m SET ended_at = NULL FROM guest_invitations v
   WHERE v.partnership_id = here AND v.agenda_item_id = p_item AND v.state = 'agreed' AND m.partnership_id = here
     AND m.id = v.membership_id AND m.ended_at = ended;
END $$;
REVOKE ALL ON FUNCTION app.reopen_item FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.reopen_item TO alongside_app;

-- ACC-9: who attends a meeting: its guests and observers; who signed for it, or said that she can come; before it opens also
-- who is asked to come, or was called to an emergency, and has not said no. Who said no, or whose agency did, after she signed, does not. Roles:
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
       WHEN t.state <> 'planned' THEN false
       WHEN t.kind = 'monthly' THEN m.role = ANY (p_come)
       ELSE EXISTS (SELECT FROM called_people c WHERE c.partnership_id = t.partnership_id AND c.meeting_id = t.id
         AND c.account_id = m.account_id AND c.agency_id = m.agency_id) END
$$;
REVOKE ALL ON FUNCTION app.attending FROM PUBLIC;

-- ACC-9: of each item that the asker sees and that is still to be spoken of, who of those attending must not hear it; of what
-- is over, who was seen to leave. A guest whom she does not refuse hears her item; an observer what the agency may hear that she sits with. Guests of
-- other items, and why, are told to who coordinates alone (ACC-6). Of whom the case is closed to untold the same, and the item's deputy, until
-- the room opens and has to let him go; no system is ever told (HRM-1), and nothing that is kept for others, whoever makes it (`p_kept`: papers,
-- minutes), also where it was opened to him again since. `whole`: nobody of that agency may hear it, whoever comes. Of one item
-- alone where it is named.
CREATE FUNCTION app.stepping_out(p_meeting uuid, p_come text[], p_item uuid DEFAULT NULL, p_kept boolean DEFAULT false)
RETURNS TABLE (item_id uuid, account_id uuid, agency_id uuid, name text, agency_name text, whole boolean, guest boolean, why text, left_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH seen AS (
    SELECT i.id, i.partnership_id, i.case_id, i.state = 'listed' AND t.state <> 'closed' AS ahead
      FROM agenda_items i JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id
     WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND (p_item IS NULL OR i.id = p_item) AND app.sees_case(i.case_id)),
  there AS MATERIALIZED (SELECT p.* FROM app.attending(p_meeting, p_come) p),
  hearers AS MATERIALIZED (
    SELECT i.id, w.agency_id, w.account_id FROM seen i
      CROSS JOIN (SELECT array_agg(p.agency_id) AS agencies, array_agg(p.account_id) AS accounts FROM there p WHERE NOT p.guest) t
      CROSS JOIN LATERAL app.hearers_among(i.partnership_id, i.case_id, t.agencies, t.accounts) w WHERE i.ahead),
  asker AS (SELECT NOT p_kept AND app.in_person() AND (app.coordinates() OR EXISTS (SELECT FROM meetings t WHERE t.partnership_id = app.partnership_id()
      AND t.id = p_meeting AND t.state = 'open')
    OR EXISTS (SELECT FROM meeting_deputies d WHERE d.partnership_id = app.partnership_id() AND d.meeting_id = p_meeting
      AND d.account_id = app.account_id() AND d.agency_id = app.agency_id() AND d.replaced_at IS NULL)) AS may_let_go),
  heard AS (
    SELECT i.id, i.partnership_id, i.case_id, p.*, CASE WHEN p.guest THEN p.item_id = i.id AND NOT app.refuses(i.partnership_id, i.case_id, p.account_id, app.moment())
        ELSE EXISTS (SELECT FROM hearers w WHERE w.id = i.id AND w.agency_id = p.agency_id AND w.account_id = p.account_id) END AS hears
      FROM seen i CROSS JOIN there p WHERE i.ahead)
  SELECT h.id, h.account_id, h.agency_id, h.name, h.agency_name, h.whole, h.guest,
      CASE WHEN NOT app.coordinates() THEN NULL
        WHEN h.account_id IN (SELECT app.shut_out_of(h.partnership_id, h.case_id)) THEN 'shut_out'
        WHEN EXISTS (SELECT FROM app.noes_on(h.partnership_id, h.case_id) l WHERE l.kind = 'agency'
          AND (l.agency_id = h.agency_id OR app.has_place_in(h.partnership_id, l.agency_id, h.account_id, app.moment()))) THEN 'refused'
        WHEN h.guest AND app.refuses(h.partnership_id, h.case_id, h.account_id, app.moment()) THEN 'refused'
        ELSE 'no_basis' END,
      o.confirmed_at
    FROM (SELECT h.*, bool_and(NOT h.hears) OVER (PARTITION BY h.id, h.agency_id, h.agency_name)
        AND (h.guest OR NOT app.opens_to_somebody(h.partnership_id, h.case_id, h.agency_id)) AS whole FROM heard h) h
    LEFT JOIN stepped_out o ON o.partnership_id = h.partnership_id AND o.agenda_item_id = h.id
      AND o.account_id = h.account_id AND o.agency_id = h.agency_id AND o.called_back_at IS NULL
   WHERE NOT h.hears AND (NOT h.guest OR app.coordinates())
     AND ((SELECT a.may_let_go FROM asker a) OR NOT app.is_untold(h.partnership_id, h.case_id, h.account_id, app.moment()))
  UNION ALL
  SELECT i.id, o.account_id, o.agency_id, a.name, g.name, false, o.guest, NULL, min(o.confirmed_at)
    FROM seen i JOIN stepped_out o ON o.partnership_id = i.partnership_id AND o.agenda_item_id = i.id
    JOIN accounts a ON a.id = o.account_id
    JOIN agencies g ON g.partnership_id = o.partnership_id AND g.id = o.agency_id
   WHERE NOT i.ahead AND (NOT o.guest OR app.coordinates())
     AND ((SELECT a.may_let_go FROM asker a) OR NOT app.is_untold(i.partnership_id, i.case_id, o.account_id, o.confirmed_at))
   GROUP BY i.id, o.account_id, o.agency_id, a.name, g.name, o.guest
   ORDER BY 1, 5, 4, 2
$$;
REVOKE ALL ON FUNCTION app.stepping_out FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.stepping_out TO alongside_app;

-- ACC-9: when each item is spoken of by the agenda, in minutes from its meeting's beginning, in the order in which the meeting goes: of
-- who sees all of it. Asked by functions alone.
CREATE FUNCTION app.times_on_agenda(p_meeting uuid) RETURNS TABLE (item_id uuid, partnership_id uuid, case_id uuid, n bigint,
  from_minute integer, until_minute integer)
LANGUAGE sql STABLE AS $$
  WITH items AS (
    SELECT i.*, t.starts_at, app.person_of(i.partnership_id, i.case_id) AS person
      FROM agenda_items i JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id
     WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND t.state <> 'closed' AND t.kind = 'monthly'
  ), placed AS (
    SELECT i.id, i.partnership_id, i.case_id, i.minutes, i.state,
        app.place_on_agenda(i.position, coalesce(CASE WHEN i.state = 'listed' THEN (SELECT c.light FROM cases c
          WHERE c.partnership_id = i.partnership_id AND c.id IN (SELECT app.files_of_person(i.partnership_id, i.case_id))
          ORDER BY array_position(ARRAY['red', 'amber', 'green'], c.light) LIMIT 1) END, i.light),
          bool_or(EXISTS (SELECT FROM app.files_of_person(i.partnership_id, i.case_id) f
            JOIN actions a ON a.partnership_id = i.partnership_id AND a.case_id = f AND a.closed_at IS NULL
            JOIN meetings e ON e.partnership_id = a.partnership_id AND e.id = a.meeting_id AND e.starts_at < i.starts_at
            WHERE f = i.case_id OR app.basis_stands(i.partnership_id, f, app.moment()))) OVER her,
          min(i.listed_at) OVER her, i.person, i.listed_at, i.id) AS place
      FROM items i WINDOW her AS (PARTITION BY i.person))
  SELECT id, partnership_id, case_id, row_number() OVER sofar, (sum(minutes) OVER sofar - minutes)::integer, (sum(minutes) OVER sofar)::integer
    FROM placed WHERE state <> 'deferred' WINDOW sofar AS (ORDER BY place)
$$;
REVOKE ALL ON FUNCTION app.times_on_agenda FROM PUBLIC;

-- The same to who coordinates, of what she sees.
CREATE FUNCTION app.item_times(p_meeting uuid) RETURNS TABLE (item_id uuid, from_minute integer, until_minute integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT t.item_id, t.from_minute, t.until_minute FROM app.times_on_agenda(p_meeting) t WHERE app.coordinates() AND app.sees_case(t.case_id) ORDER BY t.n
$$;
REVOKE ALL ON FUNCTION app.item_times FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.item_times TO alongside_app;

-- When somebody is not needed: the items that she must not hear, those that follow on each other as one span, so that neither their
-- number nor their lights show (ACC-6). Told to herself, and to who makes her papers; once the agenda is published, or the
-- meeting runs.
CREATE FUNCTION app.not_needed(p_meeting uuid, p_agency uuid, p_account uuid) RETURNS TABLE (from_minute integer, until_minute integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH lines AS (
    SELECT l.*, l.n - row_number() OVER (ORDER BY l.n) AS span FROM meetings t CROSS JOIN LATERAL app.times_on_agenda(t.id) l
     WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND (t.agenda_published_at IS NOT NULL OR t.state = 'open')
       AND (app.coordinates() OR (p_agency = app.agency_id() AND p_account = app.account_id()))
       AND NOT app.may_hear(l.partnership_id, l.case_id, p_agency, p_account))
  SELECT min(l.from_minute), max(l.until_minute) FROM lines l GROUP BY l.span ORDER BY 1
$$;
REVOKE ALL ON FUNCTION app.not_needed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.not_needed TO alongside_app;

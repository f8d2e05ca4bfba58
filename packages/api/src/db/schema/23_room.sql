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

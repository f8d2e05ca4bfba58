CREATE TABLE agenda_items (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  meeting_id uuid NOT NULL,
  case_id uuid NOT NULL,
  referral_id uuid,
  light text NOT NULL,
  minutes integer NOT NULL,
  -- MTG-3: the coordinator's own order; without one the default stands. `arranged_at`: when the item last came onto the
  -- agenda, moved there, was given other minutes, or was put off.
  position integer,
  arranged_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'listed',
  record bytea,
  deferred_for bytea,
  -- Why it was put off where nobody gave a reason of her own: as the meeting closed, nobody who attended could chair it (ACC-9).
  deferred_because text CHECK (deferred_because = 'unchaired'),
  -- Why it left this agenda where nobody put it off: a hold stands on her, its referral was withdrawn, its triage was taken back, it was
  -- put off to here by a slip. Of
  -- what is put off while she is held both stand: the reason, and that she comes back once the hold is lifted (REF-3).
  taken_off text,
  -- ACC-9: the deputy who was in the chair as it ended, and for which agency; NULL: chair or coordinator was.
  chaired_by uuid REFERENCES accounts,
  chaired_for uuid,
  -- The meeting to which it was put off.
  deferred_to uuid,
  listed_at timestamptz NOT NULL,
  closed_at timestamptz,
  -- MTG-7: the time that it takes. `begun_at`: since when its time runs; NULL: it stands.
  begun_at timestamptz,
  spent_seconds integer NOT NULL DEFAULT 0,
  -- ACC-9: what is minuted of it where a deputy chaired it, sealed as she ended it; with what its leaf in the minutes is made of.
  minuted bytea,
  minuted_leaf text[],
  -- Her age band on the day of the meeting: kept with the discussion, since her date of birth is sealed.
  age_band text,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, case_id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  FOREIGN KEY (partnership_id, deferred_to) REFERENCES meetings,
  FOREIGN KEY (partnership_id, chaired_for) REFERENCES agencies,
  CHECK (num_nulls(chaired_by, chaired_for) IN (0, 2))
);
CREATE INDEX agenda_items_case ON agenda_items (partnership_id, case_id);
-- What a hold took off, to be listed again: few of all that a partnership ever discussed.
CREATE INDEX agenda_items_held ON agenda_items (partnership_id, case_id) WHERE taken_off = 'held';

-- Guards: made once the tables of every file stand.

CALL app.close_table('agenda_items');
CALL app.open_by_grant('agenda_items');
CALL app.open_to_jobs('agenda_items');
-- What a guest reads: the item, the name on its case, her voice, what was said and agreed under this item. Nothing else of
-- the case: not its referrals, consents, history, other meetings.
CREATE POLICY invited ON agenda_items FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND id = (SELECT app.invited_item()));
-- To write under a held item Postgres asks whether she may hold it: she may, and change nothing.
CREATE POLICY invited_holds ON agenda_items FOR UPDATE TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND id = (SELECT app.invited_item())) WITH CHECK (false);
GRANT SELECT, INSERT, UPDATE ON agenda_items TO alongside_app;
GRANT SELECT ON agenda_items TO alongside_jobs;

-- Time is kept by the tables, so that no way of ending an item or going on to the next can forget it.
CREATE FUNCTION app.stop_time() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.spent_seconds := OLD.spent_seconds
    + greatest(0, floor(extract(epoch FROM COALESCE(NEW.closed_at, app.moment(), OLD.begun_at) - OLD.begun_at)))::integer;
  NEW.begun_at := NULL;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.stop_time FROM PUBLIC;
CREATE TRIGGER end_invitations AFTER UPDATE OF state ON agenda_items FOR EACH ROW
  WHEN (OLD.state = 'listed' AND NEW.state <> 'listed') EXECUTE FUNCTION app.end_invitations();
CREATE TRIGGER stop_time BEFORE UPDATE OF state ON agenda_items FOR EACH ROW
  WHEN (OLD.begun_at IS NOT NULL AND NEW.state <> 'listed') EXECUTE FUNCTION app.stop_time();
CREATE TRIGGER signal AFTER INSERT OR UPDATE OR DELETE ON agenda_items FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();

-- MTG-3: the place of an item on its agenda: the coordinator's order; until there is one by light, then what has actions carried
-- forward, then as listed, what is of one person side by side. Light, carried and listed first are hers, as far as who asks may know.
CREATE FUNCTION app.place_on_agenda(p_position integer, p_light text, p_carried boolean, p_listed_first timestamptz, p_person uuid,
  p_listed_at timestamptz, p_item uuid) RETURNS record
LANGUAGE sql IMMUTABLE AS $$
  SELECT ROW(p_position, array_position(ARRAY['red', 'amber', 'green'], p_light), NOT p_carried, p_listed_first, p_person, p_listed_at, p_item)
$$;
REVOKE ALL ON FUNCTION app.place_on_agenda FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.place_on_agenda TO alongside_app;

-- ACC-9: who was asked to leave for an item that is then put off, or taken off, is called back (app.call_back).
CREATE FUNCTION app.end_call() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE meetings SET calling_item_id = NULL WHERE partnership_id = NEW.partnership_id AND id = NEW.meeting_id AND calling_item_id = NEW.id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.end_call FROM PUBLIC;
CREATE TRIGGER end_call AFTER UPDATE OF state ON agenda_items FOR EACH ROW
  WHEN (OLD.state = 'listed' AND NEW.state <> 'listed') EXECUTE FUNCTION app.end_call();

-- REF-3: nobody who is held comes onto an agenda, by whichever way; her files are kept against being held at the same moment, so that
-- one of the two waits for the other. AL426: http/problems.ts.
CREATE FUNCTION app.keep_held_off() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  IF app.is_held(NEW.partnership_id, NEW.case_id) THEN
    RAISE EXCEPTION 'nothing goes on with this case' USING ERRCODE = 'AL426';
  END IF;
  -- What it left another time by is over.
  NEW.taken_off := NULL;
  NEW.deferred_for := NULL;
  NEW.deferred_to := NULL;
  NEW.deferred_because := NULL;
  NEW.chaired_by := NULL;
  NEW.chaired_for := NULL;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.keep_held_off FROM PUBLIC;
CREATE TRIGGER keep_held_off BEFORE INSERT OR UPDATE OF state ON agenda_items FOR EACH ROW
  WHEN (NEW.state = 'listed') EXECUTE FUNCTION app.keep_held_off();

-- REF-3, REF-10: where a hold stands on any file of a person, all of them leave every agenda on which they were not heard yet, whatever
-- who holds or joins them sees of it.
CREATE FUNCTION app.leave_agendas(p_partnership uuid, p_case uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT app.is_held(p_partnership, p_case) THEN
    RETURN;
  END IF;
  WITH off AS (
    UPDATE agenda_items i SET state = 'deferred', taken_off = 'held', closed_at = p_at, arranged_at = p_at, version = i.version + 1
     WHERE i.partnership_id = p_partnership AND i.case_id IN (SELECT app.files_of_person(p_partnership, p_case))
       AND i.state = 'listed' AND i.begun_at IS NULL RETURNING i.id, i.case_id)
  INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at)
    SELECT p_partnership, gen_random_uuid(), off.case_id, 'agenda_item', off.id, 'state', 'listed', 'resting', p_at FROM off;
END $$;
REVOKE ALL ON FUNCTION app.leave_agendas FROM PUBLIC;

CREATE FUNCTION app.hold_files() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.hold_person(NEW.partnership_id, NEW.case_id);
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.hold_files FROM PUBLIC;
CREATE TRIGGER hold_files BEFORE INSERT OR UPDATE ON case_holds FOR EACH ROW EXECUTE FUNCTION app.hold_files();

CREATE FUNCTION app.hold_begun() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.leave_agendas(NEW.partnership_id, NEW.case_id, NEW.held_at);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.hold_begun FROM PUBLIC;
CREATE TRIGGER leave_agendas AFTER INSERT ON case_holds FOR EACH ROW EXECUTE FUNCTION app.hold_begun();

-- MTG-3: the meeting to which a case is put off: the first after a moment, still planned, on whose agenda there is a place for it. REF-3:
-- of somebody who is held none.
CREATE FUNCTION app.meeting_to_come_to(p_partnership uuid, p_case uuid, p_moment timestamptz, p_at_most integer) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.id FROM meetings m WHERE m.partnership_id = p_partnership AND m.kind = 'monthly' AND m.state = 'planned' AND m.starts_at > p_moment
     AND NOT app.is_held(p_partnership, p_case)
     AND (SELECT count(*) FROM agenda_items i WHERE i.partnership_id = m.partnership_id AND i.meeting_id = m.id AND i.case_id <> p_case) < p_at_most
   ORDER BY m.starts_at LIMIT 1
$$;
REVOKE ALL ON FUNCTION app.meeting_to_come_to FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.meeting_to_come_to TO alongside_app;

-- Puts what left one agenda onto another, or back onto the same, with its referral. By functions alone.
CREATE FUNCTION app.come_onto(p_item agenda_items, p_meeting uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  was timestamptz;
  becomes timestamptz;
BEGIN
  SELECT t.starts_at INTO STRICT was FROM meetings t WHERE t.partnership_id = p_item.partnership_id AND t.id = p_item.meeting_id;
  SELECT t.starts_at INTO STRICT becomes FROM meetings t WHERE t.partnership_id = p_item.partnership_id AND t.id = p_meeting FOR SHARE;
  INSERT INTO agenda_items AS n (partnership_id, id, meeting_id, case_id, referral_id, light, minutes, listed_at, arranged_at)
    VALUES (p_item.partnership_id, gen_random_uuid(), p_meeting, p_item.case_id, p_item.referral_id, p_item.light, p_item.minutes,
      app.moment(), app.moment())
    ON CONFLICT (partnership_id, meeting_id, case_id) DO UPDATE SET state = 'listed', closed_at = NULL, position = NULL,
      referral_id = coalesce(n.referral_id, EXCLUDED.referral_id), arranged_at = EXCLUDED.arranged_at, version = n.version + 1
    WHERE n.state = 'deferred';
  WITH moved AS (
    UPDATE referrals r SET meeting_id = p_meeting, version = r.version + 1, updated_at = app.moment()
     WHERE r.partnership_id = p_item.partnership_id AND r.case_id = p_item.case_id AND r.meeting_id = p_item.meeting_id AND r.state = 'listed'
       AND p_meeting <> p_item.meeting_id RETURNING r.id)
  INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at)
    SELECT p_item.partnership_id, gen_random_uuid(), p_item.case_id, 'referral', m.id, 'meeting',
        to_char(was AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(becomes AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        app.moment() FROM moved m;
END $$;
REVOKE ALL ON FUNCTION app.come_onto FROM PUBLIC;

-- REF-3: what a hold took off an agenda, and nothing has taken up since: of a file on which nobody is held any more, while its
-- referral still waits for a meeting.
CREATE FUNCTION app.rested(p_partnership uuid, p_case uuid) RETURNS SETOF agenda_items
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.* FROM agenda_items i WHERE i.partnership_id = p_partnership AND i.case_id = p_case AND i.state = 'deferred'
     AND i.taken_off = 'held' AND i.deferred_to IS NULL AND NOT app.is_held(p_partnership, p_case)
     AND NOT EXISTS (SELECT FROM agenda_items n WHERE n.partnership_id = i.partnership_id AND n.case_id = i.case_id AND n.id <> i.id
       AND (n.state = 'listed' OR n.closed_at > i.closed_at))
     AND NOT EXISTS (SELECT FROM referrals r JOIN meetings m ON m.partnership_id = r.partnership_id AND m.id = i.meeting_id
       WHERE r.partnership_id = i.partnership_id AND r.id = i.referral_id AND m.kind = 'monthly' AND r.state <> 'listed')
   ORDER BY i.closed_at DESC, i.id LIMIT 1
$$;
REVOKE ALL ON FUNCTION app.rested FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.rested TO alongside_app;

-- REF-3, REF-10: whom nothing holds any more comes back to where a hold took her off, with every file of hers: onto the same agenda
-- while it still stands (`p_stand`), else onto the next on which there is a place; or onto the one that is named. What comes onto none stays to be listed.
CREATE FUNCTION app.list_again(p_case uuid, p_stand text[], p_at_most integer, p_onto uuid)
RETURNS TABLE (item_id uuid, case_id uuid, meeting_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  here constant uuid := app.partnership_id();
  one agenda_items;
  onto uuid;
BEGIN
  IF NOT (app.coordinates() AND app.sees_case(p_case)) THEN
    RAISE EXCEPTION 'not hers to list' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM app.hold_person(here, p_case);
  FOR one IN SELECT i.* FROM app.files_of_person(here, p_case) f CROSS JOIN LATERAL app.rested(here, f) i
      WHERE p_onto IS NULL OR f = p_case ORDER BY i.id LOOP
    onto := coalesce(p_onto, (SELECT t.id FROM meetings t WHERE t.partnership_id = here AND t.id = one.meeting_id AND t.state = ANY (p_stand)),
      app.meeting_to_come_to(here, one.case_id, app.moment(), p_at_most));
    CONTINUE WHEN onto IS NULL;
    IF onto <> one.meeting_id THEN
      UPDATE agenda_items i SET deferred_to = onto, version = i.version + 1 WHERE i.partnership_id = here AND i.id = one.id;
    END IF;
    PERFORM app.come_onto(one, onto);
    INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at)
      VALUES (here, gen_random_uuid(), one.case_id, 'agenda_item', one.id, 'state', 'resting', 'listed', app.moment());
    RETURN QUERY SELECT one.id, one.case_id, onto;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.list_again FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.list_again TO alongside_app;

-- The same files, kept as they are by who may see one of them.
CREATE FUNCTION app.keep_person(p_case uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF app.sees_case(p_case) THEN
    PERFORM app.hold_person(app.partnership_id(), p_case);
  END IF;
END $$;
REVOKE ALL ON FUNCTION app.keep_person FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.keep_person TO alongside_app;

-- The meetings on whose agendas a person still stands, held as who begins a case holds them: by who is about to hold her files, before these. Meeting,
-- item, file is the order in which a room holds them, and whoever takes a case off it holds them in the same.
CREATE FUNCTION app.keep_agendas_of(p_case uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF app.sees_own_record(p_case) THEN
    PERFORM 1 FROM meetings WHERE partnership_id = app.partnership_id() AND id IN (SELECT i.meeting_id FROM agenda_items i
      WHERE i.partnership_id = app.partnership_id() AND i.case_id IN (SELECT app.files_of_person(app.partnership_id(), p_case)) AND i.state = 'listed')
      ORDER BY id FOR NO KEY UPDATE;
  END IF;
END $$;
REVOKE ALL ON FUNCTION app.keep_agendas_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.keep_agendas_of TO alongside_app;

-- REF-3: whether a hold stands, for a command that has done its work: one that is being recorded is waited for, and until the command is
-- through none is. Her files are held no more than a row that refers to them holds them: what does not meet a hold waits for nobody.
CREATE FUNCTION app.is_held_and_stays_so(p_case uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
  kept uuid[] := '{}';
  files uuid[];
BEGIN
  LOOP
    files := ARRAY(SELECT f FROM app.files_of_person(here, p_case) f ORDER BY f);
    EXIT WHEN files = kept;
    PERFORM 1 FROM cases WHERE partnership_id = here AND id = ANY (files) ORDER BY id FOR KEY SHARE;
    kept := files;
  END LOOP;
  RETURN app.is_held(here, p_case);
END $$;
REVOKE ALL ON FUNCTION app.is_held_and_stays_so FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_held_and_stays_so TO alongside_app;

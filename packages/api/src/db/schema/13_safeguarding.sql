-- SAF-1, SAF-2: whom one tells. The newest version of each kind stands; those before stay on record.
CREATE TABLE front_doors (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  kind text NOT NULL CHECK (kind IN ('child', 'adult')),
  version integer NOT NULL,
  name text NOT NULL,
  -- The member whose team it is: told in the product too. NULL: none of the partnership.
  agency_id uuid,
  telephone text NOT NULL,
  -- When that number answers, in words. NULL: day and night.
  hours text,
  night_telephone text,
  also text,
  saved_at timestamptz NOT NULL,
  saved_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, kind, version),
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

CREATE TABLE safeguarding_notifications (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL,
  -- NULL for someone under 18: no case is kept (REF-3), and the notification is its agency's alone.
  case_id uuid,
  agency_id uuid NOT NULL,
  data_key_id uuid,
  about bytea,
  opened_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  stage integer NOT NULL DEFAULT 0,
  told_at timestamptz,
  receiver text,
  their_reference text,
  recorded_at timestamptz,
  recorded_by uuid REFERENCES accounts,
  -- They give none; where there is none and this is false, it is still to come.
  no_reference boolean NOT NULL DEFAULT false,
  -- On which whoever opened it can be rung back.
  ring_back text,
  -- REF-3: her age was a slip of the pen.
  taken_back_at timestamptz,
  -- REF-3: the answers of a draft that was given up for it, sealed, until whoever wrote them says that the age was a slip; a week long.
  set_aside bytea,
  set_aside_by uuid REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);
CREATE INDEX safeguarding_case ON safeguarding_notifications (partnership_id, case_id);
CREATE INDEX safeguarding_open ON safeguarding_notifications (partnership_id, agency_id, due_at) WHERE recorded_at IS NULL;
CREATE INDEX safeguarding_notifications_opened ON safeguarding_notifications (partnership_id, opened_at);

-- SAF-1, SAF-2: what the front door of a member is told in the product: that notification alone, and nothing of what it hangs on. Sealed under
-- the notification's key, so that both go with it.
CREATE TABLE received_notifications (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  notification_id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL,
  agency_id uuid NOT NULL,
  from_agency_id uuid NOT NULL,
  -- Whom to ring back: who told, or who answers for the system that did.
  from_account_id uuid NOT NULL REFERENCES accounts,
  ring_back text,
  data_key_id uuid,
  about bytea,
  received_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  answered_at timestamptz,
  answered_by uuid REFERENCES accounts,
  receiver text,
  their_reference text,
  no_reference boolean NOT NULL DEFAULT false,
  -- What happens now, in their words.
  next bytea,
  PRIMARY KEY (partnership_id, notification_id),
  FOREIGN KEY (partnership_id, notification_id) REFERENCES safeguarding_notifications,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, from_agency_id) REFERENCES agencies
);
CREATE INDEX received_notifications_agency ON received_notifications (partnership_id, agency_id, due_at);

-- Guards: made once the tables of every file stand.

CALL app.close_table('front_doors');
CALL app.open_to_partnership('front_doors');
GRANT SELECT, INSERT ON front_doors TO alongside_app;
GRANT SELECT ON front_doors TO alongside_jobs;

CALL app.close_table('safeguarding_notifications');
CALL app.open_to_jobs('safeguarding_notifications');
CREATE POLICY granted ON safeguarding_notifications TO alongside_app USING (partnership_id = (SELECT app.partnership_id()) AND CASE
  WHEN case_id IS NULL THEN agency_id = (SELECT app.grants_to())
  ELSE EXISTS (SELECT FROM app.grants_to_own_record(safeguarding_notifications.partnership_id, safeguarding_notifications.case_id) g
    WHERE NOT g.narrowed OR g.agency_id = safeguarding_notifications.agency_id) END);
GRANT SELECT, INSERT, UPDATE ON safeguarding_notifications TO alongside_app;
GRANT SELECT, UPDATE (stage, set_aside) ON safeguarding_notifications TO alongside_jobs;

-- SAF-1, SAF-2, ACC-8: a member's front door is told as a notification opens, whichever way it was opened; at the end of its transaction, since
-- what she refuses may be said in the same one. Nobody is told to tell herself, and an agency without standing is not told (ACC-5). A
-- child's safety goes past her no; an adult's waits for the record of that (16_past_limits.sql), and they are rung.
CREATE FUNCTION app.tell_front_door() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO received_notifications (partnership_id, notification_id, kind, agency_id, from_agency_id, from_account_id, ring_back, data_key_id, about, received_at, due_at)
  SELECT NEW.partnership_id, NEW.id, NEW.kind, d.agency_id, NEW.agency_id,
      coalesce((SELECT o.account_id FROM systems s JOIN memberships o ON o.partnership_id = s.partnership_id AND o.id = s.owner_membership_id
        WHERE s.partnership_id = NEW.partnership_id AND s.membership_id = app.membership_id()), app.account_id()),
      NEW.ring_back, NEW.data_key_id, NEW.about, NEW.opened_at, NEW.due_at
    FROM (SELECT f.agency_id FROM front_doors f WHERE f.partnership_id = NEW.partnership_id AND f.kind = NEW.kind ORDER BY f.version DESC LIMIT 1) d
    JOIN agencies y ON y.partnership_id = NEW.partnership_id AND y.id = d.agency_id AND y.standing_until > NEW.opened_at
   WHERE d.agency_id <> NEW.agency_id AND (NEW.kind = 'child' OR NOT EXISTS (SELECT FROM app.noes_on(NEW.partnership_id, NEW.case_id) l
     WHERE l.kind = 'agency' AND l.agency_id = d.agency_id));
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.tell_front_door FROM PUBLIC;
CREATE CONSTRAINT TRIGGER tell_front_door AFTER INSERT ON safeguarding_notifications DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION app.tell_front_door();

-- ACC-8, HRM-1: whether somebody must not read what her agency's front door received: she is refused in person, or the case is closed to her;
-- of an adult, also as one of an agency that was refused, since or before.
CREATE FUNCTION app.is_kept_from_received(p_notification uuid, p_account uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM safeguarding_notifications n CROSS JOIN LATERAL app.noes_on(n.partnership_id, n.case_id) l
    WHERE n.partnership_id = app.partnership_id() AND n.id = p_notification
    AND CASE l.kind WHEN 'worker' THEN l.account_id = p_account
      WHEN 'agency' THEN n.kind = 'adult' AND app.has_place_in(n.partnership_id, l.agency_id, p_account, app.moment())
      ELSE false END) OR EXISTS (SELECT FROM safeguarding_notifications n
        WHERE n.partnership_id = app.partnership_id() AND n.id = p_notification AND n.case_id IS NOT NULL
          AND p_account IN (SELECT app.excluded_from(n.partnership_id, n.case_id)));
END $$;
REVOKE ALL ON FUNCTION app.is_kept_from_received FROM PUBLIC;

CREATE FUNCTION app.kept_from_received(p_notification uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN app.is_kept_from_received(p_notification, app.account_id()) OR EXISTS (SELECT FROM safeguarding_notifications n
    CROSS JOIN LATERAL app.noes_on(n.partnership_id, n.case_id) l WHERE n.partnership_id = app.partnership_id() AND n.id = p_notification
      AND n.kind = 'adult' AND l.kind = 'agency' AND app.is_of(l.agency_id));
END $$;
REVOKE ALL ON FUNCTION app.kept_from_received FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.kept_from_received TO alongside_app;

CALL app.close_table('received_notifications');
CALL app.open_to_jobs('received_notifications');
CREATE POLICY received ON received_notifications TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND agency_id = (SELECT app.grants_to()) AND NOT app.kept_from_received(notification_id));
-- Who told, and who sees the case, read what became of it.
CREATE POLICY told ON received_notifications FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM safeguarding_notifications n WHERE n.partnership_id = received_notifications.partnership_id AND n.id = notification_id));
GRANT SELECT, UPDATE (version, answered_at, answered_by, receiver, their_reference, no_reference, next) ON received_notifications TO alongside_app;
GRANT SELECT ON received_notifications TO alongside_jobs;

-- SAF-1, HRM-1: whether anybody of the front door that was told can read it: what nobody reads was not told, and is rung.
CREATE FUNCTION app.front_door_reads(p_notification uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM received_notifications r
    JOIN memberships m ON m.partnership_id = r.partnership_id AND m.agency_id = r.agency_id AND app.works_on_cases(m.role)
      AND app.in_force(m.started_at, m.ended_at, app.moment())
    JOIN accounts a ON a.id = m.account_id AND a.disabled_at IS NULL
   WHERE r.partnership_id = app.partnership_id() AND r.notification_id = p_notification
     AND app.stands_at(r.partnership_id, r.agency_id, app.moment()) AND NOT app.is_kept_from_received(p_notification, m.account_id))
$$;
REVOKE ALL ON FUNCTION app.front_door_reads FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.front_door_reads TO alongside_app, alongside_jobs;

-- What stands beside what a front door received, for that front door: that it was rung too, before it answered, and whether it was taken back. The
-- case is for the record of who looked (ACC-7) and goes no further.
CREATE FUNCTION app.beside_received(p_notification uuid) RETURNS TABLE (case_id uuid, rung_at timestamptz, rung_receiver text, taken_back_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT n.case_id, CASE WHEN x.rung THEN n.told_at END, CASE WHEN x.rung THEN n.receiver END, n.taken_back_at FROM received_notifications r
    JOIN safeguarding_notifications n ON n.partnership_id = r.partnership_id AND n.id = r.notification_id
    CROSS JOIN LATERAL (SELECT n.told_at IS NOT NULL AND (r.answered_at IS NULL OR n.recorded_at < r.answered_at) AS rung) x
   WHERE r.partnership_id = app.partnership_id() AND r.notification_id = p_notification AND r.agency_id = app.grants_to()
$$;
REVOKE ALL ON FUNCTION app.beside_received FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.beside_received TO alongside_app;

-- SAF-1: what a front door answers stands on the case as recorded, with who answered; what was recorded of a telephone call before stays.
CREATE FUNCTION app.front_door_answered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  told safeguarding_notifications;
BEGIN
  SELECT * INTO told FROM safeguarding_notifications n WHERE n.partnership_id = NEW.partnership_id AND n.id = NEW.notification_id FOR UPDATE;
  UPDATE safeguarding_notifications n SET version = n.version + 1, told_at = coalesce(n.told_at, NEW.received_at),
      receiver = coalesce(n.receiver, NEW.receiver), their_reference = coalesce(n.their_reference, NEW.their_reference),
      no_reference = coalesce(n.their_reference, NEW.their_reference) IS NULL AND (n.no_reference OR NEW.no_reference),
      recorded_at = coalesce(n.recorded_at, app.moment()), recorded_by = coalesce(n.recorded_by, app.account_id())
   WHERE n.partnership_id = told.partnership_id AND n.id = told.id;
  INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at, account_id, agency_id)
  SELECT told.partnership_id, gen_random_uuid(), told.case_id, 'safeguarding', told.id, 'state',
      CASE WHEN told.recorded_at IS NULL THEN 'open' ELSE 'recorded' END,
      CASE WHEN OLD.answered_at IS NULL THEN 'answered' WHEN NEW.no_reference THEN 'no reference' ELSE 'reference given' END,
      app.moment(), app.account_id(), NEW.agency_id
   WHERE told.case_id IS NOT NULL;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.front_door_answered FROM PUBLIC;
CREATE TRIGGER answered AFTER UPDATE OF answered_at, their_reference, no_reference ON received_notifications FOR EACH ROW EXECUTE FUNCTION app.front_door_answered();

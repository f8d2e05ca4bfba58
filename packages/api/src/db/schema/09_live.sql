-- How a meeting is followed live: live/signals.ts listens.

-- MTG-7, ACC-3: whatever may change what somebody sees of a meeting that is planned or open says so, whoever writes it.
-- Told is which meeting to look at again, by ids; what each may see of it is found out by looking, as oneself.
CREATE FUNCTION app.signal_meeting() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE changed record;
BEGIN
  IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
  PERFORM pg_notify('meetings', m.partnership_id || ' ' || m.id) FROM meetings m
    WHERE m.partnership_id = changed.partnership_id AND m.id = changed.meeting_id AND m.state <> 'closed';
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.signal_meeting FROM PUBLIC;

CREATE FUNCTION app.signal_own_meeting() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('meetings', NEW.partnership_id || ' ' || NEW.id);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.signal_own_meeting FROM PUBLIC;

-- What hangs on a case concerns every agenda on which the case stands.
CREATE FUNCTION app.signal_meetings_of_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('meetings', i.partnership_id || ' ' || i.meeting_id) FROM agenda_items i
    JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
    WHERE i.partnership_id = NEW.partnership_id AND i.case_id = NEW.case_id AND m.state <> 'closed';
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.signal_meetings_of_case FROM PUBLIC;

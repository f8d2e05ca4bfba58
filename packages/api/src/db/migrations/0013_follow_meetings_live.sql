-- MTG-7: the case that is spoken of now, and the time that each takes. `begun_at`: since when its time runs; NULL: it stands.
ALTER TABLE agenda_items ADD COLUMN begun_at timestamptz, ADD COLUMN spent_seconds integer NOT NULL DEFAULT 0;
ALTER TABLE meetings ADD COLUMN current_item_id uuid;
ALTER TABLE meetings ADD FOREIGN KEY (partnership_id, current_item_id) REFERENCES agenda_items (partnership_id, id)
  ON DELETE SET NULL (current_item_id);

-- Time is kept by the tables, so that no way of ending an item or going on to the next can forget it.
CREATE FUNCTION app.stop_time() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.spent_seconds := OLD.spent_seconds
    + greatest(0, floor(extract(epoch FROM COALESCE(NEW.closed_at, app.moment(), OLD.begun_at) - OLD.begun_at)))::integer;
  NEW.begun_at := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER stop_time BEFORE UPDATE OF state ON agenda_items FOR EACH ROW
  WHEN (OLD.begun_at IS NOT NULL AND NEW.state <> 'listed') EXECUTE FUNCTION app.stop_time();

CREATE FUNCTION app.leave_current_item() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.current_item_id := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER leave_current_item BEFORE UPDATE OF state ON meetings FOR EACH ROW
  WHEN (NEW.state = 'closed') EXECUTE FUNCTION app.leave_current_item();

-- Who begins the next item need not see the one before: its time stops all the same.
CREATE FUNCTION app.change_current_item() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE at timestamptz := COALESCE(app.moment(), NEW.closed_at);
BEGIN
  UPDATE agenda_items SET begun_at = NULL,
      spent_seconds = spent_seconds + greatest(0, floor(extract(epoch FROM COALESCE(at, begun_at) - begun_at)))::integer
   WHERE partnership_id = OLD.partnership_id AND id = OLD.current_item_id AND begun_at IS NOT NULL;
  UPDATE agenda_items SET begun_at = at WHERE partnership_id = NEW.partnership_id AND id = NEW.current_item_id AND state = 'listed';
  RETURN NULL;
END $$;
CREATE TRIGGER change_current_item AFTER UPDATE ON meetings FOR EACH ROW
  WHEN (OLD.current_item_id IS DISTINCT FROM NEW.current_item_id) EXECUTE FUNCTION app.change_current_item();

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
CREATE TRIGGER signal AFTER INSERT OR UPDATE OR DELETE ON agenda_items FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();
CREATE TRIGGER signal AFTER INSERT OR DELETE ON meeting_signatures FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();

CREATE FUNCTION app.signal_own_meeting() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('meetings', NEW.partnership_id || ' ' || NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER signal AFTER UPDATE ON meetings FOR EACH ROW
  WHEN (OLD.state <> 'closed' OR NEW.state <> 'closed') EXECUTE FUNCTION app.signal_own_meeting();

-- What hangs on a case concerns every agenda on which the case stands.
CREATE FUNCTION app.signal_meetings_of_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('meetings', i.partnership_id || ' ' || i.meeting_id) FROM agenda_items i
    JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
    WHERE i.partnership_id = NEW.partnership_id AND i.case_id = NEW.case_id AND m.state <> 'closed';
  RETURN NULL;
END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['contributions','actions','voices','sharing_grants','consents','without_consents'] LOOP
    EXECUTE format('CREATE TRIGGER signal AFTER INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION app.signal_meetings_of_case()', t);
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION app.stop_time, app.leave_current_item, app.change_current_item, app.signal_meeting, app.signal_own_meeting,
  app.signal_meetings_of_case FROM PUBLIC;

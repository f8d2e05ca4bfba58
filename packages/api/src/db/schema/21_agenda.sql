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

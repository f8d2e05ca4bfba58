-- MTG-1, MTG-2: members say whether they can come; the coordinator confirms a meeting, or moves it; its dates are kept or missed.

-- What hangs on a meeting, and on no case, is seen with the meeting. Of tables whose rows always hang on a case, its grants
-- have decided already. Referrals name monthly meetings alone.
CREATE PROCEDURE app.keep_to_meeting(p_table text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY of_meeting ON %1$I AS RESTRICTIVE TO alongside_app USING (EXISTS (SELECT FROM meetings m
    WHERE m.partnership_id = %1$I.partnership_id AND m.id = %1$I.meeting_id))', p_table);
END $$;
REVOKE ALL ON PROCEDURE app.keep_to_meeting FROM PUBLIC;

CREATE TABLE meetings (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id() REFERENCES partnerships,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  -- MTG-5: an emergency meeting is of one case, stands beside the monthly ones, and is known only to those who see its case.
  kind text NOT NULL DEFAULT 'monthly' CHECK (kind IN ('monthly', 'emergency')),
  case_id uuid,
  date date NOT NULL,
  starts_at timestamptz NOT NULL,
  -- MTG-6: derived as the deadlines are. Of an emergency meeting its call.
  opens_from timestamptz NOT NULL,
  length_minutes integer NOT NULL DEFAULT 180,
  -- The month whose meeting it is by the rule, wherever it was moved to; NULL: a meeting outside of the monthly rhythm.
  for_month date CHECK (for_month = date_trunc('month', for_month)),
  mode text NOT NULL,
  venue text NOT NULL,
  -- By which people join who are not there: a link, a number.
  joining text NOT NULL DEFAULT '',
  state text NOT NULL DEFAULT 'planned',
  referrals_by timestamptz NOT NULL,
  confirmation_from timestamptz NOT NULL,
  confirmation_until timestamptz NOT NULL,
  pack_by timestamptz NOT NULL,
  minutes_due_by timestamptz NOT NULL,
  confirmed_at timestamptz,
  agenda_published_at timestamptz,
  pack_circulated_at timestamptz,
  -- MTG-2: why it went round with less than three working days to read it.
  pack_late_because text,
  -- What calendars know it by: random, and no id of ours.
  feed_uid uuid NOT NULL DEFAULT gen_random_uuid(),
  announced_at timestamptz NOT NULL DEFAULT COALESCE(app.moment(), now()),
  -- MTG-7: the case that is spoken of now.
  current_item_id uuid,
  -- ACC-9: the case for which people are asked to step out, before it is spoken of.
  calling_item_id uuid,
  opened_at timestamptz,
  closed_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  CHECK ((kind = 'emergency') = (case_id IS NOT NULL))
);
CREATE INDEX meetings_starts ON meetings (partnership_id, starts_at);
CREATE UNIQUE INDEX meetings_for_month ON meetings (partnership_id, for_month);
CREATE UNIQUE INDEX meetings_monthly ON meetings (partnership_id, date) WHERE kind = 'monthly';
-- One at a time for a case; whoever would hear of a second may see the case.
CREATE UNIQUE INDEX meetings_emergency_running ON meetings (partnership_id, case_id) WHERE kind = 'emergency' AND state <> 'closed';
CREATE INDEX meetings_date ON meetings (partnership_id, date);

-- A reply is to the date that it names: when the meeting moves it stays, and everyone is asked again.
CREATE TABLE meeting_replies (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  answer text NOT NULL CHECK (answer IN ('can_come', 'cannot_come')),
  reason text,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, starts_at, account_id, agency_id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings ON DELETE CASCADE,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- Old and new date, who, when and why (REF-11). Without a reason: the rule moved it.
CREATE TABLE meeting_moves (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  from_starts_at timestamptz NOT NULL,
  to_starts_at timestamptz NOT NULL,
  reason text,
  -- MTG-2: why it was moved though it would miss its deadlines there.
  exception text,
  account_id uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings ON DELETE CASCADE
);
CREATE INDEX meeting_moves_meeting ON meeting_moves (partnership_id, meeting_id, at);

-- MTG-6: an opening that was taken back, and what was closed and reopened: who, when and why.
CREATE TABLE meeting_turns (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  turn text NOT NULL CHECK (turn IN ('opening_taken_back', 'reopened')),
  reason text,
  account_id uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings ON DELETE CASCADE,
  CHECK ((turn = 'reopened') = (reason IS NOT NULL))
);
CREATE INDEX meeting_turns_meeting ON meeting_turns (partnership_id, meeting_id, at);

CREATE TABLE meeting_signatures (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  agency_id uuid NOT NULL,
  agreement_version_id uuid NOT NULL,
  signed_at timestamptz NOT NULL,
  -- MTG-6: a signature on paper counts as one's own; who recorded it, and where the sheet is kept, stands beside it.
  recorded_by uuid REFERENCES accounts,
  kept_at text,
  -- Whoever agreed on the phone, after it was read out, and to whom: a signature like any other.
  agreed_aloud_to uuid REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, account_id, agency_id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, agreement_version_id) REFERENCES agreement_versions,
  CHECK ((recorded_by IS NULL) = (kept_at IS NULL)),
  CHECK (recorded_by <> account_id)
);

-- The address of a calendar feed is a secret: only its hash is kept. One at a time for each place that a person holds.
CREATE TABLE calendar_feeds (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  membership_id uuid NOT NULL,
  secret_hash bytea NOT NULL,
  made_at timestamptz NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, membership_id) REFERENCES memberships
);
CREATE INDEX calendar_feeds_hash ON calendar_feeds (secret_hash);
CREATE UNIQUE INDEX calendar_feeds_in_force ON calendar_feeds (partnership_id, membership_id) WHERE revoked_at IS NULL;

-- Guards: made once the tables of every file stand.

ALTER TABLE meetings ADD FOREIGN KEY (partnership_id, current_item_id) REFERENCES agenda_items (partnership_id, id)
  ON DELETE SET NULL (current_item_id);
ALTER TABLE meetings ADD FOREIGN KEY (partnership_id, calling_item_id) REFERENCES agenda_items (partnership_id, id)
  ON DELETE SET NULL (calling_item_id);
CALL app.close_table('meetings');
CALL app.open_to_partnership('meetings');
-- Of the partnership's meetings the invited know their own.
CREATE POLICY invited ON meetings AS RESTRICTIVE TO alongside_app
  USING (id = COALESCE((SELECT app.invited_meeting()), id)) WITH CHECK ((SELECT app.invited_meeting()) IS NULL);
-- Restrictive, so that it holds whatever else opens the row. A monthly meeting is decided by its kind alone: no function
-- is called for it. A guest reads the meeting that her item is on.
CREATE POLICY emergency ON meetings AS RESTRICTIVE TO alongside_app USING (CASE kind WHEN 'monthly' THEN true
  ELSE app.sees_case(case_id) OR id = (SELECT i.meeting_id FROM agenda_items i
    WHERE i.partnership_id = app.partnership_id() AND i.id = app.invited_item()) END);
GRANT SELECT, INSERT, UPDATE, DELETE ON meetings TO alongside_app, alongside_jobs;

CREATE FUNCTION app.leave_current_item() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.current_item_id := NULL;
  NEW.calling_item_id := NULL;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.leave_current_item FROM PUBLIC;

-- Who begins the next item need not see the one before: its time stops all the same.
CREATE FUNCTION app.change_current_item() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE at timestamptz := COALESCE(app.moment(), NEW.closed_at);
BEGIN
  UPDATE agenda_items SET begun_at = NULL,
      spent_seconds = spent_seconds + greatest(0, floor(extract(epoch FROM COALESCE(at, begun_at) - begun_at)))::integer
   WHERE partnership_id = OLD.partnership_id AND id = OLD.current_item_id AND begun_at IS NOT NULL;
  UPDATE stepped_out SET called_back_at = coalesce(at, now())
   WHERE partnership_id = OLD.partnership_id AND agenda_item_id = OLD.current_item_id AND called_back_at IS NULL;
  UPDATE agenda_items SET begun_at = at WHERE partnership_id = NEW.partnership_id AND id = NEW.current_item_id AND state = 'listed';
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.change_current_item FROM PUBLIC;
CREATE TRIGGER end_invitations AFTER UPDATE OF state ON meetings FOR EACH ROW
  WHEN (NEW.state = 'closed') EXECUTE FUNCTION app.end_invitations();
CREATE TRIGGER leave_current_item BEFORE UPDATE OF state ON meetings FOR EACH ROW
  WHEN (NEW.state = 'closed') EXECUTE FUNCTION app.leave_current_item();
CREATE TRIGGER change_current_item AFTER UPDATE ON meetings FOR EACH ROW
  WHEN (OLD.current_item_id IS DISTINCT FROM NEW.current_item_id) EXECUTE FUNCTION app.change_current_item();
-- ACC-9: who left for an item that was called and never begun may be in again, once another is next or none is.
CREATE FUNCTION app.call_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE stepped_out SET called_back_at = coalesce(app.moment(), NEW.closed_at, now())
   WHERE partnership_id = OLD.partnership_id AND agenda_item_id = OLD.calling_item_id AND called_back_at IS NULL;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.call_back FROM PUBLIC;
CREATE TRIGGER call_back AFTER UPDATE ON meetings FOR EACH ROW
  WHEN (OLD.calling_item_id IS DISTINCT FROM NEW.calling_item_id AND OLD.calling_item_id IS DISTINCT FROM NEW.current_item_id)
  EXECUTE FUNCTION app.call_back();
CREATE TRIGGER signal AFTER UPDATE ON meetings FOR EACH ROW
  WHEN (OLD.state <> 'closed' OR NEW.state <> 'closed') EXECUTE FUNCTION app.signal_own_meeting();

CALL app.close_table('meeting_replies');
CALL app.open_to_partnership('meeting_replies');
CALL app.keep_to_meeting('meeting_replies');
GRANT SELECT, INSERT, UPDATE (answer, reason, at) ON meeting_replies TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR UPDATE ON meeting_replies FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();

CALL app.close_table('meeting_moves');
CALL app.open_to_partnership('meeting_moves');
CALL app.keep_to_meeting('meeting_moves');
GRANT SELECT, INSERT ON meeting_moves TO alongside_app;
-- Clocks ask what was moved by hand.
GRANT SELECT ON meeting_moves TO alongside_jobs;

CALL app.close_table('meeting_turns');
CALL app.open_to_partnership('meeting_turns');
CALL app.keep_to_meeting('meeting_turns');
GRANT SELECT, INSERT ON meeting_turns TO alongside_app;

CALL app.close_table('meeting_signatures');
CALL app.open_to_partnership('meeting_signatures');
CALL app.keep_to_meeting('meeting_signatures');
GRANT SELECT, INSERT ON meeting_signatures TO alongside_app;
CREATE TRIGGER signal AFTER INSERT OR DELETE ON meeting_signatures FOR EACH ROW EXECUTE FUNCTION app.signal_meeting();

CALL app.close_table('calendar_feeds');
CREATE POLICY own ON calendar_feeds TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND membership_id = (SELECT app.membership_id()));
GRANT SELECT, INSERT, UPDATE (revoked_at) ON calendar_feeds TO alongside_app;

-- The dates behind a secret, for whoever shows it: no context, and nothing but dates. One row at least where it is good,
-- with no meeting in it where none is planned. It ends with the place that it was made for.
CREATE FUNCTION app.calendar_feed(p_hash bytea, p_now timestamptz)
RETURNS TABLE (time_zone text, uid uuid, starts_at timestamptz, sequence bigint, modified_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.time_zone, m.feed_uid, m.starts_at,
      (SELECT count(*) FROM meeting_moves v WHERE v.partnership_id = m.partnership_id AND v.meeting_id = m.id),
      COALESCE((SELECT max(v.at) FROM meeting_moves v WHERE v.partnership_id = m.partnership_id AND v.meeting_id = m.id), m.announced_at)
    FROM calendar_feeds f
    JOIN memberships b ON b.partnership_id = f.partnership_id AND b.id = f.membership_id
      AND app.in_force(b.started_at, b.ended_at, p_now)
    JOIN accounts a ON a.id = b.account_id AND a.disabled_at IS NULL
    JOIN agencies g ON g.partnership_id = b.partnership_id AND g.id = b.agency_id AND g.standing_until > p_now
    JOIN partnerships p ON p.id = f.partnership_id
    LEFT JOIN meetings m ON m.partnership_id = f.partnership_id AND m.for_month IS NOT NULL AND m.starts_at > p_now - interval '60 days'
   WHERE f.secret_hash = p_hash AND f.revoked_at IS NULL
   ORDER BY m.starts_at LIMIT 100
$$;
REVOKE ALL ON FUNCTION app.calendar_feed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.calendar_feed TO alongside_app;

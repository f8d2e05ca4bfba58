-- MTG-1, MTG-2: members say whether they can come; the coordinator confirms a meeting, or moves it; its dates are kept or missed.
ALTER TABLE meetings
  -- The month whose meeting it is by the rule, wherever it was moved to; NULL: a meeting outside of the monthly rhythm.
  ADD COLUMN for_month date CHECK (for_month = date_trunc('month', for_month)),
  ADD COLUMN confirmed_at timestamptz,
  ADD COLUMN pack_circulated_at timestamptz,
  ADD COLUMN minutes_due_by timestamptz,
  -- What calendars know it by: random, and no id of ours.
  ADD COLUMN feed_uid uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN announced_at timestamptz NOT NULL DEFAULT COALESCE(app.moment(), now());
UPDATE meetings m SET for_month = date_trunc('month', m.date), minutes_due_by = (
    SELECT (d.day::date + time '23:59:59') AT TIME ZONE p.time_zone
      FROM partnerships p, generate_series(m.date + interval '1 day', m.date + interval '30 days', interval '1 day') AS d(day)
     WHERE p.id = m.partnership_id AND extract(isodow FROM d.day) < 6
       AND NOT EXISTS (SELECT FROM bank_holidays h WHERE h.division = p.division AND h.date = d.day::date)
     ORDER BY d.day OFFSET 4 LIMIT 1);
ALTER TABLE meetings ALTER minutes_due_by SET NOT NULL;
CREATE UNIQUE INDEX meetings_for_month ON meetings (partnership_id, for_month);

-- A reply is to the date that it names: when the meeting moves it stays, and everyone is asked again.
CREATE TABLE meeting_replies (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  answer text NOT NULL CHECK (answer IN ('can come', 'cannot come')),
  reason text,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, starts_at, account_id, agency_id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings ON DELETE CASCADE,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- Old and new date, who, when and why (REF-11). Without a reason: the rule moved it.
CREATE TABLE meeting_moves (
  partnership_id uuid NOT NULL,
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  from_starts_at timestamptz NOT NULL,
  to_starts_at timestamptz NOT NULL,
  reason text,
  account_id uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings ON DELETE CASCADE
);
CREATE INDEX meeting_moves_meeting ON meeting_moves (partnership_id, meeting_id, at);

-- The address of a calendar feed is a secret: only its hash is kept. One at a time for each place that a person holds.
CREATE TABLE calendar_feeds (
  partnership_id uuid NOT NULL,
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

CALL app.close_table('meeting_replies');
CALL app.open_to_partnership('meeting_replies');
CALL app.close_table('meeting_moves');
CALL app.open_to_partnership('meeting_moves');
CALL app.close_table('calendar_feeds');
CREATE POLICY own ON calendar_feeds TO alongside_app
  USING (partnership_id = (SELECT app.partnership_id()) AND membership_id = (SELECT app.membership_id()));
GRANT SELECT, INSERT ON meeting_replies, meeting_moves, calendar_feeds TO alongside_app;
GRANT UPDATE (answer, reason, at) ON meeting_replies TO alongside_app;
GRANT UPDATE (revoked_at) ON calendar_feeds TO alongside_app;
-- Clocks ask what was moved by hand and whether the minutes went out, and nothing that stands in them.
GRANT SELECT ON meeting_moves TO alongside_jobs;
GRANT SELECT (partnership_id, meeting_id, version, compiled_at) ON minutes TO alongside_jobs;

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
      AND b.started_at <= p_now AND (b.ended_at IS NULL OR b.ended_at > p_now)
    JOIN accounts a ON a.id = b.account_id AND a.disabled_at IS NULL
    JOIN agencies g ON g.partnership_id = b.partnership_id AND g.id = b.agency_id AND g.standing_until > p_now
    JOIN partnerships p ON p.id = f.partnership_id
    LEFT JOIN meetings m ON m.partnership_id = f.partnership_id AND m.for_month IS NOT NULL AND m.starts_at > p_now - interval '60 days'
   WHERE f.secret_hash = p_hash AND f.revoked_at IS NULL
   ORDER BY m.starts_at LIMIT 100
$$;
REVOKE ALL ON FUNCTION app.calendar_feed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.calendar_feed TO alongside_app;

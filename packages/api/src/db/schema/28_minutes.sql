-- MTG-8: closing a meeting compiles a draft, the coordinator edits and distributes it, and from then on it changes for nobody.
CREATE TABLE minutes (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  version integer NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  compiled_at timestamptz NOT NULL,
  compiled_by uuid NOT NULL REFERENCES accounts,
  present jsonb NOT NULL,
  -- Who was in the chair, from when to when, whose apologies, and when the next one is.
  proceedings jsonb NOT NULL,
  -- Sealed under the deployment's own key: they are of the meeting and not of a case.
  notes bytea,
  what_changed bytea,
  why bytea,
  distributed_at timestamptz,
  distributed_by uuid REFERENCES accounts,
  hash text,
  -- The hashes of its items among decoys, as many in every version (shared/minutes/canonical.ts).
  leaves text[],
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, meeting_id, version),
  FOREIGN KEY (partnership_id, meeting_id) REFERENCES meetings,
  CHECK ((version = 1) = (what_changed IS NULL) AND (version = 1) = (why IS NULL)),
  CHECK (num_nulls(distributed_at, distributed_by, hash, leaves) IN (0, 4))
);
CREATE UNIQUE INDEX minutes_draft ON minutes (partnership_id, meeting_id) WHERE distributed_at IS NULL;
CREATE INDEX minutes_distributed ON minutes (partnership_id, distributed_at) WHERE distributed_at IS NOT NULL;

-- A case a row, so that a copy holds just the cases that its reader may see (MTG-4).
CREATE TABLE minuted_items (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  minutes_id uuid NOT NULL,
  case_id uuid NOT NULL,
  position integer NOT NULL,
  content bytea NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  -- No basis for sharing was in force when it was distributed: the line went out, its content did not. In a correction's draft: so it
  -- was in the version before, and what the correction leaves as it was stays so.
  withheld boolean NOT NULL DEFAULT false,
  -- Given at distribution. An item without one is not in what was distributed: who distributed could not see its case.
  salt text,
  -- ACC-9: of an item that a deputy worded: its salt, its leaf, and its leaf as its line alone. With them it goes out though who
  -- distributes must not read it.
  prepared text[] CHECK (cardinality(prepared) = 3),
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, minutes_id, case_id),
  FOREIGN KEY (partnership_id, minutes_id) REFERENCES minutes,
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases
);

CREATE TABLE minutes_receipts (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  minutes_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES accounts,
  at timestamptz NOT NULL,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, minutes_id, agency_id),
  FOREIGN KEY (partnership_id, minutes_id) REFERENCES minutes,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies
);

-- Guards: made once the tables of every file stand.

CALL app.close_table('minutes');
CALL app.open_to_partnership('minutes');
CALL app.keep_to_meeting('minutes');
CREATE POLICY drafts ON minutes AS RESTRICTIVE TO alongside_app
  USING (distributed_at IS NOT NULL OR (SELECT app.coordinates()) OR app.deputises(meeting_id)) WITH CHECK (app.runs_meeting(meeting_id));
GRANT SELECT, INSERT, UPDATE (revision, notes, what_changed, why, distributed_at, distributed_by, hash, leaves) ON
  minutes TO alongside_app;
-- Clocks ask whether the minutes went out, and nothing that stands in them.
GRANT SELECT (partnership_id, meeting_id, version, compiled_at, distributed_at) ON minutes TO alongside_jobs;

-- Like the audit: also against the owner's own statements. A version begins as a draft; once distributed it stays.
CREATE FUNCTION app.keep_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.distributed_at IS NULL THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND OLD.distributed_at IS NULL
     AND (OLD.partnership_id, OLD.id, OLD.meeting_id, OLD.version) = (NEW.partnership_id, NEW.id, NEW.meeting_id, NEW.version) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' AND OLD.distributed_at IS NULL THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'distributed minutes do not change' USING ERRCODE = 'insufficient_privilege';
END $$;

-- A draft is for who coordinates; members see what was distributed.
CREATE FUNCTION app.minutes_distributed(p_minutes uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM minutes n WHERE n.partnership_id = app.partnership_id() AND n.id = p_minutes AND n.distributed_at IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION app.minutes_distributed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.minutes_distributed TO alongside_app;
CREATE TRIGGER keep_minutes BEFORE INSERT OR UPDATE OR DELETE ON minutes FOR EACH ROW EXECUTE FUNCTION app.keep_minutes();
CREATE TRIGGER keep_all_minutes BEFORE TRUNCATE ON minutes FOR EACH STATEMENT EXECUTE FUNCTION app.keep_minutes();

CALL app.close_table('minuted_items');
CALL app.open_by_grant('minuted_items');
CREATE FUNCTION app.words_minuted(p_minutes uuid, p_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM minutes n WHERE n.partnership_id = app.partnership_id() AND n.id = p_minutes AND app.deputises(n.meeting_id)
    AND app.needs_deputy(n.partnership_id, p_case))
$$;
REVOKE ALL ON FUNCTION app.words_minuted FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.words_minuted TO alongside_app;
CREATE POLICY drafts ON minuted_items AS RESTRICTIVE TO alongside_app
  USING ((SELECT app.coordinates()) OR app.minutes_distributed(minutes_id) OR app.words_minuted(minutes_id, case_id))
  WITH CHECK ((SELECT app.coordinates()) OR app.words_minuted(minutes_id, case_id));
GRANT SELECT, INSERT, UPDATE (content, revision, withheld, salt, prepared) ON minuted_items TO alongside_app;

-- A draft's version goes up with what is worded in it, also by a deputy, who may change nothing else of it: who is about to
-- distribute has not read this.
CREATE FUNCTION app.raise_draft() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE minutes SET revision = revision + 1 WHERE partnership_id = NEW.partnership_id AND id = NEW.minutes_id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.raise_draft FROM PUBLIC;
CREATE TRIGGER raise_draft AFTER UPDATE OF content ON minuted_items FOR EACH ROW EXECUTE FUNCTION app.raise_draft();

-- Holds the version that an item belongs to, so that no item slips into it, or out, while it is distributed.
CREATE FUNCTION app.keep_minuted_items() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE touched minuted_items[] := ARRAY[]::minuted_items[]; one minuted_items;
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN touched := touched || OLD; END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN touched := touched || NEW; END IF;
  FOREACH one IN ARRAY touched LOOP
    PERFORM FROM minutes n WHERE n.partnership_id = one.partnership_id AND n.id = one.minutes_id AND n.distributed_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'distributed minutes do not change' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END LOOP;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION 'distributed minutes do not change' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.keep_minuted_items FROM PUBLIC;
CREATE TRIGGER keep_minuted_items BEFORE INSERT OR UPDATE OR DELETE ON minuted_items
  FOR EACH ROW EXECUTE FUNCTION app.keep_minuted_items();
CREATE TRIGGER keep_all_minuted_items BEFORE TRUNCATE ON minuted_items
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_minuted_items();

CALL app.close_table('minutes_receipts');
CALL app.open_to_partnership('minutes_receipts');
-- An emergency's minutes are its case's, and so is who has them.
CREATE POLICY of_minutes ON minutes_receipts AS RESTRICTIVE TO alongside_app USING (EXISTS (SELECT FROM minutes n
  WHERE n.partnership_id = minutes_receipts.partnership_id AND n.id = minutes_receipts.minutes_id));
GRANT SELECT, INSERT ON minutes_receipts TO alongside_app;

-- ACC-6: that minutes hold items which the reader may not see is said to who coordinates, and to nobody else.
CREATE FUNCTION app.minutes_withhold(p_minutes uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.coordinates() AND EXISTS (SELECT FROM minuted_items i
    WHERE i.partnership_id = app.partnership_id() AND i.minutes_id = p_minutes AND NOT app.sees_case(i.case_id)
      -- HRM-1: to whom it is closed for a conflict there is none, and she may be untold.
      AND NOT app.conflicts_me(i.case_id))
$$;
REVOKE ALL ON FUNCTION app.minutes_withhold FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.minutes_withhold TO alongside_app;

-- ACC-9: what a deputy chaired comes into the draft as she ended it, after what whoever closes the meeting sees; sealed, and read
-- by nobody on the way.
CREATE FUNCTION app.minute_unseen(p_minutes uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO minuted_items (partnership_id, id, minutes_id, case_id, position, content, prepared)
    SELECT i.partnership_id, gen_random_uuid(), n.id, i.case_id, 1000 + row_number() OVER (ORDER BY i.closed_at, i.id), i.minuted, i.minuted_leaf
      FROM minutes n JOIN agenda_items i ON i.partnership_id = n.partnership_id AND i.meeting_id = n.meeting_id
     WHERE app.coordinates() AND n.partnership_id = app.partnership_id() AND n.id = p_minutes AND n.version = 1 AND n.distributed_at IS NULL
       AND i.minuted IS NOT NULL AND i.state <> 'listed' AND NOT app.sees_case(i.case_id)
    ON CONFLICT DO NOTHING
$$;
REVOKE ALL ON FUNCTION app.minute_unseen FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.minute_unseen TO alongside_app;

-- A draft goes: its meeting is reopened, or the correction was begun by mistake. Also with it what who drops it may not see.
CREATE FUNCTION app.drop_draft(p_meeting uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT app.runs_meeting(p_meeting) THEN
    RAISE EXCEPTION 'not the coordinator''s to drop' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM minuted_items i USING minutes n WHERE n.partnership_id = app.partnership_id() AND n.meeting_id = p_meeting
    AND n.distributed_at IS NULL AND i.partnership_id = n.partnership_id AND i.minutes_id = n.id;
  DELETE FROM minutes n WHERE n.partnership_id = app.partnership_id() AND n.meeting_id = p_meeting AND n.distributed_at IS NULL;
END $$;
REVOKE ALL ON FUNCTION app.drop_draft FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.drop_draft TO alongside_app;

-- And goes out with the rest, as its line alone where no basis is in force. Gives the leaves.
CREATE FUNCTION app.distribute_unseen(p_minutes uuid) RETURNS SETOF text
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE minuted_items i SET salt = i.prepared[1], withheld = NOT app.basis_stands(i.partnership_id, i.case_id, app.moment())
      AND (i.withheld OR i.revision > 1 OR EXISTS (SELECT FROM minutes n WHERE n.partnership_id = i.partnership_id AND n.id = i.minutes_id AND n.version = 1))
   WHERE app.coordinates() AND i.partnership_id = app.partnership_id() AND i.minutes_id = p_minutes AND i.prepared IS NOT NULL
     AND NOT app.sees_case(i.case_id)
   RETURNING CASE WHEN withheld THEN prepared[3] ELSE prepared[2] END
$$;
REVOKE ALL ON FUNCTION app.distribute_unseen FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.distribute_unseen TO alongside_app;

-- A correction begins with every item of the version before, also those of cases that whoever begins it may not see any
-- more: it loses nobody's. They are copied sealed, and read by nobody on the way.
CREATE FUNCTION app.begin_correction(p_minutes uuid, p_id uuid, p_account uuid, p_now timestamptz, p_what_changed bytea, p_why bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM minutes n WHERE n.partnership_id = app.partnership_id() AND n.id = p_minutes AND app.runs_meeting(n.meeting_id)) THEN
    RAISE EXCEPTION 'not the coordinator''s to correct' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO minutes (partnership_id, id, meeting_id, version, compiled_at, compiled_by, present, proceedings, notes, what_changed, why)
    SELECT partnership_id, p_id, meeting_id, version + 1, p_now, p_account, present, proceedings, notes, p_what_changed, p_why
      FROM minutes WHERE partnership_id = app.partnership_id() AND id = p_minutes AND distributed_at IS NOT NULL;
  INSERT INTO minuted_items (partnership_id, id, minutes_id, case_id, position, content, prepared, withheld)
    SELECT partnership_id, gen_random_uuid(), p_id, case_id, position, content, prepared, withheld
      FROM minuted_items WHERE partnership_id = app.partnership_id() AND minutes_id = p_minutes;
END $$;
REVOKE ALL ON FUNCTION app.begin_correction FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.begin_correction TO alongside_app;

-- REF-11: a referral whose meeting's minutes are out, and of which nobody owes an answer any more, is closed, also where who distributes them
-- may not see it (ACC-9): of a meeting by who runs it, of one referral by who was asked about it, and by nobody as somebody stops reading her. On a
-- file that the asker may not see the history says so without saying by whom.
CREATE FUNCTION app.close_settled(p_of uuid, p_from text[], p_to text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here constant uuid := app.partnership_id();
BEGIN
  IF NOT (app.asked_by_jobs() OR app.runs_meeting(p_of) OR EXISTS (SELECT FROM referral_recipients p WHERE p.partnership_id = here AND p.referral_id = p_of
      AND p.agency_id = app.agency_id() AND app.sees_case(p.case_id))) THEN
    RAISE EXCEPTION 'not hers to settle' USING ERRCODE = 'insufficient_privilege';
  END IF;
  WITH closed AS (
    UPDATE referrals r SET state = p_to, version = r.version + 1, updated_at = app.moment()
     WHERE r.partnership_id = here AND (r.id = p_of OR r.meeting_id = p_of) AND r.state = ANY (p_from)
       AND EXISTS (SELECT FROM minutes m WHERE m.partnership_id = here AND m.meeting_id = r.meeting_id AND m.distributed_at IS NOT NULL)
       AND NOT app.anybody_owes(r.id)
     RETURNING r.id, r.case_id)
  INSERT INTO history (partnership_id, id, case_id, subject, subject_id, field, old_value, new_value, at, account_id, agency_id)
    SELECT here, gen_random_uuid(), c.case_id, 'referral', c.id, 'state', p_from[1], p_to, app.moment(),
        CASE WHEN app.sees_case(c.case_id) THEN app.account_id() END, CASE WHEN app.sees_case(c.case_id) THEN app.agency_id() END
      FROM closed c;
END $$;
REVOKE ALL ON FUNCTION app.close_settled FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.close_settled TO alongside_app, alongside_jobs;

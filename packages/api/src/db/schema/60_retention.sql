-- How long is kept what nobody reads any more (OPS-5); docs/OPERATIONS.md has the same table for people.

-- The place of the first event that the actor's agency may still read on from: what stood before it is forgotten.
CREATE FUNCTION app.first_event_kept() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT min(position) FROM agency_events WHERE partnership_id = app.partnership_id() AND agency_id = app.grants_to()
$$;
REVOKE ALL ON FUNCTION app.first_event_kept FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.first_event_kept TO alongside_app;

-- Forgets at most so many rows of each table that are older than they are kept, and says how many of which. Of what each agency was told
-- the newest stays, however old: the next is counted on from it.
CREATE FUNCTION app.forget_old(p_now timestamptz, p_most integer) RETURNS TABLE (what text, forgotten integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  settled tid[];
BEGIN
  DELETE FROM outbox_events WHERE ctid = ANY (ARRAY(SELECT o.ctid FROM outbox_events o
    WHERE o.relayed_at < p_now - interval '14 days' LIMIT p_most));
  what := 'outbox events'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;

  -- What was delivered, or withheld, after 30 days; what failed after 90; what was never sent with its event.
  settled := ARRAY(SELECT d.ctid FROM webhook_deliveries d WHERE d.created_at < p_now - CASE d.state WHEN 'given_up' THEN interval '90 days'
    WHEN 'waiting' THEN interval '180 days' ELSE interval '30 days' END LIMIT p_most);
  DELETE FROM webhook_attempts a USING webhook_deliveries d
    WHERE d.ctid = ANY (settled) AND a.partnership_id = d.partnership_id AND a.delivery_id = d.id;
  DELETE FROM webhook_deliveries WHERE ctid = ANY (settled);
  what := 'deliveries'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;

  -- In their order, so that none is gone in the middle: what a delivery still speaks of, and all after it, waits.
  DELETE FROM agency_events WHERE ctid = ANY (ARRAY(SELECT e.ctid FROM agency_events e
    JOIN (SELECT k.partnership_id, k.agency_id, least(max(k.position), min(k.position) FILTER (WHERE d.event_id IS NOT NULL)) AS upto
        FROM agency_events k LEFT JOIN (SELECT DISTINCT partnership_id, event_id FROM webhook_deliveries) d
          ON d.partnership_id = k.partnership_id AND d.event_id = k.id GROUP BY k.partnership_id, k.agency_id) b
      ON b.partnership_id = e.partnership_id AND b.agency_id = e.agency_id
    WHERE e.told_at < p_now - interval '180 days' AND e.position < b.upto
    ORDER BY e.partnership_id, e.agency_id, e.position LIMIT p_most));
  what := 'agency events'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;

  DELETE FROM sign_in_delays WHERE ctid = ANY (ARRAY(SELECT d.ctid FROM sign_in_delays d
    WHERE d.not_before < p_now - interval '1 day' LIMIT p_most));
  what := 'sign-in delays'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;

  DELETE FROM account_tokens WHERE ctid = ANY (ARRAY(SELECT t.ctid FROM account_tokens t
    WHERE t.expires_at < p_now - interval '30 days' LIMIT p_most));
  what := 'links'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;

  DELETE FROM sessions WHERE ctid = ANY (ARRAY(SELECT s.ctid FROM sessions s
    WHERE least(s.ended_at, s.idle_until, s.absolute_until) < p_now - interval '90 days' LIMIT p_most));
  what := 'sessions'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;

  DELETE FROM devices WHERE ctid = ANY (ARRAY(SELECT d.ctid FROM devices d
    WHERE d.last_used_at < p_now - interval '365 days' LIMIT p_most));
  what := 'devices'; GET DIAGNOSTICS forgotten = ROW_COUNT; RETURN NEXT;
END $$;
REVOKE ALL ON FUNCTION app.forget_old FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.forget_old TO alongside_jobs;

-- Which of these keys nothing here names: of a draft that was thrown away, of an import that is done, of what was never committed.
CREATE FUNCTION app.keys_unknown(p_keys uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT k FROM unnest(p_keys) AS k
  WHERE NOT EXISTS (SELECT FROM data_keys d WHERE d.id = k) AND NOT EXISTS (SELECT FROM imports i WHERE i.id = k AND i.wrapped IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION app.keys_unknown FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.keys_unknown TO alongside_jobs;

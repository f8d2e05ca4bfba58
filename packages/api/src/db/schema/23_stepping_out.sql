-- ACC-9: who must not hear what, and when they are not needed. No table of its own.

-- Guards: made once the tables of every file stand.

-- ACC-9: of each item that the asker sees and that is still to be spoken of, who of those attending must not hear it; of what
-- is over, who was seen to leave. A guest whom she does not refuse hears her item; an observer what the agency may hear that she sits with. Guests of
-- other items, and why, are told to who coordinates alone (ACC-6). To whom the case is closed untold (HRM-1) is told to who runs the meeting, which
-- of a case that a deputy chairs is she, and to who knows of it anyway (app.knows_untold). While the room is open everybody else in it reads that
-- there is somebody, and nothing of who: account, agency and names are null. Where nobody of his agency may hear it he goes with them, and is told
-- apart from none. No system is ever told, and nothing that is kept for others, whoever makes it (`p_kept`: papers, minutes), also where it was
-- opened to him again since. `whole`: nobody of that agency may hear it, whoever comes. Of one item alone where it is named.
-- What hangs on a case alone is asked once a case, and of whom nothing is kept from him, once a person: there are as many lines as both
-- together, and every device in a room asks.
CREATE FUNCTION app.stepping_out(p_meeting uuid, p_come text[], p_item uuid DEFAULT NULL, p_kept boolean DEFAULT false)
RETURNS TABLE (item_id uuid, account_id uuid, agency_id uuid, name text, agency_name text, whole boolean, guest boolean, why text, left_at timestamptz,
  untold boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH seen AS (
    SELECT i.id, i.partnership_id, i.case_id, i.state = 'listed' AND t.state <> 'closed' AS ahead, t.state = 'open' AS is_open
      FROM agenda_items i JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id
     WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND (p_item IS NULL OR i.id = p_item) AND app.sees_case(i.case_id)),
  there AS MATERIALIZED (
    SELECT p.*, EXISTS (SELECT FROM case_exclusions x WHERE x.partnership_id = app.partnership_id() AND x.account_id = p.account_id
        AND NOT x.told) AS untold_of_some
      FROM app.attending(p_meeting, p_come) p),
  hearers AS MATERIALIZED (
    SELECT i.id, w.agency_id, w.account_id FROM seen i
      CROSS JOIN (SELECT array_agg(p.agency_id) AS agencies, array_agg(p.account_id) AS accounts FROM there p WHERE NOT p.guest) t
      CROSS JOIN LATERAL app.hearers_among(i.partnership_id, i.case_id, t.agencies, t.accounts) w WHERE i.ahead),
  noes AS MATERIALIZED (
    SELECT i.id, ARRAY(SELECT app.shut_out_of(i.partnership_id, i.case_id)) AS shut_out,
        ARRAY(SELECT l.agency_id FROM app.noes_on(i.partnership_id, i.case_id) l WHERE l.kind = 'agency') AS refused
      FROM seen i WHERE i.ahead AND app.coordinates()),
  heard AS (
    SELECT i.id, i.partnership_id, i.case_id, i.is_open, p.*, CASE WHEN p.guest THEN p.item_id = i.id AND NOT app.refuses(i.partnership_id, i.case_id, p.account_id, app.moment())
        ELSE (i.id, p.agency_id, p.account_id) IN (SELECT w.id, w.agency_id, w.account_id FROM hearers w) END AS hears
      FROM seen i CROSS JOIN there p WHERE i.ahead),
  leaving AS (
    SELECT h.id, h.partnership_id, h.case_id, h.is_open, h.account_id, h.agency_id, h.name, h.agency_name, h.whole, h.guest,
        CASE WHEN NOT app.coordinates() THEN NULL
          WHEN h.account_id = ANY (n.shut_out) THEN 'shut_out'
          WHEN EXISTS (SELECT FROM unnest(n.refused) r
            WHERE r = h.agency_id OR app.has_place_in(h.partnership_id, r, h.account_id, app.moment())) THEN 'refused'
          WHEN h.guest AND app.refuses(h.partnership_id, h.case_id, h.account_id, app.moment()) THEN 'refused'
          ELSE 'no_basis' END AS why,
        o.confirmed_at AS left_at, NOT h.whole AND h.untold_of_some
          AND app.is_untold(h.partnership_id, h.case_id, h.account_id, app.moment()) AS untold
      FROM (SELECT h.*, bool_and(NOT h.hears) OVER (PARTITION BY h.id, h.agency_id, h.agency_name)
          AND (h.guest OR NOT app.opens_to_somebody(h.partnership_id, h.case_id, h.agency_id)) AS whole FROM heard h) h
      LEFT JOIN noes n ON n.id = h.id
      LEFT JOIN stepped_out o ON o.partnership_id = h.partnership_id AND o.agenda_item_id = h.id
        AND o.account_id = h.account_id AND o.agency_id = h.agency_id AND o.called_back_at IS NULL
     WHERE NOT h.hears
    UNION ALL
    SELECT i.id, i.partnership_id, i.case_id, i.is_open, o.account_id, o.agency_id, a.name, g.name, false, o.guest, NULL, min(o.confirmed_at),
        bool_or(app.is_untold(i.partnership_id, i.case_id, o.account_id, o.confirmed_at))
      FROM seen i JOIN stepped_out o ON o.partnership_id = i.partnership_id AND o.agenda_item_id = i.id
      JOIN accounts a ON a.id = o.account_id
      JOIN agencies g ON g.partnership_id = o.partnership_id AND g.id = o.agency_id
     WHERE NOT i.ahead
     GROUP BY i.id, i.partnership_id, i.case_id, i.is_open, o.account_id, o.agency_id, a.name, g.name, o.guest)
  SELECT l.id, CASE WHEN k.named THEN l.account_id END, CASE WHEN k.named THEN l.agency_id END, CASE WHEN k.named THEN l.name END,
      CASE WHEN k.named THEN l.agency_name END, l.whole, l.guest, CASE WHEN k.named THEN l.why END, l.left_at, l.untold
    FROM leaving l
    -- One after the other: what most often settles it costs nothing.
    CROSS JOIN LATERAL (SELECT CASE WHEN NOT l.untold OR app.coordinates() THEN true
      WHEN app.deputises(p_meeting) AND app.needs_deputy(l.partnership_id, l.case_id) THEN true
      ELSE app.knows_untold(l.partnership_id, l.case_id, l.account_id) END AS named) k
   WHERE (NOT l.guest OR app.coordinates())
     AND CASE WHEN l.untold THEN NOT p_kept AND (app.in_person() OR app.invited_meeting() IS NOT NULL) AND (k.named OR l.is_open) ELSE true END
   ORDER BY 1, 5, 4, 2
$$;
REVOKE ALL ON FUNCTION app.stepping_out FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.stepping_out TO alongside_app;

-- ACC-9: when each item is spoken of by the agenda, in minutes from its meeting's beginning, in the order in which the meeting goes: of
-- who sees all of it. Asked by functions alone.
CREATE FUNCTION app.times_on_agenda(p_meeting uuid) RETURNS TABLE (item_id uuid, partnership_id uuid, case_id uuid, n bigint,
  from_minute integer, until_minute integer)
LANGUAGE sql STABLE AS $$
  WITH items AS (
    SELECT i.*, t.starts_at, app.person_of(i.partnership_id, i.case_id) AS person,
        ARRAY(SELECT app.files_of_person(i.partnership_id, i.case_id)) AS files
      FROM agenda_items i JOIN meetings t ON t.partnership_id = i.partnership_id AND t.id = i.meeting_id
     WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = p_meeting AND t.state <> 'closed' AND t.kind = 'monthly'
  ), placed AS (
    SELECT i.id, i.partnership_id, i.case_id, i.minutes, i.state,
        app.place_on_agenda(i.position, coalesce(CASE WHEN i.state = 'listed' THEN (SELECT c.light FROM cases c
          WHERE c.partnership_id = i.partnership_id AND c.id = ANY (i.files)
          ORDER BY array_position(ARRAY['red', 'amber', 'green'], c.light) LIMIT 1) END, i.light),
          bool_or(EXISTS (SELECT FROM unnest(i.files) f
            JOIN actions a ON a.partnership_id = i.partnership_id AND a.case_id = f AND a.closed_at IS NULL
            JOIN meetings e ON e.partnership_id = a.partnership_id AND e.id = a.meeting_id AND e.starts_at < i.starts_at
            WHERE f = i.case_id OR app.basis_stands(i.partnership_id, f, app.moment()))) OVER her,
          min(i.listed_at) OVER her, i.person, i.listed_at, i.id) AS place
      FROM items i WINDOW her AS (PARTITION BY i.person))
  SELECT id, partnership_id, case_id, row_number() OVER sofar, (sum(minutes) OVER sofar - minutes)::integer, (sum(minutes) OVER sofar)::integer
    FROM placed WHERE state <> 'deferred' WINDOW sofar AS (ORDER BY place)
$$;
REVOKE ALL ON FUNCTION app.times_on_agenda FROM PUBLIC;

-- The same to who coordinates, of what she sees.
CREATE FUNCTION app.item_times(p_meeting uuid) RETURNS TABLE (item_id uuid, from_minute integer, until_minute integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT t.item_id, t.from_minute, t.until_minute FROM app.times_on_agenda(p_meeting) t WHERE app.coordinates() AND app.sees_case(t.case_id) ORDER BY t.n
$$;
REVOKE ALL ON FUNCTION app.item_times FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.item_times TO alongside_app;

-- When somebody is not needed: the items that she must not hear, those that follow on each other as one span, so that neither their
-- number nor their lights show (ACC-6). Told to herself, and to who makes her papers; once the agenda is published, or the
-- meeting runs.
CREATE FUNCTION app.not_needed(p_meeting uuid, p_agency uuid, p_account uuid) RETURNS TABLE (from_minute integer, until_minute integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH lines AS (
    SELECT l.*, l.n - row_number() OVER (ORDER BY l.n) AS span FROM meetings t CROSS JOIN LATERAL app.times_on_agenda(t.id) l
     WHERE t.partnership_id = app.partnership_id() AND t.id = p_meeting AND (t.agenda_published_at IS NOT NULL OR t.state = 'open')
       AND (app.coordinates() OR (p_agency = app.agency_id() AND p_account = app.account_id()))
       AND NOT app.may_hear(l.partnership_id, l.case_id, p_agency, p_account))
  SELECT min(l.from_minute), max(l.until_minute) FROM lines l GROUP BY l.span ORDER BY 1
$$;
REVOKE ALL ON FUNCTION app.not_needed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.not_needed TO alongside_app;

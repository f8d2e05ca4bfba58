-- ACC-6: that minutes hold items which the reader may not see is said to who coordinates, and to nobody else.
CREATE FUNCTION app.minutes_withhold(p_minutes uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT app.coordinates() AND EXISTS (SELECT FROM minuted_items i
    WHERE i.partnership_id = app.partnership_id() AND i.minutes_id = p_minutes AND NOT app.sees_case(i.case_id))
$$;
REVOKE ALL ON FUNCTION app.minutes_withhold FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.minutes_withhold TO alongside_app;

-- Tables that come after 0006 are closed and opened by the same words (ACC-1, ACC-2): a migration calls close_table and
-- then one of the others. They run with the rights of whoever calls them, which is the owner in a migration.
CREATE PROCEDURE app.close_table(p_table text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ALTER partnership_id SET DEFAULT app.partnership_id()', p_table);
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', p_table);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', p_table);
  EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', p_table);
END $$;

-- Of this partnership, whoever in it asks; jobs too.
CREATE PROCEDURE app.open_to_partnership(p_table text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY partnership ON %I TO alongside_app, alongside_jobs
    USING (partnership_id = (SELECT app.partnership_id())) WITH CHECK (partnership_id = app.partnership_id())', p_table);
END $$;

-- What hangs on a case: seen, and written, through a sharing grant alone, by the rule of 0006. `p_also`: a further condition.
CREATE PROCEDURE app.open_by_grant(p_table text, p_also text DEFAULT 'true') LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY granted ON %1$I TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
    AND EXISTS (SELECT FROM sharing_grants g
      WHERE g.partnership_id = %1$I.partnership_id AND g.case_id = %1$I.case_id
        AND g.agency_id = (SELECT app.grants_to()) AND g.from_at <= (SELECT app.moment())
        AND (g.until_at IS NULL OR g.until_at > (SELECT app.moment()))
        AND (g.account_id IS NULL OR g.account_id = (SELECT app.account_id()))
        AND (g.basis <> ''coordination'' OR (SELECT app.coordinates())) OFFSET 0) AND ', p_table) || p_also || ')';
END $$;

-- Jobs see one partnership at a time, and no grant.
CREATE PROCEDURE app.open_to_jobs(p_table text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY jobs ON %I TO alongside_jobs
    USING (partnership_id = app.partnership_id()) WITH CHECK (partnership_id = app.partnership_id())', p_table);
END $$;
REVOKE ALL ON PROCEDURE app.close_table, app.open_to_partnership, app.open_by_grant, app.open_to_jobs FROM PUBLIC;

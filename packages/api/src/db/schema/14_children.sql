-- CHD-1: the children of a case. What is known of a child is sealed under the case's key; the band of her or his age stands plain, for figures.
CREATE TABLE children (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  case_id uuid NOT NULL,
  -- Which wrote it down: where she refuses that agency, it still reads what it wrote itself (ACC-8).
  agency_id uuid NOT NULL DEFAULT app.agency_id(),
  words_of uuid DEFAULT app.agency_id(),
  -- Of one who came with a referral, that form's row; it comes again with the form, and is one child still.
  referral_id uuid,
  form_row uuid,
  -- While nobody has changed it on the case: what the form puts right when it comes again is put right here.
  follows_form boolean NOT NULL DEFAULT true,
  -- What a notification tells a front door, and apart from it what is between her and the child.
  told bytea NOT NULL,
  with_her bytea NOT NULL,
  -- On the local day on which it was last written down.
  age_band text NOT NULL CHECK (age_band IN ('unborn', 'under_1', '1_to_4', '5_to_9', '10_to_15', '16_to_17', '18_or_over', 'not_known')),
  band_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES accounts,
  changed_at timestamptz,
  changed_by uuid REFERENCES accounts,
  -- It was never a child of this case.
  mistaken_at timestamptz,
  PRIMARY KEY (partnership_id, id),
  UNIQUE (partnership_id, case_id, id),
  FOREIGN KEY (partnership_id, case_id) REFERENCES cases,
  FOREIGN KEY (partnership_id, agency_id) REFERENCES agencies,
  FOREIGN KEY (partnership_id, words_of) REFERENCES agencies,
  FOREIGN KEY (partnership_id, referral_id) REFERENCES referrals,
  CHECK ((referral_id IS NULL) = (form_row IS NULL))
);
CREATE INDEX children_case ON children (partnership_id, case_id);
-- What somebody changed on the case the form leaves alone; of whom it tells an agency that does not read that row any more, it tells in another.
CREATE UNIQUE INDEX children_form_row ON children (partnership_id, referral_id, form_row) WHERE follows_form;
CREATE INDEX children_recorded ON children (partnership_id, recorded_at);

-- What stood of a child before it was changed; nothing of it is ever changed itself.
CREATE TABLE earlier_children (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  child_id uuid NOT NULL,
  version integer NOT NULL,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  words_of uuid,
  told bytea NOT NULL,
  with_her bytea NOT NULL,
  -- Why it was changed.
  reason bytea,
  until_at timestamptz NOT NULL,
  changed_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, child_id, version),
  FOREIGN KEY (partnership_id, case_id, child_id) REFERENCES children (partnership_id, case_id, id)
);

-- Where a child lives and goes to school. NULL: nothing is said of it in this row; of each the newest that is said stands.
CREATE TABLE child_places (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  child_id uuid NOT NULL,
  case_id uuid NOT NULL,
  address bytea,
  school bytea,
  said_at timestamptz NOT NULL,
  said_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, case_id, child_id) REFERENCES children (partnership_id, case_id, id)
);
CREATE INDEX child_places_child ON child_places (partnership_id, child_id, said_at);

-- SAF-1: which children a notification names.
CREATE TABLE notified_children (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  notification_id uuid NOT NULL,
  child_id uuid NOT NULL,
  case_id uuid NOT NULL,
  PRIMARY KEY (partnership_id, notification_id, child_id),
  FOREIGN KEY (partnership_id, notification_id) REFERENCES safeguarding_notifications,
  FOREIGN KEY (partnership_id, case_id, child_id) REFERENCES children (partnership_id, case_id, id)
);
CREATE INDEX notified_children_child ON notified_children (partnership_id, child_id);

-- REF-10: of two children on two files of one person, whether they are one. The newest word on a pair stands.
CREATE TABLE same_children (
  partnership_id uuid NOT NULL DEFAULT app.partnership_id(),
  id uuid NOT NULL,
  child_id uuid NOT NULL,
  other_id uuid NOT NULL,
  same boolean NOT NULL,
  said_at timestamptz NOT NULL,
  said_by uuid NOT NULL REFERENCES accounts,
  PRIMARY KEY (partnership_id, id),
  FOREIGN KEY (partnership_id, child_id) REFERENCES children,
  FOREIGN KEY (partnership_id, other_id) REFERENCES children,
  CHECK (child_id < other_id)
);
CREATE INDEX same_children_pair ON same_children (partnership_id, child_id, other_id, said_at);

-- Guards: made once the tables of every file stand.

CALL app.close_table('children');
-- In an emergency too: a child at risk is told of whoever finds out (SAF-1).
CALL app.open_to_own_record('children', 'g.agency_id = children.agency_id AND g.agency_id = children.words_of', true);
CALL app.keep_own_words('children');
GRANT SELECT, INSERT, UPDATE (version, form_row, follows_form, told, with_her, age_band, band_on, changed_at, changed_by, mistaken_at) ON children TO alongside_app;

CALL app.close_table('earlier_children');
CALL app.open_to_own_record('earlier_children', 'g.agency_id = earlier_children.agency_id AND g.agency_id = earlier_children.words_of');
GRANT SELECT, INSERT ON earlier_children TO alongside_app;

-- CHD-1: whether who asks reads where children live and go to school: her place is a lead's, or her agency is the front door of children's
-- social care. Asked of the place in the database, whatever the session says.
CREATE FUNCTION app.reads_child_places() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.id = app.membership_id()
      AND m.agency_id = app.grants_to() AND app.leads(m.role))
    OR EXISTS (SELECT FROM (SELECT f.agency_id FROM front_doors f WHERE f.partnership_id = app.partnership_id() AND f.kind = 'child'
      ORDER BY f.version DESC LIMIT 1) d WHERE d.agency_id = app.grants_to())
$$;
REVOKE ALL ON FUNCTION app.reads_child_places FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.reads_child_places TO alongside_app;

-- Anybody who records on the case may write down where a child is; to read it takes more.
CALL app.close_table('child_places');
CALL app.keep_from_emergencies('child_places');
CREATE POLICY written ON child_places FOR INSERT TO alongside_app WITH CHECK (partnership_id = (SELECT app.partnership_id())
  AND said_by = (SELECT app.account_id()) AND EXISTS (SELECT FROM children c WHERE c.partnership_id = child_places.partnership_id AND c.id = child_id));
CREATE POLICY read ON child_places FOR SELECT TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM app.grants_opening(child_places.partnership_id, child_places.case_id)) AND (SELECT app.reads_child_places()));
GRANT SELECT, INSERT ON child_places TO alongside_app;

-- Who sees the notification sees whom it names; what is named is a child of its own case.
CALL app.close_table('notified_children');
CREATE POLICY named ON notified_children TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM children c WHERE c.partnership_id = notified_children.partnership_id AND c.id = child_id)
  AND EXISTS (SELECT FROM safeguarding_notifications n WHERE n.partnership_id = notified_children.partnership_id AND n.id = notification_id
    AND n.case_id = notified_children.case_id AND n.kind = 'child'));
GRANT SELECT, INSERT ON notified_children TO alongside_app;

CALL app.close_table('same_children');
CREATE POLICY both_seen ON same_children TO alongside_app USING (partnership_id = (SELECT app.partnership_id())
  AND EXISTS (SELECT FROM children c WHERE c.partnership_id = same_children.partnership_id AND c.id = child_id)
  AND EXISTS (SELECT FROM children c WHERE c.partnership_id = same_children.partnership_id AND c.id = other_id));
GRANT SELECT, INSERT ON same_children TO alongside_app;

-- SAF-1: the children that a notification names, to the front door that received it and to nobody else: what is known of each, and where she
-- or he is; not what is between her and the child, and not the case.
CREATE FUNCTION app.received_children(p_notification uuid) RETURNS TABLE (child_id uuid, told bytea, address bytea, school bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id, c.told, p.address, p.school FROM received_notifications r
    JOIN notified_children n ON n.partnership_id = r.partnership_id AND n.notification_id = r.notification_id
    JOIN children c ON c.partnership_id = n.partnership_id AND c.id = n.child_id AND c.mistaken_at IS NULL
    CROSS JOIN LATERAL (SELECT (array_agg(q.address ORDER BY q.said_at DESC, q.id DESC) FILTER (WHERE q.address IS NOT NULL))[1] AS address,
      (array_agg(q.school ORDER BY q.said_at DESC, q.id DESC) FILTER (WHERE q.school IS NOT NULL))[1] AS school
      FROM child_places q WHERE q.partnership_id = c.partnership_id AND q.child_id = c.id) p
   WHERE r.partnership_id = app.partnership_id() AND r.notification_id = p_notification AND r.agency_id = app.grants_to()
     AND NOT app.kept_from_received(r.notification_id)
   ORDER BY c.recorded_at, c.id LIMIT 100
$$;
REVOKE ALL ON FUNCTION app.received_children FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.received_children TO alongside_app;

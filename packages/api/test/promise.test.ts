import { readCase } from '@alongside/shared/cases/contract'
import { byNight } from '@alongside/shared/chance.test-support'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import type { PersonName } from '../src/demo/cast.ts'
import { ofEveryHistory } from './every-history.ts'
import { type History, history, placeOf, readers, type Who } from './promise-history.ts'
import { type Life, openLives } from './promise-life.ts'
import { oracle, type Reach, type Reader } from './promise-oracle.ts'

// ACC-8: what an agency can read is a subset of what she and the law allow at that instant. Random histories of consent,
// limits, referrals, joins, partings, withdrawals, lapses, emergencies and decisions past her no, by the API; after each step the database is asked,
// as every reader, what it shows her of each file, and an oracle that shares no code with the product says what it may.

const start = '2026-03-02T09:00:00Z'
const { as, rows, accountOf, liveThrough, shownTo } = await openLives(start)

const readerOf = (name: Who): Reader => ({
  account: accountOf(name),
  agency: placeOf[name],
  coordinates: name === 'coordinator',
})
const height: Record<Reach, number> = { none: 0, own: 1, full: 2 }

/**
 * Whether a no to somebody in person was written down by an agency that she refuses herself, then or since. The product keeps one that was written
 * down before, on all her files, until she lifts it; the oracle, a bound above, leaves it out, and so says nothing of what must be shown.
 */
const isDoubted = (story: Life['story'], account: string): boolean =>
  story.some(
    (no) =>
      no.kind === 'refused' &&
      no.account === account &&
      story.some((other) => other.kind === 'refused' && other.agency === no.by),
  )

/** Every reader who is shown more than she may see now, and every own referral that its agency is not shown. */
async function broken({ files, story, now }: Life): Promise<string[]> {
  const reach = oracle(story)
  const found: string[] = []
  for (const [name, shown] of await Promise.all(
    readers.map(async (name) => [name, await shownTo(name, files)] as const),
  )) {
    for (const [file, seen] of shown.entries()) {
      const may = reach(readerOf(name), file, now())
      if (height[seen] > height[may])
        found.push(`${name} is shown ${seen} of file ${file}, and may see ${may}`)
      if (
        may !== 'none' &&
        seen === 'none' &&
        !isDoubted(story, accountOf(name)) &&
        story.some((one) => one.kind === 'referred' && one.file === file && one.by === placeOf[name])
      )
        found.push(`${name} is not shown her agency’s own referral of file ${file}`)
    }
  }
  return found
}

const histories = byNight(25, 10_000)

it(
  'ACC-8 ACC-3 ACC-2 whatever happens, an agency reads a subset of what she and the law allow at that instant',
  async () => {
    await ofEveryHistory(histories, (one) => liveThrough(one, broken))
  },
  180_000 + histories * 10_000,
)

// Met by night, of ten thousand.
it('ACC-8 a no to somebody in person stands on all her files, though she refuses the agency that wrote it down afterwards', async () => {
  const { life, wrong } = await liveThrough(
    [
      { who: 'health', agreed: [], refused: [] },
      { who: 'police', agreed: [], consent: false },
      [
        { do: 'join', file: 0, other: 3 },
        { do: 'shut out', file: 1, whom: 'midwife' },
        { do: 'withdraw', who: 'coordinator', any: 0, refused: ['lantern'] },
      ],
    ],
    broken,
  )
  expect(life.story.filter(({ kind }) => kind === 'refused')).toHaveLength(2)
  expect(wrong).toEqual([])
  expect(await shownTo('midwife', life.files)).toEqual(['none', 'none'])
})

// A property that holds of anything proves nothing: faults of the kinds that were met are planted, and must be found.
// With what chance meets rarely stands a history that meets it, to be lived through first.
const planted: [string, string, ...History[]][] = [
  [
    'a limit binds the file alone on which she said it',
    `CREATE OR REPLACE FUNCTION app.files_of_person(p_partnership uuid, p_case uuid) RETURNS SETOF uuid
      LANGUAGE sql STABLE SECURITY DEFINER ROWS 3 SET search_path = pg_catalog, public, pg_temp AS 'SELECT p_case'`,
  ],
  [
    'a joined file brings its grants to the known one',
    `CREATE FUNCTION app.planted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, basis, referral_id, from_at)
        SELECT g.partnership_id, gen_random_uuid(), NEW.case_id, g.agency_id, g.basis, r.id, NEW.joined_at
          FROM sharing_grants g JOIN referrals r ON r.partnership_id = g.partnership_id AND r.case_id = NEW.case_id
         WHERE g.partnership_id = NEW.partnership_id AND g.case_id = NEW.joined_case_id AND g.basis = 'own_referral'; RETURN NULL; END $$;
     CREATE TRIGGER planted AFTER INSERT ON joined_files FOR EACH ROW EXECUTE FUNCTION app.planted()`,
  ],
  [
    'an older consent comes back when a limit is lifted',
    `CREATE FUNCTION app.planted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN UPDATE sharing_grants SET until_at = NULL WHERE case_id = NEW.case_id AND agency_id = NEW.agency_id AND basis = 'consent'; RETURN NULL; END $$;
     CREATE TRIGGER planted AFTER UPDATE OF lifted_at ON limits FOR EACH ROW EXECUTE FUNCTION app.planted()`,
    [
      { who: 'outreach', agreed: ['health', 'police'], refused: [] },
      { who: 'drugs', agreed: [], consent: true },
      [
        { do: 'wait', hours: 1 },
        {
          ...{ do: 'consent', who: 'outreach', file: 0, agreed: ['health'], refused: ['police'] },
          ...{ lift: false, days: 200 },
        },
        { do: 'lift', who: 'outreach', any: 0 },
      ],
    ],
  ],
  [
    'a case that is closed to one person is closed on that file alone',
    `CREATE OR REPLACE FUNCTION app.excluded_from(p_partnership uuid, p_case uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 1
      AS 'SELECT x.account_id FROM case_exclusions x WHERE x.partnership_id = p_partnership AND x.case_id = p_case AND x.ended_at IS NULL'`,
    [
      { who: 'outreach', agreed: ['health'], refused: [] },
      { who: 'drugs', agreed: ['health'], consent: true },
      [
        { do: 'join', file: 0, other: 1 },
        { do: 'close to', who: 'coordinator', file: 0, whom: 'midwife', told: false },
        { do: 'wait', hours: 1 },
      ],
    ],
  ],
  [
    'one of two is enough to share past her no',
    `CREATE FUNCTION app.planted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, basis, without_consent_id, override_id, from_at)
        SELECT o.partnership_id, gen_random_uuid(), o.case_id, o.agency_id, 'without_consent', o.without_consent_id, o.id, NEW.decided_at
          FROM limit_overrides o WHERE o.partnership_id = NEW.partnership_id AND o.id = NEW.override_id AND NEW.yes; RETURN NULL; END $$;
     CREATE TRIGGER planted AFTER INSERT ON limit_decisions FOR EACH ROW EXECUTE FUNCTION app.planted()`,
    [
      { who: 'outreach', agreed: ['health'], refused: ['police'] },
      { who: 'drugs', agreed: [], consent: true },
      [
        {
          ...{ do: 'past her no', who: 'outreach', any: 0, urgent: false },
          decided: [{ who: 'health', yes: true }],
        },
      ],
    ],
  ],
]
const filesOfPerson = await rows<{ text: string }>(
  `SELECT pg_get_functiondef('app.files_of_person'::regproc) AS text`,
)
const excludedFrom = await rows<{ text: string }>(
  `SELECT pg_get_functiondef('app.excluded_from'::regproc) AS text`,
)
const pullUp = `DROP TRIGGER IF EXISTS planted ON joined_files; DROP TRIGGER IF EXISTS planted ON limits;
  DROP TRIGGER IF EXISTS planted ON sharing_grants; DROP TRIGGER IF EXISTS planted ON limit_decisions;
  DROP FUNCTION IF EXISTS app.planted(); ${filesOfPerson[0]?.text}; ${excludedFrom[0]?.text}`
afterAll(() => rows(pullUp))

it.each(planted)(
  'ACC-8 the property finds it where %s',
  async (_, fault, ...met) => {
    await rows(fault)
    try {
      const outcome = await fc.check(
        fc.asyncProperty(history, async (one) => (await liveThrough(one, broken)).wrong.length === 0),
        { numRuns: 150, endOnFailure: true, examples: met.map((one): [History] => [one]) },
      )
      expect(outcome.failed).toBe(true)
    } finally {
      await rows(pullUp)
    }
  },
  300_000,
)

it('ACC-8 the property finds it where what one on call opened past her no stays open', async () => {
  const lived = () =>
    liveThrough(
      [
        { who: 'outreach', agreed: ['health'], refused: ['police'] },
        { who: 'drugs', agreed: [], consent: true },
        [
          {
            do: 'past her no',
            who: 'outreach',
            any: 0,
            urgent: true,
            decided: [{ who: 'midwife', yes: true }],
          },
          { do: 'wait', hours: 5 },
        ],
      ],
      broken,
    )
  const { life, wrong } = await lived()
  expect(life.story.at(-1)).toMatchObject({ kind: 'decided', alone: true, yes: true })
  expect(wrong).toEqual([])
  await rows(`CREATE FUNCTION app.planted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN UPDATE sharing_grants SET until_at = NULL WHERE id = NEW.id AND basis = 'without_consent'; RETURN NULL; END $$;
     CREATE TRIGGER planted AFTER INSERT ON sharing_grants FOR EACH ROW WHEN (NEW.override_id IS NOT NULL) EXECUTE FUNCTION app.planted()`)
  try {
    expect((await lived()).wrong).toContain('police is shown full of file 0, and may see none')
  } finally {
    await rows(pullUp)
  }
})

it('ACC-2 what the database shows is what the API tells', async () => {
  const { life } = await liveThrough(
    [
      { who: 'outreach', agreed: ['health'], refused: ['police'] },
      { who: 'police', agreed: ['drugs'], consent: false },
      [{ do: 'join', file: 0, other: 1 }],
    ],
    broken,
  )
  for (const name of readers)
    for (const [file, seen] of (await shownTo(name, life.files)).entries()) {
      const { status } = await as[name as PersonName](readCase, {
        params: { caseId: life.files[file]?.id ?? '' },
      })
      expect([name, file, status]).toEqual([name, file, seen === 'none' ? 404 : 200])
    }
})

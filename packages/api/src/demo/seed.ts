import { Client } from 'pg'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { groundOf, migrate } from '../db/migrate.ts'
import { runDueWork } from '../jobs/queue.ts'
import { relayOutbox } from '../jobs/relay.ts'
import { ensurePlatformAdministrator } from '../sessions/administrator.ts'
import { demoPassword } from './cast.ts'
import { chanceFrom } from './chance.ts'
import { type Diary, openDiary } from './diary.ts'
import { beginEastmarsh, planRenewals, planVignettes } from './eastmarsh.ts'
import { planMeetings } from './meeting-story.ts'
import { planReports } from './monitoring-story.ts'
import { planPresent } from './present.ts'
import { readEverything } from './reading.ts'
import { foundSandbox } from './sandbox.ts'
import { openStage } from './stage.ts'
import { hoursAfter } from './story.ts'
import { planNewcomers } from './two-years.ts'
import { beginWestvale } from './westvale.ts'

interface SeedOptions {
  /** Of history, up to now. */
  months?: number
  /** The database is the demo’s own: what an interrupted filling left in it may be thrown away. */
  embedded?: boolean
}

/** Months after which there is enough of everything for Postgres to count it, by which it plans what comes. */
const monthsUntilCounted = 3

/** The partnership’s own tables: of Postgres’ own the owner may not. */
const countAll = `DO $$ DECLARE one regclass; BEGIN
  FOR one IN SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' LOOP EXECUTE format('ANALYZE %s', one); END LOOP;
END $$`

const administratorEmail = 'platform@alongside.example'
const lock = 7_241_886
/** Stands on the schema while the demo is being filled, and is gone when it is whole. */
const unfinished =
  'The demo is being filled; when no start of Alongside is doing that, a part of it is missing'

/**
 * Fills a database that holds no partnership with the demo: two years, lived through by the same commands as real use.
 * Does nothing where there is a partnership already. What an interrupted filling left is never served: the demo’s own
 * database is begun anew, one given by somebody is refused.
 */
export async function seedDemo(
  config: Config,
  log: Logger,
  clock: () => string,
  say: (line: string) => void,
  { months = 24, embedded = false }: SeedOptions = {},
): Promise<void> {
  const owner = new Client({ connectionString: config.DATABASE_OWNER_URL })
  // It is idle while the demo is filled: where the database is stopped meanwhile, whoever fills it hears.
  owner.on('error', () => undefined)
  await owner.connect()
  try {
    // Two starts at once: the second waits, and finds the demo there.
    await owner.query('SELECT pg_advisory_lock($1)', [lock])
    const found = await findState(owner)
    if (found === 'filled') return
    if (found === 'unfinished') {
      if (!embedded)
        throw new Error(
          'This database holds half of a demo: a former start was interrupted while filling it. Give an empty database in DATABASE_OWNER_URL, or drop this one and create it again.',
        )
      say('The last start was interrupted while it filled the demo. Starting over …')
      await owner.query('DROP SCHEMA public, app, deployment, pgboss CASCADE; CREATE SCHEMA public')
      await migrate(groundOf(config))
    }
    say(
      `Filling the demo with ${months} months of two invented partnerships, and a sandbox; once only, and about a minute …`,
    )
    await mark(owner, unfinished)
    await fill(config, log, owner, clock(), say, months)
    await mark(owner, null)
  } finally {
    await owner.end()
  }
}

async function findState(owner: Client): Promise<'empty' | 'unfinished' | 'filled'> {
  const { rows } = await owner.query<{ marked: boolean; founded: boolean }>(
    `SELECT obj_description('app'::regnamespace, 'pg_namespace') = $1 IS TRUE AS marked, EXISTS (SELECT FROM partnerships) AS founded`,
    [unfinished],
  )
  if (rows[0]?.marked) return 'unfinished'
  return rows[0]?.founded ? 'filled' : 'empty'
}

const mark = (owner: Client, words: string | null) =>
  owner.query(`COMMENT ON SCHEMA app IS ${words === null ? 'NULL' : owner.escapeLiteral(words)}`)

async function fill(
  config: Config,
  log: Logger,
  owner: Client,
  end: string,
  say: (line: string) => void,
  months: number,
): Promise<void> {
  const start = monthsBefore(end, months)
  const diary = openDiary(start, end)
  const stage = await openStage(config, log, () => diary.now())
  const dueWork = () => runDueWork(stage.services)
  try {
    await ensurePlatformAdministrator(
      config.DATABASE_OWNER_URL,
      { email: administratorEmail, name: 'Platform administrator', password: demoPassword },
      start,
    )
    const administrator = stage.presence(administratorEmail)
    const story = await beginEastmarsh(administrator, stage.join, diary, chanceFrom(1888))
    planMeetings(story, dueWork)
    planRenewals(story)
    planReports(story)
    planVignettes(story)
    planNewcomers(story, months)
    planPresent(story)
    const stories = [story]
    diary.plan(monthsBefore(end, Math.min(6, months)), async () => {
      stories.push(await beginWestvale(administrator, stage.join, diary, chanceFrom(1991)))
    })
    diary.plan(hoursAfter(end, -2), () =>
      foundSandbox(administrator, stage.join, diary.now(), (text, values) => owner.query(text, values)),
    )
    planRoutine(diary, start, dueWork, async () => {
      for (const each of stories) await readEverything(each)
    })
    planProgress(diary, start, say)
    diary.plan(monthsBefore(end, Math.max(months - monthsUntilCounted, 1)), () => owner.query(countAll))
    await diary.run(() => relayOutbox(stage.services))
    await dueWork()
  } finally {
    await stage.close()
  }
}

/** Clocks are looked at each Monday before work, and what they told is read some days later. */
function planRoutine(
  diary: Diary,
  start: string,
  lookAtClocks: () => Promise<void>,
  read: () => Promise<void>,
): void {
  const first = Temporal.Instant.from(start).toZonedDateTimeISO('Europe/London').with({ hour: 7, minute: 0 })
  const monday = first.add({ days: 8 - first.dayOfWeek })
  for (let weeks = 0; monday.add({ weeks }).epochMilliseconds < Date.parse(diary.end); weeks++) {
    diary.plan(monday.add({ weeks }).toInstant(), lookAtClocks)
    if (weeks % 6 === 5) diary.plan(monday.add({ weeks, days: 2 }).toInstant(), read)
  }
}

function planProgress(diary: Diary, start: string, say: (line: string) => void): void {
  const from = Temporal.Instant.from(start).toZonedDateTimeISO('Europe/London')
  for (let months = 6; from.add({ months }).epochMilliseconds < Date.parse(diary.end); months += 6)
    diary.plan(from.add({ months }).toInstant(), async () =>
      say(`  … ${from.add({ months }).toPlainDate().toString().slice(0, 7)}`),
    )
}

/** The first of that month, at nine in the morning. */
const monthsBefore = (end: string, months: number): string =>
  Temporal.Instant.from(end)
    .toZonedDateTimeISO('Europe/London')
    .subtract({ months })
    .with({ day: 1, hour: 9, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
    .toInstant()
    .toString()

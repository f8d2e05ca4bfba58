// pnpm bench:relay [--waiting 162000] [--carry 5000]
// So many events wait in the outbox of one partnership, on a Postgres of its own on disk: how many the relay carries in a second, and what it
// asks of Postgres for each.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { vaultAt } from '../src/db/key-check.ts'
import { relayOutbox } from '../src/jobs/relay.ts'
import { openLog } from '../src/log.ts'
import { openServices } from '../src/serve.ts'
import { masterKey, onOwnGround } from './ground.ts'
import { listen } from './listen.ts'
import { seed } from './seed.ts'

const { values: options } = parseArgs({
  options: { waiting: { type: 'string', default: '162000' }, carry: { type: 'string', default: '5000' } },
})
const [waiting, carry] = [Number(options.waiting), Number(options.carry)]
const say = (line: string) => void process.stdout.write(`${line}\n`)

/** Of the first of them nothing else is due: the rest stands aside until the relay has done. */
const wait = `INSERT INTO outbox_events (id, partnership_id, type, data, at, next_try_at)
  SELECT app.new_id(), c.partnership_id, 'flag.asked', jsonb_build_object('flagId', c.id, 'caseId', c.id, 'agencyId', c.agency_id), c.opened_at,
    CASE WHEN n > $2 THEN now() + interval '1 day' END
    FROM generate_series(1, $1::integer) n JOIN (SELECT *, row_number() OVER (ORDER BY id) AS nth, count(*) OVER () AS all FROM cases) c
      ON c.nth = n % c.all + 1 ORDER BY n`

say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`)
await onOwnGround(async (config) => {
  await seed(
    config.DATABASE_OWNER_URL,
    await vaultAt(config.DATABASE_OWNER_URL, [masterKey]),
    5_000,
    Date.now(),
    1,
  )
  const owner = new Client({ connectionString: config.DATABASE_OWNER_URL })
  await owner.connect()
  await owner.query(wait, [waiting, carry])
  await owner.query('VACUUM ANALYZE')
  const ears = listen({ rollBack: false })
  const { services, close } = await openServices(
    { ...config, JOBS: false, MAIL: 'off' },
    openLog('silent'),
    () => new Date().toISOString(),
  )
  const touched = async () => {
    await owner.query('SELECT pg_stat_clear_snapshot()')
    const { rows } = await owner.query<{ buffers: string }>(
      'SELECT blks_hit + blks_read AS buffers FROM pg_stat_database WHERE datname = current_database()',
    )
    return Number(rows[0]?.buffers)
  }
  ears.heard()
  const [before, began] = [await touched(), performance.now()]
  const carried = await relayOutbox(services)
  const seconds = (performance.now() - began) / 1000
  const { groups, trips } = ears.heard()
  await services.pools.jobs.query('SELECT pg_stat_force_next_flush()')
  const each = (count: number) => (count / carried).toFixed(1)
  say(
    `${waiting} waiting: ${carried} carried in ${seconds.toFixed(1)} s, ${(carried / seconds).toFixed(0)} a second; of each ${each(groups.flat().length)} statements, ${each(trips)} round trips, ${each((await touched()) - before)} buffers`,
  )
  ears.stop()
  await close()
  await owner.end()
})

// pnpm bench:imports [--rows 5000]
// A partnership's past referrals, of which every other has a consent, imported over HTTP on loopback by the API in a
// process of its own, on a Postgres of its own on disk; then taken back.
import type { ChildProcess } from 'node:child_process'
import { cpus } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Import } from '@alongside/shared/imports/contract'
import type { Config } from '../src/config.ts'
import { agenciesToAdd, demoPassword, eastmarsh } from '../src/demo/cast.ts'
import { foundEastmarsh } from '../src/demo/found.ts'
import { openStage } from '../src/demo/stage.ts'
import { openLog } from '../src/log.ts'
import { ensurePlatformAdministrator } from '../src/sessions/administrator.ts'
import { masterKey, onOwnGround } from './ground.ts'
import { Connection } from './load.ts'
import { nameOf } from './people.ts'
import { coordinatorsToken, rss, whileServing } from './process.ts'

const { values: options } = parseArgs({ options: { rows: { type: 'string', default: '5000' } } })
const rows = Math.min(Number(options.rows), 10_000)
const say = (line: string) => void process.stdout.write(`${line}\n`)
const clock = () => new Date().toISOString()

async function found(config: Config) {
  const stage = await openStage(config, openLog('silent'), clock)
  const email = 'platform@alongside.example'
  await ensurePlatformAdministrator(
    config.DATABASE_OWNER_URL,
    { email, name: 'Platform', password: demoPassword },
    clock(),
  )
  await foundEastmarsh(stage.presence(email), stage.join)
  await stage.close()
}

/** Every fourth is another referral of the person before; every other has a consent. */
function spreadsheet(): string {
  const header =
    'case_reference,name,date_of_birth,referring_agency,referred_on,light,indicators_yes,state,discussed_on,outcome,consent_given_on,consent_until,consent_agencies'
  const { police, health, housing } = agenciesToAdd
  const today = Temporal.PlainDate.from(clock().slice(0, 10))
  const lines = Array.from({ length: rows }, (_, n) => {
    const person = n % 4 === 3 ? n - 1 : n
    const day = today.subtract({ days: 400 + (n % 700) })
    const referred = day.toString()
    const discussed = day.add({ days: 20 }).toString()
    const agreed = today.subtract({ days: n % 300 })
    const from = agreed.toString()
    const until = agreed.add({ years: 1 }).toString()
    const consent = n % 2 ? `${from},${until},${eastmarsh.coordinatingAgency}; ${housing.name}` : ',,'
    const born = `19${70 + (person % 30)}-0${1 + (person % 9)}-14`
    return `C-${person},${nameOf(person)},${born},${n % 3 ? police.name : health.name},${referred},,rough_sleeping,closed,${discussed},She has a room of her own,${consent}`
  })
  return [header, ...lines].join('\n')
}

async function measure(child: ChildProcess, port: number, token: string) {
  const connection = new Connection(port)
  const ask = async (method: 'GET' | 'POST', address: string, body?: object, version?: number) => {
    const asked = {
      method,
      path: address,
      token,
      changes: method === 'POST',
      ...(body && { body: JSON.stringify(body) }),
      ...(version && { ifMatch: `"v${version}"` }),
    }
    let answer = await connection.ask(asked)
    // The machine is busy: while the API starts, for instance.
    for (; answer.status === 503; answer = await connection.ask(asked)) await pause(250)
    if (answer.status >= 300)
      throw new Error(`${address}: ${answer.status} ${answer.body.toString().slice(0, 300)}`)
    return JSON.parse(answer.body.toString()) as Import
  }
  const timed = async <T>(work: () => Promise<T>) => {
    const began = performance.now()
    return { result: await work(), seconds: (performance.now() - began) / 1000 }
  }
  let highest = rss(child)
  const tried = await timed(() => ask('POST', '/v1/imports', { kind: 'referrals', csv: spreadsheet() }))
  const { id, version, faults } = tried.result
  if (faults.length) throw new Error(JSON.stringify(faults.slice(0, 3)))
  const looks: number[] = []
  const imported = await timed(async () => {
    let now = await ask('POST', `/v1/imports/${id}/start`, {}, version)
    while (now.state === 'running') {
      await pause(250)
      const look = await timed(() => ask('GET', `/v1/imports/${id}`))
      looks.push(look.seconds)
      now = look.result
      highest = Math.max(highest, rss(child))
    }
    if (now.state !== 'done') throw new Error(now.state)
    return now
  })
  const undone = await timed(() => ask('POST', `/v1/imports/${id}/undoing`, {}, imported.result.version))
  await connection.close()
  looks.sort((a, b) => a - b)
  return { tried, imported, undone, slowest: looks.at(-1) ?? Number.NaN, highest, makes: tried.result.makes }
}

await onOwnGround(async (config) => {
  await found(config)
  const token = await coordinatorsToken(config, masterKey)
  const { tried, imported, undone, slowest, highest, makes } = await whileServing(config, (api) =>
    measure(api, config.PORT, token),
  )
  say(`| ${rows} rows: ${makes.map(({ what, count }) => `${count} ${what}`).join(', ')} | |\n|---|---|`)
  say(`| tried, with every row checked | ${tried.seconds.toFixed(1)} s |`)
  say(`| imported | ${imported.seconds.toFixed(1)} s |`)
  say(`| slowest look at its progress meanwhile | ${(slowest * 1000).toFixed(0)} ms |`)
  say(`| taken back | ${undone.seconds.toFixed(1)} s |`)
  say(`| resident memory, highest seen | ${highest.toFixed(0)} MB |`)
  say(`\n${clock()}; ${cpus().length} × ${cpus()[0]?.model}; Node ${process.version}`)
})

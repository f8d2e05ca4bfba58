import { readCase } from '@alongside/shared/cases/contract'
import { printInformationSheet } from '@alongside/shared/consent/papers-contract'
import { expect, it } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { noteRun } from '../db/last-runs.ts'
import { done } from '../demo/found.ts'
import { clocks } from '../domains.ts'
import { figures } from './figures.ts'

const METRICS_PORT = await freePort()
const world = await openEastmarsh('2026-03-02T09:00:00Z', { METRICS_PORT })
const { as, clock, rows } = world

const told = async () => (await fetch(`http://127.0.0.1:${METRICS_PORT}/metrics`)).text()
const value = (text: string, metric: string) => {
  const line = text.split('\n').find((one) => one.startsWith(`${metric} `))
  return line && Number(line.slice(metric.length + 1))
}

it('OPS-6 counts answers by route on a port of its own, and what was refused by why, never by address', async () => {
  await world.app.inject('/v1/referrals/01995b1c-7d00-7000-8000-000000000001?marnie')
  const text = await told()
  expect(text).toContain(
    'http_request_seconds_count{route="/v1/referrals/:referralId",method="GET",status="401"} 1',
  )
  expect(value(text, 'refused_total{code="session.required"}')).toBe(1)
  expect(text).not.toContain('marnie')
})

it('OPS-6 every backlog is measured, and falls once it is carried; nothing tells of whom, or of which partnership', async () => {
  await world.runJobs()
  const { caseId } = await givenSubmitted(world)
  await done(as.outreach, readCase, { params: { caseId: caseId! } })
  await rows(`UPDATE pgboss.job SET created_on = $1 WHERE name = 'mail'`, [clock.now()])
  clock.set('2026-03-02T09:02:00Z')
  const text = await told()
  for (const name of Object.keys(figures)) expect(text).toContain(`# HELP ${name} `)
  expect(value(text, 'database_answers')).toBe(1)
  expect(value(text, 'outbox_lag_seconds')).toBe(120)
  expect(value(text, 'audit_seal_lag_seconds')).toBe(120)
  expect(value(text, 'audit_unsealed')).toBeGreaterThan(0)
  expect(value(text, 'database_bytes{table="cases"}')).toBeGreaterThan(0)
  expect(value(text, 'database_connections{pool="jobs",state="waiting"}')).toBe(0)
  expect(value(text, 'build_info{version="0.1.0"}')).toBe(1)
  await world.runJobs()
  const after = await told()
  for (const name of ['outbox_lag_seconds', 'audit_seal_lag_seconds', 'audit_unsealed', 'events_not_carried'])
    expect(value(after, name)).toBe(0)
  const ids = await rows<{ id: string }>(
    'SELECT id FROM partnerships UNION ALL SELECT id FROM agencies UNION ALL SELECT id FROM accounts',
  )
  for (const { id } of ids) expect(after).not.toContain(id)
  for (const name of ['Eastmarsh', 'Marnie', 'Rosa', '@']) expect(after).not.toContain(name)
})

it('OPS-6 what was given up is counted, and how long ago a command ran', async () => {
  const boss = await world.queue().started()
  await boss.send('mail', { to: 'nadia@away.example', subject: '', text: '' })
  await rows(`UPDATE pgboss.job SET state = 'failed' WHERE data->>'to' = 'nadia@away.example'`)
  await noteRun(world.owner, 'backup', '2026-03-01T09:02:00Z')
  await noteRun(world.owner, 'verify-audit', clock.now(), false)
  const text = await told()
  expect(value(text, 'queue_failed{queue="mail"}')).toBe(1)
  expect(value(text, 'last_run_age_seconds{command="backup"}')).toBe(86_400)
  expect(value(text, 'audit_broken')).toBe(1)
  expect(text).not.toContain('nadia')
})

it('OPS-6 each clock says how long ago it was looked through, and one that fails stands while the others go on', async () => {
  const ages = async () => {
    const text = await told()
    return clocks.map(({ name }) => value(text, `clock_last_run_seconds{clock="${name}"}`))
  }
  await world.runJobs()
  expect(new Set(await ages())).toEqual(new Set([0]))
  await rows('ALTER TABLE on_call_lists RENAME TO hidden')
  clock.set(new Date(Date.parse(clock.now()) + 60_000).toISOString())
  await expect(world.runJobs()).rejects.toThrow('failed')
  await rows('ALTER TABLE hidden RENAME TO on_call_lists')
  const names = clocks.map(({ name }) => name)
  const after = await ages()
  expect(after[names.indexOf('onCallClocks')]).toBe(60)
  expect(after.filter((age) => age === 60)).toHaveLength(1)
})

it('OPS-6 tries to sign in are counted by what became of them, and never by whose they were', async () => {
  const tried = async (result: string) =>
    Number(value(await told(), `sign_in_tries_total{result="${result}"}`) ?? 0)
  const before = [await tried('wrong'), await tried('delayed')]
  for (let n = 0; n < 8; n++)
    await world.app.inject({
      method: 'POST',
      url: '/v1/sessions',
      payload: { email: 'nobody@guessed.example', password: 'not hers at all' },
    })
  const text = await told()
  const [wrong = 0, delayed = 0] = [await tried('wrong'), await tried('delayed')]
  expect(wrong - before[0]! + delayed - before[1]!).toBe(8)
  expect([wrong > before[0]!, delayed > before[1]!]).toEqual([true, true])
  expect(value(text, 'sign_in_delay_seconds_total')).toBeGreaterThan(0)
  expect(text).not.toContain('guessed')
})

it('OPS-6 what waits to be printed is told, and falls', async () => {
  const printing = [1, 2, 3].map(() => as.outreach(printInformationSheet))
  await expect.poll(async () => value(await told(), 'pdf_queue')).toBeGreaterThan(0)
  await Promise.all(printing)
  expect(value(await told(), 'pdf_queue')).toBe(0)
})

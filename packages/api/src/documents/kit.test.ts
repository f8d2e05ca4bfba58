import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { downloadDowntimePaper, readDowntimeKit } from '@alongside/shared/documents/kit-contract'
import { kitFiles, kitParts } from '@alongside/shared/documents/kit-values'
import { saveOnCall } from '@alongside/shared/oncall/contract'
import { starterRuleSet } from '@alongside/shared/traffic-light/starter'
import { afterAll, expect, it } from 'vitest'
import { givenCalendar, givenSubmitted } from '../../test/given.ts'
import { pagesOf } from '../../test/pages-of-pdf.ts'
import { openEastmarsh } from '../../test/world.ts'
import { eastmarsh } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { makeKits } from './kit.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'kits-'))
afterAll(() => rmSync(folder, { recursive: true }))
const evening = '2026-03-02T22:00:00Z'
const world = await openEastmarsh(evening, { DOWNTIME_KIT_DIR: path.join(folder, 'kept') })
const { as, clock, services, rows } = world
await givenCalendar(world)
await givenSubmitted(world)
await done(as.housing, saveOnCall, {
  version: 0,
  body: {
    entries: [
      {
        ...{ name: 'Duty manager', telephone: '07700 900123' },
        ...{ days: [1, 2, 3, 4, 5], from: '17:00', until: '09:00' },
      },
    ],
  },
})
const make = () => makeKits(services)
const madeAt = async () => (await done(as.housing, readDowntimeKit)).items.map((one) => one.madeAt)
const wordsOf = async (part: (typeof kitParts)[number]) => {
  const { bytes } = await done(as.housing, downloadDowntimePaper, { params: { part } })
  return (await pagesOf(bytes as Uint8Array)).join(' ').replaceAll(/\s+/g, ' ')
}
const seen = () =>
  rows<{ count: string }>(`SELECT count(*) FROM audit_events WHERE action = 'kit.downloaded'`)

it('OPS-4 before the first night there is no paper, and asked for it is not found', async () => {
  expect(await madeAt()).toEqual([])
  expect((await as.housing(downloadDowntimePaper, { params: { part: 'numbers' } })).status).toBe(404)
})

it('OPS-4 it is made once a night, and not again before the next local day', async () => {
  await make()
  expect(await madeAt()).toEqual(kitParts.map(() => evening))
  clock.set('2026-03-02T23:59:00Z')
  await make()
  expect(await madeAt()).toEqual(kitParts.map(() => evening))
  clock.set('2026-03-03T00:01:00Z')
  await make()
  expect(new Set(await madeAt())).toEqual(new Set(['2026-03-03T00:01:00Z']))
})

it('OPS-4 MTG-5 SAF-1 it says whom to ring by day and by night, and who of each agency is on call', async () => {
  const before = await seen()
  const words = await wordsOf('numbers')
  const { child, adult } = eastmarsh.frontDoors
  for (const said of [child.name, child.telephone, child.nightTelephone, adult.telephone])
    expect(words).toContain(said)
  expect(words).toMatch(/Duty manager 07700 900123 Monday to Friday 17:00 to 09:00/)
  expect(words).toContain('Made 3 March 2026, 00:01')
  expect(Number((await seen())[0]?.count)).toBe(Number(before[0]?.count) + 1)
})

it('OPS-4 REF-2 CON-1 its forms are those of the screen, blank: nothing of anybody is in any paper', async () => {
  const texts = await Promise.all(kitParts.map(wordsOf))
  for (const { label } of starterRuleSet.indicators) expect(texts[1]).toContain(label)
  expect(texts[1]).toContain('Harbour Homes')
  expect(texts[2]).toContain('My choice: who may know')
  const [person] = await rows<{ reference: string }>('SELECT reference FROM referrals')
  for (const text of texts) {
    expect(text).not.toContain(person?.reference)
    expect(text).not.toMatch(/Rosa|Temi/)
  }
})

it('OPS-4 the same papers lie in the administrator’s folder, for nobody else of that machine to read', async () => {
  const [own] = readdirSync(path.join(folder, 'kept')).filter((name) => name.startsWith('eastmarsh'))
  const at = path.join(folder, 'kept', own ?? '')
  expect(readdirSync(at).toSorted()).toEqual(Object.values(kitFiles).toSorted())
  const { bytes } = await done(as.housing, downloadDowntimePaper, { params: { part: 'numbers' } })
  expect(readFileSync(path.join(at, kitFiles.numbers)).equals(Buffer.from(bytes as Uint8Array))).toBe(true)
  expect(statSync(path.join(at, kitFiles.numbers)).mode & 0o777).toBe(0o600)
})

it('OPS-4 a folder that cannot be written holds up no lead’s papers, and gets them once it can', async () => {
  rmSync(path.join(folder, 'kept'), { recursive: true })
  // In its place there is a file.
  writeFileSync(path.join(folder, 'kept'), '')
  const night = '2026-03-04T00:01:00Z'
  clock.set(night)
  await expect(make()).rejects.toThrow('failed')
  expect(new Set(await madeAt())).toEqual(new Set([night]))
  rmSync(path.join(folder, 'kept'))
  mkdirSync(path.join(folder, 'kept'))
  clock.set('2026-03-04T00:02:00Z')
  await make()
  expect(new Set(await madeAt())).toEqual(new Set([night]))
  expect(readdirSync(path.join(folder, 'kept'))).not.toEqual([])
})

it('OPS-4 ACC-1 ACC-4 leads alone have it, and of their own partnership', async () => {
  for (const asked of [
    await as.outreach(readDowntimeKit),
    await as.outreach(downloadDowntimePaper, { params: { part: 'numbers' } }),
  ])
    expect(asked.status).toBe(403)
  const elsewhere = await done(world.elsewhere, readDowntimeKit)
  expect(elsewhere.items).toHaveLength(4)
  const { bytes } = await done(world.elsewhere, downloadDowntimePaper, { params: { part: 'numbers' } })
  expect((await pagesOf(bytes as Uint8Array)).join(' ')).not.toContain('Duty manager')
})

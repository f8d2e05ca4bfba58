import { searchAudit } from '@alongside/shared/audit/contract'
import { readCase } from '@alongside/shared/cases/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { chainKeyOf } from './chain.ts'
import { sealAudit } from './sealer.ts'

const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { as } = world
const { caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health'] })
const params = { caseId: caseId ?? '' }
await sealAudit(world.services.pools.jobs, chainKeyOf(world.services.vault), world.clock.now)
world.clock.set('2026-03-31T20:00:00Z')
await done(as.midwife, readCase, { params })
await as.constable(readCase, { params })

it('ACC-7 the coordinator finds who did what, when, from where and on which basis', async () => {
  const { items } = await done(as.coordinator, searchAudit, {
    query: { caseId: params.caseId, action: 'case.read' },
  })
  expect(items).toEqual([
    {
      id: expect.any(String),
      at: '2026-03-31T20:00:00Z',
      accountId: expect.any(String),
      name: 'Bernie Cole',
      agencyName: 'Eastmarsh Hospital',
      role: 'practitioner',
      action: 'case.read',
      subjectId: caseId,
      caseId,
      basis: 'consent',
      requestId: expect.any(String),
      fromAddress: '127.0.0.1',
      sealed: false,
      refusal: null,
      refreshOf: null,
    },
  ])
})

it('ACC-7 what was denied is on record, and searching is too', async () => {
  const [constable] = await world.rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [
    emailOf('constable'),
  ])
  const query = { accountId: constable?.id ?? '', action: 'access.denied' as const }
  const { items } = await done(as.coordinator, searchAudit, { query })
  expect(items).toMatchObject([{ name: 'PC Dana Frost', subjectId: caseId, caseId: null, basis: null }])
  const searches = await done(as.coordinator, searchAudit, { query: { action: 'audit.searched' } })
  expect(searches.items.length).toBeGreaterThan(0)
})

it('ACC-7 it is searched by time, from the first instant and before the second', async () => {
  const during = async (from: string, until: string) =>
    (await done(as.coordinator, searchAudit, { query: { from, until, action: 'case.read' } })).items.length
  expect(await during('2026-03-31T20:00:00Z', '2026-03-31T20:00:01Z')).toBe(1)
  expect(await during('2026-03-31T19:00:00Z', '2026-03-31T20:00:00Z')).toBe(0)
  expect(await during('1900-01-01T00:00:00Z', '2199-12-31T23:59:59Z')).toBe(1)
})

it('ACC-7 an event says whether it is sealed', async () => {
  const { items } = await done(as.coordinator, searchAudit, { query: { action: 'referral.submitted' } })
  expect(items.map(({ sealed }) => sealed)).toEqual([true])
})

it('API-4 pages by cursor show every event once', async () => {
  const query = { until: '2026-03-31T19:59:00Z', limit: 7 }
  const seen: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const call: { items: { id: string }[]; next: string | null } = await done(as.coordinator, searchAudit, {
      query: { ...query, ...(cursor && { cursor }) },
    })
    seen.push(...call.items.map(({ id }) => id))
    cursor = call.next
  }
  const [{ count = 0 } = {}] = await world.rows<{ count: number }>(
    'SELECT count(*)::int AS count FROM audit_events WHERE partnership_id = $1 AND at < $2',
    [world.partnershipId, query.until],
  )
  expect(seen).toHaveLength(count)
  expect(new Set(seen).size).toBe(count)
})

it('ACC-1 another partnership’s coordinator sees none of it', async () => {
  const { items } = await done(world.elsewhere, searchAudit, { query: { limit: 100 } })
  expect(items.filter(({ agencyName }) => agencyName !== 'Waymark')).toEqual([])
  expect((await done(world.elsewhere, searchAudit, { query: { caseId: params.caseId } })).items).toEqual([])
})

it.each(['chair', 'police', 'constable', 'steering'] as const)(
  'ACC-4 %s does not search the audit',
  async (who) => {
    expect((await as[who](searchAudit)).status).toBe(403)
  },
)

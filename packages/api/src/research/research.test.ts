import { readCase } from '@alongside/shared/cases/contract'
import { withdrawConsent } from '@alongside/shared/consent/contract'
import { operations } from '@alongside/shared/operations'
import * as contract from '@alongside/shared/research/contract'
import { readItem } from '@alongside/shared/room/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { withTransaction } from '../db/pool.ts'
import type { PersonName } from '../demo/cast.ts'
import { emailOf } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { openSession } from '../sessions/queries.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock } = world
const { refusal, listed, sign, open, itemOf, discuss, startOver } = await givenMeetings(world)

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await startOver()
})

const content: contract.ResearchContent = {
  facts: [
    { what: 'Evicted', source: 'Tenancy file', when: '3 March' },
    { what: 'Owes no rent', source: '', when: '' },
  ],
  opinion: 'She would take a room by the cathedral.',
  withheld: { what: 'Her quincunx number', why: 'She asked us to keep it' },
}
const save = (itemId: string, version = 1) => ({ params: { itemId }, body: content, version })

/** As raw SQL of the runtime role in that person's context, whatever the API asks. */
async function rowsSeenBy(who: PersonName): Promise<unknown[]> {
  const [account] = await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)])
  const { actor } = (await openSession(world.services.pools.identity, account!.id, clock.now()))!
  const { sessionId, membershipId, role } = actor
  const entering = {
    text: 'SELECT app.enter($1, $2, $3, true, $4)',
    values: [sessionId, membershipId, role, clock.now()],
  }
  return withTransaction(
    world.services.pools.app,
    entering,
    async (tx) => (await tx.$client.query('SELECT * FROM research')).rows,
  )
}

it('MTG-3 an agency’s workers write down what it knows before the meeting, under one version', async () => {
  const { itemId } = await listed()
  expect(await done(as.housing, contract.readResearch, { params: { itemId } })).toMatchObject({
    version: 1,
    content: { facts: [], opinion: '' },
    savedAt: null,
  })
  expect(await done(as.housing, contract.saveResearch, save(itemId))).toMatchObject({ version: 2, content })
  expect(await refusal('lettings', contract.saveResearch, save(itemId))).toEqual([412, 'version.stale'])
  expect(await done(as.lettings, contract.saveResearch, save(itemId, 2))).toMatchObject({
    savedBy: 'Lee Park',
  })
  const sealed = await rows<{ text: string }>(`SELECT encode(content, 'escape') AS text FROM research`)
  expect(JSON.stringify(sealed)).not.toContain('Evicted')
})

it('MTG-3, ACC-6 two of an agency who begin at once: one is kept, the other told', async () => {
  const { itemId } = await listed()
  const answers = await Promise.all([
    as.housing(contract.saveResearch, save(itemId)),
    as.lettings(contract.saveResearch, save(itemId)),
  ])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412])
})

it.each(['coordinator', 'chair', 'health', 'police'] as const)(
  'ACC-6 nobody of another agency sees it or that it exists, not the %s either, by no operation and no SQL',
  async (who) => {
    const { itemId, meetingId, caseId } = await listed()
    await sign(meetingId, 'coordinator', 'health', 'chair')
    await done(as.housing, contract.saveResearch, save(itemId))
    const params = { itemId, meetingId, caseId }
    const answers: string[] = []
    for (const operation of operations.filter(
      ({ kind, params: named }) => kind === 'query' && Object.keys(named).every((name) => name in params),
    )) {
      const named = Object.fromEntries(
        Object.keys(operation.params).map((name) => [name, params[name as keyof typeof params]]),
      )
      const { status, body } = await as[who](operation, { params: named } as never)
      answers.push(`${operation.id} ${status} ${JSON.stringify(body)}`)
    }
    expect(answers.join('\n').match(/Evicted|cathedral|quincunx/g)).toBe(null)
    expect(await rowsSeenBy(who)).toEqual([])
    expect(await rowsSeenBy('housing')).toHaveLength(1)
  },
)

it('ACC-6 the record tells that an agency prepared, and says the same where nothing is written', async () => {
  const { itemId, meetingId } = await listed()
  await sign(meetingId, 'coordinator')
  await done(as.housing, contract.readResearch, { params: { itemId } })
  await done(as.housing, contract.saveResearch, save(itemId))
  expect(await done(as.coordinator, contract.readResearch, { params: { itemId } })).toMatchObject({
    version: 1,
    savedAt: null,
  })
  const actions = await rows<{ action: string }>(
    `SELECT DISTINCT action FROM audit_events WHERE subject_id = $1 AND action NOT IN ('item.read', 'access.denied')`,
    [itemId],
  )
  expect(actions).toEqual([{ action: 'item.prepared' }])
})

it('MTG-3 what is shared stands in the item as that agency’s, facts apart from opinion, and never what is withheld', async () => {
  const item = await listed()
  const { itemId } = item
  await done(as.housing, contract.saveResearch, save(itemId))
  await sign(item.meetingId, 'housing', 'chair')
  const shared = await done(as.housing, contract.shareResearch, {
    params: { itemId },
    body: { facts: [0], opinion: true },
    version: 2,
  })
  expect(shared).toMatchObject({
    version: 3,
    shared: { facts: [content.facts[0]], opinions: [content.opinion] },
  })
  const { contributions } = await itemOf(item)
  expect(contributions).toMatchObject([
    { agencyName: 'Harbour Homes', kind: 'facts', words: 'Evicted (Tenancy file, 3 March)' },
    { agencyName: 'Harbour Homes', kind: 'opinion', words: content.opinion },
  ])
  expect(JSON.stringify(contributions)).not.toMatch(/quincunx|rent/)
})

it.each([
  ['before signing', 'unsigned', 2, [0], 403, 'meeting.confidentiality_unsigned'],
  ['on a version that has passed', 'signed', 1, [0], 412, 'version.stale'],
  ['where nothing is chosen', 'signed', 2, [], 400, 'request.invalid'],
  ['of a fact that there is not', 'signed', 2, [7], 400, 'request.invalid'],
  ['twice over', 'signed', 2, [0, 0], 400, 'request.invalid'],
  ['once the meeting is closed', 'closed', 2, [0], 409, 'meeting.wrong_state'],
  ['once the case is discussed', 'discussed', 2, [0], 409, 'item.closed'],
  ['without a basis in force', 'no basis', 2, [0], 409, 'item.basis_missing'],
] as const)(
  'MTG-3 nothing is shared %s, and nothing changes',
  async (_, state, version, facts, status, code) => {
    // By Lantern, which referred her: what it knows outlives her consent.
    const item = await listed()
    const { itemId, meetingId } = item
    await done(as.outreach, contract.saveResearch, save(itemId))
    if (state === 'discussed') {
      await open(meetingId)
      await discuss(item)
    }
    if (state !== 'unsigned') await sign(meetingId, 'outreach')
    if (state === 'closed') await rows(`UPDATE meetings SET state = 'closed' WHERE id = $1`, [meetingId])
    if (state === 'no basis') {
      const { consents } = await done(as.outreach, readCase, { params: { caseId: item.caseId } })
      await done(as.outreach, withdrawConsent, { params: { consentId: consents[0]!.id }, body: { how: 'x' } })
    }
    const call = { params: { itemId }, body: { facts: [...facts], opinion: false }, version }
    expect(await refusal('outreach', contract.shareResearch, call)).toEqual([status, code])
  },
)

it('ACC-3 with its grant its research ends; without one there is none to write', async () => {
  const item = await listed()
  const { itemId } = item
  await done(as.housing, contract.saveResearch, save(itemId))
  expect(await refusal('police', contract.saveResearch, save(itemId))).toEqual([404, 'not_found'])
  expect(await refusal('police', contract.readResearch, { params: { itemId } })).toEqual([404, 'not_found'])
  const { consents } = await done(as.outreach, readCase, { params: { caseId: item.caseId } })
  await done(as.outreach, withdrawConsent, { params: { consentId: consents[0]!.id }, body: { how: 'x' } })
  expect(await refusal('housing', contract.readResearch, { params: { itemId } })).toEqual([404, 'not_found'])
  expect(await rowsSeenBy('housing')).toEqual([])
})

it('MTG-3 my work asks for what my agency has not written down yet, and for nothing that it may not see', async () => {
  const { itemId } = await listed()
  const asked = async (who: PersonName) =>
    (await done(as[who], readMyWork)).researchAsked.map(({ agendaItemId }) => agendaItemId)
  expect(await asked('housing')).toEqual([itemId])
  expect(await asked('police')).toEqual([])
  await done(as.housing, contract.saveResearch, save(itemId))
  expect(await asked('housing')).toEqual([])
  expect(await as.housing(readItem, { params: { itemId } })).toMatchObject({ status: 403 })
})

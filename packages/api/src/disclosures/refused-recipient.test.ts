import { readCase } from '@alongside/shared/cases/contract'
import { recordWithoutConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import * as contract from '@alongside/shared/disclosures/contract'
import { releaseParts } from '@alongside/shared/disclosures/values'
import { documentKinds } from '@alongside/shared/documents/rules'
import { decideOverride, listLimits, listOverrides, recordLimit } from '@alongside/shared/limits/contract'
import { deferItem } from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { pagesOf } from '../../test/pages-of-pdf.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { withoutConsent } from '../demo/answers.ts'
import { type AgencyName, emailOf, type PersonName, people } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

// ACC-8, CNF-1: a copy is no way past her no. Whoever agrees to a release sees what she refuses, and is bound by it.

const now = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(now)
const { as, agencies, rows, clock } = world
const { listed, sign, open, startOver, itemOf, agree, discuss, close, distribute } =
  await givenMeetings(world)
const tables = ['disclosure_requests', 'sharing_grants', 'limits', 'limit_overrides']

beforeEach(async () => {
  clock.set(now)
  await world.runJobs()
  await rows('DELETE FROM disclosure_requests')
  await startOver()
})

const constable = {
  recipientName: people.constable.name,
  recipientOrganisation: 'The station at the harbour',
  recipientEmail: emailOf('constable'),
}
const refuge = {
  recipientName: 'Dr. Helen Marsh',
  recipientOrganisation: 'Northgate Refuge',
  recipientEmail: 'helen.marsh@northgate.example',
}
const ask = (item: ListedCase, recipient: typeof refuge, itemId?: string) =>
  done(as.housing, contract.requestDisclosure, {
    body: {
      ...{ meetingId: item.meetingId, kind: 'pack', ...recipient, reason: 'They asked' },
      ...(itemId && { itemId }),
    },
  })
type Asked = { id: string; version: number }
const agreeing = ({ id, version }: Asked, noesRead?: string[]) => ({
  params: { disclosureId: id },
  version,
  body: { words: 'Agreed for them alone', parts: [...releaseParts], ...(noesRead && { noesRead }) },
})
const see = ({ id }: Asked) =>
  done(as.coordinator, contract.previewDisclosure, { params: { disclosureId: id }, body: {} })
async function refusal(asked: Asked, noesRead?: string[]) {
  await see(asked)
  return refusalOf(world, tables, as.coordinator, contract.agreeDisclosure, agreeing(asked, noesRead))
}
async function agreeTo(asked: Asked, noesRead?: string[]) {
  await see(asked)
  return done(as.coordinator, contract.agreeDisclosure, agreeing(asked, noesRead))
}
const shown = async (item: ListedCase, who: PersonName = 'coordinator') => {
  const { items } = await done(as[who], contract.listDisclosures, { params: { meetingId: item.meetingId } })
  return items[0]!
}
const refuse = ({ caseId }: ListedCase, agency: AgencyName) =>
  done(as.outreach, recordLimit, {
    params: { caseId },
    body: { kind: 'agency', agencyId: agencies[agency], saidOn: '2026-03-02' },
  })
const referenceOf = async ({ caseId }: ListedCase) =>
  (await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [caseId]))[0]!.reference
async function fetched(email: string): Promise<string> {
  await world.runJobs()
  const mail = world.services.mailer
    .caught()
    .find(({ to, text }) => to === email && text.includes('released-copies'))
  const { pathname } = new URL(/https?:\S+released-copies\S+/.exec(mail?.text ?? '')?.[0] ?? '')
  const { rawPayload } = await world.app.inject({
    method: 'POST',
    url: pathname,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: '',
  })
  return (await pagesOf(rawPayload)).join(' ')
}
/** Shared with lantern, housing, health and probation; in the room. */
async function given(by: PersonName = 'outreach') {
  const item = await listed({ by, agrees: ['lantern', 'health', 'housing', 'probation'] })
  await open(item.meetingId)
  return item
}

it.each([
  ['who has a place in an agency that she refused', 'police', constable],
  [
    'who is said to work at an agency that she refused',
    'probation',
    { ...refuge, recipientOrganisation: ' eastmarsh PROBATION ' },
  ],
] as const)(
  'ACC-8 CNF-1 nothing of her goes to somebody %s: who decides is told, and cannot agree',
  async (_, agency, recipient) => {
    const item = await given()
    const asked = await ask(item, recipient, item.itemId)
    // The police she refused as she was referred.
    if (agency !== 'police') await refuse(item, agency)
    expect((await shown(item)).leavesOut).toEqual([await referenceOf(item)])
    expect((await shown(item, 'housing')).leavesOut).toEqual([])
    expect(await refusal(asked)).toEqual([409, 'disclosure.refused'])
    // To anybody else it can go.
    await agreeTo(await ask(item, refuge, item.itemId))
  },
)

it.each([
  'Eastmarsh  Police',
  'Eastmarsh\u00a0Police',
  '\u0415astmarsh Police',
  'The Eastmarsh Police',
  'Eastmarsh Police, CID',
])(
  'ACC-8 CNF-1 nothing of her goes to somebody of «%s» in whatever way that is written',
  async (recipientOrganisation) => {
    const item = await given()
    const asked = await ask(item, { ...refuge, recipientOrganisation }, item.itemId)
    expect((await shown(item)).leavesOut).toEqual([await referenceOf(item)])
    expect(await refusal(asked)).toEqual([409, 'disclosure.refused'])
  },
)

it('ACC-8 CNF-1 who may be of an agency that she refuses is named to who agrees, and is said in words not to be', async () => {
  const item = await given()
  const asked = await ask(item, { ...refuge, recipientOrganisation: 'Northgate Police Museum' }, item.itemId)
  const { leavesOut, mayBeOf } = await shown(item)
  expect([leavesOut, mayBeOf]).toEqual([
    [],
    [{ caseReference: await referenceOf(item), agencyName: 'Eastmarsh Police' }],
  ])
  expect((await shown(item, 'housing')).mayBeOf).toEqual([])
  expect(await refusal(asked)).toEqual([409, 'disclosure.may_be_refused'])
  const call = agreeing(asked)
  const agreed = await done(as.coordinator, contract.agreeDisclosure, {
    ...call,
    body: { ...call.body, notOf: 'I rang them: it is a museum, and no officer works there' },
  })
  expect(agreed.decision).toContain('it is a museum')
})

it('ACC-8 CNF-1 a whole document leaves her out for whom she refused, also where she says so after it was agreed to', async () => {
  const hers = await listed({ agrees: ['lantern', 'housing', 'probation'] })
  const later = await listed({ agrees: ['lantern', 'housing', 'probation'] })
  const others = await listed()
  await open(hers.meetingId)
  const recipient = { ...refuge, recipientOrganisation: 'Eastmarsh Probation' }
  await refuse(hers, 'probation')
  const asked = await ask(hers, recipient)
  expect((await shown(hers)).leavesOut).toEqual([await referenceOf(hers)])
  await agreeTo(asked)
  await refuse(later, 'probation')
  const text = await fetched(recipient.recipientEmail)
  expect(text).toContain(await referenceOf(others))
  for (const item of [hers, later]) expect(text).not.toContain(await referenceOf(item))
})

it.each(documentKinds)(
  'ACC-8 CON-3 CNF-1 a released %s names nobody whom it leaves out, in no part of it: neither of what is discussed nor of what is put off',
  async (kind) => {
    const agrees: AgencyName[] = ['lantern', 'housing', 'probation']
    const heard = { refused: await listed({ agrees }), withdrawn: await listed({ agrees }) }
    const off = { refused: await listed({ agrees }), withdrawn: await listed({ agrees }) }
    const kept = { heard: await listed({ agrees }), off: await listed({ agrees }) }
    const { meetingId } = kept.heard
    await open(meetingId)
    for (const item of [off.refused, off.withdrawn, kept.off])
      await done(as.chair, deferItem, {
        params: { itemId: item.itemId },
        body: { reason: `Why ${await referenceOf(item)} waits` },
        version: (await itemOf(item)).version,
      })
    for (const item of [heard.refused, heard.withdrawn, kept.heard]) {
      await agree(item)
      await discuss(item)
    }
    await close(meetingId)
    await distribute(meetingId)
    for (const { refused, withdrawn } of [heard, off]) {
      await refuse(refused, 'probation')
      const { consents } = await done(as.outreach, readCase, { params: { caseId: withdrawn.caseId } })
      await done(as.outreach, withdrawConsent, {
        params: { consentId: consents[0]!.id },
        body: { how: 'At the van' },
      })
    }
    const recipient = {
      ...refuge,
      recipientEmail: `${kind}@northgate.example`,
      recipientOrganisation: 'Eastmarsh Probation',
    }
    await agreeTo(
      await done(as.housing, contract.requestDisclosure, {
        body: { meetingId, kind, ...recipient, reason: 'They asked' },
      }),
    )
    const text = await fetched(recipient.recipientEmail)
    for (const item of [heard.refused, heard.withdrawn, off.refused, off.withdrawn])
      expect(text).not.toContain(await referenceOf(item))
    const [read] = await rows<{ seen: string[] }>(
      `SELECT seen FROM audit_events WHERE action = 'disclosure.opened' ORDER BY at DESC, id DESC LIMIT 1`,
    )
    // What it does name stands on record, by whichever part of it.
    for (const { caseId } of [...Object.values(heard), ...Object.values(off)])
      expect(read?.seen ?? []).not.toContain(caseId)
    for (const item of Object.values(kept))
      expect((read?.seen ?? []).includes(item.caseId)).toBe(text.includes(await referenceOf(item)))
    const listsPutOff = kind === 'agenda' || kind === 'pack'
    expect(!listsPutOff || text.includes(await referenceOf(kept.off))).toBe(true)
  },
)

it('ACC-8 CNF-1 what it must not be used for is read by whoever agrees, each no of hers by itself', async () => {
  const item = await given()
  await done(as.outreach, recordLimit, {
    params: { caseId: item.caseId },
    body: { kind: 'purpose', purpose: 'immigration_enforcement', saidOn: '2026-03-02' },
  })
  const asked = await ask(item, refuge)
  const { herNoes } = await shown(item)
  expect(herNoes).toMatchObject([
    { caseReference: await referenceOf(item), what: 'immigration enforcement', saidOn: '2026-03-02' },
  ])
  expect((await shown(item, 'housing')).herNoes).toEqual([])
  expect(await refusal(asked)).toEqual([409, 'disclosure.noes_unread'])
  expect(await refusal(asked, [item.caseId])).toEqual([422, 'reference.unknown'])
  const read = herNoes.map(({ limitId }) => limitId)
  expect(await agreeTo(asked, read)).toMatchObject({ state: 'agreed', herNoes: [] })
})

/** Of a meeting to come, on which more cases are listed. */
async function toCome() {
  const item = await listed({ agrees: ['lantern', 'health', 'housing', 'probation'] })
  await sign(item.meetingId, 'coordinator', 'housing')
  return item
}

it('CNF-1 whoever agrees has read every case that leaves: one that came since she read is none, before she agrees and after', async () => {
  const item = await toCome()
  const asked = await ask(item, refuge)
  await see(asked)
  const second = await toCome()
  const call = agreeing(asked)
  expect(await refusalOf(world, tables, as.coordinator, contract.agreeDisclosure, call)).toEqual([
    409,
    'disclosure.unseen',
  ])
  expect(await agreeTo(asked)).toMatchObject({ state: 'agreed' })
  const third = await toCome()
  const text = await fetched(refuge.recipientEmail)
  expect(text).toContain(await referenceOf(item))
  expect(text).toContain(await referenceOf(second))
  expect(text).not.toContain(await referenceOf(third))
})

it('ACC-8 CNF-1 a use that she refuses after it was agreed to leaves her out of the copy: whoever agreed has not read that no', async () => {
  const item = await toCome()
  const other = await toCome()
  const asked = await ask(item, refuge)
  await agreeTo(asked)
  clock.set('2026-03-02T09:05:00Z')
  await done(as.outreach, recordLimit, {
    params: { caseId: other.caseId },
    body: { kind: 'purpose', purpose: 'immigration_enforcement', saidOn: '2026-03-02' },
  })
  const text = await fetched(refuge.recipientEmail)
  expect(text).toContain(await referenceOf(item))
  expect(text).not.toContain(await referenceOf(other))
})

it('ACC-8 CNF-1 past her no it goes by what lets the agency read it past her no, and by nothing less', async () => {
  const item = await given('midwife')
  await refuse(item, 'probation')
  const asked = await ask(item, { ...refuge, recipientOrganisation: 'Eastmarsh Probation' }, item.itemId)
  const params = { caseId: item.caseId }
  const limit = (await done(as.midwife, listLimits, { params })).items.find(
    ({ agencyId, liftedAt }) => agencyId === agencies.probation && !liftedAt,
  )
  await done(as.midwife, recordWithoutConsent, {
    params,
    body: {
      ...withoutConsent([agencies.probation], { reviewOn: '2026-03-30' }).without,
      pastLimits: [{ limitId: limit?.id ?? '', why: 'He has found her.', tellHer: 'Tomorrow.' }],
    },
  })
  const [override] = (await done(as.midwife, listOverrides, { params })).items
  const decide = (who: PersonName) =>
    done(as[who], decideOverride, {
      params: { overrideId: override?.id ?? '' },
      body: { yes: true, words: 'It is her life.' },
    })
  await decide('coordinator')
  expect(await refusal(asked)).toEqual([409, 'disclosure.refused'])
  await decide('health')
  expect(await agreeTo(asked)).toMatchObject({ state: 'agreed' })
})

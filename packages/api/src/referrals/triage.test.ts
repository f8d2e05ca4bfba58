import { readCase, recordVoice } from '@alongside/shared/cases/contract'
import { withdrawConsent } from '@alongside/shared/consent/contract'
import {
  acceptReferral,
  declineReferral,
  discardReferral,
  listReferrals,
  readReferral,
  redirectChild,
  respondToReferral,
  returnReferral,
  saveReferral,
  submitReferral,
  withdrawReferral,
} from '@alongside/shared/referrals/contract'
import { whyNotAccept } from '@alongside/shared/referrals/rules'
import { expect, it } from 'vitest'
import { givenCalendar, givenDraft, givenListed, givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { consentTo } from '../demo/answers.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
await givenCalendar(world)
const as = world.as

/** Everything that a refused command must leave as it was. */
const kept = async () =>
  world.rows(`SELECT (SELECT count(*)::int FROM outbox_events) AS events, (SELECT count(*)::int FROM history) AS history,
    (SELECT count(*)::int FROM agenda_items) AS items, (SELECT count(*)::int FROM audit_events WHERE action <> 'access.denied') AS audit,
    (SELECT coalesce(sum(version), 0)::int FROM referrals) AS versions`)

it('REF-1 a draft is its author’s alone, resumable and discardable, and its key goes with it', async () => {
  const draft = await givenDraft(world)
  const params = { referralId: draft.id }
  for (const other of [as.coordinator, as.chair, as.police, world.elsewhere])
    expect((await other(readReferral, { params })).status).toBe(404)
  const saved = await done(as.outreach, saveReferral, {
    params,
    version: 1,
    body: { answers: { herVoice: { words: 'Not my brother.', given: 'to_referrer' } } },
  })
  expect(saved).toMatchObject({
    version: 2,
    answers: { person: draft.answers.person, herVoice: { words: 'Not my brother.' } },
  })
  const [{ keys = 0 } = {}] = await world.rows<{ keys: number }>(
    'SELECT count(*)::int AS keys FROM data_keys',
  )
  await done(as.outreach, discardReferral, { params })
  expect((await as.outreach(readReferral, { params })).status).toBe(404)
  expect(await world.rows('SELECT count(*)::int AS keys FROM data_keys')).toEqual([{ keys: keys - 1 }])
})

it('REF-11 two devices: the second save is told, and nothing is lost', async () => {
  const draft = await givenDraft(world)
  const params = { referralId: draft.id }
  await done(as.outreach, saveReferral, {
    params,
    version: 1,
    body: { answers: { request: { asks: 'From the phone' } } },
  })
  const before = await kept()
  const late = await as.outreach(saveReferral, {
    params,
    version: 1,
    body: { answers: { request: { asks: 'From the desk' } } },
  })
  expect(late).toMatchObject({ status: 412, body: { code: 'version.stale', currentVersion: 2 } })
  expect((await done(as.outreach, readReferral, { params })).answers.request?.asks).toBe('From the phone')
  const after = await kept()
  expect(after).toEqual([{ ...before[0], audit: (before[0] as { audit: number }).audit + 1 }])
})

it('REF-5 an incomplete form is refused with every fault at its place, and nothing changes', async () => {
  const draft = await givenDraft(world, {
    answers: { person: { name: '' }, herVoice: {}, request: { needsMultiAgency: ' ' } },
  })
  const params = { referralId: draft.id }
  const before = await kept()
  const { status, body } = await as.outreach(submitReferral, { params, version: draft.version })
  expect(status).toBe(422)
  const pointers = (body as unknown as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)
  expect(pointers).toEqual(
    expect.arrayContaining(['/answers/person/name', '/answers/request/needsMultiAgency']),
  )
  expect(await kept()).toEqual(before)
})

it('REF-5 a returned referral says what is asked for, is written on, and keeps its history', async () => {
  const submitted = await givenSubmitted(world)
  const params = { referralId: submitted.id }
  const returned = await done(as.coordinator, returnReferral, {
    params,
    version: submitted.version,
    body: { asks: 'Who decided?' },
  })
  expect(returned).toMatchObject({ state: 'returned', returnedFor: 'Who decided?' })
  const saved = await done(as.outreach, saveReferral, {
    params,
    version: returned.version,
    body: { answers: { referrer: { phone: '01632 960100', knowsHer: 'Two years' } } },
  })
  const again = await done(as.outreach, submitReferral, { params, version: saved.version })
  expect(again).toMatchObject({ state: 'submitted', returnedFor: null, caseId: submitted.caseId })
  expect(again.history.filter(({ field }) => field === 'light')).toHaveLength(1)
  const file = await done(as.outreach, readCase, { params: { caseId: submitted.caseId! } })
  expect(file.consents).toHaveLength(1)
  expect(again.history.filter(({ field }) => field === 'state').map(({ to }) => to)).toEqual([
    'submitted',
    'returned',
    'submitted',
  ])
})

it('REF-5 ACC-3 consent given anew while a referral was returned takes the place of the one before', async () => {
  const submitted = await givenSubmitted(world)
  const params = { referralId: submitted.id }
  const returned = await done(as.coordinator, returnReferral, {
    params,
    version: submitted.version,
    body: { asks: 'Housing too?' },
  })
  const consent = consentTo([world.agencies.lantern, world.agencies.health], {
    givenOn: '2026-03-02',
    until: '2026-09-02',
  })
  const corrected = { person: { ...submitted.answers.person, name: 'Rosalind' }, consent }
  const saved = await done(as.outreach, saveReferral, {
    params,
    version: returned.version,
    body: { answers: corrected },
  })
  await done(as.outreach, submitReferral, { params, version: saved.version })
  const caseId = submitted.caseId!
  expect((await as.housing(readCase, { params: { caseId } })).status).toBe(404)
  const file = await done(as.health, readCase, { params: { caseId } })
  expect(file.identity.name).toBe('Rosalind')
  expect(file.consents.map(({ lapsedAt }) => lapsedAt === null)).toEqual([true, false])
})

it('REF-3 found to be under 18 after a submission, the referral is withdrawn and the notification stands on the case', async () => {
  const submitted = await givenSubmitted(world)
  const params = { referralId: submitted.id }
  await done(as.coordinator, returnReferral, {
    params,
    version: submitted.version,
    body: { asks: 'How old is she?' },
  })
  await done(as.outreach, redirectChild, { params, body: { tellingNow: true } })
  expect((await done(as.outreach, readReferral, { params })).state).toBe('withdrawn')
  const file = await done(as.outreach, readCase, { params: { caseId: submitted.caseId! } })
  expect(file.safeguarding.map(({ kind, recordedAt }) => [kind, recordedAt])).toEqual([['child', null]])
})

it.each([
  ['a second time', 'listed', 409, 'referral.wrong_state'],
  ['by someone who does not triage', 'submitted', 403, 'access.not_permitted'],
  ['at a version that has passed', 'stale', 412, 'version.stale'],
] as const)(
  'REF-11 a referral cannot be accepted %s, and nothing changes',
  async (_, state, status, code) => {
    const referral = state === 'listed' ? await givenListed(world) : await givenSubmitted(world)
    const before = await kept()
    const caller = code === 'access.not_permitted' ? as.health : as.coordinator
    const version = state === 'stale' ? referral.version + 1 : referral.version
    const answer = await caller(acceptReferral, { params: { referralId: referral.id }, version, body: {} })
    expect(answer).toMatchObject({ status, body: { code } })
    expect(await kept()).toEqual(before)
  },
)

it('CON-2 a referral whose consent has ended is not accepted until there is a basis again', async () => {
  const submitted = await givenSubmitted(world)
  expect(submitted.basisInForce).toBe(true)
  await world.rows('UPDATE sharing_grants SET until_at = $2 WHERE case_id = $1 AND consent_id IS NOT NULL', [
    submitted.caseId,
    world.clock.now(),
  ])
  const refused = await as.coordinator(acceptReferral, {
    params: { referralId: submitted.id },
    version: submitted.version,
    body: {},
  })
  expect(refused).toMatchObject({ status: 409, body: { code: 'referral.basis_missing' } })
  // The page says so before anybody presses: the same rule is asked of what is read.
  const read = await done(as.coordinator, readReferral, { params: { referralId: submitted.id } })
  expect(whyNotAccept(read)).toBe('referral.basis_missing')
})

it('REF-11 two coordinators accept at once: one wins, the other is told', async () => {
  const submitted = await givenSubmitted(world)
  const accept = () =>
    as.coordinator(acceptReferral, {
      params: { referralId: submitted.id },
      version: submitted.version,
      body: {},
    })
  const statuses = (await Promise.all([accept(), accept()])).map(({ status }) => status).sort()
  expect(statuses).toEqual([200, 412])
  expect(
    await world.rows('SELECT count(*)::int AS items FROM agenda_items WHERE referral_id = $1', [
      submitted.id,
    ]),
  ).toEqual([{ items: 1 }])
})

it('REF-8 declined with where else is redirected; the referrer reads why', async () => {
  const submitted = await givenSubmitted(world)
  const body = { reason: 'One service can meet this need.', betterPlaced: 'Outreach clinic, Tuesdays' }
  await done(as.coordinator, declineReferral, {
    params: { referralId: submitted.id },
    version: submitted.version,
    body,
  })
  const read = await done(as.outreach, readReferral, { params: { referralId: submitted.id } })
  expect(read.state).toBe('redirected')
  expect(read.recipients[0]).toMatchObject({ response: 'better_placed_elsewhere', worker: 'Ada Quist' })
  expect(read.recipients[0]?.words).toContain('Outreach clinic')
})

it('REF-8 a response that says no says why', async () => {
  const { id, version } = await givenSubmitted(world, {
    answers: { addressedTo: { meeting: false, agencies: [world.agencies.housing] } },
  })
  const respond = (body: { response: 'not_able_to_help_now'; worker: string; words?: string }) =>
    as.housing(respondToReferral, { params: { referralId: id }, version, body })
  expect(await respond({ response: 'not_able_to_help_now', worker: 'Sam Osei' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/words' }] },
  })
  const answered = await respond({
    response: 'not_able_to_help_now',
    worker: 'Sam Osei',
    words: 'No rooms until May',
  })
  expect(answered.body).toMatchObject({ state: 'declined' })
  expect(
    (
      await as.health(respondToReferral, {
        params: { referralId: id },
        version: version + 1,
        body: { response: 'accepted', worker: 'x' },
      })
    ).status,
  ).toBe(403)
})

it('REF-11 withdrawn before it is discussed, it leaves the agenda', async () => {
  const listed = await givenListed(world)
  const withdrawn = await done(as.outreach, withdrawReferral, {
    params: { referralId: listed.id },
    version: listed.version,
    body: { reason: 'She asked us to wait.' },
  })
  expect(withdrawn).toMatchObject({ state: 'withdrawn', meetingId: null })
  expect(await world.rows('SELECT state FROM agenda_items WHERE referral_id = $1', [listed.id])).toEqual([
    { state: 'deferred' },
  ])
})

it('ACC-3 an answer kept for retries is gone with the sight of the case', async () => {
  const { caseId } = await givenSubmitted(world)
  const params = { caseId: caseId! }
  const body = { words: 'Not the house.', given: 'in_writing' as const }
  const say = () => as.housing(recordVoice, { params, body, key: 'her-words-once-only' })
  const first = await say()
  expect(first.status).toBe(201)
  expect((await say()).body).toEqual(first.body)
  const [consent] = (await done(as.outreach, readCase, { params })).consents
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consent!.id },
    body: { how: 'She said so.' },
  })
  expect((await say()).status).toBe(404)
})

it('API-4 pages are stable while others write, and a cursor cannot be altered', async () => {
  for (let i = 0; i < 5; i++) await givenSubmitted(world)
  const first = await done(as.coordinator, listReferrals, { query: { sort: 'due', limit: 3 } })
  await givenSubmitted(world)
  const second = await done(as.coordinator, listReferrals, {
    query: { sort: 'due', limit: 3, cursor: first.next! },
  })
  const ids = [...first.items, ...second.items].map(({ id }) => id)
  expect(new Set(ids).size).toBe(6)
  const altered = `x${first.next!.slice(1)}`
  expect(
    (await as.coordinator(listReferrals, { query: { sort: 'due', limit: 3, cursor: altered } })).status,
  ).toBe(400)
  expect(
    (await as.coordinator(listReferrals, { query: { sort: '-submitted', limit: 3, cursor: first.next! } }))
      .status,
  ).toBe(400)
})

it('ACC-2 sealed at rest: nothing typed stands readable in any table', async () => {
  const { caseId } = await givenSubmitted(world, { answers: { person: { name: 'Zephyrine Quillfeather' } } })
  expect((await done(as.outreach, readCase, { params: { caseId: caseId! } })).identity.name).toBe(
    'Zephyrine Quillfeather',
  )
  const tables = await world.rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  )
  for (const { name } of tables) {
    const [found] = await world.rows<{ hits: number }>(
      `SELECT count(*)::int AS hits FROM "${name}" t WHERE t::text ILIKE '%Quillfeather%' OR t::text ILIKE '%lock%on%door%'`,
    )
    expect(found?.hits, name).toBe(0)
  }
})

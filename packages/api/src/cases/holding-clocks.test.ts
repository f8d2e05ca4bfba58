import { readCase } from '@alongside/shared/cases/contract'
import { recordAge, recordDeath } from '@alongside/shared/cases/holding-contract'
import { recordWithoutConsent } from '@alongside/shared/consent/contract'
import { closeCaseToPerson } from '@alongside/shared/exclusions/contract'
import { recordPersonWhoHarms } from '@alongside/shared/people-who-harm/contract'
import { agreePlanLine, proposePlanLine } from '@alongside/shared/plan/contract'
import { respondToReferral } from '@alongside/shared/referrals/contract'
import { askReferrer } from '@alongside/shared/referrals/conversation-contract'
import type { Referral } from '@alongside/shared/referrals/schema'
import { expect, it } from 'vitest'
import { givenEmergencyAccess, givenSubmitted } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openOverrides } from '../../test/given-overrides.ts'
import { indicators } from '../demo/answers.ts'
import { done } from '../demo/found.ts'
import { clocks } from '../domains.ts'
import { relayOutbox } from '../jobs/relay.ts'

// REF-3: two women of whom everything waits that a clock waits for. One is held. Then a year goes by.

const { world, sharing, ask } = await openOverrides('2026-03-02T09:00:00Z')
const { as, agencies, rows, clock } = world
const { listed, open, agree, discuss, close, itemOf } = await givenMeetings(world)

/** What each clock tells of somebody, by itself or by what follows from it. A new clock says so here, and `arranged` gives it a case. */
const tells: Record<string, readonly string[]> = {
  responseClocks: ['response_clock_nearly_out', 'response_clock_out'],
  questionClocks: ['question_clock_nearly_out', 'question_clock_out'],
  restClocks: [],
  tellHalfOver: ['referral_half_over'],
  tellUnhelped: ['referral_nobody_has_her'],
  forgetSetAside: [],
  tellUnread: [],
  recordClocks: [],
  actionClocks: ['action_due_soon', 'action_late'],
  withoutConsentReviews: ['without_consent_to_review'],
  tellEndsSoon: ['consent_ends_soon'],
  lapseConsents: ['consent_lapsed'],
  sharingClocks: ['sharing_lost'],
  askWhatWasDone: ['emergency_access_to_tell'],
  escalateReviews: [
    'emergency_access_to_review',
    'emergency_access_unreviewed',
    'emergency_access_not_reviewed',
  ],
  escalateByName: [],
  closeOpenForHours: [],
  lapseUndecided: ['override_settled'],
  escalateUndecided: ['override_to_decide', 'override_undecided'],
  exclusionClocks: ['exclusion_to_review', 'exclusion_review_late'],
  harmClocks: ['order_ends_soon'],
  planClocks: ['plan_to_look_at'],
  emergencyClocks: [],
  askForFlags: ['flag_asked'],
  endFlags: [],
  remindOfFlags: ['flag_not_yet_confirmed'],
  planReviews: [],
  askForReviews: ['outcomes_to_look_at'],
  meetingClocks: [],
  onCallClocks: [],
  importClocks: [],
}

/**
 * What must be told all the same: of a child or an adult at risk; that somebody reads her case no more; who looked at it; and that
 * what was closed to a worker untold waits for somebody to look at it.
 */
const evenHeld = [
  'exclusion_to_review',
  'exclusion_review_late',
  'safeguarding_to_record',
  'safeguarding_to_ring',
  'sharing_lost',
  'sharing_promised',
  'flag_to_take_down',
  'emergency_access_to_tell',
  'emergency_access_to_review',
  'emergency_access_unreviewed',
  'emergency_access_not_reviewed',
]

const toHousing = (more = {}) =>
  givenSubmitted(world, {
    answers: { addressedTo: { meeting: false, agencies: [agencies.housing] }, ...more },
  })
const at = ({ id, version }: Referral) => ({ params: { referralId: id }, version })

/** Her plan, an order that ends, and that it is closed to somebody who was not told. */
async function watched(caseId: string) {
  const params = { caseId }
  const { id: lineId, version } = await done(as.outreach, proposePlanLine, {
    params,
    body: proposePlanLine.example,
  })
  await done(as.coordinator, agreePlanLine, { params: { lineId }, version, body: agreePlanLine.example })
  await done(as.coordinator, recordPersonWhoHarms, {
    params,
    body: {
      ...recordPersonWhoHarms.example,
      orders: [{ kind: 'restraining', conditions: 'Not within 100 metres of her', endsOn: '2026-04-10' }],
    },
  })
  const [steering] = await rows<{ id: string }>(`SELECT id FROM accounts WHERE email LIKE 'steering@%'`)
  const body = { accountId: steering?.id ?? '', agencyId: agencies.lantern, told: false }
  await done(as.coordinator, closeCaseToPerson, { params, body: { ...closeCaseToPerson.example, ...body } })
}

/** Her files, before the meeting: for each clock what it waits for. */
async function arranged() {
  const answering = await givenSubmitted(world, {
    answers: { addressedTo: { meeting: true, agencies: [agencies.housing] } },
  })
  const asked = await toHousing()
  await done(as.housing, askReferrer, {
    ...at(asked),
    body: { questions: 'How many weeks is she?', meanwhile: 'A bed is kept until noon.' },
  })
  const unhelped = await toHousing({ indicators: indicators({ use_escalating: 'By her own account' }) })
  await done(as.housing, respondToReferral, {
    ...at(unhelped),
    body: { response: 'not_able_to_help_now', worker: 'Sam', words: 'No bed before Friday' },
  })
  const past = await givenSubmitted(world, { by: 'midwife' })
  await ask(past.caseId ?? '')
  const shared = await givenSubmitted(world, {})
  await done(as.outreach, recordWithoutConsent, {
    params: { caseId: shared.caseId ?? '' },
    body: sharing([agencies.probation]),
  })
  const [file] = await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [
    answering.caseId,
  ])
  await givenEmergencyAccess(world, 'probation', file?.reference ?? '')
  await watched(shared.caseId ?? '')
  const item = await listed()
  const files = [answering, asked, unhelped, past, shared].map(({ caseId }) => caseId ?? '')
  return { item, midwifes: past.caseId ?? '', files: [...files, item.caseId] }
}

it('REF-3 ACC-6 of whoever is held no clock tells anybody anything, but what must be told', async () => {
  expect(clocks.map(({ name }) => name).sort()).toEqual(Object.keys(tells).sort())
  const [free, held] = [await arranged(), await arranged()]
  const her = (await givenSubmitted(world, {})).caseId ?? ''
  await open(free.item.meetingId)
  for (const { item } of [free, held]) {
    await agree(item)
    await itemOf(item)
    await discuss(item)
  }
  await close(free.item.meetingId)
  for (const caseId of held.files)
    await done(caseId === held.midwifes ? as.midwife : as.outreach, recordDeath, {
      params: { caseId },
      body: { knownBy: 'The hospital rang' },
    })
  // Found to be a child: that is told on.
  const { version } = await done(as.outreach, readCase, { params: { caseId: her } })
  await done(as.outreach, recordAge, {
    params: { caseId: her },
    version,
    body: { age: { born: '2009-06-01', restsOn: 'document' } },
  })
  // What people did is told by now, before the first clock is looked at.
  await relayOutbox(world.services)
  const start = clock.now()
  const kindsOf = async (files: readonly string[]) =>
    (
      await rows<{ kind: string }>(
        `WITH here AS MATERIALIZED (SELECT set_config('app.partnership_id', $3, false) AS id)
          SELECT DISTINCT n.kind FROM here JOIN notifications n ON n.partnership_id = here.id::uuid
          WHERE n.at > $1 AND app.case_about(n.subject, n.subject_id) = ANY ($2) ORDER BY 1`,
        [start, files, world.partnershipId],
      )
    ).map(({ kind }) => kind)

  for (const day of [
    ...['2026-03-02T11:30:00Z', '2026-03-02T13:30:00Z', '2026-03-02T14:30:00Z', '2026-03-03T00:30:00Z'],
    ...['2026-03-03T18:00:00Z', '2026-03-05T09:00:00Z', '2026-03-09T09:00:00Z', '2026-03-12T09:00:00Z'],
    ...['2026-03-19T09:00:00Z', '2026-04-02T09:00:00Z', '2026-06-30T09:00:00Z', '2026-09-20T09:00:00Z'],
    ...['2027-02-20T09:00:00Z', '2027-03-04T09:00:00Z'],
  ]) {
    clock.set(day)
    await world.runJobs()
  }
  expect(await kindsOf(free.files)).toEqual(expect.arrayContaining(Object.values(tells).flat()))
  const toldOfHeld = await kindsOf([...held.files, her])
  expect(toldOfHeld.filter((kind) => !evenHeld.includes(kind))).toEqual([])
  expect(toldOfHeld).toContain('safeguarding_to_record')
})

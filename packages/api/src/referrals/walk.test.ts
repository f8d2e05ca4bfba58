import * as contract from '@alongside/shared/referrals/contract'
import * as conversation from '@alongside/shared/referrals/conversation'
import * as talk from '@alongside/shared/referrals/conversation-contract'
import * as rules from '@alongside/shared/referrals/rules'
import type { Referral } from '@alongside/shared/referrals/schema'
import { readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenDraft, givenSubmitted } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { stepsOf, walk, walkTimeout } from '../../test/walk.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies } = world
const meetings = await givenMeetings(world)

/** Housing's, to the meeting and to health; drugs sees it by her consent and is not asked. */
const given = {
  by: 'housing',
  agrees: ['lantern', 'housing', 'health', 'drugs'],
  answers: { addressedTo: { meeting: true, agencies: [agencies.health] } },
} as const satisfies Parameters<typeof givenSubmitted>[1]

const params = ({ id }: Referral) => ({ params: { referralId: id } })
const step = stepsOf<Referral>()

const exceptional = { exceptional: { reason: 'He is looking for her' } }
const better = { reason: 'One service is enough.', betterPlaced: 'The clinic, Tuesdays' }
const answer = (response: 'accepted' | 'not_able_to_help_now') => ({
  response,
  worker: 'Ruth',
  words: 'On Monday',
})
const save = { answers: { referrer: { phone: '01632 960100', knowsHer: 'For two years' } } }

/** Returned by the meeting, it is sent again to an agency alone. */
const toHealthAlone = { answers: { addressedTo: { meeting: false, agencies: [agencies.health] } } }

const everyone: PersonName[] = ['housing', 'lettings', 'health', 'drugs', 'coordinator']
const steps = [
  ...everyone.flatMap((who) => [
    step(who, contract.saveReferral, rules.whyNotWrite, (seen) => ({
      ...params(seen),
      body: save,
    })),
    step(who, contract.saveReferral, rules.whyNotSave, (seen) => ({ ...params(seen), body: toHealthAlone })),
    step(who, contract.submitReferral, rules.whyNotSubmit, params),
    step(who, contract.withdrawReferral, rules.whyNotWithdraw, (seen) => ({
      ...params(seen),
      body: { reason: 'She asked us to wait.' },
    })),
    step(who, contract.respondToReferral, rules.whyNotRespond, (seen) => ({
      ...params(seen),
      body: answer('accepted'),
    })),
    step(who, contract.returnReferral, rules.whyNotReturn, (seen) => ({
      ...params(seen),
      body: { asks: 'Who decided?' },
    })),
    step(who, talk.askReferrer, conversation.whyNotAsk, (seen) => ({
      ...params(seen),
      body: { questions: 'How many weeks is she?', meanwhile: 'A bed is kept' },
    })),
    step(who, talk.addToReferral, conversation.whyNotAdd, (seen) => ({
      ...params(seen),
      body: { words: 'She has somewhere until Friday.' },
    })),
    step(who, talk.amendResponse, conversation.whyNotAmend, (seen) => ({
      ...params(seen),
      body: { ...answer('not_able_to_help_now'), reason: 'The room fell through' },
    })),
    ...(['red', 'amber'] as const).map((light) =>
      step(
        who,
        contract.changeLight,
        (seen, asking) => rules.whyNotChangeLight(seen, asking, light),
        (seen) => ({ ...params(seen), body: { light, reason: 'He came to the drop-in' } }),
      ),
    ),
  ]),
  ...(['housing', 'coordinator'] as const).flatMap((who) => [
    step(who, contract.acceptReferral, rules.whyNotAccept, (seen) => ({
      ...params(seen),
      body: exceptional,
    })),
    step(
      who,
      contract.declineReferral,
      (seen) => rules.whyNotDecline(seen, true),
      (seen) => ({ ...params(seen), body: better }),
    ),
    step(who, talk.settleUnhelped, conversation.whyNotSettle, (seen) => ({
      ...params(seen),
      body: { words: 'Turning Tide takes her' },
    })),
    step(who, contract.takeBackTriage, (seen) => rules.whyNotTakeBack(seen, world.clock.now()), params),
    step(who, contract.discardReferral, rules.whyNotDiscard, params),
    step(who, contract.redirectChild, rules.whyNotRedirectChild, (seen) => ({
      ...params(seen),
      body: { tellingNow: true },
    })),
  ]),
]

const read = (who: PersonName, id: string) => as[who](contract.readReferral, { params: { referralId: id } })

/** Health cannot help, the meeting returns it, and it is sent again to health alone. */
async function sentAgain(): Promise<string> {
  const sent = await givenSubmitted(world, given)
  const at = ({ version }: Referral) => ({ ...params(sent), version })
  const no = await done(as.health, contract.respondToReferral, {
    ...at(sent),
    body: answer('not_able_to_help_now'),
  })
  const back = await done(as.coordinator, contract.returnReferral, { ...at(no), body: { asks: 'Who?' } })
  const saved = await done(as.housing, contract.saveReferral, { ...at(back), body: toHealthAlone })
  return (await done(as.housing, contract.submitReferral, { ...at(saved), body: {} })).id
}

/** The boxes of «my work» and of the list hold it exactly for whom the rules let answer, triage, mend or write on. */
async function agrees(id: string): Promise<void> {
  const work: boolean[] = []
  for (const [who, agency, role] of [
    ['health', 'health', 'lead_member'],
    ['coordinator', 'lantern', 'coordinator'],
    ['housing', 'housing', 'lead_member'],
  ] as const) {
    const { status, body } = await read(who, id)
    const open = (rule: (seen: Referral) => unknown) => status === 200 && rule(body) === null
    const asking = { role, agencyId: agencies[agency] }
    const mine = await done(as[who], readMyWork)
    const holds = (list: readonly { id: string }[]) => list.some((one) => one.id === id)
    expect(holds(mine.toAnswer)).toBe(open((seen) => rules.whyNotRespond(seen, asking)))
    const unsettled = open(conversation.whyNotSettle) && rules.clockRuns(body.state, false)
    expect(holds(mine.nobodyHasHer)).toBe(
      (who === 'coordinator' || (status === 200 && body.own)) && unsettled,
    )
    const asked = status === 200 && body.questions.some((one) => !one.answeredAt)
    expect(mine.questionsAsked.some((one) => one.referralId === id)).toBe(
      who === 'housing' && asked && rules.clockRuns(body.state, false),
    )
    expect(holds(mine.toTriage)).toBe(who === 'coordinator' && open(rules.whyNotAccept))
    const writes = who === 'housing' && open((seen) => rules.whyNotSubmit(seen, asking))
    expect(holds([...mine.myDrafts, ...mine.returnedToMe])).toBe(writes)
    work.push(holds([...mine.toAnswer, ...mine.toTriage, ...mine.nobodyHasHer, ...mine.returnedToMe]))
    for (const [box, inWork] of [
      ['to_answer', mine.toAnswer],
      ...(who === 'coordinator' ? [['to_triage', mine.toTriage] as const] : []),
    ] as const) {
      const { items } = await done(as[who], contract.listReferrals, { query: { box } })
      expect(holds(items)).toBe(holds(inWork))
    }
  }
  // REF-8: nobody is left waiting: what is submitted is always somebody’s.
  const { status, body } = await read('housing', id)
  const waits = status === 200 && body.state === 'submitted'
  expect(!waits || work.includes(true)).toBe(true)
}

it(
  'REF-11 REF-8 at random through a referral: rule, API, «my work» and lists agree at every step',
  async () => {
    await walk<Referral>(world, {
      begins: {
        draft: async () => (await givenDraft(world, given)).id,
        submitted: async () => (await givenSubmitted(world, given)).id,
        'sent again to who cannot help': sentAgain,
        listed: async () => (await meetings.listed({ ...given, at: 1 })).referralId,
      },
      read,
      steps,
      agrees,
    })
  },
  walkTimeout,
)

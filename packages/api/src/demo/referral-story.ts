import { localDate } from '@alongside/shared/calendar'
import {
  acceptReferral,
  declineReferral,
  findMatches,
  readReferral,
  respondToReferral,
  returnReferral,
  saveReferral,
  startReferral,
  submitReferral,
  withdrawReferral,
} from '@alongside/shared/referrals/contract'
import { settleUnhelped } from '@alongside/shared/referrals/conversation-contract'
import type { Referral, ReferralAnswers } from '@alongside/shared/referrals/schema'
import { type PersonName, people } from './cast.ts'
import { done } from './found.ts'
import { type LightChange, planLight, planSafeguarding } from './referral-aside.ts'
import { agencyNamed, as, attendees, atWork, hoursAfter, officeHour, type Story } from './story.ts'

export type Fate =
  | { kind: 'accept' | 'exceptional' | 'return' | 'decline' | 'redirect' | 'withdraw' }
  /** Nobody has answered yet, nor told the safeguarding team. */
  | { kind: 'wait' }
  /** Returned, and not yet sent again. */
  | { kind: 'stay returned' }

export interface Told {
  by: PersonName
  /** The moment of submission. */
  at: string | Temporal.Instant
  answers: () => ReferralAnswers
  fate: Fate
  light?: LightChange
  onAccepted?: (referral: Referral) => void
}

const minutesToWrite = 25

/** Plans a referral from its first word to the coordinator's answer. */
export function planReferral(story: Story, told: Told): void {
  const submission = typeof told.at === 'string' ? Temporal.Instant.from(told.at) : told.at
  story.diary.plan(submission.subtract({ minutes: minutesToWrite }), async () => {
    const author = as(story, told.by)
    const { person, consent, ...rest } = told.answers()
    const started = await done(author, startReferral, {
      body: { answers: { ...rest, ...(person && { person }) } },
    })
    story.diary.moveTo(submission)
    const draft = consent
      ? await done(author, saveReferral, {
          params: { referralId: started.id },
          version: started.version,
          body: { answers: { consent } },
        })
      : started
    await send(story, told, draft)
  })
}

async function send(
  story: Story,
  told: Told,
  { id, version, state }: Pick<Referral, 'id' | 'version' | 'state'>,
) {
  const sent = await done(as(story, told.by), submitReferral, { params: { referralId: id }, version })
  if (state === 'draft' && told.fate.kind !== 'wait') planSafeguarding(story, told.by, sent)
  if (told.light) planLight(story, told.light, sent)
  for (const { forMeeting, agencyId } of sent.recipients) {
    const at = whenAnswered(story, told, sent)
    if (forMeeting) planTriage(story, told, sent.id, at)
    else if (told.fate.kind !== 'wait') story.diary.plan(at, () => answer(story, sent.id, agencyId))
  }
}

/** Red is answered within hours, day and night; the rest in office hours on its last day. One in twelve comes late. */
function whenAnswered(story: Story, { light }: Told, sent: Referral): Temporal.Instant {
  const { chance, calendar } = story
  const late = chance.is(0.08)
  const { submittedAt, dueAt } = sent
  if (!submittedAt || !dueAt) throw new Error('sent without a clock')
  if (sent.light === 'red' || light?.to === 'red')
    return Temporal.Instant.from(submittedAt).add({
      minutes: late ? chance.from(260, 500) : chance.from(30, 180),
    })
  const due = localDate(calendar, Temporal.Instant.from(dueAt))
  return atWork(story, late ? due.add({ days: 1 }) : due, officeHour(story))
}

function planTriage(story: Story, told: Told, referralId: string, at: Temporal.Instant): void {
  const params = { referralId }
  const coordinator = as(story, 'coordinator')
  const { kind } = told.fate
  if (kind === 'wait') return
  story.diary.plan(at, async () => {
    const referral = await done(coordinator, readReferral, { params })
    const { items: matches } = await done(coordinator, findMatches, { params })
    const call = { params, version: referral.version }
    story.diary.pass(10)
    if (kind === 'withdraw')
      return done(as(story, told.by), withdrawReferral, {
        ...call,
        body: { reason: 'She asked us to wait until she is ready.' },
      })
    if (kind === 'decline')
      return done(coordinator, declineReferral, {
        ...call,
        body: { reason: 'What she asks for is already in place and working; one service is enough for now.' },
      })
    if (kind === 'redirect')
      return done(coordinator, declineReferral, {
        ...call,
        body: {
          reason: 'One service can meet this, and sooner than the meeting.',
          betterPlaced: 'Quayside clinic, Wednesdays from four, with the same nurse',
        },
      })
    if (
      kind === 'stay returned' ||
      (kind === 'return' && !referral.history.some(({ to }) => to === 'returned'))
    ) {
      const returned = await done(coordinator, returnReferral, {
        ...call,
        body: { asks: 'Please add what she would like to happen, and whether she can be seen alone.' },
      })
      if (kind === 'return')
        story.diary.plan(hoursAfter(story.diary.now(), 20), () => sendAgain(story, told, returned))
      return returned
    }
    const same = referral.answers.reReferral?.discussedBefore === 'yes' ? matches[0]?.caseId : undefined
    const accepted = await done(coordinator, acceptReferral, {
      ...call,
      body: {
        ...(same && { sameAsCaseId: same }),
        ...(kind === 'exceptional' && {
          exceptional: { reason: 'It cannot wait a month: he is looking for her.' },
        }),
      },
    })
    told.onAccepted?.(accepted)
    return accepted
  })
}

async function sendAgain(story: Story, told: Told, returned: Referral): Promise<void> {
  const { request, herVoice } = returned.answers
  const saved = await done(as(story, told.by), saveReferral, {
    params: { referralId: returned.id },
    version: returned.version,
    body: {
      answers: {
        request: {
          ...request,
          asks: `${request?.asks ?? ''}\n\nShe would like to be asked first, each time. She can be seen alone at the drop-in.`,
        },
        ...(herVoice && { herVoice }),
      },
    },
  })
  await send(story, told, saved)
}

async function answer(story: Story, referralId: string, agencyId: string): Promise<void> {
  const agency = agencyNamed(story, agencyId)
  if (!agency) throw new Error('a recipient outside the partnership')
  const person = attendees[agency][0] ?? 'coordinator'
  const worker = person === 'coordinator' ? 'Ada Quist' : people[person].name
  const referral = await done(as(story, person), readReferral, { params: { referralId } })
  const answered = await done(as(story, person), respondToReferral, {
    params: { referralId },
    version: referral.version,
    body: story.chance.of([
      { response: 'accepted', worker, words: 'We will meet her this week, with the worker whom she knows.' },
      { response: 'accepted', worker },
      {
        response: 'accepted_onto_waiting_list',
        worker,
        words: 'Three weeks. We ring her worker as soon as there is a place.',
      },
      {
        response: 'better_placed_elsewhere',
        worker,
        words: 'The drop-in’s own adviser sees people on the same day.',
      },
      {
        response: 'not_able_to_help_now',
        worker,
        words: 'We have nobody who speaks her language before next month.',
      },
    ] as const),
  })
  if (answered.unhelpedAt)
    story.diary.plan(hoursAfter(story.diary.now(), 1), () => findHelp(story, referralId))
}

/** Nobody had taken her on: the coordinator rings round until somebody does. */
async function findHelp(story: Story, referralId: string): Promise<void> {
  const coordinator = as(story, 'coordinator')
  const { version, unhelpedAt } = await done(coordinator, readReferral, { params: { referralId } })
  if (!unhelpedAt) return
  await done(coordinator, settleUnhelped, {
    params: { referralId },
    version,
    body: {
      words: 'Rung round this morning: Turning Tide’s street worker meets her tonight, and stays with her.',
    },
  })
}

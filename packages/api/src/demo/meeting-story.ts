import type { Action } from '@alongside/shared/actions/contract'
import { enterRoom } from '@alongside/shared/attendance/contract'
import { addWorkingDays, monthlyDates } from '@alongside/shared/calendar'
import { readCase } from '@alongside/shared/cases/contract'
import {
  closeMeeting,
  listMeetings,
  openMeeting,
  readMeeting,
  signMeeting,
} from '@alongside/shared/meetings/contract'
import type { Meeting } from '@alongside/shared/meetings/schema'
import {
  acknowledgeMinutes,
  distributeMinutes,
  readMinutes,
  readMinutesDraft,
} from '@alongside/shared/minutes/contract'
import type { MeetingRule } from '@alongside/shared/partnerships/contract'
import { addPlanLine, changePlanLine } from '@alongside/shared/plan/contract'
import { isStanding } from '@alongside/shared/plan/rules'
import {
  agreeAction,
  closeItem,
  contribute,
  deferItem,
  readItem,
  recordItem,
} from '@alongside/shared/room/contract'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { planAction } from './action-story.ts'
import { agencyWords } from './agency-words.ts'
import { planConfirmation } from './calendar-story.ts'
import type { AgencyName, PersonName } from './cast.ts'
import { done } from './found.ts'
import { decisions, deferrals, riskPlans, supportPlans, whoTellsHer } from './phrases.ts'
import { agencyNamed, as, attendees, atWork, type Story, today } from './story.ts'

export const meetingRule: MeetingRule = {
  week: 2,
  weekday: 4,
  time: '10:00',
  mode: 'in_person',
  venue: 'The Old Library, room 2',
}

/** Hours from the first signature until the minutes are compiled; a meeting that could not be over by now has not been held. */
const hoursAtMost = 5

/** Holds every meeting of the rule until the story's end. */
export function planMeetings(story: Story, afterEach: () => Promise<void>): void {
  const { diary, calendar } = story
  const last = Temporal.Instant.from(diary.end).subtract({ hours: hoursAtMost })
  for (const date of monthlyDates(calendar, meetingRule, today(story), 30)) {
    planConfirmation(story, date)
    const signing = atWork(story, date, '09:50')
    if (Temporal.Instant.compare(signing, last) > 0) return
    diary.plan(signing, async () => {
      const present = comeTogether(story)
      const meeting = await hold(story, date.toString(), present)
      diary.plan(atWork(story, date.add({ days: 1 }), '09:15'), () => follow(story, meeting, present))
      await afterEach()
    })
  }
}

/** The day after: the coordinator distributes the minutes, who was there reads them, and most agencies acknowledge. */
async function follow(story: Story, meetingId: string, present: Map<AgencyName, PersonName>): Promise<void> {
  const { chance, diary } = story
  const params = { meetingId }
  const coordinator = as(story, 'coordinator')
  const { version } = await done(coordinator, readMinutesDraft, { params })
  const distributed = await done(coordinator, distributeMinutes, { params, version })
  diary.pass(30)
  const body = { version: distributed.version }
  const readers = [...present].map(([agency, name]) => ({
    reader: as(story, name),
    acknowledges: agency !== 'lantern' && chance.is(0.8),
  }))
  await Promise.all(
    readers.map(async ({ reader, acknowledges }) => {
      await done(reader, readMinutes, { params })
      if (acknowledges) await done(reader, acknowledgeMinutes, { params, body })
    }),
  )
}

/** One person for each agency that could come: the lead, else the second. */
function comeTogether({ chance, callers }: Story): Map<AgencyName, PersonName> {
  const present = new Map<AgencyName, PersonName>()
  for (const [agency, [lead, second]] of Object.entries(attendees) as [AgencyName, readonly PersonName[]][]) {
    const comes = agency === 'lantern' || chance.is(0.85) ? lead : second
    if (comes && callers[comes]) present.set(agency, comes)
  }
  return present
}

async function hold(story: Story, date: string, present: Map<AgencyName, PersonName>): Promise<string> {
  const { diary } = story
  const coordinator = as(story, 'coordinator')
  const { items } = await done(coordinator, listMeetings, { query: { when: 'coming' } })
  const planned = items.find((meeting) => meeting.date === date)
  if (!planned) throw new Error(`The calendar holds no meeting on ${date}`)
  const params = { meetingId: planned.id }
  await Promise.all(
    [...present.values()].map((name) =>
      done(as(story, name), signMeeting, { params, body: { agreed: true } }),
    ),
  )
  diary.pass(10)
  const { agenda } = await done(coordinator, openMeeting, { params, version: planned.version })
  await Promise.all([...present.values()].map((name) => done(as(story, name), enterRoom, { params })))
  for (const line of agenda) if (line.state === 'listed') await discuss(story, line, present)
  const spokenOf = await done(coordinator, readMeeting, { params })
  await done(coordinator, closeMeeting, { params, version: spokenOf.version })
  return planned.id
}

async function discuss(
  story: Story,
  line: Meeting['agenda'][number],
  present: Map<AgencyName, PersonName>,
): Promise<void> {
  const { chance, diary } = story
  const coordinator = as(story, 'coordinator')
  const params = { itemId: line.id }
  const item = await done(coordinator, readItem, { params })
  diary.pass(2)
  const reason = story.toPutOff.get(line.caseId) ?? (chance.is(0.08) ? chance.of(deferrals) : undefined)
  if (reason && line.basisInForce) {
    story.toPutOff.delete(line.caseId)
    await done(coordinator, deferItem, { params, version: item.version, body: { reason } })
    return
  }
  if (!line.basisInForce) {
    // CON-3: it is not spoken of.
    await done(coordinator, deferItem, {
      params,
      version: item.version,
      body: {
        reason:
          'Her consent has ended, so nothing was shared today. Her worker asks her again; “not yet” is an answer too.',
      },
    })
    return
  }

  const { grants } = await done(coordinator, readCase, { params: { caseId: line.caseId } })
  const holding = new Set(
    grants
      .filter(({ inForce }) => inForce)
      .flatMap(({ agencyId }) => (agencyId ? (agencyNamed(story, agencyId) ?? []) : [])),
  )
  for (const [agency, name] of present)
    if (holding.has(agency) && chance.is(0.55)) {
      diary.pass(1)
      await done(as(story, name), contribute, {
        params,
        body: { words: chance.of(agencyWords[agency].knows) },
      })
    }
  await amendPlan(story, item, [...holding], { risk: chance.of(riskPlans), need: chance.of(supportPlans) })
  const recorded = await done(coordinator, recordItem, {
    params,
    version: item.version,
    body: {
      decisions: chance.of(decisions),
      whoTellsHer: chance.of(whoTellsHer),
    },
  })
  for (const agency of chance.some([...holding], line.light === 'red' ? 3 : chance.from(1, 2))) {
    diary.pass(1)
    const { action, owner, outcome } = await agree(story, line, agency)
    planAction(story, action, owner, outcome)
  }
  diary.pass(2)
  await done(coordinator, closeItem, { params, version: recorded.version })
}

const firstStep = (story: Story) => ({
  what: 'See her this week, and hear whether it holds',
  dueOn: addWorkingDays(story.calendar, today(story), 5).toString(),
})

/** PLN-1: the first meeting begins her plan; a later one changes what it finds there. */
async function amendPlan(
  story: Story,
  { id, caseId, plan, light }: AgendaItem,
  holding: readonly AgencyName[],
  words: { risk: string; need: string },
): Promise<void> {
  const coordinator = as(story, 'coordinator')
  for (const part of ['risk', 'need'] as const) {
    const stands = plan.find((line) => line.caseId === caseId && line.part === part && isStanding(line))
    const [first = 'lantern', second = first] = holding
    const leadAgencyId = story.agencies[part === 'risk' ? first : second] ?? ''
    if (!stands)
      await done(coordinator, addPlanLine, {
        params: { itemId: id },
        body: {
          ...{ part, area: part === 'risk' ? 'safety' : 'daily_life', words: words[part], leadAgencyId },
          ...(part === 'risk' && light === 'red' && { firstStep: firstStep(story) }),
        },
      })
    else if (stands.words !== words[part])
      await done(coordinator, changePlanLine, {
        params: { lineId: stands.id },
        version: stands.version,
        body: { agendaItemId: id, words: words[part] },
      })
  }
}

async function agree(
  story: Story,
  line: Meeting['agenda'][number],
  agency: AgencyName,
): Promise<{ action: Action; owner: PersonName; outcome: string }> {
  const { chance, calendar } = story
  const [what, why, outcome] = chance.of(agencyWords[agency].does)
  const owner = chance.of(attendees[agency].filter((name) => story.callers[name]))
  const account = chance.is(0.6) ? story.accounts[owner] : undefined
  const urgent = line.light === 'red' && chance.is(0.6)
  const action = await done(as(story, 'coordinator'), agreeAction, {
    params: { itemId: line.id },
    body: {
      ownerAgencyId: story.agencies[agency] ?? '',
      ...(account && { ownerAccountId: account }),
      what,
      why,
      dueOn: addWorkingDays(
        calendar,
        today(story),
        urgent ? chance.from(2, 5) : chance.from(5, 18),
      ).toString(),
      priority: urgent ? 'urgent' : 'usual',
    },
  })
  return { action, owner, outcome }
}

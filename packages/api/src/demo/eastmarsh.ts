import { shippedBankHolidays } from '@alongside/shared/bank-holidays'
import { workingCalendar } from '@alongside/shared/calendar'
import { setMeetingRule } from '@alongside/shared/meetings/contract'
import { addBankHoliday, listMembers, publishAgreement } from '@alongside/shared/partnerships/contract'
import { redirectChild, startReferral } from '@alongside/shared/referrals/contract'
import { recordNotification } from '@alongside/shared/safeguarding/contract'
import type { Caller } from '../in-process.ts'
import { charter, informationSharingProtocol } from './agreements.ts'
import { agenciesToAdd, eastmarsh, emailOf, type PersonName, people } from './cast.ts'
import type { Chance } from './chance.ts'
import { type Danger, planDanger } from './danger-story.ts'
import type { Diary } from './diary.ts'
import { done, foundEastmarsh, type SignIn, signAll } from './found.ts'
import { meetingRule } from './meeting-story.ts'
import { planOnCall } from './on-call-story.ts'
import { planReferral } from './referral-story.ts'
import { as, atWork, type Story, today } from './story.ts'
import { vignettes } from './vignettes.ts'

/** Founds the demo's partnership, with its calendar. */
export async function beginEastmarsh(
  administrator: Caller,
  join: SignIn,
  diary: Diary,
  chance: Chance,
): Promise<Story> {
  // The shipped bank holidays begin with 2025; two years may begin before.
  for (const date of ['2024-12-25', '2024-12-26'])
    if (date > diary.now())
      await done(administrator, addBankHoliday, {
        body: { division: eastmarsh.division, date, title: 'Christmas' },
      })
  const { agencies, callers } = await foundEastmarsh(administrator, join)
  await done(callers.coordinator, setMeetingRule, { body: meetingRule })
  const { items: members } = await done(callers.coordinator, listMembers)
  const accounts = Object.fromEntries(
    (Object.keys(people) as PersonName[]).map((name) => [
      name,
      members.find(({ email }) => email === emailOf(name))?.accountId ?? '',
    ]),
  )
  const calendar = workingCalendar(eastmarsh.timeZone, shippedBankHolidays(eastmarsh.division))
  const story: Story = { diary, chance, calendar, agencies, callers, accounts, toPutOff: new Map() }
  await planOnCall(story)
  return story
}

/** PAR-1, GOV-2: charter and protocol are reviewed before their year is over, and signed anew by every agency. */
export function planRenewals(story: Story): void {
  const { diary, chance } = story
  const leads: PersonName[] = [
    'coordinator',
    ...(Object.keys(agenciesToAdd) as (keyof typeof agenciesToAdd)[]),
  ]
  const founded = today(story)
  for (let months = 11; ; months += 11) {
    const day = founded.add({ months })
    const review = atWork(story, day, '11:00')
    if (review.epochMilliseconds > Date.parse(diary.end)) return
    diary.plan(review, async () => {
      const dates = { signBy: day.add({ weeks: 4 }).toString(), reviewOn: day.add({ years: 1 }).toString() }
      const reviewed = `\n\nReviewed in ${day.year}.`
      await done(as(story, 'coordinator'), publishAgreement, {
        body: { kind: 'charter', text: charter + reviewed, ...dates },
      })
      await done(as(story, 'coordinator'), publishAgreement, {
        body: { kind: 'information_sharing_protocol', text: informationSharingProtocol + reviewed, ...dates },
      })
    })
    for (const lead of leads)
      diary.plan(atWork(story, day.add({ days: chance.from(1, 18) }), '14:00'), () =>
        signAll(as(story, lead)),
      )
  }
}

const marniesBrother: Danger = {
  by: 'outreach',
  harms: {
    called: 'Dean',
    relation: 'family',
    age: 'about 40',
    area: 'Quay Street',
    vehicle: 'A white van with a dented door',
    sheSays: 'He will kill me before I shame them.',
    workerSaw: 'He shouted it across the road, twice.',
    status: 'alleged',
    danger: 'Follows the outreach van, and has tried its doors.',
  },
  warning: { kind: 'man_present', words: 'Her brother waits near the van most nights. Go in pairs.' },
  unsafePhone: { value: '07700 900772', because: 'Her brother pays for it, and sees whom she rings' },
  conflict: {
    ...{ lead: 'health', closedTo: 'midwife' },
    words: 'Her family and his have been neighbours for years.',
  },
}

/** The ten referrals to try the product with: those whose day has come. */
export function planVignettes(story: Story): void {
  const { diary, agencies } = story
  for (const { number, by, at, answers } of vignettes(agencies as Parameters<typeof vignettes>[0])) {
    if (Date.parse(at) < Date.parse(diary.now()) + 86_400_000) continue
    if (number === 5)
      diary.plan(at, async () => {
        const draft = await done(as(story, by), startReferral, { body: { answers } })
        const { notificationId } = await done(as(story, by), redirectChild, {
          params: { referralId: draft.id },
          body: { tellingNow: true },
        })
        diary.pass(65)
        await done(as(story, by), recordNotification, {
          params: { notificationId },
          version: 1,
          body: { toldAt: at, receiver: 'Front door, duty worker', reference: 'CSC-88213' },
        })
      })
    else
      planReferral(story, {
        by,
        at,
        answers: () => answers,
        fate: { kind: 'accept' },
        onAccepted: ({ caseId }) => {
          // Whose consent ends before the next meeting: its item says that a basis is missing.
          if (number === 6 && caseId)
            story.toPutOff.set(caseId, 'Her address after release is not known before the twentieth.')
          if (number === 7 && caseId) planDanger(story, caseId, marniesBrother)
        },
      })
  }
}

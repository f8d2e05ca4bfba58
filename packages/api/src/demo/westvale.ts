import { shippedBankHolidays } from '@alongside/shared/bank-holidays'
import { workingCalendar } from '@alongside/shared/calendar'
import { setMeetingRule } from '@alongside/shared/meetings/contract'
import type { Caller } from '../in-process.ts'
import { westvale } from './cast.ts'
import type { Chance } from './chance.ts'
import type { Diary } from './diary.ts'
import { done, foundWestvale, partnershipOf, type SignIn } from './found.ts'
import { meetingRule, planMeetings } from './meeting-story.ts'
import type { InventedPerson } from './people.ts'
import { type Fate, planReferral } from './referral-story.ts'
import { situations } from './situations.ts'
import { atWork, hoursAfter, officeHour, type Story, today } from './story.ts'
import { write } from './writing.ts'

/** Carys is also the name of somebody whom Eastmarsh knows: neither partnership learns of the other’s. */
const people: readonly InventedPerson[] = [
  { name: 'Carys' },
  { name: 'Odette', language: 'French' },
  { name: 'Ruby' },
  { name: 'Marisol', aliases: ['Mari'], language: 'Spanish' },
]

/** The other partnership, there to prove that nothing crosses: one charity, some referrals of its own. */
export async function beginWestvale(
  administrator: Caller,
  join: SignIn,
  diary: Diary,
  chance: Chance,
): Promise<Story> {
  const coordinator = await foundWestvale(administrator, join)
  await done(coordinator, setMeetingRule, { body: { ...meetingRule, venue: 'Waymark House' } })
  const { coordinatingAgencyId } = await partnershipOf(coordinator)
  const story: Story = {
    diary,
    chance,
    calendar: workingCalendar(westvale.timeZone, shippedBankHolidays(westvale.division)),
    agencies: { lantern: coordinatingAgencyId ?? '' },
    callers: { coordinator },
    accounts: {},
    toPutOff: new Map(),
  }
  planMeetings(story, async () => undefined)
  people.forEach((person, index) => {
    const last = index === people.length - 1
    const fate: Fate = { kind: last ? 'wait' : 'accept' }
    planReferral(story, {
      by: 'coordinator',
      at: last
        ? hoursAfter(diary.end, -2)
        : atWork(story, today(story).add({ days: 10 + 24 * index }), officeHour(story)),
      answers: () =>
        write(story, {
          person: { ...person, born: null },
          situation: chance.of(situations),
          by: 'coordinator',
          scope: 'everyone',
          months: 12,
        }),
      fate,
    })
  })
  return story
}

import { confirmOnCall, readOnCall, saveOnCall } from '@alongside/shared/oncall/contract'
import { agenciesToAdd, type PersonName } from './cast.ts'
import { done } from './found.ts'
import { as, atWork, type Story, today } from './story.ts'

const leads: PersonName[] = ['coordinator', ...(Object.keys(agenciesToAdd) as (keyof typeof agenciesToAdd)[])]
const workingDays = [1, 2, 3, 4, 5]
const everyDay = [...workingDays, 6, 7]

/** MTG-5: each agency writes down who answers, and says every quarter that it is still right. */
export async function planOnCall(story: Story): Promise<void> {
  const { diary } = story
  for (const [at, lead] of leads.entries()) {
    // Ofcom keeps these numbers for drama: they ring nowhere.
    const telephone = (last: number) => `01632 960${String(at * 2 + last).padStart(3, '0')}`
    const entries = [
      { name: 'Duty desk', telephone: telephone(1), days: workingDays, from: '09:00', until: '17:00' },
      { name: 'Out of hours', telephone: telephone(2), days: everyDay, from: '17:00', until: '09:00' },
      { name: 'Weekend', telephone: telephone(2), days: [6, 7], from: '09:00', until: '17:00' },
    ]
    await done(as(story, lead), saveOnCall, { version: 0, body: { entries } })
  }
  const begun = today(story)
  for (let months = 3; ; months += 3) {
    const check = atWork(story, begun.add({ months }), '10:00')
    if (check.epochMilliseconds > Date.parse(diary.end)) return
    diary.plan(check, async () => {
      const { items } = await done(as(story, 'coordinator'), readOnCall)
      for (const lead of leads) {
        const { version } = items.find(({ agencyId }) => agencyId === story.agencies[agencyOf(lead)])!
        await done(as(story, lead), confirmOnCall, { version, body: {} })
      }
    })
  }
}

const agencyOf = (lead: PersonName) =>
  lead === 'coordinator' ? 'lantern' : (lead as keyof typeof agenciesToAdd)

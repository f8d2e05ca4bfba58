import { shippedBankHolidays } from '@alongside/shared/bank-holidays'
import { workingCalendar } from '@alongside/shared/calendar'
import { formFaults } from '@alongside/shared/referrals/completeness'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { starterRuleSet } from '@alongside/shared/traffic-light/starter'
import { expect, it } from 'vitest'
import { type AgencyName, agenciesToAdd, eastmarsh, type PersonName, people } from './cast.ts'
import { chanceFrom } from './chance.ts'
import { openDiary } from './diary.ts'
import { inventedPeople } from './people.ts'
import { toServices, waiting } from './present.ts'
import { serviceNeeds } from './service-needs.ts'
import { situations } from './situations.ts'
import { attendees, type Story, today } from './story.ts'
import { suited } from './two-years.ts'
import { vignettes } from './vignettes.ts'
import { type Scope, type Written, write } from './writing.ts'

// The demo of `npm start` draws from more than its test plays: every form that its two years could write is whole.

const now = '2026-11-18T15:00:00Z'
const agencies = Object.fromEntries(
  (Object.keys(attendees) as AgencyName[]).map((name, at) => [
    name,
    `01995b1c-7d00-7000-8000-0000000a000${at}`,
  ]),
) as Record<AgencyName, string>
const names = new Map(
  Object.entries({ ...agenciesToAdd, lantern: { name: eastmarsh.coordinatingAgency } }).map(
    ([key, { name }]) => [agencies[key as AgencyName], name],
  ),
)
const calendar = workingCalendar(eastmarsh.timeZone, shippedBankHolidays(eastmarsh.division))
const storyOf = (seed: number): Story => ({
  ...{ diary: openDiary(now, now), chance: chanceFrom(seed), calendar, agencies },
  ...{ callers: {}, accounts: {}, toPutOff: new Map() },
})
const scopes: readonly Scope[] = ['everyone', 'not the police', 'health and housing', 'nobody asked']
/** So often is each written, by a chance of its own: what only some draws write comes too. */
const draws = 4

const agencyOf = (by: PersonName) => (by === 'coordinator' ? 'lantern' : people[by].agency)
const faultsOf = (answers: ReferralAnswers, by: PersonName, day: string) =>
  formFaults(answers, {
    ...{ ruleSet: starterRuleSet, today: day, agencies: names, referrerName: 'Whoever writes it' },
    ...{ coordinatingAgencyId: agencies.lantern, ownAgencyId: agencies[agencyOf(by)] },
  })

/** Every form that may be written of one person’s situation, first and when she comes again, with what its author would be told. */
function* faultsIn(written: Pick<Written, 'person' | 'situation' | 'by' | 'to'>, scope: Scope) {
  for (const escalationSince of [undefined, 'He has found her.'])
    for (let draw = 0; draw < draws; draw++) {
      const story = storyOf(draw)
      const form = { ...written, scope: suited(scope, written.by), months: 6 }
      const answers = write(story, { ...form, ...(escalationSince && { escalationSince }) })
      for (const fault of faultsOf(answers, written.by, today(story).toString()))
        yield { by: written.by, says: written.situation.words, scope, escalationSince, ...fault }
    }
}

it('each situation is whole by each who may write it, whomever she agrees to, at first and when she comes again', () => {
  const faults: unknown[] = []
  for (const [at, situation] of [...situations, ...serviceNeeds].entries())
    for (const by of situation.by)
      for (const scope of scopes) {
        const person = { ...inventedPeople[at]!, born: at % 2 ? '1990-05-01' : null }
        faults.push(
          ...faultsIn(
            { person, situation, by, ...('to' in situation && { to: situation.to as AgencyName[] }) },
            scope,
          ),
        )
      }
  expect(faults).toEqual([])
})

it('so is what waits when somebody signs in, and each of the ten vignettes on its day', () => {
  const faults: unknown[] = []
  for (const { person, born = null, by, situation, scope = 'everyone' } of waiting)
    faults.push(...faultsIn({ person: { ...person, born }, situation, by }, scope))
  for (const { person, born = null, by, need } of toServices) {
    const situation = serviceNeeds[need]!
    faults.push(
      ...faultsIn({ person: { ...person, born }, situation, by, to: situation.to }, 'health and housing'),
    )
  }
  for (const { title, answers, by, at } of vignettes(agencies))
    for (const fault of faultsOf(answers, by, at.slice(0, 10))) faults.push({ title, ...fault })
  expect(faults).toEqual([])
})

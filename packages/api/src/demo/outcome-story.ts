import { type OutcomeAnswers, putOffReview, recordOutcomes } from '@alongside/shared/outcomes/contract'
import { needDomains, needLevels, type ReviewOccasion, safetyScale } from '@alongside/shared/outcomes/values'
import type { PersonName } from './cast.ts'
import type { Chance } from './chance.ts'
import { done } from './found.ts'
import { exitSteps, goals, laterWords } from './phrases.ts'
import { as, atWork, officeHour, type Story, today } from './story.ts'

/** How it goes with somebody: where she starts on the scale of safety, and how often it gets better by a step. */
interface Course {
  chance: Chance
  caseId: string
  by: PersonName
  safety: number
  better: number
  goals: readonly string[]
}

const months = { referral: 0, three_months: 3, six_months: 6, twelve_months: 12 } as const

/** MON-2: what her worker `by` records at referral and at reviews; now and then it is not the moment, or nobody does. */
export function planLooks(of: Story, chance: Chance, caseId: string, by: PersonName): void {
  const story = { ...of, chance }
  const course: Course = {
    chance,
    caseId,
    by,
    safety: chance.from(0, 2),
    better: chance.of([0.35, 0.6, 0.8]),
    goals: chance.some(goals, chance.from(1, 2)),
  }
  for (const occasion of Object.keys(months) as ReviewOccasion[]) {
    const due = today(story).add({ months: months[occasion] })
    const seen = due.add({ days: chance.from(1, 9) })
    const drawn = chance.next()
    if (drawn < 0.12) continue
    if (drawn < 0.24 && occasion !== 'referral') {
      story.diary.plan(atWork(story, seen, officeHour(story)), () => wait(story, course, occasion))
      const later = seen.add({ days: 16 })
      story.diary.plan(atWork(story, later, officeHour(story)), () => look(story, course, occasion))
    } else story.diary.plan(atWork(story, seen, officeHour(story)), () => look(story, course, occasion))
  }
}

const wait = (story: Story, { caseId, by }: Course, occasion: ReviewOccasion) =>
  done(as(story, by), putOffReview, {
    params: { caseId },
    body: { occasion, because: 'not_the_moment' },
  })

async function look(story: Story, course: Course, occasion: ReviewOccasion) {
  const { chance, caseId, by } = course
  const step = chance.is(course.better) ? 1 : chance.from(-1, 0)
  if (occasion !== 'referral') course.safety = Math.min(4, Math.max(0, course.safety + step))
  await done(as(story, by), recordOutcomes, {
    params: { caseId },
    body: { occasion, lookedOn: today(story).toString(), answers: answersIn(course, occasion) },
  })
}

/** Better as she gets safer; about every fifth question is skipped. */
function answersIn({ chance, safety, goals: hers }: Course, occasion: ReviewOccasion): OutcomeAnswers {
  const asked = () => chance.is(0.8)
  const scale = safetyScale[safety]
  const count = (most: number) => (chance.is(0.15) ? 'not_known' : chance.from(0, Math.max(0, most - safety)))
  const met = () => (occasion === 'referral' || chance.is(0.3) ? 'not_yet' : safety > 2 ? 'met' : 'partly')
  return {
    ...(chance.is(0.7) && { herWords: chance.of(laterWords) }),
    ...(scale && { safety: scale }),
    ...(asked() && {
      needs: Object.fromEntries(
        needDomains
          .filter(asked)
          .map((domain) => [
            domain,
            chance.is(0.1)
              ? 'not_asked'
              : needLevels[Math.min(2, chance.from(0, Math.max(0, 3 - Math.ceil(safety / 2))))],
          ]),
      ),
    }),
    ...(asked() && { goals: hers.map((goal) => ({ goal, met: met() })) }),
    ...(asked() && { exit: exitIn(chance, safety) }),
    ...(asked() && { policeCallOuts: count(5) }),
    ...(asked() && { arrests: count(3) }),
    ...(asked() && { violence: count(4) }),
  }
}

const exitIn = (chance: Chance, safety: number): NonNullable<OutcomeAnswers['exit']> =>
  chance.is(0.5)
    ? {
        wish: 'wants_it',
        progress: safety > 3 ? 'well_on_the_way' : safety > 1 ? 'first_steps' : 'not_yet',
        ...(chance.is(0.6) && { steps: chance.of(exitSteps) }),
      }
    : { wish: chance.is(0.7) ? 'not_now' : 'not_asked' }

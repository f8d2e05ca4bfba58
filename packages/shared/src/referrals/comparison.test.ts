import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answered, compareAnswers } from './comparison.ts'
import type { ReferralAnswers } from './schema.ts'

const indicators = [
  { code: 'serious_violence', level: 'red', label: 'Serious violence' },
  { code: 'rough_sleeping', level: 'amber', label: 'Sleeps rough' },
] as const
const answered = (
  answers: ReferralAnswers,
  labels: readonly (typeof indicators)[number][] = indicators,
): Answered => ({
  answers,
  ruleSet: { indicators: [...labels] },
  day: '2026-03-02',
})
const of = (answers: ReferralAnswers, before: ReferralAnswers) =>
  compareAnswers(answered(before), answered(answers))

describe('REF-10 earlier answers beside the present ones', () => {
  it('names what changed, what is new, what is no longer answered and what is the same', () => {
    const before: ReferralAnswers = {
      whereabouts: { sleeps: 'With a friend', inArea: 'yes', where: 'The main road' },
    }
    const now: ReferralAnswers = {
      whereabouts: { sleeps: 'In a stairwell', inArea: 'yes', sellingSexNow: 'yes' },
    }
    expect(of(now, before).map(({ question, difference }) => [question, difference])).toEqual([
      ['sellingSexNow', 'new'],
      ['inArea', 'same'],
      ['where', 'not_answered_now'],
      ['sleeps', 'changed'],
    ])
  })

  it('goes into consent and lists, and shows a change of a single line', () => {
    const consent = (agreedAgencies: string[]): ReferralAnswers => ({
      consent: { basis: 'consent', given: { agreedAgencies, takenBy: 'Jo' } },
    })
    expect(of(consent(['a', 'b']), consent(['a']))).toMatchObject([
      { question: 'basis', difference: 'same' },
      { question: 'given/agreedAgencies', earlier: ['a'], now: ['a', 'b'], difference: 'changed' },
      { question: 'given/takenBy', difference: 'same' },
    ])
  })

  it('labels an indicator by each referral’s own rule set, and says where it was not asked', () => {
    const yes = { answer: 'yes', restsOn: 'Seen' } as const
    const earlier = answered({ indicators: { rough_sleeping: yes } }, [
      { ...indicators[1], label: 'Is without a roof' } as unknown as (typeof indicators)[1],
    ])
    const now = answered({ indicators: { serious_violence: yes, rough_sleeping: yes } })
    expect(compareAnswers(earlier, now)).toEqual([
      {
        section: 'indicators',
        question: 'serious_violence',
        earlierLabel: null,
        label: 'Serious violence',
        earlier: [],
        now: ['yes', 'Seen'],
        difference: 'new',
      },
      {
        section: 'indicators',
        question: 'rough_sleeping',
        earlierLabel: 'Is without a roof',
        label: 'Sleeps rough',
        earlier: ['yes', 'Seen'],
        now: ['yes', 'Seen'],
        difference: 'same',
      },
    ])
  })

  const words = fc.option(fc.string(), { nil: undefined })
  const anyAnswers: fc.Arbitrary<ReferralAnswers> = fc
    .record({
      person: fc.record({ name: words, aliases: fc.option(fc.array(fc.string()), { nil: undefined }) }),
      children: fc.record({ risk: words }),
      criterion: fc.record({
        couldNotDisclose: fc.option(fc.boolean(), { nil: undefined }),
        courtDiversionsImposed: fc.option(fc.nat(100), { nil: undefined }),
      }),
      indicators: fc.record({
        rough_sleeping: fc.record({ answer: fc.constantFrom('yes', 'no'), restsOn: words }),
      }),
    })
    .map((answers) => answers as ReferralAnswers)

  it('finds no difference between a referral and itself, whatever it says', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) =>
        of(answers, answers).every(({ difference }) => difference === 'same'),
      ),
    )
  })

  it('is its own mirror: turned about, each earlier answer is a present one, and new is no longer answered', () => {
    const turned = {
      changed: 'changed',
      same: 'same',
      new: 'not_answered_now',
      not_answered_now: 'new',
    } as const
    fc.assert(
      fc.property(anyAnswers, anyAnswers, (before, after) => {
        const forth = of(after, before)
        const back = of(before, after)
        expect(back).toEqual(
          forth.map((row) => ({
            ...row,
            earlier: row.now,
            now: row.earlier,
            earlierLabel: row.label,
            label: row.earlierLabel,
            difference: turned[row.difference],
          })),
        )
      }),
    )
  })
})

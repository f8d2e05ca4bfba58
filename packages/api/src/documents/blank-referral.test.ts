import { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { starterRuleSet } from '@alongside/shared/traffic-light/starter'
import { expect, it } from 'vitest'
import { blankReferral } from './blank-referral.ts'

const agencies = [
  {
    id: '01995b1c-7d00-7000-8000-000000000001',
    name: 'Harbour Homes',
    kind: 'housing' as const,
    coordinating: false,
    standingUntil: null,
  },
]
const sections = blankReferral({ agencies, ruleSet: starterRuleSet })

interface Schema {
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  anyOf?: Schema[]
  items?: Schema
}
/** Every answer that the form takes, by its place; of an item of a list without which. */
function placesIn(schema: Schema, at = ''): string[] {
  const inner = schema.anyOf?.[0] ?? schema.items ?? schema
  const [of] = Object.values(inner.patternProperties ?? {})
  if (of) return placesIn(of, at)
  if (!inner.properties) return [at]
  return Object.entries(inner.properties).flatMap(([key, one]) => placesIn(one, at ? `${at}/${key}` : key))
}

/** What no paper asks, each with why. */
const notOnPaper = [
  // What a screen keeps for itself: half a date, the key of a row, the short form, whose whole this is.
  /^unfinishedDates\//,
  /^tonight\//,
  /^children\/rows\/id$/,
  // The day of an age is the day on which it is told.
  /^person\/age\/statedOn$/,
  // Asked by the API where a name is that of a colleague: of what was typed.
  /^peopleWhoHarm\/sameName$/,
  // Named as it is typed in: by article and act.
  /^consent\/lawful\//,
]
/** What one question of the paper stands for. */
const together = [/^consent\/given\//, /^consent\/without\/grounds\//, /^otherForums\/\w+\//]

it('REF-2 every answer that the form takes is asked on paper, or it is said why not', () => {
  const asked = new Set(
    sections.flatMap(({ blocks, grids }) => [
      ...blocks.flatMap(({ questions }) => questions.map(({ at }) => at)),
      ...grids.flatMap(({ rows }) => rows.map(({ at }) => at)),
    ]),
  )
  const places = placesIn(ReferralAnswers as Schema).filter(
    (place) => !place.startsWith('indicators') && !notOnPaper.some((one) => one.test(place)),
  )
  const unasked = places.filter((place) => {
    const one = together.find((part) => part.test(place))
    return !asked.has(place) && !(one && asked.has(place.split('/').slice(0, -1).join('/')))
  })
  expect(unasked).toEqual([])
  expect(places.length).toBeGreaterThan(80)
})

it('REF-2 REF-6 the paper has the partnership’s own questions of risk and its own agencies', () => {
  const grid = sections.flatMap(({ grids }) => grids).find(({ columns }) => columns.includes('Suspected'))
  expect(grid?.rows.map(({ label }) => label)).toEqual(starterRuleSet.indicators.map(({ label }) => label))
  expect(JSON.stringify(sections[0])).toContain('Harbour Homes')
  const [first] = sections
  expect(first?.title).toBe('Who this referral is for')
})

import { expect, it } from 'vitest'
import { documentKinds } from '../documents/rules.ts'
import { stateTable } from '../state-table.test-support.ts'
import { agreeDisclosure, declineDisclosure, sendDisclosureAgain } from './contract.ts'
import {
  nothingChosen,
  releaseUntil,
  whyNotAgree,
  whyNotDecide,
  whyNotSendAgain,
  whyNotTakeBackRelease,
} from './rules.ts'
import { disclosureStates, partsOf, releaseParts } from './values.ts'
import { changedSince, releasePartIn } from './words.ts'

it('CNF-1 who decides on a request, and when, reads at a glance', async () => {
  const whyNot = ({ state, place }: { state: (typeof disclosureStates)[number]; place: string }) =>
    whyNotDecide({ state, askedByMe: place === 'who asked' })
  const table = stateTable({
    title: 'CNF-1 A request to release a copy',
    states: disclosureStates,
    places: ['another', 'who asked'],
    moves: [
      {
        operation: agreeDisclosure,
        to: 'agreed',
        whyNot: ({ state, place }) =>
          whyNotAgree({ state, askedByMe: place === 'who asked', openedAt: null, seenByMe: true }),
      },
      { operation: declineDisclosure, to: 'declined', whyNot },
      { operation: sendDisclosureAgain, whyNot: ({ state }) => whyNotSendAgain({ state, openedAt: null }) },
    ],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})

it.each([
  ['asked', false, null],
  ['asked', true, 'disclosure.own'],
  ['agreed', false, 'disclosure.decided'],
  ['declined', true, 'disclosure.decided'],
] as const)('CNF-1 a request that is %s, one’s own: %s, is decided: %s', (state, askedByMe, refusal) => {
  expect(whyNotDecide({ state, askedByMe })).toBe(refusal)
})

it.each(documentKinds)(
  'CNF-1 of %s something that stands in it is chosen, or nothing is agreed to',
  (kind) => {
    const missing = [{ pointer: '/parts', code: 'missing', detail: expect.any(String) }]
    expect(nothingChosen(kind, [])).toEqual(missing)
    for (const part of releaseParts)
      expect(nothingChosen(kind, [part])).toEqual(
        (partsOf[kind] as readonly string[]).includes(part) ? [] : missing,
      )
  },
)

it('CNF-1 a link is good for seven times 24 hours, also when the clocks change', () => {
  expect(releaseUntil('2026-03-27T12:00:00Z')).toBe('2026-04-03T12:00:00Z')
})

it('CNF-1 what is fetched is neither taken back nor sent again; what was not seen is not agreed; nobody else takes a request back', () => {
  const asked = { state: 'asked', askedByMe: false, openedAt: null } as const
  const fetched = { ...asked, state: 'agreed', openedAt: '2026-03-02T09:00:00Z' } as const
  expect(whyNotTakeBackRelease(fetched, true)).toBe('disclosure.fetched')
  expect(whyNotSendAgain(fetched)).toBe('disclosure.fetched')
  expect(whyNotAgree({ ...asked, seenByMe: false })).toBe('disclosure.unseen')
  expect(whyNotTakeBackRelease(asked, true)).toBe('access.not_permitted')
  expect(whyNotTakeBackRelease({ ...asked, state: 'agreed' }, false)).toBe('access.not_permitted')
})

it('CNF-1 a part is called what it is in that document, and two parts of one never the same', () => {
  expect(releasePartIn('agenda', 'record')).toBe('Which cases were put off, to when, and why')
  expect(releasePartIn('minutes', 'record')).toBe('What was decided, and why it was put off')
  for (const [kind, parts] of Object.entries(partsOf))
    expect(new Set(parts.map((part) => releasePartIn(kind as keyof typeof partsOf, part))).size).toBe(
      parts.length,
    )
})

it('CNF-1 a recipient is told that there is a gap, and whom to ask, and nothing where there is none', () => {
  expect(changedSince(0, 'Ada Quist, Eastmarsh')).toBe('')
  expect(changedSince(1, 'Ada Quist, Eastmarsh')).toBe(
    '1 passage was changed or added after this copy was agreed to, and is left out: ask Ada Quist, Eastmarsh.',
  )
  expect(changedSince(2, 'Ada')).toMatch(/^2 passages were .* and are left out: ask Ada\.$/)
})

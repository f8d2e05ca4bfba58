import { runs } from '@alongside/shared/chance.test-support'
import { longestFact } from '@alongside/shared/limits'
import type { Fact, ResearchContent } from '@alongside/shared/research/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Autosave, type Kept, same } from '../autosave/engine.ts'
import { blank, bothOf, contentOf, faultOf, fieldAt, heldOf, keptTogether, tidied } from './fields.ts'

const factOf = (name: string): Fact => ({ what: name, source: `SOURCE-${name}`, when: `WHEN-${name}` })
const [a, b, c] = ['A', 'B', 'C'].map(factOf) as [Fact, Fact, Fact]
const long = (fact: Fact): Fact => ({ ...fact, what: fact.what.padEnd(longestFact.what + 8, '.') })
const nothing: ResearchContent = { facts: [], opinion: '', withheld: { what: '', why: '' } }

/** A server that holds one agency's research, and a page that writes it. */
function writing(first: Fact[], kept: (server: ReturnType<typeof heldOf>) => Kept = () => ({})) {
  let research = { content: { ...nothing, facts: first }, version: 1 }
  const sent: ResearchContent[] = []
  const engine = new Autosave(heldOf(research), kept(heldOf(research)), {
    send: async (changed, { fields, version }) => {
      const content = contentOf({ ...fields, ...changed })
      sent.push(content)
      research = { content, version: version + 1 }
      return heldOf(research)
    },
    read: async () => heldOf(research),
    keep: async () => undefined,
    forget: async () => undefined,
    faultOf,
    tidied,
    fieldAt,
  })
  return {
    engine,
    sent,
    server: () => research.content,
    page: () => contentOf(engine.state().fields).facts,
    elsewhere: (facts: Fact[]) => {
      research = { content: { ...research.content, facts }, version: research.version + 1 }
      engine.learn(heldOf(research))
    },
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('MTG-3 REF-12 the first fact is taken out while the second is too long: the server has neither mixed', async () => {
  const { engine, sent, server, page } = writing([a, b])
  engine.type('facts', [a, long(b)])
  await engine.flush()
  engine.type('facts', page().toSpliced(0, 1))
  engine.type('opinion', 'Well')
  await engine.flush()
  expect(sent.map(({ facts }) => facts)).toEqual([[a, b]])
  expect(engine.state().held).toEqual({
    facts: 'fact 1, what: 8 characters too many. Shorten it to 20,000',
  })
  engine.type('facts', [b])
  await engine.flush()
  expect(server()).toEqual({ ...nothing, facts: [b], opinion: 'Well' })
  expect(engine.state()).toMatchObject({ held: {}, unsaved: [], saving: 'saved' })
})

test('MTG-3 a blank fact is never sent, and goes when it is taken out', async () => {
  const { engine, sent, server, page } = writing([a, blank])
  expect(page()).toEqual([a])
  engine.type('facts', [a, blank, { ...blank, what: ' ' }])
  await engine.flush()
  expect(sent).toEqual([])
  engine.type('facts', [a, blank, b])
  await engine.flush()
  expect(server().facts).toEqual([a, b])
  expect(page()).toEqual([a, blank, b])
  engine.type('facts', page().toSpliced(1, 1))
  await engine.flush()
  expect(page()).toEqual([a, b])
  expect(sent).toHaveLength(1)
})

test('MTG-3 facts that a colleague changed too stand side by side until somebody chooses', async () => {
  const { engine, sent, server, elsewhere } = writing([a])
  engine.type('facts', [a, b])
  elsewhere([a, c])
  await engine.flush()
  expect(sent).toEqual([])
  expect(engine.state().elsewhere).toEqual({ facts: [a, c] })
  engine.settle('facts', bothOf([a, b], [a, c]))
  await engine.flush()
  expect(server().facts).toEqual([a, c, b])
})

const apart: Kept = {
  'facts/0/what': { value: 'B', base: 'A' },
  'facts/0/source': { value: 'SOURCE-B', base: 'SOURCE-A' },
  'facts/0/when': { value: 'WHEN-B', base: 'WHEN-A' },
  'facts/1/what': { value: undefined, base: 'B' },
  'facts/1/source': { value: undefined, base: 'SOURCE-B' },
  'facts/1/when': { value: undefined, base: 'WHEN-B' },
  opinion: { value: 'Well', base: '' },
}

test('REF-12 what a device kept part by part is saved as the facts that stood on the page', async () => {
  const { engine, sent } = writing([a, b], ({ fields }) => keptTogether(apart, fields))
  await engine.flush()
  expect(sent).toEqual([{ ...nothing, facts: [b], opinion: 'Well' }])
})

test('REF-12 what a device kept part by part overwrites nothing that was written since', async () => {
  const { engine, server } = writing([c, b], ({ fields }) => keptTogether(apart, fields))
  await engine.flush()
  expect(server().facts).toEqual([c, b])
  expect(engine.state().elsewhere).toEqual({ facts: [c, b] })
})

const place = fc.nat(4)
const part = fc.constantFrom('what', 'source', 'when')
const text = fc.oneof(fc.string({ maxLength: 4 }), fc.constant('x'.repeat(longestFact.what + 1)))
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('type' as const), place, part, text }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('add' as const) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('take out' as const), place }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('opinion' as const), text }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('save' as const) }) },
)

test('MTG-3 in whatever order facts are typed, taken out and held, what is sent stood on the page as a whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { engine, sent, page, server } = writing([a, b, c])
      const stood = new Set([JSON.stringify(page())])
      for (const now of steps) {
        const facts = page()
        if (now.does === 'save') await engine.flush()
        else if (now.does === 'opinion') engine.type('opinion', now.text)
        else if (now.does === 'add') engine.type('facts', [...facts, blank])
        else if (now.place < facts.length) {
          const typed = now.does === 'type' && { ...(facts[now.place] ?? blank), [now.part]: now.text }
          engine.type('facts', typed ? facts.with(now.place, typed) : facts.toSpliced(now.place, 1))
        }
        stood.add(JSON.stringify(tidied('facts', page())))
      }
      await engine.flush()
      for (const { facts } of sent) {
        expect(stood).toContain(JSON.stringify(facts))
        expect(facts.every((fact) => Object.values(fact).join('').trim() !== '')).toBe(true)
      }
      expect('facts' in engine.state().held || same(server().facts, tidied('facts', page()))).toBe(true)
    }),
    { numRuns: runs(200) },
  )
})

import { runs } from '@alongside/shared/chance.test-support'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Fields, textOf } from './engine.ts'
import { type Network, world } from './world.test-support.ts'

const names = ['one', 'two', 'three']
const name = fc.constantFrom(...names)
const text = fc.string({ maxLength: 14 })
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('type' as const), name, text }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('save' as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.nat(9000) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('elsewhere' as const), name, text }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('network' as const),
      now: fc.constantFrom<Network>('whole', 'cut', 'answers lost'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('crash' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('read' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('choose' as const), name, mine: fc.boolean() }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Takes the steps one after the other and says which promises were broken on the way. */
async function walk(steps: readonly Step[]): Promise<string[]> {
  const { device, change, server, set } = world({ one: 'first' })
  let { engine, store, kill } = device()
  const broken: string[] = []
  /** What stands in each field by what was last typed and chosen here. */
  const mine = new Map<string, string>()
  const history: Fields[] = [server().fields]
  const everHeld = (field: string, words: string) => history.some((fields) => textOf(fields[field]) === words)

  const take = async (now: Step) => {
    if (now.does === 'type') {
      engine.type(now.name, now.text)
      mine.set(now.name, now.text)
    } else if (now.does === 'save') await engine.flush()
    else if (now.does === 'wait') await vi.advanceTimersByTimeAsync(now.ms)
    else if (now.does === 'elsewhere') change({ [now.name]: now.text })
    else if (now.does === 'network') set(now.now)
    else if (now.does === 'read') engine.learn(server())
    else if (now.does === 'choose') {
      const { fields, elsewhere } = engine.state()
      if (!(now.name in elsewhere)) return
      const chosen = textOf((now.mine ? fields : elsewhere)[now.name])
      engine.settle(now.name, chosen)
      mine.set(now.name, chosen)
    } else {
      await engine.kept()
      kill()
      ;({ engine, store, kill } = device({ kept: structuredClone(store.kept) }))
    }
  }
  const look = (after: string) => {
    const { fields, saving, unsaved, elsewhere, held } = engine.state()
    for (const field of names) {
      const shown = textOf(fields[field])
      const typed = mine.get(field)
      // Only what is safe on the server gives way to what somebody wrote after it.
      if (typed !== undefined && typed !== shown && (unsaved.includes(field) || !everHeld(field, typed)))
        broken.push(`${after}: lost “${typed}” of ${field}`)
      if (!unsaved.includes(field) && !everHeld(field, shown))
        broken.push(`${after}: ${field} is not at the server, and not said to be unsaved`)
      if (saving === 'saved' && unsaved.includes(field) && !(field in held))
        broken.push(`${after}: said saved without ${field}`)
    }
    if (saving === 'saved' && Object.keys(elsewhere).length > 0)
      broken.push(`${after}: said saved while a choice is open`)
  }
  const settle = async () => {
    await vi.advanceTimersByTimeAsync(0)
    await engine.kept()
    history.push(server().fields)
  }

  for (const [at, now] of steps.entries()) {
    await take(now)
    await settle()
    look(`step ${at}`)
  }
  set('whole')
  for (let round = 0; round < 3; round++) await engine.flush()
  await settle()
  look('in the end')
  const { unsaved, held, elsewhere } = engine.state()
  for (const field of unsaved)
    if (!(field in held || field in elsewhere)) broken.push(`in the end: ${field} was never sent`)
  return broken
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const walks = runs(500)
/** Milliseconds that so many walks may take. */
const timeout = 10_000 + walks * 20

test(
  'REF-12 in whatever order one types, saves, fails, crashes and is overtaken, no character is lost and nothing is called saved that is not',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        expect(await walk(steps)).toEqual([])
      }),
      { numRuns: walks },
    )
  },
  timeout,
)

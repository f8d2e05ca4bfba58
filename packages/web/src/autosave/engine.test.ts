import { problems } from '@alongside/shared/problems'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ProblemError, Unreachable } from '../client/transport.ts'
import { Autosave, type Fields, type Held, type Kept, type Ports, same } from './engine.ts'

const longest = 10

const stale = new ProblemError({ code: 'version.stale', status: 412, title: problems['version.stale'].title })
const invalid = (...fields: string[]) =>
  new ProblemError({
    code: 'request.invalid',
    status: 400,
    title: problems['request.invalid'].title,
    errors: fields.map((field) => ({ pointer: `/${field}`, code: 'maxLength', detail: 'is too long' })),
  })

type Network = 'whole' | 'cut' | 'answers lost'

/** A server that holds one thing, and the devices that write to it; the network between them can be cut. */
function world(first: Fields = {}) {
  let held: Held = { fields: first, version: 1 }
  let network: Network = 'whole'
  const change = (fields: Fields) => {
    held = { fields: { ...held.fields, ...fields }, version: held.version + 1 }
  }
  const overTheNetwork = async <T>(give: () => T): Promise<T> => {
    if (network === 'cut') throw new Unreachable('cut')
    const lost = network === 'answers lost'
    await Promise.resolve()
    const answer = give()
    if (lost) throw new Unreachable('lost')
    return answer
  }
  const device = (store: { kept: Kept } = { kept: {} }, known: Held = held, more: Partial<Ports> = {}) => {
    let killed = false
    const never = () => new Promise<never>(() => undefined)
    const ports: Ports = {
      send: (changed, { version }) => {
        if (killed) return never()
        return overTheNetwork(() => {
          if (version !== held.version) throw stale
          const refused = Object.keys(changed).filter((field) => String(changed[field] ?? '').includes('!'))
          if (refused.length > 0) throw invalid(...refused)
          change(changed)
          return held
        })
      },
      read: () => (killed ? never() : overTheNetwork(() => held)),
      keep: async (kept) => void (store.kept = structuredClone(kept)),
      forget: async () => void (store.kept = {}),
      faultOf: (_, value) => (String(value ?? '').length > longest ? 'It is too long' : null),
      fieldAt: (pointer) => pointer.slice(1),
      ...more,
    }
    return { engine: new Autosave(known, store.kept, ports), store, kill: () => (killed = true) }
  }
  return { device, change, server: () => held, set: (now: Network) => (network = now) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('REF-1 what is typed reaches the server, and then leaves the device', async () => {
  const { device, server } = world()
  const { engine, store } = device()
  engine.type('asks', 'A lock')
  await engine.kept()
  expect(store.kept).toEqual({ asks: { value: 'A lock', base: undefined } })
  engine.type('asks', 'A door')
  expect(engine.state().saving).toBe('saving')
  await engine.flush()
  await engine.kept()
  expect(server()).toEqual({ version: 2, fields: { asks: 'A door' } })
  expect(engine.state()).toMatchObject({ saving: 'saved', unsaved: [] })
  expect(store.kept).toEqual({})
})

test('REF-12 without a connection it waits on the device, and goes when the connection is back', async () => {
  const { device, server, set } = world()
  const first = device()
  set('cut')
  first.engine.type('name', 'Marnie')
  await first.engine.flush()
  await first.engine.kept()
  expect(first.engine.state().saving).toBe('not-saved')
  expect(first.store.kept).toMatchObject({ name: { value: 'Marnie' } })
  first.engine.close()

  set('whole')
  const second = device(first.store)
  expect(second.engine.state().fields).toEqual({ name: 'Marnie' })
  await second.engine.flush()
  expect(server().fields).toEqual({ name: 'Marnie' })
})

test('REF-12 by itself it tries again when nobody answered', async () => {
  const { device, server, set } = world()
  const { engine } = device()
  set('cut')
  engine.type('name', 'Marnie')
  await vi.advanceTimersByTimeAsync(1000)
  expect(engine.state().saving).toBe('not-saved')
  set('whole')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(server().fields).toEqual({ name: 'Marnie' })
})

test('REF-12 a field that cannot be saved stays as typed, is named and holds back no other', async () => {
  const { device, server } = world({ sleeps: 'A stairwell' })
  const { engine, store } = device()
  engine.type('sleeps', 'Much too long')
  engine.type('where', 'The lane')
  await engine.flush()
  await engine.kept()
  expect(server().fields).toEqual({ sleeps: 'A stairwell', where: 'The lane' })
  expect(engine.state()).toMatchObject({
    fields: { sleeps: 'Much too long' },
    held: { sleeps: 'It is too long' },
    unsaved: ['sleeps'],
  })
  expect(store.kept).toEqual({ sleeps: { value: 'Much too long', base: 'A stairwell' } })
  engine.type('sleeps', 'Short')
  await engine.flush()
  expect(server().fields).toMatchObject({ sleeps: 'Short' })
  expect(engine.state()).toMatchObject({ held: {}, unsaved: [], saving: 'saved' })
})

test('REF-12 a field that the server names is left out, and the rest is sent at once', async () => {
  const { device, server } = world()
  const { engine } = device()
  engine.type('phone', 'no!')
  engine.type('asks', 'A lock')
  await engine.flush()
  expect(server().fields).toEqual({ asks: 'A lock' })
  expect(engine.state().held).toEqual({ phone: 'is too long' })
  await engine.flush()
  engine.type('phone', 'yes')
  expect(engine.state().held).toEqual({})
  await engine.flush()
  expect(server().fields).toEqual({ asks: 'A lock', phone: 'yes' })
})

test('REF-1 fields written on two devices come together; neither overwrites the other', async () => {
  const { device, server } = world()
  const phone = device().engine
  const desk = device().engine
  phone.type('sleeps', 'stairwell')
  await phone.flush()
  desk.type('name', 'Marnie')
  await desk.flush()
  expect(server().fields).toEqual({ sleeps: 'stairwell', name: 'Marnie' })
  expect(desk.state()).toMatchObject({ fields: server().fields, elsewhere: {}, saving: 'saved' })
})

test.each([
  ['mine', 'here', 'here'],
  ['theirs', 'there', 'there'],
  ['both', 'there here', 'there here'],
])(
  'REF-11, MTG-7 one field written on two devices stands in both versions until “%s” is chosen',
  async (_, chosen, left) => {
    const { device, server } = world({ words: 'at first' })
    const { engine, store } = device()
    const there = device().engine
    there.type('words', 'there')
    await there.flush()
    engine.type('words', 'here')
    engine.type('asks', 'A lock')
    await engine.flush()
    await engine.kept()
    expect(server().fields).toEqual({ words: 'there', asks: 'A lock' })
    expect(engine.state()).toMatchObject({
      fields: { words: 'here' },
      elsewhere: { words: 'there' },
      saving: 'not-saved',
    })
    expect(store.kept).toMatchObject({ words: { value: 'here' } })
    engine.settle('words', chosen)
    await engine.flush()
    expect(engine.state()).toMatchObject({ elsewhere: {}, saving: 'saved' })
    expect(server().fields).toMatchObject({ words: left })
  },
)

test('REF-12 what arrived although its answer was lost is no conflict with itself, after a reload either', async () => {
  const { device, server, set } = world()
  const { engine, store } = device()
  set('answers lost')
  engine.type('words', 'A lock')
  await engine.flush()
  engine.type('words', 'A lock on')
  await engine.kept()
  expect(engine.state().saving).toBe('not-saved')
  expect(server().fields).toEqual({ words: 'A lock' })
  set('whole')
  const reloaded = device(store).engine
  await reloaded.flush()
  expect(reloaded.state()).toMatchObject({ elsewhere: {}, saving: 'saved' })
  expect(server().fields).toEqual({ words: 'A lock on' })
})

test('REF-12 typed back to what was saved, while the answer to something else was lost: what stands here counts', async () => {
  const { device, server, set } = world({ words: 'A' })
  const { engine } = device()
  set('answers lost')
  engine.type('words', 'B')
  await engine.flush()
  engine.type('words', 'A')
  expect(engine.state().saving).not.toBe('saved')
  set('whole')
  await engine.flush()
  expect(server().fields).toEqual({ words: 'A' })
  expect(engine.state().saving).toBe('saved')
})

test('MTG-7 what is read again shows what others wrote, and an overtaken reading nothing', async () => {
  const { device, change, server } = world({ plan: 'A', asks: 'B' })
  const { engine } = device()
  engine.type('asks', 'C')
  const old = server()
  change({ plan: 'D' })
  engine.learn(server())
  engine.learn(old)
  expect(engine.state().fields).toEqual({ plan: 'D', asks: 'C' })
})

test('what is sent is tidied, and what was typed stays as typed', async () => {
  const { device, server } = world()
  const tidied = (_: string, value: unknown) => String(value).trim()
  const { engine } = device({ kept: {} }, server(), { tidied })
  engine.type('names', 'Temi \n')
  await engine.flush()
  expect(server().fields).toEqual({ names: 'Temi' })
  expect(engine.state()).toMatchObject({ fields: { names: 'Temi \n' }, unsaved: [], saving: 'saved' })
})

test('a device that keeps nothing is not said to keep', async () => {
  const { device, server, set } = world()
  const { engine } = device({ kept: {} }, server(), { keep: () => Promise.reject(new Error('private')) })
  set('cut')
  engine.type('name', 'Marnie')
  await engine.flush()
  await engine.kept()
  expect(engine.state()).toMatchObject({ saving: 'not-saved', onDevice: false })
})

test('finished, it leaves nothing on the device and sends nothing more', async () => {
  const { device, server } = world()
  const { engine, store } = device()
  engine.type('name', 'Marnie')
  await engine.finish()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(store.kept).toEqual({})
  expect(server().version).toBe(1)
})

const names = ['one', 'two', 'three']
const name = fc.constantFrom(...names)
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant('type' as const), name, text: fc.string({ maxLength: 14 }) }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('save' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('time' as const), ms: fc.integer({ min: 1, max: 9000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('elsewhere' as const),
      name,
      text: fc.string({ maxLength: 4 }),
    }),
  },
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

test('REF-12 in whatever order one types, saves, fails, crashes and is overtaken, no character is lost and nothing is called saved that is not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { device, change, server, set } = world({ one: 'first' })
      let { engine, store, kill } = device()
      /** What stands in each field by what was typed and chosen; nothing once it was safely saved and changed elsewhere. */
      const mine = new Map<string, string>()
      const check = () => {
        const { fields, saving, unsaved, elsewhere, held } = engine.state()
        for (const [field, text] of mine) {
          const shown = String(fields[field] ?? '')
          // Only what is safe on the server gives way to what somebody wrote after it.
          if (shown !== text) expect(everHeld(field)).toContain(text)
          if (shown !== text) expect(unsaved).not.toContain(field)
        }
        if (saving === 'saved')
          for (const field of names)
            if (!(field in held)) expect(everHeld(field)).toContain(String(fields[field] ?? ''))
        if (Object.keys(elsewhere).length > 0) expect(saving).not.toBe('saved')
        for (const field of names)
          if (!unsaved.includes(field)) expect(everHeld(field)).toContain(String(fields[field] ?? ''))
      }
      const history: Fields[] = [server().fields]
      const everHeld = (field: string) => history.map((fields) => String(fields[field] ?? ''))
      const settle = async () => {
        await vi.advanceTimersByTimeAsync(0)
        await engine.kept()
        if (history.at(-1) !== server().fields) history.push(server().fields)
      }
      for (const now of steps) {
        if (now.does === 'type') {
          engine.type(now.name, now.text)
          mine.set(now.name, now.text)
        } else if (now.does === 'save') await engine.flush()
        else if (now.does === 'time') await vi.advanceTimersByTimeAsync(now.ms)
        else if (now.does === 'elsewhere') change({ [now.name]: now.text })
        else if (now.does === 'network') set(now.now)
        else if (now.does === 'read') engine.learn(server())
        else if (now.does === 'choose') {
          if (!(now.name in engine.state().elsewhere)) continue
          const chosen = now.mine ? engine.state().fields[now.name] : engine.state().elsewhere[now.name]
          engine.settle(now.name, chosen)
          mine.set(now.name, String(chosen ?? ''))
        } else {
          await engine.kept()
          const before = engine.state()
          // The old page is gone: what it still has under way cannot reach the device any more.
          kill()
          ;({ engine, store, kill } = device({ kept: structuredClone(store.kept) }))
          for (const field of before.unsaved) {
            const text = String(before.fields[field] ?? '')
            if (String(engine.state().fields[field] ?? '') !== text) expect(everHeld(field)).toContain(text)
          }
        }
        await settle()
        check()
      }
      set('whole')
      for (let round = 0; round < 3; round++) await engine.flush()
      await settle()
      check()
      for (const field of engine.state().unsaved)
        expect(field in engine.state().held || field in engine.state().elsewhere).toBe(true)
      for (const field of names)
        if (!engine.state().unsaved.includes(field) && same(engine.server(), server()))
          expect(String(engine.state().fields[field] ?? '')).toBe(String(server().fields[field] ?? ''))
    }),
    { numRuns: 500 },
  )
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { world } from './world.test-support.ts'

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

test('REF-11, MTG-7 typing on during a conflict does not make it go away, and what stands elsewhere stays', async () => {
  const { device, change, server } = world({ words: 'at first' })
  const { engine } = device()
  engine.type('words', 'here')
  change({ words: 'there' })
  await engine.flush()
  engine.type('words', 'here too')
  await engine.flush()
  expect(engine.state()).toMatchObject({ fields: { words: 'here too' }, elsewhere: { words: 'there' } })
  expect(server().fields).toEqual({ words: 'there' })
})

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
  expect(engine.state()).toMatchObject({ saving: 'not-saved', unsaved: ['words'] })
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

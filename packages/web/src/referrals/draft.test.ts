import { problems } from '@alongside/shared/problems'
import type { Referral, ReferralAnswers } from '@alongside/shared/referrals/schema'
import { expect, test } from 'vitest'
import { ProblemError, Unreachable } from '../client.ts'
import { Draft, type DraftPorts, type KeptDraft } from './draft.ts'

/** A server that holds one referral, and the devices that write to it; the network between them can be cut. */
function world(first: ReferralAnswers = {}) {
  let version = 1
  let answers = first
  let reachable = true
  const now = () => ({ version, answers }) as Referral
  const device = (kept?: KeptDraft) => {
    const store: { kept: KeptDraft | undefined } = { kept }
    const answer = <T>(give: () => T) =>
      reachable ? Promise.resolve().then(give) : Promise.reject<T>(new Unreachable('cut'))
    const ports: DraftPorts = {
      save: (sent, expected) =>
        answer(() => {
          if (expected !== version) throw stale
          version += 1
          answers = { ...answers, ...sent }
          return now()
        }),
      read: () => answer(now),
      keep: async (draft) => void (store.kept = draft),
      forget: async () => void (store.kept = undefined),
    }
    return { draft: new Draft(now(), kept, ports), store }
  }
  return { device, server: now, cut: () => (reachable = false), mend: () => (reachable = true) }
}

const stale = new ProblemError({ code: 'version.stale', status: 412, title: problems['version.stale'].title })
const words = (text: string) => ({ words: text })

test('REF-1 what is typed reaches the server, and then leaves the device', async () => {
  const { device, server } = world()
  const { draft, store } = device()
  draft.change('herVoice', words('A lock'))
  draft.change('herVoice', words('A lock on the door'))
  await draft.flush()
  expect(server()).toMatchObject({ version: 2, answers: { herVoice: words('A lock on the door') } })
  expect(draft.state().saving).toBe('saved')
  await draft.finish()
  expect(store.kept).toBeUndefined()
})

test('REF-12 without a connection it waits on the device, and goes when the connection is back', async () => {
  const { device, server, cut, mend } = world()
  const first = device()
  cut()
  first.draft.change('person', { name: 'Marnie' })
  await first.draft.flush()
  expect(first.draft.state().saving).toBe('not-saved')
  expect(first.store.kept?.answers).toEqual({ person: { name: 'Marnie' } })
  first.draft.close()

  mend()
  const second = device(first.store.kept)
  expect(second.draft.state().answers.person).toEqual({ name: 'Marnie' })
  await second.draft.flush()
  expect(server().answers).toEqual({ person: { name: 'Marnie' } })
})

test('REF-1 sections written on two devices come together; neither overwrites the other', async () => {
  const { device, server } = world()
  const phone = device().draft
  const desk = device().draft
  phone.change('whereabouts', { sleeps: 'A stairwell' })
  await phone.flush()
  desk.change('person', { name: 'Marnie' })
  await desk.flush()
  await desk.flush()
  expect(server().answers).toEqual({ whereabouts: { sleeps: 'A stairwell' }, person: { name: 'Marnie' } })
  expect(desk.state().answers).toEqual(server().answers)
  expect(desk.state().elsewhere).toEqual({})
})

test.each([
  ['mine', 'typed here'],
  ['theirs', 'typed there'],
] as const)(
  'REF-11 one section written on two devices stands in both versions until “%s” is chosen',
  async (choice, left) => {
    const { device, server } = world({ herVoice: words('at first') })
    const here = device()
    const there = device().draft
    there.change('herVoice', words('typed there'))
    await there.flush()
    here.draft.change('herVoice', words('typed here'))
    await here.draft.flush()
    await here.draft.flush()
    expect(server().answers.herVoice).toEqual(words('typed there'))
    expect(here.draft.state()).toMatchObject({
      answers: { herVoice: words('typed here') },
      elsewhere: { herVoice: words('typed there') },
    })
    expect(here.store.kept?.answers).toEqual({ herVoice: words('typed here') })

    here.draft.settle('herVoice', choice)
    await here.draft.flush()
    expect(here.draft.state().elsewhere).toEqual({})
    expect(here.draft.state().answers.herVoice).toEqual(words(left))
    expect(server().answers.herVoice).toEqual(words(left))
  },
)

test('REF-1 a date that is still being typed stays on the page and keeps nothing else from being saved', async () => {
  const { device, server } = world()
  const { draft } = device()
  draft.change('person', { name: 'Temi', dateOfBirth: '1999--' })
  await draft.flush()
  expect(server().answers).toEqual({ person: { name: 'Temi' } })
  expect(draft.state()).toMatchObject({ saving: 'saved', answers: { person: { dateOfBirth: '1999--' } } })
})

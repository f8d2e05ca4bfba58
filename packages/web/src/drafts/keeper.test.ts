import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { keeperOf } from './keeper.ts'
import { keptDraft, wipeDrafts } from './sealed-drafts.ts'

const settled = () => new Promise((resolve) => setTimeout(resolve, 50))

test('MTG-7 what is typed is kept as the page goes away, and leaves the device when the server has it', async () => {
  const keeper = keeperOf('item 1')
  keeper.keep({ decisions: 'A' })
  keeper.keep({ decisions: 'A room' })
  keeper.seal()
  await settled()
  expect(await keptDraft('item 1')).toEqual({ decisions: 'A room' })
  keeper.keep({ decisions: 'A room with' })
  keeper.forget()
  keeper.seal()
  await settled()
  expect(await keptDraft('item 1')).toBeUndefined()
})

test('REF-12 signing out right after typing leaves nothing, although the page goes away after it', async () => {
  const keeper = keeperOf('item 2')
  keeper.keep({ decisions: 'A room' })
  await wipeDrafts()
  keeper.seal()
  await settled()
  expect(await keptDraft('item 2')).toBeUndefined()
})

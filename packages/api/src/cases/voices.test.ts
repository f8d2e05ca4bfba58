import { readCase, recordVoice } from '@alongside/shared/cases/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { standing } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { as } = world

it('CON-4 her words are kept as she said them, in her case alone', async () => {
  const { caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health'] })
  const params = { caseId: caseId ?? '' }
  const before = await standing(world, 'voices')
  const refused = await as.constable(recordVoice, { params, body: { words: 'x', given: 'in_writing' } })
  expect(refused.status).toBe(404)
  expect(await standing(world, 'voices')).toEqual(before)

  const voice = await as.midwife(recordVoice, {
    params,
    body: { words: 'Don’t ring the house.', worries: 'He listens.', given: 'to_advocate' },
  })
  expect(voice.status).toBe(201)
  expect(voice.body).toMatchObject({
    words: 'Don’t ring the house.',
    worries: 'He listens.',
    recordedBy: 'Bernie Cole',
  })
  const { voices } = await done(as.outreach, readCase, { params })
  expect(voices).toContainEqual(voice.body)
})

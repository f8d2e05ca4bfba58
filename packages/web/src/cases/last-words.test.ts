import { expect, it } from 'vitest'
import { lastToEach, stillSaid } from './last-words.ts'

it('CON-4 what she told one does not take the place of what she told another', () => {
  const to = (recordedBy: string, recordedAt: string) => ({ recordedBy, recordedAt, fileReference: null })
  const [first, later, police] = [to('Jo', '2026-03-01'), to('Jo', '2026-03-02'), to('Dana', '2026-03-03')]
  expect(lastToEach([first, later, police])).toEqual([police, later])
})

it('CON-4 what she said of the danger stands until she says something of it again, whatever she says of other things', () => {
  const to = { recordedBy: 'Jo', fileReference: null, given: 'to_referrer' as const }
  const first = {
    ...to,
    ...{ id: '1', recordedAt: '2026-03-01', words: 'Tell them that I want a room', worries: null },
    ...{ danger: 'more_danger', dangerWords: 'He is out', wants: { housing: 'yes' } },
  }
  const later = {
    ...to,
    id: '2',
    recordedAt: '2026-03-02',
    words: 'I am at my sister’s',
    worries: 'Him',
    danger: 'not_asked',
  }
  expect(stillSaid([first, later], [later])).toEqual([
    {
      ...to,
      ...{ id: '1', recordedAt: '2026-03-01', words: '', worries: null },
      ...{ danger: 'more_danger', dangerWords: 'He is out', wants: { housing: 'yes' } },
    },
  ])
  expect(stillSaid([first], [first])).toEqual([])
  const newest = { ...later, id: '3', recordedAt: '2026-03-03', danger: 'less_danger' }
  expect(stillSaid([first, later, newest], [newest]).map(({ danger }) => danger)).toEqual([undefined])
})

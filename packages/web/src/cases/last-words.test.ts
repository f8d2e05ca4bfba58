import { expect, it } from 'vitest'
import { lastToEach } from './last-words.ts'

it('CON-4 what she told one does not take the place of what she told another', () => {
  const to = (recordedBy: string, recordedAt: string) => ({ recordedBy, recordedAt, fileReference: null })
  const [first, later, police] = [to('Jo', '2026-03-01'), to('Jo', '2026-03-02'), to('Dana', '2026-03-03')]
  expect(lastToEach([first, later, police])).toEqual([police, later])
})

import { expect, it } from 'vitest'
import { herPapers, unsaidOnPaper } from '../consent/papers.ts'
import { herCopy } from './her-copy.ts'
import type { PlanLine } from './schema.ts'

const line = (said: Partial<PlanLine>): PlanLine =>
  ({
    ...{ part: 'need', state: 'agreed', limitedTo: [], words: 'Words about her', forHer: null, steps: [] },
    ...{ leadAgencyName: 'Harbour Homes', lookAgainOn: '2026-06-02' },
    ...said,
  }) as PlanLine

const agencies = [
  { name: 'Harbour Homes', kind: 'housing' },
  { name: 'Eastmarsh Police', kind: 'police' },
]
const told = (...lines: PlanLine[]) =>
  herCopy({ lines, papers: herPapers.en, agencies, dayWords: (day) => `day ${day}` })

it('PLN-1 her copy says what was written for her, who does it and by when, what she wants first', () => {
  const steps = [{ state: 'open', dueOn: '2026-03-09' }] as PlanLine['steps']
  const { parts } = told(
    line({ forHer: 'A room with a lock.', steps }),
    line({ part: 'goal', forHer: 'You see your nan at Christmas.', leadAgencyName: null }),
  )
  expect(parts.slice(0, 2)).toEqual([
    { heading: 'What you want', lines: ['You see your nan at Christmas.'] },
    { heading: 'What you need', lines: ['A room with a lock.', 'Harbour Homes, by day 2026-03-09.'] },
  ])
  expect(JSON.stringify(parts)).toContain('By day 2026-06-02')
})

it('PLN-1 her copy holds nothing that was not written for her, is limited, has ended, or would betray her', () => {
  const copy = JSON.stringify(
    told(
      line({ words: 'He threatens her' }),
      line({ forHer: 'For some alone', limitedTo: ['health'] }),
      line({ forHer: 'Not agreed', state: 'proposed' }),
      line({ forHer: 'Over', state: 'met' }),
      line({ part: 'risk', forHer: 'Somebody looks in at ten.', leadAgencyName: 'Eastmarsh Police' }),
    ),
  )
  expect(copy).toContain('Somebody looks in at ten.')
  expect(copy).not.toMatch(/threatens|For some alone|Not agreed|Over/)
  expect(copy).not.toMatch(unsaidOnPaper)
})

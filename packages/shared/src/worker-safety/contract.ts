import Type from 'typebox'
import { command, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, Line, ListOf, LocalDate, Text, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { WorkerWarning } from './schema.ts'
import { warningsAtMost, workerWarningKinds } from './values.ts'

export const listWorkerWarnings = query(at.listWorkerWarnings, {
  params: { caseId: Id },
  summary: 'What a worker must know before she goes, of all her files that the reader sees (WRK-2)',
  reply: Closed({ items: ListOf(WorkerWarning, warningsAtMost) }, { $id: 'WorkerWarnings' }),
  audit: 'case.read',
})

export const recordWorkerWarning = command(at.recordWorkerWarning, {
  params: { caseId: Id },
  summary: 'Record what a worker must know before she goes (WRK-2)',
  description: 'Of the place, and of who else is there. Never of her character.',
  body: Closed(
    {
      kind: Choice(workerWarningKinds),
      words: Type.Optional(Text(narrative)),
      source: Line(200, 'Who says so'),
      checkedOn: LocalDate,
    },
    { $id: 'NewWorkerWarning' },
  ),
  reply: WorkerWarning,
  status: 201,
  audit: 'worker_warning.recorded',
  refusals: ['answers.incomplete'],
  example: {
    kind: 'dog',
    words: 'Behind the gate, not tied up.',
    source: 'The outreach worker who went there',
    checkedOn: '2026-03-02',
  },
})

export const checkWorkerWarning = command(at.checkWorkerWarning, {
  params: { workerWarningId: Id },
  summary: 'It was looked at again, and is still so (WRK-2)',
  body: Closed({ source: Line(200, 'Who says so'), checkedOn: LocalDate }, { $id: 'WorkerWarningCheck' }),
  reply: WorkerWarning,
  conditional: true,
  audit: 'worker_warning.checked',
  refusals: ['worker_warning.ended', 'answers.incomplete'],
  example: { source: 'Two of us, on a visit', checkedOn: '2026-03-02' },
})

export const endWorkerWarning = command(at.endWorkerWarning, {
  params: { workerWarningId: Id },
  summary: 'It is no longer so (WRK-2)',
  body: Closed({ words: Words(narrative, 'How one knows') }, { $id: 'WorkerWarningEnding' }),
  reply: WorkerWarning,
  conditional: true,
  audit: 'worker_warning.ended',
  refusals: ['worker_warning.ended'],
  example: { words: 'The dog was given away.' },
})

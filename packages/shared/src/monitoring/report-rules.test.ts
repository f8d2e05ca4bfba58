import { expect, it } from 'vitest'
import { stateTable } from '../state-table.test-support.ts'
import { reportMoves, whyNotCheckReport, whyNotDiscardReport, whyNotPublishReport } from './report-rules.ts'
import { checkReport, discardReport, publishReport } from './reports-contract.ts'
import { type ReportState, reportStates } from './values.ts'

it('MON-1 what may be done with a report reads at a glance; what is published never changes', async () => {
  const moves = [
    [checkReport, whyNotCheckReport, reportMoves.check.to],
    [publishReport, whyNotPublishReport, reportMoves.publish.to],
    [discardReport, whyNotDiscardReport, 'gone'],
  ] as const
  const table = stateTable({
    title: 'MON-1 A report',
    states: reportStates,
    places: ['the partnership’s'],
    moves: moves.map(([operation, rule, to]) => ({
      operation,
      to,
      whyNot: ({ state }: { state: ReportState }) => rule(state),
    })),
  })
  await expect(table).toMatchFileSnapshot('report-rules.snapshot')
  for (const [, rule] of moves) expect(rule('published')).toBe('report.wrong_state')
})

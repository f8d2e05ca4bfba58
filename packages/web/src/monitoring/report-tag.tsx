import type { ReportSummary } from '@alongside/shared/monitoring/reports-contract'
import type { ReportState } from '@alongside/shared/monitoring/values'
import { Tag, type TagColour } from '../ui/tag.tsx'

const states: Record<ReportState, { words: string; colour: TagColour }> = {
  draft: { words: 'Draft', colour: 'yellow' },
  checked: { words: 'Checked', colour: 'blue' },
  published: { words: 'Published', colour: 'green' },
}

/** One that a later edition took the place of says so. */
export function ReportTag({ report: { state, superseded } }: { report: ReportSummary }) {
  if (superseded) return <Tag colour="grey">Superseded</Tag>
  const { words, colour } = states[state]
  return <Tag colour={colour}>{words}</Tag>
}

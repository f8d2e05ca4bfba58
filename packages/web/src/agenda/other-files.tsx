import type { AgendaLine } from '@alongside/shared/agenda/schema'

/** REF-10: that she stands on this agenda with another file too, to who may see both. */
export const OtherFiles = ({ line: { otherFiles } }: { line: Pick<AgendaLine, 'otherFiles'> }) =>
  otherFiles.length > 0 && <span className="app-quiet"> The same woman as {otherFiles.join(', ')}</span>

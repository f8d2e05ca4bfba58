import { isRunning } from '@alongside/shared/actions/rules'
import type { Case } from '@alongside/shared/cases/contract'
import { ActionTable } from '../actions/action-table.tsx'
import { FlagsMissing } from '../flags/case-flags.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

export function CaseActions({ file }: { file: Case }) {
  const open = file.actions
    .filter(({ state }) => isRunning(state))
    .toSorted((a, b) => a.dueAt.localeCompare(b.dueAt))
  const closed = file.actions.filter(({ state }) => !isRunning(state))
  if (file.actions.length === 0)
    return (
      <EmptyState title="No action has been agreed yet">
        Actions are agreed in the meeting, on the case’s page of the agenda.
      </EmptyState>
    )
  return (
    <>
      <FlagsMissing caseId={file.id} />
      {open.length > 0 && <ActionTable caption="Open" actions={open} oneCase />}
      {closed.length > 0 && <ActionTable caption="Closed" actions={closed} oneCase />}
    </>
  )
}

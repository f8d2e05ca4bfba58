import { isRunning } from '@alongside/shared/actions/rules'
import type { Case } from '@alongside/shared/cases/contract'
import { ActionTable } from '../actions/action-table.tsx'
import { FlagsMissing } from '../flags/case-flags.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ofEachFile } from './files.ts'

export function CaseActions({ file }: { file: Case }) {
  const actions = ofEachFile(file, (one) => one.actions)
  const oneCase = file.joinedFiles.length === 0
  const open = actions
    .filter(({ state }) => isRunning(state))
    .toSorted((a, b) => a.dueAt.localeCompare(b.dueAt))
  const closed = actions.filter(({ state }) => !isRunning(state))
  if (actions.length === 0)
    return (
      <EmptyState title="No action has been agreed yet">
        Actions are agreed in the meeting, on the case’s page of the agenda.
      </EmptyState>
    )
  return (
    <>
      <FlagsMissing caseId={file.id} />
      {open.length > 0 && <ActionTable caption="Open" actions={open} oneCase={oneCase} />}
      {closed.length > 0 && <ActionTable caption="Closed" actions={closed} oneCase={oneCase} />}
    </>
  )
}

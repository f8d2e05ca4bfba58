import type { Action } from '@alongside/shared/actions/contract'
import { isRunning } from '@alongside/shared/actions/rules'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useCan } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { Moment } from '../time/moment.tsx'
import { Light } from '../ui/light.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { ActionStateTag } from './action-state.tsx'

type Props = {
  caption: string
  hiddenCaption?: boolean
  actions: readonly Action[]
  /** Leave out whose it is, on a page of one case. */
  oneCase?: boolean
  /** Leave out the owner, in a list of one agency's. */
  oneAgency?: boolean
  /** Say how each ended: what happened, or why it was not done and what now. */
  outcomes?: boolean
}

/** ACT-2: what was agreed, by whom, until when; how it ended once it has. */
export function ActionTable({
  caption,
  hiddenCaption = false,
  actions,
  oneCase,
  oneAgency,
  outcomes,
}: Props) {
  // A guest reads of an action under her item; its page is not hers (GST-1).
  const opens = useCan('actions:read')
  const columns: Column<Action>[] = [
    {
      header: 'Action',
      cell: opens ? whatOf : ({ what }) => what,
    },
    ...(oneAgency ? [] : [{ header: 'Agency', cell: ownerOf }]),
    { header: 'Due', cell: dueOf },
    ...(oneCase ? [] : [{ header: 'Case', cell: caseOf }]),
    { header: 'State', cell: outcomes ? endOf : stateOf },
  ]
  return (
    <Table
      caption={caption}
      captionSize="m"
      hiddenCaption={hiddenCaption}
      columns={columns}
      rows={actions}
      rowKey={({ id }) => id}
      rowHeaders
      stack
    />
  )
}

const whatOf = ({ id, what }: Action) => (
  <Link {...paths.action(id)} className="govuk-link">
    {what}
  </Link>
)

const stateOf = ({ state, acceptance }: Action) => <ActionStateTag state={state} acceptance={acceptance} />

/** ACT-1: the two kinds of not done are told apart by their state, and each says why; and what now. */
const endOf = ({ state, acceptance, outcome }: Action) => (
  <span className="app-outcome">
    <ActionStateTag state={state} acceptance={acceptance} />
    {outcome && <span className="app-as-typed">{outcome}</span>}
  </span>
)

const ownerOf = ({ ownerAgencyName, ownerName }: Action) =>
  ownerName ? `${ownerName}, ${ownerAgencyName}` : ownerAgencyName

function dueOf({ state, dueAt, closedAt, priority }: Action) {
  return (
    <span>
      {isRunning(state) && priority === 'urgent' && <strong>Urgent. </strong>}
      {isRunning(state) ? <Due at={dueAt} /> : 'Closed '}
      {!isRunning(state) && closedAt && <Moment at={closedAt} />}
    </span>
  )
}

const caseOf = ({ caseId, caseReference, name, light }: Action) => (
  <span className="app-case-cell">
    {light && <Light light={light} />}
    <Link {...paths.case(caseId)} className="govuk-link app-nowrap">
      {caseReference}
    </Link>
    <span>{name}</span>
  </span>
)

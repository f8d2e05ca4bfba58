import type { ActionState } from '../actions/contract.ts'
import { narrative } from '../limits.ts'
import { alike, type RowReader } from './cells.ts'
import { priorities, runningStates } from './columns.ts'
import { readAgency } from './partnership.ts'
import type { Reading } from './reading.ts'

export interface ReadAction {
  row: number
  reference: string
  agencyId: string
  what: string
  why: string
  dueOn: string
  agreedOn: string | null
  state: ActionState
  priority: keyof typeof priorities
}

/** ACT-1. As when an action is agreed, its agency must see the case. */
export function readActionRow(reader: RowReader, reading: Reading): ReadAction {
  const reference = reader.neededLine('case_reference', 100)
  const agencyId = readAgency(reader, reading, 'owning_agency')
  const what = reader.needed('what', narrative)
  const why = reader.needed('why', narrative)
  const dueOn = reader.neededDate('due_on')
  const agreedOn = reader.date('agreed_on')
  const state = reader.neededWord('state', runningStates)
  const priority = reader.word('priority', priorities)
  const seen = reference && reading.seenBy(alike(reference))
  if (reference && !seen)
    reader.fault(
      'case_reference',
      'is no case that was imported, nor one of Alongside’s references',
      'Import the referrals first, with this reference',
    )
  if (seen && agencyId && !seen.has(agencyId))
    reader.fault(
      'owning_agency',
      'has no basis to see this case',
      'Record one on the case first, or give the action to an agency that sees it',
    )
  if (agreedOn && agreedOn > reading.today)
    reader.fault('agreed_on', 'is a day to come', 'Give the day on which it was agreed')
  if (agreedOn && dueOn && agreedOn > dueOn)
    reader.fault('due_on', 'lies before it was agreed', 'Look at both dates')
  return {
    row: reader.row,
    reference: alike(reference ?? ''),
    agencyId: agencyId ?? '',
    what: what ?? '',
    why: why ?? '',
    dueOn: dueOn ?? '',
    agreedOn: agreedOn ?? null,
    state: state ?? 'open',
    priority: priority ?? 'usual',
  }
}

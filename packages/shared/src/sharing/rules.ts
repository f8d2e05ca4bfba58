import { faultsOf } from '../faults.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import type { SharingAnswer, SharingWorkKind } from './values.ts'

interface Settled {
  kind: SharingWorkKind
  answer: string | null
  agencyId: string
}

/** Why the coordinator cannot answer it any more; null when she can. */
export const whyNotSettle = ({ answer }: Pick<Settled, 'answer'>): ProblemCode | null =>
  answer === null ? null : 'sharing.settled'

/** What can be answered to it: an action alone passes to another agency. */
export const answersTo = (kind: SharingWorkKind): SharingAnswer[] =>
  kind === 'action' ? ['stopped', 'handed_over', 'left'] : ['stopped', 'left']

interface Answering {
  answer: SharingAnswer
  toAgencyId?: string | undefined
  until?: string | undefined
}

/** CON-3: what an answer still lacks. `today`: the local date; `reads`: whether an agency may read the case. */
export function settlingFaults(
  { kind, agencyId }: Settled,
  { answer, toAgencyId, until }: Answering,
  today: string,
  reads: (agencyId: string) => boolean,
): Fault[] {
  const { faults, missing, contradiction, unknown } = faultsOf<Answering>('')
  if (!answersTo(kind).includes(answer)) contradiction('answer', 'Only an action passes to another agency')
  if (answer === 'handed_over') {
    if (!toAgencyId) missing('toAgencyId', 'Choose the agency that takes it')
    else if (toAgencyId === agencyId || !reads(toAgencyId))
      unknown('toAgencyId', 'This agency may not read the case')
  } else if (toAgencyId) contradiction('toAgencyId', 'Name an agency only where one takes it over')
  if (answer === 'left' && kind === 'action') {
    if (!until) missing('until', 'Say until when it is left')
    else if (until < today) contradiction('until', 'Say a day to come')
  }
  return faults
}

/** Why an agency cannot say that it has stopped: nothing of its own runs there; null when it can. */
export const whyNotConfirm = (
  work: readonly { agencyId: string; answer: string | null; stoppedAt: string | null }[],
  agencyId: string,
): ProblemCode | null =>
  work.some((one) => one.agencyId === agencyId && one.stoppedAt === null) ? null : 'sharing.nothing_runs'

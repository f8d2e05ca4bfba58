import { faultsOf } from '../faults.ts'
import type { Fault } from '../problems.ts'
import type { LeftWorkAnswer, LeftWorkKind } from './values.ts'

/** What only she could have done: it is left for a reason, or ends by itself where it is seen to. */
const hersAlone: readonly LeftWorkKind[] = ['papers', 'emergency', 'asked_by_name', 'on_call']

export const leftWorkAnswersTo = (kind: LeftWorkKind): LeftWorkAnswer[] =>
  hersAlone.includes(kind) ? ['left'] : ['handed_over', 'left']

interface Answering {
  answer: LeftWorkAnswer
  toMembershipId?: string | undefined
  because?: string | undefined
}

/** ACC-10: what an answer still lacks. */
export function leftWorkFaults(kind: LeftWorkKind, { answer, toMembershipId, because }: Answering): Fault[] {
  const { faults, missing, contradiction } = faultsOf<Answering>('')
  if (!leftWorkAnswersTo(kind).includes(answer))
    contradiction('answer', 'This was hers alone: see to it, or leave it and say why')
  if (answer === 'handed_over') {
    if (!toMembershipId) missing('toMembershipId', 'Choose who takes it')
    if (because !== undefined) contradiction('because', 'Say why only where it is left')
  } else {
    if (because === undefined) missing('because', 'Say why it is left')
    if (toMembershipId) contradiction('toMembershipId', 'Name a colleague only where one takes it')
  }
  return faults
}

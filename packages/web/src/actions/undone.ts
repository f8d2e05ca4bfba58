import type { Body } from '@alongside/shared/contract'
import type { Contracts } from '@alongside/shared/operations'
import type { Fault } from '@alongside/shared/problems'
import { missingIn } from '../sending/sending.ts'

export type UndoneKind = Body<Contracts['closeActionUndone']>['kind']

/** ACT-1: not done by the agency asks what now; changed circumstances do not. */
export const undoneFaults = (answers: { kind: UndoneKind | ''; why: string; whatNow: string }): Fault[] =>
  missingIn(answers, {
    kind: 'Say what happened',
    why: 'Say why',
    ...(answers.kind === 'not_done_by_agency' && { whatNow: 'Say what happens now' }),
  })

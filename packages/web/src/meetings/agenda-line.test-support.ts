import type { Meeting } from '@alongside/shared/meetings/schema'

/** A line of an agenda, of a case of its own. */
export const agendaLine = (
  position: number,
  state: 'listed' | 'discussed' | 'deferred',
): Meeting['agenda'][number] => ({
  id: `item-${position}`,
  position,
  state,
  light: 'red',
  minutes: 15,
  caseId: `case-${position}`,
  caseReference: `EMP-2026-AAA${position}`,
  referralId: null,
  basisInForce: true,
  rests: false,
  carriedActions: 0,
  spentSeconds: 0,
  runningSince: null,
  putOffTo: null,
  takenOff: false,
  takenOffBecause: null,
  otherFiles: [],
  stepOut: [],
  unnamedOut: null,
  needsDeputy: false,
  chairedBy: null,
  unchaired: false,
})

import { reasonLetters } from '@alongside/shared/emergency-access/rules'
import type { Fault } from '@alongside/shared/problems'

const shape = /^(?:(?:[A-Z]{2,5}-)?\d{4}-)?[0-9A-Z]{4,6}$/

/** ACC-7: what an emergency access still lacks, before it is asked for. */
export function emergencyFaults({ reference, reason }: { reference: string; reason: string }): Fault[] {
  const faults: Fault[] = []
  if (!shape.test(reference))
    faults.push({
      pointer: '/reference',
      code: 'invalid',
      detail: 'Give the reference, such as EMP-2026-7K3QX, or its last part',
    })
  if (reason.trim().length < reasonLetters)
    faults.push({
      pointer: '/reason',
      code: 'invalid',
      detail: `Say why in at least ${reasonLetters} characters`,
    })
  return faults
}

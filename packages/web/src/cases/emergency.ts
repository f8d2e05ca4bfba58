import type { Body } from '@alongside/shared/contract'
import type { Contracts } from '@alongside/shared/operations'
import type { Fault } from '@alongside/shared/problems'

const shape = /^[A-Z]{2,5}-\d{4}-[0-9A-Z]{4,6}$/
const enough = 20 // characters: an emergency is told in a sentence

/** ACC-7: what an emergency access still lacks, before it is asked for. */
export function emergencyFaults({ reference, reason }: Body<Contracts['takeEmergencyAccess']>): Fault[] {
  const faults: Fault[] = []
  if (!shape.test(reference))
    faults.push({
      pointer: '/reference',
      code: 'invalid',
      detail: 'Give the whole reference, such as EMP-2026-7K3QX',
    })
  if (reason.length < enough)
    faults.push({ pointer: '/reason', code: 'invalid', detail: `Say why in at least ${enough} characters` })
  return faults
}

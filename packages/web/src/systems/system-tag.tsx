import type { System } from '@alongside/shared/systems/contract'
import { Badge } from '../ui/badge.tsx'
import { stateWords } from './system-words.ts'

/** What was agreed works only while all that it rests on stands. */
export function SystemTag({ system: { state, inForce } }: { system: System }) {
  if (state === 'agreed')
    return inForce ? (
      <Badge colour="green">Connected</Badge>
    ) : (
      <Badge colour="red">Agreed, and gets no access now</Badge>
    )
  return <Badge colour={state === 'proposed' ? 'blue' : 'grey'}>{stateWords[state]}</Badge>
}

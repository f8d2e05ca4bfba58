import { whyNotWhileHeld } from '@alongside/shared/cases/holding'
import type { ReactNode } from 'react'
import { reasonOf } from './reason.ts'
import { Rests } from './rests.ts'

const stopped = (command: string) => reasonOf(whyNotWhileHeld(command, true))
const goesOn = () => undefined

/** REF-3: what is about a file on which a hold stands. Its buttons say so by the rule by which the API refuses them. */
export function WhileHeld({ held, children }: { held: boolean; children: ReactNode }) {
  return <Rests value={held ? stopped : goesOn}>{children}</Rests>
}

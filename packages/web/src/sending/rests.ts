import type { Address } from '@alongside/shared/addresses'
import { createContext, useContext } from 'react'
import type { Change } from '../client/transport.ts'

/** REF-3: why a hold on the file that a part of a page is about stops a command, by its id. `<WhileHeld>` gives it. */
export const Rests = createContext<(command: string) => string | undefined>(() => undefined)

/** Undefined: the command goes on. */
export const useStopped = (contract: Pick<Address<Change>, 'id'>): string | undefined =>
  useContext(Rests)(contract.id)

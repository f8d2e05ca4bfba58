import type { Address } from '@alongside/shared/addresses'
import { whyNotWhileHeld } from '@alongside/shared/cases/holding'
import { createContext, useContext } from 'react'
import type { Change } from '../client/transport.ts'
import { reasonOf } from './reason.ts'

/** REF-3: whether a hold stands on the file that a part of a page is about. */
export const Rests = createContext(false)

/** Why a hold on the file stops a command: asked of the rule by which the API refuses it. Undefined: it goes on. */
export const useStopped = (contract: Pick<Address<Change>, 'id'>): string | undefined =>
  reasonOf(whyNotWhileHeld(contract.id, useContext(Rests)))

import type { AnyCommand, Reply } from '@alongside/shared/contract'
import type { Fault } from '@alongside/shared/problems'
import { readReferral } from '@alongside/shared/referrals/contract'
import type { Referral } from '@alongside/shared/referrals/schema'
import { useQueryClient } from '@tanstack/react-query'
import { keyOf } from '../client/hooks.ts'
import { type Said } from '../client/transport.ts'
import { useSending } from '../sending/sending.ts'

/** What a move's form is given. */
export interface MoveProps {
  referral: Referral
  /** The move was made, or thought better of. */
  onClose: () => void
  onReread: () => void
}

/** A move of a referral: its answer stands on the page at once. */
export function useMove<C extends AnyCommand>(
  contract: C & (Reply<C> extends Referral ? unknown : never),
  { onDone, faultsIn }: { onDone: () => void; faultsIn?: (said: Said<C>) => Fault[] },
) {
  const queries = useQueryClient()
  return useSending<C>(contract, {
    onSuccess: (reply) => {
      const referral = reply as Referral
      queries.setQueryData(keyOf(readReferral, { params: { referralId: referral.id } }), referral)
      onDone()
    },
    ...(faultsIn ? { faultsIn } : {}),
  })
}

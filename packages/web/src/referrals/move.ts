import type { Address } from '@alongside/shared/addresses'
import type { Body, Reply } from '@alongside/shared/contract'
import type { Contracts } from '@alongside/shared/operations'
import { readReferral } from '@alongside/shared/referrals/addresses'
import type { Referral } from '@alongside/shared/referrals/schema'
import { useQueryClient } from '@tanstack/react-query'
import { keyOf } from '../client/hooks.ts'
import type { Change, Said } from '../client/transport.ts'
import { type Asks, type Filled, useForm } from '../forms/use-form.ts'

/** What a move's form is given. */
export interface MoveProps {
  referral: Referral
  /** The move was made, or thought better of. */
  onClose: () => void
  onReread: () => void
}

type MoveAsks<I extends Change, V, Needed> = Omit<Asks<I, V, Needed>, 'said' | 'onSuccess'> & {
  body: (values: Filled<V, Needed>) => Body<Contracts[I]>
}

/** A move of a referral: its answer stands on the page at once. */
export function useMove<I extends Change, V extends object, Needed extends Record<string, string> = {}>(
  contract: Address<I> & (Reply<Contracts[I]> extends Referral ? unknown : never),
  { referral, onClose }: MoveProps,
  { body, ...asks }: MoveAsks<I, V, Needed>,
) {
  const queries = useQueryClient()
  return useForm<I, V, Needed>(contract, {
    ...asks,
    said: (values) =>
      ({
        params: { referralId: referral.id },
        version: referral.version,
        body: body(values),
      }) as unknown as Said<I>,
    onSuccess: (reply) => {
      const moved = reply as Referral
      queries.setQueryData(keyOf(readReferral, { params: { referralId: moved.id } }), moved)
      onClose()
    },
  })
}

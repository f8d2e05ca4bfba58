import type { AnyCommand, Body, Reply } from '@alongside/shared/contract'
import { readReferral } from '@alongside/shared/referrals/contract'
import type { Referral } from '@alongside/shared/referrals/schema'
import { useQueryClient } from '@tanstack/react-query'
import { keyOf } from '../client/hooks.ts'
import type { Said } from '../client/transport.ts'
import { type Asks, type Filled, useForm } from '../forms/use-form.ts'

/** What a move's form is given. */
export interface MoveProps {
  referral: Referral
  /** The move was made, or thought better of. */
  onClose: () => void
  onReread: () => void
}

type MoveAsks<C extends AnyCommand, V, Needed> = Omit<Asks<C, V, Needed>, 'said' | 'onSuccess'> & {
  body: (values: Filled<V, Needed>) => Body<C>
}

/** A move of a referral: its answer stands on the page at once. */
export function useMove<C extends AnyCommand, V extends object, Needed extends Record<string, string> = {}>(
  contract: C & (Reply<C> extends Referral ? unknown : never),
  { referral, onClose }: MoveProps,
  { body, ...asks }: MoveAsks<C, V, Needed>,
) {
  const queries = useQueryClient()
  return useForm<C, V, Needed>(contract, {
    ...asks,
    said: (values) =>
      ({
        params: { referralId: referral.id },
        version: referral.version,
        body: body(values),
      }) as unknown as Said<C>,
    onSuccess: (reply) => {
      const moved = reply as Referral
      queries.setQueryData(keyOf(readReferral, { params: { referralId: moved.id } }), moved)
      onClose()
    },
  })
}

import type { Address } from '@alongside/shared/addresses'
import type { Body, Reply } from '@alongside/shared/contract'
import type { Contracts } from '@alongside/shared/operations'
import {
  keepPreviousData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useRef } from 'react'
import { affected } from './invalidation.ts'
import { lookUp, request } from './session.ts'
import type { Change, Read } from './transport.ts'
import { type Asked, isPassing, type Loose, type Said, Unreachable } from './transport.ts'

const tries = 3
const later = (failures: number) => Math.min(1000 * 2 ** failures, 8000)

export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < tries && isPassing(error),
        retryDelay: later,
        staleTime: 15_000,
        // Every read of a case is on record: coming back to the tab is no reason to read again.
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })

interface ReadOptions {
  /** A function is asked each time that the read would be made again. */
  enabled?: boolean | (() => boolean)
  /** Milliseconds for which an answer is good. */
  staleTime?: number
  /** Milliseconds between readings, while the tab is in view. Keeps the session alive: for live pages only. */
  refetchInterval?: number
  /** Shows the last page of a list until the next has come. */
  keepPrevious?: boolean
}

export const keyOf = <I extends Read>(contract: Address<I>, asked: Asked<I>) =>
  [contract.tag, contract.id, asked.params ?? {}, asked.query ?? {}] as const

export function useRead<I extends Read>(
  contract: Address<I>,
  asked: Asked<I>,
  { keepPrevious = false, ...options }: ReadOptions = {},
): UseQueryResult<Reply<Contracts[I]>> {
  const queries = useQueryClient()
  const queryKey = keyOf(contract, asked)
  return useQuery<Reply<Contracts[I]>>({
    queryKey,
    queryFn: () =>
      request(contract, { ...asked, again: queries.getQueryData(queryKey) !== undefined } as Asked<I>),
    ...options,
    ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
  })
}

/**
 * Such a read as the page shows it. Tried again by itself only where the API said "later": what got no answer may be on
 * record already, and asking twice would put it there twice.
 */
export function useLookup<I extends Change>(
  contract: Address<I>,
  body: Loose<Body<Contracts[I]>>,
  { enabled }: { enabled: boolean },
): UseQueryResult<Reply<Contracts[I]>> {
  return useQuery<Reply<Contracts[I]>>({
    queryKey: [contract.tag, contract.id, body],
    queryFn: () => lookUp(contract, body),
    enabled,
    retry: (failures, error) => failures < tries && isPassing(error) && !(error instanceof Unreachable),
    placeholderData: keepPreviousData as never,
  })
}

interface ChangeOptions<I extends Change> {
  onSuccess?: (reply: Reply<Contracts[I]>, said: Said<I>) => void
  onError?: (error: Error, said: Said<I>) => void
}

/**
 * A change. A POST that got no answer is tried again with its own key, and so is the same press of the same button
 * afterwards: it happens once (API-4). Other changes are not repeated by themselves.
 */
export function useChange<I extends Change>(
  contract: Address<I>,
  options: ChangeOptions<I> = {},
): UseMutationResult<Reply<Contracts[I]>, Error, Said<I>> {
  const queries = useQueryClient()
  const attempt = useRef<{ said: string; key: string } | null>(null)
  return useMutation<Reply<Contracts[I]>, Error, Said<I>>({
    mutationFn: async (said) => {
      const words = JSON.stringify(said)
      if (attempt.current?.said !== words)
        attempt.current = { said: words, key: said.idempotencyKey ?? crypto.randomUUID() }
      try {
        const reply = await request(contract, { ...said, idempotencyKey: attempt.current.key })
        attempt.current = null
        return reply
      } catch (error) {
        if (!isPassing(error)) attempt.current = null
        throw error
      }
    },
    retry: (failures, error) => contract.method === 'POST' && failures < tries && isPassing(error),
    retryDelay: later,
    onSuccess: (reply, said) => {
      options.onSuccess?.(reply, said)
      for (const tag of affected[contract.tag]) void queries.invalidateQueries({ queryKey: [tag] })
    },
    ...(options.onError ? { onError: options.onError } : {}),
  })
}

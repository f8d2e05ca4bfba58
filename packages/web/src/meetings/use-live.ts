import type { AnyQuery, Reply } from '@alongside/shared/contract'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { type Asked, useRead } from '../client.ts'

const every = 15_000 // milliseconds: each reading of a case is on record, so no oftener than people notice

/** Reads again and again while what was read is live: a meeting that is open, seen by several at once (MTG-7). */
export function useLive<C extends AnyQuery>(
  contract: C,
  asked: Asked<C>,
  isLive: (data: Reply<C>) => boolean,
): UseQueryResult<Reply<C>> {
  const [live, setLive] = useState(false)
  const read = useRead(contract, asked, { staleTime: 0, ...(live ? { refetchInterval: every } : {}) })
  const now = read.data !== undefined && isLive(read.data)
  if (now !== live) setLive(now)
  return read
}

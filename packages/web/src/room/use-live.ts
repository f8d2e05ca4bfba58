import type { Address } from '@alongside/shared/addresses'
import type { Reply } from '@alongside/shared/contract'
import { readMeeting } from '@alongside/shared/meetings/addresses'
import type { Meeting } from '@alongside/shared/meetings/schema'
import type { Contracts } from '@alongside/shared/operations'
import { readItem } from '@alongside/shared/room/addresses'
import type { AgendaItem, MeetingNews } from '@alongside/shared/room/schema'
import { type QueryClient, type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { keyOf, useRead } from '../client/hooks.ts'
import { renewSession } from '../client/session.ts'
import type { Asked, Read } from '../client/transport.ts'
import { followLive } from './follow.ts'

/** Milliseconds between readings while no stream is open: each is on record, so no oftener than people notice. */
const every = 15_000
/** Milliseconds: in an open meeting one listens for long without asking for anything, and stays signed in. */
const renewEvery = 5 * 60_000

/**
 * Reads, and reads again when the meeting's stream says that something changed (MTG-7). `meetingOf`: the meeting to
 * follow for what was read, null when it is closed. Without a stream it reads every 15 seconds.
 */
export function useLive<I extends Read>(
  contract: Address<I>,
  asked: Asked<I>,
  meetingOf: (data: Reply<Contracts[I]>) => { id: string; open: boolean } | null,
): UseQueryResult<Reply<Contracts[I]>> {
  const [live, setLive] = useState<{ id: string; open: boolean } | null>(null)
  const connected = useFollow(live?.id ?? null, live?.open ?? false)
  const alone = live?.open === true && !connected
  const read = useRead(contract, asked, { staleTime: 0, ...(alone ? { refetchInterval: every } : {}) })
  const now = read.data === undefined ? null : meetingOf(read.data)
  if (now?.id !== live?.id || now?.open !== live?.open) setLive(now)
  return read
}

/** The meeting of an item, to follow until it is closed. */
export const liveMeetingOf = ({ meetingId, meetingState }: AgendaItem) =>
  meetingState === 'closed' ? null : { id: meetingId, open: meetingState === 'open' }

export const liveMeeting = ({ id, state }: Meeting) =>
  state === 'closed' ? null : { id, open: state === 'open' }

/** Follows that meeting while the page is shown; true while its stream is open. */
function useFollow(meetingId: string | null, open: boolean): boolean {
  const queries = useQueryClient()
  const [connected, setConnected] = useState(false)
  /** Of what is shown: news with another mark after a lost connection tells that something was missed. */
  const mark = useRef<string | null>(null)

  useEffect(() => {
    if (meetingId === null) return undefined
    let first = true
    const stop = followLive(meetingId, {
      renew: renewSession,
      onConnected: (is) => {
        if (!is) first = true
        setConnected(is)
      },
      onNews: (news) => {
        // Between the first reading and the opening of the stream, too.
        const missed = first && mark.current !== news.mark
        if (!first || missed) readAgain(queries, meetingId, news)
        first = false
        mark.current = news.mark
      },
    })
    return () => {
      stop()
      mark.current = null
      setConnected(false)
    }
  }, [queries, meetingId])

  useEffect(() => {
    if (!open || !connected) return undefined
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void renewSession().catch(() => undefined)
    }, renewEvery)
    return () => clearInterval(timer)
  }, [open, connected])
  return connected
}

/** Exactly the readings concerned. What went out of sight leaves the memory too, whatever page it was read for. */
function readAgain(queries: QueryClient, meetingId: string, { changed, gone }: MeetingNews): void {
  void queries.invalidateQueries({ queryKey: keyOf(readMeeting, { params: { meetingId } }) })
  for (const itemId of [...changed.map(({ id }) => id), ...gone])
    void queries.invalidateQueries({ queryKey: keyOf(readItem, { params: { itemId } }) })
  if (gone.length > 0)
    for (const tag of ['Meetings', 'Cases', 'Referrals', 'Actions'])
      queries.removeQueries({ queryKey: [tag], type: 'inactive' })
}

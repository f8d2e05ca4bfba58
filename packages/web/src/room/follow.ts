import { eventStream, pathOf } from '@alongside/shared/addresses'
import { followMeeting } from '@alongside/shared/room/addresses'
import type { MeetingNews } from '@alongside/shared/room/schema'

/** Milliseconds: the API makes a sign of life every 15 seconds; after three that were missed the line is dead. */
const silence = 45_000
const soonest = 500
const latest = 15_000

/** What to do after a refusal: its status says whether trying again can help. */
export type Refused = 'renew' | 'later' | 'never'

export const afterRefusal = (status: number): Refused => {
  if (status === 401) return 'renew'
  return status === 429 || status >= 500 ? 'later' : 'never'
}

/** Milliseconds before the next attempt; 0 failures: the stream had been open, its server went. */
export const pauseAfter = (failures: number): number => Math.min(latest, soonest * 2 ** failures)

interface StreamEvent {
  event: string
  data: string
}

/** Takes whole events off the front of what was received (HTML, 9.2.6; ours come without ids and retries). */
export function takeEvents(received: string): { events: StreamEvent[]; rest: string } {
  const blocks = received.split('\n\n')
  const rest = blocks.pop() ?? ''
  const events = blocks.flatMap((block) => {
    const field = (name: string) =>
      block
        .split('\n')
        .filter((line) => line.startsWith(`${name}: `))
        .map((line) => line.slice(name.length + 2))
        .join('\n')
    const data = field('data')
    return data === '' ? [] : [{ event: field('event'), data }]
  })
  return { events, rest }
}

interface Hearing {
  onNews: (news: MeetingNews) => void
  /** Whether what is shown is kept fresh by the stream. */
  onConnected: (connected: boolean) => void
  /** Gets fresh cookies; rejects when the session is over. */
  renew: () => Promise<unknown>
}

/**
 * Follows a meeting until it is told to stop, through lost connections and servers that go. By fetch rather than by
 * EventSource, which tells neither why it was refused nor that the line has gone silent.
 */
export function followLive(meetingId: string, { onNews, onConnected, renew }: Hearing): () => void {
  let stopped = false
  let failures = 0
  let waiting: ReturnType<typeof setTimeout> | undefined
  let line = new AbortController()

  async function connect(): Promise<void> {
    line = new AbortController()
    const outcome = await listen(line).catch(() => 'later' as const)
    onConnected(false)
    if (stopped || outcome === 'never') return
    const renewed = outcome !== 'renew' || (await renew().then(Boolean, () => false))
    if (stopped) return
    waiting = setTimeout(
      () => {
        waiting = undefined
        void connect()
      },
      pauseAfter(renewed ? failures : failures + 2),
    )
    failures += 1
  }

  async function listen(connection: AbortController): Promise<Refused> {
    let dead: ReturnType<typeof setTimeout> | undefined
    const alive = () => {
      clearTimeout(dead)
      dead = setTimeout(() => connection.abort(), silence)
    }
    try {
      alive()
      const response = await fetch(pathOf(followMeeting, { meetingId }), {
        headers: { accept: eventStream },
        credentials: 'same-origin',
        cache: 'no-store',
        signal: connection.signal,
      })
      if (!response.ok || !response.body) return afterRefusal(response.status)
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      let received = ''
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return 'later'
        alive()
        const { events, rest } = takeEvents(received + value)
        received = rest
        for (const { event, data } of events) {
          if (event === 'over') return 'renew'
          failures = 0
          onConnected(true)
          onNews(JSON.parse(data) as MeetingNews)
        }
      }
    } finally {
      clearTimeout(dead)
    }
  }

  const cut = () => line.abort()
  const again = () => {
    failures = 0
    if (waiting === undefined) return
    clearTimeout(waiting)
    waiting = undefined
    void connect()
  }
  window.addEventListener('offline', cut)
  window.addEventListener('online', again)
  void connect()
  return () => {
    stopped = true
    clearTimeout(waiting)
    window.removeEventListener('offline', cut)
    window.removeEventListener('online', again)
    line.abort()
  }
}

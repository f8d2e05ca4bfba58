import type { Permission } from './access.ts'

/** `anyone`: before sign-in; guarded by its own credential (password, refresh token, invitation). */
export type Guard = Permission | 'anyone'

export const tags = {
  Sessions: 'Signing in, acting in one membership at a time, signing out',
  Partnership: 'The partnership, its agencies, members, agreements and calendar of working days',
  Referrals: 'The universal referral form, its light, its clocks and its triage',
  Cases: 'A person’s file: who may see it and why, consent, her voice, safeguarding, who has looked',
  Meetings: 'The monthly meeting: dates, agenda, record, minutes',
  Documents: 'A meeting’s papers: on screen, as copies, and the register of copies',
  Actions: 'What agencies agreed to do, and what became of it',
  Work: 'What waits for me',
  Monitoring: 'Who is reached, does it work; reports in which nobody can be found',
  'Other systems': 'Credentials for agencies’ own systems, events and webhooks',
  Audit: 'What was done by whom',
  Platform: 'Operating the deployment; sees no case',
} as const
export type Tag = keyof typeof tags

/** What the answer of a read is written in. Other than JSON it is a file: see `file`. */
export type Media = 'application/json' | 'application/pdf' | 'text/calendar' | 'text/csv'

/** What a stream's events are written in (HTML, server-sent events): each event's `data` is one JSON text of its contract's `reply`. */
export const eventStream = 'text/event-stream'

/**
 * On a read that an open page makes again by itself. It asks that the look be told with the one before; whether it is one is
 * decided by what is on record (ACC-7).
 */
export const refreshHeader = 'x-refresh'

export type Kind = 'query' | 'command' | 'stream'

/**
 * Where an operation is asked for, and who may: all that a browser needs at run time. What goes there and what comes back
 * stands in the contract of the same name, which the API checks and the browser has as types alone.
 */
export interface Address<I extends string = string, K extends Kind = Kind, G extends Guard = Guard> {
  /** operationId: a verb and a noun, as a client's method would be called. */
  id: I
  kind: K
  method: K extends 'command' ? 'POST' | 'PATCH' | 'PUT' | 'DELETE' : 'GET'
  path: `/v1/${string}`
  tag: Tag
  permission: G
  /** Asks for a proof, a few minutes old at most, that it is the person who is there, and not her open session alone. */
  stepUp: boolean
  media: K extends 'stream' ? typeof eventStream : Media
}

/** The addresses of one tag. */
export const at = (tag: Tag) => {
  const command =
    (method: Address<string, 'command'>['method']) =>
    <const I extends string, const G extends Guard>(
      id: I,
      path: `/v1/${string}`,
      permission: G,
      { stepUp = false }: { stepUp?: boolean } = {},
    ): Address<I, 'command', G> => ({
      id,
      kind: 'command',
      method,
      path,
      tag,
      permission,
      stepUp,
      media: 'application/json',
    })
  const read = <const I extends string, const G extends Guard, const M extends Media = 'application/json'>(
    id: I,
    path: `/v1/${string}`,
    permission: G,
    media = 'application/json' as M,
  ): Address<I, 'query', G> & { media: M } => ({
    id,
    kind: 'query',
    method: 'GET',
    path,
    tag,
    permission,
    stepUp: false,
    media,
  })
  return {
    read,
    /** A read whose answer is a file of that kind. */
    file: <const I extends string, const G extends Guard, const M extends Exclude<Media, 'application/json'>>(
      id: I,
      path: `/v1/${string}`,
      permission: G,
      media: M,
    ) => read(id, path, permission, media),
    stream: <const I extends string, const G extends Guard>(
      id: I,
      path: `/v1/${string}`,
      permission: G,
    ): Address<I, 'stream', G> => ({
      id,
      kind: 'stream',
      method: 'GET',
      path,
      tag,
      permission,
      stepUp: false,
      media: eventStream,
    }),
    post: command('POST'),
    patch: command('PATCH'),
    put: command('PUT'),
    remove: command('DELETE'),
  }
}

/** The path with its parameters filled in and escaped, for a client. */
export function pathOf(address: { path: string }, params: Record<string, string> = {}): string {
  return address.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}

import { type ProblemCode, problems, Refusal } from '@alongside/shared/problems'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { DatabaseError } from 'pg'
import { troubleOf } from '../db/trouble.ts'
import { Unreadable } from '../unreadable.ts'

/** SQLSTATEs of our own: the session has ended or changed, the agency's agreements are unsigned, a proof is needed (02_sessions.sql); a file is joined already (10_cases.sql); she refused the agency (14_limits.sql); a place does not go with another, or is not offered any more, or its link is spent (02_sessions.sql, 03_partnerships.sql). */
const ownStates: Record<string, ProblemCode> = {
  AL401: 'session.required',
  AL403: 'agreement.unsigned',
  AL404: 'not_found',
  AL405: 'session.step_up_needed',
  AL409: 'case.joined',
  AL411: 'place.coordinator_elsewhere',
  AL412: 'offer.over',
  AL413: 'invitation.spent',
  AL420: 'limit.stands',
  AL421: 'emergency_access.read_only',
  AL422: 'emergency_access.withdrawn',
  AL423: 'override.asked',
  AL424: 'left_work.cannot_take',
  AL425: 'partnership.places_full',
  AL426: 'case.held',
  AL427: 'meeting.none_follows',
  AL428: 'emergency_access.closed_to_them',
}

const frameworkCodes: Record<string, ProblemCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.malformed',
  FST_UNDER_PRESSURE: 'service.unavailable',
}

/** What Postgres said, where Drizzle wraps it. */
export const causeOf = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? error.cause : error

/** Any error as a refusal of the closed table (shared/problems.ts). What nobody foresaw is `internal`. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const cause = causeOf(error)
  if (cause instanceof DatabaseError) {
    const own = ownStates[cause.code ?? '']
    if (own) return new Refusal(own)
  }
  if (cause instanceof Unreadable) return new Refusal('record.unreadable')
  if (troubleOf(cause)) return new Refusal('service.unavailable')
  const code = frameworkCodes[codeOf(cause)]
  if (code) return new Refusal(code)
  const status = (error as FastifyError).statusCode
  if (status === 429) return new Refusal('request.too_many')
  if (status && status >= 400 && status < 500) return new Refusal('request.malformed')
  return new Refusal('internal')
}

const codeOf = (error: unknown) => (error as { code?: string }).code ?? ''

/** Answers with RFC 9457. The log gets the code and, for what nobody foresaw, the stack; never the request's body. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const refusal = asRefusal(error)
  const { status, title, fix } = problems[refusal.code]
  if (refusal.code === 'internal') request.log.error({ err: withoutData(error) }, 'unforeseen')
  if (refusal.code === 'service.unavailable') tellTrouble(request, error)
  request.server.refused(refusal.code)
  const { retryAfterSeconds = 5, ...extra } = refusal.extra
  if (status === 503 || status === 429) reply.header('retry-after', String(retryAfterSeconds))
  const challenge = challengeOf(request, refusal)
  if (challenge) reply.header('www-authenticate', challenge)
  return reply
    .status(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({
      type: `/problems/${refusal.code}`,
      code: refusal.code,
      title,
      status,
      detail: fix,
      instance: `urn:uuid:${request.id}`,
      ...extra,
      ...(refusal.faults.length && { errors: refusal.faults }),
    })
}

/** To the log, and to what says whether this replica is to be sent requests at all. */
function tellTrouble({ log, server }: FastifyRequest, error: unknown): void {
  const trouble = troubleOf(causeOf(error))
  if (!trouble) return
  log.error(trouble, 'the database could not do it')
  server.strain.met(trouble)
}

/** RFC 6750, 3: to whom sent a token, what was wrong with it; to everybody else, how one signs in. */
function challengeOf(request: FastifyRequest, { code, extra }: Refusal): string | null {
  const bearer = /^Bearer /i.test(request.headers.authorization ?? '')
  if (problems[code].status === 401)
    return bearer ? 'Bearer realm="Alongside", error="invalid_token"' : 'Session, Bearer realm="Alongside"'
  if (code === 'access.scope_missing')
    return `Bearer realm="Alongside", error="insufficient_scope", scope="${String(extra.scope)}"`
  return null
}

/** A database error quotes rows in its message and detail; its code, table and constraint say enough. */
function withoutData(error: unknown) {
  const cause = causeOf(error)
  if (!(cause instanceof DatabaseError))
    return error instanceof Error ? { type: error.name, stack: error.stack } : { type: typeof error }
  const { code, table, column, constraint, routine } = cause
  return {
    type: 'DatabaseError',
    code,
    table,
    column,
    constraint,
    routine,
    stack: cause.stack?.split('\n').slice(1).join('\n'),
  }
}

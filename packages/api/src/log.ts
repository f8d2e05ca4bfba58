import type { FastifyReply, FastifyRequest } from 'fastify'
import { type DestinationStream, type Logger, pino } from 'pino'

/** JSON lines. Whatever is logged is named field by field where it happens: nothing of a request gets in by itself. */
export function openLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null }
  return destination ? pino(options, destination) : pino(options)
}

/** One line a request: its id, method, route, status and time; never its address, query or body, where names are typed. */
export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const { method, routeOptions } = request
  const milliseconds = Math.round(reply.elapsedTime)
  request.log.info(
    { method, route: routeOptions.url ?? 'unknown', status: reply.statusCode, milliseconds },
    'answered',
  )
}

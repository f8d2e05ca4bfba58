import type { FastifyReply, FastifyRequest } from 'fastify'
import { type DestinationStream, type Logger, pino } from 'pino'

/** JSON lines, each with the `replica` that wrote it where it has a name. Whatever is logged is named field by field where it happens: nothing of a request gets in by itself. */
export function openLog(level: string, destination?: DestinationStream, replica?: string): Logger {
  const options = { level, base: replica ? { replica } : null }
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

/** What may be logged of an error: its code or its kind. Its message may carry what was typed. */
export const kindOf = (error: unknown): string => {
  const { code, name } = error as Partial<Error> & { code?: string }
  return code ?? name ?? 'unknown'
}

/** What may be logged of a failure of work that goes on behind the requests: its kind, and the line of ours that it met. */
export function failureOf(error: unknown) {
  const { message = '', stack = '' } = error as Partial<Error>
  const frames = stack.slice(stack.indexOf(message) + message.length).split('\n')
  return { code: kindOf(error), where: frames.find((frame) => frame.includes('/src/'))?.trim() }
}

import { type DestinationStream, type Logger, pino } from 'pino'

interface LoggedRequest {
  method: string
  routeOptions?: { url?: string | undefined }
}

/**
 * An allow-list: of a request its method and route (never the query or body, where names are typed), of a reply its
 * status. Whatever else is logged is named field by field where it happens.
 */
export function openLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    serializers: {
      req: ({ method, routeOptions }: LoggedRequest) => ({ method, route: routeOptions?.url ?? 'unknown' }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

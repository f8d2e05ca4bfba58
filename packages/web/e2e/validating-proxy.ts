import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'

interface Ports {
  listen: number
  stage: number
  prism: number
}

/**
 * What the browser talks to. The API's part goes through Prism, which holds each request and answer against
 * openapi.json; pages and assets go straight to the stage. `onViolation` hears what Prism found, with the request.
 */
export async function startValidatingProxy(ports: Ports, onViolation: (words: string) => void) {
  // Prism reads bodies and would have to unpack them. It serves every stage of the run, and is told which.
  const forPrism = { 'accept-encoding': 'identity', 'x-stage': String(ports.stage) }
  let losesSaves = false
  let cutOff = false
  const server = createServer((request, response) => {
    if (cutOff || (losesSaves && ['PATCH', 'PUT'].includes(request.method ?? ''))) {
      request.socket.destroy()
      return
    }
    const validated = isForPrism(request)
    const upstream = send(
      {
        host: '127.0.0.1',
        port: validated ? ports.prism : ports.stage,
        path: request.url,
        method: request.method,
        headers: { ...request.headers, ...(validated && forPrism) },
      },
      (answer) => {
        if (validated) relayValidated(request, answer, response, onViolation)
        else {
          response.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(response)
        }
      },
    )
    upstream.on('error', (error) => {
      if (!response.headersSent) response.writeHead(502).end(String(error))
      else response.destroy()
    })
    response.on('close', () => upstream.destroy())
    request.pipe(upstream)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(ports.listen, 'localhost', resolve)
  })
  return {
    loseSaves: (lost: boolean) => {
      losesSaves = lost
    },
    /** Nobody answers any more, and what was under way is cut: as when the server is killed. */
    cutOff: (cut: boolean) => {
      cutOff = cut
      if (cut) server.closeAllConnections()
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Prism refuses by itself, without asking the API, what comes without the cookie that the description asks for. */
function isForPrism({ method, url = '', headers }: IncomingMessage): boolean {
  const path = pathOnly(url)
  // A stream goes straight to the stage: Prism reads an answer to its end before it judges it, and a stream has none.
  // So does a file: Prism reads every answer as text, and gives a PDF on with its bytes broken.
  if (!path.startsWith('/v1/') || /\/(?:events|file|pdf)$/.test(path)) return false
  const isOpen = method === 'POST' && (path === '/v1/sessions' || path === '/v1/session/refresh')
  return isOpen || (headers.cookie ?? '').includes('__Host-alongside=')
}

function relayValidated(
  request: IncomingMessage,
  answer: IncomingMessage,
  response: ServerResponse,
  onViolation: (words: string) => void,
) {
  const chunks: Buffer[] = []
  answer.on('data', (chunk: Buffer) => chunks.push(chunk))
  answer.on('end', () => {
    const body = Buffer.concat(chunks)
    const found = answer.headers['sl-violations']
    // Prism's own refusals: a violation, a path or method that the description lacks, an answer it does not name.
    if (found || body.includes('stoplight.io/prism/errors'))
      onViolation(
        `${request.method} ${pathOnly(request.url)} → ${answer.statusCode}: ${String(found ?? body)}`,
      )
    response.writeHead(answer.statusCode ?? 502, {
      ...answer.headers,
      ...cookiesApart(answer.headers['set-cookie']),
    })
    response.end(body)
  })
  answer.on('error', () => response.destroy())
}

/** Prism joins several Set-Cookie headers with a comma, which no browser takes apart. */
const cookiesApart = (joined: string[] | undefined) =>
  joined ? { 'set-cookie': joined.flatMap((line) => line.split(/,(?=__Host-)/)) } : {}

const pathOnly = (url = '') => new URL(url, 'http://localhost').pathname

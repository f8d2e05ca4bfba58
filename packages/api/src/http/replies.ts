import type { Media } from '@alongside/shared/addresses'
import type { Contract, Deprecated, FileReply } from '@alongside/shared/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from './idempotency.ts'
import { type OpenStream, sendStream } from './stream.ts'
import { tagVersion } from './versions.ts'

/** An answer as its contract says it: a stream, a file, or JSON with its version and the link to the next page. */
export async function send(
  request: FastifyRequest,
  response: FastifyReply,
  contract: Contract,
  { status, reply }: Answer,
) {
  if (contract.kind === 'stream') return sendStream(response, reply as OpenStream)
  if (contract.kind === 'query' && contract.media !== 'application/json')
    return sendFile(response, contract.media, reply as FileReply)
  const { version, next } = reply as { version?: unknown; next?: unknown }
  if (typeof version === 'number') tagVersion(response, version)
  // A search by POST has no address to link to.
  if (contract.kind === 'query' && typeof next === 'string')
    response.header(
      'link',
      [response.getHeader('link'), `<${nextPage(request, next)}>; rel="next"`].filter(Boolean).join(', '),
    )
  return response.status(status).header('cache-control', 'no-store').send(reply)
}

/** RFC 9745, RFC 8594, on refusals too, so that whoever still calls the operation learns of it. */
export const deprecationHeaders = ({ since, sunset, see }: Deprecated) => ({
  deprecation: `@${Date.parse(since) / 1000}`,
  sunset: new Date(sunset).toUTCString(),
  link: `<${see}>; rel="deprecation"; type="text/html"`,
})

/** Always as an attachment: no browser takes it for a page of ours. */
async function sendFile(response: FastifyReply, media: Media, { name, bytes }: FileReply) {
  const made = typeof bytes === 'function' ? await bytes() : bytes
  return response
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .type(media)
    .send(Buffer.from(made))
}

function nextPage(request: FastifyRequest, cursor: string): string {
  const [path = '', search = ''] = request.url.split('?')
  const query = new URLSearchParams(search)
  query.set('cursor', cursor)
  return `${path}?${query.toString()}`
}

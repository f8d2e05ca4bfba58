import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Contract } from '@alongside/shared/contract'
import { negotiate } from '@fastify/accept-negotiator'
import fp from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyContextConfig {
    compressible?: boolean
  }
}

/** Characters from which on an answer is worth it: what is shorter fits into one packet as it is. */
const worth = 1_400
const br = promisify(brotliCompress)
const gz = promisify(gzip)

/** What these answer holds credentials, or tells something of them: the device's secret, a secret's last letters. */
const ofCredentials: readonly Contract['tag'][] = ['Sessions', 'Other systems']

/**
 * The one decision on what may leave compressed. How long a compressed answer is tells something of what is in it, to whoever reads lengths
 * on the way and can have words of theirs put beside a secret (BREACH). So nothing does that holds a secret or follows what was just
 * typed: no answer to a change or a search, and nothing of credentials, whose answers have names and addresses beside them. What is
 * left are pages and lists that are read, where what there is to save is; their cookies go to our own pages alone.
 */
export const mayCompress = (contract: Contract): boolean =>
  contract.kind === 'query' && contract.media === 'application/json' && !ofCredentials.includes(contract.tag)

/** Compresses, in a thread of Node's own, what may be and is worth it, for whoever takes it so. */
export const compression = fp(async (app) => {
  app.addHook('onSend', async ({ routeOptions, headers }, reply, payload) => {
    const may = routeOptions.config.compressible && reply.statusCode === 200
    if (!may || typeof payload !== 'string' || payload.length < worth) return payload
    reply.header('vary', 'accept-encoding')
    const encoding = negotiate(headers['accept-encoding'] ?? '', ['br', 'gzip'])
    if (encoding === null) return payload
    reply.header('content-encoding', encoding)
    if (encoding === 'gzip') return gz(payload, { level: 5 })
    // Of this quality it takes half the time of gzip's sixth level, and leaves less.
    return br(payload, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
  })
})

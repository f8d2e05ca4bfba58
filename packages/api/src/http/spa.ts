import { existsSync, readFileSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { pages } from '../places.ts'
import { comesBySession } from './authenticate.ts'
import { noticeOf } from './notice.ts'

/** The built SPA on the API's own port: hashed assets for ever and compressed at build time, every other address its one page. */
export const spaRoutes = fp(async (app) => {
  if (!existsSync(pages)) return
  await app.register(fastifyStatic, {
    root: pages,
    preCompressed: true,
    wildcard: false,
    index: false,
    schemaHide: true,
    setHeaders: (response, path) => {
      response.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
})

/** Addresses that belong to the SPA: what a browser asks for as a page, outside the API's own; and the front page, whoever asks: monitors say of nothing that they take HTML. */
export const isPage = (url: string, accept: string | undefined): boolean =>
  existsSync(pages) &&
  (url === '/' || (accept ?? '').includes('text/html')) &&
  !/^\/(v1|docs|guides|problems|openapi)/.test(url)

/** What the SPA shows to whoever comes by a link in a mail, signed in or not. */
const needsNoAccount = /^\/(invitation|password|not-me)\b/

/**
 * The SPA's one page; for who comes with no session the sign-in, which loads nothing of what is behind it. As text where
 * something is to stand above it (notice.ts).
 */
export function sendShell(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const file = comesBySession(request) || needsNoAccount.test(request.url) ? 'index.html' : 'sign-in.html'
  if (noticeOf(request.server.services) === null) return reply.sendFile(file)
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .send(readFileSync(`${pages}/${file}`, 'utf8'))
}

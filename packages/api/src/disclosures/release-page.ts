import { createHash } from 'node:crypto'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Press } from '../documents/press.ts'
import { page } from '../http/pages.ts'
import { printRelease, waits } from './release.ts'

const thereIsOne = page(
  'A document for you',
  `<p>It can be fetched once. Have a safe place to keep it ready first.</p>
<form method="post"><button>Fetch the document</button></form>
<p>It is confidential, marked as your copy, and for you alone.</p>`,
)
/** Used, too old or never sent: the same page, whichever it is. */
const thereIsNone = page(
  'This link has no document to give',
  '<p>A link works once, within seven days. Ask whoever told you of it.</p>',
)
const notNow = page(
  'The document cannot be fetched just now',
  '<p>Your link has not been used. Try again in a few minutes.</p>',
)

/** CNF-1: where the recipient's link leads: without script, cookie or sign-in, and it says nothing about anybody. */
export const releasePage: FastifyPluginAsync<{ press: Press }> = async (app, { press }) => {
  const { services } = app
  const send = (reply: FastifyReply, status: number, html: string) =>
    reply.status(status).type('text/html').send(html)
  // The form has no field: its body is not looked at.
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 1024 },
    (_request, _body, done) => done(null, undefined),
  )
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex')
  })
  const hidden = { schema: { hide: true } } as const
  type Asked = FastifyRequest<{ Params: { token: string } }>

  // A mail's link is opened by scanners before it is opened by a person: looking takes nothing.
  app.get('/released-copies/:token', hidden, async (request: Asked, reply) =>
    (await waits(services, hashOf(request))) ? send(reply, 200, thereIsOne) : send(reply, 404, thereIsNone),
  )

  app.post('/released-copies/:token', hidden, async (request: Asked, reply) => {
    try {
      const occasion = { requestId: request.id, fromAddress: request.ip }
      const released = await printRelease(services, press, hashOf(request), occasion)
      if (!released) return send(reply, 404, thereIsNone)
      return reply
        .header('content-disposition', `attachment; filename="${released.name}"`)
        .type('application/pdf')
        .send(Buffer.from(released.bytes))
    } catch (error) {
      if (!(error instanceof Refusal)) request.log.error({ failed: (error as Error).name }, 'not released')
      return send(reply, 503, notNow)
    }
  })
}

/** Looked up by its hash: comparing secrets byte by byte would tell how much of one was right. */
const hashOf = ({ params }: FastifyRequest<{ Params: { token: string } }>) =>
  createHash('sha256').update(params.token).digest()

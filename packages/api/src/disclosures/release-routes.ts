import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { operations } from '../http/operation.ts'
import { page } from '../http/pages.ts'
import { printRelease, releaseLink } from './release.ts'

const thereIsOne = page(
  'A document for you',
  `<p>It can be fetched once. Have a safe place to keep it ready first.</p>
<form method="post"><button>Fetch the document</button></form>
<p>It is confidential, marked as your copy, and for you alone.</p>
<p>If it does not arrive, do not press again: ask whoever told you of it.</p>`,
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

/** CNF-1: where the recipient's link leads: it says nothing about anybody. */
export const releaseRoutes: FastifyPluginAsync = async (app) => {
  const { linked } = operations(app)
  const { press } = app
  // The form has no field: its body is not looked at.
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 1024 },
    (_request, _body, done) => done(null, undefined),
  )

  linked(releaseLink, {
    // A mail's link is opened by scanners before it is opened by a person: looking takes nothing.
    GET: async ({ look, response }) =>
      (await look(async () => true)) ? show(response, 200, thereIsOne) : show(response, 404, thereIsNone),

    POST: async (context) => {
      const { request, response } = context
      try {
        const released = await printRelease(context, press)
        if (!released) return show(response, 404, thereIsNone)
        return response
          .header('content-disposition', `attachment; filename="${released.name}"`)
          .type('application/pdf')
          .send(Buffer.from(released.bytes))
      } catch (error) {
        if (!(error instanceof Refusal)) request.log.error({ failed: (error as Error).name }, 'not released')
        return show(response, 503, notNow)
      }
    },
  })
}

const show = (response: FastifyReply, status: number, html: string) =>
  response.status(status).type('text/html').send(html)

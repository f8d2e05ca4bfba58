import { type ProblemCode, problems } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { escaped, noticeStyle } from './notice.ts'

/** A whole page, of a title that is escaped and a body that is HTML. */
export const page = (title: string, body: string) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)} – Alongside</title><link rel="stylesheet" href="/pages.css"><main><h1>${escaped(title)}</h1>${body}</main></html>`

const css = `body{font:1.125rem/1.5 system-ui,sans-serif;color:#14211f;margin:0}main{max-width:44rem;margin:2rem auto;padding:0 1rem}
h1,h2{line-height:1.2}code,pre{font-family:ui-monospace,monospace;background:#eef3f2;padding:.1em .3em;overflow-wrap:anywhere}
pre{padding:1rem;white-space:pre-wrap}pre code{padding:0}table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.4em .8em .4em 0;border-bottom:1px solid #c5d3d0}dt{font-weight:700;margin-top:1rem}dd{margin:0}a{color:#0b5d57}
button{font:inherit;font-weight:700;padding:.6em 1em;border:0;background:#0b5d57;color:#fff;cursor:pointer}
button:focus{outline:3px solid #14211f;outline-offset:3px}`

/** Plain pages that need no script: what each problem's `type` leads to, and the demo's mail catcher. */
export const pageRoutes: FastifyPluginAsync = async (app) => {
  const hidden = { schema: { hide: true } } as const
  app.get('/pages.css', hidden, (_, reply) => reply.type('text/css').send(css))
  app.get('/notice.css', hidden, (_, reply) => reply.type('text/css').send(noticeStyle))

  app.get('/problems', hidden, (_, reply) => {
    const entries = Object.entries(problems).map(
      ([code, { status, title }]) =>
        `<dt><a href="/problems/${code}"><code>${code}</code></a> (${status})</dt><dd>${escaped(title)}</dd>`,
    )
    return reply.type('text/html').send(page('Problems', `<dl>${entries.join('')}</dl>`))
  })

  app.get<{ Params: { code: string } }>('/problems/:code', hidden, (request, reply) => {
    const { code } = request.params
    if (!Object.hasOwn(problems, code)) return reply.callNotFound()
    const { status, title, fix } = problems[code as ProblemCode]
    return reply
      .type('text/html')
      .send(
        page(
          title,
          `<p><code>${code}</code>, status ${status}</p><h2>How to put it right</h2><p>${escaped(fix)}</p><p><a href="/problems">All problems</a></p>`,
        ),
      )
  })

  const { caught } = app.services.mailer
  if (caught)
    app.get('/mail', hidden, (_, reply) => {
      const mails = caught().map(
        ({ to, subject, text, at }) =>
          `<h2>${escaped(subject)}</h2><p>To ${escaped(to)}, ${escaped(at)}</p><pre>${escaped(text)}</pre>`,
      )
      return reply
        .type('text/html')
        .send(page('Mail that would have gone out', mails.join('') || '<p>None yet.</p>'))
    })
}

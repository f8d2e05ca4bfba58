import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FastifyPluginAsync } from 'fastify'
import { marked } from 'marked'
import { page } from './pages.ts'

const folder = fileURLToPath(new URL('../../../../docs/guides/', import.meta.url))
/** What the guides call the deployment; whoever reads them here reads its own address. */
const addressInGuides = 'http://localhost:3000'

interface Guide {
  name: string
  title: string
  body: string
}

/** The guides of docs/guides as plain pages: for whoever builds on the API. Read once; their text is our own. */
export const guideRoutes: FastifyPluginAsync = async (app) => {
  const hidden = { schema: { hide: true } } as const
  const address = app.services.config.PUBLIC_URL
  const guides = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => guideOf(file.slice(0, -3), readFileSync(`${folder}${file}`, 'utf8'), address))

  app.get('/guides', hidden, (_, reply) => {
    const lines = guides.map(({ name, title }) => `<li><a href="/guides/${name}">${title}</a></li>`)
    return reply.type('text/html').send(page('Guides', `<ul>${lines.join('')}</ul>`))
  })

  for (const { name, title, body } of guides)
    app.get(`/guides/${name}`, hidden, (_, reply) =>
      reply.type('text/html').send(page(title, `${body}<p><a href="/guides">All guides</a></p>`)),
    )
}

function guideOf(name: string, markdown: string, address: string): Guide {
  const [, title = name, text = ''] = /^# (.+)\n([\s\S]*)$/.exec(markdown) ?? []
  return { name, title, body: marked.parse(text.replaceAll(addressInGuides, address), { async: false }) }
}

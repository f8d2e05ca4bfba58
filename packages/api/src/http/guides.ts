import { readdirSync, readFileSync } from 'node:fs'
import type { FastifyPluginAsync } from 'fastify'
import { guides as folder } from '../places.ts'
import { page } from './pages.ts'

/** What the guides call the deployment; whoever reads them here reads its own address. */
const addressInGuides = 'http://localhost:3000'

interface Guide {
  title: string
  body: string
}

/** The guides of docs/guides as plain pages: for whoever builds on the API. Read when somebody first asks; their text is our own. */
export const guideRoutes: FastifyPluginAsync = async (app) => {
  const hidden = { schema: { hide: true } } as const
  const address = app.services.config.PUBLIC_URL
  let read: Promise<Map<string, Guide>> | undefined
  const guides = () => (read ??= readGuides(address))

  app.get('/guides', hidden, async (_, reply) => {
    const lines = [...(await guides())].map(
      ([name, { title }]) => `<li><a href="/guides/${name}">${title}</a></li>`,
    )
    return reply.type('text/html').send(page('Guides', `<ul>${lines.join('')}</ul>`))
  })

  app.get<{ Params: { name: string } }>('/guides/:name', hidden, async (request, reply) => {
    const guide = (await guides()).get(request.params.name)
    if (!guide) return reply.callNotFound()
    return reply
      .type('text/html')
      .send(page(guide.title, `${guide.body}<p><a href="/guides">All guides</a></p>`))
  })
}

async function readGuides(address: string): Promise<Map<string, Guide>> {
  const { marked } = await import('marked')
  const files = readdirSync(folder).filter((file) => file.endsWith('.md'))
  return new Map(
    files.sort().map((file) => {
      const markdown = readFileSync(`${folder}/${file}`, 'utf8')
      const name = file.slice(0, -3)
      const [, title = name, text = ''] = /^# (.+)\n([\s\S]*)$/.exec(markdown) ?? []
      const body = marked.parse(text.replaceAll(addressInGuides, address), { async: false })
      return [name, { title, body }]
    }),
  )
}

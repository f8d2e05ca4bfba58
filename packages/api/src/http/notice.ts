import fp from 'fastify-plugin'
import type { Services } from '../services.ts'

/** Days for which it is said that a restored copy lacks some hours. */
const gapShownDays = 14

const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'long' })
const time = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
})
const inWords = (instant: string) => `${day.format(Date.parse(instant))}, ${time.format(Date.parse(instant))}`

/** What every page of this deployment wears, whoever looks at it; null where there is nothing to say. */
export function noticeOf({ standing, config, clock }: Services): string | null {
  const { drill, gap } = standing.mode()
  const announced = standing.announced()
  if (drill) return `Copy of ${inWords(drill.copiedAt)}: nothing here is live`
  if (announced && Date.parse(clock()) < Date.parse(announced.until)) return announced.text
  if (gap && Date.parse(clock()) < Date.parse(gap.until) + gapShownDays * 86_400_000)
    return `This was restored from a copy of ${inWords(gap.from)}. What was written after that, until ${inWords(gap.until)}, is not here: please write it again`
  if (config.MAIL === 'off')
    return 'No mail goes out from here: nobody is invited, reminded or told of anything by mail'
  return null
}

export const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const noticeStyle = `.deployment-notice{margin:0;padding:.75rem 1rem;background:#14211f;color:#fff;font:700 1.125rem/1.4 system-ui,sans-serif;text-align:center}
@media (max-width:40rem){.deployment-notice{padding:.375rem .75rem;font-size:.9375rem}}
@media print{.deployment-notice{background:none;color:#000;border:3px solid #000}}`

/** Puts it above every page that leaves, the SPA's one page among them. Pages hold no `<` of anybody's before their own body. */
export const notices = fp(async (app) => {
  app.addHook('onSend', async (_, reply, payload) => {
    const isHtml = String(reply.getHeader('content-type') ?? '').startsWith('text/html')
    if (!isHtml || typeof payload !== 'string') return payload
    const notice = noticeOf(app.services)
    if (notice === null) return payload
    const worn = `<link rel="stylesheet" href="/notice.css"><p class="deployment-notice" role="status">${escaped(notice)}</p>`
    return /<body[^>]*>/.test(payload)
      ? payload.replace(/<body[^>]*>/, (body) => body + worn)
      : payload.replace('<main>', () => `${worn}<main>`)
  })
})

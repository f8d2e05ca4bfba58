import type { Page } from '@playwright/test'
import { expect } from './journey.ts'

/** The newest mail there, once it has come and invites by another link than `before`: its words, and the link. */
export const invitedByMail = (page: Page, email: string, before = '') =>
  mailedLink(page, email, 'invitation', before)

/** The same of any mail that carries a link to that page. */
export async function mailedLink(
  page: Page,
  email: string,
  path: 'invitation' | 'password' | 'not-me',
  before = '',
) {
  const link = new RegExp(`/${path}#[\\w-]+`)
  const look = async () => {
    const mails = await (await page.context().request.get('/mail')).text()
    const from = mails.indexOf(`To ${email}`)
    const words = from < 0 ? '' : mails.slice(from, mails.indexOf('</pre>', from))
    return { words, link: link.exec(words)?.[0] ?? before }
  }
  await expect.poll(async () => (await look()).link).not.toBe(before)
  return look()
}

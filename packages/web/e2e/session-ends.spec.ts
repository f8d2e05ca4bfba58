import { accept, file } from './by-api.ts'
import { checkPage, desktop, expect, type Page, phone, picture, test } from './journey.ts'

const main = (page: Page) => page.locator('main')

test('IDN-6 a phone that was left behind is signed out from the desk, and shows nothing of her case any more', async ({
  as,
  visit,
  clock,
  byApi,
}) => {
  await clock('2026-03-31T16:20:00+01:00')
  const { caseId } = await accept(await byApi('coordinator'), await file(await byApi('outreach'), 1))
  const left = await visit('outreach', `/cases/${caseId}`, phone)
  await expect(main(left)).toContainText('At the van')
  const desk = await as('outreach', desktop)
  await desk.getByRole('button', { name: /: account$/ }).click()
  await desk.getByRole('button', { name: 'Sign out on every device' }).click()
  await expect(desk.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  // Asked every twenty seconds, and as soon as somebody looks.
  await left.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(left.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(left.getByText('At the van')).toBeHidden()
  await checkPage(left)
  await picture(left, 'session-ended-elsewhere')
})

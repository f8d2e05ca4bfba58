import { accept, file } from './by-api.ts'
import { checkPage, expect, type Page, phone, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
const main = (page: Page) => page.locator('main')

test('it is dark where she chose so, on this device, at the next visit too; paper stays light', async ({
  as,
  clock,
  byApi,
}) => {
  await clock('2026-03-31T16:20:00+01:00')
  const { caseId } = await accept(await byApi('coordinator'), await file(await byApi('outreach'), 1))
  const page = await as('outreach', phone)
  await page.getByRole('button', { name: /: account$/ }).click()
  await page.getByRole('link', { name: 'How it looks' }).click()
  await expect(page.getByRole('heading', { name: 'How it looks' })).toBeVisible()
  expect(await ground(page)).toBe('rgb(255, 255, 255)')
  await page.getByRole('group', { name: 'Light or dark' }).getByLabel('Dark', { exact: true }).check()
  await checkPage(page)
  await picture(page, 'look-1-dark')
  expect(await ground(page)).toBe('rgb(16, 24, 23)')

  for (const [index, address] of [
    '/',
    '/referrals',
    `/cases/${caseId}`,
    `/cases/${caseId}/consent`,
    '/referrals/new',
  ].entries()) {
    await page.goto(address)
    await expect(main(page).getByRole('heading', { level: 1 })).toBeVisible()
    expect(await ground(page)).toBe('rgb(16, 24, 23)')
    await checkPage(page)
    await picture(page, `look-2-dark-${index}`)
  }
  await page.emulateMedia({ media: 'print' })
  expect(await ground(page)).toBe('rgb(255, 255, 255)')
  await page.emulateMedia({ media: null })
})

test('more contrast and larger text, by night and by day', async ({ visit }) => {
  const page = await visit('outreach', '/look', phone)
  await page.getByRole('group', { name: 'Contrast' }).getByLabel('More').check()
  await page.getByRole('group', { name: 'Size of text' }).getByLabel('Larger').check()
  expect(await ground(page)).toBe('rgb(0, 0, 0)')
  await checkPage(page)
  await picture(page, 'look-3-contrast-dark')
  await page.getByRole('group', { name: 'Light or dark' }).getByLabel('Light', { exact: true }).check()
  expect(await ground(page)).toBe('rgb(255, 255, 255)')
  await checkPage(page)
  await picture(page, 'look-4-contrast-light')
})

test('who chose nothing has it as the device asks', async ({ as }) => {
  const page = await as('coordinator', phone)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/meetings')
  expect(await ground(page)).toBe('rgb(16, 24, 23)')
  await checkPage(page)
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await ground(page)).toBe('rgb(255, 255, 255)')
})

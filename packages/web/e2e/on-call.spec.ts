import { file } from './by-api.ts'
import { checkPage, desktop, expect, phone, picture, test } from './journey.ts'

test('MTG-5 a lead writes down who answers, and confirms it by one tap; in an emergency at night who answers now is rung and logged', async ({
  visit,
  clock,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const housing = await visit('housing', '/on-call', phone)
  await expect(housing.getByText('Nobody is written down.').first()).toBeVisible()
  await housing.getByText('Write down who answers for us').click()
  await housing.getByLabel('Name or role').fill('Duty manager')
  await housing.getByLabel('Telephone').fill('nobody')
  await housing.getByRole('button', { name: 'Save our list' }).click()
  await expect(housing.locator('.govuk-error-summary')).toBeFocused()
  await housing.getByLabel('Telephone').fill('01632 960 011')
  await checkPage(housing)
  await picture(housing, 'on-call-1-writing-phone')
  await housing.getByRole('button', { name: 'Save our list' }).click()
  await expect(housing.getByRole('row', { name: /Duty manager/ })).toContainText('17:00 to 09:00')
  await expect(housing.getByText(/Last checked 2 March 2026/)).toBeVisible()

  await clock('2026-06-03T10:00:00+01:00')
  const again = await visit('housing', '/on-call', desktop)
  await expect(again.getByText(/To be checked again since 2 June 2026/)).toBeVisible()
  await checkPage(again)
  await again.getByRole('button', { name: 'Everything on our list is still right' }).click()
  await expect(again.getByText(/Last checked 3 June 2026/)).toBeVisible()
  await picture(again, 'on-call-2-confirmed')

  await clock('2026-06-03T23:40:00+01:00')
  const { id } = await file(await byApi('outreach'), 1)
  const page = await visit('coordinator', `/referrals/${id}/emergency`, phone)
  const rings = page.getByRole('link', { name: '01632 960 011' })
  await expect(rings).toHaveAttribute('href', 'tel:01632960011')
  await checkPage(page)
  await picture(page, 'on-call-3-answers-now-phone')
  await page.getByRole('checkbox').first().check()
  await page.getByLabel('Which number do they ring?').fill('The conference line')
  await page.getByRole('button', { name: 'Check the call' }).click()
  await page.getByRole('button', { name: 'Call the meeting now' }).click()
  await expect(page.getByRole('heading', { name: /^Duty manager/ })).toBeVisible()
  await page.getByText(/^Log a contact with Duty manager/).click()
  const log = page.getByRole('group').filter({ hasText: /^Log a contact with Duty manager/ })
  await log.getByRole('radio', { name: 'Left a message' }).check()
  await log.getByRole('button', { name: 'Log it' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '01632 960 011' })).toContainText(
    'Left a message',
  )
  await checkPage(page)
  await picture(page, 'on-call-4-logged-phone')
})

import { sandboxSystem } from '../../api/src/demo/cast.ts'
import { checkPage, expect, phone, test } from './journey.ts'

test('API-1, API-2 whoever reads the docs tries the API out in the sandbox, as its case system', async ({
  browser,
  world,
}) => {
  // Swagger UI puts off what it does by the browser’s clock: on one that stands it waits for ever.
  const context = await browser.newContext({ baseURL: world.url })
  const page = await context.newPage()
  await page.goto('/docs')
  // It shows no more than the part that is looked at; one tag alone is in sight as a whole.
  await page.getByPlaceholder('Filter by tag').fill('Referrals', { timeout: 60_000 })
  const operation = page.locator('#operations-Referrals-listReferrals')
  await expect(operation).toBeVisible()
  await page.getByRole('button', { name: 'Authorize' }).click()
  const dialog = page.locator('.auth-container').filter({ hasText: 'clientCredentials' })
  await expect(dialog.getByLabel('client_id:')).toHaveValue(sandboxSystem.clientId)
  await dialog.getByLabel('client_secret:').fill(sandboxSystem.secret)
  await dialog.locator('label[for*="referrals:read"]').first().click()
  await dialog.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click()
  await expect(dialog.getByRole('button', { name: 'Remove authorization' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()

  await operation.locator('.opblock-summary-control').click()
  await operation.getByRole('button', { name: 'Execute' }).click({ timeout: 60_000 })
  const answer = operation.locator('.live-responses-table')
  await expect(answer.locator('.response-col_status').last()).toContainText('200')
  await expect(answer).toContainText('Linnet')
  await context.close()
})

test('API-2 the guides are pages that read well on a phone too', async ({ stranger }) => {
  const page = await stranger(phone)
  for (const address of ['/guides', '/guides/first-referral', '/guides/changes']) {
    await page.goto(address)
    await checkPage(page)
  }
})

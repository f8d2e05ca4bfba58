import { checkPage, desktop, expect, type Page, phone, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')

test('API-2 housing’s lead asks to connect a system, the coordinator agrees, and its secrets are made and ended', async ({
  as,
  visit,
  clock,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const housing = await as('housing')
  await housing.getByRole('button', { name: 'More' }).click()
  await housing.getByRole('link', { name: 'Systems', exact: true }).click()
  await expect(main(housing)).toContainText('No system is connected')
  await housing.getByText('Ask to connect a system').click()
  await housing.getByRole('button', { name: 'Ask the coordinator' }).click()
  for (const missing of ['Say what it is called', 'Choose who answers for it', 'Choose what it may do'])
    await expect(main(housing)).toContainText(missing)
  await housing.getByLabel('What is it called?').fill('Harbour case system')
  await housing.getByLabel('Who answers for it?').selectOption({ label: 'Lee Park' })
  await housing.getByLabel('Confirm flags, and report them taken down').check()
  await housing.getByLabel('Read which flags my agency is asked for').check()
  await housing.getByLabel('Day').fill('31')
  await housing.getByLabel('Month').fill('12')
  await housing.getByLabel('Year').fill('2026')
  await checkPage(housing)
  await picture(housing, 'systems-1-ask')
  await housing.getByRole('button', { name: 'Ask the coordinator' }).click()
  await expect(housing.getByRole('heading', { name: 'Harbour case system' })).toBeVisible()
  await expect(main(housing)).toContainText('Waits for the coordinator')

  const coordinator = await visit('coordinator', '/systems', phone)
  await coordinator.getByRole('link', { name: 'Harbour case system' }).click()
  await checkPage(coordinator)
  await coordinator.getByRole('button', { name: 'Agree to connect it' }).click()
  await expect(main(coordinator)).toContainText('Connected')

  await housing.reload()
  await housing.getByRole('button', { name: 'Make a secret' }).click()
  const secret = housing.getByLabel(/The new secret, shown this once/)
  await expect(secret).toHaveValue(/^[\w-]{43}$/)
  const value = await secret.inputValue()
  const clientId = await housing.locator('code').first().innerText()
  await checkPage(housing)
  await picture(housing, 'systems-2-secret')
  const credentials = { client_id: clientId, client_secret: value, grant_type: 'client_credentials' }
  const given = await housing.context().request.post('/oauth/token', { form: credentials })
  expect(given.status()).toBe(200)

  await housing.reload()
  await expect(main(housing)).not.toContainText(value)
  await expect(main(housing)).toContainText('was given a token')
  await housing.getByRole('button', { name: /^End this secret/ }).click()
  await expect(housing.getByRole('button', { name: 'Make a secret' })).toBeVisible()
  expect((await housing.context().request.post('/oauth/token', { form: credentials })).status()).toBe(401)

  await housing.setViewportSize(phone)
  await checkPage(housing)
  await picture(housing, 'systems-3-phone')
  await housing.setViewportSize(desktop)
  await housing.getByText('End this system').click()
  await housing.getByLabel('Why?').fill('We change to another system')
  await housing.getByRole('button', { name: 'End it now' }).click()
  await expect(main(housing)).toContainText('Ended')
})

import { demoPassword } from '../../api/src/demo/cast.ts'
import { startReceiver } from '../../api/test/receiver.ts'
import { checkPage, expect, phone, picture, provesByItself, test } from './journey.ts'

test('IDN-5 an open session alone tells no system: the password is asked for in front of the form, and nothing typed is lost', async ({
  as,
  clock,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const receiver = await startReceiver()
  const page = await as('housing')
  const dialog = await provesByItself(page)
  await page.goto('/systems/webhooks')
  await page.getByText('Add an endpoint').click()
  await page.getByLabel('Its address').fill(receiver.address)
  await page.getByLabel('What is it? (optional)').fill('The case system')
  await page.getByLabel('action.agreed').check()
  // She signed in six minutes ago, and somebody else may sit here by now.
  await clock('2026-03-02T10:06:00Z')
  await page.getByRole('button', { name: 'Add it' }).click()

  const password = dialog.getByLabel('Password')
  await expect(password).toBeFocused()
  await checkPage(page)
  await picture(page, 'step-up-1-asked')
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('Type your password')
  await password.fill('not hers')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('That is not your password')
  await checkPage(page)
  await page.setViewportSize(phone)
  await checkPage(page)
  await picture(page, 'step-up-2-refused-phone')

  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('alert')).toContainText('This needs your password again')
  await expect(page.getByLabel('What is it? (optional)')).toHaveValue('The case system')
  await expect(page.getByLabel('action.agreed')).toBeChecked()

  await page.getByRole('button', { name: 'Add it' }).click()
  await expect(password).toHaveValue('')
  await password.fill(demoPassword)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await page.getByText('Add an endpoint').click()
  await expect(page.getByLabel(/The secret, shown this once/)).toHaveValue(/^whsec_/)
  await expect(page.getByRole('heading', { name: 'The case system' })).toHaveCount(1)

  // For a few minutes she is not asked again.
  await page.getByRole('button', { name: 'Make a new secret' }).first().click()
  await expect(page.getByLabel(/The secret, shown this once/)).toHaveValue(/^whsec_/)
  await expect(dialog).toBeHidden()
})

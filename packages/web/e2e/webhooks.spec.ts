import { Webhook } from 'standardwebhooks'
import { startReceiver } from '../../api/test/receiver.ts'
import { done } from './by-api.ts'
import { checkPage, expect, phone, picture, test } from './journey.ts'

test('API-3 a lead member has her agency’s system told what happens: a secret shown once, a test, the log, again; two at once lose nothing', async ({
  as,
  visit,
  clock,
}) => {
  const now = '2026-03-02T10:00:00Z'
  await clock(now)
  const receiver = await startReceiver()
  const page = await as('housing')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('link', { name: 'Systems', exact: true }).click()
  await page.getByRole('link', { name: 'Webhooks' }).click()
  const main = page.locator('main')
  await expect(main).toContainText('No system is told yet')
  await checkPage(page)

  await page.getByText('Add an endpoint').click()
  await page.getByLabel('Its address').fill('http://169.254.169.254/latest')
  await page.getByRole('button', { name: 'Add it' }).click()
  await expect(page.locator('.govuk-error-summary')).toContainText('Is not a public address')
  await page.getByLabel('Its address').fill(receiver.address)
  await page.getByLabel('What is it? (optional)').fill('The case system')
  await page.getByLabel('action.agreed').check()
  await checkPage(page)
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByText('Add an endpoint').click()
  const shown = page.getByLabel(/The secret, shown this once/)
  await expect(shown).toHaveValue(/^whsec_/)
  const secret = await shown.inputValue()
  await expect(page.getByRole('heading', { name: 'The case system' })).toBeVisible()
  await checkPage(page)
  await picture(page, 'webhooks-1-secret')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'The case system' })).toBeVisible()
  await expect(shown).toHaveCount(0)

  const coming = receiver.next()
  await page.getByRole('button', { name: 'Send a test' }).click()
  const { headers, body } = await coming
  expect(JSON.parse(body)).toMatchObject({ type: 'webhook.test', data: {} })
  expect(headers['webhook-signature']).toBe(
    new Webhook(secret).sign(String(headers['webhook-id']), new Date(now), body),
  )
  const row = page.getByRole('row', { name: /webhook\.test/ })
  await expect(row).toContainText('Delivered')
  await expect(row).toContainText('204, taken')
  await checkPage(page)
  await picture(page, 'webhooks-2-delivered')

  await page.getByText('Change what it is told, and where').click()
  const change = page.getByRole('group').filter({ hasText: 'Change what it is told' })
  await change.getByLabel('meeting.moved').check()
  await change.getByRole('button', { name: 'Change it' }).click()
  await expect(main).toContainText('meeting.moved, action.agreed')
  await checkPage(page)
  await page.getByText('Change what it is told, and where').click()

  // REF-11: a colleague was quicker. What stands now is shown beside what was typed, which is kept, and goes the next time.
  const { items } = await done<{ items: { id: string; version: number }[] }>(
    page,
    'GET',
    '/v1/webhook-endpoints',
  )
  await page.getByText('Change what it is told, and where').click()
  await change.getByLabel('What is it? (optional)').fill('Housing’s case system')
  await done(page, 'PATCH', `/v1/webhook-endpoints/${items[0]!.id}`, {
    body: { description: 'The new case system' },
    version: items[0]!.version,
  })
  await change.getByRole('button', { name: 'Change it' }).click()
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await expect(change).toContainText('As it stands now')
  await expect(change.locator('.govuk-summary-list')).toContainText('The new case system')
  await expect(change.getByLabel('What is it? (optional)')).toHaveValue('Housing’s case system')
  await checkPage(page)
  await change.getByRole('button', { name: 'Change it' }).click()
  await expect(page.getByRole('heading', { name: 'Housing’s case system' })).toBeVisible()
  await page.getByText('Change what it is told, and where').click()

  receiver.answersWith(410)
  await row.getByRole('button', { name: /^Send again/ }).click()
  await expect(main).toContainText('410, it is gone')
  await expect(main).toContainText('Stopped: it answered that it is gone')
  await expect(page.getByRole('button', { name: 'Send a test' })).toHaveCount(0)
  receiver.answersWith(204)
  await page.getByRole('button', { name: 'Turn it on' }).click()
  await expect(page.getByRole('button', { name: 'Send a test' })).toBeVisible()
  await page.getByRole('button', { name: 'Make a new secret' }).click()
  await expect(shown).toHaveValue(/^whsec_/)
  expect(await shown.inputValue()).not.toBe(secret)
  await expect(main).toContainText('Signs beside the new one until')

  const small = await visit('housing', '/systems/webhooks', phone)
  await expect(small.getByRole('heading', { name: 'Housing’s case system' })).toBeVisible()
  await small.getByText('Send everything again since a day').click()
  await small.getByRole('button', { name: 'Send it again' }).click()
  await expect(small.locator('main')).toContainText('events are sent again')
  await checkPage(small)
  await picture(small, 'webhooks-3-phone')
  await page.getByRole('button', { name: 'Remove it', exact: true }).click()
  await page.getByRole('button', { name: 'Remove it now' }).click()
  await expect(main).toContainText('No system is told yet')
  await receiver.close()
})

import { accept, file } from './by-api.ts'
import { checkPage, expect, type Page, picture, saysAnew, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
let caseAddress = ''

test('ACC-8 what she does not want stands near the top of her case, and is recorded in her words', async ({
  as,
  visit,
  clock,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const referral = await file(await byApi('probation'), 6)
  const coordinator = await as('coordinator')
  const accepted = await accept(coordinator, referral)
  caseAddress = `/cases/${accepted.caseId}`

  await coordinator.goto(`${caseAddress}/record-limit`)
  await checkPage(coordinator)
  await coordinator.getByRole('button', { name: 'Record what she does not want' }).click()
  await expect(coordinator.locator('.govuk-error-summary')).toContainText('Say what she does not want')
  await coordinator.getByRole('radio', { name: 'An agency', exact: true }).check()
  await coordinator.getByLabel('Which agency?').selectOption('Harbour Homes')
  await coordinator.getByLabel('What did she say?').fill('My uncle works there. Not them.')
  await checkPage(coordinator)
  await picture(coordinator, 'limits-1-record')
  await coordinator.getByRole('button', { name: 'Record what she does not want' }).click()
  const losing = coordinator.getByRole('dialog', { name: 'Record what she does not want?' })
  await expect(losing).toContainText('Harbour Homes stops seeing her case at once.')
  await checkPage(coordinator)
  await picture(coordinator, 'limits-1b-who-loses')
  await losing.getByRole('button', { name: 'Record it' }).click()
  await expect(coordinator.getByRole('heading', { name: 'Consent and sharing' })).toBeVisible()
  await expect(main(coordinator)).toContainText('She said no to Harbour Homes')
  await expect(main(coordinator)).toContainText('Lantern holds the promise')
  await expect(main(coordinator)).toContainText('Not Harbour Homes: she said no on 2 March 2026')
  await picture(coordinator, 'limits-2-consent-page')
  await coordinator.goto(caseAddress)
  await expect(coordinator.getByRole('heading', { name: 'What she does not want' })).toBeVisible()
  await expect(main(coordinator)).toContainText('My uncle works there. Not them.')
  await checkPage(coordinator)
  await picture(coordinator, 'limits-3-case')

  const housing = await visit('housing', caseAddress)
  await expect(housing.getByRole('link', { name: 'Go to my work' })).toBeVisible()
})

test('ACC-8 as she agrees anew each no is asked about; what is not ticked stands', async ({ visit }) => {
  const coordinator = await visit('coordinator', `${caseAddress}/record-consent`)
  const refused = coordinator.getByRole('group', { name: 'Which agencies does she not agree to?' })
  const agreed = coordinator.getByRole('group', { name: 'Which agencies does she agree to?' })
  await expect(refused.getByLabel('Harbour Homes')).toBeChecked()
  await expect(agreed.getByLabel('Harbour Homes')).toHaveCount(0)
  await coordinator.getByLabel('She lifts her no to Harbour Homes').check()
  await agreed.getByLabel('Harbour Homes').check()
  await expect(coordinator.getByRole('radio', { name: 'She said so' })).not.toBeChecked()
  await saysAnew(coordinator, ['2', '3', '2026'], ['2', '9', '2026'])
  await checkPage(coordinator)
  await picture(coordinator, 'limits-4-renewal')
  await coordinator.getByRole('button', { name: 'Record consent' }).click()
  await expect(coordinator.getByRole('dialog')).toContainText('She lifts her no to Harbour Homes')
  await coordinator.getByRole('button', { name: 'Record it' }).click()
  await expect(coordinator.getByRole('heading', { name: 'Consent and sharing' })).toBeVisible()
  await expect(coordinator.getByText('She was asked again about Harbour Homes')).toHaveCount(0)
  await expect(coordinator.getByText('What she has lifted')).toBeVisible()
  const housing = await visit('housing', caseAddress)
  await expect(housing.getByRole('heading', { name: 'Overview' })).toBeVisible()
})

test('ACC-8 CON-3 a withdrawal asks whether it is also a no to anybody, and her noes stand in the next form', async ({
  visit,
}) => {
  const coordinator = await visit('coordinator', `${caseAddress}/consent`)
  await coordinator.getByText('She no longer agrees to this').click()
  await coordinator.getByLabel('How did she tell you?').fill('She rang this morning')
  await coordinator
    .getByRole('group', { name: 'Is it also a no to anybody?' })
    .getByLabel('Harbour Homes')
    .check()
  await checkPage(coordinator)
  await picture(coordinator, 'limits-5-withdraw')
  await coordinator.getByRole('button', { name: 'Record that she no longer agrees' }).click()
  await coordinator.getByRole('dialog').getByRole('button', { name: 'Record it' }).click()
  await expect(main(coordinator)).toContainText('She said no to Harbour Homes')
  await coordinator.goto(`${caseAddress}/record-consent`)
  await expect(
    coordinator
      .getByRole('group', { name: 'Which agencies does she not agree to?' })
      .getByLabel('Harbour Homes'),
  ).toBeChecked()
})

test('ACC-8 she lifts it, in her words, and who promised it is named', async ({ visit }) => {
  const page = await visit('coordinator', `${caseAddress}/consent`)
  await page.getByText('She was asked again about Harbour Homes').click()
  await page.getByLabel('How did she say that she lifts it?').fill('He has left; she needs the flat.')
  await picture(page, 'limits-6-lift')
  await page.getByRole('button', { name: 'Record that she lifts it' }).click()
  const asking = page.getByRole('dialog')
  await expect(asking).toContainText('gave her the promise, and is told')
  await asking.getByRole('button', { name: 'She lifts it' }).click()
  await page.getByText('What she has lifted').click()
  await expect(main(page)).toContainText('He has left; she needs the flat.')
  await checkPage(page)
})

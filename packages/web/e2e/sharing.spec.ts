import { done, file } from './by-api.ts'
import { checkPage, expect, type Page, phone, picture, saysAnew, test } from './journey.ts'

const main = (page: Page) => page.locator('main')

test('CON-3 ACC-3 a consent that leaves an agency out asks first; who loses the case reads what to stop, and no link leads to nothing', async ({
  as,
  visit,
  clock,
  jobs,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const referral = await file(await byApi('probation'), 6)
  const probation = await as('probation')
  const address = `/cases/${referral.caseId}`
  await clock('2026-03-04T09:00:00Z')
  await visit('probation', `${address}/record-consent`)
  await probation
    .getByRole('group', { name: 'Which agencies does she agree to?' })
    .getByLabel('Harbour Homes')
    .uncheck()
  await expect(main(probation)).toContainText('These stop seeing the case at once: Harbour Homes.')
  await saysAnew(probation, ['4', '3', '2026'], ['4', '9', '2026'])
  await probation.getByRole('button', { name: 'Record consent' }).click()
  const asking = probation.getByRole('dialog', { name: 'Close the case to an agency that sees it now?' })
  await expect(asking).toContainText('Harbour Homes')
  await checkPage(probation)
  await picture(probation, 'sharing-1-asked')
  await asking.getByRole('button', { name: 'Record it' }).click()
  await expect(probation).toHaveURL(/\/consent$/)
  await jobs()

  const housing = await visit('housing', '/notifications', phone)
  await picture(housing, 'sharing-2-told')
  await housing
    .getByRole('link', { name: /You may no longer read a case/ })
    .first()
    .click()
  await expect(main(housing)).toContainText('Your agency may no longer read this case.')
  await checkPage(housing)
  await picture(housing, 'sharing-3-lost')

  const coordinator = await visit('coordinator', '/notifications')
  await coordinator
    .getByRole('link', { name: /has changed/ })
    .first()
    .click()
  await expect(main(coordinator)).toContainText('Harbour Homes: a newer consent leaves it out')
  await checkPage(coordinator)
  await picture(coordinator, 'sharing-4-coordinator')
  expect(
    await done<{ sides: unknown[] }>(
      coordinator,
      'GET',
      coordinator.url().replace(/.*\/sharing-changes/, '/v1/sharing-changes'),
    ),
  ).toMatchObject({
    caseReference: referral.caseReference,
  })
})

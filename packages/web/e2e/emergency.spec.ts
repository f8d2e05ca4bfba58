import { ask, done, file } from './by-api.ts'
import { checkPage, expect, phone, picture, test } from './journey.ts'

test('FLG-1 an agency is asked, confirms by hand, and the case shows who has not yet', async ({
  as,
  clock,
  jobs,
}) => {
  await clock('2026-03-03T10:00:00Z')
  const filed = await file(await as('probation'), 6)
  const coordinator = await as('coordinator')
  await done(coordinator, 'POST', `/v1/referrals/${filed.id}/acceptance`, { version: filed.version })
  await jobs()
  const housing = await as('housing')
  await expect(housing.getByRole('heading', { name: 'Flags asked of your agency' })).toBeVisible()
  await checkPage(housing)
  await housing.getByText('Record that our flag is on').click()
  await housing.getByLabel('Your own reference').fill('HH-7731')
  await picture(housing, 'flags-1-asked')
  await housing.getByRole('button', { name: 'Confirm the flag' }).click()
  await expect(housing.getByRole('heading', { name: 'Flags asked of your agency' })).toHaveCount(0)
  await coordinator.goto(`/cases/${filed.caseId}/flags`)
  await expect(coordinator.getByText('HH-7731')).toBeVisible()
  await expect(coordinator.getByRole('cell', { name: 'Not yet' }).first()).toBeVisible()
  await checkPage(coordinator)
  await picture(coordinator, 'flags-2-case')
})

test('MTG-5 at night, on a phone: called from a red referral in two steps, contacts logged; police never learns of it', async ({
  as,
  clock,
  jobs,
}) => {
  await clock('2026-03-31T23:40:00+01:00')
  const { id } = await file(await as('outreach'), 1)
  // Twelve months from here on, before anything is compared.
  await jobs()
  const page = await as('coordinator', phone)
  const before = await done(page, 'GET', '/v1/meetings?when=coming')
  await page.goto(`/referrals/${id}`)
  await page.getByRole('link', { name: 'Call an emergency meeting' }).click()
  await expect(page.getByRole('heading', { name: 'Who is needed, and how?' })).toBeVisible()
  await checkPage(page)
  await page.getByRole('button', { name: 'Check the call' }).click()
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await page.getByRole('checkbox').first().check()
  await page.getByLabel('Which number do they ring?').fill('The conference line, code 4711')
  await picture(page, 'emergency-1-who')
  await page.getByRole('button', { name: 'Check the call' }).click()
  await expect(page.getByRole('heading', { name: 'Check and call' })).toBeVisible()
  await checkPage(page)
  await page.getByRole('button', { name: 'Call the meeting now' }).click()
  await expect(page).toHaveURL(/\/meetings\//)
  await expect(page.getByRole('heading', { name: 'Who was called' })).toBeVisible()
  await page
    .getByText(/^Log a contact with/)
    .first()
    .click()
  await page.getByRole('radio', { name: 'No answer' }).check()
  await page.getByRole('button', { name: 'Log it' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'No answer' }).first()).toBeVisible()
  await checkPage(page)
  await picture(page, 'emergency-2-called')
  await jobs()

  const meetingId = new URL(page.url()).pathname.split('/')[2] ?? ''
  expect(await done(page, 'GET', '/v1/meetings?when=coming')).toEqual(before)
  const police = await as('police')
  for (const path of ['', '/minutes', '/contacts'])
    expect((await ask(police, 'GET', `/v1/meetings/${meetingId}${path}`)).status).toBe(404)
  await police.goto('/meetings')
  await expect(police.getByRole('heading', { name: 'Meetings', exact: true })).toBeVisible()
  await expect(police.getByText('Emergency meetings')).toHaveCount(0)
})

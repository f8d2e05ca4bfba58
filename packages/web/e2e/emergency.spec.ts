import { ask, done, file } from './by-api.ts'
import { checkPage, checkWidth, desktop, expect, type Page, phone, picture, test } from './journey.ts'

test('FLG-1 an agency is asked, confirms by hand, and the case shows who has not yet', async ({
  as,
  clock,
  jobs,
  byApi,
}) => {
  await clock('2026-03-03T10:00:00Z')
  const filed = await file(await byApi('probation'), 6)
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
  byApi,
}) => {
  await clock('2026-03-31T23:40:00+01:00')
  const { id } = await file(await byApi('outreach'), 1)
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

/** Both widths that the tour asks for. */
async function check(page: Page, name: string) {
  await checkPage(page)
  await picture(page, name)
  await page.setViewportSize(phone)
  await checkWidth(page)
  await picture(page, `${name}-390`)
  await page.setViewportSize(desktop)
}

test('MTG-5 ACC-9 where neither chair nor coordinator may hear it any more, who was called names who runs it, logs who was reached, and ends it', async ({
  as,
  clock,
  jobs,
  byApi,
}) => {
  await clock('2026-04-02T22:10:00+01:00')
  const filed = await file(await byApi('outreach'), 1)
  const coordinator = await byApi('coordinator')
  const { agencies: plan } = await done<{
    agencies: { agencyName: string; people: { accountId: string; name: string }[] }[]
  }>(coordinator, 'GET', `/v1/referrals/${filed.id}/emergency-plan`)
  const wanted = ['Lee Park', 'Sam Osei']
  const people = plan.flatMap((one) => one.people).filter(({ name }) => wanted.includes(name))
  expect(people).toHaveLength(2)
  const { id: meetingId } = await done<{ id: string }>(
    coordinator,
    'POST',
    `/v1/referrals/${filed.id}/emergency-meetings`,
    {
      body: { people: people.map(({ accountId }) => accountId), mode: 'phone', where: 'The line, code 4711' },
    },
  )
  const { agencies } = await done<{ agencies: { id: string; name: string }[] }>(
    coordinator,
    'GET',
    '/v1/partnership',
  )
  await done(await byApi('health'), 'POST', `/v1/cases/${filed.caseId}/limits`, {
    body: {
      kind: 'agency',
      agencyId: agencies.find(({ name }) => name === 'Lantern')?.id,
      saidOn: '2026-04-02',
    },
  })
  await jobs()
  expect((await ask(coordinator, 'GET', `/v1/meetings/${meetingId}`)).status).toBe(404)

  // Who stands in for the lead was called too, and is asked as she is.
  const lettings = await as('lettings')
  await lettings.goto('/')
  const main = (page: Page) => page.getByRole('main')
  await expect(main(lettings)).toContainText('Name who chairs it; it can be you.')
  await check(lettings, 'emergency-3-work')
  await main(lettings)
    .getByRole('link', { name: /^Meeting of/ })
    .click()
  await expect(lettings.getByRole('heading', { name: 'Deputy' })).toBeVisible()
  await expect(lettings.getByText(/^Log a contact with/)).toHaveCount(0)
  await check(lettings, 'emergency-4-deputy-needed')
  await lettings.getByLabel('Who is the deputy?').selectOption({ label: 'Lee Park, Harbour Homes' })
  await lettings.getByRole('button', { name: 'Name the deputy' }).click()
  await expect(lettings.getByRole('status').filter({ hasText: 'is the deputy now' })).toBeVisible()
  await lettings
    .getByText(/^Log a contact with Sam Osei/)
    .first()
    .click()
  await lettings.getByRole('radio', { name: 'Left a message' }).first().check()
  await lettings.getByRole('button', { name: 'Log it' }).first().click()
  await expect(lettings.getByRole('listitem').filter({ hasText: 'Left a message' }).first()).toBeVisible()
  await check(lettings, 'emergency-5-deputy-runs')

  await done(lettings, 'POST', `/v1/meetings/${meetingId}/signatures`, { body: { agreed: true } })
  await lettings.reload()
  await lettings.getByRole('button', { name: /^Open the meeting/ }).click()
  await expect(main(lettings)).toContainText('Open now')
  await lettings.goto(`/meetings/${meetingId}/attendance`)
  await expect(lettings.getByText('Record who is here, or has left')).toBeVisible()
  await check(lettings, 'emergency-6-attendance')
  await lettings.goto(`/meetings/${meetingId}/room`)
  await lettings.getByRole('button', { name: /^Begin with/ }).click()
  await expect(lettings.getByRole('heading', { level: 2, name: 'Her voice' })).toBeVisible()
  await check(lettings, 'emergency-7-room')
  await lettings.goto(`/meetings/${meetingId}/room?view=notes`)
  await lettings.getByRole('button', { name: 'This case is discussed' }).click()
  await lettings.getByRole('button', { name: 'It is discussed all the same' }).click()
  await expect(main(lettings)).toContainText('Discussed')
  await lettings.goto(`/meetings/${meetingId}`)
  await lettings.getByRole('button', { name: 'Close the meeting' }).click()
  await lettings.getByRole('button', { name: 'Close it and compile the minutes' }).click()
  await expect(main(lettings)).toContainText('Closed')
  await check(lettings, 'emergency-8-closed')
})

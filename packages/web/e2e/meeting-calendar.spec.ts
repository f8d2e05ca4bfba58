import { done } from './by-api.ts'
import { checkPage, desktop, expect, type Page, phone, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
let april = ''

test('MTG-1 members say on the calendar whether they can come, one at a desk and one on a phone', async ({
  visit,
  clock,
}) => {
  await clock('2026-03-02T09:00:00Z')
  const housing = await visit('housing', '/meetings', desktop)
  await expect(main(housing).getByRole('row')).toHaveCount(12)
  await housing.getByRole('button', { name: 'I can come on Thursday 9 April 2026' }).click()
  await expect(main(housing)).toContainText('You can come')
  await expect(main(housing)).toContainText('1 agency can come')
  await checkPage(housing)
  await picture(housing, 'calendar-1-member-desk')

  const police = await visit('police', '/meetings', phone)
  await police.getByRole('link', { name: 'Thursday 9 April 2026, 10:00' }).click()
  april = police.url().split('/').at(-1) ?? ''
  await police.getByRole('link', { name: 'Who can come' }).click()
  await police.getByLabel('If you can’t: why, or who comes instead (optional)').fill('In court that day')
  await press(police, 'I can’t come')
  await expect(main(police)).toContainText('You cannot come')
  await checkPage(police)
  await picture(police, 'calendar-2-member-phone')
})

test('MTG-1 the coordinator sees who can, who cannot and who has not answered, and moves the meeting; everyone is told and asked again', async ({
  visit,
  clock,
  jobs,
}) => {
  await clock('2026-03-03T09:00:00Z')
  const page = await visit('coordinator', `/meetings/${april}/who-can-come`)
  await expect(page.getByRole('row', { name: /Harbour Homes/ })).toContainText('Can come')
  await expect(main(page)).toContainText('“In court that day”')
  await expect(main(page)).toContainText('Not answered yet')
  await checkPage(page)
  await picture(page, 'calendar-3-who-can-come')

  await page.goto(`/meetings/${april}`)
  await page.getByText('Move this meeting').click()
  await page.getByLabel('Day').fill('6')
  await page.getByLabel('Why does it move?').fill('The police are in court on the 9th.')
  await press(page, 'Move the meeting')
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await expect(page.locator('.govuk-error-summary')).toContainText('bank holiday')
  await picture(page, 'calendar-4-bank-holiday')
  await page.getByLabel('Day').fill('16')
  await expect(main(page)).toContainText('Then referrals are in by Tuesday 7 April 2026')
  await press(page, 'Move the meeting')
  await expect(page.getByRole('alert')).toContainText('every member is told and asked again')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thursday 16 April 2026')
  await expect(main(page)).toContainText('Moved from Thursday 9 April 2026 to Thursday 16 April 2026')
  await checkPage(page)
  await picture(page, 'calendar-5-moved')

  await jobs()
  const police = await visit('police', '/notifications', phone)
  await police.getByText('A meeting has moved: say whether you can come').first().click()
  await police.getByRole('link', { name: 'Who can come' }).click()
  await press(police, 'I can come')
  await expect(main(police)).toContainText('You can come')
  await page.goto(`/meetings/${april}/who-can-come`)
  await expect(page.getByRole('table', { name: 'Answers to earlier dates' })).toContainText(
    'Thursday 9 April 2026',
  )
})

test('MTG-2 it is confirmed in the week before, and the calendar says what was kept and what was missed', async ({
  visit,
  clock,
}) => {
  const page = await visit('coordinator', `/meetings/${april}`)
  await expect(main(page)).toContainText('A meeting is confirmed in the week before it: from Monday 6 April')
  await clock('2026-04-07T09:00:00Z')
  await visit('coordinator', `/meetings/${april}`)
  await expect(main(page)).toContainText('A meeting is confirmed with its agenda')
  const { version } = await done<{ version: number }>(page, 'GET', `/v1/meetings/${april}`)
  await done(page, 'POST', `/v1/meetings/${april}/agenda-publication`, { version })
  await page.reload()
  await page.getByLabel('Where?', { exact: true }).first().fill('')
  await press(page, 'Confirm this meeting')
  await expect(page.locator('.govuk-error-summary')).toContainText('Say where people meet')
  await page.getByLabel('Where?', { exact: true }).first().fill('The Old Library, room 3')
  await press(page, 'Confirm this meeting')
  await expect(page.getByRole('alert')).toContainText('The meeting is confirmed')
  await expect(main(page)).toContainText('room 3')
  await expect(main(page)).toContainText('Done, 7 April 2026, 10:00')
  await clock('2026-04-15T09:00:00Z')
  const housing = await visit('housing', `/meetings/${april}`, phone)
  await expect(main(housing)).toContainText('Kept')
  await expect(main(housing)).toContainText('Missed')
  await checkPage(housing)
  await picture(housing, 'calendar-6-kept-and-missed-phone')
})

test('MTG-1 a member subscribes by an address that is shown once, copies it, and revokes it', async ({
  as,
  stranger,
  jobs,
}) => {
  await jobs()
  const page = await as('housing', desktop)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/meetings')
  await page.getByText('Subscribe to this calendar').click()
  await press(page, 'Make an address')
  const field = page.getByLabel(/^Your address, shown this once/)
  await expect(field).toHaveValue(/\/v1\/calendar-feeds\/[\w-]{43}$/)
  const address = new URL(await field.inputValue()).pathname
  await press(page, 'Copy')
  await expect(main(page)).toContainText('Copied')
  await checkPage(page)
  await picture(page, 'calendar-7-feed')

  const calendarApp = (await stranger()).context().request
  const feed = await calendarApp.get(address)
  expect(feed.status()).toBe(200)
  expect(await feed.text()).toContain('DTSTART;TZID=Europe/London:20260416T100000')
  await press(page, 'Revoke the address')
  await expect(page.getByRole('button', { name: 'Make an address' })).toBeVisible()
  expect((await calendarApp.get(address)).status()).toBe(404)
  await page.reload()
  await page.getByText('Subscribe to this calendar').click()
  await expect(field).toHaveCount(0)
  const { items } = await done<{ items: unknown[] }>(page, 'GET', '/v1/meetings?when=coming')
  expect(items.length).toBeGreaterThanOrEqual(12)
})

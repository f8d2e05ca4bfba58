import { accept, done, type Filed, file } from './by-api.ts'
import { checkPage, desktop, expect, type Page, phone, picture, signIn, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.getByRole('main')
let meeting = ''
let action = ''

/** Every width that the tour asks for. */
async function check(page: Page, name: string) {
  await checkPage(page)
  await picture(page, name)
  await page.setViewportSize({ width: 320, height: 640 })
  await checkPage(page)
  await picture(page, `${name}-320`)
  await page.setViewportSize(desktop)
}

test('the scene: a meeting of one case, with words that judge and an action of housing', async ({
  clock,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const filed = await file(await byApi('probation'), 6)
  const coordinator = await byApi('coordinator')
  const accepted = (await accept(coordinator, filed)) as Filed & { meetingId: string }
  await clock('2026-03-12T10:00:00Z')
  meeting = `/meetings/${accepted.meetingId}`
  for (const person of ['housing', 'coordinator'] as const)
    await done(await byApi(person), 'POST', `/v1${meeting}/signatures`, { body: { agreed: true } })
  const { version } = await done<{ version: number }>(coordinator, 'GET', `/v1${meeting}`)
  const opened = await done<{ agenda: { id: string }[] }>(coordinator, 'POST', `/v1${meeting}/opening`, {
    version,
  })
  const item = `/v1/agenda-items/${opened.agenda[0]?.id}`
  await done(await byApi('housing'), 'POST', `${item}/contributions`, {
    body: { words: 'She failed to engage with two viewings, so we closed her application in January.' },
  })
  const { agencies } = await done<{ agencies: { id: string; name: string }[] }>(
    coordinator,
    'GET',
    '/v1/partnership',
  )
  const agreed = await done<{ id: string }>(coordinator, 'POST', `${item}/actions`, {
    body: {
      ownerAgencyId: agencies.find(({ name }) => name === 'Harbour Homes')?.id,
      what: 'Open her application again',
      why: 'She has nowhere to go on the day of release',
      dueOn: '2026-03-18',
      priority: 'urgent',
    },
  })
  action = `/actions/${agreed.id}`
  await done(coordinator, 'PATCH', item, { version: 1, body: { decisions: 'Housing looks at it again.' } })
  await done(coordinator, 'POST', `${item}/closing`, { version: 2 })
})

test('MTG-8 LAN-1 the coordinator closes the meeting, words the draft with advice beside it, and distributes it', async ({
  visit,
  clock,
  jobs,
}) => {
  await clock('2026-03-12T12:00:00Z')
  const page = await visit('coordinator', meeting)
  await page.getByRole('button', { name: 'Close the meeting' }).click()
  await page.getByRole('button', { name: 'Close it and compile the minutes' }).click()
  await page.getByRole('link', { name: 'Minutes', exact: true }).click()
  await expect(main(page)).toContainText('Draft of version 1')
  const housings = page.getByLabel(/^Harbour Homes, /)
  await expect(housings).toHaveValue(/failed to engage/)
  await expect(page.locator('mark')).toHaveText('failed to engage')
  await expect(main(page)).toContainText('Kinder: we have not found what works yet.')
  await expect(main(page)).toContainText('1 word could be kinder')
  await check(page, 'minutes-1-draft')

  const member = await visit('housing', `${meeting}/minutes`)
  await expect(member.getByText('The minutes are not distributed yet')).toBeVisible()

  await housings.fill('Two viewings did not suit her. We look at her application again.')
  await page.getByLabel('Notes of the meeting').fill('The next meeting begins at half past nine.')
  await page.getByLabel('Notes of the meeting').blur()
  await expect(page.getByText('Saved 12:00')).toHaveCount(2)
  await expect(page.locator('mark')).toHaveCount(0)
  await page.reload()
  await expect(page.getByLabel(/^Harbour Homes, /)).toHaveValue(/did not suit her/)
  await page.getByRole('button', { name: 'Distribute the minutes' }).click()
  await expect(page.getByRole('heading', { name: 'Distribute the minutes?' })).toBeVisible()
  const refused: string[] = []
  page.on('response', (response) => void (response.status() >= 400 && refused.push(response.url())))
  await page.getByRole('button', { name: 'Distribute version 1' }).click()
  await expect(main(page)).toContainText('Version 1, distributed 12 March 2026')
  await expect(main(page)).toContainText('Checked here: what you read is what was distributed, unchanged.')
  await expect(main(page)).toContainText('Not yet:')
  expect(refused).toEqual([])
  await check(page, 'minutes-2-distributed')
  await jobs()
})

test('MTG-8 a member finds them on “My work”, reads them with her agency’s action first, and acknowledges', async ({
  as,
  visit,
}) => {
  const page = await as('housing')
  await expect(page.getByRole('heading', { name: 'Minutes to acknowledge' })).toBeVisible()
  await checkPage(page)
  await page.getByRole('link', { name: /^Minutes of the meeting of 12 March 2026/ }).click()
  await expect(page.getByRole('heading', { name: 'Minutes', exact: true })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Your agency’s actions' })).toContainText(
    'Open her application again',
  )
  await expect(main(page)).toContainText('STRICTLY CONFIDENTIAL Copy of Sam Osei, Harbour Homes')
  await expect(main(page)).not.toContainText('failed to engage')
  await page.getByRole('button', { name: 'Acknowledge for Harbour Homes' }).click()
  await expect(main(page)).toContainText('Acknowledged for Harbour Homes by Sam Osei')
  await check(page, 'minutes-3-member')
  const coordinator = await visit('coordinator', `${meeting}/minutes`)
  await expect(coordinator.getByRole('table', { name: /have acknowledged/ })).toContainText('Sam Osei')
})

test('MTG-8 a correction is a new version that says what changed and why; the first stays readable', async ({
  visit,
  clock,
}) => {
  await clock('2026-03-13T09:00:00Z')
  const page = await visit('coordinator', `${meeting}/minutes`)
  await page.getByText('Correct the minutes').click()
  await page.getByRole('button', { name: 'Begin the correction' }).click()
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await page.getByLabel('What changes?').fill('What was decided about the application')
  await page.getByLabel('Why?').fill('A word was missing')
  await page.getByRole('button', { name: 'Begin the correction' }).click()
  await expect(main(page)).toContainText('Draft of version 2')
  await page.getByLabel(/^Decisions, /).fill('Housing opens her application again by Wednesday.')
  await page.getByLabel(/^Decisions, /).blur()
  await expect(page.getByText('Saved 09:00')).toBeVisible()
  await check(page, 'minutes-4-correction')
  await page.getByRole('button', { name: 'Distribute the minutes' }).click()
  await page.getByRole('button', { name: 'Distribute version 2' }).click()
  const because =
    'Corrected on 13 March 2026, 09:00: What was decided about the application, because: A word was missing'
  await expect(main(page)).toContainText(because)
  const member = await visit('housing', `${meeting}/minutes`)
  await expect(main(member)).toContainText(because)
  await expect(main(member)).toContainText('opens her application again by Wednesday')
  await member.getByRole('link', { name: 'Version 1' }).click()
  await expect(main(member)).toContainText('This version was corrected.')
  await expect(main(member)).toContainText('Housing looks at it again.')
  await expect(main(member)).toContainText('Checked here')
  await check(member, 'minutes-5-first-version')
})

test('ACT-1 CNF-2 the link of a reminder leads, after signing in, straight to answering', async ({
  as,
  stranger,
  clock,
  jobs,
}) => {
  await clock('2026-03-19T09:00:00Z')
  await jobs()
  const page = await stranger(phone)
  await page.goto(action)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(page, 'housing')
  await expect(page.getByRole('heading', { name: 'Open her application again' })).toBeVisible()
  expect(new URL(page.url()).pathname).toBe(action)
  await expect(page.getByRole('button', { name: 'We have started' })).toBeVisible()
  await expect(page.getByLabel('What happened?', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Circumstances changed' })).toBeVisible()
  await checkPage(page)
  await picture(page, 'minutes-6-reminder')
  await page.getByRole('radio', { name: 'We could not do it this time' }).check()
  await page.getByLabel('Why?', { exact: true }).fill('The team moved office this week.')
  await page.getByLabel('What now?', { exact: true }).fill('Lee opens it on Monday.')
  await page.getByRole('button', { name: 'Close it as not done' }).click()
  await expect(page.getByText('This action is closed.')).toBeVisible()

  const log = await as('housing')
  await log.getByRole('link', { name: 'Actions', exact: true }).click()
  await expect(main(log)).toContainText('Agency: Harbour Homes')
  await expect(main(log)).toContainText('Lee opens it on Monday.')
  await log.getByLabel('State').selectOption({ label: 'Not done by the agency (1)' })
  await log.getByLabel('Meeting').selectOption({ label: 'Thursday 12 March 2026 (1)' })
  await log.getByRole('button', { name: 'Apply' }).click()
  await expect(log.getByRole('link', { name: 'Open her application again' })).toBeVisible()
  await expect(main(log)).toContainText('Meeting: Thursday 12 March 2026')
  await log.reload()
  await expect(main(log)).toContainText('State: Not done by the agency')
  await check(log, 'minutes-7-log')
  await log.emulateMedia({ media: 'print' })
  await expect(main(log)).toContainText('STRICTLY CONFIDENTIAL Copy of Sam Osei, Harbour Homes')
  await expect(log.getByRole('button', { name: 'Print' })).toBeHidden()
  await picture(log, 'minutes-8-log-on-paper')
})

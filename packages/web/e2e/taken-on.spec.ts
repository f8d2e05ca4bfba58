import { accept, done, file } from './by-api.ts'
import { checkPage, desktop, expect, type Page, phone, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
let caseId = ''
const actions: string[] = []

test('PLN-1 the scene: three steps are agreed for an agency of which nobody came', async ({
  as,
  clock,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const filed = await file(await byApi('probation'), 6)
  const coordinator = await as('coordinator')
  const accepted = (await accept(coordinator, filed)) as unknown as { meetingId: string; caseId: string }
  caseId = accepted.caseId
  const meeting = `/v1/meetings/${accepted.meetingId}`
  const { startsAt } = await done<{ startsAt: string }>(coordinator, 'GET', meeting)
  await clock(startsAt)
  const here = await as('coordinator')
  await done(here, 'POST', `${meeting}/signatures`, { body: { agreed: true } })
  const { version } = await done<{ version: number }>(here, 'GET', meeting)
  const { agenda } = await done<{ agenda: { id: string; caseId: string }[] }>(
    here,
    'POST',
    `${meeting}/opening`,
    {
      version,
    },
  )
  const item = agenda.find((line) => line.caseId === caseId)?.id
  const { mayAct } = await done<{ mayAct: string[] }>(here, 'GET', `/v1/agenda-items/${item}`)
  const { agencies } = await done<{ agencies: { id: string; name: string }[] }>(
    here,
    'GET',
    '/v1/partnership',
  )
  const housing = agencies.find(({ name }) => name === 'Harbour Homes')?.id ?? ''
  expect(mayAct).toContain(housing)
  for (const what of ['Find a room with a lock', 'Ring the landlord', 'See the flat with her']) {
    const body = { ownerAgencyId: housing, what, why: 'She sleeps in a stairwell', dueOn: '2026-04-20' }
    actions.push((await done<{ id: string }>(here, 'POST', `/v1/agenda-items/${item}/actions`, { body })).id)
  }
})

test('PLN-1 ACT-1 its agency is asked whether it takes each on: one it does, one it cannot, with why', async ({
  visit,
}) => {
  const page = await visit('housing', '/actions')
  await expect(main(page).getByText('Not taken on yet').first()).toBeVisible()
  await picture(page, 'taken-on-1-list')
  await page.goto(`/actions/${actions[0]}`)
  await expect(page.getByRole('heading', { name: 'Do you take it on?' })).toBeVisible()
  await checkPage(page)
  await picture(page, 'taken-on-2-asked')
  await page.setViewportSize(phone)
  await checkPage(page)
  await picture(page, 'taken-on-2-asked-390')
  await page.getByRole('button', { name: 'We take it on' }).click()
  await expect(page.getByRole('heading', { name: 'Do you take it on?' })).toHaveCount(0)
  await expect(main(page)).toContainText('taken on by its agency')
  await page.setViewportSize(desktop)
  await page.goto(`/actions/${actions[1]}`)
  await page.getByText('We cannot take it on').click()
  await page.getByRole('button', { name: 'Say that we cannot' }).click()
  await expect(page.getByRole('link', { name: 'Say why you cannot take it on' })).toBeVisible()
  await page.getByLabel('Why not?').fill('Nobody is free before May.')
  await page.getByRole('button', { name: 'Say that we cannot' }).click()
  await expect(main(page)).toContainText('This action is closed.')
  await checkPage(page)
  await picture(page, 'taken-on-3-declined')
})

test('REF-3 while a hold stands the button says so before anything is typed in vain', async ({
  as,
  visit,
}) => {
  const coordinator = await as('coordinator')
  await done(coordinator, 'POST', `/v1/cases/${caseId}/death`, { body: { knownBy: 'The hospital rang' } })
  const page = await visit('housing', `/actions/${actions[2]}`)
  const button = page.getByRole('button', { name: 'We take it on' })
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('button', { name: 'We have started' })).toHaveAttribute('aria-disabled', 'true')
  await checkPage(page)
  await picture(page, 'taken-on-4-held')
  await page.goto(`/cases/${caseId}/plan`)
  await page.getByText('Propose a line').first().click()
  await expect(page.getByRole('button', { name: 'Propose it' })).toHaveAttribute('aria-disabled', 'true')
  await checkPage(page)
  await picture(page, 'taken-on-5-held-plan')
})

import { accept, done, type Filed, file } from './by-api.ts'
import { checkPage, checkWidth, desktop, expect, live, type Page, phone, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.getByRole('main')
let meeting = ''
/** A case that chair and coordinator hear, and one that they must not. */
let usual = { id: '', caseReference: '' }
let hers = { id: '', caseReference: '' }

/** Both widths that the tour asks for. */
async function check(page: Page, name: string) {
  await checkPage(page)
  await picture(page, name)
  await page.setViewportSize(phone)
  await checkWidth(page)
  await picture(page, `${name}-390`)
  await page.setViewportSize(desktop)
}

test('the scene: two cases on the agenda, of which one refuses the agency of chair and coordinator', async ({
  clock,
  byApi,
}) => {
  await clock('2026-03-31T16:20:00+01:00')
  const outreach = await byApi('outreach')
  const filed = [await file(outreach, 1), await file(outreach, 1)]
  const coordinator = await byApi('coordinator')
  const accepted = []
  for (const one of filed) accepted.push((await accept(coordinator, one)) as Filed & { meetingId: string })
  meeting = `/meetings/${accepted[0]?.meetingId}`
  const { agenda } = await done<{ agenda: (typeof usual & { caseId: string })[] }>(
    coordinator,
    'GET',
    `/v1${meeting}`,
  )
  const { agencies } = await done<{ agencies: { id: string; name: string }[] }>(
    coordinator,
    'GET',
    '/v1/partnership',
  )
  const [first, second] = agenda
  if (!first || !second) throw new Error('two cases were accepted')
  usual = first
  hers = second
  await done(await byApi('health'), 'POST', `/v1/cases/${second.caseId}/limits`, {
    body: {
      kind: 'agency',
      agencyId: agencies.find(({ name }) => name === 'Lantern')?.id,
      saidOn: '2026-03-31',
    },
  })
})

test('ACC-9 the coordinator is told that a deputy is needed, and names one of another agency', async ({
  as,
  visit,
}) => {
  const coordinator = await as('coordinator')
  const work = main(coordinator).getByText('a case that is not yours to hear has nobody to chair it')
  await expect(work).toBeVisible()
  // What her own agency wrote stays its own: the look at its referral stands elsewhere on the page once a clock has planned it.
  await expect(work).not.toContainText(hers.caseReference)
  await picture(coordinator, 'deputy-1-work')
  await coordinator.goto(meeting)
  await check(coordinator, 'deputy-2-needed')
  await coordinator
    .getByLabel('Who is the deputy?')
    .selectOption({ label: 'Dr. Ruth Amadi, Eastmarsh Hospital' })
  await coordinator.getByRole('button', { name: 'Name the deputy' }).click()
  await expect(coordinator.getByRole('status').filter({ hasText: 'is the deputy' })).toBeVisible()
  await expect(coordinator.getByRole('heading', { name: 'Deputy' })).toBeFocused()
  await expect(main(coordinator)).not.toContainText(hers.caseReference)
  await check(coordinator, 'deputy-3-named')
  const health = await visit('health', meeting)
  await expect(main(health)).toContainText('Dr. Ruth Amadi, Eastmarsh Hospital, chairs this case.')
  await check(health, 'deputy-4-deputy')
})

test('ACC-9 the deputy calls the case, takes it back, calls it again, and begins it once chair and coordinator have left', async ({
  as,
  visit,
  clock,
}) => {
  await clock('2026-05-14T10:00:00+01:00')
  for (const person of ['chair', 'coordinator', 'housing', 'health'] as const)
    await done(await as(person), 'POST', `/v1${meeting}/signatures`, { body: { agreed: true } })
  const chair = await as('chair')
  const { version } = await done<{ version: number }>(chair, 'GET', `/v1${meeting}`)
  await done(chair, 'POST', `/v1${meeting}/opening`, { version })
  await done(chair, 'POST', `/v1/agenda-items/${usual.id}/deferral`, {
    version: 1,
    body: { reason: 'Her key worker is ill' },
  })
  await chair.goto(meeting)
  await expect(main(chair)).toContainText('still to be discussed, or put off, by the deputy')
  await check(chair, 'deputy-5-chair-cannot-close')
  const health = await visit('health', `${meeting}/room`)
  await check(health, 'deputy-6-room')
  const begin = health.getByRole('button', { name: `Begin with ${hers.caseReference}` })
  await begin.click()
  const asked = health.getByRole('heading', { name: `Before ${hers.caseReference}` })
  await expect(asked).toBeFocused(live)
  await expect(main(health)).toContainText('Lantern (Ada Quist and Miriam Holt) steps out for this case.')
  await check(health, 'deputy-7-asks-out')
  await health.getByRole('button', { name: 'Not now' }).click()
  await expect(asked).toHaveCount(0)
  await expect(begin).toBeFocused()
  await expect(health.getByRole('status').filter({ hasText: 'is not begun' })).toBeVisible()
  await check(health, 'deputy-8-not-now')
  await begin.click()
  await health.getByRole('button', { name: /^They have left: begin/ }).click()
  await expect(health.getByRole('heading', { level: 2, name: 'Her voice' })).toBeVisible(live)
  await expect(health.getByRole('status').filter({ hasText: 'They have left.' })).toBeVisible()
  await check(health, 'deputy-9-begun')
  const wall = await as('housing', desktop, 'wall')
  await wall.goto(`${meeting}/screen`)
  await expect(main(wall)).toContainText('Dr. Ruth Amadi, Eastmarsh Hospital, chairs this case.')
  await check(wall, 'deputy-10-wall')
  await chair.goto(`${meeting}/room`)
  await expect(main(chair)).not.toContainText(hers.caseReference)
  await check(chair, 'deputy-11-chair-outside')
})

test('ACC-9 MTG-8 she writes it down and ends it; the chair closes the meeting, and she words its minutes', async ({
  visit,
}) => {
  const health = await visit('health', `${meeting}/room?view=notes`)
  await health.getByLabel('Decisions').fill('Two officers walk the lane at night.')
  await expect(main(health)).toContainText('Saved')
  await check(health, 'deputy-12-notes')
  await health.getByRole('button', { name: 'This case is discussed' }).click()
  await expect(main(health)).toContainText('Discussed')
  await expect(health.getByRole('status').filter({ hasText: 'is discussed.' })).toHaveCount(1)
  await expect(health.locator('.app-room__shown')).toBeFocused()
  await check(health, 'deputy-13-ended')
  const chair = await visit('chair', meeting)
  await chair.getByRole('button', { name: 'Close the meeting' }).click()
  await chair.getByRole('button', { name: 'Close it and compile the minutes' }).click()
  await expect(main(chair)).toContainText('Closed')
  await health.goto(`${meeting}/minutes`)
  await expect(main(health)).toContainText('Here is what you chaired')
  await expect(main(health)).toContainText('Dr. Ruth Amadi, Eastmarsh Hospital, chaired this case.')
  await health.getByLabel(/^Decisions/).fill('Two officers walk the lane every night.')
  await expect(main(health)).toContainText('Saved')
  await check(health, 'deputy-14-minutes')
  const coordinator = await visit('coordinator', `${meeting}/minutes`)
  await expect(main(coordinator)).not.toContainText('walk the lane')
  await check(coordinator, 'deputy-15-coordinator-draft')
  await coordinator.getByRole('button', { name: 'Distribute the minutes' }).click()
  await coordinator.getByRole('button', { name: 'Distribute version 1' }).click()
  await expect(main(coordinator)).toContainText('Version 1')
  const housing = await visit('housing', `${meeting}/minutes`)
  await expect(main(housing)).toContainText('Two officers walk the lane every night.')
  await expect(main(housing)).toContainText('Dr. Ruth Amadi, Eastmarsh Hospital, chaired this case.')
  await check(housing, 'deputy-16-minutes-read')
})

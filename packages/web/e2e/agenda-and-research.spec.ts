import { accept, done, type Filed, file } from './by-api.ts'
import { checkPage, checkWidth, expect, type Page, phone, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
const at = { meeting: '', item: '' }
const references: string[] = []

/** The references of the coordinator's agenda, as they stand. */
const order = (page: Page) => page.locator('.app-agenda__what > p:first-child strong')

test('the scene: cases on the agenda of the next meeting', async ({ as, clock, byApi }) => {
  await clock('2026-10-21T15:00:00Z')
  const filed: Filed[] = []
  for (const [person, number] of [
    ['outreach', 1],
    ['outreach', 7],
  ] as const)
    filed.push(await file(await as(person), number))
  const coordinator = await byApi('coordinator')
  for (const one of filed) {
    const accepted = (await accept(coordinator, one)) as Filed & { meetingId: string }
    at.meeting = `/meetings/${accepted.meetingId}`
  }
  const { agenda } = await done<{ agenda: { id: string; caseReference: string }[] }>(
    coordinator,
    'GET',
    `/v1${at.meeting}`,
  )
  expect(agenda).toHaveLength(2)
  references.push(...agenda.map(({ caseReference }) => caseReference))
  at.item = `/agenda-items/${agenda[0]?.id}`
})

test('MTG-3 the coordinator orders the agenda by keyboard and by dragging, gives minutes, and publishes', async ({
  visit,
}) => {
  const page = await visit('coordinator', `${at.meeting}/agenda`)
  await expect(order(page)).toHaveText(references)
  await checkPage(page)
  await page.getByRole('button', { name: `Move ${references[1]} up` }).focus()
  await page.keyboard.press('Enter')
  await expect(order(page)).toHaveText(references.toReversed())
  await expect(page.getByText(`${references[1]} is now 1 of 2`)).toBeAttached()

  await expect(page.locator('.app-agenda button[aria-disabled]')).toHaveCount(2)
  const [from, to] = [page.locator('.app-agenda__handle').nth(1), page.locator('.app-agenda__handle').nth(0)]
  const [start, end] = [(await from.boundingBox())!, (await to.boundingBox())!]
  await page.mouse.move(start.x + 20, start.y + 20)
  await page.mouse.down()
  await page.mouse.move(end.x + 20, end.y + 20, { steps: 8 })
  await page.mouse.up()
  await expect(order(page)).toHaveText(references)
  await expect(page.locator('.app-agenda button[aria-disabled]')).toHaveCount(2)

  const minutes = page.getByLabel(`Minutes for ${references[0]}`)
  await minutes.fill('25')
  await minutes.press('Enter')
  await expect(main(page)).toContainText(/\d+ minutes for the cases: from 10:00 to/)
  await picture(page, 'agenda-1-order')
  await page.getByRole('button', { name: 'Publish the agenda' }).click()
  await expect(main(page)).toContainText('Published')
  await page.reload()
  await expect(order(page)).toHaveText(references)
  await expect(page.getByLabel(`Minutes for ${references[0]}`)).toHaveValue('25')
  await page.setViewportSize({ width: 320, height: 640 })
  await checkPage(page)
  await picture(page, 'agenda-2-narrow')
})

test('MTG-3 housing writes down what it knows on a phone, sees it before it goes, and shares it', async ({
  as,
}) => {
  const page = await as('housing', phone)
  await expect(main(page)).toContainText('What does your agency know?')
  await page.goto(`${at.item}/research`)
  await page.getByLabel('What?', { exact: true }).fill('Evicted from the flat')
  await page.getByLabel('How do you know?').fill('Tenancy file')
  await page.getByLabel('Opinion').fill('A room with a warden would suit her')
  await page.getByLabel('What stays with the agency?').fill('Her new number')
  await expect(page.getByText(/^Saved \d/)).toBeVisible()
  await checkPage(page)
  await page.reload()
  await expect(page.getByLabel('What stays with the agency?')).toHaveValue('Her new number')
  await expect(main(page)).toContainText('You have not signed this meeting’s confidentiality agreement')
  await done(page, 'POST', `/v1${at.meeting}/signatures`, { body: { agreed: true } })
  await page.reload()
  await page.getByLabel('Evicted from the flat (Tenancy file)').check()
  await page.getByRole('button', { name: 'See it before it is shared' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Evicted from the flat (Tenancy file)')
  await expect(dialog).not.toContainText(/warden|number/)
  await picture(page, 'research-1-preview')
  await dialog.getByRole('button', { name: 'Share it' }).click()
  await expect(main(page)).toContainText('Shared already:')
  await checkWidth(page)
  await picture(page, 'research-2-shared')
})

test('ACC-6 the coordinator sees what was shared and nothing else; the police, without a grant, nothing', async ({
  as,
  visit,
}) => {
  const page = await as('coordinator')
  await done(page, 'POST', `/v1${at.meeting}/signatures`, { body: { agreed: true } })
  await page.goto(at.item)
  await expect(main(page)).toContainText('Evicted from the flat (Tenancy file)')
  await expect(main(page)).toContainText('Harbour Homes: facts')
  await expect(main(page)).not.toContainText(/warden|Her new number/)
  await picture(page, 'research-3-item')
  const police = await visit('police', `${at.item}/research`)
  await expect(police.getByRole('link', { name: 'Go to my work' })).toBeVisible()
})

test('CON-3 without a basis the item shows nothing of her, says what is needed, and can be put off', async ({
  as,
}) => {
  const page = await as('coordinator')
  const { caseId } = await done<{ caseId: string }>(page, 'GET', `/v1${at.item}`)
  const { consents } = await done<{ consents: { id: string }[] }>(page, 'GET', `/v1/cases/${caseId}`)
  for (const { id } of consents)
    await done(page, 'POST', `/v1/consents/${id}/withdrawal`, { body: { how: 'She said so' } })
  await page.goto(at.item)
  await expect(main(page)).toContainText('No basis for sharing is in force')
  await expect(main(page)).not.toContainText(/Evicted|Her voice/)
  await checkPage(page)
  await picture(page, 'agenda-3-withheld')
  await page.getByText('Put it off to the next meeting').click()
  await page.getByLabel('Why?').fill('Her worker asks her again')
  await page.getByRole('button', { name: 'Put it off', exact: true }).click()
  await expect(main(page)).toContainText('Put off')
})

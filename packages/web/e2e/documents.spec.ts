import { readFile } from 'node:fs/promises'
import { accept, done, file } from './by-api.ts'
import { checkPage, expect, picture, test } from './journey.ts'

test.use({ story: 'documents' })

test('MTG-4 a member makes her copy of the pack; the coordinator sees it in the register and circulates the pack', async ({
  as,
  clock,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const referral = await file(await as('probation'), 6)
  const coordinator = await as('coordinator')
  const { meetingId } = (await accept(coordinator, referral)) as unknown as { meetingId: string }
  const housing = await as('housing')
  await housing.goto(`/meetings/${meetingId}/documents`)
  await expect(housing.locator('main')).toContainText(
    'You have not signed this meeting’s confidentiality agreement',
  )
  await checkPage(housing)
  for (const page of [housing, coordinator])
    await done(page, 'POST', `/v1/meetings/${meetingId}/signatures`, { body: { agreed: true } })
  await housing.reload()
  const saved = housing.waitForEvent('download')
  await housing.getByRole('button', { name: 'Make my copy: pack' }).click()
  const copy = await saved
  expect(copy.suggestedFilename()).toMatch(/^pack-[0-9A-Z]{6}\.pdf$/)
  expect((await readFile(await copy.path())).subarray(0, 5).toString()).toBe('%PDF-')
  await expect(housing.getByText('The pack is in your downloads.')).toBeVisible()
  await checkPage(housing)

  await coordinator.goto(`/meetings/${meetingId}/documents`)
  await expect(coordinator.locator('main')).toContainText('downloaded 1 time')
  await coordinator.getByRole('button', { name: 'Tell members that the pack is ready' }).click()
  await expect(coordinator.locator('main')).toContainText('Circulated')
  await checkPage(coordinator)
  await coordinator.setViewportSize({ width: 320, height: 640 })
  await checkPage(coordinator)
  await picture(coordinator, 'documents-320')
})

test('CNF-1 a member asks to release a copy; the coordinator agrees in writing; the link gives it once', async ({
  as,
  clock,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const referral = await file(await as('probation'), 6)
  const coordinator = await as('coordinator')
  const { meetingId } = (await accept(coordinator, referral)) as unknown as { meetingId: string }
  const housing = await as('housing')
  await housing.goto(`/meetings/${meetingId}/documents`)
  await housing.getByLabel('Which document?').selectOption('Agenda')
  await housing.getByRole('button', { name: 'Ask the coordinator' }).click()
  await expect(housing.locator('main')).toContainText('Give the name')
  await housing.getByLabel('Who is it for?').fill('Dr. Helen Marsh')
  await housing.getByLabel('Where do they work?').fill('Northgate Refuge')
  await housing.getByLabel('Their e-mail address at work').fill('helen.marsh@northgate.example')
  await housing.getByLabel('Why do they need it?').fill('She moves there on Friday.')
  await housing.getByRole('button', { name: 'Ask the coordinator' }).click()
  await expect(housing.locator('main')).toContainText('Waits for the coordinator')
  await checkPage(housing)

  await coordinator.goto(`/meetings/${meetingId}/documents`)
  await coordinator.getByText('Agree in writing').click()
  await coordinator.getByLabel('Your agreement, and for what').fill('Agreed for the refuge alone.')
  await coordinator.getByRole('button', { name: 'Agree and send the link' }).click()
  await expect(coordinator.locator('main')).toContainText('Agreed for the refuge alone.')
  await coordinator.setViewportSize({ width: 320, height: 640 })
  await checkPage(coordinator)
  await picture(coordinator, 'releases-320')

  const link = async () => {
    await coordinator.goto('/mail')
    return /\/released-copies\/[\w-]+/.exec(await coordinator.locator('main').innerText())?.[0] ?? ''
  }
  await expect.poll(link).toContain('/released-copies/')
  const path = await link()
  await coordinator.goto(path)
  await picture(coordinator, 'release-page-320')
  const saved = coordinator.waitForEvent('download')
  await coordinator.getByRole('button', { name: 'Fetch the document' }).click()
  expect((await readFile(await (await saved).path())).subarray(0, 5).toString()).toBe('%PDF-')
  await coordinator.goto(path)
  await expect(coordinator.locator('main')).toContainText('This link has no document to give')
})

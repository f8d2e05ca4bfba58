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

import { readFile } from 'node:fs/promises'
import { pagesOf } from '../../api/test/pages-of-pdf.ts'
import { checkPage, desktop, expect, phone, picture, test } from './journey.ts'

test('OPS-4 a lead finds the papers of the night from the on-call list, and keeps them; who keeps no list has no way there', async ({
  visit,
  clock,
  kits,
}) => {
  await clock('2026-03-02T22:00:00Z')
  const lead = await visit('housing', '/on-call', phone)
  await lead.getByRole('link', { name: 'Papers for when Alongside is down' }).click()
  await expect(lead.getByRole('heading', { level: 1 })).toHaveText('Papers for when Alongside is down')
  await kits()
  await lead.reload()
  await expect(lead.getByRole('main')).toContainText('Made 2 March 2026')
  await checkPage(lead)
  await picture(lead, 'downtime-kit-phone')

  const saved = lead.waitForEvent('download')
  await lead.getByRole('button', { name: 'Whom to ring' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toBe('1-whom-to-ring.pdf')
  const words = (await pagesOf(await readFile(await file.path()))).join(' ')
  expect(words).toContain('Eastmarsh children’s front door')
  await expect(lead.getByText('It is in your downloads.')).toBeVisible()

  const worker = await visit('outreach', '/on-call', desktop)
  await expect(worker.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(worker.getByRole('link', { name: 'Papers for when Alongside is down' })).toHaveCount(0)
})

import { accept, file } from './by-api.ts'
import { checkPage, expect, phone, test } from './journey.ts'

test('REF-3 MTG-5 for a woman who has died nobody fills in an emergency that is refused at its end; taken back, it can be called', async ({
  visit,
  clock,
  byApi,
}) => {
  await clock('2026-03-31T16:20:00+01:00')
  const { id, caseId } = await accept(await byApi('coordinator'), await file(await byApi('outreach'), 1))
  const page = await visit('coordinator', `/cases/${caseId}/died`, phone)
  await page.getByLabel('How is it known, and what else must be done?').fill('The hospital rang')
  await page.getByRole('button', { name: 'Record that she has died' }).click()
  await page.getByRole('button', { name: 'Record it', exact: true }).click()
  await expect(page.getByText('Nothing more is sent, asked or listed for her.')).toBeVisible()

  await page.goto(`/cases/${caseId}`)
  const call = page.getByRole('button', { name: 'Call an emergency meeting' })
  await expect(call).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('link', { name: 'Call an emergency meeting' })).toHaveCount(0)
  await checkPage(page)
  // What she began to type elsewhere waits beside what opens it, on the case, and on her work.
  const why = page.getByLabel('What has been shown, and by what?')
  const lift = page.getByText('It was recorded by mistake: she has not died')
  const waits = page.locator('summary', { has: lift }).getByText('Unsent words are kept here')
  await lift.click()
  await why.fill('Another woman of that')
  await page.goto(`/cases/${caseId}`)
  await expect(waits).toBeVisible()
  await lift.click()
  await expect(waits).toBeHidden()
  await expect(why).toHaveValue('Another woman of that')
  await page.goto('/')
  await page.getByRole('link', { name: 'Why a hold is lifted, not sent yet' }).click()
  await expect(waits).toBeVisible()
  await checkPage(page)

  // By its own address too: it says why, and lets nobody type.
  await page.goto(`/referrals/${id}/emergency`)
  await expect(page.getByRole('heading', { name: 'It cannot be called' })).toBeVisible()
  await expect(page.getByText('Nothing goes on with this case')).toBeVisible()
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await checkPage(page)

  await page.goto(`/cases/${caseId}`)
  await page.getByText('It was recorded by mistake: she has not died').click()
  await page.getByLabel('What has been shown, and by what?').fill('Another woman of that name')
  await page.getByRole('button', { name: 'Lift the hold' }).click()
  await expect(page.getByText('Nothing more is sent, asked or listed for her.')).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Call an emergency meeting' })).toBeVisible()
  await checkPage(page)
})

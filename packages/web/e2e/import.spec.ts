import type { Page } from '@playwright/test'
import { checkPage, desktop, expect, phone, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
const header =
  'case_reference,name,age,referring_agency,referred_on,light,state,discussed_on,consent_given_on,consent_until,consent_agencies'
const rows = [
  'A-1,Marisol,34,Eastmarsh Police,14/03/2025,red,closed,10/04/2025,14/03/2025,14/03/2026,Lantern; Harbour Homes',
  'A-2,Ottoline,41,Eastmarsh Police,14/04/2025,amber,discussed,08/05/2025,,,',
]

async function tryFile(page: Page, csv: string) {
  await page.goto('/imports')
  await page.getByLabel('Past referrals').check()
  await page
    .getByLabel('The file')
    .setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByRole('button', { name: 'Try the file' }).click()
}

test('the coordinator finds it among the members, and a template to fill in', async ({ visit }) => {
  const page = await visit('coordinator', '/members')
  await page.getByRole('link', { name: 'Import spreadsheets' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import spreadsheets')
  await page.getByRole('button', { name: 'Try the file' }).click()
  await expect(page.getByRole('alert')).toContainText('Choose what the spreadsheet holds')
  await expect(page.getByRole('alert')).toContainText('Choose a file')
  await page.getByLabel('Past referrals').check()
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download the template: Past referrals' }).click()
  expect((await coming).suggestedFilename()).toBe('referrals.csv')
  await checkPage(page)
  await picture(page, 'import-1-upload')
})

test('REF-5 a faulty file says what is wrong by row and column, and makes nothing', async ({ as, visit }) => {
  const page = await as('coordinator')
  await tryFile(page, [header, rows[0], 'A-2,Ottoline,16,Nobody,31/02/2025,amber,open,,,,'].join('\n'))
  await expect(main(page)).toContainText('Nothing was made')
  const faults = page.getByRole('table', { name: 'places to put right' })
  for (const column of ['age', 'referring_agency', 'referred_on', 'state'])
    await expect(faults.getByRole('row', { name: new RegExp(`^3 ${column} `) })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0)
  await checkPage(page)
  await picture(page, 'import-2-faults')
  const small = await visit('coordinator', new URL(page.url()).pathname, phone)
  await expect(main(small)).toContainText('places to put right')
  await checkPage(small)
})

test('ACC-3 a good file is imported as a whole; each agency sees what she agreed to', async ({
  as,
  visit,
}) => {
  const page = await as('coordinator')
  await tryFile(page, [header, ...rows].join('\n'))
  await expect(main(page)).toContainText('Nothing is made yet')
  await expect(main(page)).toContainText('Cases: 2')
  await expect(main(page)).toContainText(
    'seen by the referring agency and the coordinator alone, until a basis',
  )
  await checkPage(page)
  await picture(page, 'import-3-ready')
  await page.getByRole('button', { name: 'Import all 2 rows' }).click()
  await expect(main(page)).toContainText('Every row is imported')
  await checkPage(page)
  await picture(page, 'import-4-done')

  const housing = await visit('housing', '/cases')
  await expect(main(housing)).toContainText('Marisol')
  await expect(main(housing)).not.toContainText('Ottoline')
  const police = await visit('police', '/cases')
  await expect(main(police)).toContainText('Ottoline')
})

test('it is taken back while nothing of it has been changed', async ({ visit }) => {
  const page = await visit('coordinator', '/imports', phone)
  await checkPage(page)
  await page.getByRole('link', { name: 'Past referrals, 2 rows' }).first().click()
  await page.getByRole('button', { name: 'Take it back' }).click()
  await page.getByRole('button', { name: 'Take it all back' }).click()
  await expect(main(page)).toContainText('All that it made was taken back')
  await checkPage(page)
  const police = await visit('police', '/cases', desktop)
  await expect(main(police)).not.toContainText('Ottoline')
})

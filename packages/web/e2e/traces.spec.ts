import { done } from './by-api.ts'
import { checkPage, expect, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const inVain = 'Ada Bea Cleo Dora Edda Fay Gwen Hope Iris'.split(' ')

test('ACC-11 the coordinator asks who looked for a name, and gets the one who did', async ({
  visit,
  clock,
  jobs,
  byApi,
}) => {
  await clock('2026-03-31T09:00:00+01:00')
  const constable = await byApi('constable')
  await jobs()
  for (const name of inVain) await done(constable, 'POST', '/v1/case-searches', { body: { q: name } })
  const page = await visit('coordinator', '/audit')
  await page.getByRole('link', { name: 'Who looked for a name' }).click()
  await page.getByLabel('Name, date of birth, reference or own number').fill('Dora')
  await page.getByRole('button', { name: 'Ask who looked' }).click()
  await expect(page.getByRole('rowheader', { name: /Dana Frost/ })).toBeVisible()
  expect(page.url()).not.toContain('Dora')
  await checkPage(page)
  await picture(page, 'who-looked')
})

test('ACC-11 what stood out waits for her, is looked at and answered in words', async ({
  as,
  clock,
  jobs,
}) => {
  await clock('2026-03-31T09:01:00+01:00')
  await jobs()
  const page = await as('coordinator')
  await page.getByRole('link', { name: /Many searches that found nobody: PC Dana Frost/ }).click()
  await expect(page.getByText('9 different searches without a hit')).toBeVisible()
  await checkPage(page)
  await picture(page, 'unusual-reading')
  await page.getByRole('button', { name: 'Keep this answer' }).click()
  await expect(page.getByRole('link', { name: 'Say what came out of it' })).toBeVisible()
  await page.getByLabel('There is a good reason for it').check()
  await page
    .getByLabel('In your own words')
    .fill('He looked for a girl of whom a first name alone was known.')
  await page.getByRole('button', { name: 'Keep this answer' }).click()
  await expect(page.getByText('He looked for a girl')).toBeVisible()
  await page.getByRole('link', { name: 'All unusual reading' }).click()
  await expect(page.getByRole('cell', { name: 'There is a good reason for it' })).toBeVisible()
  await checkPage(page)
  await picture(page, 'unusual-readings')
})

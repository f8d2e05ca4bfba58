import { file } from './by-api.ts'
import { checkPage, checkWidth, expect, type Page, phone, picture, test } from './journey.ts'
import { startForm } from './referral-form.ts'

const row = (page: Page, number: number) => page.getByRole('group', { name: new RegExp(`^Way ${number}`) })
const choose = (page: Page, number: number, legend: string, option: string) =>
  row(page, number).getByRole('group', { name: legend }).getByLabel(option, { exact: true }).check()

test('REF-14 ways to reach her are written row by row, kept as they are typed, and one can be taken out again', async ({
  as,
  clock,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const page = await as('outreach')
  await page.setViewportSize(phone)
  const id = await startForm(page)
  await page.goto(`/referrals/${id}/form/person`)
  await choose(page, 1, 'How?', 'Ring her')
  await row(page, 1).getByLabel('Which number?').fill('07700 900345')
  await choose(page, 1, 'Is it safe to reach her this way?', 'No')
  await row(page, 1).getByLabel('Why is it not safe?').fill('He answers it')
  await expect(page.getByLabel('Or why is there no safe way yet?')).toBeVisible()
  await page.getByRole('button', { name: 'Add another way' }).click()
  await choose(page, 2, 'How?', 'In person')
  await row(page, 2).getByLabel('Where can she be met?').fill('At the van')
  await choose(page, 2, 'Is it safe to reach her this way?', 'Yes')
  await row(page, 2).getByText('When, messages, who else answers').click()
  await row(page, 2).getByLabel('When is it safe? (optional)').fill('After 22:00')
  await page.getByRole('button', { name: 'Add another way' }).click()
  await choose(page, 3, 'How?', 'An app')
  await expect(page.getByText(/^Saved/).last()).toBeVisible()
  await checkPage(page)
  await picture(page, 'reach-form-phone')
  await page.getByRole('button', { name: /^Remove\s+Way 3: an app/ }).click()
  await expect(page.getByText(/^Saved/).last()).toBeVisible()

  await page.reload()
  await expect(row(page, 1).getByLabel('Which number?')).toHaveValue('07700 900345')
  await expect(row(page, 2).getByLabel('When is it safe? (optional)')).toHaveValue('After 22:00')
  await expect(row(page, 3)).toHaveCount(0)
  await page.goto(`/referrals/${id}/check`)
  const answers = page.getByRole('main')
  await expect(answers.getByText('Not safe: do not use it. He answers it.')).toBeVisible()
  await expect(answers.getByText('07700 900345')).toBeHidden()
})

test('REF-14 on her case a way that turns out not to be safe is changed once for everybody, with what was said before', async ({
  as,
  clock,
}) => {
  await clock('2026-03-31T16:20:00+01:00')
  const page = await as('outreach')
  const { caseId } = await file(page, 1)
  await page.goto(`/cases/${caseId}`)
  const safe = page.getByRole('region', { name: 'How it is safe to reach her' })
  await expect(safe.getByText('At the van')).toBeVisible()
  await expect(safe.getByText('Not safe: do not use it. Her brother must not hear of it.')).toBeVisible()
  await expect(safe.getByText('9 Quay Street')).toHaveCount(0)
  await checkPage(page)
  await picture(page, 'reach-case')

  await safe.getByRole('link', { name: 'Change how to reach her, or add a way' }).click()
  await page.getByRole('button', { name: /^Change it, or see its history\s*: In person/ }).click()
  const van = page.getByRole('region', { name: 'In person' })
  await van
    .getByRole('group', { name: 'Is it safe to reach her this way?' })
    .getByLabel('No', { exact: true })
    .check()
  await van.getByLabel('Why is it not safe?').fill('He waits there')
  await van.getByLabel('What changed? (optional)').fill('She said so on the phone')
  await van.getByRole('button', { name: 'Save what is known now' }).click()
  await expect(van.getByText('Not safe: do not use it. He waits there.')).toBeVisible()

  const add = page.locator('form').last()
  await add.getByRole('group', { name: 'How?' }).getByLabel('Text', { exact: true }).check()
  await add.getByLabel('Which number?').fill('07700 900999')
  await add
    .getByRole('group', { name: 'Is it safe to reach her this way?' })
    .getByLabel('Yes', { exact: true })
    .check()
  await add.getByRole('button', { name: 'Record this way' }).click()
  await expect(page.getByRole('region', { name: 'Text' })).toContainText('07700 900999')
  await checkPage(page)
  await picture(page, 'reach-change')
  await page.setViewportSize(phone)
  await checkWidth(page)
  await picture(page, 'reach-change-phone')
})

test('FOR-1 the form asks which other forums know of her, the case says so, and what came of it is recorded there', async ({
  as,
  clock,
}) => {
  await clock('2026-03-31T16:20:00+01:00')
  const page = await as('outreach', phone)
  const id = await startForm(page)
  await page.goto(`/referrals/${id}/form/request`)
  const asked = page.getByRole('group', { name: /^Does another forum know of her/ })
  await asked.getByLabel('MARAC', { exact: true }).check()
  await asked.getByLabel('Reference of the MARAC (optional)').fill('M/26/104')
  await asked.getByLabel('National Referral Mechanism (NRM)').check()
  await expect(asked.getByText('An adult is referred only if she agrees')).toBeVisible()
  await asked.getByLabel('Not asked yet').check()
  await expect(page.getByText(/^Saved/).last()).toBeVisible()
  await checkPage(page)
  await picture(page, 'other-forums-form-phone')
  await page.goto(`/referrals/${id}/check`)
  await expect(page.getByRole('main')).toContainText('MARAC: Known there. Their reference: M/26/104.')

  const { caseId } = await file(page, 1)
  const lead = await as('coordinator')
  await lead.goto(`/cases/${caseId}`)
  await lead.getByRole('link', { name: 'Record another forum, or what came of it' }).click()
  await expect(lead.getByLabel('MAPPA', { exact: true })).toBeVisible()
  await lead.getByLabel('Child protection conference', { exact: true }).check()
  await lead.getByLabel('Who keeps it there? (optional)').fill('T. Adeyemi')
  await lead.getByLabel('What came of it? (optional)').selectOption('A child protection plan')
  await lead.getByRole('button', { name: 'Record the forum' }).click()
  await expect(lead.getByRole('main')).toContainText('A child protection plan. Kept there by T. Adeyemi.')
  await lead.getByText('What is known of it now: Child protection conference').click()
  await checkPage(lead)
  await picture(lead, 'other-forums-case')
  await page.goto(`/cases/${caseId}`)
  await expect(page.getByRole('region', { name: 'Other forums' })).toContainText('A child protection plan')
  await checkWidth(page)
  await picture(page, 'other-forums-case-phone')
  await page.goto(`/cases/${caseId}/other-forums`)
  await expect(page.getByRole('button', { name: 'Record the forum' })).toBeVisible()
  await expect(page.getByLabel('MAPPA', { exact: true })).toHaveCount(0)
})

import { file } from './by-api.ts'
import { checkPage, desktop, expect, type Page, phone, picture, test } from './journey.ts'

const main = (page: Page) => page.locator('main')
test.describe.configure({ mode: 'serial' })

let caseAddress = ''

test('SAF-1 a child at risk named in a referral at night: children’s social care is told at once, in the product and by a number that rings', async ({
  as,
  clock,
  jobs,
}) => {
  await clock('2026-06-03T01:10:00+01:00')
  const page = await as('outreach', phone)
  const { caseId } = await file(page, 1, (answers) => ({
    ...answers,
    children: {
      hasChildren: 'yes',
      atRisk: 'yes',
      risk: 'Her son, 6, is alone at the flat until the morning.',
    },
  }))
  caseAddress = `/cases/${caseId}`
  await jobs()
  await page.goto(caseAddress)
  await expect(page.getByRole('heading', { name: 'Tell children’s social care' })).toBeVisible()
  await expect(page.getByRole('link', { name: '01632 960004' })).toHaveAttribute('href', 'tel:01632960004')
  await expect(main(page)).toContainText('Eastmarsh Children’s Social Care was told here too')
  await checkPage(page)
  await picture(page, 'front-door-1-banner-phone')
})

test('SAF-1 ACC-6 it finds that on its work, that alone, and answers there with its reference to come', async ({
  as,
  visit,
}) => {
  const page = await as('children', phone)
  await expect(page.getByRole('heading', { name: 'Safeguarding: your team is told' })).toBeVisible()
  await checkPage(page)
  await picture(page, 'front-door-2-my-work-phone')
  await page.getByRole('link', { name: 'A child may be at risk' }).click()
  await expect(main(page)).toContainText('Her son, 6, is alone at the flat until the morning.')
  await checkPage(page)
  await picture(page, 'front-door-3-received-phone')
  const desk = await visit('children', page.url(), desktop)
  await expect(desk.getByLabel('What happens now?')).toBeVisible()
  await picture(desk, 'front-door-3-received')
  await page.getByRole('button', { name: 'Send your answer' }).click()
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await page.getByLabel('Who takes it?').fill('R. Bell, night duty')
  await page
    .getByLabel('What happens now?')
    .fill('We go there now, with police. Ring me on the night number.')
  await page.getByRole('button', { name: 'Send your answer' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'reads your answer' })).toBeFocused()
  await checkPage(page)
  await picture(page, 'front-door-4-answered-phone')
  await page.goto(caseAddress)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing here that you may see')
})

test('SAF-1 the banner is gone for the referrer, what happens now stands on the case, and the reference is quiet work until it comes', async ({
  as,
  visit,
}) => {
  const page = await visit('outreach', caseAddress, phone)
  await expect(main(page)).toContainText('R. Bell, night duty, their reference is still to come')
  await expect(main(page)).toContainText('We go there now, with police.')
  await expect(page.getByRole('heading', { name: 'Tell children’s social care' })).toHaveCount(0)
  await checkPage(page)
  await picture(page, 'front-door-5-recorded-phone')
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Their reference is still to come' })).toBeVisible()
  await page.getByText('Record their reference').click()
  await checkPage(page)
  await picture(page, 'front-door-6-reference-phone')
  const theirs = await as('children', phone)
  await theirs.getByRole('link', { name: 'A child may be at risk' }).click()
  await theirs.getByLabel('Your reference').fill('CSC-88213')
  await theirs.getByRole('button', { name: 'Give the reference' }).click()
  await expect(main(theirs)).toContainText('CSC-88213')
  await page.goto(caseAddress)
  await expect(main(page)).toContainText('R. Bell, night duty, reference CSC-88213')
})

test('SAF-2 nobody is told to tell herself: who works for the front door is asked to record it', async ({
  visit,
}) => {
  const page = await visit('children', '/referrals/new', desktop)
  await expect(main(page)).toContainText('That is your own agency')
  await checkPage(page)
  await picture(page, 'front-door-7-own')
})

test('SAF-1 the coordinator writes down a new night number, and what it was stays', async ({ visit }) => {
  const page = await visit('coordinator', '/on-call', desktop)
  await page.getByRole('link', { name: 'Whom we tell' }).click()
  await checkPage(page)
  await page.getByText('Change it').first().click()
  await checkPage(page)
  await picture(page, 'front-door-8-settings')
  await page.getByLabel('Telephone at all other times (optional)').first().fill('nobody')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await page.getByLabel('Telephone at all other times (optional)').first().fill('01632 960 077')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByRole('alert').filter({ hasText: 'Saved' })).toBeFocused()
  await expect(page.getByRole('link', { name: '01632 960 077' })).toHaveAttribute('href', 'tel:01632960077')
  await page.getByText('What it was before').first().click()
  await expect(page.getByRole('link', { name: '01632 960004' }).first()).toBeVisible()
  await picture(page, 'front-door-9-saved')
  const small = await visit('coordinator', '/front-doors', phone)
  await checkPage(small)
  await picture(small, 'front-door-9-saved-phone')
})

test('CON-6 a lead says what the law makes of her agency, and it stands where a sharing without consent names it', async ({
  visit,
}) => {
  const page = await visit('children', '/members', phone)
  await page.getByRole('link', { name: 'What the law makes of each agency' }).click()
  await page.getByText('Write ours down').click()
  const group = (name: RegExp) => page.getByRole('group', { name })
  await group(/public body/)
    .getByRole('radio', { name: 'Yes' })
    .check()
  await group(/relevant authority/)
    .getByRole('radio', { name: 'Yes' })
    .check()
  await group(/competent authority/)
    .getByRole('radio', { name: 'No' })
    .check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await page
    .getByLabel('Which function, and by which law?')
    .fill('Children in need: Children Act 1989, s. 17')
  await checkPage(page)
  await picture(page, 'front-door-10-legal-facts-phone')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Saved' })).toBeFocused()
  await checkPage(page)
  await picture(page, 'front-door-11-legal-facts-saved-phone')
  const outreach = await visit('outreach', `${caseAddress}/without-consent`, desktop)
  await outreach.getByRole('checkbox', { name: 'Eastmarsh Children’s Social Care' }).check()
  await expect(main(outreach)).toContainText('a public body (Children in need: Children Act 1989, s. 17)')
  await checkPage(outreach)
  await picture(outreach, 'front-door-12-without-consent')
})

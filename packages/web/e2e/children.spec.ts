import { answersByApi, done, type Filed } from './by-api.ts'
import { checkPage, desktop, expect, type Page, phone, picture, test } from './journey.ts'

const main = (page: Page) => page.locator('main')
const child = (page: Page, name: string | RegExp) => page.getByRole('region', { name })
test.describe.configure({ mode: 'serial' })

const at = { form: '', case: '' }

test('CHD-1 two children on the form, one of them not born yet, saved as they are typed', async ({
  as,
  clock,
}) => {
  await clock('2026-06-03T10:10:00+01:00')
  const page = await as('outreach', phone)
  const { children: _, ...answers } = await answersByApi(page, 1)
  const { id } = await done<Filed>(page, 'POST', '/v1/referrals', { body: { answers } })
  at.form = `/referrals/${id}/form`
  await page.goto(`${at.form}/children`)
  await page.getByRole('group', { name: 'Does she have children?' }).getByLabel('Yes').check()
  await page.getByRole('button', { name: 'Add a child' }).click()
  const first = child(page, 'Child 1: A child, not named yet')
  await expect(first.getByRole('heading')).toBeFocused()
  await first.getByLabel('What is the child called? (optional)').fill('Jayden')
  const jayden = child(page, 'Child 1: Jayden')
  await jayden.getByLabel('Year').fill('2019')
  await jayden.getByRole('radio', { name: 'Boy' }).check()
  await expect(jayden).toContainText('Jayden: 6 or 7 now.')
  await jayden.getByRole('group', { name: 'Is this child at risk?' }).getByLabel('Yes').check()
  await jayden.getByLabel('What puts this child at risk?').fill('He is alone at the flat until the morning.')
  await jayden.getByText('Where Jayden lives, and children’s social care').click()
  await jayden.getByLabel('Whom does the child live with? (optional)').fill('Her and her partner')
  await jayden.getByRole('radio', { name: 'Child protection plan' }).check()
  await jayden.getByLabel('The child’s social worker (optional)').fill('T. Adeyemi')
  await jayden.getByLabel('The social worker’s number (optional)').fill('01632 960177')
  await jayden.getByLabel('What contact does she have with the child? (optional)').fill('Every day')
  await page.getByRole('button', { name: 'Add another child' }).click()
  const second = child(page, 'Child 2: A child, not named yet')
  await second.getByLabel('The child is not born yet').check()
  const unborn = child(page, 'Child 2: A child not born yet')
  await unborn.getByLabel('Month').fill('11')
  await unborn.getByLabel('Year').fill('2026')
  await page
    .getByRole('group', { name: /^Is a child at risk/ })
    .getByLabel('Yes')
    .check()
  await expect(page.getByText('Tell children’s social care now.')).toBeVisible()
  await checkPage(page)
  await picture(page, 'children-1-form-phone')
  const desk = await as('outreach', desktop)
  await expect(async () => {
    await desk.goto(`${at.form}/children`)
    await expect(child(desk, 'Child 1: Jayden')).toBeVisible({ timeout: 1000 })
    await expect(child(desk, 'Child 2: A child not born yet').getByLabel('Year')).toHaveValue('2026', {
      timeout: 1000,
    })
  }).toPass()
  await checkPage(desk)
  await picture(desk, 'children-1-form')
})

test('CHD-1 what cannot be right is said at its place, and a child who was added by mistake is taken off', async ({
  as,
}) => {
  const page = await as('outreach', desktop)
  await page.goto(`${at.form}/children`)
  await page.getByRole('button', { name: 'Add another child' }).click()
  const third = child(page, 'Child 3: A child, not named yet')
  await third.getByLabel('Year').fill('2031')
  await third.getByLabel('What is the child called? (optional)').fill('Mia')
  await expect(child(page, 'Child 3: Mia')).toContainText('A date of birth cannot be to come')
  await child(page, 'Child 3: Mia').getByRole('button', { name: 'Take this child off' }).click()
  await page.getByRole('button', { name: 'Take the child off', exact: true }).click()
  await expect(child(page, 'Child 3: Mia')).toHaveCount(0)
  await page.goto(at.form.replace('/form', '/check'))
  await expect(main(page)).toContainText('1. Jayden')
  await expect(main(page)).toContainText('Due November 2026')
  await picture(page, 'children-2-check')
  await page.getByRole('button', { name: 'Submit the referral' }).click()
  await expect(page).toHaveURL(/\/submitted$/)
})

test('CHD-1 the case says so on its first screen, shows the children, and who writes down where one lives does not read it', async ({
  as,
  jobs,
}) => {
  await jobs()
  const page = await as('outreach', phone)
  await page.goto(at.form.replace('/form', ''))
  await expect(main(page)).toContainText('1. Jayden')
  await page.getByRole('link', { name: /^Case / }).click()
  await expect(main(page)).toContainText('Jayden, 6 or 7, born 2019, at risk')
  at.case = new URL(page.url()).pathname
  await expect(page.getByRole('heading', { name: 'Tell children’s social care' })).toBeVisible()
  await checkPage(page)
  await picture(page, 'children-3-case-phone')
  await page.getByRole('link', { name: 'More of the children' }).click()
  await expect(page.getByRole('heading', { name: 'A child not born yet' })).toBeVisible()
  await page.getByText('Write down where Jayden lives or goes to school').click()
  await page.getByLabel('Which school or nursery? (optional)').first().fill('St Anne’s')
  await page.getByRole('button', { name: 'Write it down' }).first().click()
  await expect(page.getByRole('alert').filter({ hasText: 'Written down' })).toBeFocused()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'A child not born yet' })).toBeVisible()
  await expect(main(page)).not.toContainText('St Anne’s')
  await checkPage(page)
  await picture(page, 'children-4-children-phone')
  const lead = await as('coordinator', desktop)
  await lead.goto(`${at.case}/children`)
  await expect(main(lead)).toContainText('St Anne’s')
  await checkPage(lead)
  await picture(lead, 'children-4-children-lead')
})

test('SAF-1 the front door reads of the child who is at risk, and not of the other', async ({ as }) => {
  const page = await as('children', phone)
  await page.goto('/')
  await page.getByRole('link', { name: 'A child may be at risk' }).first().click()
  await expect(page.getByRole('heading', { name: 'Jayden' })).toBeVisible()
  await expect(main(page)).toContainText('T. Adeyemi')
  await expect(main(page)).toContainText('St Anne’s')
  await expect(main(page)).not.toContainText('Every day')
  await expect(main(page)).not.toContainText('not born yet')
  await checkPage(page)
  await picture(page, 'children-5-front-door-phone')
})

test('SAF-1 a child at risk who is recorded on the case has somebody to ring at once, and stands on it until told', async ({
  as,
}) => {
  const page = await as('outreach', phone)
  await page.goto(`${at.case}/record-child`)
  await page.getByLabel('What is the child called? (optional)').fill('Zed')
  await page.getByRole('radio', { name: 'Yes', exact: true }).last().check()
  await page.getByLabel('What puts this child at risk?').fill('Left alone at night')
  await expect(page.locator('main a[href^="tel:"]').last()).toBeVisible()
  await checkPage(page)
  await picture(page, 'children-6-at-risk-phone')
  await page.getByRole('button', { name: 'Record the child' }).click()
  await expect(main(page)).toContainText('Zed')
  await expect(page.getByRole('heading', { name: 'Tell children’s social care' }).first()).toBeVisible()
  await page.goto('/')
  await expect(main(page)).toContainText('Zed')
})

test('CHD-1 what is known of a child changes on the case, and what stood before is there to read', async ({
  as,
}) => {
  const page = await as('outreach', desktop)
  await page.goto(`${at.case}/children`)
  await page.getByText('Change what is known of Jayden').click()
  const form = page.locator('details', { hasText: 'Change what is known of Jayden' })
  await form.getByText('Where Jayden lives, and children’s social care').click()
  await form.getByRole('radio', { name: 'Looked after' }).check()
  await form.getByLabel('Why does it change? (optional)').fill('Placed last night')
  await checkPage(page)
  await picture(page, 'children-6-change')
  await form.getByRole('button', { name: 'Change it' }).click()
  await expect(main(page)).toContainText('Looked after')
  await page.getByRole('button', { name: 'What stood before of Jayden' }).click()
  await expect(main(page)).toContainText('Placed last night')
  await checkPage(page)
  await page.goto(`${at.case}/record-child`)
  await page.getByRole('button', { name: 'Record the child' }).click()
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await page.getByLabel('What is the child called? (optional)').fill('Mia')
  await page.getByText('Where Mia lives, and children’s social care').click()
  await page.getByRole('radio', { name: 'Adopted' }).check()
  await page.getByRole('button', { name: 'Record the child' }).click()
  await expect(page.getByRole('heading', { name: 'Mia' })).toBeVisible()
  await expect(main(page)).toContainText('The child was adopted')
  await picture(page, 'children-7-recorded')
})

test('CON-6 the basis in law is proposed by what it is for, confirmed, and stands on the case beside her say', async ({
  as,
  clock,
}) => {
  await clock('2026-06-03T15:00:00+01:00')
  const page = await as('outreach', phone)
  const answers = await answersByApi(page, 1)
  const { id, version } = await done<Filed>(page, 'POST', '/v1/referrals', { body: { answers } })
  expect(version).toBeGreaterThan(0)
  await page.goto(`/referrals/${id}/form/consent`)
  const housing = page.locator('details').filter({ hasText: /^Harbour Homes[:,]/ })
  await housing.locator('summary').click()
  await housing.getByLabel('Planning support with her').check()
  await expect(housing).toContainText('UK GDPR Article 6(1)')
  await housing.getByLabel('How is it met?').fill('Her move is planned with them')
  await housing.getByLabel('This is what sharing with Harbour Homes rests on').check()
  await expect(housing.locator('summary')).toContainText(
    'Harbour Homes, planning support with her: confirmed',
  )
  await checkPage(page)
  await picture(page, 'children-8-law-phone')
  await page.goto(`/referrals/${id}/check`)
  await expect(main(page)).toContainText('Her move is planned with them')
  await page.getByRole('button', { name: 'Submit the referral' }).click()
  await expect(page).toHaveURL(/\/submitted$/)
  const desk = await as('outreach', desktop)
  const { caseId } = await done<Filed>(desk, 'GET', `/v1/referrals/${id}`)
  await desk.goto(`/cases/${caseId}/consent`)
  await expect(main(desk)).toContainText('Her say, and the law')
  await expect(main(desk)).toContainText('Her move is planned with them')
  await checkPage(desk)
  await picture(desk, 'children-9-say-and-law')
})

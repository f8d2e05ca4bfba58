import { checkPage, expect, type Page, phone, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const group = (page: Page, name: string) => page.getByRole('group', { name: new RegExp(`^${name}`) })
let referral = ''

test('REF-2 REF-12 a short form is sent with her name, the words and at most twelve taps', async ({
  as,
  clock,
}) => {
  await clock('2026-03-02T00:41:00Z')
  const page = await as('outreach', phone)
  let taps = 0
  const tap = async (legend: string | null, name: string) => {
    taps += 1
    if (legend === null) await page.getByRole('button', { name, exact: true }).tap()
    else await group(page, legend).getByLabel(name, { exact: true }).tap()
  }
  await tap(null, 'Tonight: the short form')
  await expect(page.getByRole('heading', { name: 'Who is she?' })).toBeVisible()
  await expect(page.locator(':checked')).toHaveCount(0)
  await page.getByLabel('What she is called').fill('Ellie')
  await tap('How old', '18 to 24')
  await tap('How to reach her safely', 'At the van')
  await checkPage(page)
  await picture(page, 'tonight who')
  await tap(null, 'Next: tonight')

  await expect(page.getByRole('heading', { name: 'What is she facing tonight?' })).toBeFocused()
  await tap('What she is facing tonight', 'Hurt or threatened')
  await tap('What she is facing tonight', 'Nowhere safe to sleep')
  await tap('How do you know', 'She said it')
  await page.getByLabel('A few words, if you can').fill('Hit on Friday, grey van')
  await expect(page.locator('output', { hasText: 'for:' })).toContainText('Red for: hurt or threatened')
  await checkPage(page)
  await picture(page, 'tonight facing')
  await tap(null, 'Next: her say')

  await expect(page.getByRole('heading', { name: 'What does she say?' })).toBeFocused()
  await tap('Whom may we tell', 'Eastmarsh Hospital')
  await tap('Whom may we tell', 'Harbour Homes')
  await tap('Anyone who must not know', 'Eastmarsh Police')
  await page.getByLabel('Her words (optional)').fill('Just somewhere I can shut the door.')
  await page.getByLabel('Your number, to be asked back').fill('01632 960100')
  await expect(page.getByText('The rest of the form: by')).toBeVisible()
  await checkPage(page)
  await picture(page, 'tonight her say')
  await tap(null, 'Send')
  await expect(page.getByRole('heading', { name: 'Referral submitted' })).toBeVisible()
  expect(taps).toBeLessThanOrEqual(12)
  await expect(page.locator('main')).toContainText('You give the rest of the form')
  await picture(page, 'tonight sent')
  referral = new URL(page.url()).pathname.split('/')[2] ?? ''
})

test('REF-12 what is missing is named at its step, and nothing about her is preset', async ({ as }) => {
  const page = await as('outreach', phone)
  await page.getByRole('button', { name: 'Tonight: the short form' }).tap()
  await page.getByRole('button', { name: 'Next: tonight' }).tap()
  await page.getByRole('button', { name: 'Next: her say' }).tap()
  await expect(page.getByLabel('Your number, to be asked back')).toHaveValue('01632 960100')
  await page.getByRole('button', { name: 'Send', exact: true }).tap()
  await expect(page.getByRole('alert')).toContainText('Write what she is called')
  await expect(page.getByRole('heading', { name: 'Who is she?' })).toBeVisible()
  await picture(page, 'tonight missing')
  await page.getByRole('link', { name: 'Tick what she is facing tonight, or none of these' }).tap()
  await expect(page.getByRole('heading', { name: 'What is she facing tonight?' })).toBeVisible()

  // Of a child the way is shown at once.
  await page.getByRole('link', { name: 'Back', exact: true }).tap()
  await page.getByLabel('Under 18, or may be', { exact: true }).tap()
  await expect(page.getByRole('button', { name: 'Record it and close this referral' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Next: tonight' })).toHaveCount(0)
  await picture(page, 'tonight a child')
  await page.setViewportSize({ width: 320, height: 640 })
  await page.getByLabel('25 to 34', { exact: true }).tap()
  await expect(page.getByRole('button', { name: 'Next: tonight' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'tonight at 320, dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(phone)
})

test('REF-5 the rest is asked for on one page, saved as it is typed, and sent', async ({
  as,
  visit,
  clock,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const page = await as('outreach')
  await page.getByRole('link', { name: /^The rest of Ellie’s form/ }).click()
  await expect(page.getByRole('heading', { name: 'The rest of the form' })).toBeVisible()
  await picture(page, 'tonight the rest')
  await page.getByRole('button', { name: 'Send the rest' }).click()
  await expect(page.getByRole('alert').first()).toContainText('Say whether she sells sex now')
  const choose = async (legend: string, option: string) =>
    page.getByRole('group', { name: legend, exact: true }).getByLabel(option, { exact: true }).check()
  await choose('Does she sell sex now?', 'Yes')
  await page.getByLabel('Where does she sleep?').fill('In a stairwell')
  await page.reload()
  await expect(page.getByLabel('Where does she sleep?')).toHaveValue('In a stairwell')
  await checkPage(page)
  const other = await visit('health', `/referrals/${referral}`)
  await expect(other.locator('main')).toContainText('Short form: the rest by')
  await expect(other.locator('main')).not.toContainText('In a stairwell')
  await picture(other, 'tonight to the hospital')

  await choose('Is it in Eastmarsh?', 'Yes')
  await choose('Does she have children?', 'Not known')
  await choose('Is a child at risk?', 'Not known')
  await page.getByRole('button', { name: 'Answer the other 25 with “not known”' }).click()
  await choose('Does she have care and support needs?', 'Not known')
  await page.getByLabel('What do you ask of the meeting or the agencies?').fill('A room, and a nurse')
  await page.getByRole('button', { name: 'Send the rest' }).click()
  await expect(page.getByRole('heading', { name: /^Referral EMP.* Ellie$/ })).toBeVisible()
  await expect(page.locator('main')).not.toContainText('Short form: the rest by')
  await other.reload()
  await expect(other.locator('main')).toContainText('In a stairwell')
})

import { accept, answersByApi, done, type Filed, file } from './by-api.ts'
import { checkPage, checkWidth, desktop, expect, type Page, phone, picture, test } from './journey.ts'
import { fillWithoutConsent, vignette } from './referral-form.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
let caseAddress = ''
let reference = ''
let meeting = ''

test('ACC-3 CON-3 she withdraws her consent: housing’s access is gone at once, and the case warns that a basis is missing', async ({
  as,
  visit,
  clock,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const referral = await file(await byApi('probation'), 6)
  const coordinator = await as('coordinator')
  const accepted = await accept(coordinator, referral)
  caseAddress = `/cases/${accepted.caseId}`
  reference = accepted.caseReference
  meeting = (accepted as unknown as { meetingId: string }).meetingId

  const housing = await visit('housing', caseAddress)
  await expect(housing.getByRole('heading', { name: 'Overview' })).toBeVisible()

  await clock('2026-03-04T09:00:00Z')
  await visit('coordinator', `${caseAddress}/consent`)
  await coordinator.getByText('She no longer agrees to this').click()
  await coordinator.getByLabel('How did she tell you?').fill('By telephone this morning, to her key worker')
  await coordinator.getByRole('button', { name: 'Record that she no longer agrees' }).click()
  const asking = coordinator.getByRole('dialog', { name: 'Record that she no longer agrees?' })
  await expect(asking).toContainText('Harbour Homes')
  await checkPage(coordinator)
  await picture(coordinator, 'consent-1-withdraw')
  await asking.getByRole('button', { name: 'Record it' }).click()
  await expect(main(coordinator)).toContainText('No basis for sharing is in force for the meeting.')
  await expect(main(coordinator)).toContainText('Withdrawn')
  await checkPage(coordinator)
  await picture(coordinator, 'consent-2-withdrawn')

  await visit('housing', caseAddress)
  await expect(housing.getByRole('link', { name: 'Go to my work' })).toBeVisible()
  await expect(main(housing)).not.toContainText(reference)
  await housing.goto('/cases')
  await expect(main(housing)).not.toContainText(reference)
  await coordinator.goto(`/meetings/${meeting}`)
  await expect(coordinator.getByText('No basis for sharing yet')).toBeVisible()
})

test('ACC-7 ACC-8 an emergency access asks for a reason first; after she withdrew it does not open, and the coordinator is told at once', async ({
  visit,
  jobs,
}) => {
  const housing = await visit('housing', '/cases')
  await housing.getByRole('link', { name: 'Open a case in an emergency' }).click()
  await housing.getByLabel('The case’s reference').fill(reference)
  await housing.getByLabel('Why can it not wait?').fill('Urgent')
  await housing.getByRole('button', { name: 'Go on' }).click()
  await expect(housing.locator('.govuk-error-summary')).toBeFocused()
  await checkPage(housing)
  await picture(housing, 'consent-3-asked')
  await housing
    .getByLabel('Why can it not wait?')
    .fill('She is at our door with a man following her; we need to know whom to call.')
  await housing.getByRole('button', { name: 'Go on' }).click()
  await expect(housing.getByRole('heading', { name: 'Before it opens' })).toBeVisible()
  await expect(main(housing)).toContainText('She took back her consent')
  await expect(housing.getByRole('heading', { name: 'Who answers now' })).toBeVisible()
  await expect(housing.getByRole('button', { name: 'Open the case for four hours' })).toHaveCount(0)
  await checkPage(housing)
  await picture(housing, 'consent-3-before-it-opens')
  await jobs()

  const coordinator = await visit('coordinator', '/notifications')
  await expect(main(coordinator)).toContainText('Someone asked for a case in an emergency and did not get it')
  await picture(coordinator, 'consent-4-told')
  await coordinator.goto(`${caseAddress}/access`)
  await expect(coordinator.getByRole('table')).toContainText('Sam Osei')
  await expect(coordinator.getByRole('table')).toContainText(/asked to open the case in an emergency/i)
})

test('SAF-1 a safeguarding banner stays on every page of the case until it is recorded who was told', async ({
  visit,
}) => {
  const page = await visit('probation', caseAddress)
  await page.getByText('A child or an adult with care needs is at risk').click()
  await page.getByRole('radio', { name: 'A child' }).check()
  await page.getByLabel('What is it about?').fill('Her daughter, 6, is with the man whom she fears')
  await page.getByRole('button', { name: 'Put it on the case until it is recorded' }).click()
  const banner = page.getByRole('heading', { name: 'Tell children’s social care' })
  await expect(banner).toBeVisible()
  for (const section of ['timeline', 'consent', 'actions']) {
    await page.goto(`${caseAddress}/${section}`)
    await expect(banner).toBeVisible()
  }
  await checkPage(page)
  await picture(page, 'consent-5-banner')
  await page.getByText('They have been told by telephone: record it').click()
  await page.getByLabel('Who was spoken to?').fill('Front door, T. Adler')
  await page.getByLabel('Their reference, if they gave one').fill('CSC-118')
  await page.getByRole('button', { name: 'Record that they were told' }).click()
  await expect(banner).toHaveCount(0)
  await page.goto(caseAddress)
  await expect(main(page)).toContainText('Front door, T. Adler, reference CSC-118')
})

test('CON-2 sharing without consent, recorded in full, gives the named agencies access again, with its basis', async ({
  as,
  visit,
}) => {
  const page = await as('coordinator')
  const { consent } = vignette(3).answers
  const record = consent?.basis === 'without_consent' ? consent.without : {}
  await page.goto(`${caseAddress}/without-consent`)
  await page.getByRole('button', { name: 'Record sharing without consent' }).click()
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await checkPage(page)
  await picture(page, 'consent-6-without')
  await fillWithoutConsent(page, {
    ...record,
    agencies: ['Lantern', 'Harbour Homes'],
    decidedBy: 'Ada Quist',
    reviewOn: '2026-06-04',
  })
  await page.getByRole('button', { name: 'Record sharing without consent' }).click()
  await expect(page.getByRole('heading', { name: 'Consent and sharing' })).toBeVisible()
  await expect(main(page)).not.toContainText('No basis for sharing is in force')
  await picture(page, 'consent-7-recorded')

  const housing = await visit('housing', caseAddress)
  await expect(housing.getByRole('heading', { name: 'Overview' })).toBeVisible()
  const police = await visit('police', caseAddress)
  await expect(police.getByRole('link', { name: 'Go to my work' })).toBeVisible()
})

test('CON-6 both kinds in one referral, a basis for each purpose, and one named later on the case', async ({
  as,
  clock,
}) => {
  await clock('2026-03-31T16:20:00+01:00')
  const page = await as('outreach', desktop)
  const answers = await answersByApi(page, 1)
  const { id } = await done<Filed>(page, 'POST', '/v1/referrals', { body: { answers } })
  await page.goto(`/referrals/${id}/form/consent`)
  await page.getByRole('radio', { name: 'Both' }).check()
  await expect(page.getByRole('heading', { name: 'What is shared without her agreement' })).toBeVisible()
  const { consent } = vignette(3).answers
  const record = consent?.basis === 'without_consent' ? consent.without : {}
  await fillWithoutConsent(page, {
    ...record,
    agencies: ['Eastmarsh Children’s Social Care'],
    reviewOn: '2026-06-04',
  })
  const housing = page.getByText(/^Harbour Homes: not named yet/)
  await housing.click()
  const fields = page.locator('details', { has: housing })
  await fields.getByRole('radio', { name: 'Planning support with her' }).first().check()
  const named = page.locator('details', { hasText: /^Harbour Homes, / }).first()
  await named.getByRole('radio', { name: 'She agrees', exact: true }).check()
  await named.getByLabel('How is it met?').fill('Her housing is planned with them')
  await named.getByLabel('This is what sharing with Harbour Homes rests on').check()
  await page.getByRole('button', { name: /^Another purpose\s*for Harbour Homes/ }).click()
  await expect(page.getByText(/^Harbour Homes: not named yet/)).toBeVisible()
  await expect(page.getByText(/^Saved/).last()).toBeVisible()
  await checkPage(page)
  await picture(page, 'consent-8-both')
  await page.setViewportSize(phone)
  await checkWidth(page)
  await picture(page, 'consent-8-both-phone')
  await page.reload()
  await expect(page.getByText(/^Harbour Homes, .*: confirmed$/)).toBeVisible()
  await page.goto(`/referrals/${id}/check`)
  await expect(main(page)).toContainText('And without it on')
  await picture(page, 'consent-9-check-phone')

  const coordinator = await as('coordinator', desktop)
  await coordinator.goto(`${caseAddress}/consent`)
  await coordinator.getByRole('link', { name: 'Name what sharing rests on in law' }).click()
  await coordinator.getByLabel('Which agency gets it?').selectOption('Harbour Homes')
  await coordinator.getByRole('radio', { name: 'Planning support with her' }).check()
  await coordinator.getByRole('button', { name: 'Record the basis' }).click()
  await expect(coordinator.locator('.govuk-error-summary')).toBeFocused()
  await coordinator.getByLabel('How is it met?').fill('Her tenancy is planned with them')
  await coordinator.getByLabel('This is what sharing with Harbour Homes rests on').check()
  await checkPage(coordinator)
  await picture(coordinator, 'consent-10-basis')
  await coordinator.getByRole('button', { name: 'Record the basis' }).click()
  await expect(coordinator.getByRole('heading', { name: 'Her say, and the law' })).toBeVisible()
  await expect(main(coordinator)).toContainText('Her tenancy is planned with them')
  await expect(main(coordinator)).toContainText('by Ada Quist')
  await checkPage(coordinator)
  await picture(coordinator, 'consent-11-say-and-law')
  await coordinator.goto(`${caseAddress}/voice`)
  await coordinator.getByLabel('What does she want said?').fill('That I want a lock on the door.')
  await coordinator.getByRole('radio', { name: 'She is worried' }).check()
  await coordinator.getByRole('radio', { name: 'She told the worker who knows her' }).check()
  await coordinator.getByRole('button', { name: 'Record her words' }).click()
  await expect(main(coordinator)).toContainText('Her words are recorded')
  await expect(main(coordinator)).toContainText('she is worried')
  await picture(coordinator, 'consent-12-voice')
})

test('CON-1 what she is given, printed from the page, is the two papers and names nobody who brings services together', async ({
  as,
}) => {
  const page = await as('outreach', phone)
  await page.goto('/papers-for-her')
  await expect(page.getByRole('heading', { name: 'Papers for her' })).toBeVisible()
  await checkPage(page)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('heading', { name: 'Who may know: your choice' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'My choice: who may know' })).toBeVisible()
  for (const words of ['Alongside', 'Eastmarsh Partnership', 'Papers for her', 'Ask her first'])
    await expect(page.getByText(words).and(page.locator(':visible'))).toHaveCount(0)
  await picture(page, 'consent-13-papers-on-paper')
  await page.emulateMedia({ media: null })
})

import { type answersByApi, done, file } from './by-api.ts'
import { checkPage, expect, type Page, picture, test } from './journey.ts'

const main = (page: Page) => page.locator('main')

const move = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

test('REF-5 a referral is returned with what is asked; the referrer mends and sends it again, and its history stays', async ({
  as,
  visit,
  clock,
}) => {
  await clock('2026-08-28T15:00:00+01:00')
  const referrer = await as('drugs')
  const { id } = await file(referrer, 4)
  await clock('2026-08-28T15:10:00+01:00')
  const coordinator = await visit('coordinator', `/referrals/${id}`)
  await move(coordinator, 'Return with questions')
  await move(coordinator, 'Return it')
  await expect(coordinator.locator('.govuk-error-summary')).toBeFocused()
  await coordinator.getByRole('link', { name: 'Say what you ask for' }).click()
  await expect(coordinator.getByLabel('What do you ask the referrer for?')).toBeFocused()
  await coordinator.keyboard.type('Since when has her use doubled, and what does she take?')
  await move(coordinator, 'Return it')
  await expect(main(coordinator)).toContainText('Returned with questions')

  await clock('2026-08-28T15:20:00+01:00')
  await as('drugs')
  await expect(referrer.getByRole('heading', { name: 'Returned to you' })).toBeVisible()
  await referrer.getByRole('link', { name: /^Dee/ }).click()
  const asked = referrer.getByRole('region', { name: 'The coordinator asks' })
  await expect(asked).toContainText('Since when has her use doubled')
  await checkPage(referrer)
  await picture(referrer, 'triage-1-returned')
  await referrer.getByRole('link', { name: 'What puts her at risk' }).click()
  await referrer
    .getByLabel('What it rests on: Sudden increase in selling sex, or in drug or alcohol use')
    .fill('Since 10 August; crack, twice a day instead of once')
  await expect(referrer.getByText('Saved 15:20')).toBeVisible()
  await referrer.goto(`/referrals/${id}/check`)
  await referrer.getByRole('button', { name: 'Submit the referral' }).click()
  await expect(referrer.getByRole('heading', { name: 'Referral submitted' })).toBeVisible()
  await referrer.getByRole('link', { name: 'Read the referral' }).click()
  await expect(main(referrer)).toContainText('Waits for an answer')
  await expect(main(referrer)).toContainText('Since when has her use doubled, and what does she take?')
  await expect(main(referrer)).toContainText('crack, twice a day')
})

test('REF-6 REF-8 a raised light shortens the clock from submission; the computed light stays in view', async ({
  as,
  clock,
}) => {
  await clock('2026-08-28T15:20:00+01:00')
  const page = await as('drugs')
  const { id } = await file(page, 4)
  await page.goto(`/referrals/${id}`)
  await expect(main(page)).toContainText('by Tuesday 1 September, end of day')
  await move(page, 'Change the light')
  await page.getByRole('radio', { name: 'Red' }).check()
  await page.getByLabel('Why?', { exact: true }).fill('She did not come home last night')
  await checkPage(page)
  await page.getByRole('button', { name: 'Change the light' }).click()
  await expect(main(page).locator('.app-light__word').first()).toHaveText('Red')
  await expect(main(page)).toContainText('by Friday 28 August, 19:20')
  await page.getByText('Why this light').click()
  await expect(main(page)).toContainText('By the rules it is amber; it was changed to red, see the history.')
  await expect(main(page)).toContainText('She did not come home last night')
  await picture(page, 'triage-2-raised')
})

test('REF-8 REF-11 a referral declined with somewhere better says why and where else, and the referrer is told', async ({
  as,
  visit,
  clock,
  jobs,
}) => {
  await clock('2026-08-28T15:30:00+01:00')
  const referrer = await as('drugs')
  const { id } = await file(referrer, 4)
  const coordinator = await visit('coordinator', `/referrals/${id}`)
  await move(coordinator, 'Decline')
  await coordinator.getByLabel('Why is it not for the meeting?').fill('One agency can carry this with her.')
  await coordinator
    .getByLabel('Where is she better placed? (optional)')
    .fill('Turning Tide, the Tuesday group, 10:00, women only')
  await coordinator.getByRole('button', { name: 'Decline', exact: true }).click()
  await expect(main(coordinator)).toContainText('Redirected')
  await jobs()

  await referrer.goto('/notifications')
  await referrer.getByRole('link', { name: 'Your referral was not taken on' }).first().click()
  await expect(main(referrer)).toContainText('One agency can carry this with her.')
  await expect(main(referrer)).toContainText('the Tuesday group, 10:00, women only')
  await picture(referrer, 'triage-3-declined')
})

test('REF-11 two coordinators at once: one wins, the other is told and keeps what she typed', async ({
  as,
  clock,
  byApi,
}) => {
  await clock('2026-08-28T15:40:00+01:00')
  const { id } = await file(await byApi('drugs'), 4)
  const first = await as('coordinator')
  const second = await as('coordinator', undefined, 'second desk')
  for (const page of [first, second]) {
    await page.goto(`/referrals/${id}`)
    await move(page, 'Return with questions')
    await page.getByLabel('What do you ask the referrer for?').fill('Who else is in the flat?')
  }
  await move(first, 'Return it')
  await expect(main(first)).toContainText('Returned with questions')

  const refused = second.waitForResponse((response) => response.status() === 412)
  await move(second, 'Return it')
  await refused
  await expect(second.locator('.govuk-error-summary')).toBeFocused()
  await expect(second.getByLabel('What do you ask the referrer for?')).toHaveValue('Who else is in the flat?')
  await checkPage(second)
  await picture(second, 'triage-4-slower')
  await second.getByRole('button', { name: 'Read it again; keep what I typed' }).click()
  await expect(second.getByText('Returned with questions', { exact: true }).first()).toBeVisible()
})

test('REF-5 REF-8 REF-11 a returned referral is its agencies’ to answer; one that a colleague took back asks nobody', async ({
  as,
  visit,
  clock,
  byApi,
}) => {
  await clock('2026-08-28T15:50:00+01:00')
  const referrer = await as('housing')
  const toHealth = (answers: Awaited<ReturnType<typeof answersByApi>>) => ({
    ...answers,
    addressedTo: { meeting: true, agencies: answers.consent?.given?.agreedAgencies?.slice(2, 3) ?? [] },
  })
  const returned = await file(referrer, 4, toHealth)
  const withdrawn = await file(referrer, 4, toHealth)
  const waiting = await file(referrer, 4, toHealth)
  const coordinator = await byApi('coordinator')
  const asks = { asks: 'Since when has her use doubled?' }
  await done(coordinator, 'POST', `/v1/referrals/${returned.id}/return`, {
    version: returned.version,
    body: asks,
  })

  const health = await as('health')
  const toAnswer = health.locator('section', { has: health.getByRole('heading', { name: 'To answer' }) })
  await expect(toAnswer.locator(`a[href="/referrals/${returned.id}"]`)).toBeVisible()
  await expect(toAnswer.locator(`a[href="/referrals/${withdrawn.id}"]`)).toBeVisible()
  await health.goto(`/referrals/${returned.id}`)
  await expect(main(health)).toContainText('Rests until the referrer has answered')
  await move(health, 'Answer the referrer')
  await health.getByRole('radio', { name: 'We take it on', exact: true }).check()
  await move(health, 'Send the answer')
  await expect(main(health)).toContainText('Accepted, Dr. Ruth Amadi')
  await expect(main(health)).toContainText('Returned with questions')
  await picture(health, 'triage-5-answered-while-returned')

  const colleague = await visit('lettings', `/referrals/${withdrawn.id}`)
  await move(colleague, 'Withdraw')
  await colleague.getByLabel('Why do you take it back?').fill('She asked us to wait.')
  await move(colleague, 'Withdraw it')
  await expect(main(colleague)).toContainText('Withdrawn')

  await health.goto(`/referrals/${withdrawn.id}`)
  await expect(main(health)).toContainText('No answer is awaited any more')
  await expect(health.getByRole('button', { name: 'Answer the referrer' })).toHaveCount(0)
  await checkPage(health)
  await health.goto('/referrals?box=to_answer')
  await expect(health.getByRole('link', { name: waiting.reference })).toBeVisible()
  await expect(health.getByRole('link', { name: withdrawn.reference })).toHaveCount(0)
  await health.goto('/')
  await expect(health.locator(`a[href="/referrals/${waiting.id}"]`)).toBeVisible()
  await expect(health.locator(`a[href="/referrals/${withdrawn.id}"]`)).toHaveCount(0)
})

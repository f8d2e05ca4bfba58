import { type answersByApi, done, file } from './by-api.ts'
import { checkPage, expect, type Page, picture, test } from './journey.ts'

const main = (page: Page) => page.locator('main')
const move = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const toHealth = (answers: Awaited<ReturnType<typeof answersByApi>>) => ({
  ...answers,
  addressedTo: { meeting: false, agencies: answers.consent?.given?.agreedAgencies?.slice(2, 3) ?? [] },
})

test('REF-13 REF-8 an agency asks, the referrer answers in place, the clock rests and goes on; an answer is put right, and nobody has her', async ({
  as,
  visit,
  clock,
  jobs,
}) => {
  await clock('2026-08-28T18:00:00+01:00')
  const referrer = await as('drugs')
  const { id } = await file(referrer, 4, toHealth)
  await referrer.goto(`/referrals/${id}`)
  await expect(referrer.getByRole('region', { name: 'Who is on call now' })).toContainText(
    'In danger now: 999.',
  )
  await picture(referrer, 'conversation-1-night')

  const health = await visit('health', `/referrals/${id}`)
  await move(health, 'Ask the referrer first')
  await move(health, 'Ask Turning Tide')
  await expect(health.locator('.govuk-error-summary')).toBeFocused()
  await health.getByLabel('What do you need to know?').fill('How many weeks is she, and has she had a scan?')
  await health.getByLabel(/What do you do for her meanwhile/).fill('A bed on Ward 7 is kept until noon.')
  await checkPage(health)
  await picture(health, 'conversation-2-asking')
  await move(health, 'Ask Turning Tide')
  await expect(main(health)).toContainText('The clock rests, until')
  await jobs()

  await clock('2026-08-28T18:16:00+01:00')
  await as('drugs')
  await expect(referrer.getByRole('heading', { name: 'Asked of you' })).toBeVisible()
  await referrer.getByRole('link', { name: /^Dee/ }).first().click()
  const asked = referrer.getByRole('region', { name: 'What you are asked' })
  await expect(asked).toContainText('Meanwhile: A bed on Ward 7 is kept until noon.')
  await checkPage(referrer)
  await picture(referrer, 'conversation-3-asked')
  await asked.getByLabel('Your answer to Eastmarsh Hospital').fill('About 24, by her own count. No scan.')
  await asked.getByLabel('Show it to everybody who reads this referral').check()
  await asked.getByRole('button', { name: 'Send the answer' }).click()
  await expect(main(referrer)).toContainText('Added since')
  await jobs()

  await health.goto('/notifications')
  await health
    .getByRole('link', { name: 'The referrer answered your question; your clock goes on' })
    .first()
    .click()
  await expect(health.getByRole('region', { name: 'Between you and Turning Tide' })).toContainText(
    'About 24, by her own count.',
  )
  await move(health, 'Answer the referrer')
  await health.getByRole('radio', { name: 'We take it on', exact: true }).check()
  await move(health, 'Send the answer')
  await move(health, 'Change our answer')
  await health.getByRole('radio', { name: 'We are not able to help now' }).check()
  await health.getByLabel('Why?', { exact: true }).fill('No midwife before Friday')
  await health.getByLabel('Why does the answer change?').fill('Bernie is ill')
  await checkPage(health)
  await move(health, 'Change the answer')
  await expect(main(health)).toContainText('Everybody has answered, and nobody takes her on')
  await health.getByText('What was answered before').click()
  await expect(main(health)).toContainText('Changed: Bernie is ill')
  await checkPage(health)
  await picture(health, 'conversation-4-answered')

  // REF-3: put right still, and into no promise.
  const { caseId } = await done<{ caseId: string }>(referrer, 'GET', `/v1/referrals/${id}`)
  await done(referrer, 'POST', `/v1/cases/${caseId}/death`, { body: { knownBy: 'The hospital rang' } })
  await health.reload()
  await expect(main(health)).toContainText('While work on this case rests no agency takes it on')
  await move(health, 'Change our answer')
  await health.getByRole('radio', { name: 'We take it on', exact: true }).check()
  const change = health.getByRole('button', { name: 'Change the answer' })
  await expect(change).toHaveAttribute('aria-disabled', 'true')
  await checkPage(health)
  await health.setViewportSize({ width: 390, height: 800 })
  await checkPage(health)
  await picture(health, 'conversation-5-held-390')
  await health.setViewportSize({ width: 1280, height: 800 })
  await picture(health, 'conversation-5-held-1280')
  await health.getByRole('radio', { name: /better placed/ }).check()
  await expect(change).not.toHaveAttribute('aria-disabled', 'true')
})

import { demoPassword, emailOf } from '../../api/src/demo/cast.ts'
import { ask, done, file } from './by-api.ts'
import { checkPage, desktop, expect, type Page, phone, picture, signIn, test } from './journey.ts'
import { invitedByMail } from './mailed.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
async function invite(page: Page, { name, email, role }: { name: string; email: string; role: string }) {
  await page.goto('/members')
  await page.getByText('Give someone a place').click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Place', { exact: true }).selectOption({ label: role })
  await page.getByRole('button', { name: 'Send the invitation' }).click()
}

test('ACC-10 a lead names a colleague; a second invitation voids the first; she says yes with the password that she has', async ({
  as,
  stranger,
  clock,
  jobs,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const housing = await as('housing')
  // What the API would refuse in one line is said at the field, and nothing goes out.
  const sent: string[] = []
  housing.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
  await invite(housing, { name: 'Dana\u202e Frost', email: emailOf('constable'), role: 'Practitioner' })
  await expect(housing.locator('.govuk-error-summary')).toBeFocused()
  await expect(housing.locator('.govuk-error-summary')).toContainText('Is one line: take out')
  await expect(housing.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(/Is one line/)
  await checkPage(housing)
  await picture(housing, 'places-0-one-line')
  expect(sent).toEqual([])
  await invite(housing, { name: 'Dana Frost', email: emailOf('constable'), role: 'Practitioner' })
  await expect(main(housing)).toContainText('The place begins when Dana Frost says yes.')
  await checkPage(housing)
  await picture(housing, 'places-1-invited')
  await jobs()
  const { link: first } = await invitedByMail(housing, emailOf('constable'))

  // On her phone, signed in for the police: one line of her work.
  const dana = await as('constable', phone)
  await expect(dana.getByRole('heading', { name: 'You are offered a place: say yes or no' })).toBeVisible()
  await checkPage(dana)
  await picture(dana, 'places-2-offered-phone')

  await housing.goto('/members')
  await housing.getByRole('button', { name: /^Send again.*Dana Frost/ }).click()
  await expect(housing.getByText('Sent again.')).toBeVisible()
  await jobs()
  const { link: second } = await invitedByMail(housing, emailOf('constable'), first)

  const link = await stranger(phone)
  await link.goto(first)
  await expect(main(link)).toContainText('was used')
  await checkPage(link)
  await picture(link, 'places-3-first-is-void-phone')
  await link.goto('/')
  await link.goto(second)
  await expect(link.getByRole('heading', { name: 'You have an account: sign in to say yes' })).toBeVisible()
  await link.getByLabel('Password').fill('another password altogether')
  await link.getByRole('button', { name: 'Yes, take the place' }).click()
  await expect(main(link).getByRole('alert')).toBeVisible()
  await link.getByLabel('Password').fill(demoPassword)
  await checkPage(link)
  await picture(link, 'places-4-has-an-account-phone')
  await link.getByRole('button', { name: 'Yes, take the place' }).click()
  await link.getByRole('link', { name: 'Sign in' }).click()
  await signIn(link, 'constable')
  await expect(link.getByRole('button', { name: /: account$/ })).toBeVisible()
  await link.goto('/places')
  await expect(main(link).getByRole('listitem')).toHaveText([/Eastmarsh Police/, /Harbour Homes/])
  await checkPage(link)
  await picture(link, 'places-5-both-places-phone')

  await housing.goto('/members')
  await expect(housing.getByRole('row', { name: /Dana Frost/ }).first()).toBeVisible()
})

test('ACC-10 the coordinator finds no way to place herself at another agency', async ({ visit }) => {
  const coordinator = await visit('coordinator', '/members')
  await coordinator.getByText('Give someone a place').click()
  // Every other agency has its people: the choice is not even there.
  await expect(coordinator.getByLabel('Agency', { exact: true })).toHaveCount(0)
  await expect(main(coordinator)).toContainText('Agency: Lantern')
  await coordinator.getByLabel('Name', { exact: true }).fill('Ada Quist')
  await coordinator.getByLabel('E-mail address').fill(emailOf('coordinator'))
  await coordinator.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(
    coordinator.getByText('Nobody gives, changes or ends a place of her own').first(),
  ).toBeVisible()
  await checkPage(coordinator)
  await picture(coordinator, 'places-6-coordinator-refused')
  const { agencies } = await done<{ agencies: { id: string; name: string }[] }>(
    coordinator,
    'GET',
    '/v1/partnership',
  )
  const police = agencies.find(({ name }) => name === 'Eastmarsh Police')!
  const body = { email: emailOf('coordinator'), name: 'Ada Quist', agencyId: police.id, role: 'lead_member' }
  expect(await ask(coordinator, 'POST', '/v1/members', { body })).toMatchObject({
    status: 409,
    body: { code: 'membership.own' },
  })
})

test('ACC-10 what a leaver had to do is handed on: told before, one line, a page, a colleague who has it', async ({
  as,
  visit,
  clock,
  jobs,
  byApi,
}) => {
  await clock('2026-03-03T10:00:00Z')
  const lee = await byApi('lettings')
  const sent = await file(lee, 6)
  await done(lee, 'POST', '/v1/referrals', { body: {} })
  const coordinator = await byApi('coordinator')
  await done(coordinator, 'POST', `/v1/referrals/${sent.id}/return`, {
    version: sent.version,
    body: { asks: 'Who decided?' },
  })
  await jobs()

  const housing = await visit('housing', '/members', desktop)
  await housing.getByRole('button', { name: /^End this place.*Lee Park/ }).click()
  const asking = housing.getByRole('dialog', { name: 'End the place of Lee Park?' })
  await expect(asking).toContainText('Lee Park’s name will need an owner')
  await expect(asking).toContainText('They go to Sam Osei, to hand on.')
  await checkPage(housing)
  await picture(housing, 'places-7-ending-says-what')
  await asking.getByLabel('Why?').fill('Moved to the council')
  await asking.getByRole('button', { name: 'End it now' }).click()
  await expect(asking).toHaveCount(0)
  await jobs()

  await housing.goto('/')
  await picture(housing, 'places-8-one-line')
  await checkPage(housing)
  const onPhone = await as('housing', phone)
  await onPhone.getByRole('link', { name: 'Find an owner for what they had to do' }).click()
  await expect(onPhone.getByRole('heading', { name: 'Lee Park' })).toBeVisible()
  await expect(main(onPhone)).toContainText('“Moved to the council”')
  await checkPage(onPhone)
  await picture(onPhone, 'places-9-left-work-phone')
  await housing.goto('/left-work')
  // A list that opens one at a time.
  const one = (words: string) =>
    main(housing)
      .getByRole('group')
      .filter({ has: housing.locator('summary', { hasText: words }) })
  const draft = one('Draft of a referral')
  const returned = one('Referral that came back with questions')
  await expect(housing.getByRole('button', { name: /^Settle it/ })).toHaveCount(0)
  await returned.locator('summary').click()
  await draft.locator('summary').click()
  await expect(returned).not.toHaveAttribute('open')
  await draft.getByRole('radio', { name: 'A colleague takes it' }).check()
  await draft.getByLabel('Who takes it?').selectOption({ label: 'PC Dana Frost, practitioner' })
  await checkPage(housing)
  await picture(housing, 'places-10-handing-over')
  await draft.getByRole('button', { name: /^Hand it over/ }).click()
  await expect(draft).toHaveCount(0)
  await returned.locator('summary').click()
  await returned.getByRole('radio', { name: 'It is left' }).check()
  await returned.getByRole('button', { name: /^Leave it/ }).click()
  await expect(housing.locator('.govuk-error-summary')).toContainText('Say why it is left')
  await returned.getByLabel('Why is it left?').fill('She has found a room herself.')
  await returned.getByRole('button', { name: /^Leave it/ }).click()
  await expect(returned).toHaveCount(0)
  await housing.getByText(/^What became of the rest/).click()
  await expect(main(housing)).toContainText('PC Dana Frost has it')
  await checkPage(housing)
  await picture(housing, 'places-11-what-became')
  await jobs()

  // Dana finds it where she acts for Harbour Homes, and hears nothing of it where she acts for the police.
  const dana = await visit('constable', '/notifications', phone)
  await expect(main(dana)).not.toContainText('Work of a colleague who has left')
  await dana.getByRole('button', { name: /: account$/ }).click()
  await dana.getByRole('radio', { name: /Harbour Homes/ }).click()
  await expect(dana.getByRole('button', { name: /Harbour Homes: account$/ })).toBeVisible()
  await dana.goto('/notifications')
  await expect(main(dana)).toContainText('Work of a colleague who has left is yours now')
  await checkPage(dana)
  await picture(dana, 'places-12-told-phone')
})

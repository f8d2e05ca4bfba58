import { emailOf } from '../../api/src/demo/cast.ts'
import { checkPage, desktop, expect, phone, picture, test } from './journey.ts'
import { mailedLink } from './mailed.ts'

test.describe.configure({ mode: 'serial' })

const email = emailOf('outreach')
const chosen = 'seven slow herons over the water'

test('IDN-3 at 23:00 on her phone she has forgotten her password, and is at My work again unaided', async ({
  stranger,
  clock,
}) => {
  await clock('2026-03-03T23:00:00Z')
  const page = await stranger(phone)
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.getByText('Forgotten your password?').click()
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByText('Type your e-mail address first.')).toBeVisible()
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(
    page.getByText('If there is an account with that address, a link is on its way.'),
  ).toBeVisible()
  await checkPage(page)
  await picture(page, 'account-1-forgotten')
  const { link } = await mailedLink(page, email, 'password')
  await page.goto(link)
  await expect(page.getByText(`For ${email}.`)).toBeVisible()
  expect(page.url()).not.toContain('#')
  const field = page.getByLabel('New password')
  await field.fill('too short')
  await page.getByRole('button', { name: 'Change my password' }).click()
  await expect(page.getByRole('link', { name: 'Use at least 12 characters' })).toBeVisible()
  await field.fill('lantern lantern')
  await page.getByRole('button', { name: 'Change my password' }).click()
  await expect(page.getByRole('link', { name: 'It is made of your name' })).toBeVisible()
  await page.getByLabel('Show what I type').check()
  await expect(field).toHaveAttribute('type', 'text')
  await checkPage(page)
  await picture(page, 'account-2-choose')
  await field.fill(chosen)
  await page.getByRole('button', { name: 'Change my password' }).click()
  await expect(page.getByText('Your password is changed')).toBeVisible()
  await checkPage(page)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(chosen)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'My work' })).toBeVisible()
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'This link was used or is too old' })).toBeVisible()
  await checkPage(page)
})

test('IDN-6 her account names the devices that are signed in; she signs one out, and changes her password', async ({
  visit,
  byApi,
  clock,
}) => {
  await clock('2026-03-04T09:00:00Z')
  const desk = await visit('housing', '/', desktop)
  const left = await visit('housing', '/', phone)
  await desk.getByRole('button', { name: /: account$/ }).click()
  await desk.getByRole('link', { name: 'Your account: password, and where you are signed in' }).click()
  const open = desk.getByRole('region', { name: 'Where you are signed in' })
  await expect(open.getByText('This device')).toBeVisible()
  await expect(open.getByRole('heading', { level: 3 })).toHaveCount(2)
  await checkPage(desk)
  await picture(desk, 'account-3-devices')
  await desk.setViewportSize(phone)
  await checkPage(desk)
  await picture(desk, 'account-3-devices-phone')
  await desk.setViewportSize(desktop)
  await open.getByRole('button', { name: /^Sign out Chrome/ }).click()
  await expect(open.getByRole('heading', { level: 3 })).toHaveCount(1)
  await left.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(left.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  await desk.getByLabel('New password').fill(`  ${chosen}  `)
  await desk.getByRole('button', { name: 'Change my password' }).click()
  await expect(
    desk.getByText('Your password is changed, and your other devices are signed out.'),
  ).toBeVisible()
  await checkPage(desk)
  const caller = await byApi('coordinator')
  const signedIn = (password: string) =>
    caller
      .post('/v1/sessions', { data: { email: emailOf('housing'), password } })
      .then((answer) => answer.status())
  expect([await signedIn(chosen), await signedIn(`  ${chosen}  `)]).toEqual([401, 201])
})

test('IDN-3 a mail tells her of it, and she says that it was not her: everything ends', async ({
  stranger,
  visit,
}) => {
  const desk = await visit('housing', '/account', desktop)
  const page = await stranger(phone)
  await page.goto('/')
  const { link, words } = await mailedLink(page, emailOf('housing'), 'not-me')
  expect(words).toContain('If this was not you')
  await page.goto(link)
  await checkPage(page)
  await picture(page, 'account-4-not-me')
  await page.getByRole('button', { name: 'It was not me: end everything' }).click()
  await expect(page.getByText('Nobody is signed in to your account')).toBeVisible()
  await checkPage(page)
  await desk.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(desk.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

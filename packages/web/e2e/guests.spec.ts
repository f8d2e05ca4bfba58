import { readFile } from 'node:fs/promises'
import { demoPassword } from '../../api/src/demo/cast.ts'
import { pagesOf } from '../../api/test/pages-of-pdf.ts'
import { accept, ask, done, type Filed, file } from './by-api.ts'
import { checkPage, desktop, expect, type Page, phone, picture, test } from './journey.ts'
import { invitedByMail } from './mailed.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
let meeting = ''
let first: Filed
let second: Filed
const noor = {
  name: 'Noor Aziz',
  email: 'noor@refuge.example',
  where: 'Refuge',
  why: 'Her advocate since January',
}
const tom = {
  name: 'Tom Hale',
  email: 'tom@college.example',
  where: 'Eastmarsh College',
  why: 'Learns to convene',
}

async function propose(page: Page, person: typeof noor, what: RegExp) {
  await page.goto(`${meeting}/guests`)
  const select = page.getByLabel('For what?')
  const option = await select.locator('option', { hasText: what }).first().innerText()
  await select.selectOption({ label: option })
  await page.getByLabel('Name', { exact: true }).fill(person.name)
  await page.getByLabel('E-mail address').fill(person.email)
  await page.getByLabel('Where do they work?').fill(person.where)
  await page.getByLabel('Why are they needed?').fill(person.why)
  await page.getByRole('button', { name: 'Propose' }).click()
  await expect(page.getByText(`${person.name} is proposed`)).toBeVisible()
}

/** Takes the link from the mail, once, and chooses a password. */
async function comeByMail(page: Page, email: string) {
  const { words, link } = await invitedByMail(page, email)
  expect(words).not.toMatch(/noor aziz|tom hale|EMP-/i)
  await page.goto(link)
  await page.getByLabel('Password').fill(demoPassword)
  await page.getByRole('button', { name: 'Accept the invitation' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Confidentiality agreement of this meeting' })).toBeVisible()
  // They come from elsewhere: not of the agency that convenes, whose place their invitation is.
  await expect(main(page)).toContainText(/Signed as [\w ]+, with the time of now/)
}

test('GST-1 a member proposes a guest and an observer; the coordinator agrees in advance', async ({
  as,
  clock,
  jobs,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const referrer = await byApi('probation')
  const filed = [await file(referrer, 6), await file(referrer, 6)]
  const coordinator = await as('coordinator')
  first = await accept(coordinator, filed[0]!)
  second = await accept(coordinator, filed[1]!)
  meeting = `/meetings/${(first as Filed & { meetingId: string }).meetingId}`

  const housing = await as('housing')
  // For no case is somebody invited whom nobody chose it for.
  await housing.goto(`${meeting}/guests`)
  await housing.getByLabel('Name', { exact: true }).fill(noor.name)
  await housing.getByLabel('E-mail address').fill(noor.email)
  await housing.getByLabel('Where do they work?').fill(noor.where)
  await housing.getByLabel('Why are they needed?').fill(noor.why)
  await housing.getByRole('button', { name: 'Propose' }).click()
  await housing.getByRole('link', { name: 'Choose for what' }).click()
  await expect(housing.getByLabel('For what?')).toBeFocused()
  await checkPage(housing)
  await propose(housing, noor, /^Case EMP/)
  await propose(housing, tom, /observer/)
  await checkPage(housing)

  await coordinator.goto(`${meeting}/guests`)
  await expect(main(coordinator)).toContainText('Her advocate since January')
  await checkPage(coordinator)
  await picture(coordinator, 'guests-1-proposed')
  for (const { name } of [noor, tom]) {
    await coordinator.getByRole('button', { name: `Agree and invite ${name}` }).click()
    await expect(coordinator.getByRole('heading', { name: `${name} Invited` })).toBeVisible()
  }
  await jobs()
})

test('ACC-5 GST-1 the guest comes by her link, signs, and sees her one case; everything else is not there', async ({
  stranger,
}) => {
  const page = await stranger(phone)
  await comeByMail(page, noor.email)
  await checkPage(page)
  await picture(page, 'guests-2-agreement')
  await page.getByRole('button', { name: 'Sign the confidentiality agreement' }).click()
  await page.getByRole('link', { name: 'Open the case that you are invited for' }).click()
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Her voice')
  await checkPage(page)
  await picture(page, 'guests-3-her-item')
  await expect(page.getByRole('link', { name: /^EMP-/ })).toHaveCount(0)
  for (const path of [
    `/v1${meeting}`,
    `/v1/cases/${first.caseId}`,
    `/v1/cases/${second.caseId}`,
    `/v1/referrals/${first.id}`,
    '/v1/meetings',
    '/v1/actions',
  ])
    expect((await ask(page, 'GET', path)).status, path).toBe(404)
  await page.goto(meeting)
  await expect(page.getByRole('link', { name: 'Go to my work' })).toBeVisible()
})

test('GST-1 an observer signs and sees no paper', async ({ stranger }) => {
  const page = await stranger(desktop)
  await comeByMail(page, tom.email)
  await expect(main(page)).not.toContainText('The papers open')
  await page.getByRole('button', { name: 'Sign the confidentiality agreement' }).click()
  await expect(main(page)).toContainText('You see no papers')
  await expect(main(page)).toContainText('nothing more to do here before the meeting')
  await checkPage(page)
  await picture(page, 'guests-4-observer')
  expect((await ask(page, 'GET', `/v1${meeting}`)).status).toBe(404)
})

test('GST-1 it ends with the item: the guest is thanked, and what she had not sent is still there', async ({
  as,
  clock,
  stranger,
}) => {
  const guest = await stranger(phone)
  const signIn = async () => {
    await guest.goto('/')
    await guest.getByLabel('E-mail address').fill(noor.email)
    await guest.getByLabel('Password').fill(demoPassword)
    await guest.getByRole('button', { name: 'Sign in', exact: true }).click()
  }
  const coordinator = await as('coordinator')
  await clock('2026-03-12T10:00:00Z')
  const address = `/v1${meeting}`
  await done(await as('coordinator'), 'POST', `${address}/signatures`, { body: { agreed: true } })
  const { version } = await done<{ version: number }>(coordinator, 'GET', address)
  const opened = await done<{ agenda: { id: string; caseId: string }[] }>(
    coordinator,
    'POST',
    `${address}/opening`,
    { version },
  )
  await signIn()
  await guest.getByRole('link', { name: 'Open the case that you are invited for' }).click()
  const unsent = 'She would take the room on Friday.'
  await guest.getByLabel('What does your agency share?').fill(unsent)
  await expect(
    guest
      .getByText(/^You are in the room since/)
      .or(guest.getByText('Her voice'))
      .first(),
  ).toBeVisible()
  await clock('2026-03-12T10:05:00Z')
  for (const { id } of opened.agenda) {
    const item = await done<{ version: number }>(coordinator, 'GET', `/v1/agenda-items/${id}`)
    await done(coordinator, 'POST', `/v1/agenda-items/${id}/closing`, { version: item.version })
  }
  await coordinator.goto(`${meeting}/guests`)
  await expect(coordinator.getByRole('heading', { name: 'Noor Aziz Ended' })).toBeVisible()

  // As she looks at her page again.
  await guest.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(guest.getByRole('heading', { name: 'Thank you for coming' })).toBeVisible()
  await expect(guest.getByText(unsent)).toBeVisible()
  await checkPage(guest)
  await picture(guest, 'guests-5-thanked')
  // On another day, or another device.
  await guest.context().clearCookies()
  await signIn()
  await expect(guest.getByRole('heading', { name: 'Thank you for coming' })).toBeVisible()
  await expect(guest.getByText(unsent)).toHaveCount(0)
})

test('GST-1 MTG-8 as the minutes go out she gets those of her case, by a link that works once', async ({
  as,
  stranger,
}) => {
  const coordinator = await as('coordinator')
  const address = `/v1${meeting}`
  const { version } = await done<{ version: number }>(coordinator, 'GET', address)
  await done(coordinator, 'POST', `${address}/closing`, { version })
  await coordinator.goto(`${meeting}/minutes`)
  await coordinator.getByRole('button', { name: 'Distribute the minutes' }).click()
  await expect(coordinator.getByRole('dialog')).toContainText('the minutes of their one case')
  await picture(coordinator, 'guests-6-distribute')
  await coordinator.getByRole('button', { name: 'Distribute version 1' }).click()
  await expect(main(coordinator)).toContainText('Version 1')
  await coordinator.goto(`${meeting}/documents`)
  await expect(main(coordinator)).toContainText(`${noor.email}; a guest of this case`)
  await checkPage(coordinator)
  await picture(coordinator, 'guests-7-release')
  const link = async () => {
    const mails = await (await coordinator.context().request.get('/mail')).text()
    const from = mails.indexOf(`To ${noor.email}`)
    return /\/released-copies\/[\w-]+/.exec(mails.slice(from, mails.indexOf('</pre>', from)))?.[0] ?? ''
  }
  await expect.poll(link).toContain('/released-copies/')
  const guest = await stranger(phone)
  await guest.goto(await link())
  const saved = guest.waitForEvent('download')
  await guest.getByRole('button', { name: 'Fetch the document' }).click()
  const sheets = (await pagesOf(await readFile(await (await saved).path()))).join(' ')
  expect(sheets).toContain(first.caseReference)
  expect(sheets).not.toContain(second.caseReference)
  await guest.goto(await link())
  await expect(main(guest)).toContainText('This link has no document to give')
})

import { accept, done, type Filed, file } from './by-api.ts'
import { expect, type Page, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const main = (page: Page) => page.locator('main')

/** Where one is once what was pressed has been done and drawn: on something that says where, and in view. */
async function goesOn(page: Page, at: string | RegExp) {
  const focused = page.locator(':focus')
  await expect(focused).toHaveCount(1)
  await expect(focused).toContainText(at)
  await expect(focused).toBeInViewport()
}
/** WCAG 4.1.3: said without taking the focus. */
const isSaid = (page: Page, words: string | RegExp) =>
  expect(page.getByRole('status').filter({ hasText: words })).toHaveCount(1)

let filed: Filed

test('WCAG 2.4.3 a form of triage opens at its heading, and cancelling goes back to the button that opened it', async ({
  visit,
  clock,
  byApi,
}) => {
  await clock('2026-08-28T10:00:00+01:00')
  filed = await file(await byApi('drugs'), 4)
  const page = await visit('coordinator', `/referrals/${filed.id}`)
  for (const name of ['Accept', 'Return with questions', 'Decline', 'Change the light']) {
    await press(page, name)
    await expect(page.getByRole('heading', { name, exact: true })).toBeFocused()
    await press(page, 'Cancel')
    await expect(page.getByRole('button', { name, exact: true })).toBeFocused()
  }
})

test('WCAG 2.4.3, 4.1.3 after each decision what follows from it has the focus, in view; after its undoing the page', async ({
  visit,
}) => {
  const page = await visit('coordinator', `/referrals/${filed.id}`)
  const undone = async () => {
    await page.getByRole('button', { name: /^Undo, until/ }).click()
    await expect(page.getByRole('button', { name: /^Undo, until/ })).toHaveCount(0)
    await goesOn(page, 'Referral')
    await isSaid(page, /^Undo, until .*: done$/)
  }
  await press(page, 'Return with questions')
  await page.getByLabel('What do you ask the referrer for?').fill('Since when?')
  await press(page, 'Return it')
  await goesOn(page, /Returned with questions.*Undo, until/s)
  await isSaid(page, 'Return it: done')
  await undone()

  await press(page, 'Decline')
  await page.getByLabel('Why is it not for the meeting?').fill('One agency can carry this with her.')
  await press(page, 'Decline')
  await goesOn(page, /Declined.*Undo, until/s)
  await undone()

  await press(page, 'Accept')
  await press(page, 'Accept')
  await goesOn(page, /Accepted.*Undo, until/s)
  await isSaid(page, 'Accept: done')
  await undone()
})

test('WCAG 2.4.3 who asks, who answers and who signs goes on where she was', async ({
  as,
  visit,
  clock,
  byApi,
}) => {
  const referrer = await as('drugs')
  const { id } = await file(referrer, 4, (answers) => ({
    ...answers,
    addressedTo: { meeting: false, agencies: answers.consent?.given?.agreedAgencies?.slice(2, 3) ?? [] },
  }))
  const health = await visit('health', `/referrals/${id}`)
  await press(health, 'Ask the referrer first')
  await goesOn(health, 'Ask the referrer first')
  await health.getByLabel('What do you need to know?').fill('How many weeks is she?')
  await health.getByLabel(/What do you do for her meanwhile/).fill('A bed is kept.')
  await press(health, 'Ask Turning Tide')
  await expect(main(health)).toContainText('The clock rests')
  await goesOn(health, 'What you can do')
  await isSaid(health, 'Ask Turning Tide: done')

  await referrer.goto(`/referrals/${id}`)
  await referrer.getByLabel('Your answer to Eastmarsh Hospital').fill('About 24.')
  await press(referrer, 'Send the answer')
  await expect(main(referrer)).toContainText('answered')
  await goesOn(referrer, 'What you are asked')
  await isSaid(referrer, 'Send the answer: done')

  const coordinator = await byApi('coordinator')
  const accepted = (await accept(coordinator, await file(referrer, 4))) as Filed & {
    meetingId: string
  }
  const { startsAt } = await done<{ startsAt: string }>(
    coordinator,
    'GET',
    `/v1/meetings/${accepted.meetingId}`,
  )
  await clock(startsAt)
  const page = await as('coordinator')
  const meeting = `/meetings/${accepted.meetingId}`
  await page.goto(meeting)
  await press(page, 'Sign the confidentiality agreement')
  await expect(page.getByRole('button', { name: 'Sign the confidentiality agreement' })).toHaveCount(0)
  await goesOn(page, /./)
  await isSaid(page, 'Sign the confidentiality agreement: done')
  await press(page, 'Open the meeting')
  await goesOn(page, 'Hold the meeting')
  await press(page, 'Take the opening back')
  await goesOn(page, 'Hold the meeting')
  await press(page, 'Open the meeting')
  await goesOn(page, 'Hold the meeting')

  const { agenda } = await done<{ agenda: { id: string; state: string }[] }>(page, 'GET', `/v1${meeting}`)
  for (const { id: item } of agenda.filter(({ state }) => state === 'listed')) {
    await done(page, 'PATCH', `/v1/agenda-items/${item}`, { version: 1, body: { decisions: 'x' } })

    await done(page, 'POST', `/v1/agenda-items/${item}/closing`, { version: 2 })
  }
  await page.reload()
  await press(page, 'Close the meeting')
  await press(page, 'Close it and compile the minutes')
  await expect(page.getByText('Reopen this meeting')).toBeVisible()
  await goesOn(page, 'Hold the meeting')
  await isSaid(page, 'Close it and compile the minutes: done')

  await page.goto(`${meeting}/minutes`)
  await press(page, 'Distribute the minutes')
  await page.getByRole('button', { name: 'Distribute version 1' }).click()
  await expect(main(page)).toContainText('Version 1, distributed')
  await goesOn(page, /Minutes|Version 1/)
  await isSaid(page, 'Distribute version 1: done')
})

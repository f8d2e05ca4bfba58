import {
  addToPlan,
  checkPage,
  checkWidth,
  desktop,
  expect,
  live,
  type Page,
  phone,
  picture,
  test,
} from './journey.ts'
import { fillForm, startForm, submit, vignette } from './referral-form.ts'

test.describe.configure({ mode: 'serial' })

const nobody = '01a20000-0000-7000-8000-000000000000'
const main = (page: Page) => page.locator('main')
let referral = ''
let caseAddress = ''
let caseReference = ''
let meeting = ''
let item = ''

test('REF-1 REF-2 REF-6 REF-9 an outreach worker refers Marnie from a phone, and sees light, clock and meeting as she types', async ({
  as,
  clock,
}) => {
  const { at, answers } = vignette(1)
  await clock(at)
  const page = await as('outreach', phone)
  referral = await startForm(page)
  await expect(main(page)).toContainText('10 of 13 parts are not filled in yet')
  const lightSoFar = page.getByRole('region', { name: 'The light so far' })
  await fillForm(page, answers, {
    arrive: async (heading) => {
      if (heading === 'What puts her at risk') await expect(lightSoFar).toContainText('Not yet known')
    },
    look: async (heading) => {
      await checkWidth(page)
      if (heading === 'Who this referral is for') {
        await expect(main(page)).toContainText('it makes the meeting of Thursday 14 May 2026')
        await expect(main(page)).toContainText(
          'The meeting of Thursday 9 April 2026 closed its referrals on Friday 27 March 2026',
        )
        await expect(main(page)).toContainText('Saved 16:20')
        await picture(page, 'phone-1-for-whom')
      }
      if (heading === 'What puts her at risk') {
        await expect(lightSoFar).toContainText('Red')
        await expect(lightSoFar).toContainText('All questions about risk are answered')
        await picture(page, 'phone-2-indicators')
      }
      if (heading.startsWith('Consent')) await picture(page, 'phone-3-consent')
    },
  })
  await checkPage(page)
  await expect(main(page)).toContainText('Does not agree to share with')
  await picture(page, 'phone-4-check')
  await submit(page)
  await expect(main(page)).toContainText('in 4 hours — by Tuesday 31 March, 20:20')
  await checkPage(page)
  await picture(page, 'phone-5-submitted')

  await page.getByRole('link', { name: 'Read the referral' }).click()
  const link = page.getByRole('link', { name: /^Case EMP-/ })
  await expect(link).toBeVisible()
  caseAddress = (await link.getAttribute('href')) ?? ''
  caseReference = (await link.innerText()).replace('Case ', '')
  await checkPage(page)
  await picture(page, 'phone-6-referral')
})

test('ACC-3 ACC-6 to the police, with whom she did not agree to share, she does not exist', async ({
  as,
}) => {
  const page = await as('police')
  await page.keyboard.press('/')
  await page.keyboard.type('Marnie')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing found among the cases that your agency may see')).toBeVisible()
  expect(page.url()).not.toMatch(/marnie/i)
  await page.getByLabel('Reference or name', { exact: true }).fill(caseReference)
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(page.getByText('Nothing found among the cases that your agency may see')).toBeVisible()

  const shownAt = async (address: string) => {
    await page.goto(address)
    await expect(page.getByRole('link', { name: 'Go to my work' })).toBeVisible()
    return { title: await page.title(), words: await main(page).innerText() }
  }
  const unknown = await shownAt(`/cases/${nobody}`)
  expect(await shownAt(caseAddress)).toEqual(unknown)
  expect(await shownAt(`${caseAddress}/access`)).toEqual(unknown)
  expect(await shownAt(`/referrals/${referral}`)).toEqual(unknown)
  expect(await shownAt(`/referrals/${referral}/form`)).toEqual(unknown)
  await page.goto('/referrals')
  await expect(page.getByText('No referrals yet')).toBeVisible()
})

test('REF-8 REF-9 REF-11 the coordinator sees it by its clock, and accepts it for 9 April as exceptional', async ({
  as,
  clock,
}) => {
  await clock('2026-03-31T17:05:00+01:00')
  const page = await as('coordinator')
  await expect(page.getByRole('heading', { name: 'To triage' })).toBeVisible()
  await expect(main(page)).toContainText('in 3 hours 15 minutes — by Tuesday 31 March, 20:20')
  await checkPage(page)
  await picture(page, 'desktop-1-my-work')
  await page.goto('/referrals?box=to_triage')
  await checkPage(page)
  await picture(page, 'desktop-2-inbox')
  await page.getByRole('link', { name: /^EMP-/ }).click()
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(page.getByText('Nobody known to the partnership looks like the same person.')).toBeVisible()
  await page.getByRole('radio', { name: 'Thursday 9 April 2026' }).check()
  await expect(page.getByLabel('It came too late for that meeting.')).toHaveValue(
    /she goes out again tonight/,
  )
  await checkPage(page)
  await picture(page, 'desktop-3-accept')
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(main(page)).toContainText('Accepted as exceptional.')
  await expect(main(page)).toContainText('For the meeting of Thursday 9 April 2026.')
  await expect(main(page)).toContainText('On an agenda')
  await picture(page, 'desktop-4-accepted')
})

test('ACC-5 MTG-6 nobody opens a paper of 9 April before the signature; the police sign and still see no case', async ({
  visit,
  clock,
}) => {
  await clock('2026-04-09T09:50:00+01:00')
  for (const person of ['coordinator', 'health', 'housing', 'police'] as const) {
    const page = await visit(person, '/meetings')
    await page.getByRole('link', { name: 'Thursday 9 April 2026, 10:00' }).click()
    await expect(page.getByRole('heading', { name: 'Thursday 9 April 2026' })).toBeVisible()
    meeting = new URL(page.url()).pathname
    if (person === 'police')
      await expect(page.getByText('No case on the agenda is one that your agency may see')).toBeVisible()
    else await expect(page.getByRole('rowheader', { name: caseReference })).toBeVisible()
    await expect(page.getByRole('link', { name: caseReference })).toHaveCount(0)
    if (person === 'health') {
      await checkPage(page)
      await picture(page, 'desktop-5-sign')
    }
    await page.getByRole('button', { name: 'Sign the confidentiality agreement' }).click()
    await expect(
      page.getByRole('heading', { name: 'Confidentiality agreement of this meeting' }),
    ).toHaveCount(0)
    await expect(page.getByRole('link', { name: caseReference })).toHaveCount(person === 'police' ? 0 : 1)
  }
})

test('MTG-7 CON-4 ACT-1 the room hears her first, then each agency; plans, decides, and agrees an action for housing', async ({
  visit,
  clock,
}) => {
  await clock('2026-04-09T10:00:00+01:00')
  const room = await visit('coordinator', meeting)
  await room.getByRole('button', { name: 'Open the meeting' }).click()
  await expect(room.getByText('Open now')).toBeVisible()
  await room.getByRole('link', { name: caseReference }).click()
  await expect(room.getByRole('heading', { name: 'In the room' })).toBeVisible()
  item = new URL(room.url()).pathname
  await expect(room.getByRole('heading', { level: 2 }).first()).toHaveText('Her voice')
  await expect(main(room)).toContainText('I don’t want my brother to hear of this.')

  const health = await visit('health', item)
  await health.getByLabel('What does your agency share?').fill('Seen on Monday: bruising, no other injury.')
  await health.getByRole('button', { name: 'Add it to the case' }).click()
  await expect(main(health)).toContainText('Dr. Ruth Amadi')

  await expect(main(room)).toContainText('Seen on Monday: bruising', live)
  await addToPlan(
    room,
    'What keeps her safe',
    'Outreach walks with her; the van’s number is known to the team.',
  )
  await addToPlan(room, 'What she needs', 'A room of her own first. Health sees her there.')
  await room.getByLabel('Decisions').fill('Housing offers a room this week.')
  await room.getByLabel('Who tells her').fill('Jo, at the van, on Thursday night.')
  await room.getByRole('heading', { name: 'Agree an action' }).click()
  await expect(room.getByText('Saved 10:00')).toBeVisible()
  await room.getByLabel('Which agency does it?').selectOption({ label: 'Harbour Homes' })
  await room.getByLabel('What is to be done?').fill('Offer a room with a lock')
  await room.getByLabel('Why?', { exact: true }).first().fill('She sleeps where he knows to look')
  await room.getByLabel('Day').fill('16')
  await room.getByLabel('Month').fill('4')
  await room.getByLabel('Year').fill('2026')
  await expect(main(room)).toContainText('by Thursday 16 April, end of day')
  await checkPage(room)
  await picture(room, 'desktop-6-room')
  await room.getByRole('button', { name: 'Agree the action' }).click()
  await expect(room.getByRole('link', { name: 'Offer a room with a lock' })).toBeVisible()
  await room.getByRole('button', { name: 'This case is discussed' }).click()
  await expect(room.getByText('Discussed', { exact: true })).toBeVisible()
})

test('MTG-8 MTG-4 the meeting closes, and each reads the minutes of what its agency may see', async ({
  visit,
  clock,
  jobs,
}) => {
  await clock('2026-04-09T10:20:00+01:00')
  const room = await visit('coordinator', meeting)
  await room.getByRole('button', { name: 'Close the meeting' }).click()
  await room.getByRole('button', { name: 'Close it and compile the minutes' }).click()
  await expect(room.getByText('Closed', { exact: true })).toBeVisible()
  await room.getByRole('link', { name: 'Minutes', exact: true }).click()
  await room.getByRole('button', { name: 'Distribute the minutes' }).click()
  await room.getByRole('button', { name: 'Distribute version 1' }).click()
  await expect(main(room)).toContainText('Version 1, distributed 9 April 2026, 10:20 by Ada Quist')
  await expect(main(room)).toContainText('STRICTLY CONFIDENTIAL')
  await expect(main(room)).toContainText('Copy of Ada Quist, Lantern')
  await expect(main(room)).toContainText('Housing offers a room this week.')
  await checkPage(room)
  await picture(room, 'desktop-7-minutes')
  await jobs()

  const police = await visit('police', `${meeting}/minutes`)
  await expect(main(police)).toContainText('No case of this meeting is one that your agency may see')
  await expect(main(police)).not.toContainText('Marnie')
  await expect(main(police)).not.toContainText('further items')
})

test('ACT-1 ACT-2 housing finds its action on “My work” and says what happened', async ({ as, clock }) => {
  await clock('2026-04-14T15:00:00+01:00')
  const page = await as('housing', phone)
  await expect(main(page)).toContainText('by Thursday 16 April, end of day')
  await checkPage(page)
  await picture(page, 'phone-7-housing-work')
  await page.getByRole('link', { name: 'Offer a room with a lock' }).click()
  await expect(page.getByRole('heading', { name: 'Offer a room with a lock' })).toBeVisible()
  await page
    .getByLabel('What happened?')
    .fill('She has had a room at the Quay since Monday, with her own key.')
  await checkPage(page)
  await page.getByRole('button', { name: 'Close it as done' }).click()
  await expect(page.getByText('This action is closed.')).toBeVisible()
  await expect(main(page)).toContainText('with her own key')
  await picture(page, 'phone-8-action-done')
})

test('ACC-7 the case shows the coordinator what was done and who has looked, and why they could', async ({
  visit,
  clock,
}) => {
  await clock('2026-04-14T16:00:00+01:00')
  const page = await visit('coordinator', caseAddress, desktop)
  await expect(main(page)).toContainText('I don’t want my brother to hear of this.')
  await checkPage(page)
  await picture(page, 'desktop-8-case')
  await page.goto(`${caseAddress}/actions`)
  await expect(page.getByRole('link', { name: 'Offer a room with a lock' })).toBeVisible()
  await page.goto(`${caseAddress}/access`)
  const table = page.getByRole('table', { name: /Who has looked/ })
  await expect(table).toContainText('Dr. Ruth Amadi')
  await expect(table).toContainText('Sam Osei')
  await expect(table).toContainText('Jo Mbeki')
  await expect(table).not.toContainText('Neil Vale')
  await checkPage(page)
  await picture(page, 'desktop-9-access')
  await page.goto(`${caseAddress}/timeline`)
  await checkPage(page)
  await picture(page, 'desktop-10-timeline')
})

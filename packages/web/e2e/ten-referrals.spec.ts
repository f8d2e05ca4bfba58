import { problems } from '@alongside/shared/problems'
import { answersByApi, ask, done, type Filed } from './by-api.ts'
import { checkPage, expect, type Page, picture, test } from './journey.ts'
import { fillForm, startForm, submit, vignette } from './referral-form.ts'

const main = (page: Page) => page.locator('main')
const moment = 'main .app-deadline'

/** Types that vignette as its author, at its hour, up to the check page. */
async function typed(
  { as, clock }: { as: (person: never) => Promise<Page>; clock: (instant: string) => Promise<void> },
  number: number,
) {
  const { by, at, answers } = vignette(number)
  await clock(at)
  const page = await as(by as never)
  await startForm(page)
  await fillForm(page, answers)
  return page
}

const toReferral = async (page: Page) => {
  await page.getByRole('link', { name: 'Read the referral' }).click()
  await expect(page.getByRole('heading', { name: /^Referral EMP-/ })).toBeVisible()
}
const light = (page: Page) => main(page).locator('.app-light__word').first()

/** The coordinator accepts the referral at that address to the meeting that it makes. */
async function acceptAt(page: Page, address: string) {
  await page.goto(address)
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(page.getByText('Nobody known to the partnership looks like the same person.')).toBeVisible()
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(main(page)).toContainText('On an agenda')
}

async function openSigned(page: Page, day: string) {
  await page.goto('/meetings')
  await page.getByRole('link', { name: day }).click()
  await page.getByRole('button', { name: 'Sign the confidentiality agreement' }).click()
  await page.getByRole('button', { name: 'Open the meeting' }).click()
  await expect(page.getByText('Open now')).toBeVisible()
}

test('6 · CON-3 ACC-3 Jo: amber twice, in time for 12 March; when her consent ends with the 20th, April’s agenda warns', async ({
  as,
  visit,
  clock,
  jobs,
}) => {
  const page = await typed({ as, clock }, 6)
  await expect(page.getByRole('region', { name: 'The light so far' })).toContainText('Amber')
  await submit(page)
  await expect(light(page)).toHaveText('Amber')
  await expect(page.locator(moment)).toContainText('by Tuesday 3 March, end of day')
  await expect(main(page)).toContainText('Once accepted it is heard on Thursday 12 March 2026.')
  await toReferral(page)
  await page.getByText('Why this light').click()
  await expect(main(page)).toContainText('Leaving prison or hospital in the next 4 weeks')
  await expect(main(page)).toContainText('Sleeping rough, or about to lose where she lives')
  const address = new URL(page.url()).pathname

  const coordinator = await as('coordinator')
  await acceptAt(coordinator, address)
  await clock('2026-03-12T10:00:00Z')
  await as('coordinator')
  await openSigned(coordinator, 'Thursday 12 March 2026, 10:00')
  await coordinator.getByRole('table', { name: 'Agenda' }).getByRole('link').click()
  await coordinator.getByText('Put it off to the next meeting').click()
  await coordinator.getByLabel('Why?', { exact: true }).last().fill('Her release address is not known yet')
  await coordinator.getByRole('button', { name: 'Put it off', exact: true }).click()
  await expect(coordinator.getByRole('heading', { name: 'Thursday 12 March 2026' })).toBeVisible()

  await clock('2026-03-20T23:59:00Z')
  await jobs()
  await visit('coordinator', '/meetings')
  await coordinator.getByRole('link', { name: 'Thursday 9 April 2026, 10:00' }).click()
  await expect(coordinator.getByText('No basis for sharing yet')).toHaveCount(0)
  await clock('2026-03-21T00:00:00Z')
  await jobs()
  await coordinator.reload()
  await expect(coordinator.getByText('No basis for sharing yet')).toBeVisible()
  await picture(coordinator, 'ten-6-no-basis')
})

test('1 · REF-8 REF-9 Marnie: red, due 20:20 British Summer Time, too late for 9 April and so for 14 May', async ({
  as,
  clock,
}) => {
  const page = await typed({ as, clock }, 1)
  await submit(page)
  await expect(light(page)).toHaveText('Red')
  await expect(page.locator(moment)).toContainText('in 4 hours — by Tuesday 31 March, 20:20')
  await expect(main(page)).toContainText('Once accepted it is heard on Thursday 14 May 2026.')
  await expect(main(page)).toContainText('You asked for an earlier meeting')
  await toReferral(page)

  const coordinator = await as('coordinator')
  await acceptAt(coordinator, new URL(page.url()).pathname)
  await expect(main(coordinator)).toContainText('For the meeting of Thursday 14 May 2026.')
})

test('3 · REF-4 CON-2 Kay: escalation is proposed; without consent nothing is submitted until its record is full', async ({
  as,
  clock,
}) => {
  const { by, at, answers } = vignette(3)
  await clock(at)
  const page = await as(by)
  await startForm(page)
  const { consent: _, ...withoutBasis } = answers
  await fillForm(page, withoutBasis, {
    look: async (heading) => {
      if (heading !== 'Why the meeting') return
      await expect(page.getByText('The figures speak for escalation')).toBeVisible()
    },
  })
  await page.getByRole('button', { name: 'Submit the referral' }).click()
  const summary = page.getByRole('alert')
  await expect(summary).toContainText(problems['referral.incomplete'].title)
  await summary
    .getByRole('link', { name: /consent/i })
    .first()
    .click()
  await page.getByRole('radio', { name: 'Sharing without consent' }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.goto(page.url().replace(/\/form\/.*/, '/check'))
  await page.getByRole('button', { name: 'Submit the referral' }).click()
  await expect(summary.getByRole('link', { name: /ground/i })).toBeVisible()
  await expect(summary.getByRole('link').nth(3)).toBeVisible()
  await checkPage(page)
  await picture(page, 'ten-3-refused')

  await page.goto(page.url().replace('/check', '/form'))
  await fillForm(page, answers)
  await submit(page)
  await expect(light(page)).toHaveText('Amber')
  await expect(page.locator(moment)).toContainText('by Thursday 7 May, end of day')
})

test('1 · MTG-7 Marnie is discussed on 14 May', async ({ as, clock }) => {
  await clock('2026-05-14T10:00:00+01:00')
  const page = await as('coordinator')
  await openSigned(page, 'Thursday 14 May 2026, 10:00')
  await page.getByRole('table', { name: 'Agenda' }).getByRole('link').first().click()
  await page.getByRole('button', { name: 'This case is discussed' }).click()
  await page
    .getByRole('dialog', { name: 'Nothing is recorded of this case' })
    .getByRole('button', { name: 'It is discussed all the same' })
    .click()
  await expect(page.getByText('Discussed', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: /^Meeting of/ }).click()
  await page.getByRole('button', { name: 'Close the meeting' }).click()
  await page.getByRole('button', { name: 'Close it and compile the minutes' }).click()
  await expect(page.getByText('Closed', { exact: true })).toBeVisible()
})

test('8 · REF-8 Bex: green, to the charity alone, whose clock runs; no meeting hears of it', async ({
  as,
  visit,
  clock,
}) => {
  const page = await typed({ as, clock }, 8)
  await submit(page)
  await expect(light(page)).toHaveText('Green')
  await expect(page.locator(moment)).toContainText('by Tuesday 14 July, end of day')
  await expect(main(page)).not.toContainText('for the meeting')
  await expect(main(page)).not.toContainText('it is heard on')

  const charity = await as('outreach')
  await expect(charity.getByRole('heading', { name: 'To answer' })).toBeVisible()
  await expect(main(charity)).toContainText('by Tuesday 14 July, end of day')
  const coordinator = await visit('coordinator', '/referrals?box=to_triage')
  // Kay's waits since May.
  await expect(coordinator.getByRole('rowheader')).toHaveCount(1)
  await expect(main(coordinator)).not.toContainText('Bex')
})

test('4 · REF-8 Dee: amber, due at the end of Tuesday, for Monday is a bank holiday', async ({
  as,
  clock,
}) => {
  const page = await typed({ as, clock }, 4)
  await submit(page)
  await expect(light(page)).toHaveText('Amber')
  await expect(page.locator(moment)).toContainText('by Tuesday 1 September, end of day')
})

test('5 · REF-3 SAF-1 “A.” may be a child: children’s social care at once, a clock, and no referral is kept', async ({
  as,
  clock,
}) => {
  const { by, at, answers } = vignette(5)
  await clock(at)
  const page = await as(by)
  const id = await startForm(page)
  await fillForm(page, answers, { until: 'Who she is, and how to reach her safely' })
  const told = page.getByRole('region', { name: 'She is or may be under 18' })
  await expect(told).toContainText('Someone under 18 is never listed for the meeting.')
  await expect(told).toContainText('01632 960001')
  await checkPage(page)
  await picture(page, 'ten-5-under-18')
  await page.getByRole('button', { name: 'Record it and close this referral' }).click()
  await expect(told.getByRole('link', { name: 'Say whether you are telling them now' })).toBeVisible()
  await page.getByLabel('Yes, now').check()
  await page.getByRole('button', { name: 'Record it and close this referral' }).click()
  await expect(page.getByText('No meeting referral is kept')).toBeVisible()
  await expect(page.locator(moment)).toBeVisible()
  await page.getByRole('link', { name: 'Go to my work' }).click()
  await expect(page.getByRole('heading', { name: 'Tell children’s social care' })).toBeVisible()
  await picture(page, 'ten-5-my-work')
  // Those that she agreed to share with every agency stand there; of this one nothing does.
  await page.goto('/referrals')
  await expect(page.getByRole('row', { name: /Dee/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /A\./ })).toHaveCount(0)
  expect((await ask(page, 'GET', `/v1/referrals/${id}`)).status).toBe(404)
})

test('7 · REF-10 Marnie again is offered as the same person: red before and red now, and what escalated since 14 May', async ({
  as,
  visit,
  clock,
}) => {
  const page = await typed({ as, clock }, 7)
  await submit(page)
  await expect(light(page)).toHaveText('Red')
  await expect(main(page)).toContainText('Once accepted it is heard on Thursday 12 November 2026.')
  await toReferral(page)
  const coordinator = await visit('coordinator', new URL(page.url()).pathname)
  await expect(main(coordinator)).toContainText('Since the meeting of 14 May her brother has found her')
  await coordinator.getByRole('button', { name: 'Accept', exact: true }).click()
  const same = coordinator.getByRole('group', { name: 'Is she one of these?' })
  await expect(same).toContainText('Born 14 February 1991. Last discussed on 14 May 2026.')
  await checkPage(coordinator)
  await picture(coordinator, 'ten-7-same-person')
  await same.getByRole('radio', { name: 'Marnie' }).first().check()
  await coordinator.getByRole('button', { name: 'Accept', exact: true }).click()
  await coordinator.getByRole('button', { name: 'Accept and join' }).click()
  await expect(main(coordinator)).toContainText('On an agenda')
  await coordinator.getByRole('link', { name: /^Case EMP-/ }).click()
  const joined = coordinator.getByText('This file goes on as')
  await joined.getByRole('link').click()
  await expect(main(coordinator)).toContainText('goes on in this one')
  await coordinator
    .getByRole('navigation', { name: 'The case' })
    .getByRole('link', { name: 'Referrals' })
    .click()
  const rows = coordinator.getByRole('table').getByRole('row')
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(1)).toContainText('Red')
  await expect(rows.nth(2)).toContainText('Red')
  await picture(coordinator, 'ten-7-referrals')
})

test('10 · API-4 REF-6 REF-8 a case system sends four ambers twice under one key: one referral, red, due 03:59:30', async ({
  as,
  clock,
}) => {
  const { by, at } = vignette(10)
  await clock(at)
  const page = await as(by)
  const answers = await answersByApi(page, 10)
  const file = (key: string) => ask(page, 'POST', '/v1/referrals', { body: { answers }, key })
  const first = await file('0f8e5c1a-2e0e-4e33-9a44-6a7f0d1b2c3d')
  const second = await file('0f8e5c1a-2e0e-4e33-9a44-6a7f0d1b2c3d')
  expect(second).toEqual(first)
  const { id, version } = first.body as Filed
  const send = { version, key: '1f8e5c1a-2e0e-4e33-9a44-6a7f0d1b2c3d' }
  const submitted = await done<Filed & { recipients: { dueAt: string }[]; light: string }>(
    page,
    'POST',
    `/v1/referrals/${id}/submission`,
    send,
  )
  expect(await done(page, 'POST', `/v1/referrals/${id}/submission`, send)).toEqual(submitted)
  expect(submitted.light).toBe('red')
  expect(submitted.recipients.map(({ dueAt }) => Date.parse(dueAt))).toEqual([
    Date.parse('2026-10-24T03:59:30+01:00'),
  ])
  await page.goto('/referrals?box=written_by_me')
  await expect(page.getByRole('row', { name: /Sal/ })).toHaveCount(1)
  await expect(page.getByRole('row', { name: /Sal/ })).toContainText('by Saturday 24 October, 03:59')
  await page.goto(`/referrals/${id}`)
  await page.getByText('Why this light').click()
  await expect(main(page)).toContainText('By the rules it is red')
})

test('9 · CON-2 SAF-2 Lorraine: red; capacity asks for assessor, date and decision; safeguarding adults is opened', async ({
  as,
  clock,
}) => {
  const page = await typed({ as, clock }, 9)
  await expect(main(page)).toContainText('R. Okoye, social worker')
  await expect(main(page)).toContainText('26 November 2026')
  await submit(page)
  await expect(light(page)).toHaveText('Red')
  await expect(page.locator(moment)).toContainText('by Monday 30 November, 14:00')
  await expect(main(page)).toContainText('Once accepted it is heard on Thursday 10 December 2026.')
  await page.getByRole('link', { name: 'Go to my work' }).click()
  // Who wrote it is of that very team: nobody is told to tell themselves.
  await expect(page.getByRole('heading', { name: 'For your own team' })).toBeVisible()
})

test('2 · REF-8 CON-1 Temi: red, due 15:00 the same day, for 14 January', async ({ as, clock }) => {
  const page = await typed({ as, clock }, 2)
  await expect(main(page)).toContainText('An interpreter')
  await submit(page)
  await expect(light(page)).toHaveText('Red')
  await expect(page.locator(moment)).toContainText('in 4 hours — by Monday 21 December, 15:00')
  await expect(main(page)).toContainText('Once accepted it is heard on Thursday 14 January 2027.')
})

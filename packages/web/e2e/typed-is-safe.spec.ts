import { accept, done, type Filed, file } from './by-api.ts'
import { checkPage, desktop, expect, type Page, phone, picture, test } from './journey.ts'
import { startForm } from './referral-form.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
const toPutRight = (page: Page) => page.getByRole('region', { name: 'To put right' })
const sleeps = 'Where does she sleep?'
const where = 'Where and when? (optional)'
const date = (page: Page) => page.getByRole('group', { name: 'Date of birth' })
const at = { referral: '', meeting: '', item: '' }

async function open(page: Page, path: string) {
  await page.goto(path)
  await expect(page.locator('h1')).toBeVisible()
}

/** Types a date of birth, part by part, and goes on to another field. */
async function typeDate(page: Page, day: string, month: string, year: string) {
  await date(page).getByLabel('Day').fill(day)
  await date(page).getByLabel('Month').fill(month)
  await date(page).getByLabel('Year').fill(year)
  await page.getByLabel('Her language (optional)').focus()
}

async function expectDate(page: Page, day: string, month: string, year: string) {
  await expect(date(page).getByLabel('Day')).toHaveValue(day)
  await expect(date(page).getByLabel('Month')).toHaveValue(month)
  await expect(date(page).getByLabel('Year')).toHaveValue(year)
}

/** The tab dies, as when a phone runs out of memory: no handler of the page runs. Gives a new one, at the same address. */
async function crashed(page: Page): Promise<Page> {
  const [context, address] = [page.context(), page.url()]
  const died = page.waitForEvent('crash')
  const devtools = await context.newCDPSession(page)
  void devtools.send('Page.crash').catch(() => undefined)
  await died
  const next = await context.newPage()
  await open(next, address)
  return next
}

test('REF-12 what is pasted fits; one character more than fits is held by itself, named on every page, at submission and at sign-out', async ({
  as,
  clock,
}) => {
  await clock('2026-03-01T22:10:00Z')
  const page = await as('outreach', phone)
  at.referral = `/referrals/${await startForm(page)}`
  await open(page, `${at.referral}/form/whereabouts`)
  await page.getByLabel(where).fill('A line of plain text. '.repeat(200).slice(0, 4001))
  await expect(page.getByText('Saved 22:10', { exact: true })).toBeVisible()

  const tooLong = 'A stairwell. '.repeat(700).slice(0, 8001)
  await page.getByLabel(sleeps).fill(tooLong)
  await page.getByLabel(where).fill('After ten, by the old cinema')
  await expect(page.getByText('Everything else saved 22:10')).toBeVisible()
  await expect(main(page)).toContainText('You have 1 character too many')
  const words = 'Where she sleeps: 1 character too many. Shorten it to 8,000. It is kept on this device alone'
  await expect(toPutRight(page)).toContainText(words)
  await checkPage(page)
  await picture(page, 'safe-1-too-long')

  await page.reload()
  await expect(page.getByLabel(sleeps)).toHaveValue(tooLong)
  await expect(page.getByLabel(where)).toHaveValue('After ten, by the old cinema')
  for (const path of ['', '/form', '/form/children', '/form/consent', '/check']) {
    await open(page, `${at.referral}${path}`)
    await expect(toPutRight(page)).toContainText(words)
  }
  await page.getByRole('button', { name: 'Submit the referral' }).click()
  await expect(page.locator('.govuk-error-summary')).toContainText('Where she sleeps: 1 character too many')
  await picture(page, 'safe-2-submission')
  const { answers } = await done<{ answers: { whereabouts: object } }>(page, 'GET', `/v1${at.referral}`)
  expect(answers.whereabouts).toEqual({ where: 'After ten, by the old cinema' })

  await page.getByRole('button', { name: /: account$/ }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  const question = page.getByRole('dialog', { name: 'This has not reached the server' })
  await expect(question).toContainText('Where she sleeps')
  await picture(page, 'safe-3-sign-out')
  await question.getByRole('button', { name: 'Stay signed in' }).click()

  await toPutRight(page).getByRole('link', { name: 'Where she sleeps' }).click()
  await expect(page.getByLabel(sleeps)).toBeFocused()
  await page.getByLabel(sleeps).fill('A stairwell')
  await expect(page.getByText('Saved 22:10', { exact: true })).toBeVisible()
  await expect(toPutRight(page)).toHaveCount(0)
})

test('REF-1 REF-3 a date typed as 14 2 10 is kept as typed, read back as a question, named on every page and not submitted past', async ({
  as,
}) => {
  const page = await as('outreach', phone)
  await open(page, `${at.referral}/form/person`)
  await typeDate(page, '14', '2', '10')
  const question = '2010? Then she is under 18.'
  await expect(date(page)).toContainText(question)
  await expect(page.getByText('Saved 22:10', { exact: true })).toBeVisible()
  await checkPage(page)
  await picture(page, 'safe-4-read-back')
  for (const path of ['', '/form', '/form/whereabouts', '/check']) {
    await open(page, `${at.referral}${path}`)
    await expect(toPutRight(page)).toContainText(`Date of birth: ${question}`)
  }
  await page.getByRole('button', { name: 'Submit the referral' }).click()
  await expect(page.locator('.govuk-error-summary')).toContainText(`Date of birth: ${question}`)

  const desk = await as('outreach', desktop)
  await open(desk, `${at.referral}/form/person`)
  await expectDate(desk, '14', '2', '10')
  await expect(date(desk)).toContainText(question)
  await picture(desk, 'safe-5-read-back-desk')
  await desk.getByRole('button', { name: 'Yes, 14 February 2010' }).click()
  await expect(main(desk)).toContainText('Tell children’s social care now')
  await expect(desk.getByText('Saved 22:10', { exact: true })).toBeVisible()
})

test.describe('REF-1 a date that is none yet', () => {
  for (const [day, month, year, words] of [
    ['14', '2', '91', '1991? Write the year in four digits'],
    ['31', '2', '1990', 'February 1990 has no day 31'],
    ['14', '13', '1990', 'There is no month 13'],
  ] as const)
    test(`REF-1 “${day} ${month} ${year}” comes back as typed after a reload, and is named`, async ({
      as,
    }) => {
      const page = await as('outreach', phone)
      await open(page, `${at.referral}/form/person`)
      await typeDate(page, day, month, year)
      await expect(date(page)).toContainText(words)
      await expect(page.getByText('Saved 22:10', { exact: true })).toBeVisible()
      await page.reload()
      await expectDate(page, day, month, year)
      await expect(toPutRight(page)).toContainText(`Date of birth: ${words}`)
    })
})

test.describe('REF-2, REF-5 what is known of a date of birth is kept, and read back', () => {
  for (const [day, month, year, words] of [
    ['', '', '1990', 'Born 1990: she is 35 or 36 now.'],
    ['14', '', '1990', 'Born 1990 (day 14, month not known): she is 35 or 36 now.'],
  ] as const)
    test(`REF-2 “${day} ${month} ${year}” is as much as is known`, async ({ as }) => {
      const page = await as('outreach', phone)
      await open(page, `${at.referral}/form/person`)
      await typeDate(page, day, month, year)
      await expect(main(page)).toContainText(words)
      await expect(page.getByText('Saved 22:10', { exact: true })).toBeVisible()
      await page.reload()
      await expectDate(page, day, month, year)
      await expect(toPutRight(page)).toHaveCount(0)
    })
})

test('REF-3, REF-5 a date to come is a fault at its field, and no way of a child; what contradicts it is asked about', async ({
  as,
}) => {
  const page = await as('outreach', phone)
  await open(page, `${at.referral}/form/person`)
  await typeDate(page, '14', '2', '2090')
  await expect(date(page)).toContainText('A date of birth cannot be to come')
  await expect(main(page)).not.toContainText('Tell children’s social care now')
  await typeDate(page, '', '', '1990')
  await page.getByLabel('She may be under 18').check()
  await expect(main(page)).toContainText(
    'You say that she may be under 18, and by her date of birth she is 35 or 36',
  )
  await expect(main(page)).toContainText('Tell children’s social care now')
  await page.getByLabel('18 or over').check()
  await expect(main(page)).not.toContainText('Tell children’s social care now')
  await picture(page, 'safe-6-age')
  await checkPage(page)
})

test('the scene: a case on the agenda of a meeting', async ({ clock, byApi }) => {
  await clock('2026-03-02T10:00:00Z')
  const filed = await file(await byApi('probation'), 6)
  const coordinator = await byApi('coordinator')
  const accepted = (await accept(coordinator, filed)) as Filed & {
    meetingId: string
    meetingStartsAt: string
  }
  at.meeting = `/meetings/${accepted.meetingId}`
  await clock(accepted.meetingStartsAt)
  for (const person of ['housing', 'coordinator'] as const)
    await done(await byApi(person), 'POST', `/v1${at.meeting}/signatures`, { body: { agreed: true } })
  const { version } = await done<{ version: number }>(coordinator, 'GET', `/v1${at.meeting}`)
  const opened = await done<{ agenda: { id: string }[] }>(coordinator, 'POST', `/v1${at.meeting}/opening`, {
    version,
  })
  at.item = `/agenda-items/${opened.agenda[0]?.id}`
})

test('MTG-3 REF-12 the tab is killed while an agency writes down what it knows: nothing typed is lost', async ({
  as,
  world,
}) => {
  const page = await as('housing', phone)
  await open(page, `${at.item}/research`)
  world.loseSaves(true)
  await page.getByLabel('What?', { exact: true }).fill('Evicted from the flat')
  await page.getByLabel('Opinion').fill('A room with a warden would suit her')
  await expect(page.getByText('Not saved — kept on this device')).toBeVisible()
  const again = await crashed(page)
  await expect(again.getByLabel('What?', { exact: true })).toHaveValue('Evicted from the flat')
  await expect(again.getByLabel('Opinion')).toHaveValue('A room with a warden would suit her')
  await picture(again, 'safe-6-research')
  world.loseSaves(false)
  await again.getByLabel('How do you know?').fill('Tenancy file')
  await expect(again.getByText(/^Saved \d/)).toBeVisible()
  const { content } = await done<{ content: object }>(again, 'GET', `/v1${at.item}/research`)
  expect(content).toMatchObject({
    facts: [{ what: 'Evicted from the flat', source: 'Tenancy file', when: '' }],
    opinion: 'A room with a warden would suit her',
  })
})

test('MTG-8 REF-12 the tab is killed while the coordinator words the minutes: nothing typed is lost', async ({
  as,
  world,
}) => {
  const page = await as('coordinator')
  const item = `/v1${at.item}`
  const { version } = await done<{ version: number }>(page, 'GET', item)
  const recorded = await done<{ version: number }>(page, 'PATCH', item, {
    version,
    body: { decisions: 'Housing looks at it again.' },
  })
  await done(page, 'POST', `${item}/closing`, { version: recorded.version })
  await open(page, at.meeting)
  await page.getByRole('button', { name: 'Close the meeting' }).click()
  await page.getByRole('button', { name: 'Close it and compile the minutes' }).click()
  await page.getByRole('link', { name: 'Minutes', exact: true }).click()
  const [notes, decisions] = ['Notes of the meeting', /^Decisions, /] as const
  await expect(page.getByLabel(decisions)).toHaveValue('Housing looks at it again.')
  world.loseSaves(true)
  await page.getByLabel(decisions).fill('Housing looks at her application again.')
  await page.getByLabel(notes).fill('Begun at ten.')
  await expect(page.getByText('Not saved — kept on this device')).toHaveCount(2)
  const again = await crashed(page)
  await expect(again.getByLabel(decisions)).toHaveValue('Housing looks at her application again.')
  await expect(again.getByLabel(notes)).toHaveValue('Begun at ten.')
  await expect(again.getByRole('button', { name: 'Distribute the minutes' })).toBeVisible()
  await expect(main(again)).toContainText('What is typed above is not saved yet.')
  await picture(again, 'safe-7-minutes')
  world.loseSaves(false)
  await again.getByLabel(notes).fill('Begun at ten, ended at noon.')
  await again.getByLabel(decisions).fill('Housing looks at her application again on Monday.')
  await expect(again.getByText(/^Saved \d/)).toHaveCount(2)
  await again.reload()
  await expect(again.getByLabel(notes)).toHaveValue('Begun at ten, ended at noon.')
  await expect(again.getByLabel(decisions)).toHaveValue('Housing looks at her application again on Monday.')
})

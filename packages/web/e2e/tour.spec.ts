import type { PersonName } from '../../api/src/demo/cast.ts'
import { accept, distribute, done, type Filed, file } from './by-api.ts'
import { checkPage, checkWidth, desktop, expect, names, type Page, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const widths = { narrow: 320, phone: 390, desk: 1280 }
const sections = [
  ...['for-whom', 'person', 'whereabouts', 'children', 'indicators', 'criterion', 'consent', 'safeguarding'],
  ...['her-voice', 'request', 're-referral', 'about-you', 'equality'],
]
const caseSections = [
  ...[
    'timeline',
    'referrals',
    'consent',
    'voice',
    'plan',
    'actions',
    'access',
    'record-consent',
    'without-consent',
  ],
  ...['outcomes', 'record-outcomes', 'same-person', 'counted', 'reach'],
]

const at: Record<'referral' | 'draft' | 'case' | 'meeting' | 'item' | 'action', string> = {
  referral: '',
  draft: '',
  case: '',
  meeting: '',
  item: '',
  action: '',
}

/** Every width for what sticks out; axe where the layout differs most. */
async function visit(page: Page, address: string) {
  await page.setViewportSize({ width: widths.desk, height: 900 })
  await page.goto(address)
  await checkPage(page)
  await page.setViewportSize({ width: widths.phone, height: 844 })
  await checkWidth(page)
  await page.setViewportSize({ width: widths.narrow, height: 640 })
  await checkPage(page)
}

test('the scene: a case of five agencies, discussed, with an action that is late', async ({
  as,
  clock,
  jobs,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const referrer = await byApi('probation')
  const filed = await file(referrer, 6)
  const coordinator = await as('coordinator')
  const accepted = (await accept(coordinator, filed)) as Filed & { meetingId: string }
  await clock('2026-03-12T10:00:00Z')
  await as('coordinator')
  const meeting = `/v1/meetings/${accepted.meetingId}`
  await done(coordinator, 'POST', `${meeting}/signatures`, { body: { agreed: true } })
  const opened = await done<{ agenda: { id: string }[] }>(coordinator, 'POST', `${meeting}/opening`, {
    version: (await done<{ version: number }>(coordinator, 'GET', meeting)).version,
  })
  const item = `/v1/agenda-items/${opened.agenda[0]?.id}`
  await done(coordinator, 'POST', `${item}/contributions`, { body: { words: 'Met her at the gate twice.' } })
  await planFor(coordinator, item, accepted.caseId)
  const { id: actionId } = await agreeForHousing(coordinator, item)
  Object.assign(at, {
    referral: `/referrals/${filed.id}`,
    case: `/cases/${accepted.caseId}`,
    meeting: `/meetings/${accepted.meetingId}`,
    item: `/agenda-items/${opened.agenda[0]?.id}`,
    action: `/actions/${actionId}`,
  })
  await clock('2026-03-19T09:00:00Z')
  await jobs()
})

/** PLN-1: a line that stands with its first step, and one that is proposed. */
async function planFor(coordinator: Page, item: string, caseId: string): Promise<void> {
  const leadAgencyId = await housingOf(coordinator)
  await done(coordinator, 'POST', `${item}/plan-lines`, {
    body: {
      ...{ part: 'risk', area: 'safety', leadAgencyId, words: 'The night worker walks her to the door.' },
      ...{ forHer: 'Somebody walks you to the door at night.', herWords: 'I don’t like the stairs.' },
      firstStep: { what: 'Ask the night worker', dueOn: '2026-03-26' },
    },
  })
  await done(coordinator, 'POST', `/v1/cases/${caseId}/plan-lines`, {
    body: { part: 'goal', area: 'family', words: 'She sees her nan at Easter.', leadAgencyId },
  })
}

async function housingOf(coordinator: Page): Promise<string> {
  const { agencies } = await done<{ agencies: { id: string; name: string }[] }>(
    coordinator,
    'GET',
    '/v1/partnership',
  )
  return agencies.find(({ name }) => name === 'Harbour Homes')?.id ?? ''
}

async function agreeForHousing(coordinator: Page, item: string): Promise<{ id: string }> {
  const body = {
    ownerAgencyId: await housingOf(coordinator),
    what: 'Find a room from the day of release',
    why: 'No address to go to',
    dueOn: '2026-03-18',
    priority: 'urgent',
  }
  const agreed = await done<{ id: string; actions?: { id: string }[] }>(
    coordinator,
    'POST',
    `${item}/actions`,
    {
      body,
    },
  )
  return agreed.actions?.[0] ?? agreed
}

test('PLN-1 who leads a line takes a step on between meetings, and the case says what comes next', async ({
  as,
}) => {
  const page = await as('housing')
  await page.goto(`${at.case}/plan`)
  await page
    .getByRole('button', { name: /^Add a step/ })
    .first()
    .click()
  await page.getByLabel('What is to be done?').fill('Mend the light on the stairs')
  for (const [part, value] of [
    ['Day', '24'],
    ['Month', '3'],
    ['Year', '2026'],
  ] as const)
    await page.getByLabel(part).first().fill(value)
  await page.getByRole('button', { name: 'Add the step' }).click()
  await expect(page.getByRole('status').first()).toContainText('A step is added')
  await page.goto(at.case)
  await expect(page.locator('.app-plan__next')).toContainText(
    'Mend the light on the stairs, Harbour Homes, by',
  )
  await page.getByRole('link', { name: 'Mend the light on the stairs' }).first().click()
  await page.getByRole('link', { name: 'Her plan' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'The plan' })).toBeVisible()
  await checkPage(page)
})

test('the coordinator’s lists', async ({ as }) => {
  const page = await as('coordinator')
  for (const address of [
    '/',
    '/notifications',
    '/monitoring',
    '/monitoring/figures',
    '/reports',
    '/referrals',
    '/referrals/new',
    '/cases',
    '/meetings',
    '/meetings?when=past',
    '/actions',
    '/agreements',
    '/attendance',
    '/members',
    '/audit',
    '/notifications?show=all',
  ])
    await visit(page, address)
})

test('what the coordinator sees of the referral, of its case and of the meeting', async ({ as }) => {
  const page = await as('coordinator')
  for (const address of [
    at.referral,
    `${at.referral}/comparison`,
    at.case,
    ...caseSections.map((section) => `${at.case}/${section}`),
    at.action,
    at.meeting,
    `${at.meeting}/who-can-come`,
    `${at.meeting}/agenda`,
    at.item,
    `${at.item}/research`,
  ])
    await visit(page, address)
})

test('on a phone the pages of her case are one row, with the current one in sight', async ({ as }) => {
  const page = await as('coordinator')
  await page.setViewportSize({ width: widths.phone, height: 844 })
  await page.goto(`${at.case}/access`)
  const row = page.getByRole('navigation', { name: 'The case' })
  await expect(row.getByRole('link', { name: 'Who has looked' })).toBeInViewport()
  expect((await row.boundingBox())?.height).toBeLessThan(80)
})

test('the room, for who leads, notes and takes part, and the wall', async ({ as }) => {
  const page = await as('coordinator')
  await done(page, 'POST', `/v1${at.item}/start`)
  for (const view of ['room?view=chair', 'room?view=notes', 'room?view=member', 'screen'])
    await visit(page, `${at.meeting}/${view}`)
  const { name } = await done<{ name: string }>(page, 'GET', `/v1${at.item}`)
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
})

test('every page of the form, empty and in want of answers', async ({ as }) => {
  const page = await as('outreach')
  const { id } = await done<Filed>(page, 'POST', '/v1/referrals', {
    body: { answers: { addressedTo: { meeting: true } } },
  })
  at.draft = `/referrals/${id}`
  await visit(page, `${at.draft}/form`)
  for (const section of sections) await visit(page, `${at.draft}/form/${section}?mend=true`)
  await visit(page, `${at.draft}/check`)
  await page.getByRole('button', { name: 'Submit the referral' }).click()
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await expect(page.getByRole('link', { name: /^Answer the 2\d questions about risk/ })).toBeVisible()
  await checkPage(page)
  await picture(page, 'tour-320-refused')
})

for (const [person, addresses] of [
  ['housing', () => ['/', '/referrals', '/cases', at.case, at.meeting, '/actions', at.action, '/agreements']],
  ['chair', () => ['/', at.meeting, '/agreements']],
  ['steering', () => ['/', '/notifications', '/reports', '/monitoring', '/cases', '/agreements']],
] satisfies [PersonName, () => string[]][])
  test(`the pages of ${person}`, async ({ as }) => {
    const page = await as(person)
    for (const address of addresses()) await visit(page, address)
    await page.setViewportSize(desktop)
  })

test('the pages of a stranger: signing in, an invitation, and an address that leads nowhere', async ({
  stranger,
}) => {
  const page = await stranger()
  for (const address of ['/sign-in', '/invitation', '/nowhere']) await visit(page, address)
})

test('MTG-4 every sheet of the minutes says STRICTLY CONFIDENTIAL and whose copy it is', async ({ as }) => {
  const page = await as('coordinator')
  const { version } = await done<{ version: number }>(page, 'GET', `/v1${at.item}`)
  await done(page, 'POST', `/v1${at.item}/closing`, { version })
  const meeting = await done<{ version: number }>(page, 'GET', `/v1${at.meeting}`)
  await done(page, 'POST', `/v1${at.meeting}/closing`, { version: meeting.version })
  await visit(page, `${at.meeting}/minutes`)
  await distribute(page, `/v1${at.meeting}`)
  await visit(page, `${at.meeting}/minutes`)
  await page.setViewportSize(desktop)
  await page.emulateMedia({ media: 'print' })
  const mark = page.locator('.app-sheets__mark')
  await expect(mark).toHaveText('STRICTLY CONFIDENTIAL Copy of Ada Quist, Lantern')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await picture(page, 'tour-minutes-on-paper')
  const pdf = await page.pdf({ tagged: true, path: 'test-results/pictures/minutes.pdf' })
  // What a browser repeats at the top of each sheet is a table's header group.
  expect(await mark.evaluate((element) => getComputedStyle(element).display)).toBe('table-header-group')
  expect(pdf.byteLength).toBeGreaterThan(5_000)
  await page.emulateMedia({ media: 'screen' })
  for (const kind of ['minutes', 'action-log']) {
    await visit(page, `${at.meeting}/papers/${kind}`)
    await picture(page, `tour-paper-${kind}`)
  }
})

test('no address and no title names anybody', async ({ as }) => {
  const page = await as('coordinator')
  for (const address of Object.values(at)) {
    await page.goto(address)
    await expect(page).toHaveTitle(/ – Alongside$/)
    expect(`${page.url()} ${await page.title()}`).not.toMatch(names)
  }
})

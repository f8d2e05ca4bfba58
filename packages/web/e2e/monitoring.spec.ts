import { readFile } from 'node:fs/promises'
import { pagesOf } from '../../api/test/pages-of-pdf.ts'
import { accept, done, type Filed, file } from './by-api.ts'
import { checkPage, desktop, expect, type Page, phone, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.getByRole('main')
let caseId = ''
let report = ''

/** Every width that the tour asks for. */
async function check(page: Page, name: string) {
  await page.setViewportSize(desktop)
  await checkPage(page)
  await picture(page, name)
  await page.setViewportSize(phone)
  await checkPage(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await checkPage(page)
  await picture(page, `${name}-320`)
  await page.setViewportSize(desktop)
}

/** Opens the meeting, discusses its cases with an action of housing in each, and closes it. */
async function meet(coordinator: Page, meeting: string, agencyId: string | undefined) {
  await done(coordinator, 'POST', `${meeting}/signatures`, { body: { agreed: true } })
  const { version } = await done<{ version: number }>(coordinator, 'GET', meeting)
  const { agenda } = await done<{ agenda: { id: string }[] }>(coordinator, 'POST', `${meeting}/opening`, {
    version,
  })
  for (const { id } of agenda) {
    const item = `/v1/agenda-items/${id}`
    await done(coordinator, 'POST', `${item}/start`)
    await done(coordinator, 'POST', `${item}/actions`, {
      body: {
        ownerAgencyId: agencyId,
        what: 'Find a room from the day of release',
        why: 'No address to go to',
        dueOn: '2026-03-18',
        priority: 'usual',
      },
    })
    const now = await done<{ version: number }>(coordinator, 'GET', item)
    await done(coordinator, 'POST', `${item}/closing`, { version: now.version })
  }
  const open = await done<{ version: number }>(coordinator, 'GET', meeting)
  await done(coordinator, 'POST', `${meeting}/closing`, { version: open.version })
}

test('the scene: seven people discussed, an action of housing for each, and one who withdrew her consent', async ({
  as,
  clock,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const probation = await byApi('probation')
  const filed: Filed[] = []
  const told = [
    undefined,
    ...Array<'bisexual'>(3).fill('bisexual'),
    ...Array<'gay_or_lesbian'>(3).fill('gay_or_lesbian'),
  ]
  for (const [at, orientation] of told.entries())
    filed.push(
      await file(probation, 6, (answers) => ({
        ...answers,
        equality: {
          sex: 'female',
          ...(at > 0 && { ethnicity: 'irish' }),
          ...(orientation && { sexualOrientation: orientation }),
        },
      })),
    )
  const coordinator = await as('coordinator')
  const accepted: (Filed & { meetingId: string })[] = []
  for (const one of filed) accepted.push((await accept(coordinator, one)) as Filed & { meetingId: string })
  await clock('2026-03-12T10:00:00Z')
  await as('coordinator')
  const { agencies } = await done<{ agencies: { id: string; name: string }[] }>(
    coordinator,
    'GET',
    '/v1/partnership',
  )
  const housing = agencies.find(({ name }) => name === 'Harbour Homes')?.id
  await meet(coordinator, `/v1/meetings/${accepted[0]?.meetingId}`, housing)
  caseId = accepted[0]?.caseId ?? ''
  const { consents } = await done<{ consents: { id: string }[] }>(
    coordinator,
    'GET',
    `/v1/cases/${accepted[1]?.caseId}`,
  )
  await done(coordinator, 'POST', `/v1/consents/${consents[0]?.id}/withdrawal`, {
    body: { how: 'She said so at the gate.' },
  })
})

test('MON-1 what is counted of her is asked later: every question can be skipped, and silence is kept apart', async ({
  visit,
}) => {
  const page = await visit('probation', `/cases/${caseId}`)
  await page.getByRole('link', { name: 'What monitoring counts of her' }).click()
  await expect(main(page)).toContainText('Not yet asked')
  await page.getByText('Ask later, or put right').click()
  await page.getByRole('button', { name: 'Record her answers' }).click()
  await expect(page.locator('.govuk-error-summary')).toContainText('Choose an answer that changes')
  await check(page, 'monitoring-counted-of-her')
  await page.getByLabel('Ethnicity').selectOption('Irish')
  await page.getByRole('group', { name: 'Sexual orientation' }).getByLabel('Prefers not to say').check()
  await page
    .getByRole('group', { name: /health condition/ })
    .getByLabel('Yes')
    .check()
  await page.getByLabel('Yes, a little').check()
  await page.getByRole('button', { name: 'Record her answers' }).click()
  await expect(page.getByText('Recorded', { exact: true })).toBeVisible()
  const list = page.locator('.govuk-summary-list')
  await expect(list).toContainText('EthnicityIrish')
  await expect(list).toContainText('Sexual orientationPrefers not to say')
  await expect(list).toContainText('DisabilityYes')
})

test('MON-1 MON-2 the coordinator sees the true numbers, and follows one to the list that it counts', async ({
  as,
}) => {
  const page = await as('coordinator')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('link', { name: 'Monitoring', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Whom we discuss' })).toBeVisible()
  await expect(main(page)).toContainText('never publish these')
  await expect(main(page)).toContainText('7 people')
  await expect(page.getByRole('row', { name: /^Irish/ })).toContainText('7')
  await check(page, 'monitoring-people')
  await page.getByLabel('Kind of meeting').selectOption('Emergency')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('heading', { name: 'Nobody was discussed in this period' })).toBeVisible()
  await page.getByRole('button', { name: 'Remove Meeting: Emergency' }).click()
  await expect(main(page)).toContainText('7 people')

  await page.getByRole('link', { name: 'Does it work?' }).click()
  await expect(page.getByRole('heading', { name: 'Actions kept: 7' })).toBeVisible()
  const here = page.getByRole('navigation', { name: 'Monitoring' }).locator('[aria-current]')
  await expect(here).toHaveText(['Does it work?'])
  await check(page, 'monitoring-figures')
  const count = page.getByRole('link', { name: 'Referrals, Eastmarsh Probation' })
  const shown = await count.innerText()
  await count.click()
  await expect(page.getByRole('heading', { name: 'Referrals', level: 1 })).toBeVisible()
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows).toHaveCount(1 + Number.parseInt(shown, 10))
  await expect(main(page)).toContainText(`${Number.parseInt(shown, 10)} counted`)
  await check(page, 'monitoring-counted')
  await rows.nth(1).getByRole('link').click()
  await expect(page.getByRole('navigation', { name: 'The case' })).toBeVisible()
})

test('ACC-2 an agency counts what was its own in a case that it no longer sees, and the list says so', async ({
  visit,
}) => {
  const page = await visit('housing', '/monitoring/figures/actions')
  await expect(main(page)).toContainText('7 counted: 6 listed')
  await expect(main(page)).toContainText('and 1 more whose cases you may not see')
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(7)
})

test('a practitioner’s navigation stays short', async ({ as }) => {
  const page = await as('outreach')
  const links = page.getByRole('navigation', { name: 'Main' })
  await expect(links.getByRole('link', { name: 'Cases' })).toBeVisible()
  await expect(links.getByRole('link', { name: 'Monitoring' })).toHaveCount(0)
})

test('MON-1 the coordinator loads the local population: faults are named by row, a file is read', async ({
  visit,
  clock,
}) => {
  await clock('2026-04-15T09:00:00Z')
  const page = await visit('coordinator', '/reports')
  await expect(page.getByRole('heading', { name: 'No report has been published yet' })).toBeVisible()
  await page.getByText('The local population').click()
  await page.getByLabel('Which question?').selectOption('Sex')
  await page.getByLabel('Source').fill('Census 2021, TS008')
  await page.getByLabel('Or paste the table').fill('Sex,People\nMartian,3\nFemale,many\n')
  await page.getByRole('button', { name: 'Load it' }).click()
  const faults = page.locator('.govuk-error-summary')
  await expect(faults).toContainText('Row 2: “Martian” is no category of this question')
  await expect(faults).toContainText('Row 3: “Female” has no whole number')
  await check(page, 'monitoring-population')
  await page.getByLabel('Choose a CSV file').setInputFiles({
    name: 'sex.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Sex,People\nFemale,61200\nMale,58800\n'),
  })
  await expect(page.getByLabel('Or paste the table')).toHaveValue(/61200/)
  await page.getByRole('button', { name: 'Load it' }).click()
  await expect(page.getByText('Loaded: Sex')).toBeVisible()
  await expect(page.locator('.govuk-summary-list')).toContainText('Census 2021, TS008')
})

test('MON-1 MON-3 the coordinator drafts a report, throws it away, drafts, checks and publishes it', async ({
  visit,
}) => {
  const page = await visit('coordinator', '/reports')
  await page.getByLabel('Which period?').selectOption('January to March 2026')
  await page.getByRole('button', { name: 'Draft the report' }).click()
  const title = 'Report of January to March 2026'
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  await page.getByText('Throw it away').click()
  await page.getByRole('button', { name: 'Throw the draft away' }).click()
  await expect(page.getByRole('heading', { name: 'No report has been published yet' })).toBeVisible()
  await page.getByLabel('Which period?').selectOption('January to March 2026')
  await page.getByRole('button', { name: 'Draft the report' }).click()
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  await expect(main(page)).toContainText('Checking means that you have read the report')
  report = new URL(page.url()).pathname
  await check(page, 'monitoring-draft')

  await page.getByRole('button', { name: 'I have checked it' }).click()
  await page.getByRole('button', { name: 'Publish the report' }).click()
  await expect(main(page)).toContainText('15 April 2026, 10:00 by Ada Quist')
  await expect(page.getByRole('button', { name: 'Publish the report' })).toHaveCount(0)
  await expect(page.getByRole('row', { name: /^Bisexual/ })).toContainText('withheld')
  await expect(page.getByRole('row', { name: /^Female/ })).toContainText('51% (61,200)')

  await page.goto('/reports')
  await page.getByLabel('Which period?').selectOption('January to March 2026')
  await page.getByRole('button', { name: 'Draft the report' }).click()
  await expect(page.locator('.govuk-error-summary')).toContainText('Say what changed')
  await check(page, 'monitoring-reports')
})

test('GOV-1 the steering group reads it on a phone, as CSV, as PDF and on paper, and nothing else', async ({
  as,
}) => {
  const page = await as('steering', phone)
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link')
  await expect(links).toHaveText(['My work', 'Monitoring'])
  await links.nth(1).click()
  await expect(page.getByRole('heading', { name: 'Reports', level: 1 })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Monitoring' })).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Draft a report' })).toHaveCount(0)
  await checkPage(page)
  await picture(page, 'monitoring-steering-390')
  await page.getByRole('link', { name: 'January to March 2026' }).click()
  await expect(page.getByRole('heading', { name: 'Ethnicity', exact: true })).toBeVisible()
  await check(page, 'monitoring-report')
  expect(new URL(page.url()).pathname).toBe(report)
  expect(await main(page).innerText()).not.toMatch(/EMP-\d{4}-/)

  const csv = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as CSV' }).click()
  expect((await csv).suggestedFilename()).toBe('monitoring-2025-Q4-1.csv')
  expect(await readFile(await (await csv).path(), 'utf8')).toContain('Report of January to March 2026')
  const pdf = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as PDF' }).click()
  const sheets = await pagesOf(await readFile(await (await pdf).path()))
  expect(sheets.join(' ')).toContain('Report of January to March 2026')
  await expect(page.getByText('The PDF is in your downloads.')).toBeVisible()

  await page.setViewportSize(desktop)
  await page.emulateMedia({ media: 'print' })
  for (const name of ['Print', 'Download as CSV'])
    await expect(page.getByRole('button', { name })).toBeHidden()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
  const printed = await pagesOf(
    await page.pdf({ tagged: true, path: 'test-results/pictures/monitoring-report.pdf' }),
  )
  expect(printed.join(' ')).toContain('Report of January to March 2026')
  expect(printed.join(' ')).not.toContain('/reports')
  await page.emulateMedia({ media: 'screen' })

  for (const address of ['/monitoring', '/monitoring/figures', `/cases/${caseId}`]) {
    await page.goto(address)
    await expect(main(page)).not.toContainText('true numbers, for you alone')
  }
})

test('MON-1 a correction is a new edition that says what changed; the one before is marked', async ({
  visit,
}) => {
  const page = await visit('coordinator', '/reports')
  await page.getByLabel('Which period?').selectOption('January to March 2026')
  await page.getByLabel('What changed since the edition before').fill('Two files were one person.')
  await page.getByLabel('Round numbers to 5').check()
  await page.getByRole('button', { name: 'Draft the report' }).click()
  await expect(main(page)).toContainText('Numbers are rounded to 5.')
  await page.getByRole('button', { name: 'I have checked it' }).click()
  await page.getByRole('button', { name: 'Publish the report' }).click()
  await expect(main(page)).toContainText('Two files were one person.')
  await page.goto('/reports')
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows.nth(1)).toContainText('edition 2')
  await expect(rows.nth(1)).toContainText('Published')
  await expect(rows.nth(2)).toContainText('Superseded')
  await rows.nth(2).getByRole('link').click()
  await expect(main(page)).toContainText('A later edition of this report is out. Use that one.')
  await check(page, 'monitoring-superseded')
})

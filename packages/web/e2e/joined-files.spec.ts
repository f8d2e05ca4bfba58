import { type Asker, accept, answersByApi, done, type Filed, file } from './by-api.ts'
import { checkPage, desktop, expect, type Page, phone, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
const narrow = { width: 320, height: 640 }
const files = { first: {} as Filed, again: {} as Filed, other: {} as Filed }

/** The same at the desk, and stacked on the narrowest phone. */
async function check(page: Page) {
  await checkPage(page)
  await page.setViewportSize(narrow)
  await checkPage(page)
  await page.setViewportSize(desktop)
}

test('the scene: a woman discussed in May, referred again in October, and known to housing by another name', async ({
  clock,
  byApi,
}) => {
  await clock('2026-03-31T20:20:00+01:00')
  const outreach = await byApi('outreach')
  files.first = await file(outreach, 1)
  const coordinator = await byApi('coordinator')
  const listed = (await accept(coordinator, files.first)) as Filed & {
    meetingId: string
    meetingStartsAt: string
  }
  await clock(listed.meetingStartsAt)
  await byApi('coordinator')
  const meeting = `/v1/meetings/${listed.meetingId}`
  await done(coordinator, 'POST', `${meeting}/signatures`, { body: { agreed: true } })
  const { version } = await done<{ version: number }>(coordinator, 'GET', meeting)
  const { agenda } = await done<{ agenda: { id: string }[] }>(coordinator, 'POST', `${meeting}/opening`, {
    version,
  })
  const item = `/v1/agenda-items/${agenda[0]?.id}`
  const { version: atItem } = await done<{ version: number }>(coordinator, 'GET', item)
  await done(coordinator, 'POST', `${item}/closing`, { version: atItem })
  await clock('2026-10-21T14:00:00+01:00')
  await byApi('outreach')
  const { reReferral: _, ...answers } = await answersByApi(outreach, 7)
  files.again = await submitted(outreach, answers)
  await clock('2026-10-21T14:10:00+01:00')
  const housing = await byApi('housing')
  const theirs = await answersByApi(housing, 7)
  // Not health: it sees the first file alone.
  const [lantern = '', , housingAgency = ''] = theirs.consent?.given?.agreedAgencies ?? []
  files.other = await submitted(housing, {
    ...theirs,
    reReferral: { discussedBefore: 'not_known' },
    person: { ...theirs.person, name: 'The Duchess', aliases: [] },
    consent: {
      ...theirs.consent,
      given: { ...theirs.consent?.given, agreedAgencies: [lantern, housingAgency] },
    },
    herVoice: { words: 'I only talk to Sam.', given: 'to_referrer' },
  })
})

async function submitted(asker: Asker, answers: object): Promise<Filed> {
  const { id, version } = await done<Filed>(asker, 'POST', '/v1/referrals', { body: { answers } })
  return done<Filed>(asker, 'POST', `/v1/referrals/${id}/submission`, { version })
}

test('REF-10 at triage the match says that she was discussed, and the coordinator writes down the escalation', async ({
  visit,
}) => {
  const page = await visit('coordinator', `/referrals/${files.again.id}`)
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(main(page)).toContainText('Last discussed on 14 May 2026')
  await page.getByRole('radio', { name: 'Marnie' }).first().check()
  const escalation = page.getByLabel('What has escalated since she was last discussed?')
  await expect(escalation).toBeVisible()
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await page.getByRole('link', { name: 'Write down what escalated since then' }).click()
  await page.keyboard.type('He is out of prison since 9 October and waits at the van.')
  await picture(page, 'files-1-escalation')
  await check(page)
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await page.getByRole('button', { name: 'Accept and join' }).click()
  await expect(main(page)).toContainText('On an agenda')
  await expect(main(page)).toContainText('He is out of prison since 9 October')
})

test('REF-10 on a phone the referrer sees her earlier answers beside the present ones', async ({ visit }) => {
  const page = await visit('outreach', `/referrals/${files.again.id}`, phone)
  await page.getByRole('link', { name: 'Compare with the referral before' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Compared with the referral of .* March/)
  await expect(main(page)).toContainText(/answers are different/)
  await expect(main(page)).toContainText('Changed')
  await picture(page, 'files-2-compared-on-a-phone')
  await checkPage(page)
  await page.setViewportSize(narrow)
  await page.getByText(/answers are the same/).click()
  await checkPage(page)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await page.emulateMedia({ media: null })
  await page.setViewportSize(phone)
})

test('REF-10 the same at the desk', async ({ visit }) => {
  const page = await visit('coordinator', `/referrals/${files.again.id}/comparison`)
  await expect(main(page)).toContainText(/answers are different/)
  await picture(page, 'files-3-compared')
  await check(page)
})

test('REF-10 the coordinator looks at two files side by side, sees who sees what, and joins them', async ({
  visit,
}) => {
  const page = await visit('coordinator', `/cases/${files.first.caseId}`)
  await page.getByRole('link', { name: 'Is this the same person as …?' }).click()
  await page.getByLabel('Her other file: name or reference').fill('duchess')
  await page.getByRole('button', { name: 'Look for it' }).click()
  await page.getByRole('radio', { name: 'The Duchess' }).check()
  await expect(main(page)).toContainText('Joining does not change this')
  await picture(page, 'files-4-side-by-side')
  await check(page)
  await page.getByRole('button', { name: 'Join the two files' }).click()
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await page.getByLabel('Why are they of one person?').fill('The same birthday; Jo knows her by both names.')
  await page.getByRole('button', { name: 'Join the two files' }).click()
  await page.getByRole('button', { name: 'Join them' }).click()
  await expect(main(page).getByRole('alert')).toContainText('is joined to')
  await expect(main(page).getByRole('alert')).toContainText('Who may see each file stays as it was')
  await page.getByRole('link', { name: /^Go on to/ }).click()
  await expect(main(page)).toContainText('goes on in this one')
  await expect(main(page)).toContainText('I only talk to Sam.')
  await picture(page, 'files-5-joined')
  await check(page)
  for (const section of ['timeline', 'referrals', 'consent', 'voice', 'actions']) {
    await page.goto(`/cases/${files.first.caseId}/${section}`)
    await expect(main(page)).toContainText('goes on in this one')
    await picture(page, `files-6-${section}`)
    await check(page)
  }
})

test('REF-10 one hit by either name; the joined file says where it goes on, who sees both may read it, and health learns nothing of it', async ({
  visit,
}) => {
  const page = await visit('coordinator', '/cases')
  await expect(page.getByRole('link', { name: 'Marnie' })).toHaveCount(1)
  await expect(page.getByRole('link', { name: 'The Duchess' })).toHaveCount(0)
  await picture(page, 'files-7-list')
  await page.goto(`/cases/${files.other.caseId}`)
  await expect(main(page)).toContainText('This file goes on as')
  await check(page)

  const housing = await visit('housing', `/cases/${files.other.caseId}`, phone)
  await expect(main(housing)).toContainText('This file goes on as')
  await expect(housing.getByText(/^Part the files again/)).toHaveCount(0)
  const health = await visit('health', `/cases/${files.other.caseId}`, phone)
  await expect(health.getByRole('heading', { level: 1 })).toHaveText('There is nothing here that you may see')
  await health.goto(`/cases/${files.first.caseId}`)
  await expect(health.getByRole('heading', { level: 1 })).toHaveText('Overview')
  // What was referred again for her too, and nothing of what housing knows.
  await expect(main(health)).toContainText('goes on in this one')
  await expect(main(health)).not.toContainText('The Duchess')
  await expect(main(health)).not.toContainText('Sam')
})

test('REF-10 they are parted again, and each stands by itself', async ({ visit }) => {
  const page = await visit('coordinator', `/cases/${files.other.caseId}`)
  await page.getByText(/^Part the files again/).click()
  await page.getByLabel('Why are they of two people?').fill('She has a sister.')
  await page.getByRole('button', { name: 'Part the files' }).click()
  await expect(main(page)).not.toContainText('This file goes on as')
  await page.goto('/cases')
  await expect(page.getByRole('link', { name: 'The Duchess' })).toHaveCount(1)
  await page.goto(`/cases/${files.first.caseId}/timeline`)
  await expect(main(page)).toContainText('stands by itself again')
  await picture(page, 'files-8-parted')
})

import { accept, file } from './by-api.ts'
import { checkPage, expect, type Page, phone, picture, test } from './journey.ts'
import { fillWithoutConsent } from './referral-form.ts'

// Marnie agreed to her referral for the meeting, "not the police". Then the police refer her too.

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
let marnie = ''
let reference = ''
let marni = { id: '', case: '' }

/** What only those read whom she agreed to. */
const hers = /stairwell|at the van|brother|refuse|risk plan/i

async function expectNothing(page: Page, address: string) {
  await page.goto(address)
  await expect(page.getByRole('link', { name: 'Go to my work' })).toBeVisible()
  await expect(main(page)).not.toContainText(reference)
}

test('the scene: Jo refers her, “not the police”; a constable refers “Marni” without asking her', async ({
  clock,
  byApi,
}) => {
  await clock('2026-03-31T16:20:00+01:00')
  const referral = await file(await byApi('outreach'), 1)
  const accepted = await accept(await byApi('coordinator'), referral)
  marnie = `/cases/${accepted.caseId}`
  reference = accepted.caseReference

  await clock('2026-04-01T09:00:00+01:00')
  const { id, caseId } = await file(await byApi('constable'), 3, (answers) => {
    if (answers.consent?.basis !== 'without_consent') throw new Error('Kay was not asked either')
    const [lantern = '', , , police = ''] = answers.consent.without?.agencies ?? []
    return {
      ...answers,
      person: { ...answers.person, name: 'Marni', age: { born: '1991-02-14', restsOn: 'she_said' } },
      consent: { ...answers.consent, without: { ...answers.consent.without, agencies: [lantern, police] } },
    }
  })
  marni = { id, case: `/cases/${caseId}` }
})

test('ACC-2 ACC-8 REF-10 the coordinator accepts her as Marnie, and reads first who will see what: nothing new for anybody', async ({
  visit,
}) => {
  const coordinator = await visit('coordinator', `/referrals/${marni.id}`)
  await coordinator.getByRole('button', { name: 'Accept', exact: true }).click()
  const same = coordinator.getByRole('group', { name: 'Is she one of these?' })
  await same.getByRole('radio', { name: 'Marnie' }).check()
  await checkPage(coordinator)
  await picture(coordinator, 'refused-1-same-person')
  await coordinator.getByRole('button', { name: 'Accept', exact: true }).click()
  await coordinator.getByRole('button', { name: 'Accept and join' }).click()
  await expect(main(coordinator)).toContainText('On an agenda')
  await coordinator.goto(marnie)
  await expect(main(coordinator)).toContainText('goes on in this one')
  await expect(main(coordinator)).toContainText('She said no to Eastmarsh Police')
  await checkPage(coordinator)
  await picture(coordinator, 'refused-2-coordinator')
})

test('ACC-2 ACC-6 every police account reads its own referral as before, and nothing of hers', async ({
  visit,
}) => {
  for (const [who, viewport] of [['constable', phone] as const, ['police', undefined] as const]) {
    const page = await visit(who, '/cases', viewport)
    await expect(main(page).getByRole('row', { name: /EMP-/ })).toHaveCount(1)
    await page.goto(marni.case)
    await expect(main(page)).toContainText('Marni')
    await expect(main(page)).not.toContainText('Marnie')
    await expect(main(page)).not.toContainText(hers)
    await checkPage(page)
    await picture(page, `refused-3-${who}`)
    await page.goto(`/referrals/${marni.id}`)
    await expect(main(page)).not.toContainText(hers)
    await expectNothing(page, marnie)
  }
})

test('ACC-7 ACC-8 an emergency does not pass her no: the reason first, then that two people decide', async ({
  visit,
}) => {
  const page = await visit('constable', '/cases', phone)
  await page.getByRole('link', { name: 'Open a case in an emergency' }).click()
  await page.getByLabel('The case’s reference').fill(reference)
  await page
    .getByLabel('Why can it not wait?')
    .fill('A man was seen outside the hostel where we think she sleeps.')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('heading', { name: 'Before it opens' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open the case for four hours' })).toHaveCount(0)
  await checkPage(page)
  await picture(page, 'refused-4-barred')
  await expectNothing(page, marnie)
})

test('ACC-8 CON-2 Jo asks to go past her no: named, with why, and when Marnie is told; nothing opens yet', async ({
  as,
  visit,
  clock,
}) => {
  await clock('2026-04-02T10:00:00+01:00')
  const jo = await visit('outreach', `${marnie}/without-consent`)
  await fillWithoutConsent(jo, {
    grounds: [
      { code: 'safeguarding_at_risk', because: 'The man who strangled her has been seen by the van.' },
    ],
    why: 'said_no_risk_outweighs',
    whyInWords: 'She said no to the police on Tuesday; he has found her since.',
    shared: 'Where she is seen and what he looks like; nothing on her health',
    agencies: ['Eastmarsh Police'],
    decidedBy: 'Jo Mbeki',
    telling: 'will_be_told',
    tellingInWords: 'Tonight at the van',
    reviewOn: '2026-04-09',
  })
  const past = jo.getByRole('group', { name: 'This goes past what she does not want' })
  await expect(past).toContainText('She said no to Eastmarsh Police')
  await jo.getByRole('button', { name: 'Record sharing without consent' }).click()
  await expect(jo.locator('.govuk-error-summary')).toContainText('outweigh')
  await past
    .getByLabel('Why does the risk outweigh her no now?')
    .fill('He waited at the van last night, and nobody else can stop him.')
  await past.getByLabel('When and how is she told that it went past her no?').fill('Tonight, by me.')
  await checkPage(jo)
  await picture(jo, 'refused-5-past-her-no')
  await jo.getByRole('button', { name: 'Record sharing without consent' }).click()
  await expect(jo.getByRole('heading', { name: 'Sharing past her no' })).toBeVisible()
  await expect(main(jo)).toContainText('Eastmarsh Police Waits for two decisions Nothing is shared yet.')
  await expect(main(jo)).toContainText('Asked for, and nothing is shared by it')
  await picture(jo, 'refused-6-asked')
  await expectNothing(await as('constable', phone), marnie)
})

test('ACC-8 two people of two agencies decide on My work; the police read it with the second yes, and who promised is told', async ({
  as,
  visit,
  jobs,
}) => {
  const decide = async (who: 'health' | 'coordinator', words: string) => {
    const page = await as(who)
    const toDecide = page.getByRole('heading', { name: 'Sharing past her no, for you to decide' })
    const section = page.locator('section').filter({ has: toDecide })
    await section.getByRole('link', { name: reference }).click()
    await expect(main(page)).toContainText(`Eastmarsh Police can read the whole of file ${reference}`)
    await expect(main(page)).toContainText('The man who strangled her has been seen by the van.')
    await expect(main(page)).toContainText('To be looked at again9 April 2026')
    await page.getByRole('radio', { name: 'Yes, the risk outweighs her no now' }).check()
    await page.getByLabel('Why?').fill(words)
    await checkPage(page)
    await picture(page, `refused-7-${who}-decides`)
    await page.getByRole('button', { name: 'Record my decision' }).click()
    await expect(page.getByRole('heading', { name: 'Consent and sharing' })).toBeVisible()
    await expect(main(page)).toContainText(words)
    await picture(page, `refused-8-${who}-decided`)
  }
  const constable = await as('constable', phone)
  await decide('health', 'I saw her neck. He will do it again.')
  await expectNothing(constable, marnie)
  await decide('coordinator', 'The least that stops him, until the ninth.')
  await jobs()

  await constable.goto(marnie)
  await expect(main(constable)).toContainText('Marnie')
  await checkPage(constable)
  await picture(constable, 'refused-9-constable-reads')
  const lead = await visit('police', '/notifications')
  await expect(main(lead)).toContainText(reference)
  await picture(lead, 'refused-10-police-told')
  const jo = await visit('outreach', '/notifications', phone)
  await expect(main(jo)).toContainText(reference)
  await checkPage(jo)
  await picture(jo, 'refused-11-outreach-told')
})

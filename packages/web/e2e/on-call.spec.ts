import { done, file } from './by-api.ts'
import { checkPage, checkWidth, desktop, expect, type Page, phone, picture, test } from './journey.ts'

const main = (page: Page) => page.getByRole('main')

test('MTG-5 a lead writes down who answers, and confirms it by one tap; in an emergency at night who answers now is rung and logged', async ({
  visit,
  clock,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const housing = await visit('housing', '/on-call', phone)
  await expect(housing.getByText('Nobody is written down.').first()).toBeVisible()
  await housing.getByText('Write down who answers for us').click()
  await housing.getByLabel('Name or role').fill('Duty manager')
  await housing.getByLabel('Telephone').fill('nobody')
  await housing.getByRole('button', { name: 'Save our list' }).click()
  await expect(housing.locator('.govuk-error-summary')).toBeFocused()
  await housing.getByLabel('Telephone').fill('01632 960 011')
  await checkPage(housing)
  await picture(housing, 'on-call-1-writing-phone')
  await housing.getByRole('button', { name: 'Save our list' }).click()
  await expect(housing.getByRole('row', { name: /Duty manager/ })).toContainText('17:00 to 09:00')
  await expect(housing.getByText(/Last checked 2 March 2026/)).toBeVisible()

  // A weekend that nobody has comes before the working hours that nobody has, and is on My work of who keeps the list.
  await expect(main(housing)).toContainText('Saturday 7 at 09:00 to Saturday 7 at 17:00')
  await housing.goto('/')
  await expect(
    housing.getByRole('heading', { name: 'On call: nobody answers for your agency' }),
  ).toBeVisible()
  await checkPage(housing)
  await picture(housing, 'on-call-1b-gap-phone')

  await clock('2026-06-03T10:00:00+01:00')
  const again = await visit('housing', '/on-call', desktop)
  await expect(again.getByText(/To be checked again since 2 June 2026/)).toBeVisible()
  await checkPage(again)
  await again.getByRole('button', { name: 'Everything on our list is still right' }).click()
  await expect(again.getByText(/Last checked 3 June 2026/)).toBeVisible()
  await picture(again, 'on-call-2-confirmed')

  await clock('2026-06-03T23:40:00+01:00')
  const { id } = await file(await byApi('outreach'), 1)
  const page = await visit('coordinator', `/referrals/${id}/emergency`, phone)
  const rings = page.getByRole('link', { name: '01632 960 011' })
  await expect(rings).toHaveAttribute('href', 'tel:01632960011')
  await checkPage(page)
  await picture(page, 'on-call-3-answers-now-phone')
  await page.getByRole('checkbox').first().check()
  await page.getByLabel('Which number do they ring?').fill('The conference line')
  await page.getByRole('button', { name: 'Check the call' }).click()
  await page.getByRole('button', { name: 'Call the meeting now' }).click()
  await expect(page.getByRole('heading', { name: /^Duty manager/ })).toBeVisible()
  await page.getByText(/^Log a contact with Duty manager/).click()
  const log = page.getByRole('group').filter({ hasText: /^Log a contact with Duty manager/ })
  await log.getByRole('radio', { name: 'Left a message' }).check()
  await log.getByRole('button', { name: 'Log it' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '01632 960 011' })).toContainText(
    'Left a message',
  )
  await checkPage(page)
  await picture(page, 'on-call-4-logged-phone')
})

test('ACC-6 ACC-7 asked by name at night: who is on call has it on her own My work with a number, gives the file or reads what else can be done', async ({
  as,
  visit,
  clock,
  jobs,
  byApi,
}) => {
  await clock('2026-06-04T02:10:00+01:00')
  const coordinator = await byApi('coordinator')
  const { items: members } = await done<{
    items: { id: string; name: string; agencyId: string; endedAt: string | null }[]
  }>(coordinator, 'GET', '/v1/members')
  const lists = await done<{ items: { agencyId: string; version: number }[] }>(
    coordinator,
    'GET',
    '/v1/on-call',
  )
  const jo = members.find(({ name }) => name === 'Jo Mbeki')!
  await done(coordinator, 'PUT', '/v1/on-call', {
    version: lists.items.find(({ agencyId }) => agencyId === jo.agencyId)!.version,
    body: {
      entries: [
        {
          ...{ name: 'Jo Mbeki', telephone: '07700 900202', membershipId: jo.id },
          ...{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', until: '08:00' },
        },
      ],
    },
  })

  const drugs = await as('drugs', phone)
  await drugs.goto('/emergency-access')
  await drugs.getByText('You do not know the reference').click()
  const byName = drugs.locator('form').filter({ has: drugs.getByLabel('Her name') })
  await byName.getByLabel('Her name').fill('Marnie')
  await byName.getByRole('radio', { name: 'The year' }).check()
  await byName.getByLabel('The year, as far as you know').fill('1995')
  await byName
    .getByLabel('Why can you not wait?')
    .fill('She is with us now, hurt, and cannot say what she takes.')
  await checkPage(drugs)
  await picture(drugs, 'on-call-5-asks-by-name-phone')
  await byName.getByRole('button', { name: 'Ask for her' }).click()
  await expect(main(drugs)).toContainText('Whoever may decide has been told')
  await picture(drugs, 'on-call-6-waits-phone')
  await jobs()

  const outreach = await visit('outreach', '/', phone)
  await expect(
    outreach.getByRole('heading', { name: 'Asked for by name in an emergency, for you to answer' }),
  ).toBeVisible()
  await expect(main(outreach)).not.toContainText('1995')
  await checkPage(outreach)
  await picture(outreach, 'on-call-7-her-work-phone')
  await outreach.getByRole('link', { name: /Turning Tide, asked/ }).click()
  await expect(main(outreach)).toContainText('only the coordinator or the chair says that there is none')
  await expect(main(outreach)).toContainText('that whole file, to be read, for four hours at the most')
  await expect(outreach.getByRole('radio', { name: 'None that can be opened' })).toHaveCount(0)
  await checkPage(outreach)
  await picture(outreach, 'on-call-8-decides-phone')
  await outreach.setViewportSize(desktop)
  await checkWidth(outreach)
  await picture(outreach, 'on-call-8-decides')
  await outreach.getByRole('radio', { name: /^Marnie/ }).check()
  await outreach.getByRole('button', { name: 'Answer' }).click()
  await expect(main(outreach)).toContainText('A file was given.')
  await drugs.reload()
  await expect(drugs.getByRole('link', { name: 'Go on' })).toBeVisible()

  // She refused the police: nobody gives it to them, and they read what is read of nobody's file.
  await done(await byApi('constable'), 'POST', '/v1/emergency-requests', {
    body: { name: 'Marnie', reason: 'He was seen at the hostel where we think she sleeps.' },
  })
  await outreach.goto('/')
  await outreach.getByRole('link', { name: /Eastmarsh Police, asked/ }).click()
  await expect(main(outreach)).toContainText('Cannot be given: she said no to Eastmarsh Police')
  await expect(main(outreach)).toContainText('Leave the answer to the coordinator or the chair')
  await checkPage(outreach)
  await picture(outreach, 'on-call-9-what-else')
  await outreach.setViewportSize(phone)
  await checkWidth(outreach)
  await picture(outreach, 'on-call-9-what-else-phone')
})

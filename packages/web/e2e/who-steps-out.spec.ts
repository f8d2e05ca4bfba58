import { accept, done, type Filed, file } from './by-api.ts'
import { checkPage, checkWidth, desktop, expect, phone, picture, test } from './journey.ts'

test('ACC-9 the coordinator sees who steps out for whom, and takes the order in which they do so once', async ({
  as,
  visit,
  clock,
  byApi,
}) => {
  await clock('2026-03-31T16:20:00+01:00')
  const outreach = await byApi('outreach')
  const { agencies } = await done<{ agencies: { id: string; name: string }[] }>(
    outreach,
    'GET',
    '/v1/partnership',
  )
  const withPolice = (answers: Parameters<NonNullable<Parameters<typeof file>[2]>>[0]) => {
    const { consent } = answers
    if (!consent || consent.basis !== 'consent') throw new Error('She consents')
    const given = { ...consent.given, agreedAgencies: agencies.map(({ id }) => id), refusedAgencies: [] }
    return { ...answers, consent: { ...consent, given } } as typeof answers
  }
  const filed = [await file(outreach, 1), await file(outreach, 1, withPolice), await file(outreach, 1)]
  const coordinator = await as('coordinator')
  let meetingId = ''
  for (const one of filed)
    meetingId = ((await accept(coordinator, one)) as Filed & { meetingId: string }).meetingId
  const meeting = `/meetings/${meetingId}`
  await coordinator.goto(`${meeting}/agenda`)
  await expect(coordinator.getByText(/Eastmarsh Police \(Det. Sgt. Neil Vale\)/).first()).toBeVisible()
  const suggested = coordinator.getByRole('region', { name: 'Suggested order' })
  await expect(suggested).toBeVisible()
  await checkPage(coordinator)
  await picture(coordinator, 'who-1-suggested')
  const small = await visit('coordinator', `${meeting}/agenda`, phone)
  await expect(small.getByRole('region', { name: 'Suggested order' })).toBeVisible()
  await checkWidth(small)
  await picture(small, 'who-2-suggested-phone')
  await suggested.getByRole('button', { name: 'Take this order' }).click()
  await expect(suggested).toHaveCount(0)
  await coordinator.getByRole('button', { name: 'Publish the agenda' }).click()
  await expect(coordinator.getByText(/^Published/)).toBeVisible()
  const police = await visit('police', meeting, desktop)
  await expect(police.getByText(/You are not needed from about \d\d:\d\d to \d\d:\d\d\./)).toBeVisible()
  await checkPage(police)
  await picture(police, 'who-3-police')
})

import { readFile } from 'node:fs/promises'
import { pagesOf } from '../../api/test/pages-of-pdf.ts'
import { accept, done, type Filed, file } from './by-api.ts'
import { checkPage, desktop, expect, phone, picture, test } from './journey.ts'

test('MTG-4 a member makes her copy of the pack; the coordinator sees it in the register and circulates the pack', async ({
  as,
  visit,
  clock,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const referral = await file(await byApi('probation'), 6)
  const coordinator = await as('coordinator')
  const { meetingId } = (await accept(coordinator, referral)) as unknown as { meetingId: string }
  const housing = await visit('housing', `/meetings/${meetingId}/documents`)
  await expect(housing.locator('main')).toContainText(
    'You have not signed this meeting’s confidentiality agreement',
  )
  await checkPage(housing)
  await housing.getByRole('link', { name: 'Read and sign the confidentiality agreement' }).click()
  await expect(housing.getByRole('button', { name: 'Sign the confidentiality agreement' })).toBeVisible()
  await housing.goto(`/meetings/${meetingId}/documents`)
  for (const page of [housing, coordinator])
    await done(page, 'POST', `/v1/meetings/${meetingId}/signatures`, { body: { agreed: true } })
  await housing.reload()
  const saved = housing.waitForEvent('download')
  await housing.getByRole('button', { name: 'Make my copy: pack' }).click()
  const copy = await saved
  expect(copy.suggestedFilename()).toMatch(/^pack-[0-9A-Z]{6}\.pdf$/)
  expect((await readFile(await copy.path())).subarray(0, 5).toString()).toBe('%PDF-')
  await expect(housing.getByText('The pack is in your downloads.')).toBeVisible()
  await checkPage(housing)

  await coordinator.goto(`/meetings/${meetingId}/documents`)
  await expect(coordinator.locator('main')).toContainText('downloaded 1 time')
  await coordinator.getByRole('button', { name: 'Tell members that the pack is ready' }).click()
  // MTG-2: it asks first, and says who is told and who is not.
  await expect(coordinator.getByRole('dialog')).toContainText('Nobody else is told by this')
  await coordinator.getByRole('button', { name: 'Circulate it' }).click()
  await expect(coordinator.locator('main')).toContainText('Circulated')
  await checkPage(coordinator)
  await coordinator.setViewportSize({ width: 320, height: 640 })
  await checkPage(coordinator)
  await picture(coordinator, 'documents-320')
})

test('MTG-4 a member reads the pack on a screen and prints it: her cases alone, every sheet marked', async ({
  as,
  visit,
  clock,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const probation = await byApi('probation')
  const { agencies } = await done<{ agencies: { id: string; name: string }[] }>(
    probation,
    'GET',
    '/v1/partnership',
  )
  const ofPolice = agencies.find(({ name }) => name === 'Eastmarsh Police')?.id
  const hidden = await file(probation, 6, (answers) => {
    const given = answers.consent?.given
    if (given) given.agreedAgencies = given.agreedAgencies?.filter((id) => id !== ofPolice) ?? []
    return answers
  })
  const shown = await file(probation, 6, (answers) => ({
    ...answers,
    herVoice: { ...answers.herVoice, words: 'I want a room of my own.\n'.repeat(60) },
  }))
  const coordinator = await byApi('coordinator')
  await accept(coordinator, hidden)
  const { caseReference, meetingId } = (await accept(coordinator, shown)) as Filed & { meetingId: string }
  for (const person of ['coordinator', 'police'] as const)
    await done(await as(person), 'POST', `/v1/meetings/${meetingId}/signatures`, { body: { agreed: true } })

  const police = await visit('police', `/meetings/${meetingId}/documents`)
  await police.getByRole('link', { name: 'Read on screen: pack' }).click()
  const main = police.locator('main')
  await expect(main).toContainText('Copy of Det. Sgt. Neil Vale, Eastmarsh Police. Made 2 March 2026, 10:00')
  await expect(police.getByRole('heading', { name: `. ${caseReference}` })).toBeVisible()
  await expect(main).not.toContainText(hidden.caseReference)
  await checkPage(police)
  await picture(police, 'paper-pack')
  await police.emulateMedia({ media: 'print' })
  await expect(police.getByRole('button', { name: 'Print' })).toBeHidden()
  const sheets = await pagesOf(
    await police.pdf({ tagged: true, preferCSSPageSize: true, path: 'test-results/pictures/paper-pack.pdf' }),
  )
  expect(sheets.length).toBeGreaterThan(1)
  for (const [index, sheet] of sheets.entries()) {
    expect(sheet).toContain(
      'STRICTLY CONFIDENTIAL Copy of Det. Sgt. Neil Vale, Eastmarsh Police. Made 2 March',
    )
    expect(sheet).toContain(`Page ${index + 1} of ${sheets.length}`)
    expect(sheet).not.toContain(hidden.caseReference)
  }

  const onPhone = await as('coordinator', phone)
  for (const kind of ['agenda', 'attendance-list', 'pack', 'action-log']) {
    await onPhone.goto(`/meetings/${meetingId}/papers/${kind}`)
    await expect(onPhone.locator('main')).toContainText('STRICTLY CONFIDENTIAL')
    await checkPage(onPhone)
    await picture(onPhone, `paper-${kind}-390`)
  }
})

test('MTG-4 the coordinator registers paper for a member, prints it, hands it out, its holder records that it is lost', async ({
  as,
  visit,
}) => {
  const coordinator = await as('coordinator')
  const { items } = await done<{ items: { id: string }[] }>(coordinator, 'GET', '/v1/meetings')
  await coordinator.setViewportSize(desktop)
  await coordinator.goto(`/meetings/${items[0]?.id}/documents`)
  await coordinator.getByText('Register a paper copy for a member').click()
  await coordinator.getByLabel('Which document is it?').selectOption('Agenda')
  await coordinator.getByRole('button', { name: 'Register the paper copy' }).click()
  await expect(coordinator.getByRole('link', { name: 'Choose who is handed it' })).toBeVisible()
  await coordinator.getByLabel('Who is handed it?').selectOption('Sam Osei, Harbour Homes')
  await coordinator.getByRole('button', { name: 'Register the paper copy' }).click()
  await expect(coordinator.getByText('is in the register: print it from there')).toBeVisible()
  const copy = coordinator.getByRole('row').filter({ hasText: 'On paper' })
  const saved = coordinator.waitForEvent('download')
  await copy.getByRole('button', { name: 'Download to print' }).click()
  expect((await pagesOf(await readFile(await (await saved).path()))).join()).toContain('Copy of Sam Osei')
  await copy.getByRole('button', { name: 'Handed out' }).click()
  await expect(copy).toContainText('On paper: handed out')
  await picture(coordinator, 'paper-register')
  await checkPage(coordinator)
  const holder = await visit('housing', `/meetings/${items[0]?.id}/documents`)
  const hers = holder.getByRole('row').filter({ hasText: 'On paper' })
  await hers.getByText('is lost').click()
  await hers.getByLabel('What is known of it?').fill('Left on the 14:10 train.')
  await holder.setViewportSize({ width: 390, height: 800 })
  await checkPage(holder)
  await picture(holder, 'paper-lost-by-holder-390')
  await holder.setViewportSize(desktop)
  await picture(holder, 'paper-lost-by-holder-1280')
  await hers.getByRole('button', { name: 'Record the loss' }).click()
  await expect(hers).toContainText('Lost 2 March 2026, 10:00, Sam Osei: Left on the 14:10 train.')
  await expect(hers.getByText('is lost')).toHaveCount(0)
  await coordinator.goto('/')
  await expect(coordinator.locator('main')).toContainText('Paper that is lost')
  await checkPage(coordinator)
  await picture(coordinator, 'paper-lost-work')
  await coordinator.getByRole('link', { name: /^Copy [0-9A-Z]{6}, agenda of the meeting/ }).click()
  await copy.getByText('was not found: what was done').click()
  await copy.getByLabel('What was done about it?').fill('Reported as a breach; her key worker told her.')
  await picture(coordinator, 'paper-not-found')
  await copy.getByRole('button', { name: 'Record what was done' }).click()
  await expect(copy).toContainText('On paper: not found, and seen to')
  await coordinator.goto('/')
  await expect(coordinator.locator('main')).not.toContainText('Paper that is lost')

  // It turns up; and from now on somebody else must have seen it.
  await coordinator.goto(`/meetings/${items[0]?.id}/documents`)
  await coordinator.getByText('Paper that comes back or is destroyed needs no witness').click()
  await coordinator.getByRole('radio', { name: /^Yes, somebody/ }).check()
  await picture(coordinator, 'paper-rule')
  await coordinator.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(coordinator.getByText('From now on a witness is asked for')).toBeVisible()
  for (const move of ['Collected', 'Destroyed']) {
    await copy.locator('summary', { hasText: move }).click()
    await copy.getByRole('button', { name: move }).click()
    await expect(coordinator.getByRole('link', { name: 'Choose who saw it' })).toBeVisible()
    await expect(copy.getByLabel('Who saw it?')).not.toContainText(/Ada Quist|Sam Osei/)
    await copy.getByLabel('Who saw it?').selectOption({ label: 'Miriam Holt, Lantern' })
    await checkPage(coordinator)
    await picture(coordinator, `paper-witness-${move.toLowerCase()}`)
    await copy.getByRole('button', { name: move }).click()
    await expect(copy).toContainText(`${move} 2 March 2026, 10:00, Ada Quist, seen by Miriam Holt`)
  }
  await expect(copy).toContainText('On paper: destroyed')
  await expect(copy.getByRole('button')).toHaveCount(0)
  await coordinator.setViewportSize({ width: 320, height: 640 })
  await checkPage(coordinator)
  await picture(coordinator, 'paper-register-320')
})

test('CNF-1 a member asks to release a copy; the coordinator agrees in writing; the link gives it once', async ({
  as,
  visit,
  clock,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const referral = await file(await byApi('probation'), 6)
  const coordinator = await as('coordinator')
  const { meetingId } = (await accept(coordinator, referral)) as unknown as { meetingId: string }
  const housing = await visit('housing', `/meetings/${meetingId}/documents`)
  await housing.getByLabel('Which document?').selectOption('Agenda')
  await housing.getByRole('button', { name: 'Ask the coordinator' }).click()
  await expect(housing.locator('main')).toContainText('Give the name')
  await housing.getByLabel('Who is it for?').fill('Dr. Helen Marsh')
  await housing.getByLabel('Where do they work?').fill('Northgate Refuge')
  await housing.getByLabel('Their e-mail address at work').fill('helen.marsh@northgate.example')
  await housing.getByLabel('Why do they need it?').fill('She moves there on Friday.')
  await housing.getByRole('button', { name: 'Ask the coordinator' }).click()
  await expect(housing.locator('main')).toContainText('Waits for the coordinator')
  await checkPage(housing)

  await coordinator.goto(`/meetings/${meetingId}/documents`)
  await coordinator.getByRole('button', { name: 'Read what would be released' }).click()
  await expect(coordinator.locator('.app-preview')).toContainText('Cases in their order')
  await checkPage(coordinator)
  await picture(coordinator, 'release-preview')
  await coordinator.getByText('Agree in writing').click()
  await coordinator.getByLabel('Your agreement, and for what').fill('Agreed for the refuge alone.')
  const needs = coordinator.getByRole('group', { name: 'What does the recipient need of it?' })
  await expect(needs.getByRole('checkbox', { checked: true })).toHaveCount(0)
  await coordinator.getByRole('button', { name: 'Agree and send the link' }).click()
  await expect(needs).toContainText('Choose what the recipient needs of it')
  await checkPage(coordinator)
  await coordinator.setViewportSize({ width: 390, height: 800 })
  await picture(coordinator, 'release-nothing-chosen-390')
  await coordinator.setViewportSize({ width: 1280, height: 800 })
  await picture(coordinator, 'release-nothing-chosen-1280')
  await needs.getByRole('checkbox', { name: 'Actions' }).check()
  await coordinator.getByRole('button', { name: 'Agree and send the link' }).click()
  await expect(coordinator.locator('main')).toContainText('Agreed for the refuge alone.')
  await coordinator.setViewportSize({ width: 320, height: 640 })
  await checkPage(coordinator)
  await picture(coordinator, 'releases-320')

  const link = async () => {
    await coordinator.goto('/mail')
    return /\/released-copies\/[\w-]+/.exec(await coordinator.locator('main').innerText())?.[0] ?? ''
  }
  await expect.poll(link).toContain('/released-copies/')
  const path = await link()
  await coordinator.goto(path)
  await checkPage(coordinator)
  await picture(coordinator, 'release-page-320')
  await expect(coordinator.locator('main')).toContainText('If it does not arrive')
  const saved = coordinator.waitForEvent('download')
  await coordinator.getByRole('button', { name: 'Fetch the document' }).click()
  expect((await readFile(await (await saved).path())).subarray(0, 5).toString()).toBe('%PDF-')
  await coordinator.goto(path)
  await expect(coordinator.locator('main')).toContainText('This link has no document to give')
  await checkPage(coordinator)
})

test('REF-12 CNF-1 what is typed of one release stands with that one alone, after a reload too', async ({
  as,
  clock,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const referral = await file(await byApi('probation'), 6)
  const coordinator = await as('coordinator')
  const { meetingId } = (await accept(coordinator, referral)) as unknown as { meetingId: string }
  const housing = await byApi('housing')
  for (const recipientName of ['Dr. Ada Quay', 'Dr. Ben Marsh'])
    await done(housing, 'POST', '/v1/disclosure-requests', {
      body: {
        ...{ meetingId, kind: 'agenda', recipientName, reason: 'She moves there.' },
        ...{ recipientOrganisation: 'Northgate Refuge', recipientEmail: 'north@northgate.example' },
      },
    })
  await coordinator.goto(`/meetings/${meetingId}/documents`)
  const agreement = coordinator.getByLabel('Your agreement, and for what')
  await coordinator.getByText('Agree in writing').last().click()
  await agreement.last().fill('For this refuge alone.')
  await expect(agreement.first()).toHaveValue('')
  // It is kept a moment after it is typed.
  await expect(async () => {
    await coordinator.reload()
    await expect(agreement.last()).toHaveValue('For this refuge alone.', { timeout: 1_000 })
  }).toPass()
  await expect(agreement).toHaveCount(2)
  await expect(agreement.first()).toHaveValue('')
})

import { accept, ask, done, type Filed, file } from './by-api.ts'
import { begin, caseShown, guestComes, main, press, shown } from './in-the-room.ts'
import { addToPlan, checkPage, checkWidth, expect, live, type Page, phone, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

/** Each case by a name that says nothing but which it is: what each of the five sees is told apart by them. */
const called = [
  ...['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elder', 'Fir'],
  ...['Gorse', 'Hazel', 'Ivy', 'Juniper', 'Lilac', 'Maple'],
]
/** Those who agreed to share with the police, and those who did not agree to share with the hospital. */
const withPolice = ['Alder', 'Dogwood', 'Hazel']
const withoutHealth = ['Elder', 'Maple']
const guest = { name: 'Noor Aziz', email: 'noor@refuge.example' }
/** When the meeting is held. */
const hold = '2026-03-12T10:00:00Z'

interface Line {
  id: string
  position: number
  caseId: string
  caseReference: string
  state: string
}
const cases: (Filed & { name: string })[] = []
let lines: Line[] = []
let meeting = ''
let action = ''

const caseOf = (name: string) => cases.find((one) => one.name === name)!
const lineOf = (name: string) => lines.find(({ caseId }) => caseId === caseOf(name).caseId)!
const nameOf = (line: Line) => cases.find(({ caseId }) => caseId === line.caseId)?.name ?? ''
const read = <T>(page: Page, path = '') => done<T>(page, 'GET', `/v1${meeting}${path}`)

/** The words hold these of the cases, and nothing of the others: neither name nor reference. */
function tellsOf(words: string, names: readonly string[]) {
  for (const { name, caseReference } of cases)
    expect([name, words.includes(name), words.includes(caseReference)]).toEqual(
      names.includes(name) ? [name, expect.any(Boolean), true] : [name, false, false],
    )
}

/** ACC-6: her cases numbered without a gap; of all that belongs to the others, "not found". */
async function policeSeeTheirsAlone(page: Page) {
  const { agenda } = await read<{ agenda: Line[] }>(page)
  expect(agenda.map(({ caseId }) => caseId).toSorted()).toEqual(
    withPolice.map((name) => caseOf(name).caseId).toSorted(),
  )
  expect(agenda.map(({ position }) => position)).toEqual(agenda.map((_, at) => at + 1))
  const others = cases.filter(({ name }) => !withPolice.includes(name))
  const addresses = others.flatMap(({ id, caseId, name }) => [
    `/v1/referrals/${id}`,
    `/v1/cases/${caseId}`,
    ...(lines.length === 0
      ? []
      : [`/v1/agenda-items/${lineOf(name).id}`, `/v1/agenda-items/${lineOf(name).id}/research`]),
  ])
  const answers = await Promise.all(
    addresses.map(async (path) => ({ path, status: (await ask(page, 'GET', path)).status })),
  )
  expect(answers).toEqual(addresses.map((path) => ({ path, status: 404 })))
}

test('the scene: twelve cases accepted for one meeting, three of which the police may see', async ({
  as,
  clock,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const referrer = await byApi('probation')
  const { agencies } = await done<{ agencies: { id: string; name: string }[] }>(
    referrer,
    'GET',
    '/v1/partnership',
  )
  const idOf = (name: string) => agencies.find((agency) => agency.name === name)?.id
  const filed = []
  for (const name of called) {
    const kept = [
      ...(withPolice.includes(name) ? [] : [idOf('Eastmarsh Police')]),
      ...(withoutHealth.includes(name) ? [idOf('Eastmarsh Hospital')] : []),
    ]
    filed.push(
      await file(referrer, 6, (answers) => {
        const varied = structuredClone(answers)
        varied.person = { ...varied.person, name }
        varied.herVoice = { ...varied.herVoice, words: `I am ${name}, and I want a room of my own.` }
        const given = varied.consent?.given
        if (given) given.agreedAgencies = given.agreedAgencies?.filter((id) => !kept.includes(id)) ?? []
        return varied
      }),
    )
  }
  const coordinator = await as('coordinator')
  for (const [at, one] of filed.entries()) {
    const accepted = (await accept(coordinator, one)) as Filed & { meetingId: string }
    cases.push({ ...accepted, name: called[at] ?? '' })
    meeting = `/meetings/${accepted.meetingId}`
  }
  expect(new Set(cases.map(({ caseId }) => caseId)).size).toBe(12)
  lines = (await read<{ agenda: Line[] }>(coordinator)).agenda
  expect(lines).toHaveLength(12)
  await policeSeeTheirsAlone(await as('police'))
})

test('MTG-1 the police can come', async ({ visit, clock }) => {
  await clock('2026-03-03T09:00:00Z')
  const police = await visit('police', '/meetings')
  await press(police, 'I can come on Thursday 12 March 2026')
  await expect(main(police)).toContainText('You can come')
})

test('MTG-2 MTG-3 MTG-4 GST-1 the agenda is ordered and published, and the meeting confirmed with it, housing shares research, a guest is proposed and agreed, the pack goes round', async ({
  as,
  visit,
  clock,
  jobs,
}) => {
  await clock('2026-03-05T09:00:00Z')
  const coordinator = await visit('coordinator', `${meeting}/agenda`)
  const [first, second] = [lines[0]!, lines[1]!]
  await press(coordinator, `Move ${second.caseReference} up`)
  await expect(coordinator.getByText(`${second.caseReference} is now 1 of 12`)).toBeAttached()
  await expect(coordinator.locator('.app-agenda button[aria-disabled]')).toHaveCount(2)
  await press(coordinator, `Move ${first.caseReference} up`)
  await expect(coordinator.getByText(`${first.caseReference} is now 1 of 12`)).toBeAttached()
  await expect(coordinator.locator('.app-agenda button[aria-disabled]')).toHaveCount(2)
  await press(coordinator, 'Publish the agenda')
  await expect(main(coordinator)).toContainText('Published')
  await picture(coordinator, 'whole-1-agenda')
  await coordinator.goto(meeting)
  await coordinator.getByLabel('Where?', { exact: true }).first().fill('The Old Library, room 2')
  await press(coordinator, 'Confirm this meeting')
  await expect(coordinator.getByRole('alert')).toContainText('The meeting is confirmed')

  const housing = await as('housing', phone)
  await done(housing, 'POST', `/v1${meeting}/signatures`, { body: { agreed: true } })
  await housing.goto(`/agenda-items/${lineOf('Alder').id}/research`)
  await housing.getByLabel('What?', { exact: true }).fill('On the list since May')
  await housing.getByLabel('How do you know?').fill('Housing register')
  await housing.getByLabel('What stays with the agency?').fill('Her sister’s address')
  await expect(housing.getByText(/^Saved \d/)).toBeVisible()
  await housing.getByLabel('On the list since May (Housing register)').check()
  await press(housing, 'See it before it is shared')
  await press(housing, 'Share it')
  await expect(main(housing)).toContainText('Shared already:')

  await housing.goto(`${meeting}/guests`)
  await housing
    .getByLabel('For what?')
    .selectOption({ label: `Case ${lineOf('Alder').caseReference}, as a guest` })
  await housing.getByLabel('Name', { exact: true }).fill(guest.name)
  await housing.getByLabel('E-mail address').fill(guest.email)
  await housing.getByLabel('Where do they work?').fill('Refuge')
  await housing.getByLabel('Why are they needed?').fill('Her advocate since January')
  await press(housing, 'Propose')
  await expect(housing.getByText(`${guest.name} is proposed`)).toBeVisible()
  await coordinator.goto(`${meeting}/guests`)
  await press(coordinator, `Agree and invite ${guest.name}`)
  await expect(coordinator.getByRole('heading', { name: `${guest.name} Invited` })).toBeVisible()

  await done(coordinator, 'POST', `/v1${meeting}/signatures`, { body: { agreed: true } })
  await coordinator.goto(`${meeting}/documents`)
  await press(coordinator, 'Tell members that the pack is ready')
  await press(coordinator, 'Circulate it')
  await expect(main(coordinator)).toContainText('Circulated')
  await jobs()
})

test('ACC-5 ACC-6 each signs; the papers of the police hold their three cases, as if there were no others', async ({
  as,
  clock,
}) => {
  await clock(hold)
  const pages = [await as('chair'), await as('police'), await as('health', phone)]
  for (const page of pages) {
    await page.goto(meeting)
    await expect(
      page.getByRole('heading', { name: 'Agenda' }).or(page.getByText('Agenda')).first(),
    ).toBeVisible()
    await press(page, 'Sign the confidentiality agreement')
    await expect(page.getByRole('link', { name: lineOf('Alder').caseReference })).toBeVisible()
  }
  const [, police, health] = pages as [Page, Page, Page]
  await policeSeeTheirsAlone(police)
  tellsOf(await main(police).innerText(), withPolice)
  tellsOf(
    await main(health).innerText(),
    called.filter((name) => !withoutHealth.includes(name)),
  )
  await picture(police, 'whole-2-agenda-of-the-police')
  const pack = JSON.stringify(await read(police, '/paper?kind=pack'))
  tellsOf(pack, withPolice)
  expect(pack).toContain('On the list since May')
  expect(pack).not.toContain('sister')
})

const enter = async (page: Page, view = '') => {
  await page.goto(`${meeting}/room${view}`)
  await expect(page.getByRole('heading', { name: 'In the room' })).toBeVisible()
}

test('MTG-7 five in the room at once; the API is killed in mid-item and nothing typed is lost; a basis falls away in mid-item', async ({
  as,
  visit,
  stranger,
  world,
}) => {
  const noor = await stranger()
  await guestComes(noor, guest.email)
  const notes = await visit('coordinator', meeting)
  await press(notes, 'Open the meeting')
  await expect(notes.getByText('Open now')).toBeVisible()
  const [chair, police, health] = [await as('chair'), await as('police'), await as('health', phone)]
  await Promise.all([enter(notes, '?view=notes'), enter(chair, '?view=chair'), enter(police), enter(health)])
  await expect(police.getByText('Nothing for you right now')).toBeVisible()
  await expect(police.getByText('You are in the room since')).toBeVisible(live)
  const nothing = await shown(police)

  // Alder: all five may see her.
  const alder = lineOf('Alder')
  await begin(chair, 'Begin with', alder)
  for (const page of [chair, notes, police, health])
    await expect(caseShown(page)).toContainText('Alder', live)
  await health.getByLabel('What does your agency share?').fill('Seen on Monday: her hand heals.')
  await press(health, 'Add it to the case')
  for (const page of [chair, notes, police, noor])
    await expect(main(page)).toContainText('Seen on Monday: her hand heals.', live)
  for (const page of [police, noor]) await expect(main(page)).toContainText('On the list since May')
  await addToPlan(notes, 'What keeps her safe', 'Outreach meets her at the gate.')
  await expect(main(police)).toContainText('Outreach meets her at the gate.', live)
  await world.killApi()
  await notes.getByLabel('Decisions').fill('Housing offers her a room from the day of release.')
  await notes.getByLabel('What is to be done?').fill('Offer a room with a lock')
  await expect(notes.getByText('Not saved — kept on this device')).toBeVisible()
  await world.startApi()
  await expect(notes.getByText(/^Saved/)).toBeVisible()
  await expect(notes.getByLabel('Decisions')).toHaveValue(
    'Housing offers her a room from the day of release.',
  )
  await expect(notes.getByLabel('What is to be done?')).toHaveValue('Offer a room with a lock')
  for (const page of [chair, police, health, noor])
    await expect(main(page)).toContainText('Housing offers her a room from')
  await notes.getByLabel('Which agency does it?').selectOption({ label: 'Harbour Homes' })
  await notes.getByLabel('Why?', { exact: true }).first().fill('No address to go to')
  await notes.getByLabel('Day').fill('18')
  await notes.getByLabel('Month').fill('3')
  await notes.getByLabel('Year').fill('2026')
  await press(notes, 'Agree the action')
  for (const page of [notes, chair, police, health])
    await expect(page.getByRole('link', { name: 'Offer a room with a lock' })).toBeVisible(live)
  for (const [page, who] of [
    [chair, 'chair'],
    [notes, 'notes'],
    [police, 'police'],
    [health, 'health'],
    [noor, 'guest'],
  ] as const)
    await picture(page, `whole-3-${who}`)
  await checkPage(notes)
  await checkPage(health)
  const item = await done<{ actions: { id: string }[] }>(notes, 'GET', `/v1/agenda-items/${alder.id}`)
  action = `/actions/${item.actions[0]?.id}`
  await press(notes, 'This case is discussed')
  await expect(caseShown(notes)).toContainText('Discussed')
  // Her place ended with the item.
  expect((await ask(noor, 'GET', `/v1/agenda-items/${alder.id}`)).status).toBe(401)

  // Birch: not for the police. She withdraws while she is spoken of.
  const birch = lineOf('Birch')
  await begin(chair, 'Go on to', birch)
  for (const page of [chair, notes, health]) await expect(caseShown(page)).toContainText('Birch', live)
  await expect(police.getByText('Nothing for you right now')).toBeVisible(live)
  expect(await shown(police)).toBe(nothing)
  await expect(main(police).locator('output', { hasText: 'is spoken of now' })).toHaveCount(0)
  await health.getByLabel('What does your agency share?').fill('Seen in February.')
  await press(health, 'Add it to the case')
  await expect(main(notes)).toContainText('Seen in February.', live)
  const { consents } = await done<{ consents: { id: string }[] }>(notes, 'GET', `/v1/cases/${birch.caseId}`)
  for (const { id } of consents)
    await done(notes, 'POST', `/v1/consents/${id}/withdrawal`, { body: { how: 'She rang her worker' } })
  await expect(main(health)).not.toContainText(/Birch|Seen in February/, live)
  for (const page of [chair, notes]) {
    await expect(page.getByText('No basis for sharing is in force for the meeting')).toBeVisible(live)
    await expect(main(page)).not.toContainText('Seen in February')
  }
  await checkWidth(health)
  await picture(health, 'whole-4-health-gone')
  await picture(notes, 'whole-4-notes-basis-needed')
  expect((await ask(health, 'GET', `/v1/agenda-items/${birch.id}`)).status).toBe(404)
  const withheld = await done<{ version: number }>(notes, 'GET', `/v1/agenda-items/${birch.id}`)
  await done(notes, 'POST', `/v1/agenda-items/${birch.id}/deferral`, {
    version: withheld.version,
    body: { reason: 'Her worker asks her again' },
  })
})

test('MTG-7 the chair leads through the other ten; each is led to what it may see, and to nothing else', async ({
  as,
}) => {
  const [chair, notes] = [await as('chair'), await as('coordinator')]
  const [police, health] = [await as('police'), await as('health', phone)]
  await Promise.all([enter(chair, '?view=chair'), enter(police), enter(health)])
  await policeSeeTheirsAlone(police)
  const rest = lines.filter((line) => !['Alder', 'Birch'].includes(nameOf(line)))
  expect(rest).toHaveLength(10)
  const sees = (page: Page, may: boolean, name: string) =>
    may
      ? expect(caseShown(page)).toContainText(name, live)
      : expect(page.getByText('Nothing for you right now')).toBeVisible(live)
  for (const line of rest) {
    const name = nameOf(line)
    await begin(chair, 'Go on to', line)
    await Promise.all([
      sees(chair, true, name),
      sees(police, withPolice.includes(name), name),
      sees(health, !withoutHealth.includes(name), name),
    ])
    const address = `/v1/agenda-items/${line.id}`
    const { version } = await done<{ version: number }>(notes, 'GET', address)
    const body = { decisions: `What is in place goes on for ${name}.` }
    const recorded = await done<{ version: number }>(notes, 'PATCH', address, { version, body })
    await done(notes, 'POST', `${address}/closing`, { version: recorded.version })
  }
})

test('MTG-8 two close the meeting at once, and it is closed once; its minutes are worded and distributed', async ({
  as,
  visit,
  clock,
  jobs,
}) => {
  const pages = [await as('chair'), await as('coordinator')]
  const closings: number[] = []
  for (const page of pages) {
    page.on('response', (response) => {
      if (response.url().endsWith(`${meeting}/closing`)) closings.push(response.status())
    })
    await page.goto(meeting)
    await press(page, 'Close the meeting')
  }
  await Promise.all(pages.map((page) => press(page, 'Close it and compile the minutes')))
  await expect.poll(() => closings.length).toBe(2)
  expect(closings.filter((status) => status < 300)).toHaveLength(1)
  const [chair, page] = pages as [Page, Page]
  for (const each of pages) await expect(each.getByText('Closed', { exact: true }).first()).toBeVisible()
  await picture(chair, 'whole-5-closed')
  await policeSeeTheirsAlone(await as('police'))

  await clock('2026-03-12T12:00:00Z')
  await visit('coordinator', `${meeting}/minutes`)
  const decisions = page.getByLabel(`Decisions, ${lineOf('Alder').caseReference}`)
  await decisions.fill('Housing offers Alder a room from the day of release.')
  await decisions.blur()
  await expect(page.getByText('Saved 12:00')).toBeVisible()
  await press(page, 'Distribute the minutes')
  await press(page, 'Distribute version 1')
  await expect(main(page)).toContainText('Version 1, distributed 12 March 2026')
  await jobs()
})

test('MTG-4 MTG-8 each reads the minutes of its cases; health acknowledges', async ({ as, visit }) => {
  const police = await visit('police', `${meeting}/minutes`)
  await expect(main(police)).toContainText('Housing offers Alder a room')
  tellsOf(await main(police).innerText(), withPolice)
  tellsOf(JSON.stringify(await read(police, '/minutes')), withPolice)
  await policeSeeTheirsAlone(police)
  await picture(police, 'whole-6-minutes-of-the-police')

  const health = await as('health', phone)
  await expect(health.getByRole('heading', { name: 'Minutes to acknowledge' })).toBeVisible()
  await health.getByRole('link', { name: /^Minutes of the meeting of 12 March 2026/ }).click()
  await press(health, 'Acknowledge for Eastmarsh Hospital')
  await expect(main(health)).toContainText('Acknowledged for Eastmarsh Hospital by Dr. Ruth Amadi')
  tellsOf(
    await main(health).innerText(),
    called.filter((name) => name !== 'Birch' && !withoutHealth.includes(name)),
  )
})

test('ACT-1 ACT-2 housing keeps its action, and the log says so', async ({ as, visit, clock }) => {
  await clock('2026-03-17T09:00:00Z')
  const housing = await as('housing', phone)
  await housing.getByRole('link', { name: 'Offer a room with a lock' }).click()
  await housing
    .getByLabel('What happened?', { exact: true })
    .first()
    .fill('The keys are at the Quay for Friday.')
  await press(housing, 'Close it as done')
  await expect(housing.getByText('This action is closed.')).toBeVisible()
  const page = await visit('coordinator', '/actions')
  const row = page.getByRole('row', { name: /Offer a room with a lock/ })
  await expect(row).toContainText('Done')
  await expect(row).toContainText('The keys are at the Quay for Friday.')
  await picture(page, 'whole-7-log')
  const police = await visit('police', action)
  await expect(police.getByRole('heading', { name: 'Offer a room with a lock' })).toBeVisible()
})

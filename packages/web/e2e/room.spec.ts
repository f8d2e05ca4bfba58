import { accept, done, type Filed, file } from './by-api.ts'
import { shown } from './in-the-room.ts'
import {
  addToPlan,
  checkPage,
  checkWidth,
  desktop,
  expect,
  live,
  type Page,
  phone,
  picture,
  test,
} from './journey.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
let meeting = ''
let items: { id: string; caseReference: string; caseId: string }[] = []

const signAndEnter = async (page: Page) => {
  await done(page, 'POST', `/v1${meeting}/signatures`, { body: { agreed: true } })
  await page.goto(`${meeting}/room`)
}

test('the scene: two cases on the agenda of an open meeting, of which the police see none', async ({
  clock,
  byApi,
}) => {
  await clock('2026-03-31T16:20:00+01:00')
  const outreach = await byApi('outreach')
  const filed = [await file(outreach, 1), await file(outreach, 1)]
  const coordinator = await byApi('coordinator')
  const accepted = []
  for (const one of filed) accepted.push((await accept(coordinator, one)) as Filed & { meetingId: string })
  const meetingId = accepted[0]?.meetingId
  meeting = `/meetings/${meetingId}`
  await clock('2026-05-14T10:00:00+01:00')
  await byApi('coordinator')
  await done(coordinator, 'POST', `/v1${meeting}/signatures`, { body: { agreed: true } })
  const { version } = await done<{ version: number }>(coordinator, 'GET', `/v1${meeting}`)
  const opened = await done<{ agenda: typeof items }>(coordinator, 'POST', `/v1${meeting}/opening`, {
    version,
  })
  items = opened.agenda
  expect(items.length).toBeGreaterThan(0)
})

test('MTG-7 ACC-9 the chair asks the police out and begins a case, and all who may see it are led to it at once; the police see nothing of it', async ({
  as,
}) => {
  const [chair, notes, health, police] = [
    await as('chair'),
    await as('coordinator'),
    await as('health', phone),
    await as('police'),
  ]
  for (const page of [chair, notes, health, police]) {
    await signAndEnter(page)
    await expect(page.getByText('Nothing for you right now')).toBeVisible()
  }
  await checkPage(police)
  await expect(main(police)).toContainText('You are in the room since')
  const nothing = await shown(police)
  const wall = await as('chair', desktop, 'projector')
  await wall.goto(`${meeting}/screen`)
  await chair.getByRole('button', { name: /^Begin with/ }).click()
  // ACC-9: before her name, who steps out; the police read when they are not needed, and no more.
  await expect(wall.getByText('Eastmarsh Police steps out')).toBeVisible(live)
  for (const secret of [items[0]!.caseReference, 'Marnie', 'Red'])
    await expect(main(wall)).not.toContainText(secret)
  await checkPage(wall)
  await picture(wall, 'room-0-wall-before-her-name')
  await expect(
    chair.getByText('Eastmarsh Police (Det. Sgt. Neil Vale) steps out for this case.').first(),
  ).toBeVisible(live)
  await checkPage(chair)
  await picture(chair, 'room-0-chair-asks-out')
  await expect(main(police)).toContainText(/You are not needed from about \d\d:\d\d to \d\d:\d\d\./)
  await picture(police, 'room-0-police')
  for (const page of [health, notes])
    await expect(page.getByRole('heading', { level: 2, name: 'Her voice' })).toHaveCount(0)
  await chair.getByRole('button', { name: /^They have left: begin/ }).click()
  for (const page of [chair, notes, health])
    await expect(page.getByRole('heading', { level: 2, name: 'Her voice' })).toBeVisible(live)
  await expect(wall.getByRole('heading', { level: 1, name: 'Marnie' })).toBeVisible(live)
  await expect(main(wall)).toContainText(items[0]!.caseReference)
  await health.getByLabel('What does your agency share?').fill('Seen on Monday: bruising, no other injury.')
  await health.getByRole('button', { name: 'Add it to the case' }).click()
  for (const page of [chair, notes]) await expect(main(page)).toContainText('Seen on Monday: bruising', live)
  await addToPlan(notes, 'What keeps her safe', 'Outreach walks with her.')
  for (const page of [chair, health]) await expect(main(page)).toContainText('Outreach walks with her.', live)
  expect(await shown(police)).toBe(nothing)
  await checkPage(chair)
  await picture(chair, 'room-1-chair')
  await checkPage(notes)
  await picture(notes, 'room-2-notes')
  await checkPage(health)
  await picture(health, 'room-3-health-phone')
  await picture(police, 'room-4-police')
})

test('MTG-7 on the wall: large, without controls, and hidden by Escape twice', async ({ as }) => {
  const page = await as('chair', desktop, 'projector')
  await page.goto(`${meeting}/screen`)
  await expect(page.getByText('Outreach walks with her.')).toBeVisible()
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await checkPage(page)
  await picture(page, 'room-5-wall')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Screen hidden' })).toBeVisible()
})

test('MTG-7 the keys lead from part to part, are shown by “?”, and are letters where one types', async ({
  visit,
}) => {
  const page = await visit('coordinator', `${meeting}/room`)
  await expect(page.getByLabel('Decisions')).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys of the room' })).toBeVisible()
  await checkPage(page)
  await picture(page, 'room-6-keys')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.keyboard.press('4')
  await expect(page.getByLabel('Decisions')).toBeFocused()
  await page.keyboard.type('a4n?')
  await expect(page.getByLabel('Decisions')).toHaveValue('a4n?')
  await page.getByLabel('Decisions').fill('')
  await page.getByRole('heading', { name: 'In the room' }).click()
  await page.keyboard.press('a')
  await expect(page.getByLabel('Which agency does it?')).toBeFocused()
})

test('MTG-7 two take notes at once: in different parts neither is stopped, in the same part both versions stand', async ({
  as,
}) => {
  const [one, two] = [await as('coordinator'), await as('chair')]
  await one.goto(`${meeting}/room?view=notes`)
  await two.goto(`${meeting}/room?view=notes`)
  await expect(one.getByLabel('Decisions')).toBeVisible()
  await expect(two.getByLabel('Decisions')).toBeVisible()
  await Promise.all([
    one.getByLabel('Decisions').fill('Housing offers a room.'),
    two.getByLabel('Who tells her').fill('Jo, at the van.'),
  ])
  for (const page of [one, two]) {
    await expect(page.getByLabel('Decisions')).toHaveValue('Housing offers a room.')
    await expect(page.getByLabel('Who tells her')).toHaveValue('Jo, at the van.')
    await expect(page.getByText('Somebody changed this while you were writing.')).toHaveCount(0)
  }
  await Promise.all([
    one.getByLabel('Who tells her').fill('A room of her own.'),
    two.getByLabel('Who tells her').fill('Health sees her there.'),
  ])
  const told = (page: Page) => page.getByText('Somebody changed this while you were writing.')
  // In the page of whoever came second.
  const page = await Promise.any(
    [one, two].map((each) =>
      told(each)
        .waitFor()
        .then(() => each),
    ),
  )
  await picture(page, 'room-7-both')
  await page.getByRole('button', { name: 'Keep both, theirs first' }).click()
  for (const each of [one, two]) {
    await expect(each.getByLabel('Who tells her')).toHaveValue(/A room of her own\./)
    await expect(each.getByLabel('Who tells her')).toHaveValue(/Health sees her there\./)
  }
})

test('MTG-7 a minute without a connection, and a reload after it, lose nothing typed', async ({ as }) => {
  const [page, chair] = [await as('coordinator'), await as('chair')]
  await page.goto(`${meeting}/room?view=notes`)
  await chair.goto(`${meeting}/room?view=chair`)
  await expect(page.getByLabel('Decisions')).toHaveValue('Housing offers a room.')
  await page.context().setOffline(true)
  await page.getByLabel('Decisions').fill('Housing offers a room this week.')
  await page.getByLabel('What is to be done?').fill('Find a room with a lock')
  await page.getByLabel('What does it share?').fill('The van saw her on Tuesday.')
  await expect(page.getByText('Not saved — kept on this device')).toBeVisible()
  await page.context().setOffline(false)
  await expect(main(chair)).toContainText('Housing offers a room this week.', { timeout: 10_000 })
  await expect(page.getByText(/^Saved/)).toBeVisible()
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await expect(page.getByLabel('What is to be done?')).toHaveValue('Find a room with a lock')
  await expect(page.getByLabel('What does it share?')).toHaveValue('The van saw her on Tuesday.')
})

test('MTG-7 the API is killed in mid-item and starts again: what is typed meanwhile is saved, and live goes on', async ({
  as,
  world,
}) => {
  const [page, health] = [await as('coordinator'), await as('health', phone)]
  await page.goto(`${meeting}/room?view=notes`)
  await health.goto(`${meeting}/room`)
  await expect(health.getByRole('heading', { name: 'Her voice' })).toBeVisible()
  await expect(page.getByLabel('Decisions')).toBeVisible()
  await world.killApi()
  await page.getByLabel('Decisions').fill('Housing offers a room on Friday.')
  await expect(page.getByText('Not saved — kept on this device')).toBeVisible()
  await world.startApi()
  await expect(page.getByText(/^Saved/)).toBeVisible()
  await expect(main(health)).toContainText('Housing offers a room on Friday.')
  await page.getByLabel('Decisions').fill('Housing offers a room on Saturday.')
  await expect(page.getByText(/^Saved/)).toBeVisible()
  await expect(main(health)).toContainText('Housing offers a room on Saturday.', live)
})

test('MTG-7 who is typing is not led away when the meeting goes on, and goes along when ready', async ({
  as,
}) => {
  const [page, chair] = [await as('coordinator'), await as('chair')]
  await chair.goto(`${meeting}/room?view=chair`)
  await page.goto(`${meeting}/room?view=notes`)
  await page.getByLabel('Decisions').fill('Housing offers a room on Sunday.')
  await chair.getByRole('button', { name: /^Go on to/ }).click()
  await chair.getByRole('button', { name: /^They have left: begin/ }).click()
  const along = page.getByRole('button', { name: 'Go along' })
  await expect(along).toBeVisible(live)
  await expect(page.getByLabel('Decisions')).toBeFocused()
  await page.keyboard.type(' Or on Monday.')
  await expect(page.getByLabel('Decisions')).toHaveValue('Housing offers a room on Sunday. Or on Monday.')
  await picture(page, 'room-7-gone-on')
  await along.click()
  await expect(page.getByLabel('Decisions')).toHaveValue('')
  await chair.getByRole('button', { name: /^Go on to/ }).click()
  await chair.getByRole('button', { name: /^They have left: begin/ }).click()
  await expect(page.getByLabel('Decisions')).toHaveValue('Housing offers a room on Sunday. Or on Monday.')
})

test('CON-3 consent withdrawn: at once health no longer sees the case, and the chair is told that a basis is needed', async ({
  as,
}) => {
  const [chair, health, outreach] = [await as('chair'), await as('health', phone), await as('outreach')]
  const { currentItemId } = await done<{ currentItemId: string }>(chair, 'GET', `/v1${meeting}`)
  const current = items.find(({ id }) => id === currentItemId)
  await chair.goto(`${meeting}/room?view=chair`)
  await health.goto(`/agenda-items/${currentItemId}`)
  await expect(health.getByRole('heading', { name: 'Her voice' })).toBeVisible()
  await expect(chair.getByRole('heading', { name: 'Her voice' })).toBeVisible()
  const { consents } = await done<{ consents: { id: string }[] }>(
    outreach,
    'GET',
    `/v1/cases/${current?.caseId}`,
  )
  for (const { id } of consents)
    await done(outreach, 'POST', `/v1/consents/${id}/withdrawal`, {
      body: { how: 'She said so at the van.' },
    })
  await expect(health.getByRole('link', { name: 'Go to my work' })).toBeVisible(live)
  await expect(main(health)).not.toContainText('bruising')
  await expect(chair.getByText(/No basis for sharing/).first()).toBeVisible(live)
  await checkWidth(health)
  await picture(health, 'room-8-gone')
  await picture(chair, 'room-9-basis-needed')
})

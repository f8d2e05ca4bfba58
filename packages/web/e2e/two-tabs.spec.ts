import { checkPage, expect, type Page, phone, picture, signIn, test } from './journey.ts'
import { startForm } from './referral-form.ts'

test.describe.configure({ mode: 'serial' })

const asks = (page: Page) => page.getByLabel('What do you ask of the meeting or the agencies?')
const inPlace = (page: Page) => page.getByLabel('What is already in place? (optional)')
const notSaved = (page: Page) => page.getByText('Not saved — kept on this device')
let form = ''

async function open(page: Page, address = form): Promise<Page> {
  await page.goto(address)
  await expect(page.locator('h1')).toBeVisible()
  return page
}

/** One more tab of the same browser. */
const anotherTab = async (page: Page) => open(await page.context().newPage())

/** The tab dies, as when a phone runs out of memory: no handler of the page runs. */
async function kill(page: Page): Promise<void> {
  const died = page.waitForEvent('crash')
  const devtools = await page.context().newCDPSession(page)
  void devtools.send('Page.crash').catch(() => undefined)
  await died
  // What is left of it: a clock cannot be set there any more.
  await page.close()
}

async function enter(page: Page, person: 'outreach' | 'coordinator') {
  await signIn(page, person)
  await page.getByRole('button', { name: /: account$/ }).waitFor()
}

async function signOut(page: Page) {
  await page.getByRole('button', { name: /: account$/ }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
}

test('REF-12 two tabs of one person: the slower is told, as if somebody else had written, and chooses', async ({
  as,
  clock,
}) => {
  await clock('2026-06-05T22:10:00+01:00')
  const first = await as('outreach', phone)
  form = `/referrals/${await startForm(first)}/form/request`
  await open(first)
  const second = await anotherTab(first)
  await asks(first).fill('A bed before Sunday')
  await expect(first.getByText('Saved 22:10')).toBeVisible()
  await asks(second).fill('A bed tonight')
  const told = second.getByRole('alert').filter({ hasText: 'was changed in another tab' })
  await expect(told).toContainText('A bed before Sunday')
  await expect(asks(second)).toHaveValue('A bed tonight')
  await checkPage(second)
  await picture(second, 'tabs-1-told')
  await second.getByRole('button', { name: 'Keep what I typed here' }).click()
  await expect(second.getByText('Saved 22:10')).toBeVisible()
  await second.close()
})

test('REF-12 without a connection each tab keeps its own; of the one that is killed the next takes it over, of the one that lives it does not', async ({
  as,
  world,
}) => {
  const first = await open(await as('outreach', phone))
  const second = await anotherTab(first)
  world.loseSaves(true)
  await asks(first).fill('A bed before Sunday, on the ground floor')
  await expect(notSaved(first)).toBeVisible()
  await inPlace(second).fill('Outreach, twice a week')
  await expect(notSaved(second)).toBeVisible()
  await kill(second)
  const third = await anotherTab(first)
  await expect(inPlace(third)).toHaveValue('Outreach, twice a week')
  await expect(asks(third)).toHaveValue('A bed tonight')
  await picture(third, 'tabs-2-taken-over')
  world.loseSaves(false)
  await inPlace(third).fill('Outreach, three times a week')
  await expect(third.getByText(/^Saved/)).toBeVisible()
  await first.reload()
  await expect(asks(first)).toHaveValue('A bed before Sunday, on the ground floor')
  // The living tab sent it before it was loaded anew, or sends it now: then alone does it say that it saved.
  await expect(async () => {
    await third.reload()
    await expect(asks(third)).toHaveValue('A bed before Sunday, on the ground floor', { timeout: 5_000 })
  }).toPass({ timeout: 60_000 })
  await expect(inPlace(third)).toHaveValue('Outreach, three times a week')
  await third.close()
})

test('REF-12 on a shared phone what she could not send waits for her alone: it is named as she leaves, a colleague neither sees nor overwrites it, and it is there when she is back', async ({
  as,
  world,
}) => {
  const page = await open(await as('outreach', phone))
  world.loseSaves(true)
  await asks(page).fill('A bed, and somebody to sit with her')
  await expect(notSaved(page)).toBeVisible()
  await signOut(page)
  const question = page.getByRole('dialog', { name: 'This has not reached the server' })
  await expect(question).toContainText(
    'It stays on this device for 30 days, where nobody but you can open it',
  )
  await expect(question).toContainText('What is asked')
  await picture(page, 'tabs-3-signing-out')
  await question.getByRole('button', { name: 'Sign out all the same' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  await enter(page, 'coordinator')
  await page.goto(form)
  await expect(page.locator('body')).not.toContainText('sit with her')
  await signOut(page)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  world.loseSaves(false)
  await enter(page, 'outreach')
  await open(page)
  await expect(asks(page)).toHaveValue('A bed, and somebody to sit with her')
  await expect(page.getByText(/^Saved/)).toBeVisible()
})

test('REF-12 her session ends on an open page and a colleague signs in on it: nothing of hers goes out as his, and it waits for her', async ({
  as,
  clock,
}) => {
  const page = await open(await as('outreach', phone, 'a shared one'))
  await clock('2026-06-06T11:00:00+01:00')
  await asks(page).fill('A bed, and somebody to sit with her today')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  const written: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'PATCH') written.push(request.url())
  })
  await page.getByLabel('E-mail address').clear()
  await enter(page, 'coordinator')
  await page.goto('/')
  await signOut(page)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  expect(written).toEqual([])
  await enter(page, 'outreach')
  await open(page)
  await expect(asks(page)).toHaveValue('A bed, and somebody to sit with her today')
  await expect(page.getByText(/^Saved/)).toBeVisible()
})

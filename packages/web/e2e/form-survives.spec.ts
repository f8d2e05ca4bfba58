import { desktop, expect, type Page, phone, picture, signIn, test } from './journey.ts'
import { startForm } from './referral-form.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
const sleeps = 'Where does she sleep?'
const where = 'Where and when? (optional)'
let form = ''

/** Goes to that page of the form that the phone started. */
async function openSection(page: Page, section: string) {
  await page.goto(`${form}/${section}`)
  await expect(page.locator('h1')).toBeVisible()
}

/** Everything that the page keeps on the device, as one text: bytes as letters, so that a word in them is found. */
const keptOnDevice = (page: Page) =>
  page.evaluate(async () => {
    const asText = (bytes: ArrayBuffer) => new TextDecoder('latin1').decode(bytes)
    const read = <T>(asked: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result)
        asked.onerror = () => reject(asked.error)
      })
    const databases: string[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await read(indexedDB.open(name))
      for (const store of db.objectStoreNames) {
        const values = await read(db.transaction(store).objectStore(store).getAll())
        for (const value of values) {
          const sealed = value as { data?: ArrayBuffer }
          databases.push(`${store}: ${sealed.data ? asText(sealed.data) : String(value)}`)
        }
      }
      db.close()
    }
    return {
      databases,
      localStorage: JSON.stringify(localStorage),
      sessionStorage: JSON.stringify(sessionStorage),
      caches: await caches.keys(),
    }
  })

test('REF-12 without a connection what is typed is kept on the phone, sealed, through a reload, and sent when it is back', async ({
  as,
  clock,
  world,
}) => {
  await clock('2026-06-05T22:10:00+01:00')
  const page = await as('outreach', phone)
  const id = await startForm(page)
  form = `/referrals/${id}/form`
  await openSection(page, 'whereabouts')
  await page.getByLabel(sleeps).fill('In a stairwell')
  await expect(page.getByText('Saved 22:10')).toBeVisible()

  world.loseSaves(true)
  await page.context().setOffline(true)
  await expect(page.getByText('No connection. What you type is kept on this device, encrypted')).toBeVisible()
  await page.getByLabel(sleeps).fill('In a stairwell by the old cinema')
  await expect(page.getByText('Not saved — kept on this device')).toBeVisible()
  await picture(page, 'survives-1-offline')
  const kept = await keptOnDevice(page)
  expect(kept.databases.filter((entry) => entry.startsWith('drafts: '))).toHaveLength(1)
  expect(JSON.stringify(kept)).not.toContain('cinema')

  // The connection is back, and still too poor for a save.
  await page.context().setOffline(false)
  await page.reload()
  await expect(page.getByLabel(sleeps)).toHaveValue('In a stairwell by the old cinema')
  await expect(page.getByText('Not saved — kept on this device')).toBeVisible()
  world.loseSaves(false)
  await page.getByLabel(where).fill('After ten')
  await expect(page.getByText('Saved 22:10')).toBeVisible()
  expect((await keptOnDevice(page)).databases.filter((entry) => entry.startsWith('drafts: '))).toEqual([])
})

test('REF-1 she goes on from another device, where she stopped', async ({ as }) => {
  const desk = await as('outreach', desktop)
  await desk.getByRole('link', { name: /^Name not given yet/ }).click()
  await expect(main(desk)).toContainText('2 to answer')
  await openSection(desk, 'whereabouts')
  await expect(desk.getByLabel(sleeps)).toHaveValue('In a stairwell by the old cinema')
  await expect(desk.getByLabel(where)).toHaveValue('After ten')
})

test('REF-11 REF-12 two devices at once: the slower is told (412), both stand side by side, and nothing is lost', async ({
  as,
}) => {
  const handset = await as('outreach', phone)
  await openSection(handset, 'her-voice')
  const desk = await as('outreach', desktop)
  await openSection(desk, 'her-voice')
  await handset.getByLabel('What does she want said?').fill('A door that locks.')
  await expect(handset.getByText('Saved 22:10')).toBeVisible()

  const stale = desk.waitForResponse((response) => response.status() === 412)
  await desk.getByLabel('What does she want said?').fill('A room of my own.')
  await stale
  const told = desk
    .getByRole('alert')
    .filter({ hasText: 'was changed in another tab or on another device meanwhile' })
  await expect(told).toContainText('A door that locks.')
  await expect(desk.getByLabel('What does she want said?')).toHaveValue('A room of my own.')
  await picture(desk, 'survives-2-two-devices')
  await desk.getByRole('button', { name: 'Keep what I typed here' }).click()
  await expect(told).toHaveCount(0)
  await expect(desk.getByText('Saved 22:10')).toBeVisible()
  await handset.reload()
  await expect(handset.getByLabel('What does she want said?')).toHaveValue('A room of my own.')
})

test('REF-12 the session ends while she types: she signs in again where she was, and what she typed is there', async ({
  as,
  clock,
}) => {
  const page = await as('outreach', phone)
  await openSection(page, 'request')
  await clock('2026-06-06T11:00:00+01:00')
  await page.getByLabel('What do you ask of the meeting or the agencies?').fill('A bed before Sunday')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByText('What you typed is still here')).toBeVisible()
  await picture(page, 'survives-3-session-over')
  await signIn(page, 'outreach')
  await expect(page.getByLabel('What do you ask of the meeting or the agencies?')).toHaveValue(
    'A bed before Sunday',
  )
  await page.getByLabel('What is already in place? (optional)').fill('Outreach, twice a week')
  await expect(page.getByText('Saved 11:00')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('What do you ask of the meeting or the agencies?')).toHaveValue(
    'A bed before Sunday',
  )
})

test('REF-12 signing out names what has not arrived and asks; after it nothing readable is left on the device, and “back” shows nothing; what nobody comes back for goes', async ({
  as,
  clock,
  world,
}) => {
  const page = await as('outreach', phone)
  await openSection(page, 'request')
  const asks = page.getByLabel('What do you ask of the meeting or the agencies?')
  world.loseSaves(true)
  await asks.fill('A bed before Sunday, and a phone')
  await expect(page.getByText('Not saved — kept on this device')).toBeVisible()
  await signOut(page)
  const question = page.getByRole('dialog', { name: 'This has not reached the server' })
  await expect(question).toContainText('What is asked')
  await picture(page, 'survives-4-sign-out-asks')
  await question.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(asks).toHaveValue('A bed before Sunday, and a phone')
  await signOut(page)
  await question.getByRole('button', { name: 'Sign out all the same' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  world.loseSaves(false)

  const kept = await keptOnDevice(page)
  expect(kept.databases).toHaveLength(1)
  expect(JSON.stringify(kept.databases)).not.toMatch(/phone|Sunday|asked|CryptoKey/)
  expect(kept.localStorage).toBe('{}')
  expect(kept.caches).toEqual([])
  expect(kept.sessionStorage).not.toMatch(/phone|stairwell|Jo Mbeki/)
  // IDN-2: by the one that stays a browser is known again; it opens nothing, and says nothing of anybody.
  const cookies = (await page.context().cookies()).filter(({ value }) => value !== '')
  expect(cookies.map(({ name }) => name)).toEqual(['__Host-alongside-device'])
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.locator('body')).not.toContainText('stairwell')

  const drafts = async () => (await keptOnDevice(page)).databases
  await clock('2026-07-06T10:59:00+01:00')
  const looks = page.waitForResponse(/leftovers/)
  await page.goto('/')
  await looks
  expect(await drafts()).toHaveLength(1)
  await clock('2026-07-06T11:00:00+01:00')
  await page.goto('/')
  await expect.poll(drafts).toEqual([])
})

async function signOut(page: Page) {
  await page.getByRole('button', { name: /: account$/ }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
}

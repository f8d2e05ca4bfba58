import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import type AxeBuilder from '@axe-core/playwright'
import {
  type APIRequest,
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  test as base,
  expect,
  type Locator,
  type Page,
} from '@playwright/test'
import { demoPassword, emailOf, type PersonName } from '../../api/src/demo/cast.ts'
import { startWorld, type World } from './world.ts'

export const phone = { width: 390, height: 844 }
export const desktop = { width: 1280, height: 900 }
type Viewport = typeof phone

/** Words that must stand neither in an address, nor in a title, nor in a log: the demo's people and what they say. */
export const names =
  /\b(marnie|temi|kay|dee|lorraine|bex|sal|rosa|stairwell|strangled|overdose|jo mbeki|ada quist|ruth amadi|sam osei|neil vale)\b/i

declare global {
  interface Window {
    axe: { run: (where: Document, options: object) => ReturnType<AxeBuilder['analyze']> }
  }
}

/** axe's text: of the package that ties it to Playwright, which would bring its half megabyte twice for each look at a page. */
const { source } = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))(
  'axe-core',
) as { source: string }

interface Company {
  /**
   * A page of that person, signed in, in a browser of their own that they keep for the whole story.
   * `device`: another of their browsers.
   */
  as: (person: PersonName, viewport?: Viewport, device?: string) => Promise<Page>
  /** The same page at that address, by one load: for a story that looks at the page there, and not at the way to it. */
  visit: (person: PersonName, address: string, viewport?: Viewport, device?: string) => Promise<Page>
  /** That person without a browser, signed in: for what sets a scene by API and looks at no page. */
  byApi: (person: PersonName) => Promise<APIRequestContext>
  /** A browser in which nobody has signed in. */
  stranger: (viewport?: Viewport) => Promise<Page>
  /** Moves everybody's clock: the stage's and the browsers'. An instant, or a local time with its offset. */
  clock: (instant: string) => Promise<void>
}

/** A spec file is a story: it has a world of its own, and a company who keep their browsers from test to test. */
interface Story {
  name: string
  world: World
  company: Company
  end: () => Promise<void>
}

interface OfTheWorker {
  /** The story of that name: begun when its first test asks for it, over when a test of another file does. */
  storyOf: (name: string) => Promise<Story>
}

export const test = base.extend<
  Company & { story: Story; world: World; jobs: () => Promise<void>; kits: () => Promise<void> },
  OfTheWorker
>({
  storyOf: [
    async ({ browser, playwright }, use, { workerIndex }) => {
      const told: { now?: Story } = {}
      const endIt = async () => {
        const { now } = told
        delete told.now
        await now?.end()
      }
      await use(async (name) => {
        if (told.now?.name !== name) await endIt()
        return (told.now ??= await beginStory(browser, playwright.request, name, workerIndex))
      })
      await endIt()
    },
    { scope: 'worker', timeout: 270_000 },
  ],
  story: async ({ storyOf }, use, { file }) => use(await storyOf(basename(file, '.spec.ts'))),
  world: ({ story }, use) => use(story.world),
  as: ({ story }, use) => use(story.company.as),
  visit: ({ story }, use) => use(story.company.visit),
  byApi: ({ story }, use) => use(story.company.byApi),
  stranger: ({ story }, use) => use(story.company.stranger),
  clock: ({ story }, use) => use(story.company.clock),
  jobs: ({ story }, use) => use(story.world.runJobs),
  kits: ({ story }, use) => use(story.world.makeKits),
})

async function beginStory(
  browser: Browser,
  request: APIRequest,
  name: string,
  workerIndex: number,
): Promise<Story> {
  const world = await startWorld(`${name}-${workerIndex}`)
  const contexts = new Map<string, BrowserContext>()
  const pages = new Map<string, Page>()
  const callers = new Map<string, APIRequestContext>()
  let now = new Date('2026-02-20T09:00:00Z')

  const open = async (key: string, viewport: Viewport) => {
    const context = await browser.newContext({
      baseURL: world.url,
      viewport,
      hasTouch: viewport === phone,
      locale: 'en-GB',
      timezoneId: 'Europe/London',
    })
    context.setDefaultTimeout(60_000)
    context.on('request', (request) => world.visited(request.url()))
    await context.clock.setFixedTime(now)
    contexts.set(key, context)
    const page = await context.newPage()
    page.on('framenavigated', (frame) => world.visited(frame.url()))
    await provesWhenAsked(page)
    return page
  }
  const visit: Company['visit'] = async (person, address, viewport = desktop, device = '') => {
    const key = `${person} ${viewport.width} ${device}`
    const known = pages.get(key)
    const page = known ?? (await open(key, viewport))
    pages.set(key, page)
    if (!known) await openSession(page.request, person)
    await page.goto(address)
    await signedIn(page, person)
    return page
  }
  const byApi: Company['byApi'] = async (person) => {
    const caller = callers.get(person) ?? (await request.newContext({ baseURL: world.url }))
    callers.set(person, caller)
    // The clock may have gone past the end of the session since.
    const session = await caller.get('/v1/session')
    if (!session.ok()) await openSession(caller, person)
    return caller
  }
  const company: Company = {
    byApi,
    as: (person, ...which) => visit(person, '/', ...which),
    visit,
    stranger: (viewport = desktop) => open(`stranger ${contexts.size}`, viewport),
    clock: async (instant) => {
      now = new Date(instant)
      await world.setClock(now.toISOString())
      for (const context of contexts.values()) await context.clock.setFixedTime(now)
    },
  }
  const end = async () => {
    for (const context of contexts.values()) await context.close()
    for (const caller of callers.values()) await caller.dispose()
    await world.close()
  }
  return { name, world, company, end }
}

/** Signs in without the form: whose story it is has no need to be seen typing a password each time. */
async function openSession(request: APIRequestContext, person: PersonName) {
  const opened = await request.post('/v1/sessions', {
    headers: { 'idempotency-key': randomUUID() },
    data: { email: emailOf(person), password: demoPassword },
  })
  expect(opened.status()).toBe(201)
}

/** Signs in by the form where it stands, as after a session's end; one who is still signed in goes on. */
async function signedIn(page: Page, person: PersonName) {
  const inside = page.getByRole('button', { name: /: account$/ })
  const form = page.getByRole('heading', { name: 'Sign in' })
  await expect(inside.or(form).first()).toBeVisible()
  if (await form.isVisible()) await signIn(page, person)
  await expect(inside).toBeVisible()
}

export async function signIn(page: Page, person: PersonName) {
  await page.getByLabel('E-mail address').fill(emailOf(person))
  await page.getByLabel('Password').fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** By what the browser finds at once: Playwright looks for it before each thing that a story does. */
const passwordAgain = (page: Page) =>
  page.locator('dialog[open]', { has: page.getByText('Type your password again', { exact: true }) })

/** Types the password wherever it is asked for again, as everybody does who is there; step-up.spec.ts does so itself. */
async function provesWhenAsked(page: Page) {
  await page.addLocatorHandler(passwordAgain(page), async (dialog) => {
    await dialog.getByLabel('Password').fill(demoPassword)
    await dialog.getByRole('button', { name: 'Go on' }).click()
  })
}

/** From here on the story answers it by itself. */
export async function provesByItself(page: Page): Promise<Locator> {
  await page.removeLocatorHandler(passwordAgain(page))
  return passwordAgain(page)
}

/** A picture of the moment, for people to look at: where PICTURES is set, for no test looks at it and a check has less to do. */
export async function picture(page: Page, name: string) {
  if (!process.env.PICTURES) return
  await page.screenshot({
    path: join(import.meta.dirname, `../test-results/pictures/${name}.png`),
    fullPage: true,
    animations: 'disabled',
  })
}

/** What holds on every page: nothing that axe finds, nothing wider than the screen, a title that gives nobody away. */
export async function checkPage(page: Page) {
  await checkWidth(page)
  await expect.poll(() => foundByAxe(page), { message: `axe at ${page.url()}` }).toEqual([])
}

/** axe is brought once into each document, which outlives the pages that a story shows in it. */
async function foundByAxe(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // What passes is not described: that takes axe longer than to find it out.
      resultTypes: ['violations'],
    })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
    )
  })
}

/** Without axe: width and title. */
export async function checkWidth(page: Page) {
  await noLoading(page)
  await expect(page).toHaveTitle(/ – Alongside$/)
  expect(await page.title()).not.toMatch(names)
  await expect.poll(() => wider(page), { message: `nothing sticks out at ${page.url()}` }).toEqual([])
}

const wider = (page: Page) =>
  page.evaluate(() => {
    const room = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= room) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > room + 1)
      .map((element) => element.outerHTML.slice(0, 150))
  })

/**
 * A page stands, and all of it. Just after a link it may still be the page before, which goes while it is looked at:
 * so what is wrong with a page is asked until it stays wrong.
 */
async function noLoading(page: Page) {
  await expect(page.locator('h1').first()).toBeVisible()
  await expect(page.locator('.app-loading')).toHaveCount(0)
}

export { expect, type Locator, type Page }

/**
 * What a live page follows by its stream, and not by its own look every 15 seconds. How quick it is, is measured elsewhere:
 * the promise of two seconds (MTG-7) would be a test of the machine here.
 */
export const live = { timeout: 14_000 }

/** PLN-1: the recorder adds a line to the plan, in the room. */
export async function addToPlan(page: Page, about: string, words: string): Promise<void> {
  const plan = page.locator('#part-plan')
  await plan.getByLabel('What is it about?').selectOption({ label: about })
  await plan.getByLabel('What does the plan say?').fill(words)
  const first = plan.getByLabel('What is done first?')
  if (await first.isVisible()) {
    await plan.getByLabel('Which agency leads it?').last().selectOption({ index: 1 })
    await first.fill('See her this week')
    for (const [part, value] of [
      ['Day', '16'],
      ['Month', '12'],
      ['Year', '2026'],
    ] as const)
      await plan.getByLabel(part).last().fill(value)
  }
  await plan.getByRole('button', { name: 'Add it to the plan' }).click()
  await expect(plan.getByRole('listitem').filter({ hasText: words })).toBeVisible()
}

/** CON-1: what a renewed consent asks anew of this time. Days as they are typed. */
export async function saysAnew(page: Page, givenOn: string[], until: string[]): Promise<void> {
  await page.getByRole('radio', { name: 'She said so' }).check()
  await page.getByRole('radio', { name: 'Nobody else was there' }).check()
  for (const [question, typed] of [
    ['When did she give it?', givenOn],
    ['Until when does it hold?', until],
  ] as const) {
    const group = page.getByRole('group', { name: question })
    for (const [at, part] of ['Day', 'Month', 'Year'].entries())
      await group.getByLabel(part).fill(typed[at] ?? '')
  }
}

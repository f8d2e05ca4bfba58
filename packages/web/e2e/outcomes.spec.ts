import { accept, done, file } from './by-api.ts'
import { checkPage, desktop, expect, type Page, phone, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
const herWords = 'How is she, in her own words? (optional)'
let caseId = ''
let reference = ''

test('MON-2 at referral: asked on my work of who referred her; on a phone, most of it skipped; a lost connection keeps what was typed', async ({
  as,
  clock,
  jobs,
  byApi,
}) => {
  await clock('2026-03-02T10:00:00Z')
  const referral = await file(await byApi('outreach'), 1, ({ consent, ...answers }) => ({
    ...answers,
    consent: { ...consent, given: { ...consent?.given, givenOn: '2026-03-02', until: '2027-03-02' } },
  }))
  const accepted = await accept(await byApi('coordinator'), referral)
  caseId = accepted.caseId
  reference = accepted.caseReference
  await jobs()

  const page = await as('outreach', phone)
  await expect(page.getByRole('heading', { name: 'How is she doing?' })).toBeVisible()
  await checkPage(page)
  await page
    .getByRole('link', { name: `Marnie (${reference})`, exact: true })
    .last()
    .click()
  await expect(page.getByRole('radio', { name: 'At referral' })).toBeChecked()
  await checkPage(page)
  await picture(page, 'outcomes-1-form')

  await page.getByRole('button', { name: 'Record how she is doing' }).click()
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await expect(page.locator('.govuk-error-summary')).toContainText('Write down at least one thing')
  await checkPage(page)

  await page.getByLabel(herWords).fill('I do not sleep. He knows where I am.')
  await page.getByRole('radio', { name: 'Not very safe' }).check()
  await page.getByLabel('Somewhere to live').selectOption('A lot')
  await page.getByRole('button', { name: 'Add a goal' }).click()
  await page.getByLabel('Goal 1, in her words').fill('A door that locks')
  await page.getByLabel('Times she was arrested').fill('two')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Record how she is doing' }).click()
  await expect(page.locator('.govuk-error-summary')).toContainText('Write a number')
  await page.getByLabel('Times she was arrested').fill('2')
  await page.getByRole('button', { name: 'Record how she is doing' }).click()
  await expect(page.locator('.govuk-error-summary')).toContainText('What you typed is still here')
  await picture(page, 'outcomes-2-offline')
  await page.context().setOffline(false)
  await page.reload()
  await expect(page.getByLabel(herWords)).toHaveValue('I do not sleep. He knows where I am.')
  await expect(page.getByRole('radio', { name: 'Not very safe' })).toBeChecked()
  await expect(page.getByLabel('Goal 1, in her words')).toHaveValue('A door that locks')
  await page.getByRole('button', { name: 'Record how she is doing' }).click()
  await expect(page.getByRole('heading', { name: 'What she said' })).toBeVisible()
  await expect(main(page)).toContainText('I do not sleep. He knows where I am.')
  await checkPage(page)
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'My work', level: 1 })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'How is she doing?' })).toHaveCount(0)
})

test('MON-2 three months on: told of, put off because it is not the moment, and asked again two weeks later', async ({
  as,
  visit,
  clock,
  jobs,
}) => {
  await clock('2026-06-02T09:00:00Z')
  await jobs()
  const page = await visit('outreach', '/notifications', phone)
  await page.getByRole('link', { name: /^It is time to ask how somebody is doing/ }).click()
  await expect(page.getByRole('heading', { name: 'How she is doing', level: 1 })).toBeVisible()
  await page.getByText('Not now: ask again later').click()
  await page.getByRole('button', { name: 'Ask again later' }).click()
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await page.getByRole('radio', { name: 'It is not the moment for her' }).check()
  await checkPage(page)
  await picture(page, 'outcomes-3-put-off')
  await page.getByRole('button', { name: 'Ask again later' }).click()
  await expect(main(page)).toContainText('It is not the moment for her: asked again from 16 June 2026')
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'My work', level: 1 })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'How is she doing?' })).toHaveCount(0)

  await clock('2026-06-16T09:00:00Z')
  await jobs()
  await as('outreach', phone)
  await page
    .getByRole('link', { name: `Marnie (${reference})`, exact: true })
    .last()
    .click()
  await expect(page.getByRole('radio', { name: '3 months on' })).toBeChecked()
  await expect(page.getByLabel('Goal 1, in her words')).toHaveValue('A door that locks')
  await page.getByRole('radio', { name: 'Met', exact: true }).check()
  await page.getByRole('radio', { name: 'Mostly safe' }).check()
  await page.getByRole('radio', { name: 'Yes, she wants it' }).check()
  await page.getByRole('radio', { name: 'First steps' }).check()
  await page.getByLabel('Police call-outs to her or about her').fill('0')
  await page
    .getByRole('group', { name: /^Times somebody was violent/ })
    .getByLabel('Not known')
    .check()
  await checkPage(page)
  await picture(page, 'outcomes-4-review')
  await page.getByRole('button', { name: 'Record how she is doing' }).click()
  await expect(page.getByRole('heading', { name: 'What she said' })).toBeVisible()
})

test('MON-2 MON-3 the line and its table say the same; none, not known and skipped are told apart; at 320 pixels and on paper', async ({
  visit,
}) => {
  const page = await visit('coordinator', `/cases/${caseId}/outcomes`, desktop)
  const line = page.getByRole('img', { name: 'How safe she feels, over time' })
  await expect(line).toHaveAccessibleDescription(
    '2 March 2026: 2 of 5, not very safe; 16 June 2026: 4 of 5, mostly safe',
  )
  const second = page.getByRole('row', { name: /^16 June 2026/ })
  await expect(second.getByRole('cell')).toHaveText([
    '3 months on',
    'Mostly safe',
    'None',
    'Skipped',
    'Not known',
  ])
  await checkPage(page)
  await picture(page, 'outcomes-5-line')
  await page.setViewportSize({ width: 320, height: 800 })
  await checkPage(page)
  await picture(page, 'outcomes-6-narrow')
  await page.setViewportSize(desktop)
  await page.emulateMedia({ media: 'print' })
  await expect(line).toBeVisible()
  await picture(page, 'outcomes-7-paper')
  await page.emulateMedia({ media: 'screen', forcedColors: 'active' })
  await picture(page, 'outcomes-8-forced-colours')
  await page.emulateMedia({ media: null, forcedColors: null })
  await expect(page.getByRole('button', { name: /^Put right/ })).not.toHaveCount(0)
})

test('MON-2 what was recorded wrongly is put right, and can still be read; who holds no grant finds nothing', async ({
  as,
  visit,
}) => {
  const page = await visit('outreach', `/cases/${caseId}/outcomes`, desktop)
  await page.getByRole('button', { name: /^Put right what was recorded 3 months on/ }).click()
  await expect(page.getByRole('radio', { name: 'Mostly safe' })).toBeChecked()
  await page.getByRole('radio', { name: 'Somewhere in between' }).check()
  await checkPage(page)
  await page.getByRole('button', { name: 'Record what is right' }).click()
  await expect(page.getByRole('row', { name: /^16 June 2026/ })).toContainText('Somewhere in between')
  await page.getByText('As it stood before it was put right').click()
  await expect(page.locator('.govuk-details', { hasText: 'As it stood' })).toContainText('Mostly safe')
  await checkPage(page)
  await page.goto(`/cases/${caseId}/timeline`)
  await expect(main(page)).toContainText('How she is doing: 3 months on, put right')

  const police = await as('police')
  const { items } = await done<{ items: { id: string }[] }>(police, 'GET', '/v1/cases')
  expect(items.map(({ id }) => id)).not.toContain(caseId)
  await police.goto(`/cases/${caseId}/outcomes`)
  await expect(police.getByRole('link', { name: 'Go to my work' })).toBeVisible()
})

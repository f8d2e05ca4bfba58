import { expect, type Locator, type Page, picture, test } from './journey.ts'

interface Focus {
  visible: boolean
  /** Where it stands on the page, in pixels from its top and its left. */
  top: number
  left: number
  inMain: boolean
  words: string
}

/** What has the focus, and whether one can see that it has. */
const focusOn = (page: Page) =>
  page.evaluate((): Focus => {
    const element = document.activeElement ?? document.body
    // GOV.UK's radios and checkboxes draw their focus on the label's box.
    const label = element.matches('[type=radio], [type=checkbox]') ? element.nextElementSibling : null
    const style = label ? getComputedStyle(label, '::before') : getComputedStyle(element)
    const { top, left } = element.getBoundingClientRect()
    return {
      visible: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
      top: top + window.scrollY,
      left: left + window.scrollX,
      inMain: element.closest('main') !== null,
      words: element.outerHTML.slice(0, 120),
    }
  })

/** Presses Tab until that has the focus; on the way every stop must be visible, and further down than the last. */
async function tabTo(page: Page, target: Locator) {
  let before: Focus | undefined
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab')
    const focus = await focusOn(page)
    expect(focus.visible, `one sees that the focus is on ${focus.words}`).toBe(true)
    if (before?.inMain && focus.inMain)
      expect(
        focus.top > before.top - 60 || focus.left > before.left,
        `${focus.words} follows ${before.words}`,
      ).toBe(true)
    before = focus
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`Tab does not lead to ${String(target)}`)
}

async function press(page: Page, target: Locator, key = 'Enter') {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

/** Chooses among radios: Tab leads into the group, Space takes the first, arrows go on. */
async function choose(page: Page, legend: string, option: string) {
  const group = page.getByRole('group', { name: legend, exact: true })
  const radios = group.getByRole('radio')
  await press(page, radios.first(), 'Space')
  const wanted = group.getByRole('radio', { name: option, exact: true })
  for (let presses = 0; presses < 6 && !(await wanted.isChecked()); presses += 1)
    await page.keyboard.press('ArrowDown')
  await expect(wanted).toBeChecked()
}

async function write(page: Page, label: string, words: string) {
  await tabTo(page, page.getByLabel(label, { exact: true }))
  await page.keyboard.type(words)
}

const goOn = (page: Page) => press(page, page.getByRole('button', { name: /^(Continue|Check and submit)$/ }))

async function date(page: Page, legend: string, [day, month, year]: [string, string, string]) {
  const group = page.getByRole('group', { name: legend, exact: true })
  await tabTo(page, group.getByLabel('Day'))
  await page.keyboard.type(day)
  await page.keyboard.press('Tab')
  await page.keyboard.type(month)
  await page.keyboard.press('Tab')
  await page.keyboard.type(year)
}

const at = (page: Page, heading: string) =>
  // The focus moves to the heading of the new page, so that it is read out and Tab goes on from there.
  expect(page.getByRole('heading', { level: 1, name: heading })).toBeFocused()

test('a referral is filed from the keyboard alone; what is missing is named, takes the focus, and leads to its field', async ({
  as,
  clock,
}) => {
  await clock('2026-06-02T10:00:00+01:00')
  const page = await as('drugs')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to main content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('link', { name: 'Start a referral' }))
  await at(page, 'Before you start')
  await press(page, page.getByRole('button', { name: 'Start the referral' }))
  await at(page, 'Referral')
  await press(page, page.getByRole('link', { name: 'Who this referral is for' }))

  await at(page, 'Who this referral is for')
  await press(page, page.getByLabel('Lantern', { exact: true }), 'Space')
  await goOn(page)
  await at(page, 'Who she is, and how to reach her safely')
  await choose(page, 'If it is not known: how old do you believe her to be?', '18 or over')
  await choose(page, 'What do you know her age by?', 'She said so')
  await choose(page, 'How?', 'Through somebody')
  await write(page, 'Through whom?', 'Us')
  await choose(page, 'Is it safe to reach her this way?', 'Yes')
  await goOn(page)
  await at(page, 'Where she is')
  await choose(page, 'Does she sell sex now?', 'Yes')
  await choose(page, 'Is it in Eastmarsh?', 'Yes')
  await write(page, 'Where does she sleep?', 'At home')
  await goOn(page)
  await at(page, 'Children')
  await choose(page, 'Does she have children?', 'No')
  await choose(page, 'Is a child at risk?', 'No')
  await goOn(page)
  await at(page, 'People who harm her')
  await goOn(page)
  await at(page, 'What puts her at risk')
  await press(page, page.getByRole('button', { name: 'Answer the other 27 with “not known”' }))
  await expect(page.getByText('27 answered with “not known”.')).toBeVisible()
  await goOn(page)
  await at(page, 'Consent, or sharing without it')
  await choose(page, 'On what does sharing rest?', 'She agrees')
  await write(page, 'What was explained to her?', 'Who meets, and that she can stop it')
  await write(page, 'What does she agree to share?', 'This referral')
  await press(page, page.getByLabel('Lantern', { exact: true }).first(), 'Space')
  await choose(page, 'How did she give it?', 'She said so')
  await choose(page, 'Did anyone help her to understand and be understood?', 'Nobody else was there')
  await write(page, 'Who took her consent?', 'Fiona Reid')
  await date(page, 'When did she give it?', ['2', '6', '2026'])
  await date(page, 'Until when does it hold?', ['2', '6', '2027'])
  await goOn(page)
  await at(page, 'Care and support needs')
  await choose(page, 'Does she have care and support needs?', 'No')
  await goOn(page)
  await at(page, 'Her own words')
  await choose(page, 'How were her words given?', 'She has not been asked yet')
  await goOn(page)
  await at(page, 'What you ask for')
  await write(
    page,
    'What do you ask of the meeting or the agencies?',
    'Someone to walk with her to the clinic',
  )
  for (const heading of ['Whether she was discussed before', 'About you', 'Equality questions']) {
    await goOn(page)
    await at(page, heading)
    if (heading === 'About you')
      await write(page, 'A telephone number on which you can be asked back', '01632 960100')
  }
  await goOn(page)
  await at(page, 'Check the answers')

  await press(page, page.getByRole('button', { name: 'Submit the referral' }))
  const summary = page.locator('.govuk-error-summary')
  await expect(summary).toBeFocused()
  await picture(page, 'keyboard-1-summary')
  const named = summary.getByRole('link')
  await expect(named).toHaveCount(1)
  await press(page, named)
  await expect(page.getByLabel('The name that she uses')).toBeFocused()
  await picture(page, 'keyboard-2-field')
  await page.keyboard.type('Ines')
  await press(page, page.getByRole('link', { name: 'Back to check and submit' }))
  await at(page, 'Check the answers')
  await press(page, page.getByRole('button', { name: 'Submit the referral' }))
  await expect(page.getByRole('heading', { name: 'Referral submitted' })).toBeFocused()
})

test('the screen is hidden by Escape twice, and nothing but “Continue” brings it back', async ({ as }) => {
  const page = await as('drugs')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Screen hidden' })).toBeVisible()
  await expect(page).toHaveTitle('Alongside')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Screen hidden' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Continue' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Screen hidden' })).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'My work' })).toBeVisible()
})

import { demoPassword } from '../../api/src/demo/cast.ts'
import { expect, live, type Page } from './journey.ts'
import { invitedByMail } from './mailed.ts'

export const main = (page: Page) => page.locator('main')
/** What stands on the page, without what a screen reader was told last of who came and who left. */
export const shown = async (page: Page) => {
  const told = await main(page).locator('output').allInnerTexts()
  const all = await main(page).innerText()
  return told.filter(Boolean).reduce((words, one) => words.replace(`${one}\n`, ''), all)
}
export const caseShown = (page: Page) => page.getByRole('region', { name: 'The case' })
export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
/** ACC-9: who must not hear it is asked out first, and seen to leave. */
export async function begin(chair: Page, words: string, { caseReference }: { caseReference: string }) {
  await press(chair, `${words} ${caseReference}`)
  const leave = chair.getByRole('button', { name: `They have left: begin ${caseReference}` })
  const begun = chair.locator('[aria-current=step]', { hasText: caseReference })
  await expect(leave.or(begun).first()).toBeVisible(live)
  if (await leave.isVisible()) await leave.click()
  await expect(begun).toBeVisible(live)
}

/** From the mailed link to the one case. */
export async function guestComes(page: Page, email: string) {
  const { link } = await invitedByMail(page, email)
  await page.goto(link)
  await page.getByLabel('Password').fill(demoPassword)
  await press(page, 'Accept the invitation')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(demoPassword)
  await press(page, 'Sign in')
  await press(page, 'Sign the confidentiality agreement')
  await page.getByRole('link', { name: 'Open the case that you are invited for' }).click()
  await expect(page.getByRole('heading', { name: 'Her voice' })).toBeVisible()
}

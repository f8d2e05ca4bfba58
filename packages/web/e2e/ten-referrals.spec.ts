import { people } from '../../api/src/demo/cast.ts'
import { expect, picture, test } from './journey.ts'
import { fillForm, startForm, submit, vignette } from './referral-form.ts'

test.use({ story: 'ten referrals' })

test('1 · REF-6 REF-8 REF-9 CON-1 ACC-3 Marnie', async ({ as, clock }) => {
  const { by, at, answers } = vignette(1)
  await clock(at)
  const page = await as(by)
  const t = Date.now()
  await startForm(page)
  console.log('start', Date.now() - t)
  await fillForm(page, answers, { look: async (h) => console.log(h, Date.now() - t) })
  await picture(page, 'x-check')
  await submit(page)
  console.log('submitted', Date.now() - t)
  await picture(page, 'x-submitted')
  console.log(await page.locator('main').innerText())
})

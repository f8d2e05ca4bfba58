import { expect, test } from './journey.ts'

test('the first visit to the referrals, signed in, brings at most 130 kB of JavaScript in few requests, and no schema', async ({
  as,
  browser,
  world,
}) => {
  const known = await as('coordinator')
  const context = await browser.newContext({
    baseURL: world.url,
    storageState: await known.context().storageState(),
  })
  await context.clock.setFixedTime(await known.evaluate(() => Date.now()))
  const page = await context.newPage()
  const loads: { type: string; size: number; encoding: string | undefined; path: string }[] = []
  page.on('requestfinished', async (request) => {
    const type = request.resourceType()
    if (!['document', 'script', 'stylesheet'].includes(type)) return
    const [response, sizes] = [await request.response(), await request.sizes()]
    loads.push({
      type,
      size: sizes.responseBodySize,
      encoding: response?.headers()['content-encoding'],
      path: new URL(request.url()).pathname,
    })
  })
  await page.goto('/referrals', { waitUntil: 'networkidle' })
  await expect(page.getByRole('heading', { name: 'Referrals', exact: true })).toBeVisible()
  const scripts = loads.filter(({ type }) => type === 'script')
  const total = scripts.reduce((sum, { size }) => sum + size, 0)
  console.log(`${scripts.length} scripts, ${total} bytes; ${loads.length} requests`)
  expect(scripts.filter(({ encoding }) => encoding !== 'br')).toEqual([])
  expect(total).toBeGreaterThan(10_000)
  expect(total).toBeLessThanOrEqual(130_000)
  expect(loads.length).toBeLessThanOrEqual(8)
  for (const { path } of scripts)
    expect(await (await page.request.get(path)).text()).not.toContain('additionalProperties')
  await context.close()
})

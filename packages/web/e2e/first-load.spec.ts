import { expect, signIn, test } from './journey.ts'

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

test('who comes without a session loads the sign-in alone, at most 60 kB in at most 8 requests, and is where she was once she is in', async ({
  as,
  browser,
  world,
}) => {
  const known = await as('coordinator')
  const context = await browser.newContext({ baseURL: world.url })
  await context.clock.setFixedTime(await known.evaluate(() => Date.now()))
  const page = await context.newPage()
  const loads: { path: string; size: number }[] = []
  page.on('requestfinished', async (request) => {
    loads.push({
      path: new URL(request.url()).pathname,
      size: await request.sizes().then(({ responseBodySize }) => responseBodySize),
    })
  })
  await page.goto('/referrals', { waitUntil: 'networkidle' })
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  const total = loads.reduce((sum, { size }) => sum + size, 0)
  console.log(`sign-in: ${loads.length} requests, ${total} bytes`)
  expect(loads.length).toBeLessThanOrEqual(8)
  expect(total).toBeLessThanOrEqual(60_000)
  expect(loads.filter(({ path }) => path.startsWith('/v1/'))).toEqual([])

  await page.getByLabel('E-mail address').fill('coordinator@alongside.example')
  await page.getByLabel('Password').fill('not it')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('is not right')
  await expect(page.getByLabel('E-mail address')).toHaveValue('coordinator@alongside.example')
  await signIn(page, 'coordinator')
  await expect(page.getByRole('heading', { name: 'Referrals', exact: true })).toBeVisible()
  expect(new URL(page.url()).pathname).toBe('/referrals')
  await context.close()
})

test('a page reads session and partnership at once, before its scripts are there, and nothing twice', async ({
  as,
}) => {
  const page = await as('coordinator')
  const reads: { path: string; before: boolean }[] = []
  let scripted = false
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') scripted = true
  })
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/v1/')) reads.push({ path: pathname, before: !scripted })
  })
  await page.goto('/referrals', { waitUntil: 'networkidle' })
  await expect(page.getByRole('heading', { name: 'Referrals', exact: true })).toBeVisible()
  expect(reads[0]).toEqual({ path: '/v1/session', before: true })
  expect(reads.map(({ path }) => path).toSorted()).toEqual(['/v1/referrals', '/v1/session'])
})

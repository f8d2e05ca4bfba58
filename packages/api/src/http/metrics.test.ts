import { expect, it } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { openWorld } from '../../test/world.ts'

it('counts answers by route on a port of its own, and never by address', async () => {
  const METRICS_PORT = await freePort()
  const world = await openWorld('2026-03-01T09:00:00Z', { METRICS_PORT })
  await world.app.listen({ host: '127.0.0.1', port: 0 })
  await world.app.inject('/v1/referrals/01995b1c-7d00-7000-8000-000000000001?marnie')
  const told = await (await fetch(`http://127.0.0.1:${METRICS_PORT}/metrics`)).text()
  expect(told).toContain(
    'http_request_seconds_count{route="/v1/referrals/:referralId",method="GET",status="401"} 1',
  )
  expect(told).not.toContain('marnie')
})

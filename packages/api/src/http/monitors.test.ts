import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openWorld } from '../../test/world.ts'

const now = '2026-03-02T09:00:00Z'
const built = existsSync(fileURLToPath(new URL('../../../web/dist/index.html', import.meta.url)))

it('OPS-7 it says which build answers, of which schema', async () => {
  const world = await openWorld(now, { COMMIT: 'abc123' })
  expect((await world.app.inject('/version')).json()).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    commit: 'abc123',
    schema: 1,
  })
})

it('OPS-7 OPS-9 who finds a weakness reads where to write, where there is somebody to write to', async () => {
  const world = await openWorld(now, { SECURITY_CONTACT: 'mailto:security@alongside.example' })
  const told = await world.app.inject('/.well-known/security.txt')
  expect(told.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(told.body.split('\n')).toEqual([
    'Contact: mailto:security@alongside.example',
    'Expires: 2026-04-01T09:00:00.000Z',
    'Preferred-Languages: en',
    'Canonical: http://localhost:3000/.well-known/security.txt',
    '',
  ])
  const silent = await openWorld(now)
  expect((await silent.app.inject('/.well-known/security.txt')).statusCode).toBe(404)
})

it.skipIf(!built)(
  'OPS-7 a monitor that asks for the front page, or for its head, hears that it is there',
  async () => {
    const world = await openWorld(now)
    for (const method of ['GET', 'HEAD'] as const)
      for (const accept of ['*/*', 'text/html'])
        expect((await world.app.inject({ method, url: '/', headers: { accept } })).statusCode).toBe(200)
    expect((await world.app.inject({ method: 'HEAD', url: '/v1/nothing' })).statusCode).toBe(404)
  },
)

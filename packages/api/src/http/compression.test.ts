import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { operations } from '@alongside/shared/operations'
import { expect, it } from 'vitest'
import { openEastmarsh } from '../../test/world.ts'
import { mayCompress } from './compression.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const email = 'coordinator@alongside.example'
await world.signIn(email)

function ask(url: string, encoding: string) {
  const actor = world.actors.get(email)
  const until = Date.parse(world.clock.now()) / 1000 + 600
  const authorization = `Bearer ${world.app.jwt.sign({ ...actor!, until })}`
  return world.app.inject({ url, headers: { authorization, 'accept-encoding': encoding } })
}

it.each([
  ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
] as const)(
  'a page that is worth it goes out as %s to whoever takes it, and is the same',
  async (encoding, accepted, opened) => {
    const plain = await ask('/v1/partnership', 'identity')
    expect(plain.headers).not.toHaveProperty('content-encoding')
    const answer = await ask('/v1/partnership', accepted)
    expect(answer.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' })
    expect(answer.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
    expect(opened(answer.rawPayload).toString()).toBe(plain.body)
  },
)

it('what is short goes out as it is', async () => {
  const answer = await ask('/v1/referrals', 'br')
  expect([answer.statusCode, answer.headers['content-encoding']]).toEqual([200, undefined])
})

it('no answer that holds a secret, or follows what was typed, is ever compressed', async () => {
  expect((await ask('/v1/session', 'br')).headers).not.toHaveProperty('content-encoding')
  const secret = /secret|token|password/i
  const holding = operations
    .filter(mayCompress)
    .filter(({ reply }) => keysOf(reply).some((key) => secret.test(key)))
  expect(holding.map(({ id }) => id)).toEqual([])
  expect(operations.filter(mayCompress).filter(({ method }) => method !== 'GET')).toEqual([])
})

/** The names of all that a schema holds, at any depth. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties } = schema as { properties?: object }
  return [...Object.keys(properties ?? {}), ...Object.values(schema).flatMap(keysOf)]
}

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { operations } from '@alongside/shared/operations'
import { problems } from '@alongside/shared/problems'
import { Value } from 'typebox/value'
import { expect, it } from 'vitest'
import { openWorld } from './world.ts'

const committed = fileURLToPath(new URL('../openapi.json', import.meta.url))
const world = await openWorld('2026-03-01T09:00:00Z')
const { body: document } = await world.app
  .inject('/openapi.json')
  .then((response) => ({ body: response.json() }))

it('API-1 the committed openapi.json is what the API serves (UPDATE_OPENAPI=1 writes it)', () => {
  const served = `${JSON.stringify(document, null, 2)}\n`
  // The one switch of the tests: it writes what is served, for a person to read in the diff.
  if (process.env.UPDATE_OPENAPI) writeFileSync(committed, served)
  expect(readFileSync(committed, 'utf8')).toBe(served)
})

it('API-1 every operation is described, under its own name, with its errors', () => {
  const described = Object.values(
    document.paths as Record<string, Record<string, { operationId: string; responses: object }>>,
  ).flatMap((methods) => Object.values(methods))
  // OAuth's own endpoints keep to OAuth's forms: they are no contracts of ours.
  const ofOAuth = ['giveToken', 'revokeToken', 'introspectToken', 'describeAuthorizationServer']
  expect(described.map(({ operationId }) => operationId).sort()).toEqual(
    [...operations.map(({ id }) => id), ...ofOAuth].sort(),
  )
  for (const { responses } of described)
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '429', '500', '503']))
})

it('API-1 an error that operations have by their kind is described once, in components that stand by name', () => {
  for (const { id, path, method, refusals } of operations) {
    const { responses } = document.paths[path.replaceAll(/:(\w+)/g, '{$1}')][method.toLowerCase()]
    const ownStatuses = new Set((refusals ?? []).map((code) => String(problems[code].status)))
    const repeated = Object.entries<object>(responses).filter(
      ([status, response]) => Number(status) >= 400 && !('$ref' in response) && !ownStatuses.has(status),
    )
    expect({ id, repeated }).toEqual({ id, repeated: [] })
  }
  for (const kind of ['schemas', 'responses', 'examples']) {
    const names = Object.keys(document.components[kind])
    expect(names).toEqual(names.toSorted())
  }
})

it('API-1 components are named after what they are', () => {
  expect(Object.keys(document.components.schemas).filter((name) => name.startsWith('def-'))).toEqual([])
})

it.each(
  operations.flatMap((contract) => (contract.kind === 'command' ? [[contract.id, contract] as const] : [])),
)('API-1 the example of %s is one that the API would take', (_, contract) => {
  expect([...Value.Errors(contract.body, contract.example)]).toEqual([])
})

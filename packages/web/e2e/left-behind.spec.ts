import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { names } from './journey.ts'
import { leftBehind } from './world.ts'

/** The lines of every file of that kind that the journeys of this run left. */
const linesOf = (kind: string) =>
  readdirSync(leftBehind)
    .filter((name) => name.endsWith(`.${kind}`))
    .flatMap((name) => readFileSync(join(leftBehind, name), 'utf8').split('\n'))
    .filter((line) => line !== '')

test('API-1 no request and no answer of any journey broke the description of the API', () => {
  expect(linesOf('prism-log').filter((line) => line.includes('Starting Prism')).length).toBeGreaterThan(0)
  expect([...new Set(linesOf('violations'))]).toEqual([])
})

test('CNF-2 no address that a browser asked for holds a name or what she said', () => {
  const visited = linesOf('visited')
  expect(visited.length).toBeGreaterThan(50)
  expect(visited.filter((url) => names.test(decodeURIComponent(url)))).toEqual([])
})

test('the server’s log names nobody', () => {
  const logs = readdirSync(leftBehind).filter((name) => name.endsWith('.stage-log'))
  expect(logs.length).toBeGreaterThan(0)
  expect(linesOf('stage-log').filter((line) => names.test(line))).toEqual([])
})

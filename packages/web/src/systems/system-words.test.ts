import { scopes } from '@alongside/shared/access'
import { expect, test } from 'vitest'
import { blocksIn, scopeWords } from './system-words.ts'

test('API-2 every scope has words for the person who answers for it', () => {
  expect(scopes.filter((scope) => !scopeWords[scope])).toEqual([])
})

test('API-2 blocks of addresses are read however they were set apart', () => {
  expect(blocksIn(' 203.0.113.0/24,\n2001:db8::/48 ;; ')).toEqual(['203.0.113.0/24', '2001:db8::/48'])
})

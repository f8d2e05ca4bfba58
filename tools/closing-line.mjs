// Adds up what vitest («Tests  3 failed | 120 passed») and Playwright («12 passed») said at their ends.
import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

const text = stripVTControlCharacters(readFileSync(process.argv[2], 'utf8'))
const lines = text
  .split('\n')
  .filter((line) => /(^|:\s*)\s*Tests\s+\d|:e2e: \s+\d+ (passed|failed|flaky|skipped)/.test(line))
const sum = (word) =>
  lines
    .flatMap((line) => [...line.matchAll(new RegExp(`(\\d+) ${word}`, 'g'))])
    .reduce((total, match) => total + Number(match[1]), 0)
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)

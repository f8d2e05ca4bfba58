import { expect, it } from 'vitest'
import { likelihoodOf, likenessOf } from './likeness.ts'

const today = '2026-03-02'
const person = (name: string, born: string | null = null, aliases: string[] = [], stated?: string) => ({
  name,
  aliases,
  age: born || stated ? { ...(born && { born }), ...(stated && { stated, statedOn: today }) } : null,
})
const marnie = person('Marnie Holt', '1994-03-02', ['The Duchess'])
const offered = (score: number) => (score >= 3 ? likelihoodOf(score) : 'not offered')

it.each([
  ['the same name', person('marnie  HOLT'), 'likely', ['The same name']],
  [
    'the same name and date of birth',
    person('Marnie Holt', '1994-03-02'),
    'very_likely',
    ['The same name', 'The same date of birth'],
  ],
  ['an alias', person('the duchess'), 'possible', ['A name that is also an alias']],
  [
    'an alias, and another date of birth',
    person('Duchess, The', '1990-01-01', ['The Duchess']),
    'possible',
    ['A name that is also an alias', 'Another date of birth'],
  ],
  ['a name as it sounds', person('Marny'), 'possible', ['A name that sounds alike']],
  ['a name with a slip of the pen', person('Mzrnie'), 'possible', ['A name that is spelt alike']],
  ['a name written together', person('Marnieholt'), 'possible', ['A name that is written together or apart']],
  ['a shorter name', person('Duch'), 'possible', ['A name that may be short for the other']],
  [
    'another name, and the same date of birth',
    person('Wanda', '1994-03-02'),
    'possible',
    ['Another name', 'The same date of birth'],
  ],
  [
    'a name as it sounds, day and month exchanged',
    person('Marny', '1994-02-03'),
    'likely',
    ['A name that sounds alike', 'The same date of birth with day and month exchanged'],
  ],
  [
    'another name, day and month exchanged',
    person('Wanda', '1994-02-03'),
    'not offered',
    ['Another name', 'The same date of birth with day and month exchanged'],
  ],
  [
    'a name as it sounds, and another date of birth',
    person('Marny', '1990-01-01'),
    'not offered',
    ['A name that sounds alike', 'Another date of birth'],
  ],
  [
    'a name as it sounds, and the year of birth alone',
    person('Marny', '1994'),
    'likely',
    ['A name that sounds alike', 'The same year of birth'],
  ],
  [
    'a name as it sounds, and an age that fits',
    person('Marny', null, [], 'about 33'),
    'possible',
    ['A name that sounds alike', 'An age that fits'],
  ],
  [
    'a name as it sounds, and an age that cannot be hers',
    person('Marny', null, [], '45 to 50'),
    'not offered',
    ['A name that sounds alike', 'Another age'],
  ],
  ['nothing', person('Wanda', '1990-01-01'), 'not offered', ['Another name', 'Another date of birth']],
] as const)('REF-10 likeness by %s', (_, sought, likelihood, because) => {
  const found = likenessOf(sought, marnie, today)
  expect([offered(found.score), found.because]).toEqual([likelihood, because])
})

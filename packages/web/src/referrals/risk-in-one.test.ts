import { expect, it } from 'vitest'
import { riskInOne } from './risk-in-one.ts'

const name = { pointer: '/answers/person/name', code: 'missing', detail: 'Write the name that she uses' }
const of = (code: string) => ({
  pointer: `/answers/indicators/${code}`,
  code: 'missing',
  detail: `Answer: ${code}`,
})
const rests = {
  pointer: '/answers/indicators/stalking/restsOn',
  code: 'missing',
  detail: 'Say what it rests on',
}

it('REF-5 many questions about risk without an answer are one line, where the first of them stood', () => {
  expect(riskInOne([name, of('a'), of('b'), rests, of('c'), of('d')])).toEqual([
    name,
    { ...of('a'), detail: 'Answer the 4 questions about risk that are still open' },
    rests,
  ])
})

it('REF-5 a few are named one by one', () => {
  const few = [name, of('a'), of('b'), of('c'), rests]
  expect(riskInOne(few)).toEqual(few)
})

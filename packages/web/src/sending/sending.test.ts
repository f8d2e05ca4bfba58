import { expect, test } from 'vitest'
import { ProblemError } from '../client/transport.ts'
import { faultsOf, missingIn } from './sending.ts'

test('what is blank is named at its place, in the form’s words', () => {
  const body = { what: ' ', why: 'He knows the stairwell', dueOn: '' }
  expect(missingIn(body, { what: 'Say what', why: 'Say why', dueOn: 'Give a date' })).toEqual([
    { pointer: '/what', code: 'missing', detail: 'Say what' },
    { pointer: '/dueOn', code: 'missing', detail: 'Give a date' },
  ])
})

test('only a problem has faults', () => {
  const fault = { pointer: '/what', code: 'missing', detail: 'Say what' }
  const problem = { code: 'request.invalid', title: '', status: 400, errors: [fault] } as const
  expect(faultsOf(new ProblemError({ ...problem, errors: [fault] }))).toEqual([fault])
  expect(faultsOf(new Error('no_answer'))).toEqual([])
  expect(faultsOf(null)).toEqual([])
})

import { birthPattern } from './age/birth.ts'
import { patternWords } from './limits.ts'
import { periodPattern } from './monitoring/periods.ts'
import { telephonePattern } from './oncall/values.ts'
import { counted, tooLongWords } from './one-line.ts'

const kinds: Readonly<Record<string, string>> = {
  string: 'is a text',
  integer: 'is a whole number',
  number: 'is a number',
  boolean: 'is either true or false',
  array: 'is a list',
  object: 'is a group of answers',
  null: 'is left empty here',
}

const formats: Readonly<Record<string, string>> = {
  email: 'is an e-mail address such as sam@agency.example',
  uuid: 'is an id, as the API gives it',
  date: 'is a day such as 2026-03-31',
  'date-time': 'is an instant such as 2026-03-02T09:00:00Z',
}

/** Of what stands in one part of the domain. */
const ofTheirOwn: Readonly<Record<string, string>> = {
  [birthPattern]: 'is a date of birth, or as much of it as is known: 1991-02-14, 1991-02 or 1991',
  [periodPattern]: 'is a quarter or a year such as 2026-Q1 or 2026-year',
  [telephonePattern]: 'is a telephone number in digits, such as 01632 960100',
}

/** By the keyword of JSON Schema that a value does not fit, with what that keyword says: the end of a sentence about its field. */
const byKeyword: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => string>> = {
  type: ({ type }) => kinds[String(Array.isArray(type) ? type[0] : type)] ?? otherwise,
  enum: ({ allowedValues }) =>
    Array.isArray(allowedValues) ? `is one of: ${allowedValues.join(', ')}` : otherwise,
  pattern: ({ pattern }) => patternWords[String(pattern)] ?? ofTheirOwn[String(pattern)] ?? otherwise,
  format: ({ format }) => formats[String(format)] ?? otherwise,
  minLength: ({ limit }) =>
    limit === 1 ? 'is empty: say something' : `is too short: at least ${counted(limit, 'character')}`,
  maxLength: ({ limit }) => tooLongWords(limit),
  minimum: ({ limit }) => `is ${String(limit)} or more`,
  maximum: ({ limit }) => `is ${String(limit)} or less`,
  minItems: ({ limit }) => `holds too few: at least ${String(limit)}`,
  maxItems: ({ limit }) => `holds too many: at most ${String(limit)}`,
  minProperties: ({ limit }) => `says too little: at least ${counted(limit, 'answer')}`,
  maxProperties: ({ limit }) => `holds too many: at most ${counted(limit, 'answer')}`,
  uniqueItems: () => 'names something twice',
  additionalProperties: () => 'is not a key that is known here',
  boolean: () => 'is not a key that is known here',
  required: () => 'is missing',
}

const otherwise = 'is not what is asked for here: look at it again'

/** What is wrong and how to put it right, in words: never a pattern, nor what a validator says (REF-5, API-4). */
export const faultInWords = (keyword: string, params: Readonly<Record<string, unknown>>): string =>
  byKeyword[keyword]?.(params) ?? otherwise

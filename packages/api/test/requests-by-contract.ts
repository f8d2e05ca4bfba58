import { type AnyCommand, type AnyQuery, type Contract, Nothing } from '@alongside/shared/contract'
import { Closed } from '@alongside/shared/scalars'
import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { readQuery } from '../src/http/validation.ts'
import { type Path, positionsOf, withValue } from './schema-walk.ts'

/** A request of one operation before it is written as HTTP. */
export interface Request {
  params: Record<string, string>
  /** By pairs: a key may come twice. */
  query: readonly (readonly [string, string])[]
  /** Undefined: none. */
  body: unknown
  ifMatch: string | null
  /** With an Idempotency-Key of its own. */
  keyed: boolean
  /** The same once more, at once. */
  twice: boolean
}

/** What is known to be good: the call of that operation that the access matrix makes, and ids of things that exist. */
interface Good {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
  ids: readonly string[]
}

/**
 * Requests of an operation, from its contract's schemas: the good one, with other values that the schemas allow, or made of
 * nothing else; about half of them hurt at one or two places.
 */
export function requestsOf(operation: Contract, { ids, ...good }: Good): fc.Arbitrary<Request> {
  const query = queryOf(operation)
  const params = fc.record(
    Object.fromEntries(
      Object.entries(operation.params).map(([name, schema]) => [
        name,
        usually(fc.constant(good.params?.[name] ?? ''), valuesOf(schema, ids).map(String)),
      ]),
    ),
  )
  const asked = fc
    .record(
      Object.fromEntries(
        Object.entries(query).map(([name, schema]) => [name, valuesOf(schema, ids).map(String)]),
      ),
      { requiredKeys: [] },
    )
    .map((values) =>
      Object.entries({ ...good.query, ...values }).map(([name, value]) => [name, String(value)] as const),
    )
  const whole: fc.Arbitrary<Request> = fc.record({
    params,
    query: asked,
    body: bodiesOf(operation, good.body, ids),
    ifMatch: usually(
      fc.constantFrom('"v1"', '"v2"', '"v3"', '"v99"'),
      fc.constantFrom(null, '"v0"', 'v1', '*', '"v1", "v2"', 'W/"v1"'),
    ),
    keyed: fc.boolean(),
    twice: fc.nat(5).map((chance) => chance === 0),
  })
  const hurts = fc.array(oneHurt, { maxLength: 2 })
  return usually(
    whole,
    fc.tuple(whole, hurts).map(([request, all]) => all.reduce(hurting, request)),
    1,
  )
}

/** Whether path, query and body are as the contract has them. */
export function wellFormed(operation: Contract): (request: Request) => boolean {
  const fields = queryOf(operation)
  const [params, query] = [Compile(Closed(operation.params)), Compile(Closed(fields))]
  const body = operation.kind === 'command' ? Compile(operation.body) : null
  return (request) =>
    params.Check(request.params) &&
    new Set(request.query.map(([name]) => name)).size === request.query.length &&
    query.Check(readQuery(fields, Object.fromEntries(request.query))) &&
    (body === null || body.Check(request.body === undefined ? {} : request.body))
}

const queryOf = (operation: Contract): Record<string, TSchema> =>
  operation.kind === 'query' ? (operation as AnyQuery).query : {}

/** Three times in four the first, or as often as `weight` says. */
const usually = <T>(first: fc.Arbitrary<T>, second: fc.Arbitrary<T>, weight = 3): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: first, weight }, { arbitrary: second, weight: 1 })

function bodiesOf(operation: Contract, good: unknown, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (operation.kind !== 'command' || operation.method === 'DELETE') return fc.constant(undefined)
  const { body } = operation as AnyCommand
  if (body === Nothing) return fc.constantFrom(undefined, {})
  const places = positionsOf(body)
  if (places.length === 0) return fc.constant(good)
  const other = fc
    .constantFrom(...places)
    .chain(({ path, schema }) =>
      valuesOf(schema as unknown as TSchema, ids).map((value) => ({ path, value })),
    )
  const others = fc.array(other, { maxLength: 3 })
  return usually(
    others.map((values) =>
      values.reduce<unknown>((whole, { path, value }) => withValue(whole, path, value), good),
    ),
    valuesOf(body, ids),
    2,
  )
}

interface Schema {
  const?: unknown
  enum?: unknown[]
  anyOf?: TSchema[]
  type?: string
  properties?: Record<string, TSchema>
  patternProperties?: Record<string, TSchema>
  required?: string[]
  items?: TSchema
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
}

/** Values that the schema allows, its boundaries among them. Lists are kept short. */
function valuesOf(schema: TSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const { const: word, enum: words, anyOf, type, properties, patternProperties, ...given } = schema as Schema
  if (word !== undefined) return fc.constant(word)
  if (words) return fc.constantFrom(...words)
  if (anyOf) return fc.oneof(...anyOf.map((each) => valuesOf(each, ids)))
  const { minimum, maximum, items, minItems = 0, maxItems = 4 } = given
  switch (type ?? 'none') {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: minimum ?? -(2 ** 31), max: maximum ?? 2 ** 31 - 1 })
    case 'number':
      return fc.double({ min: minimum ?? -1e9, max: maximum ?? 1e9, noNaN: true })
    case 'string':
      return textsOf(schema, ids)
    case 'array': {
      const size = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 4)) }
      const each = valuesOf(items as TSchema, ids)
      return given.uniqueItems
        ? fc.uniqueArray(each, { ...size, selector: (one) => JSON.stringify(one) })
        : fc.array(each, size)
    }
    case 'object': {
      if (patternProperties) {
        const [each] = Object.values(patternProperties)
        return fc.dictionary(fc.constantFrom('rough_sleeping', 'not_there'), valuesOf(each as TSchema, ids))
      }
      const fields = Object.entries(properties ?? {}).map(([name, each]) => [name, valuesOf(each, ids)])
      return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
        requiredKeys: given.required ?? [],
      })
    }
    default:
      throw new Error(`say how values of ${JSON.stringify(schema)} are made`)
  }
}

const days = [
  '2026-03-02',
  '2026-03-01',
  '2026-03-03',
  '2026-04-20',
  '2025-12-31',
  '2024-02-29',
  '1900-01-01',
  '2199-12-31',
]
const times = [
  '00:00:00Z',
  '23:59:59.999999999Z',
  '09:00:00+01:00',
  '09:00:00-14:59',
  '23:59:60Z',
  '09:00:00z',
  '09:00:00Z[Europe/London]',
  '09:00:00+23:59',
]
const formats: Record<string, (ids: readonly string[]) => fc.Arbitrary<string>> = {
  uuid: (ids) =>
    fc.oneof(
      fc.constantFrom(...ids),
      fc.constantFrom(...ids).map((id) => id.toUpperCase()),
      fc.uuid(),
    ),
  date: () => fc.constantFrom(...days),
  'date-time': () =>
    fc.tuple(fc.constantFrom(...days), fc.constantFrom(...times)).map((both) => both.join('T')),
  email: () =>
    fc.constantFrom(
      'outreach@alongside.example',
      'Somebody@new.example',
      '"a\r\nBcc: b"@new.example',
      '"\u0000"@new.example',
      '"\ud800"@new.example',
      "o'neil+x@[127.0.0.1]",
    ),
}
/** Of patterns that let nearly everything through, which are no form but a bound. */
const open = /\\u0000/

function textsOf(schema: TSchema, ids: readonly string[]): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = 200 } = schema as Schema
  const allowed = Compile(schema)
  const formed = format && formats[format]?.(ids)
  if (formed) return formed.filter((text) => allowed.Check(text))
  if (pattern && !open.test(pattern))
    return fc
      .stringMatching(new RegExp(pattern, 'u'), { size: 'small' })
      .filter((text) => allowed.Check(text))
  const typed = fc.string({
    unit: 'grapheme',
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, 60)),
  })
  const full = fc.constant('ß'.repeat(maxLength))
  const odd = fc.constantFrom(
    ...oddTexts('x').filter((text) => text.length >= minLength && text.length <= maxLength),
  )
  return fc
    .oneof({ arbitrary: typed, weight: 4 }, { arbitrary: full, weight: 1 }, { arbitrary: odd, weight: 3 })
    .filter((text) => allowed.Check(text))
}

/** Texts that somewhere break something: what cannot be kept, what breaks a line or turns it round, what is code elsewhere. */
const oddTexts = (text: string): string[] => [
  '',
  ' ',
  `${text}\u0000`,
  `${text}\ud800`,
  `\udc00${text}`,
  `${text}\u202e${text}`,
  `${text}\u2067`,
  `${text}\u200f`,
  `${text}\r\nBcc: x@new.example`,
  `${text}\t\u0085\u2028`,
  `${text}\u0007`,
  'e\u0301\u200d\ufeff',
  '\u{1f469}\u200d\u{1f467}',
  'x'.repeat(100_000),
  ` ${text} `,
  text.toUpperCase(),
  `${text}${text}`,
  "' OR 1=1 --",
  '=HYPERLINK("x")',
  '%00',
  '{}',
  '2026-02-30',
  '2026-03-02T23:59:60Z',
  '2026-03-02T09:00:00Z[Europe/London]',
  '2026-03-02T09:00:00+23:59',
  '2026-03-02T09:00:00.12345678901234Z',
  '"\u0000"@new.example',
  '00000000-0000-0000-0000-000000000000',
]

const gone = Symbol('gone')
const others = [gone, null, true, 0, -1, 0.5, '', 'x', [], [[]], {}, { $ne: null }, ['a', 1]]

/** Everything that may stand in the place of this value to hurt. */
function hurtsOf(value: unknown): unknown[] {
  if (typeof value === 'string') return [...others, ...oddTexts(value)]
  if (typeof value === 'number')
    return [...others, value - 1, value + 1, -value, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e308, String(value)]
  if (Array.isArray(value))
    return [...others, [...value, ...value], Array.from({ length: 500 }, () => value[0] ?? 'x'), [null]]
  if (typeof value === 'object' && value !== null)
    return [
      ...others,
      { ...value, surplus: 1 },
      { ...value, ['__proto__']: 1 },
      { ...value, partnershipId: 'x' },
      [value],
    ]
  return others
}

interface Hurt {
  where: 'body' | 'query' | 'path'
  at: number
  pick: number
}
const oneHurt: fc.Arbitrary<Hurt> = fc.record({
  where: fc.constantFrom('body', 'body', 'body', 'query', 'path'),
  at: fc.nat(),
  pick: fc.nat(),
})

function hurting(request: Request, { where, at, pick }: Hurt): Request {
  const picked = <T>(list: readonly T[], by: number): T | undefined => list[by % Math.max(1, list.length)]
  const names = Object.keys(request.params)
  if (where === 'path' && names.length > 0) {
    const name = picked(names, at) ?? ''
    const texts = oddTexts(request.params[name] ?? '').filter((text) => text.trim() !== '')
    return { ...request, params: { ...request.params, [name]: picked(texts, pick) ?? '' } }
  }
  if (where === 'query') {
    const [name, value] = picked(request.query, at) ?? ['surplus', 'x']
    const rest = request.query.filter(([each]) => each !== name)
    const texts = oddTexts(value).map((text) => [[name, text]] as const)
    const all = [
      [],
      [
        [name, value],
        [name, value],
      ],
      [[`${name}[]`, value]],
      [
        [name, value],
        ['surplus', '1'],
      ],
      ...texts,
    ]
    return { ...request, query: [...rest, ...((picked(all, pick) ?? []) as [string, string][])] }
  }
  if (request.body === undefined) return request
  const path = picked(placesIn(request.body), at) ?? []
  const body = changedAt(request.body, path, (value) => picked(hurtsOf(value), pick))
  return { ...request, body: body === gone ? undefined : body }
}

/** Every place of a value, the whole first. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inside = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [path, ...inside.slice(0, 50).flatMap(([key, each]) => placesIn(each, [...path, key]))]
}

function changedAt(value: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(value)
  const entries = Object.entries(value as object).map(
    ([name, each]) => [name, name === String(key) ? changedAt(each, rest, change) : each] as const,
  )
  const left = entries.filter(([, each]) => each !== gone)
  return Array.isArray(value) ? left.map(([, each]) => each) : Object.fromEntries(left)
}

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const document: unknown = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8'))
const token = /^[a-z0-9]+(_[a-z0-9]+)*$/

/** What else an enumeration may hold, by what its last named place is called, with the form that others gave it. */
const argued: Record<string, { as: RegExp; because: string }> = {
  Scope: { as: /^[a-z]+:[a-z]+$/, because: 'a permission by its own name (RFC 6749 leaves it to us)' },
  EventType: { as: /^[a-z_]+\.[a-z_]+$/, because: 'Standard Webhooks names events by resource and verb' },
  WishedEventType: { as: /^[a-z_]+\.[a-z_]+$/, because: 'an event type' },
  AuditAction: { as: /^[a-z_]+(\.[a-z0-9_]+)?$/, because: 'resource and verb, as an event type' },
  code: { as: /^[a-z_]+(\.[a-z0-9_]+)?$/, because: 'the code of a problem (RFC 9457)' },
  EventId: { as: /^[a-z]+([A-Z][a-z]+)*$/, because: 'the name of a property of an event' },
  section: { as: /^[a-z]+([A-Z][a-z]+)*$/, because: 'the name of a property of the form' },
  QuestionName: { as: /^[a-z]+([A-Z][a-z]+)*$/, because: 'the name of a property of what is counted' },
  Division: { as: /^[a-z]+(-[a-z]+)*$/, because: 'GOV.UK’s own names of its bank holidays' },
  division: { as: /^[a-z]+(-[a-z]+)*$/, because: 'the same' },
  timeZone: { as: /^[A-Z][a-z]+\/[A-Z][a-z]+$/, because: 'IANA' },
  sort: { as: /^-?[a-z_]+$/, because: 'a hyphen turns the order round' },
  token_type: { as: /^Bearer$/, because: 'RFC 6750' },
}

interface Value {
  name: string
  value: string
}

/** Every string that an enumeration of the description allows, with the last name on the way to it. */
function valuesIn(node: unknown, name: string): Value[] {
  if (Array.isArray(node)) return node.flatMap((one) => valuesIn(one, name))
  if (typeof node !== 'object' || node === null) return []
  const schema = node as Record<string, unknown>
  const named = typeof schema.in === 'string' && typeof schema.name === 'string' ? schema.name : name
  return Object.entries(schema).flatMap(([key, inner]) => {
    if ((key === 'enum' && Array.isArray(inner)) || key === 'const')
      return [inner].flat().flatMap((value) => (typeof value === 'string' ? [{ name: named, value }] : []))
    return valuesIn(inner, /^(items|anyOf|oneOf|allOf|schema|\d+)$/.test(key) ? named : key)
  })
}
const values = valuesIn(document, '')

it('API-5 every enumerated value is a token, never a sentence', () => {
  expect(values.length).toBeGreaterThan(500)
  const wrong = values.filter(({ name, value }) => !token.test(value) && !argued[name]?.as.test(value))
  expect(wrong.map(({ name, value }) => `${name}: ${value}`)).toEqual([])
})

it('API-5 no exception is argued for nothing', () => {
  const used = new Set(values.filter(({ value }) => !token.test(value)).map(({ name }) => name))
  expect(Object.keys(argued).filter((name) => !used.has(name))).toEqual([])
})

import { faultInWords } from '@alongside/shared/fault-words'
import { operations } from '@alongside/shared/operations'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { expect, it } from 'vitest'
import { faultsOf } from '../src/http/validation.ts'

type Node = TSchema & Record<string, unknown>

/** Every place of a schema, with what stands in it. */
function places(schema: Node, at: string): [string, Node][] {
  const inside = [
    ...Object.entries((schema.properties ?? {}) as Record<string, Node>),
    ...Object.entries((schema.patternProperties ?? {}) as Record<string, Node>),
    ...((schema.anyOf ?? []) as Node[]).map((one, index) => [`|${index}`, one] as const),
    ...(typeof schema.items === 'object' ? [['0', schema.items as Node] as const] : []),
    ...(typeof schema.additionalProperties === 'object'
      ? [['*', schema.additionalProperties as Node] as const]
      : []),
  ]
  return [[at, schema], ...inside.flatMap(([key, one]) => places(one, `${at}/${key}`))]
}

const asked = Object.values(operations).flatMap((contract) => [
  ...Object.entries(contract.params as Record<string, Node>).flatMap(([name, one]) =>
    places(one, `${contract.id} :${name}`),
  ),
  ...(contract.kind === 'query'
    ? Object.entries(contract.query as Record<string, Node>).flatMap(([name, one]) =>
        places(one, `${contract.id} ?${name}`),
      )
    : []),
  ...(contract.kind === 'command' ? places(contract.body as Node, `${contract.id} `) : []),
])

/** Values of every kind, some of which fit no place that there is. */
const wrongFor = ({ maxLength, maxItems, maximum }: Node): unknown[] => [
  ...[null, true, -1, 0, 1.5, 1e15, '', ' ', 'x', 'A line\nand another', '\u0000', '1991-02-31', '99:99'],
  ...[[], [1], {}, { nobodyKnowsThis: 1 }],
  ...(typeof maxLength === 'number' ? ['x'.repeat(maxLength + 1)] : []),
  ...(typeof maxItems === 'number' ? [Array.from({ length: maxItems + 1 }, () => 'x')] : []),
  ...(typeof maximum === 'number' ? [maximum + 1] : []),
]

/** What a validator says, or what only a programmer reads. */
const unkind = /must |match|pattern|schema|regex|undefined|\[object|[\\^$]/i

it('REF-5, API-4 whatever is wrong with whatever is asked for, it is said in words: never by a pattern or a validator', () => {
  const spoken = new Map<string, string>()
  const seen = new Set<string>()
  for (const [place, schema] of asked) {
    const shape = JSON.stringify(schema)
    if (seen.has(shape)) continue
    seen.add(shape)
    for (const value of wrongFor(schema))
      for (const { detail } of faultsOf(Value.Errors(schema, value) as never, (pointer) => pointer))
        spoken.set(detail === fallback ? `${detail} ${place}` : detail, place)
  }
  expect(spoken.size).toBeGreaterThan(40)
  const wrong = [...spoken].filter(([detail]) => unkind.test(detail) || detail.startsWith(fallback))
  expect(wrong).toEqual([])
})

/** Said of a keyword or a pattern that has no words yet: none is asked for. */
const fallback = faultInWords('a keyword that nobody knows', {})

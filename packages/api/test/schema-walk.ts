import type { TSchema } from 'typebox'

type Json = Record<string, unknown>
export type Path = readonly (string | number)[]

export interface Position {
  path: Path
  schema: Json
}

/** Every place of a body where a plain value stands, into lists and alternatives too. */
export function positionsOf(schema: TSchema, path: Path = []): Position[] {
  const { properties, patternProperties, items, anyOf } = schema as unknown as {
    properties?: Record<string, TSchema>
    patternProperties?: Record<string, TSchema>
    items?: TSchema
    anyOf?: TSchema[]
  }
  if (anyOf) return anyOf.flatMap((each) => positionsOf(each, path))
  if (items) return positionsOf(items, [...path, 0])
  if (properties)
    return Object.entries(properties).flatMap(([key, each]) => positionsOf(each, [...path, key]))
  if (patternProperties)
    return Object.values(patternProperties).flatMap((each) => positionsOf(each, [...path, 'rough_sleeping']))
  return [{ path, schema: schema as unknown as Json }]
}

/** The body with that value at that place; what leads there is made where it is missing. */
export function withValue(body: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value
  if (typeof key === 'number') return [withValue(Array.isArray(body) ? body[key] : undefined, rest, value)]
  const object = typeof body === 'object' && body !== null ? (body as Json) : {}
  return { ...object, [key]: withValue(object[key], rest, value) }
}

export const pointerOf = (path: Path): string => path.map((key) => `/${key}`).join('')

import Type, { type Static, type TSchema } from 'typebox'
import { bases, roles, scopes } from './access.ts'
import {
  cursor,
  instant,
  line,
  narrative,
  oneLine,
  ourTimes,
  reference,
  spoken,
  spokenLine,
  storable,
  unquoted,
} from './limits.ts'

/** Free text of several lines, as typed. `maxLength` counts UTF-16 units. */
export const Text = (maxLength = narrative, description?: string) =>
  Type.String({ maxLength, pattern: storable, ...(description && { description }) })

/** The same where something must be said: at least one character that is seen. */
export const Words = (maxLength = narrative, description?: string) =>
  Type.String({ minLength: 1, maxLength, pattern: spoken, ...(description && { description }) })

/** One line: a name, a title, a reference. At least one character that is seen. */
export const Line = (maxLength: number = line, description?: string) =>
  Type.String({ minLength: 1, maxLength, pattern: spokenLine, ...(description && { description }) })

/** One line that may be left empty. */
export const LineOrNone = (maxLength: number = line, description?: string) =>
  Type.String({ maxLength, pattern: oneLine, ...(description && { description }) })

export const Email = (maxLength = 254) => Type.String({ format: 'email', maxLength, pattern: unquoted })

export const Id = Type.String({ format: 'uuid', maxLength: 36, description: 'UUIDv7' })
export const Instant = Type.String({
  format: 'date-time',
  maxLength: 40,
  pattern: instant,
  description: 'RFC 3339, UTC',
})
export const LocalDate = Type.String({
  format: 'date',
  maxLength: 10,
  pattern: ourTimes,
  description: 'YYYY-MM-DD, in the partnership’s time zone',
})
export const Version = Type.Integer({
  minimum: 1,
  maximum: 2147483647,
  description: 'Goes into If-Match as "vN"',
})
export const Reference = Type.String({
  maxLength: 24,
  pattern: reference,
  description: 'Readable, random: it tells neither who nor how many (ACC-6)',
})

/** A closed list of words, documented as an enum of strings. */
export const Choice = <const T extends string>(
  words: readonly T[],
  options: { $id?: string; description?: string } = {},
) => Type.Unsafe<T>({ type: 'string', enum: [...words], ...options })

/** An object that refuses keys which it does not know. */
export const Closed = <T extends Record<string, TSchema>>(
  properties: T,
  options: { $id?: string; description?: string } = {},
) => Type.Object(properties, { additionalProperties: false, ...options })

export const ListOf = <T extends TSchema>(item: T, maxItems = 100) => Type.Array(item, { maxItems })
export const Nullable = <T extends TSchema>(schema: T) =>
  Type.Unsafe<Static<T> | null>({ anyOf: [schema, { type: 'null' }] })

/** What every move answers: where the thing stands now. */
export const Page = <T extends TSchema>(item: T, $id: string) =>
  Closed(
    {
      items: ListOf(item, 100),
      next: Nullable(
        Type.String({
          maxLength: 500,
          pattern: cursor,
          description: 'Opaque cursor of the next page; null at the end',
        }),
      ),
    },
    { $id },
  )
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
}

export const RoleSchema = Choice(roles, { $id: 'Role' })
export const ScopeSchema = Choice(scopes, { $id: 'Scope' })
export const BasisSchema = Choice(bases, { $id: 'SharingBasis' })

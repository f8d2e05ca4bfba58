import { faultInWords } from '@alongside/shared/fault-words'
import { type Fault, Refusal } from '@alongside/shared/problems'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'

type Check<T> = (value: unknown) => T

/** A check that compiles its schema when it is first asked, once, and names every fault at its place. `place`: how a pointer begins. */
export function checker<T>(schema: TSchema, place: (pointer: string) => string): Check<T> {
  let compiled: Validator | undefined
  return (value) => {
    compiled ??= Compile(schema)
    if (compiled.Check(value)) return value as T
    throw new Refusal('request.invalid', faultsOf(compiled.Errors(value), place))
  }
}

interface SchemaError {
  keyword: string
  instancePath: string
  params: Record<string, unknown>
}

/** One fault a place; an unknown or missing key is named where it stands or ought to stand. */
export function faultsOf(errors: Iterable<SchemaError>, place: (pointer: string) => string): Fault[] {
  const faults = new Map<string, Fault>()
  for (const { keyword, instancePath, params } of errors) {
    const keys = (params.additionalProperties ?? params.requiredProperties) as string[] | undefined
    const pointers = keys?.length ? keys.map((key) => `${instancePath}/${escaped(key)}`) : [instancePath]
    for (const pointer of pointers) {
      const at = place(pointer).slice(0, longestPointer)
      const code =
        keyword === 'additionalProperties' || keyword === 'boolean'
          ? 'unknown'
          : keyword === 'required'
            ? 'missing'
            : 'invalid'
      const detail = faultInWords(keyword, params).slice(0, longestDetail)
      if (!faults.has(at)) faults.set(at, { pointer: at, code, detail })
    }
    if (faults.size >= 100) break
  }
  return [...faults.values()]
}

/** As documented (http/openapi.ts): a key of a whole page is named by how it begins. */
const longestPointer = 400
const longestDetail = 600
const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')
/** Query strings are text: whole numbers and booleans that a schema asks for are read strictly, anything else stays text and fails. */
export function readQuery(
  fields: Record<string, TSchema>,
  query: Record<string, unknown>,
): Record<string, unknown> {
  const read: Record<string, unknown> = { ...query }
  for (const [name, schema] of Object.entries(fields)) {
    const text = read[name]
    if (typeof text !== 'string') continue
    const type = (schema as { type?: string }).type
    if (type === 'integer' && /^\d{1,9}$/.test(text)) read[name] = Number(text)
    if (type === 'boolean' && (text === 'true' || text === 'false')) read[name] = text === 'true'
  }
  return read
}

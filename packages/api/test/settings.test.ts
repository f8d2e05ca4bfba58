import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { Config } from '../src/config.ts'

// `UPDATE_SETTINGS=1 vitest run test/settings.test.ts` writes both anew.

interface Property {
  type?: string
  enum?: readonly string[]
  const?: string
  anyOf?: readonly Property[]
  default?: string | number | boolean
  minimum?: number
  maximum?: number
  description?: string
}
const settings = Object.entries(Config.properties as Record<string, Property>)

const rangeOf = ({ type, enum: values, const: only, anyOf, minimum, maximum }: Property): string => {
  if (anyOf) return anyOf.map(rangeOf).join(' or ')
  if (only !== undefined) return `\`${only}\``
  if (values) return values.map((value) => `\`${value}\``).join(' or ')
  if (type === 'boolean') return '`true` or `false`'
  if (type !== 'integer') return 'text'
  return maximum === undefined ? `a number from ${minimum ?? 0}` : `${minimum ?? 0} to ${maximum}`
}
const byDefault = (value: Property['default']) => (value === '' || value === undefined ? '' : `\`${value}\``)

const reference = [
  '# Settings',
  '',
  'Read from the environment by every command. Written from `packages/api/src/config.ts` by its test; what stands here is what counts.',
  '',
  '| setting | takes | by default | what it is |',
  '|---|---|---|---|',
  ...settings.map(
    ([name, property]) =>
      `| \`${name}\` | ${rangeOf(property)} | ${byDefault(property.default)} | ${property.description ?? ''} |`,
  ),
  '',
].join('\n')

const example = [
  '# Every setting, as it is by default (docs/settings.md). Copy to .env and fill in what has no default.',
  ...settings.flatMap(([name, { description, default: value }]) => [
    '',
    ...(description ? [`# ${description}`] : []),
    value === '' || value === undefined ? `${name}=` : `# ${name}=${value}`,
  ]),
  '',
].join('\n')

it.each([
  ['docs/settings.md', reference],
  ['.env.example', example],
])('OPS-7 %s says what config.ts says', (file, text) => {
  const place = new URL(`../../../${file}`, import.meta.url)
  if (process.env.UPDATE_SETTINGS) writeFileSync(place, text)
  expect(readFileSync(place, 'utf8')).toBe(text)
})

it('OPS-7 every setting says what it is', () => {
  expect(settings.filter(([, { description }]) => !description).map(([name]) => name)).toEqual([])
})

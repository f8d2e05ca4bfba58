import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const listed = [
  ...readFileSync(path.join(root, 'docs/REQUIREMENTS.md'), 'utf8').matchAll(/^- \*\*([A-Z]{3}-\d+)\*\* /gm),
].map((found) => found[1] ?? '')

const families = new Set(listed.map((identifier) => identifier.slice(0, 3)))

/** Every identifier that a source or a test names, with the first file that does. */
function named(): Map<string, string> {
  const found = new Map<string, string>()
  for (const folder of [
    'packages/shared/src',
    'packages/api/src',
    'packages/api/test',
    'packages/web/src',
    'packages/web/e2e',
  ])
    for (const file of readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }))
      if (/\.(?:tsx?|sql|typ)$/.test(file))
        for (const [identifier] of readFileSync(path.join(root, folder, file), 'utf8').matchAll(
          /\b[A-Z]{3}-\d{1,2}\b/g,
        ))
          if (families.has(identifier.slice(0, 3)) && !found.has(identifier))
            found.set(identifier, `${folder}/${file}`)
  return found
}

it('each requirement is listed once', () => {
  expect(listed.length).toBeGreaterThan(100)
  expect(listed.filter((identifier, index) => listed.indexOf(identifier) !== index)).toEqual([])
})

it('an identifier that code or a test names stands in docs/REQUIREMENTS.md', () => {
  const names = named()
  expect(names.size).toBeGreaterThan(40)
  expect([...names].filter(([identifier]) => !listed.includes(identifier))).toEqual([])
})

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'

// REF-12: a reload, a crash or another tab of the page loses nothing that took more than a line to write.

const src = path.join(import.meta.dirname, '..')
const forms = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx') && !name.includes('.test'))
  .flatMap((name) => {
    const text = readFileSync(path.join(src, name), 'utf8')
    return ts
      .createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
      .statements.filter(ts.isFunctionDeclaration)
      .map((one) => ({ is: `${name} ${one.name?.text}`, words: one.getText() }))
  })
  .filter(({ words }) => /\buse(Form|Move)\(/.test(words) && /<(Textarea|\w+Fields)\b/.test(words))

const none = [
  // A table that is pasted from a file, which is still there.
  'monitoring/local-population.tsx LoadPopulation',
  // One-line fields alone.
  'oncall/keep-list.tsx ListForm',
  'systems/add-endpoint.tsx AddEndpoint',
  'systems/change-endpoint.tsx ChangeEndpoint',
]

it('REF-12 every form with a text of several lines keeps on this device what is typed', () => {
  expect(forms.length).toBeGreaterThan(40)
  const losing = forms.filter(({ is, words }) => !none.includes(is) && !/useKept|useAutosave/.test(words))
  expect(losing.map(({ is }) => is)).toEqual([])
})

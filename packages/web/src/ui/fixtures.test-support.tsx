import { readFileSync } from 'node:fs'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { normalised } from './normalised.ts'

/*
 * The kit renders what govuk-frontend's own templates render, compared by the fixtures that it ships.
 * Left out on purpose, here and in the kit's props:
 * - `classes`, `attributes`, `html`, `id`, `idPrefix`: ids come from the name (fieldId), contents are React nodes;
 * - `disabled`: a control that can't be used says why (Button's `reason`) or is not there;
 * - `data-*`, which only the library's JavaScript reads, and which the comparison drops on both sides;
 * - `role="button"` on links, because a link does not answer to the space bar, and `draggable`;
 * - `spellcheck`, `autocapitalize` and `pattern` go through TextInput's rest untested here;
 * - form groups' and items' `classes`; items' own names; tables without a head or a caption.
 */

type Fixture = { name: string; html: string }

export function fixture(component: string, name: string): string {
  const path = new URL(import.meta.resolve(`govuk-frontend/dist/govuk/components/${component}/fixtures.json`))
  const { fixtures }: { fixtures: Fixture[] } = JSON.parse(readFileSync(path, 'utf8'))
  const found = fixtures.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`govuk-frontend ships no fixture "${name}" of ${component}`)
  return found.html
}

export function same(
  component: string,
  name: string,
  ours: ReactNode,
  ignoredAttributes: readonly string[] = [],
) {
  test(`${component}: ${name}`, () => {
    // Beside what opens something: that unsent words wait in it, shown where they do.
    const html = renderToStaticMarkup(ours).replace(/<span class="app-waits">[^<]*<\/span>/, '')
    expect(normalised(html, ignoredAttributes)).toBe(normalised(fixture(component, name), ignoredAttributes))
  })
}

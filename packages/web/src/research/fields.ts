import { account, longestFact, narrative } from '@alongside/shared/limits'
import type { Fact, ResearchContent } from '@alongside/shared/research/contract'
import { type Fields, type Held, type Kept, same, textOf } from '../autosave/engine.ts'
import { tooLong } from '../autosave/too-long.ts'

export const mostFacts = 12

export const blank: Fact = { what: '', source: '', when: '' }

const isWritten = (fact: Fact) => Object.values(fact).some((words) => words.trim() !== '')

/** Blank facts are room to type in: nothing to send, and no change when somebody else has fewer of them. */
const written = (facts: readonly Fact[]) => facts.filter(isWritten)

const factsIn = (value: unknown): Fact[] => (Array.isArray(value) ? (value as Fact[]) : [])

/**
 * The content by its fields. The facts are one field: they have no names but their places, and places move when one is
 * taken out. Saved apart, the words of one would come to stand beside those of another.
 */
export const fieldsOf = ({ facts, opinion, withheld }: ResearchContent): Fields => ({
  facts,
  opinion,
  'withheld/what': withheld.what,
  'withheld/why': withheld.why,
})

export const contentOf = (fields: Fields): ResearchContent => ({
  facts: factsIn(fields.facts),
  opinion: textOf(fields.opinion),
  withheld: { what: textOf(fields['withheld/what']), why: textOf(fields['withheld/why']) },
})

export const heldOf = ({ content, version }: { content: ResearchContent; version: number }): Held => ({
  fields: fieldsOf({ ...content, facts: written(content.facts) }),
  version,
})

export const tidied = (field: string, value: unknown): unknown =>
  field === 'facts' ? written(factsIn(value)) : value

/** The field that the API names: '/facts/0/what' is of the facts. */
export const fieldAt = (pointer: string): string =>
  pointer.startsWith('/facts') ? 'facts' : pointer.slice(1)

const partLabels = { what: 'what', source: 'how you know', when: 'when it was' } as const
export type Part = keyof typeof partLabels
const partsOfFact = Object.keys(partLabels) as Part[]

export const partFault = (fact: Fact, part: Part): string | null => tooLong(fact[part], longestFact[part])

export const limitOf = (field: string): number => (field === 'withheld/why' ? narrative : account)

/** One part that is too long holds back all facts: it is named, by its place on the page. */
export function faultOf(field: string, value: unknown): string | null {
  if (field !== 'facts') return tooLong(value, limitOf(field))
  const facts = factsIn(value)
  for (const [at, fact] of facts.entries())
    for (const part of partsOfFact) {
      const fault = partFault(fact, part)
      if (fault) return `fact ${at + 1}, ${partLabels[part]}: ${fault}`
    }
  return written(facts).length > mostFacts ? `there is room for ${mostFacts} facts. Take some out` : null
}

const labels: Record<string, string> = {
  facts: 'Facts',
  opinion: 'Opinion',
  'withheld/what': 'What stays with the agency',
  'withheld/why': 'Why it stays with the agency',
}
export const labelOf = (field: string): string => labels[field] ?? field

/** Theirs, then those of mine that are not among them. */
export const bothOf = (mine: readonly Fact[], theirs: readonly Fact[]): Fact[] => [
  ...theirs,
  ...written(mine).filter((fact) => !theirs.some((other) => same(fact, other))),
]

/**
 * What a device kept when each part of a fact was a field of its own ('facts/0/what'), as it stood on the page then.
 * Where the server has changed since, the two stand side by side like any other change made elsewhere.
 */
export function keptTogether(kept: Kept, server: Fields): Kept {
  const apart = Object.entries(kept).filter(([field]) => field.startsWith('facts/'))
  if (apart.length === 0) return kept
  const over = (which: 'value' | 'base') => {
    const facts = [...factsIn(server.facts)]
    for (const [field, one] of apart) {
      const [, at, part = ''] = field.split('/')
      const place = Number(at)
      if (!(place < mostFacts && part in partLabels)) continue
      while (facts.length <= place) facts.push(blank)
      facts[place] = { ...(facts[place] ?? blank), [part]: textOf(one[which]) }
    }
    return written(facts)
  }
  const others = Object.entries(kept).filter(([field]) => !field.startsWith('facts/'))
  return { facts: { value: over('value'), base: over('base') }, ...Object.fromEntries(others) }
}

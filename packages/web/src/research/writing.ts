import { account, narrative } from '@alongside/shared/limits'
import { readResearch, saveResearch } from '@alongside/shared/research/addresses'
import type { Fact, Research, ResearchContent } from '@alongside/shared/research/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Fields, type Held, same, textOf } from '../autosave/engine.ts'
import { tooLong } from '../autosave/too-long.ts'
import { type Saving, useAutosave } from '../autosave/use-autosave.ts'
import { keyOf } from '../client/hooks.ts'
import { request } from '../client/session.ts'

/** The content field by field: 'facts/0/what', 'opinion', 'withheld/why'. */
export function fieldsOf({ facts, opinion, withheld }: ResearchContent): Fields {
  const told = facts.flatMap((fact, at) =>
    Object.entries(fact).map(([key, words]) => [`facts/${at}/${key}`, words]),
  )
  return {
    ...Object.fromEntries(told),
    opinion,
    'withheld/what': withheld.what,
    'withheld/why': withheld.why,
  }
}

/** As it stands; a fact is there as soon as one of its fields is, blank or not. */
export function contentOf(fields: Fields): ResearchContent {
  const words = (field: string) => textOf(fields[field])
  const places = Object.keys(fields)
    .filter((field) => field.startsWith('facts/') && fields[field] !== undefined)
    .map((field) => Number(field.split('/')[1]))
  const facts = Array.from({ length: Math.max(-1, ...places) + 1 }, (_, at): Fact => {
    const [what, source, when] = ['what', 'source', 'when'].map((key) => words(`facts/${at}/${key}`))
    return { what: what ?? '', source: source ?? '', when: when ?? '' }
  })
  return {
    facts,
    opinion: words('opinion'),
    withheld: { what: words('withheld/what'), why: words('withheld/why') },
  }
}

export const limitOf = (field: string): number => (field === 'withheld/why' ? narrative : account)

const factLabels: Record<string, string> = { what: 'what', source: 'how you know', when: 'when it was' }
const labels: Record<string, string> = {
  opinion: 'Opinion',
  'withheld/what': 'What stays with the agency',
  'withheld/why': 'Why it stays with the agency',
}
export function labelOf(field: string): string {
  const [, at, key = ''] = field.split('/')
  return labels[field] ?? `Fact ${Number(at) + 1}, ${factLabels[key] ?? key}`
}

export interface Writing extends Saving {
  content: ResearchContent
  change: (content: ResearchContent) => void
}

const heldOf = ({ content, version }: Research): Held => ({ fields: fieldsOf(content), version })

/** MTG-3: what an agency knows, written as it is typed, each field by itself. */
export function useResearch(research: Research): Writing | null {
  const queries = useQueryClient()
  const asked = { params: { itemId: research.agendaItemId } }
  const server = useMemo(() => heldOf(research), [research])
  const saving = useAutosave({
    name: `research ${research.agendaItemId}`,
    title: `What my agency knows, case ${research.caseReference}`,
    labelOf,
    server,
    send: async (changed, { fields, version }) => {
      const body = contentOf({ ...fields, ...changed })
      const reply = await request(saveResearch, { ...asked, version, body })
      queries.setQueryData(keyOf(readResearch, asked), reply)
      void queries.invalidateQueries({ queryKey: ['Work'] })
      return heldOf(reply)
    },
    read: async () => {
      const read = await request(readResearch, asked)
      queries.setQueryData(keyOf(readResearch, asked), read)
      return heldOf(read)
    },
    faultOf: (field, words) => tooLong(words, limitOf(field)),
    fieldAt: (pointer) => pointer.slice(1),
  })
  return (
    saving && {
      ...saving,
      content: contentOf(saving.state.fields),
      change: (content) => {
        const [before, after] = [saving.engine.state().fields, fieldsOf(content)]
        for (const field of new Set([...Object.keys(before), ...Object.keys(after)]))
          if (before[field] === undefined || !same(before[field], after[field]))
            saving.engine.type(field, after[field])
      },
    }
  )
}

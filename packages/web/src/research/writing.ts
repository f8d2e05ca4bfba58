import { readResearch, saveResearch } from '@alongside/shared/research/addresses'
import type { Research, ResearchContent } from '@alongside/shared/research/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { same } from '../autosave/engine.ts'
import { type Saving, useAutosave } from '../autosave/use-autosave.ts'
import { keyOf } from '../client/hooks.ts'
import { request } from '../client/session.ts'
import { contentOf, faultOf, fieldAt, fieldsOf, heldOf, keptTogether, labelOf, tidied } from './fields.ts'

export interface Writing extends Saving {
  content: ResearchContent
  change: (content: ResearchContent) => void
}

/** MTG-3: what an agency knows, written as it is typed; its facts together, every other field by itself. */
export function useResearch(research: Research): Writing | null {
  const queries = useQueryClient()
  const asked = { params: { itemId: research.agendaItemId } }
  const server = useMemo(() => heldOf(research), [research])
  const saving = useAutosave({
    name: `research ${research.agendaItemId}`,
    title: `What my agency knows, case ${research.caseReference}`,
    labelOf,
    server,
    asKept: keptTogether,
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
    faultOf,
    tidied,
    fieldAt,
  })
  return (
    saving && {
      ...saving,
      content: contentOf(saving.state.fields),
      change: (content) => {
        const [before, after] = [saving.engine.state().fields, fieldsOf(content)]
        for (const field of Object.keys(after))
          if (!same(before[field], after[field])) saving.engine.type(field, after[field])
      },
    }
  )
}

import { isStanding, lookAgainBy } from '@alongside/shared/plan/rules'
import type { PlanPart } from '@alongside/shared/plan/values'
import type { ItemRecord } from '@alongside/shared/room/schema'
import type { WrappedKey } from '../vault.ts'
import { type Amending, amendLine, beginLine } from './amending.ts'
import { lightOf, readLines } from './queries.ts'

const parts = { riskPlan: 'risk', supportPlan: 'need' } as const satisfies Partial<
  Record<keyof ItemRecord, PlanPart>
>

/**
 * PLN-1: what was written down of a case as one text becomes a line of its plan, as the case is closed: the first time a line
 * of its own, from then on the same line, changed.
 */
export async function linesFromTexts(
  amending: Omit<Amending, 'caseId' | 'key' | 'itemId' | 'why'>,
  { id, caseId, key, record }: { id: string; caseId: string; key: WrappedKey; record: ItemRecord },
  today: string,
): Promise<void> {
  const texts = Object.entries(parts).flatMap(([name, part]) => {
    const words = record[name as keyof typeof parts]
    return words?.trim() ? [{ part, words }] : []
  })
  if (texts.length === 0) return
  const of = { ...amending, caseId, key, itemId: id, why: null }
  const lines = await readLines(of.tx, of.vault, caseId)
  const light = await lightOf(of.tx, caseId)
  for (const { part, words } of texts) {
    const stands = lines.find(
      (line) => line.source === 'record' && line.part === part && line.caseId === caseId && isStanding(line),
    )
    const lookAgainOn = lookAgainBy(today, part, light)
    if (stands?.words === words) continue
    if (stands) await amendLine(of, stands, 'changed', { words, state: 'changed', lookAgainOn })
    else
      await beginLine(
        of,
        'added',
        {
          ...{ part, words, area: null, herWords: null, herWordsOn: null, forHer: null, state: 'agreed' },
          ...{ leadAgencyId: null, limitedTo: [], lookAgainOn, because: null },
        },
        'record',
      )
  }
}

import type { Paper, PaperItem } from '../documents/contract.ts'
import { type ReleasePart, releaseParts } from './values.ts'

/** What goes with a part of a case that the recipient does not need. */
const leaves = {
  name: { name: null },
  light: { light: null, computedLight: null, because: [] },
  her_voice: { herVoice: [] },
  children: { children: [] },
  reach: { reach: [] },
  warnings: { warnings: [] },
  asks: { asks: null },
  contributions: { contributions: [] },
  plan: { plan: [], planAmended: [] },
  record: { record: [], deferredFor: null, putOffTo: null },
  actions: { carried: [], actions: [], carriedActions: 0 },
  meeting: {},
} as const satisfies Record<ReleasePart, Partial<PaperItem>>

/** What nobody outside is told: who steps out and who chairs (ACC-9), and what an agency prepares a case by. */
const untold = {
  ...{ chairs: '', stepsOut: '' },
  ...{ identity: [], basis: [], sharing: [], safeguarding: [], peopleWhoHarm: [], otherForums: [] },
} as const satisfies Partial<PaperItem>

/** CNF-1: the document as it leaves: cut to the parts that the recipient needs (null: all of them). */
export function cutToNeed(paper: Paper, parts: readonly ReleasePart[] | null): Paper {
  const gone = releaseParts.filter((part) => parts !== null && !parts.includes(part))
  const outside = { ...untold, ...Object.assign({}, ...gone.map((part) => leaves[part])) }
  return {
    ...paper,
    notNeeded: [],
    items: paper.items.map((item) => ({ ...item, ...outside })),
    putOff: gone.includes('record') ? [] : paper.putOff,
    ...(gone.includes('meeting') && { people: [], proceedings: null, notes: null, correction: null }),
  }
}

/** GST-1: of the minutes what a guest heard of her item: nothing of the meeting, nor what stood in plan and actions before. */
export function cutToGuest(paper: Paper): Paper {
  const cut = cutToNeed(
    paper,
    releaseParts.filter((part) => part !== 'meeting'),
  )
  const heard = { plan: [], carried: [], carriedActions: 0 } satisfies Partial<PaperItem>
  return { ...cut, putOff: [], items: cut.items.map((item) => ({ ...item, ...heard })) }
}

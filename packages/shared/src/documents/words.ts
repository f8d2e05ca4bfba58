import type { PaperItem } from './contract.ts'
import type { DocumentKind } from './rules.ts'
import type { CopyState } from './values.ts'

/** MTG-4, as the name of a document within a sentence. */
export const documentWords = {
  agenda: 'agenda',
  pack: 'pack',
  attendance_list: 'attendance list',
  minutes: 'minutes',
  action_log: 'action log',
} as const satisfies Record<DocumentKind, string>

export const copyStateWords = {
  made: 'made',
  handed_out: 'handed out',
  collected: 'collected',
  destroyed: 'destroyed',
  lost: 'lost',
  written_off: 'not found, and seen to',
} as const satisfies Record<CopyState, string>

/**
 * MTG-4: what a pack leaves out, in words, so that who prepares from it alone knows that nothing was lost on the way. It is
 * said of what the holder may see: what is kept from them is not told apart from what nobody knows. Empty: nothing is left out.
 */
export function nothingOfWords(
  item: Pick<PaperItem, 'safeguarding' | 'children' | 'peopleWhoHarm' | 'plan' | 'carried'>,
): string {
  const parts = [
    [item.safeguarding, 'a safeguarding notification'],
    [item.children, 'children'],
    [item.peopleWhoHarm, 'people who harm her'],
    [item.plan, 'a plan that stands'],
    [item.carried, 'actions from before'],
  ] as const
  const empty = parts.filter(([list]) => list.length === 0).map(([, words]) => words)
  return empty.length === 0
    ? ''
    : `Of this nothing is recorded that your agency may see: ${empty.join('; ')}.`
}

/** HRM-1: in a pack, in place of her papers; it says neither who is asked about nor that somebody harms her. */
export const awaitsWords =
  'Her papers follow once the lead of your agency has answered a question that waits on their work. Ask them today, and make the copy again.'

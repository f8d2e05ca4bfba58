import type { ActionState } from '@alongside/shared/actions/contract'
import { actionStateWords } from '@alongside/shared/actions/words'
import { sentence } from '../sending/refused.tsx'
import { Tag, type TagColour } from '../ui/tag.tsx'

const colours = {
  open: 'blue',
  in_progress: 'teal',
  done: 'green',
  not_done_changed: 'grey',
  not_done_by_agency: 'orange',
  carried_forward: 'purple',
} as const satisfies Record<ActionState, TagColour>

export function ActionStateTag({ state }: { state: ActionState }) {
  return <Tag colour={colours[state]}>{sentence(actionStateWords[state])}</Tag>
}

import type { ActionState } from '@alongside/shared/actions/contract'
import { actionStateWords } from '@alongside/shared/actions/words'
import { sentence } from '../sending/refused.tsx'
import { Tag, type TagColour } from '../ui/tag.tsx'

const colours = {
  open: 'blue',
  'in progress': 'teal',
  done: 'green',
  'not done, circumstances changed': 'grey',
  'not done by the agency': 'orange',
  'carried forward': 'purple',
} as const satisfies Record<ActionState, TagColour>

export function ActionStateTag({ state }: { state: ActionState }) {
  return <Tag colour={colours[state]}>{sentence(actionStateWords[state])}</Tag>
}

import type { ActionState } from '@alongside/shared/actions/contract'
import type { Acceptance } from '@alongside/shared/actions/values'
import { acceptanceWords, actionStateWords } from '@alongside/shared/actions/words'
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

export function ActionStateTag({
  state,
  acceptance = null,
}: {
  state: ActionState
  acceptance?: Acceptance | null
}) {
  return (
    <>
      <Tag colour={colours[state]}>{sentence(actionStateWords[state])}</Tag>
      {acceptance === 'asked' && (
        <>
          {' '}
          <Tag colour="yellow">{sentence(acceptanceWords[acceptance])}</Tag>
        </>
      )}
    </>
  )
}

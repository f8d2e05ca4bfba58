import type { OverrideState } from '@alongside/shared/limits/values'
import type { TagColour } from '../ui/tag.tsx'

/** What is open stands out; what is over is quiet. */
export const overrideColours: Record<OverrideState, TagColour> = {
  asked: 'yellow',
  open_for_hours: 'red',
  open: 'orange',
  refused: 'grey',
  closed: 'grey',
  lapsed: 'grey',
  replaced: 'grey',
  lifted: 'grey',
  said_again: 'grey',
}

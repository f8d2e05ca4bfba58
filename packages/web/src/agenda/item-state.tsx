import { itemStateWords } from '@alongside/shared/agenda/words'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { sentence } from '../sending/refused.tsx'
import { Tag } from '../ui/tag.tsx'

const colours = { listed: 'blue', discussed: 'green', deferred: 'grey' } as const

export const ItemStateTag = ({
  state,
  takenOff = false,
}: Pick<AgendaItem, 'state'> & { takenOff?: boolean }) => (
  <Tag colour={colours[state]}>{takenOff ? 'Taken off' : sentence(itemStateWords[state])}</Tag>
)

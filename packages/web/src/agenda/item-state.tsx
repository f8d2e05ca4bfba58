import type { AgendaItem } from '@alongside/shared/room/schema'
import { Tag } from '../ui/tag.tsx'

export function ItemStateTag({ state }: { state: AgendaItem['state'] }) {
  if (state === 'discussed') return <Tag colour="green">Discussed</Tag>
  return state === 'deferred' ? <Tag colour="grey">Deferred</Tag> : <Tag colour="blue">To discuss</Tag>
}

import type { roomEvents } from '@alongside/shared/room/events'
import { type Hearing, tellsNobody } from '../notices/hearing.ts'

export const roomHearing: Hearing<keyof typeof roomEvents> = {
  'item.discussed': tellsNobody,
  'item.deferred': tellsNobody,
}

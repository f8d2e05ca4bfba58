import type { outcomeEvents } from '@alongside/shared/outcomes/events'
import { type Hearing, tellsNobody } from '../notices/hearing.ts'

export const outcomeHearing: Hearing<keyof typeof outcomeEvents> = {
  'outcomes.recorded': tellsNobody,
  'outcomes.put_off': tellsNobody,
}

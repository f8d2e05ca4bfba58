import type { childEvents } from '@alongside/shared/children/events'
import { type Hearing, tellsNobody } from '../notices/hearing.ts'

export const childHearing: Hearing<keyof typeof childEvents> = {
  'child.recorded': tellsNobody,
  'child.changed': tellsNobody,
}

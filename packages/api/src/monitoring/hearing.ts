import type { monitoringEvents } from '@alongside/shared/monitoring/events'
import { type Hearing, tellsNobody } from '../notices/hearing.ts'

export const monitoringHearing: Hearing<keyof typeof monitoringEvents> = {
  'report.published': tellsNobody,
}

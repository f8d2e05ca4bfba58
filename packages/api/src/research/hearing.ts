import type { researchEvents } from '@alongside/shared/research/events'
import { type Hearing, tellsNobody } from '../notices/hearing.ts'

export const researchHearing: Hearing<keyof typeof researchEvents> = {
  'research.shared': tellsNobody,
}

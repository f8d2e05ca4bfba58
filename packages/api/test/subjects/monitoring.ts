import { checkReport, draftReport, publishReport } from '@alongside/shared/monitoring/reports-contract'
import { done } from '../../src/demo/found.ts'
import type { Eastmarsh } from '../world.ts'
import type { Subjects } from './subject.ts'

export async function arrangeMonitoring({ as }: Eastmarsh) {
  const { id: reportId, version } = await done(as.coordinator, draftReport, { body: { period: '2025-Q3' } })
  const checked = await done(as.coordinator, checkReport, { params: { reportId }, version })
  await done(as.coordinator, publishReport, { params: { reportId }, version: checked.version })
  return { reportId }
}

export const monitoringSubjects = {
  // Published.
  reportId: { bound: 'partnership', params: ({ reportId }) => ({ reportId }) },
  // A figure is nobody's; what it counts is.
  figure: { bound: 'nothing', params: () => ({ figure: 'referrals' }) },
  loadPopulation: { bound: 'coordination' },
  draftReport: { bound: 'coordination' },
  checkReport: { bound: 'coordination', params: ({ reportId }) => ({ reportId }) },
  publishReport: { bound: 'coordination', params: ({ reportId }) => ({ reportId }) },
  discardReport: { bound: 'coordination', params: ({ reportId }) => ({ reportId }) },
} satisfies Subjects

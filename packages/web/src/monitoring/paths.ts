import type { Figure } from '@alongside/shared/monitoring/figures'

export const monitoringPaths = {
  monitoring: { to: '/monitoring' },
  figures: { to: '/monitoring/figures' },
  reports: { to: '/reports' },
  figure: (figure: Figure) =>
    ({ to: '/monitoring/figures/$figure', params: { figure: figure.replaceAll('_', '-') } }) as const,
  report: (reportId: string) => ({ to: '/reports/$reportId', params: { reportId } }) as const,
} as const

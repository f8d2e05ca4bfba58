import type { DocumentKind } from '@alongside/shared/documents/rules'

export const documentPaths = {
  downtimeKit: { to: '/downtime-kit' },
  papersForHer: { to: '/papers-for-her' },
  paper: (meetingId: string, kind: DocumentKind) =>
    ({
      to: '/meetings/$meetingId/papers/$kind',
      params: { meetingId, kind: kind.replaceAll('_', '-') },
    }) as const,
} as const

import type { DocumentKind } from '@alongside/shared/documents/rules'

export const documentPaths = {
  paper: (meetingId: string, kind: DocumentKind) =>
    ({
      to: '/meetings/$meetingId/papers/$kind',
      params: { meetingId, kind: kind.replaceAll('_', '-') },
    }) as const,
} as const

import type { DocumentKind } from '@alongside/shared/documents/rules'
import type { Figure } from '@alongside/shared/monitoring/figures'

/** Where everything lives: spread into a link, `<Link {...paths.referral(id)}>`; the router checks each by its type. */
export const paths = {
  work: { to: '/' },
  notifications: { to: '/notifications' },
  referrals: { to: '/referrals' },
  newReferral: { to: '/referrals/new' },
  cases: { to: '/cases' },
  meetings: { to: '/meetings' },
  attendance: { to: '/attendance' },
  actions: { to: '/actions' },
  agreements: { to: '/agreements' },
  members: { to: '/members' },
  myPlaces: { to: '/places' },
  systems: { to: '/systems' },
  imports: { to: '/imports' },
  monitoring: { to: '/monitoring' },
  figures: { to: '/monitoring/figures' },
  reports: { to: '/reports' },
  audit: { to: '/audit' },
  searches: { to: '/audit/searches' },
  unusualReadings: { to: '/audit/unusual' },
  unusualReading: (readingId: string) =>
    ({ to: '/audit/unusual/$readingId', params: { readingId } }) as const,
  webhooks: { to: '/systems/webhooks' },
  referral: (referralId: string) => ({ to: '/referrals/$referralId', params: { referralId } }) as const,
  referralForm: (referralId: string) =>
    ({ to: '/referrals/$referralId/form', params: { referralId } }) as const,
  referralSection: (referralId: string, section: string) =>
    ({ to: '/referrals/$referralId/form/$section', params: { referralId, section } }) as const,
  referralCheck: (referralId: string) =>
    ({ to: '/referrals/$referralId/check', params: { referralId } }) as const,
  referralSubmitted: (referralId: string) =>
    ({ to: '/referrals/$referralId/submitted', params: { referralId } }) as const,
  comparison: (referralId: string) =>
    ({ to: '/referrals/$referralId/comparison', params: { referralId } }) as const,
  case: (caseId: string) => ({ to: '/cases/$caseId', params: { caseId } }) as const,
  caseSection: (caseId: string, section: string) =>
    ({ to: '/cases/$caseId/$section', params: { caseId, section } }) as const,
  emergency: (referralId: string) =>
    ({ to: '/referrals/$referralId/emergency', params: { referralId } }) as const,
  meeting: (meetingId: string) => ({ to: '/meetings/$meetingId', params: { meetingId } }) as const,
  meetingSection: (meetingId: string, section: string) =>
    ({ to: '/meetings/$meetingId/$section', params: { meetingId, section } }) as const,
  minutes: (meetingId: string) =>
    ({ to: '/meetings/$meetingId/$section', params: { meetingId, section: 'minutes' } }) as const,
  paper: (meetingId: string, kind: DocumentKind) =>
    ({
      to: '/meetings/$meetingId/papers/$kind',
      params: { meetingId, kind: kind.replaceAll('_', '-') },
    }) as const,
  room: (meetingId: string, view?: 'chair' | 'notes' | 'member') =>
    ({ to: '/meetings/$meetingId/room', params: { meetingId }, search: view ? { view } : {} }) as const,
  screen: (meetingId: string) => ({ to: '/meetings/$meetingId/screen', params: { meetingId } }) as const,
  agendaItem: (itemId: string) => ({ to: '/agenda-items/$itemId', params: { itemId } }) as const,
  research: (itemId: string) => ({ to: '/agenda-items/$itemId/research', params: { itemId } }) as const,
  system: (systemId: string) => ({ to: '/systems/$systemId', params: { systemId } }) as const,
  import: (importId: string) => ({ to: '/imports/$importId', params: { importId } }) as const,
  figure: (figure: Figure) =>
    ({ to: '/monitoring/figures/$figure', params: { figure: figure.replaceAll('_', '-') } }) as const,
  report: (reportId: string) => ({ to: '/reports/$reportId', params: { reportId } }) as const,
  action: (actionId: string) => ({ to: '/actions/$actionId', params: { actionId } }) as const,
} as const

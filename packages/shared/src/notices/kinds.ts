import { notices } from '../domains.ts'

export type NoticeKind = keyof typeof notices
export const noticeKinds = Object.keys(notices) as NoticeKind[]

/** What a notice is about. */
export type NoticeSubject = (typeof notices)[NoticeKind]['subject']
export const noticeSubjects = [...new Set(Object.values(notices).map(({ subject }) => subject))]

/** The page to look at, of the SPA. */
export const pageOf = (kind: NoticeKind, subjectId: string): string =>
  notices[kind].at.replace(':id', subjectId)

/** Pages whose address says no more than that there is something: a case, a referral, a meeting. */
const neutral =
  /^\/(?:(?:cases|referrals|meetings|actions|systems)\/:id(?:\/(?:documents|minutes|guests))?|meetings|agreements|members|on-call|left-work|systems\/webhooks)?$/

/** CNF-2: where a mail leads. An address that tells what sort of thing waits stands in none: the work page leads there, after signing in. */
export const mailedPageOf = (kind: NoticeKind, subjectId: string): string =>
  neutral.test(notices[kind].at) ? pageOf(kind, subjectId) : '/'

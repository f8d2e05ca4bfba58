import { notices } from '../domains.ts'

export type NoticeKind = keyof typeof notices
export const noticeKinds = Object.keys(notices) as NoticeKind[]

/** What a notice is about. */
export type NoticeSubject = (typeof notices)[NoticeKind]['subject']
export const noticeSubjects = [...new Set(Object.values(notices).map(({ subject }) => subject))]

/** The page to look at, of the SPA. */
export const pageOf = (kind: NoticeKind, subjectId: string): string =>
  notices[kind].at.replace(':id', subjectId)

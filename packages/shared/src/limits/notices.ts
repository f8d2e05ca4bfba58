import type { Notices } from '../notices/declaring.ts'

export const limitNotices = {
  limit_recorded: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'something new on a case',
    screen: 'She has said no to something: read it before you share anything more',
  },
  limit_lifted: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'something that your agency has to keep to',
    screen: 'A no that your agency promised to keep was lifted, as she is said to wish',
    evenUnread: true,
  },
  limit_contradicts_consent: {
    subject: 'case',
    at: '/cases/:id/consent',
    mail: 'something to put right',
    screen: 'A consent names an agency that she refused: her no holds until she is asked',
  },
  override_to_decide: {
    subject: 'case',
    at: '/cases/:id/past-limit',
    mail: 'a decision that somebody asks of you',
    screen: 'You are asked to decide whether to share past her no',
  },
  override_undecided: {
    subject: 'case',
    at: '/cases/:id/past-limit',
    mail: 'a decision that is late',
    screen:
      'Nobody has decided in time whether to share past her no: five working days after it was asked the question ends by itself',
    evenUnread: true,
  },
  override_asked: {
    subject: 'case',
    at: '/cases/:id/consent',
    mail: 'a question to your agency',
    screen: 'Somebody asks to share past a no of hers: two people decide',
    evenUnread: true,
  },
  override_opened: {
    subject: 'case',
    at: '/cases/:id/consent',
    mail: 'something that was decided',
    screen: 'Her case was opened past a no of hers: read why, for how long, and what she is told',
    evenUnread: true,
  },
  override_settled: {
    subject: 'case',
    at: '/cases/:id/consent',
    mail: 'something that was decided',
    screen: 'Sharing past a no of hers is decided, or was closed undecided',
    evenUnread: true,
  },
  sharing_meets_limit: {
    subject: 'case',
    at: '/cases/:id/consent',
    mail: 'something to put right',
    screen:
      'A sharing without consent names an agency that she refused: her no holds until two people decide',
  },
} as const satisfies Notices

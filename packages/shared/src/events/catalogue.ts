import type { EventType } from '../events.ts'

/** Every id that an event may carry to other systems. Never an account's: that names a person. */
export const toldIds = [
  'caseId',
  'referralId',
  'agencyId',
  'consentId',
  'withoutConsentId',
  'notificationId',
  'meetingId',
  'nextMeetingId',
  'agendaItemId',
  'minutesId',
  'actionId',
  'ownerAgencyId',
  'flagId',
  'agreementVersionId',
] as const
export type ToldId = (typeof toldIds)[number]

/**
 * Who is told. Of a case, and of what hangs on one, never an agency without a grant on it, both when it happened and when
 * it is told (ACC-2). Grants of coordination and of one person do not count: they open a case to people, not to systems.
 */
export const audiences = [
  'agencies that see the case',
  'agencies of the referral',
  'the agency that is asked',
  'every agency',
  'the agency whose access it is',
  'the endpoint that is tested',
] as const
export type Audience = (typeof audiences)[number]

interface Entry {
  ids: readonly ToldId[]
  toldTo: Audience
  says: string
  /** Told, and left to be read again, although the case is no longer seen: that is what it is about. */
  afterAccess?: true
  /** With it an agency may gain or lose sight of the case, which is told as an event of its own. */
  turnsAccess?: true
}

const referral = ['referralId', 'caseId'] as const
const action = ['actionId', 'caseId', 'ownerAgencyId'] as const

/** The events of the house that go outside. What is not here concerns people, not other systems. */
const passedOn = {
  'referral.submitted': {
    ids: referral,
    toldTo: 'agencies of the referral',
    says: 'A referral was submitted, or came back complete.',
    turnsAccess: true,
  },
  'referral.accepted': {
    ids: [...referral, 'meetingId'],
    toldTo: 'agencies of the referral',
    says: 'A referral was accepted and listed for a meeting. Its case may be another now: the person was known.',
  },
  'referral.returned': {
    ids: referral,
    toldTo: 'agencies of the referral',
    says: 'A referral went back to its author, with what is asked for.',
  },
  'referral.declined': {
    ids: referral,
    toldTo: 'agencies of the referral',
    says: 'A referral was not taken to the meeting.',
  },
  'referral.redirected': {
    ids: referral,
    toldTo: 'agencies of the referral',
    says: 'A referral was redirected to somebody better placed.',
  },
  'referral.withdrawn': {
    ids: referral,
    toldTo: 'agencies of the referral',
    says: 'A referral was withdrawn by its agency.',
  },
  'referral.light_changed': {
    ids: referral,
    toldTo: 'agencies of the referral',
    says: 'The light of a referral was raised or lowered.',
  },
  'referral.responded': {
    ids: [...referral, 'agencyId'],
    toldTo: 'agencies of the referral',
    says: 'An agency answered a referral.',
  },
  'consent.recorded': {
    ids: ['consentId', 'caseId'],
    toldTo: 'agencies that see the case',
    says: 'Consent was recorded, or replaced by another.',
    turnsAccess: true,
  },
  'consent.withdrawn': {
    ids: ['consentId', 'caseId'],
    toldTo: 'agencies that see the case',
    says: 'Consent was withdrawn; your agency sees the case on another basis.',
    turnsAccess: true,
  },
  'consent.lapsed': {
    ids: ['consentId', 'caseId'],
    toldTo: 'agencies that see the case',
    says: 'Consent has run out; your agency sees the case on another basis.',
    turnsAccess: true,
  },
  'without_consent.recorded': {
    ids: ['withoutConsentId', 'caseId'],
    toldTo: 'agencies that see the case',
    says: 'Sharing without consent was recorded.',
    turnsAccess: true,
  },
  'safeguarding.opened': {
    ids: ['notificationId', 'caseId', 'agencyId'],
    toldTo: 'agencies that see the case',
    says: 'A safeguarding team must be told. Where there is no case, its own agency is told alone.',
  },
  'safeguarding.recorded': {
    ids: ['notificationId', 'caseId', 'agencyId'],
    toldTo: 'agencies that see the case',
    says: 'That a safeguarding team was told is recorded, with its reference.',
  },
  'meeting.planned': {
    ids: ['meetingId'],
    toldTo: 'every agency',
    says: 'A meeting’s date was proposed.',
  },
  'meeting.confirmed': {
    ids: ['meetingId'],
    toldTo: 'every agency',
    says: 'A meeting’s place, date and time were confirmed.',
  },
  'meeting.moved': { ids: ['meetingId'], toldTo: 'every agency', says: 'A meeting was moved.' },
  'meeting.opened': { ids: ['meetingId'], toldTo: 'every agency', says: 'A meeting was opened.' },
  'meeting.closed': { ids: ['meetingId'], toldTo: 'every agency', says: 'A meeting was closed.' },
  'meeting.called': {
    ids: ['meetingId', 'caseId'],
    toldTo: 'agencies that see the case',
    says: 'An emergency meeting was called. Of it, whatever follows is told only to agencies that see its case.',
  },
  'agenda.published': {
    ids: ['meetingId'],
    toldTo: 'every agency',
    says: 'A meeting’s agenda was published, or published anew.',
  },
  'pack.circulated': {
    ids: ['meetingId'],
    toldTo: 'every agency',
    says: 'A meeting’s pack can be downloaded.',
  },
  'minutes.distributed': {
    ids: ['meetingId', 'minutesId'],
    toldTo: 'every agency',
    says: 'A meeting’s minutes were distributed, or a correction of them.',
  },
  'item.discussed': {
    ids: ['agendaItemId', 'meetingId', 'caseId'],
    toldTo: 'agencies that see the case',
    says: 'A case was discussed at a meeting.',
  },
  'item.deferred': {
    ids: ['agendaItemId', 'meetingId', 'nextMeetingId', 'caseId'],
    toldTo: 'agencies that see the case',
    says: 'A case was deferred to another meeting.',
  },
  'research.shared': {
    ids: ['agendaItemId', 'meetingId', 'caseId', 'agencyId'],
    toldTo: 'agencies that see the case',
    says: 'An agency shared what it knows of a case.',
  },
  'action.agreed': {
    ids: [...action, 'meetingId'],
    toldTo: 'agencies that see the case',
    says: 'An action was agreed; `ownerAgencyId` is the agency that owns it.',
  },
  'action.started': {
    ids: action,
    toldTo: 'agencies that see the case',
    says: 'An action was begun.',
  },
  'action.done': { ids: action, toldTo: 'agencies that see the case', says: 'An action was done.' },
  'action.not_done': {
    ids: action,
    toldTo: 'agencies that see the case',
    says: 'An action was closed without being done.',
  },
  'flag.asked': {
    ids: ['flagId', 'caseId', 'agencyId'],
    toldTo: 'the agency that is asked',
    says: 'Your agency is asked to put the flag on its own case system.',
  },
  'flag.ended': {
    ids: ['flagId', 'caseId', 'agencyId'],
    toldTo: 'the agency that is asked',
    says: 'Your agency’s grant has ended: take your flag down.',
    afterAccess: true,
  },
  'flag.confirmed': {
    ids: ['flagId', 'caseId'],
    toldTo: 'agencies that see the case',
    says: 'An agency put the flag on its own case system.',
  },
  'flag.taken_down': {
    ids: ['flagId', 'caseId'],
    toldTo: 'agencies that see the case',
    says: 'An agency took its flag down.',
  },
  'agreement.published': {
    ids: ['agreementVersionId'],
    toldTo: 'every agency',
    says: 'A version of an agreement was published; it may ask for your agency’s signature.',
  },
} as const satisfies Partial<Record<EventType, Entry>>

/** Told in consequence of others, and of nothing but themselves. */
const further = {
  'case.access_began': {
    ids: ['caseId'],
    toldTo: 'the agency whose access it is',
    says: 'Your agency may see a case that it did not see before.',
  },
  'case.access_ended': {
    ids: ['caseId'],
    toldTo: 'the agency whose access it is',
    says: 'Your agency may no longer see a case: consent was withdrawn, ran out or was replaced. Of it nothing more is told.',
    afterAccess: true,
  },
} as const satisfies Record<string, Entry>

const ofTests = {
  'webhook.test': {
    ids: [],
    toldTo: 'the endpoint that is tested',
    says: 'Somebody pressed “Send a test”. Nothing has happened.',
  },
} as const satisfies Record<string, Entry>

export const catalogue = { ...passedOn, ...further, ...ofTests } as const
export type ToldType = keyof typeof catalogue
export const entryOf = (type: ToldType): Entry => catalogue[type]

/** What the catalogue says of an event of the house; undefined where it stays inside. */
export const passedOnAs = (type: EventType): Entry | undefined =>
  Object.hasOwn(passedOn, type) ? passedOn[type as keyof typeof passedOn] : undefined

export const toldTypes = Object.keys(catalogue) as ToldType[]
/** What can be asked for: a test comes when it is asked for. */
export type WishedType = Exclude<ToldType, 'webhook.test'>
export const wishedTypes = toldTypes.filter((type): type is WishedType => type !== 'webhook.test')

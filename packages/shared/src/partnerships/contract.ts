import Type, { type Static } from 'typebox'
import { rolesBy, usualRole } from '../access.ts'
import { noCaseData } from '../audit.ts'
import { command, Nothing, query } from '../contract.ts'
import { clockTime, prefixShape } from '../limits.ts'
import { FrontDoors, NewFrontDoor } from '../safeguarding/front-door-schema.ts'
import {
  Choice,
  Closed,
  Email,
  Id,
  Instant,
  Line,
  LineOrNone,
  ListOf,
  LocalDate,
  Nullable,
  RoleSchema,
  Text,
  Words,
} from '../scalars.ts'
import { RuleSet } from '../traffic-light/schema.ts'
import * as at from './addresses.ts'
import { agenciesAtMost, bankHolidaysAtMost, placesAtMost } from './values.ts'

export const divisions = ['england-and-wales', 'scotland', 'northern-ireland'] as const
export const agencyKinds = [
  'charity',
  'police',
  'health',
  'housing',
  'drug_and_alcohol',
  'adult_social_care',
  'childrens_social_care',
  'probation',
  'other',
] as const

export const Agency = Closed(
  {
    id: Id,
    name: Line(),
    kind: Choice(agencyKinds, { $id: 'AgencyKind' }),
    coordinating: Type.Boolean(),
    standingUntil: Nullable(Instant),
  },
  { $id: 'Agency' },
)
export type Agency = Static<typeof Agency>

export const MeetingRule = Closed(
  {
    week: Type.Unsafe<1 | 2 | 3 | 4 | 'last'>({ enum: [1, 2, 3, 4, 'last'] }),
    weekday: Type.Unsafe<1 | 2 | 3 | 4 | 5>({ enum: [1, 2, 3, 4, 5], description: 'ISO: 1 is Monday' }),
    time: Type.String({ pattern: clockTime, maxLength: 5 }),
    mode: Choice(['in_person', 'online', 'hybrid']),
    venue: LineOrNone(300),
  },
  { $id: 'MeetingRule' },
)
export type MeetingRule = Static<typeof MeetingRule>

export const Partnership = Closed(
  {
    id: Id,
    name: Line(),
    locality: Line(),
    prefix: Type.String({ pattern: prefixShape, maxLength: 5 }),
    noun: Line(40, 'The word for the people supported: "woman", "person"'),
    nounPlural: Line(40),
    timeZone: Line(60),
    foundedOn: LocalDate,
    division: Choice(divisions, { $id: 'Division' }),
    bankHolidays: ListOf(LocalDate, bankHolidaysAtMost),
    frontDoors: FrontDoors,
    coordinatingAgencyId: Nullable(Id),
    meetingRule: Nullable(MeetingRule),
    paperWitnessed: Type.Boolean({
      description: 'Paper that comes back, or is destroyed, asks for a witness (MTG-4)',
    }),
    agencies: ListOf(Agency, agenciesAtMost),
    ruleSetId: Id,
    ruleSet: RuleSet,
  },
  { $id: 'Partnership' },
)
export type Partnership = Static<typeof Partnership>

export const Member = Closed(
  {
    id: Id,
    accountId: Id,
    name: Line(),
    email: Line(254),
    jobTitle: Nullable(Text(200)),
    role: RoleSchema,
    agencyId: Id,
    agencyName: Line(),
    safeguardingLead: Type.Boolean(),
    startedAt: Instant,
    endedAt: Nullable(Instant),
    endedFor: Nullable(
      Words(500, 'Why it ended: for whoever names the agency’s people, and the coordinator'),
    ),
    endedByName: Nullable(Line()),
  },
  { $id: 'Member' },
)
export type Member = Static<typeof Member>

/** As it was typed: whether that address has an account already is nobody’s business but its holder’s. */
export const OfferedPlace = Closed(
  {
    id: Id,
    name: Line(),
    email: Line(254),
    jobTitle: Nullable(Text(200)),
    role: RoleSchema,
    agencyId: Id,
    agencyName: Line(),
    safeguardingLead: Type.Boolean(),
    offeredAt: Instant,
    expiresAt: Instant,
    undelivered: Type.Boolean({ description: 'Its mail was given up: send it again, or to another address' }),
  },
  { $id: 'OfferedPlace' },
)
export type OfferedPlace = Static<typeof OfferedPlace>

export const agreementKinds = ['charter', 'information_sharing_protocol', 'meeting_confidentiality'] as const

export const AgreementVersion = Closed(
  {
    id: Id,
    kind: Choice(agreementKinds, { $id: 'AgreementKind' }),
    title: Line(),
    version: Type.Integer({ minimum: 1, maximum: 2147483647 }),
    text: Text(60000),
    effectiveFrom: LocalDate,
    reviewOn: LocalDate,
    signatures: ListOf(
      Closed({ agencyId: Id, agencyName: Line(), name: Line(), title: Text(200), signedAt: Instant }),
      agenciesAtMost,
    ),
    signedByMine: Type.Boolean(),
  },
  { $id: 'AgreementVersion' },
)
export type AgreementVersion = Static<typeof AgreementVersion>

export const readPartnership = query(at.readPartnership, {
  summary: 'The partnership that I act in, its agencies, its rule set in force and its bank holidays',
  description: 'All that a form needs to explain its light and its deadlines while someone types.',
  reply: Partnership,
  audit: noCaseData,
})

export const listMembers = query(at.listMembers, {
  summary: 'Who belongs, by agency, and who is invited',
  description:
    'Invitations that wait for an answer are shown to whoever names the people of that agency, and to the coordinator. Of places that have ended the latest, as far as there is room.',
  reply: Closed(
    { items: ListOf(Member, placesAtMost), offered: ListOf(OfferedPlace, placesAtMost) },
    { $id: 'Members' },
  ),
  audit: noCaseData,
})

export const addMember = command(at.addMember, {
  summary: 'Offer someone a place, by mail (ACC-10)',
  description:
    'An agency’s own lead names its people; the coordinator names the first lead of an agency that has nobody. The place begins when its holder says yes. An invitation that waits for the same address in this partnership ends. The answer is the same for every address, known or not.',
  body: Closed(
    {
      email: Email(),
      name: Line(),
      jobTitle: Type.Optional(LineOrNone(200)),
      agencyId: Id,
      role: Choice(rolesBy('place')),
      safeguardingLead: Type.Optional(Type.Boolean()),
    },
    { $id: 'NewMember' },
  ),
  reply: OfferedPlace,
  status: 201,
  audit: 'place.offered',
  refusals: [
    'partnership.places_full',
    'membership.exists',
    'membership.own',
    'place.not_yours',
    'place.coordinating_agency_only',
    'place.coordinator_elsewhere',
    'reference.unknown',
  ],
  example: {
    email: 'sam@housing.example',
    name: 'Sam Osei',
    agencyId: '01995b1c-7d00-7000-8000-000000000001',
    role: usualRole,
  },
})

export const sendOfferAgain = command(at.sendOfferAgain, {
  summary: 'Send an invitation again; the one that was sent before ends',
  params: { offerId: Id },
  body: Nothing,
  reply: OfferedPlace,
  status: 201,
  audit: 'place.offered_again',
  refusals: ['partnership.places_full', 'offer.over', 'place.not_yours', 'place.coordinating_agency_only'],
  example: {},
})

export const takeBackOffer = command(at.takeBackOffer, {
  summary: 'Take back an invitation that waits for an answer',
  params: { offerId: Id },
  body: Nothing,
  reply: OfferedPlace,
  audit: 'place.taken_back',
  refusals: ['offer.over'],
  example: {},
})

export const endMembership = command(at.endMembership, {
  summary: 'End a place now; its sessions end with it, and the reason stays on record',
  description:
    'An agency’s own lead ends the places of its people, and the coordinator any. Invitations that its holder sent end too.',
  params: { memberId: Id },
  body: Closed({ reason: Words(500) }, { $id: 'Ending' }),
  reply: Member,
  audit: 'membership.ended',
  refusals: ['membership.own', 'place.not_yours'],
  example: { reason: 'Left the agency' },
})

export const addAgency = command(at.addAgency, {
  summary: 'Add an agency; it sees no case until its agreements are signed',
  body: Closed({ name: Line(), kind: Choice(agencyKinds) }, { $id: 'NewAgency' }),
  reply: Agency,
  status: 201,
  audit: 'agency.added',
  refusals: ['agency.exists', 'partnership.agencies_full'],
  example: { name: 'Riverside Refuge', kind: 'charity' },
})

export const listAgreements = query(at.listAgreements, {
  summary: 'Charter, information sharing protocol and confidentiality agreement in force, and who has signed',
  reply: Closed({ items: ListOf(AgreementVersion, 50) }, { $id: 'Agreements' }),
  audit: noCaseData,
})

export const publishAgreement = command(at.publishAgreement, {
  summary: 'Publish the next version of an agreement, to be signed anew by a date (PAR-1, GOV-2)',
  description:
    'In force from today. Charter and information sharing protocol: every agency keeps its standing until the end of `signBy`, no longer than it had; signing the version in force of both renews it until the sooner review. The confidentiality agreement is signed at each meeting, from the next on in this version.',
  body: Closed(
    {
      kind: Choice(agreementKinds),
      text: Words(60000),
      signBy: LocalDate,
      reviewOn: LocalDate,
    },
    { $id: 'NewAgreementVersion' },
  ),
  reply: AgreementVersion,
  status: 201,
  audit: 'agreement.published',
  example: { kind: 'charter', text: 'We agree to …', signBy: '2027-03-31', reviewOn: '2028-03-01' },
})

export const signAgreement = command(at.signAgreement, {
  summary: 'Sign for my agency (PAR-1)',
  params: { agreementVersionId: Id },
  body: Closed({ name: Line(), title: Line() }, { $id: 'AgreementSignature' }),
  reply: AgreementVersion,
  status: 201,
  audit: 'agreement.signed',
  refusals: ['agreement.signed'],
  example: { name: 'Sam Osei', title: 'Head of Housing Options' },
})

export const createPartnership = command(at.createPartnership, {
  summary: 'Found a partnership with its coordinating agency, agreements and first coordinator',
  body: Closed(
    {
      name: Line(),
      locality: Line(),
      prefix: Type.String({ pattern: prefixShape, maxLength: 5 }),
      noun: Line(40),
      nounPlural: Line(40),
      timeZone: Choice(['Europe/London']),
      division: Choice(divisions),
      frontDoors: Closed({ child: NewFrontDoor, adult: NewFrontDoor }, { $id: 'NewFrontDoors' }),
      coordinatingAgency: Line(),
      coordinator: Closed({ email: Email(), name: Line() }),
      charter: Text(60000),
      informationSharingProtocol: Text(60000),
      confidentialityAgreement: Text(20000),
    },
    { $id: 'NewPartnership' },
  ),
  reply: Closed({ id: Id, name: Line(), coordinatingAgencyId: Id }, { $id: 'FoundedPartnership' }),
  status: 201,
  audit: 'partnership.created',
  refusals: ['partnership.exists'],
  example: {
    name: 'Eastmarsh Partnership',
    locality: 'Eastmarsh',
    prefix: 'EMP',
    noun: 'woman',
    nounPlural: 'women',
    timeZone: 'Europe/London',
    division: 'england-and-wales',
    frontDoors: {
      child: {
        name: 'Children’s front door',
        telephone: '01632 960001',
        hours: null,
        nightTelephone: null,
        also: null,
      },
      adult: {
        name: 'Adults’ front door',
        telephone: '01632 960002',
        hours: 'Monday to Friday, 9:00 to 17:00',
        nightTelephone: '01632 960003',
        also: null,
      },
    },
    coordinatingAgency: 'Lantern',
    coordinator: { email: 'ada@lantern.example', name: 'Ada Quist' },
    charter: 'We agree to …',
    informationSharingProtocol: 'We share …',
    confidentialityAgreement: 'What is said here …',
  },
})

export const addBankHoliday = command(at.addBankHoliday, {
  summary: 'Add a bank holiday to a division, without a release',
  body: Closed({ division: Choice(divisions), date: LocalDate, title: Line() }, { $id: 'BankHoliday' }),
  reply: Closed({ division: Choice(divisions), date: LocalDate, title: Line() }, { $id: 'AddedBankHoliday' }),
  status: 201,
  audit: 'bank_holiday.added',
  example: { division: 'england-and-wales', date: '2029-05-07', title: 'Early May bank holiday' },
})

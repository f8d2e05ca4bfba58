import type { Role } from '@alongside/shared/access'
import type { agencyKinds } from '@alongside/shared/partnerships/contract'

type AgencyKind = (typeof agencyKinds)[number]

/** The invented partnership that the demo and the tests play in. Nobody here exists. */
export const eastmarsh = {
  name: 'Eastmarsh Partnership',
  locality: 'Eastmarsh',
  prefix: 'EMP',
  noun: 'woman',
  nounPlural: 'women',
  timeZone: 'Europe/London',
  division: 'england-and-wales',
  frontDoors: {
    child: {
      name: 'Eastmarsh children’s front door',
      telephone: '01632 960001',
      hours: 'Monday to Friday, 8:30 to 17:30',
      nightTelephone: '01632 960004',
      also: 'In immediate danger call 999.',
    },
    adult: {
      name: 'Eastmarsh safeguarding adults team',
      telephone: '01632 960002',
      hours: 'Monday to Friday, 9:00 to 17:00',
      nightTelephone: '01632 960003',
      also: null,
    },
  },
  coordinatingAgency: 'Lantern',
  coordinator: { email: 'coordinator@alongside.example', name: 'Ada Quist' },
} as const

/** Its agencies by the short name that tests and the seed call them. `lantern`, the coordinating charity, is founded with it. */
export const agenciesToAdd = {
  police: { name: 'Eastmarsh Police', kind: 'police' },
  health: { name: 'Eastmarsh Hospital', kind: 'health' },
  clinic: { name: 'Quayside Sexual Health Clinic', kind: 'health' },
  housing: { name: 'Harbour Homes', kind: 'housing' },
  drugs: { name: 'Turning Tide', kind: 'drug_and_alcohol' },
  adults: { name: 'Eastmarsh Adult Social Care', kind: 'adult_social_care' },
  children: { name: 'Eastmarsh Children’s Social Care', kind: 'childrens_social_care' },
  probation: { name: 'Eastmarsh Probation', kind: 'probation' },
} as const satisfies Record<string, { name: string; kind: AgencyKind }>
export type AgencyName = keyof typeof agenciesToAdd | 'lantern'

export interface CastMember {
  name: string
  agency: AgencyName
  role: Extract<
    Role,
    'coordinator' | 'chair' | 'lead_member' | 'secondary_member' | 'practitioner' | 'steering_group'
  >
  jobTitle: string
  safeguardingLead?: true
}

/** Who signs in as what; the key is the address before the @. */
export const people = {
  outreach: { name: 'Jo Mbeki', agency: 'lantern', role: 'practitioner', jobTitle: 'Night outreach worker' },
  chair: { name: 'Miriam Holt', agency: 'lantern', role: 'chair', jobTitle: 'Chair of the partnership' },
  steering: {
    name: 'Cllr. Iris Bell',
    agency: 'lantern',
    role: 'steering_group',
    jobTitle: 'Steering group',
  },
  police: {
    name: 'Det. Sgt. Neil Vale',
    agency: 'police',
    role: 'lead_member',
    jobTitle: 'Detective Sergeant',
    safeguardingLead: true,
  },
  constable: {
    name: 'PC Dana Frost',
    agency: 'police',
    role: 'practitioner',
    jobTitle: 'Neighbourhood officer',
  },
  health: {
    name: 'Dr. Ruth Amadi',
    agency: 'health',
    role: 'lead_member',
    jobTitle: 'Consultant, emergency medicine',
  },
  midwife: { name: 'Bernie Cole', agency: 'health', role: 'practitioner', jobTitle: 'Specialist midwife' },
  clinic: { name: 'Hana Weiss', agency: 'clinic', role: 'lead_member', jobTitle: 'Lead nurse' },
  housing: { name: 'Sam Osei', agency: 'housing', role: 'lead_member', jobTitle: 'Head of housing options' },
  lettings: { name: 'Lee Park', agency: 'housing', role: 'secondary_member', jobTitle: 'Lettings officer' },
  drugs: { name: 'Fiona Reid', agency: 'drugs', role: 'lead_member', jobTitle: 'Team manager' },
  adults: {
    name: 'Grace Mensah',
    agency: 'adults',
    role: 'lead_member',
    jobTitle: 'Principal social worker',
    safeguardingLead: true,
  },
  children: {
    name: 'Tom Adler',
    agency: 'children',
    role: 'lead_member',
    jobTitle: 'Team manager, front door',
    safeguardingLead: true,
  },
  probation: {
    name: 'Wes Carter',
    agency: 'probation',
    role: 'lead_member',
    jobTitle: 'Senior probation officer',
  },
} as const satisfies Record<string, CastMember>
export type PersonName = keyof typeof people | 'coordinator'

/** The second partnership, there to prove that nothing crosses. */
export const westvale = {
  ...eastmarsh,
  name: 'Westvale Partnership',
  locality: 'Westvale',
  prefix: 'WVP',
  noun: 'person',
  nounPlural: 'people',
  coordinatingAgency: 'Waymark',
  coordinator: { email: 'coordinator@westvale.example', name: 'Petra Lind' },
} as const

/** The third partnership: for whoever builds a case system against the API (docs/guides/first-referral.md). */
export const sandbox = {
  partnership: {
    name: 'Sandbox Partnership',
    locality: 'Sandbox',
    prefix: 'SBX',
    coordinatingAgency: 'Sandbox Coordination',
    coordinator: { email: 'coordinator@sandbox.example', name: 'Robin Vane' },
  },
  agency: { name: 'Sandbox Housing', kind: 'housing' },
  lead: { email: 'lead@sandbox.example', name: 'Ellis Ford', jobTitle: 'Head of housing options' },
} as const

/** Its agency's case system. Public, like the password below: what it opens is invented. */
export const sandboxSystem = {
  name: 'Sandbox case system',
  clientId: '01995b1c-7d00-7000-8000-5a9db0c50001',
  secret: 'sandbox-secret-that-is-no-secret',
} as const

/** The address of a cast member. */
export const emailOf = (name: PersonName): string => `${name}@alongside.example`

/** Of every demo account. Real ones are chosen by their holders. */
export const demoPassword = 'lantern light in eastmarsh'

/** What `npm start` prints. */
export const signIns: { email: string; what: string }[] = [
  { email: eastmarsh.coordinator.email, what: 'Coordinator, Lantern' },
  ...(Object.keys(people) as (keyof typeof people)[]).map((name) => ({
    email: emailOf(name),
    what: `${people[name].jobTitle}, ${people[name].agency === 'lantern' ? eastmarsh.coordinatingAgency : agenciesToAdd[people[name].agency].name}`,
  })),
  { email: westvale.coordinator.email, what: 'Coordinator of the other partnership, Westvale' },
  { email: sandbox.partnership.coordinator.email, what: 'Coordinator of the sandbox' },
  { email: sandbox.lead.email, what: 'Lead of the agency whose case system the sandbox is for' },
  { email: 'platform@alongside.example', what: 'Platform administrator' },
]

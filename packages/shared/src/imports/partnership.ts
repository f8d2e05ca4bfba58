import { IsEmail } from 'typebox/format'
import { usualRole } from '../access.ts'
import { agencyKindWords } from '../partnerships/words.ts'
import type { ProblemCode } from '../problems.ts'
import { alike, type RowReader } from './cells.ts'
import { peopleRoles, yesNo } from './columns.ts'
import type { Reading } from './reading.ts'

export interface ReadAgency {
  row: number
  name: string
  kind: keyof typeof agencyKindWords
}

export function readAgencyRow(reader: RowReader, reading: Reading): ReadAgency {
  const name = reader.neededLine('name', 200)
  const kind = reader.neededWord('kind', agencyKindWords)
  if (name && reading.agencyNamed(name))
    reader.fault('name', 'is an agency of the partnership already', 'Take the row out')
  const earlier = name && reading.before(alike(name), reader.row)
  if (earlier) reader.fault('name', `stands on row ${earlier} already`, 'Take one of them out')
  return { row: reader.row, name: name ?? '', kind: kind ?? 'other' }
}

export interface ReadPerson {
  row: number
  name: string
  email: string
  agencyId: string
  role: keyof typeof peopleRoles
  jobTitle: string | null
  safeguardingLead: boolean
}

const address = /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]+\.[^\s@,;<>".]{2,}$/

export function readPersonRow(reader: RowReader, reading: Reading): ReadPerson {
  const name = reader.neededLine('name', 200)
  const email = reader.neededLine('email', 254)?.toLowerCase()
  if (email && !(address.test(email) && IsEmail(email)))
    reader.fault('email', 'is no e-mail address', 'Write one address, like sam@agency.example')
  const agencyId = readAgency(reader, reading, 'agency')
  const role = reader.neededWord('role', peopleRoles)
  const jobTitle = reader.line('job_title', 200) ?? null
  const safeguardingLead = reader.word('safeguarding_lead', yesNo) === 'yes'
  if (email && agencyId && role) {
    placeFault(reader, reading.whyNotGive(email, agencyId, role))
    // One invitation is alive for each person: a second row would end the first.
    const earlier = reading.before(`invitation of ${email}`, reader.row)
    if (earlier) reader.fault('email', `stands on row ${earlier} already`, 'Take one of them out')
  }
  return {
    row: reader.row,
    name: name ?? '',
    email: email ?? '',
    agencyId: agencyId ?? '',
    role: role ?? usualRole,
    jobTitle,
    safeguardingLead,
  }
}

/** ACC-10, in the words of a spreadsheet. */
function placeFault(reader: RowReader, refusal: ProblemCode | null): void {
  if (refusal === 'membership.exists') reader.fault('email', 'has this place already', 'Take the row out')
  else if (refusal === 'membership.own')
    reader.fault('email', 'is your own address', 'A colleague gives you a place')
  else if (refusal === 'place.coordinator_elsewhere')
    reader.fault(
      'email',
      'has a place that does not go with this one',
      'Who coordinates holds no place elsewhere',
    )
  else if (refusal === 'place.coordinating_agency_only')
    reader.fault('role', 'is a place in the coordinating agency', 'Choose another place')
  else if (refusal)
    reader.fault(
      'role',
      'is for the agency’s own lead to give',
      'Import the lead member of an agency that has nobody; she invites the others',
    )
}

/** The id of the agency that a cell names. */
export function readAgency(reader: RowReader, reading: Reading, column: string): string | undefined {
  const name = reader.neededLine(column, 200)
  if (!name) return undefined
  return reading.agencyNamed(name) ?? reader.fault(column, 'is no agency of the partnership', agencyFix)
}

export const agencyFix = 'Write its name as on the Members page, or import the agencies first'

import { usualRole } from '../access.ts'
import { agencyKindWords } from '../partnerships/words.ts'
import { alike, type RowReader } from './cells.ts'
import { peopleRoles, yesNo } from './columns.ts'
import type { Reading } from './reading.ts'

export interface ReadAgency {
  row: number
  name: string
  kind: keyof typeof agencyKindWords
}

export function readAgencyRow(reader: RowReader, reading: Reading): ReadAgency {
  const name = reader.needed('name', 200)
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
  const name = reader.needed('name', 200)
  const email = reader.needed('email', 254)?.toLowerCase()
  if (email && !address.test(email))
    reader.fault('email', 'is no e-mail address', 'Write one address, like sam@agency.example')
  const agencyId = readAgency(reader, reading, 'agency')
  const role = reader.neededWord('role', peopleRoles)
  const jobTitle = reader.text('job_title', 200) ?? null
  const safeguardingLead = reader.word('safeguarding_lead', yesNo) === 'yes'
  if (email && agencyId && role) {
    const place = `${email} ${agencyId} ${role}`
    if (reading.places.has(place)) reader.fault('email', 'has this place already', 'Take the row out')
    const earlier = reading.before(place, reader.row)
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

/** The id of the agency that a cell names. */
export function readAgency(reader: RowReader, reading: Reading, column: string): string | undefined {
  const name = reader.needed(column, 200)
  if (!name) return undefined
  return reading.agencyNamed(name) ?? reader.fault(column, 'is no agency of the partnership', agencyFix)
}

export const agencyFix = 'Write its name as on the Members page, or import the agencies first'

import { randomInt } from 'node:crypto'
import type { Client } from 'pg'
import { type Cell, copyRows } from './copy.ts'

export const day = 86_400_000
export interface Place {
  id: string
  prefix: string
  ruleSetId: string
  /** The first convenes the meeting. */
  agencies: { id: string; accounts: string[] }[]
  meetings: string[]
}

const columns = {
  partnerships:
    'id,name,locality,prefix,noun,noun_plural,time_zone,division,coordinating_agency_id,created_at',
  front_doors: 'partnership_id,kind,version,name,agency_id,telephone,saved_at,saved_by',
  agencies: 'partnership_id,id,name,kind,standing_until,created_at',
  accounts: 'id,email,name,created_at',
  memberships: 'partnership_id,id,account_id,agency_id,role,started_at',
  sessions:
    'id,account_id,membership_id,family_hash,refresh_hash,rotated_at,created_at,idle_until,absolute_until',
  rule_sets: 'partnership_id,id,version,definition,effective_from',
  meetings:
    'partnership_id,id,date,starts_at,opens_from,mode,venue,state,referrals_by,confirmation_from,confirmation_until,pack_by,minutes_due_by',
  data_keys: 'partnership_id,id,wrapped',
  cases:
    'partnership_id,id,reference,agency_id,data_key_id,identity,name_tokens,light,opened_at,last_discussed_at',
  referrals:
    'partnership_id,id,reference,version,state,case_id,data_key_id,agency_id,author_account_id,rule_set_id,answers,known_as,explanation,computed_light,light,to_meeting,meeting_id,created_at,updated_at,submitted_at,due_at,responded_at',
  referral_recipients:
    'partnership_id,id,referral_id,case_id,agency_id,for_meeting,due_at,stage,responded_at,response,worker',
  consents: 'partnership_id,id,case_id,record,given_on,until_on,recorded_at,recorded_by,agency_id',
  sharing_grants: 'partnership_id,id,case_id,agency_id,basis,referral_id,consent_id,from_at,until_at',
  voices: 'partnership_id,id,case_id,words,given,recorded_at,recorded_by,agency_id',
  history:
    'partnership_id,id,case_id,subject,subject_id,field,old_value,new_value,reason,at,account_id,agency_id',
  agenda_items:
    'partnership_id,id,meeting_id,case_id,referral_id,light,minutes,state,listed_at,arranged_at,closed_at,age_band',
  characteristics: 'partnership_id,case_id,ethnicity,sexual_orientation,disability,sex,gender_same',
  actions:
    'partnership_id,id,reference,case_id,agenda_item_id,meeting_id,owner_agency_id,owner_account_id,what,priority,due_on,due_at,stage,state,created_at,closed_at',
  safeguarding_notifications:
    'partnership_id,id,kind,case_id,agency_id,data_key_id,about,opened_at,due_at,stage,told_at,receiver,their_reference,recorded_at,recorded_by',
} as const
type Table = keyof typeof columns
export type Rows = Record<Table, Cell[][]>

export const noRows = () =>
  Object.fromEntries(Object.keys(columns).map((table) => [table, []])) as unknown as Rows
// Counted, where the product draws lots: among a million some would be drawn twice, and one clash ends a COPY.
let references = randomInt(1000) * 100_000
export const newReference = (prefix: string, year: number) =>
  `${prefix}-${year}-${(references++).toString(36).toUpperCase().padStart(6, '0').slice(-6)}`
export const iso = (at: number) => new Date(at).toISOString()
export const any = <T>(from: readonly T[]): T => from[randomInt(from.length)] as T

/** All of them, table by table, by COPY. */
export async function write(client: Client, rows: Rows) {
  for (const table of Object.keys(columns) as Table[])
    await copyRows(client, table, columns[table], rows[table])
}

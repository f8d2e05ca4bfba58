import { type Role, rolesWhere } from '@alongside/shared/access'
import { type Contacts, type EmergencyStanding, reachableAtMost } from '@alongside/shared/emergency/contract'
import { comingMeetingStates } from '@alongside/shared/meetings/rules'
import type { MeetingState } from '@alongside/shared/meetings/schema'
import { Refusal } from '@alongside/shared/problems'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { heldByAgency, placeInForce } from '../access/visibility.ts'
import { openCase } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { whoAnswers } from '../oncall/queries.ts'
import { openListed, type Sealed } from '../sealed-rows.ts'
import type { Vault } from '../vault.ts'

/** On `$1`, a case: agencies, not single people, that hold a grant in force. Coordination counts for who coordinates. */
const holders = `SELECT g.agency_id, bool_and(g.basis = 'coordination') AS coordination FROM app.case_grants($1) g
  WHERE ${heldByAgency('app.moment()')} GROUP BY g.agency_id`

interface ReachablePerson {
  accountId: string
  name: string
  role: Role
  safeguardingLead: boolean
  email: string
  agencyId: string
  agencyName: string
}

/** Who can be called about a case: the people named by agencies that may see it, a person once; nobody whom she refuses (ACC-8). */
export async function reachable(tx: Tx, caseId: string): Promise<ReachablePerson[]> {
  const { rows } = await tx.$client.query<ReachablePerson>({
    name: 'reachable',
    text: `SELECT DISTINCT ON (y.name, y.id, a.name, a.id) a.id AS "accountId", a.name, m.role, m.safeguarding_lead AS "safeguardingLead",
        a.email, y.id AS "agencyId", y.name AS "agencyName"
      FROM (${holders}) h
      JOIN agencies y ON y.partnership_id = app.partnership_id() AND y.id = h.agency_id
      JOIN memberships m ON m.partnership_id = y.partnership_id AND m.agency_id = y.id AND ${placeInForce('app.moment()')}
        AND (m.role = ANY ($2)
          OR (NOT h.coordination AND (m.role = ANY ($3) OR (m.safeguarding_lead AND m.role = ANY ($4)))))
      JOIN accounts a ON a.id = m.account_id AND a.disabled_at IS NULL AND NOT app.shuts_out_of('case', $1, a.id)
      ORDER BY y.name, y.id, a.name, a.id, m.role LIMIT ${reachableAtMost}`,
    values: [caseId, rolesWhere('seesByCoordination'), rolesWhere('hearsForAgency'), rolesWhere('seesCases')],
  })
  return rows
}

type OnCall = Omit<Contacts['onCall'][number], 'attempts'>

/**
 * Who answers now of agencies that may see the case, nobody whom she refuses in person (ACC-8); and, of a meeting, whoever on call was
 * tried for it.
 */
export async function onCallFor(
  tx: Tx,
  { caseId, meetingId, now }: { caseId: string; meetingId: string | null; now: string },
): Promise<OnCall[]> {
  const { rows } = await tx.$client.query<{ agencyId: string }>({
    name: 'agencies-to-call',
    text: `SELECT h.agency_id AS "agencyId" FROM (${holders}) h`,
    values: [caseId],
  })
  const onCall = (await whoAnswers(tx, now)).filter(({ agencyId }) =>
    rows.some((holder) => holder.agencyId === agencyId),
  )
  const shut = await shutOut(
    tx,
    caseId,
    onCall.flatMap((entry) => entry.accountId ?? []),
  )
  const answering = onCall
    .filter(({ accountId }) => !accountId || !shut.has(accountId))
    .map(({ id, agencyId, agencyName, name, telephone }) => ({
      ...{ onCallId: id, agencyId, agencyName, name, telephone },
      answersNow: true,
    }))
  const tried = await tx.$client.query<Omit<OnCall, 'answersNow'>>({
    name: 'on-call-tried',
    text: `SELECT DISTINCT e.id AS "onCallId", e.agency_id AS "agencyId", y.name AS "agencyName", e.name, e.telephone
      FROM contact_attempts t
      JOIN on_call e ON e.partnership_id = t.partnership_id AND e.id = t.on_call_id
      JOIN agencies y ON y.partnership_id = e.partnership_id AND y.id = e.agency_id
      WHERE t.partnership_id = app.partnership_id() AND t.meeting_id = $1 ORDER BY y.name, e.id LIMIT 500`,
    values: [meetingId],
  })
  const before = tried.rows.filter(({ onCallId }) => answering.every((entry) => entry.onCallId !== onCallId))
  return [...answering, ...before.map((entry) => ({ ...entry, answersNow: false }))]
}

/** Of these people, those whom she refuses in person. */
async function shutOut(tx: Tx, caseId: string, people: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'shut-out-of-case',
    text: `SELECT a AS id FROM unnest($2::uuid[]) a WHERE app.shuts_out_of('case', $1, a)`,
    values: [caseId, people],
  })
  return new Set(rows.map(({ id }) => id))
}

/** Agencies that nothing allows to be called yet. */
export async function withoutBasis(
  tx: Tx,
  caseId: string,
): Promise<{ agencyId: string; agencyName: string }[]> {
  const { rows } = await tx.$client.query<{ agencyId: string; agencyName: string }>({
    name: 'agencies-without-basis',
    text: `SELECT y.id AS "agencyId", y.name AS "agencyName" FROM agencies y WHERE y.partnership_id = app.partnership_id()
        AND y.id NOT IN (SELECT h.agency_id FROM (${holders}) h) ORDER BY y.name LIMIT 200`,
    values: [caseId],
  })
  return rows
}

/** The emergency meeting about the case that is planned or open, or null. */
export async function runningEmergency(tx: Tx, caseId: string): Promise<string | null> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'running-emergency',
    text: `SELECT id FROM meetings WHERE partnership_id = app.partnership_id() AND kind = 'emergency' AND case_id = $1
        AND state = ANY ($2)`,
    values: [caseId, comingMeetingStates.stand],
  })
  return rows[0]?.id ?? null
}

export async function hasBasis(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await tx.$client.query<{ held: boolean }>({
    name: 'basis-to-call',
    text: 'SELECT app.basis_in_force($1) AS held',
    values: [caseId],
  })
  return rows[0]?.held === true
}

/** @throws Refusal not_found for a monthly meeting as for one that the reader may not know of */
export async function emergencyOf(
  tx: Tx,
  meetingId: string,
): Promise<{ caseId: string; state: MeetingState; runs: boolean }> {
  const { rows } = await tx.$client.query<{ caseId: string; state: MeetingState; runs: boolean }>({
    name: 'emergency-of',
    text: `SELECT case_id AS "caseId", state, app.runs_meeting(id) AS runs FROM meetings WHERE partnership_id = app.partnership_id() AND id = $1
        AND kind = 'emergency'`,
    values: [meetingId],
  })
  const [meeting] = rows
  if (!meeting) throw new Refusal('not_found')
  return meeting
}

export async function callPeople(
  tx: Tx,
  {
    meetingId,
    caseId,
    called,
    now,
  }: { meetingId: string; caseId: string; called: readonly ReachablePerson[]; now: string },
): Promise<void> {
  await tx.$client.query({
    name: 'call-people',
    text: `INSERT INTO called_people (id, meeting_id, case_id, agency_id, account_id, called_at)
      SELECT c.id, $1, $2, c.agency, c.account, $3 FROM unnest($4::uuid[], $5::uuid[], $6::uuid[]) AS c(id, agency, account)`,
    values: [
      meetingId,
      caseId,
      now,
      called.map(newId),
      called.map(({ agencyId }) => agencyId),
      called.map(({ accountId }) => accountId),
    ],
  })
}

interface NewAttempt {
  meetingId: string
  caseId: string
  agencyId: string
  accountId: string | null
  onCallId: string | null
  how: string
  answer: string
  words: Buffer
  now: string
  by: string
}

export async function writeAttempt(tx: Tx, attempt: NewAttempt): Promise<void> {
  const { meetingId, caseId, agencyId, accountId, onCallId, how, answer, words, now, by } = attempt
  await tx.$client.query({
    name: 'write-attempt',
    text: `INSERT INTO contact_attempts (id, meeting_id, case_id, agency_id, account_id, on_call_id, how, answer, words, at, recorded_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [newId(), meetingId, caseId, agencyId, accountId, onCallId, how, answer, words, now, by],
  })
}

type Person = Contacts['people'][number]
type Attempt = Person['attempts'][number]
type AttemptRow = Omit<Attempt, 'words' | 'reachedAt'> & {
  words: Sealed<Pick<Attempt, 'words' | 'reachedAt'>>
}

/** Who was called, and each attempt to reach them, oldest first. @throws Refusal not_found */
export async function readContacts(tx: Tx, vault: Vault, meetingId: string, now: string): Promise<Contacts> {
  const { caseId } = await emergencyOf(tx, meetingId)
  const { key } = await openCase(tx, vault, caseId)
  const people = await tx.$client.query<Omit<Person, 'attempts'>>({
    name: 'called-people',
    text: `SELECT c.account_id AS "accountId", a.name, c.agency_id AS "agencyId", y.name AS "agencyName", a.email,
        s.signed_at AS "signedAt", s.agreed_aloud_to IS NOT NULL AS "agreedAloud"
      FROM called_people c
      JOIN accounts a ON a.id = c.account_id
      JOIN agencies y ON y.partnership_id = c.partnership_id AND y.id = c.agency_id
      LEFT JOIN meeting_signatures s ON s.partnership_id = c.partnership_id AND s.meeting_id = c.meeting_id
        AND s.account_id = c.account_id AND s.agency_id = c.agency_id
      WHERE c.partnership_id = app.partnership_id() AND c.meeting_id = $1 ORDER BY y.name, a.name LIMIT 200`,
    values: [meetingId],
  })
  const attempts = await tx.$client.query<AttemptRow>({
    name: 'contact-attempts',
    text: `SELECT * FROM (SELECT t.id, t.account_id AS "accountId", t.on_call_id AS "onCallId", t.how, t.answer, t.words, t.at, a.name AS by
      FROM contact_attempts t JOIN accounts a ON a.id = t.recorded_by
      WHERE t.partnership_id = app.partnership_id() AND t.meeting_id = $1
      ORDER BY t.at DESC, t.id DESC LIMIT 1000) t ORDER BY t.at, t.id`,
    values: [meetingId],
  })
  const opened = attempts.rows.map((row): Attempt => {
    const { words, ...attempt } = openListed(
      vault,
      { ...row, key },
      { words: 'contact' },
      { words: { words: cannotBeRead, reachedAt: null } },
    )
    return { ...attempt, ...words }
  })
  const onCall = await onCallFor(tx, { caseId, meetingId, now })
  return {
    meetingId,
    onCall: onCall.map((entry) => ({
      ...entry,
      attempts: opened.filter(({ onCallId }) => onCallId === entry.onCallId).slice(-200),
    })),
    people: people.rows.map((person) => ({
      ...person,
      attempts: opened.filter(({ accountId }) => accountId === person.accountId).slice(-200),
    })),
  }
}

type StandingRow = Omit<EmergencyStanding, 'answersNow'>

/** MTG-5: those not over to which the actor was called, or that she runs as a deputy; where she `calls`, all that she may know of. Soonest first. */
export async function emergenciesStanding(
  tx: Tx,
  { calls, now, limit }: { calls: boolean; now: string; limit: number },
): Promise<EmergencyStanding[]> {
  const { rows } = await tx.$client.query<StandingRow>({
    name: 'emergencies-standing',
    text: `SELECT m.id AS "meetingId", m.case_id AS "caseId", k.reference AS "caseReference", m.starts_at AS "startsAt", m.state, m.mode,
        m.venue AS "where", p.id IS NOT NULL AS called
      FROM meetings m
      JOIN cases k ON k.partnership_id = m.partnership_id AND k.id = m.case_id
      LEFT JOIN called_people p ON p.partnership_id = m.partnership_id AND p.meeting_id = m.id
        AND p.account_id = app.account_id() AND p.agency_id = app.agency_id()
      WHERE m.partnership_id = app.partnership_id() AND m.kind = 'emergency' AND m.state = ANY ($1)
        AND (p.id IS NOT NULL OR $2 OR app.runs_meeting(m.id))
      ORDER BY m.starts_at, m.id LIMIT $3`,
    values: [comingMeetingStates.stand, calls, limit],
  })
  const standing: EmergencyStanding[] = []
  // One after the other: a connection goes through its statements in turn all the same, and seldom is there more than one.
  for (const row of rows) {
    const onCall = await onCallFor(tx, { caseId: row.caseId, meetingId: row.meetingId, now })
    const answersNow = onCall
      .filter((entry) => entry.answersNow)
      .map(({ onCallId, agencyName, name, telephone }) => ({ onCallId, agencyName, name, telephone }))
    standing.push({ ...row, answersNow })
  }
  return standing
}

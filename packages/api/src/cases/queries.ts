import type { AccessRecord, Case, CaseFile, Grant } from '@alongside/shared/cases/contract'
import { cannotBeRead } from '@alongside/shared/unreadable'
import { grantInForce } from '../access/visibility.ts'
import { readActions } from '../actions/queries.ts'
import { readChildren } from '../children/queries.ts'
import { readLawfulBases } from '../consent/lawful.ts'
import { type Opened, readConsents, readWithoutConsents } from '../consent/queries.ts'
import type { Tx } from '../db/pool.ts'
import type { Position } from '../http/cursors.ts'
import { newId } from '../ids.ts'
import { readWays } from '../reach/queries.ts'
import { readCaseReferrals } from '../referrals/queries.ts'
import { readCaseAdditions } from '../referrals/thread.ts'
import { readCaseNotifications } from '../safeguarding/queries.ts'
import { openListed, type Sealed } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import { openHistory, openOwnRecord, readSealedHistory } from './case-file.ts'
import { isHeld, readHolds } from './holding.ts'
import { readJoins } from './joining.ts'

/**
 * One case, and the files of the same person that were joined to it, each as far as its own grants and under its own key
 * (ACC-2, REF-10). That there are none is known from the same round trip that brings the file.
 * @throws Refusal not_found
 */
export async function readWholeCase(tx: Tx, vault: Vault, caseId: string): Promise<Case> {
  const [file, { goesOnAs, joined }, rests] = await Promise.all([
    readFile(tx, vault, caseId),
    readJoins(tx, caseId),
    isHeld(tx, caseId),
  ])
  const joinedFiles = await Promise.all(
    joined.map(async ({ joinId, caseId: id }) => ({ joinId, file: await readFile(tx, vault, id) })),
  )
  return { ...file, rests, goesOnAs, joinedFiles }
}

/**
 * One file with everything that hangs on it. All statements leave together and share a round trip; sealed columns are
 * opened when the case's key has come with them.
 */
async function readFile(tx: Tx, vault: Vault, caseId: string): Promise<CaseFile> {
  const [
    file,
    grants,
    referrals,
    consents,
    withoutConsents,
    safeguarding,
    ways,
    voices,
    additions,
    items,
    actions,
    history,
    holds,
    children,
    lawfulBases,
  ] = await Promise.all([
    openOwnRecord(tx, vault.strict, caseId),
    readGrants(tx, caseId),
    readCaseReferrals(tx, vault, caseId),
    readConsents(tx, vault, caseId),
    readWithoutConsents(tx, vault, caseId),
    readCaseNotifications(tx, vault, caseId),
    readWays(tx, vault, caseId),
    readVoices(tx, vault, caseId),
    readCaseAdditions(tx, vault, caseId),
    readItems(tx, caseId),
    readActions(tx, vault, { caseId }),
    readSealedHistory(tx, { caseId }),
    readHolds(tx, vault, caseId),
    readChildren(tx, vault, caseId),
    readLawfulBases(tx, vault, caseId),
  ])
  const { key, lastDiscussedAt: _, ageOfAll: __, ...rest } = file
  const mine = grants.filter((grant) => grant.mine)
  return {
    ...rest,
    basisInForce: grants.some(
      ({ inForce, basis }) => inForce && (basis === 'consent' || basis === 'without_consent'),
    ),
    myBases: [...new Set(mine.map(({ basis }) => basis))],
    referrals,
    consents: consents(key),
    withoutConsents: withoutConsents(key),
    grants: grants.map(({ mine: ___, ...grant }) => grant),
    safeguarding,
    holds,
    children: children(key),
    lawfulBases: lawfulBases(key),
    ways: ways(key),
    voices: voices(key),
    additions: additions(key),
    items,
    actions,
    timeline: openHistory(vault, key, history),
  }
}

/** Those in force first, newest first. `mine`: it opens the case to the reader now. */
type GrantRow = Grant & { mine: boolean }

export async function readGrants(tx: Tx, caseId: string): Promise<GrantRow[]> {
  const { rows } = await tx.$client.query<GrantRow>({
    name: 'grants-of-case',
    text: `SELECT g.id, g.agency_id AS "agencyId", coalesce(y.name, i.organisation) AS "agencyName", g.basis, a.name AS "accountName",
        g.from_at AS "from", g.until_at AS "until", f.in_force AS "inForce", g.narrowed, g.consent_id AS "consentId",
        g.id IN (SELECT o.id FROM app.grants_to_own_record(app.partnership_id(), $1) o) AS mine
      FROM app.case_grants($1) g
      CROSS JOIN LATERAL (SELECT ${grantInForce('app.moment()')} AS in_force) f
      LEFT JOIN agencies y ON y.partnership_id = g.partnership_id AND y.id = g.agency_id
      LEFT JOIN guest_invitations i ON i.partnership_id = g.partnership_id AND i.id = g.guest_invitation_id
      LEFT JOIN accounts a ON a.id = g.account_id
      ORDER BY f.in_force DESC, g.from_at DESC, g.id DESC LIMIT 500`,
    values: [caseId],
  })
  return rows
}

type Voice = Case['voices'][number]
type VoiceWords = Pick<Voice, 'words' | 'worries' | 'danger' | 'dangerWords' | 'wants'>
/** OPS-3: in place of what she said. */
export const unreadableVoice: VoiceWords = { words: cannotBeRead, worries: null }
type VoiceRow = Omit<Voice, keyof VoiceWords> & { words: Sealed<VoiceWords> }

async function readVoices(tx: Tx, vault: Vault, caseId: string): Promise<Opened<Voice[]>> {
  const { rows } = await tx.$client.query<VoiceRow>({
    name: 'voices-of-case',
    text: `SELECT v.id, v.words, v.given, v.recorded_at AS "recordedAt", coalesce(a.name, 'Alongside') AS "recordedBy"
      FROM voices v LEFT JOIN accounts a ON a.id = v.recorded_by
      WHERE v.partnership_id = app.partnership_id() AND v.case_id = $1 
      ORDER BY v.recorded_at DESC, v.id DESC LIMIT 200`,
    values: [caseId],
  })
  return (key) =>
    rows.map((row) => {
      const { words, ...voice } = openListed(
        vault,
        { ...row, key },
        { words: 'words' },
        { words: unreadableVoice },
      )
      return { ...voice, ...words }
    })
}

/** CON-4: keeps her words and gives them back as the case shows them. */
export async function writeVoice(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  caseId: string,
  { given, ...said }: VoiceWords & Pick<Voice, 'given'>,
  { accountId, now }: { accountId: string; now: string },
): Promise<Voice> {
  const { rows } = await tx.$client.query<Pick<Voice, 'id' | 'recordedAt' | 'recordedBy'>>({
    name: 'record-voice',
    text: `WITH v AS (INSERT INTO voices (id, case_id, words, given, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)
        RETURNING id, recorded_at, recorded_by)
      SELECT v.id, v.recorded_at AS "recordedAt", a.name AS "recordedBy" FROM v JOIN accounts a ON a.id = v.recorded_by`,
    values: [newId(), caseId, vault.seal(key, 'words', said), given, now, accountId],
  })
  const [voice] = rows
  if (!voice) throw new Error('a voice that its writer cannot read')
  return { ...voice, ...said, given }
}

async function readItems(tx: Tx, caseId: string): Promise<Case['items']> {
  const { rows } = await tx.$client.query<Case['items'][number]>({
    name: 'items-of-case',
    text: `SELECT i.id, i.meeting_id AS "meetingId", m.starts_at AS "meetingStartsAt", i.state
      FROM agenda_items i JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
      WHERE i.partnership_id = app.partnership_id() AND i.case_id = $1 
      ORDER BY m.starts_at DESC LIMIT 200`,
    values: [caseId],
  })
  return rows
}

/** «Who has looked at this case» (ACC-7), newest first, for those who may see it; `after`: where the page before ended. */
export async function readAccessLog(
  tx: Tx,
  caseId: string,
  after: Position | null,
  limit: number,
): Promise<AccessRecord[]> {
  const [before, beforeId] = after ?? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const { rows } = await tx.$client.query<AccessRecord>({
    name: 'access-log',
    text: `SELECT e.id, e.at, a.name, g.name AS "agencyName", e.role, e.action, e.basis, e.from_address AS "fromAddress",
        e.refreshes, e.refreshed_until AS "refreshedUntil"
      FROM app.case_access_log($1, $2, $3, $4) e
      LEFT JOIN accounts a ON a.id = e.account_id
      LEFT JOIN agencies g ON g.partnership_id = e.partnership_id AND g.id = e.agency_id
      ORDER BY e.at DESC, e.id DESC`,
    values: [caseId, before, beforeId, limit],
  })
  return rows
}

import { can } from '@alongside/shared/access'
import type { EmergencyRequest, EmergencyRequestInFull } from '@alongside/shared/emergency-access/contract'
import { whyNotAnswerByName } from '@alongside/shared/emergency-access/rules'
import type { MyWork } from '@alongside/shared/work/contract'
import { queryTokens } from '../cases/name-tokens.ts'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import type { Person } from '../notices/whom.ts'
import { isOnCall, whoAnswers } from '../oncall/queries.ts'
import type { Vault } from '../vault.ts'
import { type About, type Asked, openRequests } from './by-name.ts'

/**
 * ACC-6: from how much on what was asked fits a file well enough to tell who is on call of it: a word of her name as it is spelt, or her day
 * of birth with a name that sounds like hers. Who coordinates is shown every likeness.
 */
const likely = 12

/** What is looked for: her name, and as much of her birth as is known. */
export const wordsOf = ({
  name,
  dateOfBirth,
  yearOfBirth,
}: Pick<About, 'name' | 'dateOfBirth' | 'yearOfBirth'>) =>
  [name, dateOfBirth ?? yearOfBirth].filter(Boolean).join(' ')

type Knows = Person & { caseId: string }

/** Of some people who knows whom it is likely that it means: none of an agency that gains, and none whom she refuses (app.known_by_name). */
async function knowing(
  tx: Tx,
  vault: Vault,
  partnershipId: string,
  { id, about, people }: { id: string; about: About; people: readonly Person[] },
): Promise<Knows[]> {
  const tokens = queryTokens(vault, partnershipId, wordsOf(about))
  const { rows } = await tx.$client.query<Knows>({
    name: 'known-by-name',
    text: `SELECT k.account_id AS "accountId", k.agency_id AS "agencyId", k.case_id AS "caseId"
      FROM app.known_by_name($1, $2, $3, $4, $5, $6) k`,
    values: [
      id,
      tokens.map(({ token }) => token),
      tokens.map(({ weight }) => weight),
      likely,
      people.map(({ accountId }) => accountId),
      people.map(({ agencyId }) => agencyId),
    ],
  })
  return rows
}

/** Who is on call now, and knows whom it is likely that it means. */
export async function onCallWhoKnow(
  tx: Tx,
  vault: Vault,
  partnershipId: string,
  { id, about, now }: { id: string; about: About; now: string },
): Promise<Person[]> {
  const people = (await whoAnswers(tx, now)).flatMap(({ accountId, agencyId }) =>
    accountId ? [{ accountId, agencyId }] : [],
  )
  return knowing(tx, vault, partnershipId, { id, about, people })
}

interface Deciding {
  answer: EmergencyRequestInFull['mayAnswer']
  /** The files that she may give; null: whichever she sees. */
  of: ReadonlySet<string> | null
}

/**
 * ACC-6, ACC-7: what the actor may answer now. Who coordinates, either; who is on call, a file that she knows, and never that there is none:
 * said by her it would tell who asked that there is one.
 */
export async function decidingOn(
  tx: Tx,
  vault: Vault,
  { partnershipId, accountId, agencyId, role }: Member,
  request: Asked,
  now: string,
): Promise<Deciding> {
  if (whyNotAnswerByName(request, { accountId, now })) return { answer: null, of: new Set() }
  if (can(role, 'access:review')) return { answer: 'given_or_none', of: null }
  const person = { accountId, agencyId }
  if (!(await isOnCall(tx, person, now))) return { answer: null, of: new Set() }
  const known = await knowing(tx, vault, partnershipId, { id: request.id, about: request, people: [person] })
  const of = new Set(known.map(({ caseId }) => caseId))
  return { answer: of.size > 0 ? 'given' : null, of }
}

/** What waits for the actor to answer, with whom to ring back; and no name of hers. */
export async function waitingRequests(
  tx: Tx,
  vault: Vault,
  actor: Member,
  { now, limit }: { now: string; limit: number },
): Promise<MyWork['emergencyRequests']> {
  const waiting: Asked[] = []
  for (const request of await openRequests(tx, vault, actor.partnershipId, { now, limit }))
    if ((await decidingOn(tx, vault, actor, request, now)).answer) waiting.push(request)
  if (waiting.length === 0) return []
  const onCall = await whoAnswers(tx, now)
  return waiting.map((request) => {
    const { id, accountName, agencyName, at, dueAt } = request
    return { id, accountName, agencyName, at, dueAt, ringBack: ringBackOf(onCall, request) }
  })
}

/** The number at which who asks answers now, or somebody of her agency. */
export function ringBackOf(
  onCall: Awaited<ReturnType<typeof whoAnswers>>,
  { accountId, agencyId }: Pick<EmergencyRequest, 'accountId'> & { agencyId: string },
): EmergencyRequestInFull['ringBack'] {
  const ofTheirs = onCall.filter((entry) => entry.agencyId === agencyId)
  const entry = ofTheirs.find((one) => one.accountId === accountId) ?? ofTheirs[0]
  return entry ? { name: entry.name, telephone: entry.telephone } : null
}

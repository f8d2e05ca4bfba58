import { can, isTrueOf } from '@alongside/shared/access'
import type { Identity } from '@alongside/shared/cases/contract'
import { waitingFlagStates } from '@alongside/shared/flags/rules'
import { standingKinds } from '@alongside/shared/partnerships/rules'
import { Refusal } from '@alongside/shared/problems'
import type { MyWork, Notification } from '@alongside/shared/work/contract'
import { identityAsSeen } from '../access/visibility.ts'
import { readActions } from '../actions/queries.ts'
import { readDeputiesNeeded } from '../agenda/deputies.ts'
import { unusualReadings as readUnusual } from '../audit/unusual.ts'
import { unreadableIdentity } from '../cases/case-file.ts'
import { readStandingHolds, readToListAgain } from '../cases/holding.ts'
import type { Tx } from '../db/pool.ts'
import { readLostCopies } from '../documents/queries.ts'
import { emergenciesStanding } from '../emergency/queries.ts'
import { waitingRequests } from '../emergency-access/deciding-by-name.ts'
import { waitingAccesses } from '../emergency-access/queries.ts'
import { readExclusionsToReview } from '../exclusions/queries.ts'
import { readOwnFlags } from '../flags/queries.ts'
import type { Member } from '../http/actor.ts'
import type { Position } from '../http/cursors.ts'
import { readLeftToMe, readLeftToNobody } from '../leaving/queries.ts'
import { readToDecide } from '../limits/overrides.ts'
import { readContradictions } from '../limits/queries.ts'
import { readMeetings } from '../meetings/queries.ts'
import { readToAcknowledge } from '../minutes/receipts.ts'
import { readGaps } from '../oncall/queries.ts'
import { readOutcomesAsked } from '../outcomes/queries.ts'
import { readAgreements } from '../partnerships/queries.ts'
import { readConflictChecks, readConflictsToSettle } from '../people-who-harm/conflicts.ts'
import { readPlansToLookAt } from '../plan/to-look-at.ts'
import { readSummaries } from '../referrals/queries.ts'
import { readQuestionsAsked } from '../referrals/thread.ts'
import { readResearchAsked } from '../research/asked.ts'
import { readOpenNotifications, readReferencesToCome } from '../safeguarding/queries.ts'
import { readReceivedToDo } from '../safeguarding/received.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import { readMyOffers } from '../sessions/offers.ts'
import { readToSettle, readToStop } from '../sharing/queries.ts'
import type { Vault } from '../vault.ts'

const most = 100

type Lists = Omit<
  MyWork,
  'names' | 'agreementsToSign' | 'offeredPlaces' | 'nextMeeting' | 'unreadNotifications'
>

interface Asker {
  tx: Tx
  vault: Vault
  actor: Member
  now: string
}

/** How each list is read for whoever sees cases; null where the role has no part in it. */
const lists: { [Name in keyof Lists]: (asking: Asker) => Promise<Lists[Name]> | null } = {
  emergencies: ({ tx, actor, now }) =>
    emergenciesStanding(tx, { calls: can(actor.role, 'meetings:call'), now, limit: most }),
  overridesToDecide: ({ tx, vault, actor, now }) =>
    can(actor.role, 'consents:record') ? readToDecide(tx, vault, actor, now) : null,
  contradictions: ({ tx, actor }) =>
    can(actor.role, 'referrals:triage') ? readContradictions(tx, most) : null,
  conflictChecks: ({ tx, vault, actor }) =>
    can(actor.role, 'conflicts:answer') ? readConflictChecks(tx, vault) : null,
  conflictsToSettle: ({ tx, actor }) =>
    isTrueOf('seesByCoordination', actor.role)
      ? readConflictsToSettle(tx, { coordinates: isTrueOf('coordinates', actor.role), limit: most })
      : null,
  exclusionsToReview: ({ tx, vault, actor }) =>
    can(actor.role, 'conflicts:close') ? readExclusionsToReview(tx, vault) : null,
  toTriage: ({ tx, vault, actor }) =>
    can(actor.role, 'referrals:triage') ? readSummaries(tx, vault, 'to_triage', most) : null,
  toAnswer: ({ tx, vault, actor }) =>
    can(actor.role, 'referrals:respond') ? readSummaries(tx, vault, 'to_answer', most) : null,
  nobodyHasHer: ({ tx, vault, actor }) =>
    readSummaries(
      tx,
      vault,
      can(actor.role, 'referrals:triage') ? 'nobody has her' : 'nobody has mine',
      most,
    ),
  questionsAsked: ({ tx, vault, actor }) =>
    can(actor.role, 'referrals:write') ? readQuestionsAsked(tx, vault) : null,
  myDrafts: ({ tx, vault }) => readSummaries(tx, vault, 'my drafts', most),
  restOwed: ({ tx, vault }) => readSummaries(tx, vault, 'rest owed', most),
  returnedToMe: ({ tx, vault }) => readSummaries(tx, vault, 'returned to me', most),
  safeguarding: ({ tx, vault, actor }) =>
    readOpenNotifications(tx, vault, can(actor.role, 'referrals:triage')),
  receivedNotifications: ({ tx, vault, actor }) =>
    can(actor.role, 'safeguarding:answer') ? readReceivedToDo(tx, vault) : null,
  referencesToCome: ({ tx, vault, actor }) =>
    can(actor.role, 'safeguarding:record') ? readReferencesToCome(tx, vault) : null,
  heldCases: ({ tx, vault, actor }) =>
    can(actor.role, 'referrals:triage') ? readStandingHolds(tx, vault, most) : null,
  toListAgain: ({ tx, actor }) => (can(actor.role, 'referrals:triage') ? readToListAgain(tx, most) : null),
  actions: ({ tx, vault, actor }) =>
    readActions(tx, vault, { ownerAgencyId: actor.agencyId, running: true, limit: most }),
  minutesToAcknowledge: ({ tx, actor }) =>
    can(actor.role, 'meetings:contribute') ? readToAcknowledge(tx, most) : null,
  researchAsked: ({ tx, actor }) =>
    can(actor.role, 'meetings:contribute') ? readResearchAsked(tx, most) : null,
  lostCopies: ({ tx, actor }) => (can(actor.role, 'documents:register') ? readLostCopies(tx, most) : null),
  deputiesNeeded: ({ tx, actor }) => (can(actor.role, 'items:chair') ? readDeputiesNeeded(tx, most) : null),
  flagsAsked: ({ tx, vault }) =>
    readOwnFlags(tx, vault, { states: waitingFlagStates, after: null, limit: most }),
  outcomesAsked: ({ tx, actor }) => (can(actor.role, 'cases:record') ? readOutcomesAsked(tx, most) : null),
  plansToLookAt: ({ tx, actor }) =>
    can(actor.role, 'cases:record')
      ? readPlansToLookAt(tx, { coordinates: isTrueOf('coordinates', actor.role), limit: most })
      : null,
  emergencyAccesses: ({ tx, vault, actor }) => {
    const forChair = can(actor.role, 'access:review') ? isTrueOf('chairs', actor.role) : null
    return can(actor.role, 'access:emergency') ? waitingAccesses(tx, vault, forChair, most) : null
  },
  emergencyRequests: ({ tx, vault, actor, now }) =>
    can(actor.role, 'access:emergency') ? waitingRequests(tx, vault, actor, { now, limit: most }) : null,
  onCallGaps: ({ tx, actor, now }) => (can(actor.role, 'on_call:keep') ? readGaps(tx, actor, now) : null),
  unusualReadings: ({ tx, vault, actor }) =>
    can(actor.role, 'readings:answer')
      ? readUnusual(tx, vault, actor.partnershipId, {
          waitingForChair: isTrueOf('chairs', actor.role),
          after: null,
          limit: most,
        })
      : null,
  leftWork: ({ tx, actor }) => (can(actor.role, 'work:hand_over') ? readLeftToMe(tx) : null),
  leftWorkOfNobody: ({ tx, actor }) => (isTrueOf('coordinates', actor.role) ? readLeftToNobody(tx) : null),
  sharingToStop: ({ tx }) => readToStop(tx, most),
  sharingToSettle: ({ tx, actor }) => (can(actor.role, 'referrals:triage') ? readToSettle(tx, most) : null),
}

/**
 * What waits for the actor. Without standing, or in a role that sees no case, agreements and places that she is offered alone. All is asked at once:
 * what is read of cases without standing is left out.
 */
export async function readWork(asker: Asker): Promise<MyWork> {
  const { tx, actor } = asker
  const reading = Object.entries(lists).map(
    async ([name, read]) => [name, (await read(asker)) ?? []] as const,
  )
  const [seesCases, unreadNotifications, offeredPlaces, read, agreements, [meeting]] = await Promise.all([
    opensCases(tx),
    countUnread(tx),
    readMyOffers(tx),
    Promise.all(reading),
    can(actor.role, 'agreements:read') ? readAgreements(tx) : [],
    readMeetings(tx, { when: 'coming', limit: 1 }),
  ])
  const waiting = Object.fromEntries(read.map(([name, found]) => [name, seesCases ? found : []])) as Lists
  return {
    ...waiting,
    names: await namesOf(asker, waiting),
    agreementsToSign: agreements.filter(
      ({ kind, signedByMine }) => standingKinds.includes(kind) && !signedByMine,
    ),
    offeredPlaces,
    nextMeeting: (seesCases && meeting) || null,
    unreadNotifications,
  }
}

/** Whoever they are, of all cases that any of the lists names: as far as the reader sees each, so that none is named to who may not know her. */
async function namesOf({ tx, vault }: Asker, waiting: Lists): Promise<MyWork['names']> {
  const rowsOf: readonly object[] = Object.values(waiting).flat()
  const references = new Set(
    rowsOf.flatMap(
      ({ caseReference, reference }: { caseReference?: string | null; reference?: string | null }) =>
        caseReference ?? reference ?? [],
    ),
  )
  if (references.size === 0) return []
  const { rows } = await tx.$client.query<
    { caseId: string; caseReference: string; identity: Sealed<Identity> } & UnderKey
  >({
    name: 'names-of-cases',
    text: `SELECT c.id AS "caseId", c.reference AS "caseReference", ${identityAsSeen()} AS identity, c.data_key_id AS "keyId", k.wrapped
      FROM cases c JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      WHERE c.partnership_id = app.partnership_id() AND c.reference = ANY ($1) ORDER BY c.reference LIMIT 1000`,
    values: [[...references]],
  })
  return rows.flatMap((row) => {
    const { caseId, caseReference, identity, unreadable } = openListed(
      vault,
      keyed(row),
      { identity: 'identity' },
      { identity: unreadableIdentity },
    )
    return unreadable || identity.name === '' ? [] : { caseId, caseReference, name: identity.name }
  })
}

async function opensCases(tx: Tx): Promise<boolean> {
  const { rows } = await tx.$client.query<{ opens: boolean }>('SELECT app.grants_to() IS NOT NULL AS opens')
  return rows[0]?.opens === true
}

export async function countUnread(tx: Tx): Promise<number> {
  const { rows } = await tx.$client.query<{ unread: number }>({
    name: 'count-unread',
    text: `SELECT count(*) AS unread FROM notifications
      WHERE partnership_id = app.partnership_id() AND membership_id = app.membership_id() AND read_at IS NULL`,
  })
  return rows[0]?.unread ?? 0
}

const columns = 'id, kind, subject, subject_id AS "subjectId", reference, at, read_at AS "readAt"'

/** The actor's notifications, newest first. `after`: where the page before ended. */
export async function readNotifications(
  tx: Tx,
  { unread, after, limit }: { unread?: boolean | undefined; after: Position | null; limit: number },
): Promise<Notification[]> {
  const { rows } = await tx.$client.query<Notification>({
    name: `notifications ${unread ?? 'all'} ${after ? 'after' : ''}`,
    text: `SELECT ${columns} FROM notifications WHERE partnership_id = app.partnership_id() AND membership_id = app.membership_id()
        ${unread === undefined ? '' : `AND read_at IS ${unread ? '' : 'NOT'} NULL`}
        ${after ? 'AND (at, id) < ($2, $3)' : ''} ORDER BY at DESC, id DESC LIMIT $1`,
    values: after ? [limit, ...after] : [limit],
  })
  return rows
}

/** Reading one again keeps when it was first read. @throws Refusal not_found where one of them is another's, as for an unknown one */
export async function markRead(tx: Tx, ids: readonly string[], now: string): Promise<void> {
  const { rowCount } = await tx.$client.query({
    name: 'mark-read',
    text: `UPDATE notifications SET read_at = coalesce(read_at, $2)
      WHERE partnership_id = app.partnership_id() AND membership_id = app.membership_id() AND id = ANY ($1)`,
    values: [ids, now],
  })
  if (rowCount !== ids.length) throw new Refusal('not_found')
}

import type { DraftedItem, Minutes, MinutesDraft } from '@alongside/shared/minutes/contract'
import { lineOnly } from '@alongside/shared/minutes/rules'
import { Refusal } from '@alongside/shared/problems'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { doesCoordinate } from '../meetings/queries.ts'
import type { Vault } from '../vault.ts'
import { asDistributed, type OpenedItem, readItems, readVersions, type Version } from './queries.ts'
import { readReceipts, readUnacknowledged } from './receipts.ts'

interface Shown<T> {
  reply: T
  /** Whose words it held. */
  cases: string[]
}

const common = ({
  id,
  meetingId,
  meetingStartsAt,
  compiledAt,
  compiledBy,
  present,
  proceedings,
  notes,
  withheld,
  correction,
}: Version) => ({
  id,
  meetingId,
  meetingStartsAt,
  compiledAt,
  compiledBy,
  present,
  proceedings,
  notes,
  withheld,
  correction,
})

/** The latest distributed version, unless another is named. @throws Refusal not_found */
async function findDistributed(tx: Tx, vault: Vault, meetingId: string, edition?: number) {
  const all = await readVersions(tx, vault, meetingId)
  const versions = all.flatMap(sealedOnly)
  const found = edition === undefined ? versions[0] : versions.find((one) => one.edition === edition)
  if (!found) throw new Refusal('not_found')
  return { found, versions, corrected: all.length > versions.length }
}

/**
 * Its items, cut to the cases that the reader's grants open now (ACC-2). What was distributed under a basis stays in it
 * after that basis has ended, for those whose grant stands: it was lawfully shared, and is on record (CON-3).
 */
async function readSeen(tx: Tx, vault: Vault, minutesId: string) {
  const items = await readItems(tx, vault, minutesId)
  const seen = items.flatMap(({ salt, ...item }) => (salt ? [{ ...item, salt }] : []))
  return { items: seen.map((item) => asDistributed(item, item)), cases: seen.map(({ caseId }) => caseId) }
}

/** What the latest version holds, for a paper. @throws Refusal not_found */
export async function readMinuted(tx: Tx, vault: Vault, meetingId: string) {
  const { found } = await findDistributed(tx, vault, meetingId)
  const { edition, present, proceedings, notes, correction } = found
  return {
    version: edition,
    ...{ present, proceedings, notes, correction },
    ...(await readSeen(tx, vault, found.id)),
  }
}

/**
 * A distributed version as its readers see it. Who acknowledged it is told to who coordinates; each agency learns of its
 * own. @throws Refusal not_found
 */
export async function readDistributed(
  tx: Tx,
  vault: Vault,
  { agencyId }: Member,
  meetingId: string,
  edition?: number,
): Promise<Shown<Minutes>> {
  const { found, versions, corrected } = await findDistributed(tx, vault, meetingId, edition)
  const [{ items, cases }, receipts, notYet, coordinates] = await Promise.all([
    readSeen(tx, vault, found.id),
    readReceipts(tx, meetingId),
    readUnacknowledged(tx, found.id),
    doesCoordinate(tx),
  ])
  const { hash, leaves, distributedAt, distributedBy } = found
  const ofThis = receipts.filter((one) => one.version === found.edition)
  return {
    reply: {
      ...common(found),
      ...{ hash, leaves, distributedAt, distributedBy },
      version: found.edition,
      items,
      versions: versions.map((one) => ({
        version: one.edition,
        distributedAt: one.distributedAt,
        distributedBy: one.distributedBy,
        hash: one.hash,
        correction: one.correction,
      })),
      receipt: ofThis.find((one) => one.agencyId === agencyId) ?? null,
      receipts: coordinates ? ofThis : null,
      notYetReceived: coordinates ? notYet : null,
      correctionBegun: coordinates ? corrected : null,
    },
    cases,
  }
}

const sealedOnly = (version: Version) => {
  const { distributedAt, distributedBy, hash, leaves } = version
  return distributedAt && distributedBy && hash && leaves
    ? [{ ...version, distributedAt, distributedBy, hash, leaves }]
    : []
}

/** The draft, where there is one; without a basis in force an item is its line alone (CON-3). @throws Refusal not_found */
export async function readDraft(tx: Tx, vault: Vault, meetingId: string): Promise<Shown<MinutesDraft>> {
  const draft = (await readVersions(tx, vault, meetingId)).find(({ distributedAt }) => distributedAt === null)
  if (!draft) throw new Refusal('not_found')
  const items = await readItems(tx, vault, draft.id)
  return {
    reply: {
      ...common(draft),
      version: draft.revision,
      edition: draft.edition,
      items: items.map(asDrafted),
    },
    cases: items.map(({ caseId }) => caseId),
  }
}

export const asDrafted = ({ id, revision, basisInForce, content }: OpenedItem): DraftedItem => ({
  ...(basisInForce ? content : lineOnly(content)),
  id,
  version: revision,
  withheld: !basisInForce,
})

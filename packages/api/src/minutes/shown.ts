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
  notes,
  withheld,
  correction,
})

/**
 * A distributed version, the latest unless one is named, cut to the cases that the reader's grants open now (ACC-2). What
 * was distributed under a basis stays in it after that basis has ended, for those whose grant stands: it was lawfully
 * shared, and is on record (CON-3). Who acknowledged it is told to who coordinates; each agency learns of its own.
 * @throws Refusal not_found
 */
export async function readDistributed(
  tx: Tx,
  vault: Vault,
  actor: Member,
  meetingId: string,
  edition?: number,
): Promise<Shown<Minutes>> {
  const all = await readVersions(tx, vault, meetingId)
  const versions = all.flatMap(sealedOnly)
  const found = edition === undefined ? versions[0] : versions.find((one) => one.edition === edition)
  if (!found) throw new Refusal('not_found')
  const [items, receipts, notYet, coordinates] = await Promise.all([
    readItems(tx, vault, found.id),
    readReceipts(tx, meetingId),
    readUnacknowledged(tx, found.id),
    doesCoordinate(tx),
  ])
  const seen = items.flatMap(({ salt, ...item }) => (salt ? [{ ...item, salt }] : []))
  const { hash, leaves, distributedAt, distributedBy } = found
  return {
    reply: {
      ...common(found),
      ...{ hash, leaves, distributedAt, distributedBy },
      version: found.edition,
      items: seen.map((item) => asDistributed(item, item)),
      versions: versions.map((one) => ({
        version: one.edition,
        distributedAt: one.distributedAt,
        distributedBy: one.distributedBy,
        hash: one.hash,
        correction: one.correction,
      })),
      receipt:
        receipts.find((one) => one.version === found.edition && one.agencyId === actor.agencyId) ?? null,
      receipts: coordinates ? receipts.filter((one) => one.version === found.edition) : null,
      notYetReceived: coordinates ? notYet : null,
      correctionBegun: coordinates ? all.length > versions.length : null,
    },
    cases: seen.map(({ caseId }) => caseId),
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

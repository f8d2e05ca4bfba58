import type { Query } from '@alongside/shared/contract'
import { listReferrals } from '@alongside/shared/referrals/contract'
import type { FastifyPluginAsync } from 'fastify'
import { isWalked, ofAgency } from '../access/visibility.ts'
import { numberTerms } from '../cases/name-tokens.ts'
import type { Tx } from '../db/pool.ts'
import { type Position, paged } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'
import { tokenOf } from './own-identifiers.ts'
import { boxes, inBox, type SummaryRow, selectSummaries, summaryOf } from './queries.ts'

/** `order`: of the rows that are looked through; `shown`: of those of the page. */
const sorts = {
  due: {
    column: 'due_at',
    order: 'due_at, id',
    shown: '"dueAt", id',
    after: '>',
    key: (row: SummaryRow) => row.dueAt,
  },
  '-submitted': {
    column: 'submitted_at',
    order: 'submitted_at DESC, id DESC',
    shown: '"submittedAt" DESC, id DESC',
    after: '<',
    key: (row: SummaryRow) => row.submittedAt,
  },
  '-updated': {
    column: 'updated_at',
    order: 'updated_at DESC, id DESC',
    shown: '"updatedAt" DESC, id DESC',
    after: '<',
    key: (row: SummaryRow) => row.updatedAt,
  },
} as const

const usualSort = '-updated'

type Asked = Query<typeof listReferrals>

/** The one referral that the reader's own agency calls so. */
const ofIdentifier = `(SELECT o.referral_id FROM own_identifiers o WHERE o.partnership_id = app.partnership_id() AND o.agency_id = app.grants_to() AND o.token = $6)`

/** Drafts have no case, and no grant: they are looked for by who writes them. */
const ownDrafts = 'r.case_id IS NULL AND r.author_account_id = app.account_id()'

const keys = 'r.id, r.due_at, r.submitted_at, r.updated_at'

/**
 * The list: a hot path. One prepared statement for each combination of filters, stable by (key, id). It begins with what is listed for the
 * agency. The page is looked for first, and what is shown of it is read afterwards.
 */
export const referralListRoutes: FastifyPluginAsync = async (app) => {
  const { query } = operations(app)

  query(listReferrals, async ({ tx, vault, actor, query: asked, lookingFor }) => {
    if (asked.externalReference) lookingFor(numberTerms(vault, actor.partnershipId, asked.externalReference))
    const own = asked.externalReference ? tokenOf(vault, actor.agencyId, asked.externalReference) : null
    const { key } = sorts[asked.sort ?? usualSort]
    const page = await paged(
      vault,
      listReferrals.id,
      asked,
      (after, limit) => readList(tx, asked, own, after, limit),
      (row) => [key(row) ?? '', row.id],
    )
    return {
      reply: { items: page.items.map((row) => summaryOf(vault, row)), next: page.next },
      audit: { seen: page.items.flatMap(({ caseId }) => caseId ?? []) },
    }
  })
}

async function readList(
  tx: Tx,
  { state, light, box, sort = usualSort }: Asked,
  own: Buffer | null,
  from: Position | null,
  limit: number,
): Promise<SummaryRow[]> {
  const { column, order, shown, after } = sorts[sort]
  const behind = (row: string, id: string) =>
    `(${row}.${column}, ${row}.${id}) ${after} ($2::timestamptz, $3::uuid)`
  const conditions = [
    'r.partnership_id = app.partnership_id()',
    ...(sort === '-updated' ? [] : [`r.${column} IS NOT NULL`]),
    ...(state ? ['r.state = $4'] : []),
    ...(light ? ['r.light = $5'] : []),
    ...(box ? [inBox(box, '$7')] : []),
    ...(own ? [`r.id = ${ofIdentifier}`] : []),
    ...(from ? [behind('r', 'id')] : []),
  ].join(' AND ')
  const listed = [
    ofAgency,
    ...(state ? ['l.state = $4'] : []),
    ...(light ? ['l.light = $5'] : []),
    ...(own ? [`l.referral_id = ${ofIdentifier}`] : []),
    ...(from ? [behind('l', 'referral_id')] : []),
    `EXISTS (SELECT FROM referrals r WHERE r.id = l.referral_id AND ${conditions} OFFSET 0) ORDER BY ${order} LIMIT $1`,
  ].join(' AND ')
  const { rows } = await tx.$client.query<SummaryRow>({
    name: `list ${sort} ${state ? 's' : ''}${light ? 'l' : ''}${own ? 'o' : ''}${from ? 'c' : ''} ${box ?? ''}`,
    // Every parameter is named once, so that its type is known whichever conditions are there.
    text: `${selectSummaries} WHERE ($2::timestamptz, $3::uuid, $4::text, $5::text, $6::bytea, $7::text[]) IS NOT NULL IS NOT NULL
        AND r.partnership_id = app.partnership_id() AND r.id = ANY (ARRAY(SELECT p.id FROM (
          (SELECT l.referral_id AS id, l.due_at, l.submitted_at, l.updated_at FROM listed_referrals l WHERE ${listed})
          UNION ALL
          (SELECT ${keys} FROM referrals r WHERE NOT ${isWalked} AND ${ownDrafts} AND ${conditions})
          UNION ALL
          (SELECT ${keys} FROM referrals r WHERE ${isWalked} AND ${conditions} ORDER BY ${order} LIMIT $1)) p
          ORDER BY ${order} LIMIT $1)) ORDER BY ${shown}`,
    values: [
      limit,
      from?.[0] ?? null,
      from?.[1] ?? null,
      state ?? null,
      light ?? null,
      own,
      box ? boxes[box].states : null,
    ],
  })
  return rows
}

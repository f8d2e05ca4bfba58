import { atLocalTime, endOfDay } from '@alongside/shared/calendar'
import type { ReadAction } from '@alongside/shared/imports/actions'
import { clockStage } from '@alongside/shared/stages'
import { newId, newReference } from '../ids.ts'
import { agencyNames, calendarOf } from '../partnerships/queries.ts'
import type { WrappedKey } from '../vault.ts'
import {
  inBatches,
  type MadeRow,
  type Moved,
  noteMade,
  type Writing,
  type Written,
  writeHistory,
} from './writing.ts'

/** ACT-1: open actions, to go on from where the spreadsheet left them. Clocks tell of what comes; what has passed is not told anew. */
export async function writeActions(writing: Writing): Promise<Written> {
  const keys = await keysOf(writing)
  await inBatches(writing, writing.checked.actions, async (batch) => {
    const made: MadeRow[] = []
    const moved: Moved[] = []
    await Promise.all(batch.map((action) => writeAction(writing, action, keys, made, moved)))
    await writeHistory(writing, moved)
    await noteMade(writing, made)
  })
  return { cases: [...keys.keys()], events: [] }
}

async function keysOf({ tx, known }: Writing): Promise<Map<string, WrappedKey>> {
  const { rows } = await tx.$client.query<{ caseId: string; id: string; wrapped: Buffer }>(
    `SELECT c.id AS "caseId", k.id, k.wrapped FROM cases c JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      WHERE c.partnership_id = app.partnership_id() AND c.id = ANY ($1)`,
    [Array.from(known.values(), ({ files }) => files.map(({ caseId }) => caseId)).flat()],
  )
  return new Map(rows.map(({ caseId, ...key }) => [caseId, key]))
}

async function writeAction(
  { tx, vault, known, partnership, now }: Writing,
  action: ReadAction,
  keys: ReadonlyMap<string, WrappedKey>,
  made: MadeRow[],
  moved: Moved[],
) {
  // On a file that its owner sees: the check has found that there is one.
  const files = known.get(action.reference)?.files ?? []
  const caseId = files.find(({ seenBy }) => seenBy.includes(action.agencyId))?.caseId ?? ''
  const key = keys.get(caseId)
  if (!key) throw new Error('a case that was known a moment ago')
  const calendar = calendarOf(partnership)
  const id = newId()
  const dueAt = endOfDay(calendar, Temporal.PlainDate.from(action.dueOn)).toString()
  const agreed =
    action.agreedOn && atLocalTime(calendar, Temporal.PlainDate.from(action.agreedOn), '12:00:00').toString()
  const createdAt = agreed && Date.parse(agreed) < Date.parse(now) ? agreed : now
  made.push({ made: 'actions', id, row: action.row })
  const reason = vault.seal(key, 'reason', 'Imported from a spreadsheet')
  const change = { caseId, subject: 'action', subjectId: id, reason } as const
  moved.push(
    { ...change, field: 'state', to: action.state },
    { ...change, field: 'owner', to: agencyNames(partnership).get(action.agencyId) ?? '' },
    { ...change, field: 'due', to: dueAt },
  )
  await tx.$client.query({
    name: 'import-action',
    text: `INSERT INTO actions (id, reference, case_id, owner_agency_id, what, priority, due_on, due_at, stage, state, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      ...[id, newReference(partnership.prefix, Number(now.slice(0, 4))), caseId, action.agencyId],
      ...[
        vault.seal(key, 'action', { what: action.what, why: action.why }),
        action.priority,
        action.dueOn,
        dueAt,
      ],
      ...[stageReached(createdAt, dueAt, now), action.state, createdAt],
    ],
  })
}

/** Overdue when it came, it was told of before; nobody is told by us. */
const stageReached = (createdAt: string, dueAt: string, now: string): number =>
  Date.parse(dueAt) <= Date.parse(createdAt) ? 4 : clockStage(createdAt, dueAt, now)

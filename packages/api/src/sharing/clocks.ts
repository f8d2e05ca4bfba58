import type { Slice } from '../notices/slice.ts'

/**
 * CON-3: grants that ended by themselves change who reads a case, as those do that somebody ended. Until when it was looked moves on once all
 * of them are on record.
 */
export async function sharingClocks({ tx, now, began, after, most, unharmed, take }: Slice): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'lapsed-sharing',
    text: 'SELECT id FROM app.lapsed_sharing($1, $2, $3) AS id ORDER BY 1',
    values: [began, after, most],
  })
  const cases = rows.map(({ id }) => id)
  take(cases)
  const isLast = cases.length < most
  await tx.$client.query({
    name: 'note-lapsed-sharing',
    text: 'SELECT app.note_lapsed_sharing($1, $2, $3)',
    values: [cases, now, isLast && unharmed ? began : null],
  })
}

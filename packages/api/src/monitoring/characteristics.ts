import type { Age } from '@alongside/shared/age/schema'
import {
  ageBandOn,
  type Characteristic,
  type Characteristics,
  characteristics,
  characteristicsOf,
} from '@alongside/shared/monitoring/characteristics'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { discussedItemStates } from '@alongside/shared/room/rules'
import { filesOfPerson } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'

const column: Record<Characteristic, string> = {
  ethnicity: 'ethnicity',
  sexualOrientation: 'sexual_orientation',
  disability: 'disability',
  sex: 'sex',
  genderSame: 'gender_same',
}
const columns = characteristics.map((one) => column[one])

/** Keeps what is counted of her beside her sealed answers: what was told takes the place of what was there, what was not asked does not. */
export async function keepCharacteristics(
  tx: Tx,
  caseId: string,
  equality: ReferralAnswers['equality'],
): Promise<void> {
  const counted = characteristicsOf(equality ?? {})
  await tx.$client.query({
    name: 'keep-characteristics',
    text: `SELECT app.keep_characteristics($1, ${columns.map((name, at) => `p_${name} => $${at + 2}`).join(', ')})`,
    values: [caseId, ...characteristics.map((one) => counted[one])],
  })
}

/** Of her; to an agency that she refused, what it was told itself (ACC-8). */
export async function readCharacteristics(tx: Tx, caseId: string): Promise<Characteristics> {
  const { rows } = await tx.$client.query<Characteristics>({
    name: 'read-characteristics',
    text: `SELECT ${characteristics.map((one) => `${column[one]} AS "${one}"`).join(', ')}
      FROM (SELECT 1 AS nth, ${columns.join(', ')} FROM characteristics WHERE partnership_id = app.partnership_id() AND case_id = $1
        UNION ALL SELECT 2, ${columns.join(', ')} FROM own_characteristics WHERE partnership_id = app.partnership_id() AND case_id = $1) told
      ORDER BY nth LIMIT 1`,
    values: [caseId],
  })
  return rows[0] ?? characteristicsOf({})
}

/** Her age band on the day of each discussion, from what is known of her age now; of one discussion, or of all of hers. */
export async function keepAgeBands(
  tx: Tx,
  caseId: string,
  age: Age | null,
  itemId: string | null,
): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; date: string }>({
    name: 'discussed-items',
    text: `SELECT i.id, m.date FROM agenda_items i JOIN meetings m ON m.partnership_id = i.partnership_id AND m.id = i.meeting_id
      WHERE i.partnership_id = app.partnership_id() AND i.case_id = ANY (${filesOfPerson('$1')}) AND i.state = ANY ($3) AND ($2::uuid IS NULL OR i.id = $2)`,
    values: [caseId, itemId, discussedItemStates],
  })
  for (const { id, date } of rows)
    await tx.$client.query({
      name: 'keep-age-band',
      text: 'UPDATE agenda_items SET age_band = $2 WHERE partnership_id = app.partnership_id() AND id = $1',
      values: [id, ageBandOn(age, date)],
    })
}

import { listActions } from '@alongside/shared/actions/contract'
import { listCases } from '@alongside/shared/cases/contract'
import { byNight } from '@alongside/shared/chance.test-support'
import { listReferrals } from '@alongside/shared/referrals/contract'
import { it } from 'vitest'
import { done } from '../src/demo/found.ts'
import { newId } from '../src/ids.ts'
import { keyed } from '../src/sealed-rows.ts'
import { ofEveryHistory } from './every-history.ts'
import { readers, type Who } from './promise-history.ts'
import { openLives } from './promise-life.ts'

// ACC-2: lists begin with the grants of an agency, and policies decide what is shown of what they find. Of random histories, and of every
// reader: what a list gives, page by page, is what the policies alone let her read, no less, and nothing twice.

const { as, liveThrough, asDatabase, rows, services } = await openLives('2026-03-02T09:00:00Z')

const lists = {
  referrals: [listReferrals, 'SELECT id FROM referrals'],
  cases: [
    listCases,
    'SELECT id FROM cases c WHERE NOT EXISTS (SELECT FROM joined_files j WHERE j.joined_case_id = c.id AND j.undone_at IS NULL)',
  ],
  actions: [listActions, 'SELECT id FROM actions'],
} as const

async function listed(who: Who, list: (typeof lists)[keyof typeof lists][0]): Promise<string[]> {
  const found: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await done(as[who], list, { query: { limit: 40, ...(cursor && { cursor }) } })
    found.push(...page.items.map(({ id }) => id))
    cursor = page.next
  }
  return found.sort()
}

const readable = (who: Who, sql: string) =>
  asDatabase(who, async (client) => (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id).sort())

/** One of each case, of its own agency. */
async function actOnEach() {
  const cases = await rows<{ caseId: string; keyId: string; wrapped: Buffer }>(
    `SELECT c.id AS "caseId", k.id AS "keyId", k.wrapped FROM cases c JOIN data_keys k ON k.id = c.data_key_id
      WHERE NOT EXISTS (SELECT FROM actions a WHERE a.case_id = c.id)`,
  )
  for (const { caseId, ...key } of cases)
    await rows(
      `INSERT INTO actions (partnership_id, id, reference, case_id, owner_agency_id, what, priority, due_on, due_at, created_at)
        SELECT partnership_id, $2, reference, id, agency_id, $3, 'usual', opened_at::date, opened_at, opened_at FROM cases WHERE id = $1`,
      [
        caseId,
        newId(),
        services.vault.seal(keyed(key).key, 'action', { what: 'Ring her', why: 'She asked' }),
      ],
    )
}

async function broken(): Promise<string[]> {
  await actOnEach()
  const wrong: string[] = []
  for (const who of readers)
    for (const [name, [list, sql]] of Object.entries(lists)) {
      const [given, may] = [await listed(who, list), await readable(who, sql)]
      if (String(given) !== String(may))
        wrong.push(`${who} is listed ${given.length} ${name}, and may read ${may.length}`)
    }
  return [...wrong, ...(await unlike())]
}

/** Where what triggers keep listed is not what the grants say. */
async function unlike(): Promise<string[]> {
  const wrong: string[] = []
  for (const what of ['cases', 'referrals', 'actions']) {
    const [kept, due] = [`listed_${what}`, `app.${what}_to_list`]
    const apart = await rows(
      `(TABLE ${kept} EXCEPT TABLE ${due}) UNION ALL (TABLE ${due} EXCEPT TABLE ${kept})`,
    )
    if (apart.length > 0) wrong.push(`${apart.length} rows of ${kept} are not as the grants have them`)
  }
  return wrong
}

const histories = byNight(5, 2000)

it(
  'ACC-2 ACC-8 whatever happens, a list holds what the policies let its reader read, and all of it',
  async () => {
    await ofEveryHistory(histories, (one) => liveThrough(one, broken))
  },
  180_000 + histories * 20_000,
)

import { readCase } from '@alongside/shared/cases/contract'
import { changeChild, readChildHistory, recordChild } from '@alongside/shared/children/contract'
import type { Contract } from '@alongside/shared/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { changeOtherForum, listOtherForums, recordOtherForum } from '@alongside/shared/other-forums/contract'
import {
  changePersonWhoHarms,
  listPeopleWhoHarm,
  recordPersonWhoHarms,
} from '@alongside/shared/people-who-harm/contract'
import { changePlanLine, proposePlanLine, readPlan } from '@alongside/shared/plan/contract'
import { changeWay, readWay, recordWay } from '@alongside/shared/reach/contract'
import {
  checkWorkerWarning,
  listWorkerWarnings,
  recordWorkerWarning,
} from '@alongside/shared/worker-safety/contract'
import { expect, it } from 'vitest'
import { givenListed } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

// ACC-6, ACC-8: the police refer her, and record; others write in what they recorded; then she says no to the police, who keep what they
// wrote themselves and nothing that anybody else did.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, rows } = world
const saidOn = '2026-03-02'
type Body = Record<string, unknown>

/** What the police say, and say again; what another agency says; how each is read. */
interface Kind {
  record: Contract
  change: Contract
  body: (words: string) => Body
  changed: (words: string) => Body
  at: string
  read: (id: string, caseId: string) => [Contract, Record<string, string>][]
}
const kinds: Record<string, Kind> = {
  'a child': {
    record: recordChild,
    change: changeChild,
    body: (words) => ({ calledName: words, unborn: true }),
    changed: (words) => ({ child: { calledName: words, unborn: true }, reason: words }),
    at: 'childId',
    read: (childId, caseId) => [
      [readCase, { caseId }],
      [readChildHistory, { childId }],
    ],
  },
  'a way to reach her': {
    record: recordWay,
    change: changeWay,
    body: (words) => ({ kind: 'in_person', value: words, safe: 'yes' }),
    changed: (words) => ({ kind: 'in_person', value: words, safe: 'yes', why: words }),
    at: 'wayId',
    read: (wayId, caseId) => [
      [readCase, { caseId }],
      [readWay, { wayId }],
    ],
  },
  'another forum': {
    record: recordOtherForum,
    change: changeOtherForum,
    body: (words) => ({ ...recordOtherForum.example, reference: words }),
    changed: (words) => ({ ...changeOtherForum.example, reference: words }),
    at: 'otherForumId',
    read: (_, caseId) => [[listOtherForums, { caseId }]],
  },
  'a line of the plan': {
    record: proposePlanLine,
    change: changePlanLine,
    body: (words) => ({ part: 'need', words }),
    changed: (words) => ({ words, why: words }),
    at: 'lineId',
    read: (_, caseId) => [[readPlan, { caseId }]],
  },
  'a warning': {
    record: recordWorkerWarning,
    change: checkWorkerWarning,
    body: (words) => ({ kind: 'dog', words, source: words, checkedOn: saidOn }),
    changed: (words) => ({ source: words, checkedOn: saidOn }),
    at: 'workerWarningId',
    read: (_, caseId) => [[listWorkerWarnings, { caseId }]],
  },
  'who harms her': {
    record: recordPersonWhoHarms,
    change: changePersonWhoHarms,
    body: (words) => ({ called: 'Nails', sheSays: words }),
    changed: (words) => ({ called: 'Nails', sheSays: words }),
    at: 'personWhoHarmsId',
    read: (_, caseId) => [[listPeopleWhoHarm, { caseId }]],
  },
}

const [own, others, again] = ['Said by the police', 'Said by another', 'Said by the police once more']

/** What the police read of such a row once she refuses them; with who wrote in it, one after the other. */
async function readBy(kind: Kind, writers: ('police' | 'coordinator')[]): Promise<string> {
  const { caseId } = await givenListed(world, {
    by: 'constable',
    agrees: ['lantern', 'health', 'housing', 'police'],
    refuses: ['probation'],
  })
  const params = { caseId: caseId ?? '' }
  const recorded = (await done(as.police, kind.record, { params, body: kind.body(own) } as never)) as {
    id: string
  }
  for (const [at, who] of writers.entries())
    await done(as[who], kind.change, {
      params: { [kind.at]: recorded.id },
      version: at + 1,
      body: kind.changed(who === 'police' ? again : others),
    } as never)
  await done(as.coordinator, recordLimit, {
    params,
    body: { kind: 'agency', agencyId: agencies.police, saidOn },
  })
  const read = []
  for (const [operation, at] of kind.read(recorded.id, params.caseId))
    read.push((await as.police(operation, { params: at } as never)).body)
  return JSON.stringify(read)
}

it.each(Object.entries(kinds))(
  'ACC-6 ACC-8 of %s the agency that she refused reads what it wrote, and nothing that another wrote in it before or after it wrote again',
  async (_, kind) => {
    expect(await readBy(kind, [])).toContain(own)
    expect(await readBy(kind, ['police'])).toContain(again)
    for (const writers of [['coordinator'], ['coordinator', 'police']] as const)
      expect(await readBy(kind, [...writers])).not.toContain(others)
  },
)

/** ACC-8: rows that stay an agency's own whoever writes in them: what is written there is told to it, or is nobody's words. */
const stayOwn = {
  case_exclusions: 'tells who closed it, to whom it is closed',
  cases: 'who she is, as it said it itself: what others found out of her age is read past own_identity',
  named_workers: 'that whom it named is named no more',
  referral_questions: 'what it was asked of its own referral, and what it answered',
  referrals: 'its own form, in which nobody else writes',
  safeguarding_notifications: 'what it told, and the reference that came back',
  case_holds: 'that what it held is lifted, and why, is told to who held it',
  consents: 'that what it recorded has ended, and how she said so',
  limits: 'that what it promised is lifted, and her words',
  referral_recipients: 'what became of its own referral is told to it (REF-13)',
  outcome_reviews: 'holds a date',
  flags: 'changed by its own agency alone',
}

it('ACC-6 ACC-8 whatever an agency keeps as its own record, and others may write in, knows who wrote in it; or is named here', async () => {
  const open = await rows<{ table: string; guarded: boolean }>(
    `SELECT p.tablename AS table, EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = p.tablename::regclass AND t.tgname = 'words_of')
        AND bool_or(p.qual LIKE '%words_of%') AS guarded
      FROM pg_policies p
      WHERE p.qual LIKE '%grants_to_own_record%' AND EXISTS (SELECT FROM information_schema.column_privileges c
        WHERE c.grantee = 'alongside_app' AND c.privilege_type = 'UPDATE' AND c.table_name = p.tablename)
      GROUP BY p.tablename ORDER BY p.tablename`,
  )
  expect(open.filter(({ guarded }) => guarded).map(({ table }) => table)).toEqual([
    'children',
    'people_who_harm',
    'plan_lines',
    'worker_warnings',
  ])
  expect(open.filter(({ guarded }) => !guarded).map(({ table }) => table)).toEqual(
    Object.keys(stayOwn).toSorted(),
  )
})

it('ACC-6 whatever keeps versions of such a row opens each by whose words it holds', async () => {
  const versions = await rows<{ table: string; by: string }>(
    `SELECT DISTINCT p.tablename AS table, p.qual ~ 'words_of|agency_id = g.agency_id' AS by
      FROM pg_policies p JOIN information_schema.key_column_usage k ON k.table_name = p.tablename AND k.column_name = 'version'
      JOIN information_schema.table_constraints c ON c.constraint_name = k.constraint_name AND c.constraint_type = 'PRIMARY KEY'
      WHERE p.qual LIKE '%grants_to_own_record%' ORDER BY 1`,
  )
  expect(versions).toEqual(
    ['earlier_children', 'earlier_people_who_harm', 'other_forums', 'ways_to_reach'].map((table) => ({
      table,
      by: true,
    })),
  )
})

import { type AccessRecord, readCase, readCaseAccess } from '@alongside/shared/cases/contract'
import { byNight } from '@alongside/shared/chance.test-support'
import type { AnyQuery } from '@alongside/shared/contract'
import { readMeeting } from '@alongside/shared/meetings/contract'
import { pageOf } from '@alongside/shared/notices/kinds'
import { readResearch } from '@alongside/shared/research/contract'
import { readItem } from '@alongside/shared/room/contract'
import type { Notification } from '@alongside/shared/work/contract'
import { afterAll, expect, it } from 'vitest'
import { ofEveryHistory } from './every-history.ts'
import { givenCalendar } from './given.ts'
import { type History, placeOf, readers, type Who } from './promise-history.ts'
import { type Life, openLives } from './promise-life.ts'
import { openRowBuilder } from './rows.ts'

// ACC-2, ACC-9: what the database says of others is what each of them is shown. Of random histories: whom app.readers_of names reads the
// case, and nobody else reads all of it; who may hear an item by app.may_hear reads it on the agenda, in the room and for research, and
// nobody else; and whoever is sent to a case by a notice finds it.

const world = await openLives('2026-03-02T09:00:00Z')
const { as, agencies, rows, owner, clock, accountOf, liveThrough } = world
await givenCalendar(world)
const [meeting] = await rows<{ id: string }>(
  `UPDATE meetings SET state = 'open', opened_at = starts_at, agenda_published_at = starts_at
    WHERE id = (SELECT id FROM meetings ORDER BY starts_at DESC LIMIT 1) RETURNING id`,
)
const meetingId = meeting?.id ?? ''
for (const who of readers)
  await rows(
    `INSERT INTO meeting_signatures (partnership_id, id, meeting_id, account_id, agency_id, agreement_version_id, signed_at)
      SELECT $1, gen_random_uuid(), $2, $3, $4, v.id, $5 FROM agreement_versions v WHERE v.partnership_id = $1 AND v.kind = 'meeting_confidentiality'`,
    [world.partnershipId, meetingId, accountOf(who), agencies[placeOf[who]], clock.now()],
  )
const write = await openRowBuilder(world, { partnership_id: world.partnershipId, meeting_id: meetingId })

const items = new Map<string, string>()
async function itemOf(caseId: string): Promise<string> {
  const known = items.get(caseId)
  if (known) return known
  const { id } = await write('agenda_items', {
    case_id: caseId,
    light: 'red',
    minutes: 10,
    listed_at: clock.now(),
  })
  items.set(caseId, id as string)
  return id as string
}

interface Said {
  file: number
  who: Who
  named: boolean
  hears: boolean
}
/** What the database says of each reader and each file. */
async function said({ files }: Life): Promise<Said[]> {
  const pairs = files.flatMap((file, at) => readers.map((who) => ({ file, at, who })))
  const client = await owner.connect()
  try {
    await client.query('BEGIN')
    await client.query(
      `SELECT set_config('app.partnership_id', $1, true), set_config('app.moment', $2, true)`,
      [world.partnershipId, clock.now()],
    )
    const { rows: found } = await client.query<{ named: boolean; hears: boolean }>(
      `SELECT app.may_hear($1, q.file, q.agency, q.account) AS hears,
          EXISTS (SELECT FROM app.readers_of($1, q.file, $2) r WHERE r.agency_id = q.agency AND r.reach <> 'shut_out'
            AND (r.account_id IS NULL OR r.account_id = q.account) AND (r.reach <> 'coordination' OR q.coordinates))
          AND NOT EXISTS (SELECT FROM app.readers_of($1, q.file, $2) r WHERE r.reach = 'shut_out' AND r.agency_id = q.agency
            AND r.account_id = q.account) AS named
        FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::boolean[]) WITH ORDINALITY AS q (file, agency, account, coordinates, at) ORDER BY q.at`,
      [
        world.partnershipId,
        clock.now(),
        pairs.map(({ file }) => file.id),
        pairs.map(({ who }) => agencies[placeOf[who]]),
        pairs.map(({ who }) => accountOf(who)),
        pairs.map(({ who }) => who === 'coordinator'),
      ],
    )
    return found.map((row, at) => ({ ...row, file: pairs[at]!.at, who: pairs[at]!.who }))
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

const opens = async (who: Who, operation: AnyQuery, params: Record<string, string>): Promise<boolean> => {
  const { status } = await as[who](operation, { params: params as never })
  if (status !== 200 && status !== 404) throw new Error(`${operation.id} as ${who}: ${status}`)
  return status === 200
}

/** Who has looked stands in a case for those to whom it opens whole; its own record has nobody in it. */
const opensWhole = async (who: Who, caseId: string): Promise<boolean> => {
  const { status, body } = await as[who](readCaseAccess, { params: { caseId } })
  if (status !== 200 && status !== 404) throw new Error(`who has looked, as ${who}: ${status}`)
  return status === 200 && (body as { items: AccessRecord[] }).items.length > 0
}

let looked = '1970-01-01T00:00:00Z'
/** Whoever was sent to a case since it was last looked, and does not find it. */
async function lost(): Promise<string[]> {
  const sent = await rows<Pick<Notification, 'kind' | 'subjectId'> & { account: string; agency: string }>(
    `SELECT n.kind, n.subject_id AS "subjectId", m.account_id AS account, m.agency_id AS agency
      FROM notifications n JOIN memberships m ON m.id = n.membership_id WHERE n.subject = 'case' AND n.at > $1`,
    [looked],
  )
  looked = clock.now()
  const found: string[] = []
  for (const { kind, subjectId, account, agency } of sent) {
    const who = readers.find((one) => accountOf(one) === account && agencies[placeOf[one]] === agency)
    if (!who || !pageOf(kind, subjectId).startsWith('/cases/')) continue
    if (!(await opens(who, readCase as AnyQuery, { caseId: subjectId })))
      found.push(`${who} is sent to nothing by ${kind}`)
  }
  return found
}

async function look(life: Life): Promise<string[]> {
  const wrong: string[] = []
  await world.runJobs()
  for (const { id } of life.files) await itemOf(id)
  const agendas = new Map<Who, string[]>()
  for (const who of readers) {
    const { body } = await as[who](readMeeting, { params: { meetingId } })
    agendas.set(
      who,
      (body as { agenda: { id: string }[] }).agenda.map(({ id }) => id),
    )
  }
  const all = await said(life)
  const asShown = async ({ file, who, named, hears }: Said) => {
    const caseId = life.files[file]?.id ?? ''
    const itemId = await itemOf(caseId)
    const [whole, room, research] = await Promise.all([
      opensWhole(who, caseId),
      opens(who, readItem as AnyQuery, { itemId }),
      opens(who, readResearch as AnyQuery, { itemId }),
    ])
    if (whole !== named)
      wrong.push(`readers_of says ${named} of ${who} and file ${file}, and it opens: ${whole}`)
    for (const [where, open] of [
      ['agenda', agendas.get(who)?.includes(itemId) === true],
      ['room', room],
      ['research', research],
    ] as const)
      if (open !== hears)
        wrong.push(`may_hear says ${hears} of ${who} and file ${file}, and the ${where} shows it: ${open}`)
  }
  await Promise.all(all.map(asShown))
  const unlike = await rows<{ case: string }>(
    `SELECT f.id AS case FROM unnest($1::uuid[]) AS f (id) WHERE EXISTS (
      (SELECT r.agency_id, r.reach, r.account_id FROM app.readers_of($2, f.id, $3) r
        EXCEPT SELECT s.agency_id, s.reach, s.account_id FROM sharing_readers s WHERE s.partnership_id = $2 AND s.case_id = f.id)
      UNION ALL (SELECT s.agency_id, s.reach, s.account_id FROM sharing_readers s WHERE s.partnership_id = $2 AND s.case_id = f.id
        EXCEPT SELECT r.agency_id, r.reach, r.account_id FROM app.readers_of($2, f.id, $3) r))`,
    [life.files.map(({ id }) => id), world.partnershipId, clock.now()],
  )
  for (const one of unlike)
    wrong.push(
      `of file ${life.files.findIndex(({ id }) => id === one.case)} something else was told than is so`,
    )
  return [...wrong, ...(await lost())]
}

const histories = byNight(3, 2_000)

const live = async (one: History) => {
  looked = '1970-01-01T00:00:00Z'
  await rows('DELETE FROM notifications')
  return liveThrough(one, look)
}

it(
  'ACC-2 ACC-9 whom the database names reads it, on the agenda, in the room and for research, and nobody else; and whoever is told finds it',
  async () => {
    await ofEveryHistory(histories, live)
  },
  180_000 + histories * 60_000,
)

// A property that holds of anything proves nothing.
const functions = ['app.hearers_among', 'app.readers_of']
const asItIs = await rows<{ text: string }>(
  'SELECT pg_get_functiondef(f::regproc) AS text FROM unnest($1::text[]) f',
  [functions],
)
const pullUp = () => rows(asItIs.map(({ text }) => text).join(';\n'))
afterAll(pullUp)

const planted: [string, string, (text: string) => string, string][] = [
  [
    'a refused agency may hear what it referred',
    'app.hearers_among',
    (text) =>
      text
        .replace(/AND NOT EXISTS \(SELECT FROM refusing[\s\S]*$/, () => '$function$')
        .replace('app.opens_to(', 'app.opens_own_record_to('),
    'may_hear says true',
  ],
  [
    'a refused agency is named where it sees its own record alone',
    'app.readers_of',
    (text) => text.replace('AND NOT g.narrowed', ''),
    'readers_of says true',
  ],
  [
    'who is shut out is named with her agency',
    'app.readers_of',
    (text) => text.replace(/UNION SELECT g.agency_id, 'shut_out'[\s\S]*$/, () => '$function$'),
    'readers_of says true',
  ],
]
it.each(planted)('ACC-8 the property finds it where %s', async (_, name, plant, found) => {
  const whole = asItIs[functions.indexOf(name)]?.text ?? ''
  expect(plant(whole), 'planted in the text as it is').not.toBe(whole)
  await rows(plant(whole))
  try {
    const { wrong } = await live([
      { who: 'outreach', agreed: ['health'], refused: [] },
      { who: 'police', agreed: [], consent: true },
      [
        { do: 'limit', who: 'coordinator', file: 1, agency: 'police' },
        { do: 'shut out', file: 0, whom: 'midwife' },
      ],
    ])
    expect(wrong.join('\n')).toContain(found)
  } finally {
    await pullUp()
  }
})

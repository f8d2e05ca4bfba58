import { callEmergencyMeeting, planEmergency } from '@alongside/shared/emergency/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { type NoticeSubject, noticeSubjects } from '@alongside/shared/notices/kinds'
import { readOnCall, saveOnCall } from '@alongside/shared/oncall/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { Client } from 'pg'
import { expect, it } from 'vitest'
import { givenCalendar, givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

// ACC-8: whom she refuses in person hears nothing of her, whatever a notice is about, and is not called in an emergency.

const night = '2026-03-02T23:40:00Z'
const world = await openEastmarsh(night)
const { as, rows, agencies } = world
await givenCalendar(world)

const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id
const given = async () => {
  const { id: referralId, caseId } = await givenSubmitted(world)
  return { params: { referralId }, caseId: caseId! }
}
const refusesHousingsLead = async (caseId: string) =>
  done(as.outreach, recordLimit, {
    params: { caseId },
    body: {
      kind: 'worker',
      agencyId: agencies.housing,
      accountId: await accountOf('housing'),
      saidOn: '2026-03-02',
    },
  })
const by = { mode: 'phone', where: 'The conference line, code 4711' } as const

/** Where the record of a subject stands, if not in the table of its name; whether it leads to her is read from the catalogue. */
const elsewhere: Partial<Record<NoticeSubject, string>> = {
  ...{ agency: 'agencies', agreement: 'agreement_versions', calendar: 'bank_holidays' },
  ...{ emergency_access: 'emergency_accesses', invitation: 'guest_invitations', left_work: 'left_work' },
  ...{ on_call: 'on_call_lists', safeguarding: 'safeguarding_notifications' },
  ...{ received_notification: 'safeguarding_notifications', webhook: 'webhook_endpoints' },
}
/** What is somebody’s own, whoever reads the case: told to whom the record names. */
const addressed: NoticeSubject[] = ['emergency_access', 'invitation', 'left_work', 'received_notification']
const placeOf = async (who: PersonName) =>
  (
    await rows<{ id: string }>('SELECT id FROM memberships WHERE account_id = $1 AND ended_at IS NULL', [
      await accountOf(who),
    ])
  )[0]!.id
const standsIn = (subject: NoticeSubject) => elsewhere[subject] ?? `${subject}s`

/** Lets a row of the table stand with nothing but these: what else it must have is not what is asked. */
const loosen = (table: string) => `DO $$ DECLARE k text; BEGIN
  FOR k IN SELECT c.conname FROM pg_constraint c WHERE c.conrelid = '${table}'::regclass AND c.contype IN ('c', 'f', 'n')
    AND NOT (c.contype = 'n' AND c.conkey && (SELECT p.conkey FROM pg_constraint p WHERE p.conrelid = c.conrelid AND p.contype = 'p'))
  LOOP EXECUTE format('ALTER TABLE ${table} DROP CONSTRAINT %I', k); END LOOP;
  ALTER TABLE ${table} DISABLE TRIGGER USER; END $$`

it('ACC-8 CON-3 a notice about whatever leads to her is none for whom she refuses in person, nor for who may not read it; one about anything else is judged too', async () => {
  const { caseId } = await given()
  await refusesHousingsLead(caseId)
  const [shutOut, other] = await Promise.all((['housing', 'health'] as const).map(accountOf))
  const places = { health: await placeOf('health'), police: await placeOf('police') }
  const owner = new Client({ connectionString: world.database.superuserUrl })
  await owner.connect()
  try {
    await owner.query(`BEGIN; SET LOCAL lock_timeout = '5s'`)
    const here = [world.partnershipId, world.clock.now()]
    await owner.query(
      `SELECT set_config('app.partnership_id', $1, true), set_config('app.moment', $2, true)`,
      here,
    )
    const shuts = async (subject: string, id: string, who: string | undefined) => {
      // As the jobs ask, which tell.
      await owner.query('SET LOCAL SESSION AUTHORIZATION alongside_jobs')
      const { rows } = await owner.query('SELECT app.shuts_out_of($1, $2, $3) AS shut', [subject, id, who])
      await owner.query('RESET SESSION AUTHORIZATION')
      return rows[0].shut
    }
    const mayBeTold = async (subject: string, id: string, who: keyof typeof places) => {
      const asked = [subject, id, places[who], world.clock.now()]
      const { rows } = await owner.query(
        'SELECT $3 IN (SELECT app.told_among($1, $2, ARRAY[$3::uuid], $4)) AS told',
        asked,
      )
      return rows[0].told
    }
    for (const subject of noticeSubjects) {
      const table = standsIn(subject)
      const { rowCount: stands } = await owner.query('SELECT WHERE to_regclass($1) IS NOT NULL', [table])
      expect([subject, table, stands]).toEqual([subject, table, 1])
      const { rowCount } = await owner.query(
        `SELECT FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND column_name = 'case_id'`,
        [table],
      )
      const id = subject === 'case' ? caseId : crypto.randomUUID()
      if (rowCount) {
        await owner.query(loosen(table))
        const values = [world.partnershipId, id, caseId]
        await owner.query(`INSERT INTO ${table} (partnership_id, id, case_id) VALUES ($1, $2, $3)`, values)
      }
      const leads = subject === 'case' || rowCount === 1
      expect([subject, await shuts(subject, id, shutOut)]).toEqual([subject, leads])
      expect([subject, await shuts(subject, id, other)]).toEqual([subject, false])
      // CON-3: nor for who may not read it; what is one person’s or one agency’s, and not theirs, is for neither.
      const told = leads ? !addressed.includes(subject) : true
      expect([subject, await mayBeTold(subject, id, 'health')]).toEqual([subject, told])
      expect([subject, await mayBeTold(subject, id, 'police')]).toEqual([subject, !leads])
    }
  } finally {
    await owner.end()
  }
})

it('ACC-8 MTG-5 whom she refuses in person is not offered for a call, on call or by name, and cannot be called; nothing changes', async () => {
  const { params, caseId } = await given()
  const [place] = await rows<{ id: string }>(
    'SELECT id FROM memberships WHERE account_id = $1 AND agency_id = $2',
    [await accountOf('housing'), agencies.housing],
  )
  const shift = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '00:00' }
  await done(as.housing, saveOnCall, {
    version: 0,
    body: {
      entries: [
        { ...shift, name: 'Sam Osei', telephone: '07700 900123', membershipId: place!.id },
        { ...shift, name: 'Duty manager', telephone: '07700 900124' },
      ],
    },
  })
  const offered = async () => {
    const { agencies: asked } = await done(as.coordinator, planEmergency, { params })
    const housing = asked.find(({ agencyId }) => agencyId === agencies.housing)
    return {
      people: housing?.people.map(({ email }) => email) ?? [],
      onCall: housing?.onCall.map(({ name }) => name) ?? [],
    }
  }
  expect(await offered()).toEqual({
    people: expect.arrayContaining([emailOf('housing')]),
    onCall: ['Sam Osei', 'Duty manager'],
  })
  await refusesHousingsLead(caseId)
  const { people, onCall } = await offered()
  expect(people).not.toContain(emailOf('housing'))
  expect(people).toContain(emailOf('lettings'))
  expect(onCall).toEqual(['Duty manager'])
  // Nor is whoever referred her told to ring him.
  const ringable = async (query: { referralId?: string }) => {
    const { items } = await done(as.outreach, readOnCall, { query })
    return items.find(({ agencyId }) => agencyId === agencies.housing)?.entries.map(({ name }) => name)
  }
  expect(await ringable(params)).toEqual(['Duty manager'])
  expect(await ringable({})).toEqual(['Sam Osei', 'Duty manager'])
  const call = { params, body: { people: [await accountOf('housing')], ...by } }
  expect(
    await refusalOf(
      world,
      ['meetings', 'called_people', 'agenda_items'],
      as.coordinator,
      callEmergencyMeeting,
      call,
    ),
  ).toEqual([422, 'reference.unknown'])
})

it('ACC-8 MTG-5 CNF-2 whom she refuses once he is called is told of the call by nothing, on no screen and by no mail', async () => {
  const { params, caseId } = await given()
  const people = await Promise.all((['housing', 'lettings'] as const).map(accountOf))
  const { id } = await done(as.coordinator, callEmergencyMeeting, { params, body: { people, ...by } })
  await refusesHousingsLead(caseId)
  await world.runJobs()
  const toldOf = async (who: PersonName) =>
    (await done(as[who], listNotifications)).items.filter(({ subjectId }) => subjectId === id)
  expect(await toldOf('housing')).toEqual([])
  expect(await toldOf('lettings')).toMatchObject([{ kind: 'emergency_meeting_called' }])
  const mailed = world.services.mailer
    .caught()
    .filter(({ text }) => text.includes(id))
    .map(({ to }) => to)
  expect(mailed).toEqual([emailOf('lettings')])
})

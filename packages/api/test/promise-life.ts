import { recordVoice } from '@alongside/shared/cases/contract'
import { joinFiles, undoJoin } from '@alongside/shared/cases/joining-contract'
import { recordConsent, recordWithoutConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import { askEmergencyAccess, openEmergencyAccess } from '@alongside/shared/emergency-access/contract'
import { closeCaseToPerson, endExclusion, standAside } from '@alongside/shared/exclusions/contract'
import { decideOverride, liftLimit, listLimits, recordLimit } from '@alongside/shared/limits/contract'
import { saveOnCall } from '@alongside/shared/oncall/contract'
import { listMembers } from '@alongside/shared/partnerships/contract'
import { consentTo, withoutConsent } from '../src/demo/answers.ts'
import { emailOf } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import { givenSubmitted } from './given.ts'
import { type History, type Named, named, placeOf, type Step, type Who } from './promise-history.ts'
import type { Happened } from './promise-oracle.ts'
import { openReaders } from './promise-readers.ts'
import { openEastmarsh } from './world.ts'

interface File {
  id: string
  referralId: string
}

/** A world in which histories are lived, from `start` on, and looked at as each of its readers. */
export async function openLives(start: string) {
  const world = await openEastmarsh(start)
  const { as, agencies, clock, rows } = world

  const { accountOf, asDatabase, shownTo } = await openReaders(world, start)

  // Day and night the midwife answers for the hospital, and the drugs service's lead for hers.
  for (const who of ['midwife', 'drugs'] as const) {
    const lead = who === 'midwife' ? 'health' : 'drugs'
    const { items } = await done(as[lead], listMembers)
    const membershipId = items.find(({ email }) => email === emailOf(who))?.id ?? null
    const entry = {
      name: 'On call',
      telephone: '07700 900123',
      days: [1, 2, 3, 4, 5, 6, 7],
      from: '08:00',
      until: '08:00',
    }
    await done(as[lead], saveOnCall, { version: 0, body: { entries: [{ ...entry, membershipId }] } })
  }

  /** One history as it is lived: what was done, and what came of it. */
  function live() {
    const files: File[] = []
    const joins: { id: string; file: number; other: number }[] = []
    const consents: { id: string; file: number }[] = []
    const limits: { id: string; file: number; agency: string }[] = []
    const overrides: { id: string }[] = []
    const exclusions: { id: string }[] = []
    /** A closing as the database has it now, with its number in the story. */
    const closed = async (file: number, caseId: string, account: string) => {
      const [row] = await rows<{ id: string }>(
        'SELECT id FROM case_exclusions WHERE case_id = $1 AND account_id = $2 AND ended_at IS NULL',
        [caseId, account],
      )
      if (!row) throw new Error('a closing that is not there')
      story.push({ at: now, kind: 'closed to', exclusion: exclusions.push(row) - 1, file, account })
    }
    const story: Happened[] = []
    let now = Date.parse(start)
    const pass = (ms: number) => {
      now += ms
      clock.set(new Date(now).toISOString())
    }
    const today = () => clock.now().slice(0, 10)
    const dayAfter = (days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10)
    /** Local midnight after that day; in this partnership an hour earlier in summer, so that the bound is never too low. */
    const endOf = (date: string) => Date.parse(`${date}T23:59:59Z`) + 1000
    const idsOf = (list: readonly Named[]) => list.map((one) => agencies[one])
    const pick = <T>(list: readonly T[], at: number): [T, number] | null => {
      const index = list.length ? at % list.length : -1
      const found = list[index]
      return found === undefined ? null : [found, index]
    }

    /** The limits that stand in the database on those files now, with their numbers in the story. */
    async function keepLimits(): Promise<void> {
      const found = await rows<{
        id: string
        caseId: string
        agencyId: string | null
        accountId: string | null
        by: string
      }>(
        `SELECT id, case_id AS "caseId", agency_id AS "agencyId", account_id AS "accountId", promised_by AS by FROM limits
          WHERE case_id = ANY ($1) AND kind IN ('agency', 'worker') ORDER BY recorded_at, id`,
        [files.map(({ id }) => id)],
      )
      for (const one of found) {
        if (limits.some(({ id }) => id === one.id)) continue
        const file = files.findIndex(({ id }) => id === one.caseId)
        limits.push({ id: one.id, file, agency: one.agencyId ?? '' })
        story.push({
          at: now,
          ...{ kind: 'refused', file, limit: limits.length - 1, by: nameOf(one.by) },
          ...(one.accountId ? { account: one.accountId } : { agency: nameOf(one.agencyId) }),
        })
      }
    }
    const nameOf = (id: string | null) => named.find((one) => agencies[one] === id) ?? ''

    async function keepConsents(file: number): Promise<void> {
      const found = await rows<{ id: string }>(
        'SELECT id FROM consents WHERE case_id = $1 ORDER BY recorded_at, id',
        [files[file]?.id],
      )
      for (const { id } of found) if (!consents.some((one) => one.id === id)) consents.push({ id, file })
    }

    async function refer(by: Who, agreed: readonly Named[], refused: readonly Named[], consent: boolean) {
      const receiving = [...new Set<Named>(['lantern', ...agreed])]
      const until = dayAfter(300)
      const said = consent
        ? consentTo(idsOf(receiving), {
            refusedAgencies: idsOf(refused.filter((one) => !receiving.includes(one))),
            givenOn: today(),
            until,
          })
        : withoutConsent(idsOf(receiving), { reviewOn: dayAfter(30) })
      const { id, caseId } = await givenSubmitted(world, { by, answers: { consent: said } })
      const file = files.push({ id: caseId ?? '', referralId: id }) - 1
      story.push({ at: now, kind: 'referred', file, by: placeOf[by], convenedBy: 'lantern' })
      if (consent) story.push({ at: now, kind: 'consented', file, agreed: receiving, until: endOf(until) })
      else story.push({ at: now, kind: 'shared without consent', file, with: receiving, by: placeOf[by] })
      await keepLimits()
      await keepConsents(file)
      // Something that others brought, by which the whole file is told apart from one's own record in it.
      const words = { words: 'Not to my brother', given: 'in_writing' } as const
      const voice = await done(as.coordinator, recordVoice, { params: { caseId: caseId ?? '' }, body: words })
      // Of an agency that reads none of these files: for each that does it is another's.
      await rows('UPDATE voices SET agency_id = $2 WHERE id = $1', [voice.id, world.agencies.adults])
    }

    async function decide(by: Who, override: number, yes: boolean) {
      const overrideId = overrides[override]?.id ?? ''
      const { status } = await as[by](decideOverride, {
        params: { overrideId },
        body: { yes, words: 'It is her life.' },
      })
      if (status !== 200) return
      const [made] = await rows<{ alone: boolean }>(
        `SELECT seat = 'on_call' AS alone FROM limit_decisions WHERE override_id = $1 AND account_id = $2 ORDER BY decided_at DESC, id DESC LIMIT 1`,
        [overrideId, accountOf(by)],
      )
      story.push({
        at: now,
        ...{ kind: 'decided', override, account: accountOf(by), agency: placeOf[by], yes },
        alone: made?.alone === true,
      })
    }

    const doing: { [K in Step['do']]: (step: Extract<Step, { do: K }>) => Promise<void> } = {
      refer: (one) => refer(one.who, one.agreed, one.refused, one.consent),
      wait: async ({ hours }) => pass(hours * 3_600_000),
      join: async (one) => {
        const [file, a] = pick(files, one.file) ?? []
        const [other, b] = pick(files, one.other) ?? []
        if (!file || !other || a === undefined || b === undefined) return
        const body = { joinedCaseId: other.id, reason: 'The same birthday' }
        const { status, body: reply } = await as.coordinator(joinFiles, { params: { caseId: file.id }, body })
        if (status !== 201) return
        joins.push({ id: (reply as { id: string }).id, file: a, other: b })
        story.push({ at: now, kind: 'joined', file: a, other: b })
      },
      part: async (one) => {
        const [join] = pick(joins, one.any) ?? []
        if (!join) return
        const { status } = await as.coordinator(undoJoin, {
          params: { joinId: join.id },
          body: { reason: 'Sisters' },
        })
        if (status === 200) story.push({ at: now, kind: 'parted', file: join.file, other: join.other })
      },
      consent: async (one) => {
        const [file, at] = pick(files, one.file) ?? []
        if (!file || at === undefined) return
        const until = dayAfter(one.days)
        const standing = one.lift
          ? await rows<{ id: string }>('SELECT id FROM limits WHERE case_id = $1 AND lifted_at IS NULL', [
              file.id,
            ])
          : []
        const said = consentTo(idsOf(one.agreed), {
          refusedAgencies: idsOf(one.refused.filter((name) => !one.agreed.includes(name))),
          givenOn: today(),
          until,
        }).given
        const { status } = await as[one.who](recordConsent, {
          params: { caseId: file.id },
          body: {
            ...said,
            leavesOut: Object.values(agencies),
            ...(standing.length > 0 && { lifts: standing.map(({ id }) => id) }),
          },
        })
        if (status !== 201) return
        for (const { id } of standing)
          story.push({
            at: now,
            kind: 'lifted',
            limit: limits.findIndex((limit) => limit.id === id),
            by: placeOf[one.who],
          })
        story.push({ at: now, kind: 'consented', file: at, agreed: one.agreed, until: endOf(until) })
        await keepLimits()
        await keepConsents(at)
      },
      withdraw: async (one) => {
        const [consent] = pick(consents, one.any) ?? []
        if (!consent) return
        const body = { how: 'She said so', refusedAgencies: idsOf(one.refused) }
        const { status } = await as[one.who](withdrawConsent, { params: { consentId: consent.id }, body })
        if (status !== 200) return
        story.push({ at: now, kind: 'withdrew', file: consent.file })
        await keepLimits()
      },
      limit: async (one) => {
        const [file] = pick(files, one.file) ?? []
        if (!file) return
        const body = { kind: 'agency' as const, agencyId: agencies[one.agency], saidOn: today() }
        await as[one.who](recordLimit, { params: { caseId: file.id }, body })
        await keepLimits()
      },
      'shut out': async (one) => {
        const [file] = pick(files, one.file) ?? []
        if (!file) return
        const agencyId = agencies[placeOf[one.whom]]
        const body = { kind: 'worker' as const, agencyId, accountId: accountOf(one.whom), saidOn: today() }
        await as.coordinator(recordLimit, { params: { caseId: file.id }, body })
        await keepLimits()
      },
      'stand aside': async (one) => {
        const [file, at] = pick(files, one.file) ?? []
        if (!file || at === undefined) return
        const call = { params: { caseId: file.id }, body: { knows: 'her' as const } }
        const { status } = await as[one.who](standAside, call)
        if (status === 200) await closed(at, file.id, accountOf(one.who))
      },
      'close to': async (one) => {
        const [file, at] = pick(files, one.file) ?? []
        if (!file || at === undefined) return
        const accountId = accountOf(one.whom)
        const body = {
          accountId,
          agencyId: agencies[placeOf[one.whom]],
          told: one.told,
          words: 'He is her brother',
        }
        const call = { params: { caseId: file.id }, body: { ...body, knows: 'who_harms' as const } }
        const { status } = await as[one.who](closeCaseToPerson, call)
        if (status === 201) await closed(at, file.id, accountId)
      },
      'open again': async (one) => {
        const [exclusion, at] = pick(exclusions, one.any) ?? []
        if (!exclusion || at === undefined) return
        const body = { words: 'It was another man' }
        const call = { params: { exclusionId: exclusion.id }, body, version: 1 }
        const { status } = await as[one.who](endExclusion, call)
        if (status === 200) story.push({ at: now, kind: 'opened again', exclusion: at })
      },
      lift: async (one) => {
        const [limit, at] = pick(limits, one.any) ?? []
        if (!limit || at === undefined) return
        const body = { words: 'She said so' }
        const { status } = await as[one.who](liftLimit, { params: { limitId: limit.id }, body })
        if (status === 200) story.push({ at: now, kind: 'lifted', limit: at, by: placeOf[one.who] })
      },
      law: async (one) => {
        const [file, at] = pick(files, one.file) ?? []
        if (!file || at === undefined) return
        const { without } = withoutConsent(idsOf(one.with), { reviewOn: dayAfter(30) })
        const call = { params: { caseId: file.id }, body: without ?? {} }
        const { status } = await as[one.who](recordWithoutConsent, call)
        if (status === 201)
          story.push({
            at: now,
            kind: 'shared without consent',
            file: at,
            with: one.with,
            by: placeOf[one.who],
          })
      },
      'past her no': async (one) => {
        const [limit] = pick(limits, one.any) ?? []
        const file = limit && files[limit.file]
        if (!file) return
        const params = { caseId: file.id }
        const seen = await as[one.who](listLimits, { params })
        if (seen.status !== 200) return
        const { items } = seen.body as {
          items: { id: string; kind: string; agencyId: string | null; liftedAt: string | null }[]
        }
        const { without } = withoutConsent([limit.agency], { reviewOn: dayAfter(30) })
        const pastLimits = items
          .filter(
            (said) => said.kind === 'agency' && said.agencyId === limit.agency && said.liftedAt === null,
          )
          .map(({ id }) => ({ limitId: id, why: 'He has found her.', tellHer: 'Tomorrow.' }))
        if (pastLimits.length === 0) return
        const { status } = await as[one.who](recordWithoutConsent, {
          params,
          body: { ...without, pastLimits, urgent: one.urgent },
        })
        if (status !== 201) return
        const [asked] = await rows<{ id: string }>(
          'SELECT id FROM limit_overrides WHERE case_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 1',
          [file.id],
        )
        const override = overrides.push({ id: asked?.id ?? '' }) - 1
        story.push({
          at: now,
          ...{ kind: 'asked past her no', override, file: limit.file, urgent: one.urgent },
          ...{ with: nameOf(limit.agency), account: accountOf(one.who) },
        })
        for (const { who: by, yes } of one.decided) {
          pass(60_000)
          await decide(by, override, yes)
        }
      },
      decide: async (one) => {
        const [, override] = pick(overrides, one.any) ?? []
        if (override !== undefined) await decide(one.who, override, one.yes)
      },
      emergency: async (one) => {
        const [file, at] = pick(files, one.file) ?? []
        if (!file || at === undefined) return
        const [found] = await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [
          file.id,
        ])
        const body = {
          reference: found?.reference ?? '',
          reason: 'She is unconscious in A&E, we need her allergies.',
        }
        const asked = await as[one.who](askEmergencyAccess, { body })
        // To whom her case is closed in person there is none.
        if (asked.status >= 300) return
        const { id: accessId } = asked.body
        const { status } = await as[one.who](openEmergencyAccess, { params: { accessId } })
        if (status < 300)
          story.push({
            at: now,
            kind: 'emergency',
            file: at,
            account: accountOf(one.who),
            agency: placeOf[one.who],
          })
      },
    }
    const take = async (one: Step) => {
      pass(60_000)
      await (doing[one.do] as (step: Step) => Promise<void>)(one)
      pass(60_000)
    }
    return { files, story, refer, take, now: () => now, pass }
  }

  /** Lives one history; `look` says after each step what is wrong, and what it finds ends it. */
  async function liveThrough([first, second, steps]: History, look: (life: Life) => Promise<string[]>) {
    clock.set(start)
    const life = live()
    await life.refer(first.who, first.agreed, first.refused, true)
    life.pass(60_000)
    await life.refer(second.who, second.agreed, [], second.consent)
    life.pass(60_000)
    for (const one of steps) {
      await life.take(one)
      const wrong = await look(life)
      if (wrong.length) return { life, wrong }
    }
    return { life, wrong: [] }
  }
  type Life = ReturnType<typeof live>

  return { ...world, accountOf, liveThrough, shownTo, asDatabase }
}
export type Life = Awaited<ReturnType<Awaited<ReturnType<typeof openLives>>['liveThrough']>>['life']

export const told = (story: readonly Happened[]) =>
  story.map((one) => JSON.stringify({ ...one, at: new Date(one.at).toISOString() })).join('\n')

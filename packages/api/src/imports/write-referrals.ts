import { dateOfBirthOf } from '@alongside/shared/age/rules'
import { atLocalTime, localDay, startOfDay } from '@alongside/shared/calendar'
import type { Identity } from '@alongside/shared/cases/contract'
import { consentGrants, type GrantPlan } from '@alongside/shared/consent/rules'
import { alike } from '@alongside/shared/imports/cells'
import { filesOf, type ReadFile, type ReadReferral } from '@alongside/shared/imports/referrals'
import { limitsOf } from '@alongside/shared/limits/rules'
import { moreSerious } from '@alongside/shared/referrals/rules'
import { dueFor } from '@alongside/shared/referrals/submission'
import { openCase } from '../cases/case-file.ts'
import { identityOf, identityTokens } from '../cases/identity.ts'
import { join } from '../cases/joining.ts'
import { writeConsent, writeGrants } from '../consent/grants.ts'
import { endConsent } from '../consent/queries.ts'
import { newId, newReference } from '../ids.ts'
import { planLimits, writeLimits } from '../limits/queries.ts'
import { calendarOf } from '../partnerships/queries.ts'
import type { WrappedKey } from '../vault.ts'
import { referenceHash } from './check.ts'
import {
  inBatches,
  type MadeRow,
  type Moved,
  noteMade,
  type Writing,
  type Written,
  writeHistory,
} from './writing.ts'

/** A case that referrals are written to: new, or on file already. */
interface Target {
  caseId: string
  key: WrappedKey
}

/**
 * Past referrals, by the ways of a submission: sealed under the case's key, found by its names, and seen
 * through grants alone. Each is written as the coordinator's own draft first and then handed to the agency that made it,
 * so that the policies which hold for everyone hold for this too. Nothing of the past is told to anybody.
 */
export async function writeReferrals(writing: Writing): Promise<Written> {
  const cases: string[] = []
  const write = async (people: readonly ReadFile[]) => {
    const writes: Writes = { cases, made: [], moved: [] }
    await Promise.all(people.map((person) => writePerson(writing, person, writes)))
    await writeHistory(writing, writes.moved)
    await noteMade(writing, writes.made)
  }
  await inBatches(writing, filesOf(writing.checked.referrals), write, (people) =>
    people.reduce((rows, { referrals }) => rows + referrals.length, 0),
  )
  return { cases, events: [] }
}

/** REF-10: what each agency referred is a file of its own; they are joined, and the one that was there first goes on. */
async function writePerson(writing: Writing, person: ReadFile, writes: Writes) {
  const known = person.reference === null ? undefined : writing.known.get(person.reference)
  let goesOn = known?.caseId
  for (const [agencyId, referrals] of Map.groupBy(person.referrals, (referral) => referral.agencyId)) {
    const file = { ...person, referrals }
    const own = known?.files.find((one) => one.agencyId === agencyId)
    if (own) {
      await Promise.all(writeFile(writing, file, await keyOf(writing, own.caseId), writes))
      continue
    }
    const target = { caseId: newId(), key: writing.vault.newKey(newId()) }
    const { caseId } = target
    const kept = await writing.vault.keep(target.key)
    writes.made.push({ made: 'cases', id: caseId, row: referrals[0]?.row ?? 1 })
    await Promise.all([
      ...openFile(writing, file, target, kept, agencyId),
      ...writeFile(writing, file, target, writes),
      // Seen from here on by the grants that were sent before it.
      ...(!goesOn && person.reference !== null ? [keepReference(writing, person.reference, caseId)] : []),
    ])
    if (goesOn) await joinImported(writing, goesOn, target, referrals[0]?.row ?? 1, writes)
    goesOn ??= caseId
  }
}

function writeFile(writing: Writing, file: ReadFile, target: Target, writes: Writes): Promise<unknown>[] {
  const { caseId, key } = target
  writes.cases.push(caseId)
  const work = file.referrals.flatMap((referral) => {
    const id = newId()
    writes.made.push({ made: 'referrals', id, row: referral.row })
    const reason = ['Imported from a spreadsheet', referral.outcome].filter(Boolean).join(': ')
    writes.moved.push({
      ...{ caseId, subject: 'referral', subjectId: id, field: 'state', to: referral.state },
      reason: writing.vault.seal(key, 'reason', reason),
    })
    return writeReferral(writing, referral, id, target)
  })
  const consents = file.referrals
    .filter(({ consent }) => consent)
    .map((referral) => keepConsent(writing, file, referral, target, writes.made))
  return [...work, ...consents]
}

async function joinImported(
  { tx, vault, actor, now }: Writing,
  goesOn: string,
  joined: Target,
  row: number,
  { made }: Writes,
): Promise<void> {
  const [file, other] = await Promise.all([openCase(tx, vault, goesOn), openCase(tx, vault, joined.caseId)])
  const { accountId, agencyId } = actor
  const reason = 'One reference in the spreadsheet'
  const id = await join(tx, vault, file, other, { accountId, agencyId, now, reason, pointer: '' })
  made.push({ made: 'joined_files', id, row })
}

/** What a batch leaves to be written once for all of it. */
interface Writes {
  cases: string[]
  made: MadeRow[]
  moved: Moved[]
}
async function keyOf({ tx }: Writing, caseId: string): Promise<Target> {
  const { rows } = await tx.$client.query<{ id: string; wrapped: Buffer }>({
    name: 'key-of-case',
    text: `SELECT k.id, k.wrapped FROM cases c JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      WHERE c.partnership_id = app.partnership_id() AND c.id = $1`,
    values: [caseId],
  })
  const [key] = rows
  if (!key) throw new Error('a case that was known a moment ago')
  return { caseId, key }
}

/** A file as its latest referral knows the person; names that she had before are her aliases. */
function openFile(
  { tx, vault, partnership, now }: Writing,
  file: ReadFile,
  { caseId, key }: Target,
  kept: Buffer,
  agencyId: string,
) {
  const latest = file.referrals.at(-1)
  const [first] = file.referrals
  if (!latest || !first) return []
  const calendar = calendarOf(partnership)
  const identity = identityWithAliases(file)
  const discussed = file.referrals
    .flatMap(({ discussedOn }) => discussedOn ?? [])
    .sort()
    .at(-1)
  return [
    tx.$client.query({
      name: 'import-key',
      text: 'INSERT INTO data_keys (id, wrapped) VALUES ($1, $2)',
      values: [key.id, kept],
    }),
    tx.$client.query({
      name: 'import-case',
      text: `INSERT INTO cases (id, reference, agency_id, data_key_id, identity, name_tokens, light, opened_at, last_discussed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      values: [
        caseId,
        newReference(partnership.prefix, Number(first.referredOn.slice(0, 4))),
        agencyId,
        key.id,
        vault.seal(key, 'identity', identity),
        identityTokens(vault, partnership.id, identity, localDay(calendar, now)),
        file.referrals.map(({ light }) => light).reduce(moreSerious),
        noonOf(calendar, first.referredOn, now),
        discussed ? noonOf(calendar, discussed, now) : null,
      ],
    }),
  ]
}

function identityWithAliases({ referrals }: ReadFile): Identity {
  const identities = referrals.map(({ answers, referredOn }) => identityOf(answers, referredOn))
  const latest = identities.at(-1)
  if (!latest) throw new Error('a file without a referral')
  const others = identities.flatMap(({ name, aliases }) => [name, ...aliases])
  const aliases = new Map(
    [...latest.aliases, ...others]
      .filter((name) => alike(name) !== alike(latest.name))
      .map((name) => [alike(name), name]),
  )
  // As exact as any of them knows it.
  const exact = identities.findLast(({ age }) => dateOfBirthOf(age))?.age
  const age = exact ?? identities.findLast((identity) => identity.age?.born)?.age ?? latest.age
  return { ...latest, aliases: [...aliases.values()].slice(0, 20), age }
}

const noonOf = (calendar: ReturnType<typeof calendarOf>, day: string, now: string): string => {
  const noon = atLocalTime(calendar, Temporal.PlainDate.from(day), '12:00:00').toString()
  return Date.parse(noon) < Date.parse(now) ? noon : now
}

function writeReferral(writing: Writing, referral: ReadReferral, id: string, { caseId, key }: Target) {
  const { tx, vault, actor, partnership, now } = writing
  const calendar = calendarOf(partnership)
  const submittedAt = noonOf(calendar, referral.referredOn, now)
  const grant = (agencyId: string, basis: GrantPlan['basis']): GrantPlan => ({
    agencyId,
    basis,
    from: now,
    until: null,
  })
  const grants = [grant(referral.agencyId, 'own_referral')]
  if (partnership.coordinatingAgencyId) grants.push(grant(partnership.coordinatingAgencyId, 'coordination'))
  return [
    tx.$client.query({
      name: 'import-draft',
      text: `INSERT INTO referrals (id, reference, state, data_key_id, agency_id, author_account_id, rule_set_id, answers, known_as,
          created_at, updated_at, imported) VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, $9, true)`,
      values: [
        ...[id, newReference(partnership.prefix, Number(referral.referredOn.slice(0, 4))), key.id],
        ...[actor.agencyId, actor.accountId, partnership.ruleSetId],
        ...[
          vault.seal(key, 'answers', referral.answers),
          vault.seal(key, 'known as', referral.answers.person?.name ?? ''),
        ],
        now,
      ],
    }),
    writeGrants(tx, caseId, grants, { referralId: id }),
    tx.$client.query({
      name: 'import-referral',
      text: `UPDATE referrals SET state = $2, case_id = $3, agency_id = $4, explanation = $5, computed_light = $6, light = $7, to_meeting = true,
          submitted_at = $8, created_at = $8, due_at = $9, responded_at = $10 WHERE partnership_id = app.partnership_id() AND id = $1`,
      values: [
        ...[id, referral.state, caseId, referral.agencyId, JSON.stringify(referral.explanation)],
        ...[referral.explanation.light, referral.light, submittedAt],
        dueFor(calendar, partnership.ruleSet, referral.light, submittedAt),
        // No clock runs on what is past: the spreadsheet knows no other day of an answer.
        referral.discussedOn ? noonOf(calendar, referral.discussedOn, now) : submittedAt,
      ],
    }),
  ]
}

/** The consent that holds now opens the case to those she agreed to; an earlier one, or one that has ended, is kept as it was (CON-3). */
async function keepConsent(
  { tx, vault, actor, partnership, now }: Writing,
  { current, referrals }: ReadFile,
  { consent, row, referredOn, agencyId }: ReadReferral,
  { caseId, key }: Target,
  made: MadeRow[],
) {
  if (!consent) return
  const { record } = consent
  const later = referrals.filter((other) => other.referredOn > referredOn)
  const agreedLater = new Set(later.flatMap((other) => other.consent?.record.agreedAgencies ?? []))
  const calendar = calendarOf(partnership)
  const holds = current?.row === row && current.referredOn === referredOn
  const grants = holds ? consentGrants(calendar, record, now) : []
  const { accountId } = actor
  const id = await writeConsent(tx, vault, key, { caseId, record, accountId, agencyId, now, grants })
  made.push({ made: 'consents', id, row })
  // ACC-8: what she refused stands, unless she agreed to it in a later row.
  const said = limitsOf(record).filter(({ agencyId: refused }) => !(refused && agreedLater.has(refused)))
  await writeLimits(tx, vault, key, planLimits(said, []), { caseId, consentId: id, accountId, agencyId, now })
  if (holds) return
  const ended = startOfDay(calendar, Temporal.PlainDate.from(record.until).add({ days: 1 })).toString()
  const replaced = current?.consent ? noonOf(calendar, current.consent.record.givenOn, now) : now
  await endConsent(tx, id, Date.parse(ended) < Date.parse(replaced) ? ended : replaced)
}

/** The spreadsheet's own reference, for the files that follow: as a hash. */
async function keepReference(
  { tx, vault, partnership, importId }: Writing,
  reference: string,
  caseId: string,
): Promise<void> {
  await tx.$client.query({
    name: 'keep-reference',
    text: 'INSERT INTO imported_references (id, import_id, reference_hash, case_id) VALUES ($1, $2, $3, $4)',
    values: [newId(), importId, referenceHash(vault, partnership.id, reference), caseId],
  })
}

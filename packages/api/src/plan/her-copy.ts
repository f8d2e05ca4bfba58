import { herPapers } from '@alongside/shared/consent/papers'
import { herCopy, inHerCopy } from '@alongside/shared/plan/her-copy'
import type { PlanLine } from '@alongside/shared/plan/schema'
import { Refusal } from '@alongside/shared/problems'
import type { Tx } from '../db/pool.ts'
import { sheetForHer } from '../documents/for-her.ts'
import type { Order } from '../documents/press.ts'
import { dayWords } from '../documents/sheets.ts'
import { readPartnership } from '../partnerships/queries.ts'
import { readPeopleWhoHarm } from '../people-who-harm/queries.ts'
import type { Vault } from '../vault.ts'

interface Asked {
  caseId: string
  lines: readonly PlanLine[]
  now: string
}

/**
 * PLN-1: her own copy, as the press takes it. Whoever prints it hears of a name that must not stand in it as far as she reads who
 * harms her: to others a refusal would tell who that is (HRM-1). @throws Refusal plan.copy_empty · plan.copy_names_him
 */
export async function orderHerCopy(tx: Tx, vault: Vault, { caseId, lines, now }: Asked): Promise<Order> {
  const mine = lines.filter((line) => line.caseId === caseId)
  if (!mine.some(inHerCopy)) throw new Refusal('plan.copy_empty')
  const [people, { agencies }] = await Promise.all([
    readPeopleWhoHarm(tx, vault, caseId),
    readPartnership(tx, now),
  ])
  const sheet = herCopy({
    lines: mine,
    papers: herPapers.en,
    agencies,
    dayWords: (day) => dayWords(Temporal.PlainDate.from(day)),
  })
  const names = people.flatMap(({ facts: { called = '', names: others = '' } }) => [
    called,
    ...others.split(/[,;\n]/),
  ])
  const words = sheet.parts.flatMap((part) => part.lines).join('\n')
  if (names.some((name) => isNamed(name.trim(), words))) throw new Refusal('plan.copy_names_him')
  return sheetForHer(sheet, 'en', now, 14)
}

const isNamed = (name: string, words: string) =>
  name.length > 1 && new RegExp(`(?<!\\p{L})${RegExp.escape(name)}(?!\\p{L})`, 'iu').test(words)

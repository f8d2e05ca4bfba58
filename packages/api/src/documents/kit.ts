import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { dayInWords, localDay, type WorkingCalendar } from '@alongside/shared/calendar'
import { herPapers } from '@alongside/shared/consent/papers'
import { type KitPart, kitFiles, kitParts, kitPartWords } from '@alongside/shared/documents/kit-values'
import type { OnCallList } from '@alongside/shared/oncall/contract'
import { daysWords, hoursWords } from '@alongside/shared/oncall/words'
import type { Partnership } from '@alongside/shared/partnerships/contract'
import type { FrontDoor } from '@alongside/shared/safeguarding/front-door-schema'
import { transactionIn } from '../db/context.ts'
import { failureOf } from '../log.ts'
import { readLists } from '../oncall/queries.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Services } from '../services.ts'
import { blankReferral } from './blank-referral.ts'
import { formForHer, sheetForHer } from './for-her.ts'
import { type Order, openPress, type Press } from './press.ts'
import { momentWords } from './sheets.ts'

/** What is wanted of a kit: made today already, and filed where the settings say. */
interface Standing {
  id: string
  isOfToday: boolean
  isFiled: boolean
}

/**
 * OPS-4: once a night each partnership's papers for when the product is down are made anew: for its leads in the product and, where the settings name a
 * folder, there. A partnership whose papers fail holds up no other; a folder that cannot be written is tried again with the next run.
 * @throws AggregateError once the others are done
 */
export async function makeKits(services: Services): Promise<void> {
  const failures: unknown[] = []
  let press: Press | undefined
  const { rows } = await services.pools.jobs.query<{ id: string }>('SELECT id FROM partnerships ORDER BY id')
  try {
    for (const { id } of rows)
      try {
        const { isOfToday, isFiled } = await standingOf(services, id)
        // Of its own, and gone with the night's work: what it has loaded is not kept until the next.
        if (!isOfToday) await makeKit(services, (press ??= openPress()), id)
        if (services.config.DOWNTIME_KIT_DIR && !(isOfToday && isFiled)) await fileKit(services, id)
      } catch (error) {
        failures.push(error)
        services.log.error(
          { part: 'downtime kit', partnershipId: id, ...failureOf(error) },
          'due work failed',
        )
      }
  } finally {
    await press?.close()
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${rows.length} failed`)
}

const standingOf = (services: Services, partnershipId: string): Promise<Standing> =>
  transactionIn(services, partnershipId, async (tx, now) => {
    const { rows } = await tx.$client.query<Standing>({
      name: 'downtime-kit-standing',
      text: `SELECT p.id, count(k.part) FILTER (WHERE (k.made_at AT TIME ZONE p.time_zone)::date = ($1::timestamptz AT TIME ZONE p.time_zone)::date)
            = $2 AS "isOfToday", count(k.filed_at) = $2 AS "isFiled"
          FROM partnerships p LEFT JOIN downtime_papers k ON k.partnership_id = p.id
          WHERE p.id = app.partnership_id() GROUP BY p.id, p.time_zone`,
      values: [now, kitParts.length],
    })
    return rows[0] ?? { id: partnershipId, isOfToday: true, isFiled: true }
  })

/** Read in one transaction, printed in none, kept in another. */
async function makeKit(services: Services, press: Press, partnershipId: string): Promise<void> {
  const { orders, at } = await transactionIn(services, partnershipId, async (tx, now) => ({
    orders: ordersOf(await readPartnership(tx, now), await readLists(tx, now), now),
    at: now,
  }))
  const papers: { part: KitPart; pdf: Uint8Array }[] = []
  for (const part of kitParts) papers.push({ part, pdf: await press.print(orders[part]) })
  await transactionIn(services, partnershipId, async (tx) => {
    for (const { part, pdf } of papers)
      await tx.$client.query({
        name: 'keep-downtime-paper',
        text: `INSERT INTO downtime_papers (part, made_at, pdf) VALUES ($1, $2, $3)
          ON CONFLICT (partnership_id, part) DO UPDATE SET made_at = excluded.made_at, pdf = excluded.pdf, filed_at = NULL`,
        values: [part, at, Buffer.from(pdf)],
      })
  })
}

/** Each under its name before it is marked as filed, and whole or not at all: who opens one while it is replaced has the one before. */
async function fileKit(services: Services, partnershipId: string): Promise<void> {
  const papers = await transactionIn(services, partnershipId, async (tx) => {
    const { rows } = await tx.$client.query<{ part: KitPart; pdf: Buffer; name: string }>({
      name: 'downtime-papers-to-file',
      text: `SELECT k.part, k.pdf, p.name FROM downtime_papers k JOIN partnerships p ON p.id = k.partnership_id
        WHERE k.partnership_id = app.partnership_id()`,
    })
    return rows
  })
  for (const { part, pdf, name } of papers) {
    const folder = path.join(services.config.DOWNTIME_KIT_DIR, folderOf(name, partnershipId))
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = path.join(folder, kitFiles[part])
    await writeFile(`${file}.new`, pdf, { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
  await transactionIn(services, partnershipId, async (tx, now) => {
    await tx.$client.query({
      name: 'downtime-papers-filed',
      text: 'UPDATE downtime_papers SET filed_at = $1 WHERE partnership_id = app.partnership_id()',
      values: [now],
    })
  })
}

/** Two may bear the same name: the end of the id tells them apart. */
const folderOf = (name: string, id: string): string =>
  `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${id.slice(-4)}`

/** What is printed of it. Nothing about anybody who is supported goes in: no case is read. */
export function ordersOf(
  partnership: Partnership,
  lists: readonly OnCallList[],
  now: string,
): Record<KitPart, Order> {
  const calendar = calendarOf(partnership)
  const { name, agencies } = partnership
  return {
    numbers: { template: 'numbers', at: now, data: numbersOf(partnership, lists, calendar, now) },
    referral_form: {
      template: 'blank-form',
      at: now,
      data: {
        title: 'Referral',
        partnership: name,
        intro: [
          'One form for each person. Write what you know; leave open what you do not. Keep it locked up, type it in once Alongside is back, and then destroy it.',
        ],
        filledIn: ['Filled in by', 'Agency', 'Day and time'],
        restsOn: 'It rests on:',
        sections: blankReferral(partnership),
        foot: `The form as it stood on ${dayInWords(localDay(calendar, now))}`,
      },
    },
    consent_form: formForHer('en', agencies, { number: '____________', now }),
    information_sheet: sheetForHer(herPapers.en.sheet, 'en', now),
  }
}

function numbersOf(
  { name, frontDoors }: Partnership,
  lists: readonly OnCallList[],
  calendar: WorkingCalendar,
  now: string,
) {
  return {
    title: kitPartWords.numbers,
    partnership: name,
    made: `Made ${momentWords(calendar, now)}: numbers as they then stood. A newer one takes its place.`,
    intro: ['Danger to life: 999. Wait neither for this list nor for Alongside.'],
    doorsTitle: 'Front doors',
    doors: [doorOf('A child at risk', frontDoors.child), doorOf('An adult at risk', frontDoors.adult)],
    onCallTitle: 'On call, agency by agency',
    nobody: 'Nobody is written down.',
    columns: ['Who', 'Telephone', 'Days', 'Hours'],
    agencies: lists.map(({ agencyName, entries, checkedAt }) => ({
      name: agencyName,
      checked: checkedAt ? `Last checked ${dayInWords(localDay(calendar, checkedAt))}` : '',
      entries: entries
        .filter(({ membershipId, accountId }) => !membershipId || accountId)
        .map((entry) => ({
          ...{ name: entry.name, telephone: entry.telephone },
          ...{ days: daysWords(entry.days), hours: hoursWords(entry) },
        })),
    })),
    meanwhileTitle: 'Until Alongside is back',
    meanwhile: [
      'Tell a front door by telephone, and write down whom you told and when.',
      'Write a referral on the blank form. Ring who is to have it; do not send it by mail.',
      'Ask for consent on the blank form. Give each a number of its own, such as your initials and the time, and write it on the referral.',
      'What is on paper is locked up at night. Once Alongside is back, type it in with the times that it had, and destroy the paper.',
    ],
  }
}

function doorOf(title: string, { name, telephone, hours, nightTelephone, also }: FrontDoor) {
  const rows = [
    { label: 'By day', words: [telephone, hours].filter(Boolean).join(', ') },
    { label: 'By night', words: nightTelephone ?? (hours ? 'no other number is known' : telephone) },
    { label: 'Also', words: also ?? '' },
  ]
  return { title: `${title}: ${name}`, rows: rows.filter(({ words }) => words) }
}

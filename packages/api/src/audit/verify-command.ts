import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { keysAtHand, openVault } from '../db/key-check.ts'
import { noteRun } from '../db/last-runs.ts'
import { withClient } from '../db/with-client.ts'
import { Vault } from '../vault.ts'
import { chainKeyOf } from './chain.ts'
import { type Head, readHead } from './heads.ts'
import { type AuditReport, verifyAudit } from './verify.ts'

interface Asked {
  DATABASE_OWNER_URL: string
  MASTER_KEY: string
  MASTER_KEY_OLD: string
  AUDIT_HEADS_FILE: string
}

/** What the command found, in words, and how it ends: 0 the record holds, 1 it does not, 2 it could not be checked with this key. */
export interface Finding {
  lines: string[]
  exitCode: 0 | 1 | 2
}

/**
 * `verify-audit [--head number:seal]… [--heads file]… [--json]`. Without `--heads` the file of the settings is read, where
 * there is one.
 */
export async function verifyCommand(config: Asked, args: readonly string[], now: string): Promise<Finding> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      head: { type: 'string', multiple: true, default: [] },
      heads: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
    },
  })
  const files = values.heads.length > 0 ? values.heads : [config.AUDIT_HEADS_FILE].filter(Boolean)
  const heads = await headsOf(values.head, files).catch((error: Error) => error)
  if (heads instanceof Error) return { lines: [heads.message], exitCode: 2 }
  const key = chainKeyOf(await vaultOf(config))
  const report = await verifyAudit(config.DATABASE_OWNER_URL, key, heads)
  const exitCode = codeOf(report, heads, key.mark)
  if (exitCode !== 2)
    await withClient(config.DATABASE_OWNER_URL, (owner) =>
      noteRun(owner, 'verify-audit', now, exitCode === 0),
    )
  return { lines: values.json ? [JSON.stringify(report)] : inWords(report, exitCode), exitCode }
}

/** Another key than the database’s opens no root: what it derives is of no chain either, and the report says so. */
async function vaultOf(config: Asked): Promise<Vault> {
  const keys = keysAtHand(config)
  const vault = await withClient(config.DATABASE_OWNER_URL, (client) => openVault(client, keys))
  return vault instanceof Vault ? vault : new Vault({ masters: keys, root: keys[0] })
}

async function headsOf(typed: readonly string[], files: readonly string[]): Promise<Head[]> {
  return [...typed.map(readHead), ...(await Promise.all(files.map(headsIn))).flat()]
}

async function headsIn(file: string): Promise<Head[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`The heads in ${file} cannot be read`)
  })
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readHead)
}

/** A key that is not the record's says nothing of it, unless a head from outside was made with that very key. */
function codeOf({ intact, faults }: AuditReport, heads: readonly Head[], mark: string): Finding['exitCode'] {
  if (intact) return 0
  const [first] = faults
  const wrongKey = first?.what === 'other_key' && first.sealId === 1 && faults.length === 1
  return wrongKey && !heads.some(({ key }) => key === mark) ? 2 : 1
}

function inWords(report: AuditReport, exitCode: Finding['exitCode']): string[] {
  const { seals, events, unsealed, head, heads, faults } = report
  const verdict = {
    0: 'The record holds.',
    1: 'THE RECORD DOES NOT HOLD.',
    2: 'The record cannot be checked: MASTER_KEY is not the key that it was sealed with.',
  }[exitCode]
  return [
    verdict,
    ...faults.map(({ detail }) => `- ${detail}.`),
    `Sealed and sound: ${events} entries under ${seals} seals. Not sealed yet: ${unsealed}.`,
    ...(head ? [`Last sound seal: ${head.seal}:${head.hash}`] : []),
    heads > 0
      ? `Heads from outside that were compared: ${heads}.`
      : 'No head from outside was given. Entries cut off the end would not show: give one with --head or --heads.',
  ]
}

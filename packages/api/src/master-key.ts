import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Advice } from './advice.ts'

/** Where the master key comes from, if not from the environment itself. */
export interface KeySource {
  MASTER_KEY: string
  MASTER_KEY_FILE: string
  MASTER_KEY_COMMAND: string
}

/** Milliseconds for a KMS to answer. */
const patience = 30_000

/**
 * The settings with the master key in them, from a file or what a command prints. Neither the key nor what the command said is in any message.
 *
 * @throws Advice where it is given twice, or cannot be had
 */
export function withMasterKey<S extends KeySource>(settings: S): S {
  const { MASTER_KEY, MASTER_KEY_FILE: file, MASTER_KEY_COMMAND: command } = settings
  if ([MASTER_KEY, file, command].filter(Boolean).length > 1)
    throw new Advice('Give one of MASTER_KEY, MASTER_KEY_FILE and MASTER_KEY_COMMAND, not several.')
  if (file) return { ...settings, MASTER_KEY: had('MASTER_KEY_FILE', () => readFileSync(file, 'utf8')) }
  if (command)
    return {
      ...settings,
      MASTER_KEY: had('MASTER_KEY_COMMAND', () =>
        execFileSync('/bin/sh', ['-c', command], {
          encoding: 'utf8',
          timeout: patience,
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      ),
    }
  return settings
}

function had(name: string, get: () => string): string {
  try {
    const key = get().trim()
    if (key !== '') return key
  } catch (error) {
    const { code, status } = error as { code?: string; status?: number | null }
    throw new Advice(`${name} gives no key (${code ?? `it ended with ${status ?? 'a signal'}`}).`)
  }
  throw new Advice(`${name} gives no key (it is empty).`)
}

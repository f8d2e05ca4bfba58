import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { createTestDatabase, testMasterKey, testRoleSecret } from '../test/database.ts'
import { withMasterKey } from './master-key.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'alongside-master-key-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = path.join(folder, 'key')
writeFileSync(file, 'of a file\n')
const none = { MASTER_KEY: '', MASTER_KEY_FILE: '', MASTER_KEY_COMMAND: '' }

it.each([
  ['the environment', { MASTER_KEY: 'itself' }, 'itself'],
  ['a file', { MASTER_KEY_FILE: file }, 'of a file'],
  ['a command', { MASTER_KEY_COMMAND: `cat ${file} | tr f k` }, 'ok a kile'],
  ['nowhere', {}, ''],
])('OPS-3 the master key comes from %s', (_, given, key) => {
  expect(withMasterKey({ ...none, ...given }).MASTER_KEY).toBe(key)
})

it.each([
  ['two at once', { MASTER_KEY: 'a', MASTER_KEY_FILE: file }, /one of/],
  ['a file that is not there', { MASTER_KEY_FILE: `${file}-not` }, /MASTER_KEY_FILE gives no key \(ENOENT\)/],
  [
    'a command that fails, whatever it printed',
    { MASTER_KEY_COMMAND: 'echo secret; echo secret >&2; exit 3' },
    /^MASTER_KEY_COMMAND gives no key \(it ended with 3\)\.$/,
  ],
  ['a command that says nothing', { MASTER_KEY_COMMAND: 'true' }, /is empty/],
])('OPS-3 it says why it has none by %s', (_, given, words) => {
  expect(() => withMasterKey({ ...none, ...given })).toThrow(words)
})

it('OPS-3 every command takes it from there', async () => {
  const database = await createTestDatabase()
  writeFileSync(file, `${testMasterKey.toString('base64')}\n`)
  chmodSync(file, 0o400)
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [fileURLToPath(new URL('../alongside.mjs', import.meta.url)), 'keys'],
      {
        env: {
          PATH: process.env.PATH,
          DATABASE_OWNER_URL: database.ownerUrl,
          ROLE_SECRET: testRoleSecret,
          MASTER_KEY_FILE: file,
        },
      },
    )
    expect(stdout).toMatch(/in use, wraps 0/)
  } finally {
    await database.drop()
  }
})

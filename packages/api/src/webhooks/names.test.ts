import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterAll, expect, it } from 'vitest'
import { openNames } from './names.ts'
import { openOutbound } from './outbound.ts'

// A name server on loopback, of which alone the names are asked.

const zone: Record<string, { a?: number[][]; aaaa?: number[][]; silent?: true }> = {
  'both.example': { a: [[93, 184, 216, 34]], aaaa: [[0x26, 6, 0x28, 0, ...Array<number>(11).fill(0), 1]] },
  'inside.example': { a: [[93, 184, 216, 34]], aaaa: [[...Array<number>(15).fill(0), 1]] },
  'only-old.example': { a: [[93, 184, 216, 34]] },
  'silent.example': { silent: true },
}
const server = createSocket('udp4')
server.on('message', (question, { port, address }) => {
  const labels: string[] = []
  let at = 12
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.subarray(at + 1, at + 1 + length).toString())
    at += 1 + length
  }
  const type = question.readUInt16BE(at + 1)
  const name = zone[labels.join('.').toLowerCase()]
  if (name?.silent) return
  const found = (type === 1 ? name?.a : name?.aaaa) ?? []
  const header = Buffer.from(question.subarray(0, 12))
  header.writeUInt16BE(name ? 0x8180 : 0x8183, 2)
  header.writeUInt16BE(found.length, 6)
  header.writeUInt32BE(0, 8)
  const records = found.map((bytes) =>
    Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, bytes.length, ...bytes]),
  )
  server.send(Buffer.concat([header, question.subarray(12, at + 5), ...records]), port, address)
})
server.bind(0, '127.0.0.1')
await once(server, 'listening')
afterAll(() => void server.close())
const resolve = openNames([`127.0.0.1:${server.address().port}`])

it('API-3 a name leads to all its addresses, old and new', async () => {
  expect(await resolve('both.example')).toEqual([
    { address: '93.184.216.34', family: 4 },
    { address: '2606:2800::1', family: 6 },
  ])
  expect(await resolve('only-old.example')).toEqual([{ address: '93.184.216.34', family: 4 }])
  expect(await resolve('localhost')).toEqual([{ address: '127.0.0.1', family: 4 }])
})

it('API-3 a name of which one address is inside and one that is not there are told alike; of these and of one of which nobody answers nothing is connected', async () => {
  const connected: string[] = []
  const outbound = openOutbound(
    { WEBHOOK_ALLOW: '', WEBHOOK_TIMEOUT_MS: 300 },
    {
      resolve,
      connect: async ({ url }) => {
        connected.push(url.hostname)
        return 200
      },
    },
  )
  const errorOf = async (host: string) => (await outbound.post(`https://${host}/`, {}, '{}')).error
  expect(await errorOf('inside.example')).toBe('address_not_reached')
  expect(await errorOf('nowhere.example')).toBe('address_not_reached')
  expect(await errorOf('silent.example')).toBe('no_answer_in_time')
  expect(await errorOf('both.example')).toBeNull()
  expect(connected).toEqual(['both.example'])
})

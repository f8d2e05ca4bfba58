import type { LookupAddress } from 'node:dns'
import tls from 'node:tls'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { certificate } from '../../test/certificate.ts'
import { startReceiver } from '../../test/receiver.ts'
import { mayReach, networksIn, whyNotAddress } from './address.ts'
import { openOutbound, type Target } from './outbound.ts'

// No packet leaves loopback: what is refused is proved by what the connector was asked, and it was not.

/** Of the answers that are expected none is late, however busy the machine; what is to be given up has a time of its own. */
const nowhere = { WEBHOOK_ALLOW: '', WEBHOOK_TIMEOUT_MS: 60_000 }
const loopback = { ...nowhere, WEBHOOK_ALLOW: '127.0.0.1/32' }
const public4 = '93.184.216.34'
const public6 = '2606:2800:21f:cb07:6820:80da:af6b:8b2c'
const as = (address: string): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })

/** An outbound whose names lead where the test says, one answer for each time that it is asked, and that only notes where it would connect. */
function watched(settings: typeof nowhere, ...answers: string[][]) {
  const asked: string[] = []
  const connected: Target[] = []
  const outbound = openOutbound(settings, {
    resolve: async (host) => {
      asked.push(host)
      return (answers[asked.length - 1] ?? answers.at(-1) ?? []).map(as)
    },
    connect: async (target) => {
      connected.push(target)
      return 200
    },
  })
  return { asked, connected, post: (address: string) => outbound.post(address, {}, '{}') }
}

const refused = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '192.0.0.192',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '64:ff9b::169.254.169.254',
  '64:ff9b:1::a9fe:a9fe',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:a9fe:a9fe::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fec0::1',
  'ff02::1',
]

describe('API-3 addresses that are not public', () => {
  it.each(refused)('%s is refused, whichever name leads to it, and nothing is connected', async (address) => {
    expect(mayReach(address, [])).toBe(false)
    const { post, asked, connected } = watched(nowhere, [address])
    expect(await post('https://hooks.agency.example/x')).toEqual({
      status: null,
      error: 'address_not_reached',
    })
    expect([asked, connected]).toEqual([['hooks.agency.example'], []])
  })

  it.each(refused)('%s is refused as it stands, without asking for any name', async (address) => {
    const literal = address.includes(':') ? `[${address}]` : address
    const { post, asked, connected } = watched(nowhere, [public4])
    expect(await post(`https://${literal}/x`)).toEqual({ status: null, error: 'address_not_reached' })
    expect([asked, connected]).toEqual([[], []])
    expect(whyNotAddress(`https://${literal}/x`, [])).toBe('is not a public address')
  })

  it.each([
    '0x7f000001',
    '2130706433',
    '0177.0.0.1',
    '127.1',
    '0xa9.0xfe.0xa9.0xfe',
    '①②⑦.0.0.1',
    '169.254.169.254.',
  ])('%s is another spelling of one', async (spelling) => {
    const { post, connected } = watched(nowhere, [public4])
    expect((await post(`https://${spelling}/x`)).error).toBe('address_not_reached')
    expect(connected).toEqual([])
  })

  it('one bad address among good ones refuses them all', async () => {
    const { post, connected } = watched(nowhere, [public4, '10.0.0.1'])
    expect((await post('https://hooks.agency.example/x')).error).toBe('address_not_reached')
    expect(connected).toEqual([])
  })

  it('a name that leads nowhere is refused', async () => {
    const { post, connected } = watched(nowhere, [])
    expect((await post('https://hooks.agency.example/x')).error).toBe('address_not_reached')
    expect(connected).toEqual([])
  })
})

it('API-3 a public address is connected as it was looked at: its name is asked once, however it answers by then', async () => {
  const { post, asked, connected } = watched(nowhere, [public4, public6], ['169.254.169.254'])
  expect(await post('https://hooks.agency.example/x')).toEqual({ status: 200, error: null })
  expect(asked).toEqual(['hooks.agency.example'])
  expect(connected.map(({ url, addresses }) => [url.hostname, addresses])).toEqual([
    ['hooks.agency.example', [as(public4), as(public6)]],
  ])
  // The next delivery asks again, and the name leads to the cloud's secrets now.
  expect((await post('https://hooks.agency.example/x')).error).toBe('address_not_reached')
  expect(connected).toHaveLength(1)
})

it('API-3 configuration opens the networks that it names, and those alone', async () => {
  const allowed = networksIn('10.1.2.0/24, fd00:1::/64')
  expect(mayReach('10.1.2.77', allowed)).toBe(true)
  expect(mayReach('::ffff:10.1.2.77', allowed)).toBe(true)
  expect(mayReach('10.1.3.1', allowed)).toBe(false)
  expect(mayReach('fd00:1::5', allowed)).toBe(true)
  expect(mayReach('fd00:2::5', allowed)).toBe(false)
  expect(() => networksIn('10.1.2')).toThrow('CIDR format')
})

it('API-3 without encryption only to this machine, and only where configuration allows it', async () => {
  const allowed = networksIn('127.0.0.1/32,10.0.0.0/8')
  expect(whyNotAddress('http://127.0.0.1:8080/x', allowed)).toBeNull()
  expect(whyNotAddress('http://127.0.0.1:8080/x', [])).toBe('is not a public address')
  expect(whyNotAddress('http://localhost/x', [])).toBe('must begin with https://')
  expect(whyNotAddress('http://10.0.0.1/x', allowed)).toBe('must begin with https://')
  expect(whyNotAddress('http://hooks.agency.example/x', allowed)).toBe('must begin with https://')
  const { post, connected } = watched({ ...nowhere, WEBHOOK_ALLOW: '10.0.0.0/8' }, ['10.0.0.1'])
  expect((await post('http://hooks.agency.example/x')).error).toBe('address_not_reached')
  expect(connected).toEqual([])
})

it.each([
  ['no address at all', 'is not an address like https://cases.agency.example/hooks'],
  ['https://', 'is not an address like https://cases.agency.example/hooks'],
  ['file:///etc/passwd', 'must begin with https://'],
  ['gopher://hooks.agency.example/', 'must begin with https://'],
  ['https://user:password@hooks.agency.example/', 'holds a user or a password, which belong in no address'],
  ['https://hooks.agency.example/#part', 'holds a #, which is never sent'],
])('API-3 %s is no address for an endpoint', (address, why) => expect(whyNotAddress(address, [])).toBe(why))

describe('API-3 on loopback, where configuration allows it', async () => {
  const receiver = await startReceiver()
  afterAll(() => receiver.close())
  const named = (answers: string[][]) => {
    let asked = 0
    return { resolve: async () => (answers[asked++] ?? []).map(as), asked: () => asked }
  }

  it('a request goes to the address that was looked at, under the name that was given', async () => {
    const names = named([['127.0.0.1'], ['169.254.169.254']])
    const outbound = openOutbound(loopback, { resolve: names.resolve })
    const coming = receiver.next()
    expect(
      await outbound.post(`http://hooks.agency.example:${receiver.port}/hooks`, { 'x-a': 'b' }, '{"a":1}'),
    ).toEqual({
      status: 204,
      error: null,
    })
    expect(await coming).toMatchObject({
      headers: {
        host: `hooks.agency.example:${receiver.port}`,
        'x-a': 'b',
        'content-type': 'application/json',
      },
      body: '{"a":1}',
    })
    expect(names.asked()).toBe(1)
  })

  it.each([301, 302, 303, 307, 308])('a redirect is not followed: %i', async (status) => {
    const elsewhere = await startReceiver()
    receiver.answersWith(status, { location: elsewhere.address })
    expect(await openOutbound(loopback).post(receiver.address, {}, '{}')).toEqual({
      status,
      error: 'redirected',
    })
    expect(elsewhere.received).toEqual([])
    await elsewhere.close()
    receiver.answersWith(204)
  })

  it('no proxy is asked', async () => {
    const proxy = await startReceiver()
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'])
      vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`)
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    expect(await openOutbound(loopback).post(receiver.address, {}, '{}')).toEqual({
      status: 204,
      error: null,
    })
    expect(proxy.received).toEqual([])
    vi.unstubAllEnvs()
    await proxy.close()
  })

  it('the certificate must be good for the name, whatever address was looked at', async () => {
    const secure = await startReceiver(0, certificate)
    const outbound = openOutbound(loopback, { resolve: async () => [as('127.0.0.1')] })
    const post = (host: string) => outbound.post(`https://${host}:${secure.port}/hooks`, {}, '{}')
    const notValid = { status: null, error: 'certificate_not_valid' }
    expect(await post('hooks.agency.example')).toEqual(notValid)
    const known = tls.getCACertificates('default')
    tls.setDefaultCACertificates([...known, certificate.cert])
    expect(await post('other.agency.example')).toEqual(notValid)
    expect(await post('127.0.0.1')).toEqual(notValid)
    expect(secure.received).toEqual([])
    expect(await post('hooks.agency.example')).toEqual({ status: 204, error: null })
    expect(secure.received).toHaveLength(1)
    tls.setDefaultCACertificates(known)
    await secure.close()
  })

  it('an answer without an end is not read to its end', async () => {
    let written = 0
    receiver.answers((response) => {
      response.writeHead(200)
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) written += 65_536
      }
      response.on('drain', more)
      more()
    })
    expect(await openOutbound(loopback).post(receiver.address, {}, '{}')).toEqual({
      status: 200,
      error: null,
    })
    expect(written).toBeLessThan(16_000_000)
    receiver.answersWith(204)
  })

  it('who accepts and never answers, and who trickles headers, is given up in time', async () => {
    const quick = openOutbound({ ...loopback, WEBHOOK_TIMEOUT_MS: 200 })
    receiver.answers(() => undefined)
    expect(await quick.post(receiver.address, {}, '{}')).toEqual({ status: null, error: 'no_answer_in_time' })
    receiver.answers(({ socket }) => {
      socket?.write('HTTP/1.1 200 OK\r\n')
      const drip = setInterval(() => socket?.write('x: y\r\n'), 20)
      socket?.on('close', () => clearInterval(drip))
    })
    expect(await quick.post(receiver.address, {}, '{}')).toEqual({ status: null, error: 'no_answer_in_time' })
    receiver.answersWith(204)
  })

  it('a name that takes for ever to find is given up in time', async () => {
    const outbound = openOutbound(
      { ...loopback, WEBHOOK_TIMEOUT_MS: 100 },
      { resolve: () => new Promise(() => undefined) },
    )
    expect((await outbound.post(receiver.address.replace('127.0.0.1', 'slow.example'), {}, '{}')).error).toBe(
      'no_answer_in_time',
    )
  })

  it('who hangs up, and who is not there, is told in a word', async () => {
    receiver.answers(({ socket }) => socket?.destroy())
    expect((await openOutbound(loopback).post(receiver.address, {}, '{}')).error).toBe('no_connection')
    receiver.answersWith(204)
    const gone = await startReceiver()
    await gone.close()
    expect((await openOutbound(loopback).post(gone.address, {}, '{}')).error).toBe('no_connection')
    const missing = openOutbound(loopback, {
      resolve: () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })),
    })
    expect((await missing.post('https://hooks.agency.example/', {}, '{}')).error).toBe('address_not_reached')
  })
})

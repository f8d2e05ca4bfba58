import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { signedHeaders } from './sign.ts'

// The library signs and, in delivering.test.ts, checks: here it is held against a value that it did not make.
it('API-3 a message is signed as the specification’s example is, and under each secret while two are in force', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: '2021-02-25T15:02:10.900Z',
    body: '{"test": 2432232314}',
  }
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
  expect(signedHeaders([secret], message)).toEqual({
    'webhook-id': message.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': signature,
  })
  const other = Buffer.from('an older secret, thirty-two bytes')
  const by = createHmac('sha256', other).update(`${message.id}.1614265330.${message.body}`).digest('base64')
  expect(signedHeaders([secret, `whsec_${other.toString('base64')}`], message)['webhook-signature']).toBe(
    `${signature} v1,${by}`,
  )
})

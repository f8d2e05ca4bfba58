import { Refusal } from '@alongside/shared/problems'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A reply's version goes out as its ETag; a change that depends on it brings it back. */
export const tagVersion = (response: FastifyReply, version: number): FastifyReply =>
  response.header('etag', `"v${version}"`)

/** The version that a conditional change names in If-Match. @throws Refusal version.required · request.invalid */
export function expectedVersion(request: FastifyRequest): number {
  const header = request.headers['if-match']
  if (header === undefined) throw new Refusal('version.required')
  const version = /^"v(\d{1,9})"$/.exec(header)?.[1]
  if (version) return Number(version)
  throw new Refusal('request.invalid', [
    { pointer: '#If-Match', code: 'invalid', detail: 'is an ETag of this resource, like "v3"' },
  ])
}

/** @throws Refusal version.stale, with the version that stands now */
export function sameVersion(expected: number, current: number): void {
  if (expected !== current) throw new Refusal('version.stale', [], { currentVersion: current })
}

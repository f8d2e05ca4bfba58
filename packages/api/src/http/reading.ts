import type { Contract } from '@alongside/shared/contract'
import { Refusal } from '@alongside/shared/problems'
import { Closed } from '@alongside/shared/scalars'
import type { FastifyRequest } from 'fastify'
import { checker, readQuery } from './validation.ts'

/** The contract's schemas, held against what came in and against what would go out. */
export interface Reading {
  params: () => unknown
  query: () => unknown
  body: () => unknown
  /**
   * A reply that is not as documented is our fault, and might hold more than it should: it does not leave the house, and
   * what it tells of is rolled back.
   */
  reply: (reply: unknown) => void
}

const readings = new WeakMap<Contract, (request: FastifyRequest) => Reading>()

/** A contract's checks, for all its requests; each is compiled when it is first needed, for most of them nobody needs today. */
export function readingOf(contract: Contract): (request: FastifyRequest) => Reading {
  const known = readings.get(contract) ?? compiled(contract)
  readings.set(contract, known)
  return known
}

function compiled(contract: Contract): (request: FastifyRequest) => Reading {
  const queryFields = contract.kind === 'query' ? contract.query : {}
  const checkParams = checker(Closed(contract.params), (pointer) => `:${pointer.slice(1)}`)
  const checkQuery = checker(Closed(queryFields), (pointer) => `?${pointer.slice(1)}`)
  const checkBody =
    contract.kind === 'command' ? checker(contract.body, (pointer) => pointer) : () => undefined
  const checkReply = checker(contract.reply, (pointer) => pointer)

  return (request) => ({
    params: () => checkParams(request.params),
    query: () => checkQuery(readQuery(queryFields, request.query as Record<string, unknown>)),
    body: () => checkBody(request.body === undefined ? {} : request.body),
    reply: (given) => {
      const faults = faultsIn(checkReply, given)
      if (!faults) return
      request.log.error({ operation: contract.id, faults }, 'undocumented reply')
      throw new Refusal('internal')
    },
  })
}

function faultsIn(check: (value: unknown) => unknown, value: unknown) {
  try {
    check(value)
    return null
  } catch (error) {
    return (error as Refusal).faults
  }
}

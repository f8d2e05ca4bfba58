import type { Tx } from '../db/pool.ts'
import { accountsOf, type Notice, tell } from '../notices/tell.ts'
import type { Services } from '../services.ts'

interface Told {
  tx: Tx
  services: Services
  event: { id: string; data: Record<string, string | null> }
  now: string
}

/** API-2: the coordinator hears that an agency asks to connect a system; the agency's leads what became of it. */
export const systemHearing = {
  'system.proposed': async (told: Told) =>
    send(told, await accountsOf(told.tx, 'coordinators', null, told.now), 'system to agree'),
  'system.agreed': (told: Told) => tellLeads(told, 'system agreed'),
  'system.declined': (told: Told) => tellLeads(told, 'system declined'),
  'system.ended': (told: Told) => tellLeads(told, 'system ended'),
}

const tellLeads = async (told: Told, kind: Notice['kind']) =>
  send(told, await accountsOf(told.tx, 'safeguardingLeads', told.event.data.agencyId ?? null, told.now), kind)

async function send(
  { tx, services, event, now }: Told,
  accounts: string[],
  kind: Notice['kind'],
): Promise<void> {
  const { systemId } = event.data
  if (!systemId) return
  const notice = {
    kind,
    subject: 'system',
    subjectId: systemId,
    reference: null,
    occasion: event.id,
  } as const
  await tell(tx, services, accounts, notice, now)
}

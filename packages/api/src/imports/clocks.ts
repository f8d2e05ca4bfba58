import type { Tx } from '../db/pool.ts'
import type { Services } from '../services.ts'
import { discardUploads } from './queries.ts'

export const importClocks = (tx: Tx, _services: Services, now: string): Promise<void> =>
  discardUploads(tx, now)

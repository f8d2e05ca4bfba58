import type { Slice } from '../notices/slice.ts'
import { discardUploads } from './queries.ts'

export const importClocks = ({ tx, now }: Slice): Promise<void> => discardUploads(tx, now)

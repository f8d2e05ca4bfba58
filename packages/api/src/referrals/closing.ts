import { moves } from '@alongside/shared/referrals/rules'
import type { Tx } from '../db/pool.ts'

/**
 * REF-11: once what its meeting said of it is distributed and nobody owes an answer any more, a referral is closed: by the
 * distribution, or by the last answer after it; also one that a deputy chaired, and who distributes may not see (ACC-9). `of`: a
 * referral, or a meeting whose referrals these are.
 */
export async function closeWhatIsSettled(tx: Tx, of: string): Promise<void> {
  const { from, to } = moves.close
  await tx.$client.query({
    name: 'close-settled-referrals',
    text: 'SELECT app.close_settled($1, $2, $3)',
    values: [of, from, to],
  })
}

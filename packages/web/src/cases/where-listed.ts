import type { Case } from '@alongside/shared/cases/contract'
import { standing } from '@alongside/shared/cases/holding'
import { ofEachFile } from './files.ts'

/** What is said of the next meeting where no agenda item of hers is to be seen; `day`: an instant's local day in words. */
export function whereListed(
  file: Pick<Case, 'id' | 'refusedHere' | 'referrals' | 'holds' | 'reference' | 'joinedFiles'>,
  day: (at: string) => string,
): string {
  const referral = file.referrals.find(({ state }) => state === 'listed')
  // Who sees its own referral alone is told no more of the agenda than that referral says.
  if (file.refusedHere && referral)
    return referral.meetingStartsAt
      ? `Your referral is for the meeting of ${day(referral.meetingStartsAt)}`
      : 'On an agenda; of which meeting your agency is not told'
  if (standing(ofEachFile(file as Case, ({ holds }) => holds)).length > 0)
    return 'On no agenda while the case is held'
  return 'Not on an agenda'
}

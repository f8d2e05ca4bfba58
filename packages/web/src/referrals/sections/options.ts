import { choiceWords } from '@alongside/shared/referrals/words'
import { optionsOf } from '../../ui/options.ts'

export const yesNo = optionsOf(choiceWords.whereabouts.inArea)
export const degrees = optionsOf(choiceWords.children.atRisk)

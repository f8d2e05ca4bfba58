import type { OtherForumSaid } from '@alongside/shared/other-forums/schema'
import { nrmConsentWords, nrmSayWords } from '@alongside/shared/other-forums/words'
import { InsetText } from '../ui/inset-text.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'

interface Props {
  name: string
  error: string | undefined
  value: OtherForumSaid['agreed'] | ''
  onChange: (agreed: NonNullable<OtherForumSaid['agreed']>) => void
}

/** FOR-1: whether she agreed to be referred into the National Referral Mechanism, and what the law says of it. */
export function NrmSay(field: Props) {
  return (
    <>
      <InsetText>{nrmConsentWords}</InsetText>
      <Radios {...field} label="Did she agree to be referred?" options={optionsOf(nrmSayWords)} />
    </>
  )
}

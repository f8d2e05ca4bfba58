import { homeKindWords } from '@alongside/shared/referrals/words'
import { usePartnership } from '../../session/partnership.ts'
import { optionsOf } from '../../ui/options.ts'
import { Radios } from '../../ui/radios.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { yesNo } from './options.ts'
import { useSection } from './use-section.ts'

export function Whereabouts() {
  const { words, choice } = useSection('whereabouts')
  const { locality } = usePartnership()
  return (
    <>
      <Radios {...choice('sellingSexNow')} label="Does she sell sex now?" inline options={yesNo} />
      <Radios {...choice('inArea')} label={`Is it in ${locality}?`} inline options={yesNo} />
      <Textarea
        {...words('where')}
        label="Where and when? (optional)"
        hint="Streets, times, online."
        rows={3}
      />
      <Textarea {...words('sleeps')} label="Where does she sleep?" hint="Write “not known” if so." rows={2} />
      <Radios
        {...choice('homeKind')}
        label="What kind of place is it? (optional)"
        options={optionsOf(homeKindWords)}
      />
      <TextInput
        {...words('homeFor')}
        limit={200}
        label="For how long has she slept there, and until when? (optional)"
        autoComplete="off"
      />
      <TextInput
        {...words('postcode')}
        limit={20}
        label="Its postcode, or the first half (optional)"
        width={10}
        autoComplete="off"
      />
    </>
  )
}

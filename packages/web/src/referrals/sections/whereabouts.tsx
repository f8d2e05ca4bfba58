import { usePartnership } from '../../session/partnership.ts'
import { Radios } from '../../ui/radios.tsx'
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
    </>
  )
}

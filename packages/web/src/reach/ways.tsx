import { useOf } from '@alongside/shared/reach/rules'
import type { ShownWay, WayToReach } from '@alongside/shared/reach/schema'
import { inOrderOfUse, mindWords, wayKindWords } from '@alongside/shared/reach/words'
import { useCalendar } from '../session/partnership.ts'
import { today } from '../time/local.ts'
import { dateWords } from '../time/words.ts'
import { Details } from '../ui/details.tsx'
import { Telephone } from '../ui/telephone.tsx'

/** REF-14: the ways to reach her, those that may be used first. One that may not has its reason in the value's place. */
export function Ways({ ways }: { ways: readonly (WayToReach | ShownWay)[] }) {
  const day = today(useCalendar())
  return (
    <ul className="govuk-list">
      {inOrderOfUse(ways, day).map((way, index) => (
        <li key={'id' in way ? way.id : index}>
          <OneWay way={way} day={day} />
        </li>
      ))}
    </ul>
  )
}

export function OneWay({ way, day }: { way: WayToReach | ShownWay; day: string }) {
  const use = useOf(way, day)
  const usable = use === 'safe' || use === 'ask_first'
  return (
    <>
      <strong>{wayKindWords[way.kind]}</strong>
      {usable && way.value && (
        <>
          : <Value way={way} value={way.value} />
        </>
      )}
      <span className={use === 'not_safe' ? 'app-not-safe app-as-typed' : 'app-quiet app-as-typed'}>
        {' '}
        {mindWords(way, day)
          .map((words) => words.replace(/\d{4}-\d\d-\d\d/, (date) => dateWords(date)))
          .join(' ')}
      </span>
      {!usable && way.value && (
        <Details summary="Show what is not to be used">
          <p className="govuk-body">{way.value}</p>
        </Details>
      )}
    </>
  )
}

function Value({ way: { kind }, value }: { way: WayToReach | ShownWay; value: string }) {
  return kind === 'phone' ? <Telephone number={value} /> : <span className="app-as-typed">{value}</span>
}

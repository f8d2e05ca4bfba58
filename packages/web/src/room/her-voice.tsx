import type { AgendaItem } from '@alongside/shared/room/schema'
import { TypedList } from '../cases/typed-list.tsx'
import { HerWords } from '../cases/voice-words.tsx'
import { InsetText } from '../ui/inset-text.tsx'

/** CON-4: her words open the item. */
export function HerVoice({ item }: { item: AgendaItem }) {
  return (
    <section className="app-section" id="part-her-voice">
      <h2 className="govuk-heading-m">Her voice</h2>
      {item.herVoice.length === 0 && (
        <InsetText>Nothing from her is recorded. Who can ask her, when it is safe?</InsetText>
      )}
      {item.herVoice.map((voice, index) => (
        <HerWords key={index} {...voice} />
      ))}
      <TypedList heading="Children" items={item.children} />
      <TypedList heading="How it is safe to reach her" items={item.reach} />
      <TypedList heading="Other forums that know of her" items={item.otherForums} />
      {item.asks && (
        <>
          <h3 className="govuk-heading-s">What the referrer asks of the meeting</h3>
          <p className="govuk-body app-as-typed">{item.asks}</p>
        </>
      )}
    </section>
  )
}

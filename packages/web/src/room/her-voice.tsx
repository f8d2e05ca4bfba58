import type { AgendaItem } from '@alongside/shared/room/schema'
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
      {item.children.length > 0 && (
        <>
          <h3 className="govuk-heading-s">Children</h3>
          <ul className="govuk-list govuk-list--bullet">
            {item.children.map((child) => (
              <li key={child} className="app-as-typed">
                {child}
              </li>
            ))}
          </ul>
        </>
      )}
      {item.reach.length > 0 && (
        <>
          <h3 className="govuk-heading-s">How it is safe to reach her</h3>
          <ul className="govuk-list govuk-list--bullet">
            {item.reach.map((way) => (
              <li key={way} className="app-as-typed">
                {way}
              </li>
            ))}
          </ul>
        </>
      )}
      {item.asks && (
        <>
          <h3 className="govuk-heading-s">What the referrer asks of the meeting</h3>
          <p className="govuk-body app-as-typed">{item.asks}</p>
        </>
      )}
    </section>
  )
}

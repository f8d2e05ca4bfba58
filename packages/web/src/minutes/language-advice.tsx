import { type Advice, judgingWords, readingLevel } from '@alongside/shared/language/judging-words'

const around = 30 // characters shown on either side
const plainAge = 14 // years: above it a text could be plainer

/** LAN-1: judging words underlined where they stand, a kinder one and why. It advises and never blocks. */
export function LanguageAdvice({ text }: { text: string }) {
  const advice = judgingWords(text)
  const level = readingLevel(text)
  if (advice.length === 0 && !level) return null
  return (
    <div className="app-language">
      {advice.length > 0 && (
        <ul className="govuk-list app-language__list">
          {advice.map((one) => (
            <li key={one.from}>
              <InPlace text={text} advice={one} />
              <span>
                Kinder: <strong>{one.kinder}</strong>. {one.why}
              </span>
            </li>
          ))}
        </ul>
      )}
      {level && (
        <p className="app-quiet">
          Reading age about {level.age}.
          {level.age > plainAge && ' Shorter sentences and everyday words make it plainer.'}
        </p>
      )}
    </div>
  )
}

function InPlace({ text, advice: { from, to, found } }: { text: string; advice: Advice }) {
  // Cut where a word ends.
  const start = from <= around ? 0 : Math.min(from, text.indexOf(' ', from - around) + 1 || from)
  const behind = text.lastIndexOf(' ', to + around)
  const end = text.length - to <= around ? text.length : Math.max(behind, to)
  return (
    <span className="app-language__place">
      {start > 0 && '…'}
      {text.slice(start, from)}
      <mark className="app-judging">{found}</mark>
      {text.slice(to, end)}
      {end < text.length && '…'}
    </span>
  )
}

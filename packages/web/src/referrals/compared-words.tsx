import { grounds } from '@alongside/shared/consent/values'
import type { ComparedAnswer } from '@alongside/shared/referrals/schema'
import { isWholeDate } from '@alongside/shared/referrals/unfinished-dates'
import { indicatorAnswerWords } from '@alongside/shared/traffic-light/words'
import type { ReactNode } from 'react'
import { sentence } from '../sending/refused.tsx'
import { useAgencyName } from '../session/partnership.ts'
import { dateWords } from '../time/words.ts'
import { ageAnswerInWords, ageLabel } from './age-words.ts'
import { answerInWords, consentLabels, labelsOf, withoutConsentLabels } from './words.ts'

const differences = {
  changed: { shape: '≠', words: 'Changed' },
  new: { shape: '+', words: 'New' },
  not_answered_now: { shape: '−', words: 'Not answered now' },
  same: { shape: '=', words: 'The same' },
} as const satisfies Record<ComparedAnswer['difference'], { shape: string; words: string }>

/** In word and shape, never by colour alone. */
export function differenceWords(difference: ComparedAnswer['difference']): ReactNode {
  const { shape, words } = differences[difference]
  return (
    <span className={difference === 'same' ? 'app-quiet' : 'app-difference'}>
      <span aria-hidden="true">{shape}</span> {words}
    </span>
  )
}

type Asked = Pick<ComparedAnswer, 'section' | 'question'>

/** How a compared question and its answers are said. */
export function useComparedWords() {
  const agencyName = useAgencyName()
  return {
    question: ({ section, question, label, earlierLabel }: ComparedAnswer): ReactNode => {
      if (section !== 'indicators') return labelOf(section, question)
      if (label === null) return `${earlierLabel ?? question} (asked for then, not now)`
      return earlierLabel === null || earlierLabel === label ? label : `${label} (then: ${earlierLabel})`
    },
    answer: (lines: readonly string[], { section, question }: Asked): ReactNode => {
      if (lines.length === 0) return 'Not answered'
      const agencies = /agencies$/i.test(question)
      return (
        <div>
          {lines.map((line, at) => (
            <div key={at} className="app-as-typed">
              {agencies ? agencyName(line) : said(section, question, line)}
            </div>
          ))}
        </div>
      )
    },
  }
}

function labelOf(section: ComparedAnswer['section'], question: string): string {
  const [within, ...rest] = question.split('/')
  const last = rest.at(-1) ?? ''
  if (section === 'consent' && within === 'basis') return 'Rests on'
  if (section === 'consent' && within === 'given') return consentLabels[last] ?? last
  if (section === 'consent') return withoutConsentLabels[last] ?? last
  if (section === 'person' && within === 'age') return ageLabel(last)
  return labelsOf(section)[question] ?? question
}

function said(section: Asked['section'], question: string, line: string): string {
  if (section === 'person' && question.startsWith('age/'))
    return sentence(ageAnswerInWords(question.slice('age/'.length), line))
  if (isWholeDate(line)) return dateWords(line)
  const ground = grounds.find(({ code }) => code === line)
  if (ground) return ground.title
  const words =
    section === 'indicators' ? (indicatorAnswerWords as Readonly<Record<string, string>>)[line] : undefined
  return sentence(words ?? answerInWords(section, question.split('/').at(-1) ?? '', line))
}

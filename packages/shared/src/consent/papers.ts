import type { ConsentAnswers } from './schema.ts'

/**
 * CON-1: what she is given on paper, for her own eyes and for those of whoever finds it: no word of why, of the partnership, or of
 * whom a paper in the wrong hands would betray. Changed by a new version, whose number a signed form bears.
 */
export interface HerPapers {
  version: number
  sheet: { title: string; parts: readonly { heading: string; lines: readonly string[] }[] }
  form: {
    title: string
    intro: readonly string[]
    /** The rows that are written by hand: which field of the record each is. */
    rows: readonly { field: keyof ConsentAnswers; label: string; lines: number }[]
    service: string
    yes: string
    no: string
    aloud: (letter: string) => string
    aloudHint: string
    choices: readonly { field: keyof ConsentAnswers; label: string; options: readonly string[] }[]
    keeps: string
    sign: string
    day: string
    number: (number: string, version: number) => string
  }
}

const english: HerPapers = {
  version: 1,
  sheet: {
    title: 'Who may know: your choice',
    parts: [
      {
        heading: 'What this is',
        lines: [
          'You have told a worker some things about your life.',
          'If you say yes, a few services can talk together about how to help you. You do not have to tell it all again to each of them.',
        ],
      },
      {
        heading: 'Who would know',
        lines: [
          'Only people from the services that you say yes to, and the people who bring them together.',
          'Each of them has signed to keep it to themselves. You are not in the room. A worker brings your own words.',
        ],
      },
      {
        heading: 'What is written down',
        lines: [
          'What you want. What worries you. What each service will do, and by when.',
          'It is locked, and each time somebody looks, that is written down too.',
        ],
      },
      {
        heading: 'You can say no',
        lines: [
          'To all of it, or to some services and not to others. A no costs you nothing: you keep the help that you have.',
        ],
      },
      {
        heading: 'You can change your mind',
        lines: [
          'At any time. Tell any worker who knows you. From then on nothing more is shared because of your yes.',
          'Your yes ends by itself on the day that you choose, and after a year at the latest.',
        ],
      },
      {
        heading: 'When something is shared without your yes',
        lines: [
          'Only if somebody may be badly hurt, if a child is in danger, if you cannot decide it yourself, or if a court orders it.',
          'Then it is as little as possible. We tell you, before it happens if that is safe.',
        ],
      },
      {
        heading: 'See what is written, and put it right',
        lines: [
          'Ask any worker. You get a copy within a month, and somebody can read it with you. What is wrong is put right.',
        ],
      },
      {
        heading: 'If you are not happy',
        lines: [
          'Tell a worker, or somebody else where they work. Or ring the Information Commissioner: 0303 123 1113.',
        ],
      },
      {
        heading: 'This paper',
        lines: ['You need not take it. If it is not safe for you to have, we keep it for you.'],
      },
    ],
  },
  form: {
    title: 'My choice: who may know',
    intro: ['I have been told what this is about, and I could ask. I may say no to any of it.'],
    rows: [
      { field: 'explained', label: 'What was explained to me', lines: 2 },
      { field: 'shared', label: 'What may be shared', lines: 2 },
      { field: 'limits', label: 'What it must not be used for', lines: 2 },
      { field: 'lifts', label: 'What I said no to before, and now say yes to', lines: 1 },
      { field: 'until', label: 'My yes holds until (a year at most)', lines: 1 },
      { field: 'reviewOn', label: 'Ask me again on', lines: 1 },
      { field: 'takenBy', label: 'The worker who asked me', lines: 1 },
    ],
    service: 'Service',
    yes: 'Yes',
    no: 'No',
    aloud: (letter) => `${letter}: one that we named aloud`,
    aloudHint:
      'A service that is better not written here is said aloud, and the worker notes which one it is.',
    choices: [
      { field: 'how', label: 'How I say it', options: ['In writing, below', 'Aloud'] },
      {
        field: 'through',
        label: 'Who helped me to understand',
        options: ['Nobody else was there', 'An interpreter', 'An advocate'],
      },
    ],
    keeps: 'It is not safe for me to keep a copy',
    sign: 'My name or mark, or before whom I said it aloud',
    day: 'Day',
    number: (number, version) => `Form ${number}, version ${version}`,
  },
}

/** The languages of which there is a text that a second reader has read. Nothing is translated by a machine. */
export const paperLanguages = ['en'] as const
export type PaperLanguage = (typeof paperLanguages)[number]
export const paperLanguageWords = { en: 'English' } as const satisfies Record<PaperLanguage, string>
export const herPapers = { en: english } as const satisfies Record<PaperLanguage, HerPapers>

/** Which fields of the record a form asks for, beside the number of the paper itself. */
export const fieldsOnPaper = ({ form }: HerPapers): (keyof ConsentAnswers)[] => [
  ...form.rows.map(({ field }) => field),
  ...form.choices.map(({ field }) => field),
  'agreedAgencies',
  'refusedAgencies',
  'givenOn',
]

/** What a paper must not say, in whatever it is written: why it is, and who is among those who may know. */
export const unsaidOnPaper =
  /prostitut|sex\s*work|sells?\s+sex|selling\s+sex|sexual|police|polic|constabulary|probation|prison|partnership|multi-agency|exploit|drug|alcohol|substance|refuge|violence|abuse|justice/i

/** The agencies as the form names them: those whose very name would betray her are said aloud, and stand as letters. */
export function servicesOnPaper(
  papers: HerPapers,
  agencies: readonly { name: string; kind?: string }[],
): { name: string; aloud: boolean }[] {
  const betrays = ({ name, kind }: { name: string; kind?: string }) =>
    kind === 'police' || kind === 'probation' || unsaidOnPaper.test(name)
  const named = agencies.filter((agency) => !betrays(agency)).map(({ name }) => ({ name, aloud: false }))
  const aloud = agencies
    .filter(betrays)
    .map((_, index) => ({ name: papers.form.aloud(String.fromCharCode(65 + index)), aloud: true }))
  return [...named, ...aloud]
}

import {
  type HerPapers,
  herPapers,
  type PaperLanguage,
  servicesOnPaper,
} from '@alongside/shared/consent/papers'
import type { Order } from './press.ts'

/** What she is given is read by tired eyes: as large as its one page allows, in points. */
const size = 11

const nothing = {
  size,
  intro: [] as readonly string[],
  parts: [] as HerPapers['sheet']['parts'],
  services: [] as string[],
  rows: [] as { label: string; lines: number }[],
  choices: [] as { label: string; options: readonly string[] }[],
  words: { service: '', yes: '', no: '', 'aloud-hint': '', keeps: '', sign: '', day: '' },
  foot: '',
}

/** A sheet for her as the press takes it: the information sheet (CON-1), her copy of the plan (PLN-1). */
export function sheetForHer(
  sheet: HerPapers['sheet'],
  language: PaperLanguage,
  now: string,
  points = size,
): Order {
  return { template: 'for-her', data: { ...nothing, language, ...sheet, size: points }, at: now }
}

/** CON-1: a blank consent form, with the number by which the record names it. */
export function formForHer(
  language: PaperLanguage,
  agencies: readonly { name: string; kind: string }[],
  { number, now }: { number: string; now: string },
): Order {
  const papers = herPapers[language]
  const { title, intro, rows, choices, service, yes, no, aloudHint, keeps, sign, day } = papers.form
  const services = servicesOnPaper(papers, agencies)
  const data = {
    ...{ ...nothing, language, title, intro },
    services: services.map(({ name }) => name),
    rows: rows.map(({ label, lines }) => ({ label, lines })),
    choices: choices.map(({ label, options }) => ({ label, options })),
    words: {
      ...{ service, yes, no, keeps, sign, day },
      'aloud-hint': services.some(({ aloud }) => aloud) ? aloudHint : '',
    },
    foot: papers.form.number(number, papers.version),
  }
  return { template: 'for-her', data, at: now }
}

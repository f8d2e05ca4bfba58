import type { Ethnicity } from '@alongside/shared/referrals/equality'

export interface InventedPerson {
  name: string
  aliases?: string[]
  language?: string
  ethnicity?: Ethnicity
}

const british = 'british'
const otherWhite = 'other_white'
const otherAsian = 'other_asian'

/** Whom the demo's past is about; the present's people are in present.ts. Nobody here exists. */
export const inventedPeople: readonly InventedPerson[] = [
  { name: 'Carys', aliases: ['Caz'], ethnicity: british },
  { name: 'Nadia', language: 'Arabic', ethnicity: 'arab' },
  { name: 'Ewa', aliases: ['Evie'], language: 'Polish', ethnicity: otherWhite },
  { name: 'Shanice', aliases: ['Shay'], ethnicity: 'caribbean' },
  { name: 'Blessing', aliases: ['Angel'], language: 'Edo', ethnicity: 'african' },
  { name: 'Mirela', aliases: ['Mimi'], language: 'Romanian', ethnicity: 'roma' },
  { name: 'Aaliyah', ethnicity: 'white_and_black_caribbean' },
  { name: 'Róisín', aliases: ['Ro'], ethnicity: 'irish' },
  { name: 'Siobhán', aliases: ['Shiv'], ethnicity: 'gypsy_or_irish_traveller' },
  { name: 'Chantelle', aliases: ['Chan', 'Shell'], ethnicity: british },
  { name: 'Kelly-Anne', aliases: ['Kel'], ethnicity: british },
  { name: 'Stacey', ethnicity: british },
  { name: 'Donna', aliases: ['Big D'], ethnicity: british },
  { name: 'Leanne', ethnicity: british },
  { name: 'Mandy', ethnicity: british },
  { name: 'Gemma', aliases: ['Gem'], ethnicity: british },
  { name: 'Nicola', aliases: ['Nikki'], ethnicity: british },
  { name: 'Oksana', language: 'Ukrainian', ethnicity: otherWhite },
  { name: 'Zofia', aliases: ['Zosia'], language: 'Polish', ethnicity: otherWhite },
  { name: 'Agnieszka', aliases: ['Aga'], language: 'Polish', ethnicity: otherWhite },
  { name: 'Ioana', language: 'Romanian', ethnicity: otherWhite },
  { name: 'Raluca', aliases: ['Lucy'], language: 'Romanian', ethnicity: otherWhite },
  { name: 'Florentina', aliases: ['Flori'], language: 'Romanian', ethnicity: 'roma' },
  { name: 'Valbona', aliases: ['Val'], language: 'Albanian', ethnicity: otherWhite },
  { name: 'Linh', language: 'Vietnamese', ethnicity: otherAsian },
  { name: 'Thùy', aliases: ['Tina'], language: 'Vietnamese', ethnicity: otherAsian },
  { name: 'Ploy', language: 'Thai', ethnicity: otherAsian },
  { name: 'Fatou', language: 'Wolof', ethnicity: 'african' },
  { name: 'Aminata', aliases: ['Ami'], language: 'French', ethnicity: 'african' },
  { name: 'Ngozi', ethnicity: 'african' },
  { name: 'Folake', aliases: ['Flo'], language: 'Yoruba', ethnicity: 'african' },
  { name: 'Abena', ethnicity: 'african' },
  { name: 'Hiwot', language: 'Amharic', ethnicity: 'african' },
  { name: 'Selam', aliases: ['Sel'], language: 'Tigrinya', ethnicity: 'african' },
  { name: 'Zeinab', language: 'Somali', ethnicity: 'african' },
  { name: 'Parveen', aliases: ['Pav'], language: 'Urdu', ethnicity: 'pakistani' },
  { name: 'Rukhsana', aliases: ['Roxy'], ethnicity: 'pakistani' },
  { name: 'Simran', ethnicity: 'indian' },
  { name: 'Jaspreet', aliases: ['Jas'], ethnicity: 'indian' },
  { name: 'Shirin', language: 'Bengali', ethnicity: 'bangladeshi' },
  { name: 'Mei', aliases: ['May'], language: 'Mandarin', ethnicity: 'chinese' },
  { name: 'Lucía', language: 'Spanish', ethnicity: 'other_ethnic_group' },
  { name: 'Camila', language: 'Portuguese', ethnicity: 'other_ethnic_group' },
  {
    name: 'Thalita',
    aliases: ['Tata'],
    language: 'Portuguese',
    ethnicity: 'other_mixed',
  },
  { name: 'Esme', ethnicity: british },
  { name: 'Pearl', ethnicity: 'caribbean' },
  { name: 'Saffron', aliases: ['Saff'], ethnicity: british },
  { name: 'Robyn', aliases: ['Rob'], ethnicity: british },
]

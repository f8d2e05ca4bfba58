import type { ethnicityGroups } from '@alongside/shared/referrals/values'

export interface InventedPerson {
  name: string
  aliases?: string[]
  language?: string
  ethnicity?: (typeof ethnicityGroups)[string][number]
}

const british = 'English, Welsh, Scottish, Northern Irish or British'
const otherWhite = 'Any other White background'
const otherAsian = 'Any other Asian background'

/** Whom the demo's past is about; the present's people are in present.ts. Nobody here exists. */
export const inventedPeople: readonly InventedPerson[] = [
  { name: 'Carys', aliases: ['Caz'], ethnicity: british },
  { name: 'Nadia', language: 'Arabic', ethnicity: 'Arab' },
  { name: 'Ewa', aliases: ['Evie'], language: 'Polish', ethnicity: otherWhite },
  { name: 'Shanice', aliases: ['Shay'], ethnicity: 'Caribbean' },
  { name: 'Blessing', aliases: ['Angel'], language: 'Edo', ethnicity: 'African' },
  { name: 'Mirela', aliases: ['Mimi'], language: 'Romanian', ethnicity: 'Roma' },
  { name: 'Aaliyah', ethnicity: 'White and Black Caribbean' },
  { name: 'Róisín', aliases: ['Ro'], ethnicity: 'Irish' },
  { name: 'Siobhán', aliases: ['Shiv'], ethnicity: 'Gypsy or Irish Traveller' },
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
  { name: 'Florentina', aliases: ['Flori'], language: 'Romanian', ethnicity: 'Roma' },
  { name: 'Valbona', aliases: ['Val'], language: 'Albanian', ethnicity: otherWhite },
  { name: 'Linh', language: 'Vietnamese', ethnicity: otherAsian },
  { name: 'Thùy', aliases: ['Tina'], language: 'Vietnamese', ethnicity: otherAsian },
  { name: 'Ploy', language: 'Thai', ethnicity: otherAsian },
  { name: 'Fatou', language: 'Wolof', ethnicity: 'African' },
  { name: 'Aminata', aliases: ['Ami'], language: 'French', ethnicity: 'African' },
  { name: 'Ngozi', ethnicity: 'African' },
  { name: 'Folake', aliases: ['Flo'], language: 'Yoruba', ethnicity: 'African' },
  { name: 'Abena', ethnicity: 'African' },
  { name: 'Hiwot', language: 'Amharic', ethnicity: 'African' },
  { name: 'Selam', aliases: ['Sel'], language: 'Tigrinya', ethnicity: 'African' },
  { name: 'Zeinab', language: 'Somali', ethnicity: 'African' },
  { name: 'Parveen', aliases: ['Pav'], language: 'Urdu', ethnicity: 'Pakistani' },
  { name: 'Rukhsana', aliases: ['Roxy'], ethnicity: 'Pakistani' },
  { name: 'Simran', ethnicity: 'Indian' },
  { name: 'Jaspreet', aliases: ['Jas'], ethnicity: 'Indian' },
  { name: 'Shirin', language: 'Bengali', ethnicity: 'Bangladeshi' },
  { name: 'Mei', aliases: ['May'], language: 'Mandarin', ethnicity: 'Chinese' },
  { name: 'Lucía', language: 'Spanish', ethnicity: 'Any other ethnic group' },
  { name: 'Camila', language: 'Portuguese', ethnicity: 'Any other ethnic group' },
  {
    name: 'Thalita',
    aliases: ['Tata'],
    language: 'Portuguese',
    ethnicity: 'Any other mixed or multiple background',
  },
  { name: 'Esme', ethnicity: british },
  { name: 'Pearl', ethnicity: 'Caribbean' },
  { name: 'Saffron', aliases: ['Saff'], ethnicity: british },
  { name: 'Robyn', aliases: ['Rob'], ethnicity: british },
]

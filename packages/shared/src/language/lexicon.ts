/**
 * LAN-1: words that judge the person, each with a kinder, plainer one and the reason. Versioned: `lexiconVersion` goes up
 * with every change of the list. It advises and never blocks; her own words are never looked at.
 */
export const lexiconVersion = 1

export interface JudgingWord {
  /** Written small, `'` for every apostrophe, one blank between words. */
  words: readonly string[]
  kinder: string
  why: string
}

const engagement = 'It says that she is at fault; what we tried and what did not work yet is ours to tell.'
const work = 'It makes her what is done to her, or what she does to live.'
const blame = 'It puts the harm on her, and not on who does it.'
const label = 'A label sticks; what was seen, and when, helps the next person.'

export const lexicon: readonly JudgingWord[] = [
  {
    words: ['failed to engage', 'fails to engage', 'failing to engage', 'failure to engage'],
    kinder: 'we have not found what works yet',
    why: engagement,
  },
  {
    words: [
      'did not engage',
      "didn't engage",
      'does not engage',
      "doesn't engage",
      'will not engage',
      "won't engage",
    ],
    kinder: 'we have not found what works yet',
    why: engagement,
  },
  {
    words: ['refuses to engage', 'refused to engage', 'non-engagement', 'non-engaging', 'disengaged'],
    kinder: 'not in touch yet',
    why: engagement,
  },
  {
    words: [
      'failed to attend',
      'fails to attend',
      'did not attend',
      "didn't attend",
      'dna',
      "dna'd",
      'no-show',
    ],
    kinder: 'could not get there this time',
    why: engagement,
  },
  {
    words: ['non-compliant', 'noncompliant', 'non-compliance', 'uncooperative', 'un-cooperative'],
    kinder: 'this did not suit her',
    why: 'It measures her by our rules; what stood in the way can be changed.',
  },
  {
    words: ['hard to reach', 'hard-to-reach'],
    kinder: 'we have not reached her yet',
    why: 'It is our reach that is short.',
  },
  {
    words: ['refuses', 'refused', 'refusing'],
    kinder: 'said no',
    why: '“Said no” keeps it her choice, and “not yet” keeps the door open.',
  },
  { words: ['prostitute', 'prostitutes'], kinder: 'woman', why: work },
  {
    words: ['sex worker', 'sex workers', 'street worker', 'street workers'],
    kinder: 'woman who sells sex',
    why: work,
  },
  {
    words: ['punter', 'punters', 'client', 'clients'],
    kinder: 'man who paid',
    why: 'It says plainly who acted, and does not make it a trade.',
  },
  {
    words: ['chaotic lifestyle', 'lifestyle choice', 'lifestyle', 'chaotic'],
    kinder: 'what her days are like',
    why: label,
  },
  { words: ['promiscuous', 'promiscuity'], kinder: 'what was seen or told', why: label },
  {
    words: [
      'addict',
      'addicts',
      'junkie',
      'junkies',
      'druggie',
      'drug abuser',
      'drug user',
      'substance misuser',
      'alcoholic',
      'drunk',
    ],
    kinder: 'uses drugs or alcohol',
    why: 'She is a person first; say what she uses, if it matters.',
  },
  {
    words: ['drug abuse', 'substance abuse', 'substance misuse'],
    kinder: 'use of drugs or alcohol',
    why: label,
  },
  {
    words: [
      'manipulative',
      'attention seeking',
      'attention-seeking',
      'demanding',
      'difficult',
      'aggressive',
      'hysterical',
    ],
    kinder: 'what she did, and what came before',
    why: label,
  },
  { words: ['victim', 'victims'], kinder: 'woman', why: 'She is more than what was done to her.' },
  {
    words: [
      'put herself at risk',
      'puts herself at risk',
      'placed herself at risk',
      'places herself at risk',
      'putting herself at risk',
    ],
    kinder: 'was put at risk by',
    why: blame,
  },
  {
    words: ['brought it on herself', 'asked for it', 'made herself vulnerable'],
    kinder: 'was harmed by',
    why: blame,
  },
  {
    words: ['allegedly', 'alleged', 'alleges', 'claims', 'claimed'],
    kinder: 'she says',
    why: 'It tells the reader to doubt her; “she says” reports the same.',
  },
  {
    words: ['non-disclosure', 'failed to disclose', 'would not disclose'],
    kinder: 'has not told us',
    why: 'She decides whom she tells, and when.',
  },
  { words: ['absconded', 'absconds', 'abscond'], kinder: 'left', why: 'It is a word of custody.' },
  { words: ['intentionally homeless', 'made herself homeless'], kinder: 'has nowhere to live', why: blame },
  { words: ['dirty', 'unkempt', 'dishevelled'], kinder: 'what was seen', why: label },
  { words: ['subject', 'nominal'], kinder: 'she, or her name', why: 'It is a word for a file.' },
]

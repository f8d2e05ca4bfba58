import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import type { PersonName } from './cast.ts'

/** What brings somebody to the partnership, as practitioners write it. */
export interface Situation {
  by: readonly PersonName[]
  yes: Record<string, string>
  suspected?: Record<string, string>
  sleeps: string
  words: string
  worries?: string
  needs: string
  asks: string
  inPlace: string
  rest?: Pick<ReferralAnswers, 'children' | 'safeguarding' | 'criterion'>
}

/** A row of a form: its id is that form’s alone. */
const child = (number: number) => ({ id: `01995b1c-7d00-7000-8000-00000000c00${number}` })

/** For the meeting: red, or amber by one of the two criteria. */
export const situations: readonly Situation[] = [
  {
    by: ['outreach', 'constable', 'health'],
    yes: {
      serious_violence: 'Beaten by a man in a car last week; seen in A&E',
      rough_sleeping: 'Sleeps in the car park by the station',
    },
    sleeps: 'In the car park by the station, when it is dry',
    words: 'I just want one night where I don’t listen for footsteps.',
    worries: 'That he comes back to the same corner',
    needs: 'The man has not been found, her arm needs care, and she has nowhere safe to sleep.',
    asks: 'A safe bed, somebody to go with her to the clinic, and eyes on the corner where it happened',
    inPlace: 'Outreach sees her most nights; the hospital dressed her arm',
  },
  {
    by: ['health', 'drugs', 'outreach'],
    yes: {
      recent_overdose: 'Brought in by ambulance nine days ago',
      use_escalating: 'Says that it has doubled since her friend died',
    },
    sleeps: 'On a friend’s sofa, some nights',
    words: 'I didn’t mean to die. I wanted it quiet.',
    needs:
      'She leaves hospital with nobody waiting; treatment, a bed and a friendly face have to come together.',
    asks: 'A treatment start within the week, and somebody to meet her at the door',
    inPlace: 'Naloxone given to her and to her friend',
  },
  {
    by: ['outreach', 'housing', 'lettings', 'clinic'],
    yes: {
      controlling_partner: 'He waits at the corner and takes her money; seen by two workers',
      rough_sleeping: 'She must leave the flat when he says so',
    },
    sleeps: 'In his flat, while he allows it',
    words: 'If I leave I leave with nothing. I need it to be quick.',
    worries: 'That he sees letters or a number on her phone',
    needs: 'Housing, police and health each hold a part; alone, none can make it safe for her to leave.',
    asks: 'A plan for leaving that is ready before she says the word',
    inPlace: 'The outreach van keeps a bag for her',
  },
  {
    by: ['lettings', 'housing', 'constable'],
    yes: {
      cuckooing_or_debt: 'Three men live in her flat; neighbours hear shouting',
      use_escalating: 'She is paid in crack, she says',
    },
    sleeps: 'In her own flat, which is no longer hers to close',
    words: 'It’s my name on the door and I knock.',
    needs: 'Closing the flat alone would put her on the street and leave the debt.',
    asks: 'A way to clear the flat that does not cost her the tenancy',
    inPlace: 'A new lock has been offered, not yet fitted',
  },
  {
    by: ['midwife', 'clinic', 'outreach'],
    yes: {
      pregnancy: '18 weeks by scan',
      controlling_partner: 'He comes to every appointment and answers for her',
    },
    sleeps: 'With her partner',
    words: 'I want this baby. I want to be asked on my own.',
    needs: 'Midwife, social care and housing have to move at one pace, and not through him.',
    asks: 'A way to see her alone, and a plan for the birth that she has a say in',
    inPlace: 'The specialist midwife sees her every two weeks',
    rest: {
      children: {
        hasChildren: 'yes',
        rows: [
          {
            ...child(1),
            calledName: 'Lily',
            stated: '4',
            gender: 'girl',
            livesWith: 'Her grandmother',
            involvement: 'none',
            source: 'she_said',
          },
          {
            ...child(2),
            unborn: true,
            atRisk: 'suspected',
            involvement: 'in_need',
            source: 'another_agency',
          },
        ],
        atRisk: 'suspected',
        risk: 'The unborn baby: his violence, and no home to go to',
      },
    },
  },
  {
    by: ['probation', 'drugs'],
    yes: {
      leaving_prison_or_hospital: 'Release in two weeks',
      mental_ill_health: 'Her medicine was changed twice this year',
    },
    sleeps: 'In prison; no address after',
    words: 'Last time I had a bus ticket and a carrier bag.',
    needs: 'The first night decides. Housing, prescriptions and a lift have to be ready on one morning.',
    asks: 'A bed and a script on the day, and somebody at the gate',
    inPlace: 'Probation has seen her twice by video',
  },
  {
    by: ['constable', 'outreach', 'clinic'],
    yes: { no_recourse: 'Her visa ended with her marriage', isolation: 'Knows nobody here but the house' },
    suspected: { held_or_controlled: 'Moved between three houses; somebody else holds her papers' },
    sleeps: 'In a house that changes',
    words: 'They say I owe for the journey. Nobody will say how much.',
    worries: 'That asking for help sends her back',
    needs: 'Immigration advice, safety and a place without public funds: no one agency has all three.',
    asks: 'Advice that is hers alone, a safe place, and nothing that goes on without her',
    inPlace: 'The clinic sees her with an interpreter, by herself',
  },
  {
    by: ['health', 'drugs', 'clinic'],
    yes: {
      suicidal_intent: 'Told the nurse when and how',
      self_harm: 'Fresh cuts, cared for at the clinic',
    },
    sleeps: 'In a hostel room',
    words: 'Evenings are the worst. Mornings I manage.',
    needs: 'Crisis care ends after 72 hours; what comes then is nobody’s alone.',
    asks: 'A plan for evenings, with one number to ring',
    inPlace: 'The crisis team has called each day this week',
  },
  {
    by: ['drugs', 'outreach', 'clinic'],
    yes: {
      contact_lost: 'Not seen for six weeks by anyone whom she used to see',
      physical_health: 'A leg wound that needed dressing every other day',
    },
    sleeps: 'Not known; perhaps the old bakery',
    words: 'Tell them I’m all right. Tell them I’ll come when I can.',
    needs: 'Each of us has been looking where she was last; together we may find where she is.',
    asks: 'That whoever sees her says hello from all of us, and that the wound is looked at where she is',
    inPlace: 'The van leaves dressings at the bakery wall',
  },
  {
    by: ['adults', 'clinic', 'outreach'],
    yes: {
      honour_based: 'An uncle has asked for her at two services',
      isolation: 'She has not spoken to her family for a year',
    },
    sleeps: 'In a room that she pays for by the day',
    words: 'My mother must not know. My mother must know that I live.',
    worries: 'Cousins who drive taxis',
    needs: 'What one of us does openly can be seen by the family; it has to be planned together.',
    asks: 'A room outside the area, and care with every phone call',
    inPlace: 'The clinic writes no letters',
    rest: {
      criterion: {
        kind: 'professional_judgement',
        reasons: 'She cannot safely say all of it; what she does say fits so-called honour-based violence.',
        couldNotDisclose: true,
      },
    },
  },
  {
    by: ['police', 'constable'],
    yes: { police_contact_rise: 'Eleven call-outs in 12 months; four the year before' },
    sleeps: 'Between two addresses',
    words: 'I ring because nobody else picks up.',
    needs: 'The calls are about the same two men and the same street; police alone cannot change either.',
    asks: 'What the rest of us know about the two addresses, and one plan for when she rings',
    inPlace: 'A marker for a quick response at both addresses',
    rest: {
      criterion: { kind: 'escalation', policeContactsLast12Months: 11, policeContactsPrevious12Months: 4 },
    },
  },
  {
    by: ['probation'],
    yes: {
      court_diversion_missed: 'Two orders; the meetings were at nine, and she works nights',
      money: 'No benefits since spring',
    },
    sleeps: 'With a cousin, for now',
    words: 'Put it after two and I’ll be there.',
    needs: 'Another order would end in court; meetings that she can get to would not.',
    asks: 'One afternoon place that all orders can be kept at, and help with the claim',
    inPlace: 'Probation has asked the court for time',
    rest: { criterion: { kind: 'escalation', courtDiversionsImposed: 2, courtDiversionMeetingsMissed: 2 } },
  },
  {
    by: ['constable', 'outreach', 'lettings'],
    yes: {
      stalking: 'Forty messages in a week; he has found two addresses',
      separation: 'She left him in the summer; he does not accept it',
      rough_sleeping: 'She has left the second address too',
    },
    sleeps: 'A different place every night',
    words: 'He always knows. I’d like one week where he doesn’t.',
    worries: 'Her phone',
    needs: 'Her phone, her post and her appointments all tell him where she is.',
    asks: 'A safe phone, a place outside the area, and one of us to hold all of it',
    inPlace: 'The messages are with the police, with her agreement',
  },
  {
    by: ['adults', 'housing'],
    yes: {
      mental_ill_health: 'Hears voices; no medicine since June',
      cuckooing_or_debt: 'A couple hold her bank card',
    },
    sleeps: 'In sheltered housing',
    words: 'They’re kind on Mondays.',
    needs: 'Her care, her money and the couple have to be seen to in the right order.',
    asks: 'A joint visit, and a decision on who holds her card',
    inPlace: 'The warden looks in each morning',
    rest: {
      safeguarding: {
        careAndSupportNeeds: 'yes',
        about: 'Needs help to wash, eat and manage money; cannot keep the couple out',
        abuseOrNeglect: 'yes',
        abuseInWords: 'A couple hold her bank card and feed her when they like',
        unableToProtectHerself: 'yes',
        outcome: 'To keep her flat, and have her card back',
      },
    },
  },
  {
    by: ['children', 'midwife'],
    yes: {
      controlling_partner: 'The children have seen him hurt her',
      money: 'He keeps the child benefit',
    },
    sleeps: 'At home with two children',
    words: 'I work when they’re asleep. They don’t know. Please keep it so.',
    worries: 'That asking for help means losing them',
    needs: 'Keeping the children with her and keeping him out are one plan, not two.',
    asks: 'A plan that begins with what she does well',
    inPlace: 'School breakfast club; a family worker visits on Tuesdays',
    rest: {
      children: {
        hasChildren: 'yes',
        rows: [
          {
            ...child(1),
            calledName: 'Kayden',
            stated: '9',
            gender: 'boy',
            livesWith: 'Her',
            involvement: 'in_need',
            socialWorker: 'T. Adeyemi',
            socialWorkerPhone: '01632 960177',
            contact: 'Lives with her',
            atRisk: 'yes',
            source: 'another_agency',
          },
          {
            ...child(2),
            calledName: 'Mia',
            stated: '6',
            gender: 'girl',
            livesWith: 'Her',
            involvement: 'in_need',
            contact: 'Lives with her',
            atRisk: 'yes',
            source: 'another_agency',
          },
        ],
        atRisk: 'yes',
        risk: 'They see his violence, and are alone at night',
      },
    },
  },
]

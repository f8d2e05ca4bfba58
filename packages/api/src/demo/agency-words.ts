import type { AgencyName } from './cast.ts'

interface AgencyWords {
  /** What it knows, said in the meeting. */
  knows: readonly string[]
  /** What it takes on: what, why, and what came of it. */
  does: readonly (readonly [what: string, why: string, outcome: string])[]
}

export const agencyWords: Record<AgencyName, AgencyWords> = {
  lantern: {
    knows: [
      'Seen at the van three times this month. She stays longer than she did, and eats.',
      'She came to the drop-in on her own for the first time and asked who is on shift on Thursdays.',
      'Not seen since the last meeting; two women who know her say that she is well.',
    ],
    does: [
      [
        'Tell her what was agreed, at the van, in her own words',
        'She asked to hear it from a face that she knows',
        'Told on Tuesday night. She was glad about the plan and asked for the room first.',
      ],
      [
        'Go with her to the housing interview',
        'She has left two interviews before they began',
        'Went together. She stayed to the end.',
      ],
      ['Give her a safe phone, set up with her', 'He reads hers', 'She has it, and chose the numbers in it.'],
      [
        'Keep her bag and papers at the drop-in',
        'She loses them when she moves',
        'In the locker; she has the key.',
      ],
    ],
  },
  police: {
    knows: [
      'Four calls from the address since the last meeting, two of them hers. The men are known to us.',
      'The description fits two other reports. Patrols pass the lane at ten, midnight and two.',
      'No new reports. The marker on the address stays.',
    ],
    does: [
      [
        'Patrol the lane between 22:00 and 02:00',
        'That is where he waits',
        'Patrolled on eleven nights; the car was seen once and stopped.',
      ],
      [
        'Give her one named officer to speak to',
        'She will not say it twice to strangers',
        'PC Frost has met her at the drop-in. They have spoken twice since.',
      ],
      [
        'Put a marker for a quick response on both addresses',
        'Minutes matter there',
        'The marker is on, and control has tested it.',
      ],
    ],
  },
  health: {
    knows: [
      'Two visits to A&E this month. She waited the second time, with a worker beside her.',
      'Her wound is healing; the next dressing is due on Friday.',
      'The ward has a note to ring outreach before she leaves, with her agreement.',
    ],
    does: [
      [
        'Flag that she is seen at once, and alone',
        'She leaves when the waiting room is full',
        'The flag is on; she was seen within ten minutes last week.',
      ],
      [
        'Book the scan at a quiet hour',
        'Mornings after nights are hard for her',
        'Booked for 15:00; she came.',
      ],
      [
        'Write a discharge plan with outreach',
        'The last one was a taxi to no address',
        'Written together, and used.',
      ],
    ],
  },
  clinic: {
    knows: [
      'She comes on Wednesdays after four. Tests are up to date.',
      'She has asked for the implant and for the same nurse.',
      'We last saw her in spring; a message is waiting that says only that we are here.',
    ],
    does: [
      [
        'Keep the last appointment on Wednesdays for her',
        'She cannot do mornings',
        'Kept for five weeks; she came to three.',
      ],
      [
        'Visit with the outreach van once a fortnight',
        'She has not yet come to the building',
        'Two visits made. She let us take her blood pressure, and laughed.',
      ],
      [
        'Explain the vaccine with an interpreter, alone',
        'Somebody else has been interpreting',
        'Done by phone interpreter; she had the first dose.',
      ],
    ],
  },
  housing: {
    knows: [
      'There is a room in the small house from the twelfth; no visitors, a night worker.',
      'Her application waits for one paper. We can do without it if two agencies vouch for her.',
      'The tenancy can be kept if the flat is empty of others by the month’s end.',
    ],
    does: [
      [
        'Hold the room in the small house for two weeks',
        'She needs time to say yes',
        'Held. She looked at it twice and moved in on the ninth day.',
      ],
      [
        'Change the locks while she is at the drop-in',
        'Keys are with three men',
        'Changed, with the police outside. She has both keys.',
      ],
      [
        'Take her application without the birth certificate',
        'It is at her mother’s, where she cannot go',
        'Taken; she is on the list, band A.',
      ],
    ],
  },
  drugs: {
    knows: [
      'She has collected her script on nine days of fourteen, which is her best month.',
      'She asks about detox, and about what happens to her dog.',
      'We have not seen her for three weeks; her key worker goes to the van on Thursdays.',
    ],
    does: [
      [
        'Start her script within two days of the first contact',
        'She comes when she comes',
        'Started on the same afternoon.',
      ],
      [
        'Find somebody to keep the dog during detox',
        'She will not go without knowing',
        'A volunteer took him; she sends her a picture each day.',
      ],
      [
        'Let her key worker ride with the van on Thursdays',
        'It is where she is',
        'Four Thursdays; they talked on three of them.',
      ],
    ],
  },
  adults: {
    knows: [
      'An enquiry is open. She wants the shouting to stop and to keep her home; that is the outcome we work to.',
      'Her advocate has met her twice and speaks for her on Friday.',
      'The assessment found that she can decide about her home, with time and pictures.',
    ],
    does: [
      [
        'Visit with her advocate, without the couple',
        'She speaks freely only then',
        'Visited on Tuesday while the couple were out. She asked for her card back.',
      ],
      [
        'Ask the bank for a new card, collected in person',
        'Others hold the old one',
        'She collected it with her advocate.',
      ],
      [
        'Agree a care visit in the evening',
        'Evenings are when they come',
        'Visits began on Monday; it has been quiet.',
      ],
    ],
  },
  children: {
    knows: [
      'The children are well at school. The family worker says that she is a patient mother.',
      'The baby’s plan is made with her in the room; the next talk is in three weeks.',
      'Her sister has offered to have the children at weekends, and she likes that.',
    ],
    does: [
      [
        'Hold the next family talk where he will not be',
        'She says little when he is there',
        'Held at the school. She spoke for twenty minutes.',
      ],
      [
        'Arrange weekends at her sister’s',
        'The children are alone on Friday nights',
        'Arranged; the children packed their own bags.',
      ],
    ],
  },
  probation: {
    knows: [
      'Her meetings are at three now, and she has been at each since.',
      'Release is on the twentieth. The gate opens at nine; somebody should be there at half past eight.',
      'The court has agreed to wait for our report.',
    ],
    does: [
      ['Move her meetings to the afternoon', 'She works nights', 'Moved to three o’clock. She was there.'],
      [
        'Meet her at the gate',
        'The first hour decides',
        'Met her with outreach; she had breakfast and her script by eleven.',
      ],
      [
        'Write to the court about what she has managed',
        'Another order would set her back',
        'Written and heard; no new order.',
      ],
    ],
  },
}

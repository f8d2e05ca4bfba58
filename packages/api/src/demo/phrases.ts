/** What is written down at meetings and between them. */
export const riskPlans = [
  'Nobody visits the flat alone. Police pass the lane at ten and at two. One number for her to ring, held by outreach.',
  'Letters go to the drop-in. Her phone is not used for appointments. If he comes to any of us, we ring the police and then outreach.',
  'She says the word “library” to any of us and we bring her to the small house, day or night.',
  'Evenings are the risk: a call at six and at nine from somebody whose voice she knows.',
  'The car and its number are with every night worker. Women at the van are told, without her name.',
  'When she is not seen for two nights, outreach tells the police the same night.',
] as const

export const supportPlans = [
  'First a room with a lock, then the clinic, then treatment: in the order that she gave.',
  'Treatment starts when she says so; until then food, a phone and company. She would like to cook again.',
  'Her key worker stays the same person whatever else changes. College in autumn, if she still wants it.',
  'Benefits claim with help, a birth certificate, a bank account in her own name.',
  'Her mother is told that she is alive and looked after, by the person whom she chooses.',
  'She wants out, in small steps: two nights fewer a week while the claim is paid.',
] as const

export const decisions = [
  'We go on as agreed and look again next month.',
  'Held by outreach; the others report to outreach by Friday.',
  'Stays on the list for as long as he is free.',
  'No need to come back here unless something changes; outreach stays with her.',
] as const

export const whoTellsHer = [
  'Outreach tells her at the van on Thursday, alone.',
  'Her nurse tells her on Wednesday; nothing by phone.',
  'Her advocate, with pictures, on Friday.',
  'Her key worker, when she next comes. It can wait for a good day.',
] as const

export const deferrals = [
  'Her key worker is away, and asked that she be heard first.',
  'The hospital’s letter is not here yet.',
  'She asked for two weeks to think about whom we share with.',
] as const

export const laterWords = [
  'The room is good. The lock is better.',
  'I went on my own this time.',
  'Can somebody ask about the dog again?',
  'I’m not ready. Ask me again in a while.',
  'He hasn’t been round since. I sleep.',
  'I don’t want the police to come to the house. To the drop-in is fine.',
  'Thank the one with the red scarf.',
] as const

/** What she would like for herself. */
export const goals = [
  'A door that locks',
  'See my children every week',
  'Sleep through',
  'Get my teeth done',
  'Go back to college',
  'Owe nobody anything',
  'A dog',
  'Cook for somebody',
] as const

export const exitSteps = [
  'Two nights fewer a week, while the claim is paid.',
  'A course in the mornings. She would like to try it in autumn.',
  'She has told two people that she is done with it.',
  'A bank card in her own name.',
] as const

export const circumstancesChanged = [
  'She moved in with her sister before we could.',
  'She was in hospital for those two weeks.',
  'He was arrested, and the need is gone for now.',
  'She asked us to wait.',
] as const

export const notDoneByUs = [
  [
    'We lost two workers in one week and did not get to it.',
    'A colleague does it by Friday; outreach has been told.',
  ],
  ['The form went to the wrong team and lay there.', 'Sent again today, by hand.'],
  [
    'We could not find a room within the time.',
    'The search goes on with the next council; we report at the next meeting.',
  ],
] as const

export const escalations = [
  'Since the last meeting he has found the new address.',
  'Since the last meeting she has been to A&E twice.',
  'Since the last meeting she has lost the room and is on the street again.',
  'Since the last meeting the debt has been sold to people whom she is afraid of.',
] as const

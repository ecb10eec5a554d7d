/** A call that does what a message asks for. */
export interface WantedCall {
  /** More than one where either tells it. */
  readonly tools: readonly string[];
  readonly arguments?: Readonly<Record<string, RegExp>>;
  /** What the tool then says. */
  readonly result?: RegExp;
}

/** Something that a person may write, as the first message of a conversation. */
export interface ToolMessage {
  readonly text: string;
  /** Null: talk, for which no tool may be called. */
  readonly wanted: WantedCall | null;
}

/** Written for this figure before its first run, and in no other use: nothing may be fitted to them. */
export const toolMessages: readonly ToolMessage[] = [
  calls('calculate', 'whats 17.5% of 2480', { result: /\b434\b/ }),
  calls('calculate', 'Three of us split a bill of 148.20, how much does each one pay?', {
    result: /\b49\.4/,
  }),
  calls('calculate', 'sqrt of 7056 please', { result: /\b84\b/ }),
  calls('calculate', 'How much is 365 times 24?', { result: /\b8,?760\b/ }),
  calls('calculate', 'i bought 6 coffees at 3.75 and 2 bagels at 2.40, what did i spend', {
    result: /\b27\.3/,
  }),

  calls('convert', 'how many miles is a 42.195 km marathon', { result: /\b26\.2/ }),
  calls('convert', 'The recipe says 350 fahrenheit, my oven is in celsius', {
    result: /\b176\.[67]|\b177\b/,
  }),
  calls('convert', 'convert 3 lbs to grams', { result: /\b1,?360\.[78]|\b1,?361\b/ }),
  calls('convert', "my suitcase weighs 23 kg, what's that in pounds?", { result: /\b50\.7/ }),
  calls('convert', 'How tall is 6 foot 2 in cm?', { result: /\b187\.96\b|\b188\b/ }),

  calls('date', 'what date is it 3 weeks from today?', { arguments: { when: /3 weeks/ } }),
  calls('date', 'Which weekday does 14 February 2027 fall on?', { result: /Sunday/ }),
  calls('date', 'whats the date next friday', { arguments: { when: /^next friday$/ }, result: /Friday/ }),
  calls('date', 'What day of the week was July 20, 1969?', { result: /Sunday/ }),
  calls('date', 'whats todays date', { arguments: { when: /today/ } }),

  eitherCalls(['days', 'date'], 'How many days until Christmas?', { result: /25 December.*\d days?/ }),
  calls('days', 'how long is it from 3 March 2026 to 19 June 2026 in days', { result: /\b108 days/ }),
  calls('days', 'Days between 1 Jan 2027 and 1 May 2027?', { result: /\b120 days/ }),
  eitherCalls(['days', 'date'], 'how many days left till 31 dec 2026', {
    result: /31 December 2026.*\d days?/,
  }),

  calls('time', 'What time is it in Tokyo right now?', { result: /\d:\d\d.*Asia\/Tokyo/ }),
  calls('time', 'time in new york?', { result: /\d:\d\d.*America\/New_York/ }),
  calls('time', 'If I call my sister in Sydney now, what time is it there?', {
    result: /\d:\d\d.*Australia\/Sydney/,
  }),
  calls('time', 'is it late in nairobi? whats the clock there say', { result: /\d:\d\d.*Africa\/Nairobi/ }),

  calls('note', 'Note that the wifi password at the cabin is bluebird42', {
    arguments: { text: /^the wifi password at the cabin is bluebird42$/ },
  }),
  calls('note', 'remember that Maria is allergic to peanuts', {
    arguments: { text: /^Maria is allergic to peanuts$/ },
  }),
  calls('note', 'jot down: dentist moved to 4pm thursday', {
    arguments: { text: /^dentist moved to 4pm thursday$/ },
  }),
  calls('note', 'Please save this: the spare key is under the green pot', {
    arguments: { text: /^the spare key is under the green pot$/ },
  }),
  calls('note', 'write down that i parked on level 3 row F', {
    arguments: { text: /^i parked on level 3 row F$/ },
  }),

  calls('search', 'What did I write about the plumber?', { arguments: { query: /plumber/ } }),
  calls('search', 'find my note on the garden fence', { arguments: { query: /garden fence/ } }),
  calls('search', 'where did I say the spare key is?', { arguments: { query: /spare key/ } }),
  calls('search', 'look in my notes for wifi', { arguments: { query: /wifi/ } }),
  calls('search', 'do i have anything saved about insurance', { arguments: { query: /insurance/ } }),

  calls('list', 'show me all my notes', { arguments: { what: /^notes$/ } }),
  calls('list', 'What notes do I have?', { arguments: { what: /^notes$/ } }),
  calls('list', 'list everything ive written down', { arguments: { what: /^notes$/ } }),
  calls('list', 'Can I see my saved notes please', { arguments: { what: /^notes$/ } }),

  calls('delete', 'Delete the note about the dentist', { arguments: { text: /dentist/ } }),
  calls('delete', 'remove my note on the wifi password', { arguments: { text: /wifi/ } }),
  calls('delete', 'You can throw away the note about parking now', { arguments: { text: /parking/ } }),
  calls('delete', 'get rid of the garden fnce note', { arguments: { text: /garden/ } }),

  calls('remind', 'Remind me in 20 minutes to take the bread out', {
    arguments: { text: /^take the bread out$/, when: /20 minutes/ },
  }),
  calls('remind', 'remind me tomorrow at 9 to call the bank', {
    arguments: { text: /^call the bank$/, when: /tomorrow at 9/ },
  }),
  calls('remind', 'Set a timer for 12 minutes', { arguments: { when: /12 minutes/ } }),
  calls('remind', 'ping me at 6pm about the laundry pls', {
    arguments: { text: /laundry/, when: /6pm/ },
  }),

  talk('hi there'),
  talk('Thanks, that was helpful!'),
  talk('What is the capital of Portugal?'),
  talk('tell me a joke about cats'),
  talk('Why is the sky blue?'),
  talk('can you write me a short poem about autumn'),
  talk('Who wrote Pride and Prejudice?'),
  talk('im feeling a bit down today'),
  talk('Explain photosynthesis to a ten year old'),
  talk('whats a good name for a puppy'),
  talk('Which is better for beginners, Python or JavaScript?'),
  talk('Three friends and I went hiking for 5 hours yesterday, it was great.'),
  talk('What does "serendipity" mean?'),
  talk('how do I turn a first time customer into a fan'),
  talk('My time in Rome was lovely, two weeks of sun.'),
];

function calls(tool: string, text: string, checks: Omit<WantedCall, 'tools'>): ToolMessage {
  return eitherCalls([tool], text, checks);
}

function eitherCalls(tools: readonly string[], text: string, checks: Omit<WantedCall, 'tools'>): ToolMessage {
  return { text, wanted: { tools, ...checks } };
}

function talk(text: string): ToolMessage {
  return { text, wanted: null };
}

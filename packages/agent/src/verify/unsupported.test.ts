import { describe, expect, it } from 'vitest';
import { groundOf } from './grounding.ts';
import { checkSupport } from './unsupported.ts';

function isLabelled(question: string, answer: string): boolean {
  return checkSupport(answer, groundOf([question], { spoken: [question] }))?.passed === false;
}

const facts: readonly (readonly [question: string, answer: string])[] = [
  ['Who painted the Night Watch?', 'Rembrandt van Rijn painted it in 1642.'],
  ['who wrote Middlemarch', 'Middlemarch was written by George Eliot.'],
  ['When did the Berlin Wall fall?', 'It fell on 9 November 1989.'],
  ['Where is Lake Titicaca?', 'It lies between Peru and Bolivia.'],
  ['What is the capital of Australia?', 'The capital of Australia is Sydney.'],
  ["What's the capital of Canada?", 'Toronto.'],
  ['what year did the Titanic sink?', 'The Titanic sank in 1915.'],
  ['How many moons does Mars have?', 'Mars has 2 moons.'],
  ['How tall is Mount Elbrus?', 'Mount Elbrus is 5,642 metres tall.'],
  ['How old is the Eiffel Tower?', 'It was finished in 1889.'],
  ['How far is the Moon?', 'The Moon is 384,400 km away.'],
  ['How long is the Danube?', 'The Danube is about 2850 kilometres long.'],
  ['How much does a blue whale weigh?', 'A blue whale weighs up to 150 tonnes.'],
  ['How deep is Lake Baikal?', 'It is 1,642 m deep.'],
  ['How fast is a cheetah?', 'A cheetah reaches 112 km/h.'],
  ['Which planet is the largest?', 'Jupiter is the largest planet.'],
  ['Which country has the most islands?', 'Sweden has the most islands.'],
  ['Whose theory is general relativity?', "It is Albert Einstein's theory."],
  ['Is Pluto a planet?', 'No, Pluto was reclassified in 2006.'],
  ['Was Napoleon short?', 'Napoleon was about 1.69 m tall.'],
  ['Did Iceland join the EU?', 'No, Iceland withdrew its application in 2015.'],
  ['Does Bhutan have a king?', 'Yes, Bhutan has a king, Jigme Khesar.'],
  ['In which city is the Louvre?', 'The Louvre is in Paris.'],
  ['In what year was the UN founded?', 'The UN was founded in 1945.'],
  ['On which river does Vienna lie?', 'Vienna lies on the Danube.'],
  ['From which country does goulash come?', 'Goulash comes from Hungary.'],
  ['Tell me who invented the telephone.', 'Alexander Graham Bell invented the telephone.'],
  ['Can you tell me when penicillin was found?', 'Penicillin was found in 1928.'],
  ['Do you know who directed Alien?', 'Ridley Scott directed Alien.'],
  ['Hi, who is the president of France?', 'The president of France is Emmanuel Macron.'],
  ['Hello! Where was Chopin born?', 'Chopin was born in Warsaw.'],
  ['Please tell me what the currency of Japan is', 'The currency of Japan is the Yen.'],
  ['Name the longest river in Africa', 'The Nile is the longest river in Africa.'],
  ['List three countries that border Laos', '1. China\n2. Vietnam\n3. Thailand'],
  ['Name one author from Chile', 'Pablo Neruda.'],
  ['What is the population of Norway?', 'Norway has 5.4 million people.'],
  ['What is the boiling point of ethanol?', 'Ethanol boils at 78.4 degrees.'],
  ['What was the first film of Kubrick?', 'It was Fear and Desire.'],
  ['What does NASA stand for?', 'National Aeronautics and Space Administration.'],
  ['what language do they speak in Brazil', 'They speak Portuguese in Brazil.'],
  ['which element has the symbol W', 'Tungsten has the symbol W.'],
  ['who won the 2010 world cup?', 'Spain won the 2010 world cup.'],
  ['who is the ceo of Toyota', 'The CEO of Toyota is Koji Sato.'],
  ['when was Mozart born?', 'Mozart was born on 27 January 1756.'],
  ['when is the next leap year?', 'The next leap year is 2032.'],
  ['where do kiwis come from?', 'Kiwis come from New Zealand.'],
  ['how many bones are in a human body?', 'There are 206 bones in a human body.'],
  ['how many people live in Zagreb?', 'About 770,000 people live in Zagreb.'],
  ['how big is Malta?', 'Malta is 316 square kilometres.'],
  ['how hot is the sun?', 'The surface is about 5,500 degrees.'],
  ['how often do the Olympics take place?', 'Every 4 years.'],
  ['how high does Everest rise?', 'Everest rises 8,849 m.'],
  ['how heavy is a hippo?', 'A hippo weighs 1,500 kg.'],
  ['So who discovered radium?', 'Marie Curie discovered radium.'],
  ['I want to know when Rome was founded.', 'Rome was founded in 753 BC.'],
  ['I read about Ada Lovelace. When did she die?', 'She died in 1852.'],
  ['What is the speed of light?', 'Light travels at 299,792 km per second.'],
  ['What is 13 times 17?', '13 times 17 is 231.'],
  ['Which company makes the Walkman?', 'The Walkman is made by Sony.'],
  ['Who was the 16th president of the USA?', 'Abraham Lincoln was the 16th president.'],
  ['What is the largest desert?', 'The largest desert is **Antarctica**.'],
  ['Are tomatoes fruits?', 'Yes, the court of 1893 ruled otherwise.'],
];

const talk: readonly (readonly [question: string, answer: string])[] = [
  ['Hello', 'Hello! How can I help you, Sam?'],
  ['hi there', 'Hi! It is Monday.'],
  ['Good morning!', 'Good morning! Have 3 coffees.'],
  ['How are you?', 'I am fine, like Paris in 1920.'],
  ["What's up?", 'Not much since 2021.'],
  ['Who are you?', 'I am Kinglet, made in 2026.'],
  ['What is your name?', 'My name is Kinglet.'],
  ['What can you do?', 'I can do 10 things.'],
  ['How old are you?', 'I am 3 years old.'],
  ['Where do you live?', 'I live in Chrome.'],
  ['Do you like Mozart?', 'I like Beethoven more.'],
  ['Are you a robot?', 'I am a model of 135 million parameters.'],
  ['What do you think of jazz?', 'Miles Davis is great.'],
  ['What is the best pizza topping?', 'Try Margherita from Naples.'],
  ['What is a good name for a cat?', 'Call it Minka.'],
  ['Which phone should I buy?', 'Buy a Nokia 3310.'],
  ['What should I cook tonight?', 'Cook Spaghetti for 10 minutes.'],
  ['Where should I go on holiday?', 'Go to Lisbon.'],
  ['Who should I invite?', 'Invite Anna and Bob.'],
  ['How can I sleep better?', 'Go to bed at 10.'],
  ['How do I boil an egg?', 'Boil it for 8 minutes.'],
  ['how much should I tip?', 'Tip 10%.'],
  ['Tell me a joke', 'Two Germans walk into a bar in Berlin.'],
  ['Tell me a story about a fox', 'Once a fox called Reynard lived in France.'],
  ['Write a poem about May', 'In June the sun of Greece.'],
  ['Write a short letter to Tom', 'Dear Tom, it is 5 years since London.'],
  ['Rewrite this: we was at the shop', 'We were at the shop on Monday.'],
  ['Summarize: sales rose, costs fell', 'Sales rose 5% in March.'],
  ['Translate good evening to French', 'Bonsoir.'],
  ['What is another way to say hello in a letter?', 'Greetings from Kinglet.'],
  ['Correct the sentence "he go home"', 'He goes Home.'],
  ['What is a synonym for big?', 'Large, as in Texas.'],
  ['What rhymes with orange?', 'Blorenge, a hill in Wales.'],
  ['What is my name?', 'Your name is Peter.'],
  ['When is my birthday?', 'Your birthday is on 4 July.'],
  ['Where did I put the keys?', 'You put them in the Kitchen.'],
  ['What did I say before?', 'You said hello 2 times.'],
  ['who am I', 'You are Sam.'],
  ['Thank you!', 'You are welcome, Sam.'],
  ['thanks, bye', 'Goodbye until Tuesday.'],
  ['I am sad today', 'I am sorry. Call 3 friends.'],
  ['I love Paris', 'Paris is lovely, and so is Rome.'],
  ['My name is Eva', 'Nice to meet you, Eva from Berlin.'],
  ['ok', 'Great, Sam.'],
  ['Yes please', 'Here are 3 of them.'],
  ['What if pigs could fly?', 'Then London would need 4 airports.'],
  ['What about you?', 'I prefer Kant.'],
  ['What a day!', 'Tell me about it, since Monday.'],
  ['Give me three ideas for a party', '1. Karaoke with ABBA\n2. Bingo'],
  ['Suggest a film', 'Watch Alien from 1979.'],
  ['What is an interesting hobby?', 'Try Go, from China.'],
  ["Let's play a game", 'Let us play Tetris from 1984.'],
  ['Imagine you are Napoleon', 'I am in Moscow in 1812.'],
  ['Explain recursion', 'Recursion is like Matryoshka dolls.'],
  ['Help me with the draft of a speech', 'Dear Friends of Oslo.'],
  ['How is it going?', 'Well, since 9.'],
  ['Which do you prefer, tea or coffee?', 'Coffee from Ethiopia.'],
  ['Proofread: Who is they', 'Who are They.'],
  ['What does this text say: the cat sat on the mat', 'The Cat sat in 1999.'],
  ['Is it going to be fun?', 'Yes, like Disneyland.'],
  ['Can we talk?', 'Yes. I am Kinglet.'],
  ['What would you do?', 'I would go to Rome.'],
  ['Say hello to Maria', 'Hello Maria, from Kinglet.'],
];

const borneOut: readonly (readonly [question: string, answer: string])[] = [
  ['Is Bern or Zurich the capital of Switzerland?', 'Bern is the capital of Switzerland.'],
  ['Who painted the Night Watch?', "I don't know who painted it."],
  ['When did the war of 1812 begin?', 'It began in 1812.'],
  ['What is photosynthesis?', 'It is how plants make sugar from light.'],
  ['Why is the sky blue?', 'Because short waves are scattered more.'],
  ['Where is Lake Titicaca?', "I'm not sure. It may be in Peru."],
];

describe('an answer from memory', () => {
  it.each(facts)('[V7] is labelled: %s %s', (question, answer) => {
    expect(isLabelled(question, answer)).toBe(true);
  });

  it.each(talk)('[V7] is not labelled in talk: %s %s', (question, answer) => {
    expect(isLabelled(question, answer)).toBe(false);
  });

  it.each(borneOut)('[V7] is not labelled where it claims nothing new: %s %s', (question, answer) => {
    expect(isLabelled(question, answer)).toBe(false);
  });

  it('[V7] names what it found nowhere', () => {
    const ground = groundOf(['Who wrote Dune?'], { spoken: ['Who wrote Dune?'] });
    expect(checkSupport('Frank Herbert wrote Dune.', ground)?.reason).toBe(
      "The answer says Frank, which stands nowhere in the conversation: it comes from the model's memory.",
    );
  });

  it('[V7] takes what an earlier message or a result says', () => {
    const spoken = ['Who wrote it?'];
    const ground = groundOf(['Dune is a book by Frank Herbert.', ...spoken], { spoken });
    expect(checkSupport('Frank Herbert wrote it.', ground)).toBeNull();
  });
});

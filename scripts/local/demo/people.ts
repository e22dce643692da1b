/** Who signs up and buys: made-up names, under addresses that belong to nobody. */
import type { Dice } from "./dice.ts";

export interface Person {
  /** As the demo's own app would call its user. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

const firstNames = [
  ...["Ada", "Aisha", "Alejandro", "Amara", "Anders", "Beatriz", "Chiara", "Daniel", "Dewi", "Elif", "Emeka", "Emma"],
  ...["Farid", "Fatima", "Grace", "Hana", "Hugo", "Ines", "Ivan", "Jonas", "Kenji", "Lea", "Liam", "Lucía", "Maja"],
  ...["Mateo", "Mei", "Nadia", "Noah", "Nora", "Olga", "Omar", "Priya", "Rafael", "Rosa", "Sami", "Sofia", "Tomás"],
  ...["Uma", "Viktor", "Wanjiru", "Yara", "Yusuf", "Zoe"],
] as unknown as readonly [string, ...string[]];

const lastNames = [
  ...["Achterberg", "Adeyemi", "Almeida", "Andersson", "Banerjee", "Bianchi", "Castillo", "Chen", "Dubois", "Eriksen"],
  ...["Fischer", "García", "Haddad", "Hansen", "Ito", "Jensen", "Kaya", "Kim", "Kowalski", "Larsen", "Lindqvist"],
  ...[
    "Martin",
    "Mensah",
    "Moreau",
    "Mwangi",
    "Nakamura",
    "Novák",
    "Okafor",
    "Olsen",
    "Park",
    "Petrov",
    "Ramos",
    "Rossi",
  ],
  ...["Santos", "Schmidt", "Silva", "Singh", "Tanaka", "Torres", "Virtanen", "Weber", "Wójcik", "Yilmaz", "Zhang"],
] as unknown as readonly [string, ...string[]];

/** All different. @throws when more are wanted than there are names for */
export function makePeople(count: number, dice: Dice): Person[] {
  const mostThatAreFoundQuickly = (firstNames.length * lastNames.length) / 2;
  if (count > mostThatAreFoundQuickly) throw new Error(`There are names for ${mostThatAreFoundQuickly} people at most`);
  const people = new Map<string, Person>();
  while (people.size < count) {
    const name = `${dice.pick(firstNames)} ${dice.pick(lastNames)}`;
    const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("ł", "l").toLowerCase();
    const [first, last] = plain.split(" ");
    people.set(plain, { id: `${first}-${last}`, name, email: `${first}.${last}@example.com` });
  }
  return [...people.values()];
}

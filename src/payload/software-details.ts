import { faker } from '@faker-js/faker/locale/en_GB';

/** What a person would have typed into the directory's form. */
export interface SoftwareDetails {
  readonly productName: string;
  readonly description: string;
  /** Path segment made of the product name. */
  readonly slug: string;
  readonly version: string;
  readonly firmReference: string;
  readonly technicalContact: Contact;
  readonly businessContact: Contact;
}

interface Contact {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** As many different products as a run shows; what sets two clients apart is their software_id. */
const PRODUCTS = 32;
const known = new Map<number, SoftwareDetails>();

/**
 * Realistic details of one software product, the same for the same software_id.
 * Seeding the generator costs a tenth of an RSA signature, so each product is made up once.
 */
export function softwareDetails(softwareId: string): SoftwareDetails {
  const product = numberOf(softwareId) % PRODUCTS;
  const details = known.get(product) ?? makeUp(product);
  known.set(product, details);
  return details;
}

function numberOf(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i);
  return sum;
}

/** The generator is seeded anew each time and read nowhere else, so nothing depends on the order of calls. */
function makeUp(product: number): SoftwareDetails {
  faker.seed(product);
  const productName = `${faker.color.human()} ${faker.word.noun()}`;
  return {
    productName,
    description: `${faker.company.catchPhrase()} for ${faker.company.buzzNoun()}`,
    slug: productName.toLowerCase().replaceAll(/[^a-z]+/g, '-'),
    version: `${faker.number.int({ min: 1, max: 9 })}.${faker.number.int({ max: 20 })}`,
    firmReference: String(faker.number.int({ min: 100_000, max: 999_999 })),
    technicalContact: contact('technical'),
    businessContact: contact('business'),
  };
}

/** Reserved name space only (RFC 2606, Ofcom's numbers for drama): nobody is written to or called. */
function contact(mailbox: string): Contact {
  return {
    name: faker.person.fullName(),
    email: `${mailbox}@${HOST}`,
    phone: `+44207946${String(faker.number.int({ max: 999 })).padStart(4, '0')}`,
  };
}

/** Host of every URI of the software that is not a key set: RFC 7591 5 asks for one host for all of them. */
export const HOST = 'tpp.example';

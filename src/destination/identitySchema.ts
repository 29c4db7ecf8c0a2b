import { record, ref, shape, text } from './schemaParts.ts'

const list = (items: object) => ({ type: 'array', minItems: 1, items })
const oneOrMore = (items: object) => ({ if: { type: 'array' }, then: list(items), else: items })
const duration = { type: 'string', pattern: '^\\d+[smhd]$' }
const sentence = { type: 'string', minLength: 1 }

const rule = {
  ...shape([], {
    at: { ...oneOrMore(text), description: "Ends of the URL's path. Absent: any." },
    each: {
      ...oneOrMore(text),
      description: 'Where the items are in the body. "": the body is their list. Absent: the body is the item.',
    },
    on: {
      type: 'object',
      description: 'Members that the item has, by path: a value, or one of a list; null for none.',
    },
    event: { ...ref('idSource'), description: 'The item is an event of the first ID that it has.' },
    update: { ...ref('idSource'), description: 'The item sets properties of the first ID that it has.' },
    tie: { ...ref('idSource'), description: 'The ID joins the profile of `to`.' },
    to: ref('idSource'),
    merge: { ...ref('idSource'), description: 'The events move to `into`; the IDs name nobody afterwards.' },
    into: ref('idSource'),
    if: {
      ...list(
        shape(['of', 'is'], {
          of: { enum: ['tie', 'to', 'merge', 'into'], description: 'The ID that is tested.' },
          is: { enum: ['exists', 'anonymous', 'uuid4'], description: 'The test.' },
          else: { ...sentence, description: 'Reason for people that nothing happens.' },
        }),
      ),
      description: 'Tests that must hold.',
    },
    creates: { enum: [false], description: 'An unknown ID creates no profile.' },
    earlier: { enum: ['stay'], description: 'Earlier events of the ID stay where they are.' },
    later: { ...duration, description: 'How long the ID follows: `5m`. Absent: for ever.' },
    joins: { enum: [false], description: 'Nothing joins when both IDs have a profile.' },
    replaces: { enum: [true], description: 'The ID takes the place of another of its kind.' },
    traits: { enum: ['lost'], description: 'Properties of the first profile are lost.' },
    reversible: { type: 'boolean', description: 'True if the vendor can undo it.' },
    because: { ...sentence, description: 'The tie, for people.' },
    else: { ...sentence, description: 'Reason for people that nothing happens.' },
    uncertain: { ...sentence, description: 'Fact that the documentation does not settle.' },
    again: { ...sentence, description: 'The same, if the ID was tied before.' },
  }),
  minProperties: 1,
  if: { required: ['tie'] },
  then: { required: ['to'] },
  else: { if: { required: ['merge'] }, then: { required: ['into'] } },
}

const section = shape(['sources', 'ids', 'rules'], {
  when: { type: 'object', description: 'Values of settings for which it holds.' },
  assumes: { ...sentence, description: "Condition in the vendor's account that callmap cannot see." },
  sources: {
    ...list({ type: 'string', pattern: '^https://' }),
    description: 'Addresses of the documentation.',
  },
  ids: record(
    shape([], {
      known: { type: 'boolean', description: 'The ID makes its profile a known one.' },
      limit: { type: 'integer', minimum: 1, description: 'Maximum number of IDs of this kind per profile.' },
      per: { enum: ['first'], description: 'The limit is per first part of a joined ID.' },
      fold: { type: 'boolean', description: 'Case is ignored.' },
      waits: { ...duration, description: 'The ID names no profile, and its events wait that long for a tie.' },
    }),
    'Kinds of IDs.',
  ),
  names: record(oneOrMore(ref('idPlaces')), 'Sources that several rules use.'),
  untied: { ...sentence, description: 'Reason for people that an identify with both IDs ties nothing.' },
  rules: { ...list(ref('identityRule')), description: 'Rules about the items of requests.' },
})

/** Rules about profiles: one section, or several of which the first that holds counts. */
export const identity = {
  ...oneOrMore(ref('identity')),
  description: 'On which profile an event ends up, for `callmap journey`.',
}

export const identityParts = {
  identity: section,
  identityRule: rule,
  idSource: {
    type: ['string', 'object', 'array'],
    if: { type: 'string' },
    else: oneOrMore(ref('idPlaces')),
    description: 'Places of IDs by kind, several in order, or a name of `names`.',
  },
  idPlaces: { ...record(ref('idPlace'), 'Places of IDs by kind.'), minProperties: 1 },
  idPlace: {
    type: ['string', 'array', 'object'],
    items: text,
    required: ['from', 'after'],
    properties: {
      from: { ...text, description: 'A path in the item.' },
      after: { ...text, description: 'The prefix before the ID.' },
    },
    additionalProperties: false,
    description: 'A path in the item; several, joined by `/`; or the value after a prefix.',
  },
}

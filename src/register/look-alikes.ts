/** Illegal and registered names that are known to be taken for one another: because a person or a notice says so, or they are the same. */
import type { LookAlikeRow } from '../datasets/look-alikes.ts';
import type { Organisation } from '../datasets/organisations.ts';
import { normaliseCreditCode } from '../domain/credit-code.ts';
import { LIKENESS_REASONS } from '../domain/likeness.ts';
import { namesakeKey } from '../domain/name.ts';
import { derived } from './derived.ts';
import type { IllegalOrganisation, Register } from './register.ts';

/** What an illegal and a registered name have to do with each other, and who says so. */
interface Relation {
  /** What tells the names apart, in Chinese; 同名 for the same name. */
  reason: string;
  /** Whether it is the same name, which needs nobody's word. */
  isSameName: boolean;
  /** Whether the notice that published the list names the registered one. */
  isInNotice: boolean;
  /** The row by which a person confirmed the pair. */
  confirmation: LookAlikeRow | undefined;
}

export interface AlikeIllegal extends Relation {
  body: IllegalOrganisation;
}

export interface AlikeRegistered extends Relation {
  /** As registered, or as the notice writes it. */
  name: string;
  /** `undefined` when the notice names somebody who is not in the register, or whose name several bear. */
  organisation: Organisation | undefined;
}

export interface ConfirmedLookAlikes {
  /** Illegal names known to be like the organisation's; namesakes first. */
  ofOrganisation(organisation: Pick<Organisation, 'code'>): readonly AlikeIllegal[];
  /** Registered names known to be like the illegal one; namesakes first. */
  ofIllegal(body: IllegalOrganisation): readonly AlikeRegistered[];
}

const NAMED_IN_NOTICE = '公布时点名';
/** All pairs that may be told on pages. What the rules alone propose is never among them. */
export const confirmedLookAlikes = derived((register: Register): ConfirmedLookAlikes => {
  const rowsByName = Map.groupBy(register.records['look-alikes'], (row) => namesakeKey(row.name));
  const ofIllegal = new Map(
    register.illegal.map((body) => [
      body.id,
      registeredLike(register, body, rowsByName.get(namesakeKey(body.name)) ?? []),
    ]),
  );
  const ofOrganisation = new Map<string, AlikeIllegal[]>();
  for (const body of register.illegal) {
    for (const { organisation, name: _, ...relation } of ofIllegal.get(body.id)!) {
      if (organisation === undefined) continue;
      const alike = ofOrganisation.get(organisation.code);
      if (alike) alike.push({ body, ...relation });
      else ofOrganisation.set(organisation.code, [{ body, ...relation }]);
    }
  }
  for (const alike of ofOrganisation.values()) alike.sort((a, b) => Number(b.isSameName) - Number(a.isSameName));
  return {
    ofOrganisation: ({ code }) => ofOrganisation.get(code) ?? [],
    ofIllegal: ({ id }) => ofIllegal.get(id) ?? [],
  };
});

function registeredLike(
  register: Register,
  body: IllegalOrganisation,
  rows: readonly LookAlikeRow[],
): AlikeRegistered[] {
  const named = (body.resembles ?? []).map((text) => ({ text, organisation: organisationNamed(register, text) }));
  const organisations = new Set([
    ...register.namesakes(body.name),
    ...named.map(({ organisation }) => organisation),
    ...rows.map(({ code }) => register.organisation(code)),
  ]);
  organisations.delete(undefined);
  const known = [...(organisations as Set<Organisation>)].map((organisation): AlikeRegistered => {
    const isSameName = namesakeKey(organisation.name) === namesakeKey(body.name);
    const confirmation = rows.find(({ code }) => code === organisation.code);
    return {
      name: organisation.name,
      organisation,
      reason: isSameName ? LIKENESS_REASONS['same-name'] : (confirmation?.reason ?? NAMED_IN_NOTICE),
      isSameName,
      isInNotice: named.some((each) => each.organisation === organisation),
      confirmation,
    };
  });
  const unknown = named
    .filter(({ organisation }) => organisation === undefined)
    .map(({ text }): AlikeRegistered => ({
      name: text,
      organisation: undefined,
      reason: NAMED_IN_NOTICE,
      isSameName: namesakeKey(text) === namesakeKey(body.name),
      isInNotice: true,
      confirmation: undefined,
    }));
  // Several bear the name: they are all known already.
  return [...known, ...unknown.filter(({ isSameName }) => !isSameName || !known.some((each) => each.isSameName))];
}

/** Whom the notice means: a code, or a name that only one organisation bears. */
function organisationNamed(register: Register, text: string): Organisation | undefined {
  const namesakes = register.namesakes(text);
  return register.organisation(normaliseCreditCode(text)) ?? (namesakes.length === 1 ? namesakes[0] : undefined);
}

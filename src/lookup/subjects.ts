/** What the register puts into the index: organisations and illegal bodies with their names and records. Pure. */
import type { Organisation } from '../datasets/organisations.ts';
import { confirmedLookAlikes } from '../register/look-alikes.ts';
import { standingOf, verdictFacts } from '../register/profile.ts';
import { regionOf, type IllegalOrganisation, type Register } from '../register/register.ts';
import { lookupKey } from './normalise.ts';
import type { IllegalRecord, LookupRecord, OrganisationRecord, Role } from './types.ts';

/** What the index tells of a subject. */
interface Told {
  names: readonly { name: string; role: Role }[];
  standing: OrganisationStanding | IllegalRecord['list'];
  /** What the exact shards tell of it. Asked for once for each name. */
  record(): LookupRecord;
}

/** Somebody or something with names in the index. What it tells may be found out when it is asked for: of most it is not. */
export interface Subject extends Told {
  /** Credit code of an organisation. */
  code?: string | undefined;
  /** Equal only where names, standing and record are equal; whoever has none counts as changed every time. */
  digest?: string | undefined;
}

type OrganisationStanding = ReturnType<typeof standingOf>;

/** Digests of all that a subject tells. */
export interface SubjectDigests {
  /** @param place where it stands among the register's organisations */
  subject(organisation: Organisation, place: number): string;
  illegalSubject(body: IllegalOrganisation): string;
}

/** Every subject of the register, in its order. */
export function subjectsOf(register: Register, digests?: SubjectDigests): Subject[] {
  return [
    ...register.organisations.map(
      (organisation, place) =>
        new RegisterSubject(
          () => organisationSubject(register, organisation),
          organisation.code,
          digests?.subject(organisation, place),
        ),
    ),
    ...register.illegal.map(
      (body) => new RegisterSubject(() => illegalSubject(register, body), undefined, digests?.illegalSubject(body)),
    ),
  ];
}

class RegisterSubject implements Subject {
  readonly code: string | undefined;
  readonly digest: string | undefined;
  readonly #find: () => Told;
  #told: Told | undefined;

  constructor(find: () => Told, code: string | undefined, digest: string | undefined) {
    this.#find = find;
    this.code = code;
    this.digest = digest;
  }

  get names(): Told['names'] {
    return (this.#told ??= this.#find()).names;
  }

  get standing(): Told['standing'] {
    return (this.#told ??= this.#find()).standing;
  }

  record(): LookupRecord {
    return (this.#told ??= this.#find()).record();
  }
}

function organisationSubject(register: Register, organisation: Organisation): Told {
  const { code, name } = organisation;
  const formerNames = register.rowsOf('former-names', code).map((row) => row.formerName);
  const shortNames = organisation.shortName ?? [];
  return {
    standing: standingOf(register, organisation),
    names: [
      { name, role: 'name' },
      ...otherNames(formerNames, name).map((former) => ({ name: former, role: 'former' as const })),
      ...otherNames(shortNames, name).map((short) => ({ name: short, role: 'short' as const })),
    ],
    record: (): OrganisationRecord => ({
      kind: 'organisation',
      code,
      name,
      region: register.regionPath(regionOf(organisation)).join(' '),
      facts: verdictFacts(register, organisation),
      formerNames,
      shortNames,
      sources: titlesOf(register, organisation.source),
      alikeIllegal: confirmedLookAlikes(register)
        .ofOrganisation(organisation)
        .map(({ body, reason }) => ({ id: body.id, name: body.name, list: body.kind, reason })),
    }),
  };
}

function illegalSubject(register: Register, body: IllegalOrganisation): Told {
  const { id, name, kind, batch, publishedOn, publishedBy, disposal } = body;
  return {
    standing: kind,
    names: [{ name, role: 'illegal' }],
    record: (): IllegalRecord => ({
      kind: 'illegal',
      id,
      name,
      list: kind,
      batch,
      publishedOn,
      publishedBy,
      disposal,
      sources: titlesOf(register, body.source),
      resembles: confirmedLookAlikes(register)
        .ofIllegal(body)
        .map(({ name: lawful, organisation, reason, isInNotice }) => ({
          name: lawful,
          code: organisation?.code,
          reason,
          isInNotice,
        })),
    }),
  };
}

/** Names that are not the present one, each once. */
function otherNames(names: readonly string[], present: string): string[] {
  const byKey = new Map(names.map((name) => [lookupKey(name), name]));
  byKey.delete(lookupKey(present));
  return [...byKey.values()];
}

function titlesOf(register: Register, sources: readonly string[] | undefined): string[] {
  return (sources ?? []).map((id) => register.sources.get(id)?.title ?? id);
}

/** What the register puts into the index: organisations and illegal bodies with their names and records. Pure. */
import type { Organisation } from '../datasets/organisations.ts';
import { standingOf, verdictFacts } from '../register/profile.ts';
import { regionOf, type IllegalOrganisation, type Register } from '../register/register.ts';
import type { IllegalRecord, LookupRecord, OrganisationRecord, Role } from './types.ts';

/** Somebody or something with names in the index. */
export interface Subject {
  names: readonly { name: string; role: Role }[];
  standing: OrganisationStanding | IllegalRecord['list'];
  /** Credit code of an organisation. */
  code?: string | undefined;
  /** What the exact shards tell of it. Asked for once for each name. */
  record(): LookupRecord;
}

type OrganisationStanding = ReturnType<typeof standingOf>;

/** Every subject of the register, in its order. */
export function subjectsOf(register: Register): Subject[] {
  return [
    ...register.organisations.map((organisation) => organisationSubject(register, organisation)),
    ...register.illegal.map((body) => illegalSubject(register, body)),
  ];
}

function organisationSubject(register: Register, organisation: Organisation): Subject {
  const { code, name } = organisation;
  const formerNames = register.rowsOf('former-names', code).map((row) => row.formerName);
  const shortNames = organisation.shortName ?? [];
  return {
    code,
    standing: standingOf(register, organisation),
    names: [
      { name, role: 'name' },
      ...formerNames.map((former) => ({ name: former, role: 'former' as const })),
      ...shortNames.map((short) => ({ name: short, role: 'short' as const })),
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
      alikeIllegal: register
        .illegalNamesakes(name)
        .map((body) => ({ id: body.id, name: body.name, list: body.kind, reason: '同名' })),
    }),
  };
}

function illegalSubject(register: Register, body: IllegalOrganisation): Subject {
  const { id, name, kind, batch, publishedOn, publishedBy } = body;
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
      sources: titlesOf(register, body.source),
      resembles: [
        ...register
          .namesakes(name)
          .map((organisation) => ({ name: organisation.name, code: organisation.code, reason: '同名' })),
        ...(body.resembles ?? []).map((named) => ({
          name: named,
          code: register.namesakes(named)[0]?.code,
          reason: '公布时点名',
        })),
      ],
    }),
  };
}

function titlesOf(register: Register, sources: readonly string[] | undefined): string[] {
  return (sources ?? []).map((id) => register.sources.get(id)?.title ?? id);
}

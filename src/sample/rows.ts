import type { DataFolder } from './data-folder.ts';
import { shortName } from './names.ts';
import { seatOf, shortYear, type Organisation } from './organisation.ts';
import { civilAffairsOf, type Level } from './places.ts';
import type { Random } from './random.ts';
import type { Setting } from './setting.ts';
import type { SourceTopic } from './sources.ts';
import { supervisorOf } from './vocabulary/kind.ts';
import { houseOnRoad, personName } from './vocabulary/words.ts';

const REGISTERS: Readonly<Record<Level, SourceTopic>> = {
  province: 'register-province',
  city: 'register-city',
  county: 'register-county',
};
const CAPITALS = [1, 2, 3, 5, 8, 10, 20, 30, 50, 80, 100, 200, 300, 400, 500, 800, 1000, 2000, 3000, 5000];

/** Writes every row about the organisation. */
export function writeOrganisation(
  random: Random,
  organisation: Organisation,
  folder: DataFolder,
  setting: Setting,
): void {
  writeRegistration(random, organisation, folder, setting);
  writeCharity(organisation, folder, setting);
  writeTrouble(organisation, folder, setting);
  const { code, place } = organisation;
  const { sources } = setting;
  for (const { name, changedOn } of organisation.formerNames)
    folder.add('former-names', { code, formerName: name, changedOn });
  for (const { grade, evaluatedOn, validTo } of organisation.evaluations) {
    const evaluatedBy = civilAffairsOf(place);
    folder.add('evaluations', {
      code,
      grade,
      evaluatedOn,
      validTo: validTo ?? '',
      evaluatedBy,
      source: sources.of('evaluations', evaluatedOn),
    });
  }
  for (const { year, submittedOn, conclusion } of organisation.reports) {
    folder.add('annual-reports', {
      code,
      year: String(year),
      submittedOn,
      conclusion,
      source: sources.of('annual-reports', submittedOn),
    });
  }
}

function writeRegistration(random: Random, organisation: Organisation, folder: DataFolder, { sources }: Setting): void {
  const { code, name, place, profile, certificate } = organisation;
  const isActive = profile.status === '正常';
  folder.add('organisations', {
    code,
    name: name.full,
    shortName: random.chance(0.2) ? shortName(place, name) : '',
    type: profile.type,
    status: profile.status,
    authority: place.registrar,
    supervisor: random.chance(0.9) ? supervisorOf(place, name.kind.department) : '',
    registeredOn: organisation.registeredOn,
    legalRepresentative: personName(random),
    capital: drawCapital(random, name.kind.capital),
    scope: random.pick(name.kind.scopes).replace('{}', name.field) + '。',
    address: seatOf(random, organisation) + houseOnRoad(random),
    certificateFrom: certificate.from,
    certificateTo: certificate.to,
    region: place.code,
    tags: tagsOf(organisation).join('；'),
    fields: drawSectors(random, name.kind.sectors),
    website:
      isActive && random.chance(0.06) ? `https://${name.kind.id}-${code.slice(8, 16).toLowerCase()}.example/` : '',
    source: sources.of(REGISTERS[place.level]),
    updatedOn: organisation.updatedOn,
  });
}

function drawCapital(random: Random, [least, most]: readonly [number, number]): string {
  return String(random.pick(CAPITALS.filter((amount) => amount >= least && amount <= most)));
}

function drawSectors(random: Random, sectors: readonly string[]): string {
  const first = random.pick(sectors);
  const second = random.chance(0.3) ? random.pick(sectors) : first;
  return first === second ? first : `${first}、${second}`;
}

function tagsOf({ name, profile, charity, qualification }: Organisation): string[] {
  const mayRaise =
    charity !== undefined &&
    charity.cancelledOn === undefined &&
    profile.status === '正常' &&
    isInForce(profile.qualification);
  return [
    ...(name.kind.tag ? [name.kind.tag] : []),
    ...(charity !== undefined && charity.cancelledOn === undefined ? ['慈善组织'] : []),
    ...(qualification !== undefined && mayRaise ? ['公开募捐资格'] : []),
  ];
}

function isInForce(story: string | undefined): boolean {
  return story === 'open-ended' || story === 'valid';
}

function writeCharity(
  { code, charity, qualification, plans }: Organisation,
  folder: DataFolder,
  { sources }: Setting,
): void {
  if (charity === undefined) return;
  const { recognisedOn, cancelledOn = '' } = charity;
  folder.add('charities', { code, recognisedOn, cancelledOn, source: sources.of('charities') });
  if (qualification === undefined) return;
  folder.add('fundraising-qualifications', {
    code,
    certificateNumber: `${code}A`,
    obtainedOn: qualification.obtainedOn,
    validTo: qualification.validTo ?? '',
    endedOn: qualification.endedOn ?? '',
    endGround: qualification.endGround ?? '',
    source: sources.of('fundraising-qualifications'),
  });
  for (const plan of plans) {
    folder.add('fundraising-plans', {
      filingNumber: `${code}A${shortYear(plan.filedOn)}${String(plan.serial).padStart(3, '0')}`,
      code,
      title: plan.campaign.title,
      purpose: plan.campaign.purpose,
      startsOn: plan.startsOn,
      endsOn: plan.endsOn,
      filedOn: plan.filedOn,
      target: String(plan.target),
      beneficiaries: plan.campaign.beneficiaries,
      partners: plan.partner,
      progressReports: plan.progressReports.join('；'),
      finalReports: plan.finalReport ?? '',
      source: sources.of('fundraising-plans', plan.filedOn),
    });
  }
}

function writeTrouble(
  { code, place, trouble }: Organisation,
  folder: DataFolder,
  { decisions, sources }: Setting,
): void {
  for (const id of ['abnormal-listings', 'serious-listings'] as const) {
    for (const entry of id === 'abnormal-listings' ? trouble.abnormal : trouble.serious) {
      folder.add(id, { ...entry, code, listedBy: place.registrar, source: sources.of(id, entry.listedOn) });
    }
  }
  for (const penalty of trouble.penalties) {
    folder.add('penalties', {
      ...penalty,
      code,
      decisionNumber: decisions.next(place, penalty.decidedOn),
      decidedBy: civilAffairsOf(place),
      publishUntil: penalty.publishUntil ?? '',
      source: sources.of('penalties', penalty.decidedOn),
    });
  }
}

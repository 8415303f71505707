import { describe, expect, test } from 'vitest';
import { ingest } from '../ingest/ingest.ts';
import { createRegister } from '../register/register.ts';
import { verdictOn } from '../register/verdict.ts';
import { profileOf } from '../register/profile.ts';
import { subjectsOf } from './subjects.ts';
import { AS_OF } from './testing.ts';

const register = createRegister(ingest('data', { asOf: AS_OF }));
const subjects = subjectsOf(register);

describe('the subjects of the register', () => {
  test('are all organisations and all illegal bodies', () => {
    expect(subjects).toHaveLength(register.organisations.length + register.illegal.length);
  });

  test('carry facts that give the verdict of the page', () => {
    for (const subject of subjects) {
      const { code, standing } = subject;
      const told = subject.record();
      if (told.kind !== 'organisation') continue;
      const { verdict } = profileOf(register, register.organisation(code!)!);
      // What a file keeps of it.
      const kept = JSON.parse(JSON.stringify(told.facts)) as typeof told.facts;
      expect(verdictOn(kept, AS_OF, AS_OF).headline).toBe(verdict.headline);
      expect(verdictOn(kept, AS_OF, AS_OF).fundraisingSentence).toBe(verdict.fundraisingSentence);
      expect(standing).toBe(verdict.standing.standing);
    }
  });

  test('name the lawful body beside an illegal one of the same name, and the other way round', () => {
    const body = register.illegal.find((each) => register.namesakes(each.name).length > 0)!;
    const [lawful] = register.namesakes(body.name);
    const illegal = subjects.find((subject) => subject.code === undefined && subject.names[0]!.name === body.name)!;
    expect(illegal.record()).toMatchObject({ kind: 'illegal', resembles: [{ code: lawful!.code }] });
    const organisation = subjects.find((subject) => subject.code === lawful!.code)!;
    expect(organisation.record()).toMatchObject({ alikeIllegal: [{ name: body.name }] });
  });

  test('bear no name twice', () => {
    for (const { names } of subjects) expect(new Set(names.map(({ name }) => name)).size).toBe(names.length);
  });
});

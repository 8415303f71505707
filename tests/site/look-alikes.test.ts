/** What pages say of names that are taken for one another. */
import { describe, expect, test } from 'vitest';
import { proposeLookAlikes } from '../../src/lookup/proposals.ts';
import { confirmedLookAlikes } from '../../src/register/look-alikes.ts';
import { urls } from '../../src/register/urls.ts';
import { caseOf } from '../helpers/cases.ts';
import { modelOf } from '../helpers/model.ts';
import type { PageFacts } from '../helpers/pages.ts';
import { useReadings } from '../helpers/reading.ts';

const readings = useReadings('cases', 'shipped');

function organisationPage(is: string): PageFacts {
  return readings.of('cases').pages.get(urls.organisation(caseOf(is).code))!;
}

function illegalPage(name: string): PageFacts {
  const { register } = modelOf(readings.of('cases').site);
  const body = register.illegalNamesakes(name).find(({ kind }) => kind === '涉嫌')!;
  return readings.of('cases').pages.get(urls.illegalOrganisation(body.id))!;
}

describe('a pair that a person confirmed', () => {
  test('stands on the page of the registered body, with reason, list, day and source', () => {
    const { text, links } = organisationPage('登记正常');
    expect(text).toMatch(
      /与之易混的非法名称： ?.*「澜江市登记正常学会」：换了组织类型词（学会／协会）。见 ?涉嫌非法社会组织名单。 ?2026年9月18日核对。 ?来源 S001/,
    );
    expect(text).toContain('名称相近，不等于与本组织有关。请逐字核对名称和统一社会信用代码。');
    const to = illegalPage('澜江市登记正常学会').path;
    expect(links.map(({ href }) => href)).toContain(to);
  });

  test('stands on the page of the illegal one, with the code', () => {
    const { text, links } = illegalPage('澜江市登记正常学会');
    const { code } = caseOf('登记正常');
    expect(text).toMatch(
      new RegExp(
        `经核对，容易与这个名称混淆的登记名称： ?澜江市登记正常协会 ?（代码 ${code}） ?换了组织类型词（学会／协会），2026年9月18日核对。`,
      ),
    );
    expect(text).toContain('名称相近，不等于两者有关。请核对代码，不要只看名称。');
    expect(links.map(({ href }) => href)).toContain(urls.organisation(code));
  });
});

test('a pair that the notice names stands on both pages', () => {
  expect(organisationPage('登记正常').text).toMatch(/「华夏澜江总会」：公布时点名。见 ?涉嫌非法社会组织名单。/);
  expect(illegalPage('华夏澜江总会').text).toMatch(
    /公布名单时指明，依法登记的是： ?澜江市登记正常协会 ?（代码 \w{18}）/,
  );
});

test('a pair that nobody confirmed stands on no page', () => {
  expect(organisationPage('活动异常').text).not.toContain('易混');
  expect(illegalPage('澜江市活动异常学会').text).not.toMatch(/混淆|依法登记的是/);
});

test('namesakes are told of as namesakes', () => {
  const { text } = organisationPage('与非法组织同名');
  expect(text).toContain('同名提示：');
  expect(text).not.toContain('易混');
});

describe('in the shipped site', () => {
  test('every warning on the page of a registered body was confirmed', () => {
    const { site, pages } = readings.of('shipped');
    const { register } = modelOf(site);
    const warned = [...pages.values()]
      .filter(({ path, text }) => path.startsWith('/org/') && text.includes('与之易混的非法名称'))
      .map(({ path }) => path);
    const confirmed = register.organisations
      .filter((organisation) =>
        confirmedLookAlikes(register)
          .ofOrganisation(organisation)
          .some(({ isSameName }) => !isSameName),
      )
      .map(({ code }) => urls.organisation(code));
    expect(warned.toSorted()).toEqual(confirmed.toSorted());
    expect(warned.length).toBeGreaterThan(5);
    expect(proposeLookAlikes(register).length).toBeGreaterThan(0);
  });

  test('no page of a registered body calls a likeness more than that', () => {
    const judging = [...readings.of('shipped').pages.values()].filter(
      ({ path, text }) => path.startsWith('/org/') && /冒充|假冒|山寨|模仿|李鬼/.test(text),
    );
    expect(judging.map(({ path }) => path)).toEqual([]);
  });
});

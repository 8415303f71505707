/**
 * What the rules on names (社会组织名称管理办法, 民政部令第69号, in force since 2024-05-01) have to do with a name that somebody
 * typed. A hint tells where to look next; it judges nothing, since older names were made by other rules.
 */
import { nameKey } from './name.ts';
import { FORMS } from './name-words.ts';

export interface NameHint {
  id: HintId;
  /** One or two sentences in plain Chinese. */
  text: string;
  /** Where the rule stands; without a number where it spans the document. */
  article: string;
}

export type HintId =
  | 'company'
  | 'branch'
  | 'wide-prefix'
  | 'grand-prefix'
  | 'wide-word'
  | 'no-region'
  | 'hometown-chamber'
  | 'superlative'
  | 'no-form';

const RULES = '《社会组织名称管理办法》';
const PROVINCES =
  '北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾';
const REGION = new RegExp(
  `^((${PROVINCES})(省|市|(壮族|回族|维吾尔)?自治区)?|.{2,9}?(省|市|自治区|自治州|地区|盟|县|区|旗))`,
);
const HOMETOWN = new RegExp(`^(${PROVINCES}|.{2,4}[省市县])(企业|青年)?(总)?商会$`);
/** 第一小学 is a number, not a boast. */
const SUPERLATIVE = /第一(?!.{0,4}(小学|中学|幼儿园|学校|医院|校友))|最高|国家级/;
const COMPANY = /(公司|集团|企业|厂|商行|合作社)$/;
const BRANCH =
  /^.{2,}?(?:协会|学会|商会|研究会|促进会|联合会|基金会).*(分会|专业委员会|工作委员会|代表处|办事处|联络处)$|(代表处|办事处|联络处)$/;
const SERVICE = /([小中大]学|学校|幼儿园|中心|院|园|所|馆|站|社|队|团|部|公寓)$/;

/** Hints in the order a reader needs them; none for a name in which nothing stands out. */
export function nameHints(name: string): readonly NameHint[] {
  const key = nameKey(name);
  if (key === '') return [];
  if (COMPANY.test(key)) {
    return [
      {
        id: 'company',
        text: '这像是企业或合作社的名称，它们由市场监督管理部门登记，不在社会组织的登记记录里。',
        article: `${RULES}第二条`,
      },
    ];
  }
  const region = REGION.exec(key)?.[0] ?? '';
  const rest = key.slice(region.length);
  const wide = /^(中国|全国|中华)/.exec(key)?.[0];
  const grand = /^(国际|世界|全球|环球|亚太|亚洲|华夏|神州|海峡)/.exec(key)?.[0];
  const inside = region === '' ? undefined : /中国|全国|中华|国际|世界/.exec(rest)?.[0];
  const superlative = SUPERLATIVE.exec(key)?.[0].slice(0, 3);
  const hints: (NameHint | false)[] = [
    BRANCH.test(key) && {
      id: 'branch',
      text: '这像是分支机构或代表机构的名称。它的前面应当有所属社会组织的全称，请用那个全称再查。',
      article: `${RULES}第十七条`,
    },
    wide !== undefined && {
      id: 'wide-prefix',
      text: `名称以「${wide}」开头。在国务院民政部门登记并且经过批准的，才可以冠「中国」「全国」「中华」等字词，请查它由谁登记。`,
      article: `${RULES}第八条`,
    },
    grand !== undefined && {
      id: 'grand-prefix',
      text: `名称以「${grand}」开头，前面没有行政区划。请问清它在哪里登记、由哪个机关登记；在境外注册的，不在这里的登记记录里。`,
      article: `${RULES}第八条`,
    },
    inside !== undefined && {
      id: 'wide-word',
      text: `名称中间有「${inside}」。地方登记的名称里，这样的字词只能用来限定行（事）业领域，不表示它是全国性或国际性的组织。`,
      article: RULES,
    },
    region === '' &&
      wide === undefined &&
      grand === undefined && {
        id: 'no-region',
        text: `名称前面没有行政区划。${compositionOf(key)}您输入的可能是简称，请向对方要全称；由国务院民政部门登记的，一般不冠行政区划。`,
        article: `${RULES}第八条`,
      },
    region !== '' &&
      HOMETOWN.test(rest) && {
        id: 'hometown-chamber',
        text: '这像是异地商会，名称由行政区划、原籍地和「商会」构成。它由前面那个地方的民政部门登记，不由原籍地登记。',
        article: `${RULES}第八条`,
      },
    superlative !== undefined && {
      id: 'superlative',
      text: `名称里有「${superlative.startsWith('第一') ? '第一' : superlative}」。行（事）业领域不得使用「第一」「最高」「国家级」等有误导性的文字，有其他含义的除外。`,
      article: RULES,
    },
    !hasForm(key) && {
      id: 'no-form',
      text: '名称最后看不出组织形式，例如协会、学会、商会、基金会、中心、学校。您输入的可能是简称、品牌或者活动的名称，请向对方要登记证书上的全称。',
      article: `${RULES}第八条`,
    },
  ];
  return hints.filter((hint) => hint !== false);
}

/** How names of its type are put together. */
function compositionOf(key: string): string {
  if (key.endsWith('基金会')) return '地方登记的基金会，名称依次是行政区划、字号、行（事）业领域和「基金会」。';
  if (SERVICE.test(key))
    return '地方登记的社会服务机构（民办非企业单位），名称依次是行政区划、字号、行（事）业领域和组织形式。';
  if (key.endsWith('商会')) return '地方登记的商会，名称前面是行政区划；异地商会的原籍地写在行政区划后面。';
  return '地方登记的社会团体，名称依次是行政区划、行（事）业领域或者会员组成、组织形式。';
}

function hasForm(key: string): boolean {
  return SERVICE.test(key) || FORMS.words.some((form) => key.endsWith(form));
}

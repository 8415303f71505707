/** Invented rules and pledges of any length and number, out of sentences as such texts have them. */
import { Random } from '../../src/sample/random.ts';
import { readClauses } from '../../src/pledges/clauses.ts';
import type { PublishedText } from '../../src/pledges/verify-index.ts';
import { hanNumber } from './pledge-copies.ts';

const STREAM = 77;

const SUBJECTS =
  '会员单位 理事单位 会长 秘书处 自律委员会 监事会 从业人员 分支机构 评审专家 培训机构 检测机构 采购单位'.split(' ');
const DUTIES =
  '如实提供有关资料 妥善保管原始记录 按照合同约定履行义务 公开收费项目和标准 及时答复会员的询问 回避与本人有利害关系的事项 遵守安全生产的各项规定 维护消费者的合法权益 配合主管部门的监督检查 建立产品质量追溯制度 开展职业技能培训 报告重大活动情况 保守知悉的商业秘密 参加行业统计调查 执行国家和行业标准'.split(
    ' ',
  );
const BANS =
  '捏造、散布虚假信息 以任何名义摊派费用 串通投标 冒用他人商标 泄露客户信息 拖欠货款 强制会员接受服务 以低于成本的价格倾销 发布虚假广告 擅自变更服务内容 伪造检测报告 收受财物'.split(
    ' ',
  );
const ENDS =
  '违反的，给予警告 情节严重的，行业内通报批评 逾期不改正的，提请会员代表大会取消会员资格 造成损失的，依法承担赔偿责任 有异议的，可以申请复核 确有困难的，可以申请延期'.split(
    ' ',
  );
const PLACES = '澜江 砚川 霁州 岚屿 鹭汀 沅岭 云溪 竹坞 松泉 石桥 青浦 白渡 月湖 梅岭 枫桥 柳堤'.split(' ');
const TRADES =
  '茶叶 竹业 粮油 果品 水产 家政 物流 建材 印刷 旅游 餐饮 软件 纺织 陶瓷 花木 养蜂 渔具 灯具 家具 乐器 文具 皮具 玩具 五金 电梯 包装 广告 会展 律所 牙科'.split(
    ' ',
  );

function sentence(random: Random): string {
  const [days, sum] = [random.int(3, 90), random.int(1, 99) * 100];
  const subject = random.pick(SUBJECTS);
  switch (random.int(0, 4)) {
    case 0:
      return `${subject}应当${random.pick(DUTIES)}，并在${days}日内${random.pick(DUTIES)}。`;
    case 1:
      return `${subject}不得${random.pick(BANS)}，不得${random.pick(BANS)}；${random.pick(ENDS)}。`;
    case 2:
      return `${subject}每年缴纳${random.pick(DUTIES).slice(-4)}费用${sum}元，于每年${random.int(1, 12)}月${random.int(1, 28)}日前缴清。`;
    case 3:
      return `自${random.int(2015, 2026)}年${random.int(1, 12)}月${random.int(1, 28)}日起，${subject}${random.pick(DUTIES)}的，由${random.pick(SUBJECTS)}在${days}个工作日内书面答复。`;
    default:
      return `${subject}${random.pick(DUTIES)}，保存期限不少于${random.int(1, 10)}年；${random.pick(ENDS)}。`;
  }
}

/** Rules in so many clauses of about `length` characters, in chapters of ten. */
export function inventedRules(seed: number, clauses: number, length = 110): string {
  const lines: string[] = [];
  for (let n = 1; n <= clauses; n++) {
    const random = new Random(seed, STREAM, n);
    if (n % 10 === 1) lines.push(`## 第${hanNumber(Math.ceil(n / 10))}章　${random.pick(DUTIES).slice(0, 6)}`);
    let text = '';
    while (text.length < length - 20) text += sentence(random);
    lines.push(`第${clauseNumber(n)}条　${text}`);
  }
  return lines.join('\n\n');
}

function clauseNumber(n: number): string {
  if (n < 1000) return hanNumber(n);
  const rest = n % 1000;
  return `${hanNumber(Math.floor(n / 1000))}千${rest === 0 ? '' : rest < 100 ? `零${hanNumber(rest)}` : hanNumber(rest)}`;
}

/**
 * So many published texts: each association has a pledge out of a template that all share but for name and fees, and rules,
 * half of them out of a template of their trade, in up to three versions.
 */
export function inventedTexts(count: number): PublishedText[] {
  const texts: PublishedText[] = [];
  for (let n = 0; texts.length < count; n++) {
    const random = new Random(5, STREAM, n);
    const trade = TRADES[n % TRADES.length]!;
    const name = `${PLACES[n % PLACES.length]}${PLACES[(n * 7 + 3) % PLACES.length]}${'市县区'[n % 3]}${trade}${random.pick(['行业协会', '商会', '联合会'])}`;
    const code = `519900${String(n).padStart(12, '0')}`;
    const add = (kind: string, date: string, text: string, replacedOn?: string) =>
      texts.push({
        facts: {
          id: `${code}/${kind}/${date}`,
          code,
          association: name,
          formerNames: [],
          kind,
          title: kind,
          date,
          replacedOn,
          attachments: [sha(n * 8 + texts.length)],
        },
        clauses: readClauses(text),
      });
    add('诚信承诺书', '2024-03-05', pledge(name, trade, random));
    const seed = n % 2 === 0 ? n : 1_000_000 + (n % TRADES.length);
    const rules = inventedRules(seed, random.int(12, 32));
    const versions = random.int(1, 3);
    for (let v = 0; v < versions; v++) {
      const replacedOn = v < versions - 1 ? `202${v + 2}-01-01` : undefined;
      add(
        '自律规约',
        `202${v}-12-01`,
        `${rules.replace(/(\d+)元/, `${(v + 1) * 700}元`)}\n\n第九百九十九条　本规约由${name}负责解释。`,
        replacedOn,
      );
    }
  }
  return texts.slice(0, count);
}

function sha(n: number): string {
  return Array.from({ length: 8 }, (_, i) =>
    (Math.imul(n + 1, 0x9e3779b1 + i * 0x632be59b) >>> 0).toString(16).padStart(8, '0'),
  ).join('');
}

function pledge(name: string, trade: string, random: Random): string {
  return `${name}自成立登记以来，始终以服务会员、服务行业、服务社会为宗旨。现就服务内容、服务方式、服务对象和收费标准等，向社会公开承诺如下：

一、遵守法律法规和章程，不超出章程规定的业务范围开展活动。

二、坚持入会自愿、退会自由，不强制入会，不强行服务，不摊派会费，不搞乱评比、乱培训、乱表彰，不设立“小金库”。

三、服务内容：为${trade}会员提供政策咨询、质量检测、品牌推广、技能培训和纠纷调解。

四、服务方式：设立服务热线和会员服务窗口，咨询当日答复，申请${random.int(3, 10)}个工作日内办结。

五、收费标准：副会长单位每年${random.int(6, 20) * 1000}元，理事单位每年${random.int(3, 6) * 1000}元，会员单位每年${random.int(5, 30) * 100}元；其他服务不收费。

六、主动公开登记证书、章程、组织机构、负责人名单，每年5月31日前公布年度工作报告和财务收支情况。

七、自觉接受登记管理机关、会员和社会公众的监督。违反以上承诺的，愿意承担相应责任。`;
}

/** Characters that people type for others: common ones, ones of the same sound, ones that look alike. */
import { pinyin } from 'pinyin-pro';
import type { Random } from '../../src/sample/random.ts';

/** The first level of GB 2312: 3,755 characters in common use. */
const COMMON = firstLevel();

const LOOK_ALIKES = groups(`
  未末 己已巳 人入八 土士工 日曰目 干千于 天夫无 大太犬 木术本 王玉主 田由甲申 白百自 力刀 九丸 万方 今令 午牛年 乌鸟岛 予子 免兔 侯候
  刺剌 竟竞 徒徙 戊戌戍 折拆析浙 拔拨 挡档 帐账 慢漫 幅副福 密蜜 辨辩辫 博搏 栗粟 晴睛清请情 提堤题 场扬汤 阳阴 沈沉 部陪都 教敦 院皖
  园圆团 国围图 因困 问间闻 闲闭 业亚 中申 央夹 州洲川 市布 协胁办 学字觉 研妍 究穷 基墓 金全 合台 会舍 名各石 省看 县具 区匹巨 村材
  社杜 祖租 体休 育盲 老考 者著 青责 儿几 幼幻 爱受 心必 志忘 服报 务备 商高 贸贺货贷 贵贯 贫贪 善喜 健建键 律津 康唐 护沪 养美 羊半平
  早旱 旦且 里理埋 旅族旋 海悔 河何 江汇红 湖潮糊 沙纱 汉权 仅仪议 义又 文交 化代伐 仁仕任 信倍 位住往 佳住 使便 史吏 丈史 待侍持诗特
  第弟 技枝 茶荼 荣营 菜莱 华毕 花茫 蓝篮监 机杭 桥侨娇 林材 板版 校较 格洛络路 跑泡炮袍 球救求 足促捉 运远连 近进 过边 迅讯汛 计讨
  许评坪 词伺 语悟 话活 读续 积识织职 纺纹 纪记 约的 绘给 经径轻 线钱浅残 银根很 钢纲刚 钟种 锦棉绵 饭饮 欢次 砖转传 矿旷 炭岩炎 峰锋烽
  厂广 庄压 庆床 库军车 东乐 输轮 论伦轮 农衣 科料 税脱说悦 贤坚 景影 音章意昔 童重量 星昌冒 晶品吕 月用甩 朋明 期朝 壹壶 贝见 兵乒乓
  凤风 亨享 历厉 厅斤 友反 氏民 水永冰 巾币 毛手 丹舟 尤龙 失矢夫 古右石 生主 外处 冬各 皮波坡披 至到 弘私 宁宇 宝玉 宣宜 实买 客容 定走
  家冢 密蜜 宫官 管营 常堂 党堂 席度 座坐 廉兼 延廷 引张 弟第 彩采 徽微 恒垣 息思 恩思 悲惠 慧彗 武式 残浅 殊珠 沐休 沫沬 泰秦奏 洁浩 济挤
  渔鱼 溪奚 港巷 源原 滨宾 灯打 点占 烹享 爸爹 牧枚 狗拘 猫描 环坏 玲铃 现观 珍诊 班斑 瑞端 瓶饼 画面 留贸 疗辽 登凳 盐监 盛感 直真 知和 石右
  碧璧 礼札 祝视 科抖 秀季 稚雅 竹行 符附 籍藉 粉纷 精情 糖塘 素索 统充 缘绿 罗岁 群郡 翔样 耕井 联取 肉内 胜性 能熊 脑胸 舞午 舟丹 良食 艺亿 芳苦 若苦
  英央 茂荗 药约 莲连 蒙家 蔬疏 虎虚 虹虾 蚕蛋 蜂峰 血皿 衡衔 装袋 裕袖 览贤 角鱼 训川 证正 译择 诚城 象像 豪毫 财材 赛塞 赵越 起赶 趣取 踏蹈 辉挥 辛幸
  辰唇 农宸 达迈 迎仰 逸免 道首 邮油 郊效 酒洒 野舒 针什 铁轶 镇填 长张 阁闻 队认 防访 陆击 陈阵 隆降 雁雅 雕周 雪雷 需雷 静净 面而 鞋鞍 音暗 顺须 领邻 风凤 飞气 饰饱
  馆倌 香杏 马鸟 驿择 骏俊 鱼鲁 鹤鹄 鹿麋 麦表 黄寅 鼓彭 齐斋`);

const BY_SYLLABLE = Map.groupBy(COMMON, (character) => syllablesOf(character)[0]!);

/** The toneless syllable of each character, in the reading the context asks for; ü is v. */
export function syllablesOf(text: string): string[] {
  return pinyin(text, { toneType: 'none', type: 'array', v: true });
}

export function anyCharacter(random: Random, but: string): string {
  return pickOther(random, COMMON, but)!;
}

/** Another common character of the syllable; `undefined` when there is none. */
export function homophone(random: Random, character: string, syllable: string): string | undefined {
  return pickOther(random, BY_SYLLABLE.get(syllable) ?? [], character);
}

export function lookAlike(random: Random, character: string): string | undefined {
  return pickOther(random, LOOK_ALIKES.get(character) ?? [], character);
}

function pickOther(random: Random, characters: readonly string[], but: string): string | undefined {
  const others = characters.filter((character) => character !== but);
  return others.length === 0 ? undefined : random.pick(others);
}

function groups(text: string): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const group of text.trim().split(/\s+/))
    for (const character of group) all.set(character, [...(all.get(character) ?? []), ...group]);
  return all;
}

function firstLevel(): string[] {
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xd7; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) bytes.push(row, cell);
  const text = new TextDecoder('gbk').decode(new Uint8Array(bytes));
  return [...text].filter((character) => /\p{Script=Han}/u.test(character));
}

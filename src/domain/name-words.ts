/** Words that names of social organisations are made of: data, each list with its source. */

interface WordList {
  source: string;
  /** Longer ones first, so that the first that fits is the longest. */
  words: readonly string[];
}

function wordList(source: string, ...texts: readonly string[]): WordList {
  return {
    source,
    words: texts.flatMap((text) => text.trim().split(/\s+/)).toSorted((a, b) => b.length - a.length),
  };
}

/** Words in front that claim the whole country or the world. */
export const WIDE_PREFIXES = wordList(
  '社会组织名称管理办法（民政部令第69号）第八条列举的字词，民政部门提示的非法社会组织常冠字词',
  `中国 中华 全国 国家 国际 世界 华夏 神州 亚太 亚洲 全球 环球 寰球 海峡 海峡两岸 粤港澳大湾区 大中华 中华人民共和国 中国人民 国务院 中央
  全民 国民 中外 海外 华人 联合国`,
);

const SOCIETIES = `协会 总会 学会 研究会 联合会 促进会 商会 总商会 联合总会 研究总会 促进总会 联合协会 联谊会 联谊总会 校友会 校友总会 同学会 同乡会
  基金会 基金总会 委员会 工作委员会 专业委员会 组织委员会 促进委员会 理事会 协作会 协进会 互助会 公会 同业公会 工会 总工会 分会`;

/** Words at the end that tell the form of a body. Schools, hospitals and museums are what a name is about. */
export const FORMS = wordList(
  '社会组织名称管理办法第八条的组织形式和分支机构字样，民政部门提示的非法社会组织常用字样，登记名称常见的结尾',
  SOCIETIES,
  SOCIETIES.replaceAll(/会(?=\s|$)/g, '会联盟'),
  `会 学社 社团 中心 服务中心 发展中心 研究中心 交流中心 培训中心 认证中心 评价中心 促进中心 活动中心 文化中心 管理中心 研究院 研究所 学院 书院
  画院 书画院 研修院 事务所 服务社 服务站 工作站 工作室 联盟 产业联盟 行业联盟 联合体 组委会 论坛 俱乐部 代表处 办事处 联络处`,
);

/** Words that add little to what a name is about: imitations put them in, leave them out or change them. */
export const COMMON_WORDS = wordList(
  '逐条比较民政部公布的涉嫌非法社会组织名单与相近的登记名称',
  `行业 产业 事业 企业 工业 专业 职业 商业 管理 发展 艺术 现代 文化 科技 科学 技术 研究 学术 服务 促进 推广 交流 合作 协作 教育 培训 工程 建设
  创新 经济 市场 信息 国际 联合 联谊 传统 当代 新时代 青年 民间 民族 大众 社会 公益 慈善 爱心 工作者 从业人员 经营者 爱好者 艺术家 家 者 业 学
  高级 高端 优秀 诚信 品牌 战略 综合 智能 数字 绿色 保护 传承 传播 宣传 基金 互助 应用 运动`,
);

/** Characters that tell bodies of one kind apart: a change within a group is another body, not a slip. */
export const TELLING_APART = [
  // Where `isAdded`, one more of them makes another body too: 第一小学, 东小学.
  { source: '序数：同一地方的学校、医院以此区分', characters: '零〇一二三四五六七八九十百千0123456789', isAdded: true },
  { source: '方位：同一地方的组织以此区分', characters: '东西南北', isAdded: true },
  { source: '方位：村镇、街道以此区分', characters: '上中下前后左右内外', isAdded: false },
  { source: '大小：学校以此区分', characters: '大中小', isAdded: false },
  { source: '天干：同类组织以此排序', characters: '甲乙丙丁戊己庚辛壬癸', isAdded: true },
] as const;

import type { Kind } from './kind.ts';
import { words } from './words.ts';

const COMMON = {
  branded: 0.65,
  township: 0,
  sectors: ['慈善公益'],
  department: 'civil',
  charity: 0.92,
} as const;

/** Kinds of 基金会. */
export const FOUNDATIONS: readonly Kind[] = [
  {
    ...COMMON,
    id: 'foundation',
    weight: 55,
    levels: [0.45, 0.4, 0.15],
    fields: words(
      '儿童关爱 青少年发展 扶老助困 助残 医疗救助 大病救助 环境保护 湿地保护 文化艺术 非遗保护 乡村振兴 社区发展 科技创新 妇女发展 应急救灾 志愿服务 体育发展',
    ),
    forms: ['公益基金会', '慈善基金会'],
    rareForms: ['基金会'],
    scopes: ['资助{}项目，开展公益活动', '募集资金，支持{}'],
    capital: [200, 2000],
  },
  {
    ...COMMON,
    id: 'education-fund',
    weight: 30,
    levels: [0.4, 0.4, 0.2],
    fields: words('教育 助学 教育发展 奖教助学 乡村教育 职业教育 阅读推广'),
    forms: ['基金会', '公益基金会'],
    rareForms: ['慈善基金会'],
    sectors: ['教育', '慈善公益'],
    scopes: ['奖教助学，改善办学条件', '资助困难学生和乡村教师'],
    capital: [200, 1000],
  },
  {
    ...COMMON,
    id: 'family-fund',
    weight: 15,
    levels: [0.5, 0.4, 0.1],
    fields: [''],
    forms: ['慈善基金会', '公益基金会'],
    rareForms: ['公益慈善基金会'],
    branded: 1,
    scopes: ['扶贫济困、助学助医', '资助公益慈善项目'],
    capital: [200, 5000],
  },
];

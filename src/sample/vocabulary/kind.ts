import type { Place } from '../places.ts';

/** A sort of organisation: how such bodies are named, who looks after them and what they do. */
export interface Kind {
  /** Begins the host name of their web sites. */
  readonly id: string;
  /** Share among the kinds of its type. */
  readonly weight: number;
  /** Shares registered with the province, with a city, with a county. */
  readonly levels: readonly [province: number, city: number, county: number];
  /** What they deal with; an empty one leaves it to the form. */
  readonly fields: readonly string[];
  /** How names end. */
  readonly forms: readonly string[];
  /** Endings for some names, and for more the fewer names are left. */
  readonly rareForms: readonly string[];
  /** Share that bears a trade name (字号) after the place. */
  readonly branded: number;
  /** Trade names to choose from besides the composed ones. */
  readonly brands?: readonly string[];
  /** Share of county bodies named after a street, town or township. */
  readonly township: number;
  /** Share of those that are named after a village or neighbourhood of it. */
  readonly village?: number;
  /** 行业领域; a body has one or two. */
  readonly sectors: readonly string[];
  readonly department: Department;
  /** 业务范围; `{}` stands for the field. */
  readonly scopes: readonly string[];
  /** 注册资金 in 万元, least and most. */
  readonly capital: readonly [least: number, most: number];
  readonly tag?: '行业协会商会' | '志愿服务组织';
  /** Share that is a charity. */
  readonly charity: number;
}

// What follows the name of the province, a city, a county.
const DEPARTMENTS = {
  education: ['教育厅', '教育局', '教育局'],
  civil: ['民政厅', '民政局', '民政局'],
  health: ['卫生健康委员会', '卫生健康委员会', '卫生健康局'],
  sport: ['体育局', '体育局', '文化旅游体育局'],
  labour: ['人力资源和社会保障厅', '人力资源和社会保障局', '人力资源和社会保障局'],
  culture: ['文化和旅游厅', '文化和旅游局', '文化旅游体育局'],
  arts: ['文学艺术界联合会', '文学艺术界联合会', '文学艺术界联合会'],
  science: ['科学技术厅', '科学技术局', '科学技术局'],
  scholars: ['社会科学界联合会', '社会科学界联合会', '科学技术协会'],
  agriculture: ['农业农村厅', '农业农村局', '农业农村局'],
  disabled: ['残疾人联合会', '残疾人联合会', '残疾人联合会'],
  ecology: ['生态环境厅', '生态环境局', '农业农村局'],
  justice: ['司法厅', '司法局', '司法局'],
  commerce: ['商务厅', '商务局', '商务局'],
  volunteers: ['精神文明建设办公室', '精神文明建设办公室', '精神文明建设办公室'],
} as const;

/** Who supervises a body; `none` where it registers directly, as trade associations do since they were cut loose. */
export type Department = keyof typeof DEPARTMENTS | 'none';

/** 业务主管单位 at the place; empty where there is none. */
export function supervisorOf(place: Place, department: Department): string {
  if (department === 'none') return '';
  const [ofProvince, ofCity, ofCounty] = DEPARTMENTS[department];
  return place.name + (place.level === 'province' ? ofProvince : place.level === 'city' ? ofCity : ofCounty);
}
